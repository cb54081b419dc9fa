"""What the tests of people ask of pages and messages."""

import re
from html.parser import HTMLParser

from django.contrib.auth import get_user
from django.urls import reverse

from tests.factories import PASSWORD
from tests.markup import Tree, faults
from tests.times import is_html_time

NEW_INSTITUTION = {
    "name": "Thornmere Cathedral Library",
    "kind": "cathedral",
    "country": "GB",
    "domains": "thornmere.example\nlibrary.thornmere.example",
    "ror": "https://ror.org/02mhbdp94",
    "website": "www.thornmere.example",
    "about": "Eleven thousand volumes above the cloister.",
    "manager_email": "Ada@Thornmere.example",
}


def who(client):
    """Whom this client is logged in as."""
    return get_user(client)


class Reader(HTMLParser):
    """Collects what a page may not have, and what it must have."""

    def __init__(self, page):
        super().__init__()
        self.faults, self.lang, self.title, self.words, self.path = [], "", "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.path.append(tag)
        self.lang = attrs.get("lang", self.lang) if tag == "html" else self.lang
        self.faults += [f"{tag} {name}" for name in attrs if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in attrs and attrs.get("type") != "application/json"):
            self.faults.append(f"inline {tag}")
        for name in ("src", "href", "action"):
            if (attrs.get(name) or "").startswith(("javascript:", "http:", "https:", "//")):
                self.faults.append(attrs[name])
        if tag == "time" and not is_html_time(attrs.get("datetime") or ""):
            self.faults.append(f"time {attrs}")
        if "placeholder" in attrs:
            self.faults.append("placeholder")

    def handle_endtag(self, tag):
        if tag in self.path:
            while self.path.pop() != tag:
                pass

    def handle_data(self, data):
        if "title" in self.path:
            self.title += data
        elif "script" not in self.path:
            self.words.append(data)


def check(answer):
    """The page, with single spaces, if all is well with it."""
    page = answer.content.decode()
    read = Reader(page)
    assert read.faults == []
    assert faults(Tree(page)) == []
    assert read.lang == "en-GB"
    assert read.title.strip().endswith("Colophon")
    assert not re.search(r"\bsign(ed)? ?in\b|\bemails?\b|two-factor|reauthenticate", " ".join(read.words), re.I)
    assert "site-header" in page
    return " ".join(page.split())


def code_in(message):
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", message.body, re.MULTILINE).group()


def log_in(client, user, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def prove(client, password=PASSWORD):
    """Say that it is you, before what concerns the safety of an account."""
    return client.post(reverse("account_reauthenticate"), {"password": password})
