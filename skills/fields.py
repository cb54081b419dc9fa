"""The field in which people name a skill of the vocabulary."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from config.forms import SkillInput
from skills.models import Skill
from skills.queries import find_skill, suggest


class SkillField(forms.CharField):
    """Typed as any of a skill's labels; kept as its slug once it is recognised; cleaned to the Skill."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Skill")
        super().__init__(max_length=100, widget=SkillInput(suggest_url=reverse_lazy("skill-suggest")), **kwargs)

    def to_content(self, raw):
        skill = find_skill(raw) if raw else None
        return skill.slug if skill else raw

    def prepare_value(self, value):
        """The label of a slug; anything else as it was typed."""
        if isinstance(value, str) and value:
            return Skill.objects.filter(slug=value).values_list("name", flat=True).first() or value
        return value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        skill = find_skill(text)
        if skill is None:
            near = [s.name for s in suggest(text, limit=4)]
            hint = f" Did you mean {' or '.join(near)}?" if near else " Choose one from the list of matches."
            raise ValidationError(f"“{text}” is not in the vocabulary.{hint}")
        return skill
