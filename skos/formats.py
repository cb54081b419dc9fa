"""What a file is that somebody takes for a vocabulary: what is not read is refused by its name."""

import codecs
import csv
import io
import json
import re
import zipfile

from skos.findings import VocabularyError

BEGINNINGS = {  # of files that are no text
    b"\x1f\x8b": "compressed (gzip)",
    b"BZh": "compressed (bzip2)",
    b"\xfd7zXZ": "compressed (xz)",
    b"\x28\xb5\x2f\xfd": "compressed (zstd)",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"SQLite format 3": "an SQLite database",
    b"HDT": "HDT",
}
IN_ZIP = {  # what lies in an archive that has another name
    "xl/": "an Excel workbook (XLSX)",
    "word/": "a Word document (DOCX)",
    "ppt/": "a PowerPoint document (PPTX)",
    "content.xml": "an OpenDocument file",
}
UTF_32, UTF_16 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"), (b"\xff\xfe", b"\xfe\xff")
READS = "Colophon reads SKOS in Turtle, RDF/XML or JSON-LD"
UNPACK, SAVE_AS = "Unpack it first.", "Most programs for thesauri can save or export as Turtle (.ttl)."
HEAD = 20_000  # characters that are looked at


def decoded(data, source):
    """The text of a file; VocabularyError, which calls it `source`, where it is none or empty."""
    if what := _binary(data):
        advice = UNPACK if "compressed" in what or "archive" in what else SAVE_AS
        raise VocabularyError([f"{source}: this file is {what}; {READS}. {advice}"])
    if (width := _wide(data)) or b"\x00" in data:
        what = f"UTF-{width} text" if width else "no text"
        advice = "Save it as UTF-8." if width else SAVE_AS
        raise VocabularyError([f"{source}: this file is {what}; {READS}, in UTF-8. {advice}"])
    try:
        text = data.decode(_declared(data) or "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VocabularyError([f"{source}, line {line}: not UTF-8 text."]) from error
    if not text.strip():
        raise VocabularyError([f"{source}: this file is empty."])
    return text


def format_of(text, source):
    """“RDF/XML”, “JSON-LD” or “Turtle”, which stands for all the rest too.

    VocabularyError for text that is plainly another format; Turtle never begins so.
    """
    what = _markup(text) or _json(text) or "Turtle"
    if what not in ("RDF/XML", "JSON-LD", "Turtle"):
        _refuse(what, source)
    return what


def refuse_likely(text, source):
    """The same for what only looks like another format. To be asked about text that cannot be read as Turtle."""
    if what := _elements(text) or _notation_3(text) or _yaml(text) or _table(text) or _list(text):
        _refuse(what, source)


def _refuse(what, source):
    raise VocabularyError([f"{source}: this file is {what}; {READS}. {SAVE_AS}"])


def _declared(data):
    """The encoding that an XML file names, where it is known; "" for UTF-8 and for other files."""
    found = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)", data[:400])
    try:
        name = codecs.lookup(found[1].decode()).name if found else "utf-8"
        data[:0].decode(name)  # some that Python knows are none of text
    except LookupError:
        return ""
    return "" if name.startswith("utf") else name


def _binary(data):
    if data.startswith(b"PK\x03\x04"):
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except zipfile.BadZipFile:
            names = []
        return next(
            (what for start, what in IN_ZIP.items() if any(n.startswith(start) for n in names)), "a ZIP archive"
        )
    return next((what for start, what in BEGINNINGS.items() if data.startswith(start)), "")


def _wide(data):
    """16 or 32 where each character takes so many bits; 0 for anything else."""
    if data.startswith(UTF_32):
        return 32
    if data.startswith(UTF_16):
        return 16
    head = data[:400]
    zeros = [head[side::2].count(0) for side in (0, 1)]
    return 16 if max(zeros) > len(head) * 0.4 and not min(zeros) else 0


def _markup(text):
    head = text[:HEAD].lstrip()
    if not re.match(r"<(\?xml|!DOCTYPE|!--|(\w+:)?RDF\b|html\b)", head, re.IGNORECASE):
        return ""
    if re.search(r"<(!DOCTYPE\s+)?html\b", head, re.IGNORECASE):
        return "a web page (HTML)"
    if re.search(r"<(\w+:)?RDF\b|22-rdf-syntax-ns#", head):
        return "RDF/XML"
    return "XML, but not RDF/XML"


