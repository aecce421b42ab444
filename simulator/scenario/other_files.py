"""Read files that aren't scenarios but are written like them: a table with declared keys, each problem at its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from simulator.scenario.diagnostic import Severity, limited_comparisons
from simulator.scenario.edit import Fix, Target
from simulator.scenario.fields.containers import ListOf, Table
from simulator.scenario.fields.report import Report
from simulator.scenario.source import Source, located, read_source
from simulator.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.scenario.diagnostic import Diagnostic, Finding
    from simulator.scenario.fields.kinds import Kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TableReading(Generic[T]):
    """What reading a file gave: its value, unless there are problems; the problems in order; the bytes' SHA-256."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...]
    hash: str


def read_table(
    table: Table, data: bytes, file: str, kind: str, check: Callable[[Any, Report], None]
) -> TableReading[Any]:
    """Read a file that is one table.

    Args:
        table: The declaration of its keys.
        data: The file's bytes.
        file: How its problems name it.
        kind: What it should be, in a word: `course`.
        check: Looks at what no single key can tell, once every key could be read.
    """
    file = printable(file)
    digest = hashlib.sha256(data).hexdigest()
    source = read_source(data, file, kind)
    if not isinstance(source, Source):
        return TableReading(None, source, digest)
    report = Report()
    with limited_comparisons():
        value = table.read(source.document, (), report)
        if not report.findings:
            check(value, report)
    findings = _without_consequences(table, report.findings)
    found = [(Severity.ERROR, finding) for finding in findings]
    problems = located(source.text, file, found) if found else ()
    return TableReading(None if problems else value, problems, digest)


def _without_consequences(table: Table, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with a missing header, and a key below the wrong one, told once each."""
    at_top = [each for each in findings if each.rule == "unknown-key" and len(each.path) == 1]
    entries = [key for key in table.keys if isinstance(key.kind, ListOf)]
    lost = next((key.name for key in entries if at_top and _has_all(key.kind, at_top)), "")
    moved = {
        each.path[-1]
        for each in findings
        if each.rule == "unknown-key" and len(each.path) > 1 and each.path[-1] in table.key_names
    }
    left = []
    for each in findings:
        if each.rule == "missing-key" and len(each.path) == 1 and each.path[0] in {lost, *moved}:
            continue
        if lost and each in at_top:
            if each is not at_top[0]:
                continue
            hint, header = f"Add [[{lost}]] above this line.", f"[[{lost}]]"
            left.append(each._replace(hint=hint, fix=Fix(header, Target.ABOVE)))
        elif each.rule == "unknown-key" and len(each.path) > 1 and each.path[-1] in moved:
            hint = "It belongs at the top of the file, above the first header in brackets."
            left.append(each._replace(hint=hint, fix=None))
        else:
            left.append(each)
    return left


def _has_all(kind: Kind, unknown: Sequence[Finding]) -> bool:
    """Tell whether some unknown keys are all those of an entry of a list."""
    if not isinstance(kind, ListOf) or not isinstance(kind.kind, Table):
        return False
    return {each.path[-1] for each in unknown} <= set(kind.kind.key_names)
