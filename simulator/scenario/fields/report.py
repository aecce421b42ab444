"""Collect what is wrong with the values of a document, and word what every kind of value says about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import Finding

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.edit import Fix


class Report:
    """Collects findings while a document is read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.scenes_named: set[str] = set()
        """The scenes that were named so far, by whoever leads to one."""

    def add(
        self,
        rule: str,
        path: KeyPath,
        message: str,
        hint: str | None = None,
        fix: Fix | None = None,
        *,
        offset: int | None = None,
        at_key: bool = False,
    ) -> None:
        """Note one finding."""
        self.findings.append(Finding(rule, path, message, hint, fix, offset, at_key))


def type_name(value: Any) -> str:
    """Return what a value is, in a trainer's words."""
    match value:
        case bool():
            return "true or false"
        case str():
            return "text"
        case int():
            return "a whole number"
        case float():
            return "a decimal number"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or a time"


def with_article(noun: str) -> str:
    """Return a noun with the article that it takes."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def shown_number(value: int) -> str:
    """Return a number for a message; Python refuses to write out the longest."""
    return str(value) if abs(value) < 10**12 else "This number"


def wrong_type(
    report: Report,
    path: KeyPath,
    value: Any,
    wanted: str,
    hint: str | None = None,
    fix: Fix | None = None,
) -> None:
    """Report that a value is of another type than the one wanted."""
    subject = str(path[-1]) if isinstance(path[-1], str) else "This"
    name = f"{subject} must be" if re.match(r"[\w-]+\Z", subject) else "This must be"
    report.add("wrong-type", path, f"{name} {wanted}, not {type_name(value)}.", hint, fix)
