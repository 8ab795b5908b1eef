"""Series and spike trains of pynapple, put on one clock: pynapple counts and looks up, and what was chosen is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ._arrays import Array, is_spikes, is_timed, matrix_of
from ._errors import InputError, UsageError

Say = Callable[[str], None]


def rates_of(spikes: Any, bin_width: Any, epochs: Any) -> Any:
    """Spikes per second in bins of `bin_width` seconds, as a TsdFrame with a column for each unit."""
    if bin_width is None:
        raise UsageError("spike trains have to be counted in bins: add bin_width, in seconds, e.g. bin_width=0.1")
    counts = spikes.count(float(bin_width), ep=epochs) if epochs is not None else spikes.count(float(bin_width))
    return counts / float(bin_width)


def within(value: Any, epochs: Any) -> Any:
    """What lies in the epochs; a table of such things, too."""
    if epochs is None:
        return value
    if is_timed(value) or is_spikes(value):
        return value.restrict(epochs)
    if isinstance(value, Mapping):
        return {name: within(item, epochs) for name, item in value.items()}
    raise UsageError("epochs choose from series with times of their own; these are arrays: choose their rows instead.")


def on_clock_of(activity: Any, factors: Any, say: Say) -> Any:
    """The factors at the times of the activity, each the nearest sample; as they are where they have these times."""
    if not is_timed(activity):
        return factors
    if isinstance(factors, Mapping):
        once = Once(say)
        return {name: on_clock_of(activity, item, once) for name, item in factors.items()}
    if not is_timed(factors) or same_times(activity, factors):
        return factors
    say("Factors are taken at the sample nearest to the middle of each bin, or to each sample of the activity.")
    return activity.value_from(factors)


class Once:
    """Says every line once."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._said: set[str] = set()

    def __call__(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            self._say(line)


def same_times(first: Any, second: Any) -> bool:
    return len(first) == len(second) and bool(np.allclose(first.t, second.t, rtol=0, atol=1e-9))


def session_arrays(spikes: Any, others: Mapping[str, Any]) -> dict[str, Array]:
    """Spike trains and series of a moving animal, as `purecell cells` reads them. Raises InputError."""
    arrays = {} if spikes is None else spike_arrays(spikes)
    clock = others.get("position")
    for name, value in others.items():
        if is_timed(value):
            if is_timed(clock) and not same_times(clock, value):
                raise InputError(f"{name} has other times than position: interpolate it, e.g. {name}.interpolate(position)")
            arrays.setdefault("t", np.asarray(value.t))
        arrays[name] = squeezed(matrix_of(value))
    return arrays


def spike_arrays(spikes: Any) -> dict[str, Array]:
    """Every spike with its cell, from a TsGroup, a mapping of times, or one array of times a cell."""
    if is_spikes(spikes):
        trains = {name: np.asarray(spikes[name].t) for name in spikes.index}
    elif isinstance(spikes, Mapping):
        trains = {name: _times(train) for name, train in spikes.items()}
    else:
        trains = dict(enumerate(_times(train) for train in spikes))
    names = list(trains)
    cells = [np.full(len(trains[name]), name if _are_numbers(names) else str(name)) for name in names]
    return {"spike_times": np.concatenate([*trains.values(), []]), "spike_cells": np.concatenate(cells)}


def _times(train: Any) -> Array:
    return np.asarray(train.t if hasattr(train, "t") and not callable(train.t) else train, dtype=float)


def _are_numbers(names: list[Any]) -> bool:
    return all(isinstance(name, (int, np.integer)) for name in names)


def squeezed(array: Array) -> Array:
    return array[:, 0] if array.shape[1] == 1 else array
