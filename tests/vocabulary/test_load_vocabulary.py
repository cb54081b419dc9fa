import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from people.models import Edition
from skills.models import Competence, Label, Mapping, Reach, Scheme, Skill, Status
from skos.reader import read
from tests.skos.files import competence, framework, skill, vocabulary
from vocabulary.services.loading import load_vocabulary

F = framework(competence("1", "Data"), competence("1.1", "Browsing", "skos:broader f:1"))


def get(slug):
    return Skill.objects.get(slug=slug)


def labels(slug):
    return {label.text for label in get(slug).labels.all()}


def state():
    """Everything that loading writes, but for primary keys of links."""
    return [
        list(Scheme.objects.order_by("uri").values()),
        list(Skill.objects.order_by("pk").values()),
        list(Competence.objects.order_by("pk").values()),
        *(
            sorted(rows.values_list(*columns))
            for rows, columns in [
                (Label.objects, ("skill", "text", "language", "sort")),
                (Mapping.objects, ("skill", "competence", "match")),
                (Reach.objects, ("broad", "skill")),
                (Skill.broader.through.objects, ("from_skill", "to_skill")),
                (Skill.related.through.objects, ("from_skill", "to_skill")),
                (Skill.leads_to.through.objects, ("from_skill", "to_skill")),
            ]
        ),
    ]


# -- what is loaded ------------------------------------------------------------------------------------


def test_a_skill_comes_with_everything_that_the_file_says_about_it(load):
    load(
        F,
        vocabulary(
            skill(
                "marc",
                "MARC 21",
                'skos:altLabel "MARC"@en-GB, "Machine-readable cataloging"@en-US',
                'skos:hiddenLabel "Mark 21"',
                "skos:broader skill:metadata ; skos:related skill:koha ; colophon:leadsTo skill:rdf",
                "skos:closeMatch f:1.1 ; skos:exactMatch f:1",
                definition="You   write\\nrecords.",
            ),
            skill("metadata", "Metadata", kind="foundational"),
            skill("koha", "Koha", kind="software"),
            skill("rdf", "RDF"),
        ),
    )
    marc = get("marc")
    assert (marc.name, marc.kind, marc.status) == ("MARC 21", "specialist", Status.ACCEPTED)
    assert marc.uri == "https://colophon.example/skills/marc"
    assert marc.definition == "You write records."
    assert set(marc.labels.values_list("text", "language", "sort")) == {
        ("MARC", "en-GB", "alternative"),
        ("Machine-readable cataloging", "en-US", "alternative"),
        ("Mark 21", "", "hidden"),
    }
    assert [s.slug for s in marc.broader.all()] == ["metadata"]
    assert [s.slug for s in marc.leads_to.all()] == ["rdf"]
    assert [s.slug for s in marc.related.all()] == ["koha"]
    assert [s.slug for s in get("koha").related.all()] == ["marc"]
    assert set(marc.mappings.values_list("competence__notation", "match")) == {
        ("1.1", "close"),
        ("1", "exact"),
    }


def test_a_scheme_whose_concepts_have_numbers_and_no_kind_is_a_framework(load):
    said = load(F)
    scheme = Scheme.objects.get()
    assert scheme.is_framework
    assert (scheme.title, scheme.version, scheme.attribution) == ("Framework F", "2.2", "© Somebody, 2022")
    assert scheme.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert Competence.objects.get(notation="1.1").area == Competence.objects.get(notation="1")
    assert "Framework F: 2 new." in said
    assert not Skill.objects.exists()


def test_a_skill_may_have_several_broader_ones_and_is_reached_from_all_above_it(load):
    load(
        vocabulary(
            skill("ead", "EAD", "skos:broader skill:metadata, skill:archives"),
            skill("metadata", "Metadata", "skos:broader skill:description"),
            skill("archives", "Archives"),
            skill("description", "Description"),
        )
    )
    reached = set(Reach.objects.filter(skill__slug="ead").values_list("broad__slug", flat=True))
    assert reached == {"ead", "metadata", "archives", "description"}
    assert Reach.objects.count() == 4 + 2 + 1 + 1


