"""Searching as people type: straight and curly, with and without hyphen, names of common words, any script."""

import pytest
from django.db import connection

from commitment.models import Showcase
from profiles.models import Profile
from search.asking import ask
from search.lookups import Lexemes
from search.results import look
from tests.discovery import make
from tests.factories import InstitutionFactory, SkillFactory

STOPPED = ["Will Don", "An Do", "IT", "The Who", "Not Now", "Own It", "Or Who"]


@pytest.mark.parametrize("name", STOPPED)
def test_a_name_of_the_commonest_words_is_found(found, name):
    make.profile(name)
    make.profile("Ann Abel")
    make.showcase(name)
    make.showcase("Of all the things", contributors=[name])
    make.showcase("Another", institution=InstitutionFactory(name=f"{name} Library"))
    make.showcase("A third", skills=[SkillFactory(slug="some-skill", name=name)])
    assert found("/people/", q=name) == [name]
    assert sorted(found("/showcases/", q=name.lower())) == sorted([name, "Of all the things", "Another", "A third"])
    assert found("/showcases/", q=f'"{name}"', sort="title")


def test_common_words_do_not_stand_in_the_way_of_others(found):
    make.showcase("A history of paper")
    assert found("/showcases/", q="the history of the paper") == ["A history of paper"]
    assert found("/showcases/", q="the and of") == []


SAME = [
    ("cooperation", "co-operation"),
    ("ebooks", "e-books"),
    ("3D", "3-D"),
    ("MARCXML", "MARC-XML"),
    ("OBrien", "O'Brien", "O’Brien", "O´Brien", "OʼBRIEN"),
    ("reader's", "reader’s", "readers"),
    ("born-digital", "born‑digital", "born digital", "born–digital"),
    ("Quran", "Qurʾan", "Qur'an"),
    ("UK", "U.K."),
    ("9780306406157", "978-0-306-40615-7"),
    ("Lodz", "Łódź", "LODZ"),
    ("strasse", "Straße"),
    ("aesop", "Æsop", "ÆSOP"),
    ("thor", "Þór"),
    ("orsted", "Ørsted"),
    ("koeln", "kœln"),
    ("find", "ﬁnd"),
    ("Ελλάδα", "ΕΛΛΆΔΑ", "Ελλαδα"),
    ("Иванова", "ИВАНОВА"),
    ("שלום", "שָׁלוֹם"),
    ("مكتبة", "مَكْتَبَة"),
    ("山田太郎", "山田 太郎"),
    ("हिन्दी",),
    ("کتاب\u200cخانه", "کتابخانه"),
    ("coope\u00adration", "cooperation"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_what_is_the_same_finds_each_other(found, spellings):
    for written in spellings:
        make.showcase(f"“Some {written}”—and more…", challenge="Something else.")
        make.showcase("Other", what_we_did=f"We saw\xa0(‘{written}’), twice.")
    make.showcase("Neither")
    for typed in spellings:
        for q in (typed, f"“{typed}”", f"thrice OR {typed}…", f"{typed} -neither"):
            assert len(found("/showcases/", q=q)) == 2 * len(spellings), q
        assert found("/showcases/", q=f"-“{typed}”") == ["Neither"]


def test_words_typed_apart_find_what_is_written_as_one(found):
    for title in ("MARCXML", "MARC-XML", "MARC XML"):
        make.showcase(f"{title} for beginners")
    assert len(found("/showcases/", q="MARC XML")) == 3
    assert len(found("/showcases/", q="beginners in marc xml")) == 3


@pytest.mark.parametrize("name", ["Mary O’Brien-Smith", "Jean d'Arc", "Ngũgĩ wa Thiong’o", "Анна-Мария Ковальчук"])
def test_a_name_is_found_by_each_part_and_without_its_marks(found, name):
    make.profile(name)
    plain = name.replace("’", "'")
    for q in (name, plain, plain.replace("'", ""), plain.replace("-", " "), *name.split(), *plain.split("-")):
        assert found("/people/", q=q) == [name], q


def test_a_phrase_is_found_however_its_words_are_spelt(found):
    make.showcase("A", what_we_did="It took a long-term co-operation agreement with O’Brien.")
    for q in ('"cooperation agreement"', '"co-operation agreement"', '"co operation agreement"', '"with OBrien"'):
        assert found("/showcases/", q=q) == ["A"], q
    other_way = look(Showcase.objects.published(), '"agreement cooperation"', every=9, newest=("pk",))
    assert (other_way.strict, other_way.is_widened) == (0, True)


@pytest.mark.parametrize("q", ["'", '"', "“", "-", "--", "or", "or or", "&|!()<->:*\\", "…", "\x00", "-“", "''a", "™"])
def test_whatever_is_typed_is_looked_for(get, q):
    make.showcase("Paper")
    assert get("/showcases/", q=q).status_code == 200


@pytest.mark.parametrize(("q", "wanted"), [("pa", ["Paper"]), ("ap", []), ("xm", ["XML"]), ("aper", ["Paper"])])
def test_did_you_mean_for_two_letters_looks_where_words_begin(get, words, q, wanted):
    SkillFactory(slug="paper")
    SkillFactory(slug="xml", name="XML")
    text = words(get("/showcases/", q=q))
    assert [name for name in ("Paper", "XML") if f"Did you mean the skill {name} ?" in text] == wanted


def test_a_skill_is_called_by_its_name_in_any_shape(get, words):
    SkillFactory(slug="reader-advice", name="Reader’s advice", labels=["Kœlner Œuvre"])
    for q in ("reader's advice", "READER’S ADVICE", "koelner oeuvre"):
        assert get("/showcases/", q=q).context["called"]["skill"].slug == "reader-advice", q


def test_the_words_are_looked_up_in_the_index(db):
    """However many ways they may be spelt: all of it is one condition that the index answers."""
    question = ask("the co-operation of O’Brien -walrus or MARC XML")
    found = Profile.objects.filter(search=Lexemes(question.strict())).order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "profile_search" in found.explain()
    assert str(found.query).count("SELECT") == 1
