"""What a file is that somebody takes for a vocabulary in Turtle: every other sort is refused by its name."""

import csv
import io
import json
import re
import zipfile

from skos.turtle import VocabularyError

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
UNPACK, SAVE_AS = "Unpack it first.", "Most programs for thesauri can save or export as Turtle (.ttl)."
HEAD = 20_000  # characters that are looked at


def decoded(data, source):
    """The text of a file; VocabularyError, which calls it `source`, where it is none or empty."""
    if what := _binary(data):
        advice = UNPACK if "compressed" in what or "archive" in what else SAVE_AS
        raise VocabularyError([f"{source}: this file is {what}; Colophon reads Turtle. {advice}"])
    if (width := _wide(data)) or b"\x00" in data:
        what = f"UTF-{width} text" if width else "no text"
        advice = "Save it as UTF-8." if width else SAVE_AS
        raise VocabularyError([f"{source}: this file is {what}; Colophon reads Turtle in UTF-8. {advice}"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VocabularyError([f"{source}, line {line}: not UTF-8 text."]) from error
    if not text.strip():
        raise VocabularyError([f"{source}: this file is empty."])
    return text


def refuse_known(text, source):
    """VocabularyError for text that is plainly another format; Turtle never begins so."""
    if what := _markup(text) or _json(text):
        _refuse(what, source)


def refuse_likely(text, source):
    """The same for what only looks like another format. To be asked about text that cannot be read as Turtle."""
    if what := _table(text) or _relative(text):
        _refuse(what, source)


def _refuse(what, source):
    raise VocabularyError([f"{source}: this file is {what}; Colophon reads Turtle. {SAVE_AS}"])


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
    return "RDF/XML" if re.search(r"<(\w+:)?RDF\b|22-rdf-syntax-ns#", head) else "XML"


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
    return "JSON-LD" if re.search(r"\"@(context|graph|id)\"", head) else "JSON"


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


def _relative(text):
    """Formats that are close to Turtle, or to XML."""
    head = text[:HEAD]
    if re.search(r"(?m)^[ \t]*(GRAPH[ \t]+)?(<[^>\s]*>|[\w-]*:[\w-]+)\s*\{", head):
        return "TriG"
    term = r"(<[^>\s]+>|_:\S+)"
    if re.match(rf"\s*{term} <[^>\s]+> (<[^>\s]+>|\"(\\.|[^\"\\])*\"\S*|_:\S+) {term} \.", head):
        return "N-Quads"
    if re.match(r"\s*<[A-Za-z][\w.-]*(:[A-Za-z][\w.-]*)?(\s[^<>]*)?/?>", head) and "</" in head:
        return "XML"
    return ""
