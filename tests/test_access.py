"""Who gets what: every route, for everybody. One row for each situation in which its answer differs."""

import re
from urllib.robotparser import RobotFileParser

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve, reverse

from people import links
from people import services as people
from people.models import Standing
from review import kinds, services
from tests.drawn import a_picture
from tests.factories import (
    InstitutionFactory,
    SchemeFactory,
    SubmissionFactory,
    UserFactory,
    publish_profile,
    publish_showcase,
)
from tests.helpers import as_if
from tests.times import is_html_time, times_in
from tests.tree import ROOMS
from tests.vocabulary.making import publish
from vocabulary.services import change_sets, proposals

ROLES = ("anonymous", "outsider", "colleague", "author", "manager", "manager_elsewhere", "editor")
LOG_IN = "to the log-in"
PUBLIC = (200,) * 7
MEMBERS = (LOG_IN, *(200,) * 6)
BEGINNERS = (LOG_IN, 302, 200, 200, 200, 200, 302)  # who belongs nowhere is led to the institutions
PROPOSERS = (LOG_IN, 302, *(200,) * 5)  # editors need not belong anywhere
REVIEWERS = (LOG_IN, 403, 403, 403, 200, 200, 200)
MANAGERS = (LOG_IN, 403, 403, 403, 200, 403, 200)
EDITORS = (LOG_IN, 403, 403, 403, 403, 403, 200)
AUTHOR = (LOG_IN, 404, 404, 200, 404, 404, 404)
DECIDERS = (LOG_IN, 404, 404, 403, 200, 404, 200)  # the author knows of it, and may not
POST_ONLY = (405,) * 7
ITS_PAGE = (LOG_IN, *(302,) * 6)  # a form's address, opened by hand, leads to the page that the form is on

