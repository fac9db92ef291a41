"""Figures: what is drawn is what the table says, and nothing else makes a new drawing."""

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import altair
import pytest
import vl_convert

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.definition import CGT
from generator.cgt.figures import FIGURES, all_figures
from generator.cgt.figures.products import approvals_in_time, response_rates
from generator.cgt.figures.therapies import COLOURS
from generator.engine.drawings import drawing_name
from generator.engine.figures import words_of
from generator.places import STATIC
from tests.conftest import add, load, problems
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
def test_every_number_that_is_drawn_is_in_the_table(china: CgtCatalogue, make: Any) -> None:
    figure = make(china)
    assert figure.id in FIGURES
    if not figure.rows:
        return  # it is awaited
    assert figure.sources
    assert all(len(row) == len(figure.columns) for row in figure.rows)
    table = " ".join(str(cell) for row in figure.rows for cell in row)
    numbers = {f"{float(number):g}" for number in re.findall(r"\d+(?:\.\d+)?", table)}
    rows = data_rows(figure.chart(altair, figure, True).to_dict())  # which checks the chart
    shown = [row[name] for row in rows for name in ("count", "total", "value") if name in row]
    assert shown or figure.id == "approvals-in-time"
    drawn = {f"{float(one):g}" for cell in shown for one in re.findall(r"\d+(?:\.\d+)?", str(cell))}
    assert drawn - {"0"} <= numbers


def test_marks_and_rows_lead_to_pages_and_parts_of_pages_that_there_are(
    china: CgtCatalogue, site: Path
) -> None:
    for figure in all_figures(china).values():
        assert len(figure.paths) in (0, len(figure.rows))
        for path in {*figure.paths, *(row.get("path", "") for row in figure.data)} - {""}:
            page, _, part = path.partition("#")
            html = (site / page[1:] / "index.html").read_text("utf-8")
            assert not part or f' id="{part}"' in html, path
    figures = all_figures(china)
    linked = {name for name, figure in figures.items() if figure.paths}
    assert linked == {name for name in figures if not name.startswith("ind-")}


def test_kinds_of_approval_have_one_colour_in_every_figure(china: CgtCatalogue) -> None:
    css = (STATIC / "site.css").read_text("utf-8")
    for name in ("approvals-in-time", "approvals-per-year"):
        legend = {one.name: one.colour for one in all_figures(china)[name].series}
        assert legend == {"Regular": "regular", "Conditional": "open"}
        for kind, colour in legend.items():
            assert re.search(rf"\.{kind.lower()} {{ color: var\(--{colour}\)", css)
    drawn = all_figures(china)["approvals-in-time"].data
    pairs = {(row["series"], row["colour"]) for row in drawn if "series" in row}
    assert pairs == {("Regular", COLOURS["regular"]), ("Conditional", COLOURS["open"])}


def test_words_of_figures_are_sentences(china: CgtCatalogue) -> None:
    for figure in all_figures(china).values():
        words = words_of(figure, templates(china).text)
        assert words.sentence.endswith(".")
        assert words.definition.endswith(".")


def test_counts_agree_with_the_records(china: CgtCatalogue) -> None:
    rows = {name: figure.rows for name, figure in all_figures(china).items()}
    guidelines, approvals = len(china.core.guidelines), len(china.core.approvals)
    assert rows["cumulative"][-1][1:] == (guidelines, approvals)
    assert sum(cell for row in rows["guideline-map"] for cell in row[1:]) == guidelines
    for name, count in (("guidelines-per-year", guidelines), ("approvals-per-year", approvals)):
        assert sum(row[-1] for row in rows[name]) == count
        assert all(sum(parts) == total for _, *parts, total in rows[name])


