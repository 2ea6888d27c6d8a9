"""How alike another system's columns are to ours, and which export they make together.

Belongs here: scoring a header and its values against a contract's columns, assigning columns,
choosing the export. Does not belong here: measuring values (`evidence`), writing YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from pipelines.exports import ALL_EXPORTS, Column, Export
from pipelines.parsing.header_match import normalise_header
from pipelines.profiles.evidence import Evidence, fit
from pipelines.profiles.foreign_words import FOREIGN_WORDS
from pipelines.profiles.loading import load_profiles
from pipelines.profiles.vocabulary import ColumnRule, FromHeader

NAME_WEIGHT = 0.65
LEAST_NAME = 0.6  # below it only values would speak, and dates or amounts are many
LEAST_FIT = 0.3  # values that cannot be what the header says are not taken
LEAST_SCORE = 0.6
WEAK = 0.8  # a header taken below this score is named, so that somebody looks at it
SAME_WORD = 85.0  # `close` and `closed` are one word; `state` and `estate` begin differently
CLOSE = 0.06  # two candidates nearer than this are both named to the reader
_SAID_BY_VALUES = frozenset({"date", "time", "on", "at"})
_WORD_EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s._\-/]+")


@dataclass(frozen=True)
class Candidate:
    """A header that may be a column of ours: `score` 0 to 1 of name and values together."""

    position: int
    score: float


@dataclass(frozen=True)
class ExportLikeness:
    """A contract against a sheet: the header chosen for each field, and the runners-up."""

    export: Export
    chosen: Mapping[str, Candidate]
    rivals: Mapping[str, tuple[Candidate, ...]]
    score: float


def _words(text: str) -> list[str]:
    """`InvoiceDate`, `invoice_date` and `Invoice Date` as the same words.

    That it is a date or time is left to the values: `Date Opened` is `opened`.
    """
    words = [word.lower() for word in _WORD_EDGE.split(text) if word]
    return [word for word in words if word not in _SAID_BY_VALUES] or words


def name_likeness(theirs: str, ours: str) -> float:
    """How alike two names are, 0 to 1: Chinese by characters, English by words.

    By words: twice the words they share over the words of both, since by characters short
    English words are alike by chance.
    """
    if not ours.isascii() or not theirs.isascii():
        return fuzz.ratio(normalise_header(theirs), normalise_header(ours)) / 100
    their_words, our_words = _words(theirs), _words(ours)
    shared = sum(any(_same_word(word, other) for other in our_words) for word in their_words)
    return 2 * shared / max(len(their_words) + len(our_words), 1)


def _same_word(word: str, other: str) -> bool:
    return word[0] == other[0] and fuzz.ratio(word, other) >= SAME_WORD


@cache
def _profile_headers() -> dict[tuple[str, str], tuple[str, ...]]:
    """Headers that the shipped profiles read a field from: (export, field) → spellings."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for profile in load_profiles():
        for target in profile.targets:
            for rule in target.columns:
                key = (target.export.name, rule.field)
                found[key] = found.get(key, ()) + tuple(_headers_of(rule))
    return found


def _headers_of(rule: ColumnRule) -> Iterator[str]:
    if isinstance(rule.source, FromHeader):
        yield from rule.source.headers


def _spellings(export: Export, column: Column) -> tuple[str, ...]:
    learnt = _profile_headers().get((export.name, column.field), ())
    known = (column.header, column.field, *column.aliases)
    return (*known, *FOREIGN_WORDS.get(column.field, ()), *learnt)


def score(header: str, evidence: Evidence, export: Export, column: Column) -> float:
    """Likeness of one column of the file to one of ours; 0 when it is out of the question."""
    name = max(name_likeness(header, spelling) for spelling in _spellings(export, column))
    values = fit(evidence, column)
    if name < LEAST_NAME or values < LEAST_FIT:
        return 0.0
    return NAME_WEIGHT * name + (1 - NAME_WEIGHT) * values


def compare(headers: Sequence[str], evidence: Sequence[Evidence], export: Export) -> ExportLikeness:
    """Assign the sheet's columns to the contract's, best pairs first, each header once."""
    scores = {
        (column.field, position): score(header, evidence[position], export, column)
        for column in export.columns
        for position, header in enumerate(headers)
        if header
    }
    pairs = sorted(
        (pair for pair, value in scores.items() if value >= LEAST_SCORE),
        key=lambda pair: (-scores[pair], export.fields.index(pair[0]), pair[1]),
    )
    chosen: dict[str, Candidate] = {}
    taken: set[int] = set()
    for field, position in pairs:
        if field not in chosen and position not in taken:
            chosen[field] = Candidate(position, scores[field, position])
            taken.add(position)
    rivals = {
        field: tuple(
            Candidate(position, scores[field, position])
            for name, position in pairs
            if name == field
            and position not in taken
            and scores[field, position] > best.score - CLOSE
        )
        for field, best in chosen.items()
    }
    return ExportLikeness(export, chosen, rivals, _total(export, chosen, headers))


def _total(export: Export, chosen: Mapping[str, Candidate], headers: Sequence[str]) -> float:
    """How much of what the contract requires is there, and how much of the sheet it explains."""
    required = export.required_fields
    found = sum(chosen[field].score for field in required if field in chosen)
    explained = sum(candidate.score for candidate in chosen.values())
    return found / len(required) + explained / max(sum(bool(header) for header in headers), 1)


def rank_exports(
    headers: Sequence[str], evidence: Sequence[Evidence]
) -> tuple[ExportLikeness, ...]:
    """Every export against the sheet, the most alike first."""
    compared = (compare(headers, evidence, export) for export in ALL_EXPORTS)
    return tuple(sorted(compared, key=lambda likeness: -likeness.score))
