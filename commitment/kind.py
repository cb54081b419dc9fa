"""How a showcase is submitted, published and shown."""

from commitment.forms import STEPS
from commitment.models import Licence, Showcase, ShowcasePicture
from commitment.queries import for_page
from commitment.search import refresh
from profiles.parts import OUTCOME_FIELDS, as_text, replace_rows, replace_skills, rows_of, twice
from profiles.services import fold, reference_to
from review.kinds import Kind
from skills.queries import options

FIELDS = (
    "title", "summary", "pillars", "stance", "started", "ended", "challenge", "what_we_did", "outcome", "advice",
    "doi", "licence",
)  # fmt: skip


class ShowcaseKind(Kind):
    slug = "showcase"
    name = "Showcase"
    mark = "S"
    model = Showcase
    steps = STEPS
    page_template = "commitment/_showcase.html"
    intro_template = "commitment/new_showcase.html"

    def live_of(self, user):
        return Showcase.objects.filter(owner=user)

    def start(self, author, institution):
        me = {"name": author.name, "member": author.email, "affiliation": "", "credit_roles": [], "library_roles": []}
        return {"contributors": [me], "licence": Licence.CC_BY.value}

    def skill_options(self):
        return options()

    def title_of(self, content):
        return content.get("title") or ""

    def content_of(self, live):
        content = {name: as_text(getattr(live, name)) for name in FIELDS}
        content["contributors"] = [
            {
                "name": person.name,
                "member": reference_to(person.user) if person.user else "",
                "affiliation": person.affiliation,
                "credit_roles": person.credit_roles,
                "library_roles": person.library_roles,
            }
            for person in live.contributors.select_related("user__profile")
        ]
        content["skills"] = [{"skill": item.tag.slug} for item in live.showcase_skills.select_related("tag")]
        content["partners"] = [{"institution": partner.slug} for partner in live.partners.all()]
        content["outcomes"] = rows_of(live.outcomes.all(), OUTCOME_FIELDS)
        content["links"] = rows_of(live.links.all(), ("label", "url"))
        content["pictures"] = [
            {"picture": str(picture.upload_id), "alt": picture.alt, "credit": picture.credit}
            for picture in live.pictures.all()
        ]
        return content

    def cross_check(self, cleaned):
        found, seen = [], set()
        for index, member in enumerate(row["member"] for row in cleaned["contributors"]):
            if member in seen:
                message = f"{member} is credited twice. Put all their roles in one row."
                found.append(("people", f"contributors-{index}-member", message))
            seen |= {member} if member else set()
        found += twice("skills", "skills", [row["skill"] for row in cleaned["skills"]])
        found += twice("skills", "partners", [row["institution"] for row in cleaned["partners"]])
        return found

    def publish(self, cleaned, live, *, submission, stamp):
        live = live or Showcase(owner=submission.author)
        for name in FIELDS:
            setattr(live, name, cleaned[name])
        live.institution = submission.institution
        live.sort_key = fold(live.title)[:120]
        live.year = (live.ended or live.started).year
        stamp(live, live.title)
        live.save()
        partners = [row["institution"] for row in cleaned["partners"]]
        live.partners.set([partner for partner in partners if partner != live.institution])
        people = [dict(row) for row in cleaned["contributors"]]
        for person in people:
            person["user"] = person.pop("member")
        pictures = [dict(row) for row in cleaned["pictures"]]
        for picture in pictures:
            picture["upload"] = picture.pop("picture")
        replace_rows(live.contributors, people)
        replace_skills(live.showcase_skills, cleaned["skills"])
        replace_rows(live.outcomes, cleaned["outcomes"])
        replace_rows(live.links, cleaned["links"])
        replace_rows(live.pictures, pictures)
        refresh(live)
        return live

    def upload_ids(self, live):
        return list(live.pictures.values_list("upload_id", flat=True))

    def public_among(self, upload_ids):
        shown = ShowcasePicture.objects.filter(showcase__in=Showcase.objects.published(), upload__in=upload_ids)
        return set(shown.values_list("upload_id", flat=True))

    def page_context(self, live, request):
        return {"showcase": for_page(Showcase.objects.filter(pk=live.pk)).get()}
