"""What a change of the data does to the site, in words: fields, pages, figures, feeds, files."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from .addresses import address
from .catalogues import Catalogue
from .changes import NO_HISTORY, Difference, differences
from .editions import Frozen, tables_of
from .history import Redirect
from .linking import link_records
from .problems import DataProblems, Problem
from .reading import Tables
from .releases import changes_line, unreleased
from .rules import Rule, check
from .tables import NO_ROWS, Row, to_records

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


def impact(
    now: Catalogue,
    then: Catalogue | Frozen,
    *,
    site: Callable[[Catalogue], Files],
    rules: Sequence[Rule],
    questions: Questions,
) -> list[str]:
    """What the tables of now change against others, or an edition: lines of Markdown.

    `site` makes the files of a catalogue. An edition that breaks `rules`, or lacks a column or a
    table of now, is compared by its cells alone: then the pages of changed records are listed.
    """
    before = then if isinstance(then, Frozen) else unreleased(then)
    changes = differences(now.schema, before, unreleased(now))
    known = {row.get("address") for row in tables_of(now.schema, before).get("redirects", ())}
    lines = ["## Fields", "", *(f"- {field_line(one)}" for one in changes)]
    if not changes:
        lines.append("No field has changed.")
    lines += _section(
        "Renamed, divided, withdrawn",
        (redirect_line(row) for old, row in now.redirects.items() if old not in known),
    )
    touched: dict[str, list[str]] = {}
    try:
        old = thawed(now, then, rules) if isinstance(then, Frozen) else then
    except DataProblems as refused:
        lines += ["", f"Files are not compared: {_unsuited(before, refused)}."]
        touched["Pages"] = sorted({page for one in changes for page in one.pages})
    else:
        lines += _section("Self-checks", questions(old, now))
        touched |= _touched(*(site(_without_edition(one, now.settings)) for one in (old, now)))
    if feeds := sorted({f"{page}feed.xml" for one in changes for page in one.pages}):
        touched["Feeds"] = [f"{feed} (an entry with the next edition)" for feed in feeds]
    for kind in KINDS:
        lines += _section(kind, map(as_code, touched.get(kind, ())))
    if not any(touched.values()):
        lines += ["", "No page or file changes."]
    if changes:
        lines += ["", f"{changes_line(changes)}."]
    return lines


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
    except DataProblems as refused:
        yield f"Self-checks are not compared: {_unsuited(last, refused)}"


def thawed(now: Catalogue, edition: Frozen, rules: Sequence[Rule]) -> Catalogue:
    """The catalogue as it was in an edition, without what else is known of editions.

    Raises DataProblems if its rows break the rules or lack what the tables of now require.
    """
    schema, cells = now.schema, tables_of(now.schema, edition)
    settings = msgspec.structs.replace(now.settings, edition=edition.edition, as_of=edition.as_of)
    tables = Tables(schema, Path(edition.edition), settings, notes=edition.notes)
    problems = []
    for name, table in schema.tables.items():
        blank = dict.fromkeys(table.columns, "")
        tables.rows[name] = [
            Row(tables.place(f"{name}:{number}"), {**blank, **row})
            for number, row in enumerate(cells.get(name, ()), 1)
        ]
        tables.records[name], faults = to_records(table, tables.rows[name])
        problems += faults
        if not tables.rows[name] and not table.record.may_be_empty:
            problems.append(Problem(tables.place(name), NO_ROWS))
    check(tables, [], problems, rules)
    records = {name: [placed.record for placed in rows] for name, rows in tables.records.items()}
    old = replace(
        now,
        rows=tables.rows,
        records=link_records(schema, records, edition.notes),
        notes=edition.notes,
        fingerprints=edition.fingerprints,
    )
    return _without_edition(old, settings)


def _without_edition(catalogue: Catalogue, settings: Any) -> Catalogue:
    """The catalogue less what would make every page differ: edition, history, line numbers."""
    return replace(
        catalogue, settings=settings, editions=(), history=NO_HISTORY, draft=True, places={}
    )


def _unsuited(edition: Frozen, refused: DataProblems) -> str:
    """Why the site of an edition cannot be built, as a clause."""
    return f"edition {edition.edition} does not suit the tables of now ({refused.problems[0]})"


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


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    """A list below its heading with the number of its lines, or nothing if it has none."""
    items = [f"- {line}" for line in lines]
    return ["", f"## {heading} ({len(items)})", "", *items] if items else []


def field_line(one: Difference) -> str:
    """A change of a cell or row in words."""
    name = f"{one.table}, {one.row}"
    if one.column:
        return f"{name}, {one.column}: {as_code(one.before)} became {as_code(one.after)}"
    return f"{name}: {'new' if one.is_new else 'deleted'}, {as_code(one.after or one.before)}"


def redirect_line(row: Redirect) -> str:
    """What became of an address, in words."""
    to = " and ".join(map(as_code, row.targets))
    how = "is divided into" if len(row.targets) > 1 else "moves to" if to else "is withdrawn"
    return f"{' '.join(filter(None, (as_code(row.address), how, to)))}: {as_code(row.reason)}"


def as_code(text: str) -> str:
    """A value as Markdown code, so that nothing in it is Markdown; an empty one as a word."""
    plain = " ".join(text.replace("`", "'").split())
    return f"`{plain[:200]}{' ...' if len(plain) > 200 else ''}`" if plain else "nothing"
