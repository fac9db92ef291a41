"""Editions made and compared: one frozen for ever, and what a change would do to the site."""

import datetime as dt
from pathlib import Path
from typing import Any

from .addresses import published
from .build import answering_pages, site_files
from .catalogues import Catalogue
from .changes import differences
from .checks import load
from .citations import figure_fingerprint
from .editions import Frozen, checksum, frozen_bytes, plain
from .figures import all_figures
from .impacts import comparable, thawed, told
from .problems import DataProblems, Problem
from .records import TABLES
from .tables import hidden, read_notes, read_table


def release(data: Path, day: dt.date, note: str) -> Path:
    """Freeze the tables as an edition, released on that day; returns its file.

    Raises DataProblems if there is nothing to release, or nothing that may be.
    """
    catalogue = load(data)
    edition = catalogue.edition
    path = data / "editions" / f"{edition.edition}.json"
    place = f"{data.name}/catalogue.toml"
    if path.exists():
        reason = f"edition {edition.edition} is released; name the new one (edition, as_of)"
        raise DataProblems([Problem(place, reason)])
    if catalogue.editions and day <= (last := catalogue.editions[-1]).released:
        reason = f"is not after the last release, {last.edition} on {last.released}"
        raise DataProblems([Problem(f"--date {day}", reason)])
    if found := hidden(note):  # in feeds for ever after
        raise DataProblems([Problem("--note", f"contains an invisible character ({found})")])
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
    fresh = path.with_suffix(".json~")
    fresh.write_bytes(frozen_bytes(frozen))
    fresh.replace(path)
    return path


def impact(data: Path, since: Path | None = None) -> list[str]:
    """What the tables change against those of another folder, or the latest edition: Markdown."""
    now = load(data)
    then = load(since) if since else None
    if then is None and not now.editions:
        reason = "there is no edition to compare with; name a folder with --since"
        raise DataProblems([Problem(f"{data.name}/editions", reason)])
    answering_pages(now, all_figures(now), data.name)
    before = as_edition(then, since) if then and since else now.editions[-1]
    found = differences(before, as_edition(now, data))
    sites = [
        site_files(comparable(catalogue, now.edition), data.name)
        for catalogue in (then or thawed(now, before), now)
    ]
    return told(found, *sites)


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
        "fingerprints": catalogue.fingerprints,
        "addresses": [],
        "checksum": "",
    }
    found = Frozen.model_validate({**facts, **more})
    return found.model_copy(update={"checksum": checksum(found)})
