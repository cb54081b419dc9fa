"""Small vocabulary files to load."""

SCHEME = "https://colophon.example/skills/"
PREFIXES = """\
@prefix colophon: <https://colophon.example/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix f: <https://colophon.example/frameworks/f/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skill: <https://colophon.example/skills/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FRAMEWORK_SCHEME = """
<https://colophon.example/frameworks/f/> a skos:ConceptScheme ;
    dct:title "Framework F"@en ; owl:versionInfo "2.2" ; dct:rights "© Somebody, 2022" ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> .
"""


def skill(slug, label=None, *more, kind="specialist", definition="What somebody does."):
    """A concept in Turtle; `more` are further statements such as 'skos:broader skill:x'."""
    statements = ["a skos:Concept"]
    statements += [f'skos:prefLabel "{label or slug}"@en-GB'] if label != "" else []
    statements += [f'skos:definition "{definition}"@en-GB'] if definition else []
    statements += [f'colophon:kind "{kind}"'] if kind else []
    return f"\nskill:{slug} " + " ;\n    ".join([*statements, *more]) + " .\n"


def vocabulary(*skills, version="1.0"):
    scheme = f'\n<{SCHEME}> a skos:ConceptScheme ; dct:title "Our skills"@en ; owl:versionInfo "{version}" .\n'
    return PREFIXES + scheme + "".join(skills)


def competence(notation, label, *more):
    statements = ["a skos:Concept", f'skos:notation "{notation}"', f'skos:prefLabel "{label}"@en', *more]
    return f"\nf:{notation} " + " ; ".join(statements) + " .\n"


def framework(*competences):
    return PREFIXES + FRAMEWORK_SCHEME + "".join(competences)
