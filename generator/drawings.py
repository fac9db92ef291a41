"""A figure drawn: inline SVG for pages, a live specification, pictures to take away.

Heavy: importing altair and vl_convert takes most of a second, so nothing here imports them before
`draw` runs, and build keeps what was drawn under `key`, which changes with the figure's rows and
words, with the code that draws, and with the versions of the libraries.
"""

import hashlib
import html
import json
import re
import zlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap
from typing import Any

from .figures.figure import COLOURS, HALF_DISC, Figure

HERE = Path(__file__).parent
VEGA_LITE = "6.4"
VARIABLES = {colour: f"var(--{name},{colour})" for name, colour in COLOURS.items()}
ACROSS = 118  # letters of a line within an exported picture
FONT = "sans-serif"  # vl-convert's own Liberation Sans: the same bytes on any machine


@cache
def code() -> str:
    """A name for the code and the libraries that draw: it changes whenever they do."""
    names = ("applications", "cards", "descriptions", "drawings", "forms", "engine/workbooks")
    paths = [HERE / f"{name}.py" for name in names]
    parts = [path.read_bytes() for path in (*paths, *sorted(HERE.glob("figures/*.py")))]
    libraries = ("altair", "openpyxl", "pandas", "vl-convert-python")
    parts.append(repr([version(name) for name in libraries]).encode())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def key(figure: Figure, source: str) -> str:
    """A name for what `draw` would return: the same for the same data, words, code and versions."""
    facts = [figure.title, figure.sentence, figure.series, figure.drawn, source]
    return hashlib.sha256((code() + repr(facts)).encode()).hexdigest()[:32]


def draw(figure: Figure, source: str) -> dict[str, bytes]:
    """The files of a figure by name; `source` is the line printed inside the exported pictures."""
    import altair as alt
    import vl_convert as vlc

    files: dict[str, bytes] = {}
    for name, wide in (("wide", True), ("narrow", False)):
        spec = _specification(alt, figure, wide)
        svg = vlc.vegalite_to_svg(spec, vl_version=VEGA_LITE)
        image = _image(svg, f"{figure.id}-{name}", figure)
        files[f"{name}.svg"] = _in_tags(_themed, image).encode()
        vega = vlc.vegalite_to_vega(spec, vl_version=VEGA_LITE)
        files[f"{name}.js"] = _script(f"{figure.id}-{name}", vega).encode()
    exported = _exported(alt, figure, source)
    files["figure.json"] = (json.dumps(exported, ensure_ascii=False, indent=1) + "\n").encode()
    svg = vlc.vegalite_to_svg(exported, vl_version=VEGA_LITE)
    files["figure.svg"] = _image(svg, figure.id, figure).encode()
    files["figure.png"] = packed(vlc.vegalite_to_png(exported, vl_version=VEGA_LITE, scale=2))
    return files


def packed(png: bytes) -> bytes:
    """The same picture in fewer bytes: vl-convert packs its pictures in haste."""
    at, parts, pixels = 8, [], b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IDAT":
            pixels += content
        elif kind == b"IEND":
            parts += [(b"IDAT", zlib.compress(zlib.decompress(pixels), 6)), (kind, content)]
        else:
            parts.append((kind, content))
    return png[:8] + b"".join(
        len(content).to_bytes(4, "big")
        + kind
        + content
        + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in parts
    )


def _specification(alt: Any, figure: Figure, wide: bool) -> dict[str, Any]:
    small = 12 if wide else 11
    chart = figure.chart(alt, wide).configure(
        font=FONT,
        background="transparent",
        padding={"left": 2, "right": 8, "top": 6, "bottom": 4},
        autosize={"type": "fit-x", "contains": "padding"},
        view=alt.ViewConfig(stroke=None),
        text=alt.MarkConfig(fontSize=small),
        axis=alt.AxisConfig(
            labelColor=COLOURS["soft"], labelFontSize=small, titleColor=COLOURS["soft"],
            titleFontWeight="normal", titleFontSize=small, gridColor=COLOURS["rule"],
            domainColor=COLOURS["rule"],
        ),
        axisX=alt.AxisConfig(grid=False),
    )  # fmt: skip
    found: dict[str, Any] = chart.to_dict()
    return found


