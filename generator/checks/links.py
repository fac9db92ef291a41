"""Rules on keys, ids, and words: what is named exists, once."""

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeVar, get_args

from ..cells import MISSING_WORDS, Ref, Word
from ..damage import shown
from ..figures import FIGURES
from ..problems import Problem
from ..records import LISTS, TABLES, Record, columns
from ..tables import suggestion
from .tables import RECORDS, Tables, _has_ids

Mark = TypeVar("Mark")
COLUMNS = (  # printed headings and readings of what receipts tell
    *("guidelines-title", "guidelines-subject", "guidelines-year"),
    *("products-name", "products-type", "products-holder-id", "holders-name"),
    *("approvals-approved", "approvals-indication", "approvals-conditional", "approvals-trial"),
    *("approvals-subjects", "endpoints-value"),
)
NEEDED_TERMS = {
    "missing": (*MISSING_WORDS, "na"),
    "remark-kind": ("context", "ambiguous"),
    "modality": ("general",),
    "column": COLUMNS,
}
NEEDED_ENTRIES = (
    *(
        "cde",
        "clopper-pearson",
        "conditional-approval",
        "efficacy-data-analysis-set",
        "ind",
        "mah",
        "na",
    ),
    *("nmpa", "regular-approval", "trial-implementation"),
)
BROADER = {
    "type": "modality",
    "modality": "modality",
    "measure": "quantity",
    "therapy-group": "group",
    "therapy-subgroup": "therapy-group",
}
# What pages call parts of theirs that are no records, on those where records are parts; and how the
# names of other parts of the page of a product begin, or end, behind the id of an approval.
PARTS = re.compile(
    rf"all|all-guidelines|content|gone|guidelines|search|letter-.|(figure|kind|{'|'.join(FIGURES)})-.*"
)
HEADS = ("approval", "r", "remark", "s", "trial")
TAILS = ("approved", "conditional", "efficacy", "indication", "subjects", "trial", "when")
LOOKALIKES = {
    "guidelines": "title",
    "products": "name",
    "holders": "name",
    "trials": "code",
    "glossary": "term",
}


def keys_are_unique(tables: Tables) -> Iterator[Problem]:
    for table, rows in tables.rows.items():
        keys = {TABLES[table].key, ("list", "id") if table == "terms" else ("id",)}
        for key in sorted(keys):
            if not set(key) <= set(columns(table)):
                continue
            seen: dict[tuple[str, ...], str] = {}
            for row in rows:
                cells = tuple(row.cells[column] for column in key)
                blank = [c for c, cell in zip(key, cells, strict=True) if not cell]
                if not all(_may_be_blank(TABLES[table], column) for column in blank):
                    continue  # which is a problem of its own
                if cells in seen:
                    named = " and ".join(f"{c} {shown(v)}" for c, v in zip(key, cells, strict=True))
                    yield Problem(row.place, f"{named} stands already at {seen[cells]}", key[0])
                seen.setdefault(cells, row.place)


def ids_are_unique_across_tables(tables: Tables) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for table in (*RECORDS, "modalities"):
        for id, place in tables.ids(table).items():
            if id in seen:
                said = f"id {shown(id)} is taken by {seen[id]}; ids are unique everywhere"
                yield Problem(place, said, "id")
            seen.setdefault(id, place)


def names_do_not_differ_by_form_alone(tables: Tables) -> Iterator[Problem]:
    for table, column in LOOKALIKES.items():
        seen: dict[str, tuple[str, str]] = {}
        for row in tables.rows[table]:
            name = row.cells.get(column, "")
            form = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
            if form and form in seen:
                other, place = seen[form]
                how = "" if other == name else ", differing only in case, width or Unicode form"
                said = f"{column} {shown(name)} stands already at {place}{how}"
                yield Problem(row.place, said, column)
            seen.setdefault(form, (name, row.place))


def ids_are_no_names_that_pages_give_to_others(tables: Tables) -> Iterator[Problem]:
    """Two parts of a page with one name, or two citations: only one of them could be pointed at."""
    parts = {table: tables.ids(table) for table in ("glossary", "sources", "exclusions", "remarks")}
    parts["terms"] = {
        row.cells.get("id", ""): row.place
        for row in tables.rows["terms"]
        if row.cells.get("list") == "subject"
    }
    taken = [
        (id, place)
        for table, ids in parts.items()
        for id, place in ids.items()
        if PARTS.fullmatch(id) or (table == "exclusions" and id in tables.words("exclusion-reason"))
    ]
    taken += [(id, place) for id, place in tables.ids("products").items() if id in HEADS]
    for table in ("guidelines", "products", "holders"):
        taken += [
            (id, place) for id, place in tables.ids(table).items() if id in (*FIGURES, "page")
        ]
    for row in tables.rows["terms"]:  # /types/page/2/ is where the list of all types goes on
        if row.cells.get("id") == "page":
            taken.append(("page", row.place))
    approvals = tables.ids("approvals")
    for table in ("approvals", "endpoints"):
        for id, place in tables.ids(table).items():
            start, _, end = id.rpartition("-")
            if end in TAILS and start in approvals:
                taken.append((id, place))
    for id, place in taken:
        said = f"id {shown(id)} is what a page calls a part of its own; take another"
        yield Problem(place, said, "id")


