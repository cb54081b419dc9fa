"""Content of whole submissions, as somebody would have typed it. Keyword arguments change or add fields."""


def complete_showcase(**changes):
    """One contributor, one skill, no pictures, no partners."""
    _skills(changes, "skills", [{"skill": "paper-repair"}])
    return {
        "title": "Unrolling sixty estate maps",
        "summary": "Sixty maps could not be opened. Now they can, and nobody holds their breath.",
        "pillars": ["visibility", "recognition"],
        "stance": "leader",
        "started": "March 2024",
        "ended": "14 June 2025",
        "challenge": "The maps had been rolled for *ninety* years, and the paper had set.",
        "what_we_did": "We humidified them one by one.\n\n### What did not work\nA steam iron.",
        "outcome": "Readers open them without us in the room.",
        "advice": "Weigh them down for longer than you think.",
        "doi": "",
        "licence": "cc-by-4.0",
        "contributors": [contributor()],
        "partners": [],
        "outcomes": [
            {"measure": "Maps that can be opened", "before": "0", "after": "60", "unit": "maps", "source": "Our log"}
        ],
        "links": [{"label": "The treatment notes", "url": "https://inverlathe.example/notes"}],
        "pictures": [],
    } | changes


def complete_profile(**changes):
    _skills(changes, "skills", [{"skill": "paper-repair", "level": "3", "evidence": "340 sheets since 2019."}])
    return {
        "pronouns": "she/her",
        "job_title": "Conservator",
        "unit": "Collections Care",
        "role_families": ["conservation", "collections-care"],
        "hook": "I make fragile maps safe to unroll.",
        "photo": "",
        "photo_alt": "",
        "skills_in_role": "I repair paper with paste that I cook myself.",
        "commitment_here": "Our names stand beside what we treat.",
        "day_to_day": "",
        "route_here": "",
        "orcid": "0000-0002-1825-0097",
        "website": "https://inverlathe.example/mairi",
        "samples": [
            {
                "title": "A map before and after",
                "kind": "object",
                "shows": "What ninety years of rolling do.",
                "url": "",
                "picture": "",
                "alt": "",
                "skills": ["paper-repair"],
            }
        ],
        "certifications": [
            {"name": "Accredited conservator", "issuer": "An institute", "awarded": "2019-05-01", "expires": ""}
        ],
        "outcomes": [{"measure": "Sheets repaired", "before": "", "after": "340", "unit": "sheets", "source": ""}],
        "links": [],
    } | changes


OWN_WORDS = [
    {"word": "steam tenting", "sentence": "I raise the damp under a tent."},
    {"word": "thread counting", "sentence": ""},
]


def full_showcase(author, partners, **changes):
    """Two rows in every group: what a long showcase is like. `partners` are two institutions."""
    from profiles.members import reference_to
    from tests.drawn import a_picture
    from tests.factories import SkillFactory, UserFactory

    whole = complete_showcase(skills=[{"skill": "paper-repair"}, {"skill": SkillFactory(slug="rare-books").slug}])
    return (
        whole
        | {
            "contributors": [
                contributor("Mairi Tolland", reference_to(author)),
                contributor("E. Strand", reference_to(UserFactory())),
            ],
            "partners": [{"institution": partner.slug} for partner in partners],
            "outcomes": [row | {"measure": f"{row['measure']} ({n})"} for row in whole["outcomes"] for n in (1, 2)],
            "links": whole["links"] * 2,
            "pictures": [{"picture": str(a_picture(by=author).pk), "alt": "A map", "credit": "Us"} for _ in range(2)],
            "own_words": OWN_WORDS,
            "doi": "10.5281/zenodo.1234567",
        }
        | changes
    )


def full_profile(author, **changes):
    """Two rows in every group."""
    from tests.drawn import a_picture
    from tests.factories import SkillFactory

    picture = str(a_picture(by=author).pk)
    whole = complete_profile(day_to_day="Paste.", route_here="By chance.", photo=picture, photo_alt="Mairi")
    sample = whole["samples"][0] | {"url": "https://inverlathe.example/map", "picture": picture, "alt": "A map"}
    other = {"skill": SkillFactory(slug="rare-books").slug, "level": "4", "evidence": "Taught it for ten years."}
    return (
        whole
        | {
            "skills": [*whole["skills"], other],
            "own_words": OWN_WORDS,
            "samples": [sample | {"skills": ["paper-repair", "rare-books"]}, sample | {"title": "Another map"}],
            "certifications": [row | {"expires": "May 2031"} for row in whole["certifications"] * 2],
            "outcomes": whole["outcomes"] * 2,
            "links": [{"label": "The treatment notes", "url": "https://inverlathe.example/notes"}] * 2,
        }
        | changes
    )


def contributor(name="Mairi Tolland", member="", **details):
    return {
        "name": name,
        "member": member,
        "affiliation": "",
        "credit_roles": ["investigation"],
        "library_roles": ["conservation-treatment"],
    } | details


def _skills(changes, name, rows):
    """The skills that these texts speak of are in the vocabulary, unless a test brings its own."""
    from tests.factories import SkillFactory

    SkillFactory(slug="paper-repair")
    changes.setdefault(name, rows)
