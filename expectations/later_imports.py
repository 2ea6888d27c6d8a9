"""Packages that Great Expectations imports at its top and that no suite of ours uses.

Belongs here: putting off their import until something asks them for anything. Does not
belong here: anything about an expectation.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

# Distribution tests and their charts: a third of the time that Great Expectations takes.
HARDLY_EVER_USED = ("altair", "scipy.stats")


class _ImportedLater(ModuleType):
    """Stands in `sys.modules` for a package until an attribute of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def put_off_imports() -> None:
    """To be called before Great Expectations is imported for the first time."""
    for name in HARDLY_EVER_USED:
        if name not in sys.modules:
            standing_in = _ImportedLater(name)
            standing_in.__path__ = []
            sys.modules[name] = standing_in
