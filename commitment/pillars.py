"""The four pillars of the Technician Commitment. They are fixed, so they are code and not rows."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse


@dataclass(frozen=True)
class Pillar:
    """`cloth` names its colour in static/css/tokens.css; `summary` is a sentence, `about` two paragraphs."""

    slug: str
    name: str
    initial: str
    summary: str
    about: tuple[str, ...]
    looks_like: tuple[str, ...]

    cloth = property(lambda self: self.slug)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("pillar", args=[self.slug])


PILLARS = (
    Pillar(
        "visibility",
        "Visibility",
        "V",
        "Who does this work, and what it is, can be seen by colleagues, readers and the wider world.",
        (
            "Much of what makes research possible in a library happens out of sight: a record corrected, a volume "
            "made safe to open, a workflow that no longer loses files. When nobody sees the work, nobody asks the "
            "person who could help, and nobody plans for the day that person leaves.",
            "Visibility means that an institution can say who its technical and specialist staff are, that their "
            "names stand beside what they made, and that a colleague three buildings away can find them.",
        ),
        (
            "a public profile for everybody who wants one, whatever their grade",
            "case studies that name the people and say what each of them did",
            "open days, demonstrations and talks given by the people who do the work",
        ),
    ),
    Pillar(
        "recognition",
        "Recognition",
        "R",
        "The contribution is acknowledged: in credits and citations, in registration, in awards and in pay.",
        (
            "Library staff help to frame questions, design methods, clear rights, write code and interpret objects, "
            "and then are often missing from the paper, the grant report or the exhibition panel.",
            "Recognition means that credit is given by rule and not by luck: contributor roles on outputs, support "
            "for professional registration, nominations for awards, and the time to apply for them.",
        ),
        (
            "an agreed way of crediting library contributors on research outputs",
            "fees and time for professional registration",
            "prize entries written together with the people who did the work",
        ),
    ),
    Pillar(
        "career-development",
        "Career development",
        "C",
        "There are clear ways to learn, to move and to progress, and people can see where each of them leads.",
        (
            "Skills in libraries rarely grow along a straight ladder. A bindery assistant becomes an imaging "
            "specialist; a cataloguer learns to script and ends up running the repository.",
            "Career development means that such routes are written down and open to everybody: what a role asks for, "
            "what the next one adds, time set aside to learn, and somebody to learn from.",
        ),
        (
            "job families that allow progress as a specialist, not only as a manager of people",
            "traineeships, secondments, fellowships and exchanges with other institutions",
            "learning time that is in the work plan and not in the lunch break",
        ),
    ),
    Pillar(
        "sustainability",
        "Sustainability",
        "S",
        "The skills that collections and research depend on are still there in ten years, and are fully used today.",
        (
            "Some skills in a library rest with one person, or came with a project and left with it. Others are there "
            "but unused, because nobody knows of them.",
            "Sustainability means to know which skills an institution depends on, who holds them and who is learning "
            "them, and to act before a retirement or the end of a grant takes them away.",
        ),
        (
            "a second person trained for every skill that only one person holds",
            "documentation that lets somebody else carry on",
            "shared services and skills exchanges where one institution alone is too small",
        ),
    ),
)
BY_SLUG = {pillar.slug: pillar for pillar in PILLARS}
PillarChoice = models.TextChoices("PillarChoice", {p.slug.upper().replace("-", "_"): (p.slug, p.name) for p in PILLARS})
