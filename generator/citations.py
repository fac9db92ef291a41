"""How a record, a figure, the catalogue and the paper are cited: plain, BibTeX, RIS, CSL-JSON."""

import json
import re
from dataclasses import dataclass
from typing import Any

from .catalogues import Catalogue
from .cells import MISSING_WORDS
from .editions import fingerprint
from .engine.dates import format_date
from .figures import Figure
from .records import Guideline, Holder, Product

LATEX = {character: f"\\{character}" for character in "&%$#_"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # a brace behind a backslash still counts as one
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
MEDIA = {  # the ending of each form, its media type and its name
    "txt": ("text/plain", "Plain text"),
    "bib": ("application/x-bibtex", "BibTeX"),
    "ris": ("application/x-research-info-systems", "RIS"),
    "csl.json": ("application/vnd.citationstyles.csl+json", "CSL-JSON"),
}


Cited = Product | Guideline | Holder | Figure


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What a citation says, whatever its form."""

    key: str
    kind: str  # dataset or article-journal
    title: str
    author: str  # '' where it is not known
    within: str  # the work it is part of
    published: str  # a day, month or year; '' for a draft
    version: str
    note: str
    path: str  # within the site; '' for what stands elsewhere
    fingerprint: str  # '' where the record is in no edition as it is now


def citation(catalogue: Catalogue, about: Cited) -> Citation:
    """How to cite a record or a figure of the catalogue."""
    title = about.title if isinstance(about, Guideline | Figure) else about.name
    found = whole(catalogue)
    if isinstance(about, Figure):
        mark = figure_fingerprint(about)
        last = catalogue.editions[-1].fingerprints if catalogue.editions else {}
        released = mark if last.get(about.path) == mark else None
    else:
        released = catalogue.released(about.path)
    return Citation(
        key=f"{found.key}-{about.id}",
        kind="dataset",
        title=title,
        author=found.author,
        within=found.title,
        published=found.published,
        version=found.version,
        note=found.note,
        path=about.path,
        fingerprint=released or "",
    )


def whole(catalogue: Catalogue) -> Citation:
    """How to cite the catalogue as a whole."""
    edition = catalogue.edition
    return Citation(
        key=f"{_word(edition.short_title)}-{edition.edition}",
        kind="dataset",
        title=f"{edition.title}: {edition.description[0].lower()}{edition.description[1:]}",
        author=edition.authors,
        within="",
        published="" if catalogue.draft else catalogue.editions[-1].released.isoformat(),
        version=catalogue.edition_name,
        note=f"Data as of {format_date(edition.as_of)}",
        path="/",
        fingerprint="",
    )


def paper(catalogue: Catalogue) -> Citation:
    """How to cite the paper behind the core tables."""
    article = catalogue.sources[catalogue.edition.article]
    said = [one.value for one in article.statements if one.property == "authors"]
    return Citation(
        key=f"{_word(catalogue.edition.short_title)}-paper",
        kind="article-journal",
        title=article.title,
        author=said[0] if said else "",
        within=article.publisher,
        published="" if article.published in MISSING_WORDS else article.published,
        version="",
        note="" if article.identifier in MISSING_WORDS else article.identifier,
        path="",
        fingerprint="",
    )


def figure_fingerprint(figure: Figure) -> str:
    """The fingerprint of a figure: of its numbers, not of its drawing."""
    return fingerprint([figure.columns, figure.rows])


def texts(cited: Citation, site_url: str | None) -> dict[str, str]:
    """Every form of a citation by its ending."""
    return {
        "txt": plain(cited, site_url),
        "bib": bibtex(cited, site_url),
        "ris": ris(cited, site_url),
        "csl.json": json.dumps([csl(cited, site_url)], ensure_ascii=False, indent=1) + "\n",
    }


def plain(cited: Citation, site_url: str | None) -> str:
    """A citation as a sentence."""
    year = f" ({cited.published[:4]})" if cited.published and cited.kind == "dataset" else ""
    author = f"{cited.author.removesuffix('.')}{year}. " if cited.author else ""
    within = f" In: {cited.within}" if cited.within and cited.kind == "dataset" else ""
    if cited.kind != "dataset":
        whole = re.fullmatch(r"\d+-\d+-\d+", cited.published)  # a month alone stays 2021-06
        day = format_date(cited.published) if whole else cited.published
        return f"{author}{cited.title}. {cited.within}, {day}.\n"
    version = f"{within}, edition {cited.version}" if within else f" Edition {cited.version}"
    told = f"{author}{cited.title}.{version}. {cited.note}."
    return " ".join(filter(None, (told, _mark(cited), url(cited, site_url)))) + "\n"


def bibtex(cited: Citation, site_url: str | None) -> str:
    """A citation as an entry of BibTeX; authors and titles are kept as they are spelt."""
    year, *rest = cited.published.split("-") if cited.published else [""]
    article = cited.kind != "dataset"
    fields = {
        "author": cited.author and f"{{{_latex(cited.author)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "journal" if article else "howpublished": _latex(cited.within),
        "year": year,
        "month": str(int(rest[0])) if rest else "",
        "edition": _latex(cited.version),
        "note": _latex(". ".join(filter(None, (cited.note, _mark(cited))))),
        "url": url(cited, site_url),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'article' if article else 'misc'}{{{cited.key},\n{lines}\n}}\n"


def ris(cited: Citation, site_url: str | None) -> str:
    """A citation as a record of RIS."""
    lines = {
        "TY": "DATA" if cited.kind == "dataset" else "JOUR",
        "ID": cited.key,
        "TI": cited.title,
        "AU": cited.author,
        "T2": cited.within,
        "PY": cited.published[:4],
        "DA": cited.published.replace("-", "/"),
        "ET": cited.version,
        "N1": ". ".join(filter(None, (cited.note, _mark(cited)))),
        "UR": url(cited, site_url),
    }
    told = [f"{tag}  - {_line(value)}" for tag, value in lines.items() if value]
    return "\n".join([*told, "ER  - ", ""])


def instead(id: str, told: str) -> dict[str, str]:
    """What became of what can be cited no more, in every form of a citation by its ending."""
    return {
        "txt": f"{told}\n",
        "bib": f"@comment{{{_latex(told)}}}\n",
        "ris": f"TY  - GEN\nN1  - {_line(told)}\nER  - \n",
        "csl.json": json.dumps([{"id": id, "type": "dataset", "note": told}]) + "\n",
    }


def csl(cited: Citation, site_url: str | None) -> dict[str, Any]:
    """A citation as an item of CSL-JSON."""
    day = [int(part) for part in cited.published.split("-")] if cited.published else []
    found = {
        "id": cited.key,
        "type": cited.kind,
        "title": cited.title,
        "author": [{"literal": cited.author}] if cited.author else None,
        "container-title": cited.within,
        "issued": {"date-parts": [day]} if day else None,
        "version": cited.version,
        "note": ". ".join(filter(None, (cited.note, _mark(cited)))),
        "URL": url(cited, site_url),
    }
    return {name: value for name, value in found.items() if value}


def url(cited: Citation, site_url: str | None) -> str:
    """The address of what is cited, if the site has one."""
    return site_url + cited.path[1:] if site_url and cited.path else ""


def _mark(cited: Citation) -> str:
    return f"Fingerprint {cited.fingerprint}." if cited.fingerprint else ""


def _word(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _line(text: str) -> str:
    return " ".join(text.split())


def _latex(text: str) -> str:
    return "".join(LATEX.get(character, character) for character in _line(text))
