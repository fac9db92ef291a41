"""Which guidelines bear on what: one answer for all pages, and unknown is never absent."""

import shutil
from pathlib import Path

import msgspec
import pytest

from generator.cgt.bearing import (
    Traits,
    bearings,
    known_vectors,
    modality_traits,
    order_in_time,
    timeline,
    traits_by_product,
)
from generator.cgt.catalogue import CgtCatalogue
from generator.engine.counts import PartialCount
from generator.engine.dates import partial_date, unknown_date
from tests.conftest import ROOT, load

LENTIVIRUS = "replication-competent-lentivirus-detection"
EXPECTED_OF_CAR_T = {
    "ex-vivo-gene-modification-systems-cmc",
    "genetically-modified-cells-non-clinical",
    "gene-therapy-long-term-follow-up",
    "immune-cell-therapy-cmc",
    "cell-therapy-clinical-pharmacology",
    "car-t-risk-management-plan",
    "clinical-communication",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the real tables, to plant faults in."""
    return shutil.copytree(ROOT / "data", tmp_path / "data")


def without(file: Path, *words: str) -> None:
    """Delete the rows that have all these words; there must be one."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    rest = [line for line in lines if not all(word in line for word in words)]
    assert len(rest) < len(lines)
    file.write_text("".join(rest), "utf-8")


def groups(catalogue: CgtCatalogue, traits: Traits) -> dict[str, str]:
    """How each guideline bears on what has these traits, by its id."""
    return {one.guideline.id: one.group for one in bearings(catalogue, traits)}


def of_product(catalogue: CgtCatalogue, product_id: str) -> dict[str, str]:
    product = next(one for one in catalogue.products if one.id == product_id)
    return groups(catalogue, traits_by_product(catalogue)[product.id])


def test_a_car_t_filing_finds_what_it_must_read_on_both_pages(china: CgtCatalogue) -> None:
    kind = groups(china, modality_traits(china, "car-t"))
    assert kind.keys() >= EXPECTED_OF_CAR_T
    for product in china.products:
        if product.type_term and product.type_term.broader == "car-t":
            own = of_product(china, product.id)
            assert own.keys() >= EXPECTED_OF_CAR_T
            assert {one for one in own if own[one] in ("kind", "general")} <= kind.keys()


def test_a_vector_reaches_the_products_that_have_it_by_a_statement(china: CgtCatalogue) -> None:
    assert of_product(china, "zevorcabtagene-autoleucel")[LENTIVIRUS] == "feature"
    assert LENTIVIRUS not in of_product(china, "axicabtagene-ciloleucel")  # a retrovirus
    assert of_product(china, "dalnacogene-ponparvovec")["aav-gene-therapy-ind-cmc"] == "feature"


def test_a_vector_that_is_not_known_may_be_any_and_is_not_silence(china: CgtCatalogue) -> None:
    assert of_product(china, "ciltacabtagene-autoleucel")[LENTIVIRUS] == "possible"
    assert LENTIVIRUS not in of_product(china, "amimestrocel")  # its cells are not modified


def test_a_vector_that_is_taken_back_is_not_known(data: Path) -> None:
    without(data / "scopes.csv", "zevorcabtagene", "lentiviral-vectors")
    without(data / "scopes.csv", "dalnacogene", ",aav,")
    catalogue = load(data)
    assert of_product(catalogue, "zevorcabtagene-autoleucel")[LENTIVIRUS] == "possible"
    gene_therapy = of_product(catalogue, "dalnacogene-ponparvovec")
    assert gene_therapy["aav-gene-therapy-ind-cmc"] == "possible"
    assert gene_therapy["in-vivo-gene-therapy-cmc"] == "possible"
    assert LENTIVIRUS not in gene_therapy


def test_without_any_known_vector_guidelines_on_one_stay_possible(data: Path) -> None:
    without(data / "scopes.csv", "-vectors,statement")
    catalogue = load(data)
    assert of_product(catalogue, "axicabtagene-ciloleucel")[LENTIVIRUS] == "possible"
    for modality in ("car-t", "immune-cells", "gene-modified-cells", "cell-therapy"):
        assert groups(catalogue, modality_traits(catalogue, modality))[LENTIVIRUS] == "possible"
    assert LENTIVIRUS not in groups(catalogue, modality_traits(catalogue, "stem-cells"))


def test_how_many_have_a_vector_is_said_of_how_many_it_is_known(china: CgtCatalogue) -> None:
    known = known_vectors(china, "lentiviral-vectors")
    assert known
    assert known.kind.id == "gene-modified-cells"
    assert known.any_vector == PartialCount(4, 6)
    assert known.products == PartialCount(3, 6)
    assert known.approvals == PartialCount(5, 9)
    assert known_vectors(china, "car-t") is None


def test_a_kind_may_have_several_wider_ones(china: CgtCatalogue) -> None:
    line = [term.id for term in china.modality_line("car-t")]
    assert line[:2] == ["car-t", "gene-modified-immune-cells"]
    assert {"immune-cells", "gene-modified-cells"} < set(line)
    assert line[-1] == "cell-therapy"
    assert china.groups["car-t"] == "immune-cells"


@pytest.mark.parametrize(
    ("issued", "date", "order"),
    [
        ("day", "2019-01-01", "after"), ("day", "2019-01-02", "not-known"),  # on the same day
        ("day", "2019-01-03", "before"), ("day", "2019-01", "not-known"),
        ("day", "2018-Q4", "after"), ("day", "2019-Q2", "before"),
        ("day", "not-reported", "not-known"), ("year", "2018-12-31", "after"),
        ("year", "2019-01-01", "not-known"), ("year", "2019-12-31", "not-known"),
        ("year", "2020-01-01", "before"),
    ],
)  # fmt: skip
def test_dates_are_compared_as_far_as_they_are_known(
    toys: CgtCatalogue, issued: str, date: str, order: str
) -> None:
    guideline = toys.guidelines[0]
    if issued == "year":
        guideline = msgspec.structs.replace(guideline, statements=())
    when = unknown_date(date) if date == "not-reported" else partial_date(date)
    assert (guideline.issued.precision, order_in_time(guideline, when)) == (issued, order)


def test_counts_are_those_of_the_rows_in_order_of_time(china: CgtCatalogue) -> None:
    for product in china.products:
        bearings, moments, counted = timeline(china, product)
        certain = [one.guideline for one in bearings if one.group != "possible"]
        assert counted == PartialCount(len(certain), len(bearings))
        years = [one.guideline.year for one in bearings]
        assert years == sorted(years)
        assert [one.approval for one in moments] == list(product.approvals)
        for moment in moments:
            orders = [order_in_time(one, moment.approval.approved) for one in certain]
            counts = [orders.count(order) for order in ("before", "not-known", "after")]
            assert counts == [moment.before, moment.unknown, moment.after]
