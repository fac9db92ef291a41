"""Rules that follow from the declaration of tables: what is named exists, once.

A rule is a function from the tables as read to the problems it sees; RULES lists these. A
catalogue has further ones of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from .columns import Parent, Reference, Word
from .problems import DataProblems, Problem, by_place, quoted, suggestion
from .reading import ABOUT, SETTINGS, Tables
from .schema import Table

Rule = Callable[[Tables], Iterable[Problem]]


def raise_problems(tables: Tables, rules: Sequence[Rule]) -> None:
    """Raise DataProblems with every problem of the tables, sorted by place, if there is any.

    What rules say of cells with a problem of its file follows from that and is left out.
    """
    spoilt = {(one.place, one.column) for one in tables.problems if one.column}
    problems = [*tables.value_problems, *(fault for rule in rules for fault in rule(tables))]
    causes = {*tables.problems, *(one for one in problems if (one.place, one.column) not in spoilt)}
    if causes:
        raise DataProblems(sorted(causes, key=by_place))


def keys_are_unique(tables: Tables) -> Iterator[Problem]:
    for name, table in tables.schema.tables.items():
        for key in sorted({table.record.key, table.identity}):
            seen: dict[tuple[str, ...], str] = {}
            for row in tables.rows[name]:
                cells = {column: row.cells[column] for column in key}
                if {column for column, cell in cells.items() if not cell} - table.optional:
                    continue  # which is a problem of its own
                place = seen.setdefault(tuple(cells.values()), row.place)
                if place != row.place:
                    named = " and ".join(f"{one} {quoted(cell)}" for one, cell in cells.items())
                    yield Problem(row.place, f"{named} is there already at {place}", key[0])


def ids_are_unique_across_tables(tables: Tables) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for table in tables.schema.subjects:
        for row_id, place in tables.ids(table).items():
            if (other := seen.setdefault(row_id, place)) != place:
                reason = f"id {quoted(row_id)} is taken by {other}; ids are unique everywhere"
                yield Problem(place, reason, "id")


def ids_and_words_exist(tables: Tables) -> Iterator[Problem]:
    """Of every column that holds ids of rows or words of a list, that there are such."""
    for name, table in tables.schema.tables.items():
        for column_name, column in table.columns.items():
            if not isinstance(column, Word | Reference):
                continue
            allowed = set(tables.allowed(name, column))
            for row in tables.rows[name]:
                cell = row.cells[column_name]
                for word in cell.split() if column.many else [cell]:
                    if word and word not in allowed:
                        home = _home(tables, name, column, word)
                        reason = f"{column_name} {quoted(word)} is not {home}"
                        yield Problem(row.place, reason + suggestion(word, allowed), column_name)


def _home(tables: Tables, name: str, column: Word | Reference, word: str) -> str:
    """Where a word should be; of the id of a row that has no such children, that is said."""
    if isinstance(column, Word):
        return f"a word of the list '{column.of}' in {tables.schema.words}.csv"
    if column.to:
        return f"in {_files(column.to)}"
    home = tables.subjects().get(word)
    if home is None:
        return "in any table of records"
    parents = _files(tables.schema.parents(name))
    return f"in {parents}, but a row of {home}.csv, whose page shows no {name}"


def _files(tables: Iterable[str]) -> str:
    return " or ".join(f"{table}.csv" for table in tables)


def notes_belong_to_records(tables: Tables) -> Iterator[Problem]:
    """Of notes, that they belong to a record whose page shows them."""
    homes = [name for name, table in tables.schema.tables.items() if "note" in table.fields]
    ids = {ABOUT, *(row_id for name in homes for row_id in tables.ids(name))}
    codes = (getattr(tables.settings, "languages", "") or "").split()
    for row_id in tables.notes:
        own, _, code = row_id.partition(".")  # a note in another language is ID.CODE.md
        if own not in ids or (code and tables.settings and code not in codes):
            reason = f"{quoted(row_id)} is no id in {_files(homes)}{suggestion(row_id, ids)}"
            yield Problem(tables.place(f"notes/{row_id}.md"), reason)
        elif code and own not in tables.notes:
            reason = f"is a translation, but there is no {own}.md"
            yield Problem(tables.place(f"notes/{row_id}.md"), reason)


def remarks_name_a_column(tables: Tables) -> Iterator[Problem]:
    """Of rows that are about a column of another, that it has such a column or property."""
    schema = tables.schema
    homes, properties = tables.subjects(), tables.words("property")
    for name in schema:
        if not schema.annotates(name) or "column" not in schema[name].columns:
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
    for setting, column in Table(SETTINGS, type(tables.settings)).of_kind(Reference):
        row_id = getattr(tables.settings, setting)
        allowed = tables.allowed("", column)
        if row_id not in allowed:
            reason = f"{setting} {quoted(row_id)} is not in {_files(column.to)}"
            yield Problem(tables.place(SETTINGS), reason + suggestion(row_id, allowed), setting)


def records_shown_by_others_are_used(tables: Tables) -> Iterator[Problem]:
    """Of records shown on the pages of others alone, that there is such a page."""
    for name, table in tables.schema.tables.items():
        for column, reference in table.of_kind(Reference):
            if reference.shows and not isinstance(reference, Parent):
                used = {row.cells[column] for row in tables.rows[name]}
                for other in reference.to:
                    for row_id, place in tables.ids(other).items():
                        if row_id not in used:
                            yield Problem(place, f"{quoted(row_id)} has no row in {name}.csv", "id")


RULES: tuple[Rule, ...] = (
    keys_are_unique,
    ids_are_unique_across_tables,
    ids_and_words_exist,
    notes_belong_to_records,
    remarks_name_a_column,
    settings_name_rows,
    records_shown_by_others_are_used,
)
