"""What people wrote: topics with counts, and their words for who may see them.

Belongs here: the section on comments. Does not belong here: finding topics, masking numbers.
"""

from __future__ import annotations

from collections import Counter

from dashboards.annual.content import Annual, Row
from dashboards.annual.tables import Cell, Column, Section, Table, figure_cell, text_cell
from dashboards.text import Words, formats

QUOTES_PRINTED = 5


def topic_name(words: Words, row: Row) -> str:
    """A topic in the reader's language, where it has a name there."""
    return str((words.language == "en" and row["topic_en"]) or row["topic"])


def comments(words: Words, annual: Annual) -> Section:
    """What people wrote: topics with counts, and quotes for who may see them."""
    if not annual.topics:
        return Section("comments", words("annual.comments"), (words("annual.comments_nothing"),))
    columns = (
        Column(words("annual.topic")),
        Column(words("column.comment_count"), "count"),
        Column(words("annual.topic_share"), "share"),
        Column(words("column.dissatisfied_count"), "count"),
    )
    blank = Cell(words("missing.blank"), None)
    lines = [
        (
            text_cell(topic_name(words, row)),
            *(
                (text_cell(words("annual.hidden"), "not_enough_data"), blank, blank)
                if row["is_hidden"]
                else (
                    figure_cell(words, "count", row["comment_count"]),
                    figure_cell(words, "share", row["share"]),
                    _few_or_count(words, row["dissatisfied_count"]),
                )
            ),
        )
        for row in annual.topics
    ]
    total = formats.count(words, annual.topics[0]["total_comment_count"])
    quotes = _quotes(words, annual)
    return Section(
        "comments",
        words("annual.comments"),
        (words("annual.comments_what", n=total),),
        tables=(Table("topics", words("annual.comments"), columns, tuple(lines)), *quotes),
        notes=(words("annual.quotes_hidden"),) if annual.quotes is None else (),
    )


def _few_or_count(words: Words, count: int | None) -> Cell:
    """A count, or that it is too small to be told."""
    return text_cell(words("annual.few")) if count is None else figure_cell(words, "count", count)


def _quotes(words: Words, annual: Annual) -> tuple[Table, ...]:
    """Some of the words under each topic, the same words once; none under a topic that too few
    people spoke of."""
    shown = {row["topic"]: row for row in annual.topics if not row["is_hidden"]}
    taken: Counter[str] = Counter()
    printed: set[tuple[str, str]] = set()
    lines = []
    rank = {topic: number for number, topic in enumerate(shown)}
    for row in sorted(annual.quotes or (), key=lambda row: rank.get(row["topic"], len(rank))):
        key = (row["topic"], row["quote"])
        if row["topic"] in shown and key not in printed and taken[row["topic"]] < QUOTES_PRINTED:
            taken[row["topic"]] += 1
            printed.add(key)
            lines.append(
                (
                    text_cell(topic_name(words, shown[row["topic"]])),
                    text_cell(row["quote"]),
                    text_cell(words.code("grade", row["satisfaction_grade"])),
                )
            )
    if not lines:
        return ()
    columns = tuple(
        Column(words(key)) for key in ("annual.topic", "annual.quote", "column.satisfaction_grade")
    )
    return (Table("quotes", words("annual.quotes"), columns, tuple(lines)),)
