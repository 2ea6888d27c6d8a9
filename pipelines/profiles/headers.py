"""Where a named column stands among the headers of another system's sheet.

Belongs here: finding headers by any of their spellings. Does not belong here: how a header
is levelled (`pipelines.parsing` does that for all files alike: NFKC, no spaces, no unit), or
which headers make an export.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.parsing.header_match import normalise_header


def header_positions(headers: Sequence[str]) -> dict[str, int]:
    """Position of each header by its key; of two equal headers the first one counts."""
    positions: dict[str, int] = {}
    for position, header in enumerate(headers):
        key = normalise_header(header)
        if key:
            positions.setdefault(key, position)
    return positions


def first_position(positions: dict[str, int], names: Iterable[str]) -> int | None:
    """Position of the first of `names` that the file has, None when it has none of them."""
    for name in names:
        position = positions.get(normalise_header(name))
        if position is not None:
            return position
    return None
