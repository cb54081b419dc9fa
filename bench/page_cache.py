"""A public page that is kept, against a view that returns constant bytes through the same middleware.

    python bench/page_cache.py [rounds]

Of each cache (local memory, the database, Redis where REDIS_URL names one) it tells the time of this process for one
request, as the browser of a member sends it. The constant view is asked in turn with the pages, so that what else runs
on the machine meets both: the ratio is what counts. The pages are those of the demo.
"""

import os
import statistics
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))
import throwaway
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from config.urls import urlpatterns as ours
from config.web import reads_only
from people.models import User

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
PAGES = ("/", "/showcases/", "/people/", "/skills/", "/institutions/")
CONSTANT = {}


@login_not_required
@reads_only
def constant(request):
    """The bytes of the front page, from memory."""
    return HttpResponse(CONSTANT["bytes"])


urlpatterns = [path("constant/", constant), *ours]


class Asked:
    """One request, made ready beforehand; `once()` is what a server does for it."""

    def __init__(self, handler, url, cookies, **headers):
        self.handler, self.url, self.headers = handler, url, headers
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())

    def once(self):
        environ = RequestFactory().get(self.url, headers=self.headers).environ | {"HTTP_COOKIE": self.cookie}
        began = process_time()
        response = self.handler(environ, lambda *start: None)
        body = b"".join(response)
        response.close()
        return 1000 * (process_time() - began), len(body), response.status_code


def median(times):
    return statistics.median(times)


def compare(name, handler, cookies):
    baseline = Asked(handler, "/constant/", cookies, **{"Accept-Encoding": "gzip"})
    plain = Asked(handler, "/constant/", cookies)
    asked = {url: Asked(handler, url, cookies, **{"Accept-Encoding": "gzip"}) for url in PAGES}
    drawn = {url: one.once() for url, one in asked.items()}
    etag = Client().get("/").headers["ETag"]
    asked["/ (304)"] = Asked(handler, "/", cookies, **{"If-None-Match": etag})
    spent = {one: [] for one in (baseline, plain, *asked.values())}
    for _ in range(ROUNDS):
        for one in spent:
            spent[one].append(one.once()[0])
    least, usual = median(spent[plain]), median(spent[baseline])
    print(f"\n{name}: constant bytes {usual:.2f} ms with gzip, as browsers ask, {least:.2f} ms without")
    for url, one in asked.items():
        _, size, status = one.once()
        first = f"drawn {drawn[url][0]:7.1f} ms, " if url in drawn else ""
        now = median(spent[one])
        times = f"{now / usual:4.2f} times the one, {now / least:4.2f} times the other"
        print(f"  {url:16} {status} {first}kept {now:5.2f} ms = {times} ({size:,} bytes)")


def main():
    sorts = {
        "local memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "bench"},
        "database": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "bench_pages"},
    }
    if os.environ.get("REDIS_URL"):
        sorts["Redis"] = {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
    middleware = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]  # it looks for no files here
    with throwaway.demo("bench_page_cache"):
        client = Client()
        client.force_login(User.objects.exclude(email="").first())
        client.get("/desk/")
        CONSTANT["bytes"] = client.get("/").content
        for name, cache in sorts.items():
            settings.DATABASES["default"]["CONN_MAX_AGE"] = 60
            with override_settings(
                ROOT_URLCONF=__name__, CACHES={**settings.CACHES, "pages": cache}, MIDDLEWARE=middleware
            ):
                if name == "database":
                    call_command("createcachetable")
                caches["pages"].clear()
                compare(name, WSGIHandler(), client.cookies)
                caches["pages"].clear()


if __name__ == "__main__":
    main()
