"""What people find in a message, and what the portal keeps of it."""

from django.utils import timezone

from config.models import Counter
from people import links


def path_in(message):
    """The path of the link in it that answers without an account."""
    address = next(line for line in message.body.splitlines() if "/links/" in line)
    return address.removeprefix("http://127.0.0.1:8000")


def token_in(message):
    return path_in(message).split("/")[2]


def after_the_pause():
    """As if an hour had gone by since the last mail to anybody."""
    Counter.objects.update(ends_at=timezone.now())


def link_of(invitation):
    return links.latest_of("invitation", [invitation.pk])[invitation.pk]
