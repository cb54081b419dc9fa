"""What can happen to a submission, and who may make it happen."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import override_settings

from commitment.models import Showcase
from config.errors import Refused
from drafting.errors import Incomplete, MovedOn
from people.models import Edition, Event
from review import kinds, services
from review.errors import IllegalMove, NoteNeeded
from review.models import Status, Submission
from review.moves import MAY, MOVES, NEEDS_NOTE, PAST
from tests.factories import SubmissionFactory, UserFactory, live_of, publish_profile, publish_showcase
from tests.helpers import as_if, at_once, deeds

IN_STATE = {
    Status.DRAFT: {},
    Status.SUBMITTED: {"submitted": True},
    Status.RETURNED: {"returned": True},
    Status.APPROVED: {"approved": True},
    Status.DECLINED: {"declined": True},
    Status.WITHDRAWN: {"withdrawn": True},
}
AUTHORS, DECIDERS = {"author"}, {"manager", "editor", "manager_above"}
MOVERS = {
    "submit": AUTHORS,
    "recall": AUTHORS,
    "withdraw": AUTHORS,
    "return": DECIDERS,
    "approve": DECIDERS,
    "decline": DECIDERS,
}
ROLES = ("author", "colleague", "manager", "manager_above", "manager_elsewhere", "editor", "outsider")


@pytest.fixture
def manager_above(library):
    """Manages the institution that the library is a unit of."""
    person = UserFactory(manager=True)
    library.parent = person.memberships.get().institution
    library.save()
    return person


def test_the_three_tables_speak_of_the_same_verbs():
    assert MOVES.keys() == MAY.keys() == PAST.keys() == MOVERS.keys()
    assert NEEDS_NOTE.keys() <= MOVES.keys()


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("status", Status.values)
def test_each_move_is_for_some_states_and_some_people(status, verb, library, author, request):
    submission = SubmissionFactory(author=author, institution=library, **IN_STATE[status])
    sources, target = MOVES[verb]
    for role in ROLES:
        person = author if role == "author" else request.getfixturevalue(role)
        before = len(deeds(submission))
        with as_if():
            refusal = refusal_of(lambda: services.move(submission, verb, by=person, note="A note."))  # noqa: B023
            now = Submission.objects.get(pk=submission.pk).status
            if role not in MOVERS[verb]:
                assert (refusal, now) == (PermissionDenied, status), role
            elif status not in sources:
                assert (refusal, now) == (IllegalMove, status), role
            else:
                assert (refusal, now) == (None, target), role
                event = deeds(submission)[-1]
                assert (event.verb, event.was, event.now, event.who) == (verb, status, target, person.name)
            assert len(deeds(submission)) == before + (refusal is None)


def refusal_of(deed):
    try:
        deed()
    except (PermissionDenied, Refused) as refused:
        return type(refused)


def test_nobody_decides_on_their_own_not_even_a_manager_or_an_editor(library):
    for author in (UserFactory(manager=library), UserFactory(staff=library, editor=True)):
        submission = SubmissionFactory(author=author, institution=library, submitted=True)
        for verb in ("approve", "return", "decline"):
            with pytest.raises(PermissionDenied):
                services.move(submission, verb, by=author, note="Very good.")


def test_somebody_whose_account_was_closed_decides_nothing(library, manager):
    submission = SubmissionFactory(institution=library, submitted=True)
    manager.is_active = False
    with pytest.raises(PermissionDenied):
        services.move(submission, "approve", by=manager)


def test_somebody_who_stopped_managing_decides_nothing(library, manager, editor):
    from people.services import set_standing

    submission = SubmissionFactory(institution=library, submitted=True)
    set_standing(manager, library, "staff", by=editor)
    with pytest.raises(PermissionDenied):
        services.move(submission, "approve", by=manager)


@pytest.mark.parametrize("verb", ["return", "decline"])
@pytest.mark.parametrize("note", ["", "  \n "])
def test_sending_back_and_declining_need_a_reason(verb, note, library, manager):
    submission = SubmissionFactory(institution=library, submitted=True)
    with pytest.raises(NoteNeeded):
        services.move(submission, verb, by=manager, note=note)
    assert Submission.objects.get().status == Status.SUBMITTED


@pytest.mark.parametrize("kind", ["showcase", "profile"])
def test_an_unfinished_draft_cannot_be_sent(kind, library, author):
    draft = services.start(kinds.get(kind), by=author, institution=library)
    with pytest.raises(Incomplete) as refused:
        services.move(draft, "submit", by=author)
    steps = {problem.step.slug for problem in refused.value.problems}
    assert {"showcase": {"basics", "story", "people", "skills"}, "profile": {"about", "work", "skills"}}[kind] <= steps


def test_what_the_rules_forbid_by_now_is_not_published(library, manager):
    submission = SubmissionFactory(institution=library, submitted=True)
    Submission.objects.update(content={**submission.content, "skills": [{"skill": "a-skill-that-went-away"}]})
    with pytest.raises(Incomplete) as refused:
        services.move(submission, "approve", by=manager)
    assert "a-skill-that-went-away" in refused.value.problems[0].message
    assert not Showcase.objects.exists()


# -- approval ----------------------------------------------------------------------------------------------


def test_approval_publishes_in_one_go(library, author, manager):
    submission = SubmissionFactory(author=author, institution=library, submitted=True)
    edition = Edition.objects.first()
    submission = services.move(submission, "approve", by=manager)

    live = Showcase.objects.get()
    assert (submission.target_id, submission.published_version, submission.decided_by) == (live.pk, 1, manager)
    assert (live.version, live.reviewed_by, live.owner, live.institution) == (1, manager, author, library)
    assert live.published_at == live.first_published_at
    assert live.slug == "unrolling-sixty-estate-maps"
    assert live.search
    assert Edition.objects.get().number > (edition.number if edition else 0)  # and again when its words are learnt


def test_when_publishing_fails_nothing_has_happened(library, manager, monkeypatch, mailoutbox):
    submission = SubmissionFactory(institution=library, submitted=True)
    publication = type(kinds.get("showcase").publication)
    publish, mails, events = publication.write_parts, len(mailoutbox), Event.objects.count()

    def fails_at_the_end(self, *args, **kwargs):
        publish(self, *args, **kwargs)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(publication, "write_parts", fails_at_the_end)
    with pytest.raises(RuntimeError):
        services.move(submission, "approve", by=manager)
    submission.refresh_from_db()
    assert (submission.status, submission.decided_by, submission.revision) == ("submitted", None, 3)
    assert not Showcase.objects.exists()
    assert not Edition.objects.filter(number__gt=0).exists()
    assert (len(mailoutbox), Event.objects.count()) == (mails, events)


def test_when_the_log_cannot_be_written_nothing_is_published(library, manager, monkeypatch, mailoutbox):
    submission = SubmissionFactory(institution=library, submitted=True)
    mails = len(mailoutbox)

    def fails(**fields):
        raise RuntimeError("no room")

    monkeypatch.setattr(Event.objects, "create", fails)
    with pytest.raises(RuntimeError):
        services.move(submission, "approve", by=manager)
    submission.refresh_from_db()
    assert submission.status == "submitted"
    assert not Showcase.objects.exists()
    assert len(mailoutbox) == mails


# -- what moved on meanwhile -------------------------------------------------------------------------------


def test_a_decision_on_what_was_sent_again_since_is_refused(library, author, manager):
    read = SubmissionFactory(author=author, institution=library, submitted=True)
    services.move(read, "recall", by=author)
    services.save_content(read, {"title": "Something else altogether"}, by=author)
    services.move(read, "submit", by=author)
    with pytest.raises(MovedOn):
        services.move(read, "approve", by=manager, seen=read.revision)
    assert not Showcase.objects.exists()


def test_a_change_is_refused_when_a_newer_version_went_live(library, author, manager):
    live = publish_showcase(author=author, institution=library)
    change = SubmissionFactory(author=author, institution=library, live=live, title="Seventy maps", submitted=True)
    Showcase.objects.filter(pk=live.pk).update(version=2)  # as if another change had gone live
    with pytest.raises(MovedOn):
        services.move(change, "approve", by=manager)
    live.refresh_from_db()
    assert live.title == "Unrolling sixty estate maps"


def test_a_change_of_a_page_that_was_withdrawn_meanwhile_cannot_be_sent(library, author):
    live = publish_showcase(author=author, institution=library)
    change = SubmissionFactory(author=author, institution=library, live=live, title="Seventy maps")
    services.withdraw_live(kinds.get("showcase"), live, by=author)
    with pytest.raises(MovedOn):
        services.move(change, "submit", by=author)
    change.refresh_from_db()
    assert (change.status, change.submitted_at) == ("draft", None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other_verb", ["approve", "return", "decline"])
def test_of_two_managers_who_decide_at_once_one_wins(other_verb):
    submission = SubmissionFactory(submitted=True)
    una = UserFactory(name="Una Calder", manager=submission.queue_institution)
    piers = UserFactory(name="Piers Holm", manager=submission.queue_institution)
    outcome = at_once(
        lambda: services.move(submission, "approve", by=una, seen=submission.revision),
        lambda: services.move(submission, other_verb, by=piers, note="No.", seen=submission.revision),
    )

    lost = [result for result in outcome if isinstance(result, Exception)]
    assert len(lost) == 1
    assert isinstance(lost[0], IllegalMove)
    decision = next(d for d in deeds(submission) if d.verb in NEEDS_NOTE or d.verb == "approve")
    assert f"{decision.who} {PAST[decision.verb]}" in str(lost[0])
    assert Showcase.objects.count() == (decision.verb == "approve")


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_sent_once():
    draft = SubmissionFactory()
    outcome = at_once(*[lambda: services.move(draft, "submit", by=draft.author)] * 2)
    assert sorted(type(result).__name__ for result in outcome) == ["IllegalMove", "Submission"]
    assert len(deeds(draft)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_pages_with_one_title_approved_at_once_get_addresses_of_their_own():
    first = SubmissionFactory(submitted=True)
    second = SubmissionFactory(submitted=True)
    outcome = at_once(
        lambda: services.move(first, "approve", by=UserFactory(manager=first.queue_institution)),
        lambda: services.move(second, "approve", by=UserFactory(manager=second.queue_institution)),
    )
    assert {live_of(result).slug for result in outcome} == {
        "unrolling-sixty-estate-maps",
        "unrolling-sixty-estate-maps-2",
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["profile", "showcase"])
def test_a_change_begun_twice_at_once_is_one_draft(kind):
    live = publish_profile() if kind == "profile" else publish_showcase()
    person = live.user if kind == "profile" else live.owner
    begin = lambda: services.start(kinds.get(kind), by=person, institution=live.institution, live=live)  # noqa: E731
    first, second = at_once(begin, begin)
    assert first.pk == second.pk


# -- beginning ---------------------------------------------------------------------------------------------


def test_only_members_begin_anything(library, outsider, editor):
    for person in (outsider, editor):
        with pytest.raises(PermissionDenied):
            services.start(kinds.get("showcase"), by=person, institution=library)


def test_nobody_begins_for_an_institution_they_do_not_belong_to(author, manager_elsewhere):
    elsewhere = manager_elsewhere.memberships.get().institution
    with pytest.raises(PermissionDenied):
        services.start(kinds.get("showcase"), by=author, institution=elsewhere)


def test_nobody_changes_somebody_elses_page(library, colleague, manager):
    showcase, profile = publish_showcase(institution=library), publish_profile(institution=library)
    for person in (colleague, manager):
        for kind, live in (("showcase", showcase), ("profile", profile)):
            with pytest.raises(PermissionDenied):
                services.start(kinds.get(kind), by=person, institution=library, live=live)
            with pytest.raises(PermissionDenied):
                services.withdraw_live(kinds.get(kind), live, by=person)


def test_a_profile_is_begun_once(library, author):
    kind = kinds.get("profile")
    first = services.start(kind, by=author, institution=library)
    assert services.start(kind, by=author, institution=library) == first


def test_a_showcase_begun_twice_and_left_empty_is_one_draft(library, author):
    kind = kinds.get("showcase")
    first = services.start(kind, by=author, institution=library)
    assert services.start(kind, by=author, institution=library) == first
    services.save_content(first, {"title": "The first one"}, by=author)
    assert services.start(kind, by=author, institution=library) != first


def test_whoever_has_a_profile_changes_it_however_they_begin(library, author):
    live = publish_profile(author=author, institution=library)
    begun = services.start(kinds.get("profile"), by=author, institution=library)
    assert (begun.target_id, begun.base_version) == (live.pk, 1)
    assert begun.content["hook"] == live.hook


# -- withdrawing -------------------------------------------------------------------------------------------


def test_a_withdrawn_page_goes_at_once_and_its_version_rises(library, author):
    live = publish_showcase(author=author, institution=library)
    edition = Edition.objects.get().number
    services.withdraw_live(kinds.get("showcase"), live, by=author)
    live.refresh_from_db()
    assert live.version == 2
    assert not Showcase.objects.published().exists()
    assert Edition.objects.get().number == edition + 1


def test_a_withdrawn_page_can_be_proposed_again(library, author, manager):
    live = publish_showcase(author=author, institution=library)
    services.withdraw_live(kinds.get("showcase"), live, by=author)
    again = SubmissionFactory(author=author, institution=library, live=live, approved=True)
    live.refresh_from_db()
    assert (live.withdrawn_at, live.version, again.published_version) == (None, 3, 3)
    assert live.published_at > live.first_published_at


@pytest.mark.usefixtures("words_learnt")
def test_to_approve_costs_few_statements_however_much_is_told(library, author, manager, django_assert_max_num_queries):
    many = [{"measure": f"m{n}", "before": "1", "after": "2", "unit": "", "source": ""} for n in range(6)]
    for content in ({}, {"outcomes": many}):
        submission = SubmissionFactory(author=author, institution=library, submitted=True, **content)
        worker = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
        with worker, django_assert_max_num_queries(56):  # savepoints among them
            services.move(submission, "approve", by=manager)
