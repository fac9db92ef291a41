"""The workbook of IND applications: an invented one of 771 rows, with every oddity expected."""

import datetime as dt
import random
import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from generator.applications import _year, empty_workbook, folded
from generator.build import build
from generator.cgt.colours import COLOURS
from generator.checks import load
from generator.engine.drawings import draw
from generator.figures import all_figures
from generator.problems import DataProblems
from generator.releases import impact, release

from .conftest import DATA, problems

GROUPS = {
    "Somatic cell therapy": ["CAR-T", "CAR-NK", "Non-immune cells"],
    "STEM CELL THERAPY": ["iPSCs", "Other stem cell sources"],
    "Oncolytic Microorganism": ["Oncolytic viruses"],
    "Ｇene therapy": [None],
    "therapeutic  vaccines": [None],
}
IDS = dict(
    zip(
        GROUPS,
        (
            "somatic-cell-therapy",
            "stem-cell-therapy",
            "oncolytic-microorganism",
            "gene-therapy",
            "therapeutic-vaccine",
        ),
        strict=True,
    )
)
Row = tuple[int, str, str, str, bool]  # year, kind, group, conclusion, started


def invented(path: Path, total: int = 771, supplements: int = 6) -> list[Row]:
    """An invented workbook like a publisher's; returns what it says, counted on its own."""
    chance = random.Random(7)
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["An invented workbook for a test"])
    sheet = book.create_sheet("Applications")
    sheet.append(["Supplementary Data | invented applications"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(
        ["No.", "DATE  of acceptance", "Application Type", "Therapy group", "Sub-group",
         "Review Conclusion", "Clinical trial initiation"]
    )  # fmt: skip
    said: list[Row] = []
    rows = []
    for number in range(total):
        year = chance.randint(2017, 2025)
        day = dt.date(year, chance.randint(1, 6), chance.randint(1, 28))
        group = chance.choice(list(GROUPS))
        kind = "Supplemental application" if number < supplements else "IND"
        conclusion = chance.choice(["Approved", "Termination", "under review"])
        started = conclusion == "Approved" and chance.random() < 0.6
        written = chance.choice(
            [day, dt.datetime.combine(day, dt.time()), f"{day.year}/{day.month}/{day.day}",
             day.year, str(day.year), f"{day:%Y-%m}", (day - dt.date(1899, 12, 30)).days]
        )  # fmt: skip
        start = chance.choice(["Initiated", "yes", day]) if started else chance.choice(["no", None])
        rows.append((group, [number, written, kind, group, chance.choice(GROUPS[group]), conclusion,
                             start]))  # fmt: skip
        said.append((year, "ind" if kind == "IND" else "supplemental", IDS[group],
                     {"Approved": "permitted", "Termination": "terminated"}.get(conclusion,
                      "under-review"), started))  # fmt: skip
    rows.sort(key=lambda row: list(GROUPS).index(row[0]))
    first = sheet.max_row + 1
    for _, row in rows:
        sheet.append(row)
    ends = Counter(group for group, _ in rows)
    at = first
    for group in GROUPS:  # the group is printed once and merged down
        if ends[group]:
            end = at + ends[group] - 1
            sheet.merge_cells(start_row=at, end_row=end, start_column=4, end_column=4)
        at += ends[group]
    sheet.append([])
    sheet.append(["Note: invented; a note under the table."])
    sheet.append(["Another note, merged over the table."])
    sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=7)
    book.save(path)
    return said


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(DATA, tmp_path / "data")


def test_every_row_of_the_workbook_is_counted_and_nothing_else(data: Path) -> None:
    said = invented(data / "applications.xlsx")
    found = load(data).applications
    assert len(found) == 771
    read = Counter((a.year, a.kind, a.group, a.conclusion, a.started) for a in found)
    assert read == Counter(said)
    assert {a.subgroup for a in found} >= {"car-t", "non-immune-cell", "ipscs", None}


def test_the_figures_show_what_was_counted(data: Path) -> None:
    said = invented(data / "applications.xlsx")
    figures = all_figures(load(data))
    by_group = figures["ind-applications"]
    years = [int(year) for year in by_group.columns[1:-1]]
    assert years == list(range(2017, 2026))
    for label, *numbers, total in by_group.rows:
        if label == "All":
            assert numbers == [sum(row[0] == year for row in said) for year in years]
            assert total == 771
    groups = [row for row in by_group.rows if not str(row[0]).startswith(("–", "All"))]
    assert [row[-1] for row in groups] == [sum(row[2] == id for row in said) for id in IDS.values()]
    conclusions = figures["ind-conclusions"]
    assert [row[4] for row in conclusions.rows] == [
        sum(row[0] == year and row[4] for row in said) for year in years
    ]
    assert "The published totals are the same" in by_group.sentence
    assert "is not a whole year" in by_group.note
    for figure in (by_group, conclusions):
        assert draw(figure, "Source.", COLOURS)["wide.svg"].startswith(b"<svg")


def test_a_difference_from_the_published_totals_is_shown_not_hidden(data: Path) -> None:
    invented(data / "applications.xlsx", total=770, supplements=5)
    sentence = all_figures(load(data))["ind-applications"].sentence
    assert "applications mapped 770, published 771" in sentence
    assert "supplemental applications 5, published 6" in sentence
    assert "IND applications" not in sentence.split("differs")[1]


def test_the_pages_are_drawn_with_the_workbook_and_explain_without(
    data: Path, tmp_path: Path, site: Path
) -> None:
    without = (site / "trends/ind-applications/index.html").read_text("utf-8")
    assert "Not drawn" in without
    assert "771" in without
    assert (site / "trends/applications.xlsx").is_file()
    invented(data / "applications.xlsx")
    build(data, tmp_path / "site")
    drawn = (tmp_path / "site/trends/ind-applications/index.html").read_text("utf-8")
    assert 'class="chart"' in drawn


def test_a_csv_file_does_as_well(data: Path) -> None:
    (data / "applications.csv").write_text(
        "Year,Type,Category\n2019,IND,Gene therapy\n2020/5/1,ind,STEM CELL\n", "utf-8"
    )
    assert [(a.year, a.group, a.conclusion) for a in load(data).applications] == [
        (2019, "gene-therapy", None),
        (2020, "stem-cell-therapy", None),
    ]
    assert "ind-conclusions" not in all_figures(load(data))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["Yaer", "Type", "Category"], [2019, "IND", "Gene therapy"]],
         "data/applications.xlsx: Sheet!A1: no column for 'received'; name its header in "
         "applications.toml"),
        ([["Year", "Type", "Category"], [2019, "IND", "Gene theraby"]],
         "data/applications.xlsx: Sheet!C2: group 'Gene theraby' is not in applications.toml "
         "(did you mean 'gene therapy'?)"),
        ([["Year", "Type", "Category"], ["soon", "IND", "Gene therapy"]],
         "data/applications.xlsx: Sheet!A2: 'soon' is not a date or a year"),
        ([["Year", "Type", "Category"], [2026, "IND", "Gene therapy"]],
         "data/applications.xlsx: Sheet!A2: 2026 is not between 1990 and 2025"),
        ([["Year", "Type", "Category"], [2019, None, "Gene therapy"]],
         "data/applications.xlsx: Sheet!B2: kind is empty"),
        ([["Year", "Type", "Type of application", "Category"], [2019, "IND", "IND", None]],
         "data/applications.xlsx: Sheet!C1: a second column for 'kind': 'Type of application'"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named_with_sheet_and_cell(
    data: Path, rows: list[list[object]], message: str
) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(data / "applications.xlsx")
    assert message in problems(data)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[group]", "[groop]", "unknown part [groop] (did you mean 'group'?)"),
        ("gene-therapy = []", "gene-theraby = []", "[group] knows no 'gene-theraby'"),
        ("[columns]", "columns", "cannot be read"),
    ],
)
def test_the_mapping_is_checked_too(data: Path, old: str, new: str, message: str) -> None:
    invented(data / "applications.xlsx", total=3, supplements=1)
    path = data / "applications.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert any(message in line for line in problems(data)), problems(data)


