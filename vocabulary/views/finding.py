"""What the editors' pages find in the same way."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from people.powers import only_editors
from vocabulary.looks import look_at
from vocabulary.models import ChangeSet, Proposal

WHAT = "keep the vocabulary"


def editors_only(request):
    only_editors(WHAT, by=request.user)


def set_or_404(request, pk):
    """A change set, for editors."""
    editors_only(request)
    return get_object_or_404(ChangeSet.objects.select_related("scheme", "version"), pk=pk)


def concept_in(change_set, slug):
    """(the Look of a set, its concept with this slug); 404 where there is none."""
    look = look_at(change_set)
    found = next((one for one in look.after.values() if one.slug == slug), None)
    if found is None:
        raise Http404(f"There is no skill {slug} in this set.")
    return look, found


def proposals_of(request):
    """The waiting proposal that a form was opened for (?proposal=number), in a list."""
    wanted = request.GET.get("proposal", "") or request.POST.get("proposal", "")
    return list(Proposal.objects.waiting().filter(pk=wanted)) if wanted.isdecimal() and len(wanted) < 10 else []
