"""Reading column rules: what each key of a rule may hold, and the error that says so.

Belongs here: YAML to `ColumnRule`, checked against the contract. Does not belong here: the
profile as a whole (`loading`), single places (`entries`), or applying rules (`cells`).
"""

from __future__ import annotations

import re

from pipelines.exports import ColumnType, Export
from pipelines.profiles.entries import (
    Entry,
    conditions,
    header_names,
    pattern_text,
    spellings,
)
from pipelines.profiles.vocabulary import (
    Attempt,
    BySign,
    ColumnRule,
    Constant,
    FromFolder,
    FromHeader,
    InGroup,
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
    "earliest",
    "latest",
    "other_row",
)
_COMPANIONS = {
    "sum": ("less",),
    "by_sign_of": ("negative", "otherwise"),
    "earliest": ("take", "in_rows"),
    "latest": ("take", "in_rows"),
}
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
        dates=_dates(entry.at("dates")),
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
            return _folder(at)
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
        case "earliest" | "latest":
            moment, take = spellings(at), entry.at("take")
            taken = spellings(take) if take.value is not None else moment
            return InGroup(moment, kind == "latest", taken, conditions(entry.at("in_rows")))
        case _:
            return _other_row(at, export)


def _folder(entry: Entry) -> FromFolder:
    if entry.value is True:
        return FromFolder()
    entry.mapping(allowed=("one_value_in",), required=("one_value_in",))
    return FromFolder(spellings(entry.at("one_value_in")))


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
    name, _, reading = (
        place.rpartition(":") if place.endswith((":date", ":time")) else (place, "", "")
    )
    if name.startswith("="):
        if name[1:] not in export.fields:
            raise entry.error(f"{{{place}}}", f"a field of {export.name} behind the =")
        return TemplatePart(field=name[1:], reading=reading or "text")
    if not name.strip():
        raise entry.error(f"{{{place}}}", "a header in the braces")
    return TemplatePart(headers=header_names(name), reading=reading or "text")


def _rewrite(entry: Entry) -> Rewrite:
    entry.mapping(allowed=("match", "to"), required=("match",))
    return Rewrite(match=pattern_text(entry.at("match")), to=entry.at("to").text(default=""))


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
    return {
        pattern_text(Entry(p, entry.path, f"{entry.key}.{p}")): ours for p, ours in words.items()
    }


def _our_code(entry: Entry, field: str, export: Export) -> str | None:
    """A value for `field`, which must be one of the contract's codes where it has codes."""
    if entry.value is None:
        return None
    ours, column = entry.text(), export.column(field)
    known = [code.value for code in column.codes]
    if column.type in (ColumnType.CODE, ColumnType.BOOLEAN) and ours not in known:
        raise entry.error(f"{ours!r} is no code of {field}", f"one of {', '.join(known)}")
    return ours


def _dates(entry: Entry) -> tuple[str, ...]:
    for item in entry.entries():
        if "%" not in item.text():
            raise item.error(f"found {item.value!r}", "a strptime format such as %d/%m/%Y")
    return entry.texts()


def _yes(entry: Entry) -> bool:
    if entry.value not in (None, True, False):
        raise entry.error(f"found {entry.value!r}", "true or false")
    return bool(entry.value)


def _places(entry: Entry) -> int | None:
    if entry.value is not None and (type(entry.value) is not int or not 0 <= entry.value <= 6):
        raise entry.error(f"found {entry.value!r}", "a number of decimal places, 0 to 6")
    return entry.value
