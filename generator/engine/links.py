"""Links of notes to pages of the site."""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from .catalogues import Catalogue
from .html import render_markdown
from .pages import Page
from .problems import Problem, suggestion


def broken_note_links(catalogue: Catalogue, pages: Iterable[Page], data: str) -> Iterator[Problem]:
    """Links of notes within the site that lead to no page; `data` is the name of the folder.

    Files and parts of pages are not looked for.
    """
    paths = {page.path for page in pages}
    for name, table in catalogue.schema.tables.items():
        for record in catalogue.records[name] if "note" in table.fields else ():
            home = record.path.partition("#")[0]
            for link in _links(record.note):
                path = urlsplit(urljoin(home, link)).path
                elsewhere = urlsplit(link).scheme or "." in path.rpartition("/")[2]
                if not elsewhere and path not in paths:
                    reason = f"links to {link}, where no page is{suggestion(path, paths)}"
                    yield Problem(f"{data}/notes/{record.id}.md", reason)


def _links(note: str) -> list[str]:
    """Where the links of a note lead, as they are written."""
    if "](" not in note and "]:" not in note:  # it takes a while to read Markdown
        return []
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', render_markdown(note))]
