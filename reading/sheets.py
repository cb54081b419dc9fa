"""Tables as spreadsheet programs save them: CSV in all the shapes that people really send."""

import csv
import io

MARKS = ";,\t|"
MAX_COLUMNS, MAX_HEAD = 60, 10_000  # what is wider is no list of ours
HEAD_WITHIN = 5  # rows that are not empty: above the heads there may be a title
NO_MARK = "\x1f"  # of one column: whatever stands in it is no border
OTHER_FILES = {  # how a file begins that is none, and what to say
    b"PK\x03\x04": "This is a workbook of Excel or LibreOffice.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook.",
    b"%PDF": "This is a PDF.",
    b"{\\rtf": "This is a text document.",
}
SAVE_AS = "Open it in your spreadsheet program, choose “Save as”, and take CSV."


class Unreadable(ValueError):
    """`str()` says what is wrong with the file, and what to do."""


def rows_of(raw, *, max_bytes, max_rows, knows=lambda head: False):
    """[(number of the line, cells)] of a CSV file, without empty rows; Unreadable where it is none or too large.

    UTF-8, UTF-16 and Windows-1252, any line break, borders of `;`, `,`, tab or `|`. `knows(cell)` tells the heads
    that the caller expects: the border is the mark that brings most of them to light.
    """
    if len(raw) > max_bytes:
        raise Unreadable(f"The file is larger than {max_bytes // 1000} kB. Leave out what is not needed, or split it.")
    for beginning, what in OTHER_FILES.items():
        if raw.startswith(beginning):
            raise Unreadable(f"{what} {SAVE_AS}")
    body = text_of(raw)
    mark, skipped = _mark(body, knows)
    try:
        # The reader counts the lines that a row ends on; rows are told by where they begin.
        read, found, line = csv.reader(io.StringIO(body, newline=""), delimiter=mark), [], 0
        for cells in read:
            begun, line = line + 1, read.line_num
            if begun > skipped and any(cell.strip() for cell in cells):
                found.append((begun, [cell.strip() for cell in cells[:MAX_COLUMNS]]))
            if len(found) > max_rows:
                raise Unreadable(too_long(max_rows))
    except csv.Error as fault:
        raise Unreadable(f"Something in line {read.line_num} is not as in a CSV file. {SAVE_AS}") from fault
    if not found:
        raise Unreadable("There is nothing in this file.")
    begun, cells = found[-1]
    if body.count('"') % 2 and any("\n" in cell or "\r" in cell for cell in cells):
        raise Unreadable(
            f"A quotation mark in line {begun} is not closed, so the lines after it run together. {SAVE_AS}"
        )
    return found


def too_long(lines):
    """The sentence for a file of more lines than are read at once."""
    return f"The file has more than {lines} lines. Split it, and send one part after another."


def text_of(raw):
    """The text of a file, whichever way its program wrote letters; Unreadable for what is no text."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = raw.decode("utf-16", errors="replace")
    elif b"\x00" in raw[:2]:
        body = raw.decode("utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be", errors="replace")
    else:
        try:
            body = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            body = raw.decode("cp1252", errors="replace")
    if "\x00" in body:
        raise Unreadable(f"This is no text. {SAVE_AS}")
    return body


def _mark(body, knows):
    """(the border between cells, how many lines at the beginning say only that)."""
    lines = body.splitlines()
    first = lines[0].strip().strip('"').lower() if lines else ""
    if first.startswith("sep=") and len(first) == 5:
        return first[4], 1
    if first == "sep=":  # its border was a tab, which is white space
        return "\t", 1
    heads = [line[:MAX_HEAD] for line in lines if line.strip()][:HEAD_WITHIN]

    def worth(mark):
        found = [next(csv.reader([head], delimiter=mark), []) for head in heads]
        return max(((sum(map(bool, map(knows, cells))), len(cells)) for cells in found), default=(0, 0))

    best = max(MARKS, key=worth)
    return (best if worth(best)[1] > 1 else NO_MARK), 0
