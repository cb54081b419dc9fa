"""SKOS as others write it: RDF/XML, JSON-LD, N-Triples, N-Quads and TriG say the same as Turtle. Nothing is fetched."""

import json
import socket
from time import process_time

import pytest

from skos.findings import VocabularyError
from skos.reader import parse, read

S = "https://x.example/skills/"
CORE, DCT = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
OURS = "https://colophon.example/ns#"

TURTLE = f"""\
@prefix skos: <{CORE}> . @prefix dct: <{DCT}> . @prefix colophon: <{OURS}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<{S}> a skos:ConceptScheme ; dct:title "Skills"@en ; owl:versionInfo "2" .
<{S}binding> a skos:Concept ; skos:prefLabel "Binding"@en, "Binden"@de ; skos:altLabel "Å book's \\"spine\\""@en ;
    skos:definition "You bind."@en ; colophon:kind "specialist" ; skos:broader <{S}craft> .
<{S}craft> a skos:Concept ; skos:prefLabel "Craft"@en ; skos:definition "You make."@en ; colophon:kind "specialist" .
"""
XML = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rdf:RDF [
  <!ENTITY skos "{CORE}">
  <!ENTITY s "{S}">
]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="{CORE}" xmlns:dct="{DCT}"
    xmlns:colophon="{OURS}" xmlns:owl="http://www.w3.org/2002/07/owl#" xml:base="{S}">
  <skos:ConceptScheme rdf:about="">
    <dct:title xml:lang="en">Skills</dct:title>
    <owl:versionInfo>2</owl:versionInfo>
  </skos:ConceptScheme>
  <rdf:Description rdf:about="binding">
    <rdf:type rdf:resource="&skos;Concept"/>
    <skos:prefLabel xml:lang="en">Binding</skos:prefLabel>
    <skos:prefLabel xml:lang="de">Binden</skos:prefLabel>
    <skos:altLabel xml:lang="en">Å book's "spine"</skos:altLabel>
    <skos:definition xml:lang="en">You
      bind.</skos:definition>
    <colophon:kind>specialist</colophon:kind>
    <skos:broader rdf:resource="&s;craft"/>
  </rdf:Description>
  <skos:Concept rdf:about="craft">
    <skos:prefLabel xml:lang="en">Craft</skos:prefLabel>
    <skos:definition xml:lang="en">You make.</skos:definition>
    <colophon:kind>specialist</colophon:kind>
  </skos:Concept>
