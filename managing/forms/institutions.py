"""The shape of what is said about institutions and who belongs to them."""

import re
from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError

from config.fields import NameField, OneAddressField, OneLineField, WebAddressField
from config.forms import PictureInput
from people.models import Institution, InstitutionDomain, InstitutionKind, Standing, User
from people.models.institution import with_units
from people.powers import powers_of
from people.queries import holder_of, institutions_to_choose
from people.services.institutions import is_address
from reading import mail_addresses
from reading.addresses import RESERVED, slug_of
from reading.countries import COUNTRIES
from reading.date_columns import LONGEST_WORDS
from reading.date_words import NoDate, read
from reading.domains import bare_domain, guard_domain
from reading.identifiers import bare_ror
from reading.mail_addresses import NO_ADDRESS
from reading.sheets import Unreadable
from reading.text import a_to_z, quoted


class InstitutionForm(forms.ModelForm):
    """What an institution's managers look after. Editors get `domains` and `parent` as well.

    cleaned_data: `domains` a list of domains, `logo` a file, False (take it away) or None (leave it).
    """

    name = NameField(max_length=160)
    website = WebAddressField(max_length=200, required=False)
    ror = OneLineField(
        label="ROR id",
        max_length=60,
        required=False,
        help_text="Its own, or that of what it belongs to: an address such as https://ror.org/02mhbdp94.",
    )
    about = forms.CharField(
        label="About",
        max_length=2000,
        required=False,
        help_text="A few sentences: what it keeps, for whom, and who works there.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    logo = forms.FileField(
        required=False, widget=PictureInput, help_text="JPEG, PNG, WebP or AVIF. It is shown on white."
    )
    domains = forms.CharField(
        label="E-mail domains",
        max_length=1000,
        required=False,
        help_text="What comes after the @, one to a line. Whoever confirms an address there becomes staff.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    slug = OneLineField(
        label="Address",
        max_length=80,
        required=False,
        help_text="The last part of the address of its page. A former one goes on leading to it.",
    )
    field_order = ["name", "kind", "country", "parent", "domains", "slug", "ror", "website", "about", "logo"]

    class Meta:
        model = Institution
        fields = ["name", "slug", "kind", "country", "parent", "website", "ror", "about"]
        labels = {"kind": "What it is", "parent": "Part of"}
        help_texts = {"parent": "Its managers then look after this one too."}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        kinds = a_to_z(InstitutionKind.choices, last=[InstitutionKind.OTHER])
        self.fields["kind"].choices = [("", "Choose one"), *kinds]
        self.fields["country"].choices = a_to_z(COUNTRIES)
        if not (powers_of(by).is_editor and self.instance.pk):
            del self.fields["slug"]  # the first one is made of its name
        if not powers_of(by).is_editor:
            del self.fields["domains"], self.fields["parent"]
        else:
            self.fields["parent"].queryset = institutions_to_choose().exclude(
                pk__in=with_units({self.instance.pk} - {None})
            )
            self.fields["parent"].empty_label = "Nothing larger"
        if self.instance.pk:
            self.initial["logo"] = self.instance.logo
            self.initial["domains"] = "\n".join(d.domain for d in self.instance.domains.all())

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Institution.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(f"There is a {quoted(same)} already.")
        return name

    def clean_slug(self):
        slug = slug_of(self.cleaned_data["slug"], 80) or self.instance.slug
        if slug in RESERVED or is_address(slug, besides=self.instance.pk):
            raise ValidationError(f"{quoted(slug)} is the address of something else. Choose another.")
        return slug

    def clean_ror(self):
        typed = self.cleaned_data["ror"]
        return bare_ror(typed) if typed else ""

    def clean_domains(self):
        domains, problems = [], []
        for typed in filter(None, re.split(r"[,;\s]+", self.cleaned_data["domains"])):
            try:
                domains.append(guard_domain(bare_domain(typed)))
            except ValidationError as problem:
                problems.extend(problem.messages)
        held = InstitutionDomain.objects.filter(domain__in=domains).select_related("institution")
        held = held.exclude(institution=self.instance.pk)
        problems += [f"{other.domain} belongs to {other.institution}." for other in held]
        if problems:
            raise ValidationError(problems)
        return list(dict.fromkeys(domains))

    def clean_logo(self):
        """The field gives the present logo back when no file was chosen."""
        logo = self.cleaned_data["logo"]
        return None if logo is None or logo == self.initial.get("logo") else logo

    def extras(self):
        """What save_institution takes besides the institution itself."""
        return {name: self.cleaned_data.get(name) for name in ("domains", "logo")}


