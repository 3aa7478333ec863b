"""The addons as wheels, made by their build backend."""

import os
import subprocess
import sys

from . import libraries
from .paths import ROOT, VAR
from .report import Problem

BUILD = "import sys, whool.buildapi; whool.buildapi.build_wheel(sys.argv[1])"


def build(names, target, tracked_only=True):
    """A wheel per addon in ``target``; with git, only of files that git knows."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("odoo_addon_intervia*.whl"):
        old.unlink()
    environment = {**os.environ, "PYTHONPATH": str(_tools())}
    if not tracked_only:
        environment["GIT_DIR"] = os.devnull
    for name in names:
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(target)],
            cwd=ROOT / name,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Problem(f"the wheel of {name} failed: {done.stderr[-800:]}")


def _tools():
    tools = VAR / "tools"
    if not (tools / "whool").exists():
        libraries.install_into(tools, libraries.TOOLS_LOCK)
    return tools
