"""Which pages exist: one function per kind, and `all_pages` that lists them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .figures import Figure, response_groups
from .records import Approval, Catalogue, Guideline, Product, Term

NAVIGATION = [
    ("Products", "/products/"),
    ("Approvals", "/approvals/"),
    ("Guidelines", "/guidelines/"),
    ("Trends", "/trends/"),
    ("Glossary", "/glossary/"),
    ("About", "/about/"),
]
NAMES = ("name-zh", "brand-zh", "brand-en", "developer-code")
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
STORY = [
    ("How guidance grew", ("cumulative", "guidelines-per-year", "guideline-map")),
    ("What was approved", ("approvals-in-time", "approvals-per-year")),
    ("On what evidence", ("response-rates",)),
    ("What is in trials", ("clinical-stages", "ind-applications", "ind-conclusions")),
]
AWAITED = {  # figures of the source whose numbers stand in a workbook that may not be there
    "ind-applications": "Applications for clinical trials per year, by therapy group",
    "ind-conclusions": "Review conclusions of applications, and clinical trials initiated",
}
Figures = Mapping[str, Figure]
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


def all_pages(catalogue: Catalogue, figures: Figures) -> list[Page]:
    """Every page of the site."""
    return [
        home_page(catalogue, figures),
        products_page(catalogue, figures),
        *product_pages(catalogue),
        approvals_page(catalogue, figures),
        guidelines_page(catalogue, figures),
        *guideline_pages(catalogue),
        *facet_pages(catalogue, figures),
        trends_page(catalogue, figures),
        *figure_pages(catalogue, figures),
        *awaited_pages(catalogue, figures),
        sources_page(catalogue),
        glossary_page(catalogue),
        about_page(catalogue),
        not_found_page(catalogue),
    ]


def home_page(catalogue: Catalogue, figures: Figures) -> Page:
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
            "figures": some(figures, "cumulative"),
            "catalogue": catalogue,
        },
    )


def products_page(catalogue: Catalogue, figures: Figures) -> Page:
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
        context={
            "products": catalogue.products,
            "figures": some(figures, "approvals-in-time"),
            "catalogue": catalogue,
        },
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
                "context": class_results(catalogue, product),
                "guidelines": [g for g in catalogue.guidelines if bears_on(catalogue, g, product)],
                "siblings": [
                    p for p in catalogue.products if p.type == product.type and p is not product
                ],
                "terms": catalogue.terms,
            },
        )


def class_results(catalogue: Catalogue, product: Product) -> list[tuple[str, list[Any]]]:
    """(heading, results) of all products of that product's type, like beside like."""
    terms = catalogue.terms
    groups = [
        (
            f"{terms['disease'][disease].leading}, {terms['measure'][measure].label}",
            [result for result in results if result[0].type == product.type],
        )
        for (disease, measure), results in response_groups(catalogue).items()
    ]
    found = [(heading, results) for heading, results in groups if results]
    others = any(one is not product for _, results in found for one, _, _ in results)
    return found if others else []


def approvals_page(catalogue: Catalogue, figures: Figures) -> Page:
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
        context={
            "approvals": catalogue.approvals[::-1],
            "figures": some(figures, "approvals-per-year"),
            "terms": catalogue.terms,
            "catalogue": catalogue,
        },
    )


def guidelines_page(catalogue: Catalogue, figures: Figures) -> Page:
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
            "figures": some(figures, "guidelines-per-year", "guideline-map"),
            "catalogue": catalogue,
        },
    )


