"""Rules on words and names: lists and wider terms, and names that could be taken for others."""

import re
import unicodedata
from collections.abc import Iterator

from ...engine.columns import MISSING_WORDS, Word
from ...engine.problems import Problem, quoted, suggestion
from ...engine.reading import Tables
from ..figures import FIGURES
from ..provenance import HEADINGS
from ..tables import SCHEMA

BROADER = {  # the list that the wider terms of a list are of
    "type": "modality",
    "modality": "modality",
    "vector": "modality",
    "measure": "quantity",
    "therapy-group": "group",
    "therapy-subgroup": "therapy-group",
    "series": "series",
}
OTHER_LISTS = ("application-kind", "column", "conclusion", "list", "missing")  # in no column
LISTS = {
    *(word.of for table in SCHEMA.tables.values() for _, word in table.of_kind(Word)),
    *(*BROADER, *BROADER.values(), *OTHER_LISTS),
}
NEEDED_TERMS = {
    "missing": (*MISSING_WORDS, "na"),
    "remark-kind": ("context", "ambiguous"),
    "modality": ("general",),
    "column": HEADINGS,
}
NEEDED_ENTRIES = (  # of the glossary: pages link to them
    *("cde", "clopper-pearson", "conditional-approval", "efficacy-data-analysis-set", "ind", "mah"),
    *("na", "nmpa", "regular-approval", "trial-implementation"),
)
NAMES = {  # columns that name a row to readers
    "guidelines": "title",
    "products": "name",
    "holders": "name",
    "trials": "code",
    "glossary": "term",
}
# Ids of parts of pages that are no records, on pages where records are parts too.
PAGE_PARTS = re.compile(
    r"all|all-guidelines|content|gone|guidelines|search|letter-.|(figure|kind)-.*"
)
PREFIXES = ("approval", "r", "remark", "s", "trial")  # of parts of the page of a product
SUFFIXES = ("approved", "conditional", "efficacy", "indication", "subjects", "trial", "when")


def lists_of_words_are_known(tables: Tables) -> Iterator[Problem]:
    """A word of any other list would be asked for by nothing, and shown nowhere."""
    for row in tables.rows["terms"]:
        word_list = row.cells["list"]
        if word_list and word_list not in LISTS:
            reason = f"list {quoted(word_list)} is none that the catalogue has"
            yield Problem(row.place, reason + suggestion(word_list, LISTS), "list")


def broader_terms_exist(tables: Tables) -> Iterator[Problem]:
    wider = {
        (row.cells["list"], row.cells["id"]): row.cells["broader"] for row in tables.rows["terms"]
    }
    for row in tables.rows["terms"]:
        word_list, broader = row.cells["list"], row.cells["broader"]
        target, fault = BROADER.get(word_list), ""
        if word_list == "property":
            wrong = [table for table in broader.split() if table not in tables.schema.subjects]
            if wrong:
                fault = f"{quoted(wrong[0])} is no table of records"
                fault += suggestion(wrong[0], tables.schema.subjects)
        elif not broader:
            if target and word_list != target:
                fault = f"is empty: a {word_list} names its {target}"
        elif target is None:
            fault = f"is {quoted(broader)}: terms of {quoted(word_list)} have no wider one"
        elif unknown := [one for one in broader.split() if one not in tables.words(target)]:
            fault = f"{quoted(unknown[0])} is not a word of the list '{target}'"
            fault += suggestion(unknown[0], tables.words(target))
        elif target == word_list and _leads_back(wider, word_list, row.cells["id"]):
            fault = f"{quoted(broader)} leads back to this term"
        if fault:
            yield Problem(row.place, f"broader {fault}", "broader")


def _leads_back(wider: dict[tuple[str, str], str], word_list: str, word: str) -> bool:
    """Whether the wider terms of a word come back to it."""
    seen: set[str] = set()
    words = {word}
    while words - seen:
        seen |= words
        words = {one for word in words for one in wider.get((word_list, word), "").split()}
        if word in words:
            return True
    return False


