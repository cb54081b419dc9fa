"""Institutions: added and changed, with all that belongs to them."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from config.errors import Refused
from config.renaming import renamed
from people import events
from people.models import FormerAddress, Institution, InstitutionDomain, Standing
from people.powers import only_those_who_look_after, powers_of
from people.services.invitations import invite
from pictures.services import show, store_picture
from reading.addresses import RESERVED, slug_of, unused
from reading.names import without_article
from reading.text import quoted


def save_institution(institution, *, by, domains=None, logo=None, manager_email=""):
    """Write a new or changed institution (validated by its form), all of it or nothing.

    `domains` (None: as they are) and the parent decide who belongs and who reviews: editors alone set them.
    `logo` is a file, False (take it away) or None (leave it); `manager_email` invites a first manager.
    ValidationError says what is wrong with the logo.
    """
    if logo:  # outside of the transaction: what is refused later leaves a picture that nothing shows, and no file alone
        _only_those_who_may(institution, by=by)
        logo = store_picture(logo, by=by)
    try:
        return _save(institution, by, domains, logo, manager_email)
    except IntegrityError as clash:  # the form has looked; somebody was quicker
        raise Refused("An institution with this name or domain has just been added. Look at the list.") from clash


@transaction.atomic
def _save(institution, by, domains, logo, manager_email):
    before = Institution.objects.filter(pk=institution.pk).first() if institution.pk else None
    _only_those_who_may(before, by=by)
    if before:
        now, was = ((one.parent_id, one.slug) for one in (institution, before))
        if (domains is not None or now != was) and not powers_of(by).is_editor:
            raise PermissionDenied("Only editors change e-mail domains, the parent and the address.")
        moves = institution.slug != before.slug
        if moves and (institution.slug in RESERVED or is_address(institution.slug, besides=before.pk)):
            raise Refused(f"{quoted(institution.slug)} is the address of something else. Choose another.")
        if institution.parent and before in institution.parent.line():
            raise Refused("An institution cannot be part of itself or of one of its units.")
    if logo is not None:  # it needs no review: it belongs to the institution, and its managers are its reviewers
        institution.logo = logo or None
    if not institution.slug:
        wanted = slug_of(institution.name, 76) or "institution"
        institution.slug = unused(wanted, lambda slugs: filter(is_address, slugs))
    institution.sort_key = without_article(institution.name)[:160]
    institution.save()
    if before and before.slug != institution.slug:
        institution.former_addresses.filter(slug=institution.slug).delete()
        FormerAddress.objects.create(institution=institution, slug=before.slug)
    changed = _changed(before, institution)
    if {"name", "parent_id"} & set(changed):
        renamed([institution.pk])
    if domains is not None and _replace_domains(institution, domains):
        changed.append("domains")
    if manager_email:
        invite(manager_email, institution, Standing.MANAGER, by=by)
    show("institution", institution.pk, filter(None, [institution.logo_id]), public=True)
    verb = "add" if before is None else "change"
    events.record("institution", institution.pk, verb, by=by, now=", ".join(changed))
    return institution


def _only_those_who_may(institution, *, by):
    """Write one that is there, or a new one (None, or without a number)."""
    if institution and institution.pk:
        only_those_who_look_after(institution, by=by)
    elif not powers_of(by).is_editor:
        raise PermissionDenied("Only editors add institutions.")


FACTS = ("name", "slug", "kind", "country", "ror", "website", "about", "logo_id", "parent_id")


def _changed(before, after):
    """Names of the facts that changed, for the log: which, not what they say."""
    return [name for name in FACTS if before and getattr(before, name) != getattr(after, name)]


def _replace_domains(institution, domains):
    """Whether that changed anything."""
    gone = institution.domains.exclude(domain__in=domains).delete()[0]
    held = set(institution.domains.values_list("domain", flat=True))
    new = [domain for domain in dict.fromkeys(domains) if domain not in held]
    InstitutionDomain.objects.bulk_create(InstitutionDomain(institution=institution, domain=domain) for domain in new)
    return bool(gone or new)


def is_address(slug, besides=None):
    """Whether another institution than `besides` has this address, or had it."""
    now, before = Institution.objects.filter(slug=slug), FormerAddress.objects.filter(slug=slug)
    return now.exclude(pk=besides).exists() or before.exclude(institution=besides).exists()
