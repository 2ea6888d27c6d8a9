"""Reading profiles: YAML text to `Profile`, with an error that names file and key.

Belongs here: the order in which profiles are tried, and what a profile file as a whole must
say. Does not belong here: the parts of a column rule (`rule_reading`), or applying them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

try:  # LibYAML reads the shipped profiles ten times as fast
    from yaml import CSafeLoader as Loader
except ImportError:  # a wheel built without it
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from pipelines.exports import EXPORTS_BY_NAME, Export
from pipelines.profiles.entries import Entry, ProfileError, conditions, spellings
from pipelines.profiles.profile import Profile, in_order
from pipelines.profiles.rule_reading import column_rule
from pipelines.profiles.vocabulary import (
    ColumnRule,
    Grouping,
    Headers,
    IgnoreRule,
    InGroup,
    Target,
)
from pipelines.settings import PROFILES

_PROFILE_KEYS = (
    "name",
    "title_zh",
    "title_en",
    "source",
    "note_zh",
    "note_en",
    "recognised_by",
    "empty_values",
    "targets",
)
_REQUIRED_KEYS = ("name", "title_zh", "title_en", "recognised_by", "targets")


class _NoRepeatedKeys(Loader):
    """YAML lets a later key replace an earlier one unseen; in a profile that hides a rule."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is there twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


def load_profiles(extra_dir: Path | None = None) -> tuple[Profile, ...]:
    """Every shipped profile and those of `extra_dir` (a company's `HOME/profiles`).

    A company's profile of the same name replaces the shipped one. Profiles that ask for more
    columns come first, so that the more specific one is tried first. Raises ProfileError.
    """
    by_name: dict[str, Profile] = {}
    for directory in (PROFILES, extra_dir):
        own: dict[str, str] = {}
        for path in sorted(directory.glob("*.yml")) if directory and directory.is_dir() else ():
            profile = load_profile(path)
            if profile.name in own:
                raise ProfileError(
                    f"{path}: name: {profile.name!r} is already the name of "
                    f"{own[profile.name]}; expected a name of its own"
                )
            own[profile.name] = str(path)
            by_name[profile.name] = profile
    return tuple(sorted(by_name.values(), key=lambda p: (-len(p.recognised_by), p.name)))


def load_profile(path: Path) -> Profile:
    """The profile in one YAML file; ProfileError says file, key and what was expected."""
    return read_profile(path.read_text(encoding="utf-8"), str(path))


def read_profile(text: str, path: str) -> Profile:
    """The profile that `text` describes; `path` only names it in errors."""
    try:
        content = yaml.load(text, Loader=_NoRepeatedKeys)
    except yaml.YAMLError as error:
        raise ProfileError(f"{path}: not readable as YAML: {error}") from error
    top = Entry(content, path, "")
    top.mapping(allowed=_PROFILE_KEYS, required=_REQUIRED_KEYS)
    recognised = top.at("recognised_by")
    recognised.mapping(allowed=("headers", "without"), required=("headers",))
    profile = Profile(
        name=top.at("name").text(),
        title_zh=top.at("title_zh").text(),
        title_en=top.at("title_en").text(),
        source=top.at("source").text(default=""),
        note_zh=top.at("note_zh").text(default=""),
        note_en=top.at("note_en").text(default=""),
        recognised_by=_recognised(recognised.at("headers")),
        without=recognised.at("without").texts(),
        empty_values=top.at("empty_values").texts(),
        targets=tuple(_target(entry) for entry in top.at("targets").entries()),
        path=path,
    )
    if not profile.targets:
        raise top.at("targets").error("is empty", "at least one target")
    return profile


def _recognised(entry: Entry) -> tuple[Headers, ...]:
    headers = tuple(spellings(item) for item in entry.entries())
    if not headers:
        raise entry.error("is empty", "the headers that the sheet must have")
    return headers


def _target(entry: Entry) -> Target:
    entry.mapping(
        allowed=("export", "ignore", "one_row_per", "columns"), required=("export", "columns")
    )
    name = entry.at("export").text()
    if name not in EXPORTS_BY_NAME:
        known = ", ".join(EXPORTS_BY_NAME)
        raise entry.at("export").error(f"{name!r} is no export", f"one of {known}")
    export = EXPORTS_BY_NAME[name]
    columns = entry.at("columns")
    columns.mapping(allowed=export.fields, required=export.required_fields)
    rules = tuple(column_rule(columns.at(str(f)), str(f), export) for f in columns.value)
    _check_order(columns, rules, export)
    ignore = tuple(_ignore_rule(rule) for rule in entry.at("ignore").entries())
    grouping = _grouping(entry.at("one_row_per"))
    for rule in rules:
        if grouping is None and isinstance(rule.source, InGroup):
            raise columns.at(rule.field).error(
                "earliest or latest of which rows?", "one_row_per: beside the columns"
            )
    return Target(export=export, ignore=ignore, columns=rules, grouping=grouping)


def _grouping(entry: Entry) -> Grouping | None:
    if entry.value is None:
        return None
    entry.mapping(allowed=("same", "row", "rule"), required=("same", "rule"))
    same = tuple(spellings(item) for item in entry.at("same").entries())
    return Grouping(same, conditions(entry.at("row")), _rule_name(entry))


def _check_order(entry: Entry, rules: tuple[ColumnRule, ...], export: Export) -> None:
    try:
        in_order(rules)
    except ValueError as stuck:
        raise entry.error(
            f"{stuck} refer to each other or to a field that is not given",
            "references ({=field}, take) to other fields of this target",
        ) from stuck


def _ignore_rule(entry: Entry) -> IgnoreRule:
    entry.mapping(allowed=("rule", "where", "superseded_by_later"), required=("rule",))
    name = _rule_name(entry)
    where = conditions(entry.at("where"))
    later = tuple(spellings(item) for item in entry.at("superseded_by_later").entries())
    if bool(where) == bool(later):
        raise entry.error("says not which rows", "either where: or superseded_by_later:")
    return IgnoreRule(rule=name, where=where, superseded_by_later=later)


def _rule_name(entry: Entry) -> str:
    name = entry.at("rule").text()
    if not name.isidentifier() or not name.islower():
        raise entry.at("rule").error(f"{name!r}", "a short name such as soft_deleted")
    return name
