"""Templates: the sentences of the site. A page as HTML, and blocks of templates as plain text.

Every template of a page has the blocks `title` and `description`, and may have `name`, by which
navigation and breadcrumbs call it. They are read as text before the page is drawn.
"""

import contextlib
import html
import operator
import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from .cache import hash_code
from .files import json_bytes
from .html import SEAM
from .languages import MAIN, Language

TAG = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"[ \t\r\n]+")  # a no-break blank stays

MOST_STORED = 20_000  # rows that `once` stores: so memory does not grow with the site

RenderText = Callable[..., str]  # (template, block, **values) -> a text of that template


class Templates:
    """The templates of folders, which are searched in order.

    `compiled` is a folder in which compiled templates are kept between builds.
    """

    def __init__(
        self, folders: Sequence[Path], compiled: Path | None = None, language: Language = MAIN
    ) -> None:
        cached = None
        if compiled:
            with contextlib.suppress(OSError):
                compiled.mkdir(parents=True, exist_ok=True)
            code = hash_code([Path(__file__)], ["jinja2"])
            cached = _Compiled(str(compiled), f"%s{code}")
        self.environment = _Environment(
            loader=FileSystemLoader(folders),
            auto_reload=False,  # each build has templates of its own
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=cached,
            extensions=["jinja2.ext.i18n"],
            optimized=False,  # filters say other things of other catalogues
        )
        # None changes while it is used, and each inclusion asks for one.
        vars(self.environment)["get_template"] = cache(self.environment.get_template)
        self.environment.policies["ext.i18n.trimmed"] = True
        vars(self.environment)["newstyle_gettext"] = True  # functions fill in values
        self.environment.globals |= {**message_functions(language), "once": once_function()}
        self.language = language

    def add_filters(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        """Let templates apply these functions to values.

        To be called before one that uses them is compiled.
        """
        self.environment.filters |= filters

    def text(self, template: str, block: str, **values: Any) -> str:
        """A block of templates/TEMPLATE as plain text; raises KeyError if it has no such block."""
        loaded = self.environment.get_template(template)
        shown = plain("".join(loaded.blocks[block](loaded.new_context(values))))
        return SEAM.sub("", shown) if self.language.is_han else shown

    def document(self, template: str, **values: Any) -> str:
        """A whole template as plain text with its lines: a file such as llms.txt."""
        return html.unescape(self.html(template, values))

    def file(self, name: str, **values: Any) -> bytes:
        """A file made by templates/texts/NAME: plain text, JSON as all files have it, or XML."""
        if name.endswith(".txt"):
            return self.document(f"texts/{name}", **values).encode()
        content = self.html(f"texts/{name}", values)
        return (
            json_bytes(msgspec.json.decode(content)) if name.endswith("json") else content.encode()
        )

    def has_block(self, template: str, block: str) -> bool:
        """Whether that template itself has such a block."""
        return block in self.environment.get_template(template).blocks

    def html(self, template: str, values: Mapping[str, Any]) -> str:
        """A whole template as HTML."""
        return self.environment.get_template(template).render(values)


def plain(markup: str) -> str:
    """HTML as the text that a reader sees, on one line."""
    return BLANKS.sub(" ", html.unescape(TAG.sub("", markup))).strip(" ")


def message_functions(language: Language) -> dict[str, Callable[..., Markup]]:
    """The functions by which templates show messages in a language, with values filled in.

    They do what those of Jinja's extension do, without the context of the template: it is copied
    at each call. A `%` in a message is written `%%`.
    """
    words = language.translations

    @cache
    def message(text: str, context: str = "") -> Markup:
        return Markup(words.pgettext(context, text) if context else words.gettext(text))

    @cache
    def whole(text: str) -> Markup:
        return message(text) % ()

    def filled(text: str, values: Mapping[str, object]) -> Markup:
        return markup(str.__mod__(text, {name: shown(value) for name, value in values.items()}))

    def gettext(text: str, /, **values: object) -> Markup:
        return filled(message(text), values) if values else whole(text)

    def pgettext(context: str, text: str, /, **values: object) -> Markup:
        return filled(message(text, context), values)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
        return filled(words.ngettext(one, many, num), {"num": num, **values})

    return {"_": gettext, "gettext": gettext, "pgettext": pgettext, "ngettext": ngettext}


def once_function() -> Callable[..., Markup]:
    """A function that renders a macro of these values the first time, for rows that pages repeat.

    A value is known by its identity, so an equal one that is another object is rendered again:
    values must be records, or words of the template itself.
    """
    stored: dict[tuple[int, ...], tuple[Any, Markup]] = {}

    def once(macro: Callable[..., Markup], *values: Any) -> Markup:
        key = (id(macro), *map(id, values))
        if key not in stored:
            html = macro(*values)
            if len(stored) >= MOST_STORED:
                stored.clear()
            stored[key] = ((macro, values), html)  # alive, so that no other gets its id
        return stored[key][1]

    return once


def markup(html: str) -> Markup:
    """Text that is HTML already; quicker than Markup(), which first looks for a method of it."""
    return str.__new__(Markup, html)


def shown(value: object) -> str:
    """A value as HTML. Most are texts that pages repeat; those that are HTML already stay."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


@lru_cache(100_000)
def _escaped(text: str) -> str:
    return str(escape(text))


class _Context(Context):
    """What is known as a template is rendered; calls functions as they are.

    None of ours asks for the context; finding out, at each call, takes longer than most calls.
    """

    call: Any = staticmethod(operator.call)


class _Macro(Macro):
    """A macro; most are called with values in their order, and get these as they are."""

    def __call__(self, *values: Any, **named: Any) -> str:
        left = self._argument_count - len(values)
        if named or left < 0 or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*values, **named)
        return markup(self._func(*values, *(missing,) * left))


class _Generator(CodeGenerator):
    """Compiles templates: values are shown by `shown`, and none are before it is rendered."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call without the variables of its loop and block, which go with the context."""
        self.write("context.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")  # so it is our Macro
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.shown(")

    def _output_child_to_const(self, node: nodes.Expr, *more: Any) -> str:
        if not isinstance(node, nodes.Const | nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, *more)


class _Environment(Environment):
    context_class = _Context
    code_generator_class = _Generator
    Macro = _Macro
    shown = staticmethod(shown)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template can name beside its values: as a plain dict, which each text copies."""
        return {**self.globals, **(d or {})}


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates in a folder; where none can be cached, it only takes longer."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
