"""Figures: what is drawn is what the table says, and nothing else makes a new drawing."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import altair
import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.colours import COLOURS
from generator.cgt.definition import CGT
from generator.cgt.figures import FIGURES, all_figures
from generator.engine.drawings import drawing_code, drawing_name
from generator.engine.figures import words_of
from generator.engine.problems import DataProblems
from generator.engine.templates import Text
from generator.places import STATIC
from tests.conftest import load
from tests.loaded import templates


def data_rows(spec: object) -> list[dict[str, Any]]:
    """Every row of inline data within a Vega-Lite specification."""
    if isinstance(spec, dict):
        own = spec.get("data", {}).get("values", []) if isinstance(spec.get("data"), dict) else []
        named = [row for rows in spec.get("datasets", {}).values() for row in rows]
        inner = [row for key, part in spec.items() if key != "datasets" for row in data_rows(part)]
        return [*own, *named, *inner]
    return [row for one in spec for row in data_rows(one)] if isinstance(spec, list) else []


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_every_number_that_is_drawn_is_in_the_table(catalogue: CgtCatalogue, make: Any) -> None:
    figure = make(catalogue)
    assert figure.id in FIGURES
    if not figure.rows:
        return  # it is awaited
    assert figure.source_ids
    assert all(len(row) == len(figure.columns) for row in figure.rows)
    table = " ".join(str(cell) for row in figure.rows for cell in row)
    numbers = {f"{float(number):g}" for number in re.findall(r"\d+(?:\.\d+)?", table)}
    rows = data_rows(figure.chart(altair, True).to_dict(validate=False))
    shown = [row[name] for row in rows for name in ("count", "total", "value") if name in row]
    assert shown or figure.id == "approvals-in-time"
    drawn = {f"{float(one):g}" for cell in shown for one in re.findall(r"\d+(?:\.\d+)?", str(cell))}
    assert drawn - {"0"} <= numbers


def test_words_of_figures_are_sentences(catalogue: CgtCatalogue) -> None:
    for figure in all_figures(catalogue).values():
        words = words_of(figure, templates(catalogue).text)
        assert words.sentence.endswith(".")
        assert words.definition.endswith(".")


def test_counts_agree_with_the_records(catalogue: CgtCatalogue) -> None:
    rows = {name: figure.rows for name, figure in all_figures(catalogue).items()}
    assert sum(row[-1] for row in rows["guidelines-per-year"]) == len(catalogue.guidelines)
    assert sum(row[-1] for row in rows["approvals-per-year"]) == len(catalogue.approvals)
    totals = len(catalogue.guidelines), len(catalogue.approvals)
    assert rows["cumulative"][-1][1:] == totals
    cells = [cell for row in rows["guideline-map"] for cell in row[1:]]
    assert sum(cells) == len(catalogue.guidelines)
    for name in ("guidelines-per-year", "approvals-per-year"):
        for _, *parts, total in rows[name]:
            assert sum(parts) == total


class Spelled:
    """In the place of altair: what is made of it, spelled out."""

    def __init__(self, spelling: str) -> None:
        self.spelling = spelling

    def __repr__(self) -> str:
        return self.spelling

    def __getattr__(self, name: str) -> "Spelled":
        return Spelled(f"{self.spelling}.{name}")

    def __call__(self, *values: Any, **named: Any) -> "Spelled":
        return Spelled(f"{self.spelling}({values}, {named})")


def charts(catalogue: CgtCatalogue, text: Text) -> dict[str, tuple[str, str]]:
    """What is drawn of each figure, and the name of its drawing."""
    code = drawing_code(CGT.chart_modules)
    return {
        name: (
            f"{figure.chart(Spelled('alt'), True)} {words}",
            drawing_name(figure, words, "", code),
        )
        for name, figure in all_figures(catalogue).items()
        for words in [words_of(figure, text)]
    }


def test_nothing_changes_a_drawing_that_does_not_change_its_name(toy: Path) -> None:
    """The first row of each table is altered wherever the tables stay sound."""
    text = templates(load(toy)).text
    before, changed = charts(load(toy), text), set()
    for path in sorted(toy.glob("*.csv")):
        table = path.read_text("utf-8")
        header, *rows = csv.reader(io.StringIO(table))
        for i, cell in enumerate(rows[0] if rows else ()):
            rows[0][i] = {"yes": "no", "no": "yes"}.get(cell, f"{cell} more")
            write(path, [header, *rows])
            try:
                load(toy)
            except DataProblems:
                rows[0][i] = cell
        write(path, [header, *rows])
        for name, (chart, drawing) in charts(load(toy), text).items():
            if chart != before[name][0]:
                assert drawing != before[name][1], (name, path.name)
                changed.add(name)
        path.write_text(table, "utf-8")
    assert changed >= {"guideline-map", "approvals-in-time", "response-rates"}


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def test_every_colour_is_a_variable_of_the_stylesheet() -> None:
    css = (STATIC / "site.css").read_text("utf-8")
    light, dark, chosen = re.split(r"prefers-color-scheme: dark|data-theme=\"dark\"", css)[:3]
    for name, colour in COLOURS.items():
        assert f"--{name}: {colour}" in light.replace("#fff;", "#ffffff;")
        assert f"--{name}: " in dark.split("}")[0]
    named = re.compile(r"--\S+: [^;]+;")  # dark by choice is dark by system
    assert named.findall(dark.split("}")[0]) == named.findall(chosen.split("}")[0])


def test_the_live_runtime_is_the_major_version_that_the_specifications_are_for() -> None:
    import vl_convert

    words = (STATIC / "vendor/vega/README.md").read_text("utf-8")
    assert vl_convert.get_vega_version().split(".")[0] == words.split("vega-view ")[1][0]
