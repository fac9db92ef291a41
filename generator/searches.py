"""What the search finds: an entry for every record, with all its names, in order."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from .catalogues import Catalogue
from .records import Statement

NAMES = {  # properties whose values are names or codes by which a record may be looked for
    *("name-zh", "brand-zh", "brand-en", "other-name", "developer-code", "title-zh"),
    *("notice-number", "registry-id", "other-code", "name-en", "former-name", "approval-number"),
    *("group", "atc-code"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something to find: `names` are identifiers and other names, `text` what is around it."""

    path: str
    title: str
    kind: str
    names: tuple[str, ...] = ()
    text: str = ""


def entries(catalogue: Catalogue) -> list[Entry]:
    """Every entry, by kind, then in the order of the catalogue."""
    return [
        *_products(catalogue),
        *_guidelines(catalogue),
        *_holders(catalogue),
        *_kinds(catalogue),
        *_exclusions(catalogue),
        *_gaps(catalogue),
        *_glossary(catalogue),
    ]


def script(catalogue: Catalogue) -> bytes:
    """The entries as a classic script, which loads from disk too."""
    return assigned("searchEntries", [asdict(entry) for entry in entries(catalogue)])


def assigned(name: str, value: Any) -> bytes:
    """A classic script that gives a page that value under that name."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"window.{name} = {text.replace('<', chr(92) + 'u003c')};\n".encode()


def _said(*statements: Iterable[Statement]) -> tuple[str, ...]:
    found = [one.value for group in statements for one in group if one.property in NAMES]
    return tuple(dict.fromkeys(found))


def _products(catalogue: Catalogue) -> Iterator[Entry]:
    for product in catalogue.products:
        trials = [a.pivotal for a in product.approvals if a.pivotal]
        holder = product.holder
        type = catalogue.terms["type"][product.type].label
        diseases = [catalogue.terms["disease"][a.disease].label for a in product.approvals]
        yield Entry(
            path=product.path,
            title=product.name,
            kind="Product",
            names=(
                product.id,
                *_said(product.statements, *(trial.statements for trial in trials)),
                *(trial.code for trial in dict.fromkeys(trials)),
            ),
            text="; ".join(
                dict.fromkeys(
                    (type, holder.name if holder else "", *diseases,
                     *(a.indication for a in product.approvals))
                )
            ),
        )  # fmt: skip


def _guidelines(catalogue: Catalogue) -> Iterator[Entry]:
    for guideline in catalogue.guidelines:
        kinds = [scope.term.label for scope in guideline.scopes if scope.term]
        subject = catalogue.terms["subject"][guideline.subject].label
        yield Entry(
            path=guideline.path,
            title=guideline.title,
            kind="Guideline",
            names=_said(guideline.statements),
            text="; ".join((str(guideline.year), subject, *kinds)),
        )


def _holders(catalogue: Catalogue) -> Iterator[Entry]:
    names = defaultdict(list)
    for product in catalogue.products:
        names[product.holder_id].append(product.name)
    for holder in catalogue.holders:
        yield Entry(
            path=holder.path,
            title=holder.name,
            kind="Holder",
            names=_said(holder.statements),
            text="; ".join(names[holder.id]),
        )


def _kinds(catalogue: Catalogue) -> Iterator[Entry]:
    for list, path in (
        ("subject", "subjects"),
        ("modality", "modalities"),
        ("type", "types"),
        ("disease", "diseases"),
    ):
        for term in catalogue.terms[list].values():
            yield Entry(
                path=f"/{path}/{term.id}/", title=term.leading, kind="Topic", text=term.meaning
            )


def _gaps(catalogue: Catalogue) -> Iterator[Entry]:
    for term in catalogue.terms["missing"].values():
        yield Entry(
            path=f"/about/#missing-{term.id}",
            title=term.label,
            kind="Missing value",
            text=term.meaning,
        )


def _exclusions(catalogue: Catalogue) -> Iterator[Entry]:
    for one in catalogue.exclusions:
        reason = catalogue.terms["exclusion-reason"][one.reason].label
        yield Entry(
            path=one.path,
            title=one.name,
            kind="Not in this catalogue",
            text=f"{reason}. {one.text}",
        )


def _glossary(catalogue: Catalogue) -> Iterator[Entry]:
    for entry in catalogue.glossary:
        yield Entry(
            path=entry.path,
            title=entry.term,
            kind="Glossary",
            names=(entry.expansion,) if entry.expansion else (),
            text=entry.meaning,
        )
