"""Changes that editors gather, publish and take back."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django.utils import timezone

from config.errors import Refused
from people.models import Edition, Event
from skills.exporting import turtle_of
from skills.models import Reach, Scheme, Skill
from skills.queries import find_skill
from skills.states import present
from skos import changes
from skos.concepts import Concept, Name
from skos.reader import parse, read
from tests.skos.files import skill, vocabulary
from vocabulary.forms.concept import ConceptForm
from vocabulary.looks import look_at
from vocabulary.models import ChangeSet, Proposal, Version
from vocabulary.services import change_sets
from vocabulary.services.answers import answer
from vocabulary.services.files import change_set_of
from vocabulary.services.loading import load_vocabulary
from vocabulary.services.versions import next_name

BASE = "https://colophon.example/skills/"
CC_BY = "<https://creativecommons.org/licenses/by/4.0/>"
pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(load):
    load(
        vocabulary(
            skill("conservation", "Conservation"),
            skill("paper", "Paper repair", "skos:broader skill:conservation", 'skos:altLabel "Mending"@en-GB'),
            skill("books", "Book repair", "skos:broader skill:conservation"),
            skill("spines", "Spine repair", "skos:broader skill:books"),
        )
    )
    return change_sets.own_scheme()


@pytest.fixture
def change_set(scheme, editor):
    return change_sets.open_change_set(title="Crafts", by=editor)


def uri(slug):
    return BASE + slug


def put(change_set, concept, by, **more):
    """Add what makes this concept of the set's vocabulary what it is here."""
    edits = changes.rewritten(look_at(change_set).after, concept)
    return change_sets.add_change(change_set, by=by, uri=concept.uri, edits=edits, **more)


def leather(**facts):
    facts = {"name": "Leather repair", "definition": "You pare and tool.", "kind": "specialist"} | facts
    return Concept(uri("leather"), **facts)


def publish(change_set, editor):
    change_set.refresh_from_db()
    return change_sets.publish(change_set, by=editor, seen=change_set.revision)


def here(scheme, slug):
    return present(scheme)[uri(slug)]


def test_a_set_is_published_as_the_next_version_with_notes_reasons_and_an_event(change_set, editor, scheme):
    put(change_set, leather(broader=frozenset({uri("conservation")})), editor)
    renamed = replace(here(scheme, "paper"), name="Paper conservation")
    put(change_set, renamed, editor, reason="Nobody says repair any more.")
    change_sets.describe(change_set, by=editor, title="Crafts", notes="Leather, at last.", seen=3)
    edition = Edition.objects.get().number
    version = publish(change_set, editor)
    assert (version.name, version.notes, version.number) == ("1.1", "Leather, at last.", 2)
    assert version.reasons == {uri("paper"): "Nobody says repair any more."}
    assert Skill.objects.get(slug="leather").since == "1.1"
    assert Skill.objects.get(slug="paper").name == "Paper conservation"
    [note] = Skill.objects.get(slug="paper").history
    assert note.endswith(", 1.1: was called “Paper repair” before. Nobody says repair any more.")
    scheme.refresh_from_db()
    assert scheme.version == "1.1"
    event = Event.objects.get(kind="scheme", verb="publish", now="1.1")
    assert (event.actor, event.was) == (editor.pk, "1.0")
    assert Edition.objects.get().number == edition + 1


def test_only_editors_may(scheme, change_set, manager, author, editor):
    change = put(change_set, leather(), editor)
    for somebody in (manager, author):
        for deed in (
            lambda by: change_sets.open_change_set(title="Mine", by=by),
            lambda by: put(change_set, leather(name="Hides"), by),
            lambda by: change_sets.remove_change(change, by=by),
            lambda by: change_sets.renew_change(change, by=by),
            lambda by: change_sets.describe(change_set, by=by, title="Mine", notes="", seen=1),
            lambda by: change_sets.drop(change_set, by=by),
            lambda by: change_sets.publish(change_set, by=by, seen=2),
            lambda by: change_sets.undo(Version.objects.get(), by=by, reason="No"),
        ):
            with pytest.raises(PermissionDenied):
                deed(somebody)


