"""What the search can lead to."""

import json

from generator.cgt.search import entries, search_script
from tests.loaded import real, templates


def test_every_record_can_be_looked_for_by_each_of_its_names() -> None:
    paths = [entry.path for entry in entries(real())]
    assert len(set(paths)) == len(paths)
    assert {record.path for record in real().with_pages()} <= set(paths)
    assert {one.path for one in (*real().records["exclusions"], *real().glossary)} <= set(paths)
    names = {name for entry in entries(real()) for name in entry.names}
    codes = {"JWCAR029", "NCT04089215", "2022年第31号", "瑞基奥仑赛注射液", "JWCAR029-002"}
    assert codes <= names


def test_the_script_has_the_entries_with_their_kinds_in_words() -> None:
    text = search_script(real(), templates(real()).text).decode()
    assert "<" not in text
    content = json.loads(text.removeprefix("window.searchEntries = ").removesuffix(";\n"))
    assert len(content) == len(list(entries(real())))
    assert list(dict.fromkeys(entry["kind"] for entry in content)) == [
        *("Product", "Guideline", "Holder", "Topic", "Not in this catalogue", "Missing value"),
        "Glossary",
    ]
