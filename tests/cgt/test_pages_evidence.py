"""Pages on what is behind the values."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages.evidence import conditional_page, remark_subjects, remarks_page
from generator.engine.pages import Page
from generator.engine.render import Renderer


def test_the_evidence_page_shows_every_outcome_and_why_others_have_none(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    page = renderer.render(pages["/evidence/"])
    assert page.description.startswith("1 of 1 response rates reproduce")
    assert "reproduces: 20/40" in page.html
    assert "<small>not a counted proportion</small>" in page.html


def test_every_remark_is_listed_with_where_it_is_shown(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    context = remarks_page(toys)
    assert (
        sum(len(rows) for _, rows in context["by_kind"])
        == context["count"]
        == len(toys.records["remarks"])
    )
    paths = {path.partition("#")[0] for _, rows in context["by_kind"] for *_, path in rows}
    assert paths <= renderer.render(pages["/evidence/remarks/"]).links


def test_everything_that_a_remark_may_be_about_has_a_title_and_an_address(
    toys: CgtCatalogue,
) -> None:
    subjects = remark_subjects(toys)
    product, approval = toys.approvals[0]
    assert subjects[product.id] == (product.name, product.path)
    assert subjects[approval.id] == (f"{product.name}, 2019", approval.path)
    assert subjects[approval.endpoints[0].id][0].startswith(f"{product.name}, 2019, ")
    assert approval.pivotal
    assert subjects[approval.pivotal.id][1] == f"{product.path}#trial-{approval.pivotal.id}"


def test_the_register_counts_days_to_the_cut_off(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    context = conditional_page(toys)
    ((_, approval, days, owed),) = context["rows"]
    assert (days, owed) == ((toys.settings.as_of - approval.approved).days, [])
    assert renderer.render(pages["/evidence/conditional/"]).description == (
        "One approval was conditional. What the holder still owes is stated for none of them."
    )
