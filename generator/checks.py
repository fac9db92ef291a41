"""What must hold, within and across tables: small generators of problems, listed in CHECKS."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from .records import (
    MISSING_WORDS,
    NUMBER,
    TABLES,
    Catalogue,
    Edition,
    Record,
    Ref,
    Word,
    columns,
    linked,
)
from .tables import (
    Placed,
    Problem,
    Row,
    read_edition,
    read_notes,
    read_table,
    shown,
    suggestion,
    typed,
)

Mark = TypeVar("Mark")
RECORDS = ("guidelines", "products", "approvals", "endpoints", "trials", "holders", "sources")
UNKNOWN = "unknown"
BROADER = {"type": "modality", "modality": "modality", "measure": "quantity"}
DATED = ("issued", "posted", "in-force", "announced")
LOOKALIKES = {
    "guidelines": "title",
    "products": "name",
    "holders": "name",
    "trials": "code",
    "glossary": "term",
}


class DataProblems(Exception):
    """The data cannot be built; `problems` says why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Tables:
    """Everything read from a data folder, before it is joined."""

    data: Path
    edition: Edition
    rows: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, list[Placed]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def ids(self, table: str) -> dict[str, str]:
        """The place of every id of a table, of rows with faults too; 'records' is all subjects."""
        if table == "records":
            found = {id: place for name in RECORDS for id, place in self.ids(name).items()}
            return found | {
                row.cells["id"]: row.place
                for row in self.rows["terms"]
                if row.cells.get("list") == "modality" and row.cells.get("id")
            }
        return {row.cells["id"]: row.place for row in self.rows[table] if row.cells.get("id")}

    def words(self, list: str) -> set[str]:
        """The allowed words of a list."""
        rows = self.rows["terms"]
        return {row.cells.get("id", "") for row in rows if row.cells.get("list") == list}


def load(data: Path) -> Catalogue:
    """The checked and linked catalogue of a data folder; raises DataProblems with all problems."""
    edition, problems = read_edition(data)
    notes, more = read_notes(data)
    problems += more
    tables = Tables(data, edition or _no_edition(), notes=notes)
    for table in TABLES:
        tables.rows[table], more = read_table(table, data)
        problems += more
        tables.records[table], more = typed(table, tables.rows[table])
        problems += more
    for check in CHECKS:
        problems += check(tables)
    if problems:
        raise DataProblems(sorted(set(problems), key=_by_place))
    records = {table: [placed.record for placed in tables.records[table]] for table in TABLES}
    return linked(tables.edition, records, tables.notes)


def _by_place(problem: Problem) -> tuple[str, int, str]:
    name, _, line = problem.place.partition(":")
    return name, int(line) if line.isdecimal() else 0, problem.message


def _no_edition() -> Edition:
    """What stands in for an edition that cannot be read, so that all other problems are found."""
    texts = (
        "title",
        "short_title",
        "description",
        "edition",
        "supplement",
        "article",
        "data_licence",
    )
    address = "https://example.org/"
    return Edition(**dict.fromkeys(texts, UNKNOWN), as_of=dt.date.max, data_licence_url=address)


def tables_are_not_empty(tables: Tables) -> Iterator[Problem]:
    for table, rows in tables.rows.items():
        path = tables.data / f"{table}.csv"
        if not rows and path.exists():
            yield Problem(f"{tables.data.name}/{path.name}", "the table has no rows")


def keys_are_unique(tables: Tables) -> Iterator[Problem]:
    for table, rows in tables.rows.items():
        keys = {TABLES[table].key, ("id",)} if table != "terms" else {("list", "id")}
        for key in sorted(keys):
            if not set(key) <= set(columns(table)):
                continue
            seen: dict[tuple[str, ...], str] = {}
            for row in rows:
                cells = tuple(row.cells.get(column, "") for column in key)
                if cells in seen:
                    named = " and ".join(f"{c} {shown(v)}" for c, v in zip(key, cells, strict=True))
                    yield Problem(row.place, f"{named} stands already at {seen[cells]}")
                seen.setdefault(cells, row.place)


