"""The list of institutions that somebody looks after, and what each says of itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from config.delivery import also_posts
from config.errors import Refused
from config.paging import part_of
from config.web import kept_post, reads_only
from managing.forms.institutions import InstitutionForm, NewInstitutionForm
from people import queries, services
from people.powers import only_editors, only_those_who_look_after

MOST = 50  # of a part of the list


def institution_or_404(slug):
    """By its address of today or a former one: links in old messages still lead to it."""
    if found := queries.institution_called(slug):
        return found
    raise Http404(f"No institution has the address {slug}.")


@reads_only
def managed(request):
    """The institutions that somebody looks after, with what waits there."""
    institutions = part_of(request, queries.looked_after_by(request.user), size=MOST)
    return render(request, "managing/managed_institutions.html", {"institutions": institutions})


@also_posts
@reads_only
def new(request):
    only_editors("add institutions", by=request.user)
    return _form_page(request, NewInstitutionForm, None)


@also_posts
@reads_only
def edit(request, slug):
    institution = institution_or_404(slug)
    only_those_who_look_after(institution, by=request.user)
    return _form_page(request, InstitutionForm, institution)


def _form_page(request, form_class, institution):
    typed = request.POST if request.method == "POST" else kept_post(request)
    title = f"Change {institution}" if institution else "Add an institution"  # before the form writes into it
    back = reverse("institution-manage", args=[institution.slug]) if institution else reverse("managed-institutions")
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
    context = {"form": form, "institution": institution, "title": title, "back": back, "domains": domains}
    status = 422 if request.method == "POST" else 200
    return render(request, "managing/institution_form.html", context, status=status)
