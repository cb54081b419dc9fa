"""How a profile is submitted, published and shown."""

from profiles.forms.profile import STEPS
from profiles.models import Profile, WorkSample
from profiles.parts import OUTCOME_FIELDS, as_text, replace_rows, replace_skills, rows_of, surname_first, twice
from profiles.queries import for_page
from profiles.search import refresh
from profiles.services import fold
from review.kinds import Kind
from skills.queries import options

FIELDS = (
    "name", "pronouns", "job_title", "unit", "role_families", "hook", "photo", "photo_alt", "skills_in_role",
    "commitment_here", "day_to_day", "route_here", "orcid", "website",
)  # fmt: skip


class ProfileKind(Kind):
    slug = "profile"
    name = "Profile"
    mark = "P"
    model = Profile
    steps = STEPS
    page_template = "profiles/_profile.html"
    intro_template = "profiles/new_profile.html"
    one_each = True

    def slot(self, author, live):
        return f"profile:{author.pk}"

    def live_of(self, user):
        return Profile.objects.filter(user=user)

    def start(self, author, institution):
        return {"name": author.name}

    def skill_options(self):
        return options()

    def title_of(self, content):
        return content.get("name") or ""

    def content_of(self, live):
        content = {name: as_text(getattr(live, name)) for name in FIELDS}
        content["skills"] = [
            {"skill": held.tag.slug, "level": str(held.level), "evidence": held.evidence}
            for held in live.profile_skills.select_related("tag")
        ]
        content["samples"] = [
            {
                "title": sample.title,
                "kind": sample.kind,
                "shows": sample.shows,
                "url": sample.url,
                "picture": as_text(sample.upload_id),
                "alt": sample.alt,
                "skills": "; ".join(skill.name for skill in sample.skills.all()),
            }
            for sample in live.samples.prefetch_related("skills")
        ]
        content["certifications"] = rows_of(live.certifications.all(), ("name", "issuer", "awarded", "expires"))
        content["outcomes"] = rows_of(live.outcomes.all(), OUTCOME_FIELDS)
        content["links"] = rows_of(live.links.all(), ("label", "url"))
        return content

    def cross_check(self, cleaned):
        return twice("skills", "skills", [row["skill"] for row in cleaned["skills"]])

    def publish(self, cleaned, live, *, submission, stamp):
        live = live or Profile(user=submission.author)
        for name in FIELDS:
            setattr(live, name, cleaned[name])
        live.institution = submission.institution
        live.sort_key = fold(surname_first(live.name))[:120]
        stamp(live, live.name)
        live.save()
        replace_skills(live.profile_skills, cleaned["skills"], ("level", "evidence"))
        samples = [dict(row) for row in cleaned["samples"]]
        skills = [sample.pop("skills") for sample in samples]
        for sample in samples:
            sample["upload"] = sample.pop("picture")
        shows = WorkSample.skills.through
        shows.objects.bulk_create(
            shows(worksample=sample, skill=skill)
            for sample, of_sample in zip(replace_rows(live.samples, samples), skills, strict=True)
            for skill in of_sample
        )
        replace_rows(live.certifications, cleaned["certifications"])
        replace_rows(live.outcomes, cleaned["outcomes"])
        replace_rows(live.links, cleaned["links"])
        refresh(live)
        return live

    def upload_ids(self, live):
        pictures = list(live.samples.exclude(upload=None).values_list("upload_id", flat=True))
        return [*pictures, live.photo_id] if live.photo_id else pictures

    def public_among(self, upload_ids):
        public = Profile.objects.published()
        photos = public.filter(photo__in=upload_ids).values_list("photo_id", flat=True)
        samples = WorkSample.objects.filter(profile__in=public, upload__in=upload_ids)
        return {*photos, *samples.values_list("upload_id", flat=True)}

    def page_context(self, live, request):
        return {"profile": for_page(Profile.objects.filter(pk=live.pk)).get()}
