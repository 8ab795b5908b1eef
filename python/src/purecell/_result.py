"""What a command answered: plain data, and views of it that a notebook shows."""

from __future__ import annotations

import base64
import copy
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

# Rows of a table that a notebook shows.
MOST_ROWS = 20


class Section(Mapping[str, Any]):
    """An object of the answer. `section["key"]` is the plain value; `section.key` shows it as what it is.

    Tables are DataFrames (pandas is needed), numbers arrays with NaN for null, other objects sections. Names may be written in snake
    case: `result.lower_bound` is `result["lowerBound"]`.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = dict(data)

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_data":
            raise AttributeError(name)
        for key in (name, name.rstrip("_"), _camel(name)):
            if key in self._data:
                return view(self._data[key])
        raise AttributeError(f"there is no {name}; there are {', '.join(map(_snake, self._data))}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *map(_snake, self._data)})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(_snake, self._data))})"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as `--json` prints it; null is None."""
        return copy.deepcopy(self._data)

    def _repr_html_(self) -> str:
        return "".join(_parts(self._data))


class Result(Section):
    """The answer of a command."""

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        command: str,
        code: int,
        narration: Sequence[str],
        folder: Path | None = None,
        keep: object = None,
    ) -> None:
        super().__init__(data)
        self.command = command
        # The exit code of the command line: 0, or 1 where a claim that is recorded as reproduced was not met.
        self.code = code
        # What was said beside the answer.
        self.narration = list(narration)
        # The folder of the report, where one was written.
        self.folder = folder
        self._keep = keep

    @property
    def figures(self) -> dict[str, Figure]:
        """By their names, those that the call drew: `figures=True` or `out="folder"` asks for them, and an experiment always draws."""
        if self.folder is None:
            return {}
        return {path.stem: Figure(path) for path in sorted(self.folder.rglob("*.svg"))}

    def __repr__(self) -> str:
        names = ", ".join(_snake(key) for key in self._data if key not in ("schemaVersion", "command"))
        return f"<purecell {self.command}: {names}>"

    def _repr_html_(self) -> str:
        drawn = "".join(figure.html for figure in self.figures.values())
        return f"<h4>purecell {html.escape(self.command)}</h4>{super()._repr_html_()}{drawn}"


class Figure:
    """A figure as a file; notebooks show it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def svg(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg

    @property
    def html(self) -> str:
        """As an image, since identifiers inside several drawings of one page would meet."""
        data = base64.b64encode(self.svg.encode()).decode()
        return f'<img alt="{html.escape(self.path.stem)}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'

    def __repr__(self) -> str:
        return f"Figure({self.path.stem!r})"


def view(value: Any) -> Any:
    """A plain value as what it is."""
    if _is_records(value):
        return _pandas().DataFrame(value)
    if isinstance(value, Mapping):
        if _is_keyed(value):
            return _pandas().DataFrame.from_dict(value, orient="index")
        return Section(value)
    return _numbers(value) if isinstance(value, list) else value


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _is_keyed(value: Mapping[str, Any]) -> bool:
    """Objects of one shape under names: the rows of a table."""
    rows = list(value.values())
    if not rows or not all(isinstance(row, Mapping) and row for row in rows):
        return False
    return bool(set.intersection(*(set(row) for row in rows)))


def _numbers(value: list[Any]) -> Any:
    """An array, where all are numbers (null is NaN), as are tables of them; otherwise the list."""
    if value and all(isinstance(row, list) for row in value):
        same = len({len(row) for row in value}) == 1
        return np.array([[_number(item) for item in row] for row in value]) if same and all(map(_are_numbers, value)) else value
    return np.array([_number(item) for item in value]) if value and _are_numbers(value) else value


def _are_numbers(items: list[Any]) -> bool:
    return all(item is None or (isinstance(item, (int, float)) and not isinstance(item, bool)) for item in items)


def _number(item: float | None) -> float:
    return float("nan") if item is None else item


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise ImportError('tables need pandas: pip install pandas; result["name"] and to_dict() do without') from error
    return pandas


def _camel(name: str) -> str:
    return re.sub(r"_+([a-z0-9])", lambda found: found[1].upper(), name)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", name)


def _parts(data: Mapping[str, Any]) -> Iterator[str]:
    """Single values as a list, then the tables, without what does not fit into a cell."""
    single = {key: item for key, item in data.items() if _is_single(item)}
    if single:
        lines = "".join(f"<tr><th>{html.escape(key)}</th><td>{html.escape(str(item))}</td></tr>" for key, item in single.items())
        yield f"<table>{lines}</table>"
    for key, item in data.items():
        rows = _rows_of(item)
        if rows:
            yield f"<h5>{html.escape(key)}</h5>{_table(rows)}"


def _is_single(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float, bool))


def _rows_of(value: Any) -> dict[str, Mapping[str, Any]]:
    if _is_records(value):
        return {str(place): row for place, row in enumerate(value)}
    return dict(value) if isinstance(value, Mapping) and _is_keyed(value) else {}


def _table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    columns = [name for name in dict.fromkeys(name for row in rows.values() for name in row) if _fits(name, rows)]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in ["", *columns])
    shown = list(rows.items())[:MOST_ROWS]
    body = "".join(
        f"<tr><th>{html.escape(name)}</th>{''.join(f'<td>{_shown(row.get(column))}</td>' for column in columns)}</tr>"
        for name, row in shown
    )
    more = f"<p>and {len(rows) - len(shown)} more</p>" if len(rows) > len(shown) else ""
    return f"<table><tr>{head}</tr>{body}</table>{more}"


def _fits(name: str, rows: Mapping[str, Mapping[str, Any]]) -> bool:
    return all(_is_single(row.get(name)) and len(str(row.get(name))) <= 60 for row in rows.values())


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else html.escape(str(value))
