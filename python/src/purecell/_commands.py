"""Every command of purecell as a function, described by the command line itself (`purecell --help --json`)."""

from __future__ import annotations

import inspect
import json
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ._arguments import Schema, flag_of, words_of
from ._errors import ClaimNotMet, UsageError, error_of
from ._files import Packed
from ._result import Result
from ._session import session

# These speak with this package and with clusters, and are no commands for people.
HIDDEN = {"serve", "work"}

Say = Callable[[str], None]


class Command:
    """A command. Its keyword arguments are the flags of the command line, with underscores; help(command) lists them.

    Data come first: the path of a file, or arrays (numpy, pandas, xarray, pynapple). Besides the flags a call takes

    - `figures=True`: draw figures, and keep them with the result;
    - `narrate`: whether progress goes to stderr; by default where a person looks, in a terminal or a notebook;
    - `epochs`: an IntervalSet of pynapple, in which the data are to lie.

    Raises UsageError, InputError, NumericalError, Interrupted, Bug, with the words of the command line. Warns of ClaimNotMet.
    """

    def __init__(self, name: str, schema: Schema) -> None:
        self.name = name
        self._schema = schema
        self.__name__ = self.__qualname__ = name.replace("-", "_")
        self.__doc__ = _document(schema)
        self.__signature__ = _signature(schema)

    def __repr__(self) -> str:
        return f"<purecell command {self.name}>"

    @property
    def schema(self) -> Mapping[str, Any]:
        """JSON Schema of what the command takes."""
        return self._schema

    def __call__(self, *arguments: Any, figures: bool = False, narrate: bool | None = None, **flags: Any) -> Result:
        with_figures = figures and "out" in self._known and flags.get("out") is None
        folder = tempfile.TemporaryDirectory(prefix="purecell-")
        speaker = _Speaker(_is_watched() if narrate is None else narrate)
        keywords = dict(flags)
        words, keywords = Packed(self._schema, Path(folder.name), speaker.say).pack(arguments, keywords)
        if with_figures:
            keywords["out"] = str(Path(folder.name) / "report")
        if "json" in self._known:
            keywords["json"] = True
        argv = [self.name, *words_of(self._schema, keywords), *(["--", *words] if words else [])]
        return self._carry_out(argv, speaker, keywords.get("out"), folder)

    @property
    def _known(self) -> Mapping[str, Schema]:
        known: Mapping[str, Schema] = self._schema["properties"]
        return known

    def _carry_out(self, argv: list[str], speaker: _Speaker, out: Any, keep: object) -> Result:
        code, interrupted = session().call(argv, speaker.hear, speaker.columns)
        answer = speaker.answer()
        result = None
        if answer is not None:
            folder = _report_folder(answer, out)
            narration = speaker.said
            result = Result(answer, command=self.name, code=code, narration=narration, folder=folder, keep=keep)
        if code == 1 and result is not None:
            warnings.warn("a claim recorded as reproduced was not met: see verdicts", ClaimNotMet, stacklevel=4)
        elif code != 0 or result is None:
            raise error_of(130 if interrupted else code, speaker.message(), result) from None
        return result


def _report_folder(answer: Mapping[str, Any], out: Any) -> Path | None:
    """Absolute, so that figures are found from another folder, too."""
    path = out if out is not None else answer.get("path")
    return Path(path).absolute() if isinstance(path, (str, Path)) and Path(path).is_dir() else None


class _Speaker:
    """Hears what a command says, and shows it."""

    def __init__(self, shown: bool) -> None:
        self.said: list[str] = []
        self._out: list[str] = []
        self._shown = shown
        self.columns = _width() if shown else None

    def hear(self, event: Mapping[str, Any]) -> None:
        if "out" in event:
            self._out.append(event["out"])
        elif "say" in event:
            self.say(event["say"])
        elif self._shown:
            self._write(event["write"])

    def say(self, line: str) -> None:
        self.said.append(line)
        if self._shown and not line.startswith("error: "):
            self._write(f"{line}\n")

    def _write(self, text: str) -> None:
        print(text, end="", file=sys.stderr, flush=True)

    def answer(self) -> dict[str, Any] | None:
        """The JSON that was printed; the text of commands that print none. None where nothing was."""
        text = "\n".join(self._out)
        if not text:
            return None
        try:
            found = json.loads(text)
        except ValueError:
            return {"text": text}
        return found if isinstance(found, dict) else {"answer": found}

    def message(self) -> str:
        """From the line that names what ended it to the last; all that was said where no line does."""
        named = [place for place, line in enumerate(self.said) if line.strip().startswith(("error: ", "Stopping: "))]
        return "\n".join(self.said[named[-1] :] if named else self.said).strip().removeprefix("error: ")


def _is_watched() -> bool:
    return sys.stderr is not None and (sys.stderr.isatty() or "ipykernel" in sys.modules)


def _width() -> int | None:
    """Of a screen that can be redrawn; None in notebooks and files."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _signature(schema: Schema) -> inspect.Signature:
    """For help and completion: every flag by its name in Python."""
    kinds = inspect.Parameter
    flags = [
        kinds(_keyword(name), kinds.KEYWORD_ONLY, default=about.get("default"))
        for name, about in schema["properties"].items()
        if name not in ("arguments", "json") and _keyword(name).isidentifier()
    ]
    return inspect.Signature([kinds("arguments", kinds.VAR_POSITIONAL), *flags], return_annotation=Result)


def _keyword(name: str) -> str:
    return name.replace("-", "_")


def _document(schema: Schema) -> str:
    lines = [schema["description"], ""]
    for name, about in schema["properties"].items():
        if name not in ("arguments", "json"):
            lines.append(f"{_keyword(name)}: {about.get('description', '')}")
    return "\n".join([*lines, "", Command.__doc__ or ""])


_found: dict[str, Command] = {}


def commands() -> Mapping[str, Command]:
    """All commands by name, as the installed program has them."""
    if not _found:
        speaker = _Speaker(shown=False)
        code, _ = session().call(["--help", "--json"], speaker.hear)
        answer = speaker.answer()
        if code != 0 or answer is None:
            raise error_of(code, speaker.message(), None)
        _found.update({name: Command(name, schema) for name, schema in answer["commands"].items() if name not in HIDDEN})
    return _found


def command(name: str, *arguments: Any, **flags: Any) -> Result:
    """The command of this name. `command("measure", rates, factors, null=20)` is `measure(rates, factors, null=20)`."""
    return find(name)(*arguments, **flags)


def find(name: str) -> Command:
    known = commands()
    found = known.get(flag_of(name))
    if found is None:
        raise UsageError(f'there is no command "{name}". Commands: {", ".join(known)}.')
    return found
