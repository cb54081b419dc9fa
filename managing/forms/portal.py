"""One form for each thing that editors say of the portal."""

from django import forms

from config.forms import MarkdownTextarea
from people import portal


class TextForm(forms.Form):
    """TextForm(text) shows what it says now; TextForm(text, typed) what somebody typed."""

    value = forms.CharField(required=False, max_length=1000)  # each text has a smaller one of its own

    def __init__(self, text, typed=None):
        super().__init__(typed, initial={"value": portal.value(text.name)}, auto_id=f"id_{text.name}_%s")
        self.text = text
        self.is_changed = portal.is_changed(text.name)
        self.default = text.default()
        field = self.fields["value"]
        field.label, field.help_text = text.label, text.help
        field.required = field.widget.is_required = False
        if text.is_markdown:
            field.widget = MarkdownTextarea({"rows": 4})
        elif text.max_length > 100:
            field.widget = forms.Textarea({"rows": 3})
        field.widget.attrs["maxlength"] = text.max_length
        field.required = not text.may_be_empty
        field.error_messages["required"] = "Write something here, or go back to what stood there at first."
