"""The real data: nothing lost, every number accounted for, what the source leaves open is said."""

import html
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.catalogues import Catalogue
from generator.engine.dates import format_date
from generator.pages.page import counts
from generator.records import Approval
from generator.tidying import untidy

from .conftest import DATA


def test_no_record_of_the_first_edition_is_lost(catalogue: Catalogue) -> None:
    found = counts(catalogue)
    assert found["guidelines"] >= 25
    assert found["products"] >= 8
    assert found["approvals"] >= 11
    assert found["conditional"] >= 8


def test_the_tables_are_in_canonical_form() -> None:
    assert untidy(DATA) == ({}, [])


def test_every_number_of_every_efficacy_cell_is_an_endpoint(catalogue: Catalogue) -> None:
    times = r"(?:at|in) \d+ months?|\d+y ?OS|at D\d+|in \d+ weeks"
    for _, approval in catalogue.approvals:
        if approval.efficacy == "not-reported":
            assert approval.endpoints == ()
            continue
        printed = re.findall(r"\d+(?:\.\d+)?|NA", re.sub(times, "", approval.efficacy))
        kept = [
            cell
            for end in approval.endpoints
            for cell in (end.value, end.lower, end.upper)
            if cell != "not-reported"
        ]
        assert Counter(printed) == Counter(kept), approval.id


def test_every_time_of_every_efficacy_cell_is_a_time_point(catalogue: Catalogue) -> None:
    for _, approval in catalogue.approvals:
        for end in approval.endpoints:
            number = re.search(r"\d+", end.time_point)
            before_value = end.printed.split(end.value)[0]
            if number is None:
                assert not re.search(r"\d", before_value), end.id
            else:
                assert number[0] in re.findall(r"\d+", before_value), end.id


def approval(catalogue: Catalogue, id: str) -> Approval:
    return next(approval for _, approval in catalogue.approvals if approval.id == id)


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("relmacabtagene-autoleucel-2021-09-01", ["59", "58"]),
        ("kc876-2018-001", ["KC876-2018-001", "FKC876-2018-001"]),
        ("amimestrocel", ["Amimetrocel", "Amimestrocel"]),
        ("dalnacogene-ponparvovec", ["Beliefbiomed", "上海信致医药科技有限公司"]),
        ("relmacabtagene-autoleucel-2024-08-20", ["including a Bruton"]),
        ("axicabtagene-ciloleucel-2021-06-22", ["conditional"]),
        ("inaticabtagene-autoleucel-2023-11-07", ["38", "39", "48"]),
        ("carsgen", ["Carsge"]),
        ("axicabtagene-ciloleucel-2021-06-22-borr-in-3-months", ["footnote"]),
        ("dalnacogene-ponparvovec-2025-04-08-abr-in-52-weeks", ["(%)", "rate"]),
    ],
)
def test_what_is_open_in_the_source_is_said(
    catalogue: Catalogue, subject: str, words: list[str]
) -> None:
    texts = " ".join(remark.text for remark in catalogue.remarks if remark.subject == subject)
    assert all(word in texts for word in words), texts


def test_the_row_without_a_result_is_deliberate(catalogue: Catalogue) -> None:
    found = approval(catalogue, "axicabtagene-ciloleucel-2023-06-21")
    assert (found.subjects, found.efficacy, found.endpoints) == ("not-reported",) * 2 + ((),)
    assert found.note
    assert found.remarks


def test_no_reader_is_sent_to_a_bare_address_or_an_unlisted_copy(catalogue: Catalogue) -> None:
    for source in catalogue.sources.values():
        assert not (source.url and re.match(r"https?://\d+\.", source.url)), source.id
        assert not (source.kind == "unlisted" and source.url)


def test_every_statement_and_remark_is_on_a_page(catalogue: Catalogue, site: Path) -> None:
    text = " ".join(
        " ".join(html.unescape(re.sub(r"<[^>]+>", "", path.read_text("utf-8"))).split())
        for path in site.rglob("*.html")
    )
    days = {s.value: format_date(s.value) for s in catalogue.statements if s.is_day}
    lost = [
        said.value
        for said in catalogue.statements
        if " ".join(days.get(said.value, said.value).split()) not in text
    ]
    lost += [remark.id for remark in catalogue.remarks if remark.text not in text]
    assert lost == []


def test_the_citation_file_names_the_edition(catalogue: Catalogue) -> None:
    words = (DATA.parent / "CITATION.cff").read_text("utf-8")
    assert f'version: "{catalogue.edition.edition}"' in words
