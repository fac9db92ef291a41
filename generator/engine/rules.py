"""Rules that follow from the declaration of tables: what is named exists, once.

A rule is a function from the tables as read to the problems it sees; RULES lists these. A
catalogue has further ones of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from .columns import MISSING_WORDS, Parent, Reference, Word
from .problems import DataProblems, Problem, by_place
from .reading import SETTINGS, Tables
from .schema import columns_of
from .settings import ABOUT
from .text import quoted, suggestion

Rule = Callable[[Tables], Iterable[Problem]]


def check(
    tables: Tables, reading: Sequence[Problem], typing: Sequence[Problem], rules: Sequence[Rule]
) -> None:
    """Raise DataProblems with every problem of the tables, sorted by place, if there is any.

    `reading` are the problems of files and cells: what rules say of the same cells follows from
    them and is left out.
    """
    spoilt = {(one.place, one.column) for one in reading if one.column}
    problems = [*typing, *(problem for rule in rules for problem in rule(tables))]
    causes = {*reading, *(one for one in problems if (one.place, one.column) not in spoilt)}
    if causes:
        raise DataProblems(sorted(causes, key=by_place))


def keys_are_unique(tables: Tables) -> Iterator[Problem]:
    for name, table in tables.schema.tables.items():
        for key in sorted({table.record.key, table.identity}):
            seen: dict[tuple[str, ...], str] = {}
            for row in tables.rows[name]:
                cells = tuple(row.cells[column] for column in key)
                blank = {column for column, cell in zip(key, cells, strict=True) if not cell}
                if blank - table.optional:
                    continue  # which is a problem of its own
                if cells in seen:
                    parts = zip(key, cells, strict=True)
                    named = " and ".join(f"{column} {quoted(cell)}" for column, cell in parts)
                    yield Problem(row.place, f"{named} is there already at {seen[cells]}", key[0])
                seen.setdefault(cells, row.place)


def ids_are_unique_across_tables(tables: Tables) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for table in tables.schema.subjects:
        for row_id, place in tables.ids(table).items():
            if row_id in seen:
                reason = (
                    f"id {quoted(row_id)} is taken by {seen[row_id]}; ids are unique everywhere"
                )
                yield Problem(place, reason, "id")
            seen.setdefault(row_id, place)


def references_lead_to_rows(tables: Tables) -> Iterator[Problem]:
    """Of every column that holds ids of rows, that there are such rows."""
    for name, table in tables.schema.tables.items():
        for column, reference in table.of_kind(Reference):
            to = reference.to or tables.schema.parents(name)
            allowed = {row_id for other in to for row_id in tables.ids(other)}
            where = " or ".join(f"{other}.csv" for other in reference.to)
            for row in tables.rows[name]:
                cell = row.cells[column]
                for row_id in cell.split() if reference.many else [cell]:
                    if not row_id or row_id in allowed:
                        continue
                    if reference.or_missing and row_id in MISSING_WORDS:
                        continue
                    home = where or _any_table(tables, row_id, name)
                    reason = f"{column} {quoted(row_id)} is not in {home}"
                    yield Problem(row.place, reason + suggestion(row_id, allowed), column)


def _any_table(tables: Tables, row_id: str, name: str) -> str:
    """Where a subject should be; if it is a row that has no such children, that is said."""
    home = tables.subjects().get(row_id)
    if home is None:
        return "any table of records"
    others = " or ".join(f"{other}.csv" for other in tables.schema.parents(name))
    return f"{others}, but a row of {home}.csv, whose page shows no {name}"


def words_are_allowed(tables: Tables) -> Iterator[Problem]:
    """Of every column that holds a word of a list, that the list has it."""
    for name, table in tables.schema.tables.items():
        for column, word in table.of_kind(Word):
            allowed = tables.words(word.of) | (set(MISSING_WORDS) if word.or_missing else set())
            for row in tables.rows[name]:
                cell = row.cells[column]
                if cell and cell not in allowed:
                    reason = f"{column} {quoted(cell)} is not a word of the list '{word.of}'"
                    reason += f" in {tables.schema.words}.csv{suggestion(cell, allowed)}"
                    yield Problem(row.place, reason, column)


def notes_belong_to_records(tables: Tables) -> Iterator[Problem]:
    """Of notes, that they belong to a record whose page shows them."""
    schema = tables.schema
    homes = [name for name in schema if "note" in schema[name].fields]
    known = {ABOUT, *(row_id for name in homes for row_id in tables.ids(name))}
    for row_id in tables.notes:
        if row_id not in known:
            kinds = " or ".join(f"{name}.csv" for name in homes)
            reason = f"{quoted(row_id)} is no id in {kinds}{suggestion(row_id, known)}"
            yield Problem(tables.place(f"notes/{row_id}.md"), reason)


def remarks_name_a_column(tables: Tables) -> Iterator[Problem]:
    """Of rows that are about a column of another, that it has such a column or property."""
    schema = tables.schema
    homes = tables.subjects()
    properties = tables.words("property")
    for name, table in schema.tables.items():
        if not schema.annotates(name) or "column" not in table.columns:
            continue
        for place, remark in tables.records[name]:
            home = homes.get(remark.subject)
            if home is None:
                continue  # which is a problem of its own
            allowed = {*schema.columns(home), *properties}
            if remark.column not in allowed:
                reason = f"column {quoted(remark.column)} is neither a column of {home}.csv nor a"
                reason += f" property{suggestion(remark.column, allowed)}"
                yield Problem(place, reason, "column")


def settings_name_rows(tables: Tables) -> Iterator[Problem]:
    """Of settings that hold the id of a row, that there is such a row."""
    if tables.settings is None:
        return
    for setting, column in columns_of(type(tables.settings)).items():
        if isinstance(column, Reference):
            row_id = getattr(tables.settings, setting)
            allowed = {other for to in column.to for other in tables.ids(to)}
            if row_id not in allowed:
                where = " or ".join(f"{to}.csv" for to in column.to)
                reason = f"{setting} {quoted(row_id)} is not in {where}"
                reason += suggestion(row_id, allowed)
                yield Problem(tables.place(SETTINGS), reason, setting)


def records_shown_by_others_are_used(tables: Tables) -> Iterator[Problem]:
    """Of records shown on the pages of others alone, that there is such a page."""
    schema = tables.schema
    for name, table in schema.tables.items():
        for column, reference in table.of_kind(Reference):
            if isinstance(reference, Parent) or not reference.shows:
                continue
            used = {row.cells[column] for row in tables.rows[name]}
            for other in reference.to:
                for row_id, place in tables.ids(other).items():
                    if row_id not in used:
                        yield Problem(place, f"{quoted(row_id)} has no row in {name}.csv", "id")


RULES: tuple[Rule, ...] = (
    keys_are_unique,
    ids_are_unique_across_tables,
    references_lead_to_rows,
    words_are_allowed,
    notes_belong_to_records,
    remarks_name_a_column,
    settings_name_rows,
    records_shown_by_others_are_used,
)
