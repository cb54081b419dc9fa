"""A list that has nothing for some words offers what the other list has for them."""

from tests.discovery import make


def test_where_no_showcase_has_the_words_people_are_offered(get, words, vocabulary):
    for name in ("Zoe Abel", "Ann Zeal", "Bo Young", "Al Xu"):
        make.profile(name, job_title="Bookbinder")
    make.profile("Cy Only", hook="I know a bookbinder.")
    page = get("/showcases/", q="bookbinders")
    assert [str(person) for person in page.context["beside"].people] == ["Zoe Abel", "Al Xu", "Bo Young"]
    assert "People for “bookbinders”" in words(page)
    assert 'href="/people/?q=bookbinders"' in page.content.decode()
    assert "<mark>Bookbinder</mark>" in page.content.decode()


def test_where_nobody_has_the_words_showcases_are_offered(get, words):
    for n in range(5):
        make.showcase(f"Vellum {n}")
    make.withdrawn(make.showcase("Vellum gone"))
    page = get("/people/", q="vellum")
    assert [str(live) for live in page.context["beside"].showcases] == ["Vellum 4", "Vellum 3", "Vellum 2"]
    assert "Showcases for “vellum”" in words(page)
    assert 'href="/showcases/?q=vellum"' in page.content.decode()


def test_somebody_who_only_tells_of_it_is_not_offered(get, db):
    make.profile("Cy Only", hook="I know a bookbinder.")
    make.profile("Di Ray", hook="A book that I had once, many years ago, and then, at last, also some vellum.")
    make.profile("Ed Roy", hook="Walrus.")
    for words in ("bookbinder", "vellum book", "walrus dugong"):
        assert get("/showcases/", q=words).context["beside"] is None


def test_what_is_narrowed_to_nothing_offers_it_too(get, vocabulary):
    make.showcase("Bookbinder", skills=[vocabulary.paper])
    make.profile("Zoe Abel", job_title="Bookbinder")
    page = get("/showcases/", q="bookbinder", skill="digitisation")
    assert [str(person) for person in page.context["beside"].people] == ["Zoe Abel"]


def test_nothing_is_offered_where_there_is_something_or_nothing_was_asked(get, words, db):
    assert get("/showcases/").context["beside"] is None
    make.showcase("Bookbinder")
    make.profile("Zoe Abel", job_title="Bookbinder")
    page = get("/showcases/", q="bookbinder")
    assert page.context["beside"] is None
    assert "People for" not in words(page)