class NewInstitutionForm(InstitutionForm):
    manager_email = OneAddressField(
        label="E-mail address of its first manager",
        help_text="We send an invitation. Until somebody has accepted, editors review what comes from here.",
    )
    field_order = [*InstitutionForm.field_order, "manager_email"]

    def extras(self):
        return super().extras() | {"manager_email": self.cleaned_data["manager_email"]}


class InviteForm(forms.Form):
    """Whom to invite: cleaned_data has their `entries` (`reading.mail_addresses.Entry`)."""

    email = forms.CharField(
        label="E-mail addresses",
        max_length=mail_addresses.MAX_BYTES,
        required=False,
        help_text="One or several, as you have them: name@library.example, or Ann Lee <ann@library.example>.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a list of your staff",
        required=False,
        allow_empty_file=True,
        help_text="A CSV file with a column for the address, and one each for name and standing if you like. "
        f"At most {mail_addresses.MAX_LINES} lines. You see what will happen before anything is sent.",
    )
    standing = forms.ChoiceField(
        label="As",
        choices=[
            (Standing.STAFF, "Staff: can publish a profile and showcases"),
            (Standing.MANAGER, "Manager: also reviews, and looks after these pages"),
        ],
        initial=Standing.STAFF,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].needed = self.fields["file"].needed = True  # one of the two

    def clean(self):
        data = super().clean()
        typed, file = data.get("email"), data.get("file")
        try:
            entries = mail_addresses.entries_of_text(typed or "")
        except mail_addresses.TooMany as fault:
            self.add_error("email", str(fault))
            return data
        try:  # not more of it than tells that it is too much
            entries += mail_addresses.entries_of_file(file.read(mail_addresses.MAX_BYTES + 1)) if file else []
        except Unreadable as fault:
            self.add_error("file", str(fault))
            return data
        is_wrong = not file and len(entries) == 1 and entries[0].fault
        if is_wrong or not (entries or self.errors):
            self.add_error("email", NO_ADDRESS)
        return data | {"entries": entries}


class AskForm(forms.Form):
    institution = forms.ModelChoiceField(queryset=None, empty_label="Choose one")
    message = forms.CharField(
        label="A word to its managers",
        max_length=500,
        required=False,
        help_text="Who you are and what you do there, so that they know you.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        others = institutions_to_choose().exclude(pk__in=powers_of(by).member_ids)
        self.fields["institution"].queryset = others


class EditorForm(forms.Form):
    email = OneAddressField(label="E-mail address", help_text="An address that they have confirmed here.")
    user: User

    def clean_email(self):
        email = self.cleaned_data["email"]
        self.user = holder_of(email)
        if self.user is None:
            raise ValidationError(f"Nobody here has confirmed {email}. Ask them to sign up first.")
        if powers_of(self.user).is_editor:
            raise ValidationError(f"{self.user} is an editor already.")
        return email


class LastDayField(forms.DateField):
    """A day in figures or in words; of a month alone its last, as pages say no more of it than the month."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if len(str(value)) > LONGEST_WORDS:
                raise
            with suppress(NoDate):
                written = read(str(value))
                if written.machine and written.span.first.month:
                    return written.latest
            raise


class EndForm(forms.Form):
    """When somebody left; empty for today."""

    until = LastDayField(
        label="Last day, if it was earlier than today",
        required=False,
        help_text="For example 31 March 2026, or March 2026 where you know no more.",
        widget=forms.TextInput({"autocomplete": "off"}),  # one for dates alone forgets what it cannot read
        error_messages={
            "invalid": "This day could not be read. Write it like 31/03/2026, or leave it empty for today."
        },
    )
