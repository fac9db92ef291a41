"""Published counts: their table, its rules, and the figures that are drawn from it."""

import altair
import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.figures.series import ind_applications, ind_conclusions, published_counts
from generator.cgt.rules import statements as rules
from generator.cgt.tables import SCHEMA, CgtSettings
from generator.engine.counts import Period, are_consecutive, overlap, period_ends, total
from generator.engine.figures import words_of
from generator.engine.reading import Tables, read_data
from generator.engine.rules import Rule
from generator.engine.tables import Row

from ..loaded import ROOT, linked, real, templates

CELLS = {
    "series": "ind-applications", "period": "2024", "group": "", "subgroup": "", "measure": "inds",
    "count": "1", "unit": "applications", "source_id": "supplement", "printed": "1",
    "confidence": "one-good-source",
}  # fmt: skip


def tables_with(*changes: dict[str, str]) -> Tables:
    """The real tables with these rows alone in series.csv."""
    rows = [Row(f"data/series.csv:{i}", CELLS | cells) for i, cells in enumerate(changes, 2)]
    return read_data(SCHEMA, CgtSettings, ROOT / "data", {**real().rows, "series": rows})


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2024", ("", "2024")), ("2025-H1", ("", "2025 H1")), ("2024-Q3", ("", "2024 Q3")),
        ("2024-02", ("", "February 2024")), ("2024-02-29", ("", "29 February 2024")),
        ("2017/2025-06", ("2017", "June 2025")), ("../2024-10", ("..", "October 2024")),
    ],
)  # fmt: skip
def test_a_period_is_of_any_length_or_a_range(text: str, ends: tuple[str, str]) -> None:
    assert Period("Period", "A period.").read(text) == text
    assert period_ends(text) == ends


@pytest.mark.parametrize(
    "text", ["24", "2024-13", "2024-H3", "2025-H1-01", "2023-02-29", "2025/2024", "2024/", "/2024"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|ends before it begins"):
        Period("Period", "A period.").read(text)


def test_periods_follow_one_another_or_overlap() -> None:
    assert are_consecutive({"2024", "2023", "2025-H1"})
    assert not are_consecutive({"2022", "2024"})
    assert not are_consecutive({"2024"})
    assert overlap("2024", "2024-Q1")
    assert overlap("2020/2024", "2022/2025")
    assert not overlap("2024", "2025-H1")
    assert not overlap("../2024-10", "../2025-08")  # cumulative


def test_no_part_is_counted_twice() -> None:
    parts = {("a", "g", ""): 5, ("a", "g", "x"): 3, ("a", "h", "y"): 2, ("a", "h", "z"): 1}
    assert total(parts) == 8
    assert total(parts | {("a", "", ""): 10}) == 10
    assert total(parts | {("b", "", ""): 10}) == 18


def broken(rule: Rule, *changes: dict[str, str]) -> list[str]:
    return [str(problem) for problem in rule(tables_with(*changes))]


def test_a_series_has_one_unit() -> None:
    assert broken(rules.a_series_has_one_unit, {}, {"period": "2025", "unit": "trials"}) == [
        "data/series.csv:3: unit 'trials', but 'ind-applications' is in applications at "
        "data/series.csv:2"
    ]


def test_periods_of_a_series_do_not_overlap() -> None:
    rows = {"period": "2024"}, {"period": "2024-H2"}, {"period": "2024-H2", "measure": "permitted"}
    assert broken(rules.periods_of_a_series_do_not_overlap, *rows) == [
        "data/series.csv:3: period 2024-H2 has days of 2024, which is at data/series.csv:2"
    ]


def test_parts_are_not_more_than_their_whole() -> None:
    rule = rules.sub_groups_are_parts_of_their_group
    group = {"group": "somatic-cell-therapy"}
    rows = {"count": "9"}, {**group, "count": "4"}, {**group, "subgroup": "car-t", "count": "5"}
    assert broken(rule, *rows) == [
        "data/series.csv:3: count 4 is less than 5, the sum of its parts"
    ]
    rows = {"count": "3"}, {**group, "count": "4"}, {"group": "gene-therapy", "subgroup": "car-t"}
    assert broken(rule, *rows) == [
        "data/series.csv:4: subgroup 'car-t' is a part of 'somatic-cell-therapy', not of "
        "'gene-therapy'",
        "data/series.csv:2: count 3 is less than 4, the sum of its parts",
    ]


def applications(*years: str) -> CgtCatalogue:
    """The catalogue with invented counts of those years, each of two groups."""
    groups = {"somatic-cell-therapy": "3", "gene-therapy": "2"}
    rows = [{"period": year, "group": group, "count": count}
            for year in years for group, count in groups.items()]  # fmt: skip
    rows += [{"period": year, "group": "somatic-cell-therapy", "subgroup": "car-t"}
             for year in years]  # fmt: skip
    rows += [{"series": "ind-conclusions", "period": year, "measure": measure, "count": "4"}
             for year in years for measure in ("permitted", "trials-initiated")]  # fmt: skip
    tables = tables_with(*rows)
    return linked(CgtCatalogue, SCHEMA, tables.settings, tables.rows, tables.notes)


def test_the_figures_are_drawn_from_consecutive_periods_alone() -> None:
    catalogue = applications("2023", "2024", "2025-H1")
    figures = ind_applications(catalogue), ind_conclusions(catalogue)
    assert figures[0].columns == ("Therapy group", "2023", "2024", "2025 H1", "All")
    assert figures[0].rows == (
        ("Somatic cell therapy", 3, 3, 3, 9),
        ("– CAR-T", 1, 1, 1, 3),
        ("Gene therapy", 2, 2, 2, 6),
        ("All", 5, 5, 5, 15),
    )
    assert figures[1].rows == (("2023", 4, 4), ("2024", 4, 4), ("2025 H1", 4, 4))
    words = [words_of(figure, templates(catalogue).text) for figure in figures]
    assert words[0].sentence == (
        "15 applications from 2023 to 2025 H1: 15 INDs and no supplemental. They differ from the "
        "published totals: applications mapped 15, published 771; IND applications 15, "
        "published 765."
    )
    assert words[1].sentence == (
        "Applications from 2023 to 2025 H1: 12 permitted; 12 clinical trials were initiated."
    )
    for figure, word in zip(figures, words, strict=True):
        assert "narrow bar of 2025 H1" in word.note
        assert [figure.chart(altair, figure, wide).to_dict() for wide in (True, False)]
    assert [one["figure"] for one in published_counts(catalogue)] == [
        "/trends/ind-applications/", "/trends/ind-conclusions/"
    ]  # fmt: skip
    catalogue = applications("2022", "2024")
    assert not ind_applications(catalogue).rows
    assert not ind_conclusions(catalogue).rows
    assert all(one["lines"] and not one["figure"] for one in published_counts(catalogue))


def test_published_counts_have_their_definition_and_their_parts() -> None:
    shown = {one["term"].id: one for one in published_counts(real())}
    assert "ind-applications" not in shown
    parts = shown["platform-cell-trials"]["lines"]
    assert [(part and part.label, row.count) for part, _, _, row in parts] == [
        (None, 206), ("Of T cells", 106), ("Of stem cells", 70), ("Of progenitor cells", 10),
        ("In phase I", 132),
    ]  # fmt: skip
    assert all(one["term"].meaning and one["lines"] for one in shown.values())
    page = templates(real()).environment.get_template("parts/published_counts.html").module
    text = str(page.published_counts(published_counts(real())))
    assert "up to October 2024" in text
    assert "Registered trials: of T cells" in text
    assert text.count(">unconfirmed</a>") == 5
    assert "for which no source was found" in text
