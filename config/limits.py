"""How often one network address may try something. Counted in the cache that all processes share."""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac


def tries(request, what):
    """How often `what` was tried from this address in the present minute."""
    return cache.get(_key(request, what), 0)


def count_try(request, what):
    """One more. Two at the same moment may count as one: a limit need not be exact."""
    cache.set(_key(request, what), tries(request, what) + 1, 120)


def _key(request, what):
    """Names neither the address nor anything that it could be worked out from."""
    network = salted_hmac("tries", _network(request), algorithm="sha256").hexdigest()
    return f"tries:{what}:{int(time.time() // 60)}:{network}"


def _network(request):
    """The visitor's address, in IPv6 the network of their household."""
    address = get_adapter(request).get_client_ip(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{known}/64", strict=False)) if known.version == 6 else address
