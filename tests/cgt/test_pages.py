"""The list of all kinds of page; pages of guidelines, editions and texts."""

import dataclasses
import re
from types import SimpleNamespace

from generator import build
from generator.cgt.catalogue import CgtCatalogue, when
from generator.cgt.facets import facets
from generator.cgt.pages import KINDS
from generator.cgt.pages.evidence import past_page
from generator.cgt.pages.guidelines import facet_page, guideline_page, named_by
from generator.cgt.pages.records import MOST, nearest, record_foot
from generator.cgt.pages.texts import first_letter
from generator.engine.counts import PartialCount
from generator.engine.moved import GONE_TEMPLATES as MOVED
from generator.engine.pages import Page
from generator.engine.plans import draw_figures
from generator.engine.snapshots import past_records
from generator.places import ROOT, TEMPLATES
from tests.loaded import templates, with_settings

from .conftest import renders


def test_every_record_has_its_page_and_none_is_written_twice(
    toys: CgtCatalogue, pages: dict[str, Page]
) -> None:
    assert {record.path for record in toys.with_pages()} <= set(pages)
    files = [page.file for page in pages.values()]
    assert len({file.casefold() for file in files}) == len(files)


def test_every_template_of_a_page_is_used_has_its_words_and_marks_nothing_as_safe() -> None:
    used = {f"{name}.html" for name in (*(kind.template for kind in KINDS), *MOVED)}
    assert used == {path.name for path in (TEMPLATES / "pages").iterdir()}
    for path in (TEMPLATES / "pages").iterdir():
        text = path.read_text("utf-8")
        assert "{% block title %}" in text, path
        assert "{% block description %}" in text, path
    for path in TEMPLATES.rglob("*.*"):
        assert not re.search(r"\bsafe\b", path.read_text("utf-8")), path


def test_a_long_list_is_cut_around_a_place() -> None:
    assert list(nearest(range(MOST), 3)) == list(range(MOST))
    assert list(nearest(range(100), 50)) == list(range(50 - MOST // 2, 50 + MOST // 2))
    assert list(nearest(range(100), 99)) == list(range(100 - MOST, 100))


def test_with_a_repository_a_row_is_linked_at_its_line(toys: CgtCatalogue) -> None:
    hosted = with_settings(toys, repository="https://example.org/toys/catalogue")
    link = record_foot(hosted, toys.products[0])["row_url"]
    assert link == "https://example.org/toys/catalogue/blob/HEAD/toy/products.csv?plain=1#L2"
    form = (ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text("utf-8")
    for field in ("record", "edition"):  # which links to the form fill in
        assert f"id: {field}\n" in form


def test_what_it_may_bear_on_is_listed_and_not_counted(china: CgtCatalogue) -> None:
    (guideline,) = [one for one in china.guidelines if "lentivirus" in one.id]
    context = guideline_page(china, guideline)
    counted = sum(len(approvals) for _, _, approvals in context["years"])
    assert context["drawn"] == PartialCount(counted, counted + 5)
    assert counted + 5 == context["of_approvals"]


def test_the_strip_has_every_guideline_of_its_subject(china: CgtCatalogue) -> None:
    for guideline in china.guidelines:
        context = guideline_page(china, guideline)
        assert sum(len(own) for _, own, _ in context["years"]) == context["of_subject"]
        assert guideline in context["siblings"]
        assert len(context["products"]) == len({row[0].id for row in context["approvals"]})
        assert guideline not in context["other_subjects"]


def test_guidelines_of_a_kind_are_listed_in_order_of_time(china: CgtCatalogue) -> None:
    for facet in facets(china).values():
        for value in facet.values:
            for own in (value.guidelines, [one.guideline for one in value.reached_by]):
                assert own == sorted(own, key=when)


def test_a_kind_of_therapy_lists_what_bears_on_it(china: CgtCatalogue) -> None:
    context = facet_page(china, china.terms["modality"]["car-t"])
    listed = {one.id for name in ("guidelines", "wider", "possible") for one in context[name]}
    assert len(listed) == sum(len(context[name]) for name in ("guidelines", "wider", "possible"))
    assert [one.id for one in context["possible"]] == ["replication-competent-lentivirus-detection"]


def test_a_document_is_cited_in_each_language_by_what_good_sources_say(china: CgtCatalogue) -> None:
    for guideline in china.guidelines:
        for tag in ("en", "zh-Hans"):
            said = named_by(guideline, tag)
            assert all(one.confidence != "weak" for one in said.values())
            issuers = [one for one in guideline.statements if one.property == "issuer"]
            languages = {one.lang for one in issuers if one.confidence != "weak"}
            assert tag not in languages or said["issuer"].lang == tag


def test_what_no_edition_has_yet_is_on_the_page_of_the_latest_one(toys: CgtCatalogue) -> None:
    draft = dataclasses.replace(toys, editions=toys.editions[:1])
    render = renders(draft)
    past = "/changes/2020-03-31/guidelines/toy-cells-making/"
    (change,) = past_page(draft, past_records(draft)[past])["since"]
    shown = render(past).html.partition('id="since"')[2]
    assert f"<ins>{change.after}</ins>" in shown
    assert "not given yet" in shown
    html = render("/guidelines/toy-cells-making/").html
    assert f'{past}#since">1 change since</a>' in html
    changes = render("/changes/").html
    assert f"{len(draft.unreleased_changes)} changes in all" in changes
    since = changes.partition('id="since"')[2].partition("</section>")[0]
    listed = draft.editions[-1].fingerprints
    new = [one.path for one in draft.with_pages() if one.path not in listed]
    assert new
    assert all(f'{path}">' in since for path in new)
    assert f'{past}#since">1 change</a>' in since


def test_titles_begin_with_a_letter_of_the_list_from_a_to_z() -> None:
    titles = ("toys", "“Toys”", "3 toys", "玩具", "Ünder")
    assert [first_letter(title) for title in titles] == ["T", "T", "0–9", "汉字", "0–9"]
    by_sound = {"《细胞》": "X", "瑞基": "R", "匝": "Z", "Toys": "T", "鑫": "汉字"}
    assert {title: first_letter(title, by_sound=True) for title in by_sound} == by_sound


def test_a_report_of_an_error_is_filled_in(toys: CgtCatalogue) -> None:
    macro = templates(toys).environment.get_template("parts/report.html").module.report
    filled = SimpleNamespace(repository="https://example.org/code/", contact="a@example.org")
    site = SimpleNamespace(settings=filled, edition_name="2020")
    link = macro(site, "Ü & co", "/products/x/")
    assert '"https://example.org/code/issues/new?template=correction.yml&amp;' in link
    assert "title=Error%3A+%C3%9C+%26+co&amp;record=%2Fproducts%2Fx%2F&amp;edition=2020" in link
    filled.repository = ""
    assert '"mailto:a@example.org?subject=Error%3A%20X%20%2B&amp;' in macro(site, "X +", "/x/")
    filled.contact = ""
    assert macro(site, "X", "/x/") == ""


def test_abbreviations_are_explained_but_not_in_the_glossary(toys: CgtCatalogue) -> None:
    plan = build.plan(toys, "toy")
    draw_figures([plan])
    plan.renderer.explain = lambda html: f"{html}explained"
    pages = {page.path: plan.renderer.render(page).html for page in plan.pages[:1]}
    pages |= {
        page.path: plan.renderer.render(page).html
        for page in plan.pages
        if page.path.startswith("/glossary/")
    }
    assert len(pages) > 2
    assert [path for path, html in pages.items() if html.endswith("explained")] == ["/"]
