"""Marbled covers for showcases without a picture: drawn from the shelf mark, in the cloths of the pillars.

The same showcase always gets the same paper. It is a picture (SVG, served like one), so it names its own
colours; a test keeps them the same as the cloths in static/css/tokens.css.
"""

import math
import random
from dataclasses import dataclass

from django.urls import reverse

WIDTH, HEIGHT = 960, 600
CLOTHS = {
    "visibility": "#e0a526",
    "recognition": "#b8443a",
    "career-development": "#3f8f7b",
    "sustainability": "#3e5c9a",
}
PAPER, INK = "#fbf8f1", "#1e1a16"
POINTS, SHARPNESS = 56, 0.55
FLAT = 0.7  # what an outline may be beside where it was drawn, in pixels: nobody sees it, and it saves a quarter


@dataclass(frozen=True)
class MarbledCover:
    """Stands where an Upload would: components/picture.html draws it."""

    url: str
    width: int = WIDTH
    height: int = HEIGHT

    def sources(self):
        return []


def cover_of(showcase):
    address = reverse("cover", args=[showcase.shelf_mark])
    return MarbledCover(f"{address}?v={showcase.version}")


def marble(mark, pillars):
    """The SVG of one paper: drops of ink on the bath, each pushing the others aside, then combed.

    The drop and the tine are the mappings of mathematical marbling (Lu, Jaffer and others, 2012). It takes a fiftieth
    of a second: whoever shows many keeps them (`commitment.cover_files`).
    """
    rng = random.Random(mark)  # noqa: S311 (the same every time is the point)
    cloths = [CLOTHS[pillar] for pillar in pillars if pillar in CLOTHS] or [CLOTHS["visibility"]]
    places = _places(rng)
    drops = []
    for turn in range(4):  # four times round the bath, each time in another ink
        inks = (cloths[turn % len(cloths)], PAPER, cloths[(turn + 1) % len(cloths)])
        for number, (x, y) in enumerate(rng.sample(places, len(places))):
            ink = inks[(number + turn) % 3] if number % 5 else (PAPER, INK)[turn % 2]
            centre = (x + rng.uniform(-14, 14), y + rng.uniform(-14, 14))
            _throw(drops, centre, rng.uniform(38, 64), ink)
    spacing, pull = rng.choice((96, 120, 150)), rng.uniform(70, 130)
    first = rng.uniform(0, spacing)
    for _, points in drops:
        points[:] = [_combed(point, first, spacing, pull) for point in points]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice"><rect width="100%" height="100%" fill="{cloths[0]}"/>'
        f"{''.join(_path(colour, _flattened(points)) for colour, points in drops if _is_seen(points))}</svg>"
    )


def _places(rng):
    """Where ink falls, again and again: twelve places spread over the bath."""
    grid = [(column * 240 + 120, row * 260 + 60) for column in range(4) for row in range(3)]
    return [(x + rng.uniform(-80, 80), y + rng.uniform(-90, 90)) for x, y in grid]


def _throw(drops, centre, radius, colour):
    for _, points in drops:
        points[:] = [_pushed(point, centre, radius) for point in points]
    turns = [math.tau * step / POINTS for step in range(POINTS)]
    drops.append((colour, [(centre[0] + radius * math.cos(t), centre[1] + radius * math.sin(t)) for t in turns]))


def _pushed(point, centre, radius):
    x, y = point[0] - centre[0], point[1] - centre[1]
    away = math.sqrt(1 + radius * radius / max(1, x * x + y * y))
    return centre[0] + x * away, centre[1] + y * away


def _combed(point, first, spacing, pull):
    """Tines drawn through the bath, every other one upwards; each drags what is near it."""
    x, y = point
    nearest = round((x - first) / spacing)
    for tine in (nearest - 1, nearest, nearest + 1):
        distance = abs(x - first - tine * spacing)
        y += (pull if tine % 2 else -pull) * SHARPNESS ** (distance / 14)
    return x, y


def _is_seen(points):
    """Not pushed over the edge of the bath, as some are."""
    across, down = zip(*points, strict=True)
    return max(across) > 0 and min(across) < WIDTH and max(down) > 0 and min(down) < HEIGHT


def _flattened(points):
    """Without the points between which the outline is as good as straight."""
    kept, left_out = [points[0]], []
    for here, following in zip(points[1:], [*points[2:], points[0]], strict=True):
        left_out.append(here)
        (x, y), (to_x, to_y) = kept[-1], following
        length = math.hypot(to_x - x, to_y - y) or 1
        if any(abs((a - x) * (to_y - y) - (b - y) * (to_x - x)) > FLAT * length for a, b in left_out):
            kept.append(here)
            left_out.clear()
    return kept


def _path(colour, points):
    """A closed outline in whole pixels, relative from point to point, which packs well."""
    whole = [(round(x), round(y)) for x, y in points]
    (x, y), steps = whole[0], []
    for there in whole[1:]:
        if there != (x, y):
            steps.append(f"{there[0] - x} {there[1] - y}")
            x, y = there
    return f'<path fill="{colour}" d="M{whole[0][0]} {whole[0][1]}l{" ".join(steps)}z"/>'
