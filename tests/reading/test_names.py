"""Where names stand in a list."""

import pytest

from reading.names import by_surname, without_article


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mairi Tolland", "tolland  mairi"),
        ("Øyvind Ørsted", "orsted  oyvind"),
        ("Łukasz Żółć", "zolc  lukasz"),
        ("Cher", "cher"),
        ("", ""),
        # what stands behind a name, and before it
        ("Ann Abel Jr", "abel  ann"),
        ("Ann Abel, Jr.", "abel  ann"),
        ("Ann Abel PhD MCLIP", "abel  ann"),
        ("Sir Abe Abel OM KBE FRS", "abel  abe"),
        ("Om Abel", "abel  om"),
        ("Dr Ann Abel, Ph.D., F.C.L.I.P. (Hons)", "abel  ann"),
        ("Prof. Ann Abel III", "abel  ann"),
        ("Ann Abel MA BSc (she/her)", "abel  ann"),
        ("Ann Abel, she/her", "abel  ann"),
        ("Yo-Yo Ma", "ma  yo yo"),
        ("JACK MA", "ma  jack"),
        ("An Do", "do  an"),
        ("Ann Abel DipLib MCLIP", "abel  ann"),
        ("Ann Abel – MCLIP", "abel  ann"),
        ("Ann Abel | MCLIP", "abel  ann"),
        ("Ann Abel she/her", "abel  ann"),
        ("Ann Abel née Cain", "abel  ann"),
        ("Ann Abel, RIBA, CA", "abel  ann"),
        # the surname first
        ("ABEL CAIN, ANN", "abel cain  ann"),
        ("Abel Jr., Ann", "abel  ann"),
        ("Abel, Ann", "abel  ann"),
        ("Abel, Ann, PhD", "abel  ann"),
        ("King, Martin Luther, Jr.", "king  martin luther"),
        ("García Márquez, Gabriel", "garcia marquez  gabriel"),
        ("van Gogh, Vincent", "van gogh  vincent"),
        # particles
        ("Vincent van Gogh", "gogh  vincent van"),
        ("Jan van ’t Hoff", "hoff  jan van t"),
        ("Jan van der Berg", "berg  jan van der"),
        ("Jan Van den Berg", "van den berg  jan"),
        ("Ludwig von Mises", "mises  ludwig von"),
        ("Robert De Niro", "de niro  robert"),
        ("Simone de Beauvoir", "beauvoir  simone de"),
        ("Jean de La Fontaine", "la fontaine  jean de"),
        ("Daphne du Maurier", "du maurier  daphne"),
        ("Van Morrison", "morrison  van"),
        ("Maria E. Silva", "silva  maria e"),
        ("Gráinne Ní Lorcáin", "ni lorcain  grainne"),
        ("Thandiwe St. John", "st john  thandiwe"),
        ("José Ortega y Gasset", "ortega y gasset  jose"),
        ("Ibrahim al-Khatib", "khatib  ibrahim"),
        # marks
        ("Mary O’Brien", "obrien  mary"),
        ("Mary O'Brien", "obrien  mary"),
        ("Bríd Scanlon-Moore", "scanlon moore  brid"),
        # scripts in which the surname is written first
        ("山田 太郎", "山田  太郎"),
        ("Ольга Йовчева", "иовчева  ольга"),
    ],
)
def test_people_are_filed_by_their_surname(name, key):
    assert by_surname(name) == key


@pytest.mark.parametrize(("name", "under", "key"), [("Nguyen Van An", "Nguyen", "nguyen  an  nguyen van")])
def test_somebody_is_listed_under_what_they_say(name, under, key):
    assert by_surname(name, under).startswith("nguyen  ")


def test_all_of_one_surname_come_before_longer_ones():
    names = ["Adam Smithson", "Smith-Barry, Al", "Smith Alan, Bo", "Zoe Smith"]
    assert sorted(names, key=by_surname) == ["Zoe Smith", "Smith Alan, Bo", "Smith-Barry, Al", "Adam Smithson"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Keeper Library", "keeper library"),
        ("An Archive", "archive"),
        ("A library of sand", "library of sand"),
        ("Theatre Museum", "theatre museum"),
        ("Corran Studio", "corran studio"),
        ("Museum of the Sea", "museum of the sea"),
        ("A to Z of paste", "a to z of paste"),
        ("The", "the"),
        ("École Ørsted", "ecole orsted"),
    ],
)
def test_an_article_does_not_count(name, key):
    assert without_article(name) == key
