"""What a page says to machines: JSON-LD, Highwire tags, links by FAIR Signposting, Open Graph.

Only what a row says is said here, and only where the address of the site is known.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from .addresses import API, json_path
from .catalogues import Catalogue
from .citations import MEDIA, citation, whole
from .engine.cards import SIZE
from .figures import Figure
from .pages import Page
from .records import Guideline, Holder, Product, Statement, Term

SCHEMA = "https://schema.org"
NAMES = ("name-zh", "brand-zh", "brand-en", "other-name", "developer-code", "name-en")


class Link(NamedTuple):
    """A link of a page's head."""

    rel: str
    href: str
    type: str = ""


class Metadata(NamedTuple):
    """What the head of a page says."""

    links: list[Link]
    tags: list[tuple[str, str]]  # meta name, content
    properties: list[tuple[str, str]]  # meta property, content
    graph: dict[str, Any]


def metadata(catalogue: Catalogue, page: Page, site_url: str) -> Metadata:
    """The metadata of a page of a site at that address."""
    root = site_url[:-1]
    return Metadata(
        _links(catalogue, page, root),
        _tags(catalogue, page, root),
        _properties(catalogue, page, root),
        _graph(catalogue, page, root),
    )


def _links(catalogue: Catalogue, page: Page, root: str) -> list[Link]:
    found = [
        Link("license", catalogue.edition.data_licence_url),
        Link("search", f"{root}/opensearch.xml", "application/opensearchdescription+xml"),
    ]
    about = page.about
    if page.path == "/":
        found.append(Link("describedby", f"{root}/data/datapackage.json", "application/json"))
    if isinstance(about, Product | Guideline | Holder | Figure):
        found.append(Link("cite-as", root + page.path))
        found.append(Link("collection", f"{root}/"))
        found.append(Link("type", f"{SCHEMA}/AboutPage"))
        found.append(Link("describedby", root + json_path(page.path), "application/json"))
        for ending, (media, _) in MEDIA.items():
            if ending != "txt":
                found.append(Link("describedby", f"{root}{page.path}{about.id}.{ending}", media))
    if isinstance(about, Figure):
        found.append(Link("item", f"{root}{page.path}{about.id}.csv", "text/csv"))
    return found


def _tags(catalogue: Catalogue, page: Page, root: str) -> list[tuple[str, str]]:
    if not isinstance(page.about, Product | Guideline | Holder | Figure):
        return []
    cited = citation(catalogue, page.about)
    found = [
        ("citation_title", cited.title),
        ("citation_author", cited.author),
        ("citation_publisher", catalogue.edition.title),
        ("citation_publication_date", cited.published.replace("-", "/")),
        ("citation_public_url", root + page.path),
    ]
    return [(name, content) for name, content in found if content]


def _properties(catalogue: Catalogue, page: Page, root: str) -> list[tuple[str, str]]:
    return [
        ("og:type", "website" if page.path == "/" else "article"),
        ("og:site_name", catalogue.edition.title),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", root + page.path),
        ("og:image", f"{root}{page.path}card.png"),
        ("og:image:width", str(SIZE[0])),
        ("og:image:height", str(SIZE[1])),
        ("og:image:alt", f"{page.title}. {page.description}"),
    ]


def _graph(catalogue: Catalogue, page: Page, root: str) -> dict[str, Any]:
    """The page, the way to it, and what it is about, as one graph."""
    here, edition = root + page.path, catalogue.edition
    web_page: dict[str, Any] = {
        "@type": "WebPage",
        "@id": here,
        "url": here,
        "name": page.title,
        "description": page.description,
        "inLanguage": "en",
        "license": edition.data_licence_url,
        "isPartOf": {"@type": "WebSite", "@id": f"{root}/#site", "name": edition.title},
    }
    if versions := catalogue.ledger.histories.get(page.path):
        web_page["dateModified"] = versions[0].edition.released.isoformat()
    crumbs = [(edition.title, "/"), *page.crumbs, (page.title, page.path)]
    graph = [
        web_page,
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": i, "name": name, "item": root + path}
                for i, (name, path) in enumerate(crumbs, 1)
            ],
        },
    ]
    if page.path == "/":
        del graph[1]
    if entity := _entity(catalogue, page, root):
        entity = {"@id": f"{here}#it", "url": here, **entity}
        web_page["mainEntity"] = {"@id": entity["@id"]}
        graph.append(entity)
    return {"@context": SCHEMA, "@graph": graph}