def a_vector_is_a_modality(tables: Tables) -> Iterator[Problem]:
    """Guidelines and products are matched by it as by a kind of therapy."""
    modalities = tables.words("modality")
    for row in tables.rows["terms"]:
        if row.cells["list"] == "vector" and row.cells["id"] not in modalities:
            reason = f"id {quoted(row.cells['id'])} is not a word of the list 'modality'"
            yield Problem(row.place, reason + suggestion(row.cells["id"], modalities), "id")


def words_that_pages_need_are_there(tables: Tables) -> Iterator[Problem]:
    """Pages link to these rows by name, and gaps are explained in these words."""
    for word_list, wanted in NEEDED_TERMS.items():
        for word in sorted(set(wanted) - tables.words(word_list)):
            reason = f"the list '{word_list}' must have the word '{word}'"
            yield Problem(tables.place("terms.csv"), reason)
    for entry in sorted(set(NEEDED_ENTRIES) - set(tables.ids("glossary"))):
        reason = f"must have a row '{entry}': pages link to it"
        yield Problem(tables.place("glossary.csv"), reason)


def every_measure_is_in_the_glossary(tables: Tables) -> Iterator[Problem]:
    entries = tables.ids("glossary")
    for row in tables.rows["terms"]:
        if row.cells["list"] == "measure" and row.cells["id"] not in entries:
            reason = f"measure {quoted(row.cells['id'])} has no row in glossary.csv"
            yield Problem(row.place, reason, "id")


def names_do_not_differ_by_form_alone(tables: Tables) -> Iterator[Problem]:
    for table, column in NAMES.items():
        seen: dict[str, tuple[str, str]] = {}
        for row in tables.rows[table]:
            name = row.cells[column]
            form = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
            if form and form in seen:
                other, place = seen[form]
                how = "" if other == name else ", differing only in case, width or Unicode form"
                reason = f"{column} {quoted(name)} is there already at {place}{how}"
                yield Problem(row.place, reason, column)
            seen.setdefault(form, (name, row.place))


def names_have_single_blanks(tables: Tables) -> Iterator[Problem]:
    for table, column in NAMES.items():
        for row in tables.rows[table]:
            before, blanks, _ = row.cells[column].partition("  ")
            if blanks:
                word = before.split(" ")[-1]
                reason = f"{column} has two blanks after '{word}'; type one"
                yield Problem(row.place, reason, column)


def ids_are_no_names_of_page_parts(tables: Tables) -> Iterator[Problem]:
    """Two parts of a page with one name, or two citations: only one of them could be linked to."""
    for row_id, place in _taken(tables):
        reason = f"id {quoted(row_id)} is what a page calls a part of its own; take another"
        yield Problem(place, reason, "id")


def _taken(tables: Tables) -> Iterator[tuple[str, str]]:
    """Ids, with their places, that pages use for parts of their own."""

    def taken(row_id: str) -> bool:
        return bool(PAGE_PARTS.fullmatch(row_id)) or row_id.startswith(
            tuple(f"{f}-" for f in FIGURES)
        )

    reasons = tables.words("exclusion-reason")
    for table in ("glossary", "sources", "exclusions", "remarks"):
        for row_id, place in tables.ids(table).items():
            if taken(row_id) or (table == "exclusions" and row_id in reasons):
                yield row_id, place
    for row in tables.rows["terms"]:
        row_id = row.cells["id"]
        if row_id == "page" or (row.cells["list"] == "subject" and taken(row_id)):
            yield row_id, row.place
    for table in ("guidelines", "products", "holders"):
        prefixes = PREFIXES if table == "products" else ()
        for row_id, place in tables.ids(table).items():
            if row_id in (*FIGURES, *prefixes, "page"):
                yield row_id, place
    approvals = tables.ids("approvals")
    for table in ("approvals", "endpoints"):
        for row_id, place in tables.ids(table).items():
            start, _, end = row_id.rpartition("-")
            if end in SUFFIXES and start in approvals:
                yield row_id, place
