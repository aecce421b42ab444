"""From the bytes of a file to a scenario and its problems.

Opens no file: whoever has the bytes can ask. All problems of a file are found in one reading, each with its line and column;
where there is an error there is no scenario, because half a scenario would be played wrongly.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from simulator.scenario.checks import (
    DEPENDENT_RULES,
    LINK_RULES,
    LOSING_RULES,
    PROVE_WARNINGS,
    check_all,
)
from simulator.scenario.diagnostic import (
    Diagnostic,
    Finding,
    Severity,
    dotted,
    limited_comparisons,
)
from simulator.scenario.fields.report import Report
from simulator.scenario.format import SCENARIO
from simulator.scenario.limits import FORMAT, MAX_BYTES
from simulator.scenario.suppress import suppress
from simulator.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.model import Scenario

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave: the scenario, unless there are errors; every problem in order; the bytes' SHA-256."""

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...]
    hash: str

    @property
    def errors(self) -> int:
        """Number of errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.diagnostics)

    @property
    def warnings(self) -> int:
        """Number of warnings."""
        return len(self.diagnostics) - self.errors


def parse(data: bytes, id: str, file: str) -> Reading:
    """Read a scenario file; `id` is what it will be called, `file` how its problems name it, once it is made printable."""
    file = printable(file)
    digest = hashlib.sha256(data).hexdigest()

    def failed(rule: str, line: int, column: int, message: str, hint: str | None) -> Reading:
        finding = Finding(rule, (), message, hint)
        problem = _diagnostic(finding, Severity.ERROR, file, line, column)
        return Reading(None, (problem,), digest)

    if len(data) > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES:,} bytes, the most a scenario can have."
        return failed("too-large", 1, 1, message, "Split it into several scenarios.")
    body = data.removeprefix(_BOM)
    if kind := _other_kind(data):
        hint = "Save it as plain text in UTF-8."
        return failed("toml-syntax", 1, 1, f"This is {kind}, not plain text in UTF-8.", hint)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = "This isn't a UTF-8 character, so the file can't be read past this point."
        return failed("toml-syntax", line, column, message, "Save the file as UTF-8.")

    from simulator.scenario.toml_errors.read import SyntaxProblem, read

    document = read(text)
    if isinstance(document, SyntaxProblem):
        return failed(
            "toml-syntax", document.line, document.column, document.message, document.hint
        )
    if not document:
        hint = "`simulator new ID` writes a scenario to start from."
        return failed("missing-key", 1, 1, "This file is empty.", hint)
    report = Report()
    with limited_comparisons():
        scenario = SCENARIO.read(document, (), report)
        foreign = _foreign_format(document)
        elsewhere = _keys_elsewhere(report.findings)
        shape = [
            finding
            for finding in report.findings
            if (not foreign or finding.path == ("format",))
            and not (finding.rule == "missing-key" and finding.path in elsewhere)
        ]
        found = [(Severity.ERROR, finding) for finding in shape]
        if not foreign:
            found += _not_already_said(scenario, document, report.findings)
    diagnostics = suppress(
        text, file, _located(text, file, found) if found else (), without=PROVE_WARNINGS
    )
    has_errors = any(severity is Severity.ERROR for severity, _ in found)
    return Reading(None if has_errors else replace(scenario, id=id), diagnostics, digest)


def _other_kind(data: bytes) -> str | None:
    """Return what else a file is, if it begins as one that word processors write; else None."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:2] == b"\0" or data[:1] == b"\0":
        return 'a UTF-16 file ("Unicode" in Notepad)'
    if data.startswith(b"PK\x03\x04"):
        return "a word processor document"
    return "an RTF document" if data.startswith(b"{\\rtf") else None


def with_proof(
    reading: Reading, data: bytes, file: str, found: Sequence[tuple[Severity, Finding]]
) -> Reading:
    """Return a reading with what a proof found against the scenario added, as far as comments do not accept it."""
    text, file = data.removeprefix(_BOM).decode(), printable(file)
    proved = suppress(text, file, _located(text, file, found), only=PROVE_WARNINGS)
    both = sorted((*reading.diagnostics, *proved), key=lambda problem: problem.order)
    return replace(reading, diagnostics=tuple(both))


def _foreign_format(document: dict[str, Any]) -> bool:
    """Tell whether the file says it is of another format, so that only that is worth saying."""
    return "format" in document and document["format"] != FORMAT


def _not_already_said(
    scenario: Scenario, document: dict[str, Any], findings: Sequence[Finding]
) -> list[tuple[Severity, Finding]]:
    """Return what the rules find, without what follows from a value that could not be read."""
    said = {finding.path for finding in findings}
    if ("scenes",) in said:
        return []
    unread = {finding.path for finding in findings if finding.rule == "wrong-type"}

    around = {path[:length] for path in said for length in range(len(path))}

    def follows(severity: Severity, finding: Finding) -> bool:
        path = finding.path
        if not _is_written(document, path[:-1]):
            return True  # it is about what was read under another name
        # A warning about a table may be due to what could not be read in it; it comes back once that is mended.
        if severity is Severity.WARNING and path in around:
            return True
        return path in said or any(path[:length] in unread for length in range(1, len(path)))

    lost = {_key(finding.path) for finding in findings if finding.rule in LOSING_RULES}
    waiting = {rule for key in lost for rule in DEPENDENT_RULES.get(key, ())}
    found = [
        (severity, finding)
        for severity, finding in check_all(scenario)
        if finding.rule not in waiting and not follows(severity, finding)
    ]
    broken = {"unknown-scene", "no-replies"}
    if unread or any(finding.rule in broken for _, finding in found):
        found = [
            (severity, finding) for severity, finding in found if finding.rule not in LINK_RULES
        ]
    return found


def _is_written(document: dict[str, Any], path: KeyPath) -> bool:
    """Tell whether a document has a value at a path."""
    value: Any = document
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _keys_elsewhere(findings: Sequence[Finding]) -> frozenset[KeyPath]:
    """Return the keys that another table has and doesn't know: a scenario lacks such a key only because it is there."""
    return frozenset(
        finding.path[-1:]
        for finding in findings
        if finding.rule == "unknown-key" and len(finding.path) > 1
    )


def _key(path: KeyPath) -> str:
    """Return the key that a value, or the entry of a list, belongs to."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _located(
    text: str, file: str, found: Sequence[tuple[Severity, Finding]]
) -> tuple[Diagnostic, ...]:
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
        problem = _diagnostic(finding, severity, file, place.line, place.column)
        problems.append(replace(problem, edits=edits))
    return tuple(sorted(problems, key=lambda problem: problem.order))


def _diagnostic(
    finding: Finding, severity: Severity, file: str, line: int, column: int
) -> Diagnostic:
    """Return a finding at its place, made printable: rules and kinds take words of the file over into their sentences."""
    hint = None if finding.hint is None else printable(finding.hint)
    path, message = dotted(finding.path), printable(finding.message)
    return Diagnostic(finding.rule, severity, file, line, column, path, message, hint)
