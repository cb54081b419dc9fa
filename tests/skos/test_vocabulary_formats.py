"""A file that is no SKOS is called what it is, in one line."""

import gzip
import io
import zipfile
from contextlib import suppress
from time import process_time

import pytest

from skos.findings import VocabularyError
from skos.formats import format_of, refuse_likely
from skos.reader import LARGEST, parse, read
from skos.turtle import lines
from tests.skos.files import skill, vocabulary

GOOD = vocabulary(skill("a", "Alpha", 'skos:altLabel "Ål"'))


def archive(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


def said(tmp_path, content):
    """The one line about a file with this content (bytes or text)."""
    path = tmp_path / "skills.ttl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(VocabularyError) as caught:
        read(path)
    [line] = caught.value.faults
    return line


FILES = {
    "XML, but not RDF/XML": [
        '<?xml version="1.0"?><Zthes><term/></Zthes>',
        "<Zthes>\n<term><termId>1</termId></term>\n</Zthes>",
    ],
    "a web page (HTML)": ["<!DOCTYPE html>\n<html><body>404</body></html>", "<html>", "<!-- x --><html lang='en'>"],
    "JSON, but not JSON-LD": ['{"skills": [1, 2]}', "[]", "[[1, 2], [3, 4]]", "[" * 100_000 + "]" * 100_000, "{}"],
    "a table (CSV)": [
        "label,definition,kind\nKoha,A library system,software\nAlma,Another,software\n",
        "preferred label;definition\nKoha;Ein Bibliothekssystem\n",
        '"URI","Label"\n"https://x.example/a","Alpha, or Aleph"\n',
        "label,definition\n",
    ],
    "a table (tab-separated)": ["label\tdefinition\nKoha\tA library system, and more\nAlma\tAnother\n"],
    "a list of words (a table of one column, or plain text)": ["label\nKoha\nAlma\n", "Paper mending\nGold tooling\n"],
    "YAML": [
        "---\nskills:\n  - label: Koha\n",
        "skills:\n  - label: Koha\n    kind: software\n",
        "# ours\ntitle: Skills\nversion: 1.0\n",
    ],
    "Notation3 (N3)": [
        "@prefix x: <https://x.example/> .\n{ ?a x:b ?c } => { ?c x:d ?a } .\n",
        "@prefix x: <https://x.example/> .\n@forAll x:a .\nx:a x:b x:c .\n",
        "@prefix x: <https://x.example/> .\nx:a = x:b .\n",
    ],
    "an Excel workbook (XLSX)": [archive("[Content_Types].xml", "xl/workbook.xml")],
    "a Word document (DOCX)": [archive("[Content_Types].xml", "word/document.xml")],
    "an OpenDocument file": [archive("mimetype", "content.xml")],
    "a ZIP archive": [archive("skills.ttl"), b"PK\x03\x04 cut off"],
    "compressed (gzip)": [gzip.compress(GOOD.encode())],
    "a PDF document": [b"%PDF-1.7\n%\xe2\xe3"],
    "an old Word or Excel document": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100],
    "UTF-16 text": [GOOD.encode("utf-16"), GOOD.encode("utf-16-le"), GOOD.encode("utf-16-be")],
    "UTF-32 text": [GOOD.encode("utf-32")],
    "no text": [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02", bytes(range(256)) * 4],
}


@pytest.mark.parametrize(
    ("what", "content"),
    [(what, content) for what, files in FILES.items() for content in files],
    ids=[f"{what} {n}" for what, files in FILES.items() for n, _ in enumerate(files)],
)
def test_it_is_called_what_it_is(what, content, tmp_path):
    assert said(tmp_path, content).startswith(f"skills.ttl: this file is {what}; Colophon reads SKOS in Turtle")


@pytest.mark.parametrize("content", [b"", b" \n\t\n", "\ufeff\r\n".encode()])
def test_an_empty_file_is_empty(content, tmp_path):
    assert said(tmp_path, content) == "skills.ttl: this file is empty."


def test_turtle_without_a_word_of_skos_is_said_to_be_that(tmp_path):
    text = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<https://x.example/a> a owl:Class ."
    assert said(tmp_path, text).endswith("has none, and no skos:Concept: it can be read, but it is not SKOS.")


@pytest.mark.parametrize("content", ["Dear colleague, here it is.", "skill:a a skos:Concept", GOOD + '\nskill:b a "'])
def test_turtle_with_a_mistake_is_still_told_its_mistake(content, tmp_path):
    assert "not Turtle" in said(tmp_path, content)


def test_a_byte_order_mark_and_other_line_breaks_do_not_matter(tmp_path):
    path = tmp_path / "skills.ttl"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert len(read(path).concepts) == 1


def test_n_triples_are_turtle(tmp_path):
    core, x = "http://www.w3.org/2004/02/skos/core#", "https://x.example/skills"
    sort = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    path = tmp_path / "skills.nt"
    path.write_text(
        f"<{x}> {sort} <{core}ConceptScheme> .\n"
        f'<{x}> <http://purl.org/dc/terms/title> "Skills"@en .\n'
        f"<{x}/a> {sort} <{core}Concept> .\n"
        f'<{x}/a> <{core}prefLabel> "Alpha"@en .\n'
        f'<{x}/a> <{core}definition> "What somebody does."@en .\n'
        f'<{x}/a> <https://colophon.example/ns#kind> "hobby" .\n'
    )
    with pytest.raises(VocabularyError, match=r"line 3 and further down, “Alpha”.*the kind “hobby” is unknown"):
        read(path)
    path.write_text(path.read_text().replace("hobby", "software"))
    assert read(path).title == "Skills"


def test_a_file_too_large_for_a_vocabulary_is_not_read(tmp_path):
    path = tmp_path / "skills.ttl"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(VocabularyError, match="this file is larger than 20 MB"):
        read(path)


@pytest.mark.parametrize("piece", ["\n", " \n", "a:b ", "<a> ", "GRAPH ", "[", "{", '"', ",", ";", "<a", "a-", "x:y\n"])
def test_what_a_text_looks_like_is_found_soon(piece):
    begun = process_time()
    for look in (format_of, refuse_likely):
        with suppress(VocabularyError):
            look(piece * 20_000, "file.ttl")
    assert process_time() - begun < 2


@pytest.mark.parametrize("text", ["\n" * 200_000, " #" * 100_000 + '"', "@prefix a: <" * 20_000, "@base\n" * 50_000])
def test_where_things_stand_is_found_in_one_pass(text):
    begun = process_time()
    lines(text)
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "text", ["id,label\n1,Binding\n2,Sewing, by hand\n", "id;label;broader\n1;Binding\n2;Sewing;1\n"]
)
def test_a_loose_comma_hides_no_table(text):
    with pytest.raises(VocabularyError) as refused:
        parse(text, "file.ttl")
    assert refused.value.faults == [
        "file.ttl: this file is a table (CSV); Colophon reads SKOS in Turtle, RDF/XML or JSON-LD. Most programs for "
        "thesauri can save or export as Turtle (.ttl)."
    ]
