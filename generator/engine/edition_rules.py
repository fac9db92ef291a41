"""Rules on editions: none is lost, reasons and redirects are true, no column was sorted alone."""

from collections.abc import Iterator

from .catalogues import Catalogue
from .changes import ABOUT_CHANGES, reasons_of
from .differences import sorted_alone
from .editions import FOLDER, tables_of
from .problems import Problem, quoted, suggestion
from .reading import SETTINGS, Tables
from .rules import Rule
from .tables import cells_of


def no_edition_is_lost(tables: Tables) -> Iterator[Problem]:
    """Of the setting that lists what was released, that the file of each is there."""
    names = {one.edition for one in tables.editions}
    for name in (tables.settings.released or "").split() if tables.settings else ():
        if name not in names:
            file = tables.place(f"{FOLDER}/{name}.json")
            reason = f"released: {name}, and {file} is missing; restore it"
            yield Problem(tables.place(SETTINGS), reason, "released")


def editions_are_in_order(tables: Tables) -> Iterator[Problem]:
    """Of the name and day of this edition, that they suit those that are released."""
    if not tables.settings or not tables.editions:
        return
    place, last = tables.place(SETTINGS), tables.editions[-1]
    name, as_of = tables.settings.edition, tables.settings.as_of
    released = {one.edition: one.as_of for one in tables.editions}
    if as_of != released.get(name, as_of):
        reason = f"edition {name} was released as of {released[name]}; name the new edition"
        yield Problem(place, f"as_of: {reason}", "as_of")
    if name < last.edition:
        reason = f"sorts before the latest edition, {last.edition}; name a later one"
        yield Problem(place, f"edition {name} {reason}", "edition")
    if name != last.edition and as_of < last.as_of:
        reason = f"is before that of the latest edition, {last.as_of}"
        yield Problem(place, f"as_of {as_of} {reason}", "as_of")


def reasons_and_redirects_name_their_edition(tables: Tables) -> Iterator[Problem]:
    """Of reasons and redirects, that their edition is the next one, or has them."""
    released = {one.edition: one for one in tables.editions}
    given = {
        (name, row.get("subject"), row.get("text"))
        for name, edition in released.items()
        for row in edition.tables.get("changes", ())
    }
    for name in ABOUT_CHANGES:
        for place, row in tables.records.get(name, ()):
            then, reason = released.get(row.edition), ""
            if then is None and tables.settings and row.edition != tables.settings.edition:
                reason = f"is neither released nor '{tables.settings.edition}'"
            elif then and name == "redirects" and row.address in then.addresses:
                reason = f"still has {row.address}"
            elif then and name == "changes" and (row.edition, row.subject, row.text) not in given:
                reason = "is released and never gave this reason"
            if reason:
                advice = f"; first name the next one in {SETTINGS}" if then else ""
                yield Problem(place, f"edition '{row.edition}' {reason}{advice}", "edition")


def reasons_name_rows(tables: Tables) -> Iterator[Problem]:
    """Of reasons, that their subject is or was a row, and their column one of a table."""
    if not tables.records.get("changes"):
        return
    schema = tables.schema
    old = [row for one in tables.editions for rows in one.tables.values() for row in rows]
    ids = {row.get("id", "") for row in old}
    ids |= {row.cells.get("id", "") for rows in tables.rows.values() for row in rows}
    names = {*schema, *(column for name in schema for column in schema.columns(name))}
    names |= tables.words("property").union(*old)  # columns there were once, too
    names |= {row.get("property", "") for row in old}
    for place, change in tables.records["changes"]:
        if change.subject not in ids:
            near = suggestion(change.subject, ids)
            reason = f"subject '{change.subject}' is and was in no table{near}"
            yield Problem(place, reason, "subject")
        if change.column and change.column not in names:
            near = suggestion(change.column, names)
            reason = f"column {quoted(change.column)} is no column of any table{near}"
            yield Problem(place, reason, "column")


def no_column_was_sorted_alone(tables: Tables) -> Iterator[Problem]:
    """Against the latest edition; a spreadsheet sorts the one column that is selected."""
    if not tables.editions:
        return
    last, now = tables_of(tables.schema, tables.editions[-1]), cells_of(tables.rows)
    for name, fault in sorted_alone(tables.schema, last, now, reasons(tables)):
        yield Problem(tables.place(f"{name}.csv"), fault)


def reasons(tables: Tables) -> set[tuple[str, str]]:
    """Subject and column, '' for all, of every reason that the next edition will give."""
    edition = tables.settings.edition if tables.settings else None
    return {*reasons_of((row.cells for row in tables.rows.get("changes", ())), edition)}


def reasons_explain_a_change(catalogue: Catalogue) -> Iterator[Problem]:
    """Reasons of the next edition that nothing changed asks for: they would be shown nowhere."""
    edition, editions = catalogue.settings.edition, catalogue.editions
    if not editions or edition == editions[-1].edition:
        return
    explained = {name for one in catalogue.unreleased_changes for name in one.reason_keys}
    whole_rows = {one.row for one in catalogue.unreleased_changes if not one.column}
    touched = {subject for one in catalogue.unreleased_changes for subject in one.subjects}
    for row in catalogue.rows.get("changes", ()):
        subject, column = row.cells["subject"], row.cells["column"]
        if row.cells["edition"] != edition or (subject, column) in explained:
            continue
        if subject in whole_rows:
            fault = f"'{subject}' came or went as a whole; leave column blank"
        elif not column and subject in touched:
            fault = f"the row of '{subject}' itself is the same as in {editions[-1].edition}; name"
            fault += " the column, property or table that changed"
        else:
            what = f"{column} of " if column else ""
            fault = f"{what}'{subject}' is the same as in {editions[-1].edition}"
        fault += ": the reason would be shown nowhere"
        yield Problem(row.place, fault, "column" if column else "subject")


EDITION_RULES: tuple[Rule, ...] = (
    no_edition_is_lost,
    editions_are_in_order,
    reasons_and_redirects_name_their_edition,
    reasons_name_rows,
    no_column_was_sorted_alone,
)
