"""Reading the parts of a profile: column rules and conditions, each checked at its key.

Belongs here: what each key of a column rule or condition may hold, and the error that says
so. Does not belong here: the profile as a whole (`loading`), or applying rules (`cells`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.exports import ColumnType, Export
from pipelines.profiles.vocabulary import (
    Attempt,
    BySign,
    ColumnRule,
    Condition,
    Constant,
    FromFolder,
    FromHeader,
    Headers,
    Is,
    MonthEdge,
    OtherRow,
    Rewrite,
    Source,
    Sum,
    Template,
    TemplatePart,
)

_SOURCES = (
    "from",
    "constant",
    "folder",
    "template",
    "sum",
    "by_sign_of",
    "month_start_of",
    "month_end_of",
    "other_row",
)
_COMPANIONS = {"sum": ("less",), "by_sign_of": ("negative", "otherwise")}
_CHANGES = (
    "empty_when",
    "rewrite",
    "codes",
    "words",
    "other_codes",
    "absolute",
    "round",
    "dates",
    "only_for",
    "when_empty",
)
_PLACE = re.compile(r"\{([^{}]*)\}")


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
        _condition(_header_names(str(h)), Entry(v, entry.path, f"{entry.key}.{h}"))
        for h, v in entry.value.items()
    )


def _header_names(text: str) -> Headers:
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
        pattern=_pattern(pattern) if pattern.value is not None else None,
    )


def _pattern(entry: Entry) -> str:
    pattern = entry.text()
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        raise entry.error(f"{pattern!r} is no pattern ({error})", "a regular expression") from error
    return pattern


def column_rule(entry: Entry, field: str, export: Export) -> ColumnRule:
    """The rule of one field; a plain text or list is short for `from:`."""
    if isinstance(entry.value, (str, list)):
        return ColumnRule(field, FromHeader(spellings(entry)))
    if not isinstance(entry.value, dict):
        raise entry.error(f"found {entry.value!r}", "a header or a rule")
    kinds = [kind for kind in _SOURCES if kind in entry.value]
    if len(kinds) != 1:
        found = " and ".join(kinds) if kinds else "no source"
        raise entry.error(f"found {found}", f"exactly one of {', '.join(_SOURCES)}")
    entry.mapping(allowed=(kinds[0], *_COMPANIONS.get(kinds[0], ()), *_CHANGES))
    fallback = entry.at("when_empty")
    rule = ColumnRule(
        field=field,
        source=_source(kinds[0], entry, field, export),
        empty_when=entry.at("empty_when").texts(),
        rewrite=tuple(_rewrite(item) for item in entry.at("rewrite").entries()),
        codes=_codes(entry.at("codes"), field, export),
        words=_words(entry.at("words"), field, export),
        other_codes=_our_code(entry.at("other_codes"), field, export),
        absolute=_yes(entry.at("absolute")),
        round_places=_places(entry.at("round")),
        dates=entry.at("dates").texts(),
        only_for=conditions(entry.at("only_for")),
        when_empty=column_rule(fallback, field, export) if fallback.value is not None else None,
    )
    if isinstance(rule.source, Constant):
        _our_code(entry.at("constant"), field, export)
    return rule


def _source(kind: str, entry: Entry, field: str, export: Export) -> Source:
    at = entry.at(kind)
    match kind:
        case "from":
            return FromHeader(spellings(at))
        case "constant":
            return Constant(at.text())
        case "folder":
            if at.value is True:
                return FromFolder()
            at.mapping(allowed=("one_value_in",), required=("one_value_in",))
            return FromFolder(spellings(at.at("one_value_in")))
        case "template":
            return Template(_template_parts(at, export))
        case "sum":
            less = tuple(spellings(item) for item in entry.at("less").entries())
            return Sum(tuple(spellings(item) for item in at.entries()), less)
        case "by_sign_of":
            of = tuple(spellings(item) for item in at.entries())
            texts = [_our_code(entry.at(key), field, export) for key in _COMPANIONS[kind]]
            if None in texts:
                raise entry.error("by_sign_of says not what it gives", "negative and otherwise")
            return BySign(of, str(texts[0]), str(texts[1]))
        case "month_start_of" | "month_end_of":
            return MonthEdge(spellings(at), last=kind == "month_end_of")
        case _:
            return _other_row(at, export)


def _other_row(entry: Entry, export: Export) -> OtherRow:
    entry.mapping(allowed=("take", "only_for", "find"), required=("take", "only_for", "find"))
    take = entry.at("take").text()
    if take not in export.fields:
        raise entry.at("take").error(f"{take!r}", f"a field of {export.name}")
    attempts = []
    for item in entry.at("find").entries():
        item.mapping(allowed=("same", "where"), required=("same", "where"))
        same = tuple(spellings(header) for header in item.at("same").entries())
        attempts.append(Attempt(same, conditions(item.at("where"))))
    return OtherRow(take, conditions(entry.at("only_for")), tuple(attempts))


def _template_parts(entry: Entry, export: Export) -> tuple[str | TemplatePart, ...]:
    parts: list[str | TemplatePart] = []
    # re.split with one group alternates: text, place, text, place, ..., text.
    for i, piece in enumerate(_PLACE.split(entry.text())):
        if i % 2:
            parts.append(_template_part(piece, entry, export))
        elif piece:
            parts.append(piece)
    return tuple(parts)


def _template_part(place: str, entry: Entry, export: Export) -> TemplatePart:
    name, _, reading = place.rpartition(":") if place.endswith((":date", ":time")) else (place, "", "")
    if name.startswith("="):
        if name[1:] not in export.fields:
            raise entry.error(f"{{{place}}}", f"a field of {export.name} behind the =")
        return TemplatePart(field=name[1:], reading=reading or "text")
    if not name.strip():
        raise entry.error(f"{{{place}}}", "a header in the braces")
    return TemplatePart(headers=_header_names(name), reading=reading or "text")


def _rewrite(entry: Entry) -> Rewrite:
    entry.mapping(allowed=("match", "to"), required=("match",))
    return Rewrite(match=_pattern(entry.at("match")), to=entry.at("to").text(default=""))


def _codes(entry: Entry, field: str, export: Export) -> dict[str, str | None]:
    if entry.value is None:
        return {}
    if not isinstance(entry.value, dict):
        raise entry.error(f"found {entry.value!r}", "a mapping: their code: ours")
    return {
        str(theirs): _our_code(Entry(ours, entry.path, f"{entry.key}.{theirs}"), field, export)
        for theirs, ours in entry.value.items()
    }


def _words(entry: Entry, field: str, export: Export) -> dict[str, str | None]:
    words = _codes(entry, field, export)
    return {_pattern(Entry(p, entry.path, f"{entry.key}.{p}")): ours for p, ours in words.items()}


def _our_code(entry: Entry, field: str, export: Export) -> str | None:
    """A value for `field`, which must be one of the contract's codes where it has codes."""
    if entry.value is None:
        return None
    ours, column = entry.text(), export.column(field)
    known = [code.value for code in column.codes]
    if column.type in (ColumnType.CODE, ColumnType.BOOLEAN) and ours not in known:
        raise entry.error(f"{ours!r} is no code of {field}", f"one of {', '.join(known)}")
    return ours


def _yes(entry: Entry) -> bool:
    if entry.value not in (None, True, False):
        raise entry.error(f"found {entry.value!r}", "true or false")
    return bool(entry.value)


def _places(entry: Entry) -> int | None:
    if entry.value is not None and (type(entry.value) is not int or not 0 <= entry.value <= 6):
        raise entry.error(f"found {entry.value!r}", "a number of decimal places, 0 to 6")
    return entry.value
