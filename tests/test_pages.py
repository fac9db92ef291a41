"""The list of all pages, as values, without rendering one."""

from generator.catalogues import Catalogue
from generator.pages.page import MOST, NAVIGATION, around, bears_on, counts, kinds, number

from .conftest import pages_of


def test_no_two_pages_are_written_to_one_file(catalogue: Catalogue) -> None:
    files = [page.file for page in pages_of(catalogue)]
    assert len({file.casefold() for file in files}) == len(files)


def test_every_record_has_its_page(catalogue: Catalogue) -> None:
    paths = {page.path for page in pages_of(catalogue)}
    records = (*catalogue.products, *catalogue.guidelines, *catalogue.holders)
    assert {record.path for record in records} <= paths
    for list, path in (("subject", "subjects"), ("type", "types"), ("modality", "modalities")):
        assert {f"/{path}/{id}/" for id in catalogue.terms[list]} <= paths
    assert {f"/years/{year}/" for year in catalogue.years} <= paths


def test_every_page_says_what_it_is_about(catalogue: Catalogue) -> None:
    for page in pages_of(catalogue):
        assert page.title
        assert page.description.endswith((".", "China")), page.description


def test_the_navigation_leads_to_pages(catalogue: Catalogue) -> None:
    paths = {page.path for page in pages_of(catalogue)}
    assert {path for _, path in NAVIGATION} <= paths


def test_counts_are_of_the_records(toy_catalogue: Catalogue) -> None:
    found = counts(toy_catalogue)
    assert (found["products"], found["approvals"], found["conditional"]) == (2, 3, 1)
    assert (found["regular"], found["trial_implementation"]) == (2, 1)


def test_a_guideline_bears_on_products_of_its_kind_and_narrower(toy_catalogue: Catalogue) -> None:
    cells, general = toy_catalogue.guidelines
    soft, genes = toy_catalogue.products
    assert bears_on(cells, kinds(toy_catalogue, soft))
    assert not bears_on(cells, kinds(toy_catalogue, genes))
    assert bears_on(general, kinds(toy_catalogue, genes))


def test_a_long_list_is_cut_around_its_place() -> None:
    assert list(around(range(MOST), 3)) == list(range(MOST))
    assert list(around(range(100), 50)) == list(range(50 - MOST // 2, 50 + MOST // 2))
    assert list(around(range(100), 99)) == list(range(100 - MOST, 100))


def test_small_numbers_are_words() -> None:
    assert [number(n) for n in (0, 2, 10, 11, 1200)] == ["no", "two", "ten", "11", "1,200"]


def test_a_kind_of_therapy_lists_what_reaches_it_from_above(catalogue: Catalogue) -> None:
    pages = {page.path: page for page in pages_of(catalogue)}
    aav = pages["/modalities/aav/"].context["value"]
    product = next(p for p in catalogue.products if p.id == "dalnacogene-ponparvovec")
    wanted = {
        guideline.id
        for guideline in catalogue.guidelines
        if bears_on(guideline, kinds(catalogue, product))
    }
    assert wanted <= {guideline.id for guideline in (*aav.guidelines, *aav.wider)}
    assert not {g.id for g in aav.guidelines} & {g.id for g in aav.wider}
