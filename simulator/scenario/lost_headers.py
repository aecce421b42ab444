"""Find headers that are missing: keys that the table above doesn't have, because the header of their own is not there.

One header that was deleted or forgotten gives an unknown key for each line below it. That is one problem, at the first of these
lines, with the header to put above it. Works on the document and on what reading it found; opens no file.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from simulator.scenario.diagnostic import dotted
from simulator.scenario.edit import Fix, Target
from simulator.scenario.fields.customer import CUSTOMER
from simulator.scenario.fields.reply import REPLY
from simulator.scenario.fields.scene import SCENE
from simulator.scenario.fields.test import TEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence, Set

    from simulator.scenario.diagnostic import Finding, KeyPath

_OF_A_SCENE: Final = frozenset(key.name for key in SCENE.keys)
_OF_A_REPLY: Final = frozenset(key.name for key in REPLY.keys)
_OF_A_TEST: Final = frozenset(key.name for key in TEST.keys)
_OF_THE_CUSTOMER: Final = frozenset(key.name for key in CUSTOMER.keys)
_OF_ON: Final = frozenset(("boils", "walks"))


class LostHeaders(NamedTuple):
    """What reading found once each missing header is told once.

    Attributes:
        findings: The findings, those that only follow from a missing header left out.
        lost: The keys whose values can't be known, as in `checks.DEPENDENT_RULES`.
        scenes: The scenes whose headers are missing.
    """

    findings: list[Finding]
    lost: frozenset[str]
    scenes: frozenset[str]


class _Header(NamedTuple):
    """A header that is missing, the key whose values are lost with it, the scene it is of, and what is missed without it."""

    text: str
    lost: str
    scene: str = ""
    missed: KeyPath = ()


def find_lost_headers(
    document: dict[str, Any], findings: Sequence[Finding], scenes_named: Set[str]
) -> LostHeaders:
    """Return the findings with each missing header told once, where its keys begin.

    Args:
        document: The file.
        findings: What reading it found.
        scenes_named: The scenes that something in the file leads to.
    """
    headers: dict[KeyPath, _Header] = {}
    for parent, keys in _unknown_keys(findings):
        if header := _missing_header(document, parent, keys, scenes_named):
            headers[parent] = header
    if not headers:
        return LostHeaders(list(findings), frozenset(), frozenset())
    missed = {header.missed for header in headers.values() if header.missed}
    left: list[Finding] = []
    told: set[KeyPath] = set()
    for finding in findings:
        parent = finding.path[:-1]
        if finding.rule == "missing-key" and (finding.path in missed or parent in missed):
            continue
        if finding.rule != "unknown-key" or parent not in headers:
            left.append(finding)
        elif parent not in told:
            told.add(parent)
            text = headers[parent].text
            hint = f"Add {text} above this line."
            left.append(finding._replace(hint=hint, fix=Fix(text, Target.ABOVE)))
    lost = frozenset(header.lost for header in headers.values())
    scenes = frozenset(header.scene for header in headers.values() if header.scene)
    return LostHeaders(left, lost, scenes)


def _unknown_keys(findings: Sequence[Finding]) -> Iterator[tuple[KeyPath, set[str]]]:
    """Yield each table with keys that it doesn't have, and these keys."""
    unknown = [finding.path for finding in findings if finding.rule == "unknown-key"]
    unknown.sort(key=lambda path: [str(step) for step in path[:-1]])
    for parent, paths in groupby(unknown, key=lambda path: path[:-1]):
        yield parent, {str(path[-1]) for path in paths}


def _missing_header(
    document: dict[str, Any], parent: KeyPath, keys: Set[str], scenes_named: Set[str]
) -> _Header | None:
    """Return the header that is missing above the unknown keys of a table, if it is clear which one."""
    if (
        keys <= _OF_A_REPLY
        and {"id", "text"} <= keys
        and len(parent) == 2
        and parent[0] == "scenes"
    ):
        return _Header(f"[[{dotted((*parent, 'replies'))}]]", "replies")
    if keys <= _OF_A_TEST and "moves" in keys and parent:
        return _Header("[[tests]]", "tests")
    if not parent and keys <= _OF_THE_CUSTOMER and len(keys) > 1 and _lacks_customer(document):
        return _Header("[customer]", "customer", missed=("customer",))
    if keys <= _OF_ON and "on" not in document and parent:
        return _Header("[on]", "on")
    is_scene = parent and keys <= _OF_A_SCENE and not keys.isdisjoint({"says", "ending", "nudge"})
    scene = _scene_without_header(document, parent, scenes_named) if is_scene else None
    if scene is None:
        return None
    return _Header(f"[{dotted(('scenes', scene))}]", "scenes", scene, ("scenes", scene))


def _lacks_customer(document: dict[str, Any]) -> bool:
    """Tell whether the customer's own keys are nowhere: there may be tables within the customer all the same."""
    customer = document.get("customer", {})
    return isinstance(customer, dict) and all(isinstance(each, dict) for each in customer.values())


def _scene_without_header(
    document: dict[str, Any], parent: KeyPath, scenes_named: Collection[str]
) -> str | None:
    """Return the one scene that has replies and no words, or that is led to and isn't there; None unless there is just one."""
    scenes = document.get("scenes")
    if not isinstance(scenes, dict):
        return None
    bare = [
        name
        for name, table in scenes.items()
        if isinstance(table, dict)
        and table
        and table.keys() <= {"replies", "variants"}
        and parent[:2] != ("scenes", name)
    ]
    known = {*scenes, "@resume"}
    missing = [*bare, *sorted(name for name in scenes_named if name and name not in known)]
    return missing[0] if len(missing) == 1 else None
