"""Pages of figures, drawn or awaited."""

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.figures import all_figures
from generator.cgt.pages.trends import AWAITED, STORY, trends_page
from generator.engine.pages import Page
from generator.engine.render import Renderer


def test_every_figure_is_in_the_story_once(china: CgtCatalogue) -> None:
    told = [figure.id for figures in trends_page(china)["story"].values() for figure, _ in figures]
    assert sorted(told) == sorted(all_figures(china))
    assert set(AWAITED) <= {one for ids in STORY.values() for one in ids}


def test_a_figure_has_its_page_and_one_to_embed(
    toys: CgtCatalogue, pages: dict[str, Page], renderer: Renderer
) -> None:
    for figure in all_figures(toys).values():
        page, embedded = (renderer.render(pages[f"{figure.path}{x}"]) for x in ("", "embed/"))
        assert page.title == embedded.title
        assert pages[figure.path].record is figure
        assert pages[f"{figure.path}embed/"].record is None
        assert 'content="noindex"' in embedded.html


def test_a_figure_without_numbers_says_what_is_known(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    for name in AWAITED:
        page = renderer.render(pages[f"/trends/{name}/"])
        assert page.description.startswith("Not drawn:")
        assert "Applications mapped" in page.html
