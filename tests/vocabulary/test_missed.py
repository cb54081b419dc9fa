"""Words that found no skill: which are counted, which never, and which editors see."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.tallies import flush
from config.upkeep import keep_house
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import SkillFactory, UserFactory
from vocabulary import missed
from vocabulary.missed import clean, missed_words
from vocabulary.models import MissedWord

TODAY = date(2026, 11, 20)


def kept():
    flush()
    return {row.word: row.times for row in MissedWord.objects.all()}


@pytest.fixture
def get(client, db):
    """get(path, **parameters): what a visitor does."""
    return lambda path, **parameters: client.get(path, parameters)


@pytest.fixture(autouse=True)
def _nothing_left_over(db):
    flush()
    MissedWord.objects.all().delete()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Paper mending", "paper mending"),
        ("  “Gold  Tooling” ", "gold tooling"),
        ("-book bining?", "book bining"),
        ("Łatanie książek", "latanie ksiazek"),
        ("製本技術", "製本技術"),
        ("book\x00bining", "bookbining"),
    ],
)
def test_a_word_is_counted_without_capitals_accents_and_marks(text, word):
    assert clean(text) == word


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "ab", "?!?", "x" * 61, "one two three four five six seven"),
        *("MARC 21", "room ٣", "½ leather", "²th"),
        *("ann@example", "see http", "https://x", "www.x", "example.org", "mairi.tolland", "WWW page"),
        *("mailto:ann", "ann(at)example", "ann [at] example", "ann at example dot org"),
    ],
)
def test_numbers_addresses_and_what_is_too_short_or_long_are_never_counted(text):
    assert clean(text) == ""


def test_a_word_of_which_only_a_part_led_anywhere_was_not_found_in_the_picker(browse, author):
    SkillFactory(slug="photography", name="Heritage photography")
    rebuild_derived()
    page = browse(author).get(reverse("skill-suggest"), {"q": "colour photography"})
    assert "for “photography”" in page.content.decode()
    assert kept() == {"colour photography": 1}


@pytest.mark.parametrize("path", ["/skills/", "/showcases/"])
def test_what_a_search_does_not_find_is_counted_and_what_it_finds_is_not(get, path):
    make.showcase("Sewing a textblock", skills=[SkillFactory(slug="sewing")])
    for q in ("Macramé", "macrame", "sewing"):
        assert get(path, q=q).status_code == 200
    assert MissedWord.objects.count() == 0  # a page that is read writes nothing
    assert kept() == {"macrame": 2}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/people/", {"q": "macrame"}),  # people are looked for by their names
        ("/showcases/", {"q": "telex"}),  # a skill is called so
        ("/showcases/", {"q": "macrame", "pillar": "visibility"}),  # it may be what was chosen
        ("/skills/", {}),
    ],
)
def test_some_that_find_nothing_are_no_missing_skills(get, path, asked):
    SkillFactory(slug="telex")
    get(path, **asked)
    assert kept() == {}


def test_what_the_picker_does_not_find_is_counted(browse):
    client = browse(UserFactory())
    SkillFactory(slug="sewing")
    for q in ("sew", "macrame", "macrame"):
        client.get("/desk/skills/", {"q": q})
    assert kept() == {"macrame": 2}


def ask(client, path, *words):
    for q in words:
        client.get(path, {"q": q})


TYPED = ("mac", "macr", "macram", "macrame", "macrame k", "macrame knots")


@pytest.mark.parametrize("path", ["/desk/skills/", "/skills/"])
def test_what_was_typed_on_the_way_to_a_longer_word_is_not(browse, path):
    ask(browse(UserFactory()), path, *TYPED, "macro")
    assert kept() == {"macrame knots": 1, "macro": 1}


def test_a_word_that_others_typed_to_its_end_counts_beside_a_longer_one(browse):
    ask(browse(UserFactory()), "/desk/skills/", *TYPED, *TYPED[:4], *TYPED[:4])
    assert kept() == {"macrame knots": 1, "macrame": 2}


@pytest.mark.parametrize("first", [0, 1])
def test_so_it_is_when_several_processes_were_asked(browse, first):
    client = browse(UserFactory())
    for part in (TYPED[first::2], TYPED[1 - first :: 2]):
        ask(client, "/desk/skills/", *part)
        flush()
    assert kept() == {"macrame knots": 1}


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "zoë oneil-smith",
            "Oneil",
            "smith",
            "ZOE",
            "what does Zoë do",
            "sanna",
            "Lindqvist",
            "brontë",
            "Nobody Else",
        ),
        *("zoesmith", "SannaLindqvist", "Smiths paste", "smith’s", "zoe_smith", "zoe\u200bsmith"),
    ],
)
def test_no_part_of_the_name_of_anybody_here_is_kept(get, browse, typed):
    UserFactory(name="Zoë O’Neil-Smith")
    make.profile("Sanna Lindqvist", listed_under="Bronte")
    make.showcase(contributors=["Somebody Nobody"])
    get("/skills/", q=typed)
    browse(UserFactory()).get("/desk/skills/", {"q": typed})
    assert kept() == {}


def test_nothing_that_a_name_begins_with_is_kept_either(browse):
    UserFactory(name="Ann Tollander")
    browse(UserFactory()).get("/desk/skills/", {"q": "toll"})
    browse(UserFactory()).get("/desk/skills/", {"q": "for toll"})
    assert kept() == {}


def test_processes_and_days_add_up(get):
    for _ in range(2):
        get("/skills/", q="macrame")
        flush()
    assert kept() == {"macrame": 2}


def put(word, *days_ago, times=1):
    for ago in days_ago:
        MissedWord.objects.create(word=word, day=timezone.localdate() - timedelta(days=ago), times=times)


def test_editors_see_what_was_typed_on_three_days_the_most_often_first():
    put("twice", 0, 1, times=50)
    put("seldom", 0, 10, 89)
    put("often", 0, 1, 2, times=4)
    put("daily", 0, 1, 2, 3)
    put("long ago", 88, 89, 90)
    rows = [(row["word"], row["days"], row["times_in_all"], row["last"]) for row in missed_words()]
    today = timezone.localdate()
    assert rows == [("daily", 4, 4, today), ("often", 3, 12, today), ("seldom", 3, 3, today)]


def test_housekeeping_forgets_after_ninety_days():
    put("macrame", 0, 89, 90, 400)
    assert keep_house()["old missed words dropped"] == 2
    assert MissedWord.objects.count() == 2


def test_a_batch_as_large_as_it_gets_is_written_in_time(django_assert_max_num_queries):
    UserFactory(name="Ann Lee")
    batch = {(f"word {'x' * (n % 7)}{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}", TODAY): 1 for n in range(300)}
    with django_assert_max_num_queries(10):
        missed.write(batch)
    assert MissedWord.objects.count() > 250


def test_what_has_become_a_name_since_is_forgotten(get):
    get("/skills/", q="macrame")
    get("/skills/", q="thistlewood")
    assert kept() == {"macrame": 1, "thistlewood": 1}
    UserFactory(name="Ada Thistlewood")
    get("/skills/", q="raku")
    assert kept() == {"macrame": 1, "raku": 1}


def test_whoever_types_thousands_of_words_fills_no_table(django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(missed, "MOST_A_DAY", 30)
    words = [f"word {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(100)]
    with django_assert_max_num_queries(3 * 10):
        for some in (words[:50], words[50:], words):
            missed.write(dict.fromkeys([(word, TODAY) for word in some], 1))
    missed.write({("raku", TODAY): 1, ("raku", TODAY + timedelta(days=1)): 1})
    assert MissedWord.objects.filter(day=TODAY).count() == 30
    assert set(MissedWord.objects.filter(day=TODAY).values_list("times", flat=True)) == {2}  # known ones still count
    assert MissedWord.objects.get(word="raku").day == TODAY + timedelta(days=1)
