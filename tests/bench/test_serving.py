"""What `make bench` does, over HTTP with real servers, at a size at which its figures mean nothing."""

import json
from types import SimpleNamespace

import pytest
from django.db import connection

from bench.making.filling import fill, index_all
from bench.serving import asking, floor_tables
from bench.serving.client import UNPACKED, Client
from bench.serving.floor_bits import bitmap, highest
from bench.serving.measuring import measure
from bench.serving.results import RESULTS, SIZES, goes_into, written
from bench.serving.servers import Place
from bench.serving.spent import Meter
from bench.timing import postmaster
from commitment.models import Showcase
from tests.factories import SkillFactory
from tests.helpers import SOAK

SHOWCASES, PEOPLE = 60, 12


@pytest.fixture
def pages(transactional_db):
    for n in range(8):
        SkillFactory(slug=f"craft-{n}", broader=[SkillFactory(slug="crafts")])
    fill(SHOWCASES, PEOPLE)
    index_all()
    yield asking.pages()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS bench_floor CASCADE")


@pytest.fixture
def place(tmp_path):
    return Place(connection.settings_dict, tmp_path)


@pytest.mark.soak
@pytest.mark.skipif(SOAK == 1, reason="it starts a dozen servers: in `make soak`")
def test_pages_are_measured_over_http_beside_their_floors(pages, place, tmp_path):
    place.manage("collectstatic", "--noinput")
    place.manage("createcachetable")
    floor_tables.prepare(print)
    server = int(postmaster().name)
    some = [page for page in pages if page.name in {"R1", "R5", "R7="}]
    found = measure(place, some, server, budget=0, seconds=0.1, tell=print, clients=(1, 3))
    assert found["pages"].keys() == {page.name for page in some}
    listed = found["pages"]["R1"]
    for server in ("portal off", "floor sql", "floor bitmaps", "constant", "bare"):
        assert all(ms >= 0 for ms in listed[server]["cpu"])
        assert sum(listed[server]["cpu"]) > 0
    assert sum(listed["portal off"]["cpu"]) > sum(listed["bare"]["cpu"])
    assert listed["parts off"]["statements"] > 0 < listed["parts off"]["sql"]
    assert 0 < listed["parts off"]["wire"] < listed["parts off"]["plain"]
    assert found["pages"]["R7="]["portal off"]["rounds"] >= 5
    assert {load["what"] for load in found["load"]} == {"all in turn", "R1"}
    assert all(load["rate"] > 0 and not load["wrong"] for load in found["load"])
    assert found["memory"]["off"]["first"][0] > 20
    run = {"at": "a day", "commit": "this", "minutes": 1, "busy": "none", "machine": {"Machine": "one"}}
    told = written([json.loads(json.dumps(run | {"sizes": {"10000": found, "100000": found}}))] * 2)
    assert "| R1 | list |" in told
    assert told.count("| 1.0 |") >= len(some)  # growth: it is the same
    assert Showcase.objects.count() == SHOWCASES


WHOLE = {"sizes": SIZES, "quick": False, "alone": False, "told": None}


def test_a_whole_run_is_what_is_committed(tmp_path):
    assert goes_into(tmp_path, SimpleNamespace(**WHOLE)) == RESULTS
    assert RESULTS.exists()


@pytest.mark.parametrize("part", [{"sizes": [1000]}, {"quick": True}, {"alone": True}, {"told": ["run.json"]}])
def test_what_is_measured_in_part_leaves_it_alone(part, tmp_path):
    assert goes_into(tmp_path, SimpleNamespace(**WHOLE | part)) == tmp_path


def test_the_floor_lists_what_the_portal_lists(pages, place, client):
    floor_tables.prepare(print)
    [narrowed] = next(page.addresses for page in pages if page.name == "R3")
    by_title = {page.slug: page.title for page in Showcase.objects.all()}
    shown = [page.slug for page in client.get(narrowed).context["page"].object_list]
    assert shown
    for name in ("sql", "bitmaps"):
        with place.serving(name, "bench.serving.floor:application", FLOOR=name) as server:
            body = _asked(server, narrowed)
            assert [slug for slug in by_title if f'"/showcases/{slug}/"' in body] == sorted(
                shown, key=list(by_title).index
            )
            assert f"<p>{len(shown)}</p>" in body
            everything = _asked(server, "/showcases/")
            assert f"<p>{SHOWCASES}</p>" in everything or name == "sql"
            for address in ("/", "/people/", "/skills/", next(p for p in pages if p.name == "R9m").addresses[0]):
                assert "<main>" in _asked(server, address)


def _asked(server, address):
    with Client(server.port) as client:
        answer = client.get(address, **UNPACKED)
    assert answer.status == 200
    return answer.body.decode()


def test_bits_of_a_bitmap_are_found_from_the_highest_on():
    ranks = [1, 7, 8, 30, 31, 32, 1000]
    bits = bitmap(ranks, 1000)
    assert bits.bit_count() == len(ranks)
    assert highest(bits, 0, 3) == [1000, 32, 31]
    assert highest(bits, 2, 3) == [31, 30, 8]
    assert highest(bits, 5, 20) == [7, 1]
    assert highest(0, 0, 20) == []


def test_what_a_closed_connection_has_spent_before_is_not_counted_again(db):
    meter, other = Meter(int(postmaster().name), []), connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT sum(n) FROM generate_series(1, 2000000) n")
    busy = meter.lap()
    other.close()
    closed = meter.lap()
    assert busy.sql > 30
    assert closed.ended < busy.sql / 2
