"""Zip files, the same bytes on every run and machine."""

import io
import zipfile
from collections.abc import Iterable

TIME = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the earliest that the format knows
COMPRESSED = (".zip", ".xlsx", ".png")  # what no further packing makes smaller
UNIX = 3  # the system that is said to have made it, whichever it was


def zip_bytes(files: Iterable[tuple[str, bytes]], mode: int = 0o644) -> bytes:
    """A zip of files, given as (name, content) in the order in which it is to hold them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            part = zipfile.ZipInfo(name, TIME)
            stored = name.endswith(COMPRESSED)
            part.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            part.external_attr = mode << 16
            part.create_system = UNIX
            archive.writestr(part, content)
    return out.getvalue()
