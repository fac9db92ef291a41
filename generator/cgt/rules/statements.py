"""Rules on what others publish: statements and their sources, series and their sums."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Container, Iterator
from itertools import combinations
from urllib.parse import urlsplit

from ...engine.columns import ISO_DAY, MISSING_WORDS, Day, PartialDay
from ...engine.counts import overlap
from ...engine.problems import Problem, quoted
from ...engine.reading import Tables
from ..tables import Source
from .words import wider_terms

DAY = Day("Day", "A day of the calendar.")
DATE = PartialDay("Date", "A date as far as it is known.")
# Tables whose rows have a confidence.
GRADED = ("statements", "milestones", "safety", "exclusions", "series")
COUNT = re.compile(r"stage-.*|.*-total")  # properties whose value is one
PAPER_OR_NOTICE = re.compile(r"doi:[^\s;]+|PMID [0-9]+|PMC[0-9]+|[0-9]{4}年第[0-9]+号")
WRITE_UP = re.compile(r"(write-up|summary) of the article\b", re.IGNORECASE)  # behind the tables
HAN_LETTER = re.compile(r"[\u3400-\u9fff]")


def counts_are_whole_numbers(tables: Tables) -> Iterator[Problem]:
    for place, one in tables.records["statements"]:
        if COUNT.fullmatch(one.property) and not re.fullmatch(r"[0-9]{1,9}", one.value):
            yield Problem(place, f"value {quoted(one.value)}, not a whole number", "value")


def days_are_within_the_cut_off(tables: Tables) -> Iterator[Problem]:
    """Of statements on rows of the supplement; a day of issue may be known less exactly."""
    as_of = tables.settings.as_of if tables.settings else dt.date.max
    supplement = tables.settings.supplement if tables.settings else ""
    rows = [*tables.rows["guidelines"], *tables.rows["approvals"]]
    listed = {cells["id"] for _, cells in rows if cells["source_id"] == supplement}
    years = {guideline.id: str(guideline.year) for _, guideline in tables.records["guidelines"]}
    for place, one in tables.records["statements"]:
        if not one.is_day:
            continue
        try:
            date = (DATE if one.property == "issued" else DAY).read(one.value)
        except ValueError as error:
            yield Problem(place, f"value {quoted(one.value)}, {error}", "value")
            continue
        day, year = f"{one.property} {one.value}", years.get(one.subject)
        if one.subject in listed and getattr(date, "last", date) > as_of:
            yield Problem(place, f"{day} is after as_of {as_of}", "value")
        elif one.property == "issued" and year and one.value[:4] != year:
            yield Problem(place, f"{day}, but guidelines.csv has the year {year}", "value")


def rows_are_as_certain_as_their_sources(tables: Tables) -> Iterator[Problem]:
    sources = {cells["id"]: cells for _, cells in tables.rows["sources"]}
    for place, one in (row for name in GRADED for row in tables.records[name]):
        others = (getattr(one, "corroborated_by", None) or "").split()
        confidence = f"confidence {one.confidence}"
        kinds = [sources[i]["kind"] if i in sources else "" for i in (one.source_id, *others)]
        if one.source_id in others:
            reason = f"corroborated_by names '{one.source_id}', its own source"
            yield Problem(place, reason, "corroborated_by")
        if one.confidence != "weak" and set(kinds) == {"unlisted"}:
            yield Problem(place, f"{confidence}, with an unlisted source alone", "confidence")


def what_is_confirmed_has_two_sources_that_are_not_one(tables: Tables) -> Iterator[Problem]:
    """Independent as far as can be seen, or several copies of an official notice.

    What the supplement says, which the core tables are transcribed from, needs no second source.
    A row that has no corroborated_by names one source alone.
    """
    sources = {source.id: source for _, source in tables.records["sources"]}
    paper = {tables.settings.supplement, tables.settings.article} if tables.settings else set()
    for place, one in (row for name in GRADED for row in tables.records[name]):
        others = getattr(one, "corroborated_by", None) or ""
        ids = dict.fromkeys((one.source_id, *others.split()))
        own = [sources[i] for i in ids if i in sources]
        good = [source for source in own if source.kind != "unlisted"]
        if one.confidence != "confirmed" or not good or own[0].kind == "supplement":
            continue
        same = _shared_marks([_signs(source, paper) for source in good])
        if same is None or len(_copies_of_notices(good)) > 1:
            continue
        reason = "confidence confirmed, with one source and not two copies of a notice: "
        if same:
            reason = "confidence confirmed, but its sources are one, having the same "
            reason += f"{' and '.join(sorted(same))}: "
        if hasattr(one, "corroborated_by"):
            reason += "name a second in corroborated_by, or "
        reason += "write one-good-source"
        yield Problem(place, reason, "confidence")


def _signs(source: Source, paper: Container[str]) -> set[tuple[str, ...]]:
    """What two sources have in common only if one repeats the other, each behind its name."""
    signs: set[tuple[str, ...]] = {("address", where) for where in _addresses(source)}
    publisher = source.publisher.partition(", ")[0].casefold()  # less "via" and "seen as"
    if source.kind != "database":  # whose entries are headed by what they are on
        signs.add(("title", source.title.casefold()))
    if source.kind != "notice" and source.published.precision == "day":
        signs.add(("publisher and day", publisher, source.published.text))
    signs |= {("identifier", one.casefold()) for one in PAPER_OR_NOTICE.findall(source.identifier)}
    if source.id in paper or WRITE_UP.match(source.title):
        signs.add(("paper",))
    return signs


def _shared_marks(signs: list[set[tuple[str, ...]]]) -> set[str] | None:
    """What links all of these sources; None if one of them is independent of all others.

    Empty if there is only one source.
    """
    first, *rest = signs
    names = set()
    while linked := [own for own in rest if own & first]:
        names |= {sign[0] for own in linked for sign in own & first}
        rest = [own for own in rest if own not in linked]
        first = first.union(*linked)
    return None if rest else names


def _copies_of_notices(sources: list[Source]) -> set[str]:
    """Where copies of official notices can be read, those on pages with their numbers included."""
    numbers = {one.identifier for one in sources if one.kind == "notice"} - set(MISSING_WORDS)
    copies = set[str]()
    for one in sources:
        if one.kind == "notice":
            copies |= {_address(copy) for copy in (one.copies or "").split()}
        elif one.identifier in numbers:
            copies |= _addresses(one)
    return copies


def _addresses(source: Source) -> set[str]:
    return {_address(url) for url in (source.url or "", *(source.copies or "").split()) if url}


def _address(url: str) -> str:
    """Host and path, and the query that names an article; the same for all ways to write them."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def values_are_in_their_language(tables: Tables) -> Iterator[Problem]:
    for place, one in tables.records["statements"]:
        value, has_chinese = f"value {quoted(one.value)}", bool(HAN_LETTER.search(one.value))
        if one.lang == "zh-Hans" and not has_chinese:
            yield Problem(place, f"{value} has no Chinese, but lang is zh-Hans", "value")
        elif one.lang == "en" and has_chinese:
            yield Problem(place, f"lang is en, but {value} has Chinese", "lang")


