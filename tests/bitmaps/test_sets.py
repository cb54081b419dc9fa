"""Sets as integers do what Python's own sets do."""

import random

import pytest

from bitmaps import sets
from tests.helpers import many, seed

ROUNDS = 60


def drawn(chance):
    top = chance.choice((1, 9, 200, 5_000))
    return set(chance.sample(range(top), chance.randint(0, top)))


def test_they_are_as_pythons_own():
    chance = random.Random(number := seed())
    for _ in range(many(ROUNDS)):
        one, other = drawn(chance), drawn(chance)
        a, b = sets.of(chance.sample(sorted(one), len(one))), sets.of(other)
        assert sets.members(a) == sorted(one), number
        assert sets.members(sets.union([a, b])) == sorted(one | other), number
        assert sets.unpacked(sets.packed(a)) == a
        assert a.bit_count() == len(one)
        skip, most = chance.randint(0, 30), chance.randint(1, 30)
        assert sets.from_top(a, skip, most) == sorted(one, reverse=True)[skip : skip + most], number
        order = chance.sample(sorted(one | other), len(one | other))
        assert sets.in_order(a, order, skip, most) == [n for n in order if n in one][skip : skip + most], number


@pytest.mark.parametrize("most", [0, 1])
def test_of_nothing_there_is_nothing(most):
    assert (sets.of([]), sets.members(0), sets.from_top(0, 0, most), sets.in_order(0, [], 0, most)) == (0, [], [], [])
