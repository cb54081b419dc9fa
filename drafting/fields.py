"""Form fields for content that people type freely. All keep what was typed; they only judge it."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError

from config.fields import OneLineField, SaysSomething, WebAddressField
from config.forms import MarkdownTextarea, PictureInput
from pictures.models import Upload
from reading.markdown import to_text
from reading.text import quoted
from reading.web_addresses import unwrapped, unwrapped_in


class ContentField:
    """What a field of a draft does beyond Django's fields. Every field of a StepForm is one.

    `context` is the form's (who writes, and what look-ups found). A value goes three ways: typed to content
    (`to_content`), content to Python (`clean`), Python to content (`from_value`, the inverse of `clean`: what
    it gives must clean to the same value). `text_of` shows content to people.
    """

    context: dict = {}
    max_length = 200  # characters that a draft keeps of it; a field of text says how many itself
    max_entries = 60  # where it takes several
    condition = ""  # when one that is not required is needed all the same, for its label

    def bind(self, context):
        """Hook, called as a form is made: take what depends on who writes (choices) out of `context`."""

    def look_up(self, values, context):
        """Add to `context` what these contents (of all rows of a group) name, so that none has to ask for itself."""

    def to_content(self, raw):
        """What was typed as content keeps it: a permanent identifier where something was recognised."""
        return raw

    def from_value(self, value):
        """A stored Python value as content; its inverse is `clean`."""
        return as_text(value)

    def settled(self, value):
        """Content as publishing and reading back would leave it: of two spellings of one thing one."""
        try:
            return self.from_value(self.clean(value))
        except ValidationError:
            return value

    def text_of(self, value):
        """Content in the words that a reader knows; "" for nothing."""
        return "" if value in (None, "", []) else str(self.prepare_value(value))

    def remind(self, value):
        """Hook, where a page shows content that it does not check: say beside the control what is still open."""

    def entries(self, value):
        """The texts that are one content, each to be measured."""
        return value if isinstance(value, list) else [value]

    def pictures_in(self, value):
        """Ids (text) of the pictures that this content shows."""
        return []


def as_text(value):
    """A stored value as somebody would have typed it."""
    if value is None:
        return ""
    if hasattr(value, "normalize"):  # a Decimal, without the zeros that only say how it is stored
        return format(value.normalize(), "f")
    if isinstance(value, list | tuple):
        return [as_text(one) for one in value]
    return str(getattr(value, "pk", value))


class LineField(ContentField, OneLineField):
    """One line of text; `autocomplete` tells browsers what it is."""

    def __init__(self, *, autocomplete="", **kwargs):
        super().__init__(**kwargs)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete


class IdentifierField(LineField):
    """An identifier in any shape that people copy; `bare` makes it the one that is stored, or refuses it."""

    def __init__(self, *, bare, **kwargs):
        super().__init__(**kwargs)
        self.bare = bare

    def clean(self, value):
        text = super().clean(value)
        return self.bare(text) if text else ""


class AltField(LineField):
    """What a picture shows, for people who cannot see it: needed as soon as there is one in the field `of`."""

    def __init__(self, *, of, word="picture", **kwargs):
        super().__init__(max_length=240, required=False, **kwargs)
        self.of, self.condition = of, f"needed with a {word}"
        self.missing = f"Describe the {word} in a few words, for people who cannot see it."


class TextField(ContentField, SaysSomething, forms.CharField):
    """Some lines of plain text."""

    def __init__(self, *, rows=4, **kwargs):
        attrs = {"rows": rows} | ({"maxlength": kwargs["max_length"]} if "max_length" in kwargs else {})
        super().__init__(widget=forms.Textarea(attrs), **kwargs)

    def to_python(self, value):
        return unwrapped_in(super().to_python(value))


class MarkdownField(ContentField, SaysSomething, forms.CharField):
    """Longer text with a little structure; words=(least, most) tells the writer what length reads well."""

    def __init__(self, *, words=None, rows=10, **kwargs):
        kwargs.setdefault("max_length", 20000)
        super().__init__(widget=MarkdownTextarea({"rows": rows}, words=words), **kwargs)

    def shown(self, value):
        return to_text(value)


class LabelledChoice(ContentField):
    """Choices are shown by their labels."""

    def text_of(self, value):
        if value in (None, "", []):
            return ""
        labels = {str(key): str(label) for key, label in self.choices}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values)


class ChoiceField(LabelledChoice, forms.ChoiceField):
    pass


class TypedChoiceField(LabelledChoice, forms.TypedChoiceField):
    pass


class ChoicesField(LabelledChoice, forms.MultipleChoiceField):
    """Any number of fixed choices, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, condition="", **kwargs):
        super().__init__(**kwargs)
        self.condition = condition


