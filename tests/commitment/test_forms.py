"""What the steps of a showcase take and what they say about the rest."""

import pytest

from tests.content import contributor
from tests.factories import SubmissionFactory
from tests.helpers import check


def problems(**changes):
    return [(p.step.slug, p.message) for p in check(SubmissionFactory(**changes))]


def test_a_whole_showcase_has_no_problem(db):
    assert problems() == []


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("title", "basics"),
        ("summary", "basics"),
        ("pillars", "basics"),
        ("stance", "basics"),
        ("started", "basics"),
        ("challenge", "story"),
        ("what_we_did", "story"),
        ("outcome", "story"),
        ("contributors", "people"),
        ("skills", "skills"),
        ("licence", "pictures"),
    ],
)
def test_what_a_showcase_cannot_do_without(name, step, db):
    empty = [] if name in ("pillars", "contributors", "skills") else ""
    ((found, _),) = problems(**{name: empty})
    assert found == step


def test_all_the_rest_is_optional(db):
    rows = ("partners", "outcomes", "links", "pictures")
    assert problems(advice="", doi="", ended="", **{name: [] for name in rows}) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pillars": ["happiness"]}, "happiness is not one of the available choices"),
        ({"stance": "bystander"}, "bystander is not one of the available choices"),
        ({"started": "once"}, "not a date we can read"),
        ({"started": "May 2024", "ended": "April 2024"}, "cannot end before it began"),
        ({"doi": "the report"}, "A DOI begins with 10."),
        ({"licence": "wtfpl"}, "wtfpl is not one of the available choices"),
        ({"contributors": [contributor(credit_roles=[], library_roles=[])]}, "Tick at least one role"),
        ({"contributors": [contributor(name="")]}, "“Name” is missing"),
        ({"contributors": [contributor(member="nobody@nowhere.example")]}, "Leave e-mail addresses out"),
        ({"contributors": [contributor(credit_roles=["magic"])]}, "magic is not one of the available choices"),
        ({"skills": [{"skill": "basket weaving"}]}, "“basket weaving” is not in the vocabulary"),
        ({"partners": [{"institution": "atlantis"}]}, "“atlantis” is not an institution here"),
        ({"links": [{"label": "Notes", "url": "ftp://x.example/"}]}, "https://"),
        ({"links": [{"label": "", "url": "https://x.example/"}]}, "“What it is” is missing"),
        ({"outcomes": [{"measure": "m", "before": "", "after": "lots", "unit": "", "source": ""}]}, "is not a number"),
        ({"pictures": [{"picture": "", "alt": "A map", "credit": ""}]}, "“Picture” is missing"),
    ],
)
def test_what_is_wrong_is_said(changes, said, db):
    ((_, message),) = problems(**changes)
    assert said in message


def test_a_skill_that_is_nearly_right_is_suggested(db):
    ((_, message),) = problems(skills=[{"skill": "paper rep"}])
    assert "Did you mean Paper repair?" in message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"contributors": [contributor("Ana"), contributor("Ben", credit_roles=[], library_roles=[])]},
            "Contributor 2: What they did (CRediT roles): Tick at least one role.",
        ),
        ({"contributors": [contributor(name="")]}, "Contributor 1: “Name” is missing."),
        ({"links": [{"label": "", "url": "https://x.example/"}]}, "Links 1: “What it is” is missing."),
        (
            {"outcomes": [{"measure": "Maps", "before": "many", "after": "3"}]},
            "Results in figures 1: Before: “many” is not a number. Write digits only, for example 12500 or 4.5, and "
            "say of what under “unit”.",
        ),
        ({"skills": [{"skill": "paper-repair"}] * 2}, "Skill 2: “Paper repair” is there twice."),
        ({"contributors": []}, "Name at least one person who did the work."),
        ({"title": ""}, "“Title” is missing."),
        ({"pillars": []}, "“Which pillars does it speak to?” is missing."),
        ({"stance": "boss"}, "As what did the library take part? Select a valid choice."),
    ],
)
def test_a_problem_says_which_row_and_which_field(changes, said, db):
    [problem] = check(SubmissionFactory(**changes))
    assert problem.said.startswith(said)


@pytest.mark.parametrize(("name", "most"), [("title", 120), ("summary", 300), ("challenge", 20_000), ("doi", 200)])
def test_old_content_that_is_too_long_is_told_before_it_is_sent(name, most, db):
    draft = SubmissionFactory()
    draft.content[name] = "10.1234/" + "a" * most
    assert [f"at most {most} characters" in problem.message for problem in check(draft)] == [True]
