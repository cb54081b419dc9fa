"""Asks over HTTP as browsers do: addresses in turn, on connections that stay open."""

import threading
from http.client import HTTPConnection
from time import perf_counter
from typing import NamedTuple
from urllib.parse import quote

BROWSERS = {"Accept": "text/html", "Accept-Encoding": "gzip, br", "User-Agent": "bench"}
UNPACKED = {"Accept_Encoding": "identity"}
LONGEST = 120  # seconds that one answer may take


class Answer(NamedTuple):
    """`body` as it came over the wire; `seconds` to its last byte."""

    status: int
    headers: dict
    body: bytes
    seconds: float


class Client:
    """A connection to a port of this machine, opened anew after the other side has closed it; it ends with a block."""

    def __init__(self, port):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST)

    def get(self, address, **headers):
        """The Answer. Keyword arguments are headers besides those of BROWSERS, written with underscores."""
        given = BROWSERS | {name.replace("_", "-"): value for name, value in headers.items()}
        begun = perf_counter()
        try:
            return self._asked(address, given, begun)
        except ConnectionError:  # the server has closed what was at rest; HTTPException means that as well
            self.connection.close()
            return self._asked(address, given, perf_counter())

    def _asked(self, address, headers, begun):
        self.connection.request("GET", quote(address, safe="/?&=+%"), headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        spent = perf_counter() - begun
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, body, spent)

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.connection.close()


class Load(NamedTuple):
    """What several clients got: how many answers a second, seconds of each, how many were not what was asked for."""

    rate: float
    seconds: list
    wrong: int


def load(port, addresses, clients, seconds, most=5000):
    """The Load of so many clients that ask without a pause, each for all `addresses` in turn, from another one on."""
    start, found, wrong = threading.Barrier(clients + 1), [], []

    def ask(which):
        mine = []
        with Client(port) as client:
            start.wait()
            end = perf_counter() + seconds
            for at in range(most):
                answer = client.get(addresses[(at + which) % len(addresses)])
                mine.append(answer.seconds)
                if answer.status != 200:
                    wrong.append(answer.status)
                if perf_counter() > end:
                    break
        found.append(mine)

    threads = [threading.Thread(target=ask, args=[which], daemon=True) for which in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = perf_counter()
    for thread in threads:
        thread.join(seconds + 2 * LONGEST)
    everything = [one for mine in found for one in mine]
    lost = clients - len(found)  # whose thread came to nothing
    return Load(len(everything) / (perf_counter() - begun), sorted(everything), len(wrong) + lost)
