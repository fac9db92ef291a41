"""Events in order of time, and what pages and calendars make of them."""

import re
from pathlib import Path

from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.milestones import waits_of
from generator.engine.columns import MISSING_WORDS
from tests.conftest import load, spoil

PRICE = re.compile(r"CNY [0-9,]+ an? .+ \(China, [0-9]+ [A-Z][a-z]+ 20[0-9]{2}\)")


def test_days_to_an_approval_are_counted_only_from_a_day(toy: Path) -> None:
    (wait,) = waits_of(load(toy).products[0])
    assert (wait.days, wait.accepted.date_of) == (244, "announcement")
    spoil(toy, "milestones", "application-accepted,2018-06-04", "application-accepted,2018-06")
    assert waits_of(load(toy).products[0]) == []


def test_a_number_leads_to_its_register_and_only_where_its_address_is_known(toy: Path) -> None:
    spoil(toy, "statements", "NCT00000000", "NCT/0 <0>&é")
    (trial,) = [one for one in load(toy).records["trials"] if one.id == "toy-001"]
    assert trial.statements[0].address == (
        "https://example.org/register/NCT%2F0%20%3C0%3E%26%C3%A9?from=toys"
    )
    spoil(toy, "terms", "https://example.org/register/{}?from=toys", "")
    (trial,) = [one for one in load(toy).records["trials"] if one.id == "toy-001"]
    assert trial.statements[0].address == ""


def test_the_calendars_have_the_days_that_are_known(toy_hosted: Path) -> None:
    text = (toy_hosted / "products/toycel/toycel.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Toycel injection: application accepted (announced)" in text
    assert "URL:https://example.org/x/products/toycel/#milestone-toycel-played" in text
    assert "DTSTART;VALUE=DATE:20190203" in text
    assert "201805" not in text
    whole = (toy_hosted / "milestones.ics").read_text("utf-8")
    assert whole.count("BEGIN:VEVENT") == text.count("BEGIN:VEVENT") + 1
    uids = [line for line in whole.splitlines() if line.startswith("UID:")]
    assert len(set(uids)) == len(uids) == 6


def test_every_adverse_event_says_of_which_study_and_place_it_is(china: CgtCatalogue) -> None:
    for row in china.records["safety"]:
        assert not {row.study, row.place} & set(MISSING_WORDS), row.id
        assert {row.count, row.percent} - set(MISSING_WORDS), row.id


def test_no_vector_is_said_of_products_without_a_source_for_it(china: CgtCatalogue) -> None:
    for product in china.products:
        named = any(one.property == "vector" for one in product.statements)
        scoped = any(one.modality in china.terms["vector"] for one in product.scopes)
        assert named == scoped, product.id


def test_a_price_has_its_unit_its_place_and_its_date(china: CgtCatalogue) -> None:
    prices = [one.value for one in china.records["statements"] if one.property == "list-price"]
    assert prices
    for price in prices:
        assert PRICE.fullmatch(price), price