def test_two_files_for_one_table_are_refused(data: Path) -> None:
    invented(data / "applications.xlsx", total=3, supplements=1)
    (data / "applications.csv").write_text("Year\n")
    assert any("stands beside applications.csv" in line for line in problems(data))


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (dt.date(2021, 6, 22), 2021),
        (44369, 2021),
        (2021, 2021),
        ("2021/6/22", 2021),
        ("２０２１年6月22日", 2021),
        ("2021", 2021),
        ("2021-06", 2021),
        ("22/06/2021", None),
        ("", None),
        (None, None),
    ],
)
def test_the_year_of_anything_that_people_write_for_a_date(value: object, year: int | None) -> None:
    assert _year(value) == year


def test_words_are_compared_without_case_width_and_spacing() -> None:
    assert folded("Ｎon-Genetically  modified\u00a0cells") == folded(
        "non genetically Modified Cells"
    )


def test_the_workbook_to_fill_in_is_read_once_it_is_filled(data: Path, site: Path) -> None:
    shutil.copy(site / "trends/applications.xlsx", data / "applications.xlsx")
    assert "ind-applications" not in all_figures(load(data))
    book = openpyxl.load_workbook(data / "applications.xlsx")
    words = {cell.value: book["words"].cell(2, cell.column).value for cell in book["words"][1]}
    header = [cell.value for cell in book["applications"][1]]
    book["applications"].append([words.get(column, dt.date(2020, 1, 2)) for column in header])
    book.save(data / "applications.xlsx")
    assert load(data).applications == (
        (2020, "ind", "somatic-cell-therapy", "car-t", "permitted", True),
    )
    assert empty_workbook({"kind": [("ind", "IND")]}) == empty_workbook({"kind": [("ind", "IND")]})


def test_the_workbook_is_part_of_an_edition(data: Path) -> None:
    before = load(data)
    assert not before.draft
    (data / "applications.csv").write_text("Year,Type,Category\n2019,IND,Gene therapy\n", "utf-8")
    assert load(data).draft
    with pytest.raises(DataProblems) as found:
        release(data, dt.date(2027, 1, 15), "Applications.")
    assert "is released; name the new one" in found.value.problems[0].message
    facts = data / "catalogue.toml"
    named = before.edition.edition
    facts.write_text(facts.read_text("utf-8").replace(f'"{named}"', '"2027-01-01"'), "utf-8")
    told = "\n".join(impact(data))
    assert "applications, workbook" in told
    release(data, dt.date(2027, 1, 15), "Applications.")
    again = load(data)
    assert not again.draft
    assert again.editions[-1].applications.startswith("1 application, ")
    assert "ind-applications" not in "\n".join(impact(data))
    (data / "applications.csv").write_text("Year,Type,Category\n2020,IND,Gene therapy\n", "utf-8")
    assert load(data).draft
