"""The steps of both kinds, as they look with everything that the script adds."""

import pytest

from review import kinds
from tests.factories import SubmissionFactory


@pytest.mark.parametrize("profile", [False, True], ids=["showcase", "profile"])
def test_every_step_is_accessible_in_both_themes_and_fits_a_narrow_screen(
    page, log_in, look, shoot, axe, author, library, profile
):
    draft = SubmissionFactory(author=author, institution=library, profile=profile)
    log_in(author)
    for step in kinds.get(draft.kind).content.steps:
        page.goto(f"/desk/submissions/{draft.pk}/{step.slug}/")
        for width, theme in ((320, "dark"), (360, "light"), (1440, "dark"), (1440, "light")):
            look(width, theme)
            shoot(f"{draft.kind}-{step.slug}-{width}-{theme}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, step.slug
            if (width, theme) in ((320, "dark"), (1440, "light")):
                axe(page)
