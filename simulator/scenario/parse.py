"""From the bytes of a file to a scenario and its problems.

Opens no file: whoever has the bytes can ask. All problems of a file are found in one reading, each with its line and column;
where there is an error there is no scenario, because half a scenario would be played wrongly.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from simulator.scenario.bad_names import with_every_use
from simulator.scenario.checks import (
    DEPENDENT_RULES,
    LINK_RULES,
    LOSING_RULES,
    PROVE_WARNINGS,
    WARNING_RULES,
    check_all,
)
from simulator.scenario.diagnostic import (
    Diagnostic,
    Finding,
    Severity,
    in_order,
    limited_comparisons,
    nearest,
)
from simulator.scenario.fields.documents import is_written
from simulator.scenario.fields.misplaced import misplaced_scene
from simulator.scenario.fields.report import Report
from simulator.scenario.format import SCENARIO
from simulator.scenario.limits import FORMAT
from simulator.scenario.lost_headers import find_lost_headers
from simulator.scenario.source import BOM, Source, diagnostic_at, located, read_source
from simulator.scenario.suppress import suppress
from simulator.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.lost_headers import LostHeaders
    from simulator.scenario.model import Scenario


MAX_KEYS_LOOKED_AT = 200
"""Keys at the top of a file by which it is told whether it is of another tool."""


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


def parse(data: bytes, id: str, file: str, *, warnings: bool = True) -> Reading:
    """Read a scenario file; `id` is what it will be called, `file` how its problems name it, once it is made printable.

    Without `warnings` they aren't looked for in a file without errors, which takes half the time; in one with errors they are.
    """
    file = printable(file)
    digest = hashlib.sha256(data).hexdigest()
    source = read_source(data, file)
    if not isinstance(source, Source):
        if any(problem.edits for problem in source):
            from simulator.scenario.next_problem import look_ahead  # only for broken TOML

            source = look_ahead(data.removeprefix(BOM).decode(), source)
        return Reading(None, source, digest)
    text, document = source.text, source.document
    if _is_of_another_tool(document):
        finding = Finding(
            "missing-key",
            (),
            "This file isn't a scenario: it has neither format nor scenes.",
            "`simulator new ID` writes a scenario to start from.",
        )
        return Reading(None, (diagnostic_at(finding, Severity.ERROR, file, 1, 1),), digest)
    report = Report()
    with limited_comparisons():
        scenario = SCENARIO.read(document, (), report)
        found_once = with_every_use(document, report.findings)
        headers = find_lost_headers(document, found_once, report.scenes_named)
        foreign = _foreign_format(document)
        elsewhere = _keys_elsewhere(report.findings)
        shape = [
            finding
            for finding in headers.findings
            if (not foreign or finding.path == ("format",))
            and not (finding.rule == "missing-key" and _is_elsewhere(finding, elsewhere, document))
        ]
        found = [(Severity.ERROR, finding) for finding in shape]
        if not foreign:
            found += _without_consequences(
                scenario,
                document,
                [*report.findings, *found_once],
                headers,
                warnings=warnings or bool(shape),
            )
        if not warnings:
            if not found:
                return Reading(replace(scenario, id=id), (), digest)
            return parse(data, id, file)
        located_here = located(text, file, found) if found else ()
        # Where there are errors, not all warnings were looked for.
        looked_for = PROVE_WARNINGS if not shape else WARNING_RULES
        diagnostics = suppress(text, file, located_here, without=looked_for)
    has_errors = any(severity is Severity.ERROR for severity, _ in found)
    return Reading(None if has_errors else replace(scenario, id=id), diagnostics, digest)


def with_proof(
    reading: Reading, data: bytes, file: str, found: Sequence[tuple[Severity, Finding]]
) -> Reading:
    """Return a reading with what a proof found against the scenario added, as far as comments do not accept it."""
    text, file = data.removeprefix(BOM).decode(), printable(file)
    with limited_comparisons():
        proved = suppress(text, file, located(text, file, found), only=PROVE_WARNINGS)
    return replace(reading, diagnostics=in_order((*reading.diagnostics, *proved)))


def _is_of_another_tool(document: dict[str, Any]) -> bool:
    """Tell whether a document has no key of a scenario, not even a misspelt one."""
    known = {*(key.name for key in SCENARIO.keys), SCENARIO.wrapper, *SCENARIO.synonyms}
    if not known.isdisjoint(document):
        return False
    return not any(
        name in known
        or name.lower() in known
        or nearest(name, known)
        or misplaced_scene(name, document)
        for name in list(document)[:MAX_KEYS_LOOKED_AT]
    )


def _foreign_format(document: dict[str, Any]) -> bool:
    """Tell whether the file says it is of another format, so that only that is worth saying."""
    return "format" in document and document["format"] != FORMAT


def _without_consequences(
    scenario: Scenario,
    document: dict[str, Any],
    findings: Sequence[Finding],
    headers: LostHeaders,
    *,
    warnings: bool,
) -> list[tuple[Severity, Finding]]:
    """Return what the rules find, without what follows from a value that could not be read."""
    said = {finding.path for finding in findings}
    if ("scenes",) in said:
        return []
    unread = {finding.path for finding in findings if finding.rule == "wrong-type"}

    meant = {
        (*finding.path[:-1], finding.fix.text)
        for finding in findings
        if finding.rule == "unknown-key" and finding.fix
    }
    renamed = {
        (*finding.path[:-1], finding.fix.text)
        for finding in findings
        if finding.rule in ("unknown-scene", "bad-name") and finding.at_key and finding.fix
    }
    around = {path[:length] for path in said for length in range(len(path))}

    def follows(severity: Severity, finding: Finding) -> bool:
        path = finding.path
        if not is_written(document, path[:-1]) or path in meant:
            return True  # it is about what was read under another name
        if severity is Severity.WARNING and path[:2] in renamed:
            return True  # comments that accept warnings about it stand at its other name
        # A warning about a table may be due to what could not be read in it; it comes back once that is mended.
        if severity is Severity.WARNING and path in around:
            return True
        return path in said or any(path[:length] in unread for length in range(1, len(path)))

    lost = {
        _key(finding.path)
        for finding in findings
        if finding.rule in LOSING_RULES or finding.rule == "unknown-key"
    }
    if any(each.rule == "bad-value" and _key(each.path) == "skills" for each in findings):
        lost.add("skills")
    lost |= {key for finding in findings for key in _intended_keys(finding, document)}
    lost |= headers.lost
    lost |= {"on"} if renamed else set()
    waiting = {rule for key in lost for rule in DEPENDENT_RULES.get(key, ())}
    found = [
        (severity, finding)
        for severity, finding in check_all(scenario, warnings=warnings)
        if finding.rule not in waiting and not follows(severity, finding)
    ]
    # What leads to a scene by the name that it should have is right.
    meant_scenes = {*headers.scenes, *(path[-1] for path in renamed)}
    found = [item for item in found if not _leads_to(item[1], meant_scenes, document)]
    # A guard that asks for something misspelt is a guard that isn't known.
    if any(
        finding.path[-1:] == ("when",) and severity is Severity.ERROR for severity, finding in found
    ):
        found = [item for item in found if item[1].rule not in DEPENDENT_RULES["when"]]
    if any(finding.rule == "duplicate-reply" for _, finding in found):
        found = [item for item in found if item[1].rule not in DEPENDENT_RULES["id"]]
    broken = {"unknown-scene", "no-replies"}
    if unread or any(finding.rule in broken for _, finding in found):
        found = [
            (severity, finding) for severity, finding in found if finding.rule not in LINK_RULES
        ]
    return found


def _leads_to(finding: Finding, scenes: Set[str | int], document: dict[str, Any]) -> bool:
    """Tell whether a finding says that one of some scenes isn't there."""
    if finding.rule != "unknown-scene" or not scenes or not is_written(document, finding.path):
        return False
    value: Any = document
    for step in finding.path:
        value = value[step]
    return isinstance(value, str) and not scenes.isdisjoint(re.split(r"['\".]", value))


