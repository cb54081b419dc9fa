"""Comparing takes a bounded time, whatever somebody writes into it, and what it shows is always both texts whole."""

import random
import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.comparing import PAGE, TEXT, Effort
from drafting.differences import differences
from review import kinds
from tests.content import complete_showcase
from tests.factories import SubmissionFactory, publish_showcase
from tests.pages import Page

LONGEST = 20_000


def drawn(number, of, seed):
    chosen = random.Random(seed)
    return " ".join(f"w{chosen.randrange(of)}" for _ in range(number))[:LONGEST]


def turning(number, of):
    return " ".join(f"w{n % of}" for n in range(number))[:LONGEST]


def backwards(text):
    return " ".join(reversed(text.split()))


# Repeated, alternating, mirrored: what makes a comparison of every place with every other one.
HOSTILE = {
    "one word": ("a " * 9000, "a " * 8999),
    "two words in turn": ("a b " * 4000, "b a " * 4000),
    "two words at random": (drawn(9000, 2, 1), drawn(9000, 2, 2)),
    "just too few for the frequent to be left out": (drawn(199, 2, 1), drawn(199, 2, 2)),
    "words just rare enough": (turning(5000, 101), turning(5000, 102)),
    "words just rare enough, backwards": (turning(5000, 110), backwards(turning(5000, 110))),
    "every second one": (turning(5000, 101), " ".join(turning(5000, 101).split()[::2])),
    "all the same words in another order": (drawn(5000, 9999, 1), backwards(drawn(5000, 9999, 1))),
    "many short lines": (drawn(9000, 150, 1).replace(" ", "\n"), drawn(9000, 150, 2).replace(" ", "\n")),
    "no spaces": ("a" * LONGEST, "a" * (LONGEST - 1)),
    "nothing but spaces between": (" \n" * 9000 + "a", "a" + " \n" * 9000),
    "pictures": ("[picture " * 2200, "[picture 0" * 2000),
}


def taken(deed):
    begun = process_time()
    result = deed()
    return process_time() - begun, result


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_no_more_than_its_part(name):
    effort = Effort()
    seconds, _ = taken(lambda: effort.changes(*HOSTILE[name]))
    assert PAGE - effort.left <= 2 * TEXT
    assert seconds < 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hundred_of_them_take_no_more_than_a_page(name):
    effort = Effort()
    seconds, _ = taken(lambda: [effort.changes(*HOSTILE[name]) for _ in range(100)])
    assert effort.left >= -4 * LONGEST
    assert seconds < 4


def test_what_is_far_too_long_is_not_taken_apart():
    effort = Effort()
    seconds, found = taken(lambda: effort.changes("a b " * 1_000_000, "b a " * 1_000_000))
    assert found is None
    assert seconds < 0.5


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60), st.integers(0, 400))
def test_the_pieces_are_both_texts_whole_however_little_may_be_spent(old, new, steps):
    found = Effort(steps).changes(old, new)
    if found is not None:
        assert "".join(gone for _, gone, _ in found) == old
        assert "".join(come for _, _, come in found) == new
        assert all(gone.split() == come.split() for is_same, gone, come in found if is_same)


def test_where_words_would_take_too_long_lines_are_compared():
    lines = [drawn(60, 9, seed) for seed in range(60)]
    other = ["Before.", *lines[:30], "Something else.", *lines[30:], "After."]
    found = Effort(steps=40_000).changes("\n".join(lines), "\n".join(other))
    changed = [come for is_same, _, come in found if not is_same]
    assert changed[:2] == ["Before.\n", "Something else.\n"]
    assert "After." in changed[2]


def test_one_change_in_a_text_of_few_words_is_found_whatever_stands_around_it():
    """No word of it is rare enough to go by."""
    text = drawn(3000, 9, 1)
    found = Effort().changes(text, f"{text[:4000]} here {text[4000:]}")
    assert len("".join(come for is_same, _, come in found if not is_same)) < 20


def prose(seed, number=3300):
    """Words as often as in a language: the n-th takes 1/n of the places."""
    chosen = random.Random(seed)
    words = [f"word{n}" for n in range(1, 2500)]
    said = chosen.choices(words, [1 / n for n in range(1, 2500)], k=number)
    return " ".join(word + (".\n\n" if n % 80 == 79 else "") for n, word in enumerate(said))[:LONGEST]


def test_a_long_text_with_many_small_changes_is_still_compared_by_words():
    before = prose(1)
    words = before.split(" ")
    for n in range(0, len(words), 25):
        words[n] = "changed"
    found = Effort().changes(before, " ".join(words))
    changed = sum(len(come.split()) for is_same, _, come in found if not is_same)
    assert len(words) // 25 <= changed < len(words) // 10


# -- on the page -------------------------------------------------------------------------------------------


def test_what_cannot_be_compared_is_shown_whole_and_said_to_be_rewritten(author, library, manager, browse):
    old, new = HOSTILE["words just rare enough, backwards"]
    live = publish_showcase(author=author, institution=library, challenge=old)
    change = SubmissionFactory(author=author, institution=library, live=live, challenge=new, submitted=True)
    page = Page(browse(manager).get(change.get_review_url()))
    assert "The challenge Rewritten" in page
    assert "both texts are shown whole" in page
    assert old in page
    assert new in page


def test_texts_that_are_new_or_gone_are_so_however_long(db):
    old, _ = HOSTILE["words just rare enough"]
    shape, content = kinds.get("showcase").content, complete_showcase()
    [added] = differences(shape, {**content, "advice": ""}, {**content, "advice": old})
    [removed] = differences(shape, {**content, "advice": old}, {**content, "advice": ""})
    assert (added["kind"], removed["kind"]) == ("added", "removed")
    assert re.sub(r"</?ins>|<br>", "", added["after_html"]).split() == old.split()


def test_a_page_of_hostile_fields_is_drawn_in_good_time(db):
    """Every long field of a showcase at once, as one POST can bring them to the page that compares two tabs."""
    names, hostile = ["challenge", "what_we_did", "outcome", "advice"], list(HOSTILE.values())
    measures = [drawn(40, 3, n)[:140] for n in range(40)]
    rows = [{"measure": one, "before": "1", "after": "2", "unit": "", "source": ""} for one in measures]
    before = complete_showcase(**{name: hostile[n][0] for n, name in enumerate(names, 3)}, outcomes=rows)
    after = complete_showcase(**{name: hostile[n][1] for n, name in enumerate(names, 3)}, outcomes=rows[::-1])
    seconds, found = taken(lambda: differences(kinds.get("showcase").content, before, after))
    assert len(found) == 5
    assert seconds < 3
