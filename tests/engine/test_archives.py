"""Zips that are the same bytes on every run."""

import io
import zipfile

from generator.engine.archives import zip_bytes


def test_a_zip_has_its_files_in_the_order_given_and_no_clock() -> None:
    files = {"b.txt": b"x" * 1000, "a/c.png": b"y" * 1000}
    content = zip_bytes(files.items())
    assert content == zip_bytes(iter(files.items()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        text, picture = archive.infolist()
    assert text.date_time == (1980, 1, 1, 0, 0, 0)
    assert text.compress_size < 100
    assert picture.compress_size == 1000  # packed already
