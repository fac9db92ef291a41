"""Rules on statements: their values have the form of their property, and sources that suffice."""

import datetime as dt
import re
from collections.abc import Iterator

from ...engine.columns import Day
from ...engine.problems import Problem, quoted
from ...engine.reading import Tables

DAY = Day("Day", "A day of the calendar.")


def counts_are_whole_numbers(tables: Tables) -> Iterator[Problem]:
    for place, statement in tables.records["statements"]:
        counted = statement.property.startswith("stage-") or statement.property.endswith("-total")
        if counted and not re.fullmatch(r"[0-9]{1,9}", statement.value):
            reason = f"value {quoted(statement.value)}, not a whole number"
            yield Problem(place, reason, "value")


def days_are_within_the_cut_off(tables: Tables) -> Iterator[Problem]:
    as_of = tables.settings.as_of.isoformat() if tables.settings else "9999"
    years = {guideline.id: str(guideline.year) for _, guideline in tables.records["guidelines"]}
    for place, statement in tables.records["statements"]:
        if not statement.is_day:
            continue
        day = f"{statement.property} {statement.value}"
        try:
            DAY.read(statement.value)
        except ValueError as error:
            yield Problem(place, f"value {quoted(statement.value)}, {error}", "value")
            continue
        if statement.value > as_of:
            yield Problem(place, f"{day} is after as_of {as_of}", "value")
        elif statement.property == "issued" and statement.subject in years:
            year = years[statement.subject]
            if statement.value[:4] != year:
                reason = f"{day}, but guidelines.csv has the year {year}"
                yield Problem(place, reason, "value")


def statements_are_as_certain_as_their_sources(tables: Tables) -> Iterator[Problem]:
    kinds = {row.cells["id"]: row.cells["kind"] for row in tables.rows["sources"]}
    copies = {row.cells["id"]: row.cells["copies"].split() for row in tables.rows["sources"]}
    for place, statement in tables.records["statements"]:
        source, others = statement.source_id, (statement.corroborated_by or "").split()
        confidence = f"confidence {statement.confidence}"
        if source in others:
            yield Problem(place, f"corroborated_by names '{source}', its own source",
                          "corroborated_by")  # fmt: skip
        if statement.confidence != "weak" and all(
            kinds.get(one) == "unlisted" for one in (source, *others)
        ):
            yield Problem(place, f"{confidence}, with an unlisted source alone", "confidence")
        alone = not others and kinds.get(source) not in ("supplement", "unlisted")
        if statement.confidence == "confirmed" and alone and len(copies.get(source, [])) < 2:
            reason = f"{confidence}, with one source and not two copies of a notice: name a second"
            reason += " in corroborated_by, or write one-good-source"
            yield Problem(place, reason, "confidence")


def chinese_values_have_chinese(tables: Tables) -> Iterator[Problem]:
    for place, statement in tables.records["statements"]:
        if statement.lang == "zh-Hans" and not re.search(r"[\u3400-\u9fff]", statement.value):
            reason = f"value {quoted(statement.value)} has no Chinese, but lang is zh-Hans"
            yield Problem(place, reason, "value")


def values_in_english_have_no_chinese(tables: Tables) -> Iterator[Problem]:
    for place, statement in tables.records["statements"]:
        if statement.lang == "en" and re.search(r"[\u3400-\u9fff]", statement.value):
            reason = f"lang is en, but value {quoted(statement.value)} has Chinese"
            yield Problem(place, reason, "lang")


def a_chinese_name_is_that_of_one_record(tables: Tables) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for place, statement in tables.records["statements"]:
        name = statement.property, statement.value
        if statement.property not in ("name-zh", "brand-zh", "title-zh"):
            continue
        subject, first = seen.setdefault(name, (statement.subject, place))
        if subject != statement.subject:
            reason = f"value {quoted(statement.value)} is the {statement.property} of '{subject}'"
            yield Problem(place, f"{reason} already, at {first}", "value")


def announcements_are_near_the_approval(tables: Tables) -> Iterator[Problem]:
    """A company announces an approval within a year of it."""
    approved = {approval.id: approval.approved for _, approval in tables.records["approvals"]}
    for place, statement in tables.records["statements"]:
        day = approved.get(statement.subject)
        if statement.property == "announced" and day and _is_day(statement.value):
            away = dt.date.fromisoformat(statement.value) - day
            if abs(away.days) > 366:
                reason = f"announced {statement.value}, more than a year from the approval on {day}"
                yield Problem(place, reason, "value")


def nothing_is_published_before_it_is_issued(tables: Tables) -> Iterator[Problem]:
    """Neither on the issuer's site, nor by the notice that gives the day."""
    issued = {
        statement.subject: statement.value
        for _, statement in tables.records["statements"]
        if statement.property == "issued"
    }
    notices = {
        source.id: source.published
        for _, source in tables.records["sources"]
        if source.kind == "notice"
    }
    for place, statement in tables.records["statements"]:
        day = issued.get(statement.subject, "")
        if statement.property in ("posted", "in-force") and statement.value < day:
            reason = f"{statement.property} {statement.value} is before it was issued, {day}"
            yield Problem(place, reason, "value")
        notice = notices.get(statement.source_id, "")
        if statement.property == "issued" and _is_day(notice) and notice < statement.value:
            reason = f"issued {statement.value}, but its notice is of {notice}"
            yield Problem(place, reason, "value")


def properties_are_of_their_kind_of_record(tables: Tables) -> Iterator[Problem]:
    """A property may name the tables whose rows have it as its wider term."""
    subjects = tables.subjects()
    tables_of = {
        row.cells["id"]: row.cells["broader"].split()
        for row in tables.rows["terms"]
        if row.cells["list"] == "property"
    }
    for place, statement in tables.records["statements"]:
        allowed = tables_of.get(statement.property)
        table = subjects.get(statement.subject)
        if allowed and table and table not in allowed:
            reason = f"property '{statement.property}' is one of {' and '.join(allowed)}, and"
            yield Problem(place, f"{reason} '{statement.subject}' is a row of {table}", "property")


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))
