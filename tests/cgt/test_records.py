"""Records of this catalogue as pages have them."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import facets, guideline_filters
from generator.cgt.pages.records import record_foot
from generator.places import ROOT
from tests.conftest import load
from tests.loaded import with_settings


def test_approvals_come_in_order_of_time_with_their_product(toys: CgtCatalogue) -> None:
    assert [(product.id, str(approval.approved)) for product, approval in toys.approvals] == [
        ("toycel", "2019-02-03"),
        ("toycel", "2020-01-31"),
        ("toygene", "2020-04-05"),
        ("toyrobot", "2020-Q3"),
    ]
    toycel, toygene, toyrobot = toys.products
    assert [one.in_supplement for one in toys.products] == [True, True, False]
    assert toyrobot.approvals[0].status == "unknown"
    assert [end.measure for end in toygene.approvals[0].endpoints] == ["tt", "mtt"]
    assert toycel.holder.statements[0].value == "Example Toys Co., Ltd."
    assert toycel.approvals[0].pivotal.statements[0].corroborating[0].id == "toy-notice-7"
    assert toycel.approvals[1].pivotal is None


def test_digits_are_as_printed_and_numbers_are_for_drawing(toys: CgtCatalogue) -> None:
    turnover, time = toys.products[1].approvals[0].endpoints
    assert (turnover.value, turnover.number, turnover.bounds) == ("1.50", 1.5, (0.75, 3.0))
    assert (time.upper, time.bounds) == ("NA", None)
    assert toys.products[0].approvals[0].endpoints[1].number is None


def test_a_modality_has_its_wider_ones_and_its_group(toys: CgtCatalogue) -> None:
    line = [term.id for term in toys.modality_line("soft-toy-cells")]
    assert line == ["soft-toy-cells", "toy-cells"]
    assert toys.groups["soft-toy-cells"] == "toy-cells"
    assert toys.groups["toy-genes"] == "general"


def test_a_filter_answers_as_the_page_of_its_value_lists(china: CgtCatalogue) -> None:
    for one in guideline_filters(china):
        if facet := facets(china).get(one.name):
            pages = {value.id: {g.id for g in value.guidelines} for value in facet.values}
            assert all(answer.records == pages[answer.id] for answer in one.answers)


def test_with_a_repository_a_row_is_linked_at_its_line(toys: CgtCatalogue) -> None:
    hosted = with_settings(toys, repository="https://example.org/toys/catalogue")
    link = record_foot(hosted, toys.products[0])["row_url"]
    assert link == "https://example.org/toys/catalogue/blob/HEAD/toy/products.csv?plain=1#L2"
    form = (ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text("utf-8")
    for field in ("record", "edition"):  # which links to the form fill in
        assert f"id: {field}\n" in form


def test_a_second_approval_on_the_same_day_takes_a_word_behind_its_date(toy) -> None:
    for table in ("approvals", "remarks"):
        path = toy / f"{table}.csv"
        text = path.read_text("utf-8").replace("toycel-2020-01-31", "toycel-2019-02-03-again")
        text = text.replace("again,toycel,2020-01-31,2020/1/31", "again,toycel,2019-02-03,2019/2/3")
        path.write_text(text, "utf-8")
    anchors = [approval.anchor for approval in load(toy).products[0].approvals]
    assert anchors == ["approval-2019-02-03", "approval-2019-02-03-again"]
