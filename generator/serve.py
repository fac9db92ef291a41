"""Builds under `serve`, where the page of an edited record is written before all the rest."""

from collections.abc import Callable
from pathlib import Path

from .build import Built, Plan, write
from .checks import load
from .engine.files import rewrite
from .pages import Page


class Builds:
    """Builds of one site, one after another: pages of the records that were edited come first.

    So whoever edits sees the page at once; all the rest follows a moment later, in a build like
    any other.
    """

    def __init__(
        self, data: Path, site: Path, site_url: str | None, notify: Callable[..., None]
    ) -> None:
        self.data, self.site, self.site_url, self.notify = data, site, site_url, notify
        self.before: dict[str, Page] | None = None  # the pages of the last build, by file

    def once(self) -> Built:
        """Build; pages of edited records are notified, as `Server.notify` does, not the rest.

        Errors are those of `build`.
        """
        plan = Plan(load(self.data), self.data.name, self.site_url)
        if self.before is not None:
            edited = [page for page in plan.pages if _is_edited(page, self.before.get(page.file))]
            for page in edited:
                rewrite({self.site / page.file: plan.render(page).encode()})
            self.notify(changed=[page.file for page in edited])
        self.before = {page.file: page for page in plan.pages}
        return write(plan, self.site)


def _is_edited(page: Page, before: Page | None) -> bool:
    """Whether the record that a page is about has changed."""
    return before is not None and page.about != before.about
