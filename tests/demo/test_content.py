"""The demonstration: loaded once, through the services, and whole."""

import re
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from commitment.models import Showcase
from commitment.pillars import PILLARS
from demo import serving
from demo.loading import ACCOUNTS, PASSWORD
from drafting.differences import differences
from people.models import Event, Institution, User
from people.powers import powers_of
from pictures.models import Upload
from profiles.models import Profile
from profiles.queries import with_place
from reading.words import spellings
from review import kinds
from review.models import FOR_TAKING_DOWN, Note, Reason, Removal, Status, Submission
from search.asking import ask
from search.lookups import Lexemes
from skills.models import Skill
from tests.factories import UserFactory
from tests.helpers import check, content_of
from tests.pages import Page
from tests.skos.files import skill, vocabulary
from vocabulary import apps
from vocabulary.models import Proposal

WRITTEN_OTHERWISE = {  # what live pages hold in one form, however it was typed
    "Contributor": "people by their profile",
    "Partner institution": "from A to Z",
    "Results in figures": "figures",
    "Work sample": "skills by their names",
}


def load_demo():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.mark.slow
def test_the_demo_loads_whole_and_once(demo, demo_database, browse):
    _, said, messages = demo_database
    assert "The demo content is loaded." in said
    assert messages == []
    it_is_large_and_various()
    somebody_else_decided_everything()
    every_state_can_be_seen()
    some_are_gone_and_say_why(browse)
    somebody_has_left(browse)
    what_is_live_reads_back_as_it_was_written()
    words_at_marks_find_their_pages()
    somebodys_own_words_wait_for_the_editors(browse)
    the_accounts_can_log_in(browse)

    before = counts()
    assert "The demo content is there already." in load_demo()
    assert counts() == before


def counts():
    return {model.__name__: model.objects.count() for model in (User, Institution, Submission, Event, Upload)}


def somebodys_own_words_wait_for_the_editors(browse):
    one = Proposal.objects.waiting().get(words="adhesive poultices")
    page = browse().get(one.made_by.profile.get_absolute_url()).content.decode()
    assert "In their own words: adhesive poultices" in page


def it_is_large_and_various():
    showcases, profiles = Showcase.objects.published(), Profile.objects.published()
    assert showcases.count() >= 36
    assert Submission.objects.filter(kind="profile").exclude(status=Status.DRAFT).count() >= 40
    assert profiles.count() >= 36
    assert Institution.objects.filter(parent=None).count() == 8
    used = Skill.objects.filter(showcaseskills__isnull=False) | Skill.objects.filter(profileskills__isnull=False)
    assert used.distinct().count() >= 70
    pillars = Counter(slug for showcase in showcases for slug in showcase.pillars)
    assert all(pillars[pillar.slug] >= 8 for pillar in PILLARS)
    assert len({showcase.first_year for showcase in showcases}) >= 5
    assert {showcase.institution.kind for showcase in showcases} >= {"national", "university", "archive", "public"}
    assert not showcases.filter(search=None).exists()
    assert not profiles.filter(search=None).exists()


def somebody_else_decided_everything():
    for submission in Submission.objects.exclude(decided_by=None).select_related("decided_by", "queue_institution"):
        assert submission.decided_by != submission.author
        assert powers_of(submission.decided_by).manages(submission.queue_institution)
    for live in (*Showcase.objects.published(), *Profile.objects.published()):
        assert live.first_published_at <= live.published_at
        assert Submission.objects.filter(target_id=live.pk, published_version=live.version).exists()


def every_state_can_be_seen():
    states = Counter(Submission.objects.values_list("status", flat=True))
    for status in (Status.SUBMITTED, Status.RETURNED, Status.DECLINED, Status.APPROVED):
        assert states[status], status
    manager = User.objects.get(email="manager@demo.example")
    assert Submission.objects.reviewable_by(manager).waiting().exists()
    refused = Event.objects.filter(kind="submission", verb__in=["return", "decline"])
    assert set(refused.values_list("pk", flat=True)) == set(Note.objects.values_list("event", flat=True))


def some_are_gone_and_say_why(browse):
    assert Showcase.objects.withdrawn().count() == 2
    withdrawn = Removal.objects.get(reason=Reason.OWNER)
    taken_down = Removal.objects.get(reason__in=FOR_TAKING_DOWN)
    for removal, said in ((withdrawn, "“Forty lockers"), (taken_down, "Somebody else has rights in what it showed.")):
        page = browse().get(Showcase.objects.get(pk=removal.object_id).get_absolute_url())
        assert page.status_code == 410
        assert said in page.content.decode()
    assert taken_down.by != Showcase.objects.get(pk=taken_down.object_id).owner
    assert taken_down.text


