"""The site in another language: every sentence, the same numbers and addresses, no word left."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Any

import html5lib
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from generator.cgt.definition import CGT
from generator.cgt.tables import SCHEMA
from generator.engine.impacts import warnings
from generator.engine.tables import Row
from generator.engine.translations import TABLE, unused_translations

from .conftest import ROOT
from .loaded import real
from .translations import LANGUAGES, messages, updated

FONT = ROOT / "generator/engine/fonts/ChartSansSC-Regular.ttf"
ZH = LANGUAGES / "zh.po"
HOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+|href=\"[^\"]*\"")
NUMBER = re.compile(r"\d+(?:\.\d+)+")
NOT_WORDS = re.compile(r"[^A-Za-z ]+")


def chinese() -> list[Message]:
    with ZH.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def strings(one: object) -> list[str]:
    return [one] if isinstance(one, str) else list(one)


def test_every_sentence_is_translated_and_no_other() -> None:
    assert updated(ZH, messages()) == ZH.read_bytes(), "run `make translations`"
    assert [m.id for m in chinese() if m.fuzzy or not all(strings(m.string))] == []


def test_a_translation_has_the_places_and_tags_of_its_message() -> None:
    for message in chinese():
        for pattern in (HOLDER, TAG):
            wanted = [Counter(pattern.findall(text)) for text in strings(message.id)]
            for text in strings(message.string):
                assert Counter(pattern.findall(text)) in wanted, message.id


def test_every_translated_text_is_one_of_a_table() -> None:
    catalogue = real()
    assert [line for line in warnings(CGT, catalogue) if TABLE in line] == []
    own = catalogue.rows[TABLE][0]
    other = Row("data/x:2", own.cells | {"text": "What no table has."})
    rows = {**catalogue.rows, TABLE: [*catalogue.rows[TABLE], other]}
    assert [*unused_translations(SCHEMA, rows)][-1] is other


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page of the real site by its file."""
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
    }


@cache
def parsed(page: str) -> Any:
    return html5lib.parse(page, namespaceHTMLElements=False)


def text_of(tree: Any) -> str:
    return " ".join(" ".join(tree.itertext()).split())


def numbers(page: str) -> set[str]:
    """Those with a point in the part of a page that is its own."""
    return set(NUMBER.findall(re.sub("<[^>]*>", " ", page[page.index("<h1") :])))


def test_every_page_is_there_in_chinese_with_the_same_numbers(pages: dict[str, str]) -> None:
    english = {name for name in pages if not name.startswith("zh/")}
    assert {f"zh/{name}" for name in english} == set(pages) - english
    for name in english:
        assert numbers(pages[name]) == numbers(pages[f"zh/{name}"]), name


def test_pages_lead_to_each_other(pages: dict[str, str]) -> None:
    for name in ("index.html", "products/relmacabtagene-autoleucel/index.html"):
        up = "../" * name.count("/")
        there = name.removesuffix("index.html")
        assert f'hreflang="zh-Hans" href="{up or "./"}zh/{there}"' in pages[name]
        assert f'hreflang="en" href="../{up}{there or ""}"' in pages[f"zh/{name}"]
        assert '<html lang="zh-Hans">' in pages[f"zh/{name}"]


def test_a_page_says_that_no_good_source_gives_a_chinese_name(pages: dict[str, str]) -> None:
    unsure = '重组人p53腺病毒注射液 <a class="weak"'  # there is one, of a weak source
    assert unsure in pages["zh/products/gendicine/index.html"]
    for name, said in (("oncorine", True), ("gendicine", False), ("relma-cel", False)):
        page = f"products/{name}/index.html"
        assert ("中文官方名称未收录" in pages[f"zh/{page}"]) is said
        assert "Official name in" not in pages[page]


def english_runs(page: str) -> Iterable[str]:
    """What is marked as English on a Chinese page, with attributes that are read out."""
    tree = parsed(page)
    for one in tree.iter("span"):
        if one.get("lang") == "en":
            yield "".join(one.itertext())
    for one in tree.iter():
        for name in ("aria-label", "placeholder", "data-label"):
            yield one.get(name) or ""
    for name in ("title", ".//meta[@name='description']"):
        if (found := tree.find(f".//{name}" if name == "title" else name)) is not None:
            yield found.get("content") or text_of(found).removesuffix(" · CGT China")


def words(text: str) -> str:
    return " ".join(NOT_WORDS.sub(" ", text).split()).casefold()


def test_nothing_is_left_in_english_but_what_tables_have_in_it(pages: dict[str, str]) -> None:
    cells = [cell for rows in real().rows.values() for row in rows for cell in row.cells.values()]
    for edition in real().editions:
        rows = [row for own in edition.tables.values() for row in own]
        cells += [*edition.notes.values(), *(cell for row in rows for cell in row.values())]
    for one in real().unreleased_changes:  # named and quoted as tables have them
        cells += [one.row, one.before, one.after]
    known = " | ".join({words(cell) for cell in (*cells, str(real().settings))})
    left: dict[str, str] = {}
    for name, page in pages.items():
        for run in english_runs(page) if name.startswith("zh/") else ():
            for part in re.split(r"[\u3000-\u9fff\uff00-\uffef]+|\. ", run):  # sentence by sentence
                if len(words(part).split()) > 2 and words(part) not in known:
                    left.setdefault(part, name)
    assert "\n".join(f"{name}: {part}" for part, name in sorted(left.items())) == ""


def test_a_chart_in_chinese_has_the_marks_of_the_english_one(site: Path) -> None:
    drawn = sorted((site / "trends").glob("*/*.svg"))
    assert len(drawn) > 5
    for path in drawn:
        other = site / "zh" / path.relative_to(site)
        marks = [
            re.findall(r"<(path|rect|line)\b", one.read_text("utf-8")) for one in (path, other)
        ]
        assert marks[0] == marks[1], path.name


def test_the_font_of_charts_has_every_character_that_is_drawn(site: Path) -> None:
    drawn = {c for path in (site / "zh").rglob("*.vl.json") for c in path.read_text("utf-8")}
    assert {
        character for character in drawn - set("\n") if ord(character) not in characters()
    } == set()


def characters() -> set[int]:
    """Those that the font has: table `cmap`, format 4, by the OpenType specification."""
    font = FONT.read_bytes()
    tables = {
        font[at : at + 4]: unpack_from(">II", font, at + 8)
        for at in range(12, 12 + 16 * unpack_from(">H", font, 4)[0], 16)
    }
    start = tables[b"cmap"][0]
    places = [
        start + unpack_from(">I", font, start + 8 + 8 * i)[0]
        for i in range(unpack_from(">H", font, start + 2)[0])
    ]
    place = next(one for one in places if unpack_from(">H", font, one)[0] == 4)
    count = unpack_from(">H", font, place + 6)[0] // 2
    ends, starts = (unpack_from(f">{count}H", font, place + at) for at in (14, 16 + 2 * count))
    return {
        code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)
    }
