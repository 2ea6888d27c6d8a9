from pathlib import Path

import pytest

from pipelines.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home with an inbox."""
    home = Home(tmp_path / "home")
    home.inbox.mkdir(parents=True)
    return home
