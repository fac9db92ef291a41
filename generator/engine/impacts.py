"""What the tables of now change against others or an edition, on the site and beside it, in words.

Nothing here knows how a site is built: what makes its files comes as a parameter.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from .addresses import address
from .catalogues import Catalogue
from .changes import ABOUT_CHANGES, differences
from .dates import format_date
from .definitions import Definition, load
from .differences import change_counts
from .editions import FOLDER, Edition, tables_of
from .problems import DataProblems, Problem, quoted
from .reading import Tables
from .rules import Rule, raise_problems
from .tables import NO_ROWS, Row
from .templates import Templates
from .translations import translated_notes, translated_rows, unused_translations

Files = Mapping[str, bytes]  # by their places in the site
KINDS = {  # of what is touched, by the end of its address; the first that fits
    "Pages": ("/", "404.html"),
    "Figures": (".svg", ".png", ".vl.json"),
    "Feeds": ("feed.xml",),
    "Citations": (".bib", ".ris", ".csl.json", ".txt"),
    "Downloads": ("",),
}
SILENT = (".js", ".zip", ".xlsx")  # parts of pages, and files that hold all the others


def impact(
    definition: Definition,
    now: Catalogue,
    data: Path,
    since: Path | None,
    site: Callable[[Catalogue], Files],
) -> str:
    """What the tables of `data` change on the site, in Markdown, since those of another folder.

    Without one, since the latest edition; raises DataProblems if there is none. `site` makes the
    files of a catalogue. An edition that breaks `old_rules`, or lacks a column or a table of now,
    is compared by its cells alone: then the pages of changed records are listed.
    """
    then: Any = now.editions[-1] if now.editions else None
    if since:
        try:
            then = load(definition, since)
        except DataProblems as error:  # by rules or columns that are newer than those tables
            reason = f"the tables of {since} are not sound by the rules of now"
            return f"Not compared: {reason} ({error.problems[0]}).\n"
    if then is None:
        reason = "there is no edition to compare with; name a folder with --since"
        raise DataProblems([Problem(f"{data.name}/{FOLDER}", reason)])
    before = then if isinstance(then, Edition) else then.unreleased
    changes = differences(now.schema, before, now.unreleased)
    pages = sorted({page for one in changes for page in one.pages})
    redirected = {row.get("address") for row in tables_of(now.schema, before).get("redirects", ())}
    touched: dict[str, list[str]] = {"Pages": pages}
    answers, refused = list[str](), ""
    try:
        old = (
            catalogue_of_edition(now, then, definition.old_rules)
            if isinstance(then, Edition)
            else then
        )
    except DataProblems as error:
        refused = _unsuited(before, error)
    else:
        answers = list(definition.questions(old, now))
        touched = _touched(*(site(_without_edition(one, now.settings)) for one in (old, now)))
    if pages:
        touched["Feeds"] = [f"{page}feed.xml (an entry with the next edition)" for page in pages]
    return Templates(definition.templates).document(
        "texts/impact.md",
        changes=changes,
        total=change_counts(changes),
        redirects=[row for old, row in now.redirects.items() if old not in redirected],
        refused=refused,
        answers=answers,
        touched={kind: touched.get(kind, []) for kind in KINDS},
    )


def catalogue_of_edition(now: Catalogue, edition: Edition, rules: Sequence[Rule]) -> Catalogue:
    """The catalogue as it was in an edition, without what else is known of editions.

    Its texts in other languages are those of now.

    Raises DataProblems if its rows break the rules or lack what the tables of now require.
    """
    schema, cells = now.schema, tables_of(now.schema, edition)
    settings = msgspec.structs.replace(
        now.settings, edition=edition.edition, as_of=edition.as_of, released=None
    )
    notes = translated_notes(edition.notes, now.notes)
    tables = Tables(schema, Path(edition.edition), settings, notes=notes)
    tables.editions = now.editions[: now.editions.index(edition) + 1]  # for the rules alone
    for name, table in schema.tables.items():
        rows = translated_rows(table, cells.get(name, ()), now.rows[name])
        tables.add(name, [Row(tables.place(f"{name}:{n}"), row) for n, row in enumerate(rows, 1)])
        if not rows and not table.record.may_be_empty:
            tables.problems.append(Problem(tables.place(name), NO_ROWS))
    raise_problems(tables, rules)
    return _without_edition(type(now).from_tables(tables), settings)


def _without_edition(catalogue: Catalogue, settings: Any) -> Catalogue:
    """The catalogue less what would make every page differ: editions and line numbers."""
    return replace(catalogue, settings=settings, editions=(), places={})


def _unsuited(edition: Edition, error: DataProblems) -> str:
    """Why the site of an edition cannot be built, as a clause."""
    return f"edition {edition.edition} does not suit the tables of now ({error.problems[0]})"


def _touched(before: Files, after: Files) -> dict[str, list[str]]:
    """Addresses of files that are new, gone or different, by their kind."""
    touched: dict[str, list[str]] = defaultdict(list)
    for file in sorted({*before, *after}):
        if before.get(file) != after.get(file) and not file.endswith(SILENT):
            how = " (new)" if file not in before else " (gone)" if file not in after else ""
            path = address(file)
            kind = next(kind for kind, ends in KINDS.items() if path.endswith(ends))
            touched[kind].append(path + how)
    return touched


def warnings(definition: Definition, now: Catalogue) -> Iterator[str]:
    """What is no problem and may still not be meant, since the latest edition has it otherwise.

    Rows, tables and notes that are no longer there, translations of texts that are in no table,
    and what the `questions` of the catalogue give.
    """
    notes = {edition.note for edition in now.editions}
    for row in unused_translations(now.schema, now.rows):
        if row.cells["text"] not in notes:
            text = quoted(row.cells["text"])
            yield f"{row.place}: text {text} is in no table: was it changed there?"
    if not now.editions or not now.draft:
        return
    last = now.editions[-1]
    for name, rows in tables_of(now.schema, last).items():
        if name not in now.schema.tables:
            yield f"{name}: {len(rows)} rows in edition {last.edition}, no such table: not compared"
        elif len(now.rows[name]) < len(rows):
            yield f"{name}: {len(now.rows[name])} rows, {len(rows)} in edition {last.edition}"
    for name in sorted(last.notes.keys() - now.notes.keys()):
        yield f"notes/{name}.md: in edition {last.edition}, no longer there"
    try:
        yield from definition.questions(catalogue_of_edition(now, last, definition.old_rules), now)
    except DataProblems as error:
        yield f"Self-checks are not compared: {_unsuited(last, error)}"
    if now.settings.as_of != last.as_of:
        yield from _sentences_on_the_old_cut_off(now, last)


def _sentences_on_the_old_cut_off(now: Catalogue, last: Edition) -> Iterator[str]:
    """Cells and notes that name the day at which the data of the latest edition ended."""
    day = last.as_of
    days = format_date(day), day.isoformat(), f"{day.year}年{day.month}月{day.day}日"
    asked = f"names {days[0]}, at which the data ended in {last.edition}: is it still true?"
    for name, rows in now.rows.items():
        for row in rows if name not in ABOUT_CHANGES else ():
            for column, cell in row.cells.items():
                if cell not in days and any(day in cell for day in days):
                    yield f"{row.place}: {column} {asked}"
    for record, note in now.notes.items():
        if any(day in note for day in days):
            yield f"notes/{record}.md: {asked}"
