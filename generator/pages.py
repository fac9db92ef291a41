"""Which pages exist: one function per kind, and `all_pages` that lists them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .records import Approval, Catalogue, Guideline, Product, Term

NAVIGATION = [
    ("Products", "/products/"),
    ("Approvals", "/approvals/"),
    ("Guidelines", "/guidelines/"),
    ("Glossary", "/glossary/"),
    ("About", "/about/"),
]
NAMES = ("name-zh", "brand-zh", "brand-en", "other-name", "developer-code")
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
Crumbs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as a value: where it is, which template draws it, and what that template gets."""

    path: str  # /products/x/, or /404.html
    template: str  # pages/TEMPLATE.html
    title: str
    description: str
    crumbs: Crumbs = ()
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Its file within the site."""
        return self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")


def all_pages(catalogue: Catalogue) -> list[Page]:
    """Every page of the site."""
    return [
        home_page(catalogue),
        products_page(catalogue),
        *product_pages(catalogue),
        approvals_page(catalogue),
        guidelines_page(catalogue),
        *guideline_pages(catalogue),
        *facet_pages(catalogue),
        sources_page(catalogue),
        glossary_page(catalogue),
        about_page(catalogue),
        not_found_page(catalogue),
    ]


def home_page(catalogue: Catalogue) -> Page:
    approvals = catalogue.approvals[::-1]
    return Page(
        path="/",
        template="home",
        title=catalogue.edition.title,
        description=catalogue.edition.description,
        context={
            "counts": counts(catalogue),
            "approvals": approvals[:4],
            "guidelines": newest_first(catalogue.guidelines)[:5],
            "facets": facets(catalogue),
            "catalogue": catalogue,
        },
    )


def products_page(catalogue: Catalogue) -> Page:
    count = counts(catalogue)
    return Page(
        path="/products/",
        template="products",
        title="Approved products",
        description=(
            f"{number(count['products']).capitalize()} cell and gene therapy products approved in "
            f"China, with {number(count['approvals'])} approvals between them, "
            f"{number(count['conditional'])} of which are conditional."
        ),
        context={"products": catalogue.products, "catalogue": catalogue},
    )


def product_pages(catalogue: Catalogue) -> Iterator[Page]:
    for product in catalogue.products:
        type = catalogue.terms["type"][product.type]
        trials = {a.pivotal.id: a.pivotal for a in product.approvals if a.pivotal}
        yield Page(
            path=product.path,
            template="product",
            title=product.name,
            description=product_sentence(product, type),
            crumbs=(("Products", "/products/"), (type.label, f"/types/{type.id}/")),
            context={
                "product": product,
                "type": type,
                "group": catalogue.groups[type.broader or "general"],
                "approvals": product.approvals[::-1],
                "trials": list(trials.values()),
                "names": [s for name in NAMES for s in product.statements if s.property == name],
                "others": [s for s in product.statements if s.property not in NAMES],
                "guidelines": [g for g in catalogue.guidelines if bears_on(catalogue, g, product)],
                "siblings": [
                    p for p in catalogue.products if p.type == product.type and p is not product
                ],
                "terms": catalogue.terms,
            },
        )


def approvals_page(catalogue: Catalogue) -> Page:
    count = counts(catalogue)
    first, last = catalogue.approvals[0][1], catalogue.approvals[-1][1]
    return Page(
        path="/approvals/",
        template="approvals",
        title="Approvals in order of time",
        description=(
            f"{number(count['approvals']).capitalize()} approvals of "
            f"{number(count['products'])} products from {first.approved.year} to "
            f"{last.approved.year}: {number(count['conditional'])} conditional, "
            f"{number(count['regular'])} regular."
        ),
        context={"approvals": catalogue.approvals[::-1], "terms": catalogue.terms},
    )


def guidelines_page(catalogue: Catalogue) -> Page:
    years = [guideline.year for guideline in catalogue.guidelines]
    by_subject = [
        (term, [g for g in catalogue.guidelines if g.subject == term.id])
        for term in catalogue.terms["subject"].values()
    ]
    return Page(
        path="/guidelines/",
        template="guidelines",
        title="Technical guidelines",
        description=(
            f"{number(len(years)).capitalize()} technical guidelines on cell and gene therapy "
            f"issued in China from {min(years)} to {max(years)}."
        ),
        context={
            "by_subject": by_subject,
            "facets": [facet for facet in facets(catalogue) if facet.name in GUIDELINE_FACETS],
            "catalogue": catalogue,
        },
    )


def guideline_pages(catalogue: Catalogue) -> Iterator[Page]:
    for guideline in catalogue.guidelines:
        subject = catalogue.terms["subject"][guideline.subject]
        siblings = [g for g in catalogue.guidelines if g.subject == guideline.subject]
        modalities = {scope.modality for scope in guideline.scopes}
        yield Page(
            path=guideline.path,
            template="guideline",
            title=guideline.title,
            description=guideline_sentence(guideline, subject),
            crumbs=(("Guidelines", "/guidelines/"), (subject.label, f"/subjects/{subject.id}/")),
            context={
                "guideline": guideline,
                "subject": subject,
                "siblings": siblings,
                "same_modality": [
                    g
                    for g in catalogue.guidelines
                    if g.subject != guideline.subject
                    and modalities & {scope.modality for scope in g.scopes}
                ],
                "products": [p for p in catalogue.products if bears_on(catalogue, guideline, p)],
                "catalogue": catalogue,
            },
        )


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to divide the catalogue: its name, its address, and a page for each value."""

    name: str
    path: str
    title: str
    sentence: str
    values: list["FacetValue"]


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value of a facet with the records that have it."""

    id: str
    label: str
    meaning: str
    guidelines: list[Guideline] = field(default_factory=list)
    approvals: list[tuple[Product, Approval]] = field(default_factory=list)
    record: Any = None  # the holder, where the value is one


GUIDELINE_FACETS = ("subject", "modality", "year")


def facets(catalogue: Catalogue) -> list[Facet]:
    """Subjects, modalities, product types, holders and years, each with its records."""
    terms, pairs = catalogue.terms, catalogue.approvals[::-1]

    def under(modality: str, record: Guideline | Product) -> bool:
        lines = (catalogue.modality_line(scope.modality) for scope in record.scopes)
        return any(modality == term.id for line in lines for term in line)

    return [
        Facet(
            name="subject",
            path="/subjects/",
            title="Guidelines by subject",
            sentence="The part of a product's development that a guideline speaks about.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.label,
                    meaning=term.meaning,
                    guidelines=[g for g in catalogue.guidelines if g.subject == term.id],
                )
                for term in terms["subject"].values()
            ],
        ),
        Facet(
            name="modality",
            path="/modalities/",
            title="By kind of therapy",
            sentence="Assigned by the catalogue, from the words of the title or type; not a "
            "statement of the source. A wider kind lists what stands under it too.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.label,
                    meaning=term.meaning,
                    guidelines=[g for g in catalogue.guidelines if under(term.id, g)],
                    approvals=[pair for pair in pairs if under(term.id, pair[0])],
                )
                for term in terms["modality"].values()
            ],
        ),
        Facet(
            name="type",
            path="/types/",
            title="Products by type",
            sentence="The type of product as the source prints it.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.label,
                    meaning=term.meaning,
                    approvals=[pair for pair in pairs if pair[0].type == term.id],
                )
                for term in terms["type"].values()
            ],
        ),
        Facet(
            name="holder",
            path="/holders/",
            title="Marketing authorization holders",
            sentence="Companies that hold the authorization, named as the source prints them.",
            values=[
                FacetValue(
                    id=holder.id,
                    label=holder.name,
                    meaning="Marketing authorization holder, named as printed in the source.",
                    approvals=[pair for pair in pairs if pair[0].holder_id == holder.id],
                    record=holder,
                )
                for holder in catalogue.holders
            ],
        ),
        Facet(
            name="year",
            path="/years/",
            title="Year by year",
            sentence="What was issued and what was approved in each year of the record.",
            values=[
                FacetValue(
                    id=str(year),
                    label=str(year),
                    meaning=""
                    if year < catalogue.edition.as_of.year
                    else "The year is not complete: the data end with the cut-off.",
                    guidelines=[g for g in catalogue.guidelines if g.year == year],
                    approvals=[pair for pair in pairs if pair[1].approved.year == year],
                )
                for year in catalogue.years[::-1]
            ],
        ),
    ]


def facet_pages(catalogue: Catalogue) -> Iterator[Page]:
    for facet in facets(catalogue):
        yield Page(
            path=facet.path,
            template="facets",
            title=facet.title,
            description=facet.sentence,
            context={"facet": facet},
        )
        for value in facet.values:
            yield Page(
                path=f"{facet.path}{value.id}/",
                template="facet",
                title=value.label,
                description=facet_sentence(value),
                crumbs=((facet.title, facet.path),),
                context={"facet": facet, "value": value, "catalogue": catalogue},
            )


def sources_page(catalogue: Catalogue) -> Page:
    cited = {
        id
        for statement in catalogue.statements
        for id in (statement.source_id, *(source.id for source in statement.corroborating))
    }
    by_kind = [
        (kind, [s for s in catalogue.sources.values() if s.kind == kind.id])
        for kind in catalogue.terms["source-kind"].values()
    ]
    return Page(
        path="/sources/",
        template="sources",
        title="Sources",
        description=(
            f"{len(catalogue.sources)} sources: the supplement behind the core tables, and those "
            f"of {len(catalogue.statements)} statements that the supplement does not make."
        ),
        context={
            "by_kind": [(kind, sources) for kind, sources in by_kind if sources],
            "cited": cited,
            "confidence": list(catalogue.terms["confidence"].values()),
        },
    )


def glossary_page(catalogue: Catalogue) -> Page:
    letters: dict[str, list[Any]] = {}
    for entry in catalogue.glossary:
        first = next((c for c in entry.term.upper() if c.isalnum()), "#")
        letters.setdefault(first if first.isalpha() else "0–9", []).append(entry)
    return Page(
        path="/glossary/",
        template="glossary",
        title="Glossary",
        description=(
            f"{len(catalogue.glossary)} terms and abbreviations of cell and gene therapy and its "
            "regulation in China, in plain words."
        ),
        context={
            "letters": letters,
            "terms": {entry.id: entry.term for entry in catalogue.glossary},
        },
    )


def about_page(catalogue: Catalogue) -> Page:
    dated = [g for g in catalogue.guidelines if any(s.property == "issued" for s in g.statements)]
    titled = [
        g for g in catalogue.guidelines if any(s.property == "title-zh" for s in g.statements)
    ]
    by_confidence = [
        (term, sum(s.confidence == term.id for s in catalogue.statements))
        for term in catalogue.terms["confidence"].values()
    ]
    return Page(
        path="/about/",
        template="about",
        title="About this catalogue",
        description="What is counted, who compiled it from where, what is missing and why.",
        context={
            "counts": counts(catalogue),
            "dated": len(dated),
            "titled": len(titled),
            "by_confidence": by_confidence,
            "missing": list(catalogue.terms["missing"].values()),
            "supplement": catalogue.sources[catalogue.edition.supplement],
        },
    )


def not_found_page(catalogue: Catalogue) -> Page:
    return Page(
        path="/404.html",
        template="not_found",
        title="No page at this address",
        description="The address leads nowhere in this catalogue.",
        context={"products": catalogue.products},
    )


def counts(catalogue: Catalogue) -> dict[str, int]:
    """How many there are of what the site counts; every number on a page comes from here."""
    conditional = sum(approval.conditional for _, approval in catalogue.approvals)
    return {
        "products": len(catalogue.products),
        "approvals": len(catalogue.approvals),
        "conditional": conditional,
        "regular": len(catalogue.approvals) - conditional,
        "guidelines": len(catalogue.guidelines),
        "trial_implementation": sum(g.trial_implementation for g in catalogue.guidelines),
        "endpoints": sum(len(approval.endpoints) for _, approval in catalogue.approvals),
        "statements": len(catalogue.statements),
        "remarks": len(catalogue.remarks),
        "sources": len(catalogue.sources),
    }


def bears_on(catalogue: Catalogue, guideline: Guideline, product: Product) -> bool:
    """Whether a guideline's modality is one of the product's, a wider one, or all products'."""
    lines = [catalogue.modality_line(scope.modality) for scope in product.scopes]
    wider = {term.id for line in lines for term in line} | {"general"}
    return any(scope.modality in wider for scope in guideline.scopes)


