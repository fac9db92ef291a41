"""Invented workbooks like a publisher's, with every fault expected, as rows of series.csv."""

import datetime as dt
import random
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.cgt.series_import import SeriesImport, read_series, with_import
from generator.cgt.tables import SCHEMA
from generator.engine.foreign_tables import read_period
from generator.engine.tables import Row, to_records

from ..loaded import real

GROUPS = {
    "Somatic cell therapy": ("somatic-cell-therapy", ["CAR-T", "CAR-NK", "Non-immune cells"]),
    "STEM CELL THERAPY": ("stem-cell-therapy", ["iPSCs", "Other stem cell sources"]),
    "Oncolytic Microorganism": ("oncolytic-microorganism", ["Oncolytic viruses"]),
    "Ｇene therapy": ("gene-therapy", [None]),
    "therapeutic  vaccines": ("therapeutic-vaccine", [None]),
}
CONCLUSIONS = {"Approved": "permitted", "Termination": "terminated", "under review": "under-review"}
Table = list[list[object]]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Writes sheets into a workbook, with what a map adds, and reads them."""

    def read_it(sheets: dict[str, Table], words: str = "", merged: str = "") -> SeriesImport:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        for area in merged.split():
            sheet.merge_cells(area)
        book.save(tmp_path / "book.xlsx")
        (tmp_path / "map.toml").write_text(words, "utf-8")
        return read_series(tmp_path / "book.xlsx", tmp_path / "map.toml" if words else None, real())

    return read_it


def counts(result: SeriesImport) -> dict[str, str]:
    """The numbers that were read, by period and words."""
    columns = ("period", "group", "subgroup", "measure")
    return {" ".join(filter(None, (row.cells[c] for c in columns))): row.cells["count"]
            for row in result.rows}  # fmt: skip


def messages(result: SeriesImport) -> list[str]:
    return [str(problem) for problem in result.problems]


def applications(total: int = 771, supplements: int = 6) -> tuple[Table, str, Counter[str]]:
    """An invented list like a publisher's, the cells merged in it, and its counts."""
    chance, rows = random.Random(7), []
    wanted: Counter[str] = Counter()
    for number in range(total):
        group = chance.choice(list(GROUPS))
        group_id, parts = GROUPS[group]
        day = dt.date(chance.randint(2017, 2025), chance.randint(1, 6), chance.randint(1, 28))
        kind = "Supplemental application" if number < supplements else "IND"
        conclusion = chance.choice(list(CONCLUSIONS))
        started = conclusion == "Approved" and chance.random() < 0.6
        written = chance.choice([day, f"{day.year}/{day.month}/{day.day}", day.year, str(day.year),
                                 f"{day:%b %Y}", (day - dt.date(1899, 12, 30)).days])  # fmt: skip
        rows.append([written, kind, group, chance.choice(parts), conclusion,
                     chance.choice(["Initiated", day]) if started else None])  # fmt: skip
        period = "2025-H1" if day.year == 2025 else str(day.year)
        wanted[f"{period} {group_id} {'inds' if kind == 'IND' else 'supplementals'}"] += 1
        wanted[f"{period} {group_id} {CONCLUSIONS[conclusion]}"] += 1
        wanted[f"{period} {group_id} trials-initiated"] += started
    rows.sort(key=lambda row: list(GROUPS).index(str(row[2])))
    head = ["No.", "DATE  of acceptance", "Application Type", "Therapy group", "Sub-group",
            "Review Conclusion", "Clinical trial initiation"]  # fmt: skip
    table: Table = [["Supplementary Data | invented"], [], [*head]]
    table += [[i, *row] for i, row in enumerate(rows, 1)]
    merged, first = ["A1:G1"], 4
    for group in GROUPS:  # printed once and merged down
        last = first + sum(row[2] == group for row in rows) - 1
        merged.append(f"D{first}:D{last}")
        first = last + 1
    table += [[], ["Note: invented."], ["Another note, merged over the table."]]
    return table, " ".join([*merged, f"A{first + 2}:G{first + 2}"]), +wanted


def test_every_application_of_a_list_is_counted_once(read: Any) -> None:
    table, merged, wanted = applications()
    result = read({"Notes": [["An invented workbook"]], "Applications": table}, merged=merged)
    assert messages(result) == []
    found = counts(result)
    parts = {key for key in found if any(f" {p} " in key for p in ("car-t", "car-nk", "ipscs"))}
    assert parts
    assert {key: int(found[key]) for key in wanted} == dict(wanted)
    report = "\n".join(result.report)
    assert "Notes left: no row that could be a header" in report
    assert "Applications taken as a list, each row an application: 771 read" in report
    assert "'No.' numbers the rows: left" in report
    assert "in all: inds 765, supplementals 6," in report
    assert "Applications mapped: published 771, read 771: the same" in report
    records, problems = to_records(SCHEMA["series"], result.rows)
    assert (len(records), problems) == (len(result.rows), [])
    kept = [Row("", {"series": "stem-cell-inds"}), result.rows[0]]
    assert with_import(kept, result.rows) == ([kept[0], *result.rows], [])
    earlier = Row("data/series.csv:9", {"series": "ind-applications", "period": "1999"})
    rows, lost = with_import([*kept, earlier], result.rows)
    assert rows == [kept[0], *result.rows]
    assert list(map(str, lost)) == [
        "data/series.csv:9: ind-applications 1999 would go, as the import does not have it"
    ]


