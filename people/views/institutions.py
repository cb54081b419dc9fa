"""Looking after institutions: for their managers, and for editors, who look after all of them."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from config.errors import Refused
from config.web import kept_post, number, reads_only
from people import services
from people.forms.institutions import InstitutionForm, InviteForm, NewInstitutionForm
from people.models import Institution, Standing
from people.powers import forget_powers, powers_of
from people.queries import institutions_to_choose


def managed_or_403(request, slug):
    institution = get_object_or_404(Institution.objects.select_related("parent", "logo"), slug=slug)
    if not powers_of(request.user).looks_after(institution):
        raise PermissionDenied(f"Only editors and managers of {institution} may do this.")
    return institution


@reads_only
def managed(request):
    """The institutions that somebody looks after, with what waits there."""
    today = timezone.localdate()
    current = Q(memberships__since__lte=today) & (Q(memberships__until__isnull=True) | Q(memberships__until__gt=today))
    institutions = institutions_to_choose().select_related("parent")
    if not powers_of(request.user).is_editor:
        institutions = institutions.filter(pk__in=powers_of(request.user).managed_ids)
    institutions = institutions.annotate(
        people=Count("memberships", filter=current, distinct=True),
        managers=Count("memberships", filter=current & Q(memberships__standing=Standing.MANAGER), distinct=True),
        waiting=Count("join_requests", filter=Q(join_requests__outcome="waiting"), distinct=True),
    )
    return render(request, "people/managed_institutions.html", {"institutions": institutions})


@reads_only
def new(request):
    if not powers_of(request.user).is_editor:
        raise PermissionDenied("Only editors add institutions.")
    return _form_page(request, NewInstitutionForm, None)


@reads_only
def edit(request, slug):
    return _form_page(request, InstitutionForm, managed_or_403(request, slug))


def _form_page(request, form_class, institution):
    typed = request.POST if request.method == "POST" else kept_post(request)
    title = f"Change {institution}" if institution else "Add an institution"  # before the form writes into it
    form = form_class(typed, request.FILES or None, instance=institution, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_institution(form.instance, by=request.user, **form.extras())
        except ValidationError as problem:
            form.add_error("logo", problem)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if institution:
                messages.success(request, f"{saved} has been changed.")
            else:
                address = form.cleaned_data["manager_email"]
                messages.success(request, f"{saved} has been added, and {address} invited to manage it.")
            return redirect("institution-manage", saved.slug)
    domains = institution.domains.all() if institution else []
    context = {"form": form, "institution": institution, "title": title, "domains": domains}
    return render(request, "people/institution_form.html", context)


@reads_only
def manage(request, slug):
    """The people of an institution: standings, invitations, and who asks to join."""
    institution = managed_or_403(request, slug)
    invite_form = InviteForm(kept_post(request, "invite"))
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("do"))
        if deed is None:
            raise BadRequest("No such thing to do.")
        if deed is _invite:
            invite_form = InviteForm(request.POST)
        try:
            said = deed(request, institution, invite_form)
        except Refused as refused:
            if deed is _invite:
                invite_form.add_error("email", str(refused))
            else:
                messages.error(request, str(refused))
                said = ""
        if not invite_form.errors:
            if said:
                messages.success(request, said)
            still = powers_of(request.user).looks_after(institution)
            return redirect("institution-manage", slug) if still else redirect("managed-institutions")
    memberships = institution.memberships.select_related("user", "appointed_by")
    context = {
        "institution": institution,
        "memberships": memberships.current().order_by("standing", "user__name"),
        "past": memberships.filter(until__lte=timezone.localdate()).order_by("-until", "user__name")[:50],
        "join_requests": institution.join_requests.filter(outcome="waiting").select_related("user"),
        "invitations": institution.invitations.filter(accepted_at=None).select_related("invited_by"),
        "domains": institution.domains.all(),
        "invite_form": invite_form,
    }
    return render(request, "people/institution_manage.html", context)


# What a POST to `manage` can do. Each says afterwards what it has done.


def _set_standing(request, institution, form):
    memberships = institution.memberships.current().select_related("user")
    person = get_object_or_404(memberships, pk=number(request.POST.get("membership"))).user
    standing = request.POST.get("standing")
    if standing not in (*Standing.values, "none"):
        raise BadRequest("No such standing.")
    services.set_standing(person, institution, None if standing == "none" else standing, by=request.user)
    forget_powers(request.user)
    if standing == "none":
        return f"{person} is not a member of {institution} any more."
    return f"{person} is {Standing(standing).phrase} of {institution} now."


def _answer_request(request, institution, form):
    asked = get_object_or_404(institution.join_requests, pk=number(request.POST.get("request")))
    accept = request.POST["do"] == "accept"
    services.decide_join(asked, accept, by=request.user)
    if accept:
        return f"{asked.user} is a member of the staff of {institution} now."
    return f"You have declined {asked.user}’s request. We have told them."


def _invite(request, institution, form):
    if not form.is_valid():
        return ""
    address = form.cleaned_data["email"]
    services.invite(address, institution, form.cleaned_data["standing"], by=request.user)
    return f"An invitation is on its way to {address}."


def _resend(request, institution, form):
    invitation = _open_invitation(request, institution)
    services.invite(invitation.email, institution, invitation.standing, by=request.user)
    return f"A new invitation is on its way to {invitation.email}. The earlier link works no more."


def _withdraw(request, institution, form):
    invitation = services.withdraw_invitation(_open_invitation(request, institution), by=request.user)
    return f"The invitation of {invitation.email} is withdrawn; its link works no more."


def _open_invitation(request, institution):
    invitations = institution.invitations.filter(accepted_at=None)
    return get_object_or_404(invitations, pk=number(request.POST.get("invitation")))


DEEDS = {
    "standing": _set_standing,
    "accept": _answer_request,
    "refuse": _answer_request,
    "invite": _invite,
    "resend": _resend,
    "withdraw": _withdraw,
}
