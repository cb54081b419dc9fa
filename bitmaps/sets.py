"""Sets of small numbers as integers: bit n of the integer is set where n is in the set.

`a & b`, `a | b` and `a & ~b` are what they say, `a.bit_count()` is how many. Python does that at the speed of the
machine: a set of a hundred thousand takes 12 kB and some microseconds.
"""

CHUNK = 128  # bytes that are looked over at once


def of(numbers):
    """The set of these numbers, in any order."""
    numbers = list(numbers)
    if not numbers:
        return 0
    if len(numbers) < 8:
        found = 0
        for number in numbers:
            found |= 1 << number
        return found
    room = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        room[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(room, "little")


def union(sets):
    """What is in any of them; where only one has something it is that set itself, not a copy."""
    found = 0
    for one in sets:
        found = found | one if found and one else found or one
    return found


def packed(one):
    return one.to_bytes((one.bit_length() + 7) >> 3, "little")


def unpacked(data):
    return int.from_bytes(data, "little")


def members(one):
    """Its numbers, the smallest first."""
    return _within(packed(one), 0)


def from_top(one, skip, most):
    """Its numbers from the largest down: at most so many, without the first `skip`. Costs a look at its bytes."""
    data = packed(one)
    found, at = [], len(data)
    while at > 0 and len(found) < most:
        start = max(0, at - CHUNK)
        chunk = data[start:at]
        there = unpacked(chunk).bit_count()
        at = start
        if there <= skip:
            skip -= there
            continue
        numbers = _within(chunk, start << 3)
        numbers.reverse()
        found += numbers[skip : skip + most - len(found)]
        skip = 0
    return found


def in_order(one, order, skip, most):
    """The same, where `order` is a list of all numbers as they are to come."""
    data, found = packed(one), []
    size = len(data) << 3
    for number in order:
        if number < size and data[number >> 3] >> (number & 7) & 1:
            if skip:
                skip -= 1
                continue
            found.append(number)
            if len(found) == most:
                break
    return found


_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def _within(data, base):
    return [base + (at << 3) + bit for at, byte in enumerate(data) if byte for bit in _BITS[byte]]
