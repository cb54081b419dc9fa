"""Loads the demo as its people would have done it: sign up, write, send, review, publish."""

import tomllib
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from demo import vocabulary
from demo.pictures import draw, portrait
from drafting.errors import Incomplete
from people import links
from people import services as people_services
from people.models import EDITORS, Institution, Standing, User
from people.powers import forget_powers
from people.queries import holder_of
from pictures.services import store_picture
from profiles.members import reference_to
from reading.date_words import read as read_date
from reading.text import tidy
from review import kinds, services
from review.queues import reviewers

FOLDER = Path(__file__).parent
PASSWORD = "colophon-demo"  # noqa: S105 (told to everybody who starts the demo)
HOME = "university-of-wexcombe"  # where the demo accounts work
ACCOUNTS = (
    ("editor@demo.example", "Ingrid Falloway", None),
    ("manager@demo.example", "Marcus Oakeshott", Standing.MANAGER),
    ("staff@demo.example", "Sam Ravenscar", Standing.STAFF),
)


def read(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def last_day_of_month(today, ago):
    """The last day of the month that was `ago` months before today's."""
    year, month = divmod(today.year * 12 + today.month - ago, 12)  # of the month after it
    return date(year, month + 1, 1) - timedelta(days=1)


@contextmanager
def on(day):
    """Pretend that it is mid-morning of `day`, so that the demo has a past."""
    moment = datetime.combine(day, time(10, 30), ZoneInfo(settings.TIME_ZONE))
    with patch.object(timezone, "now", lambda: moment):
        yield


@contextmanager
def without_mail():
    """Nobody wants four hundred messages about the past."""
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend


class DemoLoader:
    """`tell(sentence)` reports progress. Run inside one transaction."""

    def __init__(self, tell):
        self.tell = tell
        self.people = {}
        self.password = make_password(PASSWORD)  # once: hashing is slow on purpose
        self.today = timezone.localdate()

    def load(self):
        with without_mail():
            self.tell("Demo: accounts and institutions")
            with on(self.today - timedelta(days=900)):
                self.load_accounts()
                self.load_institutions()
                self.load_people()
            with on(self.today - timedelta(days=4)):
                self.load_invitations()
            entries = self.entries()
            self.tell(f"Demo: {len(entries)} profiles and showcases, each written, sent and reviewed")
            for number, (kind, item) in enumerate(entries):
                self.submit(kind, item, self.day_of(number, len(entries), item))
                if number and number % 20 == 0:
                    self.tell(f"Demo: {number} of {len(entries)}")
            for row in read("notes.toml")["note"]:
                self.submit("scope-note", row, self.today - timedelta(days=row["days_ago"]))
            self.tell("Demo: two versions of the vocabulary, and what waits for its editors")
            vocabulary.tell(
                editor=self.editor,
                conservator=self.people["agnes-pellowe"][0],
                archivist=self.people["bethan-oakshott"][0],
                member=self.accounts["staff"],
                today=self.today,
            )
            self.load_leavings()

    # -- people ----------------------------------------------------------------------------------------
    def user(self, email, name):
        user = User.objects.create_user(email, name=name)
        user.password = self.password
        user.save(update_fields=["password"])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        return user

    def load_accounts(self):
        self.accounts = {email.split("@")[0]: self.user(email, name) for email, name, _ in ACCOUNTS}
        self.editor = self.accounts["editor"]
        self.editor.groups.add(Group.objects.get_or_create(name=EDITORS)[0])

    def load_institutions(self):
        self.institutions = {}
        for row in read("institutions.toml")["institution"]:
            whole = self.institution(row, row.get("domains", []))
            for unit in row.get("units", []):
                details = {**row, **unit, "about": unit.get("about", "")}
                self.institution(details, [], parent=whole)
        for email, _, standing in ACCOUNTS:
            if standing:
                user = self.accounts[email.split("@")[0]]
                people_services.set_standing(user, self.institutions[HOME], standing, by=self.editor)

    def institution(self, row, domains, parent=None):
        institution = Institution(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            website=row.get("website", ""),
            about=row.get("about", ""),
            parent=parent,
        )
        people_services.save_institution(institution, domains=domains, by=self.editor)
        self.institutions[row["slug"]] = institution
        return institution

    def load_people(self):
        for row in [*read("people-a.toml")["person"], *read("people-b.toml")["person"]]:
            user = self.user(row["email"], row["profile"]["name"])
            people_services.join_by_domain(user)
            places = [{"institution": row["institution"], "standing": row["standing"]}, *row.get("also", [])]
            for place in places:
                institution = self.institutions[place["institution"]]
                people_services.set_standing(user, institution, Standing(place["standing"]), by=self.editor)
            self.people[row["key"]] = (user, row)

    def load_invitations(self):
        """One that waits, and one to somebody who would rather not."""
        manager, home = self.accounts["manager"], self.institutions[HOME]
        people_services.invite("nell@wexcombe.example", home, Standing.STAFF, by=manager, name="Nell Farthing")
        asked = people_services.invite("post@elsewhere.example", home, Standing.STAFF, by=manager)
        people_services.decline_invitation(links.latest_of("invitation-decline", [asked.pk])[asked.pk])

    def load_leavings(self):
        """Who does not work where they did any more; when they wrote, they still belonged there."""
        manager, home = self.accounts["manager"], self.institutions[HOME]
        for user, row in self.people.values():
            if ago := row.get("left_months_ago"):
                last = last_day_of_month(self.today, ago)
                people_services.set_standing(user, home, None, by=manager, until=last)

    # -- what they wrote -------------------------------------------------------------------------------
    def entries(self):
        """Published things first, so that those who wait, wait last."""
        profiles = [("profile", row) for _, row in self.people.values() if "skills_in_role" in row["profile"]]
        names = ("showcases-a.toml", "showcases-b.toml", "showcases-demo.toml")
        showcases = [row for name in names for row in read(name)["showcase"]]
        mixed, rest = [], [("showcase", row) for row in showcases]
        for index in range(max(len(profiles), len(rest))):
            mixed += profiles[index : index + 1] + rest[index : index + 1]
        return sorted(mixed, key=lambda entry: entry[1].get("state", "published") != "published")

    def day_of(self, number, count, item):
        """Profiles over the last two years, showcases some weeks after their work ended; what waits came lately."""
        if item.get("state", "published") != "published":
            return self.today - timedelta(days=3 + number % 9)
        first, last = self.today - timedelta(days=760), self.today - timedelta(days=9 + number % 30)
        if "profile" in item:
            return first + timedelta(days=round(740 * number / count))
        if not item.get("ended"):
            return last - timedelta(days=3 * number % 180)
        told = read_date(item["ended"]).latest + timedelta(days=60 + 7 * number % 50)
        return min(max(told, first + timedelta(days=number)), last)

    def submit(self, slug, item, day):
        kind = kinds.get(slug)
        author = self.people[item["key"]][0] if slug == "profile" else self.author_of(item)
        institution = self.institutions[item["institution"]]
        forget_powers(author)
        state = item.get("state", "published")
        with on(day):
            submission = services.start(kind, by=author, institution=institution)
            content = self.content(slug, item, submission)
            typed = {name: tidy(value) if isinstance(value, str) else value for name, value in content.items()}
            submission = services.save_content(submission, typed, by=author)
            if state != "draft":
                self.send(submission, author, item["key"])
        verb = {"published": "approve", "returned": "return", "declined": "decline"}.get(state)
        if verb:
            reviewer = reviewers(submission, besides=author)
            reviewer = reviewer[len(submission.title) % len(reviewer)]
            with on(day + timedelta(days=1 + len(submission.title) % 5 if state == "published" else 1)):
                submission = services.move(submission, verb, by=reviewer, note=item.get("note", ""))
        if gone := item.get("gone"):
            self.take_off(kind, submission, gone)
        if change := item.get("change"):
            with on(self.today - timedelta(days=2)):
                live = kind.publication.model.objects.get(pk=submission.target_id)
                waiting = services.start(kind, by=author, institution=institution, live=live)
                waiting = services.save_content(
                    waiting, {k: tidy(v) if isinstance(v, str) else v for k, v in change.items()}, by=author
                )
                self.send(waiting, author, item["key"])

    def take_off(self, kind, submission, gone):
        """Withdrawn by its owner, or taken down by the manager where there is a reason."""
        live = kind.publication.model.objects.get(pk=submission.target_id)
        with on(self.today - timedelta(days=gone["days_ago"])):
            if "reason" in gone:
                manager = self.accounts["manager"]
                services.take_down(kind, live, by=manager, reason=gone["reason"], text=gone["text"])
            else:
                services.withdraw_live(kind, live, by=submission.author, says_title=True)

    def send(self, submission, author, key):
        try:
            services.move(submission, "submit", by=author)
        except Incomplete as refused:
            faults = "; ".join(f"{p.step.title}: {p.said}" for p in refused.problems)
            raise ValueError(f"Demo entry {key}: {faults}") from refused

    def author_of(self, item):
        return self.accounts[item["author"]] if item["author"] in self.accounts else self.people[item["author"]][0]

    def content(self, slug, item, submission):
        if slug == "scope-note":
            return {"skill": item["skill"], "text": item["text"]}
        return self.profile_content(item, submission) if slug == "profile" else self.showcase_content(item, submission)

    def profile_content(self, item, submission):
        content = {k: v for k, v in item["profile"].items() if k != "photo"}
        content["samples"] = [{**sample, "skills": sample.get("skills", [])} for sample in content.get("samples", [])]
        content["skills"] = [{**row, "level": str(row["level"])} for row in content["skills"]]
        if item["profile"].get("photo"):
            content["photo"] = self.picture(portrait(item["key"]), submission)
        else:
            content["photo_alt"] = ""
        return content

    def showcase_content(self, item, submission):
        left_out = {
            "key",
            "author",
            "state",
            "note",
            "institution",
            "partners",
            "picture",
            "contributors",
            "skills",
            "change",
            "gone",
        }
        content = {k: v for k, v in item.items() if k not in left_out}
        content["partners"] = [{"institution": slug} for slug in item.get("partners", [])]
        content["skills"] = [{"skill": slug} for slug in item["skills"]]
        content["contributors"] = [
            {
                "name": row["name"],
                "member": reference_to(self.person_of(row)),
                "affiliation": row.get("affiliation", ""),
                "credit_roles": row.get("credit_roles", []),
                "library_roles": row.get("library_roles", []),
            }
            for row in item["contributors"]
        ]
        if picture := item.get("picture"):
            drawn = self.picture(draw(picture["style"], item["key"], item["pillars"]), submission)
            content["pictures"] = [{"picture": drawn, "alt": picture["alt"], "credit": picture.get("credit", "")}]
        return content

    def person_of(self, row):
        """The account that a contributor's row names by key or by address, or None."""
        return self.people[row["person"]][0] if row.get("person") else holder_of(row.get("member", ""))

    def picture(self, image, submission):
        """A drawn PIL image, added as a person would add a file."""
        out = BytesIO()
        image.save(out, "PNG")
        file = SimpleUploadedFile("drawn.png", out.getvalue(), "image/png")
        return str(store_picture(file, by=submission.author).pk)
