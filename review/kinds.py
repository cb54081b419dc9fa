"""How `review` can publish things that it does not know: each app registers its kinds at start-up."""

from typing import ClassVar

from review.steps import Step


class Kind:
    """One sort of thing that can be submitted. Subclass it, then `register()` an instance in `AppConfig.ready`.

    `content` is always the dict that the steps' forms fill in: strings, lists of strings, and for row groups
    lists of dicts, exactly as typed. `publish` and `cross_check` get it cleaned (Python values).
    """

    slug: ClassVar[str]
    name: ClassVar[str]
    mark: ClassVar[str]  # the letter that its shelf marks begin with
    model: ClassVar[type]
    steps: ClassVar[tuple[Step, ...]]
    page_template: ClassVar[str]
    intro_template: ClassVar[str]
    one_each: ClassVar[bool] = False  # a person has at most one, which any new submission changes

    def slot(self, author, live):
        """What may be open once at a time; "" for no limit."""
        return f"{self.slug}:{live.pk}" if live else ""

    def may_start(self, user):
        return bool(user.member_institution_ids())

    def live_of(self, user):
        """Queryset of the live pages that `user` may propose changes to."""
        raise NotImplementedError

    def start(self, author, institution):
        """Content of a fresh draft."""
        return {}

    def content_of(self, live):
        """A live page back as content, for a proposal to change it."""
        raise NotImplementedError

    def skill_options(self):
        """Preferred labels for the list behind the skill fields."""
        return []

    def title_of(self, content):
        raise NotImplementedError

    def cross_check(self, cleaned):
        """[(step slug, field name, message)] for rules that span steps."""
        return []

    def publish(self, cleaned, live, *, submission, stamp):
        """Write the live rows (inside the caller's transaction) and return the live thing.

        `live` is the locked row or None; `stamp(live, title)` fills the fields of `Published`.
        """
        raise NotImplementedError

    def upload_ids(self, live):
        """Ids of the pictures that the live page shows."""
        return []

    def public_among(self, upload_ids):
        """Those of these pictures that any published page of this kind shows."""
        return set()

    def page_context(self, live, request):
        """Context of `page_template` for the preview of `live`, with what the public page fetches too."""
        raise NotImplementedError

    def step(self, slug):
        return next((step for step in self.steps if step.slug == slug), None)


_kinds: dict[str, Kind] = {}


def register(kind):
    _kinds[kind.slug] = kind


def get(slug):
    """The kind, or KeyError."""
    return _kinds[slug]


def find(slug):
    """The kind, or None."""
    return _kinds.get(slug)


def every():
    return list(_kinds.values())
