"""What a button is about has gone or changed between the page and the click: a sentence, never a fault."""

from functools import cached_property
from inspect import getclosurevars

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from config.errors import Refused
from people import links, services
from people.models import AccessLink, Institution, Invitation, JoinRequest, Standing, User
from pictures.models import Upload
from review import kinds
from review import services as review
from review.models import Submission
from tests.drawn import a_picture
from tests.factories import (
    InstitutionFactory,
    SkillFactory,
    SubmissionFactory,
    UserFactory,
    publish_profile,
    publish_showcase,
)
from tests.letters import link_of
from tests.tree import ROOMS
from vocabulary.services import change_sets, proposals
from vocabulary.services.answers import answer
from vocabulary.services.proposals import propose


class Situation:
    """What buttons are about, made when a case asks for it."""

    def __init__(self, library, author, colleague, manager, second_manager, outsider, editor):
        self.library, self.author, self.colleague, self.outsider = library, author, colleague, outsider
        self.manager, self.second_manager, self.editor = manager, second_manager, editor
        self.mine = {"author": author, "institution": library}

    second_editor = cached_property(lambda self: UserFactory(editor=True))
    elsewhere = cached_property(lambda self: InstitutionFactory(slug="elsewhere"))
    belonging = cached_property(lambda self: self.colleague.memberships.get())
    draft = cached_property(lambda self: SubmissionFactory(**self.mine))
    waiting = cached_property(lambda self: SubmissionFactory(**self.mine, submitted=True))
    showcase = cached_property(lambda self: publish_showcase(**self.mine))
    profile = cached_property(lambda self: publish_profile(**self.mine))
    proposal = cached_property(lambda self: propose(by=self.author, sort="new", words="Leather", sentence=""))
    asked = cached_property(lambda self: services.ask_to_join(self.outsider, self.library))
    no = cached_property(lambda self: links.make("invitation-decline", self.invitation.pk, by=self.manager))

    @cached_property
    def change_set(self):
        SkillFactory(slug="sewing")
        return change_sets.open_change_set(title="Crafts", by=self.editor)

    @cached_property
    def change(self):
        uri = SkillFactory(slug="sewing").uri
        edits = [{"uri": uri, "fact": "name", "was": "Sewing", "now": "Stitching"}]
        return change_sets.add_change(self.change_set, by=self.editor, uri=uri, edits=edits)

    @cached_property
    def invitation(self):
        return services.invite(self.outsider.email, self.library, Standing.STAFF, by=self.manager)

    @cached_property
    def yes(self):
        return links.make("invitation", self.invitation.pk, by=self.manager, recipient=self.outsider.email)


@pytest.fixture
def it(library, author, colleague, manager, second_manager, outsider, editor):
    it = Situation(library, author, colleague, manager, second_manager, outsider, editor)
    for there in ("waiting", "change", "asked", "invitation"):  # what may go is there before the page is opened
        getattr(it, there)
    return it


def withdraw_invitation(it):
    services.withdraw_invitation(it.invitation, by=it.second_manager)


def decline_invitation(it):
    services.decline_invitation(links.latest_of("invitation-decline", [it.invitation.pk])[it.invitation.pk])


def accept_invitation(it):
    services.accept_invitation(link_of(it.invitation), by=it.outsider)


def take_back(it):
    services.take_back_request(it.asked, by=it.outsider)


def end_membership(it):
    services.set_standing(it.colleague, it.library, None, by=it.second_manager)


def leave_author(it):
    services.leave(it.library, by=it.author)


def close_author(it):
    services.close_account(it.author, by=it.author)


def demote(it):
    services.set_standing(it.manager, it.library, None, by=it.second_manager)


def all_other_managers_leave(it):
    for membership in it.library.memberships.current().filter(standing=Standing.MANAGER).exclude(user=it.manager):
        services.leave(it.library, by=membership.user)


def remove_elsewhere(it):
    it.elsewhere.delete()


def move(verb, who="author", what="waiting"):
    def meanwhile(it):
        review.move(getattr(it, what), verb, by=getattr(it, who), note="Because.")

    return meanwhile


def withdraw_page(it):
    review.withdraw_live(kinds.get("showcase"), it.showcase, by=it.author)


