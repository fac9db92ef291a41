"""What the search can lead to."""

import json
from pathlib import Path

from generator.cgt.search import Entry, entries
from generator.engine.languages import Language
from tests.loaded import real, toys

BOTH = {  # what is so called in either language
    "/products/relmacabtagene-autoleucel/": {"Relmacabtagene autoleucel", "瑞基奥仑赛注射液"},
    "/diseases/multiple-myeloma/": {"Multiple myeloma", "多发性骨髓瘤"},
    "/evidence/not-here/#nine-approved-car-t": {"“9 approved CAR-T”", "9个CAR-T获批之说"},
    "/glossary/a/#aav": {"AAV", "adeno-associated virus", "腺相关病毒"},
    "/glossary/a/#adverse-event": {"adverse event", "不良事件"},
}


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


def test_each_language_finds_what_the_other_calls_it() -> None:
    chinese = real().in_language(Language("zh", "zh-Hans"))
    for catalogue in (real(), chinese):
        names = {entry.path: {entry.title, *entry.names} for entry in entries(catalogue)}
        for path, both in BOTH.items():
            assert {*map(str.casefold, both)} <= {*map(str.casefold, names[path])}, path
    toy_names = {entry.path: entry.names for entry in entries(toys())}
    assert toy_names["/evidence/not-here/#toyball"] == ["玩具球"]
    assert toy_names["/glossary/t/#tt"] == ["toy turnover", "玩具周转"]


def test_the_script_has_records_charts_and_pages_with_their_kinds_in_words(site: Path) -> None:
    text = (site / "search/entries.js").read_text("utf-8")
    assert "<" not in text
    rows = json.loads(text.removeprefix("window.searchEntries = ").removesuffix(";\n"))
    content = [dict(zip(Entry._fields, row, strict=True)) for row in rows]
    assert [one["path"] for one in content[: len(list(entries(real())))]] == [
        entry.path for entry in entries(real())
    ]
    assert len({one["path"] for one in content}) == len(content)
    assert max(len(text.encode()), (site / "zh/search/entries.js").stat().st_size) < 80_000
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
