"""How a record, a figure or the whole catalogue is cited: plain, BibTeX, RIS, CSL-JSON."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from .catalogues import Catalogue
from .figures import Figure, words_of
from .fingerprints import fingerprint
from .templates import Text

TEMPLATE = "texts/citation.txt"
LATEX = {character: f"\\{character}" for character in "&%$#_"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # a brace behind a backslash still counts as one
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
MEDIA = {  # the media type of each form, by the ending of its files
    "txt": "text/plain",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What a citation says, whatever its form; '' where there is nothing to say."""

    key: str
    kind: str  # dataset or article-journal
    title: str
    author: str
    within: str = ""  # the work it is part of
    published: str  # a day, month or year; '' for a draft
    version: str = ""
    note: str  # the cut-off of the data, and the fingerprint of what is in an edition as it is now
    path: str = ""  # within the site; '' for what is elsewhere


def title_of(about: Any, text: Text) -> str:
    """The title of a record or a figure."""
    if isinstance(about, Figure):
        return words_of(about, text).title
    return str(about.title)


def is_citable(catalogue: Catalogue, about: Any) -> bool:
    """Whether it is cited by itself: a figure, or a record that has a page of its own."""
    tables = catalogue.schema.tables.values()
    return isinstance(about, (Figure, *(table.record for table in tables if table.has_pages)))


def figure_fingerprint(figure: Figure) -> str:
    """The fingerprint of a figure: of its numbers, not of its drawing."""
    return fingerprint([figure.columns, figure.rows])


def citation(catalogue: Catalogue, about: Any, text: Text) -> Citation:
    """How to cite a record or a figure of the catalogue."""
    if isinstance(about, Figure):
        mark = figure_fingerprint(about)
        latest = catalogue.editions[-1].fingerprints if catalogue.editions else {}
        released = mark if latest.get(about.path) == mark else ""
    else:
        released = catalogue.released(about.path)
    whole = catalogue_citation(catalogue, text)
    return Citation(
        key=f"{whole.key}-{about.id}",
        kind="dataset",
        title=title_of(about, text),
        author=whole.author,
        within=whole.title,
        published=whole.published,
        version=whole.version,
        note=text(TEMPLATE, "note", as_of=catalogue.settings.as_of, fingerprint=released),
        path=about.path,
    )


@lru_cache(maxsize=2)
def catalogue_citation(catalogue: Catalogue, text: Text) -> Citation:
    """How to cite the catalogue as a whole."""
    settings = catalogue.settings
    return Citation(
        key=f"{citation_key(settings.short_title)}-{settings.edition}",
        kind="dataset",
        title=text(TEMPLATE, "catalogue", settings=settings),
        author=settings.authors,
        published="" if catalogue.draft else catalogue.editions[-1].released.isoformat(),
        version=catalogue.edition_name,
        note=text(TEMPLATE, "note", as_of=settings.as_of, fingerprint=""),
        path="/",
    )


def citation_key(title: str) -> str:
    """A title as part of a key: lower-case words with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def citation_forms(cited: Citation, site_url: str | None, text: Text) -> dict[str, str]:
    """The text of every form of a citation, by the ending of its files."""
    block = cited.kind.replace("-", "_")
    return {
        "txt": text(TEMPLATE, block, cited=cited, url=_url(cited, site_url)) + "\n",
        "bib": bibtex(cited, site_url),
        "ris": ris(cited, site_url),
        "csl.json": _csl_text(csl(cited, site_url)),
    }


def removed_forms(item_id: str, sentence: str) -> dict[str, str]:
    """What became of something that can be cited no more, in every form by its ending."""
    return {
        "txt": f"{sentence}\n",
        "bib": f"@comment{{{_latex(sentence)}}}\n",
        "ris": f"TY  - GEN\nN1  - {_one_line(sentence)}\nER  - \n",
        "csl.json": _csl_text({"id": item_id, "type": "dataset", "note": sentence}),
    }


def bibtex(cited: Citation, site_url: str | None) -> str:
    """A citation as an entry of BibTeX; authors and titles keep their spelling."""
    year, *rest = cited.published.split("-")
    article = cited.kind != "dataset"
    fields = {
        "author": cited.author and f"{{{_latex(cited.author)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "journal" if article else "howpublished": _latex(cited.within),
        "year": year,
        "month": str(int(rest[0])) if rest else "",
        "edition": _latex(cited.version),
        "note": _latex(cited.note),
        "url": _url(cited, site_url),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'article' if article else 'misc'}{{{cited.key},\n{lines}\n}}\n"


def ris(cited: Citation, site_url: str | None) -> str:
    """A citation as a record of RIS."""
    tags = {
        "TY": "DATA" if cited.kind == "dataset" else "JOUR",
        "ID": cited.key,
        "TI": cited.title,
        "AU": cited.author,
        "T2": cited.within,
        "PY": cited.published[:4],
        "DA": cited.published.replace("-", "/"),
        "ET": cited.version,
        "N1": cited.note,
        "UR": _url(cited, site_url),
    }
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in tags.items() if value]
    return "\n".join([*lines, "ER  - ", ""])


def csl(cited: Citation, site_url: str | None) -> dict[str, Any]:
    """A citation as an item of CSL-JSON."""
    day = [int(part) for part in cited.published.split("-")] if cited.published else []
    item = {
        "id": cited.key,
        "type": cited.kind,
        "title": cited.title,
        "author": [{"literal": cited.author}] if cited.author else None,
        "container-title": cited.within,
        "issued": {"date-parts": [day]} if day else None,
        "version": cited.version,
        "note": cited.note,
        "URL": _url(cited, site_url),
    }
    return {name: value for name, value in item.items() if value}


def _csl_text(item: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode([item]), indent=1).decode() + "\n"


def _url(cited: Citation, site_url: str | None) -> str:
    return site_url + cited.path[1:] if site_url and cited.path else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _latex(words: str) -> str:
    return "".join(LATEX.get(character, character) for character in _one_line(words))
