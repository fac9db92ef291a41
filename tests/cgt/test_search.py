"""What the search can lead to."""

import json
import re
from pathlib import Path

from generator.cgt.search import SearchEntry, entries
from tests.loaded import real


def test_every_record_can_be_looked_for_by_each_of_its_names() -> None:
    paths = [entry.path for entry in entries(real())]
    assert len(set(paths)) == len(paths)
    assert {record.path for record in real().with_pages()} <= set(paths)
    assert {one.path for one in (*real().records["exclusions"], *real().glossary)} <= set(paths)
    names = {name for entry in entries(real()) for name in entry.names}
    codes = {"JWCAR029", "NCT04089215", "2022年第31号", "瑞基奥仑赛注射液", "JWCAR029-002"}
    assert codes <= names


def test_the_script_has_records_charts_and_pages_with_their_kinds_in_words(site: Path) -> None:
    text = (site / "search/entries.js").read_text("utf-8")
    assert "<" not in text
    rows = json.loads(text.removeprefix("window.searchEntries = ").removesuffix(";\n"))
    content = [dict(zip(SearchEntry._fields, row, strict=True)) for row in rows]
    assert [one["path"] for one in content[: len(list(entries(real())))]] == [
        entry.path for entry in entries(real())
    ]
    assert len({one["path"] for one in content}) == len(content)
    assert max(len(text.encode()), (site / "zh/search/entries.js").stat().st_size) < 80_000
    kinds = """Product, not in the supplement | Approval, not in the supplement | Product | Topic |
        Document, not in the supplement | Approval | Guideline | Holder | Not in this catalogue |
        Missing value | Glossary | Chart | Page"""
    assert {entry["kind"] for entry in content} == {*re.split(r"\s*\|\s*", kinds)}
