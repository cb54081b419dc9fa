"""Settings of the web server that gunicorn finds by itself; what depends on the machine stands on its command line.

A line or a header that is too long never becomes a request, so that no page of ours could answer it. This worker
answers with one all the same.
"""

import socket
import time
from contextlib import suppress

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

PATIENCE = 2  # seconds that the rest of what was sent is read for: a browser that is cut off shows nothing


class Worker(ThreadWorker):
    """Says in words what was too long."""

    def handle_error(self, req, client, addr, exc):
        if not isinstance(exc, LimitRequestLine | LimitRequestHeaders):
            return super().handle_error(req, client, addr, exc)
        from config.refusals import refused_outright

        status = 414 if isinstance(exc, LimitRequestLine) else 431
        self.log.info("Refused with %s from ip=%s: %s", status, (addr or ("",))[0], exc)
        with suppress(OSError):
            client.settimeout(PATIENCE)
            client.sendall(refused_outright(status))
            client.shutdown(socket.SHUT_WR)
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until and client.recv(65_536):
                pass


worker_class = Worker
forwarder_headers = ""  # no header says where the portal is: the first page that was drawn so would be everybody's
