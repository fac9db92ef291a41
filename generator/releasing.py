"""The tables compared with an edition, or with others: what takes sites that nobody writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .cgt.catalogue import CgtCatalogue
from .cgt.definition import CGT
from .cgt.rates import unreproduced
from .cgt.rules import RULES_FOR_OLD_EDITIONS
from .engine import releases
from .engine.definitions import load
from .engine.plans import Plan
from .engine.problems import DataProblems, Problem
from .engine.templates import Templates


def impact(
    now: CgtCatalogue, data: Path, since: Path | None, plan: Callable[[Any, str], Plan]
) -> str:
    """What the tables change on the site, in Markdown, since those of another folder.

    Without one, since the latest edition; raises DataProblems if there is none. `plan` makes the
    plan of the site of a catalogue.
    """
    then: Any = now.editions[-1] if now.editions else None
    if since:
        try:
            then = load(CGT, since)
        except DataProblems as refused:  # by rules or columns that are newer than those tables
            reason = f"the tables of {since} are not sound by the rules of now"
            return f"Not compared: {reason} ({refused.problems[0]}).\n"
    if then is None:
        reason = "there is no edition to compare with; name a folder with --since"
        raise DataProblems([Problem(f"{data.name}/editions", reason)])
    return releases.impact(
        now, then, site=lambda one: plan(one, data.name).files(), rules=RULES_FOR_OLD_EDITIONS,
        questions=unreproduced, document=Templates(CGT.templates).document,
    )  # fmt: skip
