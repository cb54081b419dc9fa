"""What is refused, and in which words."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reading.addresses import RESERVED
from skills.models import Scheme, Skill
from skos.findings import VocabularyError
from skos.reader import parse
from tests.skos.files import PREFIXES, SCHEME, competence, framework, skill, vocabulary

X = "https://colophon.example/skills/x"
BETA = "“Beta” (https://colophon.example/skills/b)"
NO_SCHEME = "a file holds one skos:ConceptScheme; this one has"


def faults(text):
    with pytest.raises(VocabularyError) as caught:
        parse(text, "file.ttl")
    return caught.value.faults


def fault(text):
    [one] = faults(text)
    return one


def of_skill(*more, **facts):
    """The fault of one skill, without the place."""
    place = "file.ttl, line 11, “Koha” (https://colophon.example/skills/koha): "
    one = fault(vocabulary(skill("koha", "Koha", *more, **facts), skill("b", "Beta"), skill("c", "Gamma")))
    assert one.startswith(place)
    return one.removeprefix(place)


def test_a_fault_names_the_file_the_line_the_label_and_the_address():
    assert fault(vocabulary(skill("a", "Alpha"), skill("koha", "Koha", kind="hobby"))) == (
        "file.ttl, line 16, “Koha” (https://colophon.example/skills/koha): "
        "the kind “hobby” is unknown; there are foundational, specialist, software."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("skos:broader skill:x", f"skos:broader names {X}, which is not in the vocabulary."),
        ("skos:related skill:x", f"skos:related names {X}, which is not in the vocabulary."),
        ("colophon:leadsTo skill:x", f"colophon:leadsTo names {X}, which is not in the vocabulary."),
        ("owl:deprecated true ; dct:isReplacedBy skill:x", f"dct:isReplacedBy names {X}, "),
        ("skos:related skill:koha", "it is related to itself."),
        ("skos:broader skill:koha", "skos:broader goes round in a circle: Koha → Koha."),
        ("colophon:leadsTo skill:koha", "colophon:leadsTo goes round in a circle: Koha → Koha."),
        ("skos:broader skill:b ; skos:related skill:b", f"{BETA} is both related to it and"),
        ('skos:prefLabel "Koha too"@en-GB', "it has two preferred labels in en-GB: “Koha” and “Koha too”."),
        ('skos:definition "Another."@en-GB', "it has two definitions in en-GB: “Another.” and"),
        ('colophon:kind "software"', "it has two kinds: “software” and “specialist”."),
        ('skos:altLabel " "', "its alternative label is empty."),
        (f'skos:altLabel "{"a" * 101}"', f"its alternative label “{'a' * 40}…” has 101"),
        ('skos:altLabel "one; two"', "its label “one; two” has a semicolon; forms use that between skills."),
        ('skos:altLabel "a\\u0000b"', "its alternative label has a character in it that"),
        ('skos:altlabel "x"', "the property skos:altlabel is unknown; is it misspelt?"),
        ("colophon:leadTo skill:b", "the property colophon:leadTo is unknown; is it misspelt?"),
        ("skos:inScheme skill:b", "its skos:inScheme is not https://colophon.example/skills/."),
        ("dct:isReplacedBy skill:b", "it has a replacement (dct:isReplacedBy) but not “owl:d"),
        ("dct:isReplacedBy skill:b, skill:c", "it has a replacement (dct:isReplacedBy) but not “owl:deprecated true”."),
        ('colophon:nature "hard"', "a skill is technical or soft, not “hard”."),
        ("colophon:ageing 13", "a skill ages in 12, 24 or 60 months, not in “13”."),
        ('colophon:emergingSince "soon"', "“soon” is no year: write four digits, such as 2025."),
        (
            "skos:closeMatch <https://f.example/1> ; skos:narrowMatch <https://f.example/1>",
            "https://f.example/1 is given both as a close and as a narrow match.",
        ),
        ('owl:deprecated "perhaps"', "owl:deprecated is either true or false."),
        ('owl:deprecated "yes"^^xsd:boolean', "owl:deprecated is either true or false."),
        ("skos:exactMatch f:1 ; skos:closeMatch f:1", "https://colophon.example/frameworks/f/1 is given"),
    ],
)  # fmt: skip
def test_a_skill_is_refused(more, said):
    assert of_skill(more).startswith(said)


def test_a_skill_needs_a_kind_a_definition_and_a_preferred_label():
    assert of_skill(kind="") == "it has no kind (colophon:kind)."
    assert of_skill(definition="") == "it has no definition (skos:definition)."
    assert of_skill(definition="x" * 401).endswith("has 401 characters; 400 are allowed.")
    nameless = fault(vocabulary(skill("a", "", 'skos:altLabel "A"')))
    assert (
        nameless == "file.ttl, line 11, https://colophon.example/skills/a: it has no preferred label (skos:prefLabel)."
    )


@pytest.mark.parametrize("slug", ["Koha", "koha_lms", "koha--lms", "-koha", "kohä", "x" * 101])
def test_an_address_ends_in_a_slug(slug):
    assert "slug" in fault(vocabulary(skill("a", "Alpha"), skill(slug, "Koha")))


def test_two_addresses_cannot_have_one_slug():
    other = skill("a", "Beta").replace("skill:a", "<https://colophon.example/skills/more/a>")
    assert "its slug “a” is that of https://colophon.example/skills/a already" in fault(
        vocabulary(skill("a", "Alpha"), other)
    )


@pytest.mark.parametrize("address", ["a", "urn:a", f"https://colophon.example/{'x' * 180}/a"])
def test_an_address_must_be_permanent(address):
    text = vocabulary(skill("a", "Alpha").replace("skill:a", f"<{address}>"))
    assert any(" is no address: https://" in line for line in faults(text))


@pytest.mark.parametrize("first", ["skos:prefLabel", "skos:altLabel"])
@pytest.mark.parametrize("second", ["skos:prefLabel", "skos:altLabel"])
def test_a_label_belongs_to_one_skill_whatever_its_capitals_and_accents(first, second):
    def concept(slug, word, label):
        if word == "skos:prefLabel":
            return skill(slug, label)
        return skill(slug, slug, f'{word} "{label}"@en-GB')

    text = vocabulary(concept("one", first, "Café – Straße"), concept("two", second, "CAFE - strasse"))
    assert "“CAFE - strasse” is that of “" in fault(text)


@pytest.mark.parametrize("first", ["skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"])
def test_a_hidden_label_may_lead_to_several_skills(first):
    label = 'skos:hiddenLabel "Boxes"@en-GB'
    one = skill("one", "Boxes") if first == "skos:prefLabel" else skill("one", "one", f'{first} "Boxes"@en-GB')
    read = parse(vocabulary(one, skill("two", "two", label), skill("three", "three", label)), "file.ttl")
    assert sum("Boxes" in {c.name, *(name.text for name in c.labels)} for c in read.concepts.values()) == 3


def test_a_skill_described_in_two_places_is_shown_with_both_lines():
    assert "lines 11 and 16" in fault(vocabulary(skill("a", "Alpha"), skill("a", "Aleph")))


@pytest.mark.parametrize("word", ["skos:broader", "colophon:leadsTo", "owl:deprecated true ; dct:isReplacedBy"])
def test_a_circle_is_named_with_the_whole_way_round(word):
    text = vocabulary(
        skill("z", "Outside", f"{word} skill:a"),
        skill("a", "Alpha", f"{word} skill:b"),
        skill("b", "Beta", f"{word} skill:c"),
        skill("c", "Gamma", f"{word} skill:a"),
    )
    assert fault(text).endswith(f"{word.split()[-1]} goes round in a circle: Alpha → Beta → Gamma → Alpha.")


def test_every_circle_is_named():
    pairs = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]
    text = vocabulary(*(skill(one, one, f"skos:broader skill:{other}") for one, other in pairs))
    assert [line.rsplit(": ", 1)[1] for line in faults(text)] == ["a → b → a.", "c → d → c."]


def test_a_long_chain_is_no_circle():
    chain = [skill(f"s{n}", f"S {n}", f"skos:broader skill:s{n + 1}") for n in range(1500)]
    assert len(parse(vocabulary(*chain, skill("s1500", "S 1500")), "file.ttl").concepts) == 1501


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = vocabulary(
        skill("a", "Alpha", "skos:broader skill:x", kind=""),
        skill("b", "alpha"),
        skill("c", "Gamma", "skos:related skill:c", definition=""),
    )
    told = faults(text)
    assert len(told) == 5
    assert [line.split(",")[1] for line in told] == [" line 11"] * 2 + [" line 16"] + [" line 21"] * 2


def test_the_same_fault_in_many_concepts_is_one_line_at_the_head():
    many = [skill(f"s{n}", f"S {n}", kind="", definition="") for n in range(300)]
    told = faults(vocabulary(skill("a", "Alpha", "skos:broader skill:x"), *many, skill("b", "Beta", kind="hobby")))
    assert told[:2] == [
        f"file.ttl: in 300 concepts, first at line 17, “S 0” (https://colophon.example/skills/s0): {said}"
        for said in ("it has no definition (skos:definition).", "it has no kind (colophon:kind).")
    ]
    assert [line.split("“")[1].split("”")[0] for line in told[2:]] == ["Alpha", "Beta"]


def test_what_differs_by_names_and_numbers_alone_is_the_same_fault():
    told = faults(vocabulary(*(skill(f"s{n}", f"S {n}", f"skos:broader skill:gone-{n}") for n in range(12))))
    assert told == [
        "file.ttl: in 12 concepts, first at line 11, “S 0” (https://colophon.example/skills/s0): "
        "skos:broader names https://colophon.example/skills/gone-0, which is not in the vocabulary."
    ]


def test_a_few_are_told_one_by_one():
    told = faults(vocabulary(*(skill(f"s{n}", f"S {n}", f"skos:broader skill:gone-{n}") for n in range(10))))
    assert len(told) == 10


def test_a_file_of_concepts_of_another_sort_is_refused_in_one_line():
    others = [skill(f"s{n}", f"S {n}", "skos:broader skill:x", kind="", definition="") for n in range(340)]
    assert fault(vocabulary(*others)).startswith(
        "file.ttl: none of its 340 concepts has a kind (colophon:kind), as a vocabulary of skills has, or a number"
    )


# -- the file as a whole -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear colleague", "file.ttl, line 1: not Turtle: a statement cannot begin like this."),
        (PREFIXES + "\nskill:a a other:thing .", "file.ttl, line 9: not Turtle: the prefix other: is used, and no"),
        (PREFIXES + '\nskill:a a "x', "file.ttl: not Turtle, or a quotation mark"),
        (f"# one\n\n# two\n{PREFIXES}\n# three\nskill:a a «b» .", "file.ttl, line 13: not Turtle: something is"),
        (vocabulary(skill("a", 'A "quoted"')), "file.ttl, line 12: not Turtle: a semicolon, comma or full stop is"),
        (
            vocabulary(skill("a", "A", f"skos:inScheme <{SCHEME}"), skill("b", "B", "skos:broader <x>")),
            "file.ttl, line 15: a space in the address <https://colophon.example/skills/; is > missing?",
        ),
        ("", f"file.ttl: {NO_SCHEME} none."),
        (PREFIXES, f"file.ttl: {NO_SCHEME} none."),
        (vocabulary() + "skill:x a skos:ConceptScheme .", f"file.ttl: {NO_SCHEME} 2 (https://"),
        (vocabulary(), "file.ttl, line 9, https://colophon.example/skills/: the scheme has no concepts."),
        (
            vocabulary(skill("a", "A")).replace("dct:title", "dct:description"),
            "file.ttl, line 9, https://colophon.example/skills/: it has no title (dct:title).",
        ),
    ],
)  # fmt: skip
def test_a_file_is_refused(text, said):
    assert fault(text).startswith(said)


def test_a_licence_is_an_address():
    text = vocabulary(skill("a", "A")).replace("owl:versionInfo", "dct:license <urn:x> ; owl:versionInfo")
    assert "urn:x is no address" in fault(text)


def test_a_concept_must_say_that_it_is_one():
    assert "add “a skos:Concept”" in fault(vocabulary(skill("a", "A").replace("a skos:Concept ;", "")))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"no\.ttl: cannot be read \(No such file or directory\)"):
        call_command("load_vocabulary", tmp_path / "no.ttl")
    (tmp_path / "latin.ttl").write_bytes(b"# one\n# caf\xe9\n")
    with pytest.raises(CommandError, match=r"latin\.ttl, line 2: not UTF-8 text"):
        call_command("load_vocabulary", tmp_path / "latin.ttl")


@pytest.mark.parametrize(
    ("concepts", "said"),
    [
        ([competence("1", "A", "skos:broader f:1")], "skos:broader goes round in a circle: A → A."),
        ([competence("1", "")], "the scheme has no concepts."),
    ],
)
def test_a_framework_is_refused(concepts, said):
    assert said in faults(framework(*concepts))[0]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_file_is_refused_or_read_but_never_breaks_the_reader(data):
    text = vocabulary(skill("a", "Alpha", 'skos:altLabel "First"', "skos:broader skill:b"), skill("b", "Beta"))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = text[:start] + data.draw(st.text(max_size=5)) + text[end:]
    try:
        told = ["file.ttl"] if parse(damaged, "file.ttl") else []
    except VocabularyError as error:
        told = error.faults
    assert told
    assert all(line.startswith("file.ttl") for line in told)


# -- what only the database knows ----------------------------------------------------------------------


def test_a_match_to_a_framework_that_is_not_loaded_asks_for_that_framework(load):
    with pytest.raises(CommandError, match=r"“A” .*: it is matched to .*/f/1, .*Load the file of that framework first"):
        load(vocabulary(skill("a", "A", "skos:exactMatch f:1")))
    assert not Scheme.objects.exists()


def test_the_faults_are_counted_and_listed(load):
    with pytest.raises(CommandError) as caught:
        load(vocabulary(skill("a", "A", kind="")), vocabulary(skill("b", "B", kind="")))
    lines = str(caught.value).split("\n")
    assert lines[0] == "Nothing was loaded. 2 things need to be put right:"
    assert [line.split(",")[0] for line in lines[1:]] == ["- file-1.ttl", "- file-2.ttl"]


def test_one_scheme_cannot_come_from_two_files(load):
    with pytest.raises(CommandError, match="is the same scheme; load one of them"):
        load(vocabulary(skill("a", "A")), vocabulary(skill("b", "B")))


def test_a_framework_cannot_become_a_vocabulary(load):
    load(framework(competence("1", "A")))
    concept = skill("a", "A").replace("skill:a", "f:a")
    with pytest.raises(CommandError, match="was loaded as a framework and has to stay one"):
        load(framework(concept))


def test_skills_of_another_scheme_keep_their_address_slug_and_labels(load):
    load(vocabulary(skill("a", "Alpha", 'skos:altLabel "First"'), skill("b", "Beta")))
    other = vocabulary(
        skill("b", "Zeta"),
        skill("a", "Eta").replace("skill:a", "<https://other.example/a>"),
        skill("y", "Theta", 'skos:altLabel "FIRST"').replace("skill:y", "<https://other.example/y>"),
        skill("z", "ALPHA").replace("skill:z", "<https://other.example/z>"),
    ).replace("<https://colophon.example/skills/> a", "<https://other.example/> a")
    with pytest.raises(CommandError) as caught:
        load(other)
    assert [line.split("): ")[1] for line in str(caught.value).split("\n")[1:]] == [
        "the address belongs to another scheme in the database.",
        "the slug “a” belongs to https://colophon.example/skills/a already.",
        "the label “FIRST” belongs to https://colophon.example/skills/a already.",
        "the label “ALPHA” belongs to https://colophon.example/skills/a already.",
    ]
    assert Skill.objects.count() == 2


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_no_skill_has_an_address_of_the_portals_own(word):
    said = fault(vocabulary(skill(word, "Something")))
    assert said.endswith(f"its slug “{word}” is an address of the portal’s own; choose another.")
