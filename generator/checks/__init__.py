"""What must hold, within and across tables: small generators of problems, listed in CHECKS."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..applications import FILES, WORDS, Application, read_applications
from ..catalogues import Catalogue, linked
from ..editions import fingerprints, is_draft, plain, read_editions, told_of
from ..problems import DataProblems, Problem
from ..records import TABLES
from ..tables import Row, read_edition, read_notes, read_table, suggestion, typed
from .editions import (
    days_are_printed_as_they_were,
    editions_are_told_truly,
    no_column_was_sorted_alone,
    reasons_explain_a_change,
    reasons_name_rows,
)
from .links import (
    broader_terms_exist,
    every_measure_is_in_the_glossary,
    every_parent_has_children,
    ids_are_no_names_that_pages_give_to_others,
    ids_are_unique_across_tables,
    keys_are_unique,
    links_lead_somewhere,
    lists_of_words_are_known,
    names_do_not_differ_by_form_alone,
    notes_belong_to_records,
    the_edition_names_its_sources,
    words_are_allowed,
    words_the_program_speaks_are_there,
)
from .printed import (
    a_basis_quotes_the_printed_words,
    a_row_of_the_source_is_read_once,
    names_have_single_blanks,
    units_suit_what_is_measured,
)
from .results import (
    endpoints_say_what_is_printed,
    every_na_has_a_remark,
    intervals_contain_their_value,
    the_pieces_of_an_efficacy_cell_are_its_endpoints,
)
from .statements import (
    a_disease_is_named_by_its_indication,
    an_approval_is_named_after_its_product_and_date,
    dates_are_within_the_edition,
    remarks_name_a_column,
    statements_and_remarks_are_shown_somewhere,
    statements_are_as_certain_as_their_sources,
)
from .tables import RECORDS, Tables

FOLDERS = {"editions", "notes"}  # of the data folder
CHECKS: list[Callable[[Tables], Iterable[Problem]]] = [
    keys_are_unique,
    ids_are_unique_across_tables,
    ids_are_no_names_that_pages_give_to_others,
    names_do_not_differ_by_form_alone,
    links_lead_somewhere,
    the_edition_names_its_sources,
    words_are_allowed,
    lists_of_words_are_known,
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
    a_basis_quotes_the_printed_words,
    a_row_of_the_source_is_read_once,
    units_suit_what_is_measured,
    names_have_single_blanks,
]


def load(data: Path, rows: Mapping[str, list[Row]] | None = None) -> Catalogue:
    """The checked and linked catalogue of a data folder; raises DataProblems with all problems.

    With `rows` of each table its file is not read.
    """
    edition, problems = read_edition(data)
    notes, more = read_notes(data)
    problems += [*more, *unexpected_files(data)]
    tables = Tables(data, edition, notes=notes)
    unreadable = False
    for table in TABLES:
        tables.rows[table], more = (rows[table], []) if rows else read_table(table, data)
        problems += more
        unreadable |= bool(more) and not tables.rows[table]
    if unreadable:  # the rest would only be its consequences
        raise DataProblems(sorted(set(problems), key=_by_place))
    read = [*problems]
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
    editions, more = read_editions(data)
    problems += more
    problems += editions_are_told_truly(tables, editions)
    problems += reasons_name_rows(tables, editions)
    problems += no_column_was_sorted_alone(tables, editions)
    problems += days_are_printed_as_they_were(tables, editions)
    stated = plain(tables.rows)
    if not problems:  # differences are those of sound tables
        marks = fingerprints(stated, notes)
        problems += reasons_explain_a_change(tables, editions, marks)
    if problems or edition is None:
        raise DataProblems(sorted(_causes(problems, read), key=_by_place))
    records = {table: [placed.record for placed in tables.records[table]] for table in TABLES}
    return linked(
        edition,
        records,
        notes,
        editions=editions,
        fingerprints=marks,
        draft=is_draft(edition, stated, notes, told_of(applications), editions),
        places={id: place for table in RECORDS for id, place in tables.ids(table).items()}
        | {row.address: place for place, row in tables.records["redirects"]},
        applications=applications,
    )


def _causes(problems: list[Problem], read: list[Problem]) -> set[Problem]:
    """The problems, less what checks say of cells that were spoilt when they were `read`."""
    spoilt = {(one.place, one.column) for one in read if one.column}
    return {*read, *(one for one in problems if (one.place, one.column) not in spoilt)}


def unexpected_files(data: Path) -> Iterator[Problem]:
    """Files in the data folder that nobody would read, such as a copy or a misspelt table.

    What editors and spreadsheets, or we when killed, leave beside a file is passed over.
    """
    known = {f"{table}.csv" for table in TABLES} | {*FILES, "catalogue.toml", "applications.toml"}
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        expected = known if path.is_file() else FOLDERS
        if path.name not in expected and not _left_beside(path):
            near = suggestion(path.name, expected)
            yield Problem(f"{data.name}/{path.name}", f"is no table of the catalogue{near}")
    for path in sorted((data / "editions").iterdir()) if (data / "editions").is_dir() else ():
        if path.suffix != ".json" and not _left_beside(path):
            reason = "is no edition: they are made by release"
            yield Problem(f"{data.name}/editions/{path.name}", reason)
    for path in sorted((data / "notes").iterdir()) if (data / "notes").is_dir() else ():
        if path.suffix != ".md" and not _left_beside(path):
            yield Problem(f"{data.name}/notes/{path.name}", "is no note: notes are ID.md")


def _left_beside(path: Path) -> bool:
    """Whether it is called like .products.csv.swp, ~$x.xlsx, #products.csv# or products.csv~."""
    return path.name[0] in ".~#" or path.name[-1] == "~"


def _by_place(problem: Problem) -> tuple[str, int, str]:
    name, _, line = problem.place.partition(":")
    return name, int(line) if line.isdecimal() else 0, problem.message
