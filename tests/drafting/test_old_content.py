"""Content of another shape than today's forms make, as an earlier release may have left it, breaks no page."""

import pytest
from django.urls import reverse

from review.models import Submission
from tests.factories import SubmissionFactory, live_of

ODD = ["text", 5, {"a": 1}, ["text"], [5, None], [["a"]], None]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_a_row_group_of_any_shape_is_shown_as_what_can_be_read(odd, author, library, manager, browse):
    live = live_of(SubmissionFactory(author=author, institution=library, approved=True, reviewer=manager))
    change = SubmissionFactory(author=author, institution=library, live=live, submitted=True)
    content = change.content | dict.fromkeys(("contributors", "skills", "outcomes", "pictures"), odd) | {"title": 5}
    Submission.objects.filter(pk=change.pk).update(content=content)
    assert browse(manager).get(change.get_review_url()).status_code == 200
    Submission.objects.filter(pk=change.pk).update(status="draft")
    for step in ("basics", "people", "skills"):
        assert browse(author).get(reverse("submission-step", args=[change.pk, step])).status_code == 200
    assert browse(author).get(change.get_absolute_url() + "?check=1").status_code == 200