def somebody_has_left(browse):
    [left] = [profile for profile in with_place(Profile.objects.published()) if profile.left_on]
    last = left.left_on
    assert timezone.localdate() - timedelta(days=300) < last < timezone.localdate()
    assert (last + timedelta(days=1)).day == 1
    page = Page(browse().get(left.get_absolute_url()))
    assert f"until {last:%B %Y}" in page
    assert "Worked at" in page


def what_is_live_reads_back_as_it_was_written():
    """A change that changes nothing differs in nothing, and passes the check."""
    for submission in Submission.objects.filter(status=Status.APPROVED).select_related("author", "queue_institution"):
        kind = kinds.get(submission.kind)
        live = kind.publication.model.objects.get(pk=submission.target_id)
        content, context = content_of(live), submission.context()
        assert content_of(live) == content
        found = {d["label"] for d in differences(kind.content, submission.content, content, context=context)}
        assert found <= WRITTEN_OTHERWISE.keys(), live
        submission.content = content
        assert check(submission) == [], live


MARKS = "’‘“”–—…\xa0"
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\xa0": " "})


def words_at_marks_find_their_pages():
    """Every word of the public texts that touches a mark that people do not type, as it stands and as they type it."""
    looked_for = 0
    for live in (*Showcase.objects.published(), *Profile.objects.published()):
        page = type(live).objects.filter(pk=live.pk)
        pieces = {piece for text in texts_of(live) for piece in re.split("[ \n]+", text) if set(piece) & set(MARKS)}
        for piece in pieces:
            if is_common(piece):
                continue
            looked_for += 1
            for typed in (piece, piece.translate(STRAIGHT), piece.translate(str.maketrans("'\"-", "’”–"))):
                assert page.filter(search=Lexemes(ask(typed.strip("-")).strict())).exists(), (live, typed)
    assert looked_for > 200


NO_TEXTS = {"url", "website", "doi", "label", "credit", "alt", "photo_alt", "started", "ended", "awarded", "expires"}


def texts_of(live):
    """All that people wrote on a live page; dates are asked for by year."""
    content = content_of(live)
    rows = [row for group in content.values() if isinstance(group, list) for row in group if isinstance(row, dict)]
    for holder in (content, *rows):
        for name, value in holder.items():
            if isinstance(value, str) and name not in NO_TEXTS:
                yield value


def is_common(text):
    """Whether it is only of words that nobody searches for: where they are no names, they are not kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('english', %s) = ''", [" ".join(spellings(text)[-1])])
        return cursor.fetchone()[0]


def the_accounts_can_log_in(browse):
    for email, _, _ in ACCOUNTS:
        client = browse()
        client.post("/accounts/login/", {"login": email, "password": PASSWORD})
        assert client.get("/desk/").status_code == 200, email


def test_a_demo_from_before_gets_the_newer_vocabulary_once(load, monkeypatch, tmp_path, capsys):
    load(vocabulary(skill("paper", "Paper repair")))
    monkeypatch.setenv("COLOPHON_VAR", str(tmp_path))
    newer = vocabulary(skill("paper", "Paper repair"), skill("books", "Book repair"), version="2.0")
    for text, said in ((newer, "Loading the vocabulary ...\n"), (newer, ""), ("rubbish", "stays as it was: ")):
        path = tmp_path / "newer.ttl"
        path.write_text(text)
        monkeypatch.setattr(apps, "SHIPPED", [path])
        capsys.readouterr()
        serving.load_vocabulary()
        assert said in capsys.readouterr().out if said else not capsys.readouterr().out
        assert set(Skill.objects.values_list("slug", flat=True)) == {"paper", "books"}


def test_a_demo_whose_database_alone_was_deleted_gets_its_vocabulary_again(db, monkeypatch, tmp_path):
    path = tmp_path / "skills.ttl"
    path.write_text(text := vocabulary(skill("paper", "Paper repair")))
    monkeypatch.setenv("COLOPHON_VAR", str(tmp_path))
    monkeypatch.setattr(apps, "SHIPPED", [path])
    (tmp_path / "vocabulary").write_text(sha256(text.encode()).hexdigest())
    serving.load_vocabulary()
    assert Skill.objects.get().slug == "paper"


def test_the_demo_keeps_away_from_real_accounts(db):
    UserFactory()
    with pytest.raises(CommandError, match="There are accounts in this database already"):
        load_demo()


def test_the_demo_keeps_away_from_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        load_demo()


def test_the_demo_wants_the_vocabulary_first(db):
    with pytest.raises(CommandError, match="Load the vocabulary first"):
        load_demo()