def _keys_elsewhere(findings: Sequence[Finding]) -> frozenset[KeyPath]:
    """Return the keys that another table has and doesn't know: a table lacks such a key only because it is there."""
    return frozenset(
        finding.path[-1:]
        for finding in findings
        if finding.rule == "unknown-key" and len(finding.path) > 1
    )


def _is_elsewhere(finding: Finding, elsewhere: Set[KeyPath], document: dict[str, Any]) -> bool:
    """Tell whether what is missing was put into another table: a key of the top or of a scene, or all keys of the top."""
    path = finding.path
    if len(path) == 1:
        return path in elsewhere or isinstance(document.get(SCENARIO.wrapper), dict)
    return len(path) == 3 and path[0] == "scenes" and path[-1:] in elsewhere


def _intended_keys(finding: Finding, document: dict[str, Any]) -> tuple[str, ...]:
    """Return the keys that an unknown one may stand for, going by its value; none where it was read as another."""
    if finding.rule != "unknown-key" or finding.fix is not None:
        return ()
    value: Any = document
    for step in finding.path:
        value = value[step]
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return ("sets", "keeps", "promises", "skills")
    if isinstance(value, str) and "('" in value:
        return ("when",)
    return ("replies",) if isinstance(value, dict | list) else ("note", "answer", "ending")


def _key(path: KeyPath) -> str:
    """Return the key that a value, or the entry of a list, belongs to."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
