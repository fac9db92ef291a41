"""Rules on words and names: lists and wider terms, and names that could be taken for others."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ...engine.columns import MISSING_WORDS, Id, Word
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
OTHER_LISTS = ("application-kind", "column", "conclusion", "missing")  # in no column
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
NAMES = {table: SCHEMA[table].record.name_column
         for table in ("guidelines", "products", "holders", "trials", "glossary")}  # fmt: skip

# What pages call parts of their own, on pages where records are parts too.
FIGURE = "|".join(FIGURES)
SECTION = rf"all|all-guidelines|content|gone|guidelines|search|letter-.|(figure|kind|{FIGURE})-.*"
PAGE_PARTS = {
    **dict.fromkeys(("glossary", "sources", "exclusions", "remarks"), SECTION),
    **dict.fromkeys(("guidelines", "holders"), f"{FIGURE}|page"),
    "products": f"{FIGURE}|page|approval|milestone|r|remark|s|safety|trial",
}
SUFFIXES = ("approved", "conditional", "efficacy", "indication", "subjects", "trial", "when")


def wider_terms(tables: Tables, word_list: str) -> dict[str, list[str]]:
    """The ids of the wider terms of each word of a list."""
    rows = [cells for _, cells in tables.rows["terms"] if cells["list"] == word_list]
    return {cells["id"]: cells["broader"].split() for cells in rows}


def with_wider(words: Iterable[str], wider: dict[str, list[str]]) -> set[str]:
    """Words with their wider ones, and the wider ones of these."""
    line: set[str] = set()
    words = set(words)
    while words - line:
        line |= words
        words = {one for word in words for one in wider.get(word, ())}
    return line


def lists_of_words_are_known(tables: Tables) -> Iterator[Problem]:
    """A word of any other list would be asked for by nothing, and shown nowhere."""
    for place, cells in tables.rows["terms"]:
        word_list = cells["list"]
        if word_list and word_list not in LISTS:
            reason = f"list {quoted(word_list)} is none that the catalogue has"
            yield Problem(place, reason + suggestion(word_list, LISTS), "list")


def broader_terms_exist(tables: Tables) -> Iterator[Problem]:
    for place, cells in tables.rows["terms"]:
        word_list, broader = cells["list"], cells["broader"]
        target, fault = BROADER.get(word_list), ""
        allowed = tables.words(target or "")
        kind = f"not a word of the list '{target}'"
        if word_list == "property":
            allowed, kind = set(tables.schema.subjects), "no table of records"
        unknown = [one for one in broader.split() if one not in allowed]
        if broader and not target and word_list != "property":
            fault = f"is {quoted(broader)}: terms of {quoted(word_list)} have no wider one"
        elif target and target != word_list and not broader:
            fault = f"is empty: a {word_list} names its {target}"
        elif unknown:
            fault = f"{quoted(unknown[0])} is {kind}{suggestion(unknown[0], allowed)}"
        elif target == word_list:
            wider = wider_terms(tables, word_list)
            if cells["id"] in with_wider(broader.split(), wider):
                fault = f"{quoted(broader)} leads back to this term"
        if fault:
            yield Problem(place, f"broader {fault}", "broader")


def a_vector_is_a_modality(tables: Tables) -> Iterator[Problem]:
    """Guidelines and products are matched by it as by a kind of therapy."""
    modalities = tables.words("modality")
    for place, cells in tables.rows["terms"]:
        if cells["list"] == "vector" and cells["id"] not in modalities:
            reason = f"id {quoted(cells['id'])} is not a word of the list 'modality'"
            yield Problem(place, reason + suggestion(cells["id"], modalities), "id")


def words_that_pages_need_are_there(tables: Tables) -> Iterator[Problem]:
    """Gaps are explained in these words, and others have a part in what pages do."""
    for word_list, wanted in NEEDED_TERMS.items():
        for word in sorted(set(wanted) - tables.words(word_list)):
            reason = f"the list '{word_list}' must have the word '{word}'"
            yield Problem(tables.place("terms.csv"), reason)


def every_measure_is_in_the_glossary(tables: Tables) -> Iterator[Problem]:
    for place, cells in tables.rows["terms"]:
        if cells["list"] == "measure" and cells["id"] not in tables.ids("glossary"):
            yield Problem(place, f"measure {quoted(cells['id'])} has no row in glossary.csv", "id")


def names_do_not_differ_by_form_alone(tables: Tables) -> Iterator[Problem]:
    for table, column in NAMES.items():
        seen: dict[str, tuple[str, str]] = {}
        for row in tables.rows[table]:
            name = row.cells[column]
            form = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
            other, place = seen.setdefault(form, (name, row.place))
            if form and place != row.place:
                how = "" if other == name else ", differing only in case, width or Unicode form"
                reason = f"{column} {quoted(name)} is there already at {place}{how}"
                yield Problem(row.place, reason, column)


def another_name_than_printed_is_stated(tables: Tables) -> Iterator[Problem]:
    stated = {(one.subject, one.value) for _, one in tables.records["statements"]}
    for place, one in (row for name in ("products", "holders") for row in tables.records[name]):
        if one.name_printed == one.name:
            yield Problem(place, "name_printed is the name; leave it blank", "name_printed")
        elif one.name_printed and (one.id, one.name) not in stated:
            reason = f"name {quoted(one.name)} is not the printed one, and no row of statements.csv"
            yield Problem(place, f"{reason} gives it", "name")


def short_names_are_addresses(tables: Tables) -> Iterator[Problem]:
    taken, products = tables.ids("products"), tables.ids("products").keys()
    for place, one in tables.records["statements"]:
        if one.property == "short-name":
            if one.subject not in products:
                yield Problem(place, f"{quoted(one.subject)} is no product", "subject")
            other = taken.setdefault(one.value, place)
            if other != place or not re.fullmatch(Id("", "").pattern, one.value):
                reason = f"value {quoted(one.value)} would be the address /products/{one.value}/,"
                why = f" which is taken by {other}" if other != place else " which is none"
                yield Problem(place, reason + why, "value")


def names_have_single_blanks(tables: Tables) -> Iterator[Problem]:
    for table, column in NAMES.items():
        for place, cells in tables.rows[table]:
            before, blanks, _ = cells[column].partition("  ")
            if blanks:
                word = before.split(" ")[-1]
                yield Problem(place, f"{column} has two blanks after '{word}'; type one", column)


def ids_are_no_names_of_page_parts(tables: Tables) -> Iterator[Problem]:
    """Two parts of a page with one name, or two citations: only one of them could be linked to."""
    taken = [
        (row_id, place)
        for table, parts in PAGE_PARTS.items()
        for row_id, place in tables.ids(table).items()
        if re.fullmatch(parts, row_id)
    ]
    for row_id in tables.ids("exclusions").keys() & tables.words("exclusion-reason"):
        taken.append((row_id, tables.ids("exclusions")[row_id]))
    for place, cells in tables.rows["terms"]:
        parts = f"page|{SECTION}" if cells["list"] == "subject" else "page"
        if re.fullmatch(parts, cells["id"]):
            taken.append((cells["id"], place))
    for table in ("approvals", "endpoints"):
        for row_id, place in tables.ids(table).items():
            start, _, end = row_id.rpartition("-")
            if end in SUFFIXES and start in tables.ids("approvals"):
                taken.append((row_id, place))
    for row_id, place in taken:
        reason = f"id {quoted(row_id)} is what a page calls a part of its own; take another"
        yield Problem(place, reason, "id")
