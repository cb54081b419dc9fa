"""Marbled covers: drawn once, kept packed, and never wrong."""

import gzip
import re
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from commitment import cover_files
from commitment.covers import CLOTHS, HEIGHT, WIDTH, marble
from commitment.models import Showcase
from config import upkeep
from config.storage import MediaStorage
from review import kinds, services
from tests.drawn import a_picture
from tests.factories import SubmissionFactory, live_of, publish_showcase

PACKED = {"accept-encoding": "gzip"}
MOVE = re.compile(r"M(-?\d+) (-?\d+)l")


@pytest.fixture
def live(covers_drawn, author, library):
    return publish_showcase(author=author, institution=library, pillars=["visibility"])


@pytest.fixture
def drawn(monkeypatch):
    """Marks of the papers that are drawn from now on."""
    marks, draw = [], cover_files.marble
    monkeypatch.setattr(cover_files, "marble", lambda mark, pillars: marks.append(mark) or draw(mark, pillars))
    return marks


def files(folder=cover_files.FOLDER):
    """Names of all covers that are kept."""
    if not default_storage.exists(folder):
        return []
    folders, names = default_storage.listdir(folder)
    return sorted([*names, *(name for inner in folders for name in files(f"{folder}/{inner}"))])


def changed(live, **content):
    submission = SubmissionFactory(author=live.owner, institution=live.institution, live=live, approved=True, **content)
    return live_of(submission)


def test_a_paper_is_the_same_each_time_and_in_the_cloths_of_its_pillars():
    paper = marble("S-7K2QX", ("visibility", "sustainability"))
    assert paper == marble("S-7K2QX", ("visibility", "sustainability"))
    assert paper != marble("S-7K2QY", ("visibility", "sustainability"))
    assert all(CLOTHS[pillar] in paper for pillar in ("visibility", "sustainability"))
    assert CLOTHS["recognition"] not in paper
    assert ElementTree.fromstring(paper).attrib["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"  # noqa: S314  our own


def test_a_paper_weighs_little():
    """Twenty of them are on a list."""
    packed = [len(gzip.compress(marble(f"S-{n:05}", ("visibility",)).encode())) for n in range(10)]
    assert sum(packed) / len(packed) < 4200
    assert max(packed) < 5500


def test_it_is_drawn_when_the_showcase_goes_live_and_never_again(live, drawn):
    assert files() == [f"{live.shelf_mark}.visibility.svg.gz"]
    for headers in (PACKED, {}, PACKED):
        assert Client().get(live.cover.url, headers=headers).status_code == 200
    changed(live, summary="Told otherwise.", pillars=["visibility"])
    assert drawn == []


def test_it_is_served_as_it_lies_with_its_length_and_for_a_year(live):
    answer = Client().get(live.cover.url, headers=PACKED)
    with default_storage.open(f"{cover_files.FOLDER}/{live.shelf_mark[2:4]}/{files()[0]}") as file:
        lies = file.read()
    assert answer.content == lies
    assert answer["Content-Encoding"] == "gzip"
    assert int(answer["Content-Length"]) == len(lies)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = Client().get(live.cover.url)
    assert plain.content == gzip.decompress(lies)
    assert plain["ETag"] != answer["ETag"], "other bytes"
    assert {answer["Vary"], plain["Vary"]} == {"Accept-Encoding"}
    head = Client().head(live.cover.url, headers=PACKED)
    assert (head.content, head["Content-Length"]) == (b"", answer["Content-Length"])


@pytest.mark.parametrize("headers", [PACKED, {}])
def test_who_has_it_is_told_so_without_it_being_read(live, headers, monkeypatch):
    first = Client().get(live.cover.url, headers=headers)
    monkeypatch.setattr(MediaStorage, "open", None)
    again = Client().get(live.cover.url, headers={**headers, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert [again[name] for name in ("Cache-Control", "ETag", "Vary")] == [
        first[name] for name in ("Cache-Control", "ETag", "Vary")
    ]


def test_a_cover_costs_one_statement_besides_which_edition_it_is(live, django_assert_num_queries):
    url = live.cover.url
    with django_assert_num_queries(2):
        Client().get(url, headers=PACKED)


def test_other_pillars_make_another_paper_and_the_former_is_removed(live):
    before = Client().get(live.cover.url)
    now = changed(live, pillars=["recognition", "visibility"])
    after = Client().get(now.cover.url)
    assert now.cover.url != live.cover.url
    assert after.content != before.content
    assert after["ETag"] != before["ETag"]
    assert files() == [f"{live.shelf_mark}.recognition.visibility.svg.gz"]
    assert Client().get(live.cover.url)["Cache-Control"] == "public, max-age=300", "the address of a former version"


def test_one_that_gets_a_picture_has_no_paper_any_more(live, author):
    picture = {"picture": str(a_picture(by=author).pk), "alt": "A map", "credit": ""}
    now = changed(live, pictures=[picture])
    assert files() == []
    changed(now, pictures=[])
    assert files() == [f"{live.shelf_mark}.visibility.svg.gz"]


def test_one_that_is_withdrawn_has_none_until_it_comes_back(live):
    services.withdraw_live(kinds.get("showcase"), live, by=live.owner)
    assert files() == []
    assert Client().get(live.cover.url).status_code == 404
    changed(Showcase.objects.get(pk=live.pk))
    assert files() == [f"{live.shelf_mark}.visibility.svg.gz"]


def test_the_task_may_run_twice_and_of_what_is_gone(live):
    for number in (live.pk, live.pk, live.pk + 1000):
        cover_files.bring_up_to_date.func(number)
    assert files() == [f"{live.shelf_mark}.visibility.svg.gz"]


def test_a_preview_draws_nothing(live, author, drawn, browse):
    change = SubmissionFactory(author=author, institution=live.institution, live=live, pillars=["recognition"])
    assert browse(author).get(f"{change.get_absolute_url()}preview/").status_code == 200
    assert (drawn, files()) == ([], [f"{live.shelf_mark}.visibility.svg.gz"])


def test_one_that_got_lost_is_drawn_for_whoever_asks_and_kept(live, drawn):
    default_storage.delete(f"{cover_files.FOLDER}/{live.shelf_mark[2:4]}/{files()[0]}")
    answers = [Client().get(live.cover.url, headers=PACKED).content for _ in range(3)]
    assert len(set(answers)) == 1
    assert drawn == [live.shelf_mark]
    assert len(files()) == 1


@pytest.mark.parametrize("data", [b"", b"no cover", None])
def test_one_that_was_damaged_is_drawn_anew(live, data):
    name = cover_files._name(live.shelf_mark, live.pillars)
    with default_storage.open(name) as file:
        whole = file.read()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole[:200] if data is None else data))
    assert cover_files.packed(live.shelf_mark, live.pillars) == whole
    with default_storage.open(name) as file:
        assert file.read() == whole


def test_where_the_store_is_away_the_rest_of_a_migration_is_done(live, monkeypatch, caplog):
    def away(self, name):
        raise OSError("The store does not answer")

    monkeypatch.setattr(type(default_storage._wrapped), "exists", away)
    assert upkeep.fill_gaps()["search rows of showcases made anew"] == 0
    assert "No covers can be kept" in caplog.text


def test_a_full_disk_keeps_nobody_from_seeing_it(live, monkeypatch, caplog):
    default_storage.delete(f"{cover_files.FOLDER}/{live.shelf_mark[2:4]}/{files()[0]}")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MediaStorage, "save", full)
    answer = Client().get(live.cover.url)
    assert answer.content.startswith(b"<svg")
    assert "No space left" in caplog.text
    assert files() == []


