"""The same tables give the same bytes: whoever builds, wherever, with whatever settings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ADDRESS, DATA, TOY
from .runs import PROGRAM, ROOT, SOAK, files, program, program_in

HOSTED = ("--site-url", ADDRESS)
BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # nothing speaks UTF-8
OTHERWISE = {**BARE, "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7", "CGT_WORKERS": "5"}
OPTIMIZED = {
    **{"PYTHONUTF8": "1", "LC_ALL": "C", "TZ": "America/St_Johns", "PYTHONOPTIMIZE": "2"},
    **{"PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1", "CGT_WORKERS": "1"},
}
BACKWARDS = """
import os
found, listed = os.scandir, os.listdir

class Backwards:
    def __init__(self, *place):
        open(os.environ["ASKED"], "ab").close()
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


def built(
    site: Path, *more: str, data: Path = TOY, cwd: Path = ROOT, umask: int = -1, **env: str
) -> dict[str, bytes]:
    """The files of a site that a command of its own has built there."""
    command = [*PROGRAM, "build", "--data", str(data), "--site", str(site), *more]
    ended = program(*command, cwd=cwd, umask=umask, **env)
    assert (ended.code, ended.err) == (0, "")
    assert " of them changed" in ended.out
    return files(cwd / site)


def same(found: dict[str, bytes], wanted: dict[str, bytes]) -> bool:
    """Whether the files are the same; tells which are not."""
    assert sorted(found) == sorted(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    return True


@pytest.fixture
def backwards(tmp_path: Path) -> dict[str, str]:
    """An environment in which folders list what they hold from its end."""
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS, "utf-8")
    return {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "ASKED": str(tmp_path / "asked")}


def test_of_a_copy_from_another_folder_over_an_older_site_by_optimized_code(
    tmp_path: Path, toy_hosted: Path, backwards: dict[str, str]
) -> None:
    shutil.copytree(TOY, tmp_path / TOY.name, copy_function=shutil.copyfile)
    place, data = Path("site"), Path(TOY.name)
    built(place, data=data, cwd=tmp_path, **backwards)
    env = {**OPTIMIZED, **backwards}
    found = built(place, *HOSTED, data=data, cwd=tmp_path, umask=0o077, **env)
    assert same(found, files(toy_hosted))
    assert Path(backwards["ASKED"]).exists()


def test_all_drawn_anew_with_everything_otherwise_and_no_cache(
    tmp_path: Path, request: pytest.FixtureRequest, backwards: dict[str, str]
) -> None:
    """Under an address too, with the picture of each page, if there is time."""
    wanted = request.getfixturevalue("toy_hosted" if SOAK else "toy_site")
    copy = program_in(tmp_path / "program", cached=False)
    (copy / ".cache").write_text("a file, where a folder should be")
    env = {**OTHERWISE, **backwards, "PYTHONPATH": str(tmp_path)}
    found = built(tmp_path / "site", *(HOSTED if SOAK else ()), cwd=copy, umask=0o027, **env)
    assert same(found, files(wanted))


@pytest.mark.skipif(not SOAK, reason="the toys show as much in a third of the time: make soak")
def test_the_real_site_with_everything_otherwise(
    tmp_path: Path, site: Path, backwards: dict[str, str]
) -> None:
    env = {**OTHERWISE, **backwards}
    assert same(built(tmp_path / "site", data=DATA, umask=0o027, **env), files(site))


def pythons() -> list[str]:
    """Other Pythons of this machine that the program runs on."""
    names = (f"python3.{minor}" for minor in range(11, 20) if minor != sys.version_info.minor)
    found = filter(None, map(shutil.which, names))
    return [one for one in found if not subprocess.run([one, "-c", "import venv"]).returncode]


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
