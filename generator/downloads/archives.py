"""The zip of all data."""

from collections.abc import Mapping

from ..addresses import API
from ..catalogues import Catalogue
from ..engine.archives import zip_bytes

DATA = ("data/", f"{API.lstrip('/')}/", "about/catalogue.", "about/paper.", "trends/")
NOT_DATA = (".html", "wide.js", "narrow.js", "/card.png")


def data_archive(catalogue: Catalogue, files: Mapping[str, bytes]) -> bytes:
    """A zip of every file to take away, and of a README; `files` are those of the site, by name."""
    edition = catalogue.edition
    readme = (
        f"{edition.title}: {edition.description}\n"
        f"Edition {catalogue.edition_name}, data as of {edition.as_of}. {edition.data_licence}, "
        f"{edition.data_licence_url}\n\n"
        "data/          tables as CSV, datapackage.json describes them; catalogue.xlsx holds all\n"
        "api/v1/        the same as JSON, linked; schemas/ and openapi.json describe it\n"
        "trends/        figures: numbers, pictures, specifications\n"
        "about/         how to cite the paper and the catalogue\n"
    )
    names = [name for name in files if name.startswith(DATA) and not name.endswith(NOT_DATA)]
    more = {"README.txt": readme.encode()}
    return zip_bytes((name, more.get(name) or files[name]) for name in sorted([*names, *more]))