def test_what_breaks_a_rule_is_not_added_and_says_why(change_set, editor, scheme):
    taken = Name("Book repair", "en-GB", "alternative")
    with pytest.raises(change_sets.Unfit, match="Its alternative label “Book repair” is that of “Book repair”"):
        put(change_set, leather(labels=frozenset({taken})), editor)
    with pytest.raises(change_sets.Unfit, match="goes round in a circle"):
        put(change_set, replace(here(scheme, "conservation"), broader=frozenset({uri("spines")})), editor)
    with pytest.raises(Refused, match="Nothing of this is different"):
        put(change_set, here(scheme, "paper"), editor)
    assert not change_set.changes.exists()


def test_a_change_sees_those_before_it(change_set, editor):
    put(change_set, leather(), editor)
    put(change_set, replace(look_at(change_set).after[uri("leather")], name="Leather conservation"), editor)
    publish(change_set, editor)
    assert Skill.objects.get(slug="leather").name == "Leather conservation"


def test_of_two_sets_that_change_one_fact_the_second_is_told(scheme, editor, change_set):
    other = change_sets.open_change_set(title="Other", by=editor)
    put(change_set, replace(here(scheme, "paper"), name="Paper conservation"), editor)
    change = put(other, replace(here(scheme, "paper"), name="Paper mending"), editor)
    put(other, replace(here(scheme, "books"), labels=frozenset({Name("Binding", "en-GB", "alternative")})), editor)
    publish(change_set, editor)
    assert look_at(other).trouble == {
        change.pk: [
            "“Paper conservation”: its preferred label is “Paper conservation” by now, no longer “Paper repair”."
        ]
    }
    with pytest.raises(Refused, match="Not everything in this set can be published"):
        publish(other, editor)
    assert Skill.objects.get(slug="paper").name == "Paper conservation"
    change_sets.renew_change(change, by=editor)
    publish(other, editor)
    assert Skill.objects.get(slug="paper").name == "Paper mending"
    assert str(Skill.objects.get(slug="books").labels.get()) == "Binding"


def test_two_sets_that_change_the_labels_of_one_skill_both_hold(scheme, editor, change_set):
    other = change_sets.open_change_set(title="Other", by=editor)
    paper = here(scheme, "paper")
    for one, text in ((change_set, "Tears"), (other, "Infills")):
        put(one, replace(paper, labels=paper.labels | {Name(text, "en-GB", "alternative")}), editor)
    publish(change_set, editor)
    publish(other, editor)
    assert {str(label) for label in Skill.objects.get(slug="paper").labels.all()} == {"Mending", "Tears", "Infills"}


def test_who_looked_at_an_older_state_of_the_set_does_not_publish_it(change_set, editor):
    put(change_set, leather(), editor)
    change_set.refresh_from_db()
    seen = change_set.revision
    put(change_set, Concept(uri("boxes"), name="Boxes", definition="You box.", kind="specialist"), editor)
    with pytest.raises(Refused, match="Somebody changed this set after you opened it"):
        change_sets.publish(change_set, by=editor, seen=seen)


def test_a_set_ends_once(change_set, editor):
    change = put(change_set, leather(), editor)
    publish(change_set, editor)
    for deed in (
        lambda: publish(change_set, editor),
        lambda: change_sets.drop(change_set, by=editor),
        lambda: change_sets.remove_change(change, by=editor),
    ):
        with pytest.raises(Refused, match=r"published as version 1\.1 meanwhile"):
            deed()
    other = change_sets.open_change_set(title="Other", by=editor)
    change_sets.drop(other, by=editor)
    with pytest.raises(Refused, match="dropped meanwhile"):
        put(other, leather(name="Hides"), editor)
    assert list(ChangeSet.objects.open()) == []