def test_other_totals_than_the_published_ones_are_reported(read: Any) -> None:
    table, merged, _ = applications(770, 5)
    report = "\n".join(read({"Applications": table}, merged=merged).report)
    assert "Applications mapped: published 771, read 770: NOT the same" in report
    assert "Supplemental applications: published 6, read 5: NOT the same" in report


WIDE: Table = [
    ["Applications by therapy group"],
    [],
    ["Therapy group", "Sub-group", "2023", 2024, "2025H1", "Total"],
    ["Gene therapy", None, 3, 4, "–", 7],
    ["Stem cell therapy", None, 5, 0, 2, 7],
    [None, "iPSCs", 1, 0, 1, 2],
    ["Total", None, 8, 4, 2, 14],
    ["a Counted by year of receipt"],
]


def test_a_wide_table_is_read_and_its_totals_are_checked_and_left(read: Any) -> None:
    result = read({"Table": WIDE})
    assert messages(result) == []
    assert counts(result) == {
        "2023 gene-therapy applications": "3",
        "2023 stem-cell-therapy applications": "5",
        "2023 stem-cell-therapy ipscs applications": "1",
        "2024 gene-therapy applications": "4",
        "2024 stem-cell-therapy applications": "0",
        "2024 stem-cell-therapy ipscs applications": "0",
        "2025-H1 stem-cell-therapy applications": "2",
        "2025-H1 stem-cell-therapy ipscs applications": "1",
    }
    assert "  Table: 7 totals checked, 0 counts again" in result.report
    wrong = [row[:] for row in WIDE]
    wrong[6][2] = 9
    assert messages(read({"Table": wrong})) == [
        "book.xlsx: Table!C7: the total 9 is not 8, the sum"
    ]


def test_a_column_of_counts_is_not_read_as_an_application_a_row(read: Any) -> None:
    table = [["Year", "Type", "Category", "Number"], [2023, "IND", "Gene therapy", 30],
             [None, None, "Stem cell therapy", "1,204"], [2024, "IND", "Gene therapy", 12],
             ["Total", None, None, 1246]]  # fmt: skip
    result = read({"Table": table})
    assert messages(result) == []
    assert list(counts(result).values()) == ["30", "1204", "12"]


def test_years_over_kinds_in_two_rows_of_header_and_conclusions_in_columns(read: Any) -> None:
    kinds = ["IND", "Supplemental"]
    table = [["Category", 2023, None, 2024, None], [None, *kinds, *kinds]]
    table += [["Gene therapy", 1, 2, 3, 4]]
    result = read({"Kinds": table}, merged="A1:A2 B1:C1 D1:E1")
    assert messages(result) == []
    assert list(counts(result).items())[2:] == [
        ("2024 gene-therapy inds", "3"), ("2024 gene-therapy supplementals", "4"),
    ]  # fmt: skip
    table = [["Year", "Permitted", "Terminated", "Trial initiated", "Total"],
             [dt.date(2023, 3, 1), 5, 1, 2, 6]]  # fmt: skip
    result = read({"Conclusions": table})
    assert messages(result) == []
    assert counts(result) == {
        "2023-03 permitted": "5", "2023-03 terminated": "1", "2023-03 trials-initiated": "2",
    }  # fmt: skip


def test_no_second_sheet_is_dropped_silently(read: Any) -> None:
    head: list[object] = ["Year", "Type", "Category"]
    rows: Table = [[2023, "IND", "Gene therapy"], [2023, "IND", "Stem cell"]]
    result = read({"A": [head, *rows], "B": [head, rows[0]], "Copy": [head, *rows]})
    assert counts(result)["2023 gene-therapy inds"] == "2"
    assert "  Copy left: the same rows as A" in result.report
    table: Table = [["Category", "Type", 2023], ["Gene therapy", "IND", 2], ["Stem cell", "IND", 4]]
    result = read({"A": [head, *rows], "B": [head, rows[0]], "Table": table})
    assert messages(result) == ["book.xlsx: Table!C3: 4, but 1 by rows of A, B"]
    assert "  Table: 0 totals checked, 2 counts again" in result.report
    result = read({"A": [head, *rows], "Words": [["Category", "Sub-group"], ["x", "y"]]})
    assert 'under [sheets]: ignored = ["Words"]' in messages(result)[0]