DECIDED = {"verb": "return", "note": "Which paste was it?"}
GONE = "is not there any more"
# (route, its arguments, who clicks, what is sent, what happened meanwhile): what the answer says
CASES = [
    ("request-accept", lambda it: ["inverlathe", it.asked.pk], "manager", {}, take_back, GONE),
    ("request-refuse", lambda it: ["inverlathe", it.asked.pk], "manager", {}, take_back, GONE),
    (
        *("request-accept", lambda it: ["inverlathe", it.asked.pk], "manager", {}),
        lambda it: services.decide_join(it.asked, False, by=it.second_manager),
        "A colleague has decided this request already.",
    ),
    ("request-accept", lambda it: ["inverlathe", it.asked.pk], "manager", {}, demote, "Only editors and managers"),
    ("invitation-resend", lambda it: ["inverlathe", it.invitation.pk], "manager", {}, withdraw_invitation, GONE),
    ("invitation-resend", lambda it: ["inverlathe", it.invitation.pk], "manager", {}, decline_invitation, GONE),
    ("invitation-resend", lambda it: ["inverlathe", it.invitation.pk], "manager", {}, accept_invitation, GONE),
    ("invitation-withdraw", lambda it: ["inverlathe", it.invitation.pk], "manager", {}, withdraw_invitation, GONE),
    ("invitation-withdraw", lambda it: ["inverlathe", it.invitation.pk], "manager", {}, accept_invitation, GONE),
    (
        *("invite", lambda it: ["inverlathe"], "manager", {"email": "odd@nowhere.example", "standing": "staff"}),
        *(accept_invitation, "is staff of Inverlathe University Library already"),
    ),
    (
        *("invite", lambda it: ["inverlathe"], "manager", {"email": "odd@nowhere.example", "standing": "staff"}),
        *(decline_invitation, "Please ask them yourself."),
    ),
    (
        *("invite-list", lambda it: ["inverlathe"], "manager", {"line": ["1\todd@nowhere.example\t\tstaff"]}),
        *(accept_invitation, "Not invited: 1."),
    ),
    ("standing", lambda it: ["inverlathe", it.belonging.pk], "manager", {"standing": "manager"}, end_membership, GONE),
    ("membership-end", lambda it: ["inverlathe", it.belonging.pk], "manager", {}, end_membership, GONE),
    ("join-ask", lambda it: [], "outsider", lambda it: {"institution": it.elsewhere.pk}, remove_elsewhere, "Choose"),
    (
        *("join-ask", lambda it: [], "outsider", lambda it: {"institution": it.library.pk, "message": "I bind."}),
        *(accept_invitation, "I bind."),
    ),
    ("join-take-back", lambda it: ["inverlathe"], "outsider", {}, take_back, GONE),
    (
        *("join-take-back", lambda it: ["inverlathe"], "outsider", {}),
        lambda it: services.decide_join(it.asked, True, by=it.manager),
        GONE,
    ),
    ("join-leave", lambda it: ["inverlathe"], "author", {}, leave_author, "You are not a member of"),
    (
        *("join-leave", lambda it: ["inverlathe"], "manager", {}),
        *(all_other_managers_leave, "You are the only manager"),
    ),
    (
        *("editor-appoint", lambda it: [], "editor", {"email": "mairi@inverlathe.example"}),
        *(close_author, "Nobody here has confirmed"),
    ),
    (
        *("editor-release", lambda it: [it.second_editor.pk], "editor", {}),
        lambda it: services.set_editor(it.second_editor, False, by=it.editor),
        GONE,
    ),
    (
        *("editor-release", lambda it: [it.editor.pk], "editor", {}),
        lambda it: services.set_editor(it.second_editor, False, by=it.editor),
        "at least one editor",
    ),
    (
        *("portal-change", lambda it: ["notice"], "editor", {"value": "Closed."}),
        lambda it: services.set_editor(it.editor, False, by=it.second_editor),
        "Only editors",
    ),
    (
        *("portal-reset", lambda it: ["notice"], "editor", {}),
        lambda it: services.set_editor(it.editor, False, by=it.second_editor),
        "Only editors",
    ),
    ("link", lambda it: [it.yes], "outsider", {}, withdraw_invitation, "This invitation was withdrawn"),
    ("link", lambda it: [it.yes], "outsider", {}, decline_invitation, "This invitation was declined"),
    ("link", lambda it: [it.yes], "outsider", {}, demote, "does not manage"),
    ("link", lambda it: [it.no], "outsider", {}, withdraw_invitation, "This invitation is gone"),
    ("link", lambda it: [it.no], "outsider", {}, accept_invitation, "This invitation has been accepted"),
    ("link", lambda it: [it.no], None, {}, decline_invitation, "You have declined"),
    ("review", lambda it: [it.waiting.pk], "manager", DECIDED, move("recall"), "Which paste was it?"),
    ("review", lambda it: [it.waiting.pk], "manager", DECIDED, move("withdraw"), "Which paste was it?"),
    (
        *("review", lambda it: [it.waiting.pk], "manager", DECIDED),
        *(move("decline", "second_manager"), "This has moved on"),
    ),
    ("review", lambda it: [it.waiting.pk], "manager", DECIDED, close_author, "Which paste was it?"),
    ("review", lambda it: [it.waiting.pk], "manager", {"verb": "approve"}, close_author, "has closed their account"),
    ("submission-send", lambda it: [it.draft.pk], "author", {}, move("submit", what="draft"), "has already been sent"),
    ("submission-send", lambda it: [it.draft.pk], "author", {}, leave_author, "not a member of"),
    ("submission-send", lambda it: [it.draft.pk], "author", {}, move("withdraw", what="draft"), "moved on"),
    (
        *("submission-recall", lambda it: [it.waiting.pk], "author", {}),
        *(move("return", "manager"), "has moved on: Una Calder returned it"),
    ),
    (
        *("submission-withdraw", lambda it: [it.waiting.pk], "author", {}),
        *(move("approve", "manager"), "approved and published it"),
    ),
    ("submission-again", lambda it: [it.draft.pk], "author", {}, leave_author, "Unrolling sixty estate maps"),
    (
        *("submission-step", lambda it: [it.draft.pk, "basics"], "author", {"title": "Seventy maps", "revision": "1"}),
        *(move("submit", what="draft"), "Seventy maps"),
    ),
    ("live-change", lambda it: ["showcase", it.showcase.pk], "author", {}, leave_author, "Join an institution first"),
    ("live-withdraw", lambda it: ["showcase", it.showcase.pk], "author", {}, withdraw_page, "was withdrawn already"),
    ("new", lambda it: ["showcase"], "author", {}, leave_author, "Join an institution first"),
    (
        *("institution-edit", lambda it: ["inverlathe"], "manager", {"name": "Cove", "kind": "other", "country": "GB"}),
        *(demote, "Only editors and managers"),
    ),
    (
        "institution-new",
        lambda it: [],
        "editor",
        lambda it: {
            **{"name": "Cove", "kind": "other", "country": "GB", "parent": it.elsewhere.pk},
            "manager_email": "ada@cove.example",
        },
        remove_elsewhere,
        "ada@cove.example",
    ),
]


