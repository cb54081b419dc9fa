"""What keeps a draft from being sent, each with its place, and how it is counted in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something wrong: `href` is the id of the control, within the page of `step`, and `place` its row and label."""

    step: object
    message: str
    href: str
    code: str = "invalid"
    place: str = ""

    @property
    def said(self):
        """The message where its place is not seen, as in a list of all problems."""
        return self.place + self.message

    @property
    def is_gap(self):
        """Nothing is there yet; otherwise something is there, and wrong."""
        return self.code in ("required", "missing")


def left_to_do(problems):
    """“1 to put right, 2 to fill in”: the same words wherever problems are counted; "" for none."""
    gaps = sum(problem.is_gap for problem in problems)
    parts = (len(problems) - gaps, "to put right"), (gaps, "to fill in")
    return ", ".join(f"{count} {what}" for count, what in parts if count)
