"""A vocabulary of the size that a whole sector may come to: 1,000 skills with 8,000 labels beside their names."""

import random

from skills.models import Kind, Label, Skill, Sort
from skills.writing import rebuild_derived
from tests.factories import SchemeFactory

DEEDS = """
cataloguing conserving repairing digitising describing photographing indexing teaching licensing archiving
mapping scanning lending storing shelving curating publishing preserving migrating binding sewing gilding
handling packing cleaning imaging transcribing translating encoding editing appraising acquiring weeding
promoting surveying measuring reporting planning budgeting recruiting mentoring chairing negotiating auditing
testing printing boxing mounting framing
"""
THINGS = """
maps manuscripts photographs newspapers parchment leather textiles glass-plates film sound-recordings video
datasets theses e-books journals licences metadata authority-files archives records letters ledgers scrolls
seals globes atlases posters prints drawings scores incunabula broadsides microfilm floppy-disks websites
e-mail databases portals repositories software exhibitions readers students volunteers donors budgets
contracts buildings stores lifts
"""
WHERE = """
for-beginners in-the-studio at-scale on-site by-hand with-volunteers for-exhibitions after-a-flood in-English
in-other-scripts for-research for-teaching under-licence with-care on-demand in-the-cloud for-schools
of-the-1900s in-reading-rooms with-Python
"""
DEEDS, THINGS, WHERE = DEEDS.split(), THINGS.split(), WHERE.split()
QUERIES = [
    *("mending", "photographing", "boxes", "map", "maps repair", "paper", "e-books", "ebook", "lether", "parchmant"),
    *(
        "cataloguing maps",
        "catalog",
        "digit",
        "conserving l",
        "licence",
        "license",
        "floppy",
        "python",
        "zebra",
        "asdf",
    ),
    *("asdf", "the", "of", "a", "x", "21", "%", "plumbing", "midwifery", "gilded edges", "reading rooms", "exibition"),
    *("photograpy", "volunteers", "training volunteers", "wheat starch paste", "sewn books", "web", "co-operation"),
    *("manuscripts in the studio", "glass plates", "glassplates", "negotiates licences", "datasets for research"),
]
QUERIES += [f"{deed[:size]}" for deed, size in zip(DEEDS, range(1, 13), strict=False)]
QUERIES += [f"{thing.replace('-', ' ')} {where}" for thing, where in zip(THINGS, WHERE, strict=False)]
QUERIES += [f"{deed} {thing[:4]}" for deed, thing in zip(DEEDS[20:], THINGS[15:], strict=False)]
QUERIES = QUERIES[:100]


def make_many(skills=1000, labels=8000):
    """The same each time; returns nothing."""
    chance, scheme = random.Random(7), SchemeFactory()

    def phrase():
        picked = chance.choice(DEEDS), chance.choice(THINGS), chance.choice(WHERE)
        return " ".join(picked[: chance.choice((2, 3, 3))]).replace("-", chance.choice((" ", "-")))

    def different(how_many):
        found = {}
        while len(found) < how_many:
            text = phrase()
            text = text if text.lower() not in found else f"{text} {chance.choice(THINGS)} {len(found)}"
            found.setdefault(text.lower(), text)
        return list(found.values())

    texts = different(skills + labels)
    rows = [
        Skill(
            **{"name": name.capitalize(), "slug": f"s{n}", "uri": f"https://many.example/{n}", "scheme": scheme},
            definition=f"{phrase().capitalize()}, as well as {phrase()} and {phrase()}, where {phrase()} asks for it.",
            kind=list(Kind)[n % 3],
        )
        for n, name in enumerate(texts[:skills])
    ]
    rows = Skill.objects.bulk_create(rows)
    sorts = [*3 * [Sort.ALTERNATIVE], Sort.HIDDEN]
    Label.objects.bulk_create(
        Label(skill=rows[n % skills], text=text, sort=sorts[n % 4], language="en")
        for n, text in enumerate(texts[skills:])
    )
    links = Skill.broader.through
    links.objects.bulk_create(
        links(from_skill=row, to_skill=rows[(n - n % 3) // 12 * 3 + n % 3]) for n, row in enumerate(rows) if n >= 12
    )
    rebuild_derived()
