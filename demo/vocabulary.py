"""What editors did with the vocabulary since it was loaded: a story told through the services."""

from datetime import timedelta
from functools import partial

from reading.addresses import slug_of
from skills.models import Skill
from skos import changes
from skos.concepts import Concept, Name
from vocabulary.looks import look_at
from vocabulary.missed import write
from vocabulary.models import Answer, Sort
from vocabulary.services import answers, change_sets
from vocabulary.services.proposals import propose

MISSED = {"sign language": (60, 33, 12, 3), "lacquer": (41, 20, 5)}  # days ago on which it was looked for


def tell(*, editor, conservator, archivist, member, today):
    """A craft that was missing and one that was two, published; proposals that wait; a set that is being gathered.

    All but `today` are accounts: who edits, and three who propose.
    """
    why = "We have nineteen busts on the stairs, and nobody to say who looks after them."
    busts = propose(by=conservator, sort=Sort.NEW, words="plaster busts", sentence=why)
    _published(
        editor,
        "From the conservation benches",
        "A craft that was missing: the care of plaster busts.",
        partial(_add_busts, proposals=[busts]),
    )
    two = Skill.objects.get(slug="oral-history")
    split = propose(
        by=archivist,
        sort=Sort.SPLIT,
        skill=two,
        words="",
        sentence="Asking people is one thing, keeping what they said another.",
    )
    _published(
        editor,
        "Two crafts in one word",
        "Oral history is two skills from now on: interviewing, and looking after the recordings.",
        partial(_split_oral_history, proposals=[split]),
    )
    iiif = Skill.objects.get(slug="iiif")
    there = propose(by=member, sort=Sort.NEW, words="picture viewer", sentence="Readers zoom into pages side by side.")
    answers.answer(there, by=editor, answer=Answer.THERE, text=f"We call it {iiif}: see what it takes in.")
    scanning = Skill.objects.get(slug="document-scanning")
    propose(by=member, sort=Sort.LABEL, skill=scanning, words="copy stand work", sentence="As the studio calls it.")
    propose(
        by=conservator, sort=Sort.WRONG, skill=Skill.objects.get(slug="gold-tooling"), words="",
        sentence="The definition speaks of leaf only; foil and blind tooling are half of it.",
    )  # fmt: skip
    _gathered(editor)
    write({(word, today - timedelta(days=ago)): 2 for word, days in MISSED.items() for ago in days})


def _published(editor, title, notes, fill):
    made = change_sets.open_change_set(title=title, by=editor)
    fill(made, editor)
    made.refresh_from_db()
    return change_sets.publish(made, by=editor, seen=made.revision, title=title, notes=notes)


def _uri(slug):
    return Skill.objects.get(slug=slug).uri


def _new(made, editor, name, definition, *, broader, labels=(), reason="", proposals=()):
    uri = f"{made.scheme.uri.rstrip('/')}/{slug_of(name)}"
    names = frozenset(Name(text, "en-GB", "alternative") for text in labels)
    concept = Concept(
        uri, name=name, definition=definition, kind="specialist", nature="technical", ageing="60", labels=names,
        broader=frozenset({_uri(broader)}),
    )  # fmt: skip
    edits = changes.rewritten(look_at(made).after, concept)
    change_sets.add_change(made, by=editor, uri=uri, edits=edits, reason=reason, proposals=proposals)
    return uri


def _add_busts(made, editor, proposals):
    _new(
        made,
        editor,
        "Conservation of plaster busts",
        "You dust, clean and mend casts and busts of plaster: consolidate what powders, fill what is chipped, and say "
        "how one may be lifted.",
        broader="object-conservation",
        labels=("Conservation of plaster casts",),
        reason="Libraries have more of them than they have sculptors.",
        proposals=proposals,
    )


def _split_oral_history(made, editor, proposals):
    asking = _new(
        made,
        editor,
        "Life story interviewing",
        "You prepare, ask and above all listen: people tell their own story in their own time, and know what will "
        "become of the recording.",
        broader="archival-practice",
    )
    keeping = _new(
        made,
        editor,
        "Care of life story recordings",
        "You describe, summarise and keep recordings of interviews, with the consent that belongs to each, so that "
        "they can be heard in fifty years.",
        broader="archival-practice",
    )
    old = _uri("oral-history")
    edits = changes.replaced(look_at(made).after, old, [asking, keeping])
    reason = "Many do one and not the other."
    change_sets.add_change(made, by=editor, uri=old, edits=edits, reason=reason, proposals=proposals)


def _gathered(editor):
    """A set that nobody has published yet: a merge, to see whom it would touch."""
    made = change_sets.open_change_set(title="Spring clean", by=editor)
    old = _uri("document-scanning")
    edits = changes.replaced(look_at(made).after, old, [_uri("digitisation")])
    change_sets.add_change(made, by=editor, uri=old, edits=edits, reason="Nobody could say where one ends.")
