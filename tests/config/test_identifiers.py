import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from config.domains import bare_domain, guard_domain
from config.identifiers import CROCKFORD, bare_doi, bare_orcid, bare_ror, validate_ror


@pytest.mark.parametrize(
    "typed",
    [
        "02mhbdp94",
        "https://ror.org/02mhbdp94",
        "ror.org/02mhbdp94/",
        " 02MHBDP94 ",
        "http://www.ror.org/02mhbdp94",
    ],
)
def test_a_ror_id_may_be_typed_in_any_usual_shape(typed):
    assert bare_ror(typed) == "02mhbdp94"


@pytest.mark.parametrize("ror", ["03yrm5c26", "05dxps055", "052gg0110", "013meh722", "00f54p054"])
def test_ror_ids_of_the_registry_pass(ror):
    assert bare_ror(ror) == ror


@pytest.mark.parametrize("ror", ["02mhbdp95", "02mhbdp49", "02mhdbp94", "12mhbdp94", "02mhbdp9", "0imhbdp94", ""])
def test_a_ror_id_with_a_typing_mistake_is_refused(ror):
    with pytest.raises(ValidationError):
        bare_ror(ror)


@given(st.text(alphabet=CROCKFORD, min_size=6, max_size=6), st.data())
def test_one_wrong_character_in_a_ror_id_is_always_found(body, data):
    number = 0
    for character in f"0{body}":
        number = number * 32 + CROCKFORD.index(character)
    ror = f"0{body}{98 - number * 100 % 97:02}"
    assert bare_ror(ror) == ror
    place = data.draw(st.integers(1, 6))
    other = data.draw(st.sampled_from([c for c in CROCKFORD if c != ror[place]]))
    with pytest.raises(ValidationError):
        bare_ror(ror[:place] + other + ror[place + 1 :])


def test_only_the_nine_characters_are_stored():
    validate_ror("02mhbdp94")
    with pytest.raises(ValidationError):
        validate_ror("https://ror.org/02mhbdp94")


@pytest.mark.parametrize(
    "typed",
    [
        "0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097",
        "0000 0002 1825 0097",
        "0000000218250097",
        "https://sandbox.orcid.org/0000-0002-1825-0097/",
    ],
)
def test_an_orcid_id_may_be_typed_in_any_usual_shape(typed):
    assert bare_orcid(typed) == "0000-0002-1825-0097"


def test_an_orcid_id_may_end_in_x():
    assert bare_orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "typed", ["0000-0002-1825-0098", "0000-0002-1825-009", "Isla Varrow", "", "٠٠٠٠-0002-1825-0097"]
)
def test_an_orcid_id_with_a_typing_mistake_is_refused(typed):
    with pytest.raises(ValidationError):
        bare_orcid(typed)


@pytest.mark.parametrize(
    "typed",
    ["10.5281/zenodo.1234567", "https://doi.org/10.5281/zenodo.1234567", "doi:10.5281/zenodo.1234567"],
)
def test_a_doi_may_be_typed_in_any_usual_shape(typed):
    assert bare_doi(typed) == "10.5281/zenodo.1234567"


@pytest.mark.parametrize("typed", ["11.5281/x", "10.1/x", "zenodo.1234567", "10.5281/with space"])
def test_what_is_no_doi_is_refused(typed):
    with pytest.raises(ValidationError):
        bare_doi(typed)


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("Library.Example", "library.example"),
        ("@library.example", "library.example"),
        ("someone@library.example", "library.example"),
        ("https://www.library.example/about", "library.example"),
        ("bücherei.example", "xn--bcherei-n2a.example"),
    ],
)
def test_a_domain_may_be_typed_in_any_usual_shape(typed, domain):
    assert bare_domain(typed) == domain


@pytest.mark.parametrize(
    "typed", ["example", "library..example", "-a.example", "a b.example", "lib_rary.example", "10.0.0.1"]
)
def test_what_is_no_domain_is_refused(typed):
    with pytest.raises(ValidationError, match="is not a domain"):
        bare_domain(typed)


@pytest.mark.parametrize("domain", ["gmail.com", "hotmail.co.uk", "outlook.fr", "proton.me", "me.com", "yahoo.com.au"])
def test_free_mail_cannot_stand_for_an_institution(domain):
    with pytest.raises(ValidationError, match="Anybody can get an address"):
        guard_domain(domain)


@pytest.mark.parametrize("domain", ["ac.uk", "gov.uk", "edu.au", "gov.scot"])
def test_an_ending_that_many_share_cannot_stand_for_an_institution(domain):
    with pytest.raises(ValidationError, match="Many institutions share"):
        guard_domain(domain)


@pytest.mark.parametrize("domain", ["bl.uk", "ox.ac.uk", "live.ac.uk", "mail.library.example", "uni.lu", "kb.nl"])
def test_an_institutions_own_domain_passes(domain):
    assert guard_domain(domain) == domain
