"""Rules on editions: none is lost, reasons and redirects are true, no column was sorted by itself.

They take the tables as read and the frozen editions, oldest first: EDITION_RULES lists them. With
their editions they are rules like all others: see `with_editions`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from .changes import ABOUT_CHANGES, differences
from .editions import FOLDER, Frozen, tables_of
from .edits import sorted_alone
from .history import Change
from .problems import Problem, quoted, suggestion
from .reading import SETTINGS, Tables
from .rules import Rule

EditionRule = Callable[[Tables, Sequence[Frozen]], Iterable[Problem]]
NEXT = f"first name the next one in {SETTINGS}"


def no_edition_is_lost(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Of the setting that lists what was released, that the file of each is there."""
    names = {one.edition for one in editions}
    for name in (tables.settings.released or "").split() if tables.settings else ():
        if name not in names:
            place = tables.place(SETTINGS)
            file = tables.place(f"{FOLDER}/{name}.json")
            yield Problem(place, f"released: {name}, and {file} is missing; restore it", "released")


def editions_are_in_order(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Of the name and day of this edition, that they suit those that are released."""
    if not tables.settings or not editions:
        return
    place, last = tables.place(SETTINGS), editions[-1]
    name, as_of = tables.settings.edition, tables.settings.as_of
    released = {one.edition: one.as_of for one in editions}
    if as_of != released.get(name, as_of):
        reason = f"edition {name} was released as of {released[name]}; name the new edition"
        yield Problem(place, f"as_of: {reason}", "as_of")
    if name < last.edition:
        reason = f"sorts before the latest edition, {last.edition}; name a later one"
        yield Problem(place, f"edition {name} {reason}", "edition")
    if name != last.edition and as_of < last.as_of:
        reason = f"is before that of the latest edition, {last.as_of}"
        yield Problem(place, f"as_of {as_of} {reason}", "as_of")


def reasons_and_redirects_name_their_edition(
    tables: Tables, editions: Sequence[Frozen]
) -> Iterator[Problem]:
    """Of reasons and redirects, that their edition is the next one, or has them."""
    released = {one.edition: one for one in editions}
    for name in ABOUT_CHANGES:
        for place, row in tables.records.get(name, ()):
            then, reason = released.get(row.edition), ""
            if then is None and tables.settings and row.edition != tables.settings.edition:
                reason = f"is neither released nor '{tables.settings.edition}'"
            elif then and name == "redirects" and row.address in then.addresses:
                reason = f"still has {row.address}; {NEXT}"
            elif then and name == "changes" and not _gives(then, row):
                reason = f"is released and never gave this reason; {NEXT}"
            if reason:
                yield Problem(place, f"edition '{row.edition}' {reason}", "edition")


def _gives(edition: Frozen, change: Change) -> bool:
    """Whether an edition has that reason."""
    rows = edition.tables.get("changes", ())
    return any((change.subject, change.text) == (r.get("subject"), r.get("text")) for r in rows)


def reasons_name_rows(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Of reasons, that their subject is or was a row, and their column one of a table."""
    if not tables.records.get("changes"):
        return
    schema = tables.schema
    old = [row for one in editions for rows in one.tables.values() for row in rows]
    ids = {row.get("id", "") for row in old}
    ids |= {row.cells.get("id", "") for rows in tables.rows.values() for row in rows}
    names = {column for name in schema for column in schema.columns(name)}
    names |= set(tables.words("property")).union(*old)  # columns there were once, too
    for place, change in tables.records["changes"]:
        if change.subject not in ids:
            near = suggestion(change.subject, ids)
            reason = f"subject '{change.subject}' is and was in no table{near}"
            yield Problem(place, reason, "subject")
        if change.column and change.column not in names:
            near = suggestion(change.column, names)
            reason = f"column {quoted(change.column)} is no column of any table{near}"
            yield Problem(place, reason, "column")


def no_column_was_sorted_alone(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Against the latest edition; a spreadsheet sorts the one column that is selected."""
    last = tables_of(tables.schema, editions[-1]) if editions else {}
    explained = reasons(tables)
    for name in tables.schema if editions else ():
        old, new = last.get(name, ()), [row.cells for row in tables.rows[name]]
        if fault := sorted_alone(tables.schema[name], old, new, explained):
            yield Problem(tables.place(f"{name}.csv"), fault)


def reasons(tables: Tables) -> set[tuple[str, str]]:
    """Subject and column, '' for all, of every reason that the next edition will give."""
    rows = [row.cells for row in tables.rows.get("changes", ())]
    edition = tables.settings.edition if tables.settings else ""
    return {(row["subject"], row["column"]) for row in rows if row["edition"] == edition}


def reasons_explain_a_change(
    tables: Tables, editions: Sequence[Frozen], now: Frozen
) -> Iterator[Problem]:
    """Of tables without problems, `now` as an edition: reasons of it that nothing changed asks for.

    They would be shown nowhere.
    """
    placed = [one for one in tables.records.get("changes", ()) if one.record.edition == now.edition]
    if not placed or not editions or now.edition == editions[-1].edition:
        return
    last = editions[-1]
    changed = differences(tables.schema, last, now)
    for place, reason in placed:
        subject, column = reason.subject, reason.column or ""
        if any(one.is_named_by(subject, column) for one in changed):
            continue
        if any(not one.column and one.row == subject for one in changed):
            fault = f"'{subject}' came or went as a whole; leave column blank"
        else:
            what = f"{column} of " if column else ""
            fault = f"{what}'{subject}' is the same as in {last.edition}"
        fault += ": the reason would be shown nowhere"
        yield Problem(place, fault, "column" if column else "subject")


EDITION_RULES: tuple[EditionRule, ...] = (
    no_edition_is_lost,
    editions_are_in_order,
    reasons_and_redirects_name_their_edition,
    reasons_name_rows,
    no_column_was_sorted_alone,
)


def with_editions(rules: Iterable[EditionRule], editions: Sequence[Frozen]) -> list[Rule]:
    """Rules on editions as rules on tables alone."""

    def bound(rule: EditionRule) -> Rule:
        return lambda tables: rule(tables, editions)

    return [bound(rule) for rule in rules]
