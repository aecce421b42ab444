"""Read files that aren't scenarios but are written like them: a table with declared keys, each problem at its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from simulator.scenario.diagnostic import Severity, limited_comparisons
from simulator.scenario.fields.report import Report
from simulator.scenario.source import Source, located, read_source
from simulator.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.diagnostic import Diagnostic
    from simulator.scenario.fields.containers import Table

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
    found = [(Severity.ERROR, finding) for finding in report.findings]
    problems = located(source.text, file, found) if found else ()
    return TableReading(None if problems else value, problems, digest)
