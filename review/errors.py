"""What can be refused here, besides what `drafting.errors` has."""

from config.errors import Refused


class IllegalMove(Refused):
    """Its status has no such move (any more)."""


class NoteNeeded(Refused):
    """This move wants a reason."""


class NoteTooLong(Refused):
    """What comes with this move is longer than is kept."""