def test_a_merge_keeps_the_address_and_undoing_it_gives_all_back(change_set, editor, scheme):
    before = present(scheme)
    edits = changes.replaced(before, uri("books"), [uri("paper")])
    change_sets.add_change(change_set, by=editor, uri=uri("books"), edits=edits, reason="One craft.")
    version = publish(change_set, editor)
    books, paper = Skill.objects.get(slug="books"), Skill.objects.get(slug="paper")
    assert books.instead == paper
    assert books.status == "deprecated"
    assert Skill.objects.get(slug="spines").broader.get() == paper
    assert find_skill("Book repair") == paper
    assert paper.history[0].endswith("1.1: took the place of “Book repair”.")

    undone = change_sets.undo(version, by=editor, reason="They are two crafts after all.")
    assert (undone.name, undone.undoes) == ("1.2", version)
    after = present(scheme)
    assert {slug: replace(one, history=frozenset()) for slug, one in after.items()} == before
    assert Skill.objects.get(slug="books").instead is None
    change_sets.undo(undone, by=editor, reason="And back.")
    assert Skill.objects.get(slug="books").instead == paper


def test_undoing_a_new_skill_takes_it_out_of_use_and_unpublishes_nothing(change_set, editor):
    put(change_set, leather(), editor)
    version = publish(change_set, editor)
    change_sets.undo(version, by=editor, reason="Too early.")
    assert Skill.objects.get(slug="leather").status == "deprecated"


def test_only_the_last_version_is_undone_and_never_the_first(change_set, editor):
    put(change_set, leather(), editor)
    version = publish(change_set, editor)
    first = Version.objects.get(number=1)
    with pytest.raises(Refused, match=r"Only the last version can be undone, and 1\.1 came after 1\.0"):
        change_sets.undo(first, by=editor, reason="All of it")
    ChangeSet.objects.all().delete()
    version.delete()
    with pytest.raises(Refused, match="first version"):
        change_sets.undo(first, by=editor, reason="All of it")


def test_a_split_has_several_successors_and_the_skill_keeps_its_page(change_set, editor, scheme):
    put(change_set, leather(), editor)
    edits = changes.replaced(look_at(change_set).after, uri("books"), [uri("leather"), uri("paper")])
    change_sets.add_change(change_set, by=editor, uri=uri("books"), edits=edits)
    publish(change_set, editor)
    books = Skill.objects.get(slug="books")
    assert (books.instead, books.status) == (None, "deprecated")
    assert {str(one) for one in books.successors.all()} == {"Leather repair", "Paper repair"}
    assert books.history[0].endswith("became 2 skills: “Leather repair”, “Paper repair”.")
    assert Skill.objects.get(slug="spines").broader.get() == books


def test_a_dropped_skill_and_one_in_use_again_say_so(change_set, editor, scheme):
    edits = changes.deprecated(present(scheme), uri("spines"))
    change_sets.add_change(change_set, by=editor, uri=uri("spines"), edits=edits, reason="Part of books.")
    publish(change_set, editor)
    again = change_sets.open_change_set(title="Again", by=editor)
    edits = changes.restored(present(scheme), uri("spines"))
    change_sets.add_change(again, by=editor, uri=uri("spines"), edits=edits)
    publish(again, editor)
    history = Skill.objects.get(slug="spines").history
    assert [note.partition(": ")[2] for note in history] == ["is no longer in use. Part of books.", "is in use again."]


def test_proposals_are_answered_by_the_version_and_wait_again_where_nothing_came_of_it(change_set, editor, author):
    proposal = Proposal.objects.create(sort="new", words="leather", made_by=author, made_at=timezone.now())
    change = put(change_set, leather(), editor, proposals=[proposal])
    assert not Proposal.objects.waiting().exists()
    change_sets.remove_change(change, by=editor)
    assert list(Proposal.objects.waiting()) == [proposal]
    proposal.refresh_from_db()
    put(change_set, leather(), editor, proposals=[proposal])
    publish(change_set, editor)
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.led_to.slug) == ("taken", "leather")
    assert proposal.answered_at


def test_whoever_waited_for_the_same_words_is_answered_too(change_set, editor, author, colleague, mailoutbox):
    mine, theirs, other = (
        Proposal.objects.create(sort="new", words=words, made_by=who, made_at=timezone.now())
        for words, who in (("leather", author), ("Leather", colleague), ("skins", colleague))
    )
    label = Name("Leather", "en-GB", "alternative")
    put(change_set, leather(labels=frozenset({label})), editor, proposals=[mine])
    publish(change_set, editor)
    assert list(Proposal.objects.waiting()) == [other]
    theirs.refresh_from_db()
    assert (theirs.answer, theirs.led_to.slug) == ("taken", "leather")


