"""Names of files and of parts of pages: on no file system, and on no page, do two of them meet."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from generator.addresses import address, published
from generator.build import Plan, site_files
from generator.catalogues import Catalogue
from generator.cells import ADDRESS, RESERVED
from generator.checks import links, load
from generator.figures import FIGURES
from generator.pages.trends import STORY
from generator.problems import DataProblems

from .conftest import TOY, pages_of, problems
from .test_tables import spoil

HOST = "https://example.org/x/"
PART = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)
OURS = ("static/vendor/", ".cgt-china-site")  # not from the data: licences, the mark of the site


@pytest.fixture(scope="module")
def clean(toy_catalogue: Catalogue) -> dict[str, bytes]:
    return site_files(toy_catalogue, "toy", HOST)


@pytest.fixture(scope="module", params=["toy", "real"])
def files(
    request: pytest.FixtureRequest, clean: dict[str, bytes], catalogue: Catalogue
) -> dict[str, bytes]:
    return clean if request.param == "toy" else site_files(catalogue, "data", HOST)


def clashes(names: Iterable[str]) -> list[str]:
    """Names that some file system takes for one, and files that stand where a folder is wanted."""
    names = list(names)
    found = []
    for form in ("NFC", "NFD", "NFKC"):
        count = Counter(unicodedata.normalize(form, name.casefold()) for name in names)
        found += [name for name, times in count.items() if times > 1]
    folders = {name[:i] for name in names for i, mark in enumerate(name) if mark == "/"}
    return found + [name for name in names if name.casefold() in map(str.casefold, folders)]


def test_clashes_are_seen() -> None:
    assert clashes(["a/b.txt", "A/b.txt"])
    assert clashes(["a/\u00e9.txt", "a/e\u0301.txt"])
    assert clashes(["a/b", "a/b/c.txt"]) == ["a/b"]
    assert clashes(["a/b.txt", "a/c.txt", "b.txt"]) == []


def test_no_two_files_meet_on_any_file_system(files: Mapping[str, bytes]) -> None:
    assert clashes(files) == []


def test_every_file_has_a_name_that_every_file_system_takes(files: Mapping[str, bytes]) -> None:
    for name in files:
        for part in name.split("/"):
            assert PART.fullmatch(part.casefold()), name
            assert part == part.casefold() or name.startswith(OURS), name
            assert not RESERVED.fullmatch(part), name
            assert len(part.encode()) <= 255
        assert len(name) <= 500


def test_addresses_survive_the_way_to_a_file_and_back(files: Mapping[str, bytes]) -> None:
    for name in files:
        found = address(name)
        assert quote(found) == unquote(found) == found
        assert found.lstrip("/") + ("index.html" if found.endswith("/") else "") == name


def test_every_page_knows_its_file_by_its_address(catalogue: Catalogue) -> None:
    for page in pages_of(catalogue):
        assert address(page.file) == page.path


def test_what_an_edition_publishes_it_can_be_read_with(
    toy_catalogue: Catalogue, catalogue: Catalogue, clean: dict[str, bytes]
) -> None:
    for found in [*published(toy_catalogue, clean), *catalogue.editions[-1].addresses]:
        assert ADDRESS.fullmatch(found), found


def test_the_longest_ids_make_names_that_are_taken_back(toy: Path) -> None:
    renamed(toy, {"toycel": "toycel" + "l" * 60, "toy-cells-making": "m" * 100})
    assert problems(toy) == []
    catalogue = load(toy)
    made = site_files(catalogue, "data")
    assert clashes(made) == []
    assert all(ADDRESS.fullmatch(found) for found in published(catalogue, made))
    spoil(toy, "guidelines", "m" * 100, "m" * 101)
    assert any("longer than 100 characters" in line for line in problems(toy))


def renamed(data: Path, names: Mapping[str, str]) -> None:
    """Call records otherwise, wherever they are named, and forget all editions."""
    shutil.rmtree(data / "editions", ignore_errors=True)
    for table in ("changes", "redirects"):
        path = data / f"{table}.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    for path in data.glob("*.csv"):
        text = path.read_text("utf-8")
        for old, new in names.items():
            text = re.sub(rf"(?<![\w-]){old}(?=[,\n]|-\d)", new, text)
        path.write_text(text, "utf-8")
    for path in (data / "notes").glob("*.md"):
        text = path.read_text("utf-8")
        for old, new in names.items():
            text = text.replace(f"/{old}/", f"/{new}/")
        path.write_text(text, "utf-8")
    for old, new in names.items():
        if (note := data / "notes" / f"{old}.md").exists():
            note.rename(data / "notes" / f"{new}.md")


def test_a_record_may_be_called_like_a_page_or_a_file_but_never_stands_in_its_place(
    toy: Path, clean: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Every word of every path of the site becomes the id of a product, guideline, holder, type."""
    words = {part.partition(".")[0] for name in clean for part in name.split("/")}
    words |= set(links.HEADS) | {
        "con",
        "aux",
        "nul",
        "com1",
        "card",
        "page",
        "embed",
        "paper",
        "catalogue",
    }
    taken = {"toycel", "toygene", "toy-cells-making", "toy-play-testing", "example-toys", "toyzel"}
    known = {row for table in ("terms", "sources", "trials", "holders") for row in ids(toy, table)}
    words = {word for word in words - taken - known if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}
    assert {"compare", "data", "search", "feed", "products", "index", "wide", *FIGURES} <= words
    some, refused = sorted(words), set()
    for one, other, third in zip(some, some[1:] + some[:1], some[2:] + some[:2], strict=True):
        data = tmp_path / f"as-{one}"
        shutil.copytree(TOY, data)
        renamed(data, {"toycel": one, "toy-cells-making": other, "example-toys": third})
        try:
            catalogue = load(data)
        except DataProblems as found:
            refused |= set(re.findall(r"id (?:is )?'([a-z0-9-]+)'", str(found.problems)))
        else:
            plan = Plan(catalogue, data.name)
            made = [name for job in plan.jobs[1:] for name, _ in job]  # but for workbooks
            assert clashes(made) == [], (one, other, third)
    shutil.rmtree(tmp_path)
    assert refused == {"index", "page", "con", "aux", "nul", *links.HEADS, *FIGURES} & words


