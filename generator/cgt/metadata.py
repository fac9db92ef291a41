"""What pages say to machines of products, guidelines, holders, figures and the catalogue.

Only what a row says is said, and nothing that is not confirmed.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ..engine.addresses import API, json_path
from ..engine.citations import catalogue_citation
from ..engine.figures import Figure, words_of
from ..engine.metadata import Graph, Metadata, page_metadata, thing
from ..engine.pages import Page
from ..engine.templates import Text
from .catalogue import CgtCatalogue
from .tables import Approval, Guideline, Holder, Product, Statement, Term

TEMPLATE = "texts/metadata.txt"
NAMES = ("name-zh", "brand-zh", "brand-en", "other-name", "developer-code", "name-en")


def metadata(
    catalogue: CgtCatalogue,
    page: Page,
    title: str,
    description: str,
    crumbs: Sequence[tuple[str, str]],
    site_url: str,
    text: Text,
) -> Metadata:
    """What the head of a page says; `crumbs` are (name, path) of the pages above it."""
    about = _about(catalogue, page, site_url[:-1], text)
    return page_metadata(catalogue, page, title, description, crumbs, site_url, text, about)


def _about(catalogue: CgtCatalogue, page: Page, root: str, text: Text) -> Graph | None:
    record = page.record
    if isinstance(record, Product):
        return _drug(catalogue, record, text)
    if isinstance(record, Guideline):
        return _guideline(record, text)
    if isinstance(record, Holder):
        names = _confirmed(record.statements, *NAMES)
        return thing("Organization", name=record.name, alternateName=names)
    if isinstance(record, Term):
        return thing("DefinedTerm", name=record.label, description=record.meaning)
    if isinstance(record, Figure):
        return _figure(catalogue, record, root, text)
    return _catalogue(catalogue, root, text) if page.path in ("/", "/data/") else None


def _confirmed(statements: Iterable[Statement], *properties: str) -> list[str]:
    """The values of statements of these properties that are not weak."""
    return [s.value for s in statements if s.property in properties and s.confidence != "weak"]


def _drug(catalogue: CgtCatalogue, product: Product, text: Text) -> Graph:
    """A product; its holder is not said to be its manufacturer, which the source does not name."""
    place = thing("AdministrativeArea", name=catalogue.settings.place)
    status = [
        thing(
            "DrugLegalStatus",
            name=text(TEMPLATE, "conditional" if approval.conditional else "regular"),
            description=f"{approval.approved}: {approval.indication}",
            applicableLocation=place,
        )
        for approval in product.approvals
    ]
    return thing(
        "Drug",
        name=product.name,
        alternateName=_confirmed(product.statements, *NAMES),
        legalStatus=status,
        study=list(
            {one.trial_id: _trial(one) for one in product.approvals if one.pivotal}.values()
        ),
    )


def _trial(approval: Approval) -> Graph:
    """The pivotal trial of an approval."""
    trial, disease = approval.pivotal, approval.disease_term
    return thing(
        "MedicalTrial",
        name=trial and trial.code,
        identifier=trial and [trial.code, *_confirmed(trial.statements, "registry-id")],
        healthCondition=disease and thing("MedicalCondition", name=disease.label),
    )


def _guideline(guideline: Guideline, text: Text) -> Graph:
    """A guideline; it guides those who develop products, not those who prescribe them."""
    issuers = _confirmed(guideline.statements, "issuer")
    days = _confirmed(guideline.statements, "issued")
    terms = [scope.modality_term for scope in guideline.scopes if scope.modality_term]
    return thing(
        ["MedicalGuideline", "CreativeWork"],
        name=guideline.title,
        description=text(TEMPLATE, "guideline"),
        alternateName=_confirmed(guideline.statements, "title-zh"),
        guidelineDate=days[0] if days else str(guideline.year),
        guidelineSubject=[thing("MedicalEntity", name=term.label) for term in terms],
        recognizingAuthority=[thing("Organization", name=name) for name in issuers],
    )


def _figure(catalogue: CgtCatalogue, figure: Figure, root: str, text: Text) -> Graph:
    words = words_of(figure, text)
    return thing(
        "Dataset",
        name=words.title,
        description=f"{words.sentence} {words.definition}",
        **_published(catalogue),
        isBasedOn=[thing("CreativeWork", name=source.title) for source in figure.sources],
        distribution=[
            _file(f"{root}{figure.path}{figure.id}.csv", "text/csv"),
            _file(root + json_path(figure.path), "application/json"),
        ],
    )


def _catalogue(catalogue: CgtCatalogue, root: str, text: Text) -> Graph:
    settings = catalogue.settings
    article = catalogue.sources[settings.article]
    return thing(
        ["DataCatalog", "Dataset"],
        name=catalogue_citation(catalogue, text).title,
        description=text(TEMPLATE, "catalogue", settings=settings),
        **_published(catalogue),
        temporalCoverage=f"{catalogue.years[0]}/{settings.as_of}",
        spatialCoverage=settings.place,
        isBasedOn=thing("ScholarlyArticle", name=article.title),
        distribution=[
            _file(f"{root}{API}/catalogue.json", "application/json"),
            _file(f"{root}/data/catalogue.zip", "application/zip"),
        ],
    )


def _published(catalogue: CgtCatalogue) -> dict[str, Any]:
    return {
        "license": catalogue.settings.data_licence_url,
        "version": catalogue.edition_name,
        "creator": thing("Organization", name=catalogue.settings.authors),
        "isAccessibleForFree": True,
        "dateModified": None if catalogue.draft else catalogue.editions[-1].released.isoformat(),
    }


def _file(address: str, media: str) -> Graph:
    return thing("DataDownload", contentUrl=address, encodingFormat=media)
