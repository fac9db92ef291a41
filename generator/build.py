"""Read, check, link, draw, write: the whole program on one screen, and the only writer of site/."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from . import places
from .cgt.catalogue import CgtCatalogue
from .cgt.definition import CGT
from .engine.cache import evict
from .engine.definitions import Job, load
from .engine.plans import Plan, draw_figures, planned_pages
from .engine.problems import DataProblems, Problem
from .engine.site import refuse_other_folders, replace_site, resolve
from .engine.tables import Row
from .engine.workers import Progress, parallel_map, quietly

FORK_FROM = 12  # jobs: fewer are done before workers have started
CACHED = 1000  # entries of the cache, or more if a site needs more


class Built(NamedTuple):
    """What a build did."""

    files: int
    changed: list[str]  # names of those that are new or different


def build(
    data: Path, site: Path, site_url: str | None = None, progress: Progress = quietly
) -> Built:
    """Build the site of a data folder; `site_url` is where it will be, as https://host/path/.

    Raises DataProblems, with site untouched, if the data cannot be built; OSError, too, if it
    cannot be written.
    """
    ensure_replaceable(data, resolve(site))
    return write(plan(load(CGT, data), data.name, site_url), resolve(site), progress)


def check(data: Path, rows: Mapping[str, list[Row]] | None = None) -> CgtCatalogue:
    """The linked catalogue of a data folder, after every check short of rendering its pages.

    With `rows` of every table as if its files held those. Raises DataProblems with every problem.
    """
    catalogue: CgtCatalogue = load(CGT, data, rows)
    planned_pages(CGT, catalogue, data.name)
    return catalogue


def problems(data: Path, rows: Mapping[str, list[Row]]) -> Sequence[Problem]:
    """Every problem of a data folder with other rows in its tables."""
    try:
        check(data, rows)
    except DataProblems as error:
        return error.problems
    return ()


def plan(catalogue: Any, data: str, site_url: str | None = None) -> Plan:
    """The plan of a site; `data` is the name of the data folder. Errors are those of Plan."""
    return Plan(
        CGT, catalogue, data, site_url, cached=places.CACHED_FILES,
        compiled=places.COMPILED_TEMPLATES,
    )  # fmt: skip


def write(plan: Plan, site: Path, progress: Progress = quietly) -> Built:
    """Put the planned site where the old one is; errors are those of `build`."""
    draw_figures([plan, *plan.others], places.worker_count(), progress)
    linked: set[str] = set()
    with replace_site(site, places.SITE_MARKER) as files:

        def work(job: Job) -> tuple[dict[str, bool], set[str]]:
            changed = files.add(job)  # renders the pages of the job, which fills plan.links
            links = plan.links  # returned, as the memory of a worker is lost
            plan.links = set()
            return changed, links

        jobs = plan.jobs()
        with contextlib.closing(parallel_map(work, jobs, FORK_FROM, places.worker_count())) as done:
            for changed, links in progress(done, len(jobs), "pages and files"):
                files.changed |= changed
                linked |= links
        if unlinked := plan.unlinked(linked):
            raise DataProblems(
                Problem(path, "no page links to this page: link it, or leave it out of KINDS")
                for path in unlinked
            )
        for file in plan.last_files(files):  # one by one: each may be made from those before it
            files.add([file])
    evict(places.CACHED_FILES, max(CACHED, 2 * len(plan.pages)))
    return Built(len(files), [name for name, new in files.changed.items() if new])


def ensure_replaceable(data: Path, site: Path) -> None:
    """Raise OSError if replacing `site` would delete what no build has written."""
    sources = (data, places.TEMPLATES, places.STATIC)
    refuse_other_folders(site, places.ROOT, sources, places.SITE_MARKER)