def _entity(catalogue: Catalogue, page: Page, root: str) -> dict[str, Any] | None:
    about = page.about
    if isinstance(about, Product):
        return _drug(catalogue, about)
    if isinstance(about, Guideline):
        return _guideline(about)
    if isinstance(about, Holder):
        names = _said(about.statements, NAMES)
        return {"@type": "Organization", "name": about.name, **_some("alternateName", names)}
    if isinstance(about, Term):
        return {"@type": "DefinedTerm", "name": about.label, "description": about.meaning}
    if isinstance(about, Figure):
        return _figure(catalogue, about, root)
    return _catalogue(catalogue, root) if page.path in ("/", "/data/") else None


def _said(statements: Iterable[Statement], properties: tuple[str, ...]) -> list[str]:
    """The values of statements of these properties, but for those that are not confirmed."""
    return [s.value for s in statements if s.property in properties and s.confidence != "weak"]


def _some(name: str, values: list[Any]) -> dict[str, Any]:
    return {name: values if len(values) > 1 else values[0]} if values else {}


def _drug(catalogue: Catalogue, product: Product) -> dict[str, Any]:
    """A product; its holder is not said to be its manufacturer, which the source does not name."""
    place = {"@type": "AdministrativeArea", "name": catalogue.edition.place}
    status = [
        {
            "@type": "DrugLegalStatus",
            "name": "Conditional approval" if approval.conditional else "Regular approval",
            "description": f"{approval.approved}: {approval.indication}",
            "applicableLocation": place,
        }
        for approval in product.approvals
    ]
    studies = {
        approval.pivotal.id: {
            "@type": "MedicalTrial",
            "name": approval.pivotal.code,
            "identifier": [
                approval.pivotal.code,
                *_said(approval.pivotal.statements, ("registry-id",)),
            ],
            "healthCondition": {
                "@type": "MedicalCondition",
                "name": catalogue.terms["disease"][approval.disease].label,
            },
        }
        for approval in product.approvals
        if approval.pivotal
    }
    return {
        "@type": "Drug",
        "name": product.name,
        **_some("alternateName", _said(product.statements, NAMES)),
        **_some("legalStatus", status),
        **_some("study", list(studies.values())),
    }


def _guideline(guideline: Guideline) -> dict[str, Any]:
    """A guideline; it guides those who develop products, not those who prescribe them."""
    issuers = [
        {"@type": "Organization", "name": name} for name in _said(guideline.statements, ("issuer",))
    ]
    days = _said(guideline.statements, ("issued",))
    kinds = [
        {"@type": "MedicalEntity", "name": scope.term.label}
        for scope in guideline.scopes
        if scope.term
    ]
    return {
        "@type": ["MedicalGuideline", "CreativeWork"],
        "name": guideline.title,
        "description": "A technical guideline for developers of products.",
        **_some("alternateName", _said(guideline.statements, ("title-zh",))),
        "guidelineDate": days[0] if days else str(guideline.year),
        **_some("guidelineSubject", kinds),
        **_some("recognizingAuthority", issuers),
    }


def _figure(catalogue: Catalogue, figure: Figure, root: str) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": figure.title,
        "description": f"{figure.sentence} {figure.definition}",
        **_made(catalogue),
        "isBasedOn": [
            {"@type": "CreativeWork", "name": catalogue.sources[id].title}
            for id in figure.source_ids
        ],
        "distribution": [
            _file(f"{root}{figure.path}{figure.id}.csv", "text/csv"),
            _file(root + json_path(figure.path), "application/json"),
        ],
    }


def _catalogue(catalogue: Catalogue, root: str) -> dict[str, Any]:
    edition = catalogue.edition
    article = catalogue.sources[edition.article]
    return {
        "@type": ["DataCatalog", "Dataset"],
        "name": whole(catalogue).title,
        "description": f"{edition.description}: approvals, results and technical guidelines.",
        **_made(catalogue),
        "temporalCoverage": f"{catalogue.years[0]}/{edition.as_of}",
        "spatialCoverage": edition.place,
        "isBasedOn": {"@type": "ScholarlyArticle", "name": article.title},
        "distribution": [
            _file(f"{root}{API}/catalogue.json", "application/json"),
            _file(f"{root}/data/catalogue.zip", "application/zip"),
        ],
    }


def _made(catalogue: Catalogue) -> dict[str, Any]:
    edition = catalogue.edition
    found = {
        "license": edition.data_licence_url,
        "version": catalogue.edition_name,
        "creator": {"@type": "Organization", "name": edition.authors},
        "isAccessibleForFree": True,
    }
    if not catalogue.draft:
        found["dateModified"] = catalogue.editions[-1].released.isoformat()
    return found


def _file(address: str, media: str) -> dict[str, str]:
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media}
