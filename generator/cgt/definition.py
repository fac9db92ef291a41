"""This catalogue as the engine takes it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import msgspec

from ..engine.dates import format_date
from ..engine.definitions import Definition, Job
from ..engine.filters import Filters
from ..engine.moved import moved_files
from ..engine.plans import Plan
from ..engine.templates import RenderText
from . import downloads
from .catalogue import CgtCatalogue
from .figures import all_figures
from .figures.therapies import COLOURS
from .metadata import cite, confirmed, head, json_ld
from .pages import KINDS
from .rates import unreproduced
from .rules import RULES, RULES_FOR_OLD_EDITIONS
from .tables import SCHEMA, CgtSettings

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def filters(catalogue: CgtCatalogue, site_url: str | None, text: RenderText) -> Filters:
    """What templates of this catalogue apply to values.

    `"paper" | cited` is what `cite` gives; `modality | group` the therapy group of a modality, for
    its colour and mark; `"as {scope} has it" | in_words` a sentence with settings in it, for
    macros, which see no settings.
    """
    language, settings = catalogue.language, catalogue.settings
    as_of = format_date(settings.as_of, gettext=language.gettext)
    words = msgspec.structs.asdict(settings) | {"as_of": as_of}
    return {
        "cited": partial(cite, catalogue, site_url, text),
        "confirmed": confirmed,
        "json_ld": json_ld,
        "group": lambda modality: catalogue.groups[modality or "general"],
        "in_words": lambda sentence: sentence.format_map(words),
    }


def moved(plan: Plan, files: Mapping[str, bytes]) -> Job:
    """Files at the addresses of those that are gone."""
    begin = downloads.json_head(plan.catalogue, plan.templates.text)
    return moved_files(plan.catalogue, files, begin, plan.templates, plan.site_url)


CGT = Definition(
    schema=SCHEMA,
    settings=CgtSettings,
    catalogue=CgtCatalogue,
    rules=RULES,
    old_rules=RULES_FOR_OLD_EDITIONS,
    questions=unreproduced,
    kinds=KINDS,
    templates=[ROOT / "templates"],
    static=ROOT / "static",
    filters=filters,
    figures=all_figures,
    chart_modules=sorted(HERE.glob("figures/*.py")),
    colours=COLOURS,
    source_line=downloads.source_line,
    head=head,
    glossary=lambda catalogue: catalogue.glossary,
    article=lambda catalogue: catalogue.sources[catalogue.settings.article],
    downloads=downloads.all_downloads,
    translated=downloads.translated_downloads,
    is_translated=downloads.is_translated,
    beside=downloads.files_beside,
    archives=downloads.archive_files,
    moved_files=moved,
)
