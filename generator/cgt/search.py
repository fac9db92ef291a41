"""What the search can lead to: an entry for every record, chart and page, with all its names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..engine.catalogues import per_catalogue
from ..engine.columns import MISSING_WORDS
from ..engine.dates import format_date
from ..engine.figures import words_of
from ..engine.files import script_bytes
from ..engine.plans import Plan
from .catalogue import CgtCatalogue
from .figures.years import STATUS
from .tables import Approval, Guideline, Product, Statement
from .tables.sources import PAGES

NAMES = {  # properties whose values are names or codes by which a record may be looked for
    *("name-zh", "brand-zh", "brand-en", "short-name", "other-name", "developer-code", "title-zh"),
    *("notice-number", "registry-id", "other-code", "name-en", "former-name", "approval-number"),
    *("group", "atc-code", "nct-number"),
}
SEARCHED_TEMPLATES = {  # kinds of page that are entries, beside those of records
    *("products", "compare", "compare_class", "approvals", "guidelines", "facets", "trends"),
    *("awaited", "evidence", "remarks", "conditional", "exclusions", "sources", "data", "changes"),
    *("verify", "glossary", "about", "milestones"),
}


OF_EACH_TYPE = "compare_class"  # a page of which there are many, and which all say the same


class SearchEntry(NamedTuple):
    """Something to look for: `names` are identifiers and other names, `text` what is around it.

    The text is a sentence; or a few words on what it is, then, line by line, what finds it.
    """

    path: str
    title: str
    kind: str  # the block of texts/search.txt that says it in words
    names: Iterable[str]
    text: str


def search_script(plan: Plan) -> bytes:
    """The entries for static/search.js, records, charts, then pages: rows of what each has.

    Their kinds are in words, and without a name that is the title.
    """
    text, page_name = plan.templates.text, plan.renderer.page_name
    everything = list(entries(plan.catalogue))
    for figure in plan.figures.values():
        words = words_of(figure, text)
        around = f"{words.sentence} {words.definition}"
        everything.append(SearchEntry(figure.path, words.title, "figure", [figure.id], around))
    for page in plan.pages:
        if page.template in SEARCHED_TEMPLATES and page.part == 1:
            name = page.path.split("/")[-2]
            about = "" if page.template == OF_EACH_TYPE else plan.renderer.description(page)
            everything.append(SearchEntry(page.path, page_name(page.path), "page", [name], about))
    rows = [
        one._replace(
            kind=text("texts/search.txt", one.kind),
            names=[name for name in one.names if not _is_same(name, one.title)],
        )
        for one in everything
    ]
    return script_bytes("searchEntries", rows)


def _is_same(name: str, title: str) -> bool:
    """Whether a name, or an id, is the title in small letters."""
    return name.replace("-", " ").casefold() == title.replace("-", " ").casefold()


def entries(catalogue: CgtCatalogue) -> Iterator[SearchEntry]:
    """Every entry that is a record, by kind, then in the order of the catalogue."""
    terms, by_holder = catalogue.terms, defaultdict(list)
    gettext, glossary = catalogue.language.gettext, catalogue.rows["glossary"]
    for product in catalogue.products:
        by_holder[product.holder_id].append(product.name)
        yield _product(catalogue, product)
    for product, approval in catalogue.approvals:
        yield _approval(catalogue, product, approval)
    for guideline in catalogue.guidelines:
        yield _guideline(guideline)
    for holder in catalogue.holders:
        names, text = _names(holder), "; ".join(by_holder[holder.id])
        yield SearchEntry(holder.path, holder.name, "holder", names, text)
    for term in (term for name in PAGES for term in terms[name].values()):
        yield SearchEntry(term.path, term.leading, "topic", _names(term), term.meaning)
    for one in catalogue.records["exclusions"]:
        reason = terms["exclusion-reason"][one.reason].label
        text = gettext("{reason}. {text}").format(reason=reason, text=one.text)
        yield SearchEntry(one.path, one.name, "exclusion", _names(one), text)
    for word in terms["missing"].values():
        yield SearchEntry(f"/about/#missing-{word.id}", word.label, "missing", (), word.meaning)
    in_full = {row.cells["id"]: row.cells.get("expansion", "") for row in glossary}
    for entry in catalogue.glossary:
        full = [entry.expansion, in_full[entry.id], entry.expansion_zh]
        all_names = dict.fromkeys(name for name in (*full, *_names(entry)) if name)
        yield SearchEntry(entry.path, entry.term, "glossary", [*all_names], entry.meaning)


def _product(catalogue: CgtCatalogue, product: Product) -> SearchEntry:
    trials = dict.fromkeys(one.pivotal for one in product.approvals if one.pivotal)
    diseases = [one.disease_term for one in product.approvals]
    brief = " · ".join(one.title for one in (product.type_term, product.holder) if one)
    around = [
        *_called(product.type_term, *diseases, product.holder),
        *_others(catalogue, product, *product.approvals),
    ]
    names = dict.fromkeys((product.id, *_names(product), *_called(*trials)))
    return SearchEntry(product.path, product.name, _kind(product), [*names], _joined(brief, around))


def _approval(catalogue: CgtCatalogue, product: Product, approval: Approval) -> SearchEntry:
    disease, gettext = approval.disease_term, catalogue.language.gettext
    approved = catalogue.schema["approvals"].columns["approved"].label
    kinds = {True: "conditional-approval", False: "regular-approval", None: ""}
    words = [one for one in catalogue.glossary if one.id == kinds[approval.conditional]]
    around = [
        *(gettext(approved), str(approval.approved), approval.indication, approval.efficacy),
        *_called(disease, product.type_term, *words),
        *_names(product),
        product.holder.name if product.holder else "",
    ]
    what = disease.label if disease else approval.approved
    title = gettext("{product}, {what}").format(product=product.name, what=what)
    names = _called(approval.pivotal)
    status = gettext(STATUS[approval.status].name)
    day = format_date(approval.approved, gettext=gettext) if approval.approved.year else ""
    brief = " · ".join(filter(None, (status, day)))
    return SearchEntry(approval.path, title, _kind(approval), names, _joined(brief, around))


def _guideline(guideline: Guideline) -> SearchEntry:
    kinds = (scope.modality_term for scope in guideline.scopes)
    issuers = [one.value for one in guideline.statements if one.property == "issuer"]
    subject = guideline.subject_term.title if guideline.subject_term else ""
    brief = " · ".join(filter(None, (str(guideline.year), subject)))
    around = [str(guideline.year), *_called(guideline.subject_term, *kinds), *issuers]
    names = _names(guideline)
    return SearchEntry(
        guideline.path, guideline.title, _kind(guideline), names, _joined(brief, around)
    )


def _kind(record: Product | Approval | Guideline) -> str:
    kind = type(record).__name__.lower()
    return kind if record.in_supplement else f"{kind}_beyond"


def _called(*records: Any) -> list[str]:
    """The titles of those of these records that there are, and other names for them."""
    return [name for one in records if one for name in (one.title, *_names(one))]


def _others(catalogue: CgtCatalogue, *records: Any) -> Iterator[str]:
    """What else is known of records: what is stated of them, and tables that have rows on them."""
    for record in records:
        terms = [one.property_term for one in record.statements if one.property not in NAMES]
        for table in ("milestones", "safety"):
            if rows := getattr(record, table, ()):
                yield catalogue.language.gettext(table)
                terms += [one.event_term for one in rows]
        for term in filter(None, terms):
            yield from (term.label, *other_words(catalogue).get(term.id, ()))


@per_catalogue
def other_words(catalogue: CgtCatalogue) -> dict[str, list[str]]:
    """Other words for what the glossary explains, by its id: of a property of the same id, too."""
    return {one.id: [alias.word for alias in one.aliases] for one in catalogue.glossary}


def _names(record: Any) -> list[str]:
    """Other names of a record, each once: in another language, as printed, as stated, and words
    for the search.
    """
    stated: Iterable[Statement] = getattr(record, "statements", ())
    names = [
        getattr(record, "main_title", ""),
        getattr(record, f"{getattr(record, 'name_column', '')}_zh", None) or "",
        getattr(record, "name_printed", None) or "",
        *(one.value for one in stated if one.property in NAMES),
        *(one.word for one in getattr(record, "aliases", ())),
    ]
    return [name for name in dict.fromkeys(names) if name and name != getattr(record, "title", "")]


def _joined(brief: str, words: Iterable[str]) -> str:
    left_out = {"", *MISSING_WORDS, *brief.split(" · ")}
    return "\n".join(dict.fromkeys((brief, *(word for word in words if word not in left_out))))
