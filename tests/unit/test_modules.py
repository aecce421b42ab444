"""The page of modules is what the modules say of themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.patience import PATIENCE

SCRIPT = Path(__file__).parents[2] / "docs" / "modules.py"


def test_the_page_is_current() -> None:
    """`make docs` would change nothing."""
    checked = subprocess.run(
        [sys.executable, SCRIPT, "--check"], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (0, "") == (checked.returncode, checked.stderr)