def newest_first(guidelines: Iterable[Guideline]) -> list[Guideline]:
    """Latest year first, latest known day within it."""

    def when(guideline: Guideline) -> tuple[int, str]:
        issued = [s.value for s in guideline.statements if s.property == "issued"]
        return guideline.year, max(issued, default="")

    return sorted(guidelines, key=when, reverse=True)


def number(count: int) -> str:
    """A small number in words, a larger one in figures."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


def product_sentence(product: Product, type: Term) -> str:
    years = [approval.approved.year for approval in product.approvals]
    conditional = sum(approval.conditional for approval in product.approvals)
    holder = product.holder.name if product.holder else ""
    many = len(years) > 1
    when = f"between {min(years)} and {max(years)}" if len(set(years)) > 1 else f"in {years[0]}"
    how = {
        (False, 0): ", which is not conditional",
        (False, 1): ", which is conditional",
        (True, 0): ", none of them conditional",
        (True, len(years)): ", all of them conditional",
    }.get((many, conditional), f", {number(conditional)} of them conditional")
    return (
        f"{type.label} of {holder}. {number(len(years)).capitalize()} "
        f"approval{'s' * many} in China {when}{how}."
    )


def guideline_sentence(guideline: Guideline, subject: Term) -> str:
    kinds = " and ".join(lower(scope.term.label) for scope in guideline.scopes if scope.term)
    how = " for trial implementation" if guideline.trial_implementation else ""
    return (
        f"Technical guideline on {lower(subject.label)} for {kinds}, "
        f"issued in {guideline.year}{how}."
    )


def lower(label: str) -> str:
    """A label within a sentence: its capital dropped unless it is an abbreviation."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def facet_sentence(value: FacetValue) -> str:
    parts = []
    if value.approvals:
        products = len({product.id for product, _ in value.approvals})
        parts.append(
            f"{number(len(value.approvals))} approval{'s' * (len(value.approvals) != 1)} of "
            f"{number(products)} product{'s' * (products != 1)}"
        )
    if value.guidelines:
        count = len(value.guidelines)
        parts.append(f"{number(count)} guideline{'s' * (count != 1)}")
    sentence = " and ".join(parts) or "nothing in this edition"
    return sentence[0].upper() + sentence[1:] + "."
