"""A list page costs the same number of queries however long the list is."""

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitment.models import ShowcasePicture
from pictures.models import Upload
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory

BUDGETS = {  # one of them asks which edition it is
    "/": 9,
    "/search/": 3,
    "/showcases/": 13,
    "/showcases/?q=piece&skill=skill-0&pillar=visibility&year=2024&sort=relevance": 19,
    "/showcases/?q=none&skill=skill-0&pillar=recognition&year=1999&kind=archive&country=IE&role=software": 42,
    "/people/": 10,
    "/people/?q=person&skill=skill-0&level=2": 20,
    "/skills/": 11,
    "/skills/skill-0/": 17,
    "/pillars/visibility/": 5,
    "/institutions/": 7,
    "/institutions/?q=library": 7,
    "/institutions/place-0/": 11,
    "/showcases/thing-0/": 16,
    "/people/body-0/": 11,
}


def fill(start, stop):
    """Things with everything that a card or a page can show."""
    for n in range(start, stop):
        place = InstitutionFactory(slug=f"place-{n}")
        InstitutionFactory(parent=place)
        broad = SkillFactory(slug=f"skill-{n}", labels=[f"Label {n}"])
        narrow = SkillFactory(slug=f"narrow-{n}", broader=[broad])
        person = make.profile(f"Person {n}", slug=f"body-{n}", institution=place, skills=[broad, narrow])
        live = make.showcase(
            f"Piece {n}",
            slug=f"thing-{n}",
            institution=place,
            skills=[broad, narrow],
            contributors=[person.user, "Ann"],
        )
        person.photo = Upload.objects.create(owner=person.user_id, width=4, height=5)
        person.photo_alt = "A portrait"
        person.save(update_fields=["photo", "photo_alt"])
        upload = Upload.objects.create(owner=person.user_id, width=4, height=3)
        ShowcasePicture.objects.create(showcase=live, position=0, picture=upload, alt="A picture")


def queries(client, path):
    client.get(path)  # what is asked once an edition has been asked
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


def test_pages_keep_their_budgets_while_the_portal_grows(client, db, kept_bitmaps):
    fill(0, 6)  # as many as fill the front page, and a search that is not widened
    few = {path: len(queries(client, path)) for path in BUDGETS}
    fill(6, 12)
    kept_bitmaps()
    many = {path: queries(client, path) for path in BUDGETS}
    beyond = {path: asked for path, asked in many.items() if not len(asked) == few[path] <= BUDGETS[path]}
    assert not beyond, "\n".join(f"{path} ({few[path]} with few)\n{asked}" for path, asked in beyond.items())
