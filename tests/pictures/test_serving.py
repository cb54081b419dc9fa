"""What caches on the way are told, for each sort of answer."""

import gzip

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from tests.drawn import a_picture
from tests.factories import SubmissionFactory, live_of

BROWSER = {"accept-encoding": "gzip, deflate, br", "cookie": "sessionid=of-somebody; csrftoken=" + "a" * 32}


@pytest.fixture
def shown(author, library):
    """A picture of a live showcase, and one of a draft."""

    def row(picture):
        return [{"picture": str(picture.pk), "alt": "A map", "credit": ""}]

    public, private = a_picture(by=author, size=(900, 600)), a_picture(by=author, size=(900, 600))
    SubmissionFactory(author=author, institution=library, pictures=row(public), approved=True)
    SubmissionFactory(author=author, institution=library, pictures=row(private))
    return public, private


@pytest.fixture
def bare_showcase(author, library):
    """A live showcase without a picture, which has a cover."""
    return live_of(SubmissionFactory(author=author, institution=library, pictures=[], approved=True))


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def vary(answer):
    return {name.strip() for name in answer.get("Vary", "").split(",")} - {""}


@pytest.mark.parametrize("form", ["avif", "webp", "jpg"])
def test_a_public_picture_may_be_kept_by_every_cache(form, shown):
    answer = Client().get(shown[0].address(800, form), headers=BROWSER)
    content = body(answer)
    assert answer["Cache-Control"] == "public, max-age=86400, immutable"
    assert "Content-Encoding" not in answer
    assert vary(answer) == set()
    assert not answer.cookies
    assert answer["ETag"]
    assert answer["Last-Modified"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert int(answer["Content-Length"]) == len(content) == default_storage.size(shown[0].file_name(800, form))


def test_a_public_picture_is_the_same_answer_for_who_is_logged_in(shown, browse, colleague):
    """Who asks is not looked up, so that the answer cannot hang on it."""
    answer = browse(colleague).get(shown[0].url)
    assert body(answer)
    assert (answer["Cache-Control"], vary(answer)) == ("public, max-age=86400, immutable", set())


def test_a_cache_that_has_it_is_told_so(shown):
    client, url = Client(), shown[0].url
    first = client.get(url)
    body(first)
    for asked in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get(url, headers=asked)
        assert (again.status_code, body(again)) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
    assert body(client.get(url, headers={"if-none-match": '"another"'}))


def test_head_says_what_get_would(shown):
    client, url = Client(), shown[0].url
    whole, head = client.get(url), client.head(url)
    assert body(whole)
    assert head.status_code == 200
    assert body(head) == b""
    for name in ("Content-Type", "Content-Length", "Cache-Control", "ETag"):
        assert head[name] == whole[name]


def test_a_part_can_be_had(shown):
    client, url = Client(), shown[0].url
    whole = body(client.get(url))
    part = client.get(url, headers={"range": "bytes=10-29"})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 10-29/{len(whole)}"
    assert body(part) == whole[10:30]
    assert client.get(url, headers={"range": f"bytes={len(whole) + 5}-"}).status_code == 416


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_picture_can_only_be_looked_at(method, shown):
    assert getattr(Client(), method)(shown[0].url).status_code == 405


def test_a_picture_of_a_draft_is_kept_by_nobody(shown, browse, author):
    client, url = browse(author), shown[1].url
    answer = client.get(url, headers={"accept-encoding": "gzip"})
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in answer
    assert body(answer)
    head = client.head(url)
    assert head["Cache-Control"] == "private, no-store"
    not_theirs = Client().get(url)
    assert not_theirs.status_code == 404
    assert "public" not in not_theirs.get("Cache-Control", "")


def test_a_cover_is_kept_under_the_address_of_its_version(bare_showcase):
    client, url = Client(), bare_showcase.cover.url
    answer = client.get(url, headers=BROWSER)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert vary(answer) == {"Accept-Encoding"}, "it is a text, and packed"
    drawn = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
    assert drawn.startswith(b"<svg")
    plain = client.get(url)
    again = client.get(url, headers={"if-none-match": plain["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for other in (url.partition("?")[0], url + "9"):
        assert client.get(other)["Cache-Control"] == "public, max-age=300"


def test_pages_are_packed_and_those_with_secrets_pad_at_random(bare_showcase):
    """What is public has none: it is the same each time, so that caches may keep it."""
    for address, differ in (("/accounts/login/", True), (bare_showcase.get_absolute_url(), False)):
        answers = [Client().get(address, headers=BROWSER) for _ in range(6)]
        assert answers[0]["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in vary(answers[0])
        assert ("public" in answers[0]["Cache-Control"]) is not differ
        assert (len({len(answer.content) for answer in answers}) > 1) is differ


def test_a_static_file_varies_by_no_cookie(settings):
    settings.WHITENOISE_USE_FINDERS = True  # none are collected for tests
    answer = Client().get("/static/css/portal.css", headers=BROWSER)
    assert answer.status_code == 200
    assert body(answer)
    assert "Cookie" not in vary(answer)
    assert "public" in answer["Cache-Control"]


def test_a_picture_that_the_disk_will_not_give_is_no_fault_of_the_page(shown, monkeypatch):
    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pictures.views.StaticFile", refuse)
    answer = Client().get(shown[0].url)
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")


def test_a_file_that_is_gone_is_not_found(shown):
    default_storage.delete(shown[0].file_name(800, "jpg"))
    assert Client().get(shown[0].address(800, "jpg")).status_code == 404
