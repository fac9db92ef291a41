"""Pages and files at addresses that are gone, which say where their content went.

Pages are drawn by the templates `moved` and `gone`; files say it each in its own format. The page
that verifies citations gets every fingerprint that there has been.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from .addresses import address, ending, once_published, redirect_of, successors
from .catalogues import Catalogue
from .citations import figure_fingerprint, removed_forms, title_of
from .discovery import FeedEntry, atom, entry_id
from .editions import Redirect
from .figures import Figure
from .files import File, Shaped, csv_bytes, json_bytes
from .pages import Page, PageKind, pages_of
from .snapshots import past_path
from .templates import RenderText, Templates

GONE_TEMPLATES = ("moved", "gone")  # of pages at addresses that are gone
TEXTS = "texts/moved.txt"
STATUS = ("withdrawn", "moved", "divided")  # by the number of successors: none, one, several
SAY_SO_THEMSELVES = ("json", "jsonld", "xml")  # formats in which a moved file says so itself


def all_pages(
    kinds: Iterable[PageKind], catalogue: Any, part_counts: Mapping[str, int] | None = None
) -> list[Page]:
    """Every page of these kinds, and one at each address of a page that is gone.

    `part_counts` are as in `pages_of`.
    """
    gone: dict[str, list[Redirect]] = defaultdict(list)  # parts of pages, by the page they were on
    for old, row in catalogue.redirects.items():
        if "#" in old:
            gone[old.partition("#")[0]].append(row)
    pages = [
        replace(page, gone=tuple(gone[page.path])) if page.path in gone else page
        for page in pages_of(kinds, catalogue, part_counts)
    ]
    return [*pages, *moved_pages(catalogue, {page.path for page in pages})]


def moved_pages(catalogue: Catalogue, existing: Container[str]) -> Iterator[Page]:
    """A page for each address that redirects answer for, and for those below it.

    `existing` are the addresses of all other pages.
    """
    versions = catalogue.history.versions
    for old in sorted({*once_published(catalogue), *catalogue.redirects}):
        row = redirect_of(catalogue, old)
        if row is not None and old.endswith("/"):
            to = successors(old, row, existing)
            yield Page(
                path=old,
                template="moved" if len(to) == 1 else "gone",
                context=partial(dict, row=row, to=to, history=versions.get(old, ())),
            )


def moved_files(
    catalogue: Catalogue,
    files: Mapping[str, bytes],
    head: Shaped,
    templates: Templates,
    site_url: str | None,
) -> Iterator[File]:
    """A file at each address of a file that redirects answer for: its successor, or what it says.

    `files` are those of this build, `head` is the envelope of JSON files. A picture or a workbook
    without a successor has no file: in it nothing can be said.
    """
    existing = {address(name) for name in files}
    released = {one.edition: one.released for one in catalogue.editions}
    for old in sorted(once_published(catalogue)):
        row, kind = redirect_of(catalogue, old), ending(old)
        if row is None or not kind or old in existing:
            continue
        to = successors(old, row, existing)
        status = STATUS[min(len(to), 2)]
        title, sentence = (
            templates.text(TEXTS, block, status=status, row=row) for block in ("title", "sentence")
        )
        facts = {"status": status, "moved_to": to, "reason": row.reason, "since": row.edition}
        if len(to) == 1 and ending(to[0]) == kind and kind not in SAY_SO_THEMSELVES:
            content = files[to[0].lstrip("/")]
        elif kind in ("json", "jsonld"):
            content = json_bytes({**head, **facts})
        elif kind == "xml":
            page = old.removesuffix("feed.xml")
            since = released.get(row.edition, catalogue.editions[-1].released)
            entry = FeedEntry(entry_id(f"{old} {status}"), title, page, since.isoformat(), sentence)
            content = atom(catalogue, page, title, [entry], templates, site_url)
        elif kind == "csv":
            content = csv_bytes(facts, [[status, " ".join(to), row.reason, row.edition]])
        elif (form := removed_forms(old, sentence).get(kind)) is not None:
            content = form.encode()
        else:
            continue
        yield old.lstrip("/"), content


def fingerprint_history(
    catalogue: Catalogue, figures: Mapping[str, Figure], text: RenderText
) -> list[dict[str, Any]]:
    """Every record and figure of an edition with its versions, newest first, by address."""
    titles = {one.path: title_of(one, text) for one in (*catalogue.with_pages(), *figures.values())}
    marks = {figure.path: figure_fingerprint(figure) for figure in figures.values()}
    marks |= catalogue.fingerprints
    words = catalogue.language.gettext
    rows = []
    for path, versions in sorted(catalogue.history.versions.items()):
        row: dict[str, Any] = {
            "path": path,
            "title": titles.get(path, path),
            "now": marks.get(path, ""),
            "versions": [
                {
                    "edition": version.edition.edition,
                    "released": version.edition.released,
                    "mark": version.fingerprint,
                    "past": past_path(catalogue, version),
                    "changes": [
                        [one.table, one.row, one.column, one.before, one.after, words(one.why)]
                        for one in version.differences
                    ],
                }
                for version in versions
            ],
        }
        if redirect := catalogue.redirects.get(path):
            row |= {"to": redirect.targets, "why": words(redirect.reason)}
        rows.append(row)
    return rows
