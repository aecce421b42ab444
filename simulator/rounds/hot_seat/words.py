"""What is told of a hot-seat round between the turns and at its end: the same sentences for both faces, and JSON.

Pure reading of a HotSeat. What is not to be seen, of the board or of a play that somebody has still to come to, is decided
here.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from simulator.report.classes import turning_points
from simulator.report.habits import habits
from simulator.report.moves import move_words
from simulator.report.replay import result_json
from simulator.report.sections import Entry, Section
from simulator.report.words import ending_words
from simulator.rounds.hot_seat.model import LIMIT
from simulator.rounds.model import Show
from simulator.rounds.points import TOP
from simulator.rounds.words import MODE_WORDS, class_told
from simulator.text import count, number, signed

if TYPE_CHECKING:
    from simulator.report.classes import ClassPoint
    from simulator.rounds.hot_seat.model import Play
    from simulator.rounds.hot_seat.round import HotSeat
    from simulator.rounds.points import Ranked


def hand_over_words(hot: HotSeat) -> str:
    """Return what is good to know before the keyboard is passed on: that somebody is in the middle of a play; else nothing."""
    play = hot.present
    if hot.due is None or play is None or not play.seat.turns or hot.variant.together:
        return ""
    left = play.seat.remaining()
    clock = "" if left is None else f" {count(ceil(left), 'second')} left for the move that is due."
    moves = count(len(play.seat.turns), "move")
    return f"{hot.due.name} is in the middle of a conversation, after {moves}.{clock}"


def how_lines(hot: HotSeat) -> list[str]:
    """Return how whose turn it is will play: the mode, the clock, the limit."""
    due = hot.due
    assert due is not None
    mode, scenario = hot.setup.mode, hot.coming
    ticks = scenario.clock or any(scene.clock for scene in scenario.scenes.values())
    times = "" if due.factor in (None, 1) else f", at {due.factor:g} times the time"
    clock = f"under the clock{times}" if ticks and due.factor else "without a clock"
    lines = [f"Mode: {mode}, {clock}. {MODE_WORDS[mode]}"]
    if hot.limit is not None:
        lines.append(f"{_time(round(hot.limit))} for the whole conversation.")
    return lines


def _time(seconds: int) -> str:
    whole, rest = divmod(seconds, 60)
    return count(seconds, "second") if rest else count(whole, "minute")


def time_words(factor: float | None) -> str:
    """Return what somebody's factor means, behind their name."""
    if factor is None:
        return ", without a clock"
    return "" if factor == 1 else f", {factor:g} times the time"


def no_debrief(play: Play) -> str | None:
    """Return why there is no debrief of a play; None where there is one."""
    return None if play.acted else f"{play.name} made no move, so there is no debrief."


def result_lines(hot: HotSeat, play: Play) -> list[str]:
    """Return what a play came to, for whoever has played it; the rank where the board may be seen."""
    result = play.result
    rank = next(row.rank for row in hot.board() if row.standing.seat == play.id)
    if not play.acted:
        lines = [f"{play.name} made no move, so there are no points and no rank."]
    else:
        of = sum(row.rank is not None for row in hot.board())
        so_far = " so far" if hot.due else ""
        hidden = hot.show is Show.NONE or hot.variant.together or rank is None
        place = "" if hidden else f", rank {rank} of {of}{so_far}"
        lines = [f"{play.name}: {count(play.points, 'point')} of 200{place}."]
    if play.seat.over:
        lines.append(f"The ending: {ending_words(result.ending)}.")
    else:
        why = "The time was up." if play.closed == LIMIT else "It was left before its end."
        lines.append(f"{why} It counts as it stands, as if nothing had been settled.")
    lines.append(f"Satisfaction {number(result.satisfaction)}, quality {result.qa} of 100.")
    return lines


