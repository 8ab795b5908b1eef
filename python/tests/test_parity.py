"""Every number is that of the command line."""

from pathlib import Path

import numpy as np
import pytest
from conftest import CommandLine, Recording, Walk

import purecell as pc

LITTLE = {"null": 19, "intervals": 4, "metrics": ["mir", "mig", "sap"], "workers": 1}
LITTLE_TYPED = ["--null", "19", "--intervals", "4", "--metrics", "mir,mig,sap", "--workers", "1"]


@pytest.fixture
def recorded(recording: Recording, tmp_path: Path) -> Path:
    path = tmp_path / "recording.npz"
    factors = np.stack([recording.place, recording.speed], axis=1)
    np.savez(path, activity=recording.rates, factors=factors, factor_names=["place", "speed"])
    return path


def test_measure(recorded: Path, command_line: CommandLine) -> None:
    answer = pc.measure(recorded, **LITTLE, seed=3)
    assert answer.to_dict() == command_line("measure", str(recorded), *LITTLE_TYPED, "--seed", "3")


def test_measure_of_arrays(recording: Recording, recorded: Path, command_line: CommandLine) -> None:
    answer = pc.measure(recording.rates, {"place": recording.place, "speed": recording.speed}, **LITTLE)
    assert {**answer, "file": ""} == {**command_line("measure", str(recorded), *LITTLE_TYPED), "file": ""}


def test_predict(recorded: Path, command_line: CommandLine) -> None:
    answer = pc.predict(recorded, lambda_in=0.1, within=0.01)
    assert answer.to_dict() == command_line("predict", str(recorded), "--lambda-in", "0.1", "--within", "0.01")


def test_inspect(recorded: Path, command_line: CommandLine) -> None:
    assert pc.inspect(recorded).to_dict() == command_line("inspect", str(recorded))


def test_cells(walk: Walk, tmp_path: Path, command_line: CommandLine) -> None:
    path = tmp_path / "session.npz"
    times = np.concatenate(list(walk.spikes.values()))
    cells = np.repeat(list(walk.spikes), [len(train) for train in walk.spikes.values()])
    np.savez(path, t=walk.t, position=walk.position, spike_times=times, spike_cells=cells)
    few = {"units": "m", "shifts": 39, "field_shuffles": 19, "bin_cm": 5}
    typed = ["--units", "m", "--shifts", "39", "--field-shuffles", "19", "--bin-cm", "5"]
    answer = pc.cells(path, **few)
    assert answer.to_dict() == command_line("cells", str(path), *typed)
    assert [cell["label"] for cell in answer["cells"]] == ["place", "none"]
    of_arrays = pc.cells({"t": walk.t, "position": walk.position, "spikes": walk.spikes}, **few)
    assert of_arrays["cells"] == answer["cells"]


def test_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command_line: CommandLine) -> None:
    """The cheapest experiment. Its answer holds paths, which differ by the folder alone."""
    monkeypatch.chdir(tmp_path)
    answer = pc.run("fig1", quick=True, runs="ours")
    theirs = command_line("run", "fig1", "--quick", "--runs", "ours", "--force", cwd=tmp_path)
    assert answer.to_dict() == theirs
    assert answer.figures
