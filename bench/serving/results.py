"""The figures of one or several runs as Markdown: medians over the runs, and how far these lie apart."""

import statistics

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


def written(runs):
    """The whole text for `runs`, as `pages.py` keeps them, the oldest first."""
    last = runs[-1]
    parts = [HEAD.format(runs=len(runs)), _machine(runs), _growth(runs)]
    for size in last["sizes"]:
        of_size = [run["sizes"][size] for run in runs if size in run["sizes"]]
        parts += [f"## {int(size):,} showcases\n", _of_size(of_size, size)]
    return "\n".join(parts).rstrip() + "\n"


HEAD = """# What pages cost

Written by `make bench`; [README.md](README.md) says how it is measured, and what the floors do. Milliseconds of CPU, of
the web worker and of all processes of PostgreSQL's together, for one request over HTTP, with one worker and no other
request, all that serves on one core. Medians of the rounds of a run, then over the runs, which are {runs}; “from, to”
is how far these lie apart. **Bold** is what does not reach what is to be reached. CPU time is no clock, but other
programs on the machine make it longer too, as they empty the processor's caches; the ratios suffer less, as everything
is asked for in turn.
"""


def _machine(runs):
    lines = [f"- {what}: {value}" for what, value in runs[-1]["machine"].items()]
    for run in runs:
        lines.append(f"- Run of {run['at']}, {run['minutes']:.0f} minutes, of {run['commit']}: {run['busy']}")
    return "\n".join([*lines, ""])


def _growth(runs):
    sizes = runs[-1]["sizes"]
    if not all(size in sizes for size in GROWS):
        return ""
    rows = []
    for name, page in sizes[GROWS[0]]["pages"].items():
        row = [name, page["what"]]
        for mode in _modes(page):
            small, large = (_over([_cpu(run["sizes"][size], name, f"portal {mode}") for run in runs]) for size in GROWS)
            growth = large / small if small else 0
            most = AT_MOST.get(name, GROWTH)
            row += [f"{small:.1f}", f"{large:.1f}", f"**{growth:.1f}**" if growth > most else f"{growth:.1f}"]
        rows.append(row)
    heads = [
        head
        for mode in _modes(next(iter(sizes[GROWS[0]]["pages"].values())))
        for head in (f"{int(GROWS[0]):,}, cache {mode}", f"{int(GROWS[1]):,}", "growth")
    ]
    said = f"At most {GROWTH} ({AT_MOST['R4']:.0f} for R4); what is more stands out.\n"
    return "\n".join(["## Growth\n", said, _table(["", "page", *heads], rows)])


def _of_size(runs, size):
    last = runs[-1]
    modes = _modes(next(iter(last["pages"].values())))
    parts = [_cost(runs, size, modes), "\nWhere it goes, and what is sent:\n", _parts(last, modes)]
    parts += [f"\nMany clients, {_workers(last)} workers on the same core:\n", _loads(runs)]
    return "\n".join([*parts, "\nMemory of a worker, and its start:\n", _memory(last), ""])


def _cost(runs, size, modes):
    heads = ["", "page", *(f"cache {mode}" for mode in modes), "from, to", "web + SQL", "clock", "to reach"]
    heads += [
        "floor",
        "ratio",
        "floor with facets",
        "ratio",
        "constant (without Django)",
        *(["on / constant"] if "on" in modes else []),
    ]
    rows = []
    for name, page in runs[-1]["pages"].items():
        cost = {mode: _over([_cpu(run, name, f"portal {mode}") for run in runs]) for mode in modes}
        spread = [_cpu(run, name, "portal off") for run in runs]
        web, sql = page["portal off"]["cpu"]
        reach = _reach(name, int(size))
        row = [name, page["what"], *(f"{cost[mode]:.1f}" for mode in modes)]
        row[2] = f"**{row[2]}**" if reach and cost["off"] > reach else row[2]
        row.append(f"{min(spread):.1f}, {max(spread):.1f}" if len(runs) > 1 else "")
        row += [f"{web:.1f} + {sql:.1f}", f"{page['portal off']['clock']:.1f}"]
        row.append(str(reach) if reach else "")
        for floor in ("floor sql", "floor bitmaps"):
            known = floor in page
            low = _over([_cpu(run, name, floor) for run in runs]) if known else 0
            row += [f"{low:.1f}", f"{cost['off'] / low:.1f}"] if low else ["", ""]
        constant = _over([_cpu(run, name, "constant") for run in runs]) if "constant" in page else 0
        bare = _over([_cpu(run, name, "bare") for run in runs]) if "bare" in page else 0
        row.append(f"{constant:.1f} ({bare:.1f})" if constant else "")
        if "on" in modes:
            row.append(f"{cost['on'] / constant:.1f}" if constant else "")
        rows.append(row)
    return _table(heads, rows)


def _reach(name, size):
    if name not in REACH:
        return None
    if size >= VERY_MANY:
        return VERY_MANY_MS
    return REACH[name][size > int(GROWS[0])]


def _parts(run, modes):
    heads = ["", "page"]
    for mode in modes:
        heads += [f"statements, cache {mode}", "SQL ms", "Python ms"]
    rows = []
    for name, page in run["pages"].items():
        row = [name, page["what"]]
        for mode in modes:
            told = page[f"parts {mode}"]
            row += [f"{told['statements']:.0f}", f"{told['sql']:.1f}", f"{told['python']:.1f}"]
        told, again = page["parts off"], page["portal off"]["not changed"]
        row += [f"{told['wire'] / 1000:.1f}", f"{told['plain'] / 1000:.1f}"]
        rows.append([*row, f"{100 * again:.0f} %" if name.endswith("=") else ""])
    return _table([*heads, "kB sent", "kB unpacked", "304"], rows)


def _loads(runs):
    rows = []
    for at, load in enumerate(runs[-1]["load"]):
        same = [run["load"][at] for run in runs]
        figures = [_over([one[name] for one in same]) for name in ("rate", "cpu", "half", "most")]
        wrong = sum(one["wrong"] for one in same)
        rows.append([load["what"], load["cache"], str(load["clients"]), *(f"{n:.1f}" for n in figures), str(wrong)])
    heads = ["pages", "cache", "clients", "a second", "CPU ms each", "half within ms", "95 % within ms", "failed"]
    return _table(heads, rows)


def _memory(run):
    rows = [
        [what, *(f"{mb:.0f}" for mb in sizes), _start(run["starts"].get(what))] for what, sizes in run["memory"].items()
    ]
    heads = ["cache", "RSS at first (MB)", "PSS", "RSS afterwards", "PSS", "started in (s; of CPU)"]
    said = f"\n\nAt most {WORKER_MB} MB, and {START_SECONDS} s.\n"
    return _table(heads, rows) + said


def _start(figures):
    return f"{figures[0]:.1f}; {figures[1]:.1f}" if figures else ""


def _workers(run):
    return next(what for what in run["memory"] if "workers" in what).split()[1]


def _modes(page):
    return [name.split()[1] for name in page if name.startswith("portal ")]


def _cpu(run, name, server):
    return sum(run["pages"][name][server]["cpu"])


def _over(figures):
    return statistics.median(figures)


def _table(heads, rows):
    """Markdown; figures stand on the right."""
    lines = [heads, ["---"] * min(2, len(heads)) + ["--:"] * (len(heads) - 2), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
