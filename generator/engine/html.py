"""Markup of pages: runs of Han characters, Markdown, abbreviations, links from page to page."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

import nh3
from markupsafe import Markup, escape

HAN = re.compile(
    r"[《〈（【]*[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]"
    r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\w·、。（）-]*[）】》〉]*"
)
TAG = re.compile(r'(<[a-z/!][^>"]*(?:"[^"]*"[^>"]*)*>)', re.IGNORECASE)
# How an attribute begins that leads to another file of the site.
LINKS = (' href="', ' src="', ' action="', ' data-src="', ' data-root="', ' content="0; url=')
OF_ANOTHER_LANGUAGE = ' data-href="'  # one that leads there whatever language its page has
FILE_LINK = re.compile(r'="/(?<=(?:href|.src)="/)([^"#?]*[^"#?/])(?=["#?])')  # to a file, no page
# Latin words with blanks between, and elements in which no text can be marked.
WORD = r"(?:&#?\w+;|[A-Za-z\u00c0-\u024f])[\w.,:;/()&#'’%+-]*"
LATIN = re.compile(rf"(?:{WORD}[ \u00a0\n]+)+{WORD}", re.ASCII)
BLANK = re.compile(r"[ \u00a0\n]")
# Blanks where writing in Han characters has none.
SEAM = re.compile(r"(?<=[，。；：、（）])[ \n]+|[ \n]+(?=[，。；：、（）])")
# What the first tag of an element has within which nothing is marked.
UNMARKED = (
    re.compile(r"<(?:script|style|title|option|textarea|svg|pre)\b"),
    re.compile(' lang="en"'),
)
NAME = re.compile(r"<(\w+)")
# A text with a blank in it, behind a tag.
TEXT = re.compile(r">(?=\s*[^\s<])(?=[^<\s]*\s)([^<]+)")
# What Markdown may become.
TAGS = {
    *("p", "a", "em", "strong", "code", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "hr"),
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "sub", "sup", "abbr", "br"),
}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
IMAGE = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
OWN_WORDS = re.compile(  # elements with our own sentences alone; quotations are in others
    r'(<(?:p class="(?:lede|note)"|th scope="col"(?: class="num")?|caption)>)'
    r"(.*?)(?=</(?:p|th|caption)>)",
    re.DOTALL,
)


def relative_links(
    html: str, path: str, root: str = "/", is_translated: Callable[[str], bool] | None = None
) -> str:
    """The HTML of the page at that path, with each root-relative link made relative to it.

    `root` is that of a language, such as /zh/: links to pages, and to files of which
    `is_translated` says that they are there too, lead below it. All quotation marks of the HTML
    must be those of attributes: `escape_quotes` sees to it.
    """
    own = path[len(root) :]
    up = "../" * own.count("/") or "./"
    top = "../" * (path.count("/") - 1) or "./"

    def file_link(match: re.Match[str]) -> str:
        name = match[1]
        return f'="{up if is_translated and is_translated(name) else top}{name}'

    html = html.replace(f' href="/{own}#', ' href="#')
    html = html.replace(f"{OF_ANOTHER_LANGUAGE}/", f"{LINKS[0]}{top}")
    if is_translated:
        html = FILE_LINK.sub(file_link, html)
    for link in LINKS:
        html = html.replace(f"{link}/", link + up)
    return html


def links_below(html: str, base: str) -> str:
    """The HTML with each root-relative link put below a base path, such as /repository/."""
    for link in (*LINKS, OF_ANOTHER_LANGUAGE):
        html = html.replace(f"{link}/", link + base)
    return html.replace(OF_ANOTHER_LANGUAGE, LINKS[0])


def mark_foreign(html: str) -> str:
    """The HTML of a page that is not in Latin letters, with every run of Latin words marked as
    English. A single word is not: a name or an abbreviation is one of any language. Blanks beside
    punctuation of full width go.
    """
    head, end_of_head, body = html.rpartition("</head>")
    parts, at = [head, end_of_head], 0
    for start in sorted(match.start() for tag in UNMARKED for match in tag.finditer(body)):
        if start >= at:
            name = NAME.match(body, body.rindex("<", 0, start + 1))
            end = body.find(f"</{name[1]}>", start) if name else -1
            end = end if end >= 0 else len(body)
            parts += TEXT.sub(_marked, body[at:start]), body[start:end]
            at = end
    return "".join([*parts, TEXT.sub(_marked, body[at:])])


def _marked(match: re.Match[str]) -> str:
    return ">" + _with_marks(match[1])


@lru_cache(20_000)
def _with_marks(text: str) -> str:
    """The text between two tags with its runs of Latin words marked."""
    if not BLANK.search(text) or text.isspace():
        return text
    return LATIN.sub(r'<span lang="en">\g<0></span>', SEAM.sub("", text))


def escape_quotes(html: str) -> Markup:
    """The HTML with quotation marks in tags only, so that no text looks like a link."""
    parts = TAG.split(html)  # text and tags in turn
    parts[::2] = [text.replace('"', "&#34;") for text in parts[::2]]
    return Markup("".join(parts))


@lru_cache(20_000)
def mark_han(text: object) -> Markup:
    """Text as HTML, with every run of Han characters marked for fonts and screen readers."""
    out, end, string = Markup(), 0, str(text)
    if string.isascii():
        return escape(string)
    for run in HAN.finditer(string):
        out += escape(string[end : run.start()])
        out += Markup('<span lang="zh-Hans">{}</span>').format(run[0])
        end = run.end()
    return out + escape(string[end:])


@cache
def render_markdown(text: str) -> Markup:
    """Markdown as HTML in which nothing can run: raw HTML is shown as text, pictures are not.

    Headings begin at h3, since pages have their own h1 and h2.
    """
    from markdown import Markdown
    from markdown.extensions.sane_lists import SaneListExtension
    from markdown.extensions.tables import TableExtension

    # Not by their names: for one, it reads what each installed package declares.
    parser = Markdown(extensions=[TableExtension(), SaneListExtension()])
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    html = re.sub(r"(</?)h[12]>", r"\1h3>", parser.convert(text))
    clean = nh3.clean(
        IMAGE.sub(r"\1", html),  # its words stay
        tags=TAGS,
        attributes=ATTRIBUTES,
        set_tag_attribute_values={"th": {"scope": "col"}},
        url_schemes={"https", "http", "mailto"},
        attribute_filter=_without_hidden_hosts,
        link_rel=None,
    )
    return escape_quotes(clean)


def _without_hidden_hosts(_: str, attribute: str, value: str) -> str | None:
    """An attribute's value; None for a link like //host/, which looks like one within the site."""
    link = re.sub(r"[\t\n\r]", "", value.strip())  # as browsers read it
    return None if attribute == "href" and re.match(r"[/\\]{2}", link) else value


