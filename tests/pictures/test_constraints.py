"""What the database refuses of pictures and what shows them."""

import pytest

from pictures.models import Showing, Upload
from tests.constraints import constraints_of, refused_by
from tests.drawn import a_picture

TRIED = {"upload_has_size", "showing_once", "showing_has_holder"}


def test_every_constraint_of_pictures_is_tried_here():
    assert constraints_of("pictures") == TRIED


@pytest.mark.parametrize("size", [{"width": 0, "height": 4}, {"width": 4, "height": 0}])
def test_a_picture_has_a_size(size, db):
    with refused_by("upload_has_size"):
        Upload.objects.create(owner=1, **size)


def test_a_thing_shows_a_picture_once_and_has_a_name(author):
    upload = a_picture(by=author)
    Showing.objects.create(upload=upload, holder="profile", holder_id=1)
    with refused_by("showing_once"):
        Showing.objects.create(upload=upload, holder="profile", holder_id=1, is_public=True)
    with refused_by("showing_has_holder"):
        Showing.objects.create(upload=upload, holder="", holder_id=1)
