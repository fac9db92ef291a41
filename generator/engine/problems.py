"""What a curator must mend, and where: raised by checks, printed by the command line."""

from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 2000  # characters of a message


class Problem(NamedTuple):
    """Something a curator must mend, and its place, such as data/approvals.csv:4.

    `column` is the one cell of that row, or the setting, that the message is about.
    """

    place: str
    message: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @property
    def annotation(self) -> str:
        """It as a workflow command of GitHub, which shows it at its line of the change."""
        file, _, line = self.place.partition(":")
        place = f"file={file},line={line}" if line.isdecimal() else f"file={file}"
        message = self.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return f"::error {place.replace('%', '%25')}::{message}"


class DataProblems(Exception):
    """The data cannot be built; `problems` lists every reason with its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = [
            one._replace(place=one_line(one.place), message=one_line(one.message))
            for one in problems
        ]
        super().__init__(f"{len(self.problems)} problems")


def by_place(problem: Problem) -> tuple[str, int, str]:
    """The order in which problems are printed: by file, then by line."""
    name, _, line = problem.place.partition(":")
    return name, int(line) if line.isdecimal() else 0, problem.message


def one_line(text: str) -> str:
    """A text that a log or a terminal can show: one line, nothing hidden, not endless.

    A cell that a message quotes could otherwise send commands to whatever reads the log.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\u3000" else repr(c)[1:-1] for c in text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
