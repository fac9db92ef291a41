"""The same tables give the same bytes: whoever builds, wherever, with whatever settings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import build
from generator.places import ROOT

from .conftest import DATA, TOY
from .test_build import files
from .test_failures import program_in
from .test_killed import PROGRAM, SOAK

HOSTED = ("--site-url", "https://example.org/x/")
BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # nothing speaks UTF-8
OTHERWISE = {**BARE, "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7"}
BACKWARDS = """
import os
found, listed = os.scandir, os.listdir

class Backwards:
    def __init__(self, *place):
        open(os.environ["ASKED"], "a").close()
        with found(*place) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

os.scandir = Backwards
os.listdir = lambda *place: sorted(listed(*place), reverse=True)
"""


def locales() -> list[str]:
    """Those that are installed; the first ones, if they are many."""
    found = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    return found.stdout.split()[: None if SOAK else 4]


SETTINGS: dict[str, dict[str, str]] = {
    "again": {},
    "west": {"TZ": "America/St_Johns"},
    "east": {"TZ": "Pacific/Apia"},
    "seed 0": {"PYTHONHASHSEED": "0"},
    "seed 7": {"PYTHONHASHSEED": "7"},
    "one worker": {"CGT_WORKERS": "1"},
    "two workers": {"CGT_WORKERS": "2"},
    "five workers": {"CGT_WORKERS": "5"},
    "no UTF-8": BARE,
    "UTF-8": {"PYTHONUTF8": "1", "LC_ALL": "C"},
    "optimized": {"PYTHONOPTIMIZE": "2"},
    "strict": {"PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1"},
    **{f"locale {name}": {"LC_ALL": name, "LANG": name} for name in locales()},
}


def built(
    site: Path, *more: str, data: Path = TOY, cwd: Path = ROOT, umask: int = -1, **env: str
) -> dict[str, bytes]:
    """The files of a site that a command of its own has built there."""
    command = [*PROGRAM, "build", "--data", str(data), "--site", str(site), *more]
    ended = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, umask=umask, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b" of them changed" in ended.stdout
    return files(cwd / site)


def same(found: dict[str, bytes], wanted: dict[str, bytes]) -> bool:
    """Whether the files are the same; tells which are not."""
    assert sorted(found) == sorted(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    return True


@pytest.fixture(scope="module")
def wanted(toy_site: Path) -> dict[str, bytes]:
    return files(toy_site)


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = tmp_path_factory.mktemp("hosted") / "site"
    build(TOY, site, HOSTED[1])
    return files(site)


@pytest.fixture
def backwards(tmp_path: Path) -> dict[str, str]:
    """An environment in which folders list what they hold from its end."""
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS, "utf-8")
    return {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "ASKED": str(tmp_path / "asked")}


@pytest.mark.parametrize("setting", SETTINGS)
def test_with_other_settings(tmp_path: Path, wanted: dict[str, bytes], setting: str) -> None:
    assert same(built(tmp_path / "site", **SETTINGS[setting]), wanted)


def test_with_another_mask_of_rights(tmp_path: Path, wanted: dict[str, bytes]) -> None:
    assert same(built(tmp_path / "site", umask=0o077), wanted)


def test_from_another_folder_and_of_a_copy(tmp_path: Path, wanted: dict[str, bytes]) -> None:
    shutil.copytree(TOY, tmp_path / TOY.name, copy_function=shutil.copyfile)
    found = built(Path("site"), data=Path(TOY.name), cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert same(found, wanted)


def test_whatever_the_order_of_files_on_disk(
    tmp_path: Path, wanted: dict[str, bytes], backwards: dict[str, str]
) -> None:
    assert same(built(tmp_path / "site", **backwards), wanted)
    assert Path(backwards["ASKED"]).exists()


def test_over_an_older_site_and_over_none(tmp_path: Path, wanted: dict[str, bytes]) -> None:
    built(tmp_path / "site", *HOSTED)
    assert same(built(tmp_path / "site"), wanted)


def test_hosted_and_all_drawn_anew_with_everything_otherwise(
    tmp_path: Path, hosted: dict[str, bytes], backwards: dict[str, str]
) -> None:
    copy = program_in(tmp_path / "program", cached=False)
    env = {**OTHERWISE, **backwards, "PYTHONPATH": str(tmp_path)}
    assert same(built(tmp_path / "site", *HOSTED, cwd=copy, umask=0o027, **env), hosted)
    assert len(list((copy / ".cache/files").iterdir())) > 20  # it has drawn


def test_the_real_site_with_everything_otherwise(
    tmp_path: Path, site: Path, backwards: dict[str, str]
) -> None:
    env = {**OTHERWISE, **backwards}
    assert same(built(tmp_path / "site", data=DATA, umask=0o027, **env), files(site))


def pythons() -> list[str]:
    """Other Pythons of this machine that the program runs on."""
    names = [f"python3.{minor}" for minor in range(11, 20) if minor != sys.version_info.minor]
    found = [shutil.which(name) for name in names]
    found += map(str, Path.home().glob(".pyenv/versions/3.1[1-9].*/bin/python3"))
    works: dict[str, str] = {}
    for python in filter(None, found):
        code = "import sys, venv; print(*sys.version_info[:2])"
        asked = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
        if asked.returncode == 0 and asked.stdout.split() != [*map(str, sys.version_info[:2])]:
            works.setdefault(asked.stdout, python)
    return list(works.values())


@pytest.mark.skipif(not SOAK, reason="installing for other Pythons takes a minute: make soak")
def test_by_every_other_python(
    tmp_path: Path, wanted: dict[str, bytes], hosted: dict[str, bytes]
) -> None:
    found = pythons()
    if not found:
        pytest.skip("there is no other Python here")
    for number, python in enumerate(found):
        env = tmp_path / f"env{number}"
        subprocess.run([python, "-m", "venv", env], check=True)
        install = ["-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements.txt"]
        subprocess.run([env / "bin/python", *install], cwd=ROOT, check=True)
        copy = program_in(tmp_path / f"program{number}", cached=False)
        for more, what in ((), wanted), (HOSTED, hosted):
            site = tmp_path / f"site{number}" / str(len(more))
            arguments = ["build", "--data", TOY, "--site", site, *more]
            command = [env / "bin/python", "-W", "error", "-m", "generator", *arguments]
            subprocess.run(command, cwd=copy, check=True, stdout=subprocess.DEVNULL)
            assert same(files(site), what), python