def test_a_proposal_is_taken_up_once(scheme, change_set, editor, author):
    proposal = Proposal.objects.create(sort="new", words="leather", made_by=author, made_at=timezone.now())
    first = put(change_set, leather(), editor, proposals=[proposal])
    other = change_sets.open_change_set(title="Other", by=editor)
    with pytest.raises(Refused, match="dealt with this proposal meanwhile"):
        put(other, leather(name="Hides"), editor, proposals=[proposal])
    proposal.refresh_from_db()
    assert proposal.change == first


# -- files as sets ------------------------------------------------------------------------------------------


def test_a_file_becomes_a_set_and_what_was_changed_here_since_is_told_in_it(scheme, editor, change_set, file):
    put(change_set, replace(here(scheme, "paper"), name="Paper conservation"), editor)
    put(change_set, leather(), editor)
    publish(change_set, editor)
    text = vocabulary(
        skill("conservation", "Conservation and care"),
        skill("paper", "Paper mending", "skos:broader skill:conservation", 'skos:altLabel "Mending"@en-GB'),
        skill("books", "Book repair", "skos:broader skill:conservation"),
        version="2.0",
    ).replace("a skos:ConceptScheme ;", f"a skos:ConceptScheme ; dct:license {CC_BY} ;")
    made = change_set_of(read(file(text)), by=editor, title="From the office")
    assert [(change.label, change.verb) for change in made.changes.all()] == [
        ("Conservation and care", "rename"),
        ("Paper conservation", "rename"),
        ("Spine repair", "deprecate"),
    ]
    trouble = look_at(made).trouble
    assert list(trouble) == [made.changes.get(label="Paper conservation").pk]
    change_sets.remove_change(made.changes.get(label="Paper conservation"), by=editor)
    version = publish(made, editor)
    assert version.name == "2.0"
    assert Scheme.objects.get(pk=scheme.pk).licence == "https://creativecommons.org/licenses/by/4.0/"
    assert Skill.objects.get(slug="paper").name == "Paper conservation"
    assert Skill.objects.get(slug="leather").status == "accepted"  # made here: the file says nothing of it
    assert Skill.objects.get(slug="spines").status == "deprecated"
    with pytest.raises(Refused, match="nothing that the vocabulary does not say"):
        change_set_of(read(file(text)), by=editor, title="Again")


def test_the_command_refuses_to_overwrite_what_editors_changed(scheme, load, editor, change_set):
    put(change_set, replace(here(scheme, "paper"), name="Paper conservation"), editor)
    publish(change_set, editor)
    with pytest.raises(
        CommandError, match="its preferred label is “Paper conservation” by now, no longer “Paper repair”"
    ):
        load(vocabulary(skill("conservation", "Conservation"), skill("paper", "Mending paper"), version="1.5"))


def test_a_portal_from_before_versions_takes_the_next_file_and_keeps_what_editors_changed(
    scheme, load, editor, change_set
):
    Version.objects.all().delete()  # as after an upgrade
    put(change_set, replace(here(scheme, "paper"), name="Paper conservation"), editor)
    version = publish(change_set, editor)
    assert (version.name, version.number) == ("1.1", 1)
    load(
        vocabulary(
            skill("conservation", "Conservation"),
            skill("paper", "Paper repair", "skos:broader skill:conservation", 'skos:altLabel "Mending"@en-GB'),
            skill("books", "Binding", "skos:broader skill:conservation"),
            skill("spines", "Spine repair", "skos:broader skill:books"),
            version="1.1",
        )
    )
    assert [Skill.objects.get(slug=slug).name for slug in ("paper", "books")] == ["Paper conservation", "Binding"]
    assert [str(one) for one in Version.objects.all()] == ["1.2", "1.1", "1.0"]


def merge(change_set, editor, slug, *heirs):
    concepts = look_at(change_set).after
    edits = changes.replaced(concepts, uri(slug), {uri(heir) for heir in heirs})
    return change_sets.add_change(change_set, by=editor, uri=uri(slug), edits=edits)


