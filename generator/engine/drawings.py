"""Pictures: figures as SVG for pages, live and to download.

Importing altair and vl_convert takes most of a second, so nothing here does before it draws; a
cache has what was drawn under `drawing_name`.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from .cache import entry_name, hash_code
from .figures import COLOURS, HALF_DISC, NARROW, WIDE, Figure, Words
from .languages import MAIN, Language, width
from .pictures import FONT_HAN, FONTS, font_of, lines_of, pack_png

VEGA_LITE = "6.4"
OWN_CODE = ("drawings.py", "figures.py", "pictures.py", "languages.py")
LIBRARIES = ("altair", "pandas", "vl-convert-python")
SIZES = ("wide", "narrow")
PADDING = {"left": 2, "right": 8, "top": 6, "bottom": 4}  # px around a drawing on a page
MARGIN = 20  # px around an exported picture
LINE = 118  # letters of a line within an exported picture
TITLED = ("title", "domain")  # keys of a specification whose texts are words


def drawing_code(modules: Iterable[Path]) -> str:
    """A hash of the code and the libraries that draw; `modules` are those that make the charts."""
    own = [Path(__file__).with_name(name) for name in OWN_CODE]
    return hash_code([*own, *sorted(FONTS.iterdir()), *modules], LIBRARIES)


def drawing_name(
    figure: Figure, words: Words, source: str, code: str, language: Language = MAIN
) -> str:
    """A name for what `draw` returns, which changes whenever that may; `code` is a hash of it."""
    own = (language.tag, language.checksum) if language.code else ()
    return entry_name(figure.id, words, source, figure.series, figure.data, code, *own)


def draw(
    figure: Figure,
    words: Words,
    source: str,
    colours: Mapping[str, str],
    language: Language = MAIN,
) -> dict[str, bytes]:
    """The files of a figure by name: {wide,narrow}.{svg,js} for pages, figure.{json,svg,png}.

    `source` is a line printed inside the latter; `colours` are hexadecimal, by CSS variable.
    """
    import altair as alt
    import vl_convert as vlc

    if font_of(language) == FONT_HAN:
        vlc.register_font_directory(str(FONTS))
    figure = replace(figure, axis=words.axis or None)
    variables = {colour: f"var(--{name},{colour})" for name, colour in colours.items()}
    files: dict[str, bytes] = {}
    specs = {name: _specification(alt, figure, name == "wide", language) for name in SIZES}
    for name, spec in specs.items():
        vega = vlc.vegalite_to_vega(spec, vl_version=VEGA_LITE)
        svg = vlc.vega_to_svg(vega)
        files[f"{name}.svg"] = _image(svg, f"{figure.id}-{name}", words, variables).encode()
        files[f"{name}.js"] = _script(f"{figure.id}-{name}", vega, variables).encode()
    exported = _exported(specs["wide"], figure, words, source, colours)
    files["figure.json"] = (json.dumps(exported, ensure_ascii=False, indent=1) + "\n").encode()
    vega = vlc.vegalite_to_vega(exported, vl_version=VEGA_LITE)
    svg = vlc.vega_to_svg(vega)
    files["figure.svg"] = _image(svg, figure.id, words, {}).encode()
    files["figure.png"] = pack_png(vlc.svg_to_png(svg, scale=2))
    return files


def _specification(alt: Any, figure: Figure, wide: bool, language: Language) -> dict[str, Any]:
    small = 12 if wide else 11
    # What is no part of a chart is set here: each method of a chart copies and checks all of it.
    spec: dict[str, Any] = figure.chart(alt, figure, wide).to_dict(validate=False)
    spec["width"] = WIDE if wide else NARROW
    if figure.series:  # the legend of a live page sets it
        spec["params"] = [{"name": "hidden", "value": []}]
    spec["config"] = {
        "font": font_of(language),
        "background": "transparent",
        "padding": PADDING,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "view": {"stroke": None},
        "text": {"fontSize": small},
        "axis": {
            "labelColor": COLOURS["soft"], "labelFontSize": small, "titleColor": COLOURS["soft"],
            "titleFontWeight": "normal", "titleFontSize": small, "gridColor": COLOURS["rule"],
            "domainColor": COLOURS["rule"],
        },
        "axisX": {"grid": False},
    }  # fmt: skip
    return _titled(spec, language) if language.code else spec


def _titled(spec: Any, language: Language) -> Any:
    """A specification with its titles and domains in a language; its data are in it already."""
    if isinstance(spec, dict):
        return {
            key: language.of_strings(one) if key in TITLED else _titled(one, language)
            for key, one in spec.items()
        }
    return [_titled(one, language) for one in spec] if isinstance(spec, list) else spec


def _exported(
    wide: Mapping[str, Any], figure: Figure, words: Words, source: str, colours: Mapping[str, str]
) -> dict[str, Any]:
    """The specification of the wide drawing with title, legend and source line inside, on paper."""
    spec = deepcopy(dict(wide))
    spec["title"] = {
        "text": words.title,
        "subtitle": [
            line for text in (words.sentence, words.note, source) for line in lines_of(text, LINE)
        ],
        "anchor": "start",
        "fontSize": 16,
        "subtitleFontSize": 11,
        "color": COLOURS["ink"],
        "subtitleColor": COLOURS["soft"],
        "offset": 34 if figure.series else 18,
    }
    spec["layer"] += _legend(figure, colours)
    spec["description"] = f"{words.title}. {words.sentence}"
    spec["background"] = COLOURS["paper"]
    spec["config"] |= {"padding": MARGIN}
    spec["width"] += 2 * MARGIN - PADDING["left"] - PADDING["right"]  # as much room as on a page
    return spec


SHAPES: dict[str, list[dict[str, Any]]] = {
    "square": [{"shape": "square"}],
    "disc": [{"shape": "circle"}],
    "half": [{"shape": "circle", "fill": None}, {"shape": HALF_DISC, "stroke": None}],
}


def _legend(figure: Figure, colours: Mapping[str, str]) -> list[dict[str, Any]]:
    """The legend as a row of symbols and names above the chart; pages have theirs in HTML."""
    x, layers = 6.0, []
    for one in figure.series:
        colour = colours[one.colour]
        point = {"type": "point", "size": 90, "opacity": 1, "stroke": colour, "fill": colour}
        name = {
            "type": "text", "align": "left", "dx": 10, "text": one.name, "color": COLOURS["ink"],
        }  # fmt: skip
        layers += [
            {
                "data": {"values": [{}]},
                "mark": mark,
                "encoding": {"x": {"value": x}, "y": {"value": -16}},
            }
            for mark in (*({**point, **shape} for shape in SHAPES[one.mark]), name)
        ]
        x += 6.6 * width(one.name) + 36
    return layers


def _with_variables(text: str, variables: Mapping[str, str]) -> str:
    """Colours as CSS variables, so that a drawing follows the theme of its page."""
    return re.sub(r'"(#[0-9a-fA-F]{6})"', lambda m: f'"{variables.get(m[1].lower(), m[1])}"', text)


def _image(svg: str, name: str, words: Words, variables: Mapping[str, str]) -> str:
    """The SVG as one image, with a name and a description, ids of its own and these colours."""
    ids: dict[str, str] = {}  # vl-convert numbers them by process

    def rename(match: re.Match[str]) -> str:
        return match[1] + ids.setdefault(match[2], f"{name}-{len(ids)}")

    def change(match: re.Match[str]) -> str:
        # Children of an image are presentational, and the dates in labels are in local time.
        tag = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", match[0])
        return _with_variables(re.sub(r'(\bid="|url\(#)([^")]+)', rename, tag), variables)

    svg = re.sub(r"<[^<>]*>", change, svg)  # tags alone: text may look like attributes
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    assert size, "an SVG of vl-convert states its size"
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'aria-labelledby="{name}-title {name}-text" '
        f'viewBox="0 0 {size[1]} {size[2]}" width="{size[1]}" height="{size[2]}">'
        f'<title id="{name}-title">{html.escape(words.title)}</title>'
        f'<desc id="{name}-text">{html.escape(words.sentence)}</desc>'
    )
    return re.sub(r"<svg [^>]*>", lambda _: head, svg, count=1)


def _script(name: str, vega: Any, variables: Mapping[str, str]) -> str:
    """A Vega specification as a classic script, which loads from disk too, where JSON does not."""
    vega.pop("$schema", None)
    text = json.dumps(vega, ensure_ascii=True, separators=(",", ":"))
    text = _with_variables(text, variables).replace("<", "\\u003c")
    return f'(window.figureSpecs = window.figureSpecs || {{}})["{name}"] = {text};\n'
