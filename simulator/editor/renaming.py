"""Give a name of a file another one, everywhere in it.

A valid file is changed by `simulator.scenario.rename`, which knows in which scene each move of a test is made. While there are
errors, the names are those of the outline, and a move is changed only if no other scene has a reply of that id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.editor.moves import scene_of_move
from simulator.editor.symbols import Kind
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import scenes_of_moves
from simulator.scenario.edit import Edit
from simulator.scenario.fields.kinds import Name
from simulator.scenario.fields.report import Report
from simulator.scenario.parse import parse
from simulator.scenario.rename import CannotRename, edits, resolve
from simulator.text import quoted
from simulator.vocabulary import NameKind

if TYPE_CHECKING:
    from simulator.editor.document import Document
    from simulator.editor.symbols import Mention
    from simulator.scenario.model import Scenario

RENAMED = (Kind.SCENE, Kind.REPLY, Kind.FLAG, Kind.PROMISE, Kind.ENDING)


def renamed_at(document: Document, offset: int) -> Mention | None:
    """Return the name at an offset if it can be given another one, or None."""
    mention = document.symbols.at(offset) if document.is_scenario else None
    if mention is None or mention.kind not in RENAMED or not mention.name:
        return None
    return mention if document.symbols.definitions(mention) else None


def edits_for(document: Document, offset: int, new: str) -> list[Edit]:
    """Return the changes that give the name at an offset another one; none where there is none.

    Raises:
        CannotRename: The new name isn't one, or is taken.
    """
    mention = renamed_at(document, offset)
    if mention is None or new == mention.name:
        return []
    _check(document, mention, new)
    scenario = parse(document.data, document.id, document.id).scenario
    if scenario is None or mention.kind is Kind.ENDING:
        return _of_mentions(document, mention, new)
    return _of_scenario(document, scenario, mention, new)


def _check(document: Document, mention: Mention, new: str) -> None:
    """Raise CannotRename unless a name is well formed and still free."""
    report = Report()
    Name(mention.kind.value).read(new, (), report)
    for finding in report.findings:
        raise CannotRename(finding.message, finding.hint)
    for other in document.symbols.of(mention.kind):
        is_near = mention.kind is not Kind.REPLY or other.scene in (
            None,
            *_scenes(document, mention),
        )
        if other.name == new and other.defines and is_near and mention.kind is not Kind.ENDING:
            raise CannotRename(
                f"There is already a {mention.kind} {quoted(new)}.", "Choose another name."
            )


def _of_scenario(document: Document, scenario: Scenario, mention: Mention, new: str) -> list[Edit]:
    """Return the changes of a valid file; offsets count its byte order mark, which a scenario doesn't have."""
    mark = 1 if document.text.startswith("\ufeff") else 0
    old = mention.name
    if mention.kind is Kind.REPLY:
        scenes = _scenes(document, mention)
        if len(scenes) > 1:
            raise CannotRename(
                f"More than one scene has a reply {quoted(old)}.", "Rename it where its id is."
            )
        old = f"{scenes[0]}.{old}"
    renaming = resolve(scenario, NameKind(mention.kind.value), old, new)
    machine = ScenarioMachine(scenario)
    made_in = [scenes_of_moves(machine, test) for test in scenario.tests]
    found = edits(document.text[mark:], scenario, renaming, made_in)
    return [Edit(edit.start + mark, edit.end + mark, edit.text) for edit in found]


def _of_mentions(document: Document, mention: Mention, new: str) -> list[Edit]:
    """Return the changes of a file with errors."""
    scenes = _scenes(document, mention)
    if mention.kind is Kind.REPLY and len(scenes) > 1:
        raise CannotRename(
            f"More than one scene has a reply {quoted(mention.name)}.", "Rename it where its id is."
        )
    same = document.symbols.same(mention)
    if mention.kind is Kind.REPLY:
        everywhere = len({m.scene for m in same if m.defines}) == 1
        same = [other for other in same if other.scene in scenes or everywhere]
    return [Edit(other.start, other.end, new) for other in same]


def _scenes(document: Document, mention: Mention) -> list[str]:
    """Return the scenes whose reply a mention may be, in the order of the file."""
    if mention.scene:
        return [mention.scene]
    made = document.symbols.definitions(mention)
    scenes = list(dict.fromkeys(other.scene for other in made if other.scene))
    here = scene_of_move(mention.path, document)
    return [here] if here in scenes else scenes
