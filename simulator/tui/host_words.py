"""The words of the trainer's screen: title, how to join, the mood of the class, a line for each trainee. Pure.

Made from the state that the server sends a trainer. It must not ask for anything or decide what can be done.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from rich.cells import set_cell_size

from simulator.report.progress_words import BARS, BARS_ASCII, sparkline
from simulator.rounds.trainer_words import PHASE_NAMES, STUCK
from simulator.rounds.words import clock_words, finished_words
from simulator.ruleset import BANDS, band
from simulator.text import listed, number
from simulator.tui.signs import steady_text
from simulator.tui.widgets.faces import face
from simulator.tui.widgets.paragraphs import DRAWING, Paragraph
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_MISSING = 8
"""Names of the class list that are shown."""

State = dict[str, Any]
"""What the server sends a trainer, and a row of it."""


@dataclass(frozen=True, slots=True)
class Joining:
    """How a round is joined: the address for browsers, the line for terminals, the addresses of board and trainer, the file."""

    browser: str
    terminal: str
    board: str
    record: str
    trainer: str = ""


def title_line(state: State) -> str:
    """Return round, phase, time left and scenario on one line."""
    scenario = state["scenario"]
    left = state["remaining_ms"]
    time = "" if left is None else f"{clock_words(ceil(left / 1000))} left"
    of = f"{scenario['number']} of {scenario['of']}: " if scenario["of"] > 1 else ""
    of += "" if state["counts"] else "practice, "
    parts = (state["round"], PHASE_NAMES[state["phase"]], time, of + scenario["title"])
    return "  ·  ".join(one_line(part) for part in parts if part)


def how_to_join(state: State, joining: Joining) -> list[Paragraph]:
    """Return the code and the addresses."""
    return [
        Paragraph("  ".join(state["code"]), "heading", "Code  "),
        *_missing(state),
        Paragraph(f"{joining.browser}{_short(joining.browser)}", lead="In a browser: "),
        Paragraph(joining.terminal, lead="In a terminal: "),
        Paragraph(joining.board, lead="Board for the projector: "),
        Paragraph(joining.record, "muted", "Saved in "),
    ]


def qr_paragraphs(state: State, joining: Joining, *, dark: bool) -> list[Paragraph]:
    """Return the code that a phone's camera reads, with how it is drawn on a dark or a light screen."""
    from simulator.rounds.qr import join_address, qr_lines

    lines = qr_lines(join_address(joining.browser, state["code"]), light=not dark)
    return [Paragraph("\n".join(lines), DRAWING)]


def class_mood(state: State, means: Sequence[int], *, ascii_only: bool) -> list[Paragraph]:
    """Return how many have finished, the mood of the class with its trend, the teams, and who seems stuck."""
    rows = [row for row in state["roster"] if not row["removed"]]
    moods = [row["mood"] for row in rows if row["mood"] is not None]
    done = sum(row["ended"] for row in rows)
    told = [Paragraph(finished_words(done, len(rows)))]
    if moods:
        mean = sum(moods) // len(moods)
        bars = BARS_ASCII if ascii_only else BARS
        trend = f"  {sparkline(means, -100, 100, bars)}" if len(means) > 1 else ""
        told.append(
            Paragraph(f"{band(mean)}, {number(mean)} on average{trend}", lead="Class mood: ")
        )
        counts = {name: sum(row["band"] == name for row in rows) for name in BANDS}
        told.append(
            Paragraph(
                "  ".join(f"{name} {count}" for name, count in counts.items() if count), "muted"
            )
        )
    teams = [
        f"{team['team']} {'no points yet' if team['points'] is None else team['points']}"
        for team in state.get("teams", ())
    ]
    if teams:
        told.append(Paragraph(", ".join(teams), lead="Teams: "))
    told += _missing(state)
    stuck = [steady_text(row["name"]) for row in rows if is_stuck(state, row)]
    if stuck:
        told.append(Paragraph(f"{listed(stuck)}.", lead="No move for a minute: "))
    return told


def _short(url: str) -> str:
    """Return the address as people type it, where that is less: a browser begins with http, and the server sends it on."""
    short = url.removeprefix("https://").rstrip("/")
    return f" (or type {short})" if url.startswith("https://") else ""


def _missing(state: State) -> list[Paragraph]:
    """Return who of the class list hasn't come, as many as fit on a line or two."""
    names = [one_line(steady_text(name)) for name in state.get("missing", ())]
    if not names:
        return []
    if len(names) > MOST_MISSING:
        names = [*names[: MOST_MISSING - 1], f"{len(names) - MOST_MISSING + 1} more"]
    return [Paragraph(f"{listed(names)}.", "muted", "Not here yet: ")]


def is_stuck(state: State, row: State) -> bool:
    """Return whether a trainee has not moved for a minute while the round is open."""
    waits = row["waiting_ms"]
    return bool(state["phase"] == "open" and waits and waits >= STUCK * 1000)


def roster_line(state: State, row: State, width: int, *, ascii_only: bool) -> str:
    """Return one trainee's line, their name padded to `width` columns."""
    name = set_cell_size(name_and_team(row), width)
    band = row["band"]
    mood = f"{face(band, ascii_only=ascii_only):<6} {band:<10}" if band else ""
    where = row["scene"] or ""
    notes = [
        "removed" if row["removed"] else "" if row["connected"] else "away",
        f"ticket {row['ticket']}" if row.get("ticket") else "",
        _done_words(state, row),
        "no clock"
        if row["factor"] == 0
        else f"time ×{row['factor']:g}"
        if row["factor"] != 1
        else "",
    ]
    told = ", ".join(note for note in notes if note)
    if state["phase"] == "lobby":
        return f"{name}  {told}"
    play = f"move {row['turn']:>2}  {mood}" if mood else ""
    points = "" if row["points"] is None else row["points"]
    return f"{points:>4}  {name}  {play}  {told or where}"


def _done_words(state: State, row: State) -> str:
    """Return whether a trainee has finished, seems stuck, or hadn't finished when the scenario ended."""
    if row["ended"]:
        return "finished"
    if state["phase"] in ("debrief", "closed"):
        return "unfinished" if row["turn"] else ""
    return "stuck" if is_stuck(state, row) else ""


def name_and_team(row: State) -> str:
    """Return a trainee's name, with their team."""
    name = steady_text(row["name"])
    return f"{name} ({steady_text(row['team'])})" if row["team"] else name