def drop_set(it):
    change_sets.drop(it.change_set, by=it.second_editor)


def take_out(it):
    change_sets.remove_change(it.change, by=it.second_editor)


def answer_proposal(it):
    answer(it.proposal, by=it.second_editor, answer="declined", text="Not yet.")


def withdraw_proposal(it):
    proposals.take_back(it.proposal, by=it.author)


DROPPED, DEALT_WITH = "was dropped meanwhile", "Somebody has dealt with this proposal meanwhile"
CASES += [
    ("change-set-describe", lambda it: [it.change_set.pk], "editor", {"title": "Mine"}, drop_set, DROPPED),
    ("change-set-publish", lambda it: [it.change_set.pk], "editor", {"title": "Mine", "seen": "2"}, drop_set, DROPPED),
    (
        "change-set-publish",
        lambda it: [it.change_set.pk],
        "editor",
        {"title": "Mine", "seen": "2"},
        take_out,
        "Somebody",
    ),
    ("change-set-drop", lambda it: [it.change_set.pk], "editor", {}, drop_set, DROPPED),
    ("change-remove", lambda it: [it.change_set.pk, it.change.pk], "editor", {}, take_out, "took this change out"),
    ("change-remove", lambda it: [it.change_set.pk, it.change.pk], "editor", {}, drop_set, DROPPED),
    ("change-renew", lambda it: [it.change_set.pk, it.change.pk], "editor", {}, take_out, "took this change out"),
    ("proposal-take", lambda it: [it.proposal.pk], "editor", {}, answer_proposal, DEALT_WITH),
    ("proposal-withdraw", lambda it: [it.proposal.pk], "author", {}, answer_proposal, "The editors have dealt with it"),
    ("proposal-withdraw", lambda it: [it.proposal.pk], "author", {}, withdraw_proposal, "It is taken back already"),
    ("proposal-decline", lambda it: [it.proposal.pk], "editor", {"answer_text": "No."}, answer_proposal, DEALT_WITH),
    ("proposal-decline", lambda it: [it.proposal.pk], "editor", {"answer_text": "No."}, withdraw_proposal, DEALT_WITH),
    ("proposal-take", lambda it: [it.proposal.pk], "editor", {}, withdraw_proposal, DEALT_WITH),
]
NOTHING_TO_GO = {"markdown-preview", "change-set-new"}


