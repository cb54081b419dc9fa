"""Checksums of the identifiers that people type in."""

import re

from django.core.exceptions import ValidationError

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def bare_orcid(text):
    """0000-0002-1825-0097 from an iD in any usual shape; ValidationError when the check digit is wrong.

    ISO 7064 MOD 11-2, as https://support.orcid.org describes it.
    """
    address = r"(?:https?://)?(?:www\.)?(?:sandbox\.)?(?:orcid\.org/)?"
    digits = r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3}[\dXx])"
    match = re.fullmatch(f"{address}{digits}/?", text.strip(), flags=re.ASCII)
    if not match:
        raise ValidationError("An ORCID iD has 16 digits in four groups, for example 0000-0002-1825-0097.")
    orcid = "-".join(match.groups()).upper()
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    if digits[-1] != ("X" if rest == 10 else str(rest)):
        raise ValidationError("This ORCID iD has a typing mistake: its last digit does not fit the others.")
    return orcid


def bare_ror(text):
    """The nine characters of a ROR id (02mhbdp94) from any usual shape; ValidationError for a typing mistake.

    A zero, six characters of Crockford's base 32 and two check digits (ISO 7064 MOD 97-10).
    """
    ror = re.sub(r"^(https?://)?(www\.)?ror\.org/", "", text.strip().lower()).strip("/")
    if not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}", ror):
        raise ValidationError("A ROR id has nine characters and begins with 0, for example https://ror.org/02mhbdp94.")
    number = 0
    for character in ror[:-2]:
        number = number * 32 + CROCKFORD.index(character)
    if int(ror[-2:]) != 98 - (number * 100) % 97:
        raise ValidationError("This ROR id has a typing mistake: its check digits do not fit.")
    return ror


def validate_ror(value):
    if bare_ror(value) != value:
        raise ValidationError("Write the ROR id as its nine characters.")


def bare_doi(text):
    """10.1234/abc from a DOI in any usual shape; ValidationError when it is none."""
    doi = re.sub(r"^(https?://)?(dx\.)?doi\.org/|^doi:\s*", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"10\.\d{4,9}/[^\s\"<>]+", doi):
        raise ValidationError("A DOI begins with 10., for example 10.5281/zenodo.1234567.")
    return doi
