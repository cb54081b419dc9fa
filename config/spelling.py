"""Addresses as people type and copy them: in capitals, where ours have small letters."""

from copy import copy

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from config.delivery import READS


class SmallLettersMiddleware:
    """An address that is not there leads to the same in small letters, where that is; else nothing changes.

    A mark or a name may have capitals behind a word of ours: then only that word is written small.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in READS:
            for path in self._spellings(request.path_info):
                if (known := self._known(request, path)) is not None:
                    return HttpResponsePermanentRedirect(known)
        return response

    @staticmethod
    def _spellings(path):
        first, slash, rest = path.lstrip("/").partition("/")
        several = (path.lower(), f"/{first.lower()}{slash}{rest}")
        return [one for one in dict.fromkeys(several) if one != path]

    def _known(self, request, path):
        """The whole address with this path, if there is something at it; a slash at its end may be missing.

        Only of pages for visitors it is asked whether the thing that they name is there: others may count who asks.
        """
        for ending in ("", "/"):
            match = _match(f"{path}{ending}")
            if match is None:
                continue
            asked = copy(request)
            asked.path_info = f"{path}{ending}"
            asked.path = request.path.removesuffix(request.path_info) + asked.path_info
            is_open = getattr(match.func, "is_public", False)
            if self.get_response(asked).status_code < 400 if is_open else not match.kwargs:
                return asked.get_full_path()
        return None


def _match(path):
    try:
        return resolve(path)
    except Resolver404:
        return None
