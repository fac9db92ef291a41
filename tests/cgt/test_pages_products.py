"""Pages of products and approvals, one by one and side by side."""

import re
from pathlib import Path

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages import KINDS
from generator.cgt.pages.comparisons import arising, compare, compared_types
from generator.cgt.pages.products import disease_rates, product_page
from generator.engine.counts import PartialCount
from generator.engine.pages import Page, pages_of
from tests.conftest import add, load
from tests.loaded import templates


def test_no_context_holds_the_catalogue(toys: CgtCatalogue, pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert toys not in page.context().values(), page.path


def test_its_rates_stand_first_among_those_for_the_same_disease(china: CgtCatalogue) -> None:
    shown = {product.id: disease_rates(china, product) for product in china.products}
    assert not shown["dalnacogene-ponparvovec"]  # the one product for its disease
    blocks = shown["relmacabtagene-autoleucel"]
    assert [disease.id for disease, _ in blocks] == ["large-b-cell-lymphoma"]
    for product_id, own in shown.items():
        for disease, results in own:
            mine = [one.product.id == product_id for one in results]
            assert mine == sorted(mine, reverse=True)
            assert 0 < sum(mine) < len(mine)
            assert {one.approval.disease for one in results} == {disease.id}


def test_of_many_results_the_nearest_to_its_own_are_shown(
    china: CgtCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cgt.pages.records.MOST", 1)
    (_, results), *_ = disease_rates(china, china.core.products[1])
    assert len({one.product.id for one in results}) == 2


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("diseases/follicular-lymphoma", ["relmacabtagene-autoleucel"] * 2),
        ("modalities/stem-cells", []),  # it has one rate: there is nothing to compare
        ("diseases/graft-versus-host-disease", []),
        ("compare/cd19-car-t", ["axicabtagene-ciloleucel", *["relmacabtagene-autoleucel"] * 6,
                                "inaticabtagene-autoleucel"]),
    ],
)  # fmt: skip
def test_rates_are_drawn_where_there_are_two_to_compare(
    site: Path, path: str, drawn: list[str]
) -> None:
    html = (site / path / "index.html").read_text("utf-8")
    rows = html.partition('<h2 id="rates">')[2].partition("</section>")[0].split("<tr>")
    products = [re.findall(r"/products/([\w-]+)/", row)[0] for row in rows if "<svg" in row]
    assert products == drawn


def test_guidelines_are_in_three_groups_and_what_may_bear_says_so(
    china: CgtCatalogue,
) -> None:
    product = next(one for one in china.products if one.id == "ciltacabtagene-autoleucel")
    context = product_page(china, product)
    assert list(context["guidelines"]) == ["kind", "feature", "general"]
    ((one, _),) = context["guidelines"]["feature"]
    assert (one.group, context["counted"]) == ("possible", PartialCount(14, 15))
    assert sum(map(len, context["guidelines"].values())) == context["of_guidelines"]


def test_every_result_is_once_in_the_row_of_its_disease_measure_and_time(
    china: CgtCatalogue,
) -> None:
    placed = [
        end.id
        for group in compare(china, china.products)
        for row in group.rows
        for product_id, results in row.results.items()
        for approval, end in results
        if (approval.disease, approval.product_id) == (group.disease.id, product_id)
        and end.measure == row.measure.id
        and end.time_point in (row.time.id if row.time else None, "not-applicable")
    ]
    ends = [end.id for _, approval in china.approvals for end in approval.endpoints]
    assert sorted(placed) == sorted(ends)


def test_every_approval_is_once_under_its_disease(china: CgtCatalogue) -> None:
    groups = compare(china, china.products)
    placed = [one.id for group in groups for own in group.approvals.values() for one in own]
    assert sorted(placed) == sorted(approval.id for _, approval in china.approvals)


def test_each_type_with_two_products_has_its_page(china: CgtCatalogue, toys: CgtCatalogue) -> None:
    for catalogue in (china, toys):
        types = [product.type for product in catalogue.products]
        wanted = [one for one in catalogue.terms["type"] if types.count(one) > 1]
        assert [term.id for term, _ in compared_types(catalogue)] == wanted


def test_a_class_goes_on_on_pages_of_a_few_products(china: CgtCatalogue) -> None:
    kind = next(one for one in KINDS if one.template == "compare_class")
    first, second, *_ = pages_of([kind._replace(rows=2)], china)
    assert second.path == f"{first.path}page/2/"
    assert [len(page.context()["products"]) for page in (first, second)] == [2, 2]
    assert first.context()["of_type"] == second.context()["of_type"] == 4


def test_a_question_that_does_not_arise_is_not_called_unknown(china: CgtCatalogue) -> None:
    fits = arising(china, china.products)
    assert {"binder", "promoter"} <= fits["pcar-19b"]  # of no source so far
    assert {"target", "transgene", "vector"} <= fits["pcar-19b"]
    assert {"transgene", "promoter", "capsid", "vector"} <= fits["dalnacogene-ponparvovec"]
    assert not {"target", "binder", "cell-source"} & fits["dalnacogene-ponparvovec"]
    assert "capsid" in fits["oncorine"]
    assert "capsid" not in fits["donaperminogene-seltoplasmid"]
    assert not {"target", "transgene", "promoter", "vector", "capsid"} & fits["amimestrocel"]


def test_an_approval_without_a_date_hides_no_earlier_one(toy: Path) -> None:
    row = "toycel-not-reported,toycel,not-reported,not-reported,A disease of play,"
    row += "disease-of-play,not-reported,not-applicable,none,not-reported,not-reported,"
    row += "toy-article,,,one-good-source"
    add(toy, "approvals", row)
    toycel = {one.id: one for one in load(toy).products}["toycel"]
    dates = [str(one.approved) for one in toycel.approvals]
    assert dates == ["2019-02-03", "2020-01-31", "not-reported"]
    shown = product_page(load(toy), toycel)["approvals"]
    assert [str(one.approved) for one in shown] == ["2020-01-31", "2019-02-03", "not-reported"]


def test_an_approval_without_a_date_says_why_it_is_listed_last(
    china: CgtCatalogue,
) -> None:
    dates = [approval.approved for _, approval in china.approvals[::-1]]
    assert [one.precision for one in dates].index("unknown") == len(dates) - 1
    marks = templates(china).environment.get_template("parts/marks.html").module
    said = marks.approved_listed(china.approvals[0][1], "/products/pcar-19b/")
    assert "day not known, so listed last" in said
    assert "listed last" not in marks.approved_listed(china.approvals[1][1], "/x/")
