"""A catalogue as the engine sees it, and its records loaded: read, checked, linked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from .cache import Files, entry_name, get_or_make, hash_code
from .catalogues import Catalogue
from .edition_rules import EDITION_RULES, reasons_explain_a_change
from .figures import COLOURS, Figure
from .filters import Filters
from .languages import FOLDER, Language, compile_po, language, po_files
from .pages import Page, PageKind
from .problems import DataProblems, Problem
from .reading import SETTINGS, Settings, read_data
from .rules import RULES, Rule, raise_problems
from .schema import Schema
from .tables import Row
from .templates import RenderText

Job = Iterable[tuple[str, bytes]]  # files of a site with their names, made together


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What makes a catalogue this one: its tables, rules, figures, pages and files.

    Functions get the catalogue first; those from `downloads` on get the plan of a site (plans.py),
    but for `is_translated`, which gets the name of a file.
    """

    schema: Schema
    settings: type[Settings] = Settings
    catalogue: type[Catalogue] = Catalogue
    rules: Sequence[Rule] = (*RULES, *EDITION_RULES)
    old_rules: Sequence[Rule] = RULES  # that editions of the past keep, too
    # (the catalogue then, and now) -> lines on what is no problem and may still not be meant
    questions: Callable[[Any, Any], Iterable[str]] = lambda *_: ()
    kinds: Sequence[PageKind]
    templates: Sequence[Path]  # folders, searched in order
    static: Path | None = None
    filters: Callable[[Any, str | None, RenderText], Filters] = lambda *_: {}
    figures: Callable[[Any], Mapping[str, Figure]] = lambda _: {}
    chart_modules: Sequence[Path] = ()  # the code that draws them
    colours: Mapping[str, str] = field(default_factory=COLOURS.copy)  # hexadecimal, by CSS variable
    # the line on sources within a picture
    source_line: Callable[[Any, Figure, RenderText], str] = lambda *_: ""
    # what machines read in the head of a page
    head: Callable[[Any, str | None, RenderText, Page], Any] = lambda *_: None
    glossary: Callable[[Any], Iterable[Any]] = lambda _: ()  # abbreviations that pages explain
    article: Callable[[Any], Any] = lambda _: None  # the source that the catalogue is drawn from
    downloads: Callable[[Any], Sequence[Job]] = lambda _: ()  # every file but pages
    # (the plan of another language) -> what there is below /CODE/ too, and whether a file is of it
    translated: Callable[[Any], Sequence[Job]] = lambda _: ()
    is_translated: Callable[[str], bool] = lambda _: False
    # (plan, page, values of its template) -> files that belong to the page
    beside: Callable[[Any, Page, Mapping[str, Any]], Job] = lambda *_: ()
    # (plan, files so far) -> files that pack them, and then those at addresses that are gone
    archives: Callable[[Any, Mapping[str, bytes]], Job] = lambda *_: ()
    moved_files: Callable[[Any, Mapping[str, bytes]], Job] = lambda *_: ()


def load(definition: Definition, data: Path, rows: Mapping[str, list[Row]] | None = None) -> Any:
    """The checked and linked catalogue of a data folder; raises DataProblems with all problems.

    With `rows` of each table its file is not read.
    """
    tables = read_data(definition.schema, definition.settings, data, rows)
    codes = tables.settings.language_codes if tables.settings else []
    tables.problems += [
        Problem(tables.place(SETTINGS), f"languages: there is no {FOLDER}/{code}.po", "languages")
        for code in codes
        if not po_files(definition.templates, code)
    ]
    raise_problems(tables, definition.rules)
    catalogue = definition.catalogue.from_tables(tables)
    if faults := list(reasons_explain_a_change(catalogue)):
        raise DataProblems(faults)
    return catalogue


def site_languages(definition: Definition, settings: Settings, cached: Path) -> list[Language]:
    """The other languages of a site, with the words of its templates; `cached` is a folder."""
    languages = []
    for code in settings.language_codes:
        files = po_files(definition.templates, code)
        name = entry_name("words", hash_code(files, ["babel"]))
        made = get_or_make(cached, name, partial(_compiled, files))
        languages.append(language(code, [made[one] for one in sorted(made)]))
    return languages


def _compiled(files: Sequence[Path]) -> Files:
    return {f"{i}.mo": compile_po(path) for i, path in enumerate(files)}
