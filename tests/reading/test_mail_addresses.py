"""Lists of addresses as people have them: typed, pasted, or saved from a spreadsheet."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.mail_addresses import (
    MAX_BYTES,
    MAX_LINES,
    NONE_HERE,
    Entry,
    TooMany,
    entries_of_file,
    entries_of_text,
    entry_of,
    tidy_name,
)
from reading.sheets import Unreadable

ANN, BO = ("ann@x.example", "Ann Lee"), ("bo@x.example", "Bo Brown")
LONE_ANN, LONE_BO = ("ann@x.example", ""), ("bo@x.example", "")


def found(entries):
    assert not [entry.fault for entry in entries if entry.fault]
    return [(entry.address, entry.name) for entry in entries]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ann@x.example", [LONE_ANN]),
        ("  Ann@X.Example  ", [LONE_ANN]),
        ("Ann Lee <ann@x.example>", [ANN]),
        ("Ann Lee<ann@x.example>", [ANN]),
        ('"Ann Lee" <ann@x.example>', [ANN]),
        ("'Ann Lee' <ann@x.example>", [ANN]),
        ("Lee, Ann <ann@x.example>; Brown, Bo <bo@x.example>;", [ANN, BO]),
        ("Lee, Ann <ann@x.example>, Brown, Bo <bo@x.example>", [ANN, BO]),
        ('"Lee, Ann" <ann@x.example>, "Brown, Bo" <bo@x.example>', [ANN, BO]),
        ("ann@x.example (Ann Lee)", [ANN]),
        ("Ann Lee [mailto:ann@x.example]", [ANN]),
        ("ann@x.example <mailto:ann@x.example>", [LONE_ANN]),
        ("mailto:ann@x.example?subject=Hello", [LONE_ANN]),
        ("MAILTO:ann@x.example", [LONE_ANN]),
        ("<ann@x.example>", [LONE_ANN]),
        ("ann@x.example bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann@x.example,bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann@x.example;bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann@x.example\r\nbo@x.example\r\n\r\n", [LONE_ANN, LONE_BO]),
        ("ann@x.example\rbo@x.example", [LONE_ANN, LONE_BO]),
        ("Ann Lee\tann@x.example\nBo Brown\tbo@x.example", [ANN, BO]),
        ("ann@x.example\tAnn Lee\nbo@x.example\tBo Brown", [ANN, BO]),
        ("Staff: ann@x.example, bo@x.example.", [LONE_ANN, LONE_BO]),
        ("ann\u200b@x.example\u00a0", [LONE_ANN]),
        ("\ufeffann@x.example", [LONE_ANN]),
        ("\u202dann@x.example\u202c", [LONE_ANN]),
        ("Łukasz Żak <l@x.example>", [("l@x.example", "Łukasz Żak")]),
        ("Lee, Ann, MCLIP <ann@x.example>", [("ann@x.example", "Lee, Ann, MCLIP")]),
        ("Ann Lee, PhD <ann@x.example>", [("ann@x.example", "Ann Lee, PhD")]),
        ("O’Neil, Mary-Jane <mj@x.example>", [("mj@x.example", "Mary-Jane O’Neil")]),
        ('"Lee; Ann" <ann@x.example>', [("ann@x.example", "Lee; Ann")]),
        ("www.pay.example <ann@x.example>", [LONE_ANN]),
        ("https://pay.example/x <ann@x.example>", [LONE_ANN]),
        ("ann@bücher.example", [("ann@bücher.example", "")]),
        ("Ann Lee [SMTP:ann@x.example]", [ANN]),
        ("1. Ann Lee ann@x.example\n2. Bo Brown bo@x.example", [ANN, BO]),
        ("• Ann Lee, ann@x.example\n• Bo Brown – bo@x.example", [ANN, BO]),
        ("- ann@x.example\n- bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann@x.example and bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann@x.example & bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann@x.example；bo@x.example", [LONE_ANN, LONE_BO]),
        ("ann＠x.example、bo@x.example", [LONE_ANN, LONE_BO]),
        ("| Ann Lee | ann@x.example |\n| Bo Brown | bo@x.example |", [ANN, BO]),
        ("„Ann Lee“ <ann@x.example>, “Bo Brown” <bo@x.example>", [ANN, BO]),
        ("«ann@x.example»", [LONE_ANN]),
        ("Ann Lee (she/her) <ann@x.example>", [ANN]),
        ("=?utf-8?q?Ann_L=C3=A9e?= <ann@x.example>", [LONE_ANN]),
        ("o’neil@x.example", [("o'neil@x.example", "")]),
        ("Name\tEmail\nAnn Lee\tann@x.example", [ANN]),
        ("", []),
        (" ;, \n ;", []),
    ],
)
def test_a_list_is_read_as_people_write_it(typed, expected):
    assert found(entries_of_text(typed)) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "ann",
        "ann at x.example",
        "ann@",
        "@x.example",
        "ann@x",
        "ann@@x.example",
        "ann@x..example",
        "ann@-x.example",
        "ann@localhost",
    ],
)
def test_what_is_no_address_says_so_beside_those_that_are(wrong):
    right, faulty = entries_of_text(f"bo@x.example\n{wrong}")
    assert (right.line, right.address, right.fault) == (1, "bo@x.example", "")
    assert (faulty.line, faulty.address) == (2, wrong)
    assert faulty.fault


def test_an_address_too_long_for_its_column_is_a_faulty_one():
    (entry,) = entries_of_text(f"{'a' * 64}@{'b.' * 120}example")
    assert "at most 254" in entry.fault
    assert len(entry.address) < 100


def test_a_list_has_an_end():
    line = "ann{}@x.example\n"
    assert len(entries_of_text("".join(line.format(n) for n in range(MAX_LINES)))) == MAX_LINES
    with pytest.raises(TooMany, match="more than 300 addresses"):
        entries_of_text("".join(line.format(n) for n in range(MAX_LINES + 1)))
    with pytest.raises(TooMany, match="200 kB"):
        entries_of_text("a" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "text", ["a" * 199_999, ";" * 199_999, "@" * 199_999, '"' * 199_999, '";' * 99_999, "<" * 199_999, "x," * 99_999]
)
def test_no_list_takes_long(text):
    begun = time.monotonic()
    for read, what in ((entries_of_text, text), (entries_of_file, text.encode())):
        with suppress(TooMany, Unreadable):
            read(what)
    assert time.monotonic() - begun < 3


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_whatever_is_pasted_is_read_or_called_faulty(text):
    for entry in entries_of_text(text):
        assert entry.fault or entry.address.count("@") == 1
        assert not {"\n", "\t", "\x00"} & set(entry.name + entry.address)
        assert entry_of(entry.as_text()).fault or not entry.fault


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_is_sent_as_a_file_is_read_or_refused_in_words(raw):
    with suppress(Unreadable):
        assert all(entry.fault or "@" in entry.address for entry in entries_of_file(raw))


# -- files -----------------------------------------------------------------------------------------------------

ROWS = [("ann@x.example", "Åsa Lee", "manager"), ("bo@x.example", "Bo, “Bob” Brown", "")]


def table(rows, mark, end="\r\n"):
    def cell(text):
        return '"{}"'.format(text.replace('"', '""')) if mark in text or '"' in text else text

    return "".join(mark.join(map(cell, row)) + end for row in rows)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_file_is_read_whatever_program_wrote_it(mark, encoding, end):
    raw = table([("E-mail", "Name", "Role"), *ROWS], mark, end).encode(encoding)
    assert [(e.address, e.name, e.said) for e in entries_of_file(raw)] == ROWS


@pytest.mark.parametrize("heads", [("E-mail", "Name", "Role"), ("EMAIL ADDRESS", "Full name", "Standing"),
    ("Work e-mail", "Staff member", "As"), ("mail", "display name", "STATUS"), ("E-Mail-Adresse", "Name", "Rolle"),
    ("Courriel", "Name", "Type")])  # fmt: skip
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_columns_stand_in_any_order_and_have_many_names(heads, order):
    rows = [[row[at] for at in order] for row in [heads, *ROWS]]
    assert [(e.address, e.name, e.said) for e in entries_of_file(table(rows, ";").encode())] == ROWS


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_excel_may_say_what_stands_between_cells(first):
    raw = f"{first}\r\nName;E-mail\r\nLee, Ann;ann@x.example\r\n".encode()
    assert found(entries_of_file(raw)) == [ANN]
    assert entries_of_file(raw)[0].line == 3
    assert found(entries_of_file(b"sep=\t\r\nName\tE-mail\r\nAnn Lee\tann@x.example")) == [ANN]


def test_the_line_is_the_one_that_a_text_editor_shows():
    raw = b'Name,E-mail\n\n"Ann\nLee",ann@x.example\n\nBo Brown,bo@x.example\nCy,nothing\n'
    entries = entries_of_file(raw)
    assert [(e.line, e.address, e.name) for e in entries] == [
        *((3, "ann@x.example", "Ann Lee"), (6, "bo@x.example", "Bo Brown")),
        (7, "nothing", "Cy"),
    ]
    assert entries[-1].fault == NONE_HERE


def test_a_file_without_heads_is_read_by_what_stands_in_it():
    raw = b"Ann Lee,staff,ann@x.example\nBo Brown,manager,bo@x.example\n"
    assert [(e.line, e.address, e.name, e.said) for e in entries_of_file(raw)] == [
        (1, "ann@x.example", "Ann Lee", "staff"),
        (2, "bo@x.example", "Bo Brown", "manager"),
    ]
    assert found(entries_of_file(b"ann@x.example\nbo@x.example")) == [LONE_ANN, LONE_BO]


def test_one_column_is_not_torn_apart():
    assert found(entries_of_file(b"E-mail\nLee; Ann <ann@x.example>")[-1:]) == [("ann@x.example", "Lee; Ann")]
    assert len(entries_of_file(b'E-mail\n"ann@x.example"\nbo@x.example\n')) == 2


def test_first_and_last_names_are_put_together():
    raw = b"Surname,First name,Email,Postal address\nLee,Ann,ann@x.example,1 High Street\n"
    assert found(entries_of_file(raw)) == [ANN]


def test_of_several_columns_with_a_mail_head_the_first_counts():
    assert found(entries_of_file(b"Email,Other email\nann@x.example,bo@x.example")) == [LONE_ANN]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("Manager’s email,Email", "boss@x.example,ann@x.example"),
        ("Line manager e-mail,E-mail address", "boss@x.example,ann@x.example"),
        ("Personal email,Work email", "ann@home.example,ann@x.example"),
        ("Email sent?,Email", "yes,ann@x.example"),
        ("Mail stop,Mailing list,Email", "MS-4,yes,ann@x.example"),
        ("E-bost", "ann@x.example"),
        ("Email Address [Required],Recovery Email", "ann@x.example,ann@home.example"),
    ],
)
def test_whoever_else_has_an_address_in_the_list_is_not_invited(heads, cells):
    assert found(entries_of_file(f"Name,{heads}\nAnn Lee,{cells}\n".encode())) == [ANN]


def test_heads_say_in_brackets_what_a_program_wants_of_them():
    raw = b"First Name [Required],Last Name [Required],Email Address [Required]\nAnn,Lee,ann@x.example\n"
    assert found(entries_of_file(raw)) == [ANN]


CARDS = """BEGIN:VCARD
VERSION:3.0
N:Lee;Ann;;;
FN:Ann Lee
EMAIL;TYPE=HOME:ann@home.example
item1.EMAIL;TYPE=INTERNET,pref:ann@x.ex
 ample
