"""How every form of the portal is drawn: the renderer, and the widgets that are not Django's own.

A field shows "(optional)" when it is not required. A field that a draft may leave empty but that is needed
before it can be sent says so with an attribute: `field.needed = True`.
"""

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms with the project's own templates (templates/django/forms/)."""


class MarkdownTextarea(forms.Textarea):
    """A text area for Markdown, with a short reminder of how to format.

    words=(least, most) tells the writer what length reads well; the script counts along.
    """

    template_name = "widgets/markdown.html"

    def __init__(self, attrs=None, *, words=None):
        super().__init__({"rows": 10, "class": "markdown", "spellcheck": "true", **(attrs or {})})
        self.words = words

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"]["data-markdown"] = True
        if self.words:
            widget["words"] = self.words
            widget["attrs"]["data-words-min"], widget["attrs"]["data-words-max"] = self.words
        return context


def chosen_instead(data, name):
    """{name that was shown: [names chosen for it]}: widgets/_former_skill.html posts both, with a semicolon between."""
    pairs = data.getlist(f"{name}-now") if hasattr(data, "getlist") else []
    chosen = {}
    for shown, _, instead in (pair.partition(";") for pair in pairs):
        if instead:
            chosen.setdefault(shown, []).append(instead)
    return chosen


class SkillInput(forms.TextInput):
    """A plain text field with the list of skills of the page (components/skill_options.html) behind it.

    A value that has `now`, a list of names, is the label of a skill that is no longer in use: see skills.former.

    suggest_url is where the script asks for matches; without script the list itself does the work. `keeps`: what no
    skill is called may be kept as the writer's own words. `offers` says what stands beside a text, as buttons: {text:
    {skills: those to choose from, keeps: whether it may be kept as it is, said: why, where no error says so}}; a check
    fills it.
    """

    template_name = "widgets/skill.html"
    offers = None

    def __init__(self, attrs=None, *, suggest_url="", options_id="skill-options", keeps=False):
        has_list = {"list": options_id} if options_id else {}
        super().__init__({"autocomplete": "off", **has_list, **(attrs or {})})
        self.suggest_url, self.keeps = suggest_url, keeps

    def value_from_datadict(self, data, files, name):
        """What was chosen in the place of a skill that was split goes before its name, if that still stands there."""
        value = super().value_from_datadict(data, files, name)
        return (chosen_instead(data, name).get(value) or [value])[-1]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"former": value if hasattr(value, "now") else None, "most": 0}
        if self.suggest_url:
            context["widget"]["attrs"]["data-suggest-url"] = f"{self.suggest_url}{'?keeps=1' if self.keeps else ''}"
        context["widget"]["offered"] = self.offered(name, value)
        return context

    def offered(self, name, typed):
        """Context of skills/_offered.html, or None."""
        return {"control": name, "typed": typed, **self.offers[typed]} if typed in (self.offers or {}) else None


class SkillsInput(SkillInput):
    """Several skills: one text field for each that was chosen, and up to `spare` empty ones."""

    template_name = "widgets/skills.html"

    def __init__(self, attrs=None, *, most=6, spare=2, **kwargs):
        super().__init__(attrs, **kwargs)
        self.most, self.spare = most, spare
        self.wrong = None  # the texts that are at fault, where a check has told them apart

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        typed = (
            [value for value in values if isinstance(value, str) and value.strip()] if isinstance(values, list) else []
        )
        chosen = chosen_instead(data, name)
        return [each for value in typed for each in chosen.get(value, [value])]

    def value_omitted_from_data(self, data, files, name):
        return False

    def format_value(self, value):
        return value or []

    def use_required_attribute(self, initial):
        return False

    def get_context(self, name, value, attrs):
        chosen, fit = list(value or []), 3 * self.most
        if len(chosen) > fit:  # nobody types so many one by one: nothing is lost in the last field
            chosen = [*chosen[: fit - 1], "; ".join(map(str, chosen[fit - 1 :]))]
        shown = chosen + [""] * min(self.spare, max(self.most - len(chosen), 0))
        context = super().get_context(name, None, attrs)
        own = context["widget"]["attrs"]
        label = own.pop("aria-label", "")
        context["widget"]["most"] = self.most
        context["widget"]["subwidgets"] = [
            {
                **context["widget"],
                "template_name": SkillInput.template_name,
                "value": text or None,
                "former": text if hasattr(text, "now") else None,
                "offered": self.offered(name, text),
                "attrs": {
                    **self._own(own, text),
                    "id": own.get("id", "") if number == 0 else f"{own.get('id', name)}_{number}",
                    **({"aria-label": f"{label or 'Skill'} {number + 1}"} if number else {}),
                },
            }
            for number, text in enumerate(shown)
        ]
        return context

    def _own(self, attrs, text):
        """Attributes of one field: those that are right, and the empty ones, are not at fault with the others."""
        is_right = not text or (self.wrong is not None and text not in self.wrong)
        return {name: value for name, value in attrs.items() if not (is_right and name == "aria-invalid")}


class PictureInput(forms.ClearableFileInput):
    """A file field for one picture: shows the one there is (anything with a url), and how to remove it.

    It has no `accept`: browsers would hide a HEIC or a PDF, and nobody would say what to do with it.
    """

    template_name = "widgets/picture.html"
    clear_checkbox_label = "Remove this picture"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["clears"] = context["widget"]["attrs"].pop("checked", False)  # of the box, not of the file
        return context
