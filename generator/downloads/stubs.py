"""Files at addresses that are gone: they say where their record went, each in its own format."""

import json
from collections.abc import Iterator, Mapping

from ..addresses import address, redirect_of, successor
from ..catalogues import Catalogue
from ..citations import instead
from .api import envelope
from .feeds import Entry, atom, entry_id
from .tables import json_bytes


def stub_files(
    catalogue: Catalogue, files: Mapping[str, bytes], site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """For each file of an earlier edition that redirects.csv answers for: its successor, or word.

    `files` are the files of this build. Pages are not made here.
    """
    there = {address(name): name for name in files}
    once = {old for edition in catalogue.editions for old in edition.addresses}
    for old in sorted(once):
        row = redirect_of(catalogue, old)
        if row is None or old.endswith("/") or "#" in old or old in there:
            continue
        to = [successor(old, row, home) for home in (row.to or "").split()]
        status = {0: "withdrawn", 1: "moved"}.get(len(to), "divided")
        told = f"{status.capitalize()} since edition {row.edition}. {row.reason}"
        if old.endswith(".xml"):
            home = old.removesuffix("feed.xml")
            released = next(
                (one.released for one in catalogue.editions if one.edition == row.edition),
                catalogue.editions[-1].released,
            ).isoformat()
            entry = Entry(entry_id(f"{old} {status}"), status.capitalize(), home, released, told)
            content = atom(catalogue, home, status.capitalize(), [entry], site_url)
        elif old.endswith(".json") and not old.endswith(".csl.json"):
            more = {"status": status, "moved_to": to, "reason": row.reason, "since": row.edition}
            content = json_bytes({**envelope(catalogue), **more})
        elif len(to) == 1 and to[0] in there:
            content = files[there[to[0]]]
        elif old.endswith(".csl.json"):
            content = (json.dumps([{"id": old, "type": "dataset", "note": told}]) + "\n").encode()
        else:
            content = instead(old.rpartition(".")[2], told).encode()
        yield old.lstrip("/"), content
