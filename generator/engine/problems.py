"""What a curator must mend, where, and in which words; and what cannot be meant in a cell or note.

Problems are raised by checks and printed by the command line.
"""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST_MESSAGE = 2000  # characters
LONGEST = 5000  # characters of a cell; longer prose goes into notes/
LONGEST_NOTE = 20_000  # characters of a note
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # Unicode categories that no reader can see
NO_CHARACTERS = "".join(chr(p + n) for p in range(0, 0x110000, 0x10000) for n in (0xFFFE, 0xFFFF))
UNSEEN = re.compile(  # what else is drawn as nothing, stands for a lost character, or is none
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufdd0-\ufdef\ufffd"
    f"\U000e0000-\U000e0fff{NO_CHARACTERS}]"
)
# Deeper than this, links in links and lists in lists take Markdown for ever or all memory.
MOST_LINKS = 500
DEEPEST = re.compile(r"([ \t>]|[*+-][ \t]|[0-9]{1,9}[.)][ \t]){40}")
ODD = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufb00-\ufb06]")  # blanks, ligatures
TWO_SCRIPTS = re.compile(  # Cyrillic, Armenian or Greek letters that look Latin, in a Latin word
    "[A-Za-z][\u0400-\u058fΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν]|[\u0400-\u058fΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν][A-Za-z]"
)
HAN_OR_WIDE = re.compile("[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef]")
HIGH = "\u0080-\u00bfŒœŠšŸŽžƒˆ˜\u2013-\u203a€™"  # what bytes above 0x7f become in Windows-1252
MANGLED = re.compile(f"[ÂÃ][{HIGH}]|[â-ï](?![\u2013-\u2026]{{2}})[{HIGH}]{{2}}")  # such as â€™
Y_M_D = re.compile(r"([0-9]{4})\s?[-/.年]\s?([0-9]{1,2})\s?[-/.月]\s?([0-9]{1,2})\s?日?")
EXCEL_ERROR = re.compile(r"#(NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|#{3,})")


class Problem(NamedTuple):
    """Something a curator must mend, and its place, such as data/products.csv:4.

    `column` is the one cell of that row, or the setting, that the message is about.
    """

    place: str
    message: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @property
    def annotation(self) -> str:
        """The problem as the line ::error, which GitHub shows beside that line of a change."""
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
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}..."


def quoted(text: str) -> str:
    """A cell as it is quoted in a message: on one line, and not endless."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def suggestion(word: str, allowed: Iterable[str]) -> str:
    """' (did you mean ...?)' for the nearest allowed word, or nothing."""
    near = nearest_word(word, allowed)
    return f" (did you mean '{near}'?)" if near else ""


def nearest_word(word: str, allowed: Iterable[str]) -> str:
    """The allowed word that was probably meant; '' if none is near."""
    words = sorted(allowed)
    cutoff = 0.7 if len(word) < 13 else 0.9
    near = difflib.get_close_matches(word.casefold(), words, n=1, cutoff=cutoff)
    alike = [one for one in words if len(word) > 2 and one.startswith(word[:3].casefold())]
    return near[0] if near else alike[0] if len(alike) == 1 else ""


def usual_day(text: str) -> str:
    """A day such as 2021/6/22, 2021.6.22 or 2021年6月22日 as 2021-06-22; '' if it is none."""
    match = Y_M_D.fullmatch(unicodedata.normalize("NFKC", text))
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


def meant_day(text: str) -> str:
    """What to write instead of this text, or what Excel may have made this number of, if sure."""
    if day := usual_day(text):
        return f": write {day}"
    if re.fullmatch(r"\d{5}", text):
        excel_day = dt.date(1899, 12, 30) + dt.timedelta(days=int(text))
        if 1990 <= excel_day.year < 2100:
            return f" (Excel counts days: is it {excel_day}?)"
    return ""


@lru_cache(maxsize=100_000)  # most cells are repeated, and under `serve` they come again
def unfit(text: str) -> str | None:
    """Why a cell cannot be meant: hidden characters, damage by a spreadsheet, its length."""
    if "\n" in text or "\r" in text:
        return "contains a line break: a cell is one line of text (longer prose goes into notes/)"
    if not text.isascii() and (odd := _odd(text)):
        return odd
    if code := hidden(text):
        return f"contains an invisible or broken character ({code}); delete it"
    if "???" in text:
        return f"is {quoted(text)}: letters were lost; type them again, save CSV as 'CSV UTF-8'"
    if EXCEL_ERROR.fullmatch(text):
        return f"is {text}, an error of the spreadsheet"
    if len(text) > LONGEST:
        return f"has {len(text)} characters, more than {LONGEST}: longer prose goes into notes/"
    return None


def _odd(text: str) -> str | None:
    """What is wrong with letters that only look like others, or were read as others."""
    if match := MANGLED.search(text):
        return f"has {match[0]!r}, letters that were mangled on opening; type them again"
    if match := TWO_SCRIPTS.search(text):
        return f"has {match[0]!r}, letters of two scripts in one word; type them again"
    for match in ODD.finditer(text):
        start, end = match.span()
        word = "".join(text[:start].split()[-1:])  # that it is in or after
        if match[0] >= "\ufb00":
            word += text[start:].split()[0]
            plain = unicodedata.normalize("NFKC", match[0])
            return f"has the ligature '{match[0]}' in '{word}'; type '{plain}'"
        if match[0] != "\u3000" or not HAN_OR_WIDE.search(text[max(0, start - 1) : end + 1]):
            kind = "a no-break blank" if match[0] == "\u00a0" else "an odd blank"
            return f"has {kind} (U+{ord(match[0]):04X}) after '{word}'; type a blank"
    return None


def hidden(text: str) -> str | None:
    """The first character that no reader can see, as U+202E, if there is one."""
    if text.isprintable() and (text.isascii() or not UNSEEN.search(text)):  # nearly always so
        return None
    for character in text:
        if UNSEEN.match(character) or unicodedata.category(character) in HIDDEN:
            return f"U+{ord(character):04X}"
    return None


def note_faults(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a note, by lines."""
    if len(text) > LONGEST_NOTE:
        yield 1, f"has {len(text)} characters, more than {LONGEST_NOTE}"
    if text.count("[") > MOST_LINKS:
        yield 1, f"has {text.count('[')} brackets, more than {MOST_LINKS}"
    for number, line in enumerate(text.split("\n"), 1):
        if match := hidden(line.replace("\t", "")):
            yield number, f"contains {match}; delete it"
        if DEEPEST.match(line):
            yield number, "is indented or quoted far deeper than a list goes"
