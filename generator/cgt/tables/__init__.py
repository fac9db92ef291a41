"""All tables of the catalogue, in the order in which workbooks and downloads list them."""

from typing import Annotated

from ...engine.columns import Reference, Text
from ...engine.editions import Change, Redirect
from ...engine.schema import Schema, Settings
from .evidence import Remark, Scope, Source, Statement, Term
from .guidelines import Guideline
from .products import Approval, Endpoint, Holder, Product, Trial
from .series import SeriesRow
from .texts import Exclusion, GlossaryEntry

__all__ = [
    "SCHEMA",
    "Approval",
    "CgtSettings",
    "Change",
    "Endpoint",
    "Exclusion",
    "GlossaryEntry",
    "Guideline",
    "Holder",
    "Product",
    "Redirect",
    "Remark",
    "Scope",
    "SeriesRow",
    "Source",
    "Statement",
    "Term",
    "Trial",
]

SCHEMA = Schema(
    {
        "guidelines": Guideline,
        "products": Product,
        "approvals": Approval,
        "endpoints": Endpoint,
        "holders": Holder,
        "trials": Trial,
        "statements": Statement,
        "remarks": Remark,
        "scopes": Scope,
        "series": SeriesRow,
        "exclusions": Exclusion,
        "sources": Source,
        "terms": Term,
        "glossary": GlossaryEntry,
        "changes": Change,
        "redirects": Redirect,
    },
    version=1,
    subject_words=("modality",),
    provenance=("source_id", "source_table", "source_row"),
)


class CgtSettings(Settings, frozen=True, kw_only=True):
    """data/catalogue.toml of this catalogue."""

    headline: Annotated[str, Text("Headline", "The head of the home page.")]
    place: Annotated[str, Text("Place", "Where the approvals hold, as sentences say it.")]
    supplement: Annotated[
        str, Reference("Supplement", "The source of the core tables.", to=("sources",))
    ]
    article: Annotated[str, Reference("Article", "The paper that it belongs to.", to=("sources",))]