def links_lead_somewhere(tables: Tables) -> Iterator[Problem]:
    known = {name: tables.ids(name) for name in (*TABLES, "records") if _has_ids(name)}
    for table, model in TABLES.items():
        for column, ref in _marked(model, Ref):
            allowed = {id for name in ref.tables for id in known[name]}
            where = " or ".join(f"{name}.csv" for name in ref.tables if name != "records")
            for row in tables.rows[table]:
                cell = row.cells.get(column, "")
                for id in cell.split() if ref.many else [cell]:
                    if not id or id in allowed or (ref.or_missing and id in MISSING_WORDS):
                        continue
                    yield Problem(
                        row.place,
                        f"{column} {shown(id)} is not in {where or 'any table of records'}"
                        + suggestion(id, allowed),
                        column,
                    )


def the_edition_names_its_sources(tables: Tables) -> Iterator[Problem]:
    known = tables.ids("sources")
    for fact in ("supplement", "article") if tables.edition else ():
        id = getattr(tables.edition, fact)
        if id not in known:
            yield Problem(
                f"{tables.data.name}/catalogue.toml",
                f"{fact} {shown(id)} is not in sources.csv{suggestion(id, known)}",
                fact,
            )


def words_are_allowed(tables: Tables) -> Iterator[Problem]:
    for table, model in TABLES.items():
        for column, word in _marked(model, Word):
            allowed = tables.words(word.list) | (set(MISSING_WORDS) if word.or_missing else set())
            for row in tables.rows[table]:
                cell = row.cells.get(column, "")
                if cell and cell not in allowed:
                    said = f"{column} {shown(cell)} is not a word of the list '{word.list}'"
                    said += f" in terms.csv{suggestion(cell, allowed)}"
                    yield Problem(row.place, said, column)


def lists_of_words_are_known(tables: Tables) -> Iterator[Problem]:
    """A word of any other list would be asked for by nothing, and shown nowhere."""
    for row in tables.rows["terms"]:
        if (list := row.cells["list"]) and list not in LISTS:
            said = f"list {shown(list)} is none that the catalogue has{suggestion(list, LISTS)}"
            yield Problem(row.place, said, "list")


def broader_terms_exist(tables: Tables) -> Iterator[Problem]:
    wider = {
        (row.cells["list"], row.cells.get("id", "")): row.cells.get("broader", "")
        for row in tables.rows["terms"]
    }
    for row in tables.rows["terms"]:
        list, broader = row.cells["list"], row.cells.get("broader", "")
        target, said = BROADER.get(list), ""
        if not broader:
            if target and list != "modality":
                said = f"is empty: a {list} names its {target}"
        elif target is None:
            said = f"is {shown(broader)}: terms of {shown(list)} have no wider one"
        elif broader not in (words := tables.words(target)):
            said = f"{shown(broader)} is not a word of the list '{target}'"
            said += suggestion(broader, words)
        elif target == list:
            seen, at = {row.cells.get("id", "")}, broader
            while at and at not in seen:
                seen.add(at)
                at = wider.get((list, at), "")
            if at:
                said = f"{shown(broader)} leads back to this term"
        if said:
            yield Problem(row.place, f"broader {said}", "broader")


def words_the_program_speaks_are_there(tables: Tables) -> Iterator[Problem]:
    """Pages link to these rows by name, and gaps are told in these words."""
    place = f"{tables.data.name}/terms.csv"
    for list, wanted in NEEDED_TERMS.items():
        for id in sorted(set(wanted) - tables.words(list)):
            yield Problem(place, f"the list '{list}' must have the word '{id}'")
    for id in sorted(set(NEEDED_ENTRIES) - set(tables.ids("glossary"))):
        yield Problem(
            f"{tables.data.name}/glossary.csv", f"must have a row '{id}': pages link to it"
        )


def every_measure_is_in_the_glossary(tables: Tables) -> Iterator[Problem]:
    known = tables.ids("glossary")
    for row in tables.rows["terms"]:
        if row.cells.get("list") == "measure" and row.cells.get("id") not in known:
            said = f"measure {shown(row.cells.get('id', ''))} has no row in glossary.csv"
            yield Problem(row.place, said, "id")


def every_parent_has_children(tables: Tables) -> Iterator[Problem]:
    approved = {placed.record.product_id for placed in tables.records["approvals"]}
    if len(tables.records["approvals"]) == len(tables.rows["approvals"]):
        for place, product in tables.records["products"]:
            if product.id not in approved:
                yield Problem(place, f"product '{product.id}' has no row in approvals.csv", "id")
    used = {row.cells.get("holder_id") for row in tables.rows["products"]}
    for place, holder in tables.records["holders"]:
        if holder.id not in used:
            yield Problem(place, f"holder '{holder.id}' has no row in products.csv", "id")
    used = {row.cells.get("trial_id") for row in tables.rows["approvals"]}
    for place, trial in tables.records["trials"]:
        if trial.id not in used:
            yield Problem(place, f"trial '{trial.id}' has no row in approvals.csv", "id")
    scoped = {row.cells.get("record_id") for row in tables.rows["scopes"]}
    for table in ("guidelines", "products"):
        for id, place in tables.ids(table).items():
            if id not in scoped:
                said = f"{shown(id)} has no modality: add a row to scopes.csv"
                yield Problem(place, said, "id")


def notes_belong_to_records(tables: Tables) -> Iterator[Problem]:
    known = {id for table in ("guidelines", "products", "approvals") for id in tables.ids(table)}
    for id in tables.notes:
        if id not in known:
            yield Problem(
                f"{tables.data.name}/notes/{id}.md",
                f"{shown(id)} is not a guideline, product or approval{suggestion(id, known)}",
            )


def _may_be_blank(model: type[Record], column: str) -> bool:
    return type(None) in get_args(model.model_fields[column].annotation)


def _marked(model: type[Record], kind: type[Mark]) -> Iterator[tuple[str, Mark]]:
    for name, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, kind):
                yield name, mark