def guideline_pages(catalogue: Catalogue) -> Iterator[Page]:
    for guideline in catalogue.guidelines:
        subject = catalogue.terms["subject"][guideline.subject]
        siblings = [g for g in catalogue.guidelines if g.subject == guideline.subject]
        modalities = {scope.modality for scope in guideline.scopes}
        products = [p for p in catalogue.products if bears_on(catalogue, guideline, p)]
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
                "products": products,
                "years": [
                    (
                        year,
                        [g for g in siblings if g.year == year],
                        [a for p in products for a in p.approvals if a.approved.year == year],
                    )
                    for year in catalogue.years
                ],
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

    @property
    def has_guidelines(self) -> bool:
        """Whether guidelines are divided this way."""
        return any(value.guidelines for value in self.values)

    @property
    def has_approvals(self) -> bool:
        """Whether approvals are divided this way."""
        return any(value.approvals for value in self.values)


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value of a facet with the records that have it."""

    id: str
    label: str
    meaning: str
    guidelines: list[Guideline] = field(default_factory=list)
    approvals: list[tuple[Product, Approval]] = field(default_factory=list)
    record: Any = None  # the holder or term, where something is said about it


FACET_FIGURES = {
    "subject": ("guidelines-per-year",),
    "modality": ("guideline-map",),
    "disease": ("response-rates",),
    "type": ("approvals-in-time",),
    "year": ("cumulative",),
}
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
                    record=term,
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
            name="disease",
            path="/diseases/",
            title="By disease",
            sentence="Assigned by the catalogue, in words that stand in the indication.",
            values=[
                FacetValue(
                    id=term.id,
                    label=term.leading,
                    meaning=term.meaning,
                    approvals=[pair for pair in pairs if pair[1].disease == term.id],
                )
                for term in terms["disease"].values()
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


def facet_pages(catalogue: Catalogue, figures: Figures) -> Iterator[Page]:
    for facet in facets(catalogue):
        yield Page(
            path=facet.path,
            template="facets",
            title=facet.title,
            description=facet.sentence,
            context={
                "facet": facet,
                "figures": some(figures, *FACET_FIGURES.get(facet.name, ())),
                "catalogue": catalogue,
            },
        )
        for value in facet.values:
            yield Page(
                path=f"{facet.path}{value.id}/",
                template="facet",
                title=value.label,
                description=facet_sentence(value),
                crumbs=((facet.title, facet.path),),
                context={
                    "facet": facet,
                    "value": value,
                    "figures": some(figures, "guidelines-per-year")
                    if facet.name == "subject"
                    else [],
                    "catalogue": catalogue,
                },
            )


def trends_page(catalogue: Catalogue, figures: Figures) -> Page:
    story = [(heading, some(figures, *ids)) for heading, ids in STORY]
    return Page(
        path="/trends/",
        template="trends",
        title="Trends",
        description=(
            f"How guidance and approvals grew from {catalogue.years[0]} to "
            f"{catalogue.years[-1]}, on what evidence, and what stands behind them in trials."
        ),
        context={
            "story": [(heading, shown) for heading, shown in story if shown],
            "awaited": [
                (f"/trends/{id}/", title) for id, title in AWAITED.items() if id not in figures
            ],
            "catalogue": catalogue,
        },
    )


def awaited_pages(catalogue: Catalogue, figures: Figures) -> Iterator[Page]:
    """What is known of a figure that cannot be drawn yet, and what it takes to draw it."""
    edition = catalogue.edition
    said = catalogue.sources[edition.supplement].statements
    said += catalogue.sources[edition.article].statements
    for id, title in AWAITED.items():
        if id not in figures:
            yield Page(
                path=f"/trends/{id}/",
                template="awaited",
                title=title,
                description="Not drawn: the source prints the caption of this figure, not its "
                "numbers.",
                crumbs=(("Trends", "/trends/"),),
                context={
                    "id": id,
                    "totals": said,
                    "terms": catalogue.terms,
                    "has_workbook": bool(catalogue.applications),
                },
            )


def figure_pages(catalogue: Catalogue, figures: Figures) -> Iterator[Page]:
    for figure in figures.values():
        context = {"figure": figure, "catalogue": catalogue}
        yield Page(
            path=figure.path,
            template="figure",
            title=figure.title,
            description=figure.sentence,
            crumbs=(("Trends", "/trends/"),),
            context=context,
        )
        yield Page(
            path=f"{figure.path}embed/",
            template="embed",
            title=figure.title,
            description=figure.sentence,
            context=context,
        )


def sources_page(catalogue: Catalogue) -> Page:
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
            "terms": catalogue.terms,
            "confidence": list(catalogue.terms["confidence"].values()),
        },
    )


def glossary_page(catalogue: Catalogue) -> Page:
    letters: dict[str, list[Any]] = {}
    for entry in catalogue.glossary:
        first = next((c for c in entry.term.upper() if c.isalnum()), "#")
        letters.setdefault(first if first.isalpha() else "0–9", []).append(entry)
    letters = dict(sorted(letters.items()))
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
        "statements": len(catalogue.statements),
        "remarks": len(catalogue.remarks),
        "sources": len(catalogue.sources),
    }


def some(figures: Figures, *ids: str) -> list[Figure]:
    """Those of the figures that there are."""
    return [figures[id] for id in ids if id in figures]


def bears_on(catalogue: Catalogue, guideline: Guideline, product: Product) -> bool:
    """Whether a guideline's modality is one of the product's, a wider one, or all products'."""
    lines = [catalogue.modality_line(scope.modality) for scope in product.scopes]
    wider = {term.id for line in lines for term in line} | {"general"}
    return any(scope.modality in wider for scope in guideline.scopes)


def newest_first(guidelines: Iterable[Guideline]) -> list[Guideline]:
    """Latest year first; within it the latest known day, of any kind, before the unknown."""

    def when(guideline: Guideline) -> tuple[int, str]:
        days = [
            s.value for s in guideline.statements if s.property in ("issued", "posted", "in-force")
        ]
        return guideline.year, max(days, default="")

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
    kinds = " and ".join(scope.term.within for scope in guideline.scopes if scope.term)
    how = " for trial implementation" if guideline.trial_implementation else ""
    return f"Technical guideline on {subject.within} for {kinds}, issued in {guideline.year}{how}."


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
