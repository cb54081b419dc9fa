"""Invented things for the gallery of components: models that were never saved, so that it asks the database nothing."""

from base64 import b64encode
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal

from django.templatetags.static import static

from commitment.covers import MarbledCover, marble
from commitment.models import Contributor, Showcase, ShowcaseLink, ShowcaseOutcome, ShowcasePartner, ShowcasePicture
from commitment.pillars import PILLARS
from commitment.roles import CreditRole, LibraryRole
from finding.facets.base import Facet, Option
from finding.matches import Match
from people.models import Institution, User
from profiles.models import Profile
from reading.date_words import read
from review.history import Deed
from review.models import Status
from search.asking import ask
from search.marking import marked
from skills.models import Kind, Skill

COVE = Institution(pk=1, name="Corran Conservation Studio", slug="corran-conservation-studio")
ALBANY = Institution(pk=2, name="National Library of Albany", slug="national-library-of-albany")
SALTMARSH = Institution(pk=3, name="Saltmarsh County Archive", slug="saltmarsh-county-archive")
PLACES = {place.slug: place for place in (COVE, ALBANY, SALTMARSH)}
ISLA = User(pk=1, name="Isla Varrow")
TOMASZ = User(pk=2, name="Tomasz Brandl")
MORVEN = User(pk=3, name="Morven Hale")


def _skill(number, name, kind=Kind.SPECIALIST):
    return Skill(pk=number, name=name, slug=name.lower().replace(" ", "-"), kind=kind)


SKILLS = [
    _skill(1, "Paper conservation"),
    _skill(2, "Condition surveys"),
    _skill(3, "Explaining your work to others", Kind.FOUNDATIONAL),
    _skill(4, "Multispectral imaging"),
    _skill(5, "Koha", Kind.SOFTWARE),
]
PEOPLE = [
    Profile(
        user=ISLA,
        name=ISLA.name,
        slug="isla-varrow",
        job_title="Conservator of books and paper",
        institution=COVE,
        hook="I make damaged things safe to read again, slowly.",
    ),
    Profile(
        user=TOMASZ,
        name=TOMASZ.name,
        slug="tomasz-brandl",
        job_title="Imaging specialist",
        institution=ALBANY,
        hook="Light, lenses and the patience to photograph 40\u202f000 pages the same way.",
    ),
]


def photograph():
    """What stands where a picture would: the file of a real one belongs to somebody."""
    return MarbledCover(static("img/sample-cover.webp"), 720, 450)


def _paper(mark, pillars):
    """The marbled cover of a showcase that has no address to fetch it from."""
    svg = b64encode(marble(mark, tuple(pillars)).encode()).decode()
    return MarbledCover(f"data:image/svg+xml;base64,{svg}")


def with_parts(thing, **parts):
    """`thing` as if its parts had been fetched with it."""
    names = {field.related_name for field in thing._meta.related_objects}
    assert names >= parts.keys(), parts.keys() - names  # noqa: S101 (else they would be looked for in the database)
    thing._prefetched_objects_cache = {name: parts.get(name, []) for name in names}
    return thing


def _pictures(picture, alt="Marbled paper in red, ochre and grey", credit="Marbled by hand for this page"):
    shown = ShowcasePicture(position=0, alt=alt, credit=credit)
    shown._state.fields_cache["picture"] = picture
    return [shown]


def _showcase(number, title, summary, pillars, *, institution=COVE, picture=None, parts=None, **more):
    mark = f"S-SAMP{number}"
    dates = {name: read(more.pop(name, words)) for name, words in (("started", "2025"), ("ended", "2025"))}
    made = Showcase(
        pk=number,
        title=title,
        slug=f"sample-{number}",
        shelf_mark=mark,
        summary=summary,
        pillars=pillars,
        institution=institution,
        **dates,
        **{"version": 1, "first_published_at": datetime(2026, 3, 14, 12, tzinfo=UTC), **more},
    )
    return with_parts(made, pictures=_pictures(picture or _paper(mark, pillars)), **(parts or {}))