def ids_are_unique_across_tables(tables: Tables) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for table in RECORDS:
        for id, place in tables.ids(table).items():
            if id in seen:
                yield Problem(place, f"id '{id}' is taken by {seen[id]}; ids are unique everywhere")
            seen.setdefault(id, place)


def names_do_not_differ_by_form_alone(tables: Tables) -> Iterator[Problem]:
    for table, column in LOOKALIKES.items():
        seen: dict[str, tuple[str, str]] = {}
        for row in tables.rows[table]:
            name = row.cells.get(column, "")
            form = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
            if form and form in seen:
                other, place = seen[form]
                how = "" if other == name else ", differing only in case, width or Unicode form"
                yield Problem(row.place, f"{column} {shown(name)} stands already at {place}{how}")
            seen.setdefault(form, (name, row.place))


def links_lead_somewhere(tables: Tables) -> Iterator[Problem]:
    known = {name: tables.ids(name) for name in (*TABLES, "records") if _has_ids(name)}
    for table, model in TABLES.items():
        for column, ref in _marked(model, Ref):
            allowed = {id for name in ref.tables for id in known[name]}
            where = " or ".join(f"{name}.csv" for name in ref.tables if name != "records")
            for row in tables.rows[table]:
                cell = row.cells.get(column, "")
                for id in cell.split() if ref.many else [cell]:
                    if not id or id in allowed or (ref.or_missing and id in MISSING_WORDS):
                        continue
                    yield Problem(
                        row.place,
                        f"{column} '{id}' is not in {where or 'any table of records'}"
                        + suggestion(id, allowed),
                    )


def the_edition_names_its_sources(tables: Tables) -> Iterator[Problem]:
    known = tables.ids("sources")
    for fact, id in (
        ("supplement", tables.edition.supplement),
        ("article", tables.edition.article),
    ):
        if id not in known and id != UNKNOWN:
            yield Problem(
                f"{tables.data.name}/catalogue.toml",
                f"{fact} '{id}' is not in sources.csv{suggestion(id, known)}",
            )


def words_are_allowed(tables: Tables) -> Iterator[Problem]:
    for table, model in TABLES.items():
        for column, word in _marked(model, Word):
            allowed = tables.words(word.list) | (set(MISSING_WORDS) if word.or_missing else set())
            for row in tables.rows[table]:
                cell = row.cells.get(column, "")
                if cell and cell not in allowed:
                    yield Problem(
                        row.place,
                        f"{column} '{cell}' is not a word of the list '{word.list}' in terms.csv"
                        + suggestion(cell, allowed),
                    )


def broader_terms_exist(tables: Tables) -> Iterator[Problem]:
    wider = {
        (row.cells.get("list", ""), row.cells.get("id", "")): row.cells.get("broader", "")
        for row in tables.rows["terms"]
    }
    for row in tables.rows["terms"]:
        list, broader = row.cells.get("list", ""), row.cells.get("broader", "")
        if not broader:
            if list in ("type", "measure"):
                yield Problem(row.place, f"broader is empty: a {list} names its {BROADER[list]}")
            continue
        target = BROADER.get(list)
        if target is None:
            yield Problem(row.place, f"broader is '{broader}': terms of '{list}' have no wider one")
        elif broader not in (words := tables.words(target)):
            yield Problem(
                row.place,
                f"broader '{broader}' is not a word of the list '{target}'"
                + suggestion(broader, words),
            )
        elif target == list:
            seen, at = {row.cells.get("id", "")}, broader
            while at:
                if at in seen:
                    yield Problem(row.place, f"broader '{broader}' leads back to this term")
                    break
                seen.add(at)
                at = wider.get((list, at), "")


