"""A picture as one value of a row, for lists that want no more of it than how it is shown."""

import json

from django.db.models import TextField
from django.db.models.functions import Cast, JSONObject

from pictures.models import Upload

SHOWN = "id", "width", "height", "renditions"


def as_text(path):
    """An expression: the picture at `path` as JSON text. `read` makes an Upload of it."""
    return Cast(JSONObject(**{name: f"{path}__{name}" for name in SHOWN}), TextField())


def read(text):
    return Upload(**json.loads(text))
