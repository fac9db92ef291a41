"""What changed from one edition to the next, as the toy editions have it."""

from generator.catalogues import Catalogue
from generator.changes import differences


def test_changes_are_told_field_by_field_with_the_reason(toy_catalogue: Catalogue) -> None:
    edition, found = toy_catalogue.ledger.editions[0]
    assert edition.edition == "2020-06-30"
    told = {(one.table, one.row, one.column): one for one in found}
    one = told["approvals", "toycel-2019-02-03", "indication"]
    assert (one.before, one.after) == (
        "Players with an invented disease of play",
        "Adults with an invented disease of play",
    )
    assert one.why is not None
    assert one.why.text == "Toy Table 2 prints adults."
    assert one.homes == ("/products/toycel/",)


def test_a_statement_that_changed_is_one_change(toy_catalogue: Catalogue) -> None:
    found = [
        (one.column, one.before, one.after)
        for one in toy_catalogue.ledger.editions[0][1]
        if one.table == "statements"
    ]
    assert found == [("value", "Toyzelia", "Toycelia")]


def test_a_record_that_came_is_told_whole_and_so_is_one_that_went(
    toy_catalogue: Catalogue,
) -> None:
    found = {(one.table, one.row): one for one in toy_catalogue.ledger.editions[0][1]}
    came, went = found["products", "toygene"], found["guidelines", "toy-dolls"]
    assert (came.before, came.column) == ("", "")
    assert "name: Toygene" in came.after
    assert went.after == ""
    assert "title: Invented Guideline for Dolls" in went.before
    assert found["endpoints", "toygene-2020-04-05-tt"].why is not None  # that of its record


def test_a_record_that_moved_did_not_go_and_come(toy_catalogue: Catalogue) -> None:
    rows = [one.row for one in toy_catalogue.ledger.editions[0][1]]
    assert not [row for row in rows if "toyzel" in row]
    history = toy_catalogue.ledger.histories["/products/toycel/"]
    assert [(version.first, version.moved_from) for version in history] == [
        (False, "/products/toyzel/"),
        (True, ""),
    ]


def test_a_record_has_a_version_only_where_it_changed(toy_catalogue: Catalogue) -> None:
    histories = toy_catalogue.ledger.histories
    assert [v.edition.edition for v in histories["/guidelines/toy-cells-making/"]] == ["2020-03-31"]
    assert [v.edition.edition for v in histories["/products/toygene/"]] == ["2020-06-30"]
    assert [v.edition.edition for v in histories["/guidelines/toy-dolls/"]] == ["2020-03-31"]


def test_nothing_is_said_of_tables_about_changes(toy_catalogue: Catalogue) -> None:
    tables = {one.table for _, found in toy_catalogue.ledger.editions for one in found}
    assert not tables & {"changes", "redirects"}


def test_a_reason_for_a_property_is_that_of_its_statement(toy_catalogue: Catalogue) -> None:
    before, after = toy_catalogue.editions
    row = {"edition": "2020-06-30", "subject": "toycel", "column": "brand-en"}
    told = {**row, "kind": "transcription", "text": "We had misread it."}
    tables = {**after.tables, "changes": [told]}
    found = differences(before, after.model_copy(update={"tables": tables}))
    texts = {one.row: one.why.text for one in found if one.why}
    assert texts == {"toycel, brand-en": "We had misread it."}
