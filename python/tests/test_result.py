"""Answers as a notebook has them."""

from pathlib import Path

import numpy as np
import pytest

from purecell import Result

ANSWER = {
    "command": "measure",
    "lowerBound": 0.25,
    "neurons": [{"gain": 1.0, "direction": [1, 0]}, {"gain": None, "direction": [0, 1]}],
    "metrics": {"mir": {"score": 0.9, "p": 0.01}, "mig": {"score": None, "p": 0.5}},
    "energy": {"lowerBound": 1.5},
    "matrix": [[1, 2], [3, None]],
    "names": ["a", "b"],
    "ragged": [[1], [2, 3]],
    "empty": [],
    "markup": "<script>",
}


@pytest.fixture
def result() -> Result:
    return Result(ANSWER, command="measure", code=0, narration=["said"])


def test_plain_values_are_those_of_the_command_line(result: Result) -> None:
    assert result.to_dict() == ANSWER
    assert result["metrics"]["mig"]["score"] is None
    result.to_dict()["energy"]["lowerBound"] = 0
    assert result["energy"]["lowerBound"] == 1.5


def test_tables_are_frames(result: Result) -> None:
    pytest.importorskip("pandas")
    assert result.metrics.loc["mir", "score"] == 0.9
    assert np.isnan(result.metrics.loc["mig", "score"])
    assert result.neurons.gain.isna().tolist() == [False, True]


def test_numbers_are_arrays_and_the_rest_is_as_it_is(result: Result) -> None:
    assert np.array_equal(result.matrix, [[1, 2], [3, np.nan]], equal_nan=True)
    assert result.names == ["a", "b"]
    assert result.ragged == [[1], [2, 3]]
    assert result.empty == []
    assert result.lower_bound == result.lowerBound == 0.25
    assert result.energy.lower_bound == 1.5
    with pytest.raises(AttributeError, match=r"there are .*lower_bound"):
        _ = result.nothing


def test_notebooks_show_it(result: Result, tmp_path: Path) -> None:
    (tmp_path / "scores.svg").write_text("<svg/>")
    drawn = Result(ANSWER, command="measure", code=0, narration=[], folder=tmp_path)
    shown = drawn._repr_html_()
    assert "<script>" not in shown
    assert "mir" in shown and "0.9" in shown
    assert "data:image/svg+xml" in shown
    assert list(drawn.figures) == ["scores"]
    assert "data:image" not in result._repr_html_()
