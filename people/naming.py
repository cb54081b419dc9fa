"""Where a name stands for somebody besides their account: each app that keeps it there changes it there.

>>> naming.changes(work)  # in AppConfig.ready

The verb is `people.services.rename`. `work(user, keeps_address)` is called in its transaction, with the new name on
`user`, in the order registered. It leaves no trace of the former one; an address made of that may go on leading to the
page only where `keeps_address` says so.

>>> naming.stands(names)  # `names()` is an iterable of the names that an app keeps

So that what must not tell of anybody can be held against all of them: `parts_of_names`.
"""

import re

from reading.text import fold

_work, _names = [], []


def changes(work):
    _work.append(work)


def work():
    """What is to be done, in the order it was registered."""
    return list(_work)


def stands(names):
    _names.append(names)


def parts_of_names():
    """The words, as `words_of` has them, that names of people here consist of, a set. It reads all of them."""
    return {word for names in _names for name in names() if name for word in words_of(name)}


def words_of(text):
    """“Zoë O’Neil-Smith” is zoe, oneil, neil, smith, oneilsmith and so on: single letters tell nobody."""
    found = set()
    for word in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", fold(text)):
        for part in (word, *word.split("-")):
            found |= {part, re.sub("['-]", "", part), *re.split("['-]", part)}
    return {word for word in found if len(word) > 1}
