"""Commands and flags that purecell does not have yet work without a line of Python: their schema is enough."""

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from purecell import _commands
from purecell._session import Ended

SCHEMA = {
    "description": "what nobody has thought of yet",
    "properties": {
        "arguments": {"type": "array", "description": "<file>"},
        "activity": {"type": "array", "argument": "<names>"},
        "factors": {"type": "array", "argument": "<names|file>"},
        "new-flag": {"type": "number", "argument": "<x>", "description": "as new as can be", "default": 3},
        "json": {"type": "boolean"},
    },
}


class Line:
    """In the place of the session: hears the words, and answers."""

    def __init__(self) -> None:
        self.argv: list[str] = []
        self.arrays: list[str] = []

    def call(self, argv: list[str], hear: Any, columns: int | None = None) -> Ended:
        self.argv = argv
        with np.load(argv[-1]) as file:
            self.arrays = sorted(file.files)
        hear({"say": "thinking"})
        hear({"out": '{"command": "decode",\n"accuracy": 1}'})
        return Ended(0, interrupted=False)


def test_a_command_that_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    monkeypatch.setattr(_commands, "session", lambda: line)
    decode = _commands.Command("decode", SCHEMA)
    result = decode(np.eye(3), {"a": [1, 2, 3]}, new_flag=2)
    assert line.argv[:-1] == ["decode", "--new-flag=2", "--json", "--"]
    assert Path(line.argv[-1]).name == "arrays.npz"
    assert line.arrays == ["activity", "factor_kinds", "factor_names", "factors"]
    assert (result.accuracy, result.narration) == (1, ["thinking"])
    assert "new_flag: as new as can be" in (decode.__doc__ or "")
    assert inspect.signature(decode).parameters["new_flag"].default == 3