def dates_are_within_the_edition(tables: Tables) -> Iterator[Problem]:
    as_of = tables.edition.as_of
    for place, approval in tables.records["approvals"]:
        if approval.approved > as_of:
            yield Problem(place, f"approved {approval.approved} is after as_of {as_of}")
    for place, guideline in tables.records["guidelines"]:
        if not 1900 <= guideline.year <= as_of.year:
            yield Problem(place, f"year {guideline.year} is not between 1900 and {as_of.year}")
    years = {placed.record.id: placed.record.year for placed in tables.records["guidelines"]}
    for place, statement in tables.records["statements"]:
        if statement.property not in DATED:
            continue
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", statement.value):
            yield Problem(place, f"value {shown(statement.value)}, not a date like 2021-06-22")
        elif statement.value > as_of.isoformat():
            yield Problem(place, f"{statement.property} {statement.value} is after as_of {as_of}")
        elif statement.property == "issued" and statement.subject in years:
            year = years[statement.subject]
            if statement.value[:4] != str(year):
                yield Problem(
                    place, f"issued {statement.value}, but guidelines.csv has the year {year}"
                )


def an_approval_is_named_after_its_product_and_date(tables: Tables) -> Iterator[Problem]:
    for place, approval in tables.records["approvals"]:
        wanted = f"{approval.product_id}-{approval.approved}"
        if approval.id != wanted:
            yield Problem(place, f"id '{approval.id}' is not product_id-approved: '{wanted}'")
        printed = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", approval.date_printed)
        if printed and [int(part) for part in printed.groups()] != [
            approval.approved.year,
            approval.approved.month,
            approval.approved.day,
        ]:
            yield Problem(
                place, f"approved {approval.approved} is not the day of {approval.date_printed}"
            )


def every_measure_is_in_the_glossary(tables: Tables) -> Iterator[Problem]:
    known = tables.ids("glossary")
    for row in tables.rows["terms"]:
        if row.cells.get("list") == "measure" and row.cells.get("id") not in known:
            yield Problem(row.place, f"measure '{row.cells.get('id')}' has no row in glossary.csv")


def every_parent_has_children(tables: Tables) -> Iterator[Problem]:
    approved = {placed.record.product_id for placed in tables.records["approvals"]}
    if len(tables.records["approvals"]) == len(tables.rows["approvals"]):
        for place, product in tables.records["products"]:
            if product.id not in approved:
                yield Problem(place, f"product '{product.id}' has no row in approvals.csv")
    used = {row.cells.get("holder_id") for row in tables.rows["products"]}
    for place, holder in tables.records["holders"]:
        if holder.id not in used:
            yield Problem(place, f"holder '{holder.id}' has no row in products.csv")
    used = {row.cells.get("trial_id") for row in tables.rows["approvals"]}
    for place, trial in tables.records["trials"]:
        if trial.id not in used:
            yield Problem(place, f"trial '{trial.id}' has no row in approvals.csv")
    scoped = {row.cells.get("record_id") for row in tables.rows["scopes"]}
    for table in ("guidelines", "products"):
        for id, place in tables.ids(table).items():
            if id not in scoped:
                yield Problem(place, f"'{id}' has no modality: add a row to scopes.csv")


def every_number_of_an_efficacy_cell_is_an_endpoint(tables: Tables) -> Iterator[Problem]:
    """The printed pieces of the endpoints, put back in order, must leave nothing but commas."""
    for place, approval in tables.records["approvals"]:
        pieces = sorted(
            (row.record for row in tables.records["endpoints"]
             if row.record.approval_id == approval.id),
            key=lambda endpoint: endpoint.position,
        )  # fmt: skip
        rest = "" if approval.efficacy in MISSING_WORDS else approval.efficacy
        for piece in pieces:
            before, found, rest_after = rest.partition(piece.printed)
            if not found:
                yield Problem(
                    place, f"efficacy does not contain {shown(piece.printed)} of '{piece.id}'"
                )
                continue
            rest = before + " " + rest_after
        if left := rest.strip(" ,;"):
            yield Problem(place, f"efficacy has {shown(left)}, which no row of endpoints.csv says")