def board_lines(hot: HotSeat) -> list[str]:
    """Return the first of the board, a row a line, then who has still to play; nothing where it is not for all."""
    if hot.show is not Show.ALL or hot.variant.together:
        return []
    board = hot.board()
    rows = [_row(hot, row) for row in board[:TOP]]
    if len(board) > TOP:
        rows.append(f"And {len(board) - TOP} more.")
    waiting = hot.waiting
    return [*rows, *([f"Still to play: {', '.join(waiting)}."] if waiting else [])]


def _row(hot: HotSeat, row: Ranked) -> str:
    standing = row.standing
    if row.points is not None:
        unfinished = "" if standing.done else ", unfinished"
        return f"{row.rank}. {standing.name}, {count(row.points, 'point')}{unfinished}"
    play = hot.plays[standing.seat]
    playing = not play.done and not hot.closed
    return f"{standing.name}, {'still playing' if playing else 'no move made'}"


def may_be_told(hot: HotSeat, play: Play) -> bool:
    """Return whether nobody who comes later would be told too much by this play's debrief."""
    hashes = hot.setup.hashes
    return hashes[play.scenario] not in {hashes[other] for other in hot.still_to_come()}


def class_sections(hot: HotSeat) -> list[Section]:
    """Return how the round went for all: the board, what was chosen at each turning point, what the plays have in common."""
    sections = []
    if rows := board_lines(hot):
        sections.append(_section("The board", rows))
    if hot.variant.together:
        return [*sections, *_authors(hot)]
    for title, points in class_points(hot):
        lines = [line for group in class_told(points) for line in group]
        sections.append(_section(f"Where ways parted: {title}", lines))
    plays = [play.seat.conversation for play in hot.plays.values()]
    if len(plays) > 1 and (sentences := habits(plays).sentences()):
        sections.append(_section("The plays together", sentences))
    return sections


def class_points(hot: HotSeat) -> list[tuple[str, tuple[ClassPoint, ...]]]:
    """Return the turning points of each scenario that several have played."""
    found = []
    hashes = hot.setup.hashes
    for hash in dict.fromkeys(hashes):
        plays = [play for play in hot.plays.values() if hashes[play.scenario] == hash]
        points = turning_points(play.seat.turns for play in plays)
        if len(plays) > 1 and points:
            found.append((hot.scenario(plays[0]).title, points))
    return found


def round_json(hot: HotSeat) -> dict[str, Any]:
    """Return the round as it stands, with all names, whatever the board shows."""
    return {
        "round": hot.setup.name,
        "mode": hot.setup.mode,
        "together": hot.variant.together,
        "db": str(hot.path) if hot.kept else None,
        "over": hot.due is None,
        "board": [
            {**row.as_json(), **_play_json(hot, hot.plays[row.standing.seat])}
            for row in hot.board()
        ],
        "waiting": hot.waiting,
        "class": [
            {"scenario": title, "points": [point.as_json() for point in points]}
            for title, points in class_points(hot)
        ],
    }


def _play_json(hot: HotSeat, play: Play) -> dict[str, Any]:
    result = play.result
    return {
        "scenario": hot.scenario(play).id,
        "ending": result.ending,
        "outcome": result.outcome,
        **result_json(result),
        "seconds": None if play.untimed else round(play.active, 3),
        "moves": [
            {"by": hot.author(play, at), "move": turn.move}
            for at, turn in enumerate(play.seat.turns)
        ],
    }


def _authors(hot: HotSeat) -> list[Section]:
    """Return who chose what in the one conversation, unless names are hidden."""
    named = hot.show is Show.ALL
    lines = []
    for play in hot.plays.values():
        for at, turn in enumerate(play.seat.turns):
            by = f"{hot.author(play, at)}: " if named else ""
            moved = turn.after.state.mood - turn.before.state.mood
            words = move_words(turn).removeprefix("You: ").removeprefix("You ")
            lines.append(f"{at + 1}. {by}{words} Mood {signed(moved)}.")
    return [_section("Who chose what" if named else "What was chosen", lines)] if lines else []


def _section(title: str, lines: list[str]) -> Section:
    return Section(title, tuple(Entry(line) for line in lines))
