"""E-mail addresses as people have them: typed, pasted from a mail program, or in a list of staff."""

import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from reading.cards import as_lines
from reading.characters import seen
from reading.sheets import HEAD_WITHIN, Unreadable, rows_of, text_of, too_long
from reading.text import fold, one_line

MAX_LINES, MAX_BYTES = 300, 200_000
MAX_ADDRESS, MAX_NAME = 254, 120
NO_ADDRESS = "Write a whole address, such as name@library.example."
NONE_HERE = "There is no e-mail address here."
WORD = re.compile(r"[^\s<>()\[\]\",;|«»‹›„“]+")
WIDE = str.maketrans("＠；，、．", "@;,,.")  # as keyboards of East Asia write them
PREFIX = re.compile(r"['‘“]*(?:mailto:|smtp:)?", re.IGNORECASE)
NOT_GIVEN = {"jr", "sr", "esq", "phd"}  # what follows a comma and is no first name
JOINERS = "\u200c\u200d"  # unseen, and part of how some names are written
STANDINGS = {  # what a cell may say of it, folded: what is meant
    "staff": "staff",
    "member of staff": "staff",
    "staff member": "staff",
    "manager": "manager",
}
CELLS = re.compile(r'(?:"[^"]*"|[^\t,;])+|[\t,;]')  # and their borders, in a line that was copied from a table
HEADS = {  # what the head of a column may say, folded, letters only
    "name": "name fullname displayname staffname staffmember person colleague enw enwllawn",
    "first": "firstname givenname forename first given vorname prenom enwcyntaf nombre",
    "last": "lastname surname familyname last family nachname nom cyfenw apellido apellidos",
    "said": "standing role as status type rolle statut",
    "address": "address adresse upn userprincipalname",
}
MAIL = {"courriel", "mel", "ebost", "correo", "correoelectronico", "epost"}  # without “mail” in them
PLAINLY = MAIL | {"email", "emailaddress", "mail", "mailaddress", "emailadresse", "adresseemail", "workemail"}
OF_OTHERS = re.compile("manager|supervisor|boss|teamlead|nextofkin|emergency|assistant")
NO_NAME = {"and", "or", "und", "et", "y", "a"}  # what joins two addresses


@dataclass(frozen=True)
class Entry:
    """One address of a list: `line` is where it stood, `said` what its line says of the standing.

    `fault` is a sentence where it is no address; `address` is then what stood there.
    """

    line: int
    address: str
    name: str = ""
    said: str = ""
    fault: str = ""

    def as_text(self):
        """One line that `entry_of` reads back, for a form."""
        return "\t".join([str(self.line), self.address, self.name, self.said])


def entry_of(text):
    """The entry that a line of a form says; checked again, as anybody may have written it."""
    line, address, name, said = (text.split("\t") + [""] * 4)[:4]
    number = int(line) if re.fullmatch(r"[0-9]{1,6}", line) else 0
    entry = next(iter(_entries_of_part(_seen(address), number)), Entry(number, "", fault=NONE_HERE))
    return Entry(number, entry.address, tidy_name(name), one_line(said)[:MAX_NAME], entry.fault)


def is_standing(text):
    """Whether a cell says nothing but a standing."""
    return fold(one_line(text)) in STANDINGS


def one_address(text):
    """The address in what somebody typed where one is asked for; what has none, or several, as it is."""
    typed = one_line(text or "")
    found = entries_of_text(typed[:1000])  # nobody copies more of one
    return found[0].address if len(found) == 1 and not found[0].fault else typed


class TooMany(ValueError):
    """`str()` says how many are too many."""


def entries_of_text(text):
    """The entries of a typed or pasted list; TooMany for a book.

    “Ann Lee <ann@x.example>”, “Lee, Ann <…>; …”, “mailto:…”, “ann@x.example (Ann Lee)”; between them new lines,
    semicolons, commas or spaces.
    """
    if len(text) > MAX_BYTES:
        raise TooMany(f"This is more than {MAX_BYTES // 1000} kB. Invite some now, and the others after them.")
    found = []
    for number, line in enumerate(as_lines(seen(text)).splitlines(), 1):
        if number == 1 and _is_head(line):
            continue
        words, said, cells = _standings(line)
        here = [entry for part in _parts(_seen(words)) for entry in _entries_of_part(part, number)]
        if said and cells == len(here):
            here = [replace(entry, said=said.get(at, "")) for at, entry in enumerate(here)]
        found += [_not_called_so(entry) if "<" not in line else entry for entry in here]
        if len(found) > MAX_LINES:
            raise TooMany(f"These are more than {MAX_LINES} addresses. Invite some now, and the others after them.")
    return found


