"""What the search can lead to."""

import json
from pathlib import Path

from generator.cgt.search import Entry, entries
from tests.loaded import real, toys


def test_every_record_can_be_looked_for_by_each_of_its_names() -> None:
    paths = [entry.path for entry in entries(real())]
    assert len(set(paths)) == len(paths)
    assert {record.path for record in real().with_pages()} <= set(paths)
    assert {one.path for one in (*real().records["exclusions"], *real().glossary)} <= set(paths)
    names = {name for entry in entries(real()) for name in entry.names}
    codes = {"JWCAR029", "NCT04089215", "2022年第31号", "瑞基奥仑赛注射液", "JWCAR029-002"}
    assert codes <= names


def test_a_name_as_printed_and_a_word_of_ours_are_names() -> None:
    names = {entry.path: [*entry.names] for entry in entries(toys())}
    assert {"toy-cel", "wanju", "玩具仑赛注射液"} <= set(names["/products/toycel/"])
    assert "Toygeen" in names["/products/toygene/"]
    assert names["/diseases/disease-of-play/"] == ["玩病"]


def test_the_script_has_records_charts_and_pages_with_their_kinds_in_words(site: Path) -> None:
    text = (site / "search/entries.js").read_text("utf-8")
    assert "<" not in text
    rows = json.loads(text.removeprefix("window.searchEntries = ").removesuffix(";\n"))
    content = [dict(zip(Entry._fields, row, strict=True)) for row in rows]
    assert [one["path"] for one in content[: len(list(entries(real())))]] == [
        entry.path for entry in entries(real())
    ]
    assert len({one["path"] for one in content}) == len(content)
    assert len(text.encode()) < 80_000
    assert {entry["kind"] for entry in content} == {
        *("Product, not in the supplement", "Approval, not in the supplement"),
        *(
            "Document, not in the supplement",
            "Product",
            "Approval",
            "Guideline",
            "Holder",
            "Topic",
            "Not in this catalogue",
        ),
        *("Missing value", "Glossary", "Chart", "Page"),
    }
