"""Scripts flattened: a module and all that it imports in one file, each in a function of its own.

In the source one subject is one module, and development serves them so. What is written in a way that is not known
here is refused, so that nothing is left behind silently; tests run what comes out of it in a browser.
"""

import posixpath
import re

IMPORT = re.compile(
    r"""^import\s+(?:(?P<default>\w+)\s+from\s+|\{(?P<names>[^}]*)\}\s+from\s+)?"(?P<from>\.[^"]+)";\n?""", re.M
)
LATER = re.compile(r"""\bimport\("(\.[^"]+)"\)""")  # fetched when it is wanted, as a file of its own
DECLARED = re.compile(
    r"^export (?=(?:async )?function\*? (?P<function>\w+)|const (?P<const>\w+) =|class (?P<class>\w+))", re.M
)
LISTED = re.compile(r"^export \{(?P<names>[^}]*)\};?\n?", re.M)
DEFAULT = re.compile(r"^export default (?P<name>\w+);?$\n?", re.M)
LEFT = re.compile(r"^(?:import\b(?!\()|export\b).*", re.M)
REMARK = re.compile(r"^ *//.*\n", re.M)  # a line that is a remark and nothing else


def flattened(name, read):
    """The text of a script with all that it imports before it; `read(name)` is the text of a file.

    ValueError for an import or export that is written in another way, and for modules that import each other in a
    circle.
    """
    modules = {}  # name of a file -> what its module is called in the flat one, in the order in which they run
    parts = []

    def take_in(at, above):
        if at in above:
            raise ValueError(f"{name}: {' imports '.join((*above, at))}.")
        if at not in modules:
            text, needs, gives = _module(at, read(at), name)
            got = []
            for address, names in needs:
                take_in(address, (*above, at))
                if names:
                    got.append(f"const {{ {names} }} = {modules[address]};\n")
            modules[at] = f"module{len(modules)}"
            handed = f"return {{ {', '.join(gives)} }};\n" if gives else ""
            parts.append(f"const {modules[at]} = (() => {{\n{''.join(got)}{text.strip()}\n{handed}}})();\n")

    take_in(name, ())
    return "".join(parts)


def _module(at, text, whole):
    """(its text without imports and exports, [(file, names taken from it)], what it hands on) of the module `at`."""
    needs, gives = [], []

    def beside(address):
        return posixpath.normpath(posixpath.join(posixpath.dirname(at), address))

    def imported(match):
        names = f"default: {match['default']}" if match["default"] else _listed(match["names"] or "", ": ")
        needs.append((beside(match["from"]), names))
        return ""

    def declared(match):
        gives.append(match["function"] or match["const"] or match["class"])
        return ""

    def listed(match):
        for part in _listed(match["names"], " as ").split(", "):
            own, _, other = part.partition(" as ")
            gives.append(f"{other}: {own}" if other else own)
        return ""

    def by_default(match):
        gives.append(f"default: {match['name']}")
        return ""

    def later(match):
        return f'import("./{posixpath.relpath(beside(match[1]), posixpath.dirname(whole))}")'

    for pattern, put in ((IMPORT, imported), (DECLARED, declared), (LISTED, listed), (DEFAULT, by_default)):
        text = pattern.sub(put, text)
    if left := LEFT.search(text):
        raise ValueError(f"{at}: cannot flatten “{left[0]}”.")
    if at.startswith("js/"):  # those of others may be the words of a licence
        text = REMARK.sub("", text)
    return LATER.sub(later, text), needs, gives


def _listed(names, between):
    """“a, b as c” with another word in the place of “as”."""
    return ", ".join(between.join(re.split(r"\s+as\s+", part.strip())) for part in names.split(",") if part.strip())
