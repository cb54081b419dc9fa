"""What can be refused, in words for the person who asked."""


class Refused(Exception):
    """Nothing was changed. `str()` is a sentence to show."""