def entries_of_file(raw):
    """The entries of a list of staff saved as CSV: address, name, standing, in any order.

    Raises `reading.sheets.Unreadable` where it is none.
    """
    if raw[:200].lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCARD"):
        try:
            return entries_of_text(text_of(raw))
        except TooMany as fault:
            raise Unreadable(str(fault)) from fault
    rows = rows_of(raw, max_bytes=MAX_BYTES, max_rows=MAX_LINES + HEAD_WITHIN, knows=_column)
    head, columns = _head(rows)
    heads, rows = rows[head][1] if columns else [], rows[head + 1 :]
    columns = columns or _guessed(rows)
    if len(rows) > MAX_LINES:
        raise Unreadable(too_long(MAX_LINES))
    found = []
    for number, cells in rows:
        cell = {what: cells[at] if at < len(cells) else "" for what, at in columns.items()}
        said = one_line(cell.get("said", ""))
        if not is_standing(said) and (heads or ("said" in columns and not said)):
            loose = [text for at, text in enumerate(cells) if is_standing(text) and _may_say(heads[at : at + 1])]
            said = one_line(loose[0]) if loose else said
        name = cell.get("name") or f"{cell.get('first', '')} {cell.get('last', '')}"
        typed = cell.get("mail") or cell.get("address", "")
        here = _entries_of_part(_seen(typed), number) or [Entry(number, "", fault=NONE_HERE)]
        for entry in here:
            called = tidy_name(name) or entry.name
            found.append(Entry(number, entry.address, "" if is_standing(called) else called, said, entry.fault))
    return found[:MAX_LINES]


def _may_say(head):
    """Whether a standing may stand in a column with this head, [] for none. “Job title” has managers of anything."""
    return not any(head) or _column(head[0]) == "said"


def tidy_name(text):
    """A name to greet somebody by, from “Lee, Ann”, “'Ann Lee'”; empty for what is no name, such as an address."""
    name = re.sub(r"\([^()]*/[^()]*\)", " ", one_line(text))  # (she/her)
    name = re.sub(r"^[\W_]*\d{1,3}[.)]\s", "", name)  # 1. Ann Lee
    name = name.strip(" ,;'\"<>()[]|–—-•·*“”„«»‹›‘’")
    if re.search(r"[@/:\\<>=]|www\.", name) or name.lower() in NO_NAME or not any(map(str.isalpha, name)):
        return ""
    name += ")" * (name.count("(") - name.count(")"))
    family, _, given = (part.strip() for part in name.partition(","))
    words = [word for word in re.split(r"[ '’.-]+", given) if word]
    if words and all(word == word.capitalize() and word.lower() not in NOT_GIVEN for word in words):
        name = f"{given} {family}".strip()
    return name[:MAX_NAME]


def _standings(line):
    """(a line without the cells that only say a standing, {which of its addresses: that}, how many cells have one)."""
    kept, said, cells = [], {}, 0
    if "@" not in line:
        return line, said, cells
    for cell in CELLS.findall(line):
        if is_standing(cell):
            said.setdefault(max(cells - 1, 0), one_line(cell))
        else:
            kept.append(cell)
            cells += "@" in cell
    return "".join(kept), said, cells


def _not_called_so(entry):
    """Nobody is called “manager”: beside a bare address that is the standing."""
    if not is_standing(entry.name):
        return entry
    return replace(entry, name="", said=entry.said or entry.name)


def _parts(line):
    """What stands between semicolons; one in quotation marks is part of a name."""
    quoted = line.split('"')
    if len(quoted) % 2 == 0:  # a mark that nothing closes
        return line.split(";")
    marked = [piece if at % 2 else piece.replace(";", "\n") for at, piece in enumerate(quoted)]
    return '"'.join(marked).split("\n")