def test_undoing_a_new_skill_gives_back_what_it_took_from_others(change_set, editor, scheme):
    paper = here(scheme, "paper")
    put(change_set, replace(paper, name="Paper mending", labels=frozenset()), editor)
    mending = frozenset({Name("Mending", "en-GB", "alternative")})
    put(change_set, leather(name="Paper repair", labels=mending, related=frozenset({uri("paper")})), editor)
    change_sets.undo(publish(change_set, editor), by=editor, reason="Too early.")
    back = here(scheme, "paper")
    assert (back.name, back.labels, back.related) == (paper.name, paper.labels, frozenset())
    new = here(scheme, "leather")
    assert new.deprecated
    assert (new.name, new.labels, new.related) == (
        "Paper repair (taken back)",
        frozenset(),
        frozenset(),
    )
    assert find_skill("mending").slug == "paper"


def test_two_editors_who_merge_one_skill_into_different_ones_do_not_split_it(change_set, editor, scheme):
    other = change_sets.open_change_set(title="Other", by=editor)
    merge(change_set, editor, "spines", "paper")
    change = merge(other, editor, "spines", "conservation")
    publish(change_set, editor)
    [sentence] = look_at(other).trouble[change.pk]
    assert sentence == "“Spine repair”: its successor is “Paper repair” by now, no longer nothing."
    with pytest.raises(Refused):
        publish(other, editor)
    change_sets.renew_change(change, by=editor)
    publish(other, editor)
    assert here(scheme, "spines").replaced_by == {uri("conservation")}
    change_sets.undo(scheme.versions.first(), by=editor, reason="No.")
    assert here(scheme, "spines").replaced_by == {uri("paper")}


def test_two_editors_who_move_one_skill_to_different_places_do_not_put_it_in_two(change_set, editor, scheme):
    other = change_sets.open_change_set(title="Other", by=editor)
    spines = here(scheme, "spines")
    put(change_set, replace(spines, broader=frozenset({uri("paper")})), editor)
    change = put(other, replace(spines, broader=frozenset({uri("conservation")})), editor)
    publish(change_set, editor)
    [sentence] = look_at(other).trouble[change.pk]
    assert sentence == "“Spine repair”: it stands below “Paper repair” by now, no longer “Book repair”."
    change_sets.renew_change(change, by=editor)
    publish(other, editor)
    assert here(scheme, "spines").broader == {uri("conservation")}
    change_sets.undo(scheme.versions.first(), by=editor, reason="No.")
    assert here(scheme, "spines").broader == {uri("paper")}


def test_what_is_not_in_the_way_is_not_made_anew(change_set, editor, scheme):
    """A change of two facts, of which another set changes one, and moves the skill besides."""
    spines = here(scheme, "spines")
    both = frozenset({uri("books"), uri("paper")})
    put(change_set, replace(spines, broader=both), editor)
    publish(change_set, editor)
    mine, theirs = (change_sets.open_change_set(title=title, by=editor) for title in ("Mine", "Theirs"))
    put(mine, leather(), editor)
    put(theirs, replace(leather(), uri=uri("skins"), name="Skins"), editor)
    moved = replace(spines, broader=frozenset({uri("conservation"), uri("paper")}), definition="Mine.")
    change = put(mine, moved, editor)
    elsewhere = replace(spines, broader=frozenset({uri("books"), uri("skins")}), definition="Theirs.")
    put(theirs, elsewhere, editor)
    publish(theirs, editor)
    [sentence] = look_at(mine).trouble[change.pk]
    assert "its definition is" in sentence
    change_sets.renew_change(change, by=editor)
    publish(mine, editor)
    assert here(scheme, "spines").definition == "Mine."
    assert here(scheme, "spines").broader == {uri("conservation"), uri("skins")}


def test_two_editors_who_move_one_skill_to_the_same_place_agree(change_set, editor, scheme):
    other = change_sets.open_change_set(title="Other", by=editor)
    moved = replace(here(scheme, "spines"), broader=frozenset({uri("paper")}))
    for made in (change_set, other):
        put(made, moved, editor)
    put(other, leather(), editor)
    for made in (change_set, other):
        publish(made, editor)
    assert here(scheme, "spines").broader == {uri("paper")}


