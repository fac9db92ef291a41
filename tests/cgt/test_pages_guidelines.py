"""Pages of guidelines, and of what divides them and approvals."""

from types import SimpleNamespace

from generator.cgt.catalogue import CgtCatalogue, when
from generator.cgt.facets import FACETS, facets
from generator.cgt.pages.guidelines import facet_page, guideline_page, named_by
from generator.engine.counts import PartialCount
from generator.engine.pages import Page
from generator.engine.renderers import Renderer
from generator.engine.templates import plain


def test_approvals_are_those_that_it_bears_on_with_the_order_in_time(toys: CgtCatalogue) -> None:
    cells, general = (guideline_page(toys, one) for one in toys.core.guidelines)
    assert [(a.id, group, order) for _, a, group, order in cells["approvals"]] == [
        ("toycel-2019-02-03", "kind", "before"),
        ("toycel-2020-01-31", "kind", "before"),
    ]
    assert general["of_approvals"] == 4
    assert {group for _, _, group, _ in general["approvals"]} == {"general"}


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


def test_a_guideline_leads_to_its_official_text_or_to_the_list_of_its_issuer(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    testing = renderer.render(pages["/guidelines/toy-play-testing/"]).html
    assert '<a href="https://example.org/notice-7" rel="external">Notice 2019 No. 7</a>' in testing
    making = renderer.render(pages["/guidelines/toy-cells-making/"]).html
    assert '<a href="https://example.org/list" rel="external">' in making
    assert "not opened</a>" in making
    assert making.index("Official text") < making.index("Copies")
    assert "example.net/copy" not in making


def test_what_it_is_its_status_and_its_titles_come_first(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    wanted = {
        "cells-making": ["《玩具细胞制造技术指导原则（试行）》", "For trial implementation",
                         "2\u00a0January 2019", "Official text"],
        "play-testing": ["Official title in Chinese: not yet curated",
                         "How invented toys are tested",
                         "A draft for comment", "年第7号", "2020", "Official text",
                         "A later guideline that is invented too"],
    }  # fmt: skip
    for name, parts in wanted.items():
        html = renderer.render(pages[f"/guidelines/toy-{name}/"]).html
        parts = ["<h1", *parts, 'id="siblings"', 'id="products"', "<details"]
        places = [html.index(part, html.index("<dl") if part == "2020" else 0) for part in parts]
        assert places == sorted(places)


def test_guidelines_of_a_kind_are_listed_in_order_of_time(china: CgtCatalogue) -> None:
    for facet in facets(china).values():
        for value in facet.values:
            for own in (value.guidelines, [one.guideline for one in value.reached_by]):
                assert own == sorted(own, key=when)


def test_sentences_of_a_facet_count_what_is_there(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    sentences = {
        "/years/2020/": "Two approvals of two products and one guideline in the toy supplement;"
        " beyond it one approval and one document.",
        "/subjects/making/": "One guideline in the toy supplement; beyond it one document.",
        "/modalities/general/": "One guideline in the toy supplement.",
    }
    for path, sentence in sentences.items():
        assert renderer.render(pages[path]).description == sentence


def test_every_value_is_below_the_index_of_its_facet(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    for name, index in FACETS.items():
        paths = {value.path for value in facets(toys)[name].values}
        assert paths <= renderer.render(pages[index]).links
        assert all(pages[path].crumbs == (index,) for path in paths)


def test_a_kind_of_therapy_lists_what_bears_on_it(china: CgtCatalogue) -> None:
    context = facet_page(china, china.terms["modality"]["car-t"])
    listed = {one.id for name in ("guidelines", "wider", "possible") for one in context[name]}
    assert len(listed) == sum(len(context[name]) for name in ("guidelines", "wider", "possible"))
    assert [one.id for one in context["possible"]] == ["replication-competent-lentivirus-detection"]


def test_a_year_that_is_not_over_says_so(pages: dict[str, Page], renderer: Renderer) -> None:
    assert (
        "The lists of the toy supplement end on 30 June 2020"
        in renderer.render(pages["/years/2020/"]).html
    )
    assert (
        "The lists of the toy supplement end on 30 June 2020"
        not in renderer.render(pages["/years/2019/"]).html
    )


def test_a_holder_has_its_source_wording_and_history(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages["/holders/example-toys/"]).html
    assert 'id="source-wording"' in html
    assert 'id="history"' in html


def test_a_record_has_its_name_in_the_other_language_beside_it(renderer: Renderer) -> None:
    marks = renderer.templates.environment.get_template("parts/marks.html").module
    said = SimpleNamespace(property="name-zh", value="玩具", confidence="weak")
    english = SimpleNamespace(title="Toycel", main_title="", statements=[said])
    chinese = SimpleNamespace(title="玩具", main_title="Toycel", statements=[said])
    same = SimpleNamespace(title="玩具", main_title="玩具", statements=[said])
    found = [plain(str(marks.chinese(one, "name-zh"))) for one in (english, chinese, same)]
    assert found == ["玩具 unconfirmed", "Toycel", ""]


def test_the_document_itself_is_cited_by_what_sources_say_of_it(
    pages: dict[str, Page], renderer: Renderer, china: CgtCatalogue
) -> None:
    html = renderer.render(pages["/guidelines/toy-play-testing/"]).html
    cited = plain(html[html.index("The document itself:") :].partition("What this")[0])
    assert cited.split(":")[1].strip() == (
        "Invented Guideline for the Testing of <Toys> & Games, in “Quotes”. 2019年第7号. 2020"
    )
    assert "The document itself" not in renderer.render(pages["/guidelines/toy-robots-draft/"]).html
    for guideline in china.guidelines:
        for tag in ("en", "zh-Hans"):
            said = named_by(guideline, tag)
            assert all(one.confidence != "weak" for one in said.values())
            issuers = [one for one in guideline.statements if one.property == "issuer"]
            languages = {one.lang for one in issuers if one.confidence != "weak"}
            assert tag not in languages or said["issuer"].lang == tag