def _json(text):
    head = text[:HEAD].lstrip()
    if not re.match(r"\{\s*[\"}]|\[\s*[{\[\"\]]", head):
        return ""
    try:
        json.loads(text)
    except RecursionError:
        pass
    except ValueError:
        if not re.match(r"[\[{\s]*\"[^\"]*\"\s*:", head):
            return ""
    return "JSON-LD" if re.search(r"\"@(context|graph|id|type)\"", head) else "JSON, but not JSON-LD"


def _table(text):
    """Lines that fall into the same number of columns, at least two; with a head, some may have more or fewer."""
    lines = [line for line in text[:HEAD].splitlines() if line.strip()][:20]
    lines = lines[:-1] if len(text) > HEAD else lines
    if any(re.match(r"\s*(@?prefix|@?base)\b|.*[.;]\s*$", line, re.IGNORECASE) for line in lines[:2]):
        return ""
    for separator, what in ((",", "a table (CSV)"), ("\t", "a table (tab-separated)"), (";", "a table (CSV)")):
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=separator)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 1:
            return what
    head = re.fullmatch(r'"?[\w@. -]+"?(?:([,;\t])"?[\w@. -]+"?)(?:\1"?[\w@. -]*"?)*', lines[0]) if lines[1:] else None
    if head and sum(head[1] in line for line in lines) > 0.8 * len(lines) and not re.search(r"[.;]\s*$", lines[-1]):
        return "a table (tab-separated)" if head[1] == "\t" else "a table (CSV)"
    return ""


def relative_of_turtle(text):
    """“TriG” or “N-Quads” for text that looks like it. To be asked about text that cannot be read as Turtle."""
    head = text[:HEAD]
    if re.search(r"(?m)^[ \t]*(GRAPH[ \t]+)?(<[^>\s]*>|[\w-]*:[\w-]+)?\s{0,9}\{(?![^{}]*\}\s*=>)", head):
        return "TriG"
    term = r"(<[^>\s]+>|_:\S+)"
    if re.search(rf"(?m)^[ \t]*{term} <[^>\s]+> (<[^>\s]+>|\"(\\.|[^\"\\\n])*\"\S*|_:\S+) {term} \.", head):
        return "N-Quads"
    return ""


def _elements(text):
    """XML that begins without its declaration."""
    head = text[:HEAD]
    is_element = re.match(r"\s*<[A-Za-z][\w.-]*(:[A-Za-z][\w.-]*)?(\s[^<>]*)?/?>", head)
    return "XML, but not RDF/XML" if is_element and "</" in head else ""


def _notation_3(text):
    is_logic = r"(?m)\}\s*=>|=>\s*\{|^[ \t]*@(forAll|forSome|keywords)\b|^[ \t]*(<[^>\s]*>|[\w-]*:[\w-]+)\s+=>?\s"
    return "Notation3 (N3)" if re.search(is_logic, text[:HEAD]) else ""


def _yaml(text):
    """Lines of “key: value” or of a list; Turtle has no space after the colon of a name."""
    lines = [line for line in text[:HEAD].splitlines() if line.strip() and not line.lstrip().startswith("#")][:20]
    key = r"(?i)\s*(- )?(?!@?(prefix|base)\b)[\"']?[\w@ -]+[\"']?:(\s|$)|\s*- \S|(---|\.\.\.)\s*$"
    keys = [line for line in lines if re.match(key, line)]
    begins = re.match(r"(---|%YAML)\s", text.lstrip("\ufeff\n"))
    return "YAML" if begins or (len(keys) > 1 and len(keys) > 0.8 * len(lines)) else ""


def _list(text):
    """A word or two on each of several lines, and none of the signs that Turtle is made of."""
    lines = [line.strip() for line in text[:HEAD].splitlines() if line.strip()][:50]
    plain = [line for line in lines if len(line) <= 100 and not re.search(r"[<>;@{}\[\]]|[.:,]$|\w:\w", line)]
    is_list = len(lines) > 1 and len(plain) == len(lines)
    return "a list of words (a table of one column, or plain text)" if is_list else ""
