"""What a vocabulary file says about one subject: texts, links, flags; what is wrong with it and what is left out."""

import re

from reading.characters import says_something
from reading.text import quoted
from skos.concepts import LENGTHS
from skos.findings import Findings
from skos.rules import is_unseen, tidy
from skos.statements import SKOS, Text, wrong_tag

ENGLISH = ("en-gb", "en", "", "en-us")  # which of several languages is shown; "" is text without a language
LABELS = {"skos:prefLabel": "preferred", "skos:altLabel": "alternative", "skos:hiddenLabel": "hidden"}
NAMES = ("foaf:name", "skos:prefLabel", "rdfs:label", "dct:title", "dc:title", "schema:name", "skosxl:literalForm")
NAMES_OF_CONCEPTS = ("skos:prefLabel", "skosxl:prefLabel", "rdfs:label")  # of frameworks
TOLD = ("rdf:value", "skosxl:literalForm")  # where the text of something that has an address of its own stands


class Sayings:
    """Reads `about` ({subject: {predicate: [address or Text]}}); keeps `faults` and `remarks`."""

    def __init__(self, about, lines, source):
        self.about, self.lines, self.source = about, lines, source
        self.faults, self.remarks = (Findings(source, self.line, self.place) for _ in range(2))

    def fault(self, uri, message):
        self.faults.add(uri, message)

    def remark(self, uri, message):
        self.remarks.add(uri, message)

    def line(self, uri):
        return self.lines.get(uri, [0])[0]

    def place(self, uri):
        """What follows the name of the file in messages; "" for the file as a whole."""
        if not uri:
            return ""
        lines = self.lines.get(uri, [])
        shown = " and ".join(map(str, lines)) if len(lines) < 4 else f"{lines[0]} and further down"
        where = f" line{'s' * (1 < len(lines) < 4)} {shown}" if lines else ""
        labels = reversed(self.values(uri, "skos:prefLabel", Text))  # the first of each language
        name = _best({value.language.lower(): value for value in labels}).text
        return "".join(f",{part}" for part in (where, f" {quoted(name)} ({uri})" if name else f" {uri}") if part)

    def is_a(self, uri, name):
        return SKOS + name in self.values(uri, "rdf:type", str)

    def values(self, uri, word, sort):
        return [value for value in self.about.get(uri, {}).get(word, ()) if type(value) is sort]

    def links(self, uri, word):
        """Addresses, also those that stand in quotation marks."""
        links = set(self.values(uri, word, str))
        for value in self.values(uri, word, Text):
            if re.fullmatch(r"https?://\S+", value.text):
                links.add(value.text)
            else:
                self.remark(
                    uri, f"{word} is followed by the text {quoted(value.text)}, not by an address; it is left out."
                )
        return frozenset(links)

    def link(self, uri, word):
        links = sorted(self.links(uri, word))
        if len(links) > 1:
            self.fault(uri, f"{word} may be said once, not {len(links)} times.")
        return links[0] if links else ""

    def flag(self, uri, word):
        said = {value.text.lower() for value in self.values(uri, word, Text)}
        truth = {text in ("true", "1") for text in said}
        if said - {"true", "false", "1", "0"} or len(truth) > 1 or self.values(uri, word, str):
            self.fault(uri, f"{word} is either true or false.")
        return True in truth

    def texts(self, uri, word, what, most, *, lines=False):
        """What `word` says, tidied. `what` it is called and how long it may be go into the faults.

        `lines`: line breaks are kept.
        """
        found = []
        for value in self.worded(uri, word, what):
            text = tidy(value.text, lines=lines)
            if not says_something(text) and not is_unseen(text):
                self.fault(uri, f"its {what} is empty.")
            elif most and len(text) > most:
                self.fault(uri, f"its {what} {quoted(f'{text[:40]}…')} has {len(text)} characters; {most} are allowed.")
            elif is_unseen(text):
                self.fault(uri, f"its {what} has a character in it that cannot be shown.")
            else:
                found.append(Text(text, self.tag(uri, value.language)))
        return found

    def tag(self, uri, tag):
        """A language tag that fits."""
        if why := wrong_tag(tag):
            self.fault(uri, why)
        if len(tag) <= LENGTHS["language"]:
            return tag
        short = tag.partition("-")[0][: LENGTHS["language"]]
        self.remark(uri, f"the language tag {quoted(tag)} is long; it is kept as {quoted(short)}.")
        return short

    def worded(self, uri, word, what):
        """The Texts that `word` has, or that stand with the addresses that it has."""
        found = self.values(uri, word, Text)
        for address in self.values(uri, word, str):
            inner = [text for told in TOLD for text in self.values(address, told, Text)]
            if word == "colophon:kind":
                inner = [Text(re.split(r"[/#]", address)[-1], "")]
            if not inner:
                self.remark(uri, f"its {what} is the address {address}, not text; it is left out.")
            found += inner
        return found

    def text(self, uri, word, what, most=None, *, needed=False, lines=False):
        """The one Text to show; at most one for each language."""
        by_language = {}
        for value in self.texts(uri, word, what, most, lines=lines):
            language = value.language.lower()
            if language in by_language:
                where = f" in {value.language}" if value.language else ""
                both = f"{quoted(by_language[language].text)} and {quoted(value.text)}"
                self.fault(uri, f"it has two {what}s{where}: {both}.")
            by_language.setdefault(language, value)
        if needed and not self.worded(uri, word, what):
            instead = [f"{other}, which is not read here" for other in ("skosxl:prefLabel", "rdfs:label")]
            has = next((other for other in instead if other.partition(",")[0] in self.about[uri]), "")
            self.fault(uri, f"it has no {what} ({word}){f'; it has {has}' if has and word in LABELS else ''}.")
        return _best(by_language)

    def shown(self, uri, words, what, most, *, needed=False, more=()):
        """The best text under the first of `words` that has one, for a fact of the scheme or of a competence.

        None of these keeps a file from being loaded: what does not fit is cut, and an address stands for the name of
        what it is about. `more` is added to it.
        """
        said = next(filter(None, (self.facts(uri, word, what) for word in words)), {})
        text = " · ".join(filter(None, (_best(said).text, *map(tidy, more))))
        if len(text) > most:
            self.remark(uri, f"its {what} has {len(text)} characters; the first {most - 1} are kept.")
            text = f"{text[: most - 1]}…"
        if needed and not text:
            self.fault(uri, f"it has no {what} ({words[0]}).")
        return text

    def facts(self, uri, word, what):
        """{language: Text} of what `word` says, the first of each language."""
        found = {}
        for value in self.about[uri].get(word, ()):
            if type(value) is str:
                names = [text for name in NAMES for text in self.values(value, name, Text)]
                value = _best({text.language.lower(): text for text in reversed(names)}) if names else Text(value, "")
                if what in ("title", "preferred label") and not names:
                    self.remark(uri, f"its {what} ({word}) is the address {value.text}; it is left out.")
                    continue
            text = tidy(value.text)
            if text and not is_unseen(text):
                found.setdefault(value.language.lower(), Text(text, value.language))
        return found


def _best(texts):
    """Of {language: Text} the English one, or else the first."""
    return next((texts[tag] for tag in (*ENGLISH, *texts) if tag in texts), Text("", ""))
