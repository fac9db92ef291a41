"""Builds under `serve`, where the page of an edited record is written before all the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .build import Built, plan, write
from .cgt.definition import CGT
from .engine.definitions import load
from .engine.files import rewrite


class Builds:
    """Builds of one site, one after another: pages of the records that were edited come first.

    So whoever edits sees the page at once; all the rest follows a moment later, in a build like
    any other.
    """

    def __init__(
        self, data: Path, site: Path, site_url: str | None, notify: Callable[..., None]
    ) -> None:
        self.data, self.site, self.site_url, self.notify = data, site, site_url, notify
        self.records: dict[str, Any] | None = None  # of the last build, by the file of their page

    def once(self) -> Built:
        """Build; pages of edited records are notified, as `Server.notify` does, not the rest.

        Errors are those of `build`.
        """
        planned = plan(load(CGT, self.data), self.data.name, self.site_url)
        if self.records is not None:
            edited = [
                page
                for page in planned.pages
                if page.file in self.records and page.record != self.records[page.file]
            ]
            for page in edited:
                rewrite({self.site / page.file: planned.renderer.render(page).html.encode()})
            self.notify(changed=[page.file for page in edited])
        self.records = {page.file: page.record for page in planned.pages}
        return write(planned, self.site)
