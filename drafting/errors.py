"""Why what was typed could not be saved, or is not enough yet."""

from config.errors import Refused
from drafting.problems import left_to_do


class Closed(Refused):
    """What was to be written in cannot be edited any more."""


class MovedOn(Refused):
    """Something newer is there than what the writer was looking at."""


class TooLong(Refused):
    """Something is longer than a draft keeps. `faults` are the sentences about it, by control."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__(" ".join(faults.values()))


class Incomplete(Refused):
    """The content does not pass the strict check. `problems` lists what and where."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__(f"There is something left to do: {left_to_do(problems)}.")
