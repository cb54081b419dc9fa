"""What goes over the line: how many requests and bytes a first visit to each kind of page takes, pictures aside."""

import re
from collections import Counter
from functools import cache
from itertools import groupby
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from commitment.models import Showcase
from people.models import Institution, User
from profiles.models import Profile
from review import kinds, services
from tests.markup import Tree
from tests.pages import Page

FIRST_VISIT = 120_000  # bytes, fonts included
AT_MOST = {  # kind of page: requests, kilobytes (a tenth more than was measured when this was written)
    "home": (7, 74),
    "list": (7, 88),
    "showcase": (8, 95),
    "person": (8, 93),
    "skill": (7, 72),
    "skills": (7, 78),
    "institution": (8, 93),
    "search": (7, 74),
    "log-in": (6, 76),
    "desk": (6, 74),
    "step of a form": (6, 108),
    "review": (7, 95),
    "vocabulary": (6, 74),
}
FACE = re.compile(r"@font-face \{[^}]*\}")
ITALIC = {"em", "cite", "blockquote"}
SLANTED = re.compile(r"\.([\w-]+)[^{}]*\{[^{}]*font-style: italic")


def latest(model, **wanted):
    return model.objects.published().filter(**wanted).latest("published_at").get_absolute_url()


@pytest.fixture
def visits(demo, served, browse):
    """{kind of page: (who looks, its address)}."""
    staff, reviewer, editor = (User.objects.get(email=f"{who}@demo.example") for who in ("staff", "manager", "editor"))
    member, manager, keeper = browse(staff), browse(reviewer), browse(editor)
    draft = services.start(kinds.get("showcase"), by=staff, institution=staff.memberships.first().institution)
    waiting = next(
        to for _, to in Page(manager.get(reverse("review-queue"))).links if re.fullmatch(r"/review/\d+/", to)
    )
    return {
        "home": (served, "/"),
        "list": (served, "/showcases/"),
        "showcase": (served, latest(Showcase)),
        "person": (served, latest(Profile)),
        "skill": (served, "/skills/web-archiving/"),
        "skills": (served, "/skills/"),
        "institution": (served, Institution.objects.filter(showcases__isnull=False)[0].get_absolute_url()),
        "search": (served, "/search/?q=maps"),
        "log-in": (served, reverse("account_login")),
        "desk": (member, reverse("desk")),
        "step of a form": (member, reverse("submission-step", args=[draft.pk, "basics"])),
        "review": (manager, waiting),
        "vocabulary": (keeper, reverse("vocabulary")),
    }


@cache
def faces(sheet):
    """[(family, whether it is slanted, {code of each letter}, address)] of a sheet's fonts."""
    found = []
    for rule in FACE.findall(sheet):
        if "unicode-range" in rule:
            family, style = (re.search(rf'font-{name}: "?([\w ]+)"?;', rule)[1] for name in ("family", "style"))
            letters = set()
            for first, last in re.findall(r"U\+(\w+)(?:-(\w+))?", rule):
                letters |= set(range(int(first, 16), int(last or first, 16) + 1))
            found.append((family, style == "italic", frozenset(letters), re.search(r'url\("([^"]+)"\)', rule)[1]))
    return found


