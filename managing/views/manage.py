"""The people of one institution, looked after by its managers: one page, and one address for each verb of it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.urls import reverse

from config.errors import Refused
from config.web import kept_post, reads_only
from managing.forms.institutions import EndForm, InviteForm
from managing.views.finding import NO_MAIL, form_of_manage, looked_after, show_people, show_plan, still_there
from managing.views.inviting import entries_in
from people import queries, services
from people.models import Standing
from people.powers import forget_powers, powers_of


@reads_only
def manage(request, slug):
    """Who belongs here, who is invited, and who asks to join."""
    institution = looked_after(request, slug)
    if chosen := kept_post(request, reverse("invite-list", args=[slug])):
        return show_plan(request, institution, entries_in(chosen), Standing.STAFF)
    return show_people(request, institution, InviteForm(kept_post(request, reverse("invite", args=[slug]))))


# -- people ------------------------------------------------------------------------------------------------


@form_of_manage
def set_standing(request, slug, pk):
    institution = looked_after(request, slug)
    person = still_there(queries.members_of(institution), "This membership", pk=pk).user
    standing = request.POST.get("standing")
    if standing not in Standing.values:
        raise BadRequest("No such standing.")
    made = services.set_standing(person, institution, standing, by=request.user)
    said = "We have told them." if made.told else NO_MAIL
    messages.success(request, f"{person} is {Standing(standing).phrase} of {institution} now. {said}")
    return _back(request, institution)


@form_of_manage
def end_membership(request, slug, pk):
    institution = looked_after(request, slug)
    person = still_there(queries.members_of(institution), "This membership", pk=pk).user
    form = EndForm(request.POST, auto_id=f"id_%s_{pk}")
    ended = None
    if form.is_valid():
        until = form.cleaned_data["until"]
        try:
            ended = services.set_standing(person, institution, None, by=request.user, until=until)
        except Refused as refused:
            form.add_error("until", str(refused))
    if form.errors:
        return show_people(request, institution, InviteForm(), ending={pk: form}, status=422)
    said = "" if person == request.user else "We have told them." if ended and ended.told else NO_MAIL
    messages.success(request, f"{person} is not a member of {institution} any more. {said}".strip())
    return _back(request, institution)


def _back(request, institution):
    """To the page; to the list for an editor's colleague who has just taken its care from themselves."""
    forget_powers(request.user)
    if powers_of(request.user).looks_after(institution):
        return redirect("institution-manage", institution.slug)
    return redirect("managed-institutions")


# -- requests ----------------------------------------------------------------------------------------------


@form_of_manage
def accept_request(request, slug, pk):
    institution = looked_after(request, slug)
    asked = still_there(institution.join_requests, "This request", pk=pk)
    services.decide_join(asked, True, by=request.user)
    messages.success(request, f"{asked.user} is a member of the staff of {institution} now.")
    return redirect("institution-manage", slug)


@form_of_manage
def refuse_request(request, slug, pk):
    institution = looked_after(request, slug)
    asked = still_there(institution.join_requests, "This request", pk=pk)
    services.decide_join(asked, False, by=request.user)
    messages.success(request, f"You have declined {asked.user}’s request. We have told them.")
    return redirect("institution-manage", slug)
