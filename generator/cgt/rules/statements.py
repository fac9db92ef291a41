"""Rules on statements: their values have the form of their property, and sources that suffice."""

import re
from collections.abc import Iterator

from ...engine.columns import Day
from ...engine.problems import Problem
from ...engine.reading import Tables
from ...engine.text import quoted

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
