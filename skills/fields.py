"""The field in which people name a skill of the vocabulary."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy

from config.forms import SkillInput
from skills.models import Skill
from skills.queries import find_skill, suggest


class SkillField(forms.CharField):
    """Typed as any of a skill's labels; kept as its slug once it is recognised; cleaned to the Skill."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Skill")
        super().__init__(max_length=100, widget=SkillInput(suggest_url=reverse_lazy("skill-suggest")), **kwargs)

    known, known_as = {}, "skills"

    def to_content(self, raw):
        skill = find_skill(raw) if raw else None
        return skill.slug if skill else raw

    def prepare_value(self, value):
        """The label of a slug; anything else as it was typed."""
        if isinstance(value, str) and value:
            skill = self.known.get(value) or Skill.objects.filter(slug=value).first()
            return skill.name if skill else value
        return value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        skill = self.known.get(text) or find_skill(text)
        if skill is None:
            near = [s.name for s in suggest(text, limit=4)]
            hint = f" Did you mean {' or '.join(near)}?" if near else " Choose one from the list of matches."
            raise ValidationError(f"“{text}” is not in the vocabulary.{hint}")
        return skill


def look_up_skills(texts, context):
    """For `StepForm.look_up`: the accepted skills among these slugs and preferred labels."""
    texts = [text for text in texts if text and isinstance(text, str)]
    found = Skill.objects.accepted().filter(Q(slug__in=texts) | Q(name__in=texts)) if texts else ()
    known = context.setdefault("skills", {})
    known.update({skill.name: skill for skill in found})
    known.update({skill.slug: skill for skill in found})  # a slug decides, as it does in find_skill
