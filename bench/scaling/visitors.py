"""Those who use the portal meanwhile: browsers, a crowd that reads, mail that arrives in a folder."""

import email
import email.policy
import statistics
import threading
import time
from collections import Counter
from types import SimpleNamespace
from urllib.parse import urljoin

import requests

from bench.scaling.programs import until

PATIENCE = 20


class Client:
    """A browser's way to the portal, as `tests.pages.Visitor` uses it."""

    def __init__(self, site):
        self.site, self.session = site, requests.Session()

    def get(self, url, data=None, follow=True):
        return self._seen(self.session.get(urljoin(self.site, url), params=data, timeout=PATIENCE))

    def post(self, url, data, follow=True):
        return self._seen(self.session.post(urljoin(self.site, url), data=data, timeout=PATIENCE))

    def _seen(self, answer):
        path = urljoin("/", answer.url.removeprefix(self.site))
        return SimpleNamespace(status_code=answer.status_code, content=answer.content, request={"PATH_INFO": path})


class Letters:
    """What `django.core.mail.outbox` is to tests: all messages that were sent, once the workers have sent them."""

    def __init__(self, folder, waiting):
        self.folder, self.waiting = folder, waiting

    def __iter__(self):
        until(lambda: not self.waiting(), what="the mail to be sent")
        for file in sorted(self.folder.glob("*"), key=lambda path: path.stat().st_mtime_ns):
            for text in file.read_text().split(f"\n{'-' * 79}\n"):
                if text.strip():
                    message = email.message_from_string(text, policy=email.policy.default)
                    body = message.get_body(("plain",)).get_content()
                    yield SimpleNamespace(to=[a.addr_spec for a in message["To"].addresses], body=body)


class Crowd:
    """Visitors who read `addresses` again and again, each as soon as they have an answer."""

    def __init__(self, site, addresses, visitors=4, pause=0.0):
        self.site, self.addresses, self.pause = site, addresses, pause
        self.answers, self.faults, self.times = Counter(), [], []
        self._over, self._threads = threading.Event(), []
        self._visitors = visitors

    def __enter__(self):
        self.begun = time.monotonic()
        self._threads = [threading.Thread(target=self._read, args=(at,), daemon=True) for at in range(self._visitors)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        self.seconds = time.monotonic() - self.begun

    def _read(self, turn):
        session = requests.Session()
        while not self._over.is_set():
            address = self.addresses[turn % len(self.addresses)]
            turn += 1
            begun = time.monotonic()
            try:
                status = session.get(self.site + address, timeout=PATIENCE).status_code
            except requests.RequestException as problem:
                status = type(problem).__name__
            session.cookies.clear()
            self.answers[status] += 1
            self.times.append(time.monotonic() - begun)
            if status != 200:
                self.faults.append((round(begun - self.begun, 1), address, status))
            self._over.wait(self.pause)

    @property
    def asked(self):
        return sum(self.answers.values())

    def told(self):
        middle, worst = 1000 * statistics.median(self.times), 1000 * max(self.times)
        faults = f", not answered: {dict(Counter(status for _, _, status in self.faults))}" if self.faults else ""
        return (
            f"{self.asked} requests, {self.asked / self.seconds:.0f} a second, "
            f"median {middle:.0f} ms, worst {worst:.0f} ms, {len(self.faults)} failed{faults}"
        )
