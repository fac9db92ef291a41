"""Files at addresses that are gone: they say where their record went, each in its own format."""

from collections.abc import Iterator, Mapping

from ..addresses import address, ending, redirect_of, successors
from ..catalogues import Catalogue
from ..citations import instead
from ..records import Redirect
from .api import envelope
from .feeds import Entry, atom, entry_id
from .tables import csv_bytes, json_bytes


def stub_files(
    catalogue: Catalogue, files: Mapping[str, bytes], site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """For each file of an earlier edition that redirects.csv answers for: its successor, or word.

    `files` are the files of this build. Pages are not made here. A picture or a workbook that has
    no successor stands no more: in it nothing can be said, and a host says truly that it is gone.
    """
    there = {address(name) for name in files}
    once = {old for edition in catalogue.editions for old in edition.addresses}
    for old in sorted(once):
        row, kind, name = redirect_of(catalogue, old), ending(old), old.lstrip("/")
        if row is None or not kind or old in there:
            continue
        to = successors(old, row, there)
        status = {0: "withdrawn", 1: "moved"}.get(len(to), "divided")
        told = f"{status.capitalize()} since edition {row.edition}. {row.reason}"
        more = {"status": status, "moved_to": to, "reason": row.reason, "since": row.edition}
        words = instead(old, told)
        if kind == "json":
            yield name, json_bytes({**envelope(catalogue), **more})
        elif kind == "xml":
            yield name, feed(catalogue, old, row, status, told, site_url)
        elif len(to) == 1 and ending(to[0]) == kind:
            yield name, files[to[0].lstrip("/")]
        elif kind == "csv":
            yield name, csv_bytes(more, [[status, " ".join(to), row.reason, row.edition]])
        elif kind in words:
            yield name, words[kind].encode()


def feed(
    catalogue: Catalogue, old: str, row: Redirect, status: str, told: str, site_url: str | None
) -> bytes:
    """A feed with one last entry."""
    home = old.removesuffix("feed.xml")
    days = {one.edition: one.released for one in catalogue.editions}
    day = days.get(row.edition, catalogue.editions[-1].released).isoformat()
    entry = Entry(entry_id(f"{old} {status}"), status.capitalize(), home, day, told)
    return atom(catalogue, home, status.capitalize(), [entry], site_url)
