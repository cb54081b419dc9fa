"""What the pages about the people of one institution find and show the same way."""

from django.shortcuts import render

from config.errors import Refused
from config.web import form_of
from managing.views.institutions import institution_or_404
from people import queries
from people.inviting import INVITE, KEPT_DAYS, plan
from people.powers import only_those_who_look_after
from people.services.invitations import with_links
from reading.names import by_surname

form_of_manage = form_of("institution-manage", "slug")
NO_MAIL = "No mail was sent: they had one about this within the last hour."


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


def show_people(request, institution, invite_form, status=200):
    """The page of an institution's people, with a form of invitations as it was typed."""
    context = {
        "institution": institution,
        "memberships": sorted(queries.members_of(institution), key=lambda m: (m.standing, by_surname(m.user.name))),
        "past": queries.former_members_of(institution)[:50],
        "join_requests": institution.join_requests.waiting().select_related("user"),
        "invitations": with_links(institution.invitations.unanswered().select_related("invited_by")),
        "declined": institution.invitations.declined().select_related("invited_by"),
        "kept_days": KEPT_DAYS,
        "domains": institution.domains.all(),
        "invite_form": invite_form,
    }
    return render(request, "managing/institution_manage.html", context, status=status)


def show_plan(request, institution, entries, standing):
    """What will happen to each line of a list, and one button that does it."""
    lines = plan(entries, institution, standing)
    context = {
        "institution": institution,
        "wanted": [line for line in lines if line.fate == INVITE],
        "others": [line for line in lines if line.fate != INVITE],
    }
    return render(request, "managing/invitations_preview.html", context)
