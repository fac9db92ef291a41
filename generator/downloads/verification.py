"""What the page that verifies citations knows: every fingerprint that there has been."""

from collections.abc import Mapping
from typing import Any

from ..catalogues import Catalogue
from ..citations import figure_fingerprint
from ..figures import Figure
from ..searches import assigned
from .feeds import titles


def verification(catalogue: Catalogue, figures: Mapping[str, Figure]) -> bytes:
    """All records with their versions, newest first, as a classic script."""
    now = {**catalogue.fingerprints, **{f.path: figure_fingerprint(f) for f in figures.values()}}
    names = {**titles(catalogue), **{f.path: f.title for f in figures.values()}}
    rows = []
    for path, versions in sorted(catalogue.ledger.histories.items()):
        row: dict[str, Any] = {
            "path": path,
            "title": names.get(path, path),
            "now": now.get(path, ""),
            "versions": [
                {
                    "edition": version.edition.edition,
                    "released": version.edition.released.isoformat(),
                    "mark": version.fingerprint,
                    "changes": [
                        [c.table, c.row, c.column, c.before, c.after, c.why.text if c.why else ""]
                        for c in version.differences
                    ],
                }
                for version in versions
            ],
        }
        if gone := catalogue.redirects.get(path):
            row |= {"to": (gone.to or "").split(), "why": gone.reason}
        rows.append(row)
    return assigned("verifyRecords", rows)
