"""One process for all calls: quick, side by side, stopped on request, replaced when it dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import purecell as pc
from purecell import _session

posix = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
# The words of a measurement that would take minutes.
LONG = {"null": 100_000, "effort": 1000, "workers": 1}


@pytest.fixture
def long_recording() -> np.ndarray:
    return np.random.default_rng(0).random((1500, 12))


def ctrl_c_once(said: Callable[[], bool]) -> threading.Thread:
    """Presses Ctrl-C as soon as it holds, also where tests run in the background, whose shell has them ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def press() -> None:
        while not said():
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press, daemon=True)
    thread.start()
    return thread


def under_way() -> bool:
    current = _session._current
    return current is not None and bool(current._calls)


def test_a_call_adds_less_than_50_ms() -> None:
    table = Path(__file__).parents[2] / "examples" / "foraging.csv"
    pc.inspect(table)
    took = []
    for _ in range(10):
        start = time.perf_counter()
        pc.inspect(table)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05


def test_calls_run_side_by_side_in_one_process() -> None:
    pc.list()
    process = _session.session().pid
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: pc.list().to_dict(), range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert _session.session().pid == process


def test_paths_are_those_of_the_folder_of_the_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "factors.csv").write_text(f"{place},y\n1,2\n2,1\n")
        monkeypatch.chdir(tmp_path / place)
        assert place in [entry["name"] for entry in pc.inspect("factors.csv")["entries"]]


@posix
def test_ctrl_c_stops_in_good_order(long_recording: np.ndarray) -> None:
    pc.list()
    ctrl_c_once(lambda: under_way() and time.sleep(1.5) is None)
    with pytest.raises(pc.Interrupted, match="Stopping") as caught:
        pc.measure(long_recording, long_recording[:, :2], metrics=["mir"], selectivity=0, **LONG)
    assert caught.value.result is not None
    assert caught.value.result["interrupted"] is True
    assert caught.value.result["metrics"]["mir"]["score"] is not None
    assert pc.list()["experiments"]


@posix
def test_ctrl_c_ends_at_once_what_has_nothing_to_save() -> None:
    process = _session.session().pid
    factors = np.random.default_rng(0).random((4000, 6)) ** 2
    ctrl_c_once(lambda: under_way() and time.sleep(0.5) is None)
    with pytest.raises(KeyboardInterrupt):
        pc.predict(factors, seconds=600, tolerance=1e-12, sensitivity=True, replicates=10_000)
    assert pc.list()["experiments"]
    assert _session.session().pid == process


@posix
def test_a_process_that_dies_is_said_and_replaced(long_recording: np.ndarray) -> None:
    process = _session.session().pid
    threading.Timer(0.5, os.kill, (process, signal.SIGKILL)).start()
    with pytest.raises(pc.SessionEnded, match="the next call starts another"):
        pc.measure(long_recording, long_recording[:, :2], metrics=["mir"], **LONG)
    assert pc.list()["experiments"]
    assert _session.session().pid != process


@posix
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_has_a_session_of_its_own() -> None:
    process = _session.session().pid
    child = os.fork()
    if child == 0:
        os._exit(0 if pc.list()["experiments"] and _session.session().pid != process else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert pc.list()["experiments"]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: pc.measure("nothing.npz"), pc.InputError, "cannot open nothing.npz: there is no such file"),
        (lambda: pc.measure("nothing.npz", null="x"), pc.UsageError, '--null takes a whole number from 0; got "x".'),
        (lambda: pc.measure("nothing.npz", nul=3), pc.UsageError, "unknown option '--nul'"),
        (lambda: pc.run("fig99"), pc.UsageError, "fig99"),
        (lambda: pc.command("meesure"), pc.UsageError, "measure"),
    ],
)
def test_errors_have_the_words_of_the_command_line(call: Callable[[], object], error: type[Exception], words: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert words in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_an_unknown_attribute_is_none() -> None:
    with pytest.raises(AttributeError, match="measure"):
        _ = pc.meesure
    assert not hasattr(pc, "serve")


def test_progress_is_kept_and_shown_where_it_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    rates = np.random.default_rng(0).random((60, 3))
    quiet = pc.measure(rates, rates[:, 0], metrics="mir", null=19, intervals=0)
    assert capfd.readouterr().err == ""
    assert any("60 conditions" in line for line in quiet.narration)
    pc.measure(rates, rates[:, 0], metrics="mir", null=19, intervals=0, narrate=True)
    assert "60 conditions" in capfd.readouterr().err


def test_figures_are_drawn_on_request() -> None:
    rates = np.random.default_rng(0).random((60, 3))
    result = pc.predict(rates, figures=True)
    assert result.figures["prediction"].svg.startswith("<svg")
    assert pc.predict(rates).figures == {}


def test_importing_starts_nothing() -> None:
    program = "import sys, purecell._session as s; assert s._current is None and 'pandas' not in sys.modules"
    place = str(Path(pc.__file__).parents[1])
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": place})
