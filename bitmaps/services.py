"""Notes which pages have changed, in the transaction that changes them."""

from django.db import connection, transaction
from django.db.models import Max

from bitmaps import index, kinds
from bitmaps.models import Change, Snapshot
from people.events import turn_edition
from postgres.locks import wait_for_turn

NOTED = """
    INSERT INTO bitmaps_change (kind, bit, xid)
    SELECT %s, bit, pg_current_xact_id()::text::bigint FROM UNNEST(%s::int[]) AS bit
"""


def next_bit(model):
    """The bit for a page that is new in the table of `model`. Whoever asks holds the lock under which pages of a kind
    get their addresses, so that the latest page has the highest.
    """
    return (model.objects.aggregate(last=Max("bit"))["last"] or 0) + 1


def note(kind, bits):
    """Say that the pages with these bits are not counted as they were. It may be said of any kind of page, and waits
    for nobody; what has no bit yet is seen to by `bitmaps.upkeep`. The edition has to turn in the same transaction.
    """
    if kinds.is_counted(kind):
        with connection.cursor() as cursor:
            cursor.execute(NOTED, [kind, [bit for bit in bits if bit]])


@transaction.atomic
def give_bits(kind):
    """To pages of a kind that have none, after all others in the order in which they came; returns to how many."""
    model = kinds.get(kind).live().model
    if not model.objects.filter(bit=None).exists():
        return 0
    wait_for_turn(f"address:{kind}")
    bare = model.objects.filter(bit=None).order_by("first_published_at", "pk").select_for_update(no_key=True)
    first = next_bit(model)
    given = list(enumerate(bare.values_list("pk", flat=True), first))
    for bit, number in given:
        model.objects.filter(pk=number).update(bit=bit)
    note(kind, [bit for bit, _ in given])
    turn_edition()
    return len(given)


@transaction.atomic
def write_down(bitmaps):
    """Write the sets of a kind down for processes that begin, and forget the changes that are in them; returns whether
    it was done. Another that is newer stays: what lies between the two would be told nowhere.
    """
    wait_for_turn(f"bitmaps:{bitmaps.kind}")
    there = Snapshot.objects.filter(kind=bitmaps.kind).values_list("made", "horizon").first()
    if there and (bitmaps.made, bitmaps.horizon) < there:
        return False
    _write(bitmaps)
    return True


def _write(bitmaps):
    row = {"horizon": bitmaps.horizon, "made": bitmaps.made, "packed": index.pack(bitmaps)}
    Snapshot.objects.update_or_create(kind=bitmaps.kind, defaults=row)
    Change.objects.filter(kind=bitmaps.kind, xid__lt=bitmaps.horizon).delete()


@transaction.atomic
def rebuild(kind):
    """Make the sets of a kind anew of all pages, and have all processes load them; returns how many may be seen."""
    wait_for_turn(f"bitmaps:{kind}")
    bitmaps = index.made(kind)
    made = Snapshot.objects.filter(kind=kind).values_list("made", flat=True).first()
    bitmaps.made = (made or 0) + 1
    _write(bitmaps)
    Change.objects.filter(kind=kind, xid__gt=index.latest()).delete()  # of another cluster, whose dump this is
    turn_edition()
    return bitmaps.live.bit_count()
