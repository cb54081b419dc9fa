from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from commitment.covers import marble
from commitment.models import Showcase
from config.web import reads_only


@login_not_required
@reads_only
def cover(request, mark):
    """The marbled cover of a live showcase."""
    pillars = Showcase.objects.published().values_list("pillars", flat=True)
    svg = marble(mark, tuple(get_object_or_404(pillars, shelf_mark=mark)))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