def test_narrower_says_the_same_as_broader(load):
    load(vocabulary(skill("a", "A", "skos:narrower skill:b"), skill("b", "B")))
    assert [s.slug for s in get("b").broader.all()] == ["a"]


def test_the_english_label_is_shown_and_those_in_other_languages_are_further_labels(load):
    load(vocabulary(skill("binding", "Bookbinding", 'skos:prefLabel "Buchbinden"@de, "Bookbinding"@en-US')))
    assert get("binding").name == "Bookbinding"
    assert list(get("binding").labels.values_list("text", "language")) == [("Buchbinden", "de")]


def test_several_files_load_at_once_frameworks_first(load):
    said = load(vocabulary(skill("a", "A", "skos:closeMatch f:1")), F)
    assert said.index("Framework F") < said.index("Our skills")
    assert get("a").mappings.count() == 1


# -- loading again -------------------------------------------------------------------------------------

FULL = vocabulary(
    skill("a", "Alpha", 'skos:altLabel "First"@en-GB', "skos:related skill:c", "skos:closeMatch f:1.1"),
    skill("b", "Beta", "skos:broader skill:a", 'skos:hiddenLabel "Betta"'),
    skill("c", "Gamma", "owl:deprecated true ; dct:isReplacedBy skill:a ; colophon:leadsTo skill:b"),
)


def test_a_second_run_reports_no_change_and_writes_nothing(load):
    load(F, FULL)
    edition = Edition.objects.get().number
    with CaptureQueriesContext(connection) as queries:
        said = load(F, FULL)
    assert "Framework F: no change, 2 unchanged." in said
    assert "Our skills: no change, 3 unchanged." in said
    writes = ("INSERT", "UPDATE", "DELETE")
    assert [q["sql"] for q in queries if q["sql"].startswith(writes)] == []
    assert Edition.objects.get().number == edition


def test_a_change_is_reported_field_by_field_and_turns_the_edition(load):
    load(F, vocabulary(skill("a", "Alpha"), skill("b", "Beta"), skill("c", "Gamma")))
    edition = Edition.objects.get().number
    said = load(
        vocabulary(
            skill("a", "Alpha", 'skos:altLabel "First"@en-GB', "skos:broader skill:b, skill:c", kind="software"),
            skill("b", "Beta prime"),
            skill("c", "Gamma", "skos:exactMatch f:1.1"),
            version="1.1",
        )
    )
    assert "Our skills: 4 changed." in said
    assert "version: 1.0 → 1.1" in said
    assert "kind: “specialist” → “software”" in said
    assert "other labels: nothing → “First”" in said
    assert "broader: nothing → Beta prime; Gamma" in said
    assert "preferred label: “Beta” → “Beta prime”" in said
    assert "exact match: nothing → 1.1 Browsing" in said
    assert Edition.objects.get().number == edition + 1
    assert get("b").name == "Beta prime"
    assert "the worker brings it up to date" in said


def test_a_dry_run_says_what_would_change_and_changes_nothing(load):
    load(F, FULL)
    before, edition = state(), Edition.objects.get().number
    said = load(
        framework(competence("1", "Data")) + competence("1.1", "Browsing more", "skos:broader f:1"),
        vocabulary(skill("a", "Alpha", kind="software"), skill("d", "Delta", "skos:closeMatch f:1.1")),
        dry_run=True,
    )
    assert "Our skills: 1 new, 3 changed, 1 deprecated." in said
    assert "New: Delta" in said
    assert "kind: “specialist” → “software”" in said
    assert "Deprecated: Beta" in said
    assert "preferred label: “Browsing” → “Browsing more”" in said
    assert "dry run: nothing was changed" in said
    assert state() == before
    assert Edition.objects.get().number == edition


