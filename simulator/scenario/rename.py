"""Give a scene, a reply, a flag or a promise of a scenario file another name, everywhere in the file.

Names are replaced where they are written and never searched for, so that a text with the same word, comments, the layout and
the line ends stay as they are. It opens no file.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.errors import SimulatorError
from simulator.scenario.diagnostic import did_you_mean, first_of
from simulator.scenario.edit import Edit
from simulator.scenario.fields.kinds import Name
from simulator.scenario.fields.report import Report
from simulator.scenario.names import Use, uses
from simulator.scenario.position_scan import comments
from simulator.scenario.positions import Positions
from simulator.scenario.suppress import reason_span
from simulator.text import quoted
from simulator.vocabulary import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.scenario.model import Scenario


class CannotRename(SimulatorError):
    """A name that isn't there, is taken, or isn't a name."""


class Renaming(NamedTuple):
    """What gets another name: its kind, its name (that of a reply with its scene's, as in `opening.recap`), and the new one."""

    kind: NameKind
    old: str
    new: str

    @property
    def new_in_full(self) -> str:
        """The new name as `old` is written: that of a reply with its scene's."""
        scene, dot, _ = self.old.rpartition(".")
        return scene + dot + self.new

    @property
    def last(self) -> str:
        """The name as it is written where its scene goes without saying."""
        return self.old.rpartition(".")[2]


def resolve(scenario: Scenario, kind: NameKind, old: str, new: str) -> Renaming:
    """Return a renaming that can be made, as the user typed it; raises CannotRename.

    A reply may be given without its scene where only one scene has it; its new name may have the same scene before it.
    """
    known = _names_in_use(scenario, kind)
    found = _reply(known, old) if kind is NameKind.REPLY else old
    if found not in known:
        has = (
            f"This file has {first_of(list(known))}."
            if known
            else f"This file has no {_PLURALS[kind]}."
        )
        # A reply may be typed without its scene, which then makes none of them nearer.
        near = [name.rpartition(".")[2] for name in known] if "." not in found else known
        raise CannotRename(f"There is no {kind} {quoted(old)}.", did_you_mean(found, near, has))
    if kind is NameKind.REPLY:
        new = new.removeprefix(found.partition(".")[0] + ".")
    renaming = Renaming(kind, found, new)
    report = Report()
    Name(kind).read(new, (), report)
    for finding in report.findings:
        raise CannotRename(finding.message, finding.hint)
    if renaming.new_in_full == found:
        raise CannotRename(f"The {kind} {quoted(old)} already has that name.")
    if renaming.new_in_full in known:
        raise CannotRename(
            f"There is already a {kind} {quoted(renaming.new_in_full)}.", "Choose another name."
        )
    return renaming


_PLURALS = {
    NameKind.SCENE: "scenes",
    NameKind.REPLY: "replies",
    NameKind.FLAG: "flags",
    NameKind.PROMISE: "promises",
}


def _names_in_use(scenario: Scenario, kind: NameKind) -> list[str]:
    """Return the names of a kind that are in use, in the order of the file."""
    return list(dict.fromkeys(use.name for use in uses(scenario) if use.kind is kind))


def _reply(known: Sequence[str], typed: str) -> str:
    """Return a reply's name in full; raises CannotRename where several scenes have a reply of that id."""
    if "." in typed:
        return typed
    found = [name for name in known if name.rpartition(".")[2] == typed]
    if len(found) > 1:
        raise CannotRename(
            f"More than one scene has a reply {quoted(typed)}.", f"Use {' or '.join(found)}."
        )
    return found[0] if found else typed


def edits(
    text: str, scenario: Scenario, renaming: Renaming, scenes_of_moves: Sequence[Sequence[str]] = ()
) -> list[Edit]:
    """Return what to write elsewhere in a file for a renaming, in the order of the text.

    Args:
        text: The file, without a byte order mark.
        scenario: The scenario that it holds.
        renaming: What gets another name.
        scenes_of_moves: As for `uses`.
    """
    positions = Positions(text)
    everything = list(uses(scenario, scenes_of_moves))
    found = {
        edit
        for use in everything
        if use.kind is renaming.kind and use.name == renaming.old
        for edit in _edits_of(text, positions, use, renaming.new)
    }
    alike = {(use.kind, use.name) for use in everything if use.written == renaming.last}
    return sorted(found.union(_in_reasons(text, renaming, unique=len(alike) == 1)))


def _edits_of(text: str, positions: Positions, use: Use, new: str) -> Iterator[Edit]:
    """Yield what to write at one use of a name; a key in quotes keeps them."""
    if not use.is_key:
        if span := positions.text_span(use.path, use.offset, len(use.written)):
            yield Edit(*span, new)
        return
    for span in positions.key_spans(use.path):
        quote = text[span.start] if text[span.start] in "'\"" else ""
        yield Edit(*span, f"{quote}{new}{quote}")


def _in_reasons(text: str, renaming: Renaming, *, unique: bool) -> Iterator[Edit]:
    """Yield what to write in comments that accept a warning and name what gets another name in their reason.

    A word is the name if it is in quotes and nothing else has that name, or if it is written as in `opening.recap`.
    """
    scene, _, _ = renaming.old.rpartition(".")
    last = re.escape(renaming.last)
    forms = [rf"(?P<quote>['\"`])(?P<quoted>{last})(?P=quote)"] if unique else []
    if scene:
        forms.append(rf"(?<![\w.-]){re.escape(scene)}\.(?P<reply>{last})(?![\w-])")
    if renaming.kind is NameKind.SCENE:
        forms.append(rf"(?<![\w.-])(?P<scene>{last})\.[a-z]")
    if not forms:
        return
    pattern = re.compile("|".join(forms))
    for start, end in comments(text):
        if reason := reason_span(text[start:end]):
            for match in pattern.finditer(text, start + reason[0], start + reason[1]):
                yield Edit(*match.span(match.lastgroup or 0), renaming.new)


def is_only_renamed(
    before: dict[str, Any],
    after: dict[str, Any],
    scenario: Scenario,
    renaming: Renaming,
    scenes_of_moves: Sequence[Sequence[str]] = (),
) -> bool:
    """Tell whether one document is the other with the name changed wherever it is used, and nothing else."""
    expected = copy.deepcopy(before)
    found = [
        use
        for use in uses(scenario, scenes_of_moves)
        if use.kind is renaming.kind and use.name == renaming.old
    ]
    # Places inside a string are changed from its end, so that the offsets of the others still hold; keys come last of all,
    # because they are on the way to the strings.
    for use in sorted(found, key=lambda use: (use.is_key, -use.offset)):
        *way, last = use.path
        holder: Any = expected
        for step in way:
            holder = holder[step]
        if use.is_key:
            holder[renaming.new] = holder.pop(last)
        else:
            value, end = holder[last], use.offset + len(use.written)
            holder[last] = value[: use.offset] + renaming.new + value[end:]
    return expected == after
