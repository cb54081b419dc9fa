"""What the pages about the people of one institution find and show the same way."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format

from config.components import error_links
from config.errors import Refused
from config.paging import part_of
from config.web import form_of
from managing.forms.institutions import EndForm
from managing.views.institutions import institution_or_404
from people import queries
from people.inviting import INVITE, KEPT_DAYS, plan
from people.powers import only_those_who_look_after
from people.services.invitations import with_links
from reading.names import by_surname

MOST = 50  # people, requests or invitations that are shown at a time

form_of_manage = form_of("institution-manage", "slug")
NO_MAIL = "No mail was sent: they had one about this within the last hour."


def no_mail_to(made):
    """The sentence about an invitation of which no mail was sent at once."""
    if made.mail_at is None:
        return NO_MAIL
    at = time_format(timezone.localtime(made.mail_at), "H:i")
    return f"They had a mail about this within the last hour, so the next one goes by itself after {at}."


def looked_after(request, slug):
    institution = institution_or_404(slug)
    only_those_who_look_after(institution, by=request.user)
    return institution


def still_there(rows, what, **sought):
    """The row that a button was about; Refused where it went after the page was opened."""
    row = rows.filter(**sought).first()
    if row is None:
        raise Refused(f"{what} is not there any more. Here is how things are now.")
    return row


def show_people(request, institution, invite_form, *, ending=None, status=200):
    """The page of an institution's people, with a form of invitations as it was typed.

    `ending` is {number of a membership: its EndForm as it was typed}.
    """
    ending, invitations = ending or {}, institution.invitations
    memberships = _memberships(request, institution, next(iter(ending), None))
    for membership in memberships:
        membership.ending = ending.get(membership.pk) or EndForm(auto_id=f"id_%s_{membership.pk}")
    unanswered = invitations.unanswered().select_related("invited_by")
    invited = part_of(request, unanswered, "invited", at="invitations-title", size=MOST)
    invited.object_list = with_links(invited.object_list)
    requests = institution.join_requests.waiting().select_related("user")
    context = {
        "institution": institution,
        "memberships": memberships,
        "past": queries.former_members_of(institution)[:50],
        "join_requests": part_of(request, requests, "asking", at="requests-title", size=MOST),
        "invitations": invited,
        "declined": invitations.declined().select_related("invited_by")[:MOST],
        "kept_days": KEPT_DAYS,
        "domains": institution.domains.all(),
        "invite_form": invite_form,
        "errors": [link for form in (invite_form, *ending.values()) for link in error_links(form)],
    }
    return render(request, "managing/institution_manage.html", context, status=status)


def _memberships(request, institution, shown):
    """The part of its members that is asked for, or the one with the membership `shown`: managers first, A to Z."""
    rows = queries.members_of(institution)
    names = rows.values_list("pk", "standing", "user__name")
    order = [pk for pk, *_ in sorted(names, key=lambda row: (row[1], by_surname(row[2])))]
    place = order.index(shown) if shown in order else None
    part = part_of(request, order, "people", at="people-title", size=MOST, with_place=place)
    found = rows.in_bulk(part.object_list)
    part.object_list = [found[pk] for pk in part.object_list if pk in found]
    return part


def show_plan(request, institution, entries, standing):
    """What will happen to each line of a list, and one button that does it."""
    lines = plan(entries, institution, standing)
    context = {
        "institution": institution,
        "wanted": [line for line in lines if line.fate == INVITE],
        "others": [line for line in lines if line.fate != INVITE],
    }
    return render(request, "managing/invitations_preview.html", context)
