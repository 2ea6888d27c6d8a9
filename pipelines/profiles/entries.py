"""Places in a profile's YAML: reading a value with an error that says where it stands.

Belongs here: `ProfileError`, `Entry`, and the parts that occur all over a profile (spellings
of a header, conditions, patterns). Does not belong here: what a profile or a column rule says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.profiles.vocabulary import Condition, Headers, Is


class ProfileError(ValueError):
    """A profile says something it cannot; the message names file, key and what was expected."""


@dataclass(frozen=True)
class Entry:
    """One place in a profile's YAML: its value, and where it stands."""

    value: Any
    path: str
    key: str

    def error(self, found: str, expected: str) -> ProfileError:
        where = f"{self.key}: " if self.key else ""
        return ProfileError(f"{self.path}: {where}{found}; expected {expected}")

    def at(self, key: str) -> Entry:
        """The value under `key`, None when it is not there."""
        inner = f"{self.key}.{key}" if self.key else key
        return Entry(self.value.get(key), self.path, inner)

    def mapping(self, allowed: tuple[str, ...], required: tuple[str, ...] = ()) -> None:
        """Checks that this is a mapping with `required` and no other than `allowed` keys."""
        if not isinstance(self.value, dict):
            raise self.error(f"found {self.value!r}", f"a mapping of {', '.join(allowed)}")
        for key in self.value:
            if str(key) not in allowed:
                raise self.error(f"unknown key {key!r}", f"one of {', '.join(allowed)}")
        for key in required:
            if self.value.get(key) is None:
                raise self.error(f"{key!r} is missing", f"a value for {key}")

    def entries(self) -> list[Entry]:
        """The items of a list; a single value is a list of one, nothing an empty one."""
        if self.value is None:
            return []
        items = self.value if isinstance(self.value, list) else [self.value]
        return [Entry(item, self.path, f"{self.key}[{i}]") for i, item in enumerate(items)]

    def text(self, default: str | None = None) -> str:
        if self.value is None and default is not None:
            return default
        if isinstance(self.value, bool) or not isinstance(self.value, (str, int, float)):
            raise self.error(f"found {self.value!r}", "text (put it in quotes)")
        return str(self.value).strip()

    def texts(self) -> tuple[str, ...]:
        return tuple(entry.text() for entry in self.entries())


def spellings(entry: Entry) -> Headers:
    """A header, or a list of spellings of it of which the first in the file counts."""
    names = entry.texts()
    if not names or not all(names):
        raise entry.error(f"found {entry.value!r}", "a header, or a list of its spellings")
    return names


def conditions(entry: Entry) -> tuple[Condition, ...]:
    """`{header: values}` or `{header: {is: empty}}`; all of them must hold."""
    if entry.value is None:
        return ()
    if not isinstance(entry.value, dict) or not entry.value:
        raise entry.error(f"found {entry.value!r}", "headers with what they must hold")
    return tuple(
        _condition(header_names(str(h)), Entry(v, entry.path, f"{entry.key}.{h}"))
        for h, v in entry.value.items()
    )


def header_names(text: str) -> Headers:
    return tuple(name.strip() for name in text.split("|"))


def _condition(headers: Headers, entry: Entry) -> Condition:
    if not isinstance(entry.value, dict):
        if entry.value is None:
            raise entry.error("says nothing", "values, or is: empty")
        return Condition(headers, any_of=entry.texts())
    entry.mapping(allowed=("is", "not", "matches"))
    state, pattern = entry.at("is"), entry.at("matches")
    known = [member.value for member in Is]
    if state.value is not None and state.value not in known:
        raise state.error(f"found {state.value!r}", f"one of {', '.join(known)}")
    return Condition(
        headers,
        none_of=entry.at("not").texts() or None,
        state=Is(state.value) if state.value is not None else None,
        pattern=pattern_text(pattern) if pattern.value is not None else None,
    )


def pattern_text(entry: Entry) -> str:
    pattern = entry.text()
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        raise entry.error(f"{pattern!r} is no pattern ({error})", "a regular expression") from error
    return pattern
