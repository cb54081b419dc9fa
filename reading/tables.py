"""Tables as files that a spreadsheet opens."""

import csv
import io

COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for a formula where a cell begins with it


def as_csv(rows):
    """Rows of text as CSV, marked as UTF-8; no cell is anything but text to whoever opens it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _plain(cell):
    return f"'{cell}" if cell.lstrip(" \ufeff").startswith(COMMANDS) or cell.startswith(COMMANDS) else cell
