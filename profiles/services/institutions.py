"""Institutions: added and changed, with all that belongs to them."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from profiles.models import Institution, InstitutionDomain, Role
from profiles.policies import only_managers
from profiles.services.finding import fold
from profiles.services.invitations import invite
from review.errors import Refused
from review.pictures import discard, store_picture
from review.services import turn_edition

RESERVED_SLUGS = {"new"}  # an address of our own beside /desk/institutions/<slug>/


def save_institution(institution, *, by, domains=None, logo=None, manager_email=""):
    """Write a new or changed institution (validated by its form), all of it or nothing.

    `domains` (None: as they are) and the parent decide who belongs and who reviews: editors alone set them.
    `logo` is a file, False (take it away) or None (leave it); `manager_email` invites a first manager.
    ValidationError says what is wrong with the logo.
    """
    try:
        return _save(institution, by, domains, logo, manager_email)
    except IntegrityError as clash:  # the form has looked; somebody was quicker
        raise Refused("An institution with this name or domain has just been added. Look at the list.") from clash


@transaction.atomic
def _save(institution, by, domains, logo, manager_email):
    before = Institution.objects.filter(pk=institution.pk).first() if institution.pk else None
    if before is None and not by.is_editor:
        raise PermissionDenied("Only editors add institutions.")
    if before:
        only_managers(by, before)
        if not by.is_editor and (domains is not None or institution.parent_id != before.parent_id):
            raise PermissionDenied("Only editors change e-mail domains and the parent.")
        if institution.parent and before in institution.parent.line():
            raise Refused("An institution cannot be part of itself or of one of its units.")
    old_logo = institution.logo
    if logo is not None:
        institution.logo = _public_picture(logo, by) if logo else None
    institution.slug = institution.slug or _unused_slug(institution.name)
    institution.sort_key = fold(institution.name)
    institution.save()
    if domains is not None:
        _replace_domains(institution, domains)
    if manager_email:
        invite(manager_email, institution, Role.MANAGER, by=by)
    if old_logo and old_logo != institution.logo:
        transaction.on_commit(partial(discard, old_logo))
    turn_edition()
    return institution


def _public_picture(file, by):
    """A logo needs no review: it belongs to the institution, and its managers are its reviewers."""
    upload = store_picture(file, by=by)
    upload.public_since = timezone.now()
    upload.save(update_fields=["public_since"])
    return upload


def _replace_domains(institution, domains):
    institution.domains.exclude(domain__in=domains).delete()
    held = set(institution.domains.values_list("domain", flat=True))
    InstitutionDomain.objects.bulk_create(
        InstitutionDomain(institution=institution, domain=domain)
        for domain in dict.fromkeys(domains)
        if domain not in held
    )


def _unused_slug(name):
    wanted = slugify(name)[:76].strip("-") or "institution"
    slug, number = wanted, 1
    while slug in RESERVED_SLUGS or Institution.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
