"""Strict first; where that is thin, widened, and said so."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from bitmaps import sets
from commitment.models import Showcase
from postgres.by_hand import by_index
from profiles.models import Profile
from review import kinds as published
from review.publication import Publication
from search import kinds, services, upkeep
from search.asking import ask
from search.lookups import Lexemes
from search.models import Name, Word
from search.results import Meant, bits_of, look
from tests.discovery import make

NEWEST = ("-bit",)


@pytest.fixture
def titles(db):
    def of(q, meant=None, **more):
        live = Showcase.objects.published()
        found = look(live, q, every=live.count(), newest=NEWEST, meant=meant, **more)
        first = found.bits & found.headed if found.best is None else 0
        bits = found.best or [*sets.members(first)[::-1], *sets.members(found.bits & ~first)[::-1]]
        called = dict(live.values_list("bit", "title"))
        assert sets.of(bits) == found.bits
        return [called[bit] for bit in bits]

    return of


def found(q):
    live = Showcase.objects.published()
    return look(live, q, every=live.count(), newest=NEWEST)


def test_what_has_all_words_stands_before_what_has_some(titles):
    make.showcase("Parchment alone")
    make.showcase("Rare thing", challenge="It was burnt, and far below that was some more parchment.")
    assert titles("burnt parchment") == ["Rare thing", "Parchment alone"]
    assert (found("burnt parchment").strict, found("burnt parchment").is_widened) == (1, True)


def test_where_enough_have_all_words_nothing_else_is_shown(titles):
    for n in range(4):
        make.showcase(f"Burnt parchment {n}")
    make.showcase("Parchment alone")
    assert len(titles("burnt parchment")) == 4
    assert not found("burnt parchment").is_widened


def test_of_some_words_the_rare_ones_say_more(titles):
    for n in range(5):
        make.showcase(f"Paper {n}")
    make.showcase("Walrus")
    assert titles("walrus paper")[0] == "Walrus"


def test_words_that_are_close_to_each_other_count_more(titles):
    make.showcase("B", what_we_did="A sign language for readers.")
    make.showcase("A", what_we_did="A sign over the door, and then far below something in a language.")
    assert titles("sign language") == ["B", "A"]


def test_a_whole_name_counts_most(titles):
    make.showcase("Recognition")
    make.showcase("Text recognition and recognition of hands", summary="Recognition, recognition, recognition.")
    assert titles("recognition")[0] == "Recognition"


def test_what_is_nearly_spelt_so_is_looked_for_and_said(titles):
    make.showcase("Glass plates", contributors=["Lotte Verbruggen"])
    for typed in ("Verbrugen", "verbruggn", "VERBRUGGEN"):
        assert titles(typed) == ["Glass plates"], typed
    assert found("Verbrugen").instead == [("Verbrugen", "Verbruggen")]
    assert found("Verbruggen").instead == []
    assert found("glas plates").instead == [("glas", "Glass")]


def test_words_that_were_run_together_are_taken_apart_and_letters_that_are_counted_are_known(titles):
    make.showcase("Web archive", summary="On accessibility.")
    assert titles("webarchive") == ["Web archive"]
    assert titles("a11y") == ["Web archive"]
    assert found("a11y").instead == [("a11y", "accessibility")]


def test_a_word_that_stands_somewhere_is_not_mended(titles):
    make.showcase("Bailey")
    make.profile("Ann Bayley")
    assert found("Bayley").instead == []
    assert titles("Bayley") == []


def test_another_everyday_word_for_it_is_looked_for(titles):
    make.showcase("The award")
    assert titles("prize") == ["The award"]


def test_what_is_refused_stays_out_of_what_is_widened(titles):
    make.showcase("Burnt walrus")
    make.showcase("Parchment")
    assert titles("burnt parchment -walrus") == ["Parchment"]


def test_a_phrase_that_stands_nowhere_is_taken_as_words(titles):
    make.showcase("Room for reading")
    assert titles('"reading room"') == ["Room for reading"]
    assert found('"reading room"').strict == 0


def test_common_words_alone_find_names_and_are_not_widened(titles):
    make.showcase("The Who")
    make.showcase("Of all the things")
    assert titles("the who") == ["The Who"]


def test_what_words_mean_is_asked_only_where_few_have_them(titles):
    asked = []

    def meant(words, nearly):
        asked.append((words, nearly))
        return Meant(Q(title="Other"))

    make.showcase("Other")
    for n in range(4):
        make.showcase(f"Walrus {n}")
    assert len(titles("walrus", meant)) == 4
    assert asked == []
    assert titles("Dugong", meant) == ["Other"]
    assert asked[0] == ("Dugong", True)
    make.showcase("Dugong")
    asked.clear()
    assert titles("Dugong", meant) == ["Dugong", "Other"]
    assert asked == [("Dugong", False)]  # what stands in a page is spelt as it is meant


def test_the_bits_of_what_has_words_are_found_by_the_index_of_words(db):
    """Not by that of bits, which would unpack the words of everybody."""
    make.profile("Ada Walrus")
    bare = Profile.objects.published().filter(search=Lexemes(ask("walrus").strict()))
    with CaptureQueriesContext(connection) as asked:
        assert len(bits_of(bare)) == 1
    with by_index(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = str(cursor.fetchall())
    assert "profile_search" in plan
    assert "bit_key" not in plan
    Profile.objects.update(bit=None)
    assert bits_of(bare) == []  # what a release before bits published, until they are given


def test_indexes_of_words_take_rows_in_at_once(db):
    """While a list of waiting rows is taken in, PostgreSQL finds rows that have a word as rows that do not have it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin' "
            "AND NOT 'fastupdate=off' = ANY(COALESCE(reloptions, '{}'))"
        )
        assert not cursor.fetchall()


