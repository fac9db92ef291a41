"""The same tables give the same bytes: whoever builds, wherever, with whatever settings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ADDRESS, DATA, TOY
from .runs import PROGRAM, ROOT, SOAK, files, program_in

HOSTED = ("--site-url", ADDRESS)
BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # nothing speaks UTF-8
OTHERWISE = {**BARE, "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7"}
STRICT = {"PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1", "CGT_WORKERS": "2"}
SETTINGS: dict[str, dict[str, str]] = {
    "one worker in the west": {"TZ": "America/St_Johns", "PYTHONHASHSEED": "0", "CGT_WORKERS": "1"},
    "five workers in the east": {**OTHERWISE, "CGT_WORKERS": "5"},
    "optimized": {"PYTHONUTF8": "1", "LC_ALL": "C", "PYTHONOPTIMIZE": "2", **STRICT},
}
BACKWARDS = """
import os
found, listed = os.scandir, os.listdir

class Backwards:
    def __init__(self, *place):
        open(os.environ["ASKED"], "a").close()
        with found(*place) as entries:
            self.entries = sorted(entries, key=lambda entry: entry.name)
    __iter__ = __enter__ = lambda self: self
    __exit__ = close = lambda self, *_: None
    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop()

os.scandir = Backwards
os.listdir = lambda *place: sorted(listed(*place), reverse=True)
"""


def locales() -> list[str]:
    """Those that are installed, for a soak."""
    command = ["locale", "-a"]
    return subprocess.run(command, capture_output=True, text=True).stdout.split() if SOAK else []


def built(
    site: Path, *more: str, data: Path = TOY, cwd: Path = ROOT, umask: int = -1, **env: str
) -> dict[str, bytes]:
    """The files of a site that a command of its own has built there."""
    command = [*PROGRAM, "build", "--data", str(data), "--site", str(site), *more]
    env = {**os.environ, **env}
    ended = subprocess.run(command, cwd=cwd, env=env, umask=umask, capture_output=True, check=False)
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


@pytest.fixture
def backwards(tmp_path: Path) -> dict[str, str]:
    """An environment in which folders list what they hold from its end."""
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS, "utf-8")
    return {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "ASKED": str(tmp_path / "asked")}


@pytest.mark.parametrize("setting", [*SETTINGS, *locales()])
def test_with_other_settings(tmp_path: Path, wanted: dict[str, bytes], setting: str) -> None:
    env = SETTINGS.get(setting, {"LC_ALL": setting, "LANG": setting})
    assert same(built(tmp_path / "site", **env), wanted)


def test_of_a_copy_from_another_folder_over_an_older_site(
    tmp_path: Path, wanted: dict[str, bytes], backwards: dict[str, str]
) -> None:
    shutil.copytree(TOY, tmp_path / TOY.name, copy_function=shutil.copyfile)
    place, data = Path("site"), Path(TOY.name)
    built(place, *HOSTED, data=data, cwd=tmp_path, **backwards)
    assert same(built(place, data=data, cwd=tmp_path, umask=0o077, **backwards), wanted)
    assert Path(backwards["ASKED"]).exists()


def test_hosted_and_all_drawn_anew_with_everything_otherwise_and_no_cache(
    tmp_path: Path, toy_hosted: Path, backwards: dict[str, str]
) -> None:
    copy = program_in(tmp_path / "program", cached=False)
    (copy / ".cache").write_text("a file, where a folder should be")
    env = {**OTHERWISE, **backwards, "PYTHONPATH": str(tmp_path)}
    found = built(tmp_path / "site", *HOSTED, cwd=copy, umask=0o027, **env)
    assert same(found, files(toy_hosted))


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
@pytest.mark.parametrize("python", pythons() if SOAK else [])
def test_by_every_other_python(tmp_path: Path, toy_hosted: Path, python: str) -> None:
    subprocess.run([python, "-m", "venv", tmp_path / "env"], check=True)
    mine = tmp_path / "env/bin/python"
    install = ["-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements.txt"]
    subprocess.run([mine, *install], cwd=ROOT, check=True)
    copy = program_in(tmp_path / "program", cached=False)
    build = ["-m", "generator", "build", "--data", TOY, "--site", tmp_path / "site", *HOSTED]
    subprocess.run([mine, "-W", "error", *build], cwd=copy, check=True, stdout=subprocess.DEVNULL)
    assert same(files(tmp_path / "site"), files(toy_hosted))
