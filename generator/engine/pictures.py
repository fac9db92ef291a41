"""What pictures share: fonts, text in lines, packed PNG; and the card of a page, which is one."""

import html
import re
import struct
import unicodedata
import zlib
from pathlib import Path
from textwrap import wrap

from .figures import COLOURS
from .languages import MAIN, Language, width

FONT = "sans-serif"  # vl-convert's own Liberation Sans: the same bytes on any machine
FONTS = Path(__file__).parent / "fonts"  # another one, by a name that no machine has
FONT_HAN = "Chart Sans SC"  # which has Han and Latin letters
NOT_FIRST = "，。、；：）》”！？"  # on a line
BOLD = ' font-weight="bold"'
CARD = (1200, 630)  # px
CARD_TITLE, CARD_TEXT = (64, 33, 3), (30, 68, 4)  # px of letters, characters of a line, lines


def card_svg(title: str, text: str, name: str, foot: str, language: Language = MAIN) -> str:
    """The picture of a page, for places that link to it: its title, a text, a line at the foot.

    `name` is that of the site. On pages in Latin letters these alone are drawn: the font of other
    letters is for the languages that need it.
    """
    wide, height = CARD
    family = FONT_HAN if font_of(language) == FONT_HAN else "Liberation Sans"
    lines = [(name, 90.0, 30, "link")]
    y = 190.0
    for words, (size, characters, most), colour in (
        (title, CARD_TITLE, "ink"),
        (text, CARD_TEXT, "soft"),
    ):
        for line in lines_of(words if family == FONT_HAN else latin_only(words), characters, most):
            lines.append((line, y, size, colour))
            y += size * 1.3
        y += 10
    lines.append((foot, height - 60.0, 26, "soft"))
    texts = [
        f'<text x="80" y="{y:.0f}" font-family="{family}" font-size="{size}"'
        f'{"" if colour == "soft" else BOLD} fill="{COLOURS[colour]}">{html.escape(line)}</text>'
        for line, y, size, colour in lines
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}">'
        f'<rect width="{wide}" height="{height}" fill="{COLOURS["paper"]}"/>'
        f'<rect width="16" height="{height}" fill="{COLOURS["link"]}"/>{"".join(texts)}</svg>'
    )


def latin_only(text: str) -> str:
    """The text without characters that the one font cannot draw."""
    drawn = (c for c in text if ord(c) < 0x250 or unicodedata.category(c) in ("Pd", "Pi", "Pf"))
    return " ".join("".join(drawn).split())


def card_files(svg: str) -> dict[str, bytes]:
    """The picture as card.png."""
    import vl_convert as vlc

    if FONT_HAN in svg:
        vlc.register_font_directory(str(FONTS))
    return {"card.png": pack_png(vlc.svg_to_png(svg))}


def pack_png(png: bytes) -> bytes:
    """The same picture in fewer bytes: a seventh if it has at most 256 colours, by their numbers.

    It is one of vl-convert, which writes in haste: four bytes a pixel, each as the difference to
    that of the pixel before.
    """
    import numpy as np

    start, chunks = 8, dict[bytes, bytes]()
    while start < len(png):
        length, kind = struct.unpack_from(">I4s", png, start)
        chunks[kind] = chunks.get(kind, b"") + png[start + 8 : start + 8 + length]
        start += length + 12
    wide, height = struct.unpack_from(">II", chunks[b"IHDR"])
    data = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8)
    rows = data.reshape(height, 1 + 4 * wide)  # before each, how it is written: 1, as differences
    if (rows[:, 0] != 1).any():
        return png
    values = np.cumsum(rows[:, 1:].reshape(height, wide, 4), 1, np.uint8).view("<u4").ravel()
    ends = np.flatnonzero(np.append(values[1:] != values[:-1], True))  # of runs of one colour
    colours, which = np.unique(values[ends], return_inverse=True)
    palette: dict[bytes, bytes] = {}
    if len(colours) <= 256:
        values = np.repeat(which.astype(np.uint8), np.diff(ends, prepend=-1))
        parts = colours.view(np.uint8).reshape(-1, 4)
        palette = {b"PLTE": parts[:, :3].tobytes(), b"tRNS": parts[:, 3].tobytes()}
    lines = np.zeros((height, 1 + wide * values.itemsize), np.uint8)
    lines[:, 1:] = values.view(np.uint8).reshape(height, -1)
    head = struct.pack(">II5B", wide, height, 8, 3 if palette else 6, 0, 0, 0)
    del chunks[b"IHDR"]
    packed = {b"IHDR": head, **palette, **chunks, b"IDAT": zlib.compress(lines.tobytes(), 6)}
    return png[:8] + b"".join(
        struct.pack(">I", len(content)) + kind + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in packed.items()
    )  # fmt: skip


def font_of(language: Language) -> str:
    """The font of the charts of a language."""
    return FONT_HAN if language.is_han else FONT


def lines_of(text: str, characters: int, most: int = 0) -> list[str]:
    """The text in lines of at most so many characters, of which a Han one counts twice.

    If there are more than `most` lines, the last of them ends with an ellipsis.
    """
    if width(text) == len(text):
        return wrap(text, characters, max_lines=most or None, placeholder=" …")
    lines = [""]
    for part in re.findall(r"[\x21-\x7e\u00c0-\u024f]+|.", text):
        if width(lines[-1] + part) > characters and part not in NOT_FIRST:
            lines.append("")
        lines[-1] = (lines[-1] + part).lstrip()
    if most and len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1][: -len(' …')]} …"]
    return lines
