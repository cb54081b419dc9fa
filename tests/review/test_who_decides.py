"""Who decides and whose work it is: two facts, and what follows when somebody moves on."""

import pytest
from django.urls import reverse

from config.errors import Refused
from people import services as people
from review import services
from review.models import Submission
from tests.factories import MembershipFactory, SubmissionFactory, publish_showcase


def test_whoever_left_an_institution_sends_it_nothing_any_more(library, author, manager):
    draft = SubmissionFactory(institution=library, author=author)
    people.leave(library, by=author)
    with pytest.raises(Refused, match="not a member"):
        services.move(draft, "submit", by=author)


@pytest.mark.parametrize("kind", ["profile", "showcase"])
def test_a_text_moves_with_its_author_to_the_next_institution(kind, library, author, browse):
    draft = SubmissionFactory(kind=kind, institution=library, author=author, withdrawn=True)
    people.leave(library, by=author)
    client = browse(author)
    answer = client.post(reverse("submission-again", args=[draft.pk]))
    assert answer.headers["Location"] == reverse("join")
    there = MembershipFactory(user=author).institution
    client.post(reverse("submission-again", args=[draft.pk]))
    again = Submission.objects.open().get(author=author)
    # A profile says where its person is now; a showcase stays where the work was done.
    place = there if kind == "profile" else library
    assert (again.queue_institution, again.content) == (there, {**draft.content, "institution": place.slug})


def test_whoever_belongs_nowhere_is_not_offered_to_change_their_pages(library, author, browse):
    live = publish_showcase(institution=library, author=author)
    people.leave(library, by=author)
    client = browse(author)
    change = reverse("live-change", args=["showcase", live.pk])
    assert client.post(change).headers["Location"] == reverse("join")
