import gzip

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from commitment.cover_files import packed
from commitment.models import Showcase
from config.compression import takes_gzip
from config.pages import public_page


@public_page
@require_safe
def cover(request, mark):
    """The marbled cover of a live showcase. Its pillars colour it, so that one address has it for one version only."""
    found = get_object_or_404(Showcase.objects.published().only("pillars", "version"), shelf_mark=mark)
    is_this = request.GET.get("v") == str(found.version)
    as_it_lies = takes_gzip(request)
    response = HttpResponse(content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_this else "public, max-age=300"
    response["ETag"] = quote_etag("-".join([mark, *found.pillars, *(["gzip"] if as_it_lies else [])]))
    patch_vary_headers(response, ["Accept-Encoding"])
    response = get_conditional_response(request, etag=response["ETag"], response=response)
    if response.status_code == 200:
        data = packed(mark, found.pillars)
        response.content = data if as_it_lies else gzip.decompress(data)
        if as_it_lies:
            response["Content-Encoding"] = "gzip"
    return response
