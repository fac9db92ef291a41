"""What the search can lead to: an entry for every record, with all its names, in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from ..engine.json_files import script_bytes
from ..engine.templates import Text
from .catalogue import CgtCatalogue
from .tables import Statement
from .tables.evidence import PAGES

NAMES = {  # properties whose values are names or codes by which a record may be looked for
    *("name-zh", "brand-zh", "brand-en", "other-name", "developer-code", "title-zh"),
    *("notice-number", "registry-id", "other-code", "name-en", "former-name", "approval-number"),
    *("group", "atc-code"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something to look for: `names` are identifiers and other names, `text` what is around it."""

    path: str
    title: str
    kind: str  # the block of texts/search.txt that says it in words
    names: tuple[str, ...] = ()
    text: str = ""


def entries(catalogue: CgtCatalogue) -> list[Entry]:
    """Every entry, by kind, then in the order of the catalogue."""
    return [
        *_products(catalogue),
        *_guidelines(catalogue),
        *_holders(catalogue),
        *_topics(catalogue),
        *_exclusions(catalogue),
        *_missing(catalogue),
        *_glossary(catalogue),
    ]


def search_script(catalogue: CgtCatalogue, text: Text) -> bytes:
    """The entries for static/search.js, their kinds in words."""
    worded = [
        replace(entry, kind=text("texts/search.txt", entry.kind)) for entry in entries(catalogue)
    ]
    return script_bytes("searchEntries", [asdict(entry) for entry in worded])


def _names(*groups: Iterable[Statement]) -> tuple[str, ...]:
    names = [one.value for group in groups for one in group if one.property in NAMES]
    return tuple(dict.fromkeys(names))


def _products(catalogue: CgtCatalogue) -> Iterator[Entry]:
    for product in catalogue.products:
        trials = dict.fromkeys(one.pivotal for one in product.approvals if one.pivotal)
        names = _names(product.statements, *(trial.statements for trial in trials))
        around = [
            product.type_term.label if product.type_term else "",
            product.holder.name if product.holder else "",
            *(one.disease_term.label for one in product.approvals if one.disease_term),
            *(one.indication for one in product.approvals),
        ]
        yield Entry(
            path=product.path,
            title=product.name,
            kind="product",
            names=(product.id, *names, *(trial.code for trial in trials)),
            text="; ".join(dict.fromkeys(around)),
        )


def _guidelines(catalogue: CgtCatalogue) -> Iterator[Entry]:
    for guideline in catalogue.guidelines:
        terms = [guideline.subject_term, *(scope.modality_term for scope in guideline.scopes)]
        yield Entry(
            path=guideline.path,
            title=guideline.title,
            kind="guideline",
            names=_names(guideline.statements),
            text="; ".join([str(guideline.year), *(term.label for term in terms if term)]),
        )


def _holders(catalogue: CgtCatalogue) -> Iterator[Entry]:
    products = defaultdict(list)
    for product in catalogue.products:
        products[product.holder_id].append(product.name)
    for holder in catalogue.holders:
        names, around = _names(holder.statements), "; ".join(products[holder.id])
        yield Entry(path=holder.path, title=holder.name, kind="holder", names=names, text=around)


def _topics(catalogue: CgtCatalogue) -> Iterator[Entry]:
    for name in PAGES:
        for term in catalogue.terms[name].values():
            yield Entry(path=term.path, title=term.leading, kind="topic", text=term.meaning)


def _missing(catalogue: CgtCatalogue) -> Iterator[Entry]:
    for term in catalogue.terms["missing"].values():
        path = f"/about/#missing-{term.id}"
        yield Entry(path=path, title=term.label, kind="missing", text=term.meaning)


def _exclusions(catalogue: CgtCatalogue) -> Iterator[Entry]:
    for one in catalogue.records["exclusions"]:
        reason = one.reason_term.label if one.reason_term else ""
        around = f"{reason}. {one.text}"
        yield Entry(path=one.path, title=one.name, kind="exclusion", text=around)


def _glossary(catalogue: CgtCatalogue) -> Iterator[Entry]:
    for entry in catalogue.glossary:
        names = (entry.expansion,) if entry.expansion else ()
        yield Entry(
            path=entry.path, title=entry.term, kind="glossary", names=names, text=entry.meaning
        )
