"""purecell for Python: which neurons a nonnegative, energy-efficient network should grow, which it did grow, and how pure they are.

    import purecell as pc

    pc.predict(factors)                   # which neurons these factors should grow, proven
    pc.measure(activity, factors)         # how pure recorded neurons are, with chance levels
    pc.cells(spikes, position=position)   # grid, border, place, head-direction cells
    pc.inspect("session.nwb")             # what a file holds
    pc.run("fig2", quick=True)            # train the networks of an experiment

Every command of the command line is a function here, its flags keyword arguments: `help(pc.measure)`. The first call starts a Node process,
which all later ones use; `pc.close()` ends it.
"""

from __future__ import annotations

from ._commands import Command, command, commands, find
from ._errors import (
    Bug,
    ClaimNotMet,
    InputError,
    Interrupted,
    NodeNotFound,
    NumericalError,
    PurecellError,
    SessionEnded,
    UsageError,
)
from ._result import Figure, Result, Section
from ._session import close

__all__ = [
    "Bug",
    "ClaimNotMet",
    "Command",
    "Figure",
    "InputError",
    "Interrupted",
    "NodeNotFound",
    "NumericalError",
    "PurecellError",
    "Result",
    "Section",
    "SessionEnded",
    "UsageError",
    "close",
    "command",
    "commands",
]


def __getattr__(name: str) -> Command:
    """Commands are found when they are asked for, so that importing starts nothing."""
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return find(name)
    except UsageError as error:
        raise AttributeError(str(error)) from None


def __dir__() -> list[str]:
    return [*__all__, *(name.replace("-", "_") for name in commands())]
