"""Rules on dates, statements and remarks: within the edition, as certain as their sources."""

import datetime as dt
import re
from collections.abc import Iterator

from ..cells import meant_day
from ..damage import shown
from ..problems import Problem
from ..records import columns
from ..tables import suggestion
from .tables import RECORDS, Tables

FIRST_YEAR, LAST_YEAR = 1900, 2100  # figures have a bar for each year between two dates


def dates_are_within_the_edition(tables: Tables) -> Iterator[Problem]:
    as_of = tables.edition.as_of if tables.edition else dt.date.max
    if tables.edition and not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        said = f"as_of {as_of} is not between {FIRST_YEAR} and {LAST_YEAR}"
        yield Problem(f"{tables.data.name}/catalogue.toml", said, "as_of")
    for place, approval in tables.records["approvals"]:
        if approval.approved > as_of:
            yield Problem(place, f"approved {approval.approved} is after as_of {as_of}", "approved")
        elif approval.approved.year < FIRST_YEAR:
            yield Problem(place, f"approved {approval.approved} is before {FIRST_YEAR}", "approved")
    for place, guideline in tables.records["guidelines"]:
        if not FIRST_YEAR <= guideline.year <= as_of.year:
            said = f"year {guideline.year} is not between {FIRST_YEAR} and {as_of.year}"
            yield Problem(place, said, "year")
    years = {placed.record.id: placed.record.year for placed in tables.records["guidelines"]}
    for place, statement in tables.records["statements"]:
        counted = statement.property.startswith("stage-") or statement.property.endswith("-total")
        if counted and not re.fullmatch(r"[0-9]{1,9}", statement.value):
            yield Problem(place, f"value {shown(statement.value)}, not a whole number", "value")
        if not statement.is_day:
            continue
        said = f"{statement.property} {statement.value}"
        try:
            dt.date.fromisoformat(statement.value)
        except ValueError:
            known = f"not a date like 2021-06-22{meant_day(statement.value)}"
            yield Problem(place, f"value {shown(statement.value)}, {known}", "value")
            continue
        if statement.value > as_of.isoformat():
            yield Problem(place, f"{said} is after as_of {as_of}", "value")
        elif statement.property == "issued" and statement.subject in years:
            year = years[statement.subject]
            if statement.value[:4] != str(year):
                yield Problem(place, f"{said}, but guidelines.csv has the year {year}", "value")


def an_approval_is_named_after_its_product_and_date(tables: Tables) -> Iterator[Problem]:
    for place, approval in tables.records["approvals"]:
        wanted = f"{approval.product_id}-{approval.approved}"
        if approval.id != wanted and not approval.id.startswith(f"{wanted}-"):
            yield Problem(
                place,
                f"id '{approval.id}' is not product and day, '{wanted}' "
                "(with a word behind it where a product has two on one day)",
                "id",
            )
        printed = re.fullmatch(
            r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", approval.date_printed
        )
        if printed is None:
            said = f"date_printed is {shown(approval.date_printed)}, not a date like 2021/6/22"
            yield Problem(place, said, "date_printed")
        elif [int(part) for part in printed.groups()] != [
            approval.approved.year,
            approval.approved.month,
            approval.approved.day,
        ]:
            said = f"approved {approval.approved} is not the day of {approval.date_printed}"
            yield Problem(place, said, "approved")


def a_disease_is_named_by_its_indication(tables: Tables) -> Iterator[Problem]:
    labels = {
        row.cells.get("id"): row.cells.get("label", "")
        for row in tables.rows["terms"]
        if row.cells.get("list") == "disease"
    }
    for place, approval in tables.records["approvals"]:
        label = labels.get(approval.disease)
        if label and label.casefold() not in approval.indication.casefold():
            said = f"disease {shown(label)} does not stand in the indication"
            yield Problem(place, said, "disease")


def remarks_name_a_column(tables: Tables) -> Iterator[Problem]:
    home = {id: table for table in RECORDS for id in tables.ids(table)}
    properties = tables.words("property")
    names = {table: {*columns(table), *properties} for table in (*RECORDS, "terms")}
    known = tables.ids("records")
    for place, remark in tables.records["remarks"]:
        if remark.subject not in known:
            continue  # which is a problem of its own
        table = home.get(remark.subject, "terms")
        allowed = names[table]
        if remark.column not in allowed:
            yield Problem(
                place,
                f"column {shown(remark.column)} is neither a column of {table}.csv nor a property"
                + suggestion(remark.column, allowed),
                "column",
            )


def statements_are_as_certain_as_their_sources(tables: Tables) -> Iterator[Problem]:
    kinds = {row.cells["id"]: row.cells["kind"] for row in tables.rows["sources"]}
    copies = {row.cells["id"]: row.cells["copies"].split() for row in tables.rows["sources"]}
    for place, said in tables.records["statements"]:
        others = (said.corroborated_by or "").split()
        if said.source_id in others:
            reason = f"corroborated_by names '{said.source_id}', its own source"
            yield Problem(place, reason, "corroborated_by")
        if said.confidence != "weak" and all(
            kinds.get(id) == "unlisted" for id in (said.source_id, *others)
        ):
            reason = f"confidence {said.confidence}, with an unlisted source alone"
            yield Problem(place, reason, "confidence")
        alone = not others and kinds.get(said.source_id) not in ("supplement", "unlisted")
        if said.confidence == "confirmed" and alone and len(copies.get(said.source_id, [])) < 2:
            yield Problem(
                place,
                "confidence confirmed, with one source and not two copies of a notice: name a "
                "second in corroborated_by, or write one-good-source",
                "confidence",
            )
        if said.lang == "zh-Hans" and not re.search(r"[\u3400-\u9fff]", said.value):
            reason = f"value {shown(said.value)} has no Chinese, but lang is zh-Hans"
            yield Problem(place, reason, "value")


def statements_and_remarks_are_shown_somewhere(tables: Tables) -> Iterator[Problem]:
    """A subject whose page has no place for them would drop them unseen."""
    endpoints = tables.ids("endpoints")
    for place, statement in tables.records["statements"]:
        if statement.subject in endpoints:
            yield Problem(
                place,
                f"subject '{statement.subject}' is a row of endpoints.csv: name its approval or "
                "trial",
                "subject",
            )
