"""What the tests share: a small recording, a walk with cells, and the command line itself to compare with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from purecell._node import find_node, find_program

CommandLine = Callable[..., Any]


@pytest.fixture(scope="session")
def command_line() -> CommandLine:
    """What a command prints with --json."""

    def call(*argv: str, cwd: Path | None = None) -> Any:
        command = [find_node(), find_program(), *argv, "--json"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=cwd, encoding="utf-8").stdout)

    return call


class Recording:
    """Two neurons for one variable each, one for both: [300 trials x 3 units]."""

    def __init__(self) -> None:
        source = np.random.default_rng(1)
        self.place = source.integers(0, 5, 300)
        self.speed = source.random(300)
        noise = source.random((300, 3)) / 20
        self.rates = np.stack([self.place / 4, self.speed, self.place / 8 + self.speed / 2], axis=1) + noise


@pytest.fixture(scope="session")
def recording() -> Recording:
    return Recording()


class Walk:
    """A walk in a box of 1 m, 300 s, with a cell that fires at one place, and one that fires anywhere."""

    def __init__(self) -> None:
        source = np.random.default_rng(2)
        steps = source.normal(0, 0.03, (3000, 2))
        self.t = np.arange(3000) * 0.1
        self.position = np.abs(np.mod(np.cumsum(steps, axis=0), 2) - 1)
        distance = np.linalg.norm(self.position - [0.3, 0.6], axis=1)
        counts = [source.poisson(2 * np.exp(-((distance / 0.12) ** 2))), source.poisson(0.1, 3000)]
        self.spikes = {cell: np.repeat(self.t, count) + 0.01 for cell, count in zip([3, 8], counts, strict=True)}


@pytest.fixture(scope="session")
def walk() -> Walk:
    return Walk()
