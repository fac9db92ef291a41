"""Figures as values: their rows, their sentences, and that what is drawn is what the table says."""

import json
import re

import pytest

from generator.catalogues import Catalogue
from generator.drawings import draw
from generator.figures import FIGURES, all_figures, response_groups
from generator.figures.figure import period, stacked


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
    files = draw(figure, "Source.")
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


def test_a_year_that_the_data_end_in_is_named_as_a_part(catalogue: Catalogue) -> None:
    as_of = catalogue.edition.as_of
    assert period(as_of.year, as_of) == "2025|to June"
    assert period(as_of.year - 1, as_of) == "2024"
    assert period(as_of.year, as_of.replace(month=12, day=31)) == "2025"


def test_segments_of_a_bar_stand_on_each_other() -> None:
    rows = [{"x": "a", "n": 2}, {"x": "a", "n": 0}, {"x": "a", "n": 3}, {"x": "b", "n": 1}]
    found = stacked(rows, "x", "n")
    assert [(row["from"], row["to"], row["mid"]) for row in found] == [
        (0, 2, 1),
        (2, 5, 3.5),
        (0, 1, 0.5),
    ]


def test_every_figure_has_the_id_that_it_is_listed_by(catalogue: Catalogue) -> None:
    for id, make in FIGURES.items():
        assert make(catalogue).id == id
