"""Fields that forms of every room share: one line of text, web addresses, and what counts as filled in."""

import re

from django import forms
from django.core.exceptions import ValidationError

from reading.characters import says_something
from reading.mail_addresses import MAX_ADDRESS, NO_ADDRESS, one_address
from reading.text import line, one_line
from reading.web_addresses import unwrapped, unwrapped_in

NOTHING = "There is nothing to read in this, only marks or empty space."


class SaysSomething(forms.Field):
    """A field that has to be filled in is not filled in by what shows nothing to its readers."""

    def shown(self, value):
        """What a reader sees of `value`."""
        return value

    def validate(self, value):
        super().validate(value)
        if self.required and value and not says_something(self.shown(value)):
            raise ValidationError(NOTHING, code="nothing")


class OneLineField(SaysSomething, forms.CharField):
    """One line of text: line breaks are spaces, and what nobody sees is not there."""

    def to_python(self, value):
        text = super().to_python(value)
        return unwrapped_in(line(text)) if text else text


class NameField(OneLineField):
    """What somebody or something is called: two that look the same are the same."""

    def to_python(self, value):
        name = super().to_python(value)
        return one_line(name) if name else name

    def validate(self, value):
        """Mails greet by name, and mail programs make a link of every address."""
        super().validate(value)
        if re.search(r"://|\bwww\.", value or "", re.IGNORECASE):
            raise ValidationError("This is a name only: leave the web address out of it.", code="address")


class OneAddressField(forms.EmailField):
    """One e-mail address, however it was copied: “Ann Lee <ann@x.example>”, “mailto:ann@x.example”."""

    default_error_messages = {"invalid": NO_ADDRESS}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.EmailInput({"autocomplete": "off"}))
        super().__init__(**{"max_length": MAX_ADDRESS} | kwargs)

    def widget_attrs(self, widget):
        """Browsers cut what is pasted at `maxlength`, and a name may stand before the address."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value):
        return one_address(super().to_python(value)).lower()


class WebAddressField(forms.URLField):
    """A whole web address, as the reader's browser will ask for it: not the one that a mail program wrapped it in."""

    def __init__(self, **kwargs):
        super().__init__(
            assume_scheme="https", widget=forms.URLInput({"inputmode": "url", "spellcheck": "false"}), **kwargs
        )
        self.error_messages["invalid"] = "Write a whole web address, for example https://www.example.org/page."

    def widget_attrs(self, widget):
        """Browsers cut what is pasted at `maxlength`, and half of a wrapped address cannot be unwrapped."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value):
        typed = unwrapped(one_line(value or "").strip('<>“”"‘’«»'))
        return super().to_python(re.sub(r"^https?://", lambda scheme: scheme[0].lower(), typed, flags=re.IGNORECASE))

    def clean(self, value):
        address = super().clean(value)
        if "@" in re.split(r"[/?#]", address.partition("://")[2])[0]:  # where browsers read the name of a user
            raise ValidationError("Write a web address without an @ before its host: this is no e-mail address.")
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError("The address has to begin with https:// or http://.")
        return address
