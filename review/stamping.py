"""What is the same for every kind when something goes live: version, dates, slug and shelf mark."""

import secrets

from django.utils import timezone

from bitmaps.services import next_bit
from reading.addresses import slug_of, unused
from review.models import FormerSlug

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread


def stamp(kind, live, *, reviewer, is_preview=False):
    """Fill the fields of `Published` before the live row is saved.

    A preview gets no address of its own: nobody has to wait for one that is given back.
    """
    now = timezone.now()
    live.version = (live.version or 0) + 1
    live.published_at = now
    live.first_published_at = live.first_published_at or now
    live.reviewed_by = reviewer
    live.withdrawn_at = None
    live.shelf_mark = live.shelf_mark or unused_shelf_mark(kind.publication)
    if is_preview:
        live.slug = live.slug or f"preview-{secrets.token_hex(8)}"
    else:
        move_address(kind, live)
        live.bit = live.bit or next_bit(kind.publication.model)


def unused_shelf_mark(publication):
    """E.g. S-7K2QX: the kind's letter and five random characters that nothing else of the kind has."""
    while True:
        mark = f"{publication.mark}-{''.join(secrets.choice(ALPHABET) for _ in range(5))}"
        if not publication.model.objects.filter(shelf_mark=mark).exists():
            return mark


def move_address(kind, live, *, keep_former=True):
    """Give `live`, which is not saved yet, the slug that its title asks for.

    The former one redirects, or with keep_former=False is nobody's any more. Where the title asks for the same as
    before, the slug stays, also one that was made in another way once.
    """
    wanted = _wanted(kind, live)
    before = kind.publication.for_list(kind.publication.model.objects).filter(pk=live.pk).first() if live.pk else None
    if before and wanted in (_wanted(kind, before), live.slug):
        return
    slug = unused(wanted, lambda slugs: _taken(kind, slugs, live))
    if live.slug and keep_former:
        FormerSlug.objects.get_or_create(kind=kind.slug, slug=live.slug, defaults={"object_id": live.pk})
    FormerSlug.objects.filter(kind=kind.slug, slug=slug, object_id=live.pk).delete()
    live.slug = slug


def _wanted(kind, live):
    return slug_of(kind.publication.title_of(live)) or kind.slug


def _taken(kind, slugs, live):
    others = kind.publication.model.objects.filter(slug__in=slugs).exclude(pk=live.pk)
    former = FormerSlug.objects.filter(kind=kind.slug, slug__in=slugs).exclude(object_id=live.pk or 0)
    return others.values_list("slug", flat=True).union(former.values_list("slug", flat=True))


def moved_to(kind, slug):
    """The live thing that had this slug before, or None."""
    former = FormerSlug.objects.filter(kind=kind.slug, slug=slug).first()
    return kind.publication.model.objects.filter(pk=former.object_id).first() if former else None
