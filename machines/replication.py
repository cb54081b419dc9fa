"""Who is answered from the replica, and whether it is good enough to be asked.

Visitors are: whoever reads a public page and has no cookie of ours. Who is logged in, or was a moment ago, or has sent
a form, may have changed what they look for, and reads from the primary; so does who follows a link of a mail. So does
everybody while the replica is away or behind by more than REPLICA_LAG_SECONDS. While the primary is away, visitors go
on reading.
"""

import logging
import threading
import time
from collections import deque

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connections

from postgres import by_hand
from postgres.replica import PRIMARY, REPLICA, choice

EVERY = 1  # seconds between two looks
MOST = 600  # positions of the primary that are remembered
log = logging.getLogger(__name__)


class Watch:
    """How the replica is. A thread of each web process looks, from the first request on, so that no page waits for it.

    The primary's positions in its log are remembered with the moment when they were seen. The oldest one that the
    replica has not come to says how far it is behind, however little or much is written.
    """

    def __init__(self):
        self.is_good = False
        self._ahead, self._has_followed = deque(maxlen=MOST), False
        self._thread, self._lock = None, threading.Lock()

    def begin(self):
        """Look from now on, in a thread of this process."""
        with self._lock:
            if self._thread is None:  # after a server has forked
                self._thread = threading.Thread(target=self._look_on, name="replica", daemon=True)
                self._thread.start()

    def look(self, now=None):
        """See whether the replica is there, is one, and how far it has come."""
        now = time.monotonic() if now is None else now
        try:
            [(follows, replayed)] = by_hand.rows("SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn()", (), REPLICA)
        except Error as problem:
            self.lost(problem)
            return
        while self._ahead and follows and self._ahead[0][1] <= _number(replayed):
            self._ahead.popleft()
            self._has_followed = True
        behind = now - self._ahead[0][0] if self._ahead else 0
        is_good = follows and self._has_followed and behind <= settings.REPLICA_LAG_SECONDS
        if is_good != self.is_good:
            said = (
                "in use" if is_good else f"not in use: {behind:.0f} s behind" if follows else "not in use: it is none"
            )
            log.warning("The replica is %s.", said)
        self.is_good = is_good
        try:
            [(position,)] = by_hand.rows("SELECT pg_current_wal_lsn()", (), PRIMARY)
        except Error:  # nothing newer can be had: what the replica has is good
            connections[PRIMARY].close()
        else:
            self._ahead.append((now, _number(position)))

    def lost(self, problem):
        """The replica did not answer: it is left alone until it does, and has followed."""
        if self.is_good:
            log.warning("The replica is not in use: %s", " ".join(str(problem).split()))
        self.is_good, self._has_followed = False, False
        self._ahead.clear()
        connections[REPLICA].close()

    def _look_on(self):
        while True:
            try:
                self.look()
            except Exception:  # whatever it is: the next look may be better
                self.is_good = False
                log.exception("The replica could not be looked at.")
            time.sleep(EVERY)


def _number(position):
    """A place in PostgreSQL's log, such as 16/B374D848, as a number."""
    high, low = (position or "0/0").split("/")
    return int(high, 16) << 32 | int(low, 16)


watch = Watch()


class Choice:
    """From where one request is answered: chosen when it first reads, and kept, so that nothing straddles the two."""

    def __init__(self, is_visitor):
        self._alias = None if is_visitor else PRIMARY

    def alias(self):
        if self._alias is None:
            watch.begin()
            self._alias = REPLICA if watch.is_good and _connects() else PRIMARY
        return self._alias

    def take_primary(self):
        self._alias = PRIMARY

    def leave_replica(self, problem):
        """It went away under this request; whether it was asked at all."""
        asked = self._alias == REPLICA
        if asked:
            watch.lost(problem)
            self.take_primary()
        return asked


def _connects():
    connection = connections[REPLICA]
    try:
        connection.ensure_connection()  # whether one that was kept still answers, the first statement finds out
    except Error as problem:
        watch.lost(problem)
        return False
    return True


class ReplicaMiddleware:
    """Stands before all that reads, the cache of pages too. It is left out where there is no replica."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
        token = choice.set(Choice(is_visitor=request.method in ("GET", "HEAD") and not ours))
        try:
            return self.get_response(request)
        finally:
            choice.reset(token)

    def process_view(self, request, view, args, kwargs):
        is_public = not getattr(view, "login_required", True) and getattr(view, "reads_only", False)
        if not is_public or "token" in kwargs:
            choice.get().take_primary()

    def process_exception(self, request, problem):
        """The replica went away, or gave up a statement that stood in the way of what it has to follow: read again."""
        if not isinstance(problem, (OperationalError, InterfaceError)) or not choice.get().leave_replica(problem):
            return None
        match = request.resolver_match
        return match.func(request, *match.args, **match.kwargs)
