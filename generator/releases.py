"""Editions made and compared: one frozen for ever, and what a change would do to the site."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .addresses import published
from .build import answering_pages, site_files
from .catalogues import Catalogue
from .changes import differences
from .checks import load
from .citations import figure_fingerprint
from .damage import hidden
from .editions import Frozen, checksum, differs, frozen_bytes, plain, read_editions, told_of
from .engine.files import rewrite
from .figures import all_figures
from .impacts import comparable, rows_told, thawed, told
from .problems import DataProblems, Problem
from .records import TABLES
from .remarks import unreproduced
from .tables import read_notes, read_table
from .tidying import untidy


def release(data: Path, day: dt.date, note: str) -> Path:
    """Freeze the tables as an edition, released on that day; returns its file.

    Raises DataProblems if there is nothing to release, or nothing that may be.
    """
    catalogue = load(data)
    edition = catalogue.edition
    path = data / "editions" / f"{edition.edition}.json"
    if problems := list(_unready(catalogue, data, day, note)):
        raise DataProblems(problems)
    figures = all_figures(catalogue)
    marks = {figure.path: figure_fingerprint(figure) for figure in figures.values()}
    frozen = as_edition(
        catalogue,
        data,
        released=day,
        note=note,
        fingerprints=catalogue.fingerprints | marks,
        addresses=published(catalogue, site_files(catalogue, data.name)),
    )
    path.parent.mkdir(exist_ok=True)
    rewrite({path: frozen_bytes(frozen)})
    return path


def _unready(catalogue: Catalogue, data: Path, day: dt.date, note: str) -> Iterator[Problem]:
    """Why an edition is not frozen that could never be changed again."""
    edition, last = catalogue.edition, catalogue.editions[-1] if catalogue.editions else None
    place, now = f"{data.name}/catalogue.toml", as_edition(catalogue, data)
    if not note.strip():
        yield Problem("NOTE", "is empty; say in a sentence what is new: readers are told it")
    if found := hidden(note):  # in feeds for ever after
        yield Problem("NOTE", f"contains an invisible character ({found})")
    if edition.edition in {one.edition for one in catalogue.editions}:
        reason = f"edition {edition.edition} is released; name the new one (edition, as_of)"
        yield Problem(place, reason)
    elif last and not differs(last, now.as_of, now.tables, now.notes, now.applications):
        yield Problem(data.name + "/", f"nothing has changed since edition {last.edition}")
    if last and day <= last.released:
        reason = f"is not after the day on which edition {last.edition} was released"
        yield Problem(f"DATE {day}", f"{reason}, {last.released}")
    if day < edition.as_of:
        yield Problem(f"DATE {day}", f"is before the data end, {edition.as_of}")
    cited = data.resolve().parent / "CITATION.cff"
    if cited.is_file():
        version = re.search(r"""^version:[ \t]*["']?([^"'#\n]*)""", cited.read_text("utf-8"), re.M)
        if version and version[1].strip() != edition.edition:
            reason = f"version is {version[1].strip()}, and the edition {edition.edition}"
            yield Problem(cited.name, f"{reason} in {place}; write the same")
    for path in untidy(data)[0]:
        yield Problem(f"{data.name}/{path.name}", "is not in canonical form; run make tidy first")


def frozen_told(data: Path) -> str:
    """What the latest edition holds that the one before it did not, in a line."""
    editions = read_editions(data)[0]
    if len(editions) < 2:
        return f"The first edition: {sum(map(len, editions[-1].tables.values()))} rows."
    was, now = editions[-2:]
    return f"Rows: {rows_told(differences(was, now))} since {was.edition}."


def impact(data: Path, since: Path | None = None) -> list[str]:
    """What the tables change against those of another folder, or the latest edition: Markdown."""
    now = load(data)
    try:
        then = load(since) if since else None
    except DataProblems as refused:  # by rules or columns that are newer than those tables
        first = f"{refused.problems[0].place}: {refused.problems[0].message}"
        return [f"Not compared: the tables of {since} are not sound by the rules of now ({first})."]
    if then is None and not now.editions:
        reason = "there is no edition to compare with; name a folder with --since"
        raise DataProblems([Problem(f"{data.name}/editions", reason)])
    answering_pages(now, all_figures(now), data.name)
    before = as_edition(then, since) if then and since else now.editions[-1]
    found = differences(before, as_edition(now, data))
    old = then or thawed(now, before)
    before_it, after_it = (
        site_files(comparable(catalogue, now.edition), data.name) for catalogue in (old, now)
    )
    known = {row["address"] for row in before.tables.get("redirects", [])}
    redirects = [row for old, row in now.redirects.items() if old not in known]
    return told(found, before_it, after_it, redirects, list(unreproduced(old, now)))


def as_edition(catalogue: Catalogue, data: Path, **more: Any) -> Frozen:
    """The tables and notes of a folder as an edition has them; `more` are further facts of it."""
    edition = catalogue.edition
    facts = {
        "edition": edition.edition,
        "as_of": edition.as_of,
        "released": edition.as_of,
        "note": "",
        "tables": plain({table: read_table(table, data)[0] for table in TABLES}),
        "notes": read_notes(data)[0],
        "applications": told_of(catalogue.applications),
        "fingerprints": catalogue.fingerprints,
        "addresses": [],
        "checksum": "",
    }
    found = Frozen.model_validate({**facts, **more})
    return found.model_copy(update={"checksum": checksum(found)})
