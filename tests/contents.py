"""Whole valid content of any kind, drawn by Hypothesis from what the kind itself declares."""

from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from drafting import fields
from drafting.dates import DateField
from profiles.members import MemberField, reference_to
from reading.characters import says_something, seen
from reading.date_words import read
from review.fields import InstitutionField, OwnInstitutionField
from skills.fields import OwnWordField, SkillField, SkillsField

AFTER = {"ended": "started", "expires": "awarded"}  # dates that cannot come before another
WRITTEN = {  # lines with a shape of their own
    "orcid": st.sampled_from(["0000-0002-1825-0097", "https://orcid.org/0000-0001-5109-3700", "000000021694233X"]),
    "doi": st.sampled_from(["10.5281/zenodo.1234567", "https://doi.org/10.1000/18(2)", "doi:10.1000/ä"]),
}
LETTERS = st.characters(exclude_categories=["C", "Z"])
LINES = st.text(LETTERS, min_size=1, max_size=12).flatmap(
    lambda word: st.sampled_from([word, f"{word} – ß, Ōtani; {word}", f"“{word}” 图书馆 🙂"])
)
TEXTS = LINES.flatmap(
    lambda line: st.sampled_from([line, f"### {line}\n\n* {line}\n* *{line}*", f"{line}\n\n1. {line}"])
)
DATES = st.dates(date(1500, 1, 1), date(2025, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            *(day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {day:%B}, {day.year}", f"{day:%b}. {day.year}"),
            *(f"{day:%Y-%m}?", f"Winter {day.year}", f"spring of {day.year}", f"c. {day.year}?"),
            *(f"{day.year}", f"{day.year // 10}0s"),
        ]
    )
)
SPANS = st.dates(date(1500, 1, 1), date(2024, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"{day.year}–{day.year + 1}", f"{day:%B %Y} to date", f"since {day.year}"])
)
DESCRIPTIONS = {"alt", "photo_alt"}  # wanted with the picture beside them, which may come and go


@dataclass
class World:
    """What content may refer to: slugs, references, ids as text."""

    own: list = field(default_factory=list)
    institutions: list = field(default_factory=list)
    skills: list = field(default_factory=list)
    members: list = field(default_factory=list)
    pictures: list = field(default_factory=list)

    @classmethod
    def of(cls, own, institutions, skills, members, pictures):
        return cls(
            [place.slug for place in own],
            [place.slug for place in institutions],
            [skill.slug for skill in skills],
            [reference_to(user) for user in members],
            [str(picture.pk) for picture in pictures],
        )


def one(name, asked, world):
    """A strategy for what may stand in this field; never empty."""
    if name in WRITTEN:
        return WRITTEN[name]
    if isinstance(asked, SkillsField):
        return st.lists(st.sampled_from(world.skills), min_size=1, max_size=asked.most, unique=True)
    if isinstance(asked, fields.ChoicesField):
        return st.lists(st.sampled_from([key for key, _ in asked.choices]), min_size=1, unique=True)
    if isinstance(asked, fields.ChoiceField | fields.TypedChoiceField):
        return st.sampled_from([str(key) for key, _ in asked.choices if key != ""])
    if isinstance(asked, DateField):
        return DATES
    if isinstance(asked, fields.FigureField):
        return st.decimals(-999_999_999_999, 999_999_999_999, places=2).map(str)
    if isinstance(asked, fields.LinkField):
        return st.from_regex(r"https://[a-z]{1,9}\.example/[a-zé%20-9/]{0,20}(\?q=[a-z+]{1,5})?", fullmatch=True)
    for sort, things in (
        (OwnInstitutionField, world.own),
        (InstitutionField, world.institutions),
        (SkillField, world.skills),
        (MemberField, world.members),
        (fields.PictureField, world.pictures),
    ):
        if isinstance(asked, sort):
            return st.sampled_from(things)
    longest = asked.max_length or 1000
    texts = (TEXTS if isinstance(asked, fields.MarkdownField) else LINES).map(lambda text: seen(text)[:longest].strip())
    shown = getattr(asked, "shown", str)
    return texts.filter(lambda text: says_something(shown(text)))  # marks alone fill in no field


@st.composite
def contents(draw, shape, world, *, full=False):
    """Valid content of this shape. `full`: nothing is left empty, and there are as many rows as there may be."""

    def filled(form, taken):
        values = {}
        for name, asked in form.base_fields.items():
            may_lack = not (full or asked.required or name in DESCRIPTIONS or isinstance(asked, fields.ChoicesField))
            if may_lack and draw(st.booleans()):
                values[name] = [] if isinstance(asked, SkillsField) else ""
                continue
            strategy = one(name, asked, world)
            if isinstance(asked, SkillField | OwnWordField | MemberField | InstitutionField):  # each once in a group
                strategy = strategy.filter(lambda value, name=name: (name, value) not in taken)
            values[name] = draw(strategy)
            taken.add((name, str(values[name])))
        for later, earlier in AFTER.items():
            if values.get(later) and read(values[later]).latest < read(values[earlier]).earliest:
                values[later], values[earlier] = values[earlier], values[later]
            elif earlier in values and not values[later] and form.base_fields[earlier].spans:
                values[earlier] = draw(DATES | SPANS)
        return values

    content = {}
    for step in shape.steps:
        if step.form:
            content |= filled(step.form, set())
        for spec in step.rows:
            number = spec.most if full else draw(st.integers(spec.least, min(spec.most, 4)))
            taken = set()
            content[spec.name] = [filled(spec.form, taken) for _ in range(number)]
    return content
