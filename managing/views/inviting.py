"""Inviting people to an institution: one at once, or many after a look at what will happen to each."""

from django.contrib import messages
from django.shortcuts import redirect

from config.errors import Refused
from managing.forms.institutions import InviteForm
from managing.views.finding import form_of_manage, looked_after, no_mail_to, show_people, show_plan, still_there
from people import services
from people.models import Standing
from reading.mail_addresses import MAX_LINES, entry_of


@form_of_manage
def invite(request, slug):
    """One address is invited at once; of several, and of a file, it is shown what will happen."""
    institution = looked_after(request, slug)
    form = InviteForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_people(request, institution, form, status=422)
    entries, standing = form.cleaned_data["entries"], form.cleaned_data["standing"]
    if len(entries) > 1 or form.cleaned_data["file"] or entries[0].said:
        return show_plan(request, institution, entries, standing)
    try:
        made = services.invite(entries[0].address, institution, standing, by=request.user, name=entries[0].name)
    except Refused as refused:
        form.add_error("email", str(refused))
        return show_people(request, institution, form, status=422)
    if made.told:
        messages.success(request, f"An invitation is on its way to {made.email}.")
    else:
        messages.info(request, f"{made.email} is invited. {no_mail_to(made)}")
    return redirect("institution-manage", slug)


@form_of_manage
def invite_list(request, slug):
    """All of a list that were chosen after a look at it."""
    institution = looked_after(request, slug)
    entries = entries_in(request.POST)
    if len(entries) > MAX_LINES:
        raise Refused(f"These are more than {MAX_LINES} lines. Invite some now, and the others after them.")
    if not entries:
        raise Refused("Nobody was chosen, so nobody was invited.")
    made = services.invite_all(entries, institution, Standing.STAFF, by=request.user)
    quiet, left = sum(not one.told for one in made), len(entries) - len(made)
    later = sum(one.mail_at is not None for one in made)
    if made:
        messages.success(request, f"Invited to {institution}: {len(made)}.")
    if quiet:
        messages.info(request, f"To {quiet} of them no mail was sent: they had one about this within the last hour.")
    if later:
        messages.info(request, f"The mails of {later} of these go by themselves within the hour.")
    if left:
        messages.warning(request, f"Not invited: {left}. They have been invited or have joined meanwhile.")
    return redirect("institution-manage", slug)


def entries_in(post):
    """What the page of a list sends, or the beginning of more than it can have shown."""
    return [entry_of(line) for line in post.getlist("line")[: MAX_LINES + 1]]


@form_of_manage
def resend_invitation(request, slug, pk):
    institution = looked_after(request, slug)
    invitation = still_there(institution.invitations.unanswered(), "This invitation", pk=pk)
    made = services.invite(invitation.email, institution, invitation.standing, by=request.user)
    if made.told:
        messages.success(request, f"A new invitation is on its way to {made.email}. The earlier link works no more.")
    else:
        messages.info(request, f"{made.email} is invited already. {no_mail_to(made)}")
    return redirect("institution-manage", slug)


@form_of_manage
def withdraw_invitation(request, slug, pk):
    institution = looked_after(request, slug)
    invitation = still_there(institution.invitations.unanswered(), "This invitation", pk=pk)
    services.withdraw_invitation(invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation.email} is withdrawn, and the address is forgotten.")
    return redirect("institution-manage", slug)
