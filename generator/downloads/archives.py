"""Zips: of the data, and of the whole site to read offline. The same bytes on every run."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from ..addresses import API
from ..catalogues import Catalogue
from ..workbooks import WHEN

DATA = ("data/", f"{API.lstrip('/')}/", "about/catalogue.", "about/paper.", "trends/")
NOT_DATA = (".html", "wide.js", "narrow.js", "/card.png")
PACKED = (".zip", ".xlsx", ".png")  # what no further packing makes smaller


def data_archive(catalogue: Catalogue, files: Mapping[str, bytes]) -> bytes:
    """Everything to take away but pages."""
    edition = catalogue.edition
    chosen = [name for name in files if name.startswith(DATA) and not name.endswith(NOT_DATA)]
    told = (
        f"{edition.title}: {edition.description}\n"
        f"Edition {catalogue.edition_name}, data as of {edition.as_of}. {edition.data_licence}, "
        f"{edition.data_licence_url}\n\n"
        "data/          tables as CSV, datapackage.json describes them; catalogue.xlsx holds all\n"
        "api/v1/        the same as JSON, linked; schemas/ and openapi.json describe it\n"
        "trends/        figures: numbers, pictures, specifications\n"
        "about/         how to cite the paper and the catalogue\n"
    )
    return archive(files, chosen, {"README.txt": told.encode()})


def archive(
    files: Mapping[str, bytes], names: Iterable[str] | None = None, more: Mapping[str, bytes] = {}
) -> bytes:
    """A zip of all files, or of those named, and of more, in order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted([*(files if names is None else names), *more]):
            part = zipfile.ZipInfo(name, WHEN)
            part.compress_type = (
                zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            )
            part.external_attr = 0o644 << 16
            part.create_system = 3
            packed.writestr(part, more[name] if name in more else files[name])
    return out.getvalue()
