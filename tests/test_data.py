"""The real data: nothing lost, every number accounted for, what the source leaves open is said."""

import html
import re
from pathlib import Path

import pytest

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.pages.records import counts
from generator.cgt.tables import SCHEMA
from generator.engine.dates import format_date
from generator.engine.tables import untidy

from .conftest import DATA, TOY, problems


def test_the_tables_are_sound_and_in_canonical_form() -> None:
    for data in (DATA, TOY):
        assert problems(data) == []
        assert untidy(SCHEMA, data) == ({}, [])


def test_what_the_supplement_lists_is_counted_apart(china: CgtCatalogue) -> None:
    there = counts(china)
    numbers = ("guidelines", "products", "approvals", "conditional", "regular")
    assert [there[name] for name in numbers] == [25, 8, 11, 8, 3]
    for _, approval in china.approvals:
        assert (approval.confidence is None) == approval.in_supplement, approval.id
        assert approval.in_supplement or approval.confidence != "weak", approval.id


def test_every_record_beyond_the_supplement_says_so_on_its_page(
    china: CgtCatalogue, site: Path
) -> None:
    records = [*china.products, *china.guidelines]
    for record in records:
        text = (site / record.path[1:] / "index.html").read_text("utf-8")
        assert ('<p class="note beyond-note">' in text) == (not record.in_supplement), record.id
    assert sum(not record.in_supplement for record in records) > 20


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("relmacabtagene-autoleucel-2021-09-01", ["59", "58"]),
        ("kc876-2018-001", ["KC876-2018-001", "FKC876-2018-001"]),
        ("amimestrocel", ["Amimetrocel", "Amimestrocel"]),
        ("belief-biomed", ["Beliefbiomed", "上海信致医药科技有限公司"]),
        ("relmacabtagene-autoleucel-2024-08-20", ["including a Bruton"]),
        ("axicabtagene-ciloleucel-2021-06-22", ["conditional"]),
        ("inaticabtagene-autoleucel-2023-11-07", ["38", "39", "48"]),
        ("carsgen", ["Carsge"]),
        ("axicabtagene-ciloleucel-2021-06-22-borr-in-3-months", ["footnote"]),
        ("dalnacogene-ponparvovec-2025-04-08-abr-in-52-weeks", ["(%)", "rate"]),
    ],
)
def test_what_is_open_in_the_source_is_said(
    china: CgtCatalogue, subject: str, words: list[str]
) -> None:
    texts = " ".join(
        remark.text for remark in china.records["remarks"] if remark.subject == subject
    )
    assert all(word in texts for word in words), texts


def test_the_row_without_a_result_is_deliberate(china: CgtCatalogue) -> None:
    rows = {approval.id: approval for _, approval in china.approvals}
    row = rows["axicabtagene-ciloleucel-2023-06-21"]
    assert (row.subjects, row.efficacy, row.endpoints) == ("not-reported", "not-reported", ())
    assert row.note
    assert row.remarks


def test_no_reader_is_sent_to_a_bare_address_or_an_unlisted_copy(china: CgtCatalogue) -> None:
    for source in china.sources.values():
        assert not (source.url and re.match(r"https?://\d+\.", source.url)), source.id
        assert not (source.kind == "unlisted" and source.url)


def test_every_statement_and_remark_is_on_a_page(china: CgtCatalogue, site: Path) -> None:
    """Those on changes are left out: they show every row."""
    text = " ".join(
        " ".join(html.unescape(re.sub(r"<[^>]+>", "", path.read_text("utf-8"))).split())
        for path in site.rglob("*.html")
        if "changes" not in path.parts
    )
    values = [
        format_date(one.value) if one.is_day else one.value for one in china.records["statements"]
    ]
    texts = [*values, *(remark.text for remark in china.records["remarks"])]
    assert [one for one in texts if " ".join(one.split()) not in text] == []


def test_the_tables_are_an_edition_or_name_the_next_one(china: CgtCatalogue) -> None:
    released = [edition.edition for edition in china.editions]
    assert china.draft == (china.settings.edition not in released)
    words = (DATA.parent / "CITATION.cff").read_text("utf-8")
    assert f'version: "{released[-1]}"' in words
