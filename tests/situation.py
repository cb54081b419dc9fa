"""A portal in the middle of things, for tests that walk all its pages."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from finding.address import FACETS
from people import links
from people import services as people
from people.models import AccessLink, Standing
from review import kinds, services
from skills.models import Competence, Kind, Mapping, Match, Status
from skills.states import present
from skills.writing import rebuild_derived
from skos.changes import replaced
from tests.content import full_profile, full_showcase
from tests.drawn import a_picture
from tests.factories import (
    InstitutionFactory,
    SchemeFactory,
    SkillFactory,
    SubmissionFactory,
    UserFactory,
    live_of,
    publish_note,
    publish_showcase,
)
from tests.markup import Tree
from tests.vocabulary.making import publish
from vocabulary.services import change_sets
from vocabulary.services.answers import answer
from vocabulary.services.proposals import propose


class Situation:
    """Something in every state, and something in every place where a page shows things."""

    def __init__(self, *, library, author, colleague, manager, editor, outsider):
        self.library, self.author, self.manager, self.editor, self.outsider = library, author, manager, editor, outsider
        self.unit = InstitutionFactory(name="Map Room", slug="map-room", parent=library)
        self.elsewhere = InstitutionFactory(name="Another Place", slug="another-place")
        library.website, library.about, library.logo = "https://inverlathe.example/", "We keep *maps*.", self._picture()
        library.save()
        self._skills()
        self._pages()
        self._submissions(colleague)
        self._people(colleague)

    def _picture(self):
        return a_picture(by=self.author)

    def _skills(self):
        broad = SkillFactory(slug="conservation", labels=["Remedial conservation"])
        paper = SkillFactory(slug="paper-repair", broader=[broad], labels=["Mending paper"])
        paper.leads_to.add(SkillFactory(slug="running-a-studio"))
        paper.related.add(SkillFactory(slug="paper-making", kind=Kind.FOUNDATIONAL))
        SkillFactory(slug="koha", kind=Kind.SOFTWARE)
        framework = SchemeFactory(uri="https://f.example/", title="Framework F", is_framework=True)
        for notation in ("1", "2"):
            uri = f"https://f.example/{notation}"
            one = Competence.objects.create(scheme=framework, uri=uri, notation=notation, label="Data")
        Mapping.objects.create(skill=paper, competence=one, match=Match.CLOSE, since=timezone.localdate())
        self.given_up = SkillFactory(slug="microfiche", status=Status.DEPRECATED)
        rebuild_derived()
        publish({"sewing": {"emerging": "2020", "ageing": "24", "nature": "technical", "working": "You sew."}})
        publish({"sewing": {"labels": [("Gwnïo", "cy", "preferred")], "definition": "You sew."}}, notes="As it is.")
        publish({"koha": {"deprecated": True, "replaced_by": ["sewing", "paper-repair"]}}, reasons={"koha": "Both."})

    def _pages(self):
        """Live and gone: with all there can be, and with as little as there must be."""
        partners = [self.unit, self.elsewhere]
        whole, mine = full_showcase(self.author, partners), {"author": self.author, "institution": self.library}
        self.showcase = live_of(SubmissionFactory(**mine, approved=True, **whole))
        self.profile = live_of(SubmissionFactory(**mine, profile=True, approved=True, **full_profile(self.author)))
        self.bare = publish_showcase(**mine, title="A bare one", ended="", advice="", links=[], outcomes=[])
        self.changed = live_of(SubmissionFactory(**mine, live=self.bare, title="A bare one, again", approved=True))
        publish_note(**mine, skill="paper-repair")
        kind = kinds.get("showcase")
        self.withdrawn = publish_showcase(**mine, title="Withdrawn")
        services.withdraw_live(kind, self.withdrawn, by=self.author, says_title=True)
        self.taken_down = publish_showcase(**mine, title="Taken down")
        services.take_down(kind, self.taken_down, by=self.manager, reason="rights", text="Not ours.")

    def _submissions(self, colleague):
        mine = {"author": self.author, "institution": self.library, "reviewer": self.manager}
        self.empty = services.start(kinds.get("showcase"), by=colleague, institution=self.library)
        self.empty_profile = services.start(kinds.get("profile"), by=colleague, institution=self.library)
        self.draft = SubmissionFactory(**mine, **full_showcase(self.author, [self.elsewhere], title="A whole draft"))
        self.change = SubmissionFactory(**mine, profile=True, live=self.profile, hook="I unroll maps.", submitted=True)
        states = ("submitted", "returned", "declined", "withdrawn")
        self.in_state = {
            state: SubmissionFactory(**mine, title=f"One that is {state}", **{state: True}) for state in states
        }
        self.recalled = SubmissionFactory(**mine, title="Taken back", submitted=True)
        services.move(self.recalled, "recall", by=self.author)
        self.own_of_manager = SubmissionFactory(
            author=self.manager, institution=self.library, title="Of a manager", submitted=True
        )
        self.opened = [self.draft, self.change, self.empty, self.empty_profile, *self.in_state.values()]

    def _people(self, colleague):
        gone = UserFactory(staff=self.library)
        people.set_standing(gone, self.library, None, by=self.manager, until=timezone.localdate())
        self.asked = people.ask_to_join(UserFactory(), self.library)
        people.ask_to_join(self.outsider, self.elsewhere)
        self.invitation = people.invite("new@inverlathe.example", self.library, Standing.STAFF, by=self.manager)
        old = people.invite("old@inverlathe.example", self.library, Standing.STAFF, by=self.manager)
        long_ago = timezone.now() - timedelta(days=40)
        AccessLink.objects.filter(recipient=old.email).update(expires_at=timezone.now(), made_at=long_ago)
        self.tokens = [
            links.make(purpose, self.invitation.pk, by=self.manager, recipient=self.invitation.email)
            for purpose in ("invitation", "invitation-decline")
        ]
        UserFactory(editor=True)
        self._vocabulary()

    def _vocabulary(self):
        """Something for its editors: a set with changes, a proposal that waits and one that was answered."""
        made = change_sets.open_change_set(title="Crafts", by=self.editor)
        here = present(made.scheme)
        uri = next(uri for uri in here if uri.endswith("/running-a-studio"))
        heir = next(uri for uri in here if uri.endswith("/paper-making"))
        change_sets.add_change(made, by=self.editor, uri=uri, edits=replaced(here, uri, [heir]), reason="One craft.")
        propose(by=self.author, sort="new", words="unheard-of craft", sentence="What nobody else does.")
        answered = propose(by=self.author, sort="new", words="another craft", sentence="")
        answer(answered, by=self.editor, answer="declined", text="Not yet.")
        dropped = change_sets.open_change_set(title="Given up", by=self.editor)
        change_sets.drop(dropped, by=self.editor)
        self.change_set, self.dropped = made, dropped

    def visits(self):
        """(who, account, addresses where a walk begins): those that no link leads to, and one's own."""
        yield "nobody", None, self._for_all()
        yield "outsider", self.outsider, ["/desk/"]
        yield "colleague", self.empty.author, ["/desk/", *self._steps(self.empty), *self._steps(self.empty_profile)]
        yield "author", self.author, ["/desk/", *self._own(), reverse("skill-note", args=["paper-repair"])]
        take_down = reverse("take-down", args=["showcase", self.showcase.pk])
        not_theirs = reverse("institution-manage", args=[self.elsewhere.slug])
        reviews = [one.get_review_url() for one in self.opened]
        yield "manager", self.manager, ["/review/", take_down, not_theirs, *reviews]
        editors = ["/desk/institutions/", "/desk/portal/", "/vocabulary/", self.dropped.get_absolute_url()]
        yield "editor", self.editor, editors

    def sendings(self):
        """(account, address, what is typed) for pages that only come when something is sent."""
        yield self.manager, self.recalled.get_review_url(), {"verb": "approve", "note": "Well done."}
        yield self.manager, self.in_state["declined"].get_review_url(), {"verb": "approve", "revision": "2"}
        several = {"email": "a@x.example, A <b@y.example>, nonsense, mairi@inverlathe.example", "standing": "staff"}
        yield self.manager, reverse("invite", args=[self.library.slug]), several
        step = reverse("submission-step", args=[self.draft.pk, "basics"])
        yield self.author, step, {"revision": "1", "title": "Typed in another tab", "pillars": ["visibility"]}

    def _for_all(self):
        return [
            "/", "/nowhere/", "/showcases/?q=zzzz", "/people/?q=zzzz", "/people/?q=&skill=koha", "/skills/?q=mending",
            "/skills/?q=zzzz", "/showcases/?page=99&sort=what&year=12", self.given_up.get_absolute_url(),
            self.withdrawn.get_absolute_url(), self.taken_down.get_absolute_url(),
            *(reverse("link", args=[token]) for token in self.tokens),
        ]  # fmt: skip

    def _own(self):
        own = [self.draft, self.change, *self.in_state.values()]
        whole = [f"{one.get_absolute_url()}{query}" for one in own for query in ("", "?check=1")]
        return [*whole, *self._steps(self.draft), *self._steps(self.in_state["returned"])]

    def _steps(self, one):
        steps = kinds.get(one.kind).content.steps
        return [
            f"{reverse('submission-step', args=[one.pk, step.slug])}{query}"
            for step in steps
            for query in ("?check=1", *(f"?add={rows.name}" for rows in step.rows[:1]))
        ]


PRIVATE = ("/desk/", "/review/", "/vocabulary/", "/accounts/")


def walk(client, starts, most=400, within="/"):
    """(address, answer, Tree) of every page `within` these paths that links lead to.

    Of pages of one sort that differ only in what or whom they are about, some.
    """
    waiting, seen, kinds_of = list(starts), set(starts), {}
    while waiting:
        assert len(seen) < most, "links without an end"
        address = waiting.pop(0)
        answer = client.get(address, follow=True)
        if answer.streaming:
            b"".join(answer.streaming_content)
            continue
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        tree = Tree(answer.content.decode())
        yield address, answer, tree
        for link in [one.at.get("href", "") for one in tree.root.all() if one.tag == "a"]:
            _, host, path, query, _ = urlsplit(link)
            sort = (route_of(path), *sorted({"a facet" if name in FACETS else name for name in parse_qs(query)}))
            whole = f"{path}?{query}" if query else path
            if host in ("", "testserver") and path.startswith(within) and whole not in seen:
                kinds_of[sort] = kinds_of.get(sort, 0) + 1
                if kinds_of[sort] <= 2:
                    seen.add(whole)
                    waiting.append(whole)


def route_of(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return path
