"""Colour profiles made for tests, and what colours of theirs are in sRGB, worked out without a colour engine."""

import struct

D50 = (0.9642, 1.0, 0.8249)
PRIMARIES = {  # red, green and blue as XYZ under D50
    "sRGB": ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    "Display P3": ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
    "Adobe RGB": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
}
ADOBE_GAMMA, GREY_GAMMA = 563 / 256, 1.8
INKS = {  # what the four inks of our press look like: L, a, b; several at once are black
    (0, 0, 0, 0): (100, 0, 0),
    (1, 0, 0, 0): (50, 60, 40),
    (0, 1, 0, 0): (60, -40, 30),
    (0, 0, 1, 0): (45, 5, -40),
    (0, 0, 0, 1): (0, 0, 0),
}


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _fixed(value):
    return struct.pack(">i", round(value * 65536))


def _xyz(values):
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256)) + b"\0\0"


def _srgb_curve():
    points = [round(linear(step / 1023) * 65535) for step in range(1024)]
    return b"curv\0\0\0\0" + struct.pack(">I1024H", 1024, *points)


def _profile(space, tags, device=b"mntr", pcs=b"XYZ "):
    name = b"For tests\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78,
        b"cprt": b"text\0\0\0\0Nobody's\0",
        b"wtpt": _xyz(D50),
        **tags,
    }
    at, table, data = 132 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for tag, content in tags.items():
        content += b"\0" * (-len(content) % 4)
        table += tag + struct.pack(">II", at + len(data), len(content))
        data += content
    head = struct.pack(">I4sI4s4s4s", at + len(data), b"\0" * 4, 0x02400000, device, space, pcs) + b"\0" * 12
    head += b"acsp" + b"\0" * 24 + struct.pack(">I", 0) + b"".join(map(_fixed, D50)) + b"\0" * 48
    return head + table + data


def _of_screen(name):
    curve = _gamma(ADOBE_GAMMA) if name == "Adobe RGB" else _srgb_curve()
    tags = {c + b"XYZ": _xyz(xyz) for c, xyz in zip((b"r", b"g", b"b"), PRIMARIES[name], strict=True)}
    return _profile(b"RGB ", tags | {c + b"TRC": curve for c in (b"r", b"g", b"b")})


def _of_press():
    straight = bytes(range(256))
    nodes = b""
    for node in range(16):
        inks = tuple(node >> shift & 1 for shift in (3, 2, 1, 0))
        light, a, b = INKS.get(inks, (0, 0, 0))
        nodes += bytes((round(light * 2.55), a + 128, b + 128))
    matrix = b"".join(_fixed(value) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    lut = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + matrix + straight * 4 + nodes + straight * 3
    return _profile(b"CMYK", {b"A2B0": lut}, b"prtr", b"Lab ")


PROFILES = {
    **{name: _of_screen(name) for name in PRIMARIES},
    "grey": _profile(b"GRAY", {b"kTRC": _gamma(GREY_GAMMA)}),
    "press": _of_press(),
}


def _encoded(value):
    value = min(1, max(0, value))
    return 255 * (value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


def _solved(matrix, right):
    """x of matrix · x = right, by Cramer's rule."""

    def det(m):
        (a, b, c), (d, e, f), (g, h, i) = m
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)

    whole = det(matrix)
    for column in range(3):
        changed = [list(row) for row in matrix]
        for row in range(3):
            changed[row][column] = right[row]
        yield det(changed) / whole


def _from_xyz(xyz):
    columns = PRIMARIES["sRGB"]
    return tuple(_encoded(v) for v in _solved([[c[row] for c in columns] for row in range(3)], xyz))


def in_srgb(colour, name):
    """What (r, g, b) or (grey,) or (c, m, y, k) of a profile looks like, as three numbers up to 255."""
    if name == "press":
        light, a, b = INKS[tuple(round(value / 255) for value in colour)]
        y = (light + 16) / 116
        cube = [f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29) for f in (y + a / 500, y, y - b / 200)]
        return _from_xyz([c * w for c, w in zip(cube, D50, strict=True)])
    if name == "grey":
        return tuple(_encoded((colour[0] / 255) ** GREY_GAMMA) for _ in range(3))
    if len(colour) == 4:  # inks without a profile
        return tuple((255 - value) * (255 - colour[3]) / 255 for value in colour[:3])
    rgb = colour * 3 if len(colour) == 1 else colour
    if name == "none":
        return rgb
    light = [(v / 255) ** ADOBE_GAMMA if name == "Adobe RGB" else linear(v / 255) for v in rgb]
    return _from_xyz([sum(v * p[row] for v, p in zip(light, PRIMARIES[name], strict=True)) for row in range(3)])
