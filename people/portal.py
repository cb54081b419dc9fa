"""What editors say of the portal itself, in one table: words, notices, sentences that are not code.

>>> portal.value("people_word")

Each process keeps the changed ones for KEPT_SECONDS, and forgets them when it changes one itself: a page asks
nothing of the database, and a change shows everywhere a few seconds later. A public page, which is kept, has those of
its edition.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from config.drawing import edition_at_hand
from people import events
from people.models import PortalText
from people.powers import only_editors
from reading.characters import says_something
from reading.markdown import to_html, to_text
from reading.text import one_line, tidy

EVENTS = "portal"  # how the event log calls it
KEPT_SECONDS = 5


@dataclass(frozen=True)
class Text:
    """One thing that editors may say. `default` is what stands there until they do."""

    name: str
    label: str
    help: str
    default: Callable
    max_length: int
    is_markdown: bool = False
    may_be_empty: bool = False

    def clean(self, typed):
        """As it is kept; ValidationError says what is wrong."""
        said = tidy(typed) if self.is_markdown else one_line(tidy(typed))
        if not says_something(to_text(said) if self.is_markdown else said):
            said = ""
        if not said and not self.may_be_empty:
            raise ValidationError("Write something here, or go back to what stood there at first.")
        if len(said) > self.max_length:
            raise ValidationError(f"This has {len(said)} characters; {self.max_length} are enough.")
        return said


_ALL = [
    Text(
        "people_word",
        "What your people are called",
        "In running text, in the plural and in small letters: library specialists, technicians, staff.",
        lambda: settings.PEOPLE_WORD,
        60,
    ),
    Text(
        "notice",
        "A notice on every page",
        "For a short time, such as before maintenance. Leave it empty when there is nothing to say.",
        lambda: "",
        600,
        is_markdown=True,
        may_be_empty=True,
    ),
    Text(
        "welcome",
        "What the front page says first",
        "Two or three sentences under the title: what this portal is, and for whom.",
        lambda: (
            "A colophon is the note at the end of a book that names the people who made it. This one is for the "
            "work of libraries: what was done, which skills it took, and who has them."
        ),
        400,
    ),
]
TEXTS = {text.name: text for text in _ALL}
_kept = (0.0, None, {})  # until when, of which edition, and what


def value(name):
    """What editors say, or the default."""
    text = TEXTS[name]
    changed = _changed()
    return changed[name] if name in changed else text.default()


def html(name):
    """The same as safe HTML, for one that is Markdown."""
    return to_html(value(name))


def is_changed(name):
    return name in _changed()


def _changed():
    (until, known, values), wanted = _kept, edition_at_hand()
    are_good = wanted == known if wanted else monotonic() < until
    if not are_good:
        values = dict(PortalText.objects.values_list("name", "value"))
        remember(values, KEPT_SECONDS, wanted)
    return values


def remember(values, seconds, edition=None):
    """Keep these texts, which were read after `edition` was."""
    global _kept
    _kept = (monotonic() + seconds, edition, values)


def forget():
    remember({}, 0)


def change(name, said, *, by):
    """Say something else from now on; ValidationError says what is wrong with it."""
    only_editors("change the portal’s texts", by=by)
    said = TEXTS[name].clean(said)
    try:
        return _change(name, said, by)
    except IntegrityError:  # two said something for the first time at once: the second finds the row now
        return _change(name, said, by)


@transaction.atomic
def _change(name, said, by):
    row = PortalText.objects.select_for_update(of=("self",)).filter(name=name).first()
    if said == (row.value if row else TEXTS[name].default()):
        return said
    row = row or PortalText(name=name)
    row.value = said
    row.save()
    _log(row, "change", by)
    return said


@transaction.atomic
def reset(name, *, by):
    """Back to the default, whatever that will be."""
    only_editors("change the portal’s texts", by=by)
    row = PortalText.objects.select_for_update(of=("self",)).filter(name=name).first()
    if row:
        _log(row, "reset", by)
        row.delete()


def _log(row, verb, by):
    events.record(EVENTS, row.pk, verb, by=by, now=row.name)
    forget()  # for the rest of this request; once more when others can see it
    transaction.on_commit(forget)
