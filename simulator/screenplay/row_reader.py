"""Read the rows of a scenario's table, one after the other, into the document of a scenario file.

Rows belong together by their order: a reply to the scene above it, a route to the reply above it. A `scene` cell names another
scene. A cell that can't be read is reported, and its value left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.report.words import capital
from simulator.ruleset import SKILLS
from simulator.scenario.diagnostic import did_you_mean, dotted, meant, nearest
from simulator.scenario.fields.containers import ListOf
from simulator.scenario.fields.kinds import Integer, Name, Reference
from simulator.scenario.fields.report import with_article
from simulator.screenplay.cells import CellError, cell_value, name_in
from simulator.screenplay.columns import (
    ACCEPT,
    CELLS,
    DAY_ROW,
    DAY_TEXT_ROW,
    IN_WORDS,
    KIND,
    KINDS,
    NAME,
    READING_ONLY,
    SCENE_NAME,
    SCENES,
    SETTINGS,
    TEST_ROW,
    TEXT,
    WEIGHT,
    WHEN,
    WORDING,
    allowed,
    setting_kinds,
)
from simulator.screenplay.given_names import GivenNames
from simulator.screenplay.reading import Cell, TableProblem
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.diagnostic import KeyPath
    from simulator.screenplay.reading import TableReading

_PERCENT = Integer(0, 200)
_LISTS = {"route": "routes", "answer": "answers", WORDING: "says_like"}
"""Kinds of row that are an entry of a list in the reply above."""
_PART_COLUMNS = tuple(CELLS["part"])


class RowReader:
    """Adds row after row to the document."""

    def __init__(self, reading: TableReading) -> None:
        self.reading = reading
        self.document = reading.document
        self.scenes: dict[str, dict[str, Any]] = {}
        self.scene: tuple[str, KeyPath] | None = None
        self.speaker: tuple[dict[str, Any], KeyPath] | None = None
        self.reply: tuple[dict[str, Any], KeyPath] | None = None
        self.day: tuple[dict[str, Any], KeyPath] | None = None
        self.names = GivenNames()
        self.has_lost_row = False
        """Whether a row that others may belong to wasn't understood, and is reported."""

    def read(self, row: int, cells: dict[str, str]) -> None:
        """Read one row, whose cells hold something."""
        self.row, self.cells = row, cells
        kind = self._kind()
        if kind is None:
            return
        self._check_columns(kind)
        if kind in SETTINGS or kind == WEIGHT:
            self._setting(kind)
        elif kind in SCENES:
            self._scene(kind)
        elif kind == DAY_TEXT_ROW:
            self._day_text()
        elif kind in (DAY_ROW, TEST_ROW):
            self._at_top(kind)
        else:
            self._in_scene(kind)

    def problem(
        self, message: str, hint: str | None = None, column: str = KIND, *, lost: bool = True
    ) -> None:
        """Report what is wrong with a cell of this row, and whether the row is lost by it."""
        self.reading.problems.append(TableProblem(Cell(self.row, column), message, hint, lost))

    def _needs_row_above(self, message: str, hint: str) -> None:
        """Report that this row belongs to one that isn't there, unless that one may be lost."""
        if not self.has_lost_row:
            self.problem(message, hint)

    def _check_columns(self, kind: str) -> None:
        """Report the cells that mean nothing in this kind of row."""
        for column in self.cells:
            if column not in (*allowed(kind), *READING_ONLY, KIND):
                names = ", ".join(name for name in allowed(kind) if name != ACCEPT)
                message = f"{capital(with_article(kind))} row has no column {quoted(column)}."
                self.problem(message, f"It can have {names}.", column, lost=False)
        if IN_WORDS in self.cells and WHEN not in self.cells:
            message = f"The column {quoted(IN_WORDS)} is only for reading."
            hint = f"Put the condition under {quoted(WHEN)}, as in mood >= calm."
            self.problem(message, hint, IN_WORDS, lost=False)

    def finish(self) -> None:
        """Add what follows from the whole table."""
        if self.scenes:
            self.document["scenes"] = self.scenes
            self.document.setdefault("start", next(iter(self.scenes)))
        self.reading.notes.extend(self.names.notes())

    def _kind(self) -> str | None:
        """Return what this row is; a key of the scenario means a row of that key."""
        words = re.sub(r"[\s_-]+", " ", self.cells.get(KIND, "")).strip().lower()
        if words in KINDS:
            return words
        possible = f"It can be {', '.join(KINDS)}."
        if not words:
            self.problem("This row doesn't say what it is.", possible)
            self.has_lost_row = True
            return None
        key = words.replace(" ", "_")
        keys = [item.name for item in SETTINGS["scenario"][1].keys]
        if key in keys:
            value = self.cells.get(TEXT, self.cells.get(NAME, ""))
            self.cells = {**self.cells, NAME: key, TEXT: value}
            return "scenario"
        near = nearest(words, (*KINDS, *keys))
        self.problem(f"There is no kind of row {quoted(words)}.", meant(near, possible))
        if near in KINDS:  # so that nothing that belongs to this row is reported as well
            return near
        self.has_lost_row = True
        return None

    def _setting(self, kind: str) -> None:
        name, text = self.cells.get(NAME, "").strip().lower(), self.cells.get(TEXT, "")
        if not name or not text:
            missing = TEXT if name else NAME
            what = "the value in it" if name else "the key in it, such as title or name"
            self.problem(f"The cell under {missing} is empty.", f"Put {what}.", missing)
            return
        path, table = SETTINGS.get(kind, (("customer", "weights"), None))
        kinds = setting_kinds(table) if table else dict.fromkeys(SKILLS, _PERCENT)
        if name not in kinds:
            otherwise = f"It can be {', '.join(kinds)}."
            message = f"{capital(with_article(kind))} row has no key {quoted(name)}."
            self.problem(message, did_you_mean(name, kinds, otherwise), NAME)
            return
        target = self.document
        for step in path:
            target = target.setdefault(str(step), {})
        if name == "authors":
            target.setdefault(name, []).append(text)
        elif name in target and name != "format":
            self.problem(f"There are two rows for {quoted(name)}.", "Remove one.", NAME)
            return
        elif (value := self._value(kinds[name], text, TEXT)) is not None:
            target[name] = value
        self._place((*path, name), TEXT)
        self._accept((*path, name))

    def _scene(self, kind: str) -> None:
        name = self._name(self.cells.get(SCENE_NAME) or self.cells.get(NAME, ""))
        if not name:
            self.problem("This scene has no name.", "Put one here, such as opening.", SCENE_NAME)
            self.has_lost_row = True
            return
        if name in self.scenes:
            self.problem(f"There are two scenes {quoted(name)}.", "Rename one.", SCENE_NAME)
            return
        path: KeyPath = ("scenes", name)
        scene: dict[str, Any] = {}
        self.scenes[name], self.scene, self.reply = scene, (name, path), None
        self.speaker = (scene, path)
        self._fill(kind, scene, path, without=_PART_COLUMNS)
        if kind == "ending" and "ending" not in scene:
            scene["ending"] = name
        self._first_part(scene, path)

    def _first_part(self, table: dict[str, Any], path: KeyPath) -> None:
        """Read what is spoken on the row of a scene or a variant."""
        if any(column in self.cells for column in _PART_COLUMNS):
            self._part(table, path)

    def _part(self, table: dict[str, Any], path: KeyPath) -> None:
        part: dict[str, Any] = {}
        says = table.setdefault("says", [])
        self._fill("part", part, (*path, "says", len(says)))
        says.append(part["text"] if set(part) == {"text"} else part)

    def _in_scene(self, kind: str) -> None:
        """Read a row that belongs to the scene above, or to the one that it names."""
        if not self._enter_scene():
            return
        assert self.scene
        name, path = self.scene
        scene = self.scenes[name]
        if kind == "part":
            table, above = self.speaker or (scene, path)
            self._part(table, above)
            self._accept((*above, "says", len(table["says"]) - 1))
        elif kind == "variant":
            self.speaker = self._entry(kind, scene, path, "variants")
            self._first_part(*self.speaker)
        elif kind == "reply":
            self.speaker, self.reply = None, self._entry(kind, scene, path, "replies")
            self._give_name(*self.reply)
        elif self.reply is None:
            self._needs_row_above(
                f"There is no reply above this {kind}.", "Move it below its reply."
            )
        elif kind == WORDING:
            wordings = self.reply[0].setdefault(_LISTS[kind], [])
            here = (*self.reply[1], _LISTS[kind], len(wordings))
            wordings.append(self.cells.get(TEXT, ""))
            self._place(here, TEXT)
            self._accept(here)
        else:
            self._entry(kind, *self.reply, _LISTS[kind])

    def _enter_scene(self) -> bool:
        """Go to the scene that this row names; tell whether there is one."""
        if named := self._name(self.cells.get(SCENE_NAME, "")):
            found = named if named in self.scenes else self._near_scene(named)
            if found is None:
                return False
            if self.scene is None or found != self.scene[0]:
                self.scene, self.speaker, self.reply = (found, ("scenes", found)), None, None
        elif self.scene is None:
            self._needs_row_above("There is no scene above this row.", "Add one: a row with scene.")
        return self.scene is not None

    def _near_scene(self, named: str) -> str | None:
        """Report a scene that isn't there, unless its own row may be lost; return the one that was probably meant."""
        if self.has_lost_row:
            return None
        near = nearest(named, self.scenes)
        hint = meant(near, "Add its row, scene, above this one.")
        self.problem(f"There is no scene {quoted(named)} above.", hint, SCENE_NAME)
        self.has_lost_row = near is None
        return near

    def _entry(
        self, kind: str, table: dict[str, Any], path: KeyPath, key: str
    ) -> tuple[dict[str, Any], KeyPath]:
        """Add this row as an entry of a list, and return it with its path."""
        entries = table.setdefault(key, [])
        entry: dict[str, Any] = {}
        here = (*path, key, len(entries))
        self._fill(kind, entry, here, without=_PART_COLUMNS if kind == "variant" else ())
        entries.append(entry)
        return entry, here

    def _give_name(self, reply: dict[str, Any], path: KeyPath) -> None:
        """Give a reply a name from its words if it has none."""
        if "id" in reply or "text" not in reply:
            self.names.take(reply.get("id", ""))
            return
        name = self.names.name_reply(reply["text"], self.row)
        reply.update({"id": name, **reply})
        self._place((*path, "id"), TEXT)

    def _day_text(self) -> None:
        if self.day is None:
            self._needs_row_above("There is no day above this row.", "Add one: a row with day.")
        else:
            self._entry(DAY_TEXT_ROW, *self.day, "texts")

    def _at_top(self, kind: str) -> None:
        entry = self._entry(kind, self.document, (), f"{kind}s")
        if kind == DAY_ROW:
            self.day = entry

    def _fill(
        self, kind: str, table: dict[str, Any], path: KeyPath, without: Sequence[str] = ()
    ) -> None:
        """Put the values of this row's cells into a table."""
        self._place(path, TEXT if TEXT in self.cells else KIND)
        for column, cell in CELLS[kind].items():
            if column in without or column not in self.cells:
                continue
            value = self._value(cell.kind, self.cells[column], column)
            self._place((*path, *cell.keys), column)
            if value is not None:
                target = table
                for key in cell.keys[:-1]:
                    target = target.setdefault(key, {})
                target[cell.keys[-1]] = value
        if kind != "part":
            self._accept(path)

    def _value(self, kind: Any, text: str, column: str) -> Any:
        try:
            value = cell_value(kind, text)
        except CellError as error:
            self.problem(error.message, error.hint, column, lost=False)
            return None
        if isinstance(kind, ListOf) and isinstance(kind.kind, Name | Reference):
            self.names.note_rewritten(re.split(r"[,;\n]", text), value)
        elif isinstance(kind, Name | Reference):
            self.names.note_rewritten([text], [value])
        return value

    def _name(self, text: str) -> str:
        name = name_in(text)
        self.names.note_rewritten([text], [name])
        return name

    def _place(self, path: KeyPath, column: str) -> None:
        self.reading.cells.setdefault(dotted(path), Cell(self.row, column))

    def _accept(self, path: KeyPath) -> None:
        self.reading.accept(dotted(path), self.cells.get(ACCEPT, ""))
