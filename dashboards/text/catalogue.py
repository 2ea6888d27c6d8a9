"""The gettext catalogues, read as they are written.

Belongs here: finding the words of a key. Does not belong here: the words themselves (the `.po`
files beside this module), and how a number is written (`formats`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "zh"


@dataclass(frozen=True)
class Words:
    """The words of one language; `words("page.overview")` is the text of that key."""

    language: str
    by_key: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` with `{names}` filled in; KeyError when the catalogue lacks it."""
        text = self.by_key[key]
        return text.format(**values) if values else text

    def code(self, family: str, code: str | None) -> str:
        """A code of the data in words (`code("status", "open")`); an unknown one as it stands."""
        if code is None or code == "":
            return self("missing.blank")
        return self.by_key.get(f"code.{family}.{code}", code)


@lru_cache(maxsize=len(LANGUAGES))
def load_words(language: str) -> Words:
    """The catalogue of `language`, of the default language when there is none of that name."""
    known = language if language in LANGUAGES else DEFAULT_LANGUAGE
    by_key: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / known).glob("*.po")):
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=known)
        by_key |= {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
    return Words(known, by_key)
