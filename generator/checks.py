"""What must hold, within and across tables: small generators of problems, listed in CHECKS."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from .applications import FILES, WORDS, Application, read_applications
from .records import (
    MISSING_WORDS,
    NUMBER,
    TABLES,
    Catalogue,
    Edition,
    Endpoint,
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
NEEDED_TERMS = {
    "missing": (*MISSING_WORDS, "na"),
    "remark-kind": ("context", "ambiguous"),
    "modality": ("general",),
}
NEEDED_ENTRIES = (
    *("cde", "conditional-approval", "efficacy-data-analysis-set", "ind", "mah", "na"),
    *("nmpa", "regular-approval", "trial-implementation"),
)
RECORDS = ("guidelines", "products", "approvals", "endpoints", "trials", "holders", "sources")
BROADER = {
    "type": "modality",
    "modality": "modality",
    "measure": "quantity",
    "therapy-group": "group",
    "therapy-subgroup": "therapy-group",
}
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
    edition: Edition | None  # None if catalogue.toml cannot be read
    rows: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, list[Placed]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def ids(self, table: str) -> dict[str, str]:
        """The place of every id of a table, of rows with faults too.

        'modalities' are those of terms.csv; 'records' is everything that can be a subject.
        """
        if table == "modalities":
            terms = [row for row in self.rows["terms"] if row.cells["list"] == "modality"]
            return {row.cells["id"]: row.place for row in terms if row.cells["id"]}
        if table == "records":
            names = (*RECORDS, "modalities")
            return {id: place for name in names for id, place in self.ids(name).items()}
        return {row.cells["id"]: row.place for row in self.rows[table] if row.cells.get("id")}

    def words(self, list: str) -> set[str]:
        """The allowed words of a list."""
        rows = self.rows["terms"]
        return {row.cells.get("id", "") for row in rows if row.cells.get("list") == list}


def load(data: Path) -> Catalogue:
    """The checked and linked catalogue of a data folder; raises DataProblems with all problems."""
    edition, problems = read_edition(data)
    notes, more = read_notes(data)
    problems += [*more, *unexpected_files(data)]
    tables = Tables(data, edition, notes=notes)
    unreadable = False
    for table in TABLES:
        tables.rows[table], more = read_table(table, data)
        problems += more
        unreadable |= not tables.rows[table]
    if unreadable:  # the rest would only be its consequences
        raise DataProblems(sorted(set(problems), key=_by_place))
    for table in TABLES:
        tables.records[table], more = typed(table, tables.rows[table])
        problems += more
    for check in CHECKS:
        problems += check(tables)
    applications: tuple[Application, ...] = ()
    if edition:
        words = {part: tables.words(list) for part, list in WORDS.items()}
        words["started"] = {"yes", "no"}
        applications, more = read_applications(data, edition.as_of, words)
        problems += more
    if problems or edition is None:
        raise DataProblems(sorted(set(problems), key=_by_place))
    records = {table: [placed.record for placed in tables.records[table]] for table in TABLES}
    return linked(edition, records, tables.notes, applications)


def unexpected_files(data: Path) -> Iterator[Problem]:
    """Files in the data folder that nobody would read, such as a copy or a misspelt table."""
    known = {f"{table}.csv" for table in TABLES} | {*FILES, "catalogue.toml", "applications.toml"}
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        if path.is_file() and path.name not in known and not path.name.startswith((".", "~")):
            near = suggestion(path.name, known)
            yield Problem(f"{data.name}/{path.name}", f"is no table of the catalogue{near}")
    for path in sorted((data / "notes").iterdir()) if (data / "notes").is_dir() else ():
        if path.suffix != ".md" and not path.name.startswith("."):
            yield Problem(f"{data.name}/notes/{path.name}", "is no note: notes are ID.md")


def _by_place(problem: Problem) -> tuple[str, int, str]:
    name, _, line = problem.place.partition(":")
    return name, int(line) if line.isdecimal() else 0, problem.message


def keys_are_unique(tables: Tables) -> Iterator[Problem]:
    for table, rows in tables.rows.items():
        keys = {TABLES[table].key, ("list", "id") if table == "terms" else ("id",)}
        for key in sorted(keys):
            if not set(key) <= set(columns(table)):
                continue
            seen: dict[tuple[str, ...], str] = {}
            for row in rows:
                cells = tuple(row.cells[column] for column in key)
                if not all(cells):
                    continue
                if cells in seen:
                    named = " and ".join(f"{c} {shown(v)}" for c, v in zip(key, cells, strict=True))
                    yield Problem(row.place, f"{named} stands already at {seen[cells]}")
                seen.setdefault(cells, row.place)


def ids_are_unique_across_tables(tables: Tables) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for table in (*RECORDS, "modalities"):
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
    for fact in ("supplement", "article") if tables.edition else ():
        id = getattr(tables.edition, fact)
        if id not in known:
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
        (row.cells["list"], row.cells.get("id", "")): row.cells.get("broader", "")
        for row in tables.rows["terms"]
    }
    for row in tables.rows["terms"]:
        list, broader = row.cells["list"], row.cells.get("broader", "")
        if not broader:
            if list in BROADER and list != "modality":
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
    as_of = tables.edition.as_of if tables.edition else dt.date.max
    for place, approval in tables.records["approvals"]:
        if approval.approved > as_of:
            yield Problem(place, f"approved {approval.approved} is after as_of {as_of}")
    for place, guideline in tables.records["guidelines"]:
        if not 1900 <= guideline.year <= as_of.year:
            yield Problem(place, f"year {guideline.year} is not between 1900 and {as_of.year}")
    years = {placed.record.id: placed.record.year for placed in tables.records["guidelines"]}
    for place, statement in tables.records["statements"]:
        if not statement.is_day:
            continue
        try:
            dt.date.fromisoformat(statement.value)
        except ValueError:
            yield Problem(place, f"value {shown(statement.value)}, not a date like 2021-06-22")
            continue
        if statement.value > as_of.isoformat():
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
        if approval.id != wanted and not approval.id.startswith(f"{wanted}-"):
            yield Problem(
                place,
                f"id '{approval.id}' is not product_id-approved: '{wanted}' "
                "(with a word behind it where a product has two on one day)",
            )
        printed = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", approval.date_printed)
        if printed is None:
            yield Problem(
                place, f"date_printed is {shown(approval.date_printed)}, not a date like 2021/6/22"
            )
        elif [int(part) for part in printed.groups()] != [
            approval.approved.year,
            approval.approved.month,
            approval.approved.day,
        ]:
            yield Problem(
                place, f"approved {approval.approved} is not the day of {approval.date_printed}"
            )


def words_the_program_speaks_are_there(tables: Tables) -> Iterator[Problem]:
    """Pages link to these rows by name, and gaps are told in these words."""
    place = f"{tables.data.name}/terms.csv"
    for list, wanted in NEEDED_TERMS.items():
        for id in sorted(set(wanted) - tables.words(list)):
            yield Problem(place, f"the list '{list}' must have the word '{id}'")
    for id in sorted(set(NEEDED_ENTRIES) - set(tables.ids("glossary"))):
        yield Problem(
            f"{tables.data.name}/glossary.csv", f"must have a row '{id}': pages link to it"
        )


def every_measure_is_in_the_glossary(tables: Tables) -> Iterator[Problem]:
    known = tables.ids("glossary")
    for row in tables.rows["terms"]:
        if row.cells.get("list") == "measure" and row.cells.get("id") not in known:
            yield Problem(row.place, f"measure '{row.cells.get('id')}' has no row in glossary.csv")


def a_disease_is_named_by_its_indication(tables: Tables) -> Iterator[Problem]:
    labels = {
        row.cells.get("id"): row.cells.get("label", "")
        for row in tables.rows["terms"]
        if row.cells.get("list") == "disease"
    }
    for place, approval in tables.records["approvals"]:
        label = labels.get(approval.disease)
        if label and label.casefold() not in approval.indication.casefold():
            yield Problem(place, f"disease '{label}' does not stand in the indication")


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


def the_pieces_of_an_efficacy_cell_are_its_endpoints(tables: Tables) -> Iterator[Problem]:
    """The printed pieces of the endpoints, in order, must leave nothing but commas."""
    pieces: dict[str, list[Endpoint]] = {}
    for _, end in tables.records["endpoints"]:
        pieces.setdefault(end.approval_id, []).append(end)
    for place, approval in tables.records["approvals"]:
        rest = "" if approval.efficacy in MISSING_WORDS else approval.efficacy
        for end in sorted(pieces.get(approval.id, []), key=lambda end: end.position):
            before, found, rest = rest.partition(end.printed)
            if left := before.strip(" ,;"):
                rest = left if not found else rest
                yield Problem(
                    place,
                    f"efficacy goes on with {shown(left)}, where endpoints.csv has "
                    f"{shown(end.printed)} of '{end.id}'",
                )
            elif not found:
                yield Problem(
                    place, f"efficacy does not contain {shown(end.printed)} of '{end.id}'"
                )
        if left := rest.strip(" ,;"):
            yield Problem(place, f"efficacy has {shown(left)}, which no row of endpoints.csv says")


def endpoints_say_what_is_printed(tables: Tables) -> Iterator[Problem]:
    """Every number of the printed words is the time, the value or a bound, and no other is."""
    labels = {row.cells["id"]: row.cells["label"] for row in tables.rows["terms"]
              if row.cells["list"] == "time-point"}  # fmt: skip
    positions: dict[str, list[int]] = {}
    places: dict[str, str] = {}
    for place, end in tables.records["endpoints"]:
        if not end.id.startswith(f"{end.approval_id}-"):
            yield Problem(place, f"id '{end.id}' does not begin with '{end.approval_id}-'")
        printed = re.findall(r"\d+(?:\.\d+)?|\bNA\b", end.printed)
        kept = [cell for cell in (end.value, end.lower, end.upper) if cell not in MISSING_WORDS]
        times = re.findall(r"\d+", labels.get(end.time_point, ""))
        for cell in [*times, *kept]:
            if cell not in printed:
                what = "the time point" if cell in times else "a value or bound"
                yield Problem(place, f"{cell[:20]}, {what}, is not in printed {shown(end.printed)}")
            else:
                printed.remove(cell)
        if printed:
            yield Problem(
                place,
                f"printed {shown(end.printed)} has {', '.join(printed)}, which no column says",
            )
        positions.setdefault(end.approval_id, []).append(end.position)
        places.setdefault(end.approval_id, place)
    for id, found in positions.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            place = places[id]
            yield Problem(place, f"positions of '{id}' are {sorted(found)}, not 1 to {len(found)}")


def every_na_has_a_remark(tables: Tables) -> Iterator[Problem]:
    remarked = {
        row.record.subject for row in tables.records["remarks"] if row.record.kind == "ambiguous"
    }
    for place, end in tables.records["endpoints"]:
        if "NA" in (end.value, end.lower, end.upper) and end.id not in remarked:
            yield Problem(place, f"NA needs a remark of kind 'ambiguous' on '{end.id}'")


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
                    yield Problem(place, f"{column} {cell[:20]} is more than 100 percent")
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


def statements_are_as_certain_as_their_sources(tables: Tables) -> Iterator[Problem]:
    kinds = {row.cells["id"]: row.cells["kind"] for row in tables.rows["sources"]}
    copies = {row.cells["id"]: row.cells["copies"].split() for row in tables.rows["sources"]}
    for place, said in tables.records["statements"]:
        others = (said.corroborated_by or "").split()
        if said.confidence != "weak" and all(
            kinds.get(id) == "unlisted" for id in (said.source_id, *others)
        ):
            yield Problem(place, f"confidence {said.confidence}, with an unlisted source alone")
        alone = not others and kinds.get(said.source_id) not in ("supplement", "unlisted")
        if said.confidence == "confirmed" and alone and len(copies.get(said.source_id, [])) < 2:
            yield Problem(
                place, "confidence confirmed, with one source and not two copies of a notice"
            )
        if said.lang == "zh-Hans" and not re.search(r"[\u3400-\u9fff]", said.value):
            yield Problem(place, f"value {shown(said.value)} has no Chinese, but lang is zh-Hans")


def statements_and_remarks_are_shown_somewhere(tables: Tables) -> Iterator[Problem]:
    """A subject whose page has no place for them would drop them unseen."""
    for table, ids in (("endpoints", tables.ids("endpoints")),):
        for place, statement in tables.records["statements"]:
            if statement.subject in ids:
                yield Problem(
                    place, f"subject '{statement.subject}' is a row of {table}.csv: name its "
                    "approval or trial",
                )  # fmt: skip


def notes_belong_to_records(tables: Tables) -> Iterator[Problem]:
    known = {id for table in ("guidelines", "products", "approvals") for id in tables.ids(table)}
    for id in tables.notes:
        if id not in known:
            yield Problem(
                f"{tables.data.name}/notes/{id}.md",
                f"'{id}' is not a guideline, product or approval{suggestion(id, known)}",
            )


CHECKS: list[Callable[[Tables], Iterable[Problem]]] = [
    keys_are_unique,
    ids_are_unique_across_tables,
    names_do_not_differ_by_form_alone,
    links_lead_somewhere,
    the_edition_names_its_sources,
    words_are_allowed,
    broader_terms_exist,
    dates_are_within_the_edition,
    an_approval_is_named_after_its_product_and_date,
    words_the_program_speaks_are_there,
    every_measure_is_in_the_glossary,
    a_disease_is_named_by_its_indication,
    every_parent_has_children,
    the_pieces_of_an_efficacy_cell_are_its_endpoints,
    endpoints_say_what_is_printed,
    every_na_has_a_remark,
    intervals_contain_their_value,
    remarks_name_a_column,
    statements_are_as_certain_as_their_sources,
    statements_and_remarks_are_shown_somewhere,
    notes_belong_to_records,
]


def _has_ids(table: str) -> bool:
    return table == "records" or "id" in columns(table)


def _marked(model: type[Record], kind: type[Mark]) -> Iterator[tuple[str, Mark]]:
    for name, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, kind):
                yield name, mark
