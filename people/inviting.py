"""What will happen to each line of a list of addresses, before anything does."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from people import pauses
from people.models import Membership, Standing
from reading.mail_addresses import STANDINGS, Entry
from reading.text import fold, quoted

KEPT_DAYS = 60  # for so long an address waits for an answer
INVITE, MEMBER, INVITED, SAME, DECLINED, FAULTY = "invite", "member", "invited", "same", "declined", "faulty"


@dataclass
class Line:
    """One line of the list: its `fate`, `why` in words where it needs any, and the `standing` that it would get."""

    line: int
    address: str
    name: str
    standing: str
    fate: str = INVITE
    why: str = ""
    warning: str = ""

    def warn(self, sentence):
        self.warning = f"{self.warning} {sentence}".strip()

    @property
    def as_text(self):
        """What a form sends back of it (`reading.mail_addresses.entry_of`)."""
        return Entry(self.line, self.address, self.name, self.standing).as_text()

    @property
    def get_standing_display(self):
        return Standing(self.standing).label


def plan(entries, institution, standing):
    """[Line] of `reading.mail_addresses.Entry`s; `standing` is for lines that say none. A handful of queries in all."""
    lines, seen = [_line(entry, standing) for entry in entries], {}
    addresses = [line.address for line in lines]
    holders = _holders(addresses)
    members = _members(institution, holders.values())
    invited = dict(institution.invitations.unanswered().filter(email__in=addresses).values_list("email", "standing"))
    no = set(institution.invitations.declined().values_list("fingerprint", flat=True))
    domains = [domain.domain for domain in institution.domains.all()]
    for line in lines:
        if line.fate == FAULTY:
            continue
        who = holders.get(line.address, line.address)  # of one person with two addresses the first counts
        before = seen.setdefault(who, line)
        held = members.get(who)
        if before is not line:
            line.fate, line.why = SAME, f"{before.address} is on this list already."
        elif held and held in (line.standing, Standing.MANAGER):
            line.fate, line.why = MEMBER, f"Is {Standing(held).label.lower()} here already."
        elif invited.get(line.address) == line.standing:
            line.fate, line.why = INVITED, "Invited already; nothing is sent again."
        elif no and not no.isdisjoint(declined_marks(line.address, institution)):
            line.fate, line.why = DECLINED, "Has declined an invitation. Please ask them yourself."
        elif held:
            line.warn(
                f"Is {Standing(held).label.lower()} here already; this makes them {line.get_standing_display.lower()}."
            )
        elif domains and not _is_within(line.address, domains):
            line.warn(f"Not an address at {' or '.join(domains)}: is it right?")
    return lines


def declined_marks(address, institution):
    """What may be kept of an address that said no to an institution: enough to know it again, not to read it.

    The first is kept from now on; the others were, under secret keys that still hold.
    """
    return pauses.fingerprints("declined", institution.pk, address)


def _line(entry, standing):
    line = Line(entry.line, entry.address, entry.name, str(standing))
    if entry.fault:
        line.fate, line.why = FAULTY, entry.fault
    elif entry.said:
        known = STANDINGS.get(fold(entry.said))
        line.standing = str(known or standing)
        if known is None:
            line.warn(f"{quoted(entry.said)} is no standing here.")
        elif line.standing == Standing.MANAGER != standing:
            line.warn("The list says manager: managers approve what colleagues publish, and say who belongs here.")
    return line


def _holders(addresses):
    """{address: number of the active account that has confirmed it}."""
    confirmed = EmailAddress.objects.filter(verified=True, user__is_active=True).annotate(low=Lower("email"))
    return dict(confirmed.filter(low__in=addresses).values_list("low", "user"))


def _members(institution, numbers):
    """{account: standing} of those who belong there today."""
    current = Membership.objects.current().filter(institution=institution, user__in=list(numbers))
    return dict(current.values_list("user", "standing"))


def _is_within(address, domains):
    domain = address.rpartition("@")[2]
    return any(domain == one or domain.endswith(f".{one}") for one in domains)
