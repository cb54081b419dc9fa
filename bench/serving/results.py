"""The figures of one or several runs as Markdown: medians over the runs, and how far these lie apart."""

import statistics
from pathlib import Path

SIZES = 1_000, 10_000, 100_000  # of a whole run
RESULTS = Path(__file__).parents[1] / "results.md"
GROWS = "10000", "100000"
AT_MOST = {"R4": 6.0}  # growth between these two sizes; else:
GROWTH = 1.3
VERY_MANY, VERY_MANY_MS = 1_000_000, 100  # lists
REACH = {  # milliseconds, at any size and at 100,000
    "R1": (10, 10), "R2": (10, 10), "R3": (10, 10), "R4": (25, 60), "R5": (10, 10), "R6": (10, 10), "R7": (6, 6),
    "R8": (8, 8), "R9": (8, 8), "R10": (10, 10), "R11": (8, 8),
}  # fmt: skip
CONSTANT = 1.5  # times a view that returns constant bytes: what a page out of the cache may take
WORKER_MB, START_SECONDS = 150, 2


def goes_into(last, given):
    """The committed table is of whole runs alone; all else goes into `last`. `given` is what pages.py was asked."""
    is_whole = sorted(given.sizes) == sorted(SIZES) and not (given.quick or given.alone or given.told)
    return RESULTS if is_whole else last


def written(runs):
    """The whole text for `runs`, as `pages.py` keeps them, the oldest first."""
    parts = [HEAD, _machine(runs), _growth(runs)]
    for size in sorted({size for run in runs for size in run["sizes"]}, key=int):
        of_size = [run["sizes"][size] for run in runs if size in run["sizes"]]
        number = f"{len(of_size)} runs" if len(of_size) > 1 else "one run"
        parts += [f"## {int(size):,} showcases ({number})\n", _of_size(of_size, size)]
    return "\n".join(parts).rstrip() + "\n"


HEAD = """# What pages cost

Written by `make bench`; [README.md](README.md) says how it is measured, and what the floors do. Milliseconds of CPU, of
the web worker and of all processes of PostgreSQL's together, for one request over HTTP, with one worker and no other
request, all that serves on one core. Medians of the rounds of a run, then over the runs; “from, to” is how far these
lie apart. **Bold** is what does not reach what is to be reached. CPU time is no clock, but other programs on the
machine make it longer too, as they empty the processor's caches; ratios suffer less, as everything is asked for in
turn.
"""


def _machine(runs):
    lines = [f"- {what}: {value}" for what, value in runs[-1]["machine"].items()]
    for run in runs:
        lines.append(f"- Run of {run['at']}, {run['minutes']:.0f} minutes, of {run['commit']}: {run['busy']}")
    return "\n".join([*lines, ""])


def _growth(runs):
    """From one size to ten times as much, where both were measured."""
    runs = [run["sizes"] for run in runs if run["sizes"].keys() >= set(GROWS)]
    if not runs:
        return ""
    first = runs[-1][GROWS[0]]
    modes, rows = _modes(first)[:2], []
    for name, page in first["pages"].items():
        row, most = [name, page["what"]], AT_MOST.get(name, GROWTH)
        for mode in modes:
            small, large = (_cpu([run[size] for run in runs], name, f"portal {mode}") for size in GROWS)
            row += [f"{small:.1f}", f"{large:.1f}", _ratio(large, small, most)]
        rows.append(row)
    heads = [head for mode in modes for head in (f"{int(GROWS[0]):,}, cache {mode}", f"{int(GROWS[1]):,}", "growth")]
    said = f"At most {GROWTH} ({AT_MOST['R4']:.0f} for R4).\n"
    return "\n".join(["## Growth\n", said, _table(["", "page", *heads], rows), ""])


def _of_size(runs, size):
    modes = _modes(runs[-1])
    parts = [_cost(runs, size, modes), "\nBeside the floors, without the page cache:\n", _floors(runs)]
    parts += ["\nWhere it goes, and what is sent:\n", _parts(runs[-1], modes)]
    if all(run["load"] for run in runs):
        parts += ["\nMany clients:\n", _loads(runs)]
    parts += ["\nMemory of a worker, and its start:\n", _memory(runs[-1])]
    return "\n".join([*parts, f"\nAt most {WORKER_MB} MB, and {START_SECONDS} s.\n"])


