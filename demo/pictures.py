"""The demo's pictures, drawn by code: the same key always gives the same picture. No numpy, only Pillow."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1440, 900)
PAPER, INK = (251, 248, 241), (30, 26, 22)
CLOTH = {
    "visibility": (224, 165, 38),
    "recognition": (184, 68, 58),
    "career-development": (63, 143, 123),
    "sustainability": (62, 92, 154),
}
SKIN = [(244, 214, 188), (226, 184, 150), (198, 146, 108), (150, 102, 72), (104, 70, 50)]
HAIR = [(44, 34, 28), (92, 60, 36), (150, 108, 62), (190, 178, 166), (120, 48, 30), (70, 70, 74)]
SHIRT = [*CLOTH.values(), (92, 106, 96), (120, 92, 130), (70, 84, 100)]


def mix(a, b, share):
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


def chance(seed):
    return random.Random(seed)  # noqa: S311 (the same every time is the point)


def draw(style, key, pillars):
    """A picture of 1440 × 900 in one of STYLES, in the cloths of its pillars."""
    rng = chance(f"{style}:{key}")
    colours = [CLOTH[pillar] for pillar in pillars] or [CLOTH["visibility"]]
    image = Image.new("RGB", SIZE, mix(PAPER, colours[0], 0.1))
    STYLES[style](image, ImageDraw.Draw(image), rng, colours)
    return image


def tint(rng, colours, strength=None):
    return mix(PAPER, rng.choice(colours), strength if strength is not None else rng.uniform(0.35, 1))


def spectrum(image, d, rng, colours):
    """Bands of light, as a multispectral capture sees a page."""
    x = 120
    while x < 1320:
        wide = rng.choice([18, 26, 40, 64])
        wave = rng.uniform(0.4, 1)
        for y in range(120, 780, 6):
            share = 0.15 + 0.85 * wave * abs(math.sin(y / 90 + x / 140))
            d.rectangle([x, y, x + wide - 5, y + 4], fill=mix(PAPER, colours[(x // 90) % len(colours)], share))
        x += wide
    for row in range(9):
        y = 190 + row * 66
        d.line([(180, y), (180 + rng.randint(500, 1040), y)], fill=mix(INK, PAPER, 0.25), width=5)


def shelves(image, d, rng, colours):
    for top in (70, 350, 630):
        d.rectangle([60, top + 222, 1380, top + 238], fill=mix(INK, PAPER, 0.55))
        x = 76
        while x < 1330:
            wide, high = rng.randint(20, 58), rng.randint(130, 214)
            lean = rng.choice([0] * 9 + [14])
            fill = tint(rng, [*colours, (122, 98, 72), (84, 92, 88)])
            foot, head = top + 221, top + 221 - high
            d.polygon([(x, foot), (x + wide, foot), (x + wide + lean, head), (x + lean, head)], fill=fill)
            band = mix(fill, PAPER, 0.65)
            d.polygon(
                [
                    (x + lean * 0.8, head + 22),
                    (x + wide + lean * 0.8, head + 22),
                    (x + wide + lean * 0.75, head + 34),
                    (x + lean * 0.75, head + 34),
                ],
                fill=band,
            )
            x += wide + 4 + lean + (rng.randint(30, 90) if rng.random() < 0.05 else 0)


def chart(image, d, rng, colours):
    """An old map: coast, soundings, compass."""
    for ring in range(9, 0, -1):
        points = []
        for step in range(90):
            angle = step / 90 * math.tau
            wobble = sum(math.sin(angle * k + k * 2.1 + rng.random() * 0.02) / k for k in (2, 3, 5, 7))
            radius = 150 + ring * 34 + wobble * (60 + ring * 4)
            points.append((640 + radius * 1.45 * math.cos(angle), 450 + radius * math.sin(angle)))
        d.polygon(points, fill=mix(PAPER, colours[0], 0.08 + 0.06 * (9 - ring)), outline=mix(INK, PAPER, 0.5))
    for _ in range(70):
        x, y = rng.randint(40, 1400), rng.randint(40, 860)
        d.line([(x, y), (x + 12, y)], fill=mix(INK, PAPER, 0.45), width=2)
    cx, cy = 1250, 190
    for step in range(16):
        angle, long = step / 16 * math.tau, 110 if step % 4 == 0 else 66 if step % 2 == 0 else 40
        d.line([(cx, cy), (cx + long * math.cos(angle), cy + long * math.sin(angle))], fill=colours[-1], width=5)
    d.ellipse([cx - 124, cy - 124, cx + 124, cy + 124], outline=INK, width=3)
    d.rectangle([24, 24, 1416, 876], outline=INK, width=4)


def page(image, d, rng, colours):
    """An opening of a manuscript with a coloured initial."""
    for left in (150, 735):
        d.rectangle([left, 80, left + 555, 830], fill=mix(PAPER, (196, 170, 120), 0.22), outline=mix(INK, PAPER, 0.6))
        for row in range(24):
            y, x = 150 + row * 26, left + 60
            if left == 150 and row < 4:
                x += 120
            while x < left + 470:
                word = rng.randint(18, 84)
                d.line([(x, y), (min(x + word, left + 495), y)], fill=mix(INK, PAPER, 0.18), width=7)
                x += word + 13
    d.rectangle([208, 136, 316, 244], fill=colours[0])
    d.arc([222, 150, 302, 230], 40, 320, fill=PAPER, width=14)
    for step in range(14):
        y = 270 + step * 36
        d.ellipse([170, y, 190, y + 20], outline=colours[-1], width=4)


def waveform(image, d, rng, colours):
    for lane in range(4):
        middle, level = 150 + lane * 200, 0.0
        for x in range(80, 1360, 7):
            level = max(0.05, min(1, level + rng.uniform(-0.25, 0.26)))
            high = 84 * level * abs(math.sin(x / (61 + lane * 17)))
            d.line([(x, middle - high), (x, middle + high)], fill=colours[lane % len(colours)], width=4)
        d.line([(80, middle), (1360, middle)], fill=mix(INK, PAPER, 0.4), width=2)


def grid(image, d, rng, colours):
    """A sheet of contact prints."""
    for row in range(5):
        for column in range(8):
            x, y = 84 + column * 162, 60 + row * 160
            d.rectangle([x, y, x + 138, y + 138], fill=tint(rng, colours), outline=INK, width=2)
            horizon = y + rng.randint(60, 110)
            d.rectangle([x + 2, horizon, x + 136, y + 136], fill=tint(rng, [INK, *colours], rng.uniform(0.5, 0.9)))
            r = rng.randint(8, 26)
            cx, cy = x + rng.randint(34, 104), y + rng.randint(30, 60)
            d.ellipse([cx - r, cy - r, cx + r, cy + r], fill=mix(PAPER, colours[-1], rng.uniform(0, 0.5)))


def marble(image, d, rng, colours):
    """Combed marbled paper."""
    palette = [*colours, PAPER, mix(INK, colours[0], 0.4)]
    bands = [(rng.choice(palette), rng.randint(14, 46)) for _ in range(60)]
    y = -60
    phase, comb = rng.random() * 6, rng.choice([46, 58, 72])
    for colour, high in bands:
        points = [
            (x, y + 26 * math.sin(x / comb + phase) + 18 * math.sin(x / (comb * 2.7) + y / 80))
            for x in range(-10, 1460, 8)
        ]
        d.polygon([*points, (1460, 980), (-10, 980)], fill=colour)
        y += high
        if y > 960:
            break
    image.paste(image.filter(ImageFilter.SMOOTH))


def stitches(image, d, rng, colours):
    """A spine being sewn on cords."""
    for section in range(13):
        x = 130 + section * 92
        d.rounded_rectangle([x, 90, x + 74, 810], 18, fill=mix(PAPER, (190, 160, 110), 0.16 + 0.1 * (section % 2)))
    for index, cord in enumerate((200, 360, 520, 680)):
        d.rectangle([90, cord - 12, 1350, cord + 12], fill=mix(colours[index % len(colours)], PAPER, 0.15))
        for section in range(13):
            x = 130 + section * 92 + 37
            d.line([(x - 22, cord - 34), (x + 22, cord + 34)], fill=INK, width=6)
            d.line([(x + 22, cord - 34), (x - 22, cord + 34)], fill=INK, width=6)


def racks(image, d, rng, colours):
    """Servers, or boxes: rows of labelled things with lights."""
    for column in range(5):
        x = 90 + column * 256
        d.rectangle([x, 60, x + 226, 840], fill=mix(INK, PAPER, 0.16))
        for row in range(14):
            y = 76 + row * 54
            d.rectangle([x + 12, y, x + 214, y + 42], fill=mix(INK, rng.choice(colours), rng.uniform(0.1, 0.5)))
            for light in range(5):
                on = rng.random() < 0.7
                colour = rng.choice(colours) if on else mix(INK, PAPER, 0.3)
                d.ellipse([x + 126 + light * 16, y + 16, x + 136 + light * 16, y + 26], fill=mix(colour, PAPER, 0.35))


def plan(image, d, rng, colours):
    """A floor plan with a route through it."""
    d.rectangle([100, 80, 1340, 820], outline=INK, width=10)
    xs, ys = sorted(rng.sample(range(300, 1200, 60), 4)), sorted(rng.sample(range(220, 700, 60), 2))
    for x in xs:
        gap = rng.randint(160, 640)
        d.line([(x, 80), (x, gap)], fill=INK, width=6)
        d.line([(x, gap + 80), (x, 820)], fill=INK, width=6)
    for y in ys:
        d.line([(100, y), (xs[1] - 70, y)], fill=INK, width=6)
        d.line([(xs[2] + 70, y), (1340, y)], fill=INK, width=6)
    points = [(60, 760)]
    for x in [*xs, 1290]:
        points.append((x - rng.randint(30, 90), rng.randint(140, 760)))
    d.line(points, fill=colours[0], width=14, joint="curve")
    for x, y in points[1:]:
        d.ellipse([x - 20, y - 20, x + 20, y + 20], fill=colours[-1], outline=PAPER, width=5)


STYLES = {
    "spectrum": spectrum,
    "shelves": shelves,
    "map": chart,
    "page": page,
    "waveform": waveform,
    "grid": grid,
    "marble": marble,
    "stitches": stitches,
    "racks": racks,
    "plan": plan,
}


def portrait(key):
    """A plain drawn portrait, 640 × 640."""
    rng = chance(f"portrait:{key}")
    skin, hair, shirt = rng.choice(SKIN), rng.choice(HAIR), rng.choice(SHIRT)
    ground = mix(PAPER, rng.choice(list(CLOTH.values())), rng.uniform(0.18, 0.4))
    scale = 2
    image = Image.new("RGB", (640 * scale, 640 * scale), ground)
    d = ImageDraw.Draw(image)

    def box(x0, y0, x1, y1):
        return [x0 * scale, y0 * scale, x1 * scale, y1 * scale]

    for shelf in range(4):  # books behind
        x, y = -10, 90 + shelf * 170
        while x < 650:
            wide = rng.randint(14, 40)
            d.rectangle(box(x, y - rng.randint(70, 130), x + wide, y), fill=mix(ground, INK, rng.uniform(0.05, 0.16)))
            x += wide + 3
    style = rng.choice(["short", "long", "bun", "bald", "scarf", "curly"])
    if style in ("long", "scarf"):
        d.rounded_rectangle(box(196, 150, 444, 500), 110 * scale, fill=shirt if style == "scarf" else hair)
    d.ellipse(box(110, 450, 530, 860), fill=shirt)
    d.rounded_rectangle(box(276, 380, 364, 500), 36 * scale, fill=mix(skin, INK, 0.12))
    if style == "bun":
        d.ellipse(box(270, 90, 370, 190), fill=hair)
    if style == "curly":
        for step in range(14):
            angle = math.pi + step / 13 * math.pi
            x, y = 320 + 118 * math.cos(angle), 262 + 126 * math.sin(angle)
            d.ellipse(box(x - 44, y - 44, x + 44, y + 44), fill=hair)
    d.ellipse(box(214, 160, 426, 430), fill=skin)
    if style not in ("bald", "curly"):
        cap = hair if style != "scarf" else mix(shirt, PAPER, 0.15)
        d.pieslice(box(206, 142, 434, 400), 180 + rng.randint(0, 10), 360 - rng.randint(0, 10), fill=cap)
        d.ellipse(box(236, 226, 404, 330), fill=skin)
    if rng.random() < 0.25 and style in ("bald", "short"):
        d.chord(box(232, 280, 408, 436), 20, 160, fill=mix(hair, skin, 0.25))
    for x in (276, 352):
        d.ellipse(box(x, 284, x + 14, 300), fill=INK)
        d.arc(box(x - 12, 258, x + 26, 284), 200, 340, fill=mix(hair, INK, 0.3), width=4 * scale)
    if rng.random() < 0.4:
        for x in (254, 330):
            d.ellipse(box(x, 266, x + 58, 318), outline=INK, width=4 * scale)
        d.line(box(312, 290, 330, 290), fill=INK, width=4 * scale)
    d.arc(box(290, 330, 350, 376), 25, 155, fill=mix((150, 60, 50), skin, 0.15), width=5 * scale)
    if rng.random() < 0.5:  # an apron
        d.polygon(
            [
                (230 * scale, 520 * scale),
                (410 * scale, 520 * scale),
                (450 * scale, 640 * scale),
                (190 * scale, 640 * scale),
            ],
            fill=mix(shirt, INK, 0.3),
        )
    return image.resize((640, 640), Image.Resampling.LANCZOS)
