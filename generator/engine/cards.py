"""The picture of a page, for places that link to it: its title, a text, a line at the foot."""

import html
import unicodedata
from functools import cache
from pathlib import Path
from textwrap import wrap

from .cache import hash_code
from .drawings import pack_png
from .figures import COLOURS

SIZE = (1200, 630)  # px
MARGIN = 80
TITLE, TEXT = (64, 33, 3), (30, 68, 4)  # px of letters, characters of a line, lines


def card_svg(title: str, text: str, name: str, foot: str) -> str:
    """The picture as SVG; `name` is that of the site.

    Latin letters alone: other scripts would need fonts that are not the same on every machine.
    """
    width, height = SIZE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" fill="{COLOURS["paper"]}"/>',
        f'<rect width="16" height="{height}" fill="{COLOURS["link"]}"/>',
        _line(name, 90, 30, "link", bold=True),
    ]
    y = 190.0
    for words, (size, characters, lines), colour in ((title, TITLE, "ink"), (text, TEXT, "soft")):
        for line in wrap(latin_only(words), characters, max_lines=lines, placeholder=" …"):
            parts.append(_line(line, y, size, colour, bold=words is title))
            y += size * 1.3
        y += 10
    parts += [_line(foot, height - 60, 26, "soft"), "</svg>"]
    return "".join(parts)


def _line(text: str, y: float, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{MARGIN}" y="{y:.0f}" font-family="Liberation Sans" font-size="{size}"'
        f'{weight} fill="{COLOURS[colour]}">{html.escape(text)}</text>'
    )


def latin_only(text: str) -> str:
    """The text without characters that the one font cannot draw."""
    drawn = (c for c in text if ord(c) < 0x250 or unicodedata.category(c) in ("Pd", "Pi", "Pf"))
    return " ".join("".join(drawn).split())


def card_png(svg: str) -> bytes:
    """The picture as PNG."""
    import vl_convert as vlc

    return pack_png(vlc.svg_to_png(svg))


@cache
def card_code() -> str:
    """A hash of what makes a PNG of an SVG."""
    here = Path(__file__)
    return hash_code([here, here.with_name("drawings.py")], ["vl-convert-python"])