def _entries_of_part(part, number):
    """What comes between two addresses is the name of the second; of the first where the list begins with one."""
    tokens = [word for word in WORD.finditer(part) if "@" in word.group()]
    if not tokens:
        words = one_line(part).strip(" ,;")
        return [Entry(number, words[:MAX_NAME], fault=NONE_HERE)] if words else []
    ends = [0, *(token.end() for token in tokens)]
    between = [part[end : token.start()] for end, token in zip(ends, tokens, strict=False)] + [part[ends[-1] :]]
    names = between[:-1]
    if not between[0].strip(" <,") and between[-1].strip(" >,"):
        names = between[1:]
    found = {}
    for token, name in zip(tokens, names, strict=False):  # Outlook writes an address twice: ann@… <mailto:ann@…>
        entry = _entry(number, token.group(), name)
        found.setdefault(entry.address, entry)
    return list(found.values())


def _entry(number, token, name):
    address = token[PREFIX.match(token).end() :].partition("?")[0]
    address = "".join(c for c in address if c not in JOINERS).strip(".:'’”").lower().replace("’", "'")
    fault = ""
    try:
        validate_email(address)
        if "." not in address.rpartition("@")[2]:
            raise ValidationError("localhost")
    except ValidationError:
        fault = "This is not a whole address, such as name@library.example."
    if len(address) > MAX_ADDRESS:
        address, fault = f"{address[:60]}…", f"An address has at most {MAX_ADDRESS} characters."
    return Entry(number, address, tidy_name(re.sub(r"\[?mailto:", "", name, flags=re.IGNORECASE)), fault=fault)


def _seen(text):
    """What can be seen of it, every space a plain one; lists from files have not come in by the gate."""
    return re.sub(r"[^\S\n]", " ", seen(text).translate(WIDE))


def _column(head):
    """What a column with this head holds; empty where it is none of ours."""
    letters = _letters(head)
    if "mail" in letters or letters in MAIL:
        return "mail" if "@" not in head and not OF_OTHERS.search(letters) else ""
    return next((what for what, words in HEADS.items() if letters in words.split()), "")


def _letters(head):
    """Those of a head, without what stands in brackets: Email Address [Required]."""
    return re.sub(r"[^a-z]", "", fold(re.sub(r"\[.*?\]|\(.*?\)", "", head)))


def _is_head(line):
    """Whether it only says what stands in the columns below it."""
    cells = [cell for cell in re.split(r"[\t,;|]", line) if cell.strip()]
    return len(cells) > 1 and "@" not in line and all(map(_column, cells))


def _columns(head, rows):
    """{what: number of its column}, the first of each; of addresses that which is called so plainly, or has most."""
    found = {what: at for at, what in reversed(list(enumerate(map(_column, head)))) if what}
    mails = [at for at, cell in enumerate(head) if _column(cell) == "mail"]

    def worth(at):
        signs = sum("@" in cells[at] for _, cells in rows if at < len(cells))
        return bool(signs), _letters(head[at]) in PLAINLY, signs

    return found | ({"mail": max(mails, key=worth)} if mails else {})


def _head(rows):
    """(where the row of heads is, what its columns hold): a title may stand above it; (-1, {}) for none."""
    best, columns = -1, {}
    for at, (_, cells) in enumerate(rows[:HEAD_WITHIN]):
        if any("@" in cell for cell in cells):
            break
        found = _columns(cells, rows[at + 1 :])
        if ("mail" in found or "address" in found) and len(found) > len(columns):
            best, columns = at, found
    return best, columns


def _guessed(rows):
    """Columns of a list without a head: where the @ is; of the others that which mostly says a standing."""
    cells = [row for _, row in rows]
    width = max(map(len, cells))
    values = [[row[at] for row in cells if at < len(row) and row[at]] for at in range(width)]
    signs = [sum("@" in value for value in column) for column in values]
    mail = signs.index(max(signs))
    others = [at for at in range(width) if at != mail and values[at]]
    share = {at: sum(map(is_standing, values[at])) / len(values[at]) for at in others}
    said = [at for at in others if share[at] >= 1 / 2 and share[at] == max(share.values())][:1]
    names = [at for at in others if at not in said]
    found = {"mail": mail} | ({"said": said[0]} if said else {})
    if len(names) == 1:
        found["name"] = names[0]
    elif names:
        found |= {"first": names[0], "last": names[1]}
    return found
