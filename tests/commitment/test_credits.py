"""Credits: somebody is named, and linked to the member that they are, for as long as they are one."""

from review import kinds, services
from tests.content import contributor
from tests.factories import SubmissionFactory, publish_profile, publish_showcase
from tests.helpers import check


def test_a_contributor_whose_account_was_closed_can_stay_credited(library, author, colleague, manager):
    row = contributor(name="Ewan Strand", member=colleague.email)
    live = publish_showcase(institution=library, author=author, contributors=[row])
    colleague.is_active = False
    colleague.save()
    change = SubmissionFactory(institution=library, author=author, live=live, title="Seventy maps")
    assert check(change) == []


def test_the_author_does_not_learn_the_address_of_who_they_credit(library, author, colleague):
    profile = publish_profile(institution=library, author=colleague, name="Ewan Strand")
    row = contributor(name="Ewan Strand", member=f"https://colophon.example/people/{profile.slug}/")
    live = publish_showcase(institution=library, author=author, contributors=[row])
    assert live.contributors.get().user == colleague
    change = services.start(kinds.get("showcase"), by=author, institution=library, live=live)
    assert colleague.email not in str(change.content)
    assert check(change) == []
