"""Data of a call as temporary files: what the command is to read."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ._arguments import Schema, flag_of
from ._arrays import (
    Array,
    Column,
    axes_of,
    columns_of,
    dimensions_of,
    factor_arrays,
    is_data,
    is_epochs,
    is_spikes,
    is_timed,
    matrix_of,
    names_of,
)
from ._errors import InputError, UsageError
from ._timed import on_clock_of, rates_of, session_arrays, squeezed, within

Say = Callable[[str], None]


class Packed:
    """Words and keywords in which every piece of data has become a file, or an array of one."""

    def __init__(self, schema: Schema, folder: Path, say: Say) -> None:
        self._known: Mapping[str, Schema] = schema["properties"]
        self._folder = folder
        self._say = say

    def pack(self, given: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Arguments as words, and keywords of which none is data. Raises UsageError, InputError."""
        epochs = keywords.pop("epochs") if is_epochs(keywords.get("epochs")) else None
        first, *others = given or (None,)
        if self._takes_recordings and len(others) == 1:
            keywords["factors"] = others.pop()
        main, keywords = self._main(within_data(first, epochs), within_data(keywords, epochs), epochs)
        if any(is_data(other) for other in others):
            raise UsageError("data come first; what follows are names of files.")
        return [*main, *map(_path, others)], self._rest(keywords)

    @property
    def _takes_recordings(self) -> bool:
        """Activity and factors, row by row."""
        return {"activity", "factors"} <= self._known.keys()

    def _main(self, first: Any, keywords: dict[str, Any], epochs: Any) -> tuple[list[str], dict[str, Any]]:
        """The file that the command is given."""
        if "spikes" in self._known:
            return self._session(first, keywords)
        if self._takes_recordings and is_data(first):
            return self._recording(first, keywords, epochs)
        if first is not None and is_data(first):
            return self._factors(first, keywords)
        return [] if first is None else [_path(first)], keywords

    def _recording(self, activity: Any, keywords: dict[str, Any], epochs: Any) -> tuple[list[str], dict[str, Any]]:
        if is_spikes(activity):
            activity = rates_of(activity, keywords.pop("bin_width", None), epochs)
        arrays = self._activity_arrays(activity, keywords)
        factors = keywords.get("factors")
        if is_data(factors) or _is_column(factors):
            columns = columns_of(on_clock_of(activity, keywords.pop("factors"), self._say))
            arrays |= factor_arrays(columns)
        if is_timed(activity) and "time-series" in self._known and "time_series" not in keywords:
            keywords["time_series"] = True
            self._say("The rows are samples in time: time_series=True (time_series=False where they are independent).")
        return [self._npz("arrays", arrays)], keywords

    def _activity_arrays(self, activity: Any, keywords: dict[str, Any]) -> dict[str, Array]:
        if not isinstance(activity, Mapping) and dimensions_of(activity) > 2 and "axes" in self._known:
            self._name_axes(activity, keywords)
            return {"activity": np.asarray(activity)}
        if isinstance(activity, Mapping):
            columns = columns_of(activity)
            return {
                "activity": np.stack([one.numbers() for one in columns], axis=1),
                "unit_names": np.array([one.name for one in columns]),
            }
        names = names_of(activity)
        return {"activity": matrix_of(activity), **({} if names is None else {"unit_names": np.array(names)})}

    def _name_axes(self, activity: Any, keywords: dict[str, Any]) -> None:
        """By what was said, or else by the array itself. Raises InputError where neither names them."""
        if keywords.get("axes") is not None:
            return
        axes = axes_of(activity)
        if axes is None:
            shape = " x ".join(map(str, np.shape(activity)))
            raise InputError(
                f"activity [{shape}] has more axes than rows and columns: name them in order, e.g. "
                'axes=["trial", "time", "unit"], with window="10:30" for some bins of time.'
            )
        keywords["axes"] = axes
        self._say(f"The axes are called {', '.join(axes)}, as the array has it (axes=[...] for other names).")

    def _session(self, first: Any, keywords: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Spike trains first and the rest by keyword, or a mapping of arrays under their names in the file."""
        own = {name: keywords.pop(name) for name in list(keywords) if self._is_array_of_session(name, keywords[name])}
        if isinstance(first, Mapping) and not (is_spikes(first) or all(_is_number(name) for name in first)):
            given = {str(name): value for name, value in first.items()}
            spikes = given.pop("spikes", None)
            return [self._npz("session", session_arrays(spikes, {**given, **own}))], keywords
        if first is None or not (is_data(first) or is_spikes(first)):
            if own:
                raise UsageError(f"{', '.join(own)}: data go with data; give names of arrays beside the name of a file.")
            return [] if first is None else [_path(first)], keywords
        if isinstance(first, np.ndarray) and first.ndim > 1:
            return [self._npz("session", session_arrays(None, {"activity": first, **own}))], keywords
        return [self._npz("session", session_arrays(first, own))], keywords

    def _is_array_of_session(self, name: str, value: Any) -> bool:
        return is_data(value) and "file" not in str(self._known.get(flag_of(name), {}).get("argument", ""))

    def _factors(self, first: Any, keywords: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """A table of factors alone; with names of levels it is text, since arrays of numbers cannot hold them."""
        if isinstance(first, Mapping) and "kinds" not in self._known:
            return [self._npz("arrays", {str(name): squeezed(matrix_of(value)) for name, value in first.items()})], keywords
        columns = columns_of(first, "s")
        if not any(column.levels for column in columns):
            return [self._npz("factors", factor_arrays(columns))], keywords
        named = {column.name: column.kind for column in columns if column.kind != "auto"}
        kinds = keywords.get("kinds") or {}
        if isinstance(kinds, Mapping) and "kinds" in self._known:
            keywords["kinds"] = {**named, **kinds}
        return [self._csv("factors", columns)], keywords

    def _rest(self, keywords: dict[str, Any]) -> dict[str, Any]:
        """Data of a flag that takes a file get one of their own; of one that takes a list they are typed."""
        return {name: self._own_file(name, value) if is_data(value) else value for name, value in keywords.items()}

    def _own_file(self, name: str, value: Any) -> Any:
        flag = self._known.get(flag_of(name), {})
        if isinstance(value, Mapping) or (flag.get("type") == "array" and "file" not in str(flag.get("argument"))):
            return value
        if flag_of(name) == "factors":
            return self._npz(name, factor_arrays(columns_of(value)))
        path = self._folder / f"{name}.csv"
        path.write_text("".join(f"{','.join(map(_cell, row))}\n" for row in matrix_of(value).tolist()), encoding="utf-8")
        return str(path)

    def _npz(self, name: str, arrays: Mapping[str, Array]) -> str:
        path = self._folder / f"{name}.npz"
        plain: dict[str, Any] = {key: _plain(array) for key, array in arrays.items()}
        np.savez(path, **plain)
        return str(path)

    def _csv(self, name: str, columns: list[Column]) -> str:
        path = self._folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([column.name for column in columns])
            cells = [[_cell(value) for value in column.values.tolist()] for column in columns]
            writer.writerows(zip(*cells, strict=True))
        return str(path)


def within_data(value: Any, epochs: Any) -> Any:
    """What lies in the epochs, of all that is data."""
    if isinstance(value, dict) and not is_data(value):
        return {name: within_data(item, epochs) for name, item in value.items()}
    return within(value, epochs) if epochs is not None and is_data(value) else value


def _plain(array: Array) -> Array:
    """Without objects, which would have to be pickled."""
    if array.dtype.kind != "O":
        return array
    try:
        return array.astype(float)
    except (TypeError, ValueError):
        return array.astype(str)


def _cell(value: Any) -> str:
    return repr(value) if isinstance(value, float) else str(value)


def _is_column(value: Any) -> bool:
    """A list of numbers, or a single series, rather than names of arrays."""
    return isinstance(value, (list, tuple)) and bool(value) and all(_is_number(item) for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def _path(value: Any) -> str:
    return os.fspath(value) if isinstance(value, (str, os.PathLike)) else str(value)
