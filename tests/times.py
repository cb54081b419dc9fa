"""What HTML takes for the `datetime` of a <time>, and which of a page's are not that."""

import re
from datetime import date, time
from html.parser import HTMLParser

CLOCK = r"(?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)"
FORMS = re.compile(
    rf"(?P<year>\d{{4}})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ]{CLOCK}(?:Z|[+-]\d\d:?\d\d)?)?)?)?|\d{{4}}-W\d\d",
    re.ASCII,
)


def is_html_time(text):
    """A year, a month, a day, a week, or a moment with at most three figures after its seconds."""
    found = FORMS.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found["year"] or 1), int(found["month"] or 1), int(found["day"] or 1))
        time.fromisoformat((found["clock"] or "00:00").partition(".")[0])
    except ValueError:
        return False
    return True


class _Times(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag == "time":
            self.found.append(dict(attributes).get("datetime") or "")


def times_in(markup):
    """Every `datetime` of a <time> on a page."""
    return _Times(markup).found
