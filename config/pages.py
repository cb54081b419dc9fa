"""Public pages: the same bytes for everybody, kept until the next edition.

>>> @public_page  # in a view module: opened, reads only, asks nothing of who asks
>>> pages.hangs_on(edition=read, turn=turn_edition)  # in AppConfig.ready of the room that counts editions
>>> turn()  # in a task, when its work shows on public pages and is committed

A page is kept under what it is made of: the edition, which is read before it is drawn, the day, the release and the
address. So a page that is drawn while something is published is kept under what was before, and nobody asks for it
again. The ETag is the same key: who has the page of this edition is told so without drawing or fetching it.
"""

import gzip
import logging
import zlib
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from config.compression import takes_gzip
from config.delivery import ACCOUNTS, READS
from config.drawing import drawing
from config.release import release
from config.web import reads_only

GZIPPED = b"\x1f\x8b"
BROKEN = AttributeError, TypeError, ValueError, OSError, EOFError, zlib.error  # of an entry that is none of ours
ALIAS = "pages"
# Everybody in between may keep it, and asks whether it still holds: what was withdrawn a second ago is not shown.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
LONGEST_ADDRESS = 1000  # characters: longer ones are asked for once
LARGEST = 128 * 1024  # bytes of a page, compressed: with the number of pages this bounds the memory they take
LEVEL = 4  # of compression: with 6, a page is one part in twenty-five smaller and takes twice as long
SECONDS = 24 * 3600  # a new day has new keys
_counter = {}


def hangs_on(*, edition, turn):
    """`edition()` says which state of the public pages this is, in one statement; `turn()` that it is another now."""
    _counter.update(edition=edition, turn=turn)


def turn():
    """Say that public pages changed by work that is no deed of anybody: what was learnt, made or indexed for them.

    Call it after the transaction of the change. A deed turns within its own, and may hold rows that this one wants.
    """
    _counter["turn"]()


def public_page(view):
    """A page for visitors: opened, only read, and the same bytes for everybody. No cookie reaches it."""

    opened = login_not_required(reads_only(view))
    opened.is_public = True
    return opened


class PagesMiddleware:
    """Answers for public pages before anything asks who is there; see the module.

    Nobody who asks for a public page, or for an address that is none, is told apart from others: their cookies are
    taken away first. A page that asks for them nevertheless is kept by nobody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_public_page = _is_public(request.path_info, settings.ROOT_URLCONF)
        if not request.is_public_page:
            return self.get_response(request)
        request.get_host()  # refuses what is no host of ours, as all other pages do
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        return self._answer(request) if request.method in READS else self.get_response(request)

    def _answer(self, request):
        edition = _counter["edition"]()
        key = _key(request, edition)
        etag = f'W/"{key}"'
        if key and {etag, f'"{key}"'} & {*parse_etags(request.headers.get("If-None-Match", ""))}:
            return _headed(HttpResponseNotModified(), etag)
        if key and (kept := _ask_cache("get", key)):
            with suppress(*BROKEN):
                headers, packed = kept
                if packed.startswith(GZIPPED):
                    return _packed(request, _headed(HttpResponse(headers=headers), etag), packed)
        with drawing(edition) as drawn:
            response = self.get_response(request)
        if not _is_for_everybody(response):
            return response
        if not key or not drawn.may_be_kept:
            response.headers["Cache-Control"] = CACHE_CONTROL
            return response
        headers = dict(response.headers)
        _headed(response, etag)
        # Their lengths tell nothing (BREACH): a public page holds no secret, and no token.
        packed = gzip.compress(response.content, LEVEL, mtime=0)
        if request.method == "GET" and len(packed) <= LARGEST:
            _ask_cache("set", key, (headers, packed), SECONDS)
        return _packed(request, response, packed)


def _ask_cache(verb, *details):
    """A cache that does not answer, or not with what was put there, makes pages slow and nothing else."""
    try:
        return getattr(caches[ALIAS], verb)(*details)
    except Exception:  # whatever a server or its library raises
        logging.getLogger(__name__).exception("The cache of public pages does not answer")
        return None


@lru_cache(maxsize=2048)
def _is_public(path, urlconf):
    """What is no address is public too: whoever asks is told so in the same words."""
    try:
        view = resolve(path, urlconf).func
    except Resolver404:
        return not path.startswith(ACCOUNTS)
    return getattr(view, "is_public", False)


def _key(request, edition):
    """Under which a page is kept, "" for one that is not. Two ways of writing the same question are one."""
    if len(request.get_full_path()) > LONGEST_ADDRESS:
        return ""
    made_of = (release(), edition, timezone.localdate(), request.GET.urlencode(), request.path)
    return blake2b("\n".join(map(str, made_of)).encode(), digest_size=20).hexdigest()


def _is_for_everybody(response):
    """A page that is there, that does not say itself how long it may be kept, and that asked nobody who they are."""
    asked = "cookie" in response.get("Vary", "").lower() or response.cookies
    return response.status_code == 200 and not (response.streaming or asked or "Cache-Control" in response.headers)


def _headed(response, etag):
    response.headers["ETag"], response.headers["Cache-Control"] = etag, CACHE_CONTROL
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _packed(request, response, packed):
    """The response with its content as this browser takes it."""
    if takes_gzip(request):
        response.content, response.headers["Content-Encoding"] = packed, "gzip"
    elif not response.content:
        response.content = gzip.decompress(packed)
    response.headers["Content-Length"] = str(len(response.content))
    return response
