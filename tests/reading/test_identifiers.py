from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reading.domains import bare_domain, guard_domain
from reading.identifiers import CROCKFORD, bare_doi, bare_orcid, bare_ror, doi_url, validate_ror


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


def test_of_two_orcid_ids_neither_is_taken_for_somebodys_own():
    mine = "https://orcid.org/0000-0002-1825-0097"
    assert bare_orcid(f"{mine} {mine}") == "0000-0002-1825-0097"
    with pytest.raises(ValidationError, match="several ORCID iDs"):
        bare_orcid(f"0000-0001-5109-3700, {mine}")


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


@pytest.mark.parametrize(
    ("typed", "doi"),
    [
        ("[10.1000/182](https://doi.org/10.1000/182)", "10.1000/182"),
        (
            "[![DOI](https://zenodo.org/badge/DOI/10.5281/zenodo.12.svg)](https://doi.org/10.5281/zenodo.12)",
            "10.5281/zenodo.12",
        ),
        ("https://zenodo.org/badge/DOI/10.5281/zenodo.12.svg", "10.5281/zenodo.12"),
        ("https://www.emerald.com/insight/content/doi/10.1108/JD-05-2019-0100/full/html", "10.1108/JD-05-2019-0100"),
        ("https://link.springer.com/article/10.1007/s11192-020-03690-4", "10.1007/s11192-020-03690-4"),
        ("https://link.springer.com/content/pdf/10.1007/s11192-020-03690-4.pdf", "10.1007/s11192-020-03690-4"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345", "10.1371/journal.pone.0012345"),
        ("https://www.jstor.org/stable/10.2307/12345", "10.2307/12345"),
        ("https://proxy.example/login?url=https%3A%2F%2Fdoi.org%2F10.1000%2F182&group=1", "10.1000/182"),
        ("10.1002/a(1999)50:1&lt;1::AID-ASI1&gt;3.0.CO;2-Z", "10.1002/a(1999)50:1<1::AID-ASI1>3.0.CO;2-Z"),
        ("https://doi.org/10.1000/182&nbsp;", "10.1000/182"),
        ("10.1000/182…", "10.1000/182"),
        ("DOI：10.1000/182", "10.1000/182"),
        ("Lee, A. (2020) A title. Journal 3(1), 5–9. https://doi.org/10.1000/182.", "10.1000/182"),
        ("Lee A. A title. J Maps 2020;3:5-9. doi: 10.1000/182.", "10.1000/182"),
    ],
)
def test_a_doi_is_found_in_what_was_copied_with_it(typed, doi):
    assert bare_doi(typed) == doi


@pytest.mark.parametrize(
    "typed", ["doi:10.1000/182, doi:10.1000/183", "10.1000/1 82", "See 10.1000/182 and 10.1000/183"]
)
def test_of_several_none_is_chosen(typed):
    with pytest.raises(ValidationError):
        bare_doi(typed)


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


SICI = "10.1002/(SICI)1097-4571(1999)50:1<1::AID-ASI1>3.0.CO;2-Z"
SHAPES = [  # of a DOI, as people copy it
    "{}", " {} ", "{}.", "{},", "({})", "[{}];", "“{}”", "<{}>", "DOI {}", "DOI: {}", "doi:{}.", "doi: {}",
    "DOI\u00a0{}", "Digital Object Identifier: {}", "info:doi/{}", "urn:doi:{}", "(doi:{})", "{}\u200b", "doi.org/{}",
    "DOI=https://doi.org/{}", "https://doi.org/{}", "HTTPS://DOI.ORG/{}", "http://dx.doi.org/{}",
    "https://www.doi.org/{}", "<https://doi.org/{}>", "https://doi.org/doi:{}",
    "https://doi-org.proxy.example.ac.uk/{}", "https://dx-doi-org.proxy.example.edu:2443/{}",
    "https://doi.org.ezproxy.example.ac.uk/{}.", "https://login.proxy.example.ac.uk/login?url=https://doi.org/{}",
    "https://proxy.example.edu/login?qurl=https://dx.doi.org/{}", "https://onlinelibrary.wiley.com/doi/{}",
    "https://www.tandfonline.com/doi/full/{}", "https://dl.acm.org/doi/pdf/{}",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "doi", ["10.5281/zenodo.1234567", SICI, "10.1000.10/ABC-def_1", "10.1016/S0140-6736(05)61345-8"]
)
def test_a_doi_is_understood_as_people_copy_it(shape, doi):
    assert bare_doi(shape.format(doi)) == doi
    assert bare_doi(shape.format(quote(doi))) == doi
    if "url=" in shape:  # the address within the address is written as one value
        before, within = shape.split("url=")
        assert bare_doi(f"{before}url={quote(within.format(quote(doi)), safe='')}") == doi


def test_what_an_address_has_behind_a_doi_is_none_of_it():
    for behind in ("?utm_source=x", "#abstract", "?a=1#b"):
        assert bare_doi(f"https://doi.org/10.5281/zenodo.1{behind}") == "10.5281/zenodo.1"
    for behind in ("/full", "/pdf", "/abstract", "?needAccess=true"):
        assert bare_doi(f"https://www.publisher.example/doi/10.1080/x.y{behind}") == "10.1080/x.y"


@pytest.mark.parametrize(
    "typed",
    ["", "doi:", "10.5281/", "https://doi.org/", "https://www.example.org/files/10.1234/x", "10.5281", "see DOI"],
)
def test_half_a_doi_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"begins with 10\., for example"):
        bare_doi(typed)


