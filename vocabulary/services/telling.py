"""Who hears what a version means for their pages: one message a person and version, in batches, by the worker.

How far it has come stands in `Version.told_up_to`, an account's number, which is written with the messages of a batch:
whoever starts the work again goes on from there, and nobody is told twice.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from people.models import User
from reading.text import quoted
from skills import claimants
from skills.models import Skill
from skills.successors import heirs_of, leading_to
from vocabulary import emails
from vocabulary.models import Proposal, Version

BATCH = 200  # people


def queue(version):
    """Have those told whose pages this version touches, in the transaction that publishes it."""
    if _changed(version):
        tell.enqueue(version.pk)


def concerns_anybody(version):
    """Whether anybody hears of it; looked for among the first who have one of its skills on a page."""
    stories = list(_stories(version))
    people = _next_people(stories, 0)
    return bool(people and _pages_of(people, stories))


def tell_proposer(proposal, version=None):
    """Tell who proposed something what came of it, in the transaction of the answer. `version`: which brought it."""
    proposal = Proposal.objects.select_related("made_by", "led_to__instead").get(pk=proposal.pk)
    emails.proposal_answered(proposal, version)


@task()
def tell(number):
    """One batch of people about the version with this number; more is queued until everybody has been told."""
    with transaction.atomic():
        version = Version.objects.select_for_update(no_key=True).get(pk=number)
        stories = list(_stories(version))
        people = _next_people(stories, version.told_up_to)
        pages = _pages_of(people, stories)
        for person in people:
            if theirs := pages.get(person.pk):
                emails.vocabulary_changed(person, version, theirs)
        if people:
            version.told_up_to = people[-1].pk
            version.save(update_fields=["told_up_to"])
        if len(people) == BATCH:
            tell.enqueue(number)


@dataclass(frozen=True)
class Story:
    """What became of one skill: its heirs (none, one or several), or that it is in use again after these were."""

    skill: Skill
    heirs: tuple
    is_back: bool = False

    @property
    def is_split(self):
        return len(self.heirs) > 1 and not self.is_back

    def sentence(self, claimant, claims, elsewhere):
        """What it means for a page with these claims, in words; None if its owner need not hear of it."""
        own = [claim for claim in claims if claim.names(self.skill)]
        if not own and self.skill.pk not in elsewhere:
            return None
        name, heirs = quoted(self.skill), [quoted(heir) for heir in self.heirs]
        numbers = {heir.pk for heir in self.heirs}
        both = own and any(claim.skill.pk in numbers for claim in claims if claim not in own)
        if self.is_split:
            return (
                f"{name} is now {self.skill.became} skills: {', '.join(heirs[:-1])} and {heirs[-1]}. "
                f"This page goes on saying {name} until you choose which you mean."
            )
        if self.is_back and (both or claimant.is_personal):
            return f"{name} is a skill of its own again, and this page says so again. There is nothing to do."
        if both:
            return (
                f"{name} and {heirs[0]} are one skill now: {heirs[0]}. This page named both and shows it once, as it "
                "stood first. Look whether it is still right, and change it if not."
            )
        if heirs and claimant.is_personal:
            return f"{name} is {heirs[0]} now, and this page says so. There is nothing to do."
        if claimant.is_personal:
            return f"{name} is no longer in use. This page goes on saying it: with your next change, choose another."
        return None


def _changed(version):
    """{address: {addresses that took its place and do no more}} of the skills that this version puts out of use,
    replaces otherwise, or takes back."""
    found = {}
    for edit in version.edits:
        if edit.get("fact") == "replaced_by":
            found.setdefault(edit["uri"], set()).update(edit["remove"])
        elif edit.get("fact") == "deprecated":
            found.setdefault(edit["uri"], set())
    return found


def _stories(version):
    """What became of the skills that it changed, as it is today, and of those that were read as them."""
    changed = _changed(version)
    skills = list(Skill.objects.filter(uri__in=changed))
    gone = {uri for addresses in changed.values() for uri in addresses}
    former = {skill.uri: skill for skill in Skill.objects.filter(uri__in=gone)}
    skills += leading_to(skills)
    heirs = heirs_of(skills)
    for skill in skills:
        left = [former[uri] for uri in sorted(changed.get(skill.uri, ()))]
        if skill.is_deprecated:
            yield Story(skill, tuple(heir for heir in heirs[skill.pk] if skill.parts or not heir.is_deprecated))
        elif left:
            yield Story(skill, tuple(left), is_back=True)


def _next_people(stories, after):
    """The next of those on whose pages one of these skills stands."""
    skills = [story.skill.pk for story in stories]
    theirs = Q()
    for claimant in claimants.every():
        theirs |= Q(pk__in=claimants.owners(claimant, claimant.pages(skills)))
    if not skills or not theirs:
        return []
    return list(User.objects.filter(theirs, is_active=True, pk__gt=after).order_by("pk")[:BATCH])


def _pages_of(people, stories):
    """{number of a person: [(live page, Words, [sentence])]}, without pages whose owner need not hear."""
    skills, found = [story.skill.pk for story in stories], {}
    for claimant in claimants.every():
        owner = claimant.publication.owner
        pages = list(claimant.pages(skills).filter(**{f"{owner}__in": people}).order_by("pk"))
        written = claimant.written(pages)
        for page in pages:
            sentences = [said for story in stories if (said := story.sentence(claimant, *written[page.pk]))]
            if sentences:
                theirs = found.setdefault(getattr(page, f"{owner}_id"), [])
                theirs.append((page, claimant.words, sentences))
    return found
