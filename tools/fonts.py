"""Cuts the typefaces into the files of `static/fonts`, and writes `static/css/fonts.css`, which says what is in which.

    cd $(mktemp -d) && npm pack @fontsource/literata@5.3.0 @fontsource-variable/literata@5.3.0 \
      @fontsource-variable/atkinson-hyperlegible-next@5.3.0 && cd -
    .venv/bin/uv run --no-project --with fonttools==4.68.0 --with brotli==1.2.1 tools/fonts.py THAT_FOLDER

A visitor's browser takes a file when a page has a letter of it. So what every page needs is in one, what European
names need in the next, and signs and the rest of the Latin letters in others. Weights that no page has are left out.
The licence (OFL 1.1, without reserved names) allows all this.
"""

import sys
import tarfile
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = (400, 700)
UNUSED = {"frac", "numr", "dnom"}  # features that no style sheet asks for
FACES = (  # family, style, package, what its files are called, how much is in a file of its own
    ("Literata", "normal", "fontsource-variable-literata", "literata-{}-wght-normal", True),
    ("Literata", "italic", "fontsource-literata", "literata-{}-400-italic", True),
    (
        "Atkinson Hyperlegible Next",
        "normal",
        "fontsource-variable-atkinson-hyperlegible-next",
        "atkinson-hyperlegible-next-{}-wght-normal",
        False,  # hardly more than European letters
    ),
)


def codes(text):
    """“41-43 5A” as a set of numbers."""
    ends = (part.partition("-") for part in text.split())
    return {code for first, _, last in ends for code in range(int(first, 16), int(last or first, 16) + 1)}


BASIC = codes(
    "20-7E A0 A1 A3 A7 A9 AB B0 B1 B7 BB BF-FF 131 152 153 300-36F"
)  # marks stand on letters of their own file
BASIC |= codes("2010-2014 2018-201A 201C-201E 2022 2026 202F 20AC 2190-2193 2212")
EUROPEAN = codes("100-130 132-151 154-17F 18F 218-21B 259 1E60 1E61 1E80-1E85 1E9E 1EF2 1EF3")


def main(folder):
    """Read the packages in `folder`; write fonts and sheet."""
    for old in (ROOT / "static/fonts").glob("*.woff2"):
        old.unlink()
    sheet = [
        "/* Literata for headings and long reading, Atkinson Hyperlegible Next for all else (licences in ../fonts/).",
        "   Written by tools/fonts.py: the files have what is named here, and no more. */",
    ]
    for family, style, package, called, has_more in FACES:
        [packed] = Path(folder).glob(f"{package}-[0-9]*.tgz")
        latin, extended = (source(packed, called.format(name)) for name in ("latin", "latin-ext"))
        basic, others = known(latin) & BASIC, known(extended) - BASIC
        european = others & EUROPEAN if has_more else others
        wanted = [("latin", latin, basic), ("latin-signs", latin, known(latin) - basic - others)]
        wanted += [("latin-ext", extended, european), ("latin-more", extended, others - european)]
        weights = "{} {}".format(*WEIGHTS) if "wght" in called else "400"
        for name, font, letters in wanted:
            if letters:
                (ROOT / f"static/fonts/{called.format(name)}.woff2").write_bytes(cut(font, letters))
                strangers = set().union(*(its for _, _, its in wanted)) - letters
                sheet += rule(family, weights, style, called.format(name), ranges(letters, strangers))
    (ROOT / "static/css/fonts.css").write_text("\n".join(sheet) + "\n")


def source(packed, name):
    """A font file as it is in a package."""
    with tarfile.open(packed) as package:
        return package.extractfile(f"package/files/{name}.woff2").read()


def known(font):
    """The letters of a font file."""
    return set(TTFont(BytesIO(font)).getBestCmap())


def cut(font, letters):
    """The file with these letters and weights only."""
    whole = TTFont(BytesIO(font))
    features = {one.FeatureTag for table in ("GSUB", "GPOS") for one in whole[table].table.FeatureList.FeatureRecord}
    options = subset.Options(layout_features=sorted(features - UNUSED), name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VVAR"]  # nobody sets these faces from top to bottom
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(whole)
    if "fvar" in whole:
        whole = instancer.instantiateVariableFont(whole, {"wght": WEIGHTS})
    whole.flavor, out = "woff2", BytesIO()
    whole.save(out)
    return out.getvalue()


def ranges(letters, strangers):
    """As `unicode-range` has it. What is in no file may stand between: it makes the list shorter."""
    runs = []
    for code in sorted(letters):
        if runs and code - runs[-1][1] < 32 and not strangers & set(range(runs[-1][1], code)):
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return [f"U+{first:04X}" if first == last else f"U+{first:04X}-{last:04X}" for first, last in runs]


def rule(family, weights, style, name, parts):
    """The lines of an `@font-face`."""
    lines = [""]
    for part in parts:
        if len(lines[-1]) + len(part) > 110:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{part},"
    yield from ("@font-face {", f'  font-family: "{family}";', f"  font-weight: {weights};", f"  font-style: {style};")
    yield from ("  font-display: swap;", f'  src: url("../fonts/{name}.woff2") format("woff2");', "  unicode-range:")
    yield from ("    " + line for line in lines[:-1])
    yield from ("    " + lines[-1].removesuffix(",") + ";", "}")


if __name__ == "__main__":
    main(sys.argv[1])
