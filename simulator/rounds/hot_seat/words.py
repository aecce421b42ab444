"""The sentences of a hot-seat round between the turns and at its end, the same for both faces, and its JSON.

Pure reading of a HotSeat. What may not be seen, of the board or of a play that others have still to play, is decided here.
"""

from __future__ import annotations

from math import ceil
from types import MappingProxyType
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
from simulator.rounds.words import MODE_WORDS, class_lines
from simulator.text import count, number, ordinal, signed, time_factor_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.report.classes import ClassPoint
    from simulator.rounds.hot_seat.model import Play
    from simulator.rounds.hot_seat.round import HotSeat
    from simulator.rounds.points import Ranked


DEBRIEF_LATER = "You can read the debrief once everyone has played this scenario."
NO_PLAYS = "No one has played."
NO_ONE_YET = "You need at least one player: type a name."
ROSTER_HELP = (
    "Kim:1.5 gives Kim one and a half times the usual time, Kim:none no clock. "
    "A hyphen removes the last name."
)
BOARD_SHOWN: Mapping[Show, str] = MappingProxyType(
    {
        Show.ALL: "Everyone sees the board.",
        Show.OWN: "Each player sees only their own row of the board.",
        Show.NONE: "The board is hidden.",
    }
)


def pass_words(name: str) -> str:
    """Return who gets the keyboard next."""
    return f"Pass the keyboard to {name}."


def ready_words(name: str, key: str) -> str:
    """Return what that player presses when they have it."""
    return f"{name}, press {key} when you're ready."


def joined_words(name: str) -> str:
    """Return that a player is on the roster."""
    return f"{name} has joined."


def full_words(room: int) -> str:
    """Return that the roster is full."""
    return f"There is only room for {count(room, 'player')}."


def new_time_words(name: str, factor: float | None) -> str:
    """Return how much time a player has from now on."""
    return f"{name}{time_words(factor) or f', {time_factor_words(1)}'}."


def hand_over_words(hot: HotSeat) -> str:
    """Return what to know before the keyboard is passed on: that its player is in the middle of a play; else nothing."""
    play = hot.present
    if hot.due is None or play is None or not play.seat.turns or hot.variant.together:
        return ""
    left = play.seat.remaining()
    clock = "" if left is None else f" Time left for the next move: {count(ceil(left), 'second')}."
    moves = count(len(play.seat.turns), "move")
    return f"{hot.due.name} is in the middle of a conversation, {moves} in.{clock}"


def how_lines(hot: HotSeat) -> list[str]:
    """Return how the next player will play: the mode, the clock, the limit."""
    due = hot.due
    assert due is not None
    mode, scenario = hot.setup.mode, hot.coming
    ticks = scenario.clock or any(scene.clock for scene in scenario.scenes.values())
    times = "" if due.factor in (None, 1) else f", {time_factor_words(due.factor)}"
    clock = f"with a clock{times}" if ticks and due.factor else "without a clock"
    lines = [f"Mode: {mode}, {clock}. {MODE_WORDS[mode]}"]
    if hot.limit is not None:
        lines.append(f"You have {_time(round(hot.limit))} for the whole conversation.")
    return lines


def _time(seconds: int) -> str:
    whole, rest = divmod(seconds, 60)
    return count(seconds, "second") if rest else count(whole, "minute")


def time_words(factor: float | None) -> str:
    """Return what a player's factor means, to follow their name."""
    if factor is None:
        return ", without a clock"
    return "" if factor == 1 else f", {time_factor_words(factor)}"


def no_debrief(play: Play) -> str | None:
    """Return why there is no debrief of a play; None where there is one."""
    return None if play.acted else f"{play.name} didn't make a move, so there is no debrief."


def result_lines(hot: HotSeat, play: Play) -> list[str]:
    """Return the result of a play for its player; the rank where the board may be seen."""
    result = play.result
    rank = next(row.rank for row in hot.board() if row.standing.seat == play.id)
    if not play.acted:
        lines = [f"{play.name} didn't make a move, so there are no points and no rank."]
    else:
        of = sum(row.rank is not None for row in hot.board())
        so_far = " so far" if hot.due else ""
        hidden = hot.show is Show.NONE or hot.variant.together
        place = "" if hidden or rank is None else f", {ordinal(rank)} of {of}{so_far}"
        lines = [f"{play.name}: {play.points} of 200 points{place}."]
    if play.seat.over:
        lines.append(
            f"Ending: {ending_words(result.ending, play.seat.conversation.scenario.channel)}."
        )
    else:
        why = "Time ran out." if play.closed == LIMIT else "It was left unfinished."
        lines.append(f"{why} It counts as it is, as if nothing had been settled.")
    lines.append(
        f"Satisfaction {number(result.satisfaction)}, on a scale of {number(-100)} to 100; quality {result.qa} out of 100."
    )
    return lines


def board_lines(hot: HotSeat) -> list[str]:
    """Return the top of the board, a row per line, then who has still to play; nothing where it isn't shown to all."""
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
    return f"{standing.name}, {'still playing' if playing else 'no moves made'}"


def is_public(hot: HotSeat, play: Play) -> bool:
    """Return whether this play's debrief would give nothing away to those who have still to play."""
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
        lines = [line for group in class_lines(points) for line in group]
        sections.append(_section(f"Where your choices differed: {title}", lines))
    plays = [play.values for play in hot.plays.values()]
    if len(plays) > 1 and (sentences := habits(plays).sentences()):
        sections.append(_section("What the conversations have in common", sentences))
    return sections


def class_points(hot: HotSeat) -> list[tuple[str, tuple[ClassPoint, ...]]]:
    """Return the turning points of each scenario that several have played."""
    found = []
    hashes = hot.setup.hashes
    for hash in dict.fromkeys(hashes):
        plays = [play for play in hot.plays.values() if hashes[play.scenario] == hash]
        points = turning_points(play.values for play in plays)
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
