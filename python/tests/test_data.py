"""The same data in any form become the same file. Nothing here starts Node."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Recording, Walk

import purecell as pc
from purecell._files import Packed

RECORDINGS = {
    "activity": {},
    "factors": {"argument": "<names|file>"},
    "time-series": {"type": "boolean"},
    "bin-width": {},
    "axes": {"type": "array"},
}
SESSIONS = {
    "spikes": {"argument": "<names|file>"},
    "position": {"type": "array", "argument": "<names>"},
    "head-direction": {"argument": "<name>"},
}
TABLES = {"kinds": {"type": "object"}, "weights": {"argument": "<name|file>"}, "columns": {"type": "array"}}


class Packing:
    """Packs for a command that has these flags."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.said: list[str] = []

    def __call__(self, flags: dict[str, Any], *given: Any, **keywords: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The arrays of the file, and what is left to be typed."""
        [path], rest = Packed({"properties": flags}, self._folder, self.said.append).pack(given, keywords)
        if path.endswith(".csv"):
            return {"text": Path(path).read_text()}, rest
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name].tolist() for name in file.files}, rest


@pytest.fixture
def pack(tmp_path: Path) -> Packing:
    return Packing(tmp_path)


def test_matrices(pack: Packing, recording: Recording) -> None:
    factors = np.stack([recording.place, recording.speed], axis=1)
    arrays, rest = pack(RECORDINGS, recording.rates, factors, null=3)
    assert arrays["activity"] == recording.rates.tolist()
    assert arrays["factors"] == factors.tolist()
    assert rest == {"null": 3}
    assert pack(RECORDINGS, recording.rates.tolist(), factors.tolist())[0] == arrays


def test_one_factor_as_a_list_or_a_vector(pack: Packing, recording: Recording) -> None:
    vector, _ = pack(RECORDINGS, recording.rates, recording.place)
    assert vector["factors"] == [[place] for place in recording.place]
    assert pack(RECORDINGS, recording.rates, recording.place.tolist())[0] == vector


def test_pandas(pack: Packing, recording: Recording) -> None:
    pandas = pytest.importorskip("pandas")
    rates = pandas.DataFrame(recording.rates, columns=["n1", "n2", "n3"])
    factors = pandas.DataFrame({"place": recording.place, "speed": recording.speed})
    factors["odour"] = pandas.Categorical(["b" if place > 2 else "a" for place in recording.place], ["b", "a", "never"])
    factors["name"] = ["x", "y", "z"] * 100
    factors["lick"] = recording.place > 3
    arrays, _ = pack(RECORDINGS, rates, factors)
    assert arrays["unit_names"] == ["n1", "n2", "n3"]
    assert arrays["factor_names"] == ["place", "speed", "odour", "name", "lick"]
    assert arrays["factor_kinds"] == ["auto", "auto", "categorical", "categorical", "categorical"]
    assert arrays["factor_levels_2"] == ["b", "a", "never"]
    assert arrays["factor_levels_3"] == ["x", "y", "z"]
    row = recording.place.tolist().index(4)
    assert arrays["factors"][row] == [4, recording.speed[row], 0, row % 3, 1]


def test_xarray(pack: Packing, recording: Recording) -> None:
    xarray = pytest.importorskip("xarray")
    rates = xarray.DataArray(recording.rates, dims=["trial", "unit"], coords={"unit": ["n1", "n2", "n3"]})
    factors = xarray.Dataset({"place": ("trial", recording.place), "speed": ("trial", recording.speed)})
    arrays, _ = pack(RECORDINGS, rates, factors)
    plain, _ = pack(RECORDINGS, recording.rates, {"place": recording.place, "speed": recording.speed})
    assert arrays == {**plain, "unit_names": ["n1", "n2", "n3"]}


def test_missing_values_are_never_numbers(pack: Packing) -> None:
    pandas = pytest.importorskip("pandas")
    factors = pandas.DataFrame({"odour": ["a", None, "b"], "dose": [1.0, None, 3.0]})
    arrays, _ = pack(RECORDINGS, np.eye(3), factors)
    assert np.isnan(arrays["factors"][1]).all()
    assert arrays["factor_levels_0"] == ["a", "b"]


def test_factors_of_different_lengths_are_refused(pack: Packing) -> None:
    with pytest.raises(pc.InputError, match="a 3, b 2"):
        pack(RECORDINGS, np.eye(3), {"a": [1, 2, 3], "b": [1, 2]})


def test_names_of_arrays_stay_names(tmp_path: Path) -> None:
    packed = Packed({"properties": RECORDINGS}, tmp_path, print)
    assert packed.pack(("session.nwb",), {"factors": ["x", "y"]}) == (["session.nwb"], {"factors": ["x", "y"]})


def test_a_table_with_names_of_levels_is_text_with_its_kinds(pack: Packing) -> None:
    factors = {"odour": ["rose", 'a "b", c', "rose"], "dose": [0.1, 2.0, 1e-9]}
    table, rest = pack(TABLES, factors, kinds={"dose": "continuous"})
    assert table["text"].splitlines() == ["odour,dose", "rose,0.1", '"a ""b"", c",2.0', "rose,1e-09"]
    assert rest == {"kinds": {"odour": "categorical", "dose": "continuous"}}


def test_data_of_a_flag_that_takes_a_file_get_one(pack: Packing) -> None:
    _, rest = pack(TABLES, np.eye(3), weights=np.array([0.1, 0.2, 0.7]), columns=["s0"])
    assert Path(rest["weights"]).read_text().split() == ["0.1", "0.2", "0.7"]
    assert rest["columns"] == ["s0"]


def test_a_session(pack: Packing, walk: Walk) -> None:
    arrays, _ = pack(SESSIONS, {"t": walk.t, "position": walk.position, "spikes": walk.spikes})
    assert arrays["t"] == walk.t.tolist()
    assert arrays["position"] == walk.position.tolist()
    assert set(arrays["spike_cells"]) == {3, 8}
    assert len(arrays["spike_times"]) == len(arrays["spike_cells"]) == sum(map(len, walk.spikes.values()))


class TestPynapple:
    @pytest.fixture
    def nap(self) -> Any:
        return pytest.importorskip("pynapple")

    def test_a_session(self, nap: Any, pack: Packing, walk: Walk) -> None:
        plain, _ = pack(SESSIONS, {"t": walk.t, "position": walk.position, "spikes": walk.spikes})
        spikes = nap.TsGroup({cell: nap.Ts(train) for cell, train in walk.spikes.items()})
        position = nap.TsdFrame(t=walk.t, d=walk.position, columns=["x", "y"])
        arrays, _ = pack(SESSIONS, spikes, position=position)
        assert arrays == plain

    def test_epochs(self, nap: Any, pack: Packing, walk: Walk) -> None:
        spikes = nap.TsGroup({cell: nap.Ts(train) for cell, train in walk.spikes.items()})
        position = nap.TsdFrame(t=walk.t, d=walk.position)
        arrays, _ = pack(SESSIONS, spikes, position=position, epochs=nap.IntervalSet(50, 100))
        assert (min(arrays["t"]), max(arrays["t"])) == (50, 100)
        assert min(arrays["spike_times"]) >= 50 and max(arrays["spike_times"]) <= 100

    def test_series_with_other_times_are_refused(self, nap: Any, pack: Packing, walk: Walk) -> None:
        position = nap.TsdFrame(t=walk.t, d=walk.position)
        with pytest.raises(pc.InputError, match="head_direction has other times"):
            pack(SESSIONS, walk.spikes, position=position, head_direction=nap.Tsd(t=walk.t[::2], d=walk.t[::2]))

    def test_spikes_are_counted(self, nap: Any, pack: Packing) -> None:
        """Two spikes in the second of three bins of 0.5 s are 4 Hz; the factor is that of the middle of the bin."""
        epochs = nap.IntervalSet(0, 1.5)
        spikes = nap.TsGroup({0: nap.Ts([0.6, 0.7]), 1: nap.Ts([0.1, 1.2])}, time_support=epochs)
        speed = nap.Tsd(t=np.arange(0, 1.5, 0.05), d=np.arange(30))
        arrays, rest = pack(RECORDINGS, spikes, {"speed": speed}, bin_width=0.5)
        assert arrays["activity"] == [[0, 2], [4, 0], [0, 2]]
        assert arrays["factors"] == [[5], [15], [25]]
        assert rest == {"time_series": True}
        assert len(pack.said) == 2
        with pytest.raises(pc.UsageError, match=r"bin_width=0\.1"):
            pack(RECORDINGS, spikes, {"speed": speed})

    def test_rows_in_time_can_be_called_independent(self, nap: Any, pack: Packing) -> None:
        rates = nap.TsdFrame(t=np.arange(3), d=np.eye(3), columns=["a", "b", "c"])
        arrays, rest = pack(RECORDINGS, rates, nap.Tsd(t=np.arange(3), d=np.arange(3)), time_series=False)
        assert arrays["unit_names"] == ["a", "b", "c"]
        assert rest == {"time_series": False}
        assert pack.said == []


def test_arrays_of_trials_need_names_of_axes(pack: Packing) -> None:
    counts = np.arange(24).reshape(4, 3, 2)
    odour = [0, 1, 0, 1]
    arrays, rest = pack(RECORDINGS, counts, {"odour": odour}, axes=["trial", "time", "unit"])
    assert arrays["activity"] == counts.tolist()
    assert rest == {"axes": ["trial", "time", "unit"]}
    with pytest.raises(pc.InputError, match=r"activity \[4 x 3 x 2\] has more axes than rows and columns"):
        pack(RECORDINGS, counts, {"odour": odour})
    with pytest.raises(pc.InputError, match="more axes"):
        pack(RECORDINGS, counts.tolist(), {"odour": odour})


def test_xarray_names_its_axes(pack: Packing) -> None:
    xarray = pytest.importorskip("xarray")
    counts = np.arange(24).reshape(4, 3, 2)
    _, rest = pack(RECORDINGS, xarray.DataArray(counts, dims=["trial", "time", "neuron"]), {"odour": [0, 1, 0, 1]})
    assert rest == {"axes": ["trial", "time", "neuron"]}
    assert pack.said == ["The axes are called trial, time, neuron, as the array has it (axes=[...] for other names)."]
