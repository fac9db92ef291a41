"""What the search can lead to: an entry for every record, with all its names, in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..engine.formats import script_bytes
from ..engine.templates import Text
from .catalogue import CgtCatalogue
from .tables import Product, Statement, Term
from .tables.evidence import PAGES

NAMES = {  # properties whose values are names or codes by which a record may be looked for
    *("name-zh", "brand-zh", "brand-en", "other-name", "developer-code", "title-zh"),
    *("notice-number", "registry-id", "other-code", "name-en", "former-name", "approval-number"),
    *("group", "atc-code"),
}


class Entry(NamedTuple):
    """Something to look for: `names` are identifiers and other names, `text` what is around it."""

    path: str
    title: str
    kind: str  # the block of texts/search.txt that says it in words
    names: Iterable[str]
    text: str


def search_script(catalogue: CgtCatalogue, text: Text) -> bytes:
    """The entries for static/search.js, their kinds in words."""
    worded = [
        {**one._asdict(), "kind": text("texts/search.txt", one.kind)} for one in entries(catalogue)
    ]
    return script_bytes("searchEntries", worded)


def entries(catalogue: CgtCatalogue) -> Iterator[Entry]:
    """Every entry, by kind, then in the order of the catalogue."""
    terms, by_holder = catalogue.terms, defaultdict(list)
    for product in catalogue.products:
        by_holder[product.holder_id].append(product.name)
        yield _product(product)
    for guideline in catalogue.guidelines:
        modalities = [scope.modality_term for scope in guideline.scopes]
        around = [str(guideline.year), *_labels(guideline.subject_term, *modalities)]
        names, text = _names(guideline.statements), "; ".join(around)
        yield Entry(guideline.path, guideline.title, "guideline", names, text)
    for holder in catalogue.holders:
        names, text = _names(holder.statements), "; ".join(by_holder[holder.id])
        yield Entry(holder.path, holder.name, "holder", names, text)
    for term in (term for name in PAGES for term in terms[name].values()):
        yield Entry(term.path, term.leading, "topic", (), term.meaning)
    for one in catalogue.records["exclusions"]:
        reason = terms["exclusion-reason"][one.reason].label
        yield Entry(one.path, one.name, "exclusion", (), f"{reason}. {one.text}")
    for word in terms["missing"].values():
        yield Entry(f"/about/#missing-{word.id}", word.label, "missing", (), word.meaning)
    for entry in catalogue.glossary:
        names = [entry.expansion] if entry.expansion else []
        yield Entry(entry.path, entry.term, "glossary", names, entry.meaning)


def _product(product: Product) -> Entry:
    trials = dict.fromkeys(one.pivotal for one in product.approvals if one.pivotal)
    names = _names(product.statements, *(trial.statements for trial in trials))
    codes = [trial.code for trial in trials]
    around = [
        *_labels(product.type_term),
        product.holder.name if product.holder else "",
        *_labels(*(approval.disease_term for approval in product.approvals)),
        *(approval.indication for approval in product.approvals),
    ]
    text = "; ".join(dict.fromkeys(around))
    return Entry(product.path, product.name, "product", (product.id, *names, *codes), text)


def _labels(*terms: Term | None) -> list[str]:
    return [term.label for term in terms if term]


def _names(*groups: Iterable[Statement]) -> list[str]:
    """The names among statements, each once."""
    names = [one.value for group in groups for one in group if one.property in NAMES]
    return list(dict.fromkeys(names))
