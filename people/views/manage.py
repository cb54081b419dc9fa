"""The people of one institution, looked after by its managers: one page, and one address for each verb of it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from config.errors import Refused
from config.names import by_surname
from config.web import form_of, kept_post, reads_only
from people import queries, services
from people.forms.institutions import InviteForm
from people.models import Standing
from people.powers import forget_powers, only_those_who_look_after, powers_of
from people.services.invitations import with_links
from people.views.institutions import institution_or_404

form_of_manage = form_of("institution-manage", "slug")


def _looked_after(request, slug):
    institution = institution_or_404(slug)
    only_those_who_look_after(institution, by=request.user)
    return institution


@reads_only
def manage(request, slug):
    """Who belongs here, who is invited, and who asks to join."""
    institution = _looked_after(request, slug)
    return _page(request, institution, InviteForm(kept_post(request, reverse("invite", args=[slug]))))


def _page(request, institution, invite_form, status=200):
    context = {
        "institution": institution,
        "memberships": sorted(queries.members_of(institution), key=lambda m: (m.standing, by_surname(m.user.name))),
        "past": queries.former_members_of(institution)[:50],
        "join_requests": institution.join_requests.waiting().select_related("user"),
        "invitations": with_links(institution.invitations.unanswered().select_related("invited_by")),
        "domains": institution.domains.all(),
        "invite_form": invite_form,
    }
    return render(request, "people/institution_manage.html", context, status=status)


# -- people ------------------------------------------------------------------------------------------------


@form_of_manage
def set_standing(request, slug, pk):
    institution = _looked_after(request, slug)
    person = get_object_or_404(queries.members_of(institution), pk=pk).user
    standing = request.POST.get("standing")
    if standing not in Standing.values:
        raise BadRequest("No such standing.")
    services.set_standing(person, institution, standing, by=request.user)
    messages.success(request, f"{person} is {Standing(standing).phrase} of {institution} now.")
    return _back(request, institution)


@form_of_manage
def end_membership(request, slug, pk):
    institution = _looked_after(request, slug)
    person = get_object_or_404(queries.members_of(institution), pk=pk).user
    services.set_standing(person, institution, None, by=request.user)
    messages.success(request, f"{person} is not a member of {institution} any more.")
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
    institution = _looked_after(request, slug)
    asked = get_object_or_404(institution.join_requests, pk=pk)
    services.decide_join(asked, True, by=request.user)
    messages.success(request, f"{asked.user} is a member of the staff of {institution} now.")
    return redirect("institution-manage", slug)


@form_of_manage
def refuse_request(request, slug, pk):
    institution = _looked_after(request, slug)
    asked = get_object_or_404(institution.join_requests, pk=pk)
    services.decide_join(asked, False, by=request.user)
    messages.success(request, f"You have declined {asked.user}’s request. We have told them.")
    return redirect("institution-manage", slug)


# -- invitations -------------------------------------------------------------------------------------------


@form_of_manage
def invite(request, slug):
    institution = _looked_after(request, slug)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, institution, form, status=422)
    address = form.cleaned_data["email"]
    try:
        services.invite(address, institution, form.cleaned_data["standing"], by=request.user)
    except Refused as refused:
        form.add_error("email", str(refused))
        return _page(request, institution, form, status=422)
    messages.success(request, f"An invitation is on its way to {address}.")
    return redirect("institution-manage", slug)


@form_of_manage
def resend_invitation(request, slug, pk):
    institution = _looked_after(request, slug)
    invitation = get_object_or_404(institution.invitations.unanswered(), pk=pk)
    services.invite(invitation.email, institution, invitation.standing, by=request.user)
    messages.success(request, f"A new invitation is on its way to {invitation.email}. The earlier link works no more.")
    return redirect("institution-manage", slug)


@form_of_manage
def withdraw_invitation(request, slug, pk):
    institution = _looked_after(request, slug)
    invitation = get_object_or_404(institution.invitations.unanswered(), pk=pk)
    services.withdraw_invitation(invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation.email} is withdrawn; its link works no more.")
    return redirect("institution-manage", slug)
