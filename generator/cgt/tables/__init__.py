"""All tables of the catalogue, in the order in which workbooks and downloads list them."""

from ...engine.columns import PartialDay, Reference, Text
from ...engine.dates import PartialDate
from ...engine.editions import ChangeReason, Redirect
from ...engine.languages import N_
from ...engine.reading import Settings
from ...engine.schema import Schema, cell
from ...engine.translations import TextTranslation
from .approvals import Approval, Endpoint, Trial
from .events import AdverseEvent, Milestone
from .records import Exclusion, Guideline, Holder, Product, Scope
from .series import SeriesRow
from .sources import Remark, Source, Statement, Term
from .words import Alias, GlossaryEntry, chinese

SCHEMA = Schema(
    {
        N_("guidelines"): Guideline,
        N_("products"): Product,
        N_("approvals"): Approval,
        N_("endpoints"): Endpoint,
        N_("milestones"): Milestone,
        N_("safety"): AdverseEvent,
        N_("holders"): Holder,
        N_("trials"): Trial,
        N_("aliases"): Alias,
        N_("statements"): Statement,
        N_("remarks"): Remark,
        N_("scopes"): Scope,
        N_("series"): SeriesRow,
        N_("exclusions"): Exclusion,
        N_("sources"): Source,
        N_("terms"): Term,
        N_("glossary"): GlossaryEntry,
        N_("changes"): ChangeReason,
        N_("redirects"): Redirect,
        N_("translations"): TextTranslation,
    },
    version=1,
    subject_words=("modality", "disease"),
    provenance=("source_id", "source_table", "source_row"),
)


class CgtSettings(Settings, frozen=True, kw_only=True):
    """data/catalogue.toml of this catalogue."""

    headline: str = cell(Text, "Headline", "The head of the home page.")
    place: str = cell(Text, "Place", "Where the approvals hold, as sentences say it.")
    agency: str = cell(Text, "Agency", "Who receives applications, as sentences say it.")
    local_language: str | None = cell(
        Text, "Local language", "In which official titles are, as sentences say it; or blank."
    )
    scope: str = cell(Text, "Scope", "What sentences call the source of the core tables.")
    searched: PartialDate | None = cell(
        PartialDay, "Searched", "When anybody last looked for what that source does not list."
    )
    found_until: PartialDate | None = cell(
        PartialDay, "Found until", "After which almost nothing was found then."
    )
    examples: str | None = cell(
        Text, "Examples", "What the home page suggests to search for, with commas between."
    )
    supplement: str = cell(
        Reference, "Supplement", "The source of the core tables.", to=("sources",)
    )
    article: str = cell(Reference, "Article", "The paper that it belongs to.", to=("sources",))
    title_zh: str | None = chinese("title")
    short_title_zh: str | None = chinese("short_title")
    description_zh: str | None = chinese("description")
    headline_zh: str | None = chinese("headline")
    place_zh: str | None = chinese("place")
    agency_zh: str | None = chinese("agency")
    local_language_zh: str | None = chinese("local_language")
    scope_zh: str | None = chinese("scope")
    examples_zh: str | None = chinese("examples")
