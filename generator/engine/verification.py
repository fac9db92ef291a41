"""What the page that verifies citations knows: every fingerprint that there has been."""

from collections.abc import Mapping
from typing import Any

from .catalogues import Catalogue
from .citations import figure_fingerprint, title_of
from .figures import Figure
from .templates import Text


def fingerprint_history(
    catalogue: Catalogue, figures: Mapping[str, Figure], text: Text
) -> list[dict[str, Any]]:
    """Every record and figure of an edition with its versions, newest first, by address."""
    titles = {one.path: title_of(one, text) for one in (*catalogue.with_pages(), *figures.values())}
    marks = {**catalogue.fingerprints}
    marks |= {figure.path: figure_fingerprint(figure) for figure in figures.values()}
    rows = []
    for path, versions in sorted(catalogue.history.versions.items()):
        row: dict[str, Any] = {
            "path": path,
            "title": titles.get(path, path),
            "now": marks.get(path, ""),
            "versions": [
                {
                    "edition": version.edition.edition,
                    "released": version.edition.released,
                    "mark": version.fingerprint,
                    "changes": [
                        [d.table, d.row, d.column, d.before, d.after, d.why.text if d.why else ""]
                        for d in version.differences
                    ],
                }
                for version in versions
            ],
        }
        if redirect := catalogue.redirects.get(path):
            row |= {"to": redirect.targets, "why": redirect.reason}
        rows.append(row)
    return rows
