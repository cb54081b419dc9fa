"""The least that a page can cost behind the portal's middleware: bytes that are there already.

The folder BENCH_BYTES has a file for each page that is measured; /constant/R1/ answers what /showcases/ did.
"""

import os
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
settings.ROOT_URLCONF = __name__

from config.wsgi import application as application  # isort: skip (sets Django up, which the next ones want)
from config.urls import urlpatterns as of_portal
from config.web import reads_only


@cache
def bytes_of(name):
    return Path(os.environ["BENCH_BYTES"], name).read_bytes()


@login_not_required
@reads_only
def constant(request, name):
    """The same for everybody and always."""
    return HttpResponse(bytes_of(name))


urlpatterns = [path("constant/<slug:name>/", constant), *of_portal]