def test_a_name_that_a_version_had_is_followed_by_one_after_the_last(change_set, editor, scheme):
    for wanted, name in (("2.0", "2.0"), ("1.0", "2.1"), ("", "2.2"), ("3.0-beta", "3.0-beta")):
        assert next_name(scheme, wanted) == name
        put(made := change_sets.open_change_set(title=name, by=editor), leather(name=f"Leather {name}"), editor)
        ChangeSet.objects.filter(pk=made.pk).update(facts={"version": wanted})
        publish(made, editor)
        scheme.refresh_from_db()


def test_a_skill_that_takes_the_place_of_two_says_so_of_both(change_set, editor, scheme):
    merge(change_set, editor, "spines", "paper")
    merge(change_set, editor, "books", "paper")
    publish(change_set, editor)
    told = " ".join(here(scheme, "paper").history)
    assert "took the place of “Spine repair”" in told
    assert "took the place of “Book repair”" in told


def test_a_skill_merged_into_one_below_it_leaves_it_its_own_place(change_set, editor, scheme):
    merge(change_set, editor, "books", "spines")
    publish(change_set, editor)
    assert here(scheme, "spines").broader == {uri("conservation")}
    assert Reach.objects.filter(broad__slug="conservation", skill__slug="spines").exists()


def test_a_proposal_that_was_answered_meanwhile_is_not_taken_up(change_set, editor, author):
    made = Proposal.objects.create(sort="new", words="Leather repair", made_by=author, made_at=timezone.now())
    answer(made, by=editor, answer="declined", text="We have it.")
    with pytest.raises(Refused, match="meanwhile"):
        put(change_set, leather(), editor, proposals=[made])
    assert not change_set.changes.exists()


def framework(*numbers):
    concepts = "\n".join(
        f'<https://x.example/f/{n}> a skos:Concept ; skos:inScheme <https://x.example/f> ; skos:prefLabel "C{n}"@en .'
        for n in numbers
    )
    head = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n"
        '<https://x.example/f> a skos:ConceptScheme ; dct:title "F" .\n'
    )
    return parse(head + concepts, "f.ttl", as_framework=True)


def test_a_framework_that_lost_what_skills_are_matched_to_is_refused_in_words(scheme, editor, change_set):
    load_vocabulary(framework(1, 2))
    put(change_set, replace(here(scheme, "paper"), close=frozenset({"https://x.example/f/1"})), editor)
    publish(change_set, editor)
    newer = change_set_of(framework(2), by=editor, title="Newer")
    assert [sentence for _, sentence in look_at(newer).faults] == [
        "“C1” (https://x.example/f/1) is gone from the file, but “Paper repair” is matched to it. "
        "Take that match out of the vocabulary first, and load that."
    ]
    with pytest.raises(Refused, match="cannot be loaded"):
        publish(newer, editor)


def test_the_form_keeps_the_lines_in_which_a_level_is_described(scheme):
    paper = replace(here(scheme, "paper"), working="Tears.\nHoles.")
    concepts = present(scheme) | {paper.uri: paper}
    asked = ConceptForm(concepts, paper)
    typed = {name: field.initial for name, field in asked.fields.items()} | asked.initial
    form = ConceptForm(concepts, paper, {name: value for name, value in typed.items() if value is not None})
    assert form.is_valid(), form.errors
    assert form.made(scheme) == paper


def test_an_exported_file_that_is_loaded_twice_brings_nothing_back(scheme, load, editor, change_set):
    text = turtle_of(scheme).replace('"Book repair"', '"Binding"')
    load(text)
    put(change_set, replace(here(scheme, "books"), name="Book conservation"), editor)
    paper = here(scheme, "paper")
    put(change_set, replace(paper, labels=frozenset()), editor)
    publish(change_set, editor)
    assert "no change" in load(text)
    assert Skill.objects.get(slug="books").name == "Book conservation"
    assert not Skill.objects.get(slug="paper").labels.exists()