def _exported(alt: Any, figure: Figure, source: str) -> dict[str, Any]:
    """The wide drawing with title, legend and source line inside, on paper."""
    spec = _specification(alt, figure, True)
    spec["title"] = {
        "text": figure.title,
        "subtitle": [*wrap(figure.sentence, ACROSS), *wrap(source, ACROSS)],
        "anchor": "start",
        "fontSize": 16,
        "subtitleFontSize": 11,
        "color": COLOURS["ink"],
        "subtitleColor": COLOURS["soft"],
        "offset": 34 if figure.series else 18,
    }
    spec["layer"] += _legend(figure)
    spec["description"] = f"{figure.title}. {figure.sentence}"
    spec["background"] = COLOURS["paper"]
    spec["config"] |= {"padding": 20}
    return spec


SHAPES: dict[str, list[dict[str, Any]]] = {
    "square": [{"shape": "square"}],
    "disc": [{"shape": "circle"}],
    "half": [{"shape": "circle", "fill": None}, {"shape": HALF_DISC, "stroke": None}],
}


def _legend(figure: Figure) -> list[dict[str, Any]]:
    """The legend as a row of marks and names above the chart, since pages have theirs in HTML."""
    at, marks = 6.0, []
    for one in figure.series:
        colour = COLOURS[one.colour]
        point = {"type": "point", "size": 90, "opacity": 1, "stroke": colour, "fill": colour}
        shapes = SHAPES[one.mark]
        name = {
            "type": "text", "align": "left", "dx": 10, "text": one.name, "color": COLOURS["ink"],
        }  # fmt: skip
        marks += [
            {
                "data": {"values": [{}]},
                "mark": mark,
                "encoding": {"x": {"value": at}, "y": {"value": -16}},
            }
            for mark in (*({**point, **shape} for shape in shapes), name)
        ]
        at += 6.6 * len(one.name) + 36
    return marks


def _themed(text: str) -> str:
    """Known colours as CSS variables, so that a drawing follows the theme of its page."""
    return re.sub(r'"(#[0-9a-fA-F]{6})"', lambda m: f'"{VARIABLES.get(m[1].lower(), m[1])}"', text)


def _in_tags(change: Callable[[str], str], svg: str) -> str:
    """The SVG with every tag changed; text, which may look like attributes, stays as it is."""
    return re.sub(r"<[^<>]*>", lambda tag: change(tag[0]), svg)


def _unique(svg: str, name: str) -> str:
    """Ids of its own: vl-convert counts clip paths up through the whole process."""
    ours: dict[str, str] = {}

    def id(found: re.Match[str]) -> str:
        return f'id="{ours.setdefault(found[1], f"{name}-{len(ours)}")}"'

    svg = _in_tags(lambda tag: re.sub(r'\bid="([^"]+)"', id, tag), svg)
    return _in_tags(
        lambda tag: re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{ours.get(m[1], m[1])})", tag), svg
    )


def _image(svg: str, name: str, figure: Figure) -> str:
    """The SVG as one image, with ids of its own, a name and a description."""
    svg = _unique(svg, name)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    assert size, "an SVG of vl-convert states its size"
    # children of an image are presentational; what vl-convert says of each mark is noise, and
    # its dates are in local time
    svg = _in_tags(lambda tag: re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", tag), svg)
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'aria-labelledby="{name}-title {name}-text" '
        f'viewBox="0 0 {size[1]} {size[2]}" width="{size[1]}" height="{size[2]}">'
        f'<title id="{name}-title">{html.escape(figure.title)}</title>'
        f'<desc id="{name}-text">{html.escape(figure.sentence)}</desc>'
    )
    return re.sub(r"<svg [^>]*>", lambda _: head, svg, count=1)


def _script(name: str, vega: Any) -> str:
    """A Vega specification as a classic script, which loads from disk too, where JSON does not."""
    vega.pop("$schema", None)
    text = _themed(json.dumps(vega, ensure_ascii=True, separators=(",", ":")))
    text = text.replace("<", "\\u003c")
    return f'(window.figureSpecs = window.figureSpecs || {{}})["{name}"] = {text};\n'
