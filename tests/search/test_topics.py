"""Pages are found by all that the skills which they name are called, and hold no more of them than their numbers."""

from random import Random

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from commitment.models import Showcase
from search import kinds, services, topics
from search.asking import ask
from search.english import stem
from search.models import Topic, Word
from search.topics import Topics
from search.words import Field, places_of, vector
from skills.models import Label, Skill
from skills.writing import rebuild_derived
from tests.discovery import make
from tests.factories import SkillFactory

pytestmark = pytest.mark.django_db

WORDS = """
paper papers repair repairing wheat starch paste the of co-operation e-books map mapping Málaga 1450
""".split()  # noqa: SIM905 - in lines they are easier to read


def titles(text):
    rows = Showcase.objects.filter(search=Topics().having(text)).order_by("title")
    return list(rows.values_list("title", flat=True))


def holding(whole, query):
    """Numbers of those rows, {number: tsvector}, that match."""
    sql = "SELECT number FROM UNNEST(%s::bigint[], %s::text[]) AS t (number, row) WHERE row::tsvector @@ %s::tsquery"
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(whole), list(whole.values()), query])
        return {number for (number,) in cursor}


def row_with_all_names(page):
    """As if all names stood in the row itself."""
    own = list(page.fields)
    weights = page.topics.weights
    for names in topics.called(page.topics.numbers).values():
        own.append(Field(weights[0], names.name, exact=True))
        own += [Field(weights[1], text, exact=True) for text in names.others]
        own += [Field(weights[2], text) for text in names.broader]
    return vector(places_of(own))


def questions(random):
    for _ in range(20):
        words = random.choices(WORDS, k=random.randint(1, 3))
        yield " ".join(f"{random.choice(['', '', '', '-', 'OR '])}{word}" for word in words)
        yield f'"{" ".join(words)}"'
        yield f"{' '.join(words)}*"


def test_each_question_finds_what_it_would_find_if_all_names_stood_in_the_rows():
    random = Random(9)

    def some(most):
        return " ".join(random.choices(WORDS, k=random.randint(1, most)))

    broad = [SkillFactory(name=f"{some(2)} {n}", labels=[f"{some(3)} {n + 10}"]) for n in range(3)]
    narrow = [
        SkillFactory(name=f"{some(3)} {n + 20}", labels=[f"{some(2)} {n + 30}"], broader=[random.choice(broad)])
        for n in range(6)
    ]
    SkillFactory(name="cataloging papers", successors=[narrow[0]])
    for number in range(12):
        skills = random.sample([*broad, *narrow], k=random.randint(0, 3))
        make.showcase(f"{some(2)} {number}", skills=skills, challenge=some(9))
        make.profile(f"{some(2)} {number}", skills=skills)
    found = 0
    for kind in kinds.all_kinds():
        live = kind.live()
        pages = kind.pages(list(live.values_list("pk", flat=True)))
        whole = {number: row_with_all_names(page) for number, page in pages.items()}
        for asked in map(ask, questions(random)):
            within = asked.within("A"), asked.within("BD", or_named=True)
            for tsquery in {asked.strict(), *within, asked.named(), asked.whole(), *asked.pairs()}:
                by_number = set(live.filter(search=Topics().having(tsquery)).values_list("pk", flat=True))
                assert by_number == holding(whole, tsquery), (asked.text, tsquery)
                found += len(by_number)
    assert found > 300, "else nothing was compared"


def test_a_topic_weighs_as_its_place_does(db):
    paste = SkillFactory(name="Wheat starch paste", labels=["Gluing"], broader=[SkillFactory(name="Adhesives")])
    make.showcase("Maps", skills=[paste])
    heading = {word: titles(ask(word).within("A")) for word in ("paste", "gluing", "adhesives")}
    assert heading == {"paste": ["Maps"], "gluing": [], "adhesives": []}
    assert titles(f"'{stem('adhesives')}':C") == ["Maps"]
    assert titles(f"'{stem('adhesives')}':AB") == []


def test_taking_a_name_back_takes_its_words_off_and_a_new_one_is_learnt(settings):
    skill, nobody = SkillFactory(name="Marquetry"), SkillFactory(name="Okapiology")
    make.showcase("Maps", skills=[skill])
    known = set(Word.objects.values_list("text", flat=True))
    assert "marquetry" in known
    assert "okapiology" not in known, "no page names it"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    Skill.objects.filter(pk=skill.pk).update(name="Intarsia")
    Skill.objects.filter(pk=nobody.pk).update(name="Okapi lore")
    Label.objects.create(skill=skill, text="Inlaying")
    rebuild_derived()
    assert not Word.objects.filter(text="marquetry").exists()
    assert titles(ask("inlaying").strict()) == ["Maps"]
    [task] = DBTaskResult.objects.filter(task_path="search.services.learn_names")
    task.task.func(*task.args_kwargs["args"])
    assert {"intarsia", "inlaying"} <= set(Word.objects.values_list("text", flat=True))
    assert not Word.objects.filter(text="okapi").exists()


def test_a_page_that_drops_a_skill_is_found_by_it_no_more_and_its_words_go():
    skill = SkillFactory(name="Marquetry")
    live = make.showcase("Maps", skills=[skill])
    live.showcase_skills.all().delete()
    services.write("showcase", Showcase.objects.all())
    assert titles(ask("marquetry").strict()) == []
    assert not Word.objects.filter(text="marquetry").exists()


def test_only_topics_that_are_called_otherwise_are_written():
    SkillFactory(name="Marquetry")
    before = list(Topic.objects.extra(select={"version": "xmin::text"}).values_list("version", flat=True))
    rebuild_derived()
    assert list(Topic.objects.extra(select={"version": "xmin::text"}).values_list("version", flat=True)) == before


def test_parts_of_a_question_are_asked_for_at_once_and_once(django_assert_num_queries):
    asked, known = ask('paste "wheat starch" maps'), Topics()
    with django_assert_num_queries(1):
        known.learn(asked.strict(), *asked.pairs())
    with django_assert_num_queries(0):
        known.having(asked.strict())
        known.alone(asked.strict())
