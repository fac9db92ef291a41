"""Long lists in parts: every row on one of them, every link leading somewhere, every page small."""

import json
import re
from pathlib import Path

import pytest

from generator.build import build
from generator.pages import all_pages
from generator.pages.page import Page
from generator.pages.parts import LONG, in_parts

from .bench.invented import grow
from .conftest import TOY
from .links import broken_links


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an invented catalogue, with parts of a few rows."""
    folder = tmp_path_factory.mktemp("large")
    grow(TOY, folder / "data", 130)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.pages.parts.LONG", 20)
        patch.setattr("generator.pages.comparisons.WIDE", 5)
        patch.setattr("generator.pages.page.MOST", 5)
        patch.setattr("generator.pages.products.MOST", 5)
        build(folder / "data", folder / "site")
    return folder / "site"


def page(key: str, rows: object, template: str = "products") -> Page:
    return Page(path="/x/", template=template, title="X", description="", context={key: rows})


def test_a_short_list_is_one_page() -> None:
    short = page("products", list(range(LONG)))
    assert list(in_parts(short)) == [short]


def test_every_row_of_a_long_list_is_on_one_part_in_order() -> None:
    rows = list(range(2 * LONG + 1))
    parts = list(in_parts(page("products", rows)))
    assert [part.path for part in parts] == ["/x/", "/x/page/2/", "/x/page/3/"]
    assert [row for part in parts for row in part.context["products"]] == rows
    assert [part.whole for part in parts] == ["/x/"] * 3
    assert [(part.part, part.parts) for part in parts] == [(1, 3), (2, 3), (3, 3)]


def test_groups_go_on_under_their_heading() -> None:
    groups = [("a", list(range(LONG + 5))), ("b", list(range(10)))]
    first, second = in_parts(page("by_subject", groups, "guidelines"))
    assert first.context["by_subject"] == [("a", list(range(LONG)))]
    assert second.context["by_subject"] == [("a", list(range(LONG, LONG + 5))), ("b", [*range(10)])]


def test_no_link_of_a_large_site_is_broken(large: Path) -> None:
    assert broken_links(large) == []


def test_lists_on_the_page_of_a_record_are_cut_and_say_so(large: Path) -> None:
    guideline = (large / "guidelines/toy-guideline-30/index.html").read_text("utf-8")
    (timeline,) = re.findall(r'<ol class="timeline.*?</ol>', guideline, re.DOTALL)
    assert timeline.count("<li") == 5
    assert 'aria-current="true"' in timeline
    cut = r'5 of \d\d, those that stand nearest. <a href="([^"]*)">All of them'
    assert [place.split("/")[2] for place in re.findall(cut, guideline)] == [
        "subjects",
        "approvals",
    ]
    product = (large / "products/toycel-30/index.html").read_text("utf-8")
    assert "types" in [place.split("/")[2] for place in re.findall(cut, product)]


def test_every_product_stands_in_the_index_once(large: Path) -> None:
    pages = [large / "products/index.html", *large.glob("products/page/*/index.html")]
    assert len(pages) > 2
    listed = [line for path in pages for line in path.read_text("utf-8").splitlines()
              if '<th scope="row"><a href=' in line]  # fmt: skip
    products = json.loads((large / "api/v1/products.json").read_bytes())["products"]
    assert len(listed) == len(set(listed)) == len(products)


def test_a_part_of_a_list_has_neither_filters_nor_a_record(large: Path) -> None:
    text = (large / "products/page/2/index.html").read_text("utf-8")
    assert "tables.js" not in text
    assert '<form class="tools' not in text
    assert 'aria-label="Pages of this list"' in text
    assert 'rel="prev"' in text


def test_no_page_of_the_catalogue_itself_is_in_parts(catalogue) -> None:
    from generator.figures import all_figures

    assert {page.parts for page in all_pages(catalogue, all_figures(catalogue))} == {1}
