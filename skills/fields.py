"""The fields in which people name skills of the vocabulary."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy

from config.fields import OneLineField
from config.forms import SkillInput, SkillsInput
from drafting.fields import ContentField
from skills.models import Skill
from skills.queries import find_skill, suggest


class KnowsSkills(ContentField):
    """What one skill and several have in common: typed as any label, kept as slugs, shown as preferred labels."""

    def look_up(self, values, context):
        """The accepted skills among these slugs and preferred labels; a field of several gives lists."""
        texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
        texts = [text for text in texts if text and isinstance(text, str)]
        found = Skill.objects.accepted().filter(Q(slug__in=texts) | Q(name__in=texts)) if texts else ()
        known = context.setdefault("skills", {})
        known.update({skill.name: skill for skill in found})
        known.update({skill.slug: skill for skill in found})  # a slug decides, as it does in find_skill

    def recognised(self, text):
        return self.context.get("skills", {}).get(text) or find_skill(text)

    def label_of(self, text):
        """The label of a slug; anything else as it was typed."""
        skill = self.context.get("skills", {}).get(text) or Skill.objects.filter(slug=text).first()
        return skill.name if skill else text

    def slug_of(self, text):
        skill = find_skill(text) if text else None
        return skill.slug if skill else text

    def skill_of(self, text):
        """The skill, or ValidationError with what it may have been meant to be."""
        skill = self.recognised(text)
        if skill is None:
            near = [s.name for s in suggest(text, limit=4)]
            hint = f" Did you mean {' or '.join(near)}?" if near else " Choose one from the list of matches."
            raise ValidationError(f"“{text}” is not in the vocabulary.{hint}")
        return skill


class SkillField(KnowsSkills, OneLineField):
    """One skill; cleaned to the Skill."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Skill")
        super().__init__(max_length=100, widget=SkillInput(suggest_url=reverse_lazy("skill-suggest")), **kwargs)

    def to_content(self, raw):
        return self.slug_of(raw)

    def from_value(self, value):
        return value.slug if value else ""

    def prepare_value(self, value):
        return self.label_of(value) if isinstance(value, str) and value else value

    def clean(self, value):
        text = super().clean(value)
        return self.skill_of(text) if text else None


class SkillsField(KnowsSkills, forms.Field):
    """Up to `most` skills, a list; cleaned to Skills, each once, in the order typed."""

    def __init__(self, *, most=6, **kwargs):
        self.most = most
        super().__init__(widget=SkillsInput(suggest_url=reverse_lazy("skill-suggest"), most=most), **kwargs)

    def to_content(self, raw):
        """Several in one field, with semicolons between them, are taken apart."""
        texts = [part.strip() for text in raw or () for part in text.split(";")]
        return list(dict.fromkeys(self.slug_of(text) for text in texts if text))

    def from_value(self, value):
        return [skill.slug for skill in value]

    def prepare_value(self, value):
        return [self.label_of(text) if isinstance(text, str) else text for text in value or ()]

    def text_of(self, value):
        return "; ".join(self.prepare_value(value))

    def clean(self, value):
        found, faults = [], []
        self.widget.wrong = wrong = set()
        for text in super().clean(value) or ():
            try:
                if len(text) > 100:
                    raise ValidationError(f"“{text[:40]}…” is too long for a skill.")
                found.append(self.skill_of(text))
            except ValidationError as fault:
                wrong.add(text)
                faults += fault.messages
        if len(found) > self.most:
            faults.append(f"Keep at most {self.most}; there are {len(found)}.")
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(found))