@pytest.mark.parametrize("typed", ["10.1000/a b", "doi:10.1000/a b.", "https://doi.org/10.1000/a b", "10.1000/a%20b"])
def test_a_doi_with_a_space_in_it_is_told_so(typed):
    with pytest.raises(ValidationError, match=r"has no space in it, and “10\.1000/a b” has"):
        bare_doi(typed)


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.5281/zenodo.1", "https://doi.org/10.5281/zenodo.1"),
        (SICI, "https://doi.org/10.1002/(SICI)1097-4571(1999)50:1%3C1::AID-ASI1%3E3.0.CO;2-Z"),
        ('10.1/a#b?c%d"e', "https://doi.org/10.1/a%23b%3Fc%25d%22e"),
        ("10.1/ä+", "https://doi.org/10.1/%C3%A4%2B"),
        ("", ""),
    ],
)
def test_in_an_address_a_doi_means_what_it_says(doi, address):
    assert doi_url(doi) == address


@given(st.text(alphabet="abcXYZ019()<>[];:#?%-._/+&=", min_size=1, max_size=20))
def test_the_address_of_a_doi_is_that_doi(suffix):
    try:
        doi = bare_doi(f"10.1234/{suffix}")
    except ValidationError:
        return
    assert bare_doi(doi_url(doi)) == doi
    assert bare_doi(doi) == doi


@pytest.mark.parametrize(
    "typed",
    [
        "ORCID: 0000-0002-1825-0097",
        "ORCID iD 0000 0002 1825 0097.",
        "(0000-0002-1825-0097)",
        "0000\u20110002\u20111825\u20110097",
        "0000–0002–1825–0097",
        "https://orcid.org/0000-0002-1825-0097?lang=en",
        "<https://orcid.org/0000-0002-1825-0097>",
        "https://orcid-org.proxy.example.ac.uk/0000-0002-1825-0097",
        "0000-0002-1825-0097\u200b",
        "Isla Varrow, https://orcid.org/0000-0002-1825-0097",
    ],
)
def test_an_orcid_id_is_understood_as_people_copy_it(typed):
    assert bare_orcid(typed) == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    "typed",
    ["ROR: https://ror.org/02mhbdp94.", "<https://ror.org/02mhbdp94>", "https://ror.org/02mhbdp94?x=1", "(02mhbdp94)",
     "https://api.ror.org/v2/organizations/02mhbdp94", "02mhbdp94,", "ror.org/02MHBDP94", "\ufeff02mhbdp94"],
)  # fmt: skip
def test_a_ror_id_is_understood_as_people_copy_it(typed):
    assert bare_ror(typed) == "02mhbdp94"


@pytest.mark.parametrize(
    "typed",
    ["library.example,", "<library.example>", "mailto:ann@library.example", "*.library.example", "library.example:443",
     "https://library.example?x=1", "lib\u00adrary.example"],
)  # fmt: skip
def test_a_domain_is_understood_as_people_copy_it(typed):
    assert bare_domain(typed) == "library.example"