def endpoints_say_what_is_printed(tables: Tables) -> Iterator[Problem]:
    positions: dict[str, list[int]] = {}
    for place, end in tables.records["endpoints"]:
        if not end.id.startswith(f"{end.approval_id}-"):
            yield Problem(place, f"id '{end.id}' does not begin with '{end.approval_id}-'")
        numbers = re.findall(r"(?<![\d.])(?:\d+(?:\.\d+)?|NA)(?![\d.])", end.printed)
        for column in ("value", "lower", "upper"):
            cell = getattr(end, column)
            if cell not in MISSING_WORDS and cell not in numbers:
                yield Problem(place, f"{column} {cell} is not in printed {shown(end.printed)}")
        seen = positions.setdefault(end.approval_id, [])
        seen.append(end.position)
    for id, found in positions.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            place = next(p for p, end in tables.records["endpoints"] if end.approval_id == id)
            yield Problem(place, f"positions of '{id}' are {sorted(found)}, not 1 to {len(found)}")


def intervals_contain_their_value(tables: Tables) -> Iterator[Problem]:
    for place, end in tables.records["endpoints"]:
        value, bounds = end.number, end.bounds
        if bounds and bounds[0] > bounds[1]:
            yield Problem(place, f"lower {end.lower} is above upper {end.upper}")
        elif value is not None:
            if NUMBER.fullmatch(end.lower) and value < float(end.lower):
                yield Problem(place, f"value {end.value} is below its interval's lower {end.lower}")
            if NUMBER.fullmatch(end.upper) and value > float(end.upper):
                yield Problem(place, f"value {end.value} is above its interval's upper {end.upper}")
        if end.unit == "percent":
            for column in ("value", "lower", "upper"):
                cell = getattr(end, column)
                if NUMBER.fullmatch(cell) and float(cell) > 100:
                    yield Problem(place, f"{column} {cell} is more than 100 percent")
        stated = [end.lower, end.upper] != ["not-reported", "not-reported"]
        if stated and not re.fullmatch(r"\d\d(\.\d+)?%", end.interval):
            yield Problem(place, f"interval is {shown(end.interval)}, not a level like 95%")
        if not stated and end.interval not in MISSING_WORDS:
            yield Problem(place, f"interval is {shown(end.interval)}, but no bounds are given")


def remarks_name_a_column(tables: Tables) -> Iterator[Problem]:
    home = {id: table for table in RECORDS for id in tables.ids(table)}
    for place, remark in tables.records["remarks"]:
        table = home.get(remark.subject, "terms")
        allowed = {*columns(table), *tables.words("property")}
        if remark.column not in allowed:
            yield Problem(
                place,
                f"column '{remark.column}' is neither a column of {table}.csv nor a property"
                + suggestion(remark.column, allowed),
            )


def statements_stand_on_more_than_unlisted_copies(tables: Tables) -> Iterator[Problem]:
    unlisted = {
        row.cells.get("id") for row in tables.rows["sources"] if row.cells.get("kind") == "unlisted"
    }
    for place, statement in tables.records["statements"]:
        if statement.source_id in unlisted and statement.confidence != "weak":
            yield Problem(
                place, f"confidence {statement.confidence}, with an unlisted source alone"
            )


def notes_belong_to_records(tables: Tables) -> Iterator[Problem]:
    known = {id for table in ("guidelines", "products", "approvals") for id in tables.ids(table)}
    for id in tables.notes:
        if id not in known:
            yield Problem(
                f"{tables.data.name}/notes/{id}.md",
                f"'{id}' is not a guideline, product or approval{suggestion(id, known)}",
            )


CHECKS: list[Callable[[Tables], Iterable[Problem]]] = [
    tables_are_not_empty,
    keys_are_unique,
    ids_are_unique_across_tables,
    names_do_not_differ_by_form_alone,
    links_lead_somewhere,
    the_edition_names_its_sources,
    words_are_allowed,
    broader_terms_exist,
    dates_are_within_the_edition,
    an_approval_is_named_after_its_product_and_date,
    every_measure_is_in_the_glossary,
    every_parent_has_children,
    every_number_of_an_efficacy_cell_is_an_endpoint,
    endpoints_say_what_is_printed,
    intervals_contain_their_value,
    remarks_name_a_column,
    statements_stand_on_more_than_unlisted_copies,
    notes_belong_to_records,
]


def _has_ids(table: str) -> bool:
    return table == "records" or "id" in columns(table)


def _marked(model: type[Record], kind: type[Mark]) -> Iterator[tuple[str, Mark]]:
    for name, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, kind):
                yield name, mark
