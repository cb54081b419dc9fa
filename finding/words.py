"""Small pieces of sentences."""

from django.utils.html import format_html, format_html_join

from config.components import thin


def amount(number, one, many):
    """“1 showcase”, “12 showcases”."""
    return f"{thin(number)} {one if number == 1 else many}"


def showcases_and_people(showcases, people):
    """“2 showcases, 1 person”; what there is none of is left out."""
    parts = (showcases, "showcase", "showcases"), (people, "person", "people")
    return ", ".join(amount(*part) for part in parts if part[0])


def either(links):
    """“a, b or c”, each a link, from [(label, url)]."""
    links = [(format_html('<a href="{}">{}</a>', url, label),) for label, url in links]
    first, last = format_html_join(", ", "{}", links[:-1]), format_html_join("", "{}", links[-1:])
    return format_html("{} or {}", first, last) if first else last
