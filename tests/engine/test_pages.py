"""Kinds of page as pages, and long lists in parts."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from generator.engine.pages import LONG, Page, PageKind, in_parts, pages_of, part_path


def listing(rows: Sequence[Any]) -> Page:
    return Page(path="/x/", template="x", context=lambda: {"rows": rows, "filters": [1]})


def test_a_kind_is_one_page_or_one_for_each_record() -> None:
    red, blue = (SimpleNamespace(id=name, path=f"/kites/{name}/") for name in ("red", "blue"))
    kinds = [
        PageKind("/kites/", "kites", lambda catalogue: {"kites": catalogue}),
        PageKind("{0.path}", "kite", lambda _, kite: {"kite": kite}, lambda catalogue: catalogue,
                 crumbs=lambda kite: ("/kites/", f"/{kite.id}s/")),
        PageKind("/kites/{0.id}/more/", "more", lambda _, kite: {}, lambda catalogue: catalogue),
    ]  # fmt: skip
    index, one, _, more, _ = pages_of(kinds, [red, blue])
    assert (index.path, index.file, index.context()) == (
        *("/kites/", "kites/index.html", {"kites": [red, blue]}),
    )
    assert (one.path, one.record, one.context()) == ("/kites/red/", red, {"kite": red})
    assert one.crumbs == ("/kites/", "/reds/")
    assert (more.path, more.record) == ("/kites/red/more/", None)
    assert Page(path="/404.html", template="x").file == "404.html"


def test_a_short_list_is_one_page() -> None:
    (page,) = in_parts(listing(list(range(LONG))), ["rows"])
    assert (page.path, page.part, page.parts) == ("/x/", 1, 1)
    assert page.context()["filters"] == [1]


def test_every_row_of_a_long_list_is_on_one_part_in_order() -> None:
    rows = list(range(2 * LONG + 1))
    parts = list(in_parts(listing(rows), ["rows"]))
    assert [part.path for part in parts] == ["/x/", "/x/page/2/", "/x/page/3/"]
    assert [row for part in parts for row in part.context()["rows"]] == rows
    assert [part.first_part for part in parts] == ["/x/"] * 3
    assert [(part.part, part.parts) for part in parts] == [(1, 3), (2, 3), (3, 3)]
    assert all(part.context()["filters"] == [] for part in parts)
    assert parts[1].crumbs == ("/x/",)
    assert [part_path("/x/", i) for i in (0, LONG - 1, LONG)] == ["/x/", "/x/", "/x/page/2/"]


def test_groups_go_on_under_their_heading() -> None:
    groups = [("a", list(range(LONG + 5))), ("b", list(range(10)))]
    first, second = in_parts(listing(groups), ["rows"])
    assert first.context()["rows"] == [("a", list(range(LONG)))]
    assert second.context()["rows"] == [("a", [*range(LONG, LONG + 5)]), ("b", [*range(10)])]
