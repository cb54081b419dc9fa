"""What processes spend: milliseconds of CPU and megabytes of memory, as Linux counts them, of those on this machine."""

import os
from collections import Counter
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

TICK = 1000 / os.sysconf("SC_CLK_TCK")
SETTLED = 0.001  # seconds after which it is looked at again whether all are at rest


class Spent(NamedTuple):
    """Milliseconds of CPU. `ended` is what was spent by helpers of PostgreSQL's that have come and gone since."""

    web: float
    sql: float
    ended: float


def of_threads(pid):
    """{thread: milliseconds} of one process, exact for those that are at rest."""
    found = {}
    for thread in Path("/proc", str(pid), "task").iterdir():
        try:
            found[thread.name] = int((thread / "schedstat").read_text().split()[0]) / 1e6
        except OSError:  # it has just ended
            continue
    return found


def children(pid):
    """Numbers of the processes that this one has begun."""
    found = []
    for thread in Path("/proc", str(pid), "task").iterdir():
        found += map(int, (thread / "children").read_text().split())
    return found


def ended_children(pid):
    """Milliseconds of the children that have ended, by the clock's ticks."""
    user, system = Path("/proc", str(pid), "stat").read_text().rpartition(") ")[2].split()[13:15]
    return TICK * (int(user) + int(system))


def memory(pid):
    """(resident, its share of what processes have in common) in megabytes."""
    lines = Path("/proc", str(pid), "smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines if line.endswith(" kB")}
    return sizes["Rss"], sizes["Pss"]


class Meter:
    """Reads what the workers of a web server and all processes of PostgreSQL (`postmaster`'s) have spent."""

    def __init__(self, postmaster, workers):
        self.postmaster, self.workers = postmaster, workers
        self.before = self._read()

    def lap(self):
        """Spent since the last lap, or since it was made, when all have come to rest."""
        seen = self._read()
        for _ in range(50):
            sleep(SETTLED)
            seen, last = self._read(), seen
            if seen == last:
                break
        (web, sql, ended), (web_before, sql_before, ended_before) = seen, self.before
        known = sum(ms for key, ms in sql_before.items() if key not in sql)  # a connection that was closed counts whole
        come_and_gone = ended - ended_before - known
        self.before = seen
        return Spent(
            _risen(web, web_before), _risen(sql, sql_before), come_and_gone if come_and_gone > (known and TICK) else 0
        )

    def _read(self):
        web = {(pid, thread): ms for pid in self.workers for thread, ms in of_threads(pid).items()}
        sql = {}
        for pid in children(self.postmaster):
            try:
                sql |= {(pid, thread): ms for thread, ms in of_threads(pid).items()}
            except OSError:  # it has just ended
                continue
        return web, sql, ended_children(self.postmaster)


def _risen(after, before):
    return sum(ms - before.get(key, 0) for key, ms in after.items())


class Machine:
    """What else runs while something is measured. `ours` and all that they begin are not that."""

    def __init__(self, ours):
        self.ours, self.begun = ours, perf_counter()
        self.before = self._read()

    def told(self):
        """What the other programs took since it was made, in words; how much of it the host of a virtual machine."""
        busy, stolen, mine, programs = self._read()
        busy_before, stolen_before, mine_before, programs_before = self.before
        whole = 1000 * (perf_counter() - self.begun) * os.cpu_count()
        others = max(0, busy - busy_before - (mine - mine_before))
        spent = Counter()
        for pid, (name, ms) in programs.items():
            spent[name] += ms - programs_before.get(pid, ("", 0))[1]
        most = ", ".join(f"{name} {ms / 1000:.0f} s" for name, ms in spent.most_common(4) if ms >= 1000)
        said = (
            f"other programs used {100 * others / whole:.0f} % of all cores{f' (still there: {most})' if most else ''}"
        )
        return f"{said}; {100 * (stolen - stolen_before) / whole:.1f} % went to the host"

    def _read(self):
        """(busy, stolen, ours, {pid: (program, spent)} of the others) in milliseconds"""
        user, nice, system, _, _, hard, soft, stolen, *_ = map(int, Path("/proc/stat").read_text().split()[1:11])
        programs, parents = {}, {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    head, _, rest = (entry / "stat").read_text().rpartition(") ")
                except OSError:  # it has just ended
                    continue
                parts, pid = rest.split(), int(entry.name)
                parents[pid] = int(parts[1])
                programs[pid] = head.partition(" (")[2], TICK * sum(map(int, parts[11:13]))
        mine, more = set(), set(self.ours)
        while more:
            mine |= more
            more = {pid for pid, parent in parents.items() if parent in mine} - mine
        ours = sum(programs[pid][1] for pid in mine if pid in programs) + sum(map(ended_children, self.ours))
        others = {pid: spent for pid, spent in programs.items() if pid not in mine}
        return TICK * (user + nice + system + hard + soft), TICK * stolen, ours, others