def test_strictly_leaves_out_what_has_much_less(titles):
    make.showcase("Tape recorder repair")
    make.showcase("Tape")
    assert titles("repair of a tape recorder with glue", strictly=True) == ["Tape recorder repair"]


def test_of_very_many_those_with_all_words_in_headings_come_first(titles, monkeypatch):
    monkeypatch.setattr("search.results.MOST_WEIGHED", 3)
    make.showcase("Walrus")
    for n in range(5):
        make.showcase(f"Other {n}", challenge="A walrus.")
    assert titles("walrus") == ["Walrus", "Other 4", "Other 3", "Other 2", "Other 1", "Other 0"]
    assert found("walrus").best is None
    assert titles("wallrus")[0] == "Walrus"  # whatever was typed
    assert found("wallrus").instead == [("wallrus", "Walrus")]


# -- what is known of all pages ----------------------------------------------------------------------------


def test_words_and_names_follow_what_is_public(db):
    live = make.showcase("Zebrafish in the stacks", contributors=["Ann Quagga"])
    assert set(Word.objects.filter(text__in=["zebrafish", "quagga"]).values_list("shown", flat=True)) == {
        "Zebrafish", "Quagga",
    }  # fmt: skip
    assert Name.objects.get(kind="showcase", number=live.pk).words == "zebrafish in the stacks"
    live.contributors.update(name="Ann Okapi")
    kinds_index(live)
    assert not Word.objects.filter(text="quagga").exists()
    assert Word.objects.filter(text="okapi").exists()


def test_a_word_stays_as_long_as_one_page_has_it(db):
    one, other = make.showcase("One", contributors=["Quagga"]), make.showcase("Other", contributors=["Quagga"])
    one.contributors.update(name="Okapi")
    kinds_index(one)
    assert Word.objects.filter(text="quagga").exists()
    other.contributors.update(name="Okapi")
    kinds_index(other)
    assert not Word.objects.filter(text="quagga").exists()


def test_housekeeping_forgets_words_that_no_page_has(db):
    make.showcase("Zebrafish")
    Word.objects.create(text="quagga", stem="quagga", shown="Quagga")
    upkeep.forget_some()
    assert list(Word.objects.filter(text__in=["quagga", "zebrafish"]).values_list("text", flat=True)) == ["zebrafish"]


def test_drafts_and_withdrawn_pages_teach_no_words(db):
    live = make.withdrawn(make.showcase("Zebrafish"))
    Word.objects.all().delete()
    services.learn.func("showcase", [live.pk])
    assert not Word.objects.exists()


def test_whatever_is_published_into_the_search_is_forgotten_under_the_same_name():
    indexed = {kind.slug for kind in published.every() if type(kind.publication).index is not Publication.index}
    assert {kind.name for kind in kinds.all_kinds()} == indexed


def kinds_index(live):
    from commitment.search import index

    index(Showcase.objects.filter(pk=live.pk))
