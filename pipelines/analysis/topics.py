"""What a comment is about, by the words in it.

Belongs here: the dictionary of topics (`comment_topics.yml`) and finding them in one comment.
Does not belong here: counting (`comments`), or whether a comment praises or blames: its sheet
says so with a grade.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import rjieba
import yaml

DICTIONARY = Path(__file__).with_name("comment_topics.yml")
CLAUSE_END = re.compile(r"[,，。.;；!！?？、\s…~～:：]+")


@dataclass(frozen=True, eq=False)
class Topics:
    """The dictionary: topic by word, topics by words that must stand together in a clause,
    topic by the service area of a question, English names, and the two topics without words."""

    by_word: dict[str, tuple[str, ...]]
    together: tuple[tuple[frozenset[str], str], ...]
    by_service_area: dict[str, str]
    english: dict[str, str]
    nothing_words: frozenset[str]
    nothing: str
    other: str

    def of(self, comment: str, service_area: str | None = None) -> tuple[str, ...]:
        """The topics of a comment in order of their names, at least one."""
        clauses = [c for c in CLAUSE_END.split(unicodedata.normalize("NFKC", comment)) if c]
        if not clauses or "".join(clauses) in self.nothing_words:
            return (self.nothing,)
        found: set[str] = set()
        for clause in clauses:
            words = set(self._segmenter.cut(clause, hmm=False))
            for word in words & self.by_word.keys():
                found.update(self.by_word[word])
            found.update(topic for group, topic in self.together if group <= words)
        return tuple(sorted(found)) or (self.by_service_area.get(service_area or "", self.other),)

    @cached_property
    def _segmenter(self) -> Any:
        """Words are only taken from dictionaries, the segmenter's and ours, never guessed, so
        that the same comment always has the same words."""
        segmenter = rjieba.Jieba()
        for word in self.words:
            if not segmenter.has_word(word):
                segmenter.add_word(word, None, None)
        return segmenter

    @property
    def words(self) -> list[str]:
        """Every word that must come out of segmentation in one piece, in order."""
        alone = set(self.by_word)
        return sorted(alone.union(*(group for group, _ in self.together)))


@cache
def known_topics(path: Path = DICTIONARY) -> Topics:
    """The dictionary in `path`; raises ValueError for one that names a topic twice."""
    document = yaml.safe_load(path.read_text("utf-8"))
    topics, other, nothing = document["topics"], document["other"], document["nothing"]
    names = [entry["topic"] for entry in (*topics, other, nothing)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{path.name}: named twice: {', '.join(twice)}")
    by_word: dict[str, tuple[str, ...]] = {}
    for entry in topics:
        for word in entry["words"]:
            by_word[word] = (*by_word.get(word, ()), entry["topic"])
    return Topics(
        by_word=by_word,
        together=tuple(
            (frozenset(group), entry["topic"])
            for entry in topics
            for group in entry.get("together", ())
        ),
        by_service_area={
            entry["service_area"]: entry["topic"] for entry in topics if "service_area" in entry
        },
        english={entry["topic"]: entry["en"] for entry in (*topics, other, nothing)},
        nothing_words=frozenset(nothing["words"]),
        nothing=nothing["topic"],
        other=other["topic"],
    )
