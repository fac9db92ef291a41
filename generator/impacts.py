"""What a change of the data does to the site, in words: fields, pages, figures, feeds, files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .addresses import address
from .catalogues import Catalogue, linked
from .changes import Difference, Ledger
from .editions import Frozen, told_of
from .edits import counted
from .records import TABLES, Redirect, columns
from .tables import Row, typed

KINDS = {  # of what is touched, by the end of its address; the first that fits
    "Pages": ("/", "404.html"),
    "Figures": (".svg", ".png", ".vl.json"),
    "Feeds": ("feed.xml",),
    "Citations": (".bib", ".ris", ".csl.json", ".txt"),
    "Downloads": ("",),
}
SILENT = (".js", ".zip", ".xlsx")  # parts of pages, and files that hold all the others


def comparable(catalogue: Catalogue, edition: Any) -> Catalogue:
    """The catalogue less what would make every page differ: edition, history, line numbers."""
    return replace(
        catalogue, edition=edition, editions=(), ledger=Ledger((), {}), draft=True, places={}
    )


def thawed(catalogue: Catalogue, frozen: Frozen) -> Catalogue:
    """A frozen edition as a catalogue; of applications it has them only if they are the same."""
    records = {}
    for table in TABLES:
        rows = [
            Row("", {**dict.fromkeys(columns(table), ""), **row})
            for row in frozen.tables.get(table, [])
        ]
        records[table] = [placed.record for placed in typed(table, rows)[0]]
    edition = catalogue.edition.model_copy(
        update={"edition": frozen.edition, "as_of": frozen.as_of}
    )
    same = frozen.applications == told_of(catalogue.applications)
    return linked(
        edition,
        records,
        frozen.notes,
        fingerprints=frozen.fingerprints,
        draft=True,
        applications=catalogue.applications if same else (),
    )


def told(
    found: Sequence[Difference],
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    redirects: Iterable[Redirect] = (),
    questions: Sequence[str] = (),
) -> list[str]:
    """Lines of Markdown: how fields changed, then what differs between two sites.

    `redirects` are those that are new; `questions` are lines on values that no longer reproduce.
    """
    lines = ["## Fields", ""]
    for one in found:
        name = f"{one.table}, {one.row}{', ' if one.column else ''}{one.column}"
        if one.column:
            lines.append(f"- {name}: {quoted(one.before)} became {quoted(one.after)}")
        else:
            how, what = ("deleted", one.before) if one.before else ("new", one.after)
            lines.append(f"- {name}: {how}, {quoted(what)}")
    if not found:
        lines.append("No field has changed.")
    if moves := [f"- {moved(row)}" for row in redirects]:
        lines += ["", f"## Renamed, divided, withdrawn ({len(moves)})", "", *moves]
    if questions:
        lines += ["", f"## Self-checks ({len(questions)})", "", *(f"- {one}" for one in questions)]
    touched: dict[str, list[str]] = {}
    for file in sorted({*before, *after}):
        if before.get(file) == after.get(file) or file.endswith(SILENT):
            continue
        how = "" if file in before and file in after else " (new)" if file in after else " (gone)"
        where = address(file)
        kind = next(kind for kind, ends in KINDS.items() if where.endswith(ends))
        touched.setdefault(kind, []).append(where + how)
    feeds = sorted({f"{home}feed.xml" for one in found for home in one.homes})
    if feeds:
        touched["Feeds"] = [f"{feed} (an entry with the next edition)" for feed in feeds]
    for kind in KINDS:
        if kind in touched:
            lines += ["", f"## {kind} ({len(touched[kind])})", ""]
            lines += [f"- {quoted(where)}" for where in touched[kind]]
    if not touched:
        lines += ["", "No page or file changes."]
    if found:
        gone = sum(not one.column and bool(one.before) for one in found)
        cells = sum(bool(one.column) for one in found)
        lines += ["", f"{counted(gone, len(found) - gone - cells, cells)}."]
    return lines


def moved(row: Redirect) -> str:
    """What became of an address, in words."""
    to = [quoted(address) for address in (row.to or "").split()]
    how = "is divided into" if len(to) > 1 else "moves to" if to else "is withdrawn"
    return f"{' '.join((quoted(row.address), how, ' and '.join(to))).strip()}: {quoted(row.reason)}"


def rows_told(found: Sequence[Difference]) -> str:
    """How many rows are new, changed and gone: 3 new, 2 changed, 1 gone."""
    new = sum(not one.column and not one.before for one in found)
    gone = sum(not one.column and not one.after for one in found)
    changed = len({(one.table, one.row) for one in found if one.column})
    return f"{new} new, {changed} changed, {gone} gone"


def quoted(text: str) -> str:
    """A value as code, so that nothing in it is Markdown; an empty one as a word."""
    plain = " ".join(text.replace("`", "'").split())
    return f"`{plain[:200]}{' ...' if len(plain) > 200 else ''}`" if plain else "nothing"
