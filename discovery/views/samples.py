"""Invented things for the gallery of components: they look like the real ones and need no database."""

from datetime import date
from types import SimpleNamespace as Sample

from django.templatetags.static import static
from django.utils.safestring import mark_safe


def _pillar(slug, name, summary):
    return Sample(slug=slug, name=name, initial=name[0], summary=summary, get_absolute_url=f"/pillars/{slug}/")


PILLARS = [
    _pillar("visibility", "Visibility", "The work and the people who do it can be seen, found and named."),
    _pillar("recognition", "Recognition", "Contribution is credited, in print and in pay."),
    _pillar("career-development", "Career development", "There is a way on, and time to learn it."),
    _pillar("sustainability", "Sustainability", "Skills outlast the person who holds them today."),
]


def _skill(name, kind="specialist"):
    return Sample(name=name, kind=kind, get_absolute_url="/skills/")


def _institution(name):
    return Sample(name=name, get_absolute_url="/institutions/")


SKILLS = [
    _skill("Paper conservation"),
    _skill("Condition surveys"),
    _skill("Explaining your work to others", "foundational"),
    _skill("Multispectral imaging"),
    _skill("Koha", "software"),
]
COVE = _institution("Corran Conservation Studio")
ALBANY = _institution("National Library of Albany")


def picture():
    return Sample(url=static("img/sample-cover.webp"), width=720, height=450, sources=[])


def _contributor(name, roles, affiliation, url="/people/"):
    return Sample(name=name, role_labels=roles, affiliation=affiliation, url=url)


def _showcase(title, summary, pillars, **more):
    return Sample(
        title=title,
        summary=summary,
        pillar_list=pillars,
        institution=more.pop("institution", COVE),
        year=more.pop("year", 2025),
        cover=more.pop("cover", None),
        get_absolute_url="/showcases/",
        **more,
    )


def showcases():
    """Three cards: one pillar with a cover, two pillars without, and all four with a long title."""
    return [
        _showcase(
            "A flood-damaged register, readable again after eleven weeks",
            "Iron-gall ink, cockled parchment and a binding nobody dared to open. How two people took it "
            "apart, and what they would do differently.",
            PILLARS[1:2],
            cover=picture(),
        ),
        _showcase(
            "Teaching a reading room to photograph itself",
            "Visitors now take usable pictures of their own, and the imaging queue is half as long.",
            [PILLARS[0], PILLARS[2]],
            institution=ALBANY,
            year=2024,
        ),
        _showcase(
            "One bookbinder, four apprentices and a succession plan written in pencil: keeping a rare skill alive",
            "When the only person who could rebind a ledger announced a date, the studio had eighteen "
            "months to learn what she knew.",
            PILLARS,
            cover=picture(),
            year=2026,
        ),
    ]


def colophon():
    """A showcase with everything that a colophon can say."""
    return _showcase(
        "A flood-damaged register, readable again after eleven weeks",
        "",
        PILLARS[1:2],
        partner_list=[ALBANY, _institution("Saltmarsh County Archive")],
        period="March to June 2025",
        shelf_mark="col-7k3m9",
        permalink="/s/7k3m9",
        contributor_list=[
            _contributor("Isla Varrow", ["Conservation treatment", "Methodology"], COVE.name),
            _contributor("Tomasz Brandl", ["Imaging and digitisation", "Data curation"], ALBANY.name),
            _contributor("Nkechi Adair", ["Supervision"], "", ""),
        ],
        doi="10.5555/12345678",
        licence_name="Creative Commons Attribution 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        published_at=date(2026, 3, 14),
        first_published_at=date(2025, 9, 2),
        version=2,
        reviewed_by="Morven Hale",
        citation="Varrow, I., Brandl, T. and Adair, N. (2026). A flood-damaged register, readable again "
        "after eleven weeks. Colophon, col-7k3m9, version 2.",
    )


PEOPLE = [
    Sample(
        name="Isla Varrow",
        job_title="Conservator of books and paper",
        institution=COVE,
        photo=None,
        hook="I make damaged things safe to read again, slowly.",
        get_absolute_url="/people/",
    ),
    Sample(
        name="Tomasz Brandl",
        job_title="Imaging specialist",
        institution=ALBANY,
        photo=None,
        hook="Light, lenses and the patience to photograph 40\u202f000 pages the same way.",
        get_absolute_url="/people/",
    ),
]


def _option(label, count, selected=False, depth=0):
    return {"label": label, "url": "?", "count": count, "selected": selected, "depth": depth}


FACETS = [
    {"title": "Pillar", "shown": [_option(p.name, 12 - 2 * i) for i, p in enumerate(PILLARS)], "folded": []},
    {
        "title": "Skill",
        "shown": [
            _option("Conservation and collections care", 31),
            _option("Paper conservation", 14, selected=True, depth=1),
            _option("Bookbinding", 6, depth=1),
            _option("Imaging", 22),
            _option("Multispectral imaging", 3, depth=1),
            _option("Cataloguing", 1250),
        ],
        "folded": [_option("Authority control", 9), _option("Research data", 18), _option("Teaching", 5)],
        "more": "3 more",
    },
]
TREE = [
    {
        "label": "Conservation and collections care",
        "url": "?",
        "count": 31,
        "children": [
            {"label": "Paper conservation", "url": "?", "count": 14, "current": True},
            {
                "label": "Bookbinding",
                "url": "?",
                "count": 6,
                "children": [{"label": "Gold tooling", "url": "?"}],
            },
        ],
    },
    {"label": "Imaging", "url": "?", "count": 22},
]
OUTCOMES = [
    Sample(measure="Leaves that can be handled", before="38", after="412", unit="leaves", source="Studio log"),
    Sample(measure="Requests that had to be refused in a year", before="27", after="0", unit="", source=""),
    Sample(measure="Pages seen online", before="", after="18250", unit="views", source="Web statistics, 2025"),
]
STEPS = [
    {"title": "The story", "url": "#steps", "state": "done"},
    {
        "title": "Who did what",
        "url": "#steps",
        "state": "missing",
        "current": True,
        "note": "Add a contributor",
    },
    {"title": "Pictures", "url": "#steps", "state": "optional"},
    {"title": "Check and send", "url": "#steps", "state": "todo"},
]
STATUSES = ["draft", "submitted", "returned", "approved", "declined", "withdrawn", "live"]
EVENTS = [
    {"when": date(2026, 3, 14), "who": "Morven Hale", "what": "Approved and published", "note": ""},
    {
        "when": date(2026, 3, 2),
        "who": "Morven Hale",
        "what": "Returned",
        "note": "Lovely. Could you say in the outcome how many leaves were lost?",
    },
    {"when": date(2026, 2, 27), "who": "Isla Varrow", "what": "Sent for review", "note": ""},
]
DIFFERENCES = [
    {
        "label": "Outcome",
        "kind": "changed",
        "before_html": mark_safe("<p>The register can be read again.</p>"),
        "after_html": mark_safe("<p>The register can be read again; three leaves of 415 were lost.</p>"),
    },
    {
        "label": "Advice for others",
        "kind": "added",
        "before_html": "",
        "after_html": "Freeze first, think later.",
    },
    {"label": "DOI", "kind": "removed", "before_html": "10.5555/12345678", "after_html": ""},
]
