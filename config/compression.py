"""Pages are compressed on the way; what is small already is not."""

from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Django's, which pads at random so that lengths tell nothing (BREACH), for texts alone.

    A photo would only cost time, and differ for caches by a header that does not matter.
    """

    TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/javascript")

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(self.TEXTS):
            return response
        return super().process_response(request, response)
