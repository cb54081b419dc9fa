"""Template tags and filters that the components share; a builtin of every template (no {% load %} needed)."""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from config.icons import ICONS
from config.moments import day_of
from reading.dates import WrittenDate
from reading.text import quoted

register = template.Library()
THIN_SPACE = "\u202f"  # narrow and unbreakable: a number never falls apart at the end of a line


@register.simple_tag
def icon(name, size="1em"):
    """One of config.icons as inline SVG, hidden from assistive technology: always put words beside it."""
    return format_html(
        '<svg class="icon icon--{0}" viewBox="0 0 16 16" width="{1}" height="{1}" aria-hidden="true" '
        'focusable="false">{2}</svg>',
        name,
        size,
        mark_safe(ICONS[name]),  # noqa: S308 - a constant of ours
    )


@register.simple_tag(takes_context=True)
def nav_link(context, name, label, count=None):
    """A link of the main navigation, marked as the current one on its page and those below it."""
    url = reverse(name)
    path = getattr(context.get("request"), "path", "")
    current = ""
    if path == url:
        current = mark_safe(' aria-current="page"')
    elif path.startswith(url):
        current = mark_safe(' aria-current="true"')
    badge = ""
    if count:
        badge = format_html(' <span class="count">{}<span class="visually-hidden"> waiting</span></span>', thin(count))
    return format_html('<a class="nav__link" href="{}"{}>{}{}</a>', url, current, label, badge)


CARDS = {"showcase": "showcase", "person": "profile"}  # what their templates call what they show
# The server does not know how wide a window is. Three stand side by side where it is widest; on a phone the second and
# third are below what is seen, but near enough that a browser would fetch late ones too.
MOST_IN_A_ROW = 3
MOST_CARDS = 2_000  # that a process keeps drawn, of about 2 kB each


@register.simple_tag
def card(kind, thing, level=3, eager=False, place=MOST_IN_A_ROW + 1):
    """components/<kind>_card.html. Drawn once for all that are alike in what the database gives of them (`row`); what a
    search marks in it is put in its place.

    `eager`: its picture is seen first. `place`: which one it is of a shelf that begins within sight (from 1); the
    pictures of the first row are not fetched late.
    """
    how = level, eager, place > MOST_IN_A_ROW
    if getattr(thing, "row", None) is None or getattr(thing, "claimed", ()):
        return _draw(kind, thing, *how)
    if not thing.match:
        return _drawn(kind, type(thing), thing.row, how)
    texts = vars(thing.match)
    drawn = _drawn(kind, type(thing), thing.row, how, tuple((name, bool(text)) for name, text in texts.items()))
    for name, text in texts.items():
        drawn = drawn.replace(_place(name), conditional_escape(text))
    return mark_safe(drawn)  # noqa: S308 - of a template, and of what is escaped


@lru_cache(MOST_CARDS)
def _drawn(kind, sort, row, how, marked=()):
    """With a place for each of the texts that are marked: {name: is there one}."""
    thing = sort(row)
    thing.match = {name: is_there and _place(name) for name, is_there in marked} or None
    return _draw(kind, thing, *how)


def _place(name):
    return mark_safe(f"\0{name}\0")  # noqa: S308 - no text has such a character


def _draw(kind, thing, level, eager, lazy):
    context = Context({CARDS[kind]: thing, "level": level, "eager": eager, "lazy": lazy})
    return get_template(f"components/{kind}_card.html").template.render(context)


register.filter(quoted)


@register.filter
def nice_date(value):
    """14 March 2026, from a date, a moment (in local time) or an ISO string; anything else as it came."""
    day = day_of(value)
    return date_format(day, "j F Y") if day else value or ""


@register.filter
def time_tag(value):
    """The same inside <time datetime>, so that machines can read it too; of a WrittenDate only what HTML can say."""
    if isinstance(value, WrittenDate):
        return _time(value.machine, value) if value.machine else str(value)
    day = day_of(value)
    return _time(day.isoformat(), nice_date(day)) if day else value if isinstance(value, str) else ""


@register.filter
def month_tag(value):
    """March 2026 inside <time datetime>, from a date or a moment."""
    day = day_of(value)
    return _time(f"{day:%Y-%m}", date_format(day, "F Y"))


@register.filter
def line_of(span):
    """“Since 2019” as a line begins with it; “c. 1890” has no capital."""
    return span if span.startswith("c. ") else capfirst(span)


def _time(machine, shown):
    return format_html('<time datetime="{}">{}</time>', machine, shown)


@register.filter
def thin(value):
    """12 500 with a thin space; numbers below 10 000 and text that is no number stay as they are.

    A Decimal loses the zeros at its end, which only say how it is stored.
    """
    if isinstance(value, Decimal):
        value = f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    text = str(value if value is not None else "").strip()
    sign, digits = ("\N{MINUS SIGN}", text[1:]) if text[:1] == "-" else ("", text)
    whole, point, part = digits.partition(".")
    if not whole.isascii() or not whole.isdigit() or (point and not part.isdigit()):
        return value if value is not None else ""
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", THIN_SPACE)
    return f"{sign}{whole}{point}{part}"


@register.filter
def initials(name):
    """The first letters of the first and last word of a name, for a person without a photograph."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


@register.filter
def linked(things):
    """A, B and C, each a link to its page if it has one; takes one thing or a list of them (with a name)."""
    things = [things] if hasattr(things, "name") else list(things or [])
    links = [_link(thing) for thing in things]
    if len(links) < 2:
        return links[0] if links else ""
    return format_html("{} and {}", format_html_join(", ", "{}", ((link,) for link in links[:-1])), links[-1])


def _link(thing):
    url = getattr(thing, "get_absolute_url", "")
    url = url() if callable(url) else url
    return format_html('<a href="{}">{}</a>', url, thing.name) if url else escape(thing.name)


def labelled(label):
    """The label of a field before what is said of it."""
    return f"{label} " if str(label).endswith("?") else f"{label}: "


@register.filter
def error_links(form):
    """[(message, href)] for components/error_summary.html: each error with its label, linked to its field."""
    links = [(message, "") for message in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or field.auto_id
        if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
            target = f"{field.auto_id}_0"
        links += [(labelled(field.label) + message, f"#{target}") for message in field.errors]
    return links
