"""How a showcase is written, published and shown."""

from commitment import cover_files, search
from commitment.forms import STEPS
from commitment.models import Licence, Showcase
from commitment.queries import for_page
from drafting.steps import rows_in
from profiles.members import members_in, reference_to
from reading.names import without_article
from review.kinds import Kind, Words
from review.parts import PartRows, twice
from review.publication import Publication
from skills.content import SkillContent
from skills.former import named


class ShowcaseContent(SkillContent):
    steps = STEPS

    def start(self, author, institution):
        me = {
            "name": author.name,
            "member": reference_to(author),
            "affiliation": "",
            "credit_roles": [],
            "library_roles": [],
        }
        return {
            "institution": institution.slug if institution else "",
            "contributors": [me],
            "licence": Licence.CC_BY.value,
        }

    def title_of(self, content, writer):
        return str(content.get("title") or "")

    def kept(self, values):
        """Members are credited by the name of their account: it changes with that, and stays when that is closed. A
        page that was drawn before it changed does not bring back the former one.
        """
        if "contributors" not in values:
            return values
        rows = rows_in(values, "contributors")
        members = members_in(row.get("member") for row in rows)
        known = {reference_to(user): user.name for user in members if user.is_active}
        named = [row | {"name": known.get(str(row.get("member")), row.get("name", ""))} for row in rows]
        return values | {"contributors": named}

    def recognised(self, content, context):
        return self.kept(super().recognised(content, context))

    def cross_check(self, cleaned):
        found, seen = [], set()
        for index, member in enumerate(row["member"] for row in cleaned["contributors"]):
            if member in seen:
                message = f"{member} is credited twice. Put all their roles in one row."
                found.append(("people", f"contributors-{index}-member", message))
            seen |= {member} if member else set()
        found += twice("skills", "skills", "skill", [row["skill"] for row in cleaned["skills"]], named)
        found += super().cross_check(cleaned)
        partners = [row["institution"] for row in cleaned["partners"]]
        found += twice("skills", "partners", "institution", partners)
        found += [
            ("skills", f"partners-{index}-institution", f"The work was done at {partner}: it is not a partner as well.")
            for index, partner in enumerate(partners)
            if partner == cleaned["institution"]
        ]
        return found


class ShowcasePublication(Publication):
    model = Showcase
    mark = "S"
    template = "commitment/_showcase.html"
    context_name = "showcase"
    owner = "owner"
    columns = (
        "title", "institution", "summary", "pillars", "stance", "started", "ended", "challenge", "what_we_did",
        "outcome", "advice", "doi", "licence",
    )  # fmt: skip
    for_page = staticmethod(for_page)
    index = staticmethod(search.index)
    parts = (
        PartRows("outcomes"),
        PartRows("contributors", columns={"member": "user"}),
        PartRows("skills", "showcase_skills", columns={"skill": "tag"}, fetch=("tag__instead",)),
        PartRows("own_words"),
        PartRows("partners", "showcase_partners"),
        PartRows("pictures"),
        PartRows("links"),
    )

    def derive(self, live):
        live.sort_key = without_article(live.title)[:120]
        live.first_year, live.last_year = live.span.years

    def queue_work(self, live):
        cover_files.bring_up_to_date.enqueue(live.pk)


class ShowcaseKind(Kind):
    slug = "showcase"
    content = ShowcaseContent()
    publication = ShowcasePublication()
    words = Words(
        one="Showcase",
        a="a showcase",
        mine="My showcases",
        begin="Write a showcase",
        nothing="You have no showcase yet",
        why="A repair, a migration, a teaching session that worked: tell how it was done, and who did it.",
        lead="A case study of a piece of work: the challenge, what you did, what came of it, and who did what.",
        hints=(
            "It need not be a big project. A routine that works better now is worth telling.",
            "Have the names of everybody who took part at hand, and a figure or two if there are any.",
            "Five steps, saved as you go. A manager reads it before it goes live.",
        ),
    )
