"""CSV: one row per play, one row per turn, or a roster as a learning management system takes it.

The columns are a contract, described in docs/reporting.md; the first column of plays and turns names the version. More may be
added at the end, none may be taken away. Text that a spreadsheet would take for a formula is marked as text.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from simulator.report.export.values import date_text, instant_text, play_id, seconds_number
from simulator.report.source import has_passed
from simulator.ruleset import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.report.results import PlayResult, TurnResult
    from simulator.report.source import ReportSource

PLAYS, TURNS = "simulator-plays-1", "simulator-turns-1"
FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
"""Signs at the beginning of a text by which a spreadsheet takes it for a formula."""
BYTE_ORDER_MARK = "\ufeff"

Row = dict[str, Any]


def plays_csv(source: ReportSource, *, excel: bool = False) -> Iterator[str]:
    """Yield a row for each play, below the names of the columns."""
    return table(PLAY_COLUMNS, (play_row(play, source.pass_mark) for play in source.plays), excel)


def turns_csv(source: ReportSource, *, excel: bool = False) -> Iterator[str]:
    """Yield a row for each turn, below the names of the columns."""
    rows = (turn_row(play, turn) for play in source.plays for turn in play.turns)
    return table(TURN_COLUMNS, rows, excel)


def roster_csv(source: ReportSource, *, excel: bool = False) -> Iterator[str]:
    """Yield a row for each play with a score that counts: name, scenario, date, score, passed."""
    rows = (
        roster_row(play, source.pass_mark)
        for play in source.plays
        if play.score is not None and play.origin.counts
    )
    return table(ROSTER_COLUMNS, rows, excel)


def safe_text(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula: with an apostrophe before a sign that begins one."""
    return f"'{text}" if text.lstrip(" ").startswith(tuple(FORMULA_SIGNS)) else text


def roster_row(play: PlayResult, pass_mark: int) -> Row:
    """Return a play as a row of the roster."""
    assert play.score is not None
    return {
        "name": play.origin.person,
        "scenario": play.scenario.title,
        "date": date_text(play.origin.ended or play.origin.started),
        "score": play.score.quality,
        "passed": has_passed(play, pass_mark),
    }


def play_row(play: PlayResult, pass_mark: int) -> Row:
    """Return a play as a row by the names of its columns; what isn't known is None."""
    origin, card, score = play.origin, play.scenario, play.score
    predicted = score.predicted if score else None
    speech = play.speech if play.turns else None
    known = play.start is not None  # otherwise only its save or its scores are
    return {
        "format": PLAYS,
        "play": str(play_id(play)),
        "person": origin.person,
        "round": origin.round,
        "team": origin.team,
        "scenario": card.id,
        "title": card.title,
        "digest": card.digest,
        "day": card.day,
        "edition": origin.edition,
        "mode": origin.mode,
        "timed": origin.timed,
        "started": instant_text(origin.started),
        "ended": instant_text(origin.ended),
        "seconds": seconds_number(origin.seconds),
        "moves": play.moves,
        "replies": play.replies if known else None,
        "listens": play.listens if known else None,
        "silences": play.silences if known else None,
        "finished": play.finished if known or score else None,
        "counts": origin.counts,
        "moves_given": origin.given,
        "ending": score.ending if score else None,
        "outcome": score.outcome if score else None,
        "need": score.need if score else None,
        "satisfaction": score.satisfaction if score else None,
        "quality": score.quality if score else None,
        "passed": has_passed(play, pass_mark),
        "points": origin.points,
        "mood_start": play.moods[0] if play.moods else None,
        "mood_end": play.moods[-1] if play.moods else None,
        "mood_lowest": min(play.moods) if play.moods else None,
        **{
            item.name.replace("-", "_"): score.dimensions.get(item.name) if score else None
            for item in DIMENSIONS
        },
        "csat": predicted.csat if predicted else None,
        "nps": predicted.nps if predicted else None,
        "ease": predicted.effort if predicted else None,
        "retention": predicted.retention if predicted else None,
        "word_of_mouth": predicted.word_of_mouth if predicted else None,
        "critical_errors": len(score.criticals) if score and known else None,
        "promises_made": play.promised if known else None,
        "promises_kept": play.kept if known else None,
        "promises_broken": play.broken if known else None,
        "lies_exposed": play.exposed if known else None,
        "extra_steps": play.extra_steps if known else None,
        "unexplained_waits": play.unexplained if known else None,
        "words_trainee": speech.yours if speech else None,
        "words_customer": speech.theirs if speech else None,
        "skills": _counts(play.skills),
        "slips": _counts(play.slips),
        "best_satisfaction": play.best,
        "note": origin.fault,
    }


