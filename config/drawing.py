"""What is known of a public page while it is drawn (`config.pages`), for all that takes part in it."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_drawn = ContextVar("the public page that is being drawn", default=None)


@dataclass
class Drawn:
    edition: object  # read before anything else was, and what the page will be kept under
    may_be_kept: bool = True


@contextmanager
def drawing(edition):
    """A page of this edition is drawn meanwhile; gives the `Drawn`."""
    token = _drawn.set(drawn := Drawn(edition))
    try:
        yield drawn
    finally:
        _drawn.reset(token)


def edition_at_hand():
    """The edition of the page that is being drawn; None outside of one."""
    drawn = _drawn.get()
    return drawn and drawn.edition


def draw_each_time():
    """The page that is being drawn is not kept: drawing it counts something."""
    if drawn := _drawn.get():
        drawn.may_be_kept = False
