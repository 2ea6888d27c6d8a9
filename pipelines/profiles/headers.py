"""How another system's header is compared: spelling is levelled, units are set apart.

Belongs here: the one reading of a header that profiles and proposals use. Does not belong
here: which headers make an export (`pipelines.exports`, the YAML files beside this one).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Only units are dropped: 物品名称(编号) names two values and must keep its bracket.
_UNITS = "元|万元|平方米|平米|㎡|m2|天|日|月|小时|分钟|户|个|次|%"
_UNIT_SUFFIX = re.compile(rf"\((?:单位:?)?(?:{_UNITS})\)$")


def header_key(header: str) -> str:
    """The form in which two spellings of one header are equal.

    NFKC (full-width brackets and letters become half-width), no white space, lower case,
    and without a unit in brackets at the end: `应缴金额（元）` and `应缴金额 (单位:元)` are both
    `应缴金额`. An empty header stays "".
    """
    levelled = "".join(unicodedata.normalize("NFKC", header).split()).lower()
    return _UNIT_SUFFIX.sub("", levelled)


def header_positions(headers: Sequence[str]) -> dict[str, int]:
    """Position of each header by its key; of two equal headers the first one counts."""
    positions: dict[str, int] = {}
    for position, header in enumerate(headers):
        key = header_key(header)
        if key:
            positions.setdefault(key, position)
    return positions


def first_position(positions: dict[str, int], names: Iterable[str]) -> int | None:
    """Position of the first of `names` that the file has, None when it has none of them."""
    for name in names:
        position = positions.get(header_key(name))
        if position is not None:
            return position
    return None
