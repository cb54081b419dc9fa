"""What can be refused, in words for the person who asked."""


class Refused(Exception):
    """Nothing was changed. `str()` is a sentence to show."""


class IllegalMove(Refused):
    pass


class MovedOn(Refused):
    """The page that was decided on is not the latest any more."""


class NoteNeeded(Refused):
    pass


class Incomplete(Refused):
    """The content does not pass the strict check. `problems` lists what and where."""

    def __init__(self, problems):
        self.problems = problems
        count = len(problems)
        super().__init__(f"There {'is 1 thing' if count == 1 else f'are {count} things'} to put right first.")