def size(client, address):
    """Bytes of an answer as it goes over the line."""
    answer = client.get(address, headers={"accept-encoding": "br, gzip"})
    assert answer.status_code == 200, address
    return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def taken(client, address, folder):
    """{address: bytes} of all that a browser with an empty cache takes for a page, but for its pictures."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    html = client.get(address).content.decode()
    elements = list(Tree(html).root.all())
    named = [one.at["href"] for one in elements if one.tag == "link" and one.at.get("rel") in ("stylesheet", "icon")]
    named += [one.at["src"] for one in elements if one.tag == "script" and one.at.get("src")]
    [sheet] = [name for name in named if "/css/portal." in name]
    css = (folder / sheet.removeprefix("/static/")).read_text()
    letters = {ord(letter) for letter in re.sub(r"<[^>]*>", "", html)}
    slanted = set(SLANTED.findall(css))
    is_slanted = any(one.tag in ITALIC or slanted & set(one.at.get("class", "").split()) for one in elements)
    for _, slant, its, font in faces(css):
        if its & letters and (is_slanted or not slant):
            named.append(urljoin(sheet, font))
    return {address: len(answer.content), **{name: size(client, name) for name in named}}


def test_a_first_visit_keeps_to_its_budget_on_each_kind_of_page(visits, collected):
    found = {kind: taken(client, address, collected) for kind, (client, address) in visits.items()}
    assert set(found) == set(AT_MOST)
    beyond = []
    for kind, files in found.items():
        requests, kilobytes = AT_MOST[kind]
        told = f"{kind}: {len(files)} requests, {sum(files.values()):,} bytes, of {files}"
        if len(files) > requests or sum(files.values()) > min(kilobytes * 1000, FIRST_VISIT):
            beyond.append(told)
    assert not beyond, "\n".join(beyond)


def test_a_page_has_one_sheet_and_one_script_and_asks_for_two_fonts_early(visits):
    for kind, (client, address) in visits.items():
        elements = list(Tree(client.get(address).content.decode()).root.all())
        rels = Counter(one.at.get("rel") for one in elements if one.tag == "link")
        scripts = [one.at.get("type") for one in elements if one.tag == "script"]
        early = [one.at["src"] for one in elements if one.tag == "script" and not one.at.get("type")]
        assert rels["stylesheet"] == 1, kind
        assert (rels["preload"], rels["modulepreload"]) == (2, 0), kind
        assert scripts.count("module") == 1, kind
        assert all("/js/here." in source for source in early), kind  # who is there, before the page is drawn
        assert len(early) <= 1, kind


def test_the_picture_that_is_seen_first_is_fetched_first_and_those_below_when_they_are_near(visits):
    for kind, count in {"list": 1, "showcase": 1, "home": 0, "institution": 0, "search": 0}.items():
        client, address = visits[kind]
        pictures = [one for one in Tree(client.get(address).content.decode()).root.all() if one.tag == "img"]
        early = [one for one in pictures if one.at.get("fetchpriority") == "high"]
        assert early == pictures[:count], kind
        at_once = [one for one in pictures if one.at.get("loading") != "lazy"]
        assert at_once == pictures[: {"showcase": 1, "home": 0}.get(kind, 3)], kind  # the first row, at its widest
        assert all(one.at["width"] and one.at["height"] for one in pictures), kind


LETTERS = {"Welsh": "ŵŷẁẃẅỳâêîôû", "Polish": "ąćęłńóśźżŁŻ„”", "Turkish": "ğışİçö", "French": "éèœÿ«»", "Irish": "áéíóú"}


@pytest.mark.parametrize("language", LETTERS)
def test_each_letter_of_a_name_is_in_one_file_of_each_typeface(served, collected, language):
    [sheet] = (collected / "css").glob("portal.*.css")
    kept = sorted(faces(sheet.read_text()), key=lambda face: face[:2])
    for (family, slant), files in groupby(kept, key=lambda face: face[:2]):
        files = list(files)
        for letter in LETTERS[language]:
            having = [address for *_, its, address in files if ord(letter) in its]
            assert len(having) == 1, f"{letter} in {family}{' italic' * slant}: {having}"


@pytest.mark.parametrize(("packing", "wanted"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_texts_are_packed_as_browsers_can_take_it(served, packing, wanted):
    for address in named_by(served):
        answer = served.get(address, headers={"accept-encoding": packing})
        if "favicon" not in address:  # too small for it
            assert answer.headers.get("Content-Encoding") == (wanted if address.endswith((".css", ".js")) else None)
        assert int(answer.headers["Content-Length"]) == len(b"".join(answer.streaming_content))


def test_a_browser_that_has_a_file_is_told_so_and_who_asks_for_a_part_gets_it(served):
    for address in named_by(served):
        whole, head = served.get(address), served.head(address)
        body = b"".join(whole.streaming_content)
        assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(body)))
        assert b"".join(head) == b""
        for name, value in (
            ("if-none-match", whole.headers["ETag"]),
            ("if-modified-since", whole.headers["Last-Modified"]),
        ):
            assert served.get(address, headers={name: value}).status_code == 304, address
        part = served.get(address, headers={"range": "bytes=0-9"})
        assert (part.status_code, b"".join(part.streaming_content)) == (206, body[:10]), address


def named_by(client):
    """Addresses of the files that the front page names."""
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").content.decode())
