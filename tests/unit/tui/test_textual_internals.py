"""What is used of Textual without being documented: it is still there, and it is used in one module only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import simulator.tui
from simulator.tui.textual_internals import ATTRIBUTES, SENT_KEYS

PACKAGE = Path(simulator.tui.__file__).parent
PRIVATE = sorted({name for names in ATTRIBUTES.values() for name in names})


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in ATTRIBUTES.items() for name in names]
)
def test_the_pinned_version_has_it(kind: type, name: str) -> None:
    """Each attribute is one of the class, or of an object of it."""
    assert hasattr(kind, name) or hasattr(kind(), name)


def test_keys_are_known() -> None:
    """The table of what terminals send still has the form that it is read in."""
    assert {"up", "f1", "ctrl+a", "escape"} <= SENT_KEYS


def test_nothing_else_is_used_elsewhere() -> None:
    """No other module names one of them, or imports a private module of Textual for more than its types."""
    named = re.compile(
        rf"\.({'|'.join(PRIVATE)})\b|def ({'|'.join(PRIVATE)})\(|^from textual\._", re.MULTILINE
    )
    modules = [
        path
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("textual_internals.py", "mouse.py")
    ]
    assert modules
    assert [] == [
        (path.name, match.group())
        for path in modules
        for match in named.finditer(path.read_text("utf-8"))
    ]
