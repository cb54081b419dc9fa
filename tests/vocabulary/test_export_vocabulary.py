"""The whole vocabulary out, and in again: nothing is lost, and what changed meanwhile stays."""

from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from hypothesis import given

from skills.models import Competence, Mapping, Scheme, Skill
from skills.states import digest_of, present
from skos.concepts import Name
from skos.reader import parse, read
from tests.helpers import as_if, often
from tests.skos.files import competence, framework, skill, vocabulary
from tests.skos.made import COMPETENCES, vocabularies
from vocabulary.models import Version
from vocabulary.services.loading import load_vocabulary
from vocabulary.services.versions import lock, put_out

FILES = [site.BASE_DIR / "skills" / "vocabulary" / name for name in ("digcomp-2.2.ttl", "skills.ttl")]
F = framework(competence("1", "Data"), competence("1.1", "Browsing", "skos:broader f:1"))
FULL = vocabulary(
    skill(
        "marc",
        "MARC 21",
        'skos:altLabel "MARC"@en-GB, "Machine-readable \\"cataloging\\" \\\\ so"@en-US, "ĉ"@eo',
        'skos:hiddenLabel "Mark 21" ; skos:prefLabel "MARC 21 (Format)"@de',
        "skos:broader skill:metadata ; skos:related skill:koha ; colophon:leadsTo skill:koha",
        "skos:closeMatch f:1.1 ; skos:exactMatch f:1",
        'colophon:nature "technical" ; colophon:ageing 24 ; colophon:emergingSince "2021"^^xsd:gYear',
        'colophon:awareness "You know of it.\\nYou have seen it." ; colophon:expert "You write about it."',
        'skos:historyNote "2026-01-01, 0.9: first\\nand second line"@en-GB',
    ),
    skill("metadata"),
    skill("koha", "Koha", kind="software"),
    skill("bookbinding", "Bookbinding", "owl:deprecated true ; dct:isReplacedBy skill:sewing, skill:gluing"),
    skill("sewing", "Sewing"),
    skill("gluing", "Gluing"),
)


def export(*args, **options):
    out = StringIO()
    call_command("export_vocabulary", *args, stdout=out, **options)
    return out.getvalue()


def emptied():
    """No scheme, skill or version any more."""
    Skill.objects.update(instead=None)
    for rows in (Version, Mapping, Skill, Competence, Scheme):
        rows.objects.all().delete()


def changed(slug, **facts):
    """A skill as an editor leaves it, published."""
    lock()
    scheme = Scheme.objects.get(is_framework=False)
    before = present(scheme)
    uri = scheme.uri + slug
    put_out(scheme, before, before | {uri: replace(before[uri], **facts)}, by=None)


# -- out and in ------------------------------------------------------------------------------------------


@pytest.fixture
def full(load):
    load(F, FULL)


@pytest.fixture
def shipped(db):
    call_command("load_vocabulary", *FILES, verbosity=0)


def goes_round(load):
    """What is exported changes nothing when it is loaded, and makes the same out of nothing."""
    text, f = export(), export(scheme=Scheme.objects.get(is_framework=True).slug)
    versions = Version.objects.count()
    said = load(f, text)
    assert said.count("no change") == 2, said
    assert Version.objects.count() == versions
    emptied()
    load(f, text)
    assert export() == text
    assert export(scheme=Scheme.objects.get(is_framework=True).slug) == f


def test_the_vocabulary_goes_out_and_comes_back(full, load):
    goes_round(load)


def test_so_does_the_one_that_is_shipped(shipped, load):
    goes_round(load)


def test_so_does_one_that_was_changed_here(full, load):
    changed("koha", name="Koha library system", definition="You run it.")
    changed("gluing", deprecated=True, history=frozenset({"2026-11-26, 1.2: “quoted”, and\nanother line"}))
    goes_round(load)
    assert "was called “Koha” before" in export()


