"""What several do with the list of words at the same moment."""

import threading

import pytest
from django.db import transaction
from django.utils import timezone

from commitment.models import Showcase
from search import services
from search.models import Word
from tests.discovery import make
from tests.helpers import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_that_take_names_away_from_several_pages_do_not_wait_for_each_other():
    one, other = make.showcase("One", contributors=["Quagga"]), make.showcase("Other", contributors=["Okapi"])
    has_forgotten, has_the_other = threading.Event(), threading.Event()

    @transaction.atomic
    def first():
        services.forget("showcase", [one.pk])
        has_forgotten.set()
        has_the_other.wait(timeout=5)
        Showcase.objects.filter(pk=other.pk).update(version=2)

    @transaction.atomic
    def second():
        Showcase.objects.filter(pk=other.pk).update(version=3)
        has_the_other.set()
        has_forgotten.wait(timeout=5)
        services.forget("showcase", [other.pk])

    assert at_once(first, second) == [None, None]


def test_a_page_that_is_being_withdrawn_teaches_no_words():
    live = make.showcase("Zebrafish")
    Word.objects.all().delete()
    is_going, is_learning = threading.Event(), threading.Event()

    @transaction.atomic
    def withdraw():
        Showcase.objects.filter(pk=live.pk).update(withdrawn_at=timezone.now())
        services.forget("showcase", [live.pk])
        is_going.set()
        assert not is_learning.wait(timeout=1)

    def learn():
        is_going.wait(timeout=5)
        services.learn.func("showcase", [live.pk])
        is_learning.set()

    assert at_once(withdraw, learn) == [None, None]
    assert not Word.objects.exists()
