"""How well questions are answered: python bench/questions.py [given|own|FILE] ...

Loads the demo into a database of its own, which it drops in the end, and asks every question of the sets. A mark before
one says that it could be better: ! not all that is hoped for comes first, - none of it is there, 0 an empty page. An
asterisk stands before a title that is hoped for.
"""

import sys
from pathlib import Path

from throwaway import demo

from tests.demo.questions import SETS, ask, read, table, totals


def files(names):
    """The files of the sets with these names, or at these paths."""
    known = {path.stem: path for path in sorted(SETS.glob("*.json"))}
    return [known.get(name) or Path(name) for name in names or known]


if __name__ == "__main__":
    with demo("bench_questions"):
        for file in files(sys.argv[1:]):
            answers = ask(read(file))
            print("", file.stem, *table(answers), "", *totals(answers), sep="\n")