def test_so_does_one_from_before_versions_were_kept(full, load):
    Version.objects.all().delete()
    Skill.objects.update(since="", history=[])
    goes_round(load)
    assert "colophon:since" not in export()


@pytest.mark.soak
def test_so_does_whatever_keeps_the_rules(load, db):
    parts = "".join(f"\n<{uri}> a skos:Concept ; skos:prefLabel 'C {uri}' ." for uri in COMPETENCES)
    frame = parse(framework() + parts, "f.ttl", as_framework=True)

    @often(12)
    @given(vocabularies())
    def holds(made):
        with as_if():
            load_vocabulary(frame, made)
            goes_round(load)

    holds()


def test_the_file_knows_the_state_that_it_was_made_from(full):
    scheme = Scheme.objects.get(is_framework=False)
    read_back = parse(export(), "file.ttl")
    assert read_back.digest == digest_of(present(scheme)) == digest_of(read_back.concepts)
    assert read_back.digest == scheme.versions.first().digest


# -- a file that was made here, edited, and loaded when the portal has moved on --------------------------------


def test_what_the_file_and_the_portal_changed_is_both_kept(full, load):
    text = export()
    changed("koha", definition="What the portal says.")
    changed("sewing", labels=frozenset({Name("Stitching", "en-GB", "alternative")}))
    edited = text.replace('"Gluing"@en-GB', '"Gluing and pasting"@en-GB').replace(
        'skos:hiddenLabel "Mark 21"', 'skos:hiddenLabel "Marc21"'
    )
    assert edited.count("Gluing and pasting") == edited.count("Marc21") == 1
    load(edited)
    concepts = present(Scheme.objects.get(is_framework=False))
    by_slug = {concept.slug: concept for concept in concepts.values()}
    assert by_slug["koha"].definition == "What the portal says."
    assert [name.text for name in by_slug["sewing"].labels] == ["Stitching"]
    assert by_slug["gluing"].name == "Gluing and pasting"
    assert "Marc21" in {name.text for name in by_slug["marc"].labels}
    assert "Mark 21" not in {name.text for name in by_slug["marc"].labels}


def test_the_same_fact_changed_in_two_ways_is_told_and_nothing_is_done(full, load):
    text = export()
    changed("koha", definition="What the portal says.")
    before = export()
    with pytest.raises(CommandError, match=r"its definition is “What the portal says[.]” by now"):
        load(text.replace("What somebody does.", "What the file says."))
    assert export() == before


def test_an_old_export_loaded_again_takes_nothing_back(full, load):
    text = export()
    changed("koha", definition="What the portal says.")
    assert "no change" in load(text)
    assert Skill.objects.get(slug="koha").definition == "What the portal says."


# -- the command -------------------------------------------------------------------------------------------


def test_it_writes_to_a_file_whole_or_not_at_all(full, tmp_path):
    path = tmp_path / "out.ttl"
    export(output=str(path))
    assert path.read_text(encoding="utf-8") == export()
    assert len(read(path).concepts) == 6
    with pytest.raises(CommandError, match="cannot be written"):
        export(output=str(tmp_path / "no folder" / "out.ttl"))
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(("out", "."))) == ["out.ttl"]


def test_without_a_vocabulary_it_says_so(db):
    with pytest.raises(CommandError, match="There is no vocabulary yet"):
        export()


def test_an_unknown_scheme_is_answered_with_those_there_are(full):
    with pytest.raises(CommandError, match=r"There is no x; name one .*\(Our skills\); .*\(Framework F\)"):
        export(scheme="x")


def test_a_framework_is_named_by_its_slug_or_its_address(full):
    scheme = Scheme.objects.get(is_framework=True)
    assert export(scheme=scheme.slug) == export(scheme=scheme.uri)
    assert "skos:notation" in export(scheme=scheme.slug)


# -- how much it asks -------------------------------------------------------------------------------------


def test_a_large_vocabulary_goes_out_with_few_queries(full, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        export()
