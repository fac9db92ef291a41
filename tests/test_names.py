"""Names of files and of parts of pages: on no file system, and on no page, do two of them meet."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from generator import build as building
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.figures import FIGURES
from generator.cgt.rules import words
from generator.engine.addresses import address, published
from generator.engine.columns import ADDRESS as PUBLISHED
from generator.engine.columns import RESERVED
from generator.engine.problems import DataProblems
from generator.engine.renderers import Rendered, Renderer
from generator.engine.templates import Templates
from generator.places import SITE_MARKER

from .conftest import TOY, files, in_one_language, load, pages_of, problems, spoil

PART = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)
OWN = set(words.PAGE_PARTS["products"].split("|")) - {*FIGURES, "page"}
OURS = "static/vendor/"  # licences, which are not from the data


@pytest.fixture(scope="module", params=["toy", "real"])
def names(request: pytest.FixtureRequest) -> list[str]:
    """The names of all files of a site."""
    site = request.getfixturevalue("toy_hosted" if request.param == "toy" else "site")
    return [name for name in files(site) if name != SITE_MARKER]


def clashes(names: Iterable[str]) -> list[str]:
    """Names that some file system takes for one, and files that are where a folder is wanted."""
    names = list(names)
    met = []
    for form in ("NFC", "NFD", "NFKC"):
        count = Counter(unicodedata.normalize(form, name.casefold()) for name in names)
        met += [name for name, times in count.items() if times > 1]
    folders = {name[:i].casefold() for name in names for i, one in enumerate(name) if one == "/"}
    return met + [name for name in names if name.casefold() in folders]


def test_clashes_are_seen() -> None:
    assert clashes(["a/b.txt", "A/b.txt"])
    assert clashes(["a/\u00e9.txt", "a/e\u0301.txt"])
    assert clashes(["a/b", "a/b/c.txt"]) == ["a/b"]
    assert clashes(["a/b.txt", "a/c.txt", "b.txt"]) == []


def test_every_file_has_a_name_that_every_file_system_takes_and_no_two_meet(
    names: list[str],
) -> None:
    assert clashes(names) == []
    for name in names:
        for part in name.split("/"):
            assert PART.fullmatch(part.casefold()), name
            assert part == part.casefold() or name.startswith(OURS), name
            assert not RESERVED.fullmatch(part), name
            assert len(part.encode()) <= 255
        assert len(name) <= 500


def test_addresses_survive_the_way_to_a_file_and_back(
    names: list[str], catalogue: CgtCatalogue
) -> None:
    for name in names:
        path = address(name)
        assert quote(path) == unquote(path) == path
        assert path.lstrip("/") + ("index.html" if path.endswith("/") else "") == name
    for page in pages_of(catalogue):
        assert address(page.file) == page.path


def test_what_an_edition_publishes_it_can_be_read_with(
    toy_catalogue: CgtCatalogue, catalogue: CgtCatalogue, toy_site: Path
) -> None:
    made = published(toy_catalogue, files(toy_site))
    for one in [*made, *catalogue.editions[-1].addresses]:
        assert re.fullmatch(PUBLISHED, one), one
    expected = {
        *("/", "/products/toycel/", "/products/toycel/#approval-2019-02-03"),
        *("/products/toycel/feed.xml", "/products/toycel/toycel.bib", "/data/catalogue.zip"),
        "/api/v1/products/toycel.json",
    }
    assert expected <= set(made)
    assert not [one for one in made if one.startswith("/static/") or one.endswith(".js")]


def renamed(data: Path, names: Mapping[str, str]) -> None:
    """Call records otherwise, wherever they are named, and forget all editions."""
    shutil.rmtree(data / "editions", ignore_errors=True)
    settings = data / "catalogue.toml"
    settings.write_text(re.sub("^released.*$", "", settings.read_text("utf-8"), flags=re.M))
    for table in ("changes", "redirects"):
        path = data / f"{table}.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    for path in [*data.glob("*.csv"), *(data / "notes").glob("*.md")]:
        text = path.read_text("utf-8")
        for old, new in names.items():
            text = re.sub(rf"(?<![\w-]){old}(?=[,/\n]|-\d)", new, text)
        path.write_text(text, "utf-8")
    for old, new in names.items():
        for note in (data / "notes").glob(f"{old}.*"):
            note.rename(note.with_name(note.name.replace(old, new, 1)))


def site_names(data: Path) -> list[str]:
    """The names of the files of a site: its pages are not drawn, nor its workbook made."""
    plan = building.plan(load(data), data.name)
    return [name for job in plan.jobs()[1:] for name, _ in job]


def test_the_longest_ids_make_names_that_are_taken_back(
    toy: Path, undrawn: pytest.MonkeyPatch
) -> None:
    renamed(toy, {"toycel": "toycel" + "l" * 60, "toy-cells-making": "m" * 100})
    assert problems(toy) == []
    made = site_names(toy)
    assert clashes(made) == []
    assert all(re.fullmatch(PUBLISHED, one) for one in published(load(toy), made))
    spoil(toy, "guidelines", "m" * 100, "m" * 101)
    assert any("longer than 100 characters" in line for line in problems(toy))


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No page is drawn, which takes most of the time."""
    monkeypatch.setattr(Renderer, "render", lambda *_: Rendered("", {}, frozenset()))

    def html(self: Templates, name: str, values: dict[str, Any]) -> str:
        return "{}" if name == "parts/json_ld.json" else real(self, name, values)

    real = Templates.html
    monkeypatch.setattr(Templates, "html", html)  # nor what is beside it
    return monkeypatch


