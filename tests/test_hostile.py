"""Whatever the tables say, it is refused with its place, or shown as text wherever it stands."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import bibtexparser
import html5lib
import markdown as markdown_library
import openpyxl
import pytest
import rispy
from defusedxml import ElementTree

from generator.build import site_files
from generator.catalogues import Catalogue
from generator.checks import load
from generator.downloads.schemas import several
from generator.downloads.tables import FORMULA
from generator.engine.html import render_markdown
from generator.problems import DataProblems, one_line
from generator.records import TABLES, columns
from generator.releases import release

from .conftest import TOY, next_edition, problems, promise
from .hostile import EVIL, LEADS, NOTE, evil_data, free_columns, mark, takes_any_text

ADDRESS = "https://example.org/x/"
XHTML = "{http://www.w3.org/1999/xhtml}"
TEXTS = ("html", "csv", "json", "js", "xml", "svg", "txt", "bib", "ris")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evil_data(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def made(data: Path) -> dict[str, bytes]:
    """The site of the bad catalogue, with all that an address adds."""
    return site_files(load(data), "data", ADDRESS)


@pytest.fixture(scope="module")
def clean(toy_catalogue: Catalogue) -> dict[str, bytes]:
    """The site of the good one: what templates make, and no more."""
    return site_files(toy_catalogue, "toy", ADDRESS)


@pytest.fixture(scope="module")
def pages(made: Mapping[str, bytes]) -> dict[str, Any]:
    return dict(parsed(made))


def parsed(files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    for name, content in files.items():
        if name.endswith(".html"):
            parser = html5lib.HTMLParser(strict=True)
            yield name, parser.parse(content.decode())


def ending(files: Mapping[str, bytes], *ends: str) -> dict[str, str]:
    found = {
        name: content.decode()
        for name, content in files.items()
        if name.endswith(ends) and not name.startswith("static/")
    }
    assert found, ends
    return found


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def links_of(page: Any) -> Iterator[str]:
    for element in page.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in ("href", "src", "action", "data", "formaction", "poster"):
                yield value
            elif name == "content" and element.get("http-equiv") == "refresh":
                yield value.partition("url=")[2]


def test_free_text_is_found_by_its_type_and_nothing_else_takes_any() -> None:
    assert ("products", "name") in free_columns()
    assert ("changes", "text") in free_columns()
    typed = {(t, c) for t in TABLES for c in columns(t) if not takes_any_text(TABLES[t], c)}
    assert {("products", "id"), ("products", "type"), ("approvals", "approved")} <= typed
    assert {("sources", "url"), ("redirects", "to"), ("glossary", "see")} <= typed


def test_no_page_has_an_element_or_an_attribute_that_its_template_does_not_make(
    pages: Mapping[str, Any], clean: Mapping[str, bytes]
) -> None:
    def pairs(page: Any) -> set[tuple[str, str]]:
        return {
            (element.tag, name)
            for element in page.iter()
            if isinstance(element.tag, str)
            for name in ("", *element.attrib)
        }

    known = set().union(*(pairs(page) for _, page in parsed(clean)))
    note = {f"{XHTML}{tag}" for tag in ("table", "thead", "tbody", "tr", "th", "td", "h3", "a")}
    for name, page in pages.items():
        strange = {pair for pair in pairs(page) - known if pair[0] not in note}
        assert strange <= {(f"{XHTML}meta", "http-equiv")}, name
        for tag, attribute in pairs(page):
            assert tag.rpartition("}")[2] not in ("img", "iframe", "object", "embed", "base"), name
            assert not attribute.startswith("on"), (name, tag, attribute)
            assert attribute not in ("style", "srcdoc", "x", "fill") or "svg" in tag, (name, tag)


def test_pages_run_the_scripts_of_their_templates_alone(
    pages: Mapping[str, Any], clean: Mapping[str, bytes]
) -> None:
    def scripts(name: str, page: Any) -> list[str]:
        found = list(page.iter(f"{XHTML}script"))
        assert all(not text_of(one) for one in found if one.get("src")), name
        told = [one.get("src") or one.get("type") or text_of(one) for one in found]
        return [re.sub(r"^(\.\./)+", "", one) for one in told]  # by depth links differ

    good = {name: scripts(name, page) for name, page in parsed(clean)}
    known = {one for found in good.values() for one in found}
    assert 5 < len(known) < 15
    for name, page in pages.items():
        assert scripts(name, page) == good.get(name, scripts(name, page)), name
        assert set(scripts(name, page)) <= known, name
        assert scripts(name, page).count("application/ld+json") <= 1


def test_no_link_leads_to_a_script_or_to_a_host_that_no_cell_of_addresses_names(
    pages: Mapping[str, Any], made: Mapping[str, bytes]
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
    told = markdown_library.markdown(made["llms.txt"].decode())  # as others read it, uncleaned
    assert 'href="https://example.org/x/products/toycel/"' in told
    assert not re.search(r'href="(javascript|data)|<(script|img)', told)


def test_what_is_said_for_machines_is_what_the_cell_says(
    pages: Mapping[str, Any], data: Path
) -> None:
    product = load(data).products[0]
    page = pages[f"products/{product.id}/index.html"]
    scripts = [one for one in page.iter(f"{XHTML}script") if one.get("type")]
    graphs = [json.loads(one.text) for one in scripts]
    assert len(graphs) == 1
    assert graphs[0]["@graph"][0]["name"] == product.name
    assert graphs[0]["@graph"][2]["name"] == product.name
    said = {m.get("name") or m.get("property"): m.get("content") for m in page.iter(f"{XHTML}meta")}
    assert said["citation_title"] == said["og:title"] == product.name
    assert said["description"] == said["og:description"]
    assert text_of(next(page.iter(f"{XHTML}h1"))) == " ".join(product.name.split())


def test_every_cell_is_whole_in_every_format_of_the_tables(
    data: Path, made: Mapping[str, bytes]
) -> None:
    catalogue = load(data)
    book = openpyxl.load_workbook(io.BytesIO(made["data/catalogue.xlsx"]))
    edition = json.loads(made["api/v1/editions/2020-06-30-b.json"])["tables"]
    api = made["api/v1/catalogue.json"].decode()
    for table in TABLES:
        wanted = [
            {c: str(getattr(row, c) or "") for c in columns(table)}
            for row in catalogue.tables[table]
        ]
        rows = list(csv.DictReader(io.StringIO(made[f"data/{table}.csv"].decode())))
        head, *lines = book[table].iter_rows(values_only=True)
        assert len(rows) == len(lines) == len(edition[table]) == len(wanted)
        for column in columns(table):
            if not takes_any_text(TABLES[table], column):
                continue
            said = [row[column] for row in wanted]
            assert [row[column].removeprefix("'") for row in rows] == said
            assert [str(line[head.index(column)] or "") for line in lines] == said
            assert [row.get(column, "") for row in edition[table]] == said
            if table not in ("changes", "redirects"):
                for text in filter(None, said):
                    for part in text.split() if several(table, column) else [text]:
                        assert json.dumps(part, ensure_ascii=False) in api, (table, column)


def test_every_column_of_free_text_is_read_on_some_page(pages: Mapping[str, Any]) -> None:
    shown = " ".join(text_of(page) for page in pages.values())
    for table, column in free_columns():
        name = mark(table, column, 0).removesuffix("aa")
        assert re.search(rf"{name}[a-z][a-z]\b", shown), (table, column)
    for fact in ("title", "shorttitle", "headline", "description", "place", "authors"):
        assert f"Markedition{fact}aa" in shown
    assert "Markeditionnote" in shown
    assert "{{ 7*7 }}{% raw %}" in shown
    product = pages["products/toycel/index.html"]
    notes = [text_of(one) for one in product.iter(f"{XHTML}p") if "[e]" not in text_of(one)]
    for word in ("Marknoteend", "Marknotepicture"):
        assert any(word in text for text in notes), word  # as prose, not only as what changed


def test_a_name_is_in_every_file_that_has_names(made: Mapping[str, bytes]) -> None:
    word = mark("products", "name", 0)
    for name in (
        *("feed.xml", "products/toycel/feed.xml", "products/toycel/toycel.bib", "llms.txt"),
        *("products/toycel/toycel.ris", "products/toycel/toycel.txt", "data/products.csv"),
        *("products/toycel/toycel.csl.json", "search/entries.js", "compare/products.js"),
        *("verify/records.js", "trends/approvals-in-time/approvals-in-time.csv"),
        *("trends/approvals-in-time/wide.js", "trends/approvals-in-time/approvals-in-time.vl.json"),
        *("api/v1/products.json", "api/v1/products/toycel.json", "index.html"),
    ):
        assert word in made[name].decode(), name


def test_what_looks_like_an_attribute_stays_in_the_text_of_a_drawing(
    made: Mapping[str, bytes],
) -> None:
    drawn = made["trends/response-rates/response-rates.svg"].decode()
    assert 'id="q" role="x" fill="#0b5a73"' in labels(ElementTree.fromstring(drawn))
    page = html5lib.parse(made["trends/response-rates/index.html"].decode())
    images = [one for one in page.iter("{http://www.w3.org/2000/svg}svg") if one.get("class")]
    assert len(images) == 2
    assert all('id="q" role="x" fill="#0b5a73"' in labels(one) for one in images)


def labels(image: Any) -> str:
    """What is written in a drawing, less its name and description."""
    return " ".join(text_of(one) for one in image.iter() if str(one.tag).endswith("}text"))


def test_xml_has_no_element_or_attribute_of_a_cell(
    made: Mapping[str, bytes], clean: Mapping[str, bytes]
) -> None:
    def pairs(text: str) -> set[tuple[str, str]]:
        top = ElementTree.fromstring(text)
        return {(one.tag, name) for one in top.iter() for name in ("", *one.attrib)}

    good, bad = (ending(files, ".xml", ".svg") for files in (clean, made))
    known: dict[str, set[tuple[str, str]]] = {"xml": set(), "svg": set()}
    for name, text in good.items():
        known[name[-3:]] |= pairs(text)
    for name, text in bad.items():
        assert pairs(text) <= known[name[-3:]], name
    feed = ElementTree.fromstring(bad["feed.xml"])
    assert "Markeditionnote" in text_of(feed)
    assert "became" in text_of(feed)


def test_json_is_json_and_scripts_are_json_behind_a_name(made: Mapping[str, bytes]) -> None:
    for text in ending(made, ".json").values():
        json.loads(text)
    for name, text in ending(made, ".js").items():
        found = re.fullmatch(
            r'(?:window\.\w+|\(window\.figureSpecs = window\.figureSpecs \|\| \{\}\)\["[\w-]+"\])'
            r" = (.*);\n",
            text,
        )
        assert found, name
        json.loads(found[1])
        assert "<" not in text, name


def test_no_spreadsheet_finds_a_formula(made: Mapping[str, bytes]) -> None:
    for name, text in ending(made, ".csv").items():
        rows = list(csv.reader(io.StringIO(text), strict=True))
        assert len({len(row) for row in rows}) == 1, name
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)], name
    for name, content in made.items():
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            for sheet in book.worksheets:
                cells = [cell for row in sheet.iter_rows() for cell in row]
                assert not [c.coordinate for c in cells if c.data_type in ("f", "e")], name
                targets = [c.hyperlink.target for c in cells if c.hyperlink]
                assert all(re.match(r"https://example\.org/|#'\w+'!A1$", one) for one in targets)


def test_a_citation_is_one_entry_with_the_fields_it_has(
    made: Mapping[str, bytes], clean: Mapping[str, bytes]
) -> None:
    good = dict(citations(clean))
    found = dict(citations(made))
    assert len(found) >= len(good) > 20
    for name, fields in found.items():
        assert set(fields) == set(good[name]), name
    title = found["products/toycel/toycel.bib"]["title"]
    plain = re.sub(r"\\text(backslash|braceleft|braceright)\{\}", "", title)
    assert not re.search(r"(?<!\\)[%$#_&]", plain)
    assert mark("products", "name", 0) in title
    ris = found["products/toycel/toycel.ris"]["title"]
    (csl,) = json.loads(made["products/toycel/toycel.csl.json"])
    assert ris == " ".join(csl["title"].split())


@pytest.mark.parametrize("lead", ["", "Gone,", *LEADS])
def test_what_became_of_a_file_is_told_in_its_own_format_or_not_at_all(
    toy: Path, lead: str
) -> None:
    kinds = ("csv", "json", "csl.json", "txt", "bib", "ris", "svg", "png", "xlsx", "zip", "html")
    promise(toy, *(f"/old/old.{kind}" for kind in (*kinds, "js", "vl.json")), "/old/feed.xml")
    with (toy / "redirects.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["/old/", "", next_edition(toy), f"{lead}{EVIL}"])
    files = site_files(load(toy), "data")
    old = {name[4:]: text.decode() for name, text in files.items() if name.startswith("old/")}
    told = f"Withdrawn since edition 2020-06-30-b. {lead}{EVIL}"
    line = " ".join(told.split())
    assert "<script>window" not in old.pop("index.html")
    assert set(old) == {f"old.{kind}" for kind in kinds[:6]} | {"feed.xml"}
    head, row = csv.reader(io.StringIO(old["old.csv"]), strict=True)
    assert dict(zip(head, row, strict=True))["reason"].removeprefix("'") == f"{lead}{EVIL}"
    assert not [cell for cell in row if cell.startswith(FORMULA)]
    assert json.loads(old["old.json"])["reason"] == f"{lead}{EVIL}"
    assert json.loads(old["old.csl.json"])[0]["note"] == told
    assert old["old.txt"] == f"{told}\n"
    assert len(bibtexparser.parse_string(old["old.bib"]).comments) == 1
    assert rispy.loads(old["old.ris"])[0]["notes"] == [line]
    assert line in text_of(ElementTree.fromstring(old["feed.xml"]))


def citations(files: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    for name, text in ending(files, ".bib").items():
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks, name
        told = [block.comment for block in library.comments]
        assert len(library.blocks) == 1, name
        if told:  # where a record stood once
            assert told[0].startswith("Withdrawn since edition"), name
            continue
        (entry,) = library.entries
        yield name, {field.key: field.value for field in entry.fields}
    for name, text in ending(files, ".ris").items():
        (entry,) = rispy.loads(text)
        yield name, entry


def test_every_text_that_is_no_refused_one_is_free_of_what_nobody_sees(
    made: Mapping[str, bytes],
) -> None:
    for name, text in ending(made, *(f".{one}" for one in TEXTS)).items():
        assert not re.search("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\ufeff]", text), name


def test_names_in_archives_are_plain(made: Mapping[str, bytes]) -> None:
    for name in ("site.zip", "data/catalogue.zip"):
        with zipfile.ZipFile(io.BytesIO(made[name])) as packed:
            for inside in packed.namelist():
                assert re.fullmatch(r"([\w-]+/)*[\w.-]+", inside, re.ASCII), inside
                assert ".." not in inside


# What is refused, and where that is said.

UNSEEN = {
    "right to left": "a\u202eb",
    "zero width": "a\u200bb",
    "filler": "a\u3164b",
    "variation": "a\ufe0fb",
    "tag": "a\U000e0041b",
    "no character": "a\ufdd0b",
    "replaced": "a\ufffdb",
    "private": "a\ue000b",
    "escape": "a\x1bb",
    "tab": "a\tb",
    "line": "a\nb",
    "a line of a log": "a\n::error file=x::b",
    "separator": "a\u2028b",
    "endless": "a" * 100_000,
    "spreadsheet": "#REF!",
}
VISIBLE = [
    *("=1+1", "+1+1", "@SUM(1)", "-2+3", "<script>alert(1)</script>", '" onmouseover="alert(1)'),
    *("javascript:alert(1)", "data:text/html,x", "{{ 7*7 }}", "{% raw %}", "</script>", "]]>", "}"),
    *("../x", "/../../x/", "x/../../y", "CON", "nul", "aux.txt", "a b", "ａｂ", "１２", "//x/"),
    *(
        "http://x",
        "https://exa mple.org/",
        "https://example.org/<b>",
        "\\\\x",
        "%2e%2e",
        "x\u00a0y",
    ),
]


def written(toy: Path, table: str, change: Callable[[str, str], str]) -> None:
    """Change every cell of the first row of a table; the file is written as it is, unquoted."""
    path = toy / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    rows[1] = [change(column, cell) for column, cell in zip(rows[0], rows[1], strict=True)]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_refused_in_every_column(toy: Path, table: str, text: str) -> None:
    written(toy, table, lambda column, cell: text)
    found = problems(toy)
    for column in columns(table):
        wanted = rf"data/{table}\.csv:2: {column} (contains|has|is) "
        assert any(re.match(wanted, line) for line in found), (column, found)
    assert all(line.isprintable() and len(line) < 2500 for line in found), found


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("broken", [b"\0", b"\xed\xa0\x80", b"\xff"], ids=["nul", "half", "byte"])
def test_a_broken_byte_is_refused_with_its_line(toy: Path, table: str, broken: bytes) -> None:
    path = toy / f"{table}.csv"
    first, second, rest = path.read_bytes().split(b"\n", 2)
    path.write_bytes(b"\n".join([first, second + broken, rest]))
    assert any(line.startswith(f"data/{table}.csv:2: ") for line in problems(toy))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("text", VISIBLE)
def test_a_column_that_is_no_free_text_refuses_what_it_does_not_know(
    toy: Path, table: str, text: str
) -> None:
    typed = {c for c in columns(table) if not takes_any_text(TABLES[table], c)}
    before = (toy / f"{table}.csv").read_bytes()
    for some in (typed - {"id"}, typed & {"id"}):  # for a row may name itself
        (toy / f"{table}.csv").write_bytes(before)
        written(toy, table, lambda column, cell, some=some: text if column in some else cell)
        found = problems(toy)
        for column in some:
            wanted = rf"data/{table}\.csv:2: {column} (is )?"
            assert any(re.match(wanted, line) for line in found), (column, found)


@pytest.mark.parametrize(
    ("table", "column", "text", "message"),
    [
        ("approvals", "date_printed", "=1", "date_printed is '=1', not a date like 2021/6/22"),
        ("approvals", "date_printed", "２０１９/2/3", "not a date like 2021/6/22"),
        ("endpoints", "interval", "９５%", "interval is '９５%', not a level like 95%"),
        ("remarks", "column", "<b>", "column '<b>' is neither a column of holders.csv nor"),
        ("changes", "column", "<b>", "column '<b>' is no column of any table"),
        ("terms", "broader", "<b>", "broader is '<b>': terms of 'application-kind' have no wider"),
    ],
)
def test_free_text_that_is_tied_to_something_is_refused_if_it_comes_loose(
    toy: Path, table: str, column: str, text: str, message: str
) -> None:
    written(toy, table, lambda name, cell: text if name == column else cell)
    assert any(
        line.startswith(f"data/{table}.csv:2: ") and message in line for line in problems(toy)
    ), problems(toy)


@pytest.mark.parametrize("fact", ["title", "authors", "headline", "place", "description"])
@pytest.mark.parametrize("text", [r"a\u202Eb", r"a\u0000b", r"a\nb", "   ", r"\u3164"])
def test_a_fact_of_the_edition_that_nobody_sees_is_refused(toy: Path, fact: str, text: str) -> None:
    path = toy / "catalogue.toml"
    path.write_text(
        re.sub(f"^{fact} = .*", lambda _: f'{fact} = "{text}"', path.read_text("utf-8"), flags=re.M)
    )
    assert any(line.startswith(f"data/catalogue.toml: {fact} ") for line in problems(toy))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("contact = \"javascript:alert(1)\"", "contact is 'javascript:alert(1)', not an e-mail"),
        ("contact = \"x@example.org?bcc=y@example.net\"", "contact is "),
        ("repository = \"javascript:alert(1)\"", "repository is 'javascript:alert(1)', not an"),
        ("as_of = 9999-12-31", "cannot be read: Cannot overwrite a value"),
        ("x = " + "[" * 5000, "cannot be read: brackets within brackets without end"),
        ("x = " + "9" * 5000, "cannot be read: "),
    ],
)  # fmt: skip
def test_a_bad_fact_is_told_in_a_line(toy: Path, text: str, message: str) -> None:
    with (toy / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(text + "\n")
    assert any(line.startswith(f"data/catalogue.toml: {message}") for line in problems(toy))


@pytest.mark.parametrize("as_of", ["9999-12-31", "0001-01-01"])
def test_data_of_no_time_that_we_know_are_refused(toy: Path, as_of: str) -> None:
    path = toy / "catalogue.toml"
    path.write_text(path.read_text("utf-8").replace("as_of = 2020-06-30", f"as_of = {as_of}"))
    assert f"data/catalogue.toml: as_of {as_of} is not between 1900 and 2100" in problems(toy)


def test_an_approval_of_a_time_before_any_is_refused(toy: Path) -> None:
    for path in toy.glob("*.csv"):
        text = path.read_text("utf-8").replace("2019-02-03", "0019-02-03")
        path.write_text(text.replace("2019/2/3", "0019/2/3"), "utf-8")
    assert "data/approvals.csv:2: approved 0019-02-03 is before 1900" in problems(toy)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n\nb\u202ec", "3: contains U+202E; delete it"),
        ("a\u3164", "1: contains U+3164; delete it"),
        ("a\n\x00b", "2: contains U+0000; delete it"),
        ("a\n\udc80", "2: not UTF-8 text; in the editor, save it as UTF-8"),
        ("a" * 100_000, "1: has 100000 characters, more than 20000"),
        ("[" * 5000, "1: has 5000 brackets, more than 500"),
        ("a\n" + "- " * 100 + "b", "2: is indented or quoted far deeper than a list goes"),
        ("a\n" + "    " * 100 + "- b", "2: is indented or quoted far deeper than a list goes"),
    ],
)
def test_a_note_that_cannot_be_shown_is_refused_with_its_line(
    toy: Path, text: str, message: str
) -> None:
    (toy / "notes" / "toycel.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert f"data/notes/toycel.md:{message}" in problems(toy)


def test_the_deepest_and_longest_notes_that_are_taken_can_be_shown() -> None:
    for text in ("- " * 39 + "a", "> " * 39 + "a", "> - " * 13 + "a", "1. " * 39 + "a"):
        assert "a" in render_markdown(text)
    assert render_markdown("[" * 500 + "a" * 19_500).endswith("a</p>")
    nested = "\n".join("    " * depth + "- a" for depth in range(10))
    assert render_markdown(nested).count("<ul>") == 10


@pytest.mark.parametrize(
    "address",
    [
        *("/../x/", "/products/../../x/", "/./x/", "/products/toycel/index.html/", "/con/"),
        *("/products/aux/", "/products/nul.txt", "/Products/toycel/", "/products/toyCel.json"),
        *(
            "/products//x/",
            "//example.net/",
            "/products/x./",
            "/x/" + "y" * 300 + "/",
            "/%2e%2e/x/",
        ),
        *(
            "/products/toycel.bib/x/",
            "/products/x/..",
            "/products/x",
            "/products/x.",
            "/products/x..json",
            "/products/x/.hidden",
            "/x/#con\u0301",
        ),
    ],
)
def test_an_address_that_no_folder_can_have_is_refused(toy: Path, address: str) -> None:
    path = toy / "redirects.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{address},,2020-06-30,Why.\n")
    found = [line for line in problems(toy) if line.startswith("data/redirects.csv:5: address is ")]
    assert len(found) == 1, problems(toy)


def test_an_edition_with_such_an_address_is_refused_though_its_checksum_is_right(
    toy: Path,
) -> None:
    promise(toy, "/products/toyzel/../../../x.txt")
    with pytest.raises(DataProblems) as found:
        load(toy)
    assert "cannot be read as an edition" in found.value.problems[0].message


def test_a_note_of_an_edition_that_nobody_sees_is_refused_before_it_is_for_ever(toy: Path) -> None:
    next_edition(toy)
    before = sorted(path.name for path in (toy / "editions").iterdir())
    with pytest.raises(DataProblems) as found:
        release(toy, dt.date(2020, 8, 1), "New\x1b[2J")
    told = [str(problem) for problem in found.value.problems]
    assert "NOTE: contains an invisible character (U+001B)" in told
    assert sorted(path.name for path in (toy / "editions").iterdir()) == before


def test_a_message_is_one_line_that_says_nothing_unseen() -> None:
    assert one_line("a\n::error::b\u202e\x1b[2J") == r"a\n::error::b\u202e\x1b[2J"
    assert one_line("玩具\u3000 é") == "玩具\u3000 é"
    assert len(one_line("x" * 100_000)) < 2100


def test_the_bad_note_is_as_bad_as_it_should_be() -> None:
    assert len(EVIL) > 300
    assert "javascript:" in NOTE
    assert not problems(TOY)
