"""Pages of a list of kinds, in parts, and as HTML; what the pages of the toys do not show."""

from typing import Any

from generator.engine.pages import Page, PageKind, in_parts, pages_of

KINDS = [
    PageKind("/kites/", "index", lambda _: {}),
    PageKind("/kites/{0}/", "kite", lambda _, kite: {"kite": kite}, lambda kites: kites),
    PageKind("/kites/{0}/alone/", "kite", lambda *_: {}, lambda kites: kites, crumbs=()),
]


def test_a_page_is_below_those_that_its_address_begins_with() -> None:
    crumbs = {page.path: page.crumbs for page in pages_of(KINDS, ["bat"])}
    assert crumbs == {"/kites/": (), "/kites/bat/": ("/kites/",), "/kites/bat/alone/": ()}


def parts(rows: list[Any]) -> list[Page]:
    page = Page(path="/x/", template="kite", context=lambda: {"kites": rows}, record="x")
    return list(in_parts(page, ["kites"], 20))


def test_every_row_of_a_long_list_is_on_one_part_in_order() -> None:
    for count, paths in ((20, ["/x/"]), (41, ["/x/", "/x/page/2/", "/x/page/3/"])):
        pages = parts(list(range(count)))
        assert [page.path for page in pages] == paths
        assert [row for page in pages for row in page.context()["kites"]] == list(range(count))
        numbers = [(part, len(paths)) for part in range(1, len(paths) + 1)]
        assert [(page.part, page.parts) for page in pages] == numbers
    assert [(page.record, page.crumbs) for page in pages[:2]] == [("x", ()), (None, ("/x/",))]


def test_groups_go_on_under_their_heading() -> None:
    first, second = parts([("a", list(range(25))), ("b", list(range(10)))])
    assert first.context()["kites"] == [("a", list(range(20)))]
    assert second.context()["kites"] == [("a", list(range(20, 25))), ("b", list(range(10)))]


def test_the_lists_are_made_once_for_all_parts_of_a_page() -> None:
    made = []

    def context() -> dict[str, Any]:
        made.append("kites")
        return {"kites": list(range(50))}

    for count in (None, 3):
        made.clear()
        pages = in_parts(Page(path="/x/", template="kite", context=context), ["kites"], 20, count)
        assert [len(page.context()["kites"]) for page in pages] == [20, 20, 10]
        assert made == ["kites"]
