"""Make sure that tests have a Chromium: one that is here, Debian's package, or Playwright's own."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """Path of a Chromium on this machine, or None for the one Playwright installs."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Chromium with whatever this machine allows, from Debian with a Chinese font."""
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        packages = ["chromium", "fonts-noto-cjk"]
        update = subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False)
        if update.returncode == 0:
            subprocess.run(
                [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
                check=False,
                stdout=subprocess.DEVNULL,
            )
    if browser() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__" and browser() is None:
    install()