# (route, what it is asked for in the situation `it`): answers to the seven, in the order of ROLES
ACCESS = {
    ("home", lambda it: []): PUBLIC,
    ("search", lambda it: []): PUBLIC,
    ("search-suggest", lambda it: []): PUBLIC,
    ("showcases", lambda it: []): PUBLIC,
    ("showcase", lambda it: [it.showcase.slug]): PUBLIC,
    ("showcase", lambda it: ["a-draft-of-mine"]): (404,) * 7,
    ("showcase", lambda it: [it.gone.slug]): (410,) * 7,
    ("people", lambda it: []): PUBLIC,
    ("person", lambda it: [it.profile.slug]): PUBLIC,
    ("skills", lambda it: []): PUBLIC,
    ("skill", lambda it: ["paper-repair"]): PUBLIC,
    ("skill-note", lambda it: ["paper-repair"]): BEGINNERS,
    ("skill-note", lambda it: ["sermon"]): (LOG_IN, *(404,) * 6),
    ("vocabulary-versions", lambda it: []): PUBLIC,
    ("vocabulary-version", lambda it: [it.version.name]): PUBLIC,
    ("vocabulary-version", lambda it: ["sermon"]): (404,) * 7,
    ("frameworks", lambda it: []): PUBLIC,
    ("framework", lambda it: [it.framework.slug]): PUBLIC,
    ("framework", lambda it: ["sermon"]): (404,) * 7,
    ("framework-csv", lambda it: [it.framework.slug]): PUBLIC,
    ("framework-ttl", lambda it: [it.framework.slug]): PUBLIC,
    ("pillar", lambda it: ["visibility"]): PUBLIC,
    ("institutions", lambda it: []): PUBLIC,
    ("institution", lambda it: [it.library.slug]): PUBLIC,
    ("shelf-mark", lambda it: [it.showcase.shelf_mark]): (301,) * 7,
    ("cover", lambda it: [it.showcase.shelf_mark]): PUBLIC,
    ("healthz", lambda it: []): PUBLIC,
    ("robots", lambda it: []): PUBLIC,
    ("readyz", lambda it: []): PUBLIC,
    ("personal", lambda it: []): PUBLIC,  # to each their own
    ("styleguide", lambda it: []): PUBLIC,
    ("picture", lambda it: [it.public_picture.pk, "master.jpg"]): PUBLIC,
    ("picture", lambda it: [it.draft_picture.pk, "master.jpg"]): (404, 404, 404, 200, 404, 404, 404),
    ("picture", lambda it: [it.waiting_picture.pk, "master.jpg"]): (404, 404, 404, 200, 200, 404, 200),
    ("skill-suggest", lambda it: []): MEMBERS,
    ("skill-browse", lambda it: []): MEMBERS,
    ("skill-sentence", lambda it: [it.draft.pk]): AUTHOR,
    ("skill-propose", lambda it: ["paper-repair"]): PROPOSERS,
    ("skill-propose", lambda it: ["basket-weaving"]): (LOG_IN, *(404,) * 6),
    ("skill-propose-new", lambda it: []): PROPOSERS,
    ("my-proposals", lambda it: []): MEMBERS,
    # the editors' desk of the vocabulary
    ("vocabulary", lambda it: []): EDITORS,
    ("vocabulary-load", lambda it: []): EDITORS,
    ("vocabulary-export", lambda it: []): EDITORS,
    ("version-undo", lambda it: [it.version.number]): EDITORS,
    ("change-set", lambda it: [it.change_set.pk]): EDITORS,
    ("change-set-new", lambda it: []): ITS_PAGE,
    ("change-set-describe", lambda it: [it.change_set.pk]): ITS_PAGE,
    ("change-set-publish", lambda it: [it.change_set.pk]): ITS_PAGE,
    ("change-set-drop", lambda it: [it.change_set.pk]): ITS_PAGE,
    ("change-remove", lambda it: [it.change_set.pk, it.change.pk]): ITS_PAGE,
    ("change-renew", lambda it: [it.change_set.pk, it.change.pk]): ITS_PAGE,
    ("change-new", lambda it: [it.change_set.pk]): EDITORS,
    ("change-skill", lambda it: [it.change_set.pk, "sewing"]): EDITORS,
    ("change-skill", lambda it: [it.change_set.pk, "sermon"]): (LOG_IN, *(403,) * 5, 404),
    ("change-replace", lambda it: [it.change_set.pk, "sewing"]): EDITORS,
    ("change-deprecate", lambda it: [it.change_set.pk, "sewing"]): EDITORS,
    ("change-restore", lambda it: [it.change_set.pk, "sewing"]): EDITORS,
    ("proposal", lambda it: [it.proposal.pk]): EDITORS,
    ("proposal-take", lambda it: [it.proposal.pk]): ITS_PAGE,
    ("proposal-decline", lambda it: [it.proposal.pk]): ITS_PAGE,
    ("proposal-withdraw", lambda it: [it.proposal.pk]): ITS_PAGE,
    # people and institutions
    ("join", lambda it: []): MEMBERS,
    ("link", lambda it: [it.token]): PUBLIC,
    ("link", lambda it: ["made-up"]): (404,) * 7,
    ("managed-institutions", lambda it: []): MEMBERS,
    ("institution-new", lambda it: []): EDITORS,
    ("institution-manage", lambda it: [it.library.slug]): MANAGERS,
    ("institution-edit", lambda it: [it.library.slug]): MANAGERS,
    ("standing", lambda it: [it.library.slug, it.belonging.pk]): ITS_PAGE,
    ("membership-end", lambda it: [it.library.slug, it.belonging.pk]): ITS_PAGE,
    ("request-accept", lambda it: [it.library.slug, it.asked.pk]): ITS_PAGE,
    ("request-refuse", lambda it: [it.library.slug, it.asked.pk]): ITS_PAGE,
    ("invite", lambda it: [it.library.slug]): ITS_PAGE,
    ("invite-list", lambda it: [it.library.slug]): ITS_PAGE,
    ("invitation-resend", lambda it: [it.library.slug, it.invitation.pk]): ITS_PAGE,
    ("invitation-withdraw", lambda it: [it.library.slug, it.invitation.pk]): ITS_PAGE,
    ("join-ask", lambda it: []): ITS_PAGE,
    ("join-leave", lambda it: [it.library.slug]): ITS_PAGE,
    ("join-take-back", lambda it: [it.library.slug]): ITS_PAGE,
    ("editors", lambda it: []): EDITORS,
    ("editor-appoint", lambda it: []): ITS_PAGE,
    ("editor-release", lambda it: [it.people["editor"].pk]): ITS_PAGE,
    ("portal", lambda it: []): EDITORS,
    ("portal-change", lambda it: ["notice"]): ITS_PAGE,
    ("portal-reset", lambda it: ["notice"]): ITS_PAGE,
    ("account-name", lambda it: []): MEMBERS,
    # the desk
    ("desk", lambda it: []): MEMBERS,
    ("new", lambda it: ["showcase"]): BEGINNERS,
    ("new", lambda it: ["profile"]): BEGINNERS,
    ("new", lambda it: ["sermon"]): (LOG_IN, *(404,) * 6),
    ("submission", lambda it: [it.draft.pk]): AUTHOR,
    ("submission", lambda it: [it.waiting.pk]): AUTHOR,
    ("submission-step", lambda it: [it.draft.pk, "basics"]): AUTHOR,
    ("submission-step", lambda it: [it.waiting.pk, "basics"]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("submission-preview", lambda it: [it.draft.pk]): AUTHOR,
    ("submission-preview", lambda it: [it.waiting.pk]): AUTHOR,
    ("submission-send", lambda it: [it.draft.pk]): POST_ONLY,
    ("submission-recall", lambda it: [it.waiting.pk]): POST_ONLY,
    ("submission-withdraw", lambda it: [it.draft.pk]): POST_ONLY,
    ("submission-again", lambda it: [it.draft.pk]): POST_ONLY,
    ("markdown-preview", lambda it: []): POST_ONLY,
    ("live", lambda it: ["showcase", it.showcase.pk]): AUTHOR,
    ("live", lambda it: ["profile", it.profile.pk]): AUTHOR,
    ("live-change", lambda it: ["showcase", it.showcase.pk]): POST_ONLY,
    ("live-withdraw", lambda it: ["showcase", it.showcase.pk]): AUTHOR,
    # reviewing
    ("review-queue", lambda it: []): REVIEWERS,
    ("review", lambda it: [it.waiting.pk]): DECIDERS,
    ("review", lambda it: [it.draft.pk]): (LOG_IN, 404, 404, 403, 404, 404, 404),
    ("take-down", lambda it: ["showcase", it.showcase.pk]): (LOG_IN, 404, 404, 404, 200, 404, 200),
    ("take-down", lambda it: ["showcase", 0]): (LOG_IN, *(404,) * 6),
}
FOR_MANAGERS = (LOG_IN, 403, 403, 403, 302, 403, 302)
FOR_EDITORS = (LOG_IN, 403, 403, 403, 403, 403, 302)
FORM_FOR_EDITORS = (LOG_IN, 403, 403, 403, 403, 403, 422)
POSTS = {  # what changes something: 302 where it is done, which for all others it is not
    ("new", lambda it: ["showcase"]): (LOG_IN, 302, 302, 302, 302, 302, 302),
    ("skill-note", lambda it: ["paper-repair"]): (LOG_IN, 302, 302, 302, 302, 200, 302),  # not theirs: asked again
    ("submission-send", lambda it: [it.draft.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("submission-recall", lambda it: [it.waiting.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("submission-withdraw", lambda it: [it.draft.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("submission-again", lambda it: [it.draft.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("submission-step", lambda it: [it.draft.pk, "basics"]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("live-change", lambda it: ["profile", it.profile.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("live-withdraw", lambda it: ["showcase", it.showcase.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("review", lambda it: [it.waiting.pk]): (LOG_IN, 404, 404, 403, 302, 404, 302),
    ("review", lambda it: [it.draft.pk]): (LOG_IN, *(404,) * 6),
    ("take-down", lambda it: ["profile", it.profile.pk]): (LOG_IN, 404, 404, 404, 302, 404, 302),
    ("account-name", lambda it: []): (LOG_IN, *(302,) * 6),
    ("markdown-preview", lambda it: []): MEMBERS,
    ("skill-propose", lambda it: ["paper-repair"]): (LOG_IN, 302, *(422,) * 5),  # nothing is said yet
    ("skill-propose-new", lambda it: []): (LOG_IN, 302, *(422,) * 5),
    ("change-set-new", lambda it: []): FORM_FOR_EDITORS,
    ("change-set-describe", lambda it: [it.change_set.pk]): FOR_EDITORS,  # nothing is typed: nothing is changed
    ("change-set-publish", lambda it: [it.change_set.pk]): FORM_FOR_EDITORS,
    ("change-set-drop", lambda it: [it.change_set.pk]): FOR_EDITORS,
    ("change-remove", lambda it: [it.change_set.pk, it.change.pk]): FOR_EDITORS,
    ("change-renew", lambda it: [it.change_set.pk, it.change.pk]): FOR_EDITORS,
    ("change-new", lambda it: [it.change_set.pk]): FORM_FOR_EDITORS,
    ("change-skill", lambda it: [it.change_set.pk, "sewing"]): FORM_FOR_EDITORS,
    ("change-replace", lambda it: [it.change_set.pk, "sewing"]): FORM_FOR_EDITORS,
    ("change-deprecate", lambda it: [it.change_set.pk, "sewing"]): FORM_FOR_EDITORS,
    ("change-restore", lambda it: [it.change_set.pk, "sewing"]): FORM_FOR_EDITORS,
    ("proposal-take", lambda it: [it.proposal.pk]): FOR_EDITORS,
    ("proposal-decline", lambda it: [it.proposal.pk]): FORM_FOR_EDITORS,
    ("proposal-withdraw", lambda it: [it.proposal.pk]): (LOG_IN, 404, 404, 302, 404, 404, 404),
    ("vocabulary-load", lambda it: []): FORM_FOR_EDITORS,
    ("version-undo", lambda it: [it.version.number]): FORM_FOR_EDITORS,
    ("link", lambda it: [it.token]): (LOG_IN, *(302,) * 6),  # back to it, as it is for somebody else
    # people and institutions; 422: the form again, with what is wrong
    ("editor-appoint", lambda it: []): FOR_EDITORS,
    ("editor-release", lambda it: [it.second_editor.pk]): FOR_EDITORS,
    ("portal-change", lambda it: ["notice"]): FOR_EDITORS,
    ("portal-change", lambda it: ["people_word"]): (LOG_IN, 403, 403, 403, 403, 403, 422),  # it is empty
    ("portal-change", lambda it: ["sermon"]): (LOG_IN, 403, 403, 403, 403, 403, 404),
    ("portal-reset", lambda it: ["notice"]): FOR_EDITORS,
    ("standing", lambda it: [it.library.slug, it.belonging.pk]): FOR_MANAGERS,
    ("membership-end", lambda it: [it.library.slug, it.belonging.pk]): FOR_MANAGERS,
    ("request-accept", lambda it: [it.library.slug, it.asked.pk]): FOR_MANAGERS,
    ("request-refuse", lambda it: [it.library.slug, it.asked.pk]): FOR_MANAGERS,
    ("invite", lambda it: [it.library.slug]): FOR_MANAGERS,
    ("invite-list", lambda it: [it.library.slug]): FOR_MANAGERS,
    ("invitation-resend", lambda it: [it.library.slug, it.invitation.pk]): FOR_MANAGERS,
    ("invitation-withdraw", lambda it: [it.library.slug, it.invitation.pk]): FOR_MANAGERS,
    ("institution-new", lambda it: []): (LOG_IN, 403, 403, 403, 403, 403, 422),
    ("institution-edit", lambda it: [it.library.slug]): (LOG_IN, 403, 403, 403, 422, 403, 422),
    ("join-ask", lambda it: []): (LOG_IN, 302, 302, 302, 302, 302, 302),
    ("join-leave", lambda it: [it.library.slug]): (LOG_IN, 302, 302, 302, 302, 302, 302),  # or says why not
    ("join-take-back", lambda it: [it.elsewhere.slug]): (LOG_IN, *(302,) * 6),  # or says that there is none
}
TYPED = {
    "review": lambda it: {"verb": "approve", "revision": it.waiting.revision},
    "account-name": lambda it: {"name": "Ann Lee"},
    "skill-note": lambda it: {"institution": it.library.pk},
    "take-down": lambda it: {"reason": "rights", "text": "Not ours."},
    "editor-appoint": lambda it: {"email": "mairi@inverlathe.example"},
    "standing": lambda it: {"standing": "manager"},
    "invite": lambda it: {"email": "new@inverlathe.example", "standing": "staff"},
    "invite-list": lambda it: {"line": ["1\tone@inverlathe.example\tAna\tstaff"]},
    "join-ask": lambda it: {"institution": it.elsewhere.pk},
    "markdown-preview": lambda it: {"text": "*x*"},
}
COVERED_ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_", "orcid_", "admin:")
ANOTHER_NAME = {"s/<slug:mark>/"}  # unnamed: the same page with a slash behind it


def routes(resolver=None, prefix="", space=""):
    """Name (or pattern, if it has none) of every route of the portal."""
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from routes(entry, prefix + str(entry.pattern), space + inner)
        elif entry.name:
            yield space + entry.name
        elif not prefix.startswith(("accounts/", "admin/")):
            yield prefix + str(entry.pattern)


def test_every_route_has_a_row():
    own = {name for name in routes() if not name.startswith(COVERED_ELSEWHERE)}
    assert own - ANOTHER_NAME == {name for name, _ in ACCESS}


@pytest.fixture
def it(library, author, colleague, outsider, manager, manager_elsewhere, editor):
    """A library in the middle of things: something live, something waiting, a draft, an invitation."""

    def pictured(flags, **content):
        picture = a_picture(by=author)
        row = {"picture": str(picture.pk), "alt": "A map", "credit": ""}
        return picture, SubmissionFactory(author=author, institution=library, pictures=[row], **content, **flags)

    class Situation:
        pass

    it = Situation()
    it.library, it.elsewhere = library, InstitutionFactory(slug="another-place")
    it.people = {
        "anonymous": None,
        "outsider": outsider,
        "colleague": colleague,
        "author": author,
        "manager": manager,
        "manager_elsewhere": manager_elsewhere,
        "editor": editor,
    }
    it.showcase = publish_showcase(author=author, institution=library)
    it.profile = publish_profile(author=author, institution=library)
    it.gone = publish_showcase(author=author, institution=library, title="Gone")
    services.withdraw_live(kinds.get("showcase"), it.gone, by=author)
    it.public_picture, _ = pictured({"approved": True}, title="A pictured one")
    it.draft_picture, it.draft = pictured({}, title="A draft of mine")
    it.waiting_picture, it.waiting = pictured({"submitted": True}, title="One that waits")
    it.framework = SchemeFactory(uri="https://f.example/", title="Framework F", is_framework=True)
    it.version = publish({"sewing": {}})
    it.change_set = change_sets.open_change_set(title="Crafts", by=it.people["editor"])
    uri = "https://colophon.example/skills/sewing"
    edits = [{"uri": uri, "fact": "name", "was": "Sewing", "now": "Stitching"}]
    it.change = change_sets.add_change(it.change_set, by=it.people["editor"], uri=uri, edits=edits)
    it.proposal = proposals.propose(by=it.people["author"], sort="new", words="Leather", sentence="")
    it.belonging, it.second_editor = colleague.memberships.get(), UserFactory(editor=True)
    it.asked = people.ask_to_join(UserFactory(), library)
    people.ask_to_join(outsider, it.elsewhere)
    it.invitation = people.invite("somebody@inverlathe.example", library, Standing.STAFF, by=manager)
    it.token = links.make("invitation", it.invitation.pk, by=manager, recipient=it.invitation.email)
    return it


def answer_of(response):
    if response.streaming:
        b"".join(response.streaming_content)
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login")):
        return LOG_IN
    return response.status_code


def test_everybody_gets_what_is_theirs_to_see(it, browse, mailoutbox):
    """And getting it changes nothing; and each time on its pages is one that HTML knows.

    The times are of a real publication: its moment has microseconds, which HTML does not take.
    """
    clients = {role: browse(it.people[role]) for role in ROLES}
    wrong, before, mails, with_times = {}, rows(), len(mailoutbox), set()
    for column, (role, client) in enumerate(clients.items()):
        for (route, args), answers in ACCESS.items():
            url = reverse(route, args=args(it))
            answer = client.get(url)
            if (found := answer_of(answer)) != answers[column]:
                wrong[role, url] = f"{found}, not {answers[column]}"
            if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
                times = times_in(answer.content.decode())
                assert not [time for time in times if not is_html_time(time)], url
                with_times |= {route} if times else set()
        assert rows() == before, role
    assert wrong == {}
    assert len(mailoutbox) == mails
    assert len(with_times) > 12


def test_everybody_can_do_what_is_theirs_to_do(it, browse):
    clients = {role: browse(it.people[role]) for role in ROLES}
    wrong, before = {}, rows()
    for column, role in enumerate(ROLES):
        for (route, args), answers in POSTS.items():
            url = reverse(route, args=args(it))
            with as_if(), CaptureQueriesContext(connection) as asked:
                found = answer_of(clients[role].post(url, TYPED[route](it) if route in TYPED else {}))
                written = found != 302 and any(WRITES.match(query["sql"]) for query in asked.captured_queries)
                changed = written and rows() != before
            if found != answers[column]:
                wrong[role, url] = f"{found}, not {answers[column]}"
            elif changed:
                wrong[role, url] = f"{found}, but something changed"
    assert wrong == {}


FOR_EACH_THEIR_OWN = {"picture", "link", "personal"}
NOW = {"healthz", "readyz"}  # said anew each time
TOLD_APART = ("anonymous", "colleague", "manager", "editor")


def test_a_public_page_is_the_same_bytes_for_everybody(it, browse):
    """And so is what stands in its place; no cookie comes with it, and no cache has to look at one."""
    clients = {role: browse(it.people[role]) for role in TOLD_APART}
    for client in clients.values():
        client.get(reverse("personal"))  # with all cookies that there are
    asked = [(route, reverse(route, args=args(it))) for route, args in ACCESS]
    asked += [("", "/nowhere/"), ("", "/desk/nowhere/"), ("", "/desk"), ("", "/showcases/?q=" + "a" * 5000)]
    same, kept = 0, 0
    for route, url in asked:
        is_public = not route or getattr(resolve(url).func, "is_public", False)
        assert is_public == (not route or is_for_everybody(route)), f"{url}: @public_page or not?"
        for method in ("get", "head", "post", "options") if is_public else ():
            answers = [getattr(client, method)(url) for client in clients.values()]
            assert len({whole(answer) for answer in answers}) == 1, f"{method} {url}"
            assert "Cookie" not in answers[0].get("Vary", ""), url
            assert not any(answer.cookies for answer in answers), url
            same += 1
            kept += "public" in answers[0].headers["Cache-Control"]
    assert same > 100
    assert kept > 40


def test_what_is_not_the_same_for_everybody_is_kept_by_nobody(it, browse):
    clients = [browse(it.people[role]) for role in TOLD_APART]
    for route, args in ACCESS:
        if not is_for_everybody(route):
            url = reverse(route, args=args(it))
            for answer in (client.get(url) for client in clients):
                answer_of(answer)
                if "public" in answer.headers["Cache-Control"]:
                    assert str(it.public_picture.pk) in url, url


def is_for_everybody(route):
    everybody = [answers for (name, _), answers in ACCESS.items() if name == route]
    return all(len(set(answers)) == 1 and answers[0] not in (LOG_IN, 405) for answers in everybody) and (
        route not in FOR_EACH_THEIR_OWN | NOW
    )


def whole(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, tuple(sorted(answer.headers.items())), content


WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|WITH)", re.IGNORECASE)


def rows():
    """All that the portal's own tables hold."""
    ours = [app for app in apps.get_app_configs() if app.name in ROOMS and app.name != "config"]  # that has counters
    models = [model for app in ours for model in app.get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def test_nor_does_asking_for_more_or_for_the_head_alone(it, browse, mailoutbox):
    clients = {role: browse(it.people[role]) for role in ("anonymous", "author", "editor")}
    before, mails = rows(), len(mailoutbox)
    for role, client in clients.items():
        for (route, args), answers in ACCESS.items():
            if answers[ROLES.index(role)] == 200:
                url = reverse(route, args=args(it))
                answer_of(client.head(url))
                answer_of(client.get(f"{url}?check=1&page=2&q=maps&add=links"))
        assert rows() == before, role
    assert len(mailoutbox) == mails


NOT_FOR_ROBOTS = {"link", "personal"}  # it is for who was sent it; for scripts of pages


def test_robots_are_asked_to_leave_what_needs_a_log_in_and_nothing_else(it, browse):
    answer = browse().get(reverse("robots"))
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "public" in answer.headers["Cache-Control"]
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    for (route, args), answers in ACCESS.items():
        may_read = answers[0] not in (LOG_IN, 405) and route not in NOT_FOR_ROBOTS
        assert rules.can_fetch("Somebot", reverse(route, args=args(it))) == may_read, route
    for address in ("/admin/", "/accounts/login/", "/accounts/signup/"):
        assert not rules.can_fetch("Somebot", address)
    assert rules.can_fetch("Somebot", "/static/css/portal.css")


def test_robots_are_told_of_the_list_of_pages_where_there_is_one(browse, db):
    said = "Sitemap:" in browse().get(reverse("robots")).content.decode()
    assert said == ("sitemap" in set(routes()))
