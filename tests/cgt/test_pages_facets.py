"""Indexes of the facets, and the pages of their values."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.facets import facet_records
from generator.cgt.pages.facets import facet_page, index_above
from generator.engine.pages import Page
from generator.engine.render import Renderer


def test_sentences_count_what_is_there(pages: dict[str, Page], renderer: Renderer) -> None:
    sentences = {
        "/years/2020/": "Two approvals of two products and one guideline.",
        "/subjects/making/": "One guideline.",
        "/modalities/general/": "One guideline.",
    }
    for path, sentence in sentences.items():
        assert renderer.render(pages[path]).description == sentence


def test_every_value_is_below_the_index_of_its_facet(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    for record in facet_records(toys):
        (above,) = index_above(record)
        assert record.path.startswith(above)
        assert record.path in renderer.render(pages[above]).links


def test_a_kind_of_therapy_lists_what_bears_on_it(china: CgtCatalogue) -> None:
    context = facet_page(china, china.terms["modality"]["car-t"])
    listed = {one.id for name in ("guidelines", "wider", "possible") for one in context[name]}
    assert len(listed) == sum(len(context[name]) for name in ("guidelines", "wider", "possible"))
    assert [one.id for one in context["possible"]] == ["replication-competent-lentivirus-detection"]


def test_a_year_that_is_not_over_says_so(pages: dict[str, Page], renderer: Renderer) -> None:
    assert "The year is not complete" in renderer.render(pages["/years/2020/"]).html
    assert "The year is not complete" not in renderer.render(pages["/years/2019/"]).html


def test_a_holder_has_its_source_wording_and_history(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages["/holders/example-toys/"]).html
    assert 'id="source-wording"' in html
    assert 'id="history"' in html