def _cost(runs, size, modes):
    others = [head for mode in modes[1:] for head in (f"cache {mode}", "/ constant")]
    heads = ["", "page", "cache off", "from, to", "web + SQL", "clock", "to reach", *others, "constant", "bare"]
    rows = []
    for name, page in runs[-1]["pages"].items():
        cost, reach = _cpu(runs, name, "portal off"), _reach(name, int(size))
        of_runs = [sum(run["pages"][name]["portal off"]["cpu"]) for run in runs]
        web, sql = page["portal off"]["cpu"]
        row = [name, page["what"], _bold(f"{cost:.1f}", reach and cost > reach)]
        row += [
            f"{min(of_runs):.1f}, {max(of_runs):.1f}",
            f"{web:.1f} + {sql:.1f}",
            f"{page['portal off']['clock']:.1f}",
        ]
        row.append(f"{reach}" if reach else "")
        constant, bare = (_cpu(runs, name, server) for server in ("constant", "bare"))
        for mode in modes[1:]:
            kept = _cpu(runs, name, f"portal {mode}")
            row += [f"{kept:.1f}", _ratio(kept, constant, CONSTANT)]
        rows.append([*row, *(f"{ms:.1f}" if ms else "" for ms in (constant, bare))])
    return _table(heads, rows)


def _reach(name, size):
    if size >= VERY_MANY:
        return VERY_MANY_MS if name in REACH else None
    return REACH[name][size > int(GROWS[0])] if name in REACH else None


def _floors(runs):
    rows = []
    for name, page in runs[-1]["pages"].items():
        cost, floors = _cpu(runs, name, "portal off"), [_cpu(runs, name, f"floor {of}") for of in ("sql", "bitmaps")]
        if all(floors):
            beside = [part for floor in floors for part in (f"{floor:.1f}", _ratio(cost, floor))]
            rows.append([name, page["what"], f"{cost:.1f}", *beside])
    return _table(["", "page", "portal", "floor", "ratio", "floor with facets", "ratio"], rows)


def _parts(run, modes):
    heads = ["", "page", *(head for mode in modes for head in (f"statements, cache {mode}", "SQL ms", "Python ms"))]
    rows = []
    for name, page in run["pages"].items():
        row = [name, page["what"]]
        for mode in modes:
            told = page[f"parts {mode}"]
            row += [f"{told['statements']:.0f}", f"{told['sql']:.1f}", f"{told['python']:.1f}"]
        told, again = page["parts off"], [f"{100 * page[f'portal {mode}']['not changed']:.0f} %" for mode in modes]
        row += [
            f"{told['wire'] / 1000:.1f}",
            f"{told['plain'] / 1000:.1f}",
            ", ".join(again) if name[-1] == "=" else "",
        ]
        rows.append(row)
    return _table([*heads, "kB sent", "kB unpacked", "304"], rows)


def _loads(runs):
    rows = []
    for at, load in enumerate(runs[-1]["load"]):
        same = [run["load"][at] for run in runs]
        figures = [statistics.median(one[name] for one in same) for name in ("rate", "cpu", "half", "most")]
        failed = sum(one["wrong"] for one in same)
        row = [load["what"], load["cache"], str(load["clients"]), *(f"{n:.1f}" for n in figures)]
        rows.append([*row, _bold(str(failed), failed)])
    heads = ["pages", "cache", "clients", "a second", "CPU ms each", "half within ms", "95 % within ms", "failed"]
    return _table(heads, rows)


def _memory(run):
    rows = []
    for what, of in run["memory"].items():
        sizes, started = [f"{mb:.0f}" for mb in (*of["first"], *of["then"])], [f"{s:.1f}" for s in of["started"]]
        rows.append([what, str(of["workers"]), *sizes, *started])
    heads = ["cache", "workers", "RSS at first (MB)", "PSS", "RSS afterwards", "PSS", "start (s)", "CPU each (s)"]
    return _table(heads, rows)


def _modes(figures):
    """What the page cache was, “off” first."""
    page = next(iter(figures["pages"].values()))
    return [name.removeprefix("portal ") for name in page if name.startswith("portal ")]


def _cpu(runs, name, server):
    """Milliseconds over the runs; 0 if that server was not asked for this page."""
    return statistics.median(sum(run["pages"][name].get(server, {"cpu": [0]})["cpu"]) for run in runs)


def _ratio(large, small, most=None):
    return _bold(f"{large / small:.1f}", most and large / small > most) if small else ""


def _bold(text, stands_out):
    return f"**{text}**" if stands_out else text


def _table(heads, rows):
    """Markdown; figures stand on the right."""
    lines = [heads, ["---"] * 2 + ["--:"] * (len(heads) - 2), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
