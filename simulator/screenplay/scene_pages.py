"""The scenes of a readable copy: what is said, what can be replied, and where that leads."""

from __future__ import annotations

from collections import defaultdict
from string import ascii_lowercase
from typing import TYPE_CHECKING

from simulator.ruleset import RESUME
from simulator.screenplay.columns import NAME, SCENES, TEXT, WHEN, WORDING
from simulator.screenplay.entries import accepted, condition, entries, rules
from simulator.screenplay.labels import label
from simulator.screenplay.page import Entry, Heading, Paragraph, Span, Table, said
from simulator.text import count_or_no

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.screenplay.page import Block, Line
    from simulator.screenplay.rows import Row

_SPOKEN = (*SCENES, "variant", "part")


class ScenePages:
    """Makes the pages of scenes.

    Args:
        scenes: The rows of each scene, in order, by its name.
        customer: The customer's name.
        starts: The scenes that a conversation enters by itself, each with how.
    """

    def __init__(
        self,
        scenes: Mapping[str, Sequence[Row]],
        customer: str,
        starts: Sequence[tuple[str, str]],
    ) -> None:
        self._scenes = scenes
        self._customer = customer
        self._reached: dict[str, list[Span]] = defaultdict(list)
        for name, how in starts:
            self._reached[name].append(Span(how))
        for rows in scenes.values():
            anchor = ""
            for row in rows:
                anchor = row.place if row.kind in (*SCENES, "reply") else anchor
                for column, lead in (("to", "from"), ("on_silence", "by silence in")):
                    target = row.cells.get(column, RESUME)
                    if target != RESUME:
                        self._reached[target].append(Span(f"{lead} {row.place}", link=anchor))

    def place(self, scene: str, reply: str | None = None, part: str | None = None) -> str:
        """Return the short name of a scene, or of a reply or a part in it, the latter counted from 1."""
        rows = self._scenes[scene]
        if reply:
            return next(
                row.place for row in rows if row.kind == "reply" and row.cells[NAME] == reply
            )
        return f"{rows[0].place}{ascii_lowercase[int(part) - 1] if part else ''}"

    def link(self, scene: str) -> Span:
        """Return words that lead to a scene."""
        if scene == RESUME:
            return Span("back to where this interrupted (@resume)")
        place = self.place(scene)
        return Span(f"scene {place}, {scene}", link=place)

    def summary(self, name: str) -> Entry:
        """Return a scene's entry in the list of scenes."""
        rows = self._scenes[name]
        replies = sum(row.kind == "reply" for row in rows)
        ending = rows[0].cells.get("ending")
        what = count_or_no(replies, "reply") if ending is None else "an ending"
        if ending not in (None, name):
            what = f"the ending {ending}"
        place = rows[0].place
        return Entry(place, ((Span(name, authored=True, link=place), Span(f": {what}")),))

    def scene(self, name: str) -> Iterator[Block]:
        """Yield the page of a scene."""
        rows = self._scenes[name]
        scene = rows[0]
        what = "Ending" if scene.kind == "ending" else "Scene"
        yield Heading(2, f"{what} {scene.place}:", said(name), scene.place)
        yield Paragraph(self._from(name))
        yield Table(
            (
                *self._speech_entries([row for row in rows if row.kind in _SPOKEN]),
                *self._facts(rows),
            )
        )
        for row in rows:
            if row.kind == "reply":
                yield Heading(3, row.place, said(row.cells[NAME]), row.place)
                yield Table(tuple(self._reply(row, rows)), whole=True)

    def _from(self, name: str) -> Line:
        sources = self._reached.get(name)
        if not sources:
            return (Span("Nothing leads here."),)
        line = [Span("Reached ")]
        for index, source in enumerate(sources):
            line += [Span(", ")] if index else []
            line.append(source)
        return (*line, Span("."))

    def _speech_entries(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """Yield what is seen and said in a scene, and in place of it in its variants."""
        letter = 0
        above = ""
        for row in rows:
            if row.kind != "part":
                letter, above = 0, row.place
            if row.kind == "variant":
                yield Entry(above, ((*condition("Instead, if ", row), Span(":")),), above)
            if "narration" in row.cells:
                yield Entry(above, ((said(row.cells["narration"], "aside"),),))
            if TEXT in row.cells:
                place = f"{above}{ascii_lowercase[letter]}"
                letter += 1
                yield Entry(place, (self._part(row), *_part_facts(row)), place)

    def _part(self, row: Row) -> Line:
        speaker = said(row.cells.get("speaker", self._customer))
        return (speaker, Span(": "), said(row.cells[TEXT]))

    def _facts(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """Yield what holds in a scene as a whole."""
        scene = rows[0]
        parts = 1 + sum(row.kind == "part" and row.path[2:3] == ("says",) for row in rows)
        if words := _interruption(scene, parts):
            yield Entry("Interruptions", ((Span(words),),))
        yield from entries(scene, ("nudge",))
        if "on_silence" in scene.cells:
            yield Entry(label("on_silence"), ((self.link(scene.cells["on_silence"]),),))
        yield from entries(scene, ("event", "clock", "abusive", "hold", "ending"))
        for row in rows:
            if row.kind != "reply":
                yield from accepted(row)

    def _reply(self, row: Row, rows: Sequence[Row]) -> Iterator[Entry]:
        """Yield the entries of a reply, with those of the rows that belong to it."""
        below = [other for other in rows if other.path[:4] == row.path and other is not row]
        if WHEN in row.cells:
            yield Entry(label(WHEN), (condition("", row),))
        yield from entries(row, ("text", "action"))
        if wordings := [other for other in below if other.kind == WORDING]:
            lines = ((Span(f"{other.place} "), said(other.cells[TEXT])) for other in wordings)
            yield Entry("Or in other words", tuple(lines))
        yield from entries(row, ("skills", "slips"))
        yield from rules(row)
        yield from entries(row, ("promises", "keeps", "sets", "clears", "event", "critical"))
        for entry in entries(row, ("narration",)):
            yield Entry("What it reveals", entry.lines)
        yield from entries(row, ("note", "teaches"))
        yield from self._answers(row, below)
        yield Entry("Leads to", tuple(self._ways(row, below)))
        for accepting in (row, *below):
            yield from accepted(accepting)

    def _answers(self, row: Row, below: Sequence[Row]) -> Iterator[Entry]:
        """Yield what the customer says first, by the state."""
        lines: list[Line] = [
            (*condition(f"{other.place} If ", other), Span(": "), said(other.cells[TEXT]))
            for other in below
            if other.kind == "answer"
        ]
        if "answer" in row.cells:
            otherwise = (Span("Otherwise: "),) if lines else ()
            lines.append((*otherwise, said(row.cells["answer"])))
        if lines:
            yield Entry(label("answer"), tuple(lines))

    def _ways(self, row: Row, below: Sequence[Row]) -> Iterator[Line]:
        """Yield where a reply leads: its routes, then its `to`."""
        routes = [other for other in below if other.kind == "route"]
        for route in routes:
            line = (
                *condition(f"{route.place} If ", route),
                Span(": "),
                self.link(route.cells["to"]),
            )
            answer = route.cells.get("answer")
            yield (*line, Span(". They answer: "), said(answer)) if answer else line
        target = row.cells.get("to")
        last = self.link(target) if target else Span("the scene stays as it is")
        yield (Span("Otherwise "), last) if routes else (last,)


def _part_facts(row: Row) -> Iterator[Line]:
    """Yield what hearing a part does."""
    if "sets" in row.cells:
        yield (Span("Hearing this sets the flag "), said(row.cells["sets"]), Span("."))
    if "asks" in row.cells:
        yield (Span("This is a question: once it has been heard, a reply isn't an interruption."),)


def _interruption(scene: Row, parts: int) -> str:
    """Return until when a reply is an interruption; nothing where it never is one."""
    if scene.kind == "ending" or parts < 2:
        return ""
    enough = min(int(scene.cells.get("enough", parts)), parts)
    if enough <= 1:
        return "A reply never counts as an interruption here."
    last = f"{scene.place}{ascii_lowercase[enough - 1]}"
    costs = " Hearing more than that may cost patience." if enough < parts else ""
    return f"A reply before {last} has been heard counts as an interruption.{costs}"