def test_a_dry_run_before_anything_is_loaded_knows_the_framework_that_comes_with_it(load):
    assert "1 new" in load(F, vocabulary(skill("a", "A", "skos:closeMatch f:1")), dry_run=True)
    assert not Scheme.objects.exists()


def test_links_and_labels_that_the_file_has_no_more_go(load):
    load(F, FULL)
    load(vocabulary(skill("a", "Alpha"), skill("b", "Beta"), skill("c", "Gamma")))
    assert not Label.objects.exists()
    assert not Mapping.objects.exists()
    assert get("b").broader.count() == get("a").related.count() == get("c").leads_to.count() == 0
    assert get("c").status == Status.ACCEPTED
    assert get("c").instead is None
    assert Reach.objects.count() == 3


def test_verbosity_0_says_nothing_and_the_first_load_tells_of_no_reindexing(load):
    assert load(F, verbosity=0) == ""
    assert "up to date" not in load(vocabulary(skill("a", "Alpha")))


# -- labels on the move --------------------------------------------------------------------------------


def test_two_skills_can_swap_their_labels(load):
    load(vocabulary(skill("a", "Alpha", 'skos:altLabel "First"'), skill("b", "Beta", 'skos:altLabel "Second"')))
    load(vocabulary(skill("a", "Beta", 'skos:altLabel "Second"'), skill("b", "Alpha", 'skos:altLabel "First"')))
    assert (get("a").name, get("b").name) == ("Beta", "Alpha")
    assert (labels("a"), labels("b")) == ({"Second"}, {"First"})


def test_three_skills_can_pass_their_labels_round(load):
    load(vocabulary(skill("a", "Alpha"), skill("b", "Beta"), skill("c", "Gamma")))
    load(vocabulary(skill("a", "Beta"), skill("b", "Gamma"), skill("c", "Alpha")))
    assert [get(slug).name for slug in "abc"] == ["Beta", "Gamma", "Alpha"]


def test_a_preferred_label_can_become_another_skills_alternative_and_the_other_way_round(load):
    load(vocabulary(skill("a", "Alpha"), skill("b", "Beta", 'skos:altLabel "Second"')))
    load(vocabulary(skill("a", "Second"), skill("b", "Beta", 'skos:altLabel "Alpha"')))
    assert get("a").name == "Second"
    assert labels("b") == {"Alpha"}


def test_a_new_skill_can_take_over_the_label_of_an_old_one(load):
    load(vocabulary(skill("a", "Alpha")))
    load(vocabulary(skill("a", "Alpha, former"), skill("b", "Alpha")))
    assert get("b").name == "Alpha"


def test_a_label_can_change_its_capitals_language_and_sort(load):
    load(vocabulary(skill("a", "marc", 'skos:altLabel "frbr"@en-GB')))
    said = load(vocabulary(skill("a", "MARC", 'skos:hiddenLabel "FRBR"')))
    assert "other labels: “frbr” → “FRBR” (hidden)" in said
    assert get("a").name == "MARC"


# -- nothing is deleted --------------------------------------------------------------------------------


def test_a_skill_that_the_file_drops_is_deprecated_and_keeps_its_address(load):
    load(vocabulary(skill("a", "Alpha"), skill("b", "Beta", 'skos:altLabel "Second"', "skos:broader skill:a")))
    key = get("b").pk
    said = load(vocabulary(skill("a", "Alpha")))
    assert "Our skills: 1 changed, 1 deprecated, 1 unchanged." in said
    assert "Deprecated: Beta" in said
    assert (get("b").pk, get("b").status, labels("b")) == (key, Status.DEPRECATED, {"Second"})
    assert "no change" in load(vocabulary(skill("a", "Alpha")))


def test_a_dropped_skill_is_accepted_again_when_it_returns(load):
    both = vocabulary(skill("a", "Alpha"), skill("b", "Beta"))
    load(both)
    load(vocabulary(skill("a", "Alpha")))
    assert "status: deprecated → accepted" in load(both)
    assert get("b").status == Status.ACCEPTED