def _found(showcase, q, told):
    """`showcase` as a list shows it that was searched for `q`."""
    words = ask(q).lexemes
    name, place, line, passage = (
        marked(text, words) for text in (showcase.title, showcase.institution.name, showcase.summary, told)
    )
    showcase.match = Match(name, place, line, where="What we did", passage=passage)
    return showcase


def showcases():
    """Cards: one pillar with a picture, as a search for parchment shows it; two and all four with marbled covers, and a
    long title.
    """
    return [
        _found(
            _showcase(
                1,
                "A flood-damaged register, readable again after eleven weeks",
                "Iron-gall ink, cockled parchment and a binding nobody dared to open. How two people took it "
                "apart, and what they would do differently.",
                ["recognition"],
                picture=photograph(),
            ),
            "parchment",
            "…we laid each leaf between boards, and by Friday the parchment was flat…",
        ),
        _showcase(
            2,
            "Teaching a reading room to photograph itself",
            "Visitors now take usable pictures of their own, and the imaging queue is half as long.",
            ["visibility", "career-development"],
            institution=ALBANY,
            started="Spring 2024",
        ),
        _showcase(
            3,
            "One bookbinder, four apprentices and a succession plan written in pencil: keeping a rare skill alive",
            "When the only person who could rebind a ledger announced a date, the studio had eighteen "
            "months to learn what she knew.",
            [pillar.slug for pillar in PILLARS],
            started="c. 1990",
            ended="2026",
        ),
    ]


def showcase():
    """One with everything that its page can say."""
    skills = [Showcase.skills.through(tag=skill, position=n) for n, skill in enumerate(SKILLS[:2])]
    outcomes = [
        ShowcaseOutcome(measure="Leaves that can be handled", before=38, after=412, unit="leaves", source="Studio log"),
        ShowcaseOutcome(measure="Requests that had to be refused in a year", before=27, after=0),
        ShowcaseOutcome(measure="Days in the freezer", before=Decimal("0.00"), after=Decimal("21.50"), unit="days"),
        ShowcaseOutcome(measure="Pages seen online", after=18250, unit="views", source="Web statistics, 2025"),
    ]
    people = [
        Contributor(
            user=ISLA,
            name=ISLA.name,
            affiliation=COVE.name,
            credit_roles=[CreditRole.METHODOLOGY],
            library_roles=[LibraryRole.CONSERVATION],
        ),
        Contributor(
            user=TOMASZ,
            name=TOMASZ.name,
            affiliation=ALBANY.name,
            credit_roles=[CreditRole.DATA_CURATION],
            library_roles=[LibraryRole.IMAGING],
        ),
        Contributor(name="Nkechi Adair", credit_roles=[CreditRole.SUPERVISION]),
    ]
    return _showcase(
        4,
        "A flood-damaged register, readable again after eleven weeks",
        "Iron-gall ink, cockled parchment and a binding nobody dared to open.",
        ["recognition", "sustainability"],
        picture=photograph(),
        challenge="The register came to the studio in a bread crate, wrapped in a towel. It had stood in the vestry "
        "of a church by the river since 1741, and in the river, for one night, in February.",
        what_we_did="We froze it first and thought later. Then we took it apart, *leaf by leaf*:\n\n"
        "1. drying between felts, for a week\n2. flattening under weights\n3. sewing on new cords",
        outcome="All but three of its 415 leaves can be read and handled again.",
        advice="Freeze first. Ask for help on the first day, not the fifth.",
        stance="leader",
        started="March 2025",
        ended="June 2025",
        doi="10.5555/12345678",
        licence="cc-by-4.0",
        version=2,
        first_published_at=datetime(2025, 9, 2, 12, tzinfo=UTC),
        published_at=datetime(2026, 3, 14, 12, tzinfo=UTC),
        reviewed_by=MORVEN,
        parts={
            "contributors": people,
            "outcomes": outcomes,
            "showcase_skills": skills,
            "showcase_partners": [ShowcasePartner(institution=ALBANY), ShowcasePartner(institution=SALTMARSH)],
            "links": [ShowcaseLink(label="The treatment report", url="https://studio.example/report")],
        },
    )


