"""The next edition: what the tables hold, and the files that freeze them.

Nothing here writes, or knows how a site is built: what that takes comes as parameters.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from .addresses import published
from .catalogues import Catalogue
from .citations import figure_fingerprint
from .differences import change_counts
from .editions import FOLDER, differs, frozen_bytes, sealed
from .figures import Figure
from .problems import DataProblems, Problem, hidden
from .reading import SETTINGS
from .tables import untidy


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
    if _released(listed) != names:
        reason = f'cannot be given its line released = "{names}": write edition at the start of a'
        advice = "line, not the first of the file, and released as that line is"
        raise DataProblems([Problem(f"{data.name}/{SETTINGS}", f"{reason} {advice}")])
    return {
        data / FOLDER / f"{edition.edition}.json": frozen_bytes(sealed(edition)),
        data / SETTINGS: listed,
    }


def _released(settings: bytes) -> str:
    """What settings name as released; '' if they cannot be read."""
    try:
        return str(tomllib.loads(settings.decode("utf-8-sig")).get("released", ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""


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
    return f"{change_counts(catalogue.unreleased_changes)} since {catalogue.editions[-1].edition}."


def summary(catalogue: Catalogue) -> list[str]:
    """What sound tables hold, in lines: a slip of a curator may be seen by these numbers."""
    rows = {name: own for name, own in catalogue.rows.items() if own}
    values = sum(bool(c) for own in rows.values() for row in own for c in row.cells.values())
    count = len(catalogue.editions)
    editions = {0: "No edition", 1: "One edition"}.get(count, f"{count} editions")
    changes = ""
    if catalogue.editions and catalogue.draft:
        counts = change_counts(catalogue.unreleased_changes)
        changes = f"; since {catalogue.editions[-1].edition} {counts}"
    return [
        f"No problems: {', '.join(f'{len(own)} {name}' for name, own in rows.items())}.",
        f"{values:,} values; {editions} released{changes}.",
    ]
