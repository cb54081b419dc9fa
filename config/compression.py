"""Pages are compressed on the way; what is small already is not."""

import re

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)  # with q=0 somebody says that they do not


def takes_gzip(request):
    """Does whoever asks understand it?"""
    return bool(GZIP.search(request.headers.get("Accept-Encoding", "")))


class CompressionMiddleware(GZipMiddleware):
    """Django's, which pads at random so that lengths tell nothing (BREACH), for texts alone.

    A photo would only cost time, and differ for caches by a header that does not matter.
    """

    TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/javascript")

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(self.TEXTS):
            return response
        if not takes_gzip(request):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)
