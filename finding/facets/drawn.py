"""The options of a facet as HTML: a list of links, the narrower ones folded below their broader one.

It is put together here, as a list has forty of them: a template takes ten times as long, which is a fifth of a page.
The page of a choice begins at what was chosen, so that the keyboard goes on from there.
"""

from html import escape

from django.utils.safestring import mark_safe

from config.components import icon, thin

CHECK = icon("check", "0.75em")
CHOSEN = '<span class="visually-hidden"> (chosen: remove)</span>'


def drawn(options, *, single):
    """[Option] as safe HTML; `single` where one may be chosen at a time."""
    return mark_safe(_list(options, single))  # noqa: S308 - every text in it is escaped


def _list(options, single):
    return f'<ul class="facet__options">{"".join(_line(option, single) for option in options)}</ul>'


def _line(option, single):
    anchor, label, chosen = escape(option.anchor), escape(option.label), option.selected
    box = f'<span class="facet__box{" facet__box--one" if single else ""}" aria-hidden="true">'
    results = f'<span class="visually-hidden"> result{"" if option.count == 1 else "s"}</span>'
    return "".join(
        [
            f'<li class="facet__line"{" hidden" if option.is_hidden else ""}>\n',
            f'<a class="facet__option{" facet__option--selected" if chosen else ""}" id="{anchor}"',
            f' href="{escape(option.url)}#{anchor}" rel="nofollow"',
            ' aria-current="true">' if chosen else ">",
            f"{box}{CHECK if chosen and not single else ''}</span>",
            f'<span class="facet__label">{label}</span>{CHOSEN if chosen else ""} ',
            f'<span class="facet__count">{escape(thin(option.count))}{results}</span></a>',
            _below(option, anchor, label, single) if option.below else "",
            "</li>",
        ]
    )


def _below(option, anchor, label, single):
    return (
        f'<details class="facet__below" id="below-{anchor}"{" open" if option.is_open else ""}>'
        f'<summary><span class="visually-hidden">What is part of {label}</span></summary>'
        f"{_list(option.below, single)}</details>"
    )
