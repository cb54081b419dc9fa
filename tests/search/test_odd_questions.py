"""Questions that nobody asks who looks for something, but somebody sends: they cost no more than others."""

import pytest

from tests.discovery import make

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