def test_what_cannot_be_placed_is_named_once_with_the_line_for_the_map(read: Any) -> None:
    table: Table = [["Year", "Type", "Category", "Target"],
                    *[[2019, "IND", "Gene theraby", "X"]] * 60,
                    *[["soon", "IND", "Toys", "X"]] * 60, [2019, "I.N.D.", "Gene therapies", "X"],
                    [2026, "IND", "Stem cell", "X"]]  # fmt: skip
    result = read({"Sheet": table})
    assert messages(result) == messages(read({"Sheet": table}))
    line = 'add to the map under [group]: gene-therapy = ["Gene theraby", "Gene therapies"]'
    assert messages(result) == [
        f"book.xlsx: Sheet!C2 (and 59 more): 'Gene theraby' is not understood (did you mean "
        f"'gene therapy'?); {line}",
        "book.xlsx: Sheet!A62 (and 59 more): 'soon' is not understood; add to the map under "
        '[period]: "2025-H1" = ["soon"]',
        "book.xlsx: Sheet!C62 (and 59 more): 'Toys' is not understood; add to the map under "
        '[group]: OUR-WORD = ["Toys"]',
        "book.xlsx: Sheet!B122: 'I.N.D.' is not understood; add to the map under "
        '[measure]: OUR-WORD = ["I.N.D."]',
        "book.xlsx: Sheet!C122: 'Gene therapies' is not understood (did you mean "
        f"'gene therapy'?); {line}",
        "book.xlsx: Sheet!A123: 2026 is not from 1990 to 2025-06-30",
    ]


@pytest.mark.parametrize(
    ("value", "period"),
    [
        (dt.date(2021, 6, 22), "2021-06-22"), (44369, "2021-06-22"), (2021, "2021"),
        ("2021/6/22", "2021-06-22"), ("２０２１年6月22日", "2021-06-22"), ("2021-06", "2021-06"),
        ("2025H1", "2025-H1"), ("1H 2025", "2025-H1"), ("2025年上半年", "2025-H1"),
        ("2024 Q1", "2024-Q1"), ("Q1 2024", "2024-Q1"), ("Jan 2024", "2024-01"),
        ("2024 September", "2024-09"), ("22/06/2021", None), ("2025H3", None), ("Ju 2024", None),
        ("", None), (None, None), (45, None),
    ],
)  # fmt: skip
def test_the_period_of_anything_that_people_write(value: object, period: str | None) -> None:
    assert read_period(value) == period


def test_a_map_of_ones_own_adds_words_and_is_checked(read: Any) -> None:
    table: Table = [["Yaer", "Category"], ["1st half 25", "Gene theraby"]]
    words = '[columns]\nperiod = ["Yaer"]\n[group]\ngene-therapy = ["Gene theraby"]\n'
    result = read({"Sheet": table}, words + '[period]\n"2025-H1" = ["1st half 25"]\n')
    assert counts(result) == {"2025-H1 gene-therapy applications": "1"}
    assert messages(read({"Sheet": table}, words.replace("[group]", "[groop]"))) == [
        "map.toml: unknown part [groop] (did you mean 'group'?)"
    ]
    assert (
        "did you mean 'gene-therapy'?"
        in messages(read({"Sheet": table}, "[group]\ngene-theraby = []\n"))[0]
    )
    assert "cannot be read" in messages(read({"Sheet": table}, "columns"))[0]


def test_sections_with_subtotals_and_gaps_are_read(read: Any) -> None:
    table: Table = [["", 2023, 2024], ["Somatic cell therapy"], ["CAR-T", 3, "NA"],
                    ["CAR-NK", 1, 2], ["Subtotal", 4, 2], ["Gene therapy", 5, 6],
                    ["Total", 9, 8]]  # fmt: skip
    result = read({"Table": table})
    assert messages(result) == []
    assert len(counts(result)) == 5
    table[4][1] = 5
    assert "Table!B5: the total 5 is not " in messages(read({"Table": table}))[0]
    table = [["Year", "Category", "Number"], [2023, "Gene therapy", 1], [None, "Stem cell", 2],
             [None, "Total", 3], ["2025 Q2", "Gene therapy", 3], [None, "Total", 3]]  # fmt: skip
    result = read({"Table": table})
    assert messages(result) == []
    assert list(counts(result).values()) == ["1", "2", "3"]
    assert "do not follow one another" in "\n".join(result.report)
    table = [["Year", "Type", "Category", "Number"], *[[2023, "IND", "Gene therapy", 1]] * 50]
    assert len(messages(read({"Table": table}))) == 1