def taking_posts_only(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from taking_posts_only(entry)
        elif entry.callback.__module__.split(".")[0] in ROOMS and entry.name:
            closure = getclosurevars(entry.callback).nonlocals if hasattr(entry.callback, "__code__") else {}
            if getattr(entry.callback, "form_of", "") or closure.get("request_method_list") == ["POST"]:
                yield entry.name


def test_every_button_is_in_the_table():
    assert set(taking_posts_only(get_resolver())) <= {case[0] for case in CASES} | NOTHING_TO_GO


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{getattr(case[4], '__name__', '')}")
def test_a_click_that_comes_too_late_is_answered_in_words(case, it, browse):
    route, args, who, typed, meanwhile, words = case
    address, typed = reverse(route, args=args(it)), typed(it) if callable(typed) else typed
    client = browse(getattr(it, who) if who else None)
    meanwhile(it)
    answer = client.post(address, typed, follow=True)
    assert answer.status_code in (200, 403, 409, 410, 422)
    assert words in " ".join(answer.content.decode().split())


# -- later still: the view has found it, and then it goes ----------------------------------------------------

STALE = [
    (lambda it: JoinRequest.objects.all().delete(), lambda it: services.decide_join(it.asked, True, by=it.manager)),
    (lambda it: JoinRequest.objects.all().delete(), lambda it: services.take_back_request(it.asked, by=it.outsider)),
    (
        lambda it: Invitation.objects.all().delete(),
        lambda it: services.withdraw_invitation(it.invitation, by=it.manager),
    ),
    (lambda it: Invitation.objects.all().delete(), lambda it: services.accept_invitation(it.link, by=it.outsider)),
    (lambda it: AccessLink.objects.all().delete(), lambda it: services.accept_invitation(it.link, by=it.outsider)),
    (lambda it: AccessLink.objects.all().delete(), lambda it: services.decline_invitation(it.link)),
    (remove_elsewhere, lambda it: services.ask_to_join(it.outsider, it.stale_place)),
    (remove_elsewhere, lambda it: services.set_standing(it.outsider, it.stale_place, "staff", by=it.editor)),
    (remove_elsewhere, lambda it: services.invite("a@b.example", it.stale_place, "staff", by=it.editor)),
    (remove_elsewhere, lambda it: services.invite_all([], it.stale_place, "staff", by=it.editor)),
    (remove_elsewhere, lambda it: services.leave(it.stale_place, by=it.outsider)),
    (close_author, lambda it: services.set_standing(it.author, it.library, "manager", by=it.manager)),
    (close_author, lambda it: services.ask_to_join(it.author, it.elsewhere)),
    (close_author, lambda it: review.move(it.waiting, "approve", by=it.manager)),
    (lambda it: it.bystander.delete(), lambda it: services.set_standing(it.gone, it.library, "staff", by=it.manager)),
]


@pytest.mark.parametrize(("meanwhile", "deed"), STALE)
def test_a_verb_that_finds_nothing_left_refuses(meanwhile, deed, it):
    it.link, it.stale_place = link_of(it.invitation), Institution.objects.get(pk=it.elsewhere.pk)
    it.bystander = UserFactory()
    it.gone = User.objects.get(pk=it.bystander.pk)
    meanwhile(it)
    with pytest.raises((Refused, PermissionDenied)), transaction.atomic():
        deed(it)


def test_a_picture_that_was_discarded_meanwhile_is_asked_for_again(it, browse, author):
    picture = a_picture(by=author)
    rows = {"pictures-TOTAL_FORMS": 1, "pictures-0-picture": str(picture.pk), "pictures-0-alt": "A map"}
    Upload.objects.all().delete()
    for step in it.draft.shape.steps:
        address = reverse("submission-step", args=[it.draft.pk, step.slug])
        answer = browse(author).post(address, {**rows, "revision": "99"}, follow=True)
        assert answer.status_code in (200, 422), address
    assert Submission.objects.filter(pk=it.draft.pk).exists()
