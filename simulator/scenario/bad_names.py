"""Tell a name that isn't valid once, with every place of it: someone who writes `knows_birthday` writes it everywhere.

Works on the document and on what reading it found; opens no file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from simulator.ruleset import RESERVED
from simulator.scenario.diagnostic import nearest
from simulator.scenario.edit import Fix, Target, toml_text
from simulator.scenario.slug import is_name
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.scenario.diagnostic import Finding, KeyPath


_Places: TypeAlias = "dict[tuple[int, str], list[tuple[KeyPath, tuple[int, int] | None]]]"


class _Uses(NamedTuple):
    """Where names of a kind are written: the keys of their values, and how guards ask for them."""

    keys: frozenset[str]
    asked: str
    defined_by: str = ""
    """The key whose value gives something its name, where the other keys only mention it."""


_SCENES: Final = _Uses(
    frozenset(("to", "start", "boils", "walks", "on_silence", "scene")),
    r"(?:(?:seen|listened|visits)\(['\"](?P<name>[^'\"]*)['\"]|(?:chose|given)\(['\"](?P<of>[^'\".]*)\.)",
)
_REPLIES: Final = _Uses(
    frozenset(("id", "moves", "offered", "not_offered", "reply")),
    r"(?:chose|given)\(['\"][^'\".]*\.(?P<name>[^'\"]*)['\"]",
    "id",
)
_FLAGS: Final = _Uses(
    frozenset(("sets", "clears", "flag", "not_flag")), r"flag\(['\"](?P<name>[^'\"]*)['\"]"
)
_PROMISES: Final = _Uses(
    frozenset(("promises", "keeps", "promise", "not_promise")),
    r"promised\(['\"](?P<name>[^'\"]*)['\"]",
)
_ENDINGS: Final = _Uses(frozenset(("ending",)), r"(?P<name>)(?!)")
_ALL: Final = (_SCENES, _REPLIES, _FLAGS, _PROMISES, _ENDINGS)


def with_every_use(document: dict[str, Any], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with each bad name told once, where it is first found, and mended in every place of it."""
    told: set[KeyPath] = set()
    left: list[Finding] = []
    places = _places(_strings(document, ())) if any(map(_uses, findings)) else {}
    for finding in findings:
        uses = _uses(finding)
        if uses is None:
            left.append(finding)
        elif finding.path not in told:
            name = finding.path[-1] if finding.at_key else _at(document, finding.path)
            kind = _ALL.index(uses)
            found = places.get((kind, str(name)), ())
            better = _better(finding)
            if finding.at_key or finding.path[-1] == uses.defined_by:
                elsewhere = _name_elsewhere(document, better, kind, places)
                if elsewhere != better:
                    finding = _with_name(finding, elsewhere)
                    better = elsewhere
            also = tuple((path, _fix(better, span)) for path, span in found if path != finding.path)
            told |= {finding.path, *(path for path, _ in also)}
            left.append(_with_places(finding, also))
    return [each for each in left if each.rule != "bad-guard" or each.path not in told]


def _name_elsewhere(document: dict[str, Any], better: str, kind: int, places: _Places) -> str:
    """Return the name by which the rest of the file means something with a bad name; `better` if nothing tells.

    Only a name that is mentioned and given to nothing can be it.
    """
    uses = _ALL[kind]
    scenes = document.get("scenes")
    mentioned = []
    for of, name in places:
        if of != kind or not is_name(name) or name in RESERVED:
            continue
        keys = [path[-1] for path, _ in places[of, name]]
        given = name in scenes if uses is _SCENES and isinstance(scenes, dict) else False
        if not given and uses.defined_by not in keys:
            mentioned.append(name)
    if better in mentioned:
        return better
    alike = [name for name in mentioned if name.replace("-", "") == better.replace("-", "")]
    return alike[0] if alike else nearest(better, mentioned) or better


def _with_name(finding: Finding, name: str) -> Finding:
    """Return the finding that a name is bad with another one to write."""
    fix = finding.fix
    assert fix is not None
    text = name if finding.at_key else toml_text(name)
    hint = f"Use {quoted(name)}, as elsewhere in this file."
    return finding._replace(hint=hint, fix=replace(fix, text=text))


def _with_places(finding: Finding, also: tuple[tuple[KeyPath, Fix], ...]) -> Finding:
    if not also:
        return finding
    count = f"It's in {len(also)} more {'place' if len(also) == 1 else 'places'}."
    return finding._replace(hint=f"{finding.hint} {count}", also=also)


def _uses(finding: Finding) -> _Uses | None:
    """Return where else the name may be that a finding says isn't one; None if it doesn't say that."""
    if finding.rule != "bad-name" or finding.fix is None:
        return None
    return _SCENES if finding.at_key else _uses_at(finding.path)


def _uses_at(path: KeyPath) -> _Uses | None:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return next((uses for uses in _ALL if key in uses.keys), None)


def _better(finding: Finding) -> str:
    """Return the name that a finding would write."""
    return finding.fix.text.strip('"') if finding.fix else ""


def _at(document: Any, path: KeyPath) -> Any:
    for step in path:
        document = document[step]
    return document


def _strings(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of a document with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _strings(each, (*path, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _strings(each, (*path, index))


def _places(strings: Iterable[tuple[KeyPath, str]]) -> _Places:
    """Return every place by the kind of its name, as an index of all kinds, and by the name; those in guards with a span."""
    found: _Places = defaultdict(list)
    asked = [re.compile(uses.asked) for uses in _ALL]
    for path, text in strings:
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        for kind, uses in enumerate(_ALL):
            if key in uses.keys:
                found[kind, text].append((path, None))
            elif key == "when":
                for match in asked[kind].finditer(text):
                    group = match.lastgroup or "name"
                    found[kind, match[group]].append((path, match.span(group)))
    return found


def _fix(better: str, span: tuple[int, int] | None) -> Fix:
    return Fix(toml_text(better)) if span is None else Fix(better, Target.WORDS, *span)
