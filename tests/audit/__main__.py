"""Install both, build the site as if it were hosted, check it, print what is wrong.

    python -m tests.audit [--shots DIR]

With --shots also a picture of each of these pages: light, dark, on a phone, on paper.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.build import build
from generator.places import CACHE, ROOT

from ..browser.conftest import QUIET, Silent, served
from ..install_browser import browser

HERE = Path(__file__).parent
TOOLS = CACHE / "audit"
KINDS = (  # one page of each kind
    *("/", "/products/", "/products/relmacabtagene-autoleucel/", "/approvals/", "/guidelines/"),
    *("/guidelines/car-t-risk-management-plan/", "/types/cd19-car-t/", "/compare/bcma-car-t/"),
    *("/trends/response-rates/", "/evidence/", "/data/", "/changes/", "/glossary/c/", "/search/"),
    "/about/",
)
WANTED = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
PACKAGES = {"java": "default-jre-headless", "npm": "npm"}


def main() -> int:
    """Audit the real site; returns 1 if anything is wrong."""
    options = argparse.ArgumentParser()
    options.add_argument("--shots", type=Path)
    chosen = options.parse_args()
    install()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        with served(site, Packed) as address:
            build(ROOT / "data", site, f"{address}/")
            found = faults(site)
            if chosen.shots:
                pictures(address, chosen.shots)
            for path in KINDS:
                found += slow_or_poor(path, address + path)
    print(*found, f"{len(found)} faults.", sep="\n")
    return int(bool(found))


class Packed(Silent):
    """Text goes out packed, as Pages sends it."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        packed = file.suffix in (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt")
        if not packed or not file.is_file():
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def install() -> None:
    """Java and npm from Debian where they are missing; the checkers from npm, as locked."""
    if missing := [package for name, package in PACKAGES.items() if not shutil.which(name)]:
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True)
        subprocess.run([*sudo, "apt-get", "install", "-y", "-qq", *missing], check=True)
    lock = (HERE / "package-lock.json").read_bytes()
    if (TOOLS / "package-lock.json").is_file():
        if (TOOLS / "package-lock.json").read_bytes() == lock and (TOOLS / "done").exists():
            return
        shutil.rmtree(TOOLS)
    TOOLS.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, TOOLS / name)
    command = ["npm", "ci", "--silent", "--ignore-scripts", "--omit=optional"]
    subprocess.run(command, cwd=TOOLS, check=True)
    (TOOLS / "done").touch()


def faults(site: Path) -> list[str]:
    """What the Nu HTML checker finds, on pages and stylesheet; warnings count too."""
    jar = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
    # a policy in a meta element makes it warn of scripts that the policy does allow
    quiet = ["--Werror", "--filterpattern", ".*Content Security Policy.*"]
    run = subprocess.run(
        ["java", "-jar", str(jar), *quiet, "--skip-non-html", str(site)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    pages = len(list(site.rglob("*.html")))
    print(f"Nu HTML checker: {pages} pages.")
    return [line.replace(f"file:{site}", "") for line in run.stderr.splitlines() if line.strip()]


def slow_or_poor(path: str, url: str, tries: int = 5) -> list[str]:
    """What Lighthouse finds wanting, in the best of a few tries: noise only lowers a score."""
    for _ in range(tries):
        if not (found := faults_of(path, url)):
            break
    return found


def faults_of(path: str, url: str) -> list[str]:
    """The categories in which Lighthouse does not give a page what is wanted."""
    flags = "--headless=new --no-sandbox " + " ".join(QUIET)
    run = subprocess.run(
        [
            str(TOOLS / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json",
            f"--chrome-path={browser()}", f"--chrome-flags={flags}",
            f"--only-categories={','.join(WANTED)}",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        return [f"{path}: Lighthouse failed: {run.stderr.strip()[-300:]}"]
    told = json.loads(run.stdout)
    scores = {id: round(100 * told["categories"][id]["score"]) for id in WANTED}
    print(f"Lighthouse, {path}: {' / '.join(map(str, scores.values()))}", flush=True)
    found = []
    for id, wanted in WANTED.items():
        if scores[id] < wanted:
            poor = [
                told["audits"][ref["id"]]["title"]
                for ref in told["categories"][id]["auditRefs"]
                if ref["weight"] and (told["audits"][ref["id"]]["score"] or 0) < 1
            ]
            found.append(f"{path}: {id} {scores[id]}: {'; '.join(poor)}")
    return found


def pictures(address: str, folder: Path) -> None:
    """A picture of each kind of page in each look, and as it prints."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=QUIET)
        page = chromium.new_page()
        for path in KINDS:
            name = path.strip("/").replace("/", "-") or "home"
            for look, (width, scheme) in LOOKS.items():
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                page.goto(address + path)
                page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
            page.pdf(path=folder / f"{name}-print.pdf", format="A4")
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
