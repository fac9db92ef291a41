"""Build, serve and build again at every change, with live reload of open pages."""

import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from . import places
from .build import Built, ensure_replaceable, plan, write
from .cgt.definition import CGT
from .engine.definitions import load
from .engine.files import rewrite
from .engine.plans import draw_figures
from .engine.problems import DataProblems
from .engine.servers import Server, rebuilds
from .engine.site import resolve, restore_site


def serve(data: Path, site: Path, site_url: str | None, port: int) -> Iterator[str]:
    """Lines on what happens, without end. Raises OSError if the site or the port is not ours."""
    site = resolve(site)
    ensure_replaceable(data, site)
    if restore_site(site):
        yield places.RESTORED
    server = Server(site, port, places.RELOAD_SCRIPT)
    builds = Builds(data, site, site_url, server)
    yield from builds.once()
    server.start()
    yield f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)"
    for _ in rebuilds([data, places.TEMPLATES, places.STATIC]):
        yield from builds.once()


def _place(error: Exception) -> str:
    """The line of the template that an error is from, as templates/pages/home.html:12, if any."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [(Path(one.filename), one.lineno) for one in frames]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        lines.append((Path(error.filename), error.lineno))
    within = [one for one in lines if places.TEMPLATES in one[0].parents]
    return f"{within[-1][0].relative_to(places.ROOT)}:{within[-1][1]}: " if within else ""


class Builds:
    """Builds of one site, one after another: pages of the records that were edited come first.

    So whoever edits sees the page at once; all the rest follows a moment later, in a build like
    any other.
    """

    def __init__(self, data: Path, site: Path, site_url: str | None, server: Server) -> None:
        self.data, self.site, self.site_url, self.server = data, site, site_url, server
        self.records: dict[str, Any] | None = None  # of the last build, by the file of their page

    def once(self) -> Iterator[str]:
        """Build, and let open pages know; lines on what came of it."""
        started = time.perf_counter()
        try:
            built = self.build()
        except DataProblems as error:
            problems = [*map(str, error.problems)]
            yield from problems
            count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
            yield f"{count}; the last good site, if any, is still served."
            self.server.notify(problems)
        except Exception as error:  # of any template, script or translation, caught half saved
            problem = f"{_place(error)}{type(error).__name__}: {error}"
            yield problem
            self.server.notify([problem])
        else:
            self.server.notify(changed=built.changed)
            seconds = time.perf_counter() - started
            yield f"{len(built.changed)} files changed, {seconds:.2f} s"

    def build(self) -> Built:
        """Build; open pages of edited records are notified before the rest is built."""
        planned = plan(load(CGT, self.data), self.data.name, self.site_url)
        draw_figures([planned])
        if self.records is not None:
            edited = [
                page
                for page in planned.pages
                if page.file in self.records and page.record != self.records[page.file]
            ]
            for page in edited:
                file = self.site / page.file
                if file.parent.is_dir():  # it is not where somebody has emptied the folder
                    rewrite({file: planned.renderer.render(page).html.encode()})
            self.server.notify(changed=[page.file for page in edited])
        built = write(planned, self.site)
        self.records = {page.file: page.record for page in planned.pages}
        return built
