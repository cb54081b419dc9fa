"""What a checker of HTML and of accessibility would say about a page, as far as markup alone can tell.

`faults(Tree(html))` lists sentences; a page without faults gives []. Elements have to be closed as they are written,
which templates do anyway: so an element that HTML would close earlier than its writer meant is found.
"""

import re
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = {
    *HEADINGS, "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure",
    "footer", "form", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "table", "ul",
}  # fmt: skip
WORDS_ONLY = {
    *HEADINGS, "p", "span", "em", "strong", "small", "b", "i", "button", "label", "legend", "summary", "q", "cite",
    "code", "time", "mark", "abbr", "sub", "sup", "pre",
}  # fmt: skip
TRANSPARENT = {"a", "ins", "del"}
WITH_HEADINGS = {"legend", "summary"}
NO_HEADINGS = {"dt", "th"}
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "tr": {"th", "td"}, "thead": {"tr"}, "tbody": {"tr"},
    "tfoot": {"tr"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "select": {"option", "optgroup", "hr"}, "optgroup": {"option"}, "picture": {"source", "img"},
    "datalist": {"option"},
}  # fmt: skip
PARENTS = {
    "li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "caption": {"table"},
    "tr": {"thead", "tbody"}, "legend": {"fieldset"}, "summary": {"details"}, "figcaption": {"figure"},
    "source": {"picture"},
}  # fmt: skip
FIRST = {"legend", "summary", "caption"}
OBSOLETE = {"acronym", "big", "center", "font", "marquee", "nobr", "strike", "tt", "frame", "frameset", "applet"}
TYPED = {"text", "search", "url", "tel", "email", "password"}  # kinds of inputs that one writes into
DATED = {"date", "month", "week", "time", "datetime-local", "number"}
ONLY_ON = {  # attribute: the types of inputs that may have it
    "autocomplete": TYPED | DATED | {"range", "color"},  # on a hidden one it would mean something else
    "maxlength": TYPED, "minlength": TYPED, "pattern": TYPED, "size": TYPED, "placeholder": TYPED | {"number"},
    "list": TYPED - {"password"} | DATED | {"range", "color"}, "readonly": TYPED | DATED,
    "required": TYPED | DATED | {"checkbox", "radio", "file"}, "checked": {"checkbox", "radio"}, "accept": {"file"},
    "min": DATED | {"range"}, "max": DATED | {"range"}, "step": DATED | {"range"},
    "multiple": {"email", "file"}, "alt": {"image"}, "aria-invalid": TYPED | DATED | {"checkbox", "file", "range"},
}  # fmt: skip
NAMELESS = {"div", "span", "p", "em", "strong", "code", "sub", "sup", "i", "b", "small", "caption", "legend", "label"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-details", "headers")
LABELLED = {"input", "select", "textarea"}
BUTTONS = {"submit", "button", "reset", "image"}


class Element:
    def __init__(self, tag, attributes, parent=None):
        self.tag, self.at, self.parent, self.inside = tag, dict(attributes), parent, []

    def __str__(self):
        name = self.at.get("id") or self.at.get("name") or self.at.get("class") or ""
        return f"<{self.tag} {name}>" if name else f"<{self.tag}>"

    @property
    def elements(self):
        return [one for one in self.inside if isinstance(one, Element)]

    def all(self):
        for one in self.elements:
            yield one
            yield from one.all()

    def above(self):
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    @property
    def words(self):
        """What is said in it, pictures included."""
        parts = (one if isinstance(one, str) else one.at.get("alt") or one.words for one in self.inside)
        return " ".join("".join(parts).split())

    @property
    def kind(self):
        return self.at.get("type", "text").lower() if self.tag == "input" else ""

    @property
    def is_interactive(self):
        if self.tag == "a":
            return "href" in self.at
        return self.tag in {"button", "select", "textarea", "label", "details", "iframe"} or (
            self.tag == "input" and self.kind != "hidden"
        )


class Tree(HTMLParser):
    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("#page", [])
        self.faults = []
        self.feed(html)
        self.close()
        if self.here is not self.root:
            self.faults.append(f"{self.here} is never closed")

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        element = Element(tag, [(name, value or "") for name, value in attributes], self.here)
        for name in {name for name in names if names.count(name) > 1}:
            self.faults.append(f"{element} has two of {name}")
        self.here.inside.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.here = self.here.parent

    def handle_endtag(self, tag):
        if self.here.tag == tag:
            self.here = self.here.parent
        elif any(above.tag == tag for above in self.here.above()):
            self.faults.append(f"{self.here} is not closed when </{tag}> comes")
            while self.here.tag != tag:
                self.here = self.here.parent
            self.here = self.here.parent
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.here.inside.append(data)


def faults(tree, *, is_page=True):
    """What is wrong with the Tree of a page, or of a piece of one (`is_page=False`), in sentences."""
    page = tree.root
    everything = list(page.all())
    ids = [one.at["id"] for one in everything if "id" in one.at]
    known = {one.at["id"]: one for one in everything if "id" in one.at}
    labelled = {one.at["for"] for one in everything if one.tag == "label" and "for" in one.at}
    found = [*tree.faults, *(f"two things have the id {name}" for name in {i for i in ids if ids.count(i) > 1})]
    found += [f"“{name}” is no id" for name in ids if not re.fullmatch(r"\S+", name)]
    for one in everything:
        found += [f"{one} {what}" for what in (*_content(one), *_attributes(one), *_references(one, known, labelled))]
    found += _headings(everything)
    if is_page:
        found += _page(everything)
    return sorted(set(found))


def _content(one):
    """Whether it stands where it may, and holds what it may."""
    if any(re.search(r"&(lt|gt|amp|quot|#\w+);", piece) for piece in one.inside if isinstance(piece, str)):
        yield "shows escaped signs as words"
    if one.tag in OBSOLETE:
        yield "is not in use any more"
    parent = next(above for above in one.above() if above.tag not in TRANSPARENT)
    may = one.tag in HEADINGS and parent.tag in WITH_HEADINGS
    if one.tag in BLOCKS and parent.tag in WORDS_ONLY and not may:
        yield f"stands in {parent}, which takes words only"
    if one.tag in HEADINGS and any(above.tag in NO_HEADINGS for above in one.above()):
        yield "is a heading in a cell or term"
    if one.parent.tag in CHILDREN and one.tag not in CHILDREN[one.parent.tag] | {"script", "template"}:
        yield f"stands in {one.parent}"
    if one.tag in PARENTS and one.parent.tag not in PARENTS[one.tag]:
        yield f"stands in {one.parent}"
    if one.tag in FIRST and one.parent.elements[0] is not one:
        yield f"is not the first in {one.parent}"
    if one.tag == "details" and [each.tag for each in one.elements].count("summary") != 1:
        yield "has not one summary"
    if one.tag == "dl":
        yield from _pairs(one)
    if one.tag == "table":
        widths = {sum(int(cell.at.get("colspan", 1)) for cell in row.elements) for row in one.all() if row.tag == "tr"}
        if len(widths) > 1:
            yield f"has rows of {sorted(widths)} cells"
    outer = next((above for above in one.above() if above.is_interactive and above.tag != "details"), None)
    summary = any(above.tag == "summary" for above in one.above())
    if (one.is_interactive or "tabindex" in one.at) and (outer or summary):
        own_control = outer and outer.tag == "label" and one.tag in LABELLED and not summary
        if not own_control:
            yield f"can be used, in {outer or 'a summary'} which can be used too"


def _pairs(dl):
    groups = [one.elements for one in dl.elements if one.tag == "div"] or [dl.elements]
    for group in groups:
        tags = [one.tag for one in group if one.tag in ("dt", "dd")]
        if not tags or tags[0] != "dt" or tags[-1] != "dd":
            yield "has a term without its description, or the other way round"


def _attributes(one):
    at = one.at
    if one.tag == "input":
        for name, kinds in ONLY_ON.items():
            if name in at and one.kind not in kinds:
                yield f"is of type {one.kind} and has {name}"
    if one.tag == "img" and ("alt" not in at or not at.get("src")):
        yield "has no alt or no src"
    if one.tag == "form" and at.get("action") == "":
        yield "has an empty action"
    if one.tag == "a" and "href" not in at:
        yield "leads nowhere"
    if at.get("tabindex", "0") not in ("0", "-1"):
        yield "has a place of its own in the order of the keyboard"
    if one.tag in NAMELESS and "role" not in at and {"aria-label", "aria-labelledby"} & at.keys():
        yield "cannot have a name without a role"
    for name in ("aria-label", "href", "for", "list", *REFERENCES):
        if name in at and not at[name].strip() and not (one.tag == "a" and name == "href"):
            yield f"has an empty {name}"
    if "required" in at and one.tag == "select" and "multiple" not in at:
        first = next((each for each in one.all() if each.tag == "option"), None)
        if first is None or first.at.get("value", first.words):
            yield "is required and its first option is not empty"
    if "href" in at and " " in at["href"].strip():
        yield "has an address with spaces"
    reached = at.get("tabindex") == "0" and at.get("role") == "region" and _name(one)
    if "table-wrap" in at.get("class", "").split() and not reached:
        yield "scrolls, and the keyboard does not reach it by a name"


def _name(one):
    return (one.at.get("aria-label") or one.at.get("aria-labelledby") or "").strip()


def _references(one, known, labelled):
    for name in REFERENCES:
        for target in one.at.get(name, "").split():
            if target not in known:
                yield f"names #{target} in {name}, which is not there"
    if one.tag == "label":
        inner = [each for each in one.all() if each.tag in LABELLED | {"button"}]
        target = known.get(one.at.get("for", ""), inner[0] if inner else None)
        if target is None or target.tag not in LABELLED | {"button"} or target.kind == "hidden":
            yield "is a label of nothing"
        elif len(inner) > 1 or (inner and target is not inner[0]):
            yield "is a label of more than one control"
    if "list" in one.at and getattr(known.get(one.at["list"]), "tag", "") != "datalist":
        yield f"has no list #{one.at['list']}"
    if "form" in one.at and getattr(known.get(one.at["form"]), "tag", "") != "form":
        yield f"belongs to no form #{one.at['form']}"
    if one.at.get("href", "").startswith("#") and one.at["href"][1:] not in {*known, ""}:
        yield f"leads to {one.at['href']}, which is not there"
    shown = one.tag in LABELLED and one.kind not in {"hidden", *BUTTONS} and "hidden" not in one.at
    called = _name(one) or one.at.get("id") in labelled or any(above.tag == "label" for above in one.above())
    if shown and not called:
        yield "has no label"
    if one.tag in ("a", "button") and not one.words and not _name(one):
        yield "says nothing"


def _headings(everything):
    levels = [int(one.tag[1]) for one in everything if one.tag in HEADINGS]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    for one in everything:
        if one.tag in HEADINGS and not one.words:
            yield f"{one} says nothing"


def _page(everything):
    count = {tag: [one for one in everything if one.tag == tag] for tag in ("h1", "main", "title", "html")}
    for tag, found in count.items():
        if len(found) != 1:
            yield f"there are {len(found)} of <{tag}>"
    for one in count["title"] + count["h1"]:
        if not one.words:
            yield f"{one} says nothing"
    if not all(one.at.get("lang") for one in count["html"]):
        yield "the page does not say its language"
    headings = [one.tag for one in everything if one.tag in HEADINGS]
    if headings and headings[0] != "h1":
        yield f"the first heading is <{headings[0]}>"
    if len([one for one in everything if "autofocus" in one.at]) > 1:
        yield "several want the focus first"
    names = [_name(one) for one in everything if one.tag == "nav"]
    if len(names) > 1 and ("" in names or len(set(names)) < len(names)):
        yield f"navigations cannot be told apart: {names}"
