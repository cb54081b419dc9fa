"""The fields in which people name skills of the vocabulary."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy

from config.fields import OneLineField
from config.forms import SkillInput, SkillsInput
from drafting.fields import ContentField
from reading.text import named as listed
from reading.text import quoted
from skills.former import Formers, why_not
from skills.models import Skill
from skills.queries import find_skill, named, suggest

MOST_LOOK_UPS, MOST_HINTS = 200, 10  # on one page: more is no use, and each costs


class KnowsSkills(ContentField):
    """What one skill and several have in common: typed as any label, kept as slugs, shown as preferred labels."""

    def bind(self, context):
        context.setdefault("skills", {})
        context.setdefault("skill_hints", {})

    def look_up(self, values, context):
        """The accepted skills among these slugs and preferred labels; a field of several gives lists."""
        texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
        texts = [text for text in texts if text and isinstance(text, str)]
        wanted = Skill.objects.filter(Q(slug__in=texts) | Q(name__in=texts)).select_related("instead")
        found = list(wanted) if texts else []
        former = [skill for skill in found if skill.is_deprecated and skill.slug in texts]
        context.setdefault("former_skills", Formers(context.get("draft"))).add(former, texts)
        found = [skill for skill in found if not skill.is_deprecated]
        known = context.setdefault("skills", {})
        known.update({skill.name: skill for skill in found})
        known.update({skill.slug: skill for skill in found})  # a slug decides, as it does in find_skill

    def recognised(self, text):
        """The Skill that a text names, or None; on one page each is looked for once."""
        known = self.context.get("skills")
        if known is None:
            return find_skill(text)
        if text not in known and len(known) < MOST_LOOK_UPS:
            known[text] = find_skill(text)
        return known.get(text)

    def former(self, text):
        """The `former.Former` that the draft names by this slug, or by its label as the form shows it; or None."""
        if "former_skills" not in self.context and "draft" not in self.context:
            return None
        known = self.context.setdefault("former_skills", Formers(self.context.get("draft")))
        return known.get(text) if isinstance(text, str) else None

    def label_of(self, text):
        """The label of a slug; anything else as it was typed."""
        if former := self.former(text):
            return former
        skill = self.context.get("skills", {}).get(text) or Skill.objects.filter(slug=text).first()
        return skill.name if skill else text

    def slug_of(self, text):
        """As content keeps it: what it names stays named so, whatever took the place of that meanwhile."""
        if former := self.former(text):
            return former.skill.slug
        skill = self.recognised(text) if text else None
        return skill.slug if skill else text

    def skill_of(self, text):
        """The skill, or ValidationError with what it may have been meant to be.

        One that was merged is its successor, one that was split goes on until its page's owner chooses.
        """
        if (former := self.former(text)) and former.now:
            return former.read_as
        skill = self.recognised(text)
        if skill is None:
            if former := self.former(text):
                raise ValidationError(f"{former.said} Choose another skill, or remove it.")
            hints = self.context.get("skill_hints", {})
            if text not in hints and len(hints) < MOST_HINTS:
                hints[text] = why_not(text) or self._why_not(text)
            raise ValidationError(hints.get(text) or f"{quoted(text)} is not in the vocabulary.")
        return skill

    def _why_not(self, text):
        """What to tell whoever named what is not exactly one skill."""
        label = quoted(self.label_of(text))
        if skills := named(text):
            return f"{label} may be {listed(map(str, skills))}: choose one."
        near = [skill.name for skill in suggest(text, limit=4)]
        hint = f" Did you mean {listed(near)}?" if near else ""
        return f"{label} is not in the vocabulary.{hint or ' Nothing there is like it: try another word for it.'}"


class SkillField(KnowsSkills, OneLineField):
    """One skill; cleaned to the Skill."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Skill")
        super().__init__(max_length=100, widget=SkillInput(suggest_url=reverse_lazy("skill-suggest")), **kwargs)

    def to_content(self, raw):
        return self.slug_of(raw)

    def from_value(self, value):
        return value.current().slug if value else ""

    def prepare_value(self, value):
        return self.label_of(value) if isinstance(value, str) and value else value

    def clean(self, value):
        text = super().clean(value)
        return self.skill_of(text) if text else None


class SkillsField(KnowsSkills, forms.Field):
    """Up to `most` skills, a list; cleaned to Skills, each once, in the order typed."""

    def __init__(self, *, most=6, **kwargs):
        self.most, self.max_entries = most, 3 * most
        super().__init__(widget=SkillsInput(suggest_url=reverse_lazy("skill-suggest"), most=most), **kwargs)

    def to_content(self, raw):
        """Several in one field, with semicolons between them, are taken apart."""
        return list(dict.fromkeys(map(self.slug_of, self.entries(raw))))

    def entries(self, value):
        texts = value if isinstance(value, list) else [value or ""]
        parts = (part.strip() for text in texts for part in str(text).split(";"))
        return list(dict.fromkeys(filter(None, parts)))

    def from_value(self, value):
        return list(dict.fromkeys(skill.current().slug for skill in value))

    def prepare_value(self, value):
        value = list(value or ())
        shown = value[: self.max_entries]  # more come back from a form that is refused, as they were typed
        return [self.label_of(text) if isinstance(text, str) else text for text in shown] + value[len(shown) :]

    def text_of(self, value):
        return "; ".join(self.prepare_value(value))

    def clean(self, value):
        found, faults = [], []
        self.widget.wrong = wrong = set()
        texts = super().clean(value) or ()
        if len(texts) > self.max_entries:
            raise ValidationError(f"Keep at most {self.most}; there are {len(texts)}.")
        for text in texts:
            try:
                if len(text) > 100:
                    raise ValidationError(f"{quoted(f'{text[:40]}…')} is too long for a skill.")
                found.append(self.skill_of(text))
            except ValidationError as fault:
                wrong.add(text)
                faults += fault.messages
        if len(found) > self.most:
            faults.append(f"Keep at most {self.most}; there are {len(found)}.")
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(found))
