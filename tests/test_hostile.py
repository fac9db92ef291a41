"""Whatever the tables say, it is refused with its place, or shown as text wherever it stands."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import bibtexparser
import html5lib
import jsonschema
import markdown
import openpyxl
import pytest
import rispy
from defusedxml import ElementTree

from generator.cgt.tables import SCHEMA
from generator.engine.html import render_markdown
from generator.engine.translations import facts

from .bless import is_kept
from .conftest import in_one_language, next_edition, problems, promise, site_files
from .hostile import COLUMNS, EVIL, LEADS, NAMED, TIED, read, refused
from .runs import SOAK, files

XHTML = "{http://www.w3.org/1999/xhtml}"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FIGURE = r'\(window\.figureSpecs = window\.figureSpecs \|\| \{\}\)\["[\w-]+"\]'
NOT_IN_API = ("changes", "redirects", "translations")  # rows that are no records with an id
ADDED = ("trends/ind-", "zh/trends/ind-")  # pages of tables that are empty in the good one
Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def made(evil_site: Path) -> dict[str, bytes]:
    """The site of the bad catalogue, with all that an address adds."""
    return files(evil_site)


@pytest.fixture(scope="module")
def clean(toy_hosted: Path) -> dict[str, bytes]:
    """The site of the good one: what templates make, and no more."""
    return files(toy_hosted)


@pytest.fixture(scope="module")
def name(evil_site: Path) -> str:
    """That of a product which has all that is bad."""
    return read(evil_site.parent / "data/products.csv")[1][1]


def ending(files: Files, end: str) -> dict[str, bytes]:
    """The files with names that end so; of pages in another language some of each kind."""
    return {
        name: content
        for name, content in files.items()
        if name.endswith(end) and not name.startswith("static/")
        if SOAK or end != ".html" or is_kept(name)
    }


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def pairs(top: Any) -> set[tuple[str, str]]:
    """Every element with each of its attributes, and with none."""
    elements = (element for element in top.iter() if isinstance(element.tag, str))
    return {(element.tag, name) for element in elements for name in ("", *element.attrib)}


@cache
def parsed(content: bytes) -> Any:
    """A page as a tree, if it has no fault."""
    return html5lib.HTMLParser(strict=True).parse(content.decode())


def html(content: bytes) -> set[Any]:
    """Elements and attributes, and the scripts: what is in them, or where they are."""
    page = parsed(content)
    scripts = list(page.iter(f"{XHTML}script"))
    assert not any(text_of(one) for one in scripts if one.get("src"))
    told = [one.get("src") or one.get("type") or text_of(one) for one in scripts]
    found = {re.sub(r"^(\.\.?/)+", "", one) for one in told}  # by depth links differ
    assert len(found) == len(told)
    return pairs(page) | found


def xml(content: bytes) -> set[Any]:
    return pairs(ElementTree.fromstring(content))


def table(content: bytes) -> set[Any]:
    """How many columns; no cell is a formula."""
    rows = list(csv.reader(io.StringIO(content.decode()), strict=True))
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    assert len({len(row) for row in rows}) == 1
    return set()


def book(content: bytes) -> set[Any]:
    """Types of cells, and where their links lead."""
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    targets = (link.target or f"#{link.location}" for link in links)
    hosts = {re.match(r"https://[^/]+/|#'\w+'!A1$", target)[0] for target in targets}
    return hosts | {cell.data_type for cell in cells}


def bib(content: bytes) -> set[Any]:
    """The fields of the one entry, or the words of a comment where a record stood once."""
    library = bibtexparser.parse_string(content.decode())
    assert (len(library.blocks), library.failed_blocks) == (1, [])
    if library.comments:
        return {library.comments[0].comment[:23]}
    return {field.key for field in library.entries[0].fields}


def ris(content: bytes) -> set[Any]:
    (entry,) = rispy.loads(content.decode())
    return set(entry)


def script(content: bytes) -> set[Any]:
    """The name that the data of a script get; they are JSON, with no tag in it."""
    found = re.fullmatch(rf"(?:(window\.\w+)|{FIGURE}) = ([^<]*);\n", content.decode())
    json.loads(found[2])
    return {found[1]}


def packed(content: bytes) -> set[Any]:
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert all(re.fullmatch(r"([\w-]+/)*[\w-][\w.-]*", name, re.ASCII) for name in names)
    return set()


DATES = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "maxItems": 3}}
WORDS = ("id", "title", "version", "note", "URL", "DOI", "language", "container-title")
CSL = {  # what the schema of CSL-JSON allows of the properties that are used here
    "items": {
        "properties": {
            "type": {"enum": ["article-journal", "dataset"]},
            "author": {"type": "array", "items": {"required": ["literal"]}},
            "issued": {"properties": {"date-parts": DATES}, "required": ["date-parts"]},
            **{key: {"type": "string"} for key in WORDS},
        },
        "required": ["id", "type"],
        "additionalProperties": False,
    }
}


def data(content: bytes) -> set[Any]:
    """The type of the data; a list is a citation."""
    read = json.loads(content)
    if isinstance(read, list):
        jsonschema.validate(read, CSL)
    return {type(read)}


KINDS = {".html": html, ".xml": xml, ".svg": xml, ".csv": table, ".xlsx": book, ".bib": bib,
         ".ris": ris, ".zip": packed, ".json": data,
         ".js": script, ".txt": lambda content: set()}  # fmt: skip
OF_NOTES = {(f"{XHTML}{tag}", "") for tag in ("table", "thead", "tbody", "tr", "th", "td", "h3")}
OF_NOTES |= {(f"{XHTML}th", "scope"), (f"{XHTML}a", "title"), (f"{XHTML}meta", "http-equiv")}
OF_AN_IDENTIFIER = {"doi", "note", "notes"}  # that of a paper is a DOI, or else a note
UNSEEN_IN_TEXT = "[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\ufeff]"


@pytest.fixture(scope="module")
def pages(made: Files) -> dict[str, Any]:
    """Every page as a tree."""
    return {name: parsed(page) for name, page in ending(made, ".html").items()}


def links_of(page: Any) -> Iterator[str]:
    for element in page.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in ("href", "src", "action", "data", "formaction", "poster"):
                yield value
            elif name == "content" and element.get("http-equiv") == "refresh":
                yield value.partition("url=")[2]


def test_no_link_leads_to_a_script_or_to_a_host_that_no_cell_of_addresses_names(
    pages: Mapping[str, Any], made: Files
) -> None:
    links = {link for page in pages.values() for link in links_of(page)}
    assert len(links) > 100
    for link in links:
        parts = urlsplit(link)
        assert parts.scheme in ("", "http", "https"), link
        assert not re.match(r"[/\\]{2}", link), link
        assert parts.hostname in (None, "example.org", "schema.org"), link
    for name in ("llms.txt", "about/index.html"):
        assert "evil.example.net" in made[name].decode()  # it stands there, as text
    told = markdown.markdown(made["llms.txt"].decode())  # as others read it, uncleaned
    assert 'href="https://example.org/x/products/toycel/"' in told
    assert not re.search(r'href="(javascript|data)|<(script|img)', told)


@pytest.mark.parametrize("end", KINDS)
def test_cells_are_text_in_every_file_and_nothing_that_templates_do_not_make(
    made: Files, clean: Files, end: str
) -> None:
    parse, good, bad = KINDS[end], ending(clean, end), ending(made, end)
    known = set().union(*map(parse, good.values())) | (OF_NOTES if end == ".html" else set())
    assert len(bad) >= len(good) > 0
    for name, content in bad.items():
        found = parse(content)
        assert found <= known, name
        if name in good and end != ".xlsx" and not name.startswith(ADDED):
            same = (found ^ parse(good[name])) - OF_AN_IDENTIFIER
            assert not [one for one in same if isinstance(one, str)], name  # fields and scripts
        if end not in (".xlsx", ".zip"):
            assert not re.search(UNSEEN_IN_TEXT, content.decode()), name
    if end == ".html":
        for tag, attribute in (pair for pair in known if isinstance(pair, tuple)):
            assert tag.rpartition("}")[2] not in ("img", "iframe", "object", "embed", "base")
            assert not attribute.startswith("on")
            assert attribute not in ("style", "srcdoc", "x", "fill") or "svg" in tag
        assert 5 < len([one for one in known if isinstance(one, str)]) < 15  # scripts


def test_what_is_said_for_machines_and_for_readers_is_what_the_cell_says(
    pages: Mapping[str, Any], name: str
) -> None:
    page = pages["products/toycel/index.html"]
    (script,) = (one for one in page.iter(f"{XHTML}script") if one.get("type"))
    graph = json.loads(script.text)["@graph"]
    assert graph[0]["name"] == graph[2]["name"] == name
    said = {m.get("name") or m.get("property"): m.get("content") for m in page.iter(f"{XHTML}meta")}
    assert said["citation_title"] == said["og:title"] == name
    assert said["description"] == said["og:description"]
    assert text_of(next(page.iter(f"{XHTML}h1"))) == " ".join(name.split())
    notes = [text_of(one) for one in page.iter(f"{XHTML}p") if "[e]" not in text_of(one)]
    for word in ("Marknoteend", "Marknotepicture"):
        assert any(word in text for text in notes), word  # as prose, not only as what changed


def test_every_cell_is_whole_in_every_format_of_the_tables(evil_site: Path, made: Files) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made["data/catalogue.xlsx"]))
    edition = json.loads(made["api/v1/editions/2020-06-30-b.json"])["tables"]
    api = made["api/v1/catalogue.json"].decode()
    for table in COLUMNS:
        head, *wanted = read(evil_site.parent / f"data/{table}.csv")
        rows = csv.DictReader(io.StringIO(made[f"data/{table}.csv"].decode()))
        texts = [[row[column].removeprefix("'") for column in head] for row in rows]
        assert texts == wanted
        known = facts(SCHEMA, table)  # translations are in no edition
        frozen = [[row.get(column, "") for column in head] for row in edition.get(table, ())]
        kept = [[c if head[i] in known else "" for i, c in enumerate(row)] for row in wanted]
        assert frozen == (kept if known else [])
        first, *lines = book[table].iter_rows(values_only=True)
        for at, column in enumerate(head):
            said = [row[at] for row in wanted]
            if any("Mark" in text for text in said):
                assert [str(line[first.index(column)] or "") for line in lines] == said
                for text in said if table not in NOT_IN_API else ():
                    parts = text.split() if column == "copies" else [text]  # several addresses
                    told = (json.dumps(part, ensure_ascii=False) for part in parts)
                    assert all(part in api for part in told if part != '""'), (table, column)


def test_what_looks_like_markup_stays_in_the_text_of_drawings_and_feeds(
    made: Files, pages: Mapping[str, Any]
) -> None:
    page = pages["trends/response-rates/index.html"]
    images = [one for one in page.iter("{http://www.w3.org/2000/svg}svg") if one.get("class")]
    assert len(images) == 2
    images.append(ElementTree.fromstring(made["trends/response-rates/response-rates.svg"]))
    for image in images:
        labels = " ".join(text_of(one) for one in image.iter() if str(one.tag).endswith("}text"))
        assert 'id="q" role="x" fill="#0b5a73"' in labels
    feed = text_of(ElementTree.fromstring(made["feed.xml"]))
    assert "Markeditionnote" in feed
    assert "became" in feed


def test_what_became_of_a_file_is_told_in_its_own_format_or_not_at_all(
    toy: Path, undrawn: None
) -> None:
    kinds = ("csv", "json", "csl.json", "txt", "bib", "ris", "svg", "png", "xlsx", "zip", "html")
    leads = dict(enumerate(("", "Gone,", *LEADS)))
    old = [f"/old{i}/old{i}.{kind}" for i in leads for kind in (*kinds, "js", "vl.json")]
    promise(toy, *old, *(f"/old{i}/feed.xml" for i in leads))
    edition = next_edition(toy)
    with (toy / "redirects.csv").open("a", encoding="utf-8", newline="") as file:
        for i, lead in leads.items():
            csv.writer(file).writerow([f"/old{i}/", "", edition, f"{lead}{EVIL}"])
    in_one_language(toy)
    site = site_files(toy)
    for i, lead in leads.items():
        told = (name for name in site if name.startswith(f"old{i}/"))
        found = {name.partition("/")[2]: site[name].decode() for name in told}
        told = f"Withdrawn after edition 2020-06-30. {lead}{EVIL}"
        line = " ".join(told.split())
        assert "<script>window" not in found.pop("index.html")
        assert set(found) == {f"old{i}.{kind}" for kind in kinds[:6]} | {"feed.xml"}
        head, row = csv.reader(io.StringIO(found[f"old{i}.csv"]), strict=True)
        assert dict(zip(head, row, strict=True))["reason"].removeprefix("'") == f"{lead}{EVIL}"
        assert not [cell for cell in row if cell.startswith(FORMULA)]
        assert json.loads(found[f"old{i}.json"])["reason"] == f"{lead}{EVIL}"
        assert json.loads(found[f"old{i}.csl.json"])[0]["note"] == line
        assert found[f"old{i}.txt"] == f"{line}\n"
        assert len(bibtexparser.parse_string(found[f"old{i}.bib"]).comments) == 1
        assert rispy.loads(found[f"old{i}.ris"])[0]["notes"] == [line]
        assert line in text_of(ElementTree.fromstring(found["feed.xml"]))


# What is refused, and where that is said.

UNSEEN = {
    "right to left": "a\u202eb", "zero width": "a\u200bb", "filler": "a\u3164b",
    "variation": "a\ufe0fb", "tag": "a\U000e0041b", "no character": "a\ufdd0b",
    "replaced": "a\ufffdb", "private": "a\ue000b", "escape": "a\x1bb", "tabulator": "a\tb",
    "line": "a\nb", "a line of a log": "a\n::error file=x::b", "separator": "a\u2028b",
    "endless": "a" * 10_000, "spreadsheet": "#REF!",
}  # fmt: skip
VISIBLE = [
    *("=1+1", "+1+1", "@SUM(1)", "-2+3", "<script>alert(1)</script>", '" onmouseover="alert(1)'),
    *("javascript:alert(1)", "data:text/html,x", "{{ 7*7 }}", "{% raw %}", "</script>", "]]>", "}"),
    *("../x", "/../../x/", "x/../../y", "CON", "nul", "aux.txt", "a b", "ａｂ", "１２", "//x/"),
    *("http://x", "https://exa mple.org/", "https://example.org/<b>", "\\\\x", "%2e%2e"),
    "x\u00a0y",
]


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_refused_in_every_column(toy: Path, text: str) -> None:
    assert refused(toy, text) == NAMED


def test_a_column_that_is_no_free_text_refuses_what_it_does_not_know(toy: Path) -> None:
    typed = refused(toy, "<b>any text") - TIED
    assert {("products", "id"), ("products", "type"), ("approvals", "approved")} <= typed
    assert {("sources", "url"), ("redirects", "to"), ("glossary", "see")} <= typed
    assert not {("products", "name"), ("changes", "text")} & typed
    for text in VISIBLE if SOAK else VISIBLE[::4]:
        assert refused(toy, text) >= typed, text


def fact(name: str, value: str, text: str) -> str:
    """The facts of the edition with one changed or added."""
    found, count = re.subn(f"^{name} = .*", lambda _: f"{name} = {value}", text, flags=re.M)
    return found if count else f"{text}{name} = {value}\n"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("title", r'"a\u202Eb"', "title contains an invisible or broken character (U+202E)"),
        ("place", r'"a\u0000b"', "place contains an invisible or broken character (U+0000)"),
        ("headline", r'"a\nb"', "headline contains a line break"),
        ("authors", r'"\u3164"', "authors contains an invisible"),
        ("as_of", "9999-12-31", "as_of 9999-12-31 is not between 1900 and 2100"),
        ("as_of", "0001-01-01", "as_of 0001-01-01 is not between 1900 and 2100"),
        ("contact", '"javascript:x"', "contact is 'javascript:x', not an e-mail"),
        ("contact", '"x@example.org?bcc=y@example.net"', "contact is "),
        ("repository", '"javascript:x"', "repository is 'javascript:x', not an"),
        ("as_of", "2020-06-30\nas_of = 9999-12-31", "cannot be read: Cannot overwrite a value"),
        ("x", "[" * 5000, "cannot be read: brackets within brackets without end"),
        ("x", "9" * 5000, "cannot be read: "),
    ],
)
def test_a_bad_fact_is_told_in_a_line(toy: Path, name: str, value: str, message: str) -> None:
    path = toy / "catalogue.toml"
    path.write_text(fact(name, value, path.read_text("utf-8")), "utf-8")
    assert any(line.startswith(f"data/catalogue.toml: {message}") for line in problems(toy))


def test_the_deepest_and_longest_notes_that_are_taken_can_be_shown(toy: Path) -> None:
    deep = ["- " * 38 + "a", ">" * 38 + "a", "> - " * 13 + "a", "1. " * 38 + "a"]
    deep.append("\n".join("    " * depth + "- a" for depth in range(10)))
    note = "\n\n".join([*deep, "[" * 500])
    note += "a" * (20_000 - len(note) - 8) + " the end"
    (toy / "notes" / "toycel.md").write_text(note, "utf-8")
    assert problems(toy) == []
    shown = render_markdown(note)
    assert "a the end</p>" in shown
    assert min(shown.count("<blockquote>"), shown.count("<ol>"), shown.count("<ul>")) >= 38


def test_an_address_that_no_folder_can_have_is_refused(toy: Path) -> None:
    addresses = [
        *("/../x/", "/products/../../x/", "/./x/", "/products/toycel/index.html/", "/con/"),
        *("/products/aux/", "/products/nul.txt", "/Products/toycel/", "/products/toyCel.json"),
        *("/products//x/", "//example.net/", "/products/x./", f"/x/{'y' * 300}/", "/%2e%2e/x/"),
        *("/products/toycel.bib/x/", "/products/x/..", "/products/x", "/products/x."),
        *("/products/x..json", "/products/x/.hidden", "/x/#con\u0301"),
    ]
    with (toy / "redirects.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{address},,2020-06-30,Why.\n" for address in addresses)
    found = problems(toy)
    for line, address in enumerate(
        addresses, len(read(toy / "redirects.csv")) - len(addresses) + 1
    ):
        told = f"data/redirects.csv:{line}: address is "
        assert [one.startswith(told) for one in found].count(True) == 1, address
