"""The notebook runs as it stands, finds what was planted, and stays small."""

import os
from pathlib import Path
from typing import Any

import pytest

import purecell as pc

TOUR = Path(__file__).parents[1] / "examples" / "tour.ipynb"
SMALL = 100_000


def texts_of(notebook: Any) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def test_the_tour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pynapple", "pandas", "ipykernel"):
        pytest.importorskip(name)
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(pc.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(TOUR, as_version=4)
    nbclient.NotebookClient(notebook, timeout=100, resources={"metadata": {"path": str(tmp_path)}}).execute()
    said = texts_of(notebook)
    for words in ("expect pure neurons", "mixed neurons save", "there is no such file"):
        assert words in said
    assert said.count("head-direction") == 3
    assert len(nbformat.writes(notebook)) < SMALL


def test_its_outputs_as_committed_are_small_and_name_no_folder() -> None:
    text = TOUR.read_text(encoding="utf-8")
    assert len(text) < SMALL
    assert "/tmp/" not in text and "/home/" not in text
