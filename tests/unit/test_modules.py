"""The pages that are made from the code are current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("script", ["modules.py", "man_page.py"])
def test_the_page_is_current(script: str) -> None:
    """`make docs` would change nothing."""
    checked = subprocess.run(
        [sys.executable, DOCS / script, "--check"], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (0, "") == (checked.returncode, checked.stderr)
