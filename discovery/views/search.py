"""One search over everything, and what may be meant while it is typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from config.pages import public_page
from config.tallies import tally
from finding.address import last_value, said_of_length
from finding.everything.looking import Answer, suggestions
from finding.everything.marks import is_mark
from finding.everything.shelf import every
from finding.read_as import instead, widened
from finding.words import amount, either
from reading.text import named, quoted
from search.asking import ask


@public_page
def search(request):
    """What has the name that was typed, then what each shelf has. Words that find nothing at all are counted, if they
    are not written like a name.
    """
    q = last_value(request.GET, "q")
    context = {
        "q": q,
        "filters": True,  # for the head of the page
        "notices": said_of_length(request.GET),
        "answer": None,
    }
    return render(request, "discovery/search.html", context | (_found(q) if q else {}))


def _found(q):
    answer = Answer(q)
    if not answer and q == q.lower():
        tally("missed skill", q)
    like = [] if answer.on_top else answer.like
    return {
        "answer": answer,
        "groups": [
            {
                "slug": group.shelf.slug,
                "heading": group.shelf.heading,
                "template": group.shelf.template,
                "things": group.things,
                "url": group.finding.url if group.has_more else "",
                "amount": amount(group.finding.count, *group.shelf.noun),
                "read_as": widened(group.finding.read, group.shelf.noun) if group.finding.read else [],
            }
            for group in answer.groups
        ],
        "read_as": instead(answer.instead),
        "like": either((thing.name, thing.get_absolute_url()) for thing in like),
        "nothing": "" if answer else _nothing(q),
    }


def _nothing(q):
    """What was looked for in vain, and what to do."""
    if is_mark(q):
        return f"No page has the shelf mark {q.upper()}. Its letters and figures may have been misread."
    if not ask(q):
        return f"There is no word in {quoted(q)} that could be looked for. Type what you want to know, or a name."
    shelves = named([shelf.noun[1] for shelf in every()])
    return f"No {shelves} were found for {quoted(q)}. Try fewer words, other words or another spelling."


@public_page
def suggest(request):
    """What may be meant by what is typed so far: options of a list, which hold as long as pages do."""
    found = suggestions(last_value(request.GET, "q"))
    return HttpResponse(render_to_string("discovery/_suggestions.html", {"suggestions": found}))
