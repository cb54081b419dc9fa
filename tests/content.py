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
        "name": "Mairi Tolland",
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
