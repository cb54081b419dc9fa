"""Which kinds of pages claim skills: registered in `AppConfig.ready`, asked by who changes the vocabulary.

>>> claimants.register(Claimant("showcase", ShowcaseSkill, content=lambda slug: [{"skills": [{"skill": slug}]}]))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q

from review import kinds
from review.models import Submission
from skills.claims import and_merged, naming, of_today

EXAMPLES = 3
_claimants = []


@dataclass(frozen=True)
class Claimant:
    """A kind of pages whose live ones claim skills.

    `claims` is the model between. `also` are others that name skills on its pages: (model, way to the page, foreign
    key to the skill). `content` gives, for a slug, what its submissions contain where they name that skill. Owners are
    told of what became of each skill that they named where it says something of themselves: `is_personal`.
    """

    kind: str
    claims: type
    content: Callable
    also: tuple = ()
    is_personal: bool = False

    @property
    def publication(self):
        return kinds.get(self.kind).publication

    @property
    def words(self):
        return kinds.get(self.kind).words

    def pages(self, skills):
        """The live pages on which one of these skills (numbers) is written, whatever it is read as."""
        found = Q(pk__in=self.claims.objects.filter(tag__in=skills).values("content_object"))
        for model, page, column in self.also:
            found |= Q(pk__in=model.objects.filter(**{f"{column}__in": skills}).values(page))
        return self.publication.model.objects.published().filter(found)

    def written(self, pages):
        """{number of a page: ([claim], {numbers of the skills that are named elsewhere on it})}, claims in order."""
        found = {page.pk: ([], set()) for page in pages}
        for claim in self.claims.objects.filter(content_object__in=pages).select_related("tag__instead"):
            found[claim.content_object_id][0].append(claim)
        for model, page, column in self.also:
            rows = model.objects.filter(**{f"{page}__in": pages}).values_list(page, column)
            for number, skill in rows:
                found[number][1].add(skill)
        return found

    def touched(self, skills, beside=()):
        """What `touched` says of this kind."""
        live = self.publication.model.objects.published()
        claims = self._claims_of(skills)
        claiming = Q(pk__in=claims.values("content_object"))
        for model, page, column in self.also:
            claiming |= Q(pk__in=model.objects.filter(naming(skills, column)).values(page))
        if beside:
            several = claims.filter(content_object__in=self._claims_of(beside).values("content_object"))
        else:
            each = claims.values("content_object").annotate(n=Count(of_today(), distinct=True))
            several = each.filter(n__gt=1)
        pages = live.filter(claiming)
        return Touched(
            kind=self.kind,
            words=self.words,
            pages=pages.count(),
            both=live.filter(pk__in=several.values("content_object")).count(),
            drafts=self._drafts(skills),
            examples=list(pages.order_by("-published_at", "-pk")[:EXAMPLES]),
        )

    def _claims_of(self, skills):
        return self.claims.objects.filter(naming(skills)).order_by()

    def _drafts(self, skills):
        """How many open submissions name one of them. Nothing else of them is told."""
        found = Q()
        for slug in and_merged(skills).values_list("slug", flat=True):
            for part in self.content(slug):
                found |= Q(content__contains=part)
        return Submission.objects.open().filter(found, kind=self.kind).count() if found else 0


@dataclass(frozen=True)
class Touched:
    """Of one kind: how many live `pages` name one of some skills, how many claim `both`, how many `drafts` name one
    (drafts and what waits for review; nothing else of these is told), and the newest of the pages as `examples`.
    """

    kind: str
    words: object
    pages: int
    both: int
    drafts: int
    examples: list


def register(claimant):
    _claimants.append(claimant)


def every():
    return list(_claimants)


def touched(skills, beside=()):
    """[Touched], one for each kind: what changing these skills (numbers) would touch.

    `both` is how many claim one of these and one of those `beside`; without any beside, several of these.
    """
    return [claimant.touched(list(skills), list(beside)) for claimant in _claimants]


def owners(claimant, pages):
    """Numbers of the accounts whose these pages are, as a queryset of values."""
    return pages.order_by().values(claimant.publication.owner)
