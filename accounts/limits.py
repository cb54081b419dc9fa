"""How often somebody may try what could be tried out, and what they are told when it was too often.

allauth's own limits are switched off: they are kept in a cache that can be flooded, and some let anybody lock another
out. Here a person (an address or an account) is limited together with the network that they come from, so that who
tries elsewhere is not in the way; and each network as a whole, at FIFTY times that, slowly from half of it on.
"""

from dataclasses import dataclass
from threading import BoundedSemaphore
from time import sleep

from django.core.exceptions import ValidationError

from accounts import security
from config import limits

FIFTY, SLOWEST = 50, 2.0  # times; seconds
MANY, HOUR = 50, 3600  # tries of one person in an hour, from wherever, after which each takes longer


class TooOften(ValidationError):
    """What was tried was not done. Its message says what helps; beside a form it is shown there."""


@dataclass(frozen=True)
class Limit:
    """So many tries of one `person` in so many `seconds`; `advice` is for whoever had more."""

    person: int
    seconds: int
    advice: str

    @property
    def network(self):
        return self.person * FIFTY


LIMITS = {
    "password": Limit(5, 300, "Too many wrong passwords. Wait five minutes, or choose a new password by e-mail."),
    "second step": Limit(
        5,
        300,
        "Too many wrong codes. Wait five minutes; then type the code that your app shows at that moment, "
        "or one of your recovery codes.",
    ),
    "set-up": Limit(
        10,
        300,
        "Too many wrong codes. Wait five minutes; then type the code that your app shows at that moment. "
        "If it is wrong again, look whether the clock of your telephone is right.",
    ),
    "passkey": Limit(10, 300, "Too many tries with passkeys. Wait five minutes, or log in with your password."),
    "code": Limit(10, 900, "Too many wrong codes. Wait a quarter of an hour; then ask for a new one."),
    "code by mail": Limit(
        6, 900, "We have sent several codes there just now. Look among the spam; you can ask again in 15 minutes."
    ),
    "reset": Limit(
        5,
        900,
        "We have sent several messages there just now, and the link in each works. Look among the spam; "
        "you can ask again in 15 minutes.",
    ),
    "sign-up": Limit(
        5,
        900,
        "Somebody has signed up with this address several times just now. Look into its mail, "
        "or try again in 15 minutes.",
    ),
    "addresses": Limit(30, 900, "That was too often in a short time. Wait a quarter of an hour and try again."),
    "elsewhere": Limit(10, 300, "Too many tries. Wait five minutes and try again."),
}
OF_A_NETWORK = "There were too many tries from your network in a short time. Wait {minutes} minutes and try again."
MAILS_AN_HOUR = 10  # to one address, of the sort that anybody can ask for

_seats = BoundedSemaphore(2)  # so many threads of a process wait at most; the others work on


def try_once(what, request, person=""):
    """Count a try of `what` beforehand; say whether it was the one that first was too many, by raising `TooOften`.

    `person` is an address or an account's number, empty where nobody knows who tries. `went_well` takes it back.
    """
    limit, network = LIMITS[what], limits.network_of(request)
    if limits.counted((what, network)) >= limit.network:  # without a new counter for each that is made up
        raise _too_often(what, request, OF_A_NETWORK.format(minutes=limit.seconds // 60))
    person = str(person).lower()
    if person:
        tries = limits.count((what, person, network), limit.seconds)
        if tries > limit.person:  # these are not counted for the network: one alone must not close it to all
            if tries == limit.person + 1:
                security.locked_out(what, person)
            raise _too_often(what, request, limit.advice)
    of_all = limits.count((what, network), limit.seconds)
    if of_all > limit.network:
        security.network_locked_out(what)
        raise _too_often(what, request, OF_A_NETWORK.format(minutes=limit.seconds // 60))
    anywhere = limits.count((what, person), HOUR) if person else 0
    _wait(SLOWEST if anywhere > MANY else SLOWEST * (2 * of_all / limit.network - 1))


def went_well(what, request, person=""):
    """The try that was counted last was none of finding out; who succeeds begins anew."""
    network, person = limits.network_of(request), str(person).lower()
    limits.take_back((what, network))
    if person:
        limits.forget((what, person, network))
        limits.take_back((what, person))


def may_be_sent(template, address):
    """Whether another message of this sort may go to an address; those before say the same and still hold."""
    return limits.allowed(("mail", template, address.lower()), MAILS_AN_HOUR, HOUR)


def _too_often(what, request, advice):
    request.was_too_often = LIMITS[what].seconds
    return TooOften(advice, code="too_often")


def _wait(seconds):
    if seconds > 0 and _seats.acquire(blocking=False):
        try:
            sleep(seconds)
        finally:
            _seats.release()
