"""What the documents say holds: packages, settings, commands, accounts and links."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from demo.loading import ACCOUNTS, PASSWORD

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"var", "node_modules", "test-results"}
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part in NOT_OURS or part.startswith(".") for part in path.relative_to(ROOT).parts)
)
README = (ROOT / "README.md").read_text()
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)


def direct_dependencies(name):
    """The packages that a requirements list asks for."""
    lines = (ROOT / name).read_text().splitlines()
    return [re.match(r"[\w.-]+", line)[0] for line in lines if line and line[0] not in "#-"]


def pinned(name):
    """{package: version} of a compiled list."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def settings_variables():
    """Every environment variable that the settings read, and the limits of pictures."""
    found, files = set(), [ROOT / "config" / "environment.py", *(ROOT / "config").glob("settings*.py")]
    files.append(ROOT / "pictures" / "limits.py")
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text()))):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        if re.fullmatch(r"env(\.\w+)?|os\.environ\.get|os\.getenv", ast.unparse(node.func)):
            found.add(node.args[0].value)
    return found


def headings(path):
    """The anchors of a document: its headings, written as GitHub writes them into addresses."""
    lines = re.findall(r"^#+ (.+)$", CODE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-") for line in lines}


def rows_of(path):
    """The cells of every row of every table in a document."""
    lines = path.read_text().splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


LISTS = ("requirements", "requirements-dev", "requirements-redis", "requirements-s3")


@pytest.mark.parametrize("name", LISTS)
def test_every_direct_dependency_has_a_full_row_with_the_pinned_version(name):
    rows = {row[0]: row[1:] for row in rows_of(ROOT / "docs" / "dependencies.md")}
    versions = pinned(f"{name}.txt")
    for package in direct_dependencies(f"{name}.in"):
        assert package in rows, f"docs/dependencies.md does not say what {package} is for"
        version, *rest = rows[package]
        assert version == versions[package], f"{package} is pinned at {versions[package]}"
        assert len(rest) == 3, package
        assert all(rest), package


def test_no_row_is_left_of_a_package_that_is_gone():
    direct = {package for name in LISTS for package in direct_dependencies(f"{name}.in")}
    named = {row[0] for row in rows_of(ROOT / "docs" / "dependencies.md")}
    packages = {name for name in named if re.fullmatch(r"[a-z0-9-]+", name) and not set(name) <= {"-"}}
    assert packages == direct


def test_every_vendored_library_and_typeface_has_a_row_and_its_licence_beside_it():
    static = ROOT / "static"
    kept = {row[0].strip("`") for row in rows_of(ROOT / "docs" / "dependencies.md")}
    for folder in (path for path in (static / "vendor").iterdir() if path.is_dir()):
        assert f"static/vendor/{folder.name}/" in kept
        assert (folder / "LICENSE").exists(), folder
    licences = (static / "fonts").glob("LICENSE-*.txt")
    faces = {licence.stem.removeprefix("LICENSE-") for licence in licences}
    assert {f"static/fonts/{face}-*" for face in faces} <= kept
    for font in (static / "fonts").glob("*.woff*"):
        assert any(font.name.startswith(f"{face}-") for face in faces), font.name


@pytest.mark.parametrize("name", LISTS)
def test_psycopg2_is_the_only_driver(name):
    assert not {"psycopg", "psycopg-binary", "psycopg-c"} & pinned(f"{name}.txt").keys()


@pytest.mark.parametrize("name", LISTS[1:])
def test_what_is_installed_besides_fits_beside_what_runs_the_portal(name):
    one, more = pinned("requirements.txt"), pinned(f"{name}.txt")
    shared = one.keys() & more.keys()
    assert {package: more[package] for package in shared} == {package: one[package] for package in shared}


def test_every_setting_is_told_to_the_operator():
    told = " ".join(row[0] for row in rows_of(ROOT / "docs" / "install.md"))
    example = (ROOT / ".env.example").read_text()
    variables = settings_variables()
    assert len(variables) > 20
    for variable in variables:
        assert f"`{variable}`" in told, f"docs/install.md has no row for {variable}"
        assert re.search(rf"^#?{variable}=", example, re.MULTILINE), f".env.example lacks {variable}"


def test_the_example_has_no_setting_that_is_never_read():
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) <= settings_variables()


def test_the_readme_opens_with_the_two_commands():
    opening = "\n".join(README.splitlines()[:12])
    assert "make demo" in opening
    assert "make test" in opening


def test_the_readme_tells_the_accounts_of_the_demo():
    assert f"`{PASSWORD}`" in README
    for address, *_ in ACCOUNTS:
        assert f"`{address}`" in README


def test_every_target_of_make_that_a_document_names_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z]+)", path.read_text()))
        assert named <= targets, path


def test_every_decision_is_in_the_list():
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[^)]+)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def test_the_changes_begin_with_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert re.search(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1] == version


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path):
    for link in ("".join(found) for found in LINK.findall(CODE.sub("", path.read_text()))):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in headings(target), link


def test_the_files_named_in_the_architecture_are_there():
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", (ROOT / "docs" / "architecture.md").read_text())
    assert named
    for name in named:
        assert (ROOT / name).exists(), name
