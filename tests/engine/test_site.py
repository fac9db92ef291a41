"""The folder of a site: replaced whole, or left as it was."""

from pathlib import Path

import pytest

from generator.engine.site import refuse_other_folders, replace_site, restore_site

from ..runs import files

MARKER = ".mine"


def replace(site: Path, contents: dict[str, bytes]) -> int:
    """Replace a site; returns how many files have changed, without the marker."""
    with replace_site(site, MARKER) as new:
        new.add(contents.items())
    return sum(changed for name, changed in new.changed.items() if name != MARKER)


def pages(site: Path) -> dict[str, bytes]:
    """The files of a site, without the marker; nothing is left beside it."""
    found = files(site)
    assert found.pop(MARKER).endswith(b"\n")
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    return found


def test_a_file_that_is_no_longer_built_goes_and_what_keeps_the_folder_in_git_stays(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*\n")
    replace(site, {"a.html": b"1", "b/c.html": b"2"})
    assert replace(site, {"a.html": b"1", "d.html": b"3"}) == 1
    assert pages(site) == {"a.html": b"1", "d.html": b"3", ".gitignore": b"*\n"}


def test_a_site_that_a_killed_build_moved_aside_is_moved_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace(site, {"a.html": b"1"})
    assert not restore_site(site)
    site.rename(tmp_path / ".site-old")
    assert restore_site(site)
    site.rename(tmp_path / ".site-old")
    assert replace(site, {"a.html": b"1"}) == 0
    assert pages(site) == {"a.html": b"1"}


def test_an_error_leaves_the_old_site_and_a_name_can_be_given_once(tmp_path: Path) -> None:
    site = tmp_path / "site"
    replace(site, {"a.html": b"1"})
    for second in ("a.html/b", "a.html"):
        with pytest.raises(OSError, match="exists"), replace_site(site, MARKER) as new:
            new.add([("a.html", b"2"), (second, b"")])
        assert pages(site) == {"a.html": b"1"}


def test_folders_of_others_are_refused(tmp_path: Path) -> None:
    root, data, mine = tmp_path / "root", tmp_path / "root/data", tmp_path / "root/mine"
    for folder in (data, mine):
        folder.mkdir(parents=True)
    (mine / "thesis.txt").write_text("years of work")
    for site in (root, tmp_path, data, data / "site", mine, mine / "thesis.txt"):
        with pytest.raises(OSError, match=r"holds files|in or around|should be a folder"):
            refuse_other_folders(site, root, [data], MARKER)
    (mine / MARKER).touch()
    for site in (mine, root / "new", tmp_path / "elsewhere"):
        refuse_other_folders(site, root, [data], MARKER)
