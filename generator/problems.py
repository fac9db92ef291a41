"""What a curator must mend, and where: found by checks, told by the command line."""

from typing import NamedTuple


class Problem(NamedTuple):
    """Something a curator must mend, where it is, e.g. data/approvals.csv:4."""

    place: str
    message: str


class DataProblems(Exception):
    """The data cannot be built; `problems` says why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