def test_a_chart_shows_nothing_that_is_not_in_the_name_of_its_drawing(
    china: CgtCatalogue, toys: CgtCatalogue
) -> None:
    """It is a function of the figure's numbers and legend alone; all else is constant."""
    others = all_figures(toys)
    for name, figure in all_figures(china).items():
        bare = replace(figure, values={}, sources=())
        charts = [one.chart(altair, one, True).to_dict(validate=False) for one in (figure, bare)]
        assert charts[0] == charts[1], name
        function = getattr(figure.chart, "func", figure.chart)
        assert function.__closure__ is None
        assert getattr(figure.chart, "keywords", 0) == getattr(others[name].chart, "keywords", 0)
        other = replace(figure, data=[*figure.data, {"x": 1}])
        words = words_of(figure, templates(china).text)
        names = {drawing_name(one, words, "", "") for one in (figure, bare, other)}
        assert len(names) == 2


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


def test_published_counts_do_not_depend_on_our_records(china: CgtCatalogue) -> None:
    """The stand-in has words and statements alone: asking it for products or approvals fails."""
    words = SimpleNamespace(terms=china.terms, groups=china.groups)
    stages = FIGURES["clinical-stages"](words)
    assert stages.rows == all_figures(china)["clinical-stages"].rows
    assert ("CAR-T", "72", "15", "7", "9") in stages.rows


def test_numbers_are_said_to_be_of_the_supplement_only_where_no_other_source_gives_any(
    china: CgtCatalogue, site: Path
) -> None:
    for figure in all_figures(china).values():
        own = {source.kind for source in figure.sources} <= {"supplement"}
        page = (site / figure.path.lstrip("/") / "index.html").read_text("utf-8")
        assert ("Numbers from the supplement" in page) is own, figure.id
        line = CGT.source_line(china, figure, templates(china).text)
        assert all(source.publisher in line for source in figure.sources)  # in a picture too


def test_a_number_of_subjects_that_is_doubted_is_marked_where_its_rates_are_drawn(
    site: Path,
) -> None:
    for path in ("compare/cd19-car-t", "products/relmacabtagene-autoleucel"):
        assert (site / path / "index.html").read_text("utf-8").count("fits 58, not 59") >= 2, path
    assert "n = 59 (?)" in (site / "trends/response-rates/index.html").read_text("utf-8")


def test_of_many_lines_the_latest_are_drawn_and_the_others_counted(
    china: CgtCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cgt.figures.products.MOST_DRAWN", 3)
    lines, rates = approvals_in_time(china), response_rates(china)
    assert [row["row"] for row in lines.data if "label" in row] == [0, 1, 2]
    assert (lines.values["left"], len(lines.rows)) == (5, 11)
    assert sum("number" in row for row in rates.data) == 3
    assert (rates.values["left"], len(rates.rows)) == (12, 15)
    shown = {path for _, path in lines.table}
    assert shown == {row["path"] for row in lines.data if "date" in row}
    assert {path for _, path in rates.table} == {row["path"] for row in rates.data if "path" in row}
    for figure in (lines, rates):
        assert "more are in the CSV of the figure" in words_of(figure, templates(china).text).note


def test_a_time_axis_begins_with_what_it_shows(toy: Path) -> None:
    first = approvals_in_time(load(toy)).data[0]["from"]
    row = (toy / "approvals.csv").read_text("utf-8").splitlines()[-1]
    beyond = row.replace(
        "toyrobot-2020-q3,toyrobot,2020-Q3,Q3 2020", "toycel-1999,toycel,1999,1999"
    )
    assert beyond != row
    add(toy, "approvals", beyond)
    assert problems(toy) == []
    assert approvals_in_time(load(toy)).data[0]["from"] == first


def test_no_picture_is_cut_at_its_right_edge(site: Path) -> None:
    pictures = [*site.glob("trends/*/*.svg"), *site.glob("zh/trends/*/*.svg")]
    assert len(pictures) > 10
    for picture in pictures:
        svg = picture.read_text("utf-8")
        size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+"', svg)
        assert size
        edge = svg.replace(size[0], f'viewBox="{float(size[1]) - 10} 0 10 {size[2]}" width="10"')
        paper = re.sub(r"(<rect [^>]*>).*", r"\1</svg>", edge, count=1, flags=re.DOTALL)
        assert vl_convert.svg_to_png(edge) == vl_convert.svg_to_png(paper), picture
