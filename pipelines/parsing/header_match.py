"""Recognising which export a row of headers belongs to.

Belongs here: normalising headers, matching them against every contract, choosing one, and
saying what is missing when none fits. Does not belong here: reading rows, or the headers of
other systems (`pipelines.profiles`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from pipelines.exports import ALL_CONTRACTS, Export
from pipelines.parsing.blanks import tidy
from pipelines.parsing.correction import CORRECTION_KEY_HEADER, ERRORS_HEADER

# Required columns as many as this name an export by themselves; with fewer (项目, 房号 …)
# the contract must also explain at least half of the file's headers.
TELLING_REQUIRED = 4
ENOUGH_COVERAGE = 0.5
# Two of four characters make two Chinese headers alike (受理日期, 受理时间); English field
# names share endings such as `_id` and must be closer.
NEAR_ENOUGH, NEAR_ENOUGH_IN_LATIN = 50.0, 75.0

_UNIT = (
    r"元|人民币|rmb|cny|平方米|平米|m2|m²|分|分钟|小时|天|日|月|个月|年|户|人|次|个|套|条|件"
    r"|必填|选填|可选|required|optional"
)
_SUFFIX = re.compile(rf"[(\[【<](?:单位[:：]?)?(?:{_UNIT})[)\]】>]$", re.IGNORECASE)
_MARKS = re.compile(r"[*★☆●]|[:：]$")


@lru_cache(maxsize=8192)
def normalise_header(header: str) -> str:
    """A header as it is compared: NFKC, no spaces, no `*`, no unit such as （元）, lower case.

    （万元） stays: dropping it would change amounts ten-thousandfold.
    """
    text = re.sub(r"\s+", "", tidy(header))
    text = _MARKS.sub("", text)
    while True:
        shorter = _MARKS.sub("", _SUFFIX.sub("", text))
        if shorter == text or not shorter:
            return text.lower()
        text = shorter


def _spellings(export: Export) -> dict[str, tuple[str, int]]:
    """Normalised spelling → (field, rank): 0 the Chinese header, 1 our field, 2 an alias."""
    known: dict[str, tuple[str, int]] = {}
    for rank in range(3):
        for column in export.columns:
            spellings = ((column.header,), (column.field,), column.aliases)[rank]
            for spelling in spellings:
                known.setdefault(normalise_header(spelling), (column.field, rank))
    return known


_KNOWN = {export.name: _spellings(export) for export in ALL_CONTRACTS}
_BESIDE = {
    export.name: None
    if export.only_beside is None
    else frozenset(map(normalise_header, export.only_beside))
    for export in ALL_CONTRACTS
}
_KNOWN_ANYWHERE = frozenset[str]().union(*_KNOWN.values(), *filter(None, _BESIDE.values()))


@dataclass(frozen=True)
class ExportMatch:
    """How far one row of headers fits one export.

    `origin` maps a field to its header position; `doubled` maps a field to the positions
    that equally claim it; `missing` are required fields without a header; `has_strangers`
    says that a header stands there which the contract does not bear beside its own.
    """

    export: Export
    origin: dict[str, int]
    doubled: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    header_count: int
    has_strangers: bool = False

    @property
    def coverage(self) -> float:
        return len(self.origin) / max(self.header_count, 1)

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def is_telling(self) -> bool:
        """Whether the match is strong enough to name the export."""
        if self.export.only_beside is not None:
            return self.is_complete and not self.has_strangers
        return self.is_complete and (
            self.coverage >= ENOUGH_COVERAGE or len(self.export.required_fields) >= TELLING_REQUIRED
        )

    @property
    def is_near(self) -> bool:
        """Whether the contract is worth naming to a clerk whose headers do not fit."""
        present = len(self.export.required_fields) - len(self.missing)
        if self.has_strangers and not self.is_complete:
            return False
        return len(self.origin) >= 3 or (present > 0 and present >= len(self.missing))

    @property
    def _order(self) -> tuple[bool, int, bool, float, float]:
        # Few required columns (项目; 项目 and 房号) are found in the files of other exports
        # too, so they count only after the number of columns that match.
        certain = self.is_complete and len(self.export.required_fields) >= TELLING_REQUIRED
        share = len(self.export.required_fields) - len(self.missing)
        share_of_required = share / max(len(self.export.required_fields), 1)
        of_contract = len(self.origin) / len(self.export.columns)
        return certain, len(self.origin), self.is_complete, share_of_required, of_contract


def _known_names(headers: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """By position, what a header may be called (itself, else its first line), as far as any
    contract knows it. Most rows that are looked at are data and give nothing."""
    names = {}
    for position, header in enumerate(headers):
        if not header:
            continue
        spelt = [normalise_header(header)]
        if "\n" in header:
            spelt.append(normalise_header(header.split("\n", 1)[0]))
        if known := tuple(name for name in spelt if name in _KNOWN_ANYWHERE):
            names[position] = known
    return names


def _match_export(
    names: dict[int, tuple[str, ...]], header_count: int, export: Export
) -> ExportMatch:
    """Match the known names of one row of headers against one contract."""
    known = _KNOWN[export.name]
    claims: dict[str, dict[int, list[int]]] = {}
    for position, spelt in names.items():
        found = next((known[name] for name in spelt if name in known), None)
        if found is not None:
            field, rank = found
            claims.setdefault(field, {}).setdefault(rank, []).append(position)
    origin, doubled = {}, {}
    for field, by_rank in claims.items():
        best = by_rank[min(by_rank)]
        origin[field] = best[0]
        if len(best) > 1:
            doubled[field] = tuple(best)
    missing = tuple(field for field in export.required_fields if field not in origin)
    return ExportMatch(
        export, origin, doubled, missing, header_count, _has_strangers(export, names, header_count)
    )


def _has_strangers(export: Export, names: dict[int, tuple[str, ...]], header_count: int) -> bool:
    beside = _BESIDE[export.name]
    if beside is None:
        return False
    borne = beside | _KNOWN[export.name].keys()
    return sum(any(name in borne for name in spelt) for spelt in names.values()) < header_count


@dataclass(frozen=True)
class HeaderMatch:
    """The best row of headers on a sheet and the contract nearest to it.

    `first_column` counts the correction columns taken off the front; `key_position` is
    where the correction key stands in the sheet, None in an ordinary file.
    """

    header_row: int
    headers: tuple[str, ...]
    match: ExportMatch
    first_column: int = 0
    key_position: int | None = None


def best_match(headers: Sequence[str]) -> ExportMatch:
    """The contract that fits best: most columns, then complete, then most distinctive."""
    return _best_match(_known_names(headers), sum(bool(header) for header in headers))


def _best_match(names: dict[int, tuple[str, ...]], header_count: int) -> ExportMatch:
    if not names:
        return replace(_no_match(), header_count=header_count)
    matches = (_match_export(names, header_count, export) for export in ALL_CONTRACTS)
    return max(matches, key=lambda m: m._order)


@cache
def _no_match() -> ExportMatch:
    """What is nearest to a row without any known header."""
    matches = (_match_export({}, 0, export) for export in ALL_CONTRACTS)
    return max(matches, key=lambda m: m._order)


def find_header(head: Sequence[tuple[int, tuple[str, ...]]]) -> HeaderMatch | None:
    """The row that looks most like a header among the first rows of a sheet.

    A header may stand in two rows (a merged group above its columns): an empty header cell
    takes the text above it when that explains more columns. None for a sheet without text.
    """
    found: HeaderMatch | None = None
    above: tuple[str, ...] = ()
    for row, cells in head:
        trimmed = _without_trailing_blanks(cells)
        combined = _without_trailing_blanks(
            tuple(cell or (above[i] if i < len(above) else "") for i, cell in enumerate(cells))
        )
        for headers in (trimmed,) if combined == trimmed else (trimmed, combined):
            candidate = _match_row(row, headers)
            if found is None or candidate.match._order > found.match._order:
                found = candidate
        above = cells
    return found


def _match_row(row: int, headers: tuple[str, ...]) -> HeaderMatch:
    taken, key = 0, None
    for position, header in enumerate(headers[:2]):
        name = normalise_header(header)
        if name == normalise_header(CORRECTION_KEY_HEADER):
            taken, key = position + 1, position
        elif name == normalise_header(ERRORS_HEADER):
            taken = position + 1
        else:
            break
    return HeaderMatch(row, headers[taken:], best_match(headers[taken:]), taken, key)


def _without_trailing_blanks(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def nearest_headers(match: ExportMatch, headers: Sequence[str]) -> dict[str, str | None]:
    """For each missing required field, the unused header of the file that is most like it."""
    used = set(match.origin.values())
    free = {h: normalise_header(h) for i, h in enumerate(headers) if h and i not in used}
    suggestions: dict[str, str | None] = {}
    for field in match.missing:
        column = match.export.column(field)
        wanted = [normalise_header(s) for s in (column.header, column.field, *column.aliases)]
        scored = [
            process.extractOne(
                want,
                free,
                scorer=fuzz.ratio,
                score_cutoff=NEAR_ENOUGH_IN_LATIN if want.isascii() else NEAR_ENOUGH,
            )
            for want in wanted
        ]
        best = max((hit for hit in scored if hit), key=lambda hit: hit[1], default=None)
        suggestions[field] = best[2] if best else None
    return suggestions
