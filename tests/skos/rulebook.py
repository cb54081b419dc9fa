"""One table of what the vocabulary's rules refuse, and what they allow, for all the ways in which a change can come."""

from dataclasses import dataclass

from reading.addresses import RESERVED
from skos.concepts import MATCHES, Concept, Name
from tests.skos.files import SCHEME


def concept(slug, **facts):
    given = {"name": slug.title(), "definition": "What somebody does.", "kind": "specialist"} | facts
    return Concept(given.pop("uri", SCHEME + slug), **given)


def to(*slugs):
    return frozenset(SCHEME + slug for slug in slugs)


def labels(*names):
    return frozenset(Name(*name) for name in names)


@dataclass(frozen=True)
class Case:
    """Concepts of which one breaks a rule, and what is said of it (`slug`).

    `in_file` is what reading a file says instead, where it knows more; "" where reading mends it.
    """

    name: str
    concepts: tuple[Concept, ...]
    slug: str
    sentence: str
    in_file: str | None = None

    def __str__(self):
        return self.name

    @property
    def by_address(self):
        return {one.uri: one for one in self.concepts}


def case(name, sentence, *concepts, slug="a", in_file=None):
    return Case(name, concepts, slug, sentence, in_file)


LONG = "x" * 101
A, B = "“A” (https://colophon.example/skills/a)", "“B” (https://colophon.example/skills/b)"
F = "https://colophon.example/frameworks/f/1"
OURS = min(RESERVED)
NO_SLUG = "its address must end in a slug: small letters a to z, digits, single hyphens."

REFUSED = [
    # links
    *(
        case(f"{fact} that is not there", f"{word} names {SCHEME}gone, which is not in the vocabulary.",
             concept("a", deprecated=True, **{fact: to("gone")}))
        for fact, word in (("broader", "skos:broader"), ("related", "skos:related"),
                           ("leads_to", "colophon:leadsTo"), ("replaced_by", "dct:isReplacedBy"))
    ),
    *(
        case(f"{fact} in a circle", f"{word} goes round in a circle: A → B → A.",
             concept("a", deprecated=True, **{fact: to("b")}), concept("b", deprecated=True, **{fact: to("a")}))
        for fact, word in (("broader", "skos:broader"), ("leads_to", "colophon:leadsTo"),
                           ("replaced_by", "dct:isReplacedBy"))
    ),
    case("broader than itself", "skos:broader goes round in a circle: A → A.", concept("a", broader=to("a"))),
    case("related to itself", "it is related to itself.", concept("a", related=to("a"))),
    case("related one way", f"{B} is related to it only one way round; it has to be both.",
         concept("a", related=to("b")), concept("b"), in_file=""),
    case("related and broader", f"{B} is both related to it and broader than it.",
         concept("a", related=to("b"), broader=to("c")), concept("b", related=to("a")),
         concept("c", broader=to("b"))),
    case("replaced and in use", "it has a replacement (dct:isReplacedBy) but not “owl:deprecated true”.",
         concept("a", replaced_by=to("b")), concept("b")),
    case("matched twice", f"{F} is given both as an exact and as a close match.",
         concept("a", exact=frozenset({F}), close=frozenset({F}))),
    *(
        case(f"{fact} to no address", "urn:x is no address: https:// and at most 200 characters, none a space.",
             concept("a", **{fact: frozenset({"urn:x"})}))
        for fact in MATCHES
    ),
    # addresses
    case("no address", "urn:x:a is no address: https:// and at most 200 characters, none a space.",
         concept("a", uri="urn:x:a"), slug="urn:x:a"),
    case("no slug", NO_SLUG, concept("Big_One", name="Big"), slug="Big_One"),
    case("two hyphens", NO_SLUG, concept("a--b", name="Big"), slug="a--b"),
    case("a long slug", "its slug is longer than 100 characters.", concept(LONG, name="Big"), slug=LONG),
    case("a slug of the portal's", f"its slug “{OURS}” is an address of the portal’s own; choose another.",
         concept(OURS), slug=OURS),
    case("a slug twice", "its slug “a” is that of https://colophon.example/skills/a already.",
         concept("a"), concept("a", uri=f"{SCHEME}more/a", name="Another")),
    # single facts
    case("no name", "it has no preferred label.", concept("a", name=""),
         in_file="it has no preferred label (skos:prefLabel)."),
    case("no definition", "it has no definition.", concept("a", definition=""),
         in_file="it has no definition (skos:definition)."),
    case("no kind", "it has no kind; there are foundational, specialist, software.", concept("a", kind=""),
         in_file="it has no kind (colophon:kind)."),
    case("another kind", "the kind “hobby” is unknown; there are foundational, specialist, software.",
         concept("a", kind="hobby")),
    case("another nature", "a skill is technical or soft, not “hard”.", concept("a", nature="hard")),
    case("another ageing", "a skill ages in 12, 24 or 60 months, not in “36”.", concept("a", ageing="36")),
    *(
        case(f"emerging {year}", f"“{year}” is no year: write four digits, such as 2025.", concept("a", emerging=year))
        for year in ("soon", "20255", "1234", "٢٠٢٥")
    ),
    case("a long definition", "its definition has 401 characters; 400 are allowed.", concept("a", definition="d" * 401),
         in_file=f"its definition “{'d' * 40}…” has 401 characters; 400 are allowed."),
    case("a long level", f"its level “expert” “{'e' * 40}…” has 601 characters; 600 are allowed.",
         concept("a", expert="e" * 601)),
    case("a long version", f"the version “{'9' * 31}” that it came with has more than 30 characters.",
         concept("a", since="9" * 31)),
    # texts
    *(
        case(f"a control character in {fact}", f"its {what} has a character in it that cannot be shown.",
             concept("a", **{fact: value}))
        for fact, what, value in (
            ("name", "preferred label", "A\x07"), ("definition", "definition", "You\x00 do."),
            ("working", "level “working”", "\x1b[0m"), ("history", "history note", frozenset({"2026: \x9f"})),
            ("labels", "hidden label", labels(("Aa\x01", "en-GB", "hidden"))),
        )
    ),
    *(
        case(f"nothing in {fact}", f"its {what} is empty.", concept("a", **{fact: value}))
        for fact, what, value in (
            ("name", "preferred label", "…"), ("definition", "definition", "–"),
            ("history", "history note", frozenset({"..."})),
            ("labels", "alternative label", labels(("-", "", "alternative"))),
        )
    ),
    *(
        case(f"spaces in {fact}", f"its {what} “{text}” has spaces or line breaks that it should not have.",
             concept("a", **{fact: value}), in_file="")
        for fact, what, text, value in (
            ("name", "preferred label", "Two words", "Two  words"),
            ("definition", "definition", "Two lines", "Two\nlines"),
            ("expert", "level “expert”", "an end", "an end \n"),
            ("since", "version that it came with", "1.0", " 1.0"),
        )
    ),
    # labels
    case("a long name", f"its label “{'x' * 40}…” has 101 characters; 100 are allowed.", concept("a", name=LONG),
         in_file=f"its preferred label “{'x' * 40}…” has 101 characters; 100 are allowed."),
    case("a long label", f"its label “{'x' * 40}…” has 101 characters; 100 are allowed.",
         concept("a", labels=labels((LONG, "en-GB", "hidden"))),
         in_file=f"its hidden label “{'x' * 40}…” has 101 characters; 100 are allowed."),
    case("a semicolon", "its label “this; that” has a semicolon; forms use that between skills.",
         concept("a", labels=labels(("this; that", "en-GB", "alternative")))),
    case("a bad tag", "“en_GB” is no language tag: letters and hyphens such as en-GB, 10 at most.",
         concept("a", labels=labels(("Aa", "en_GB", "alternative"))),
         in_file="the language tag en_GB has an underscore; write a hyphen: en-GB."),
    case("a long tag", "“en-GB-oxendict” is no language tag: letters and hyphens such as en-GB, 10 at most.",
         concept("a", labels=labels(("Aa", "en-GB-oxendict", "alternative"))), in_file=""),
    case("two preferred", "it has two preferred labels in one language: “Aa” is the second.",
         concept("a", labels=labels(("Aa", "en-US", "preferred"))), in_file=""),
    case("its own twice", "its alternative label “a” is its own already (preferred label).",
         concept("a", labels=labels(("a", "en", "alternative"))), in_file=""),
    case("a name twice", f"its preferred label “A” is that of {A} already (preferred label).",
         concept("a"), concept("b", name="A", language="de"), slug="b"),
    case("a label that is a name", f"its alternative label “a” is that of {A} already (preferred label).",
         concept("a"), concept("b", labels=labels(("a", "en-US", "alternative"))), slug="b"),
    case("a name that is a label", f"its preferred label “B” is that of {A} already (alternative label).",
         concept("a", labels=labels(("b", "en", "alternative"))), concept("b"), slug="b"),
    case("a label twice", f"its alternative label “CÖ” is that of {A} already (alternative label).",
         concept("a", labels=labels(("co", "de", "alternative"))),
         concept("b", labels=labels(("CÖ", "de", "alternative"))), slug="b"),
    case("preferred and alternative", f"its alternative label “Binden” is that of {A} already (preferred label).",
         concept("a", labels=labels(("Binden", "de", "preferred"))),
         concept("b", labels=labels(("Binden", "de-AT", "alternative"))), slug="b"),
]  # fmt: skip