class SampleFacet(Facet):
    """A way to narrow a list that is not there."""

    things = "skill", "skills"

    def __init__(self, name, title, options, *chosen, single=False):
        self.name, self.title, self._options, self.single = name, title, options, single
        super().__init__(lambda asked: list(chosen) if asked == name else [], pages=None)

    def read(self, asked):
        places = (place for root in self._options for place in root.walk())
        self.chosen = {option.value: option.label for option, _ in places if option.value in asked}

    def options(self, found):
        return deepcopy(self._options)


_CONSERVATION = [Option("paper-conservation", "Paper conservation", 14), Option("bookbinding", "Bookbinding", 6)]
_REST = (
    "Research data",
    "Authority control",
    "Teaching",
    "Palaeography",
    "Bookkeeping",
    "Letterpress",
    "Linked data",
    "Maps",
)
FACETS = [
    SampleFacet(
        "skill",
        "Skill",
        [
            Option("cataloguing", "Cataloguing", 1250),
            Option("conservation", "Conservation and collections care", 31, _CONSERVATION),
            Option("imaging", "Imaging", 22, [Option("multispectral-imaging", "Multispectral imaging", 3)]),
            *(Option(f"skill-{n}", label, 18 - 2 * n) for n, label in enumerate(_REST)),
        ],
        "paper-conservation",
    ),
    SampleFacet("pillar", "Pillar", [Option(p.slug, p.name, 12 - 2 * i) for i, p in enumerate(PILLARS)]),
    SampleFacet("year", "Year", [Option(str(y), str(y), 2030 - y) for y in (2026, 2025, 2024)], "2025", single=True),
]
TREE = [
    {
        "skill": SKILLS[0],
        "there_is": "31 showcases, 12 people",
        "children": [
            {"skill": SKILLS[1], "there_is": "14 showcases", "children": []},
            {"skill": SKILLS[3], "there_is": "1 person", "children": []},
        ],
    },
    {"skill": SKILLS[4], "there_is": "", "children": []},
]
CONTENT = {  # of a showcase that somebody is writing
    "title": "A register",
    "institution": COVE.slug,
    "summary": "Iron-gall ink, cockled parchment and a binding nobody dared to open.",
    "pillars": ["recognition"],
    "stance": "partner",
    "started": "March 2025",
    "challenge": "It had stood in a church by the river since 1741, and in the river, for one night, in February.",
    "outcome": "The register can be read again.",
    "outcomes": [{"measure": "Leaves that can be handled", "before": "38", "after": "412"}, {"before": "27"}],
    "contributors": [{"name": ISLA.name, "library_roles": ["conservation-treatment"]}],
    "doi": "10.5555/12345678",
}
CHANGED = CONTENT | {
    "outcome": "The register can be read again; three leaves of 415 were lost.",
    "advice": "Freeze first, think later.",
    "doi": "",
}
DEEDS = [  # oldest first
    Deed("submit", Status.DRAFT, Status.SUBMITTED, ISLA.name, datetime(2026, 2, 27, 12, tzinfo=UTC)),
    Deed(
        "return",
        Status.SUBMITTED,
        Status.RETURNED,
        MORVEN.name,
        datetime(2026, 3, 2, 12, tzinfo=UTC),
        "Lovely. Could you say in the outcome how many leaves were lost?",
    ),
    Deed("submit", Status.RETURNED, Status.SUBMITTED, ISLA.name, datetime(2026, 3, 9, 12, tzinfo=UTC)),
    Deed("approve", Status.SUBMITTED, Status.APPROVED, MORVEN.name, datetime(2026, 3, 14, 12, tzinfo=UTC)),
]
