"""The story of tests/journey.py, as a browser without script lives it."""

from django.test import Client

from tests.journey import journey, place
from tests.pages import Visitor

__all__ = ["place"]  # the fixture


def test_from_the_first_visit_to_the_second_version(place):
    journey(lambda: Visitor(Client(enforce_csrf_checks=True)))
