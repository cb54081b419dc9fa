"""The fields in which people name skills of the vocabulary."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse, reverse_lazy

from config.fields import OneLineField
from config.forms import SkillInput, SkillsInput
from drafting.fields import ContentField, LineField
from reading.text import named as listed
from reading.text import quoted
from skills.former import Formers, why_not
from skills.models import Skill
from skills.queries import named, suggest

MOST_LOOK_UPS, MOST_HINTS = 200, 10  # on one page: more is no use, and each costs


class KnowsSkills(ContentField):
    """What one skill and several have in common: typed as any label, kept as slugs, shown as preferred labels."""

    keeps = False  # whether the step has room for words that are no skills

    def bind(self, context):
        context.setdefault("skills", {})
        context.setdefault("skill_hints", {})
        self.widget.offers = {}

    def offer(self, text, skills, *, keeps):
        """Let what may be taken instead of a text stand under it, where there is a page."""
        if self.widget.offers is not None:
            self.widget.offers[text] = {"skills": skills, "keeps": keeps}

    def remind(self, value):
        """What is no skill says so later too, and what may be taken instead: quietly, as nobody asked."""
        for text in self.entries(value):
            if isinstance(text, str) and text:
                try:
                    self.check_text(text)
                except ValidationError as open_still:
                    if text in self.widget.offers:
                        self.widget.offers[text]["said"] = " ".join(open_still.messages)

    def check_text(self, text):
        """ValidationError for what is not what it should be; see `offer`."""
        self.skill_of(text)

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

    def meant(self, text):
        """The Skills that a text may mean, a list; on one page each is looked for once."""
        known = self.context.get("skills")
        if known is None:
            return named(text)
        several = self.context.setdefault("skills_meant", {})
        if text not in known and len(known) < MOST_LOOK_UPS:
            several[text] = found = named(text)
            known[text] = found[0] if len(found) == 1 else None
        return [known[text]] if known.get(text) else several.get(text, [])

    def recognised(self, text):
        """The Skill that a text names, or None where that is none or one of several."""
        found = self.meant(text)
        return found[0] if len(found) == 1 else None

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
        """The skill, or ValidationError with what it may have been meant to be, and the same as an offer.

        One that was merged is its successor, one that was split goes on until its page's owner chooses.
        """
        former = self.former(text)
        if former and former.now:
            return former.read_as
        several = self.meant(text)
        if len(several) == 1:
            return several[0]
        if former:
            raise ValidationError(f"{former.said} Choose another skill, or remove it.")
        if several:
            self.offer(text, several, keeps=False)
            several = f"{quoted(text)} may mean {listed(map(str, several))}. Choose the one that you mean."
            raise ValidationError(why_not(text) or several)
        hints = self.context.get("skill_hints", {})
        if text not in hints and len(hints) < MOST_HINTS:
            hints[text] = why_not(text), suggest(text, limit=4)
        gone, near = hints.get(text) or ("", [])
        self.offer(text, near, keeps=self.keeps and not gone)
        hint = f"Did you mean {listed(map(str, near))}?" if near else "Try another word for it."
        if self.keeps:
            hint = f"{hint} You may also keep it as your own words."
        raise ValidationError(gone or f"{quoted(text)} is not in the vocabulary{'' if near else ' yet'}. {hint}")


class SkillField(KnowsSkills, OneLineField):
    """One skill; cleaned to the Skill."""

    def __init__(self, *, keeps=False, **kwargs):
        kwargs.setdefault("label", "Skill")
        widget = SkillInput(suggest_url=reverse_lazy("skill-suggest"), keeps=keeps)
        super().__init__(max_length=100, widget=widget, **kwargs)
        self.keeps = keeps

    def to_content(self, raw):
        return self.slug_of(raw)

    def from_value(self, value):
        return value.current().slug if value else ""

    def prepare_value(self, value):
        return self.label_of(value) if isinstance(value, str) and value else value

    def clean(self, value):
        text = super().clean(value)
        return self.skill_of(text) if text else None


class OwnWordField(KnowsSkills, LineField):
    """A word that is no skill, as long as it is written: one that is may become one while it waits for a review."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, widget=SkillInput(options_id=""), **kwargs)

    def bind(self, context):
        super().bind(context)
        if draft := context.get("draft"):
            self.widget.attrs["data-sentence-url"] = reverse("skill-sentence", args=[draft.pk])

    def clean(self, value):
        text = super().clean(value)
        draft = self.context.get("draft")
        if text and (draft is None or draft.is_editable):
            self.refuse_skills(text)
        return text

    def check_text(self, text):
        self.refuse_skills(text)

    def refuse_skills(self, text):
        """ValidationError for what is a skill, or one of several; they are offered beside it."""
        if several := self.meant(text):
            self.offer(text, several, keeps=False)
            is_one = len(several) == 1
            said = (
                f"That is the skill {quoted(several[0].name)}"
                if is_one
                else f"That may mean {listed(map(str, several))}"
            )
            raise ValidationError(f"{said}: put it among the skills.")


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