ALLOWED = {
    "one alone": [concept("a")],
    "a hidden label leads to several": [
        concept("a", labels=labels(("boxes", "en-GB", "hidden"))),
        concept("b", labels=labels(("boxes", "en-GB", "hidden"))),
        concept("boxes", labels=labels(("crates", "en-GB", "hidden"))),
    ],
    "the same word in two languages": [
        concept("a", labels=labels(("Chat", "fr", "alternative"))),
        concept("b", labels=labels(("Chat", "en", "alternative"))),
    ],
    "the name of one that is gone goes on": [
        concept("a", deprecated=True, replaced_by=to("b")),
        concept("b", labels=labels(("A", "en-GB", "alternative"))),
    ],
    "a split": [concept("a", deprecated=True, replaced_by=to("b", "c")), concept("b"), concept("c")],
    "a merge of what was merged": [
        concept("a", deprecated=True, replaced_by=to("b")),
        concept("b", deprecated=True, replaced_by=to("c")),
        concept("c"),
    ],
    "a diamond": [
        concept("a", broader=to("b", "c")),
        concept("b", broader=to("d")),
        concept("c", broader=to("d")),
        concept("d"),
    ],
    "leading there and back by another way": [
        concept("a", leads_to=to("b"), related=to("b")),
        concept("b", related=to("a"), broader=to("c")),
        concept("c"),
    ],
    "lines in a level and in the history": [
        concept("a", expert="One.\nTwo.", history=frozenset({"2026-11-26, 1.1: one;\ntwo"}))
    ],
    "no language": [concept("a", language="", labels=labels(("Ah", "", "alternative"), ("A", "de", "preferred")))],
}
