"""What must hold in these tables: each function of these modules that yields problems is a rule.

Those of any catalogue come first.
"""

from collections.abc import Iterator

from ...engine.edition_rules import EDITION_RULES
from ...engine.problems import Problem
from ...engine.rules import RULES as GENERAL
from ...engine.rules import Rule
from . import events, results, sources, statements, words

RULES: list[Rule] = [
    *GENERAL,
    *EDITION_RULES,
    *(
        one
        for module in (words, sources, events, results, statements)
        for one in vars(module).values()
        if getattr(one, "__annotations__", {}).get("return") == Iterator[Problem]
    ),
]
# On how sure a row is, and on nothing that a page or a comparison needs: what an edition holds
# that was released before such a rule is read all the same.
GRADES: list[Rule] = [
    statements.rows_are_as_certain_as_their_sources,
    statements.what_is_confirmed_has_two_sources_that_are_not_one,
]
RULES_FOR_OLD_EDITIONS: list[Rule] = [rule for rule in RULES if rule not in GRADES]
