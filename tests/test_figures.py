"""Figures as values: their rows, their sentences, and that what is drawn is what the table says."""

import json
import re

import pytest

from generator.catalogues import Catalogue
from generator.cgt.colours import COLOURS
from generator.engine.drawings import draw
from generator.figures import FIGURES, all_figures, response_groups


@pytest.fixture(scope="module")
def figures(catalogue: Catalogue):
    return all_figures(catalogue)


def drawn_rows(spec: object) -> list[dict[str, object]]:
    """Every row of inline data within a Vega-Lite specification."""
    if isinstance(spec, dict):
        own = spec.get("data", {}).get("values", []) if isinstance(spec.get("data"), dict) else []
        named = [row for rows in spec.get("datasets", {}).values() for row in rows]
        inner = [row for key, v in spec.items() if key != "datasets" for row in drawn_rows(v)]
        return [*own, *named, *inner]
    if isinstance(spec, list):
        return [row for one in spec for row in drawn_rows(one)]
    return []


def test_every_figure_says_what_it_shows_and_what_it_counts(figures) -> None:
    assert len(figures) >= 7
    for figure in figures.values():
        assert figure.sentence.endswith(".")
        assert figure.definition.endswith(".")
        assert figure.source_ids
        assert all(len(row) == len(figure.columns) for row in figure.rows)


OF_TABLES = [make for make in FIGURES.values() if not make.__module__.endswith("applications")]


@pytest.mark.parametrize("make", OF_TABLES, ids=lambda make: make.__name__)
def test_every_number_that_is_drawn_stands_in_the_table(catalogue: Catalogue, make) -> None:
    figure = make(catalogue)
    files = draw(figure, "Source.", COLOURS)
    table = " ".join(str(cell) for row in figure.rows for cell in row)
    numbers = set(re.findall(r"\d+(?:\.\d+)?", table))
    rows = drawn_rows(json.loads(files["figure.json"]))
    counts = [row[name] for row in rows for name in ("count", "total", "value") if name in row]
    assert counts or figure.id == "approvals-in-time"
    for count in counts:
        assert not count or f"{count:g}" in {f"{float(number):g}" for number in numbers}


def test_the_table_of_a_stacked_figure_adds_up(figures) -> None:
    for id in ("guidelines-per-year", "approvals-per-year"):
        for _, *parts, total in figures[id].rows:
            assert sum(parts) == total


def test_counts_agree_with_the_records(catalogue: Catalogue, figures) -> None:
    assert sum(row[-1] for row in figures["guidelines-per-year"].rows) == len(catalogue.guidelines)
    assert sum(row[-1] for row in figures["approvals-per-year"].rows) == len(catalogue.approvals)
    assert figures["cumulative"].rows[-1][1:] == (
        len(catalogue.guidelines),
        len(catalogue.approvals),
    )
    cells = [cell for row in figures["guideline-map"].rows for cell in row[1:]]
    assert sum(cells) == sum(len(guideline.scopes) for guideline in catalogue.guidelines)


def test_unlike_results_stand_in_different_groups(catalogue: Catalogue) -> None:
    groups = response_groups(catalogue)
    for (disease, measure), results in groups.items():
        assert {approval.disease for _, approval, _ in results} == {disease}
        assert {end.measure for _, _, end in results} == {measure}
        dates = [approval.approved for _, approval, _ in results]
        assert dates == sorted(dates)
    assert sum(map(len, groups.values())) == 15


def test_sentences_are_computed(toy_catalogue: Catalogue) -> None:
    said = {figure.id: figure.sentence for figure in all_figures(toy_catalogue).values()}
    assert said == {
        "cumulative": "From 2019 to June 2020 the source lists 2 guidelines and 3 approvals.",
        "guidelines-per-year": "The most guidelines in one year came in 2019 and 2020: 1 of 2 "
        "each.",
        "guideline-map": "6 of 8 fields are empty; no guideline at all names Soft toy cells or "
        "Toy genes.",
        "approvals-in-time": "1 of 2 products was approved more than once; 2020 to June brought "
        "Toycel injection and Toygene.",
        "approvals-per-year": "1 of 3 approvals was conditional.",
        "response-rates": "1 response rate of 1 product; the widest "
        "interval, of Toycel injection (month 3), runs from 33.8% to 66.2%.",
        "clinical-stages": "The largest count, 7, is of toy cells in exploratory trials.",
    }


def test_every_figure_has_the_id_that_it_is_listed_by(catalogue: Catalogue) -> None:
    for id, make in FIGURES.items():
        assert make(catalogue).id == id
