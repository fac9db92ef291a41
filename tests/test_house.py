"""The law of the house: what may import what, who prints, how long a module is."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from generator import places

GENERATOR = places.ROOT / "generator"
FILES = sorted(GENERATOR.rglob("*.py"))
DOMAIN = re.compile(
    r"\b(therap\w*|china|nmpa|cde|guidelines?|approvals?|supplement\w*|vectors?|diseases?"
    r"|drugs?|indications?)\b",
    re.IGNORECASE,
)


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a module imports, as generator.engine.tables."""
    package = [*path.relative_to(GENERATOR.parent).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: -node.level], *([node.module] if node.module else [])]
            name = ".".join(base)
            if (GENERATOR.parent / name.replace(".", "/")).is_dir():
                yield from (f"{name}.{alias.name}" for alias in node.names)
            yield name


def test_the_engine_imports_nothing_of_this_catalogue() -> None:
    for path in GENERATOR.glob("engine/*.py"):
        outside = {name for name in imports(path) if not name.startswith("generator.engine")}
        assert outside == set(), path.name


def test_no_two_functions_or_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_":
                homes.setdefault(node.name, []).append(path.name)
    assert {name: own for name, own in homes.items() if len(own) > 1} == {}


def test_the_engine_names_no_therapy_country_or_paper() -> None:
    for path in GENERATOR.glob("engine/*.py"):
        text = path.read_text("utf-8").replace("U+FE00", "")
        assert DOMAIN.findall(text) == [], path.name


def test_imports_never_go_round() -> None:
    names = {
        ".".join(path.relative_to(GENERATOR.parent).with_suffix("").parts): path for path in FILES
    }
    TopologicalSorter({name: {*imports(path)} - {name} for name, path in names.items()}).prepare()


def test_build_is_imported_by_the_command_line_and_serve_alone() -> None:
    users = {path.name for path in FILES if "generator.build" in imports(path)}
    assert users == {"__main__.py", "serve.py"}


def test_only_the_command_line_prints() -> None:
    printing = {
        path.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id == "print"
    }
    assert printing == {"__main__.py"}


def test_a_module_fits_a_sitting() -> None:
    assert {path.name: n for path in FILES if (n := len(path.read_text().splitlines())) > 250} == {}


def test_imports_run_down_the_list_of_the_package() -> None:
    for package in ("engine", "cgt"):
        folder, prefix = GENERATOR / package, f"generator.{package}."
        text = (folder / "__init__.py").read_text("utf-8")
        listed = re.findall(r"^    (\w+) {2,}\S", text, re.MULTILINE)
        modules = {path.stem for path in folder.glob("*.py")}
        folders = {path.parent.name for path in folder.glob("*/__init__.py")}
        assert sorted(listed) == sorted((modules | folders) - {"__init__"})
        for path in folder.rglob("*.py"):
            own = path.relative_to(folder).with_suffix("").parts[0]
            names = {one.removeprefix(prefix).split(".")[0] for one in imports(path)}
            below = listed[listed.index(own) + 1 :] if own in listed else []
            assert names & set(below) == set(), path.name
