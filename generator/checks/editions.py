"""Rules on what is said of editions: reasons and redirects that readers will be told."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..changes import differences
from ..damage import shown
from ..editions import Frozen, id_of, plain
from ..edits import sorted_alone
from ..problems import Problem
from ..records import TABLES, columns
from ..tables import suggestion
from .tables import Tables

ISO = re.compile(r"\d{4}-\d\d-\d\d")
NEXT = "first name the next one in catalogue.toml"


def editions_are_told_truly(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Of a row of changes or redirects, that its edition is the next one, or did have it."""
    if tables.edition is None:
        return
    named, released = tables.edition.edition, {one.edition: one for one in editions}
    if named in released and tables.edition.as_of != released[named].as_of:
        reason = f"edition {named} was released as of {released[named].as_of}; name the new edition"
        yield Problem(f"{tables.data.name}/catalogue.toml", f"as_of: {reason}", "as_of")
    if editions:
        yield from _older(tables, editions[-1])
    for place, change in tables.records["changes"]:
        then = released.get(change.edition)
        there = then.tables.get("changes", []) if then else []
        if then and (change.subject, change.text) not in {(r["subject"], r["text"]) for r in there}:
            reason = f"edition '{change.edition}' is released and never told this reason; {NEXT}"
            yield Problem(place, reason, "edition")
        elif not then and change.edition != named:
            reason = f"edition '{change.edition}' is neither released nor '{named}'"
            yield Problem(place, reason, "edition")
    for place, row in tables.records["redirects"]:
        then = released.get(row.edition)
        if then and row.address in then.addresses:
            reason = f"edition '{row.edition}' still has {row.address}; {NEXT}"
            yield Problem(place, reason, "edition")
        elif not then and row.edition != named:
            reason = f"edition '{row.edition}' is neither released nor '{named}'"
            yield Problem(place, reason, "edition")


def _older(tables: Tables, last: Frozen) -> Iterator[Problem]:
    """An edition that would come before the latest, by its name or by its cut-off."""
    now, place = tables.edition, f"{tables.data.name}/catalogue.toml"
    if now and now.edition < last.edition:
        reason = f"sorts before the latest edition, {last.edition}; name a later one"
        yield Problem(place, f"edition {now.edition} {reason}", "edition")
    if now and now.edition != last.edition and now.as_of < last.as_of:
        reason = f"is before that of the latest edition, {last.as_of}"
        yield Problem(place, f"as_of {now.as_of} {reason}", "as_of")


def no_column_was_sorted_alone(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Against the latest edition; a spreadsheet sorts the one column that is marked."""
    for table, rows in tables.rows.items() if editions else ():
        old, new = editions[-1].tables.get(table, []), [row.cells for row in rows]
        if fault := sorted_alone(table, old, new, reasons(tables)):
            yield Problem(f"{tables.data.name}/{table}.csv", fault)


def days_are_printed_as_they_were(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """A spreadsheet that knows a day writes it in its own form, here or in the whole column."""
    then = editions[-1].tables.get("approvals", []) if editions else []
    known = {cells["id"] for cells in then if ISO.fullmatch(cells.get("date_printed", ""))}
    known |= {subject for subject, column in reasons(tables) if column in ("", "date_printed")}
    others: dict[tuple[str, str], str] = {}  # another form, of each table of a source
    for cells in (*then, *(row.cells for row in tables.rows["approvals"])):
        printed = cells.get("date_printed", "")
        if printed and not ISO.fullmatch(printed):
            others[cells.get("source_id", ""), cells.get("source_table", "")] = printed
    for place, cells in tables.rows["approvals"]:
        other = others.get((cells["source_id"], cells["source_table"]))
        same = cells["date_printed"] == cells["approved"]
        if other and same and ISO.fullmatch(cells["approved"]) and cells["id"] not in known:
            yield Problem(
                place,
                f"date_printed {cells['date_printed']}: has a spreadsheet rewritten it? Others are "
                f"printed like {other}; if this one is not, say so in a row of changes.csv",
                "date_printed",
            )


def reasons_explain_a_change(
    tables: Tables, editions: Sequence[Frozen], marks: Mapping[str, str]
) -> Iterator[Problem]:
    """Of sound tables: a reason of the next edition that no difference asks for is told nowhere.

    `marks` are the fingerprints of records.
    """
    edition = tables.edition
    if not edition or not editions or edition.edition == editions[-1].edition:
        return
    mine = [row for row in tables.records["changes"] if row.record.edition == edition.edition]
    if not mine:
        return
    last = editions[-1]
    now = last.model_copy(
        update={
            "edition": edition.edition,
            "tables": plain(tables.rows),
            "notes": tables.notes,
            "fingerprints": marks,
        }
    )
    found = differences(last, now)
    for place, reason in mine:
        about = [one for one in found if reason.subject in {*one.named, *map(id_of, one.homes)}]
        if any(reason.column in (None, one.column, *one.named[1:]) for one in about):
            continue
        if any(not one.column and reason.subject in one.named for one in about):
            told = f"'{reason.subject}' came or went as a whole; leave column blank"
        else:
            what = f"{reason.column} of " if reason.column else ""
            told = f"{what}'{reason.subject}' is the same as in {last.edition}"
        column = "column" if reason.column else "subject"
        yield Problem(place, f"{told}: the reason would be shown nowhere", column)


def reasons(tables: Tables) -> set[tuple[str, str]]:
    """Subject and column of every reason that the next edition will tell."""
    next = tables.edition.edition if tables.edition else ""
    told = [row.cells for row in tables.rows["changes"] if row.cells["edition"] == next]
    return {(cells["subject"], cells["column"]) for cells in told}


def reasons_name_rows(tables: Tables, editions: Sequence[Frozen]) -> Iterator[Problem]:
    """Of a row of changes, that its subject is or was a row, and its column one of it."""
    known = {row.cells.get("id", "") for rows in tables.rows.values() for row in rows}
    known |= {row.get("id", "") for one in editions for rows in one.tables.values() for row in rows}
    names = {column for table in TABLES for column in columns(table)} | tables.words("property")
    for place, change in tables.records["changes"]:
        if change.subject not in known:
            near = suggestion(change.subject, known)
            said = f"subject '{change.subject}' is and was in no table{near}"
            yield Problem(place, said, "subject")
        if change.column and change.column not in names:
            near = suggestion(change.column, names)
            said = f"column {shown(change.column)} is no column of any table{near}"
            yield Problem(place, said, "column")
