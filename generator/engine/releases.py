"""The next edition: what it changes against others, and the files that freeze it.

Nothing here writes, or knows how a site is built: what that takes comes as parameters.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from .addresses import address, published
from .catalogues import Catalogue
from .changes import ABOUT_CHANGES, differences
from .citations import figure_fingerprint
from .dates import format_date
from .differences import total
from .editions import FOLDER, Edition, differs, frozen_bytes, sealed, tables_of
from .figures import Figure
from .problems import DataProblems, Problem, hidden
from .reading import SETTINGS, Tables
from .rules import Rule, check
from .tables import NO_ROWS, Row, untidy
from .translations import translated_notes, translated_rows

Files = Mapping[str, bytes]  # by their places in the site
Questions = Callable[[Any, Any], Iterable[str]]  # (then, now) -> lines on values
KINDS = {  # of what is touched, by the end of its address; the first that fits
    "Pages": ("/", "404.html"),
    "Figures": (".svg", ".png", ".vl.json"),
    "Feeds": ("feed.xml",),
    "Citations": (".bib", ".ris", ".csl.json", ".txt"),
    "Downloads": ("",),
}
SILENT = (".js", ".zip", ".xlsx")  # parts of pages, and files that hold all the others


def release(
    catalogue: Catalogue,
    data: Path,
    day: dt.date,
    note: str,
    *,
    site: Callable[[], Iterable[str]],
    figures: Iterable[Figure],
) -> dict[Path, bytes]:
    """The files that freeze the tables of a data folder as an edition, released on that day.

    They are the edition, and the settings with its name among those released. `site` gives the
    places of the files of its site, `figures` are those on it. Raises DataProblems if there is
    nothing to release, or nothing that may be.
    """
    if problems := list(_unready(catalogue, data, day, note)):
        raise DataProblems(problems)
    edition = msgspec.structs.replace(
        catalogue.unreleased,
        released=day,
        note=note,
        fingerprints={
            **catalogue.fingerprints,
            **{figure.path: figure_fingerprint(figure) for figure in figures},
        },
        addresses=published(catalogue, site()),
    )
    names = " ".join(one.edition for one in (*catalogue.editions, edition))
    listed = re.sub(rb"(?m)^released[ \t]*=.*\n?", b"", (data / SETTINGS).read_bytes())
    line = f'\nreleased = "{names}"'.encode()
    listed = re.sub(rb"(?m)^edition[ \t]*=.*$", rb"\g<0>" + line, listed, count=1)
    return {
        data / FOLDER / f"{edition.edition}.json": frozen_bytes(sealed(edition)),
        data / SETTINGS: listed,
    }


def _unready(catalogue: Catalogue, data: Path, day: dt.date, note: str) -> Iterator[Problem]:
    """Reasons not to release yet: an edition can never be changed again."""
    settings, editions = catalogue.settings, catalogue.editions
    place = f"{data.name}/{SETTINGS}"
    if not note.strip():
        yield Problem("NOTE", "is empty; say in a sentence what is new, for readers")
    if code := hidden(note):  # in feeds for ever after
        yield Problem("NOTE", f"contains an invisible character ({code})")
    if settings.edition in {one.edition for one in editions}:
        reason = f"edition {settings.edition} is released; name the new one (edition, as_of)"
        yield Problem(place, reason)
    elif editions and not differs(catalogue.schema, editions[-1], catalogue.unreleased):
        yield Problem(f"{data.name}/", f"nothing has changed since edition {editions[-1].edition}")
    if editions and day <= editions[-1].released:
        reason = f"is not after the day on which edition {editions[-1].edition} was released"
        yield Problem(f"DATE {day}", f"{reason}, {editions[-1].released}")
    if day < settings.as_of:
        yield Problem(f"DATE {day}", f"is before the data end, {settings.as_of}")
    cited = data.resolve().parent / "CITATION.cff"
    if cited.is_file():
        version = re.search(r"""^version:[ \t]*["']?([^"'#\n]*)""", cited.read_text("utf-8"), re.M)
        if version and version[1].strip() != settings.edition:
            reason = f"version is {version[1].strip()}, and the edition {settings.edition}"
            yield Problem(cited.name, f"{reason} in {place}; write the same")
    for path in untidy(catalogue.schema, data)[0]:
        yield Problem(f"{data.name}/{path.name}", "is not in canonical form; run make tidy first")


def release_line(catalogue: Catalogue) -> str:
    """What an edition that is released now holds that the one before it did not, in a line."""
    if not catalogue.editions:
        return f"The first edition: {sum(map(len, catalogue.rows.values()))} rows."
    return f"{total(catalogue.unreleased_changes)} since {catalogue.editions[-1].edition}."


def summary(catalogue: Catalogue) -> list[str]:
    """What sound tables hold, in lines: a slip of a curator may be seen by these numbers."""
    rows = {name: own for name, own in catalogue.rows.items() if own}
    values = sum(bool(c) for own in rows.values() for row in own for c in row.cells.values())
    count = len(catalogue.editions)
    editions = {0: "No edition", 1: "One edition"}.get(count, f"{count} editions")
    changes = ""
    if catalogue.editions and catalogue.draft:
        changes = f"; since {catalogue.editions[-1].edition} {total(catalogue.unreleased_changes)}"
    return [
        f"No problems: {', '.join(f'{len(own)} {name}' for name, own in rows.items())}.",
        f"{values:,} values; {editions} released{changes}.",
    ]


def warnings(now: Catalogue, rules: Sequence[Rule], questions: Questions) -> Iterator[str]:
    """What is no problem and may still not be meant, since the latest edition has it otherwise.

    Rows and tables that are no longer there, and what `questions` gives.
    """
    if not now.editions or not now.draft:
        return
    last = now.editions[-1]
    for name, rows in tables_of(now.schema, last).items():
        if name not in now.schema.tables:
            yield f"{name}: {len(rows)} rows in edition {last.edition}, no such table: not compared"
        elif len(now.rows[name]) < len(rows):
            yield f"{name}: {len(now.rows[name])} rows, {len(rows)} in edition {last.edition}"
    try:
        yield from questions(thawed(now, last, rules), now)
    except DataProblems as error:
        yield f"Self-checks are not compared: {_unsuited(last, error)}"
    if now.settings.as_of != last.as_of:
        yield from _sentences_on_the_old_cut_off(now, last)


def _sentences_on_the_old_cut_off(now: Catalogue, last: Edition) -> Iterator[str]:
    """Cells and notes that name the day at which the data of the latest edition ended."""
    days = format_date(last.as_of), last.as_of.isoformat()
    asked = f"names {days[0]}, at which the data ended in {last.edition}: is it still true?"
    for name, rows in now.rows.items():
        for row in rows if name not in ABOUT_CHANGES else ():
            for column, cell in row.cells.items():
                if " " in cell and any(day in cell for day in days):
                    yield f"{row.place}: {column} {asked}"
    for record, note in now.notes.items():
        if any(day in note for day in days):
            yield f"notes/{record}.md: {asked}"


def impact(
    now: Catalogue,
    then: Catalogue | Edition,
    *,
    site: Callable[[Catalogue], Files],
    rules: Sequence[Rule],
    questions: Questions,
    document: Callable[..., str],
) -> str:
    """What the tables of now change against others, or an edition, in Markdown.

    `site` makes the files of a catalogue, `document` text of a template. An edition that breaks
    `rules`, or lacks a column or a table of now, is compared by its cells alone: then the pages of
    changed records are listed.
    """
    before = then if isinstance(then, Edition) else then.unreleased
    changes = differences(now.schema, before, now.unreleased)
    pages = sorted({page for one in changes for page in one.pages})
    redirected = {row.get("address") for row in tables_of(now.schema, before).get("redirects", ())}
    touched: dict[str, list[str]] = {"Pages": pages}
    answers, refused = list[str](), ""
    try:
        old = thawed(now, then, rules) if isinstance(then, Edition) else then
    except DataProblems as error:
        refused = _unsuited(before, error)
    else:
        answers = list(questions(old, now))
        touched = _touched(*(site(_without_edition(one, now.settings)) for one in (old, now)))
    if pages:
        touched["Feeds"] = [f"{page}feed.xml (an entry with the next edition)" for page in pages]
    return document(
        "texts/impact.md",
        changes=changes,
        total=total(changes),
        redirects=[row for old, row in now.redirects.items() if old not in redirected],
        refused=refused,
        answers=answers,
        touched={kind: touched.get(kind, []) for kind in KINDS},
    )


def thawed(now: Catalogue, edition: Edition, rules: Sequence[Rule]) -> Catalogue:
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
    check(tables, rules)
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
