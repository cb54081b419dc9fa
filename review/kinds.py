"""How `review` can publish things that it does not know: each app registers its kinds at start-up."""

from dataclasses import dataclass
from typing import ClassVar

from drafting.content import Content
from people.powers import powers_of
from review.publication import Publication


@dataclass(frozen=True)
class Words:
    """What pages and mails call a kind: no template knows any."""

    one: str  # Showcase
    a: str  # a showcase
    mine: str  # My showcases: the heading on the desk
    begin: str  # Write a showcase: the button, and the heading of the page before the first step
    nothing: str  # You have no showcase yet
    why: str  # one or two sentences under that
    lead: str  # what it is, on the page before the first step
    change: str = "Propose a change"  # that page's heading where there is a live one already
    whom: str = ""  # for whom it is, under that
    hints: tuple[str, ...] = ()  # what to know before one begins
    first: bool = False  # stands before the others on the desk
    aside: bool = False  # is on the desk only once somebody has one: it is begun where it belongs


class Kind:
    """One sort of thing that can be submitted: Content (how it is written) + Publication (how it goes live) + Words.

    Subclass it, then `register()` an instance in `AppConfig.ready`.
    """

    slug: ClassVar[str]
    words: ClassVar[Words]
    content: ClassVar[Content]
    publication: ClassVar[Publication]
    one_each: ClassVar[bool] = False  # a person has at most one, which any new submission changes
    named_after_people: ClassVar[bool] = False  # its titles are names, which go with the page

    def slot(self, author, live):
        """What may be open once at a time; "" for no limit."""
        if self.one_each:
            return f"{self.slug}:{author.pk}"
        return f"{self.slug}:{live.pk}" if live else ""

    def may_start(self, user):
        return bool(powers_of(user).member_ids)

    def queue(self, author, institution):
        """(review.models.Queue, institution or None): who decides on what `author` sends from `institution`."""
        return "institution", institution

    def live_of(self, user):
        """Queryset of the live pages that are `user`'s own: theirs to withdraw, and on their desk."""
        return self.publication.live_of(user)

    def changeable_by(self, user):
        """Queryset of the live pages that `user` may propose changes to: their own, unless a kind says more."""
        return self.live_of(user)

    @property
    def name(self):
        return self.words.one


_kinds: dict[str, Kind] = {}


def register(kind):
    """Make a kind known. ValueError for a declaration that would lose something, or cannot be told from another."""
    _refuse_gaps(kind)
    mark, marks = kind.publication.mark, {other.publication.mark: other.slug for other in every()}
    if marks.get(mark, kind.slug) != kind.slug:
        raise ValueError(f"The shelf marks of {marks[mark]} begin with {mark} already.")
    _kinds[kind.slug] = kind


TAKEN = {"submission", "institution"}  # what the event log and the table of pictures call other things
ADDRESSES = {"send", "recall", "withdraw", "again", "preview"}  # of a submission, beside those of its steps


def _refuse_gaps(kind):
    publication, asked = kind.publication, {}
    for _, rows, name, _ in kind.content.fields():
        asked.setdefault(rows.name if rows else name, rows is not None)
    declared = dict.fromkeys(publication.columns, False) | {part.name: True for part in publication.parts}
    if asked != declared:
        apart = sorted(name for name, _ in asked.items() ^ declared.items())
        raise ValueError(f"{kind.slug}: what the forms ask for and what is published differ in {', '.join(apart)}.")
    if kind.slug in TAKEN:
        raise ValueError(f"“{kind.slug}” is taken: choose another slug.")
    if clash := ADDRESSES & {step.slug for step in kind.content.steps}:
        raise ValueError(f"{kind.slug}: no step may be called {', '.join(sorted(clash))}.")


def unregister(slug):
    """For tests that bring a kind of their own."""
    del _kinds[slug]


def get(slug):
    """The kind, or KeyError."""
    return _kinds[slug]


def find(slug):
    """The kind, or None."""
    return _kinds.get(slug)


def every():
    return list(_kinds.values())