def test_a_skill_can_be_deprecated_in_favour_of_a_new_one(load):
    load(vocabulary(skill("a", "Alpha")))
    said = load(vocabulary(skill("a", "Alpha", "owl:deprecated true ; dct:isReplacedBy skill:b"), skill("b", "Beta")))
    assert "Deprecated: Alpha (replaced by Beta)" in said
    assert get("a").instead == get("b")
    assert get("a").current() == get("b")


def test_a_dropped_skill_gives_its_other_labels_up_to_those_that_need_them(load):
    load(vocabulary(skill("a", "Alpha"), skill("b", "Beta", 'skos:altLabel "Second", "Zweite"')))
    said = load(vocabulary(skill("a", "Alpha", 'skos:altLabel "SECOND", "Beta"')))
    assert "other labels: taken away “Second”" in said
    assert labels("a") == {"SECOND", "Beta"}
    assert "no change" in load(vocabulary(skill("a", "Alpha", 'skos:altLabel "SECOND", "Beta"')))


def test_a_dropped_skill_is_not_related_to_those_that_stay(load):
    load(vocabulary(skill("a", "Alpha", "skos:related skill:b"), skill("b", "Beta"), skill("c", "Gamma")))
    load(vocabulary(skill("a", "Alpha"), skill("c", "Gamma")))
    assert get("a").related.count() == get("b").related.count() == 0


def test_a_new_address_for_the_label_of_a_dropped_skill_is_refused(load):
    load(vocabulary(skill("koha", "Koha")))
    with pytest.raises(CommandError, match=r"its preferred label is that of .*skills/koha, which the file lacks"):
        load(vocabulary(skill("koha-lms", "Koha")))
    assert [s.slug for s in Skill.objects.accepted()] == ["koha"]


def test_a_competence_that_a_skill_is_matched_to_cannot_go(load):
    load(F, vocabulary(skill("a", "A", "skos:closeMatch f:1.1")))
    with pytest.raises(CommandError, match=r"1\.1 Browsing.* is gone from the file, but “A” is matched to it"):
        load(framework(competence("1", "Data")))
    assert Competence.objects.count() == 2


def test_a_competence_that_nothing_is_matched_to_goes_without_its_parts(load):
    load(F)
    said = load(framework(competence("1.1", "Browsing")))
    assert "1 changed, 1 removed" in said
    assert "broader: 1 Data → nothing" in said
    assert list(Competence.objects.values_list("notation", "area")) == [("1.1", None)]


def test_competences_can_swap_their_numbers(load):
    load(F)
    load(F.replace('"1.1"', '"x"').replace('"1"', '"1.1"').replace('"x"', '"1"'))
    assert str(Competence.objects.get(uri__endswith="/1.1")) == "1 Browsing"


# -- at the same time ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_queue(file):
    path = file(vocabulary(*(skill(f"s-{n}", f"Skill {n}") for n in range(30))))

    def run(_):
        try:
            [report] = load_vocabulary(read(path))
            return len(report.created), report.unchanged
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [(0, 30), (30, 0)]


def test_a_fault_in_one_file_keeps_all_of_them_out(load):
    with pytest.raises(CommandError, match="Nothing was loaded"):
        load(F, vocabulary(skill("a", "A", kind="hobby")))
    assert not Scheme.objects.exists()


def test_loading_inside_a_transaction_leaves_that_usable_after_a_dry_run(db, file):
    with transaction.atomic():
        load_vocabulary(read(file(FULL.replace(" ;\n    skos:closeMatch f:1.1", ""))), dry_run=True)
        assert not Skill.objects.exists()


def test_the_portal_starts_without_the_turtle_parser():
    code = "import skos.reader, skos.turtle, skos.rules, sys; sys.exit('rdflib' in sys.modules)"
    settings = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup(); "
    assert subprocess.run([sys.executable, "-c", settings + code], check=False).returncode == 0
