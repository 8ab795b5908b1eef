"""From keyword arguments to the words of the command line, by the JSON Schema that every command has of its flags."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Schema = Mapping[str, Any]


def flag_of(keyword: str) -> str:
    """`lambda_in` as it is typed, without its dashes; `null_` where Python keeps the word for itself."""
    return keyword.rstrip("_").replace("_", "-")


def words_of(schema: Schema, keywords: Mapping[str, Any]) -> list[str]:
    """The flags as words. None and False are flags that are not given; an unknown keyword is left for the command to refuse."""
    known: Mapping[str, Schema] = schema["properties"]
    return [word for keyword, value in keywords.items() for word in _words(flag_of(keyword), known, value)]


def _words(name: str, known: Mapping[str, Schema], value: Any) -> list[str]:
    if value is None:
        return []
    negated = f"no-{name}"
    if name not in known and negated in known and isinstance(value, bool):
        return [] if value else [f"--{negated}"]
    if name not in known:
        return [f"--{name}"]
    flag = known[name]
    if flag.get("type") == "boolean":
        return [f"--{name}"] if value else []
    if flag.get("repeated"):
        return [word for one in _each(value) for word in _given(name, one)]
    return _given(name, text_of(value))


def _given(name: str, text: str) -> list[str]:
    """In one word, so that a value that begins with a dash is no flag."""
    return [f"--{name}={text}"]


def _each(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}={_json(item)}" for key, item in value.items()]
    return [text_of(one) for one in value] if _is_list(value) else [text_of(value)]


def text_of(value: Any) -> str:
    """As it is typed: items with commas between them, entries of mappings as name=value."""
    if isinstance(value, Mapping):
        return ",".join(f"{key}={text_of(item)}" for key, item in value.items())
    if _is_list(value):
        return ",".join(text_of(item) for item in value)
    if isinstance(value, os.PathLike):
        return str(os.fspath(value))
    return str(value.item() if hasattr(value, "item") else value)


def _json(value: Any) -> str:
    """Settings are read as JSON, and words without quotes as words."""
    if isinstance(value, (str, os.PathLike)):
        return text_of(value)
    default: Callable[[Any], Any] = lambda item: item.tolist()  # noqa: E731
    return json.dumps(value, default=default)


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes)) and getattr(value, "ndim", 1) != 0
