"""Which guidelines bear on what: one answer for all pages, and unknown is never absent."""

import shutil
from pathlib import Path

import msgspec
import pytest

from generator.cgt.bearing import (
    Traits,
    bearing,
    bearings,
    known_vectors,
    modality_traits,
    order_in_time,
    timeline,
    traits_by_product,
)
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.rules import RULES
from generator.cgt.tables import SCHEMA, CgtSettings
from generator.engine.counts import PartialCount
from generator.engine.dates import partial_date, unknown_date
from generator.engine.problems import DataProblems
from generator.engine.reading import read_data
from generator.engine.rules import check
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


def test_a_guideline_bears_on_products_of_its_kind_and_narrower(toys: CgtCatalogue) -> None:
    cells, general = toys.core.guidelines
    soft, genes = (traits_by_product(toys)[product.id] for product in toys.core.products)
    assert getattr(bearing(cells, soft), "group", None) == "kind"
    assert bearing(cells, genes) is None
    assert getattr(bearing(general, genes), "group", None) == "general"


def test_a_car_t_filing_finds_what_it_must_read_on_both_pages(china: CgtCatalogue) -> None:
    kind = groups(china, modality_traits(china, "car-t"))
    assert kind.keys() >= EXPECTED_OF_CAR_T
    for product in china.products:
        if product.type_term and product.type_term.broader == "car-t":
            own = of_product(china, product.id)
            assert own.keys() >= EXPECTED_OF_CAR_T
            assert {one for one in own if own[one] in ("kind", "general")} <= kind.keys()


def test_the_page_of_a_kind_lists_whatever_the_pages_of_its_products_list(
    china: CgtCatalogue,
) -> None:
    for product in china.products:
        traits = traits_by_product(china)[product.id]
        for modality in {scope.modality for scope in product.scopes}:
            listed = groups(china, modality_traits(china, modality)).keys() | {
                guideline.id
                for guideline in china.guidelines
                for scope in guideline.scopes
                if modality in {term.id for term in china.modality_line(scope.modality)}
            }
            of_kind = {
                one.guideline.id
                for one in bearings(china, traits)
                if modality in {term.id for term in china.modality_line(one.scope.modality)}
            }
            assert of_kind <= listed, (product.id, modality)


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


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("vector,aav,", "vector,aavv,", "id 'aavv' is not a word of the list 'modality'"),
        (
            "AAV vectors,gene-therapy",
            "AAV vectors,",
            "broader is empty",
        ),
        ("cells gene-modified-cells", "cells genes", "broader 'genes' is not a word"),
    ],
)
def test_a_misspelt_vector_or_wider_kind_is_a_problem(
    data: Path, old: str, new: str, reason: str
) -> None:
    file = data / "terms.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    tables = read_data(SCHEMA, CgtSettings, data)
    with pytest.raises(DataProblems) as refused:
        check(tables, RULES)
    assert any(reason in str(problem) for problem in refused.value.problems)


def test_a_kind_may_have_several_wider_ones(china: CgtCatalogue) -> None:
    line = [term.id for term in china.modality_line("car-t")]
    assert line[:2] == ["car-t", "gene-modified-immune-cells"]
    assert {"immune-cells", "gene-modified-cells"} < set(line)
    assert line[-1] == "cell-therapy"
    assert china.groups["car-t"] == "immune-cells"


@pytest.mark.parametrize(
    ("date", "order"),
    [
        ("2018-12-31", "after"),
        ("2019-01-01", "after"),
        ("2019-01-02", "not-known"),  # issued on the same day
        ("2019-01-03", "before"),
        ("2020-01-01", "before"),
        ("2019-01", "not-known"),
        ("2018-Q4", "after"),
        ("2019-Q2", "before"),
        ("2019", "not-known"),
    ],
)
def test_a_known_day_of_issue_is_compared(toys: CgtCatalogue, date: str, order: str) -> None:
    assert order_in_time(toys.guidelines[0], partial_date(date)) == order


def test_nothing_is_before_or_after_a_date_that_is_not_known(toys: CgtCatalogue) -> None:
    assert order_in_time(toys.guidelines[0], unknown_date("not-reported")) == "not-known"


def test_without_a_day_the_order_within_the_year_is_not_known(toys: CgtCatalogue) -> None:
    guideline = msgspec.structs.replace(toys.guidelines[0], statements=())
    assert guideline.issued == partial_date("2019")
    for day in ("2019-01-01", "2019-12-31"):
        assert order_in_time(guideline, partial_date(day)) == "not-known"


def test_counts_are_those_of_the_rows(china: CgtCatalogue) -> None:
    for product in china.products:
        bearings, moments, counted = timeline(china, product)
        certain = [one.guideline for one in bearings if one.group != "possible"]
        assert counted == PartialCount(len(certain), len(bearings))
        assert [one.approval for one in moments] == list(product.approvals)
        for moment in moments:
            orders = [order_in_time(one, moment.approval.approved) for one in certain]
            counts = [orders.count(order) for order in ("before", "not-known", "after")]
            assert counts == [moment.before, moment.unknown, moment.after]


def test_guidelines_are_in_order_of_years(china: CgtCatalogue) -> None:
    for product in china.products:
        years = [one.guideline.year for one in timeline(china, product)[0]]
        assert years == sorted(years)
