"""Situations for tests. Flags on a factory say what is the case: UserFactory(manager=institution)."""

import threading
from contextlib import contextmanager

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from people.models import CURATORS, EDITORS, Institution, InstitutionDomain, InstitutionKind, Membership, Standing, User
from people.powers import forget_powers
from people.services import rename
from reading.names import without_article
from review import kinds, services
from review.models import Submission
from skills.models import Kind, Reach, Scheme, Skill, Status
from skills.writing import rebuild_derived
from tests.content import complete_profile, complete_showcase

PASSWORD = "seventeen blue kettles"


class InstitutionFactory(factory.django.DjangoModelFactory):
    """InstitutionFactory(domains=["library.example"]) gives it e-mail domains."""

    class Meta:
        model = Institution
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Library {n} of Albany")
    slug = factory.Sequence(lambda n: f"library-{n}")
    kind = InstitutionKind.UNIVERSITY
    sort_key = factory.LazyAttribute(lambda it: without_article(it.name)[:160])

    @factory.post_generation
    def domains(self, create, domains, **kwargs):
        for domain in domains or ():
            InstitutionDomain.objects.create(institution=self, domain=domain)


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who can log in with PASSWORD. Flags:

    verified=False: has not confirmed the address. editor, curator: True. manager and staff: an institution, or True.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Isla Varrow {n}")
    email = factory.Sequence(lambda n: f"isla{n}@mail.example")
    password = PASSWORD

    @classmethod
    def _create(cls, model, **fields):
        return model.objects.create_user(**fields)

    @factory.post_generation
    def verified(self, create, verified, **kwargs):
        EmailAddress.objects.create(user=self, email=self.email, verified=verified is not False, primary=True)

    @factory.post_generation
    def editor(self, create, editor, **kwargs):
        if editor:
            self.groups.add(Group.objects.get_or_create(name=EDITORS)[0])

    @factory.post_generation
    def curator(self, create, curator, **kwargs):
        if curator:
            self.groups.add(Group.objects.get_or_create(name=CURATORS)[0])

    @factory.post_generation
    def manager(self, create, institution, **kwargs):
        _belongs(self, institution, Standing.MANAGER)

    @factory.post_generation
    def staff(self, create, institution, **kwargs):
        _belongs(self, institution, Standing.STAFF)


def _belongs(user, institution, standing):
    if institution:
        place = {} if institution is True else {"institution": institution}
        MembershipFactory(user=user, standing=standing, **place)
        forget_powers(user)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(InstitutionFactory)
    standing = Standing.STAFF


class SchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Scheme
        django_get_or_create = ("uri",)

    uri = "https://colophon.example/skills/"
    slug = factory.LazyAttribute(
        lambda it: it.uri.removeprefix("https://").strip("/").replace("/", "-").replace(".", "-")
    )
    title = "Skills for tests"


class SkillFactory(factory.django.DjangoModelFactory):
    """SkillFactory(slug="book-repair", broader=[conservation], labels=["mending books"]); once for each slug."""

    class Meta:
        model = Skill
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"skill-{n}")
    name = factory.LazyAttribute(lambda it: it.slug.replace("-", " ").capitalize())
    uri = factory.LazyAttribute(lambda it: f"https://colophon.example/skills/{it.slug}")
    scheme = factory.SubFactory(SchemeFactory)
    definition = "What somebody does with care."
    kind = Kind.SPECIALIST

    @factory.post_generation
    def broader(self, create, skills, **kwargs):
        self.broader.add(*(skills or ()))
        return skills

    @factory.post_generation
    def successors(self, create, skills, **kwargs):
        """It was replaced by these: SkillFactory(slug="mending", successors=[repair])."""
        if skills:
            Skill.objects.filter(pk=self.pk).update(status=Status.DEPRECATED)
            self.successors.add(*skills)
        return skills

    @factory.post_generation
    def labels(self, create, texts, **kwargs):
        for text in texts or ():
            self.labels.get_or_create(text=text)
        return texts

    @classmethod
    def _after_postgeneration(cls, skill, create, results=None):
        """Once for all that was given, and not for one that was there: it takes ten milliseconds."""
        if any(results.values()) or not Reach.objects.filter(broad=skill, skill=skill).exists():
            rebuild_derived()
        if results["successors"]:
            skill.refresh_from_db()


class SubmissionFactory(factory.django.DjangoModelFactory):
    """A whole showcase (profile=True: a profile) as its author left it. Flags say what happened since:

    submitted, returned, approved, declined, withdrawn. All of it through the services; `reviewer` decides.
    What is not named here goes into the content: SubmissionFactory(title="Sixty maps"). A profile's `name` is its
    author's.
    """

    class Meta:
        model = Submission

    class Params:
        profile = factory.Trait(kind="profile")
        submitted = factory.Trait(moves=("submit",))
        returned = factory.Trait(moves=("submit", "return"))
        approved = factory.Trait(moves=("submit", "approve"))
        declined = factory.Trait(moves=("submit", "decline"))
        withdrawn = factory.Trait(moves=("withdraw",))

    kind = "showcase"
    institution = factory.SubFactory(InstitutionFactory)
    author = factory.LazyAttribute(lambda it: UserFactory(staff=it.institution))
    reviewer = None
    live = None
    moves = ()
    note = "Please say more about the paste."

    @classmethod
    def _create(cls, model, *, kind, institution, author, reviewer, live, moves, note, **content):
        kind = kinds.get(kind)
        if kind.slug == "profile" and "name" in content:  # it is the account's
            author.name = rename(author, content.pop("name"), by=author, keeps_address=True).name
        submission = services.start(kind, by=author, institution=institution, live=live)
        if live is None:
            complete = {"showcase": complete_showcase, "profile": complete_profile, "scope-note": dict}[kind.slug]
            content = complete(**content)
        submission = services.save_content(submission, content, by=author)
        with quietly():
            for verb in moves:
                if verb in DECISIONS:
                    reviewer = reviewer or UserFactory(manager=institution)
                    submission = services.move(submission, verb, by=reviewer, note=note)
                else:
                    submission = services.move(submission, verb, by=author)
        return submission


_making = threading.local()


@contextmanager
def quietly():
    """What happens here is a situation: what is `quiet` is left out."""
    _making.is_quiet = True
    try:
        yield
    finally:
        _making.is_quiet = False


def quiet(deed):
    """`deed`, which is left out of what a factory does: mails are a third of what it costs, for one."""

    def done(*args, **details):
        return getattr(_making, "is_quiet", False) or deed(*args, **details)

    return done


class QuietTask:
    """A task that is not done for what a factory makes."""

    def __init__(self, task):
        self.task, self.enqueue = task, quiet(task.enqueue)

    def __getattr__(self, name):
        return getattr(self.task, name)


DECISIONS = ("return", "approve", "decline")


def live_of(submission):
    """The live page that an approved submission, or one that changes a page, is about."""
    return kinds.get(submission.kind).publication.model.objects.get(pk=submission.target_id)


def publish_showcase(**details):
    """A live showcase: written, sent and approved."""
    return live_of(SubmissionFactory(approved=True, **details))


def publish_profile(**details):
    return live_of(SubmissionFactory(profile=True, approved=True, **details))


def publish_note(**details):
    """A live note on what a skill means somewhere: `skill` is a slug."""
    return live_of(SubmissionFactory(kind="scope-note", approved=True, **{"text": "Paper *and* parchment."} | details))
