"""What people hold in Python, as arrays: numpy, pandas, xarray and pynapple, each known by its own and imported by none of this."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._errors import InputError

Array = NDArray[Any]


def is_instance(value: Any, module: str, *names: str) -> bool:
    """Of a class of a module that need not be installed: whoever holds such a value has imported it."""
    loaded = sys.modules.get(module)
    classes = tuple(found for name in names if (found := getattr(loaded, name, None)) is not None)
    return bool(classes) and isinstance(value, classes)


def is_frame(value: Any) -> bool:
    return is_instance(value, "pandas", "DataFrame")


def is_spikes(value: Any) -> bool:
    return is_instance(value, "pynapple", "TsGroup")


def is_timed(value: Any) -> bool:
    """A series with times of its own."""
    return is_instance(value, "pynapple", "Tsd", "TsdFrame", "TsdTensor")


def is_epochs(value: Any) -> bool:
    return is_instance(value, "pynapple", "IntervalSet")


def is_data(value: Any) -> bool:
    """Numbers to be sent, rather than a word to be typed."""
    if is_spikes(value) or is_timed(value):
        return True
    if isinstance(value, Mapping):
        return bool(value) and all(is_data(item) or isinstance(item, (list, tuple)) for item in value.values())
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    if is_instance(value, "pandas", "DataFrame", "Series") or is_instance(value, "xarray", "DataArray", "Dataset"):
        return True
    nested = isinstance(value, Sequence) and not isinstance(value, (str, bytes)) and len(value) > 0
    return nested and all(isinstance(row, (list, tuple, np.ndarray)) for row in value)


class Column(NamedTuple):
    """One factor: numbers, or names of levels."""

    name: str
    values: Array
    kind: str = "auto"
    levels: tuple[str, ...] = ()

    def numbers(self) -> Array:
        """Levels by their numbers; NaN where there is none."""
        if not self.levels:
            return np.asarray(self.values, dtype=float)
        number = {level: float(place) for place, level in enumerate(self.levels)}
        return np.array([number.get(_level(value), np.nan) for value in self.values])


def _level(value: Any) -> str:
    return str(value)


def columns_of(value: Any, stem: str = "factor") -> list[Column]:
    """A table of factors [rows x factors], whatever holds it. Raises InputError."""
    if isinstance(value, Mapping):
        return [_only(columns_of(item, str(name)), str(name)) for name, item in value.items()]
    if is_instance(value, "xarray", "Dataset"):
        return [_only(columns_of(value[name], str(name)), str(name)) for name in value.data_vars]
    if is_frame(value):
        return [_column(str(name), value[name]) for name in value.columns]
    if is_instance(value, "pandas", "Series"):
        return [_column(stem if value.name is None else str(value.name), value)]
    array = matrix_of(value)
    names = names_of(value) or [stem if array.shape[1] == 1 else f"{stem}{place}" for place in range(array.shape[1])]
    return [_plain(name, array[:, place]) for place, name in enumerate(names)]


def _only(columns: list[Column], name: str) -> Column:
    if len(columns) != 1:
        raise InputError(f'"{name}" has {len(columns)} columns; a factor is one: name each by itself.')
    return columns[0]._replace(name=name)


def _column(name: str, series: Any) -> Column:
    """A column of pandas, whose categories keep their order."""
    categories = getattr(getattr(series, "cat", None), "categories", None)
    if categories is not None:
        return Column(name, np.asarray(series, dtype=object), "categorical", tuple(_level(one) for one in categories))
    return _plain(name, np.asarray(series))


def _plain(name: str, values: Array) -> Column:
    if values.dtype.kind in "OUST":
        missing = [value is None or value != value for value in values]
        if all(isinstance(value, (int, float, np.number, bool, type(None))) for value in values):
            return Column(name, np.array([np.nan if lost else value for value, lost in zip(values, missing, strict=True)], float))
        levels = sorted({_level(value) for value, lost in zip(values, missing, strict=True) if not lost})
        return Column(name, values, "categorical", tuple(levels))
    return Column(name, values.astype(float), "categorical" if values.dtype.kind == "b" else "auto")


def matrix_of(value: Any) -> Array:
    """[rows x columns]; a single column where there is one dimension. Raises InputError."""
    array = np.asarray(value.values if hasattr(value, "values") and not callable(value.values) else value)
    if array.ndim == 1:
        array = array[:, np.newaxis]
    if array.ndim != 2:
        raise InputError(f"a table [rows x columns] is expected; got an array of shape {array.shape}.")
    return array


def dimensions_of(value: Any) -> int:
    """Of an array or a Tensor; of nested lists as they become one."""
    if hasattr(value, "ndim"):
        return int(value.ndim)
    return np.ndim(value) if isinstance(value, (list, tuple)) else 2


def axes_of(value: Any) -> list[str] | None:
    """Names of all axes, where the value has them (xarray)."""
    return [str(name) for name in value.dims] if is_instance(value, "xarray", "DataArray") else None


def names_of(value: Any) -> list[str] | None:
    """Names of the columns, where the value has any of its own."""
    if is_instance(value, "pynapple", "TsdFrame") or is_frame(value):
        names = [str(name) for name in value.columns]
    elif is_instance(value, "xarray", "DataArray") and value.ndim == 2 and value.dims[1] in value.coords:
        names = [str(name) for name in value.coords[value.dims[1]].values]
    else:
        return None
    return None if names == [str(place) for place in range(len(names))] else names


def factor_arrays(columns: Sequence[Column]) -> dict[str, Array]:
    """As the npz schema has them (docs/formats.md)."""
    if len({len(column.values) for column in columns}) > 1:
        sizes = ", ".join(f"{column.name} {len(column.values)}" for column in columns)
        raise InputError(f"factors have as many rows as each other; these have {sizes}.")
    return {
        "factors": np.stack([column.numbers() for column in columns], axis=1),
        "factor_names": np.array([column.name for column in columns]),
        "factor_kinds": np.array([column.kind for column in columns]),
        **{f"factor_levels_{i}": np.array(column.levels) for i, column in enumerate(columns) if column.levels},
    }
