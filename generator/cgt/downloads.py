"""Everything that can be downloaded: one list, a function for each kind of file."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from ..engine.citations import edition_name
from ..engine.descriptions import openapi_file, schema_files, table_files
from ..engine.discovery import (
    CalendarDay,
    calendar,
    discovery_files,
    entry_id,
    feed_files,
    last_release,
)
from ..engine.figures import Figure
from ..engine.files import File, Shaped, csv_bytes, json_bytes, script_bytes, zip_bytes
from ..engine.json_files import envelope, json_files, record_to_dict, referred_ids
from ..engine.moved import fingerprint_history
from ..engine.pages import Page
from ..engine.plans import Plan
from ..engine.templates import RenderText
from .catalogue import CgtCatalogue
from .flat import flat_tables
from .metadata import cite, is_cited, json_ld
from .milestones import Event, all_events, events_of
from .pages.comparisons import choices
from .provenance import provenance
from .rates import self_checks
from .search import search_script
from .tables import Product

DATA = ("data/", "api/", "about/", "trends/")  # folders of what is in the zip
IN_ONE_LANGUAGE = (  # names of files that are no pages begin so
    "api/", "data/", "static/", "llms.txt", "opensearch.xml", "robots.txt", "site.zip",
    "sitemap.xml",
)  # fmt: skip
NOT_DATA = (".html", "wide.js", "narrow.js", "/card.png")
PICTURES = {"svg": "figure.svg", "png": "figure.png", "vl.json": "figure.json"}


def all_downloads(plan: Plan) -> list[Iterable[File]]:
    """Every file but pages and those that are slow to make; each item is a job of its own."""
    catalogue, templates, site_url = plan.catalogue, plan.templates, plan.site_url
    text, figures = templates.text, list(plan.figures.values())
    head, navigation = json_head(catalogue, text), plan.renderer.site.navigation
    return [
        json_files(catalogue, figures, head, text, partial(_more, catalogue, text)),
        schema_files(catalogue, templates),
        [openapi_file(catalogue, templates, site_url, figures)],
        table_files(catalogue, [head["source"]], templates, flat_tables(catalogue)),
        workbook_files(catalogue),
        discovery_files(catalogue, plan.pages, navigation, templates, site_url),
        *translated_downloads(plan),
    ]


def translated_downloads(plan: Plan) -> list[Iterable[File]]:
    """Those of these files that there are in every language."""
    catalogue, text = plan.catalogue, plan.templates.text
    site_url = plan.site_url and plan.site_url + catalogue.language.root[1:]
    return [
        citation_files(catalogue, plan.site_url, text),
        feed_files(catalogue, plan.templates, site_url),
        *(figure_files(figure, plan.drawings[figure.id]) for figure in plan.figures.values()),
        calendar_files(catalogue, site_url, text),
        script_files(plan),
    ]


def is_translated(name: str) -> bool:
    """Whether there is a file of that name, no page, in every language."""
    return not name.startswith(IN_ONE_LANGUAGE)


def workbook_files(catalogue: CgtCatalogue) -> Iterator[File]:
    """The flat table of approvals as a workbook."""
    from ..engine.exports import plain_workbook  # XlsxWriter only where a workbook is made

    table = flat_tables(catalogue)[0]
    yield f"data/{table.name}.xlsx", plain_workbook(table.name, list(table.columns), table.rows)


def json_head(catalogue: CgtCatalogue, text: RenderText) -> Shaped:
    """What every JSON file begins with."""
    source = catalogue.sources[catalogue.settings.supplement].title
    return envelope(catalogue, source, text("texts/json.txt", "disclaimer_text"))


def _more(catalogue: CgtCatalogue, text: RenderText, about: Any, shaped: Shaped) -> Shaped:
    """What else is in the file of a record or figure: sources, origins of values, self-checks."""
    schema, is_figure = catalogue.schema, isinstance(about, Figure)
    own = (
        (one.id for one in about.sources) if is_figure else referred_ids(schema, shaped, "sources")
    )
    sources = [catalogue.sources[one] for one in dict.fromkeys(own)]
    more: Shaped = {"sources": [record_to_dict(schema, "sources", one) for one in sources]}
    if not is_figure:  # origins are called receipts in this version of the shape of files
        more["receipts"] = [
            {
                "id": one.id,
                "column": one.label,
                "printed": one.printed,
                "reading": one.reading,
                "source_id": one.row.source_id,
                "place": text("texts/json.txt", "place", row=one.row),
            }
            for one in provenance(catalogue, about)
        ]
    if isinstance(about, Product):
        checks = self_checks(catalogue)
        ends = [end.id for approval in about.approvals for end in approval.endpoints]
        more["self_checks"] = [
            {
                "endpoint": check.endpoint.id,
                "n": check.n,
                "reproduces": check.reproduces,
                "outcome": text("texts/self_check.txt", "outcome", check=check),
            }
            for check in (checks[end] for end in ends if end in checks)
        ]
    return more


def citation_files(
    catalogue: CgtCatalogue, site_url: str | None, text: RenderText
) -> Iterator[File]:
    """Every form of the citation of the catalogue and of the paper."""
    for about in ("catalogue", "paper"):
        for ending, content in cite(catalogue, site_url, text, about).items():
            yield f"about/{about}.{ending}", content.encode()


def files_beside(plan: Plan, page: Page, values: Mapping[str, Any]) -> Iterator[File]:
    """What is beside the page of a record or figure: what it says to machines, its citation."""
    if is_cited(plan.catalogue, page):
        graph = plan.templates.html("parts/json_ld.json", values)
        yield f"{page.path[1:]}index.jsonld", json_bytes(json_ld(graph))
        for ending, content in values["head"]["forms"].items():
            yield f"{page.path[1:]}{page.record.id}.{ending}", content.encode()


def calendar_files(
    catalogue: CgtCatalogue, site_url: str | None, text: RenderText
) -> Iterator[File]:
    """The events whose day is known, of each product and of all, as calendars.

    One without events is there too: it can be subscribed to, and its address stays.
    """
    settings, template = catalogue.settings, "texts/calendar.txt"

    def file(events: Iterable[Event], product: Product | None = None) -> bytes:
        days = [
            CalendarDay(
                entry_id(f"{settings.title} {one.id}"),
                one.date.first,
                text(template, "summary", e=one),
                text(template, "description", e=one),
                f"{site_url}{one.path[1:]}" if site_url else "",
            )
            for one in events
            if one.date.precision == "day"
        ]
        name = text(template, "name", settings=settings, product=product)
        return calendar(name, days, last_release(catalogue))

    yield "milestones.ics", file(all_events(catalogue))
    for product in catalogue.products:
        yield f"{product.path[1:]}{product.id}.ics", file(events_of(product), product)


def figure_files(figure: Figure, drawing: Mapping[str, bytes]) -> Iterator[File]:
    """A figure as pictures, numbers and specification, and what makes it live on a page."""
    folder = figure.path[1:]
    for ending, name in PICTURES.items():
        yield f"{folder}{figure.id}.{ending}", drawing[name]
    yield f"{folder}{figure.id}.csv", csv_bytes(figure.columns, figure.rows)
    for name in ("wide.js", "narrow.js"):
        yield f"{folder}{name}", drawing[name]


def source_line(catalogue: CgtCatalogue, figure: Figure, text: RenderText) -> str:
    """The line under a picture that leaves the site."""
    edition, settings = edition_name(catalogue, text), catalogue.settings
    values = {"sources": figure.sources, "settings": settings, "edition_name": edition}
    return text("texts/figure.txt", "source", **values)


def script_files(plan: Plan) -> Iterator[File]:
    """What scripts of pages read: scripts themselves, for a page opened from a disk."""
    catalogue, text = plan.catalogue, plan.templates.text
    yield "search/entries.js", search_script(plan)
    yield "compare/products.js", script_bytes("comparable", choices(catalogue))
    history = fingerprint_history(catalogue, plan.figures, text)
    yield "verify/records.js", script_bytes("verifyRecords", history)


def archive_files(plan: Plan, files: Mapping[str, bytes]) -> Iterator[File]:
    """A zip of every download but pages, out of the files of a site, with a README."""
    catalogue = plan.catalogue
    edition = edition_name(catalogue, plan.templates.text)
    readme = plan.templates.file("readme.txt", settings=catalogue.settings, edition_name=edition)
    names = [name for name in files if name.startswith(DATA) and not name.endswith(NOT_DATA)]
    read = chain([("README.txt", readme)], ((name, files[name]) for name in sorted(names)))
    yield "data/catalogue.zip", zip_bytes(read)