def test_a_record_may_be_called_like_a_page_or_a_file_but_never_is_in_its_place(
    toy_hosted: Path, tmp_path: Path, undrawn: pytest.MonkeyPatch
) -> None:
    """Every word of every path of the site becomes the id of a product, guideline and holder."""
    taken = {"toycel", "toygene", "toy-cells-making", "toy-play-testing", "example-toys", "toyzel"}
    taken |= {"toyrobot", "toy-robots-draft"}
    taken |= {row for table in ("terms", "sources", "trials", "holders") for row in ids(table)}
    ours = {part.partition(".")[0] for name in files(toy_hosted) for part in name.split("/")}
    ours |= {*OWN, "con", "aux", "nul", "com1", "card", "page", "embed", "paper"}
    ours = {word for word in ours - taken if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}
    assert {"compare", "data", "search", "feed", "products", "index", "wide", *FIGURES} <= ours
    row, refused = sorted(ours), set()
    for one, other, third in zip(row, row[1:] + row[:1], row[2:] + row[:2], strict=True):
        data = shutil.copytree(TOY, tmp_path / f"as-{one}")
        in_one_language(data)  # the names in another are the same, in a folder of their own
        renamed(data, {"toycel": one, "toy-cells-making": other, "example-toys": third})
        try:
            made = site_names(data)
        except DataProblems as error:
            refused |= set(re.findall(r"id (?:is )?'([a-z0-9-]+)'", str(error.problems)))
        else:
            assert clashes(made) == [], (one, other, third)
    named = {"index", "page", "con", "aux", "nul", *OWN, *FIGURES}
    assert refused == named & ours


def ids(table: str) -> set[str]:
    lines = (TOY / f"{table}.csv").read_text("utf-8").splitlines()
    return {line.split(",")[1 if table == "terms" else 0] for line in lines}


def parts(page: Path) -> list[str]:
    return re.findall(r' id="([^"]*)"', page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("glossary", "glossary"),
        ("glossary/t", "glossary"),
        ("sources/article", "sources"),
        ("evidence/not-here", "exclusions"),
        ("evidence/remarks", "remarks"),
        ("guidelines", "terms"),
    ],
)
def test_no_record_may_take_the_name_of_a_part_of_the_page_that_shows_it(
    toy_site: Path, page: str, table: str
) -> None:
    own = set(parts(toy_site / page / "index.html")) - ids(table)
    reasons = {"after-cut-off", "toydoll"}  # of exclusions; and what once was one
    assert len(own) > 1
    assert [part for part in own - reasons if not re.fullmatch(words.SECTION, part)] == []


def test_no_part_of_the_page_of_a_product_can_be_called_like_another(toy_site: Path) -> None:
    own = parts(toy_site / "products/toycel/index.html")
    heads = rf"(?:{'|'.join(OWN)})-.+"
    tails = rf"(?:r|approval)-\d{{4}}-\d\d-\d\d-(?:{'|'.join(words.SUFFIXES)})"
    for part in own:
        assert re.fullmatch(rf"{heads}|toycel-\d{{4}}-.+|[a-z]+(-[a-z]+)*", part), part
        assert not re.search(r"-(approved|conditional|when)$", part) or re.fullmatch(tails, part)
    ends = {part.rpartition("-")[2] for part in own if re.fullmatch(tails, part)}
    assert ends == set(words.SUFFIXES)
