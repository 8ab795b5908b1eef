"""The ways purecell refuses: one exception for every exit code of the command line, with the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._result import Result


class PurecellError(Exception):
    """What all of purecell's refusals are, but for an interruption."""


class UsageError(PurecellError, ValueError):
    """An unknown command, keyword, name or value (exit code 2)."""


class InputError(PurecellError, ValueError):
    """Data or a file that cannot be used as given (exit code 3)."""


class NumericalError(PurecellError, ArithmeticError):
    """A training or a search that failed, e.g. it diverged; or memory, disk or file handles ran out (exit code 4).

    `result` holds what was found all the same, None where nothing was.
    """

    result: Result | None = None


class Bug(PurecellError):
    """A bug in purecell, with all that a report should hold (exit code 70)."""


class SessionEnded(PurecellError):
    """The process that carries out the calls ended during this one. The next call starts another."""


class NodeNotFound(PurecellError):
    """No Node that can run purecell was found."""


class Interrupted(KeyboardInterrupt):
    """Stopped on request, with the state saved (exit code 130): the same call goes on where it stopped.

    A KeyboardInterrupt, so that `except Exception` does not swallow Ctrl-C. `result` holds what was found so far, None where nothing was.
    """

    result: Result | None = None


class ClaimNotMet(UserWarning):
    """A claim that is recorded as reproduced was not met (exit code 1). A finding, so a warning: the result is returned.

    `warnings.simplefilter("error", purecell.ClaimNotMet)` makes it an exception.
    """


_BY_CODE: dict[int, type[PurecellError]] = {2: UsageError, 3: InputError, 4: NumericalError, 70: Bug}


def error_of(code: int, message: str, result: Result | None) -> BaseException:
    """The exception of an exit code other than 0 and 1."""
    error: BaseException = Interrupted(message) if code == 130 else _BY_CODE.get(code, Bug)(message)
    if isinstance(error, (Interrupted, NumericalError)):
        error.result = result
    return error
