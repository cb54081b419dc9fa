"""Folded text and the words in it: the same in Python, in the database, and in a database of any locale."""

import os
import unicodedata

import pytest
from django.db import connection

from postgres.lookups import folded
from reading.text import fold, quoted
from reading.words import spellings
from search.words import Field, places_of, vector


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łukasz Ørsted, Straße", "lukasz orsted, strasse"),
        ("ÆSOP Œuvre Þór Guðrún Đorđe Ħamrun Kırıkkale Ŋ", "aesop oeuvre thor gudrun dorde hamrun kirikkale ng"),
        ("İstanbul ISTANBUL", "istanbul istanbul"),
        ("Ǆ ﬁn ﬀ ŉ", "dz fin ff 'n"),
        ("O’Brien O´Brien O`Brien Oʼbrien", "o'brien o'brien o'brien o'brien"),
        ("„born–digital“ «so»", '"born-digital" "so"'),
        ("Qurʾān Hawaiʻi obʺi︠a︡vlenie", "qur'an hawai'i ob'iavlenie"),
        ("soft\u00adly z\u200bero Alma™", "softly zero alma"),
        ("ΣΩΚΡΆΤΗΣ Σωκράτης", "σωκρατησ σωκρατησ"),
        ("ЁЖ ёж", "еж еж"),
    ],
)
def test_letters_that_are_taken_for_each_other_are_one(text, key):
    assert fold(text) == key


def test_the_database_folds_every_letter_as_python_does(db):
    sql, parameters = folded("chr(n)")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n, {sql} FROM generate_series(1, 173791) AS n WHERE n NOT BETWEEN 55296 AND 57343",  # noqa: S608
            parameters,
        )
        rows = cursor.fetchall()
    known = [(n, key) for n, key in rows if unicodedata.category(chr(n)) != "Cn"]  # one of the two may be older
    assert len(known) > 100_000
    assert [(hex(n), key, fold(chr(n))) for n, key in known if key != fold(chr(n))] == []


WORDS = {  # text: as its words are spelt
    "co-operation": ["co operation", "cooperation"],
    "O’Brien-Smith’s": ["o brien smith s", "obrien smiths", "obriensmiths"],
    "3‑D, e‐books": ["3 d e books", "3d ebooks"],
    "done—then … or–not": ["done then or not", "done then ornot"],
    "wait…what": ["wait what"],
    "U.K. 22.05, v1.2.": ["u k 22.05 v1.2", "uk 22.05 v1.2"],
    "OCR/HTR & R&D": ["ocr htr r d"],
    "“Élan” (‘so’) 10\xa0000": ["elan so 10 000"],
    "山田太郎 カード": ["山 田 太 郎 カ ー ト"],
    "Γιώργος Ивано́в": ["γιωργοσ иванов"],
    "हिन्दी भाषा": ["हिनदी भाषा"],
    "☕️ 🙂 -- ''": [""],
}


@pytest.mark.parametrize("text", WORDS)
def test_words_are_what_marks_leave_and_what_they_join(text):
    assert [" ".join(way) for way in spellings(text)] == WORDS[text]


@pytest.fixture
def in_locale(django_db_setup, django_db_blocker):
    """in_locale(options) uses a new database of that locale; the usual one is back at the end."""
    usual, made = connection.settings_dict["NAME"], []

    def administer(sql):
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)

    def use(options):
        connection.close()
        made.append(f"colophon_locale_{os.getpid()}_{len(made)}")
        administer(f"CREATE DATABASE {made[-1]} TEMPLATE template0 ENCODING 'UTF8' {options}")
        connection.settings_dict["NAME"] = made[-1]

    with django_db_blocker.unblock():
        yield use
        connection.close()
        connection.settings_dict["NAME"] = usual
        for name in made:
            administer(f"DROP DATABASE {name}")


SENTENCE = (
    "“Élan” said O’Brien—the co‑operation… ΣΩΚΡΆΤΗΣ Ivanov ИВАНОВ Łódź Straße İzmir 22.05 山田 10\xa0000 ISTANBUL"
)


def test_a_database_of_any_locale_finds_the_same_words(in_locale):
    vectors = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT collname FROM pg_collation WHERE collprovider = 'c' AND collencoding = 6")
        there = {name for (name,) in cursor.fetchall()}
    libc = [f"LOCALE_PROVIDER libc LOCALE '{name}'" for name in ("C.utf8", "en_GB.utf8", "tr_TR.utf8") if name in there]
    for options in ("LOCALE_PROVIDER libc LOCALE 'C'", *libc):
        in_locale(options)
        with connection.cursor() as cursor:
            words = " ".join(word for way in spellings(SENTENCE) for word in way)
            row = vector(places_of([Field("A", SENTENCE, exact=True)]))
            cursor.execute("SELECT to_tsvector('english', %s), %s::tsvector", [words, row])
            vectors.add(cursor.fetchone())
    assert len(libc) >= 1
    [(stemmed, row)] = vectors
    for word in ("elan", "obrien", "cooperation", "σωκρατησ", "иванов", "lodz", "strasse", "izmir", "22.05", "山"):
        assert f"'={word}':" in row
    assert "'cooper':" in stemmed
    assert "'cooper':" in row


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("Sixty maps", "“Sixty maps”"),
        ('Mending "old" maps', "“Mending ‘old’ maps”"),
        ("“Whole”", "“‘Whole’”"),
        ('("Route 66")', "“(‘Route 66’)”"),
        ("„Karten“ lesen", "“‘Karten’ lesen”"),
        ("»Buch« und «livre»", "“‘Buch’ und ‘livre’”"),
        ("Le «\xa0mot\xa0» juste", "“Le ‘mot’ juste”"),
        ('Disks of 5" and tape', "“Disks of 5″ and tape”"),
        ('5" x 7" prints of "Route 66"', "“5″ x 7″ prints of ‘Route 66’”"),
        ("Ann’s ‘maps’", "“Ann’s ‘maps’”"),
    ],
)
def test_marks_within_marks_are_single(own, shown):
    assert quoted(own) == shown