def a_chinese_name_is_that_of_one_record(tables: Tables) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for place, one in tables.records["statements"]:
        if one.property in ("name-zh", "brand-zh", "title-zh"):
            subject, first = seen.setdefault((one.property, one.value), (one.subject, place))
            if subject != one.subject:
                reason = f"value {quoted(one.value)} is the {one.property} of '{subject}' already"
                yield Problem(place, f"{reason}, at {first}", "value")


def nothing_is_published_before_it_is_issued(tables: Tables) -> Iterator[Problem]:
    """Neither on the issuer's site, nor by the notice that gives the day."""
    statements = tables.records["statements"]
    days = [one for _, one in statements if ISO_DAY.fullmatch(one.value)]
    issued = {one.subject: one.value for one in days if one.property == "issued"}
    sources = [source for _, source in tables.records["sources"] if source.kind == "notice"]
    notices = {source.id: source.published.text for source in sources}
    for place, one in statements:
        day, notice = issued.get(one.subject, ""), notices.get(one.source_id, "")
        if one.property in ("posted", "in-force") and one.value < day:
            reason = f"{one.property} {one.value} is before it was issued, {day}"
            yield Problem(place, reason, "value")
        if one.property == "issued" and ISO_DAY.fullmatch(notice) and notice < day:
            yield Problem(place, f"issued {one.value}, but its notice is of {notice}", "value")


def properties_are_of_their_kind_of_record(tables: Tables) -> Iterator[Problem]:
    """A property may name the tables whose rows have it as its wider term."""
    subjects, tables_of = tables.subjects(), wider_terms(tables, "property")
    for place, one in tables.records["statements"]:
        allowed, table = tables_of.get(one.property), subjects.get(one.subject)
        if allowed and table and table not in allowed:
            reason = f"property '{one.property}' is one of {' and '.join(allowed)}, and"
            yield Problem(place, f"{reason} '{one.subject}' is a row of {table}", "property")


def a_series_has_one_unit(tables: Tables) -> Iterator[Problem]:
    units: dict[str, tuple[str, str]] = {}
    for place, row in tables.records["series"]:
        unit, first = units.setdefault(row.series, (row.unit, place))
        if row.unit != unit:
            reason = f"unit '{row.unit}', but '{row.series}' is in {unit} at {first}"
            yield Problem(place, reason, "unit")


def periods_of_a_series_do_not_overlap(tables: Tables) -> Iterator[Problem]:
    lines = defaultdict(list)
    for place, row in tables.records["series"]:
        lines[row.series, row.measure, *row.groups].append((place, row.period))
    for line in lines.values():
        for (first, period), (place, other) in combinations(line, 2):
            if period != other and overlap(period, other):
                reason = f"period {other} has days of {period}, which is at {first}"
                yield Problem(place, reason, "period")


def sub_groups_are_parts_of_their_group(tables: Tables) -> Iterator[Problem]:
    """Of every whole, that its parts are not more; of a sub-group, that it is of its group."""
    wider = wider_terms(tables, "therapy-subgroup")
    wholes: dict[tuple[str, ...], tuple[str, int]] = {}
    parts: dict[tuple[str, ...], int] = defaultdict(int)
    for place, row in tables.records["series"]:
        group, subgroup = row.groups
        if subgroup and wider.get(subgroup, [group]) != [group]:
            own = " ".join(wider[subgroup])
            reason = f"subgroup '{subgroup}' is a part of '{own}', not of '{group}'"
            yield Problem(place, reason, "subgroup")
        key = row.series, row.period, row.measure
        if subgroup:
            parts[*key, group] += row.count
        else:
            wholes[*key, group] = place, row.count
            parts[*key, ""] += row.count if group else 0
    for whole, (place, count) in wholes.items():
        if parts[whole] > count:
            reason = f"count {count} is less than {parts[whole]}, the sum of its parts"
            yield Problem(place, reason, "count")
