from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from commitment.covers import marble
from commitment.models import Showcase
from config.pages import public_page


@public_page
@require_safe
def cover(request, mark):
    """The marbled cover of a live showcase. Its pillars colour it, so that one address has it for one version only."""
    found = get_object_or_404(Showcase.objects.published().only("pillars", "version"), shelf_mark=mark)
    response = HttpResponse(marble(mark, tuple(found.pillars)), content_type="image/svg+xml")
    is_this = request.GET.get("v") == str(found.version)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_this else "public, max-age=300"
    response["ETag"] = quote_etag(f"{mark}-{found.version}")
    return get_conditional_response(request, etag=response["ETag"], response=response)
