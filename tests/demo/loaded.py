"""The demo, loaded into the database in use."""

from io import StringIO

from django.core.management import call_command
from django.test import override_settings

from search import kinds, services
from vocabulary.apps import SHIPPED

WITHOUT_RENDITIONS = {  # they are tried by the tests of pictures, and such a queue does nothing
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
}


def load(media):
    """Load vocabulary and demo, with pictures in the folder `media`; returns what loading it said."""
    said = StringIO()
    with override_settings(**WITHOUT_RENDITIONS, MEDIA_ROOT=media):
        call_command("load_vocabulary", *SHIPPED, verbosity=0)
        call_command("load_demo", stdout=said)
    for kind in kinds.all_kinds():  # what the worker would have done
        services.learn.func(kind.name, list(kind.live().values_list("pk", flat=True)))
    return said.getvalue()
