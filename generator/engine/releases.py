"""Editions released: when one may be, and the files that freeze it.

Nothing here writes, or knows how a site is built: what that takes comes as parameters.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from .addresses import published
from .catalogues import Catalogue
from .changes import Difference, differences
from .editions import FOLDER, Frozen, as_edition, differs, frozen_bytes, sealed
from .edits import counted
from .problems import DataProblems, Problem, hidden
from .reading import SETTINGS
from .schema import Schema


def release(
    catalogue: Catalogue,
    data: Path,
    day: dt.date,
    note: str,
    *,
    site: Callable[[Catalogue], Iterable[str]],
    figures: Mapping[str, str],
    untidy: Iterable[str] = (),
) -> dict[Path, bytes]:
    """The files that freeze the tables of a data folder as an edition, released on that day.

    They are the edition, and the settings with its name among those released. `site` gives the
    places of the files of a site, `figures` are the fingerprints of its figures by address,
    `untidy` the tables that are not in canonical form. Raises DataProblems if there is nothing to
    release, or nothing that may be.
    """
    now = unreleased(catalogue)
    if problems := list(_unready(catalogue, now, data, day, note, untidy)):
        raise DataProblems(problems)
    edition = msgspec.structs.replace(
        now,
        released=day,
        note=note,
        fingerprints={**now.fingerprints, **figures},
        addresses=published(catalogue, site(catalogue)),
    )
    names = [*(one.edition for one in catalogue.editions), edition.edition]
    return {
        data / FOLDER / f"{edition.edition}.json": frozen_bytes(sealed(edition)),
        data / SETTINGS: _listing((data / SETTINGS).read_bytes(), names),
    }


def _unready(
    catalogue: Catalogue, now: Frozen, data: Path, day: dt.date, note: str, untidy: Iterable[str]
) -> Iterator[Problem]:
    """Why an edition is not frozen that could never be changed again."""
    settings, editions = catalogue.settings, catalogue.editions
    place = f"{data.name}/{SETTINGS}"
    if not note.strip():
        yield Problem("NOTE", "is empty; say in a sentence what is new, for readers")
    if code := hidden(note):  # in feeds for ever after
        yield Problem("NOTE", f"contains an invisible character ({code})")
    if settings.edition in {one.edition for one in editions}:
        reason = f"edition {settings.edition} is released; name the new one (edition, as_of)"
        yield Problem(place, reason)
    elif editions and not differs(catalogue.schema, editions[-1], now):
        reason = f"nothing has changed since edition {editions[-1].edition}"
        yield Problem(f"{data.name}/", reason)
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
    for name in untidy:
        yield Problem(name, "is not in canonical form; run make tidy first")


def _listing(settings: bytes, names: Iterable[str]) -> bytes:
    """The settings with these editions as released: in the line of that, or behind `edition`."""
    line = f'released = "{" ".join(names)}"'.encode()
    text, count = re.subn(rb"(?m)^released[ \t]*=[^\r\n]*", line, settings, count=1)
    if count:
        return text
    return re.sub(
        rb"(?m)^edition[ \t]*=[^\r\n]*(\r?\n|$)", rb"\g<0>" + line + b"\n", settings, count=1
    )


def unreleased(catalogue: Catalogue) -> Frozen:
    """The tables and notes of a catalogue as the next edition has them: see `as_edition`."""
    return as_edition(catalogue.schema, catalogue.settings, catalogue.rows, catalogue.notes)


def release_line(schema: Schema, editions: Sequence[Frozen]) -> str:
    """What the latest edition holds that the one before it did not, in a line."""
    if len(editions) < 2:
        return f"The first edition: {sum(map(len, editions[-1].tables.values()))} rows."
    before, after = editions[-2:]
    return f"{changes_line(differences(schema, before, after))} since {before.edition}."


def changes_line(changes: Sequence[Difference]) -> str:
    """How many there are: 66 changes: 63 rows deleted, 0 new, 3 cells changed."""
    deleted, new = sum(one.is_deletion for one in changes), sum(one.is_new for one in changes)
    return counted(deleted, new, len(changes) - deleted - new)


def summary(catalogue: Catalogue) -> list[str]:
    """What sound tables hold, in lines: a slip of a curator may be seen by these numbers."""
    rows = {name: len(own) for name, own in catalogue.rows.items() if own}
    values = sum(
        1 for own in catalogue.rows.values() for row in own for c in row.cells.values() if c
    )
    count = len(catalogue.editions)
    editions = {0: "No edition", 1: "One edition"}.get(count, f"{count} editions")
    changes = ""
    if catalogue.editions and catalogue.draft:
        last = catalogue.editions[-1]
        differing = differences(catalogue.schema, last, unreleased(catalogue))
        changes = f"; since {last.edition} {changes_line(differing)}"
    return [
        f"No problems: {', '.join(f'{number} {name}' for name, number in rows.items())}.",
        f"{values:,} values; {editions} released{changes}.",
    ]