# -- those of what was published before ----------------------------------------------------------------------


@pytest.fixture
def many(author, library, monkeypatch):
    """Live showcases of a release that drew no covers, in more than one batch; the newest has a picture."""
    row = {"picture": str(a_picture(by=author).pk), "alt": "A map", "credit": ""}
    lives = [publish_showcase(author=author, institution=library) for _ in range(5)]
    publish_showcase(author=author, institution=library, pictures=[row])
    for folder in default_storage.listdir(cover_files.FOLDER)[0]:
        for name in default_storage.listdir(f"{cover_files.FOLDER}/{folder}")[1]:
            default_storage.delete(f"{cover_files.FOLDER}/{folder}/{name}")
    assert files() == []
    monkeypatch.setattr(cover_files, "BATCH", 2)
    return lives


def test_after_a_migration_all_are_drawn_the_newest_first_and_only_once(many, drawn):
    call_command("migrate", verbosity=0)
    assert drawn == [live.shelf_mark for live in reversed(many)]
    assert len(files()) == len(many) + 1, "and the mark that it was begun"
    upkeep.keep_house()
    assert len(drawn) == len(many)


def test_who_publishes_nothing_has_nothing_to_draw(db):
    assert cover_files.begin() == 0
    assert files() == []


def test_after_a_full_disk_housekeeping_goes_on_where_it_was_left(many, drawn, monkeypatch):
    save, room = MediaStorage.save, [True, True, True]  # for the mark and two covers

    def nearly_full(storage, name, content):
        if not room:
            raise OSError(28, "No space left on device")
        room.pop()
        return save(storage, name, content)

    monkeypatch.setattr(MediaStorage, "save", nearly_full)
    assert cover_files.begin() == len(many)
    assert not default_storage.exists(cover_files.BEGUN)
    assert cover_files.begin() == 0, "there is no room for the mark"
    monkeypatch.setattr(MediaStorage, "save", save)
    drawn.clear()
    assert upkeep.keep_house()["marbled covers queued to be drawn"] == len(many)
    assert drawn == [live.shelf_mark for live in reversed(many[:3])]
