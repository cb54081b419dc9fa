"""A script and all that it imports as one file. The browser tests run on what comes out of the portal's own."""

import re

import pytest
from django.contrib.staticfiles import finders

from config.flattening import flattened
from tests.tree import ROOT, SCRIPTS

MODULES = {
    "js/page.js": """import "./first.js";
import Thing from "../vendor/thing/thing.js";
import {
  one as uno,
  two,
} from "./part/numbers.js";

const own = uno + two;
const later = () => import("./later.js");
""",
    "js/first.js": "// Words for readers of the source.\nwindow.first = true; // kept\n",
    "js/part/numbers.js": """import { say } from "./say.js";

export const one = 1;
export function two() {}
const three = 3;
export { three, one as eins };
const next = () => import("./next.js");
say(one);
""",
    "js/part/say.js": "export async function say() {}\nexport class Voice {}\n",
    "vendor/thing/thing.js": "// Copyright\nclass Thing {}\nexport default Thing;\n",
}
FLAT = """const module0 = (() => {
window.first = true; // kept
})();
const module1 = (() => {
// Copyright
class Thing {}
return { default: Thing };
})();
const module2 = (() => {
async function say() {}
class Voice {}
return { say, Voice };
})();
const module3 = (() => {
const { say } = module2;
const one = 1;
function two() {}
const three = 3;
const next = () => import("./part/next.js");
say(one);
return { one, two, three, eins: one };
})();
const module4 = (() => {
const { default: Thing } = module1;
const { one: uno, two } = module3;
const own = uno + two;
const later = () => import("./later.js");
})();
"""


def test_each_module_runs_once_before_what_imports_it_in_a_scope_of_its_own():
    assert flattened("js/page.js", MODULES.__getitem__) == FLAT


def test_a_module_that_two_import_is_taken_in_once():
    modules = {
        "js/a.js": 'import "./b.js";\nimport "./c.js";\n',
        "js/b.js": 'import { d } from "./d.js";\n',
        "js/c.js": 'import { d } from "./d.js";\n',
        "js/d.js": "export const d = 1;\n",
    }
    flat = flattened("js/a.js", modules.__getitem__)
    assert flat.count("const d = 1;") == 1
    assert flat.count("const { d } = module0;") == 2


@pytest.mark.parametrize(
    "line",
    [
        "import './b.js';",
        'import * as all from "./b.js";',
        'import one, { two } from "./b.js";',
        'import "elsewhere";',
        "export let count = 0;",
        "export default function () {}",
        'export * from "./b.js";',
    ],
)
def test_what_would_be_left_behind_is_refused(line):
    with pytest.raises(ValueError, match="cannot flatten"):
        flattened("js/a.js", {"js/a.js": f"{line}\n", "js/b.js": ""}.__getitem__)


def test_modules_that_import_each_other_are_refused():
    modules = {"js/a.js": 'import "./b.js";\n', "js/b.js": 'import "./a.js";\n'}
    with pytest.raises(ValueError, match=r"js/a\.js imports js/b\.js imports js/a\.js"):
        flattened("js/a.js", modules.__getitem__)


def test_all_scripts_of_pages_can_be_flattened():
    def read(name):
        with open(finders.find(name), encoding="utf-8") as file:
            return file.read()

    for path in (ROOT / "static/js").glob("*.js"):
        assert flattened(f"js/{path.name}", read).startswith("const module0 = (() => {")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_line_that_looks_like_a_remark_is_one(path):
    """None stands in a text of several lines; and no module waits at its top, which a function of its own may not."""
    text = path.read_text()
    for literal in re.findall(r"`[^`]*`", re.sub(r"^ *//.*", "", text, flags=re.MULTILINE)):
        assert not re.search(r"^ *//", literal, re.MULTILINE)
    assert not re.search(r"^(?:\w.*[ (])?await\b", text, re.MULTILINE)
