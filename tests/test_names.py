"""Names of files and of parts of pages: on no file system, and on no page, do two of them meet."""

import re
import shutil
import unicodedata
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from generator import build as building
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.figures import FIGURES
from generator.cgt.rules import words
from generator.engine.addresses import address, published
from generator.engine.citations import removed_forms
from generator.engine.columns import ADDRESS as PUBLISHED
from generator.engine.columns import RESERVED
from generator.engine.plans import draw_figures
from generator.engine.renderers import Rendered, Renderer
from generator.engine.templates import Templates
from generator.places import SITE_MARKER

from .bench.invented import grow
from .conftest import TOY, files, in_one_language, load, pages_of, problems, spoil
from .hostile import read

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
    names: list[str], china: CgtCatalogue
) -> None:
    for name in names:
        path = address(name)
        assert quote(path) == unquote(path) == path
        assert path.lstrip("/") + ("index.html" if path.endswith("/") else "") == name
    for page in pages_of(china):
        assert address(page.file) == page.path


def test_what_an_edition_publishes_it_can_be_read_with(
    toys: CgtCatalogue, china: CgtCatalogue, toy_site: Path
) -> None:
    made = published(toys, files(toy_site))
    for one in [*made, *china.editions[-1].addresses]:
        assert re.fullmatch(PUBLISHED, one), one
    expected = {
        *("/", "/products/toycel/", "/products/toycel/#approval-2019-02-03"),
        *("/products/toycel/feed.xml", "/products/toycel/toycel.bib", "/data/catalogue.zip"),
        "/api/v1/products/toycel.json",
    }
    assert expected <= set(made)
    assert not [one for one in made if one.startswith("/static/") or one.endswith(".js")]


def called(data: Path, names: Mapping[str, str]) -> None:
    """Call records otherwise, wherever they are named, and forget all editions."""
    shutil.rmtree(data / "editions")
    settings = data / "catalogue.toml"
    settings.write_text(re.sub("^released.*$", "", settings.read_text("utf-8"), flags=re.M))
    for table in ("changes", "redirects"):
        path = data / f"{table}.csv"
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    old = re.compile(rf"(?<![\w-])({'|'.join(sorted(names, reverse=True))})(?=[,./\n]|-\d\d\d\d-)")
    for path in [*data.glob("*.csv"), *(data / "notes").glob("*.md")]:
        text = old.sub(lambda found: names[found[1]], path.read_text("utf-8"))
        path.write_text(text, "utf-8")
        path.rename(path.with_name(old.sub(lambda found: names[found[1]], path.name)))


def site_names(data: Path) -> list[str]:
    """The names of the files of a site: its pages are not drawn, nor its workbook made."""
    plan = building.plan(load(data), data.name)
    draw_figures([plan, *plan.others])
    return [name for job in plan.jobs()[1:] for name, _ in job]


def test_the_longest_ids_make_names_that_are_taken_back(toy: Path, names_alone: None) -> None:
    in_one_language(toy)
    called(toy, {"toycel": "toycel" + "l" * 60, "toy-cells-making": "m" * 100})
    assert problems(toy) == []
    made = site_names(toy)
    assert clashes(made) == []
    assert all(re.fullmatch(PUBLISHED, one) for one in published(load(toy), made))
    spoil(toy, "guidelines", "m" * 100, "m" * 101)
    assert any("longer than 100 characters" in line for line in problems(toy))


@pytest.fixture
def names_alone(undrawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is rendered, nor what is beside it, which takes most of the time."""

    def html(self: Templates, name: str, values: dict[str, Any]) -> str:
        return "{}" if name == "parts/json_ld.json" else real(self, name, values)

    real = Templates.html
    monkeypatch.setattr(Templates, "html", html)
    blank = Rendered("", {"head": {"forms": removed_forms("x", "")}}, frozenset())
    monkeypatch.setattr(Renderer, "render", lambda *_: blank)


def test_a_record_may_be_called_like_a_page_or_a_file_but_never_is_in_its_place(
    toy_hosted: Path, tmp_path: Path, names_alone: None
) -> None:
    """Every word of every path of the site becomes the id of a product, guideline or holder."""
    ours = {part.partition(".")[0] for name in files(toy_hosted) for part in name.split("/")}
    ours |= {*OWN, "con", "aux", "nul", "com1", "card", "page", "embed", "paper"}
    grow(TOY, tmp_path / "toys", 130)
    in_one_language(tmp_path / "toys")  # names in another are the same, in a folder of their own
    there = {row[0] for path in TOY.glob("*.csv") for row in read(path)}
    there |= {row[1] for row in read(TOY / "terms.csv")} | {"toy-cel"}  # a short name
    ours = {word for word in ours - there if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}
    assert {"compare", "data", "search", "feed", "products", "index", "wide", *FIGURES} <= ours
    kinds = {"toycel": 62, "toy-guideline": 62, "toy-maker": 15}
    records = [f"{kind}-{i}" for kind, count in kinds.items() for i in range(1, count + 1)]
    words, refused = deque(sorted(ours)), set()
    for turn in range(3):
        words.rotate(len(words) // 3)
        found: list[str] = []
        names = dict(zip(records, words, strict=False))
        for fit in count():
            data = shutil.copytree(tmp_path / "toys", tmp_path / f"{turn}-{fit}")
            called(data, {record: one for record, one in names.items() if one not in found})
            if not (lines := problems(data)):
                break
            told = re.findall(r"id (?:is )?'([a-z0-9-]+?)(-\d{4}-.*)?'", "\n".join(lines))
            assert {word for word, _ in told} - {*found}, lines
            found += [word for word, _ in told]
            refused |= {word for word, of_a_part in told if not of_a_part}
        assert clashes(site_names(data)) == []
    assert refused == ours & {"index", "page", "con", "aux", "nul", *OWN, *FIGURES}


def ids(table: str) -> set[str]:
    return {row[1 if table == "terms" else 0] for row in read(TOY / f"{table}.csv")}


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
