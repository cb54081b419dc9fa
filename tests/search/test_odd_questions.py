"""Questions that nobody asks who looks for something, but somebody sends: they cost no more than others."""

import pytest

from search.asking import ask
from search.models import Word
from search.nearest import read
from tests.discovery import make

ALIKE = "-".join(["waqnt"] * 14)  # each may be meant for want or for wasnt


@pytest.fixture
def _two_alike(db):
    Word.objects.bulk_create(Word(text=word, stem=word, shown=word) for word in ("want", "wasnt"))


@pytest.mark.usefixtures("_two_alike")
@pytest.mark.parametrize("text", [ALIKE, f'"{ALIKE.replace("-", " ")}"', ALIKE.replace("-", ".")])
def test_many_words_as_one_that_may_each_be_meant_for_several_are_read_in_few_ways(text):
    meant = read(ask(text))
    assert max((len(piece.ways) for piece in meant.question.pieces), default=0) < 32 if meant else True


@pytest.mark.usefixtures("_two_alike")
@pytest.mark.parametrize("path", ["/showcases/", "/people/", "/search/"])
def test_the_lists_answer_them(client, path):
    make.showcase("Parchment")
    assert client.get(path, {"q": ALIKE}).status_code == 200


HOSTILE = "<img src=x onerror=alert(1)>\"'walrus"


@pytest.mark.parametrize("q", ["walrus", "img onerror", HOSTILE, "walr*", '"alert 1"', "wallrus"])
def test_what_somebody_is_called_or_asks_is_text_and_never_markup(client, db, q):
    live = make.showcase(f"A {HOSTILE}", summary=HOSTILE, challenge=f"Long ago. {HOSTILE}", contributors=[HOSTILE])
    make.showcase("Another walrus", contributors=[HOSTILE])
    make.profile(HOSTILE, job_title=HOSTILE, hook=HOSTILE, day_to_day=HOSTILE)
    for path in ("/search/", "/search/suggest/", "/showcases/", "/people/", live.get_absolute_url()):
        page = client.get(path, {"q": q})
        assert page.status_code == 200
        assert "<img src=x" not in page.content.decode(), path
