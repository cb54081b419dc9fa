"""Addresses that somebody's mail program wrapped are the real ones again."""

from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError

from config.fields import OneLineField, WebAddressField
from reading.web_addresses import is_whole, unwrapped, unwrapped_in

REAL = "https://www.example.org/a-b/page_1?x=1&y=(2)"
OUTLOOK = f"https://eur01.safelinks.protection.outlook.com/?url={quote(REAL, safe='')}&data=05%7C02%7Cann&reserved=0"
V2 = "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_a-2Db_page-5F1-3Fx-3D1-26y-3D-282-29&d=DwMFaQ&c=x"
V3 = "https://urldefense.com/v3/__https://www.example.org/a-b/page_1?x=1&y=*2*__;KCk!!abc!def$"
WRAPPED = {
    "Outlook": OUTLOOK,
    "Outlook, as HTML writes it": OUTLOOK.replace("&", "&amp;"),
    "another office of Outlook's": OUTLOOK.replace("eur01", "gbr01").replace("outlook.com", "office365.us"),
    "Proofpoint 1": f"https://urldefense.proofpoint.com/v1/url?u={quote(REAL, safe='')}&k=abc",
    "Proofpoint 2": V2,
    "Proofpoint 3": V3,
    "Proofpoint 3, with one slash": V3.replace("__https://", "__https:/"),
    "a search engine": f"https://www.google.com/url?sa=t&url={quote(REAL, safe='')}&usg=x",
    "Barracuda": f"https://linkprotect.cudasvc.com/url?a={quote(REAL, safe='')}&c=E,1",
    "one in the other": f"https://nam02.safelinks.protection.outlook.com/?url={quote(V2, safe='')}&data=05",
}


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED.keys())
def test_a_wrapped_address_is_unwrapped(wrapped):
    assert unwrapped(wrapped) == REAL
    assert WebAddressField().clean(f" <{wrapped}>\u200b ") == REAL


def test_a_run_of_characters_that_were_kept_apart_comes_back():
    assert (
        unwrapped("https://urldefense.com/v3/__https://x.example/a**Bz__;4oCm4oCm4oCm!x!y$")
        == "https://x.example/a………z"
    )


@pytest.mark.parametrize(
    "address",
    [
        REAL,
        "",
        "https://www.example.org/?url=https://other.example/",
        "https://www.google.com/search?q=https://other.example/",
        "https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fx.example",
        "https://eur01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)",
        "https://eur01.safelinks.protection.outlook.com/?url=%2F%2Fx.example",
        "https://eur01.safelinks.protection.outlook.com/?data=05",
        "https://urldefense.com/v3/__https://x.example/__;!",
        "http://[x",
        "our intranet",
    ],
)
def test_any_other_address_stays_as_it_is(address):
    assert unwrapped(address) in (address, "https://x.example/")


def test_in_a_text_only_the_wrapped_address_changes():
    text = f"See ({OUTLOOK}), or\n<{V3}>. And https://x.example/?url=1 stays."
    real = REAL.replace("(", "%28").replace(")", "%29")
    assert unwrapped_in(text) == f"See ({real}), or\n<{real}>. And https://x.example/?url=1 stays."


def test_a_line_of_text_has_the_real_address():
    assert OneLineField().clean(f"See {OUTLOOK}") == f"See {unwrapped_in(OUTLOOK)}"


def test_a_browser_does_not_cut_what_is_pasted_before_it_is_unwrapped():
    field = WebAddressField(max_length=200)
    assert "maxlength" not in field.widget.attrs
    with pytest.raises(ValidationError):
        field.clean("https://x.example/" + "a" * 200)


@pytest.mark.parametrize("whole", ["https://x.example", "HTTP://X.example/a?b#c", "https://bücher.example/ä"])
def test_an_address_that_names_its_host_is_whole(whole):
    assert is_whole(whole)


@pytest.mark.parametrize(
    "half",
    ["page.html", "/admin", "//x.example", "https:/admin", "https:admin", "http:///x", "https://\\x", "#a", "",
     "javascript:alert(1)", "ftp://x.example", "https://x example", "?next=/", "../up", "/\\x.example"],
)  # fmt: skip
def test_what_a_browser_reads_as_a_page_of_ours_is_not(half):
    assert not is_whole(half)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("HTTP://X.EXAMPLE/A", "http://X.EXAMPLE/A"),
        ("Https://x.example", "https://x.example"),
        ("“https://x.example/a”", "https://x.example/a"),
        ("https://x.example/@ann?to=a@b.example", "https://x.example/@ann?to=a@b.example"),
    ],
)
def test_how_a_telephone_begins_an_address_does_not_matter(typed, address):
    assert WebAddressField().clean(typed) == address


@pytest.mark.parametrize("typed", ["ann@x.example", "https://www.bl.uk@x.example/", "https://ann:secret@x.example"])
def test_an_address_of_mail_or_with_somebody_before_its_host_is_none_of_the_web(typed):
    with pytest.raises(ValidationError, match="without an @ before its host"):
        WebAddressField().clean(typed)
