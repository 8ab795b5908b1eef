"""One Node process for all calls of this Python process, spoken to in lines of JSON (src/cli/commands/serve/protocol.ts)."""

from __future__ import annotations

import atexit
import collections
import itertools
import json
import os
import queue
import subprocess
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from ._errors import SessionEnded
from ._node import find_node, find_program

PROTOCOL = 1
# Seconds for stopping in good order when Python ends, and for answering a request to stop at once.
FAREWELL = 10.0
AT_ONCE = 5.0
# Seconds between two looks for Ctrl-C, which does not wake a waiting thread on Windows.
GLANCE = 0.1

Event = dict[str, Any]
Hear = Callable[[Event], None]


class Ended(NamedTuple):
    """A call that has ended."""

    code: int
    interrupted: bool


class Session:
    """Starts the process; SessionEnded where it cannot be started."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [find_node(), find_program(), "serve", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **_out_of_reach_of_ctrl_c(),
        )
        self._calls: dict[int, queue.SimpleQueue[Event]] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._stray: collections.deque[str] = collections.deque(maxlen=40)
        self._alive = True
        for work in (self._read, self._collect_stray):
            threading.Thread(target=work, name="purecell", daemon=True).start()

    @property
    def alive(self) -> bool:
        return self._alive and self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def call(self, argv: list[str], hear: Hear, columns: int | None = None) -> Ended:
        """Carries out a command in the current folder; `hear` gets its words as they come.

        The first Ctrl-C stops it in good order, the second at once. Raises SessionEnded.
        """
        events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        number = next(self._numbers)
        request = {"id": number, "argv": argv, "cwd": os.getcwd()}
        with self._lock:
            self._calls[number] = events
        try:
            return self._carry_out(request if columns is None else {**request, "columns": columns}, events, hear)
        finally:
            with self._lock:
                self._calls.pop(number, None)

    def _carry_out(self, request: Event, events: queue.SimpleQueue[Event], hear: Hear) -> Ended:
        cancel = {"cancel": request["id"]}
        try:
            self._send(request)
            return Ended(self._listen(events, hear), interrupted=False)
        except KeyboardInterrupt:
            self._send(cancel)
        except BaseException:
            self._send(cancel)
            raise
        try:
            return Ended(self._listen(events, hear), interrupted=True)
        except KeyboardInterrupt:
            self._send(cancel)
        try:
            return Ended(self._listen(events, hear, AT_ONCE), interrupted=True)
        except (queue.Empty, KeyboardInterrupt):
            self.kill()
            raise KeyboardInterrupt from None

    def _listen(self, events: queue.SimpleQueue[Event], hear: Hear, patience: float = float("inf")) -> int:
        while True:
            try:
                event = events.get(timeout=GLANCE)
            except queue.Empty:
                patience -= GLANCE
                if patience <= 0:
                    raise
                if not self.alive and events.empty():
                    raise SessionEnded(self._last_words()) from None
                continue
            if "ended" in event:
                raise SessionEnded(self._last_words())
            if "code" in event:
                return int(event["code"])
            hear(event)

    def _send(self, message: Event) -> None:
        line = json.dumps(message) + "\n"
        try:
            with self._lock:
                assert self._process.stdin is not None
                self._process.stdin.write(line.encode())
                self._process.stdin.flush()
        except (OSError, ValueError):
            raise SessionEnded(self._last_words()) from None

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                self._stray.append(line.decode(errors="replace").rstrip())
                continue
            with self._lock:
                events = self._calls.get(event.get("id"))
            if events is not None:
                events.put(event)
            elif "error" in event:
                self._stray.append(event["error"])
        self._alive = False
        with self._lock:
            for events in self._calls.values():
                events.put({"ended": True})

    def _collect_stray(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._stray.append(line.decode(errors="replace").rstrip())

    def _last_words(self) -> str:
        try:
            how = f"exit code {self._process.wait(AT_ONCE)}"
        except subprocess.TimeoutExpired:
            how = "it still runs, but has closed its output"
        words = "".join(f"\n  {line}" for line in self._stray)
        return f"purecell's Node process ended during this call ({how}); the next call starts another.{words}"

    def kill(self) -> None:
        """At once."""
        self._alive = False
        self._process.kill()

    def close(self, patience: float = FAREWELL) -> None:
        """Stops what is under way in good order, and ends the process."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.wait(patience)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()
        self._alive = False


def _out_of_reach_of_ctrl_c() -> dict[str, Any]:
    """Ctrl-C goes to Python alone, which says what is to be stopped."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


_current: Session | None = None
_starting = threading.Lock()


def session() -> Session:
    """The session of this process, started where there is none."""
    global _current
    with _starting:
        if _current is None or not _current.alive:
            _current = Session()
        return _current


def close() -> None:
    """Ends the Node process; the next call starts another."""
    global _current
    with _starting:
        ended, _current = _current, None
    if ended is not None:
        ended.close()


def _forget() -> None:
    """A forked child has a session of its own."""
    global _current, _starting
    _current, _starting = None, threading.Lock()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