</rdf:RDF>
"""
CONTEXT = {
    **{"skos": CORE, "dct": DCT, "colophon": OURS, "owl": "http://www.w3.org/2002/07/owl#"},
    **{"uri": "@id", "type": "@type", "graph": "@graph", "lang": "@language", "value": "@value"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
}
GRAPH = [
    {"uri": S, "type": "skos:ConceptScheme", "dct:title": {"lang": "en", "value": "Skills"}, "owl:versionInfo": "2"},
    {
        "uri": f"{S}binding",
        "type": ["skos:Concept"],
        "prefLabel": {"en": "Binding", "de": "Binden"},
        "skos:altLabel": {"lang": "en", "value": 'Å book\'s "spine"'},
        "skos:definition": [{"lang": "en", "value": "You bind."}],
        "colophon:kind": "specialist",
        "broader": f"{S}craft",
    },
    {
        "uri": f"{S}craft",
        "type": "skos:Concept",
        "prefLabel": {"en": "Craft"},
        "skos:definition": {"lang": "en", "value": "You make."},
        "colophon:kind": "specialist",
    },
]
JSON = json.dumps({"@context": CONTEXT, "graph": GRAPH}, indent=1)


def triples(graph=""):
    """N-Triples, or N-Quads."""
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    said = [
        ("", a, f"<{CORE}ConceptScheme>"),
        ("", f"<{DCT}title>", '"Skills"@en'),
        ("", "<http://www.w3.org/2002/07/owl#versionInfo>", '"2"'),
        ("binding", a, f"<{CORE}Concept>"),
        ("binding", f"<{CORE}prefLabel>", '"Binding"@en'),
        ("binding", f"<{CORE}prefLabel>", '"Binden"@de'),
        ("binding", f"<{CORE}altLabel>", '"\\u00C5 book\'s \\"spine\\""@en'),
        ("binding", f"<{CORE}definition>", '"You bind."@en'),
        ("binding", f"<{OURS}kind>", '"specialist"'),
        ("binding", f"<{CORE}broader>", f"<{S}craft>"),
        ("craft", a, f"<{CORE}Concept>"),
        ("craft", f"<{CORE}prefLabel>", '"Craft"@en'),
        ("craft", f"<{CORE}definition>", '"You make."@en'),
        ("craft", f"<{OURS}kind>", '"specialist"'),
    ]
    return "".join(f"<{S}{subject}> {word} {value}{graph} .\n" for subject, word, value in said)


HEAD, _, BODY = TURTLE.partition("\n")
FORMATS = {
    "RDF/XML": XML,
    "JSON-LD": JSON,
    "JSON-LD in named graphs": json.dumps({"@context": CONTEXT, "@id": "https://x.example/g", "@graph": GRAPH}),
    "N-Triples": triples(),
    "N-Quads": triples(" <https://x.example/g>"),
    "TriG": f"{HEAD}\n<https://x.example/g> {{\n{BODY}}}\n",
    "TriG in one graph without a name": f"{HEAD}\n{{\n{BODY}}}\n",
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def fetch(*args, **kwargs):
        raise AssertionError("something was fetched")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, fetch)
    monkeypatch.setattr(socket.socket, "connect", fetch)


def said(text, **options):
    with pytest.raises(VocabularyError) as caught:
        parse(text, "file", **options)
    [line] = caught.value.faults
    return line


# -- the same in all of them -----------------------------------------------------------------------------


@pytest.mark.parametrize("what", FORMATS)
def test_it_says_the_same_as_turtle(what):
    wanted, found = parse(TURTLE, "file"), parse(FORMATS[what], "file")
    assert (found.uri, found.title, found.version) == (wanted.uri, "Skills", "2")
    assert found.concepts == wanted.concepts
    assert list(found.concepts) == [f"{S}binding", f"{S}craft"]
    assert found.remarks == ()


def test_faults_have_their_line_in_rdf_xml_and_their_label_in_json_ld():
    assert said(XML.replace("&s;craft", "&s;trade")).startswith(f"file, line 12, “Binding” ({S}binding): skos:broader")
    assert said(JSON.replace(f"{S}craft", f"{S}trade", 1)).startswith(f"file, “Binding” ({S}binding): skos:broader")


def test_an_element_by_its_id_and_in_an_encoding_of_its_own(tmp_path):
    text = (
        XML.replace("UTF-8", "ISO-8859-1").replace('rdf:about="craft"', 'rdf:ID="craft"').replace("&s;craft", "#craft")
    )
    text = text.replace(f'xml:base="{S}"', f'xml:base="{S}all"').replace('rdf:about=""', f'rdf:about="{S}"')
    path = tmp_path / "skills.rdf"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(VocabularyError, match=r"line 22, “Craft” \(https://x\.example/skills/all#craft\): its address"):
        read(path)
    path.write_bytes(XML.replace("UTF-8", "ISO-8859-1").encode("latin-1"))
    assert read(path).concepts == parse(TURTLE, "file").concepts


# -- what could do harm ------------------------------------------------------------------------------------

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
ROOT = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</rdf:RDF>'


@pytest.mark.parametrize(
    ("doctype", "why"),
    [
        (f"<!DOCTYPE rdf:RDF [{BOMB}]>", "the entity e1 is made of others, or is long"),
        (f'<!DOCTYPE rdf:RDF [<!ENTITY e "{"ha" * 200}">]>', "the entity e is made of others, or is long"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "the entity e is defined elsewhere"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY e PUBLIC "x" "https://x.example/">]>', "the entity e is defined elsewhere"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY % e SYSTEM "https://x.example/e">%e;]>', "the entity e is defined elsewhere"),
        ("<!DOCTYPE rdf:RDF [<!ENTITY % e \"<!ENTITY f 'x'>\">%e;]>", "the entity e is defined elsewhere"),
        ('<!DOCTYPE rdf:RDF SYSTEM "https://x.example/rdf.dtd">', "its document type is defined elsewhere (https://x"),
        (f'<!DOCTYPE rdf:RDF [<!ENTITY e "{"ha" * 90}">]>', ""),
    ],
)
def test_entities_that_grow_or_lie_elsewhere_are_refused(doctype, why):
    text = f"<?xml version='1.0'?>\n{doctype}\n{ROOT}"
    assert said(text).startswith(f"file, line 2: {why}" if why else "file")


def test_an_entity_that_is_used_without_end_is_refused():
    many = "&e;" * 400_000
    text = f'<!DOCTYPE rdf:RDF [<!ENTITY e "{"ha" * 90}">]>\n{ROOT.replace("&e;", many)}'
    begun = process_time()
    assert "its entities stand for more text than a vocabulary has" in said(text)
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "context",
    [
        "https://x.example/context.jsonld",
        [CONTEXT, "https://x.example/context.jsonld"],
        {**CONTEXT, "@version": 1.1, "@import": "https://x.example/context.jsonld"},
        {**CONTEXT, "broader": {"@id": "skos:broader", "@context": "https://x.example/context.jsonld"}},
        {**CONTEXT, "broader": {"@id": "skos:broader", "@context": [{"@import": "https://x.example/context.jsonld"}]}},
        "context.jsonld",
        "file:///etc/passwd",
    ],
)
def test_a_context_that_lies_elsewhere_is_not_fetched(context):
    line = said(json.dumps({"@context": context, "graph": GRAPH, "@graph": GRAPH}))
    assert line.startswith("file: what its words mean is defined elsewhere (@context ")
    assert line.endswith("Save it with its context written into it, or as Turtle.")


def test_a_context_within_a_concept_is_found_too():
    graph = [{"@context": CONTEXT, **GRAPH[0]}, {"@context": "https://x.example/c", **GRAPH[1]}]
    assert "(@context https://x.example/c)" in said(json.dumps(graph))


# -- broken ones -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (XML[:900], "file, line 18: not well-formed XML: "),
        (XML.replace("</skos:Concept>", ""), "file, line 27: not well-formed XML: mismatched tag."),
        (XML.replace("&s;craft", "&nbsp;"), "file, line 20: not well-formed XML: undefined entity."),
        (XML.replace('xmlns:dct="', 'xmlns:dc="'), "file, line 9: not well-formed XML: unbound prefix."),
        (XML.replace('"de"', '"en_GB"'), "file, line 15: the language tag en_GB has an underscore; write a hyphen"),
        (XML.replace('rdf:about="binding"', 'rdf:about="binding" rdf:ID="b"'), "file, line 12: not RDF/XML"),
        (JSON[:900], "file, line 46: not JSON, or cut off: "),
        (JSON.replace('"en": "Craft"', '"en_GB": "Craft"'), "file, line 57: the language tag en_GB has an underscore"),
        (JSON.replace('"lang": "en"', '"@language": "de_AT"', 1), "file, line 26: the language tag de_AT has an"),
        (JSON.replace('"@id": "skos:broader"', '"@id": 5'), "file: not JSON-LD: its context or structure makes"),
        ('{"@id": ' + "[" * 100_000 + "]" * 100_000 + "}", "file: not JSON-LD: it is nested too deeply."),
        (TURTLE.replace("@de", "@en_GB"), "file, line 4: the language tag en_GB has an underscore; write a hyphen"),
        (TURTLE.replace("@de", "@zh_Hant_TW"), "file, line 4: the language tag zh_Hant_TW has an underscore"),
        (FORMATS["N-Quads"].replace('"2"', '"2'), "file: not N-Quads, or a quotation mark"),
        (FORMATS["TriG"].replace("You bind.", 'You "bind.'), "file, line 6: not TriG: "),
    ],
)  # fmt: skip
def test_what_is_broken_is_said_in_one_line(text, line):
    assert said(text).startswith(line)


@pytest.mark.parametrize("what", FORMATS)
@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.85, 0.99])
def test_what_breaks_off_is_refused_in_words(what, part):
    text = FORMATS[what]
    with pytest.raises(VocabularyError) as caught:
        parse(text[: int(len(text) * part)], "file")
    assert all(fault.startswith("file") and "\n" not in fault for fault in caught.value.faults)