def ids(data: Path, table: str) -> set[str]:
    lines = (data / f"{table}.csv").read_text("utf-8").splitlines()
    return {line.split(",")[1 if table == "terms" else 0] for line in lines}


FRAGMENTS = re.compile(r' id="([^"]*)"')


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("glossary/index.html", "glossary"),
        ("glossary/t/index.html", "glossary"),
        ("sources/article/index.html", "sources"),
        ("evidence/not-here/index.html", "exclusions"),
        ("evidence/remarks/index.html", "remarks"),
        ("guidelines/index.html", "terms"),
    ],
)
def test_no_record_may_take_the_name_of_a_part_of_the_page_that_shows_it(
    clean: Mapping[str, bytes], page: str, table: str
) -> None:
    parts = set(FRAGMENTS.findall(clean[page].decode())) - ids(TOY, table)
    reasons = {"after-cut-off", "toydoll"}  # of exclusions; and what once was one
    assert len(parts) > 1
    assert [part for part in parts - reasons if not links.PARTS.fullmatch(part)] == []


def test_no_part_of_the_page_of_a_product_can_be_called_like_another(
    clean: Mapping[str, bytes],
) -> None:
    found = FRAGMENTS.findall(clean["products/toycel/index.html"].decode())
    heads = rf"(?:{'|'.join(links.HEADS)})-.+"
    tails = rf"(?:r|approval)-\d{{4}}-\d\d-\d\d-(?:{'|'.join(links.TAILS)})"
    for part in found:
        assert re.fullmatch(rf"{heads}|toycel-\d{{4}}-.+|[a-z]+(-[a-z]+)*", part), part
        assert not re.search(r"-(approved|conditional|when)$", part) or re.fullmatch(tails, part)
    assert {part.rpartition("-")[2] for part in found if re.fullmatch(tails, part)} == set(
        links.TAILS
    )


def test_the_trends_tell_of_every_figure() -> None:
    assert sorted(id for _, ids in STORY for id in ids) == sorted(FIGURES)
