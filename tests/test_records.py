"""Records, their columns, and how they are joined."""

import pytest

from generator.catalogues import Catalogue
from generator.records import TABLES, columns

from .conftest import TOY


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_of_a_table_are_the_fields_without_a_default(table: str) -> None:
    header = (TOY / f"{table}.csv").read_text("utf-8").splitlines()[0]
    assert header.split(",") == columns(table)


def test_children_stand_in_their_parents_in_order(toy_catalogue: Catalogue) -> None:
    toycel, toygene = toy_catalogue.products
    assert [str(approval.approved) for approval in toycel.approvals] == ["2019-02-03", "2020-01-31"]
    assert [end.measure for end in toygene.approvals[0].endpoints] == ["tt", "mtt"]
    assert toycel.holder is not None
    assert toycel.holder.statements[0].value == "Example Toys Co., Ltd."
    assert toycel.approvals[0].pivotal is not None
    assert toycel.approvals[0].pivotal.statements[0].corroborating[0].id == "toy-notice-7"
    assert toycel.approvals[1].pivotal is None


def test_approvals_come_in_order_of_time_with_their_product(toy_catalogue: Catalogue) -> None:
    assert [(p.id, a.approved.year) for p, a in toy_catalogue.approvals] == [
        ("toycel", 2019),
        ("toycel", 2020),
        ("toygene", 2020),
    ]


def test_digits_are_kept_as_printed_and_numbers_are_for_drawing(toy_catalogue: Catalogue) -> None:
    turnover, time = toy_catalogue.products[1].approvals[0].endpoints
    assert (turnover.value, turnover.number, turnover.bounds) == ("1.50", 1.5, (0.75, 3.0))
    assert (time.upper, time.bounds) == ("NA", None)
    assert toy_catalogue.products[0].approvals[0].endpoints[1].number is None


def test_a_modality_knows_its_wider_ones(toy_catalogue: Catalogue) -> None:
    line = [term.id for term in toy_catalogue.modality_line("soft-toy-cells")]
    assert line == ["soft-toy-cells", "toy-cells"]
    assert toy_catalogue.groups["soft-toy-cells"] == "toy-cells"
    assert toy_catalogue.groups["toy-genes"] == "general"


def test_notes_stand_with_their_record(toy_catalogue: Catalogue) -> None:
    assert toy_catalogue.products[0].note.startswith("A note in *Markdown*")
