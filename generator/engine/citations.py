"""How a record, a figure or the whole is cited: plain, by GB/T 7714, BibTeX, RIS, CSL-JSON."""

import re
from dataclasses import dataclass, replace
from typing import Any

from .catalogues import Catalogue, per_catalogue
from .changes import fingerprint
from .figures import Figure, words_of
from .files import Shaped, json_bytes
from .templates import RenderText

TEMPLATE = "texts/citation.txt"
LATEX = str.maketrans({character: f"\\{character}" for character in "&%$#_"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # a brace behind a backslash still counts as one
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What a citation says, whatever its form; '' where there is nothing to say."""

    key: str
    kind: str  # dataset or article-journal
    title: str
    author: str
    within: str = ""  # the work it is part of
    published: str  # a day, month or year; '' if there is none
    version: str = ""
    language: str = ""  # that its words are in, as zh-Hans
    note: str  # the cut-off of the data, and the fingerprint of what is in an edition as it is now
    path: str = ""  # within the site; '' for what is elsewhere
    doi: str = ""


def title_of(about: Any, text: RenderText) -> str:
    """The title of a record or a figure."""
    return words_of(about, text).title if isinstance(about, Figure) else str(about.title)


def figure_fingerprint(figure: Figure) -> str:
    """The fingerprint of a figure: of its numbers in the main language, not of its drawing."""
    main = figure.main or figure
    return fingerprint([main.columns, main.rows])


def citation(catalogue: Catalogue, about: Any, text: RenderText) -> Citation:
    """How to cite a record or a figure of the catalogue."""
    current = catalogue.fingerprints.get(about.path) or figure_fingerprint(about)
    released = catalogue.editions and catalogue.editions[-1].fingerprints.get(about.path) == current
    as_of, whole = catalogue.settings.as_of, catalogue_citation(catalogue, text)
    return replace(
        whole,
        key=f"{whole.key}-{about.id}",
        title=title_of(about, text),
        within=whole.title,
        note=text(
            TEMPLATE, "note", about=about, as_of=as_of, fingerprint=current if released else ""
        ),
        path=about.path,
    )


def edition_name(catalogue: Catalogue, text: RenderText) -> str:
    """The edition as it is cited: the latest one, and whether the tables differ from it."""
    return text(TEMPLATE, "edition", catalogue=catalogue)


@per_catalogue
def catalogue_citation(catalogue: Catalogue, text: RenderText) -> Citation:
    """How to cite the catalogue as a whole."""
    settings = catalogue.settings
    return Citation(
        key=f"{citation_key(settings.short_title)}-{catalogue.edition}{'-draft' * catalogue.draft}",
        kind="dataset",
        title=text(TEMPLATE, "catalogue", settings=settings),
        author=settings.authors,
        published=_published(catalogue),
        version=edition_name(catalogue, text),
        language=catalogue.language.tag,
        note=text(TEMPLATE, "note", as_of=settings.as_of, fingerprint=""),
        path="/",
    )


def _published(catalogue: Catalogue) -> str:
    """The day of release of the edition, of a draft the year of the one before; '' before any."""
    day = catalogue.editions[-1].released.isoformat() if catalogue.editions else ""
    return day[:4] if catalogue.draft else day


def citation_key(title: str) -> str:
    """A title as part of a key: lower-case words with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def citation_forms(cited: Citation, site_url: str | None, text: RenderText) -> dict[str, str]:
    """The text of every form of a citation, by the ending of its files."""
    url = site_url + cited.path[1:] if site_url and cited.path else ""
    kind = cited.kind.replace("-", "_")
    return {
        "txt": text(TEMPLATE, kind, cited=cited, url=url) + "\n",
        "gbt.txt": text(TEMPLATE, f"gbt_{kind}", cited=cited, url=url) + "\n",
        "bib": _bibtex(cited, url, text(TEMPLATE, "langid") if cited.language else ""),
        "ris": _ris(cited, url),
        "csl.json": json_bytes([csl(cited, url)]).decode(),
    }


def removed_forms(item_id: str, sentence: str) -> dict[str, str]:
    """What became of something that can be cited no more, in every form by its ending."""
    return {
        **dict.fromkeys(("txt", "gbt.txt"), f"{sentence}\n"),
        "bib": f"@comment{{{_latex(sentence)}}}\n",
        "ris": f"TY  - GEN\nN1  - {_one_line(sentence)}\nER  - \n",
        "csl.json": json_bytes([{"id": item_id, "type": "dataset", "note": sentence}]).decode(),
    }


def _bibtex(cited: Citation, url: str, langid: str) -> str:
    """A citation as an entry of BibTeX; authors and titles keep their spelling."""
    year, month, *_ = *_numbers(cited.published), "", ""
    kind, within = ("misc", "howpublished") if cited.kind == "dataset" else ("article", "journal")
    fields = {
        "author": cited.author and f"{{{_latex(cited.author)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        within: _latex(cited.within),
        "year": year,
        "month": month.lstrip("0"),
        "edition": _latex(cited.version),
        "note": _latex(cited.note),
        "doi": _latex(cited.doi),
        "url": url,
        "langid": langid,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{cited.key},\n{lines}\n}}\n"


def _ris(cited: Citation, url: str) -> str:
    """A citation as a record of RIS."""
    tags = {
        "TY": "DATA" if cited.kind == "dataset" else "JOUR",
        "ID": cited.key,
        "TI": cited.title,
        "AU": cited.author,
        "T2": cited.within,
        "PY": "".join(_numbers(cited.published)[:1]),
        "DA": "/".join(_numbers(cited.published)),
        "ET": cited.version,
        "N1": cited.note,
        "DO": cited.doi,
        "UR": url,
        "LA": cited.language,
    }
    lines = [f"{tag}  - {_one_line(value)}\n" for tag, value in tags.items() if value]
    return "".join([*lines, "ER  - \n"])


def csl(cited: Citation, url: str = "") -> Shaped:
    """A citation as an item of CSL-JSON."""
    day = [int(part) for part in _numbers(cited.published)]
    item = {
        "id": cited.key,
        "type": cited.kind,
        "title": cited.title,
        "author": [{"literal": cited.author}] if cited.author else None,
        "container-title": cited.within,
        "issued": {"date-parts": [day]} if day else None,
        "version": cited.version,
        "note": cited.note,
        "DOI": cited.doi,
        "URL": url,
        "language": cited.language,
    }
    return {name: value for name, value in item.items() if value}


def _numbers(published: str) -> list[str]:
    """Year, month and day, as far as they are given; of a quarter or half of a year that year."""
    return [part for part in published.split("-") if part.isdecimal()]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _latex(words: str) -> str:
    return _one_line(words).translate(LATEX)
