"""The map: every scene with its ways on, to be walked with the keys.

Draws what the report makes of a scenario. It must not move the play; where that stands, where saved plays went and which scenes
have problems is told to it, again at each save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.report.graph import picture
from simulator.report.trails import (
    plays_sentence,
    replies_of,
    reply_sentence,
    scene_sentence,
    scenes_of,
)
from simulator.text import count
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Rows
from simulator.watch.snapshot import concerns, problems_by_scene
from simulator.watch.words import problem_place, problem_words, sorted_problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from simulator.report.graph import Edge, Node
    from simulator.report.trails import Trails
    from simulator.scenario.model import Scenario
    from simulator.watch.snapshot import Snapshot

NODE, WAY = "node:", "way:"


class MapScreen(Page[None]):
    """Scenes and ways as a list; beside it what is said in the scene that is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "scene(1)", "next scene", key_display="→", id="map.next"),
        Binding("left", "scene(-1)", "scene before", key_display="←", id="map.before"),
        Binding(
            "backspace",
            "back",
            "back",
            key_display="Backspace",
            tooltip="goes back the way you came",
            id="map.back",
        ),
        Binding(
            "p", "play", "to the play", tooltip="goes to the play's current scene", id="map.play"
        ),
        HELP,
        Binding("escape,m,q", "close", "close", key_display="Esc", id="map.close"),
    ]
    HELP_NOTES = (
        "Up and Down move through scenes and routes; Enter on a route goes where it leads.",
        "The counts come from saved plays, replayed on this version. Each play counts once per scene and once per reply.",
    )
    AUTO_FOCUS = "Rows"

    def __init__(self, drawn: Snapshot, newest: Snapshot, trails: Trails) -> None:
        """`drawn` has a scenario; `newest` is the same, or a later version with errors, whose problems are marked.

        `trails` is where saved plays went on `drawn`.
        """
        super().__init__()
        self._take(drawn, newest, trails)
        self._places: list[Node] = []
        self._ways: list[Edge] = []
        self._rows: list[tuple[str, str]] = []
        self._from: list[str] = []

    def body(self) -> ComposeResult:
        """Title, scenes, and the scene that is highlighted."""
        yield Static(id="title", markup=False)
        yield Rows(id="scenes")
        yield Flow(id="scene", can_focus=False)

    def on_mount(self) -> None:
        """Begin where the play stands."""
        self._fill(None)
        self.action_play()

    def show(self, drawn: Snapshot, newest: Snapshot, trails: Trails) -> None:
        """Show another version, with what was highlighted still so if it is there."""
        self._take(drawn, newest, trails)
        if self.is_mounted:
            option = self.query_one(Rows).highlighted_option
            self._fill(option.id if option else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Back only where one has come from somewhere."""
        if not super().check_action(action, parameters):
            return False
        return bool(self._from) if action == "back" else True

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Show the scene that this row is of."""
        event.stop()
        self._show_scene(event.option_index)

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Follow a way."""
        event.stop()
        kind, id = self._rows[event.option_index]
        if kind == WAY and not self.too_small:
            here = event.option_id or ""
            if self._go(f"{NODE}{self._ways[int(id)].end}"):
                self._from.append(here)
                self.refresh_bindings()

    def action_back(self) -> None:
        """To the way that was followed last."""
        if self._from:
            self._go(self._from.pop())
            self.refresh_bindings()

    def action_scene(self, step: int) -> None:
        """To the next scene, or the one before."""
        rows = self.query_one(Rows)
        at = rows.highlighted or 0
        places = [place for place, (kind, _) in enumerate(self._rows) if kind == NODE]
        later = [place for place in places if (place - at) * step > 0]
        if later:
            rows.highlighted = later[0] if step > 0 else later[-1]

    def action_play(self) -> None:
        """To the scene that the play is in."""
        scenes = (node for node in self._places if node.shape != "aside")
        self._go(next(f"{NODE}{node.id}" for node in scenes if node.lines[0] == self._here))

    def action_close(self) -> None:
        """Back to the bench."""
        self.dismiss(None)

    def _take(self, drawn: Snapshot, newest: Snapshot, trails: Trails) -> None:
        assert drawn.scenario
        assert drawn.conversation
        self._scenario: Scenario = drawn.scenario
        self._here = drawn.conversation.state.scene
        self._came = scenes_of(drawn.scenario, drawn.turns)
        self._took = replies_of(drawn.turns)
        self._trails = trails
        self._snapshot = newest

    def _go(self, id: str) -> bool:
        """Highlight a row, with what follows it in sight; false where there is none such."""
        at = next((place for place, row in enumerate(self._rows) if "".join(row) == id), None)
        if at is None:
            return False
        rows = self.query_one(Rows)
        rows.highlighted = at
        self.call_after_refresh(rows.scroll_to_highlight, top=True)
        return True

    def _fill(self, highlighted: str | None) -> None:
        nodes, self._ways = picture(self._scenario)
        self._places = [node for node in nodes if node.shape != "aside" or self._leading(node.id)]
        counts = problems_by_scene(self._snapshot.reading, self._scenario.scenes)
        names = {node.id: node.lines[0] for node in nodes}
        self._rows, options = [], []
        for node in self._places:
            self._rows.append((NODE, node.id))
            row = _scene_row(node, self._scene_marks(node, counts))
            options.append(Option(row, id=f"{NODE}{node.id}"))
            reply = ""
            for at in self._leading(node.id):
                way = self._ways[at]
                self._rows.append((WAY, str(at)))
                # Of several ways by one reply the first tells how often the reply was taken.
                marks = self._reply_marks(names[node.id], way.reply) if way.reply != reply else []
                reply = way.reply
                options.append(Option(_way_row(way, names[way.end], marks), id=f"{WAY}{at}"))
        ids = [option.id for option in options]
        rows = self.query_one(Rows)
        rows.fill(options, ids.index(highlighted) if highlighted in ids else 0)
        self._from = [id for id in self._from if id in ids]
        scenes = f"{len(self._scenario.scenes)} scenes"
        about = scenes if self._snapshot.scenario else "last version without errors"
        self.query_one("#title", Static).update(
            f"Map of {self._scenario.id}  ·  {about}  ·  {plays_sentence(self._trails)}",
            layout=False,
        )
        self._show_scene(rows.highlighted or 0)

    def _leading(self, node: str) -> list[int]:
        """Return the ways on from a node."""
        return [at for at, way in enumerate(self._ways) if way.start == node]

    def _scene_marks(self, node: Node, counts: Mapping[str, int]) -> list[str]:
        """Return the live play, saved plays and problems of a scene."""
        name = node.lines[0]
        if node.shape == "aside":
            return []
        marks = [scene_sentence(self._trails, name)]
        if name == self._here:
            marks.append("▶ the play is here now")
        elif name in self._came:
            marks.append("▷ the play passed through")
        if name in counts:
            marks.append(f"! {count(counts[name], 'problem')}")
        return marks

    def _reply_marks(self, scene: str, reply: str) -> list[str]:
        """Return the saved plays that took a reply, and whether the live play did."""
        taken = "▷ chosen this time" if (scene, reply) in self._took else ""
        return [reply_sentence(self._trails, scene, reply), taken]

    def _show_scene(self, row: int) -> None:
        """Narration, words, the way that is highlighted, and the problems of a scene."""
        kind, id = self._rows[row]
        node = id if kind == NODE else self._ways[int(id)].start
        name = next(item.lines[0] for item in self._places if item.id == node)
        told = [Paragraph(name, "heading")]
        aside = next(item.shape == "aside" for item in self._places if item.id == node)
        scene = None if aside else self._scenario.scenes[name]
        if kind == WAY:
            replies = scene.replies if scene else ()
            chosen = self._ways[int(id)].reply
            told += [
                Paragraph(reply.text, "you", f"{reply.id}: ")
                for reply in replies
                if reply.id == chosen
            ]
        if scene:
            if scene.narration:
                told.append(Paragraph(scene.narration, "narration", "~ "))
            told += [Paragraph(part.text) for part in scene.says]
            told += [
                Paragraph(problem_words(problem), "notice", f"{problem_place(problem)} ")
                for problem in sorted_problems(self._snapshot)
                if concerns(problem, name)
            ]
        self.query_one("#scene", Flow).show(told)


def _scene_row(node: Node, marks: list[str]) -> Content:
    """Return a scene: its name, what it is, and its marks."""
    name, *about = node.lines
    parts = [f"  {words}" for words in (", ".join(about), *marks) if words]
    return Content.assemble((name, ".rows--heading"), *parts)


def _way_row(way: Edge, end: str, marks: list[str]) -> Content:
    """Return a way on: where it leads, by which reply, and when; and its marks."""
    label = f"  {way.label}" if way.label else ""
    parts = [f"  {words}" for words in marks if words]
    return Content.assemble("    → ", (end, ".rows--number"), (label, ".rows--muted"), *parts)
