"""Run the tests marked `soak` with many more examples, drawn anew, and write down what was found: `make soak`."""

import datetime
import os
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent / "docs" / "soak.md"
TIMES = "20"  # as many examples as in `make test`


class Findings:
    """What pytest reports, test by test. It is written down at once: somebody may stop a long run."""

    def __init__(self, *, is_whole):
        self.is_whole = is_whole  # a run of some tests says nothing of the others
        self.found = {}  # name: (outcome, seconds, the end of what failed)

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.failed:
            self.found[report.nodeid] = (report.outcome, report.duration, report.longreprtext.splitlines()[-1:])
            if self.is_whole:
                PAGE.write_text(page(self.found, datetime.date.today()), encoding="utf-8")


def page(found, day):
    """The text of docs/soak.md."""
    lines = [
        "# Soak",
        "",
        f"What `make soak` found on {day:%-d %B %Y}: the tests marked `soak` with {TIMES} times the examples that "
        "`make test` gives them, drawn anew.",
        "",
        "| Test | Seconds | Found |",
        "|---|---|---|",
    ]
    for name, (outcome, seconds, end) in sorted(found.items()):
        said = "nothing" if outcome == "passed" else " ".join([outcome, *end]).replace("|", "\\|")
        lines.append(f"| `{name.removeprefix('tests/')}` | {seconds:.0f} | {said} |")
    return "\n".join(lines) + "\n"


def main(arguments):
    os.environ["COLOPHON_SOAK"] = TIMES
    findings = Findings(is_whole=not any(argument.startswith(("tests", "-k")) for argument in arguments))
    return pytest.main(["-m", "soak", "-q", *arguments], plugins=[findings])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
