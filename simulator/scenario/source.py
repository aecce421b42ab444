"""From the bytes of a file to its text and its document, or to what keeps it from being read; and from a path to its line.

What scenarios, courses and shifts have in common, before any of them means something. Opens no file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import Diagnostic, Finding, Severity, dotted, in_order
from simulator.scenario.file_kind import TABLE, WORKBOOK, binary_kind, text_kind
from simulator.scenario.limits import MAX_BYTES
from simulator.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.edit import Edit
    from simulator.scenario.toml_errors.read import SyntaxProblem

BOM = b"\xef\xbb\xbf"
_IMPORT = "`simulator import FILE.csv` then makes a scenario file of it."


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: its text, without a byte order mark, and the document that it is as TOML."""

    text: str
    document: dict[str, Any]


def read_source(data: bytes, file: str, kind: str = "scenario") -> Source | tuple[Diagnostic, ...]:
    """Return what a file holds, or its problems where it isn't text or isn't TOML; `kind` is what it should be."""

    def failed(
        rule: str, line: int, column: int, message: str, hint: str | None
    ) -> tuple[Diagnostic, ...]:
        finding = Finding(rule, (), message, hint)
        return (diagnostic_at(finding, Severity.ERROR, file, line, column),)

    if len(data) > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES:,} bytes, the most a {kind} can have."
        return failed("too-large", 1, 1, message, f"Split it into several {kind}s.")
    start = "`simulator new ID` writes a scenario to start from."
    body = data.removeprefix(BOM)
    if found := binary_kind(data):
        hint = "Save it as plain text in UTF-8."
        if found == WORKBOOK:
            hint = f"Save it as CSV in UTF-8. {_IMPORT}"
        return failed("toml-syntax", 1, 1, f"This is {found}, not plain text in UTF-8.", hint)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = "This isn't a UTF-8 character, so the file can't be read past this point."
        return failed("toml-syntax", line, column, message, "Save the file as UTF-8.")

    from simulator.scenario.toml_errors.read import read

    document = read(text)
    if isinstance(document, tuple):
        if (format := text_kind(text)) and "<<<<<<<" not in text:
            hint = f"Write it as TOML; {start}" if kind == "scenario" else "Write it as TOML."
            if format == TABLE:
                hint = f"Give it a name that ends in .csv. {_IMPORT}"
            return failed("toml-syntax", 1, 1, f"This is {format}, not TOML.", hint)
        return in_order(_syntax_diagnostic(each, file) for each in document)
    if not document:
        empty = "This file has nothing but comments." if text.strip() else "This file is empty."
        return failed("missing-key", 1, 1, empty, start if kind == "scenario" else None)
    return Source(text, document)


def _syntax_diagnostic(problem: SyntaxProblem, file: str) -> Diagnostic:
    finding = Finding("toml-syntax", (), problem.message, problem.hint)
    place = (problem.line, problem.column)
    return diagnostic_at(finding, Severity.ERROR, file, *place, problem.edits)


def located(
    text: str, file: str, found: Sequence[tuple[Severity, Finding]]
) -> tuple[Diagnostic, ...]:
    """Return findings as problems with their lines and columns, in the order of the text."""
    from simulator.scenario.positions import Positions

    positions = Positions(text)
    problems = []
    for severity, finding in found:
        place = None
        if finding.at_key:
            place = positions.key(finding.path)
            if place is None and len(finding.path) > 1:
                place = positions.key(finding.path[:-1])
        elif finding.offset is not None:
            place = positions.inside(finding.path, finding.offset)
        place = place or positions.nearest(finding.path)
        edits = positions.edits(finding.path, finding.fix) if finding.fix else ()
        for path, fix in finding.also:
            edits += positions.edits(path, fix)
        problems.append(diagnostic_at(finding, severity, file, place.line, place.column, edits))
    return in_order(problems)


def diagnostic_at(
    finding: Finding,
    severity: Severity,
    file: str,
    line: int,
    column: int,
    edits: tuple[Edit, ...] = (),
) -> Diagnostic:
    """Return a finding at its place, made printable: rules and kinds take words of the file over into their sentences."""
    hint = None if finding.hint is None else printable(finding.hint)
    path, message = dotted(finding.path), printable(finding.message)
    return Diagnostic(finding.rule, severity, file, line, column, path, message, hint, edits)
