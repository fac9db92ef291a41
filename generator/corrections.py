"""Where a reader reports an error, and where a curator mends it."""

from urllib.parse import urlencode

from .catalogues import Catalogue

HOW = "/about/#corrections"  # where it says how, if there is neither repository nor address


def report(catalogue: Catalogue, title: str, path: str) -> str:
    """The address that opens a report on a record, filled in as far as it can be."""
    edition = catalogue.edition
    version = catalogue.edition_name
    if edition.repository:
        known = {"template": "correction.yml", "title": f"Error: {title}"}
        known |= {"record": path, "edition": version}
        return f"{edition.repository.rstrip('/')}/issues/new?{urlencode(known)}"
    if edition.contact:
        asked = ("What is wrong:", "What it should be:", "Source:")
        text = "\n\n".join((f"Record: {path}\nEdition: {version}", *asked))
        known = {"subject": f"Error: {title}", "body": text}
        return f"mailto:{edition.contact}?{urlencode(known).replace('+', '%20')}"
    return HOW


def row_link(catalogue: Catalogue, id: str) -> str | None:
    """The address of the very line of a record in the repository, if there is one."""
    place = catalogue.places.get(id)
    if not catalogue.edition.repository or not place:
        return None
    file, _, line = place.rpartition(":")
    return f"{catalogue.edition.repository.rstrip('/')}/blob/HEAD/{file}?plain=1#L{line}"