TEL:123
END:VCARD
BEGIN:VCARD
FN:Bo Brown
EMAIL:bo@x.example
END:VCARD
"""


def test_cards_of_an_address_book_are_read():
    assert found(entries_of_text(CARDS)) == [ANN, BO]
    assert found(entries_of_file(CARDS.replace("\n", "\r\n").encode())) == [ANN, BO]
    assert [entry.line for entry in entries_of_text(CARDS)] == [1, 10]
    assert found(entries_of_text("EMAIL;TYPE=work:ann@x.example")) == [LONE_ANN]
    [nobody] = entries_of_text("BEGIN:VCARD\nFN:Ann Lee\nEMAIL:\nEND:VCARD")
    assert (nobody.address, nobody.fault) == ("Ann Lee", NONE_HERE)


def test_a_quotation_mark_that_nothing_closes_swallows_nobody():
    with pytest.raises(Unreadable, match="in line 2 is not closed"):
        entries_of_file(b'Name,Email\n"Ann,ann@x.example\nBo,bo@x.example\n')
    assert found(entries_of_file(b'Name,Email\nAnn Lee,ann@x.example\n"Bo\nBrown",bo@x.example\n')) == [ANN, BO]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "nothing in this file"),
        (b"\xef\xbb\xbf\r\n ; ;\r\n", "nothing in this file"),
        (b"PK\x03\x04....", "workbook"),
        (b"\xd0\xcf\x11\xe0....", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"ab\x00\x01\x02", "no text"),
        (b"a" * (MAX_BYTES + 1), "larger than 200 kB"),
        (b"a@x.example\n" * (MAX_LINES + 2), "more than 30[05] lines"),
    ],
)
def test_what_is_no_list_is_called_what_it_is(raw, words):
    with pytest.raises(Unreadable, match=words):
        entries_of_file(raw)


def test_what_a_form_sends_back_is_checked_again():
    for entry in (Entry(7, "ann@x.example", "Ann Lee", "manager"), Entry(7, "ann@x.example")):
        assert entry_of(entry.as_text()) == entry
    assert entry_of("x\tann@x.example\thttps://pay.example\tking").name == ""
    assert entry_of("").fault
    assert entry_of("1\tno address\t\t").fault


def test_a_name_is_short_and_one_line():
    assert tidy_name("Ann\nLee\t\u200b ") == "Ann Lee"
    assert len(tidy_name("Ann " * 99)) <= 120
    assert tidy_name("ann@x.example") == ""


@pytest.mark.parametrize(
    "above", ["Staff list 2026,,\n,,\n", "E-mail list of the library\n", "Library,\nas of 1 March,\n,,,\nPage 1,\n"]
)
@pytest.mark.parametrize("border", [",", ";", "\t"])
def test_a_title_may_stand_above_the_heads(above, border):
    text = f"{above}Name,E-mail,Role\nAnn Lee,ann@x.example,Manager\n".replace(",", border)
    [entry] = entries_of_file(text.encode())
    assert (entry.address, entry.name, entry.said, entry.fault) == ("ann@x.example", "Ann Lee", "Manager", "")
    assert entry.line == text.count("\n")


@pytest.mark.parametrize("heads", ["", "E-mail\n", "Staff\nE-mail\n"])
def test_no_line_of_a_long_file_is_dropped_unsaid(heads):
    lines = [f"a{n}@x.example" for n in range(MAX_LINES + 1)]
    assert len(entries_of_file((heads + "\n".join(lines[1:])).encode())) == MAX_LINES
    with pytest.raises(Unreadable, match=f"more than {MAX_LINES} lines"):
        entries_of_file((heads + "\n".join(lines)).encode())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ann@x.example\tmanager", [(*LONE_ANN, "manager")]),
        ("ann@x.example\tAnn Lee\tManager\nbo@x.example\tstaff\tBo Brown", [(*ANN, "Manager"), (*BO, "staff")]),
        ("Manager\tann@x.example", [(*LONE_ANN, "Manager")]),
        ("ann@x.example; manager; bo@x.example; staff", [(*LONE_ANN, "manager"), (*LONE_BO, "staff")]),
        ("Lee, Ann <ann@x.example>, Staff member", [(*ANN, "Staff member")]),
        ("ann@x.example (manager)", [(*LONE_ANN, "manager")]),
        ("ann@x.example, bo@x.example, manager", [(*LONE_ANN, ""), (*LONE_BO, "manager")]),
        ("Manager <ann@x.example>", [("ann@x.example", "Manager", "")]),  # a display name gives no power
        ('"Lee, Manager, Ann" <ann@x.example>', [("ann@x.example", "Manager, Ann Lee", "")]),  # nor a part of one
        ("ann@x.example\tHead of Maps", [("ann@x.example", "Head of Maps", "")]),
    ],
)
def test_a_cell_that_is_a_standing_is_nobodys_name(typed, expected):
    assert [(e.address, e.name, e.said) for e in entries_of_text(typed)] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ann@x.example;manager\nbo@x.example;Bo Brown;staff\n", [(*LONE_ANN, "manager"), (*BO, "staff")]),
        ("ann@x.example,manager,Ann Lee\nbo@x.example,Boss,Bo Brown\n", [(*ANN, "manager"), (*BO, "Boss")]),
        ("E-mail;Name;\nann@x.example;Ann Lee;manager\n", [(*ANN, "manager")]),
        ("E-mail\tRole\nann@x.example\tStaff member\n", [(*LONE_ANN, "Staff member")]),
        ("E-mail;Role;Standing\nann@x.example;Head of maps;manager\n", [(*LONE_ANN, "manager")]),
        ("E-mail;Name;Job title\nann@x.example;Ann Lee;Manager\n", [(*ANN, "")]),  # which gives no power here
        (
            "E-mail;Name;Line manager\nann@x.example;Ann Lee;Staff\nbo@x.example;Bo Brown;Manager",
            [(*ANN, ""), (*BO, "")],
        ),
        (
            "ann@x.example;Librarian\nbo@x.example;Manager\nann@x.example;Curator\n",
            [("ann@x.example", "Librarian", ""), (*LONE_BO, ""), ("ann@x.example", "Curator", "")],
        ),
    ],
)
def test_the_same_in_a_file_with_and_without_heads(raw, expected):
    assert [(e.address, e.name, e.said) for e in entries_of_file(raw.encode())] == expected
