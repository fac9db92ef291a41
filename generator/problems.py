"""What a curator must mend, and where: found by checks, told by the command line."""

from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 2000  # characters of a message


class Problem(NamedTuple):
    """Something a curator must mend, where it is, e.g. data/approvals.csv:4.

    `column` is the one cell of that row, or the fact of the edition, that the message speaks of.
    """

    place: str
    message: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class DataProblems(Exception):
    """The data cannot be built; `problems` says why, each with its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = [
            one._replace(place=one_line(one.place), message=one_line(one.message))
            for one in problems
        ]
        super().__init__(f"{len(self.problems)} problems")


def one_line(text: str) -> str:
    """A text as a log or a terminal may show it: on one line, nothing hidden, and not endless.

    A cell that a message quotes could otherwise speak to whoever reads the log by machine.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\u3000" else repr(c)[1:-1] for c in text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
