"""Pages on what is behind the values, and on what changed."""

import dataclasses

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages import KINDS
from generator.cgt.pages.evidence import (
    changes_page,
    conditional_page,
    edition_page,
    past_page,
    remark_subjects,
    remarks_page,
)
from generator.engine.moved import all_pages
from generator.engine.pages import Page
from generator.engine.renderers import Renderer
from generator.engine.snapshots import past_records, past_titles

from .conftest import renderer_of


def test_the_evidence_page_shows_every_outcome_and_why_others_have_none(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    page = renderer.render(pages["/evidence/"])
    assert "from the stated numbers of subjects: 1 of 1 match" in page.description
    assert "matches 20/40" in page.html
    assert "<small>not a counted proportion</small>" in page.html


def test_every_remark_is_listed_with_where_it_is_shown(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    context, remarks = remarks_page(toys), toys.records["remarks"]
    assert sum(len(rows) for _, rows in context["by_kind"]) == context["count"] == len(remarks)
    paths = {context["subjects"][one.subject][1].partition("#")[0] for one in remarks}
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
    ((_, approval, days, owed, since),) = context["rows"]
    assert (days, owed, since) == ((toys.settings.as_of - approval.approved.first).days, [], [])
    assert renderer.render(pages["/evidence/conditional/"]).description == (
        "One approval in the toy supplement is marked as conditional. What was required after"
        " approval is not yet curated for any of them."
    )


def test_editions_are_listed_newest_first_with_their_counts(toys: CgtCatalogue) -> None:
    editions = changes_page(toys)["editions"]
    assert [edition.edition for edition, *_ in editions] == ["2020-06-30", "2020-03-31"]
    assert editions[0][2][1] == ("products", 3)


def test_the_changes_of_an_edition_are_grouped_by_the_record_that_shows_them(
    toys: CgtCatalogue,
) -> None:
    groups = edition_page(toys, toys.history.editions[0])["groups"]
    assert {path for _, path, _ in groups if path} <= set(past_titles(toys))
    assert sum(len(rows) for *_, rows in groups) == changes_page(toys)["editions"][0][1]


def test_the_first_edition_has_nothing_to_compare_with(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    assert "there is nothing before it" in renderer.render(pages["/changes/2020-03-31/"]).html
    later = renderer.render(pages["/changes/2020-06-30/"]).html
    assert "moved to" in later
    assert "was withdrawn" in later


def test_what_is_gone_says_where_it_went_and_keeps_its_history(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    moved = renderer.render(pages["/products/toyzel/"])
    assert (moved.title, moved.links & {"/products/toycel/"}) == ("Moved", {"/products/toycel/"})
    assert 'content="0; url=../toycel/"' in moved.html
    gone = renderer.render(pages["/guidelines/toy-dolls/"])
    assert gone.title == "Withdrawn"
    assert 'id="history"' in gone.html
    assert "/changes/2020-03-31/guidelines/toy-dolls/" in gone.links
    listed = renderer.render(pages["/evidence/not-here/"]).html
    assert "<b>Toydoll</b>: Dolls are toys too" in listed


def test_a_record_can_be_read_as_an_edition_has_it(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    edition = "/changes/2020-03-31/"
    page = renderer.render(pages[f"{edition}products/toyzel/"])
    assert f"{edition}products/toyzel/" in renderer.render(pages[edition]).links
    assert f"{edition}products/toyzel/" in renderer.render(pages["/products/toycel/"]).links
    assert {edition, "/products/toyzel/"} <= page.links  # where its new address is said
    assert '<meta name="robots" content="noindex">' in page.html
    assert page.title == "Toycel injection, in edition 2020-03-31"
    assert '<th scope="row">Type</th><td>toy-cells (Toy cells)</td>' in page.html


def test_what_no_edition_has_yet_is_on_the_page_of_the_latest_one(toys: CgtCatalogue) -> None:
    draft = dataclasses.replace(toys, editions=toys.editions[:1])
    own = {page.path: page for page in all_pages(KINDS, draft)}
    renderer = renderer_of(draft, own)
    past = "/changes/2020-03-31/guidelines/toy-cells-making/"
    (change,) = past_page(draft, past_records(draft)[past])["since"]
    shown = renderer.render(own[past]).html.partition('id="since"')[2]
    assert f"<ins>{change.after}</ins>" in shown
    assert "not given yet" in shown
    html = renderer.render(own["/guidelines/toy-cells-making/"]).html
    assert f'{past}#since">1 change since</a>' in html
    changes = renderer.render(own["/changes/"]).html
    assert f"There are {len(draft.unreleased_changes)} in all since 2020-03-31" in changes