def turn_row(play: PlayResult, turn: TurnResult) -> Row:
    """Return a turn as a row by the names of its columns."""
    before, after = turn.before, turn.after
    return {
        "format": TURNS,
        "play": str(play_id(play)),
        "person": play.origin.person,
        "scenario": play.scenario.id,
        "turn": turn.number,
        "scene": turn.scene,
        "move": turn.move,
        "next": turn.next,
        "text": turn.words,
        "offered": " ".join(item.id for item in turn.offered),
        "skills": " ".join(turn.skills),
        "slips": " ".join(turn.slips),
        "anger_before": before.anger,
        "heard_before": before.heard,
        "trust_before": before.trust,
        "patience_before": before.patience,
        "mood_before": before.mood,
        "anger": after.anger,
        "heard": after.heard,
        "trust": after.trust,
        "patience": after.patience,
        "mood": after.mood,
        "mood_change": turn.moved,
        "reasons": "; ".join(
            f"{item.gauge} {item.amount:+} {item.cause.value}{f' {item.name}' if item.name else ''}"
            for item in turn.changes or ()
        ),
        "wait_ticks": turn.ticks,
        "wait_explained": turn.explained if turn.ticks else None,
        "promises_made": " ".join(turn.promised),
        "promises_kept": turn.kept,
        "promises_broken": turn.broken,
        "critical_error": turn.critical,
        "principles_met": " ".join(str(use.number) for use in turn.principles if use.met),
        "principles_missed": " ".join(str(use.number) for use in turn.principles if not use.met),
        "seconds": seconds_number(turn.seconds),
        "own_words": turn.own.text if turn.own else "",
        "own_words_found": turn.own.found.value if turn.own else "",
    }


def _counts(counts: dict[str, int]) -> str:
    """Return names with how often, in one cell: `own 2; solve 1`."""
    return "; ".join(f"{name} {times}" for name, times in sorted(counts.items()))


def table(columns: Sequence[str], rows: Iterable[Row], excel: bool) -> Iterator[str]:
    """Return the lines of a table: in UTF-8 with commas, or for Excel with a byte-order mark and semicolons."""
    place = io.StringIO()
    writer = csv.writer(place, delimiter=";" if excel else ",", lineterminator="\r\n")
    if excel:
        place.write(BYTE_ORDER_MARK)
    writer.writerow(columns)
    for row in rows:
        yield _take(place)
        writer.writerow([_cell(row[name]) for name in columns])
    yield _take(place)


def _take(place: io.StringIO) -> str:
    text = place.getvalue()
    place.seek(0)
    place.truncate()
    return text


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case _:
            return safe_text(str(value))


PLAY_COLUMNS = (
    "format", "play", "person", "round", "team", "scenario", "title", "digest", "day", "edition", "mode", "timed", "started",
    "ended", "seconds", "moves", "replies", "listens", "silences", "finished", "counts", "moves_given", "ending", "outcome",
    "need", "satisfaction", "quality", "passed", "points", "mood_start", "mood_end", "mood_lowest", "listening", "patience",
    "ownership", "resolution", "empathy", "honesty", "effort", "follow_through", "csat", "nps", "ease", "retention",
    "word_of_mouth", "critical_errors", "promises_made", "promises_kept", "promises_broken", "lies_exposed", "extra_steps",
    "unexplained_waits", "words_trainee", "words_customer", "skills", "slips", "best_satisfaction", "note",
)  # fmt: skip
TURN_COLUMNS = (
    "format", "play", "person", "scenario", "turn", "scene", "move", "next", "text", "offered", "skills", "slips",
    "anger_before", "heard_before", "trust_before", "patience_before", "mood_before", "anger", "heard", "trust", "patience",
    "mood", "mood_change", "reasons", "wait_ticks", "wait_explained", "promises_made", "promises_kept", "promises_broken",
    "critical_error", "principles_met", "principles_missed", "seconds", "own_words", "own_words_found",
)  # fmt: skip
ROSTER_COLUMNS = ("name", "scenario", "date", "score", "passed")
