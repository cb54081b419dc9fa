"""A name that stands in the search rows of other things changes: they follow without anybody's doing."""

from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from commitment.models import Showcase
from config import renaming, upkeep
from config.management.commands.migrate import Command as Migrate
from people import services
from profiles.models import Profile
from search.asking import ask
from search.topics import Topics
from skills.models import Skill
from skills.writing import rebuild_derived
from skos.reader import parse
from tests.discovery import make
from tests.factories import InstitutionFactory
from tests.helpers import as_if
from tests.skos.files import skill
from tests.skos.files import vocabulary as vocabulary_file
from vocabulary.services.loading import load_vocabulary

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(settings):
    """Work waits for the worker, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def load(a, b, *more):
    load_vocabulary(parse(vocabulary_file(skill("a", a), skill("b", b, *more)), "file"))


def work():
    for result in DBTaskResult.objects.ready():
        result.task.func(*result.args_kwargs["args"])
        result.delete()


def test_a_renamed_institution_is_found_wherever_it_is_named(found, editor, queued):
    place = InstitutionFactory(name="Old Keep")
    unit = InstitutionFactory(name="Map Room", parent=place)
    make.showcase("Its own", institution=place)
    make.showcase("Of a unit", institution=unit)
    make.showcase("As a partner", partners=[place])
    make.showcase("Neither")
    make.profile("Ann Abel", institution=place)
    make.profile("Bo Bell", institution=unit)
    place.name = "Saltmarsh’s Archive"
    services.save_institution(place, by=editor)
    assert found("/showcases/", q="saltmarsh") == []
    work()
    assert sorted(found("/showcases/", q="saltmarsh's")) == ["As a partner", "Its own", "Of a unit"]
    assert found("/people/", q="saltmarsh") == ["Ann Abel", "Bo Bell"]
    assert found("/people/", q="keep") == []


def test_a_unit_that_moves_is_found_by_what_it_belongs_to(found, editor):
    unit, place = InstitutionFactory(name="Map Room"), InstitutionFactory(name="Saltmarsh Archive")
    make.profile("Ann Abel", institution=unit)
    unit.parent = place
    services.save_institution(unit, by=editor)
    assert found("/people/", q="saltmarsh") == ["Ann Abel"]


def test_a_change_that_is_taken_back_leaves_no_work(editor, queued):
    place = InstitutionFactory(name="Old Keep")
    with as_if():
        place.name = "New Keep"
        services.save_institution(place, by=editor)
        assert DBTaskResult.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_facts_that_stand_in_no_search_row_leave_no_work(editor, queued):
    place = InstitutionFactory(name="Old Keep")
    place.about = "It keeps."
    services.save_institution(place, by=editor)
    assert not DBTaskResult.objects.exists()


def test_the_work_holds_numbers_alone_and_may_be_done_twice(found, queued):
    place = InstitutionFactory(name="Keep")
    person = make.profile("Ann Abel", institution=place)
    live = make.showcase("Maps", institution=place, contributors=[person.user])
    Profile.objects.update(search=None)
    Showcase.objects.update(search=None)
    renaming.renamed([place.pk])
    [result] = DBTaskResult.objects.filter(task_path__startswith="config.renaming.")
    assert result.args_kwargs["args"] == [[place.pk]]
    work()
    renaming.renamed([place.pk])
    work()
    assert (found("/people/", q="keep"), found("/showcases/", q="keep")) == ([str(person)], [str(live)])


def with_all_of(q):
    """Names of the people and titles of the showcases in whose search rows the words stand."""
    query = Topics().having(ask(q).strict())
    return [str(live) for model in (Profile, Showcase) for live in model.objects.filter(search=query)]


def test_a_label_that_the_vocabulary_changes_is_found_at_once_and_no_page_is_written(queued):
    load("Conservation", "Mending", "skos:broader skill:a")
    make.profile("Ann Abel", skills=[Skill.objects.get(slug="b")])
    make.showcase("Maps", skills=[Skill.objects.get(slug="b")])
    before = rows()
    load("Restoration", "Patching", "skos:broader skill:a")
    for word in ("patching", "restoration", "patching restoration"):
        assert with_all_of(word) == ["Ann Abel", "Maps"]
    for word in ("mending", "conservation"):
        assert with_all_of(word) == []
    load("Restoration", "Patching")
    assert with_all_of("restoration") == []
    assert rows() == before
    assert not DBTaskResult.objects.filter(task_path__startswith="config.renaming.").exists()


def rows():
    """All search rows, and which version of each it is."""
    return [
        list(model.objects.order_by("pk").extra(select={"version": "xmin::text"}).values_list("version", "search"))
        for model in (Profile, Showcase)
    ]


# -- after an upgrade --------------------------------------------------------------------------------------


@pytest.fixture
def emptied(vocabulary):
    """Live pages whose search rows a migration has emptied."""
    rebuild_derived()
    make.profile("Ann Abel", skills=[vocabulary.paper])
    make.showcase("Maps", skills=[vocabulary.paper])
    Profile.objects.update(search=None)
    Showcase.objects.update(search=None)


def test_a_migration_that_empties_search_rows_has_them_made_anew(emptied):
    assert with_all_of("paper") == []
    out = StringIO()
    call_command("migrate", stdout=out)
    assert with_all_of("paper") == ["Ann Abel", "Maps"]
    assert "1 search rows of profiles made anew." in out.getvalue()
    call_command("migrate", stdout=(again := StringIO()))
    assert "made anew" not in again.getvalue()


def test_what_a_migration_could_not_finish_is_done_by_housekeeping(emptied):
    done = upkeep.keep_house()
    assert done["search rows of showcases made anew"] == 1
    assert "Maps" in with_all_of("paper")


@pytest.mark.parametrize("options", [{"plan": True}, {"check_unapplied": True}])
def test_a_look_at_the_migrations_writes_nothing(emptied, options):
    call_command("migrate", stdout=StringIO(), **options)
    assert Showcase.objects.filter(search=None).exists()


def test_our_migrate_is_the_one_that_is_run():
    from django.core.management import get_commands, load_command_class

    assert isinstance(load_command_class(get_commands()["migrate"], "migrate"), Migrate)
