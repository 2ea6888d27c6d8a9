"""Where everything of one installation lives.

Belongs here: every path under the data root (`--home` / `WUYE_HOME`) and every environment
variable that Wuye reads. Does not belong here: what is written to those places.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")  # every time that is written or shown is China's
PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
PROFILES = PROJECT_ROOT / "pipelines" / "profiles"


@dataclass(frozen=True)
class Home:
    """The data root of one installation; nothing is written outside it."""

    root: Path

    @classmethod
    def resolve(cls, path: str | Path | None = None) -> Home:
        """`path`, else `WUYE_HOME`, else `./data`, as an absolute path."""
        return cls(Path(path or os.environ.get("WUYE_HOME") or "data").expanduser().resolve())

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def company_file(self) -> Path:
        """The company's settings workbook (template: `wuye templates`)."""
        return self.root / "company.xlsx"

    @property
    def landing(self) -> Path:
        """Every file ever received, named by its content hash, and the ledger of them."""
        return self.root / "landing"

    @property
    def ledger(self) -> Path:
        return self.landing / "ledger.sqlite"

    @property
    def lake(self) -> Path:
        """Typed Parquet, `lake/<export>/<batch_id>.parquet`, never changed once named."""
        return self.root / "lake"

    @property
    def quarantine(self) -> Path:
        """Findings of refused rows and the correction workbooks made of them."""
        return self.root / "quarantine"

    @property
    def sign_offs(self) -> Path:
        """Who signed which month's statements, and those statements as they stood then."""
        return self.root / "sign_offs"

    @property
    def build(self) -> Path:
        """The build under way; a fixed path, so that dbt can keep its parse."""
        return self.root / "build"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def packs(self) -> Path:
        return self.root / "packs"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"
