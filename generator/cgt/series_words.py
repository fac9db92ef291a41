"""What the words of a foreign workbook mean, by series_map.toml and a map of the curator's own."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..engine.foreign_tables import Meaning, folded, read_period
from ..engine.problems import DataProblems, Problem, nearest_word, quoted, suggestion
from ..engine.reading import read_toml

WORD_LISTS = {  # parts of a map, by the list of terms.csv that their words are of
    "group": "therapy-group",
    "subgroup": "therapy-subgroup",
    "measure": "series-measure",
}
ROLES = {  # columns, by the part of the map that explains their cells
    "period": "period",
    "group": "group",
    "subgroup": "subgroup",
    "measure": "measure",
    "conclusion": "measure",
    "started": "started",
}
OTHER_PARTS = ("columns", "started", "total", "period", "sheets")
COLUMNS = (*ROLES, "count", "ignored")
UNKNOWN = {"period": '"2025-H1"'}  # what our words look like
OWN = Path(__file__).with_name("series_map.toml")

Map = dict[str, dict[str, str]]  # by part: their words, folded, to ours


class Faults:
    """What cannot be understood in a file, each cause with all its places."""

    def __init__(self) -> None:
        self.messages: dict[str, list[str]] = defaultdict(list)
        self.words: dict[tuple[str, str], list[str]] = defaultdict(list)

    def problems(self, file: str, mapping: Map) -> Iterator[Problem]:
        """One for each cause, at its first cell; with the line of the map that mends it."""
        meant = {}
        for part, word in self.words:
            ours = mapping[part].get(nearest_word(folded(word), mapping[part]), "")
            near = suggestion(folded(word), mapping[part])
            meant[part, word] = ours or ("ignored" if part == "columns" else ""), near
        causes = {}
        for (part, word), places in self.words.items():
            ours, near = meant[part, word]
            alike = [other for (its, other), (to, _) in meant.items() if (its, to) == (part, ours)]
            words = json.dumps(alike if ours else [word], ensure_ascii=False)
            line = f"[{part}]: {ours or UNKNOWN.get(part, 'OUR-WORD')} = {words}"
            causes[f"{quoted(word)} is not understood{near}; add to the map under {line}"] = places
        for message, places in (causes | self.messages).items():
            more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
            yield Problem(f"{file}: {places[0]}{more}", message)


def read_map(
    path: Path | None, terms: Mapping[str, Mapping[str, Any]]
) -> tuple[Map, list[Problem]]:
    """The map of this catalogue with all that the file at `path` adds, and what is wrong there."""
    mapping: Map = {part: {} for part in (*OTHER_PARTS, *WORD_LISTS)}
    for part, name in WORD_LISTS.items():
        for term in terms.get(name, {}).values():
            mapping[part] |= {folded(term.id): term.id, folded(term.label): term.id}
    allowed = {part: set(terms.get(name, {})) for part, name in WORD_LISTS.items()}
    allowed |= {"columns": {*COLUMNS}, "started": {"yes", "no"}, "total": {"total"}}
    allowed["sheets"] = {"ignored"}
    problems = []
    for source in (OWN, path) if path else (OWN,):
        try:
            content = read_toml(source.parent, source.name)
        except DataProblems as refused:
            return mapping, refused.problems
        for part, entries in content.items():
            if part not in mapping or not isinstance(entries, dict):
                reason = f"unknown part [{part}]{suggestion(part, mapping)}"
                problems.append(Problem(source.name, reason))
                continue
            for ours, theirs in entries.items():
                words = allowed.get(part, {ours} if read_period(ours) == ours else set())
                if ours in words and isinstance(theirs, list):
                    mapping[part] |= {folded(word): ours for word in [ours, *theirs]}
                elif source != OWN:  # which may have words that these tables have not
                    reason = f"[{part}] {ours}: no word of ours with a list of theirs"
                    problems.append(Problem(source.name, reason + suggestion(ours, words)))
    return mapping, problems


def meaning_of(value: object, mapping: Map, first: str = "columns") -> Meaning | None:
    """What a word means, as (part of the map, our word): in the part `first`, or in any other."""
    for part in (first, "group", "subgroup", "measure", "total", "period"):
        if ours := mapping[part].get(folded(value)):
            return part, ours
    period = read_period(value)
    return ("period", period) if period else None
