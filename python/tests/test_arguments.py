"""Keyword arguments as they are typed."""

from pathlib import Path

import numpy as np
import pytest

from purecell._arguments import words_of

SCHEMA = {
    "properties": {
        "lambda-in": {"type": "number", "argument": "<x>"},
        "metrics": {"type": "array", "argument": "<list>"},
        "kinds": {"type": "object", "argument": "<list>"},
        "set": {"type": "array", "repeated": True, "argument": "<key=value>"},
        "quick": {"type": "boolean", "default": False},
        "no-header": {"type": "boolean", "default": False},
    }
}


@pytest.mark.parametrize(
    ("keywords", "words"),
    [
        ({"lambda_in": 0.1}, ["--lambda-in=0.1"]),
        ({"lambda_in": np.float64(1e-7)}, ["--lambda-in=1e-07"]),
        ({"lambda_in": None}, []),
        ({"lambda_in": Path("a b")}, ["--lambda-in=a b"]),
        ({"metrics": ["mir", "mig"]}, ["--metrics=mir,mig"]),
        ({"metrics": "mir,mig"}, ["--metrics=mir,mig"]),
        ({"metrics": np.array([3, 1])}, ["--metrics=3,1"]),
        ({"kinds": {"heading": "circular", "dose": "continuous"}}, ["--kinds=heading=circular,dose=continuous"]),
        (
            {"set": {"layers": ["a b"], "code": 64, "rule": "all"}},
            ['--set=layers=["a b"]', "--set=code=64", "--set=rule=all"],
        ),
        ({"set": ["mir.bins=20", "mig.bins=8"]}, ["--set=mir.bins=20", "--set=mig.bins=8"]),
        ({"set": "mir.bins=20"}, ["--set=mir.bins=20"]),
        ({"quick": True}, ["--quick"]),
        ({"quick": False}, []),
        ({"header": False}, ["--no-header"]),
        ({"header": True}, []),
        ({"no_header": True}, ["--no-header"]),
        ({"unheard_of": 3}, ["--unheard-of"]),
    ],
)
def test_words(keywords: dict[str, object], words: list[str]) -> None:
    assert words_of(SCHEMA, keywords) == words
