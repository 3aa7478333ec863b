"""The browser for the tours: one on the PATH, or Debian's Chromium under var/."""

import ast
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import debian, downloads
from .paths import BIN, ROOT, VAR
from .process import in_background, output_of
from .report import Problem, step

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
# What Chromium recommends or drags along and a headless one under var/ never loads.
LEFT_OUT = re.compile(
    r"^(systemd|libsystemd-shared|dbus|perl|libperl|libllvm|libz3|mesa-|libgl1-mesa-dri"
    r"|x11-|xdg-|init-system-helpers|udev|adduser|passwd|libpam|ucf|debconf|sensible-utils"
    r"|fonts-liberation|shared-mime-info|at-spi2-common|dconf|gsettings)"
)
BLANK = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
TOUR_CALLS = {"start_tour", "browser_js"}


def obtain_in_background():
    """Start looking; the returned function waits and raises what went wrong."""
    return in_background(obtain)


def obtain():
    """A browser that Odoo finds first on its PATH and that really starts."""
    wrapper = BIN / "google-chrome"
    found = _on_path()
    if found:
        wrapper.unlink(missing_ok=True)
        wrapper.symlink_to(found)
        return
    if wrapper.is_symlink():
        wrapper.unlink()
    if wrapper.exists() and starts(wrapper):
        return
    with step("Chromium: download and unpack"):
        _fetch()
        if not starts(wrapper):
            raise Problem(_how_to_mend())


def _how_to_mend():
    return (
        "no browser for the tours: install chromium or google-chrome (not as a snap), "
        "or leave the tours out with --no-tours."
    )


def _on_path():
    """A browser that is no snap: a snap's private temp folder hides its port."""
    for name in NAMES:
        path = shutil.which(name)
        real = os.path.realpath(path) if path else ""
        if path and Path(path).parent != BIN and "snap" not in real and starts(path):
            return path
    return None


def starts(path):
    """Show an empty page once, here rather than first in the middle of a tour."""
    return "<html" in output_of([path, *BLANK, "--dump-dom", "about:blank"])


def _fetch():
    packages = _packages()
    if not packages:
        raise Problem(_how_to_mend())
    target = VAR / "chromium"
    fresh = VAR / "chromium.new"
    shutil.rmtree(fresh, ignore_errors=True)

    def get(package):
        name, url, digest = package
        return downloads.fetch(name, digest, debian.by_apt(url, digest))

    with ThreadPoolExecutor(4) as pool:
        for file in pool.map(get, packages):
            debian.unpack(file, fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    _write_wrapper(target)


def _packages():
    """Chromium and what it lacks here."""
    found = debian.needed(["chromium"])
    return [package for package in found if not LEFT_OUT.match(package[0])]


def _write_wrapper(target):
    folders = {file.parent for file in target.rglob("lib*.so*")}
    libraries = ":".join(str(folder) for folder in sorted(folders))
    wrapper = BIN / "google-chrome"
    wrapper.unlink(missing_ok=True)
    fonts = target / "etc" / "fonts"
    lines = [
        "#!/bin/sh",
        f"LD_LIBRARY_PATH='{libraries}'",
        "export LD_LIBRARY_PATH",
        f"[ -d /etc/fonts ] || export FONTCONFIG_PATH='{fonts}'",
        f"exec '{target}/usr/lib/chromium/chromium' \"$@\"",
    ]
    wrapper.write_text("\n".join(lines) + "\n")
    wrapper.chmod(0o755)


def tours(names):
    """Tag specifications that leave out the test classes that start a browser."""
    return [
        f"-/{name}:{cls}"
        for name in names
        for path in sorted((ROOT / name / "tests").glob("test_*.py"))
        for cls in classes_with_tours(path.read_text())
    ]


def classes_with_tours(source):
    """The classes that start a tour.

    >>> classes_with_tours("class A:\\n  def test(self): self.start_tour('/', 't')")
    ['A']
    """
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(sub, ast.Attribute) and sub.attr in TOUR_CALLS
            for sub in ast.walk(node)
        )
    ]