def explainer(glossary: Iterable[Any]) -> Callable[[str], str]:
    """A function from the HTML of a page to the same with abbreviations linked to the glossary.

    Entries of the glossary have `term`, `expansion` and `path`.
    """
    entries = {
        str(escape(entry.term)): entry
        for entry in glossary
        if entry.expansion and sum(c.isupper() for c in entry.term) > 1
    }
    if not entries:
        return lambda html: html
    longest_first = "|".join(map(re.escape, sorted(entries, key=len, reverse=True)))
    # What is a link or a label already stays one, and tags stay as they are.
    word = re.compile(
        r"<(a|abbr|label|cite)\b.*?</\1>|<[^>]*>"
        rf"|(?<![A-Za-z0-9_-])(?P<abbreviation>{longest_first})(?![A-Za-z0-9_-])",
        re.DOTALL,
    )

    def explain(html: str) -> str:
        explained: set[str] = set()

        def link(match: re.Match[str]) -> str:
            entry = entries.get(match["abbreviation"])
            if entry is None or match[0] in explained:
                return match[0]
            explained.add(match[0])
            title = escape(entry.expansion)
            return f'<a class="abbr" href="{entry.path}" title="{title}">{match[0]}</a>'

        return OWN_WORDS.sub(lambda match: match[1] + word.sub(link, match[2]), html)

    return explain
