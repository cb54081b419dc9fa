"""How a profile is written, published and shown."""

from people.powers import powers_of
from profiles import search
from profiles.forms import STEPS
from profiles.models import Profile
from profiles.queries import for_page
from reading.names import by_surname
from review.kinds import Kind, Words
from review.parts import PartRows, twice
from review.publication import Publication
from skills.content import SkillContent
from skills.former import named


class ProfileContent(SkillContent):
    steps = STEPS

    def start(self, author, institution):
        return {"institution": institution.slug if institution else ""}

    def renew(self, content, author, institution):
        """A profile follows its person: to where they are now, if they have left where they were."""
        content = super().renew(content, author, institution)
        here = {place.slug for place in powers_of(author).institutions}
        return content if content.get("institution") in here else {**content, "institution": institution.slug}

    def title_of(self, content, writer):
        return writer.name

    def cross_check(self, cleaned):
        skills = [row["skill"] for row in cleaned["skills"]]
        return twice("skills", "skills", "skill", skills, named) + super().cross_check(cleaned)


class ProfilePublication(Publication):
    model = Profile
    mark = "P"
    template = "profiles/_profile.html"
    context_name = "profile"
    owner = "user"
    columns = (
        "listed_under", "pronouns", "job_title", "institution", "unit", "role_families", "hook", "photo",
        "photo_alt", "skills_in_role", "commitment_here", "day_to_day", "route_here", "orcid", "website",
    )  # fmt: skip
    for_page = staticmethod(for_page)
    index = staticmethod(search.index)
    parts = (
        PartRows("skills", "profile_skills", columns={"skill": "tag"}, fetch=("tag__instead",)),
        PartRows("own_words"),
        PartRows("samples", lists={"skills": ("sample_skills", "skill")}, fetch=("sample_skills__skill__instead",)),
        PartRows("certifications"),
        PartRows("outcomes"),
        PartRows("links"),
    )

    def derive(self, live):
        live.user.refresh_from_db(fields=["name"])  # it may have changed since the submission was read
        live.name = live.user.name
        live.sort_key = by_surname(live.name, live.listed_under)[:120]


class ProfileKind(Kind):
    slug = "profile"
    content = ProfileContent()
    publication = ProfilePublication()
    one_each = named_after_people = True
    words = Words(
        one="Profile",
        a="a profile",
        mine="My profile",
        begin="Begin your profile",
        change="Change your profile",
        nothing="You have no profile yet",
        why="Show what you do and what it takes. Ten minutes are enough for a first version.",
        lead="A public page that says what you do, which skills it takes, and how others can find you for them.",
        whom="Do you repair, describe, digitise, license, teach, code? Then this is for you, whatever your job is "
        "called and whatever your grade.",
        hints=(
            "Five short steps. Two texts are asked for; most of the rest is optional.",
            "Everything is saved as you go. You can stop and come back.",
            "Nobody sees it until you send it. A manager reads it, and it goes live when they approve.",
        ),
        first=True,
    )