class FigureField(ContentField, forms.DecimalField):
    """A plain number; spaces and commas between thousands are welcome."""

    THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([,\s]\d{3})+(\.\d*)?")  # 0,125 is no thousand but a decimal comma

    def __init__(self, **kwargs):
        super().__init__(max_digits=14, decimal_places=2, widget=forms.TextInput({"inputmode": "decimal"}), **kwargs)

    def to_python(self, value):
        value = value.replace("\N{MINUS SIGN}", "-") if isinstance(value, str) else value
        if isinstance(value, str) and self.THOUSANDS.fullmatch(value.strip()):
            value = re.sub(r"[,\s]", "", value)
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                f"{quoted(value)} is not a number. Write digits only, for example 12500 or 4.5, "
                "and say of what under “unit”."
            ) from error


class LinkField(ContentField, WebAddressField):
    """A web address; one that a mail program wrapped is kept as the real one."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def to_content(self, raw):
        return unwrapped(raw) if isinstance(raw, str) else raw


class UploadInput(PictureInput):
    """Posts a file; the id of the picture that is there already travels beside it."""

    template_name = "widgets/picture.html"

    def value_from_datadict(self, data, files, name):
        if file := files.get(name) if files else None:
            return file
        if data.get(f"{name}-clear"):
            return ""
        return data.get(name) or data.get(f"{name}-current") or ""

    def value_omitted_from_data(self, data, files, name):
        return False

    def is_initial(self, value):
        return isinstance(value, Upload)

    def format_value(self, value):
        return value if isinstance(value, Upload) else None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, find_upload(value), attrs)
        context["widget"]["current_name"] = f"{name}-current"
        return context

    def use_required_attribute(self, initial):
        return False


class PictureField(ContentField, forms.Field):
    """The id of an Upload of the writer's own; cleaned to the Upload, None for none."""

    widget = UploadInput

    def look_up(self, values, context):
        ids = [number for number in map(_uuid, values) if number]
        known = {str(upload.pk): upload for upload in Upload.objects.filter(pk__in=ids)} if ids else {}
        context.setdefault("uploads", {}).update(known)

    def upload_of(self, value):
        known = self.context.get("uploads", {})
        return known.get(value) if isinstance(value, str) and value in known else find_upload(value)

    def prepare_value(self, value):
        return self.upload_of(value) or value

    def to_content(self, raw):
        """In one spelling, so that two contents with the same picture are the same."""
        number = _uuid(raw)
        return str(number) if number else raw

    def text_of(self, value):
        upload = self.upload_of(value)
        return f"[picture {upload.pk}]" if upload else ""

    def pictures_in(self, value):
        number = _uuid(value)
        return [str(number)] if number else []

    def clean(self, value):
        value = super().clean(value)
        if value in self.empty_values:
            return None
        upload, writer = self.upload_of(value), self.context.get("user")
        if upload is None or (writer and upload.owner != writer.pk):
            raise ValidationError("This picture is not here any more. Please add it again.")
        return upload


def find_upload(value):
    if isinstance(value, Upload):
        return value
    number = _uuid(value)
    return Upload.objects.filter(pk=number).first() if number else None


def _uuid(value):
    try:
        return uuid.UUID(str(value)) if value else None
    except ValueError:
        return None
