"""A new name where showcases credit somebody."""

from commitment import search
from commitment.models import Contributor, Showcase
from drafting.steps import rows_in
from profiles.members import reference_to
from review.models import Submission
from review.services import hold


def rename_contributor(user, keeps_address):
    """In drafts, in what waits, in every version that was, and on live pages; whoever wrote them."""
    reference = reference_to(user)
    credits = {"content__contributors__contains": [{"member": reference}]}
    for submission in hold(Submission.objects.filter(kind="showcase", **credits)):
        for row in rows_in(submission.content, "contributors"):
            if row.get("member") == reference:
                row["name"] = user.name
        submission.save(update_fields=["content"])
    theirs = Showcase.objects.filter(pk__in=Contributor.objects.filter(user=user).values("showcase"))
    hold(theirs)  # before their parts, as whoever approves a change does
    Contributor.objects.filter(user=user).update(name=user.name)
    search.index(theirs)


def known_names():
    """Everybody whom showcases credit, members or not."""
    return Contributor.objects.order_by().values_list("name", flat=True).distinct().iterator()
