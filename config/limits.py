"""Counting how often something is tried or done, so that a limit can be set to it.

>>> allowed(("invite again", manager.pk, invitation.email), 1, seconds=3600)  # counts this time, too
True

A counter is a row of its own, named by a keyed hash of what it counts: nobody can read an address out of it. No flood
of other counters takes it away, and it is forgotten when its time is over. Counting is one statement: two at the same
moment count as two, and a count inside a transaction ends with it if that is rolled back. What names a
network is kept for a day at most. With a new SECRET_KEY they all begin anew, which a day later is no matter.
"""

import ipaddress
from datetime import timedelta

from allauth.core.internal.httpkit import clean_client_ip, get_client_ip
from django.conf import settings
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from config.models import Counter

COUNT = """
    INSERT INTO config_counter AS kept (key, hits, ends_at) VALUES (%(key)s, 1, %(ends)s)
    ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN kept.ends_at > %(now)s THEN kept.hits + 1 ELSE 1 END,
        ends_at = CASE WHEN kept.ends_at > %(now)s THEN kept.ends_at ELSE excluded.ends_at END
    RETURNING key, hits, ends_at
"""


def count(parts, seconds):
    """One more of what `parts` (words and numbers) name; how many there are within `seconds` of the first."""
    now = timezone.now()
    given = {"key": _key(parts), "now": now, "ends": now + timedelta(seconds=seconds)}
    return Counter.objects.raw(COUNT, given)[0].hits


def counted(parts):
    """How many there are at present, without counting one."""
    return _live(parts).values_list("hits", flat=True).first() or 0


def allowed(parts, limit, seconds):
    """Count one, and say whether that is still within `limit` in `seconds`."""
    return count(parts, seconds) <= limit


def ends_at(parts):
    """When the next one begins anew; None where nothing is counted."""
    return _live(parts).values_list("ends_at", flat=True).first()


def take_back(parts):
    """One less: what was counted beforehand turned out well."""
    _live(parts).filter(hits__gt=0).update(hits=F("hits") - 1)


def forget(parts):
    """Begin anew."""
    _live(parts).delete()


def drop_ended():
    """Forget the counters whose time is over; returns how many."""
    return Counter.objects.filter(ends_at__lte=timezone.now()).delete()[0]


def network_of(request):
    """The visitor's address, in IPv6 the network of their household; for `parts`, not to be stored."""
    try:
        address = get_client_ip(request)
    except ImproperlyConfigured:  # it came past one of the proxies
        address = None
    address = address or clean_client_ip(request.META.get("REMOTE_ADDR", ""))
    if not address:
        return "unknown"
    known = ipaddress.ip_address(address)
    known = getattr(known, "ipv4_mapped", None) or known  # the same visitor, whichever way the server listens
    return str(ipaddress.ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)


def check_proxies(app_configs, **kwargs):
    """For `manage.py check`: behind a proxy that nobody counts, all visitors have the proxy's address."""
    if settings.BEHIND_PROXY and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        said = "BEHIND_PROXY is on and TRUSTED_PROXY_COUNT is 0, so everybody shares one log-in limit."
        hint = "Set TRUSTED_PROXY_COUNT to the number of proxies that stand in front of the portal, such as 1."
        return [Advice(said, hint=hint, id="config.W001")]
    return []


def _live(parts):
    return Counter.objects.filter(key=_key(parts), ends_at__gt=timezone.now())


def _key(parts):
    return salted_hmac("config.limits", "\x1f".join(map(str, parts)), algorithm="sha256").hexdigest()
