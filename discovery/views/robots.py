"""What programs that walk the web are asked to leave alone."""

from contextlib import suppress

from django.conf import settings
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import cache_control

from config.pages import public_page

NOT_FOR_THEM = ("/desk/", "/review/", "/vocabulary/", "/accounts/", "/admin/", "/links/")


@public_page
@cache_control(public=True, max_age=86400)
def robots(request):
    """All that is public may be read; the rest needs a log-in, or is meant for whoever was sent it."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_THEM)]
    with suppress(NoReverseMatch):
        lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
