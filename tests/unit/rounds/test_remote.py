"""A seat as its client knows it: messages of a real round folded, told again, out of order, and malformed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator.plain.join import PlainSeat
from simulator.rounds.client.session import Kind, NotUnderstood, RemoteSeat
from simulator.rounds.client.tickets import Tickets
from simulator.rounds.words import NO_MOVE, PRACTICE

if TYPE_CHECKING:
    from pathlib import Path


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


def a_scene(*texts: str, **more: Any) -> dict[str, Any]:
    """What can be said now."""
    offered = [{"id": f"id-{text}", "text": text} for text in texts]
    return {"narration": "", "says": [], "offered": offered, "can_listen": True, **more}


def a_state(phase: str = "open", **more: Any) -> dict[str, Any]:
    """A state as the server sends it."""
    return {
        "type": "state",
        "phase": phase,
        "remaining_ms": 60_000,
        "seats": 2,
        "board": [{"rank": 1, "name": "Kim", "points": 120, "done": False}],
        "round": "Monday",
        "scenario": {
            "number": 1,
            "of": 2,
            "title": "Late parcel",
            "channel": "phone",
            "customer": "Omar",
            "about": "",
            "brief": "The parcel was late.",
        },
        "mode": "exam",
        "trouble": "",
        "turn": 0,
        "scene": a_scene("Yes", "No", band="wary"),
        "ended": False,
        "turn_ms": 20_000,
        "allowed_ms": 20_000,
        "own": None,
        "transcript": [{"voice": "customer", "text": "Where is it?"}],
        **more,
    }


def a_moved(turn: int, move: str = "listen", **more: Any) -> dict[str, Any]:
    """A move that was made."""
    said = [{"voice": "customer", "text": f"Words {turn}."}]
    return {
        "type": "moved",
        "turn": turn,
        "result": {"move": move, "band": "calm", "said": said},
        "scene": a_scene("Go on", band="calm"),
        "remaining_ms": 15_000,
        "allowed_ms": 15_000,
        "ended": False,
        **more,
    }


def a_seat(watch: Watch | None = None, *messages: dict[str, Any]) -> RemoteSeat:
    """A seat that has been told these."""
    seat = RemoteSeat(watch or Watch())
    seat.take({"type": "seat", "token": "t", "seat": "s", "name": "Kim"})
    for message in messages:
        seat.take(message)
    return seat


def told(seat: RemoteSeat) -> list[str]:
    """Everything said so far."""
    return [line.text for item in seat.past for line in item.lines]


def test_entering_and_moving() -> None:
    """The opening is told once, a move has one message, and its answer goes on from there."""
    seat = a_seat()
    news = seat.take(a_state())
    assert Kind.ENTERED is news.kind
    assert ["Where is it?"] == [line.text for line in news.brought.lines]
    assert ["Yes", "No"] == [choice.text for choice in seat.choices]
    asked = seat.ask("listen", "c1")
    assert {"type": "move", "cmd": "c1", "turn": 0, "move": "listen"} == asked
    assert seat.ask("listen", "c2") is None, "one is on its way"
    news = seat.take(a_moved(1, cmd="c1"))
    assert (Kind.MOVED, ["Words 1."]) == (news.kind, [li.text for li in news.brought.lines])
    assert ["Where is it?", "Words 1."] == told(seat)
    assert seat.asked is None


def test_told_again() -> None:
    """A turn that is told twice, or that a transcript told already, adds nothing."""
    seat = a_seat(None, a_state(), a_moved(1))
    assert Kind.SHOWN is seat.take(a_moved(1)).kind
    lines = [{"voice": "customer", "text": text} for text in ("Where is it?", "Words 1.")]
    assert Kind.SHOWN is seat.take(a_state(turn=1, transcript=lines)).kind
    assert ["Where is it?", "Words 1."] == told(seat)


def test_back_after_a_break() -> None:
    """What was missed comes from the transcript; a move that was not made is still to be sent, one overtaken is not."""
    seat = a_seat(None, a_state())
    seat.ask("id-Yes", "c1")
    assert Kind.LOST is seat.take({"type": "lost"}).kind
    seat.take({"type": "seat", "token": "t", "seat": "s", "name": "Kim"})
    assert Kind.SHOWN is seat.take(a_state()).kind
    assert seat.asked is not None
    seat.take({"type": "lost"})
    lines = [{"voice": "customer", "text": text} for text in ("Where is it?", "Well?")]
    news = seat.take(a_state(turn=1, transcript=lines))
    assert (Kind.CAUGHT_UP, ["Well?"]) == (news.kind, [li.text for li in news.brought.lines])
    assert seat.asked is None


def test_time() -> None:
    """It runs while the round is open and the line stands, and not otherwise."""
    watch = Watch()
    seat = a_seat(watch, a_state())
    watch.time += 5
    assert (15.0, 55.0) == (seat.remaining(), seat.left())
    seat.take({"type": "lost"})
    watch.time += 100
    assert (15.0, 55.0) == (seat.remaining(), seat.left())
    seat.take({"type": "seat", "token": "t", "seat": "s", "name": "Kim"})
    seat.take(a_state("paused", turn_ms=14_000))
    watch.time += 100
    assert 14.0 == seat.remaining()
    seat.take(a_state(turn_ms=14_000, remaining_ms=None))
    frame = {"type": "board", "phase": "open", "remaining_ms": None, "seats": 2, "done": 0}
    watch.time += 4
    seat.take({**frame, "board": []})
    watch.time += 4
    assert (6.0, None) == (seat.remaining(), seat.left())
    assert seat.take(a_state(turn_ms=None)) is not None
    assert seat.remaining() is None


def test_the_next_scenario_begins_anew() -> None:
    """Nothing of the last one is left."""
    seat = a_seat(None, a_state(), a_moved(1, ended=True))
    seat.take({"type": "debrief", "number": 1, "moods": [0, 5], "panes": []})
    assert (0, 5) == seat.moods
    following = a_state("lobby", scene=None, turn_ms=None, transcript=[])
    following["scenario"] = {**following["scenario"], "number": 2}
    assert Kind.ENTERED is seat.take(following).kind
    assert ([], (), 0, None) == (told(seat), seat.panes, seat.turn, seat.scene)


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "state"},
        a_state("noon"),
        a_state(mode="[b]"),
        a_state(turn="0"),
        a_state(turn=True),
        a_state(scene={"offered": []}),
        a_state(scene=a_scene("x", band="wary", mood=0, anger=10**9, heard=0, trust=0, patience=0)),
        a_state(board=[{"rank": 1}]),
        a_state(transcript=[{"voice": "god", "text": ""}]),
        a_moved(1, "listen", result=None),
        {"type": "debrief", "moods": [10**9], "panes": []},
        {"type": "own", "row": []},
    ],
)
def test_what_is_not_understood(wrong: dict[str, Any]) -> None:
    """It is refused in one sentence, whatever it is."""
    with pytest.raises(NotUnderstood):
        a_seat().take(wrong)


def test_texts_are_cleaned() -> None:
    """No sign that a terminal would obey gets through."""
    hostile = "a\x1b[31mb\u202ec\x07"
    seat = a_seat(None, a_state(scene=a_scene(hostile, band="wary"), round=hostile))
    assert "\x1b" not in seat.round + seat.choices[0].text
    assert "\u202e" not in seat.round + seat.choices[0].text


def test_teams_and_practice() -> None:
    """They come with a state, and teams by themselves whenever they have changed."""
    seat = a_seat(None, a_state(counts=False, teams=[{"team": "Red", "points": 90, "seats": 2}]))
    assert not seat.counts
    assert [("Red", 90, 2)] == [(team.name, team.points, team.seats) for team in seat.teams]
    seat.take({"type": "teams", "teams": []})
    assert () == seat.teams


@pytest.mark.parametrize("phase", ["lobby", "countdown", "open", "paused", "debrief"])
@pytest.mark.parametrize("counts", [True, False])
def test_practice_is_said_line_by_line(phase: str, *, counts: bool) -> None:
    """Once on coming in, in whichever phase that is, and never of a scenario that counts."""
    lines: list[str] = []
    seat = a_seat()
    news = seat.take(a_state(phase, counts=counts))
    PlainSeat(None, seat, lines.append)._tell(news)  # type: ignore[arg-type]
    assert int(not counts) == lines.count(PRACTICE)


def test_a_row_without_points_is_told_without_any() -> None:
    """While an exam is open its own row says nothing; in the debrief it says why."""
    row = {"rank": None, "name": "Kim", "points": None, "done": True}
    lines: list[str] = []
    seat = a_seat(None, a_state(board=[row], own=row))
    plain = PlainSeat(None, seat, lines.append)  # type: ignore[arg-type]
    plain._tell(seat.take({"type": "own", "row": row}))
    assert [] == lines
    seat.take(a_state("debrief", own=row))
    plain._tell(seat.take({"type": "debrief", "panes": [], "moods": []}))
    assert NO_MOVE in lines


class TestTickets:
    """Seats that this machine holds."""

    def test_kept_and_dropped(self, tmp_path: Path) -> None:
        """A token is found again by round and name, whatever the fingerprint, and only by its owner's programs."""
        path = tmp_path / "deep" / "seats.json"
        tickets = Tickets(path)
        assert tickets.find("https://h:1", "ABC", "Kim") is None
        tickets.keep("https://h:1#ff", "abc", "Kim", "one")
        tickets.keep("https://h:1", "ABC", "Lou", "two")
        assert "one" == Tickets(path).find("https://h:1/", "ABC", "Kim")
        assert 0o600 == path.stat().st_mode & 0o777
        tickets.drop("https://h:1", "ABC", "Kim")
        assert (None, "two") == (
            tickets.find("https://h:1", "ABC", "Kim"),
            tickets.find("https://h:1", "ABC", "Lou"),
        )

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        """It counts as empty, and is written anew."""
        path = tmp_path / "seats.json"
        for text in ("[1]", "{", '{"a": 1}', "\udcff"):
            path.write_text(text, "utf-8", "surrogateescape")
            assert Tickets(path).find("http://h", "A", "K") is None
        Tickets(path).keep("http://h", "A", "K", "t")
        assert "t" == Tickets(path).find("http://h", "A", "K")

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        """The seat is not kept, and nothing breaks."""
        (tmp_path / "file").touch()
        Tickets(tmp_path / "file" / "seats.json").keep("http://h", "A", "K", "t")

    def test_not_endlessly_many(self, tmp_path: Path) -> None:
        """The oldest go."""
        tickets = Tickets(tmp_path / "seats.json")
        for number in range(60):
            tickets.keep("http://h", f"C{number}", "K", str(number))
        assert tickets.find("http://h", "C0", "K") is None
        assert "59" == tickets.find("http://h", "C59", "K")
