"""A seat as its client knows it: messages of a real round folded, told again, out of order, and malformed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator.plain.join import PlainSeat
from simulator.portrait.traits import Traits, derive
from simulator.rounds.client.reading import NotUnderstood, read_message
from simulator.rounds.client.seat_tokens import SeatTokens
from simulator.rounds.client.session import Lost, RemoteSession, Update, UpdateKind
from simulator.rounds.message_parts import BoardRow
from simulator.rounds.protocol import encode
from simulator.rounds.requests import Move
from simulator.rounds.words import CUT_OFF, NO_MOVE, PRACTICE
from simulator.tui.screens.seat import SeatScreen
from tests.support.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path


def a_scene(*texts: str, **more: Any) -> dict[str, Any]:
    """What can be said now."""
    offered = [
        {"id": f"id-{text}", "number": number, "text": text} for number, text in enumerate(texts, 1)
    ]
    return {"narration": "", "says": [], "offered": offered, "can_listen": True, **more}


def a_state(phase: str = "open", **more: Any) -> dict[str, Any]:
    """A state as the server sends it."""
    return {
        "type": "state",
        "phase": phase,
        "remaining_ms": 60_000,
        "seats": 2,
        "done": 0,
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
        "counts": True,
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


def a_debrief(*moods: int) -> dict[str, Any]:
    """A debrief that says nothing but how the mood went."""
    start = {"mood": 0, "band": "calm"}
    document = {"type": "debrief", "number": 1, "start": start, "moods": list(moods)}
    return {**document, "turns": [], "panes": []}


def a_seat(watch: Clock | None = None, *messages: dict[str, Any]) -> RemoteSession:
    """A seat that has been told these."""
    seat = RemoteSession(watch or Clock())
    take(seat, {"type": "seat", "token": "t", "seat": "s", "name": "Kim"})
    for message in messages:
        take(seat, message)
    return seat


def take(seat: RemoteSession, document: dict[str, Any]) -> Update:
    """What a message that arrives changes; raises NotUnderstood."""
    message = read_message(encode(document))
    assert message is not None
    return seat.apply(message)


def told(seat: RemoteSession) -> list[str]:
    """Everything said so far."""
    return [line.text for item in seat.past for line in item.lines]


def test_entering_and_moving() -> None:
    """The opening is told once, a move has one message, and its answer goes on from there."""
    seat = a_seat()
    update = take(seat, a_state())
    assert UpdateKind.ENTERED is update.kind
    assert ["Where is it?"] == [line.text for line in update.turn.lines]
    assert ["Yes", "No"] == [choice.text for choice in seat.choices]
    asked = seat.ask("listen", "c1")
    assert Move("c1", 0, "listen") == asked
    assert seat.ask("listen", "c2") is None, "one is on its way"
    update = take(seat, a_moved(1, cmd="c1"))
    assert (UpdateKind.MOVED, ["Words 1."]) == (update.kind, [li.text for li in update.turn.lines])
    assert ["Where is it?", "Words 1."] == told(seat)
    assert seat.asked is None


def test_a_customer_looks_as_the_server_says() -> None:
    """What a server tells is drawn; a word that this program doesn't know, or an older server, leaves it to the name."""
    named = derive("Omar")
    told: list[tuple[dict[str, Any], Traits]] = [
        ({}, named),
        ({"portrait": {"hair": "bun", "wear": "knit"}}, named._replace(hair="bun", wear="knit")),
        ({"portrait": {"hair": "a wig", "tail": "long"}}, named),
    ]
    for more, expected in told:
        state = a_state()
        state["scenario"] |= more
        assert expected == SeatScreen(a_seat(None, state)).appearance().traits


def test_told_again() -> None:
    """A turn that is told twice, or that a transcript told already, adds nothing."""
    seat = a_seat(None, a_state(), a_moved(1))
    assert UpdateKind.SHOWN is take(seat, a_moved(1)).kind
    lines = [{"voice": "customer", "text": text} for text in ("Where is it?", "Words 1.")]
    assert UpdateKind.SHOWN is take(seat, a_state(turn=1, transcript=lines)).kind
    assert ["Where is it?", "Words 1."] == told(seat)


def test_back_after_a_break() -> None:
    """What was missed comes from the transcript; a move that was not made is still to be sent, one overtaken is not."""
    seat = a_seat(None, a_state())
    seat.ask("id-Yes", "c1")
    assert UpdateKind.LOST is seat.apply(Lost()).kind
    take(seat, {"type": "seat", "token": "t", "seat": "s", "name": "Kim"})
    assert UpdateKind.SHOWN is take(seat, a_state()).kind
    assert seat.asked is not None
    seat.apply(Lost())
    lines = [{"voice": "customer", "text": text} for text in ("Where is it?", "Well?")]
    update = take(seat, a_state(turn=1, transcript=lines))
    assert (UpdateKind.CAUGHT_UP, ["Well?"]) == (update.kind, [li.text for li in update.turn.lines])
    assert seat.asked is None


def test_time() -> None:
    """It runs while the round is open and the line stands, and not otherwise."""
    watch = Clock()
    seat = a_seat(watch, a_state())
    watch.seconds += 5
    assert (15.0, 55.0) == (seat.remaining(), seat.left())
    seat.apply(Lost())
    watch.seconds += 100
    assert (15.0, 55.0) == (seat.remaining(), seat.left())
    take(seat, {"type": "seat", "token": "t", "seat": "s", "name": "Kim"})
    take(seat, a_state("paused", turn_ms=14_000))
    watch.seconds += 100
    assert 14.0 == seat.remaining()
    take(seat, a_state(turn_ms=14_000, remaining_ms=None))
    frame = {"type": "board", "phase": "open", "remaining_ms": None, "seats": 2, "done": 0}
    watch.seconds += 4
    take(seat, {**frame, "board": []})
    watch.seconds += 4
    assert (6.0, None) == (seat.remaining(), seat.left())
    assert take(seat, a_state(turn_ms=None)) is not None
    assert seat.remaining() is None


def test_the_next_scenario_begins_anew() -> None:
    """Nothing of the last one is left."""
    seat = a_seat(None, a_state(), a_moved(1, ended=True))
    take(seat, a_debrief(0, 5))
    assert (0, 5) == seat.moods
    following = a_state("lobby", scene=None, turn_ms=None, transcript=[])
    following["scenario"] = {**following["scenario"], "number": 2}
    assert UpdateKind.ENTERED is take(seat, following).kind
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
        a_debrief(10**9),
        {"type": "own", "row": []},
    ],
)
def test_what_is_not_understood(wrong: dict[str, Any]) -> None:
    """It is refused in one sentence, whatever it is."""
    with pytest.raises(NotUnderstood):
        take(a_seat(), wrong)


def test_texts_are_cleaned() -> None:
    """No sign that a terminal would obey gets through."""
    hostile = "a\x1b[31mb\u202ec\x07"
    seat = a_seat(None, a_state(scene=a_scene(hostile, band="wary"), round=hostile))
    assert "\x1b" not in seat.round + seat.choices[0].text
    assert "\u202e" not in seat.round + seat.choices[0].text


def test_teams_and_practice() -> None:
    """They come with a state, and teams by themselves whenever they have changed."""
    seat = a_seat(
        None, a_state(counts=False, teams=[{"rank": 1, "team": "Red", "points": 90, "seats": 2}])
    )
    assert not seat.counts
    assert [("Red", 90, 2)] == [(team.name, team.points, team.seats) for team in seat.teams]
    take(seat, {"type": "teams", "teams": []})
    assert () == seat.teams


@pytest.mark.parametrize("phase", ["lobby", "countdown", "open", "paused", "debrief"])
@pytest.mark.parametrize("counts", [True, False])
def test_practice_is_said_line_by_line(phase: str, *, counts: bool) -> None:
    """Once on coming in, in whichever phase that is, and never of a scenario that counts."""
    lines: list[str] = []
    seat = a_seat()
    update = take(seat, a_state(phase, counts=counts))
    PlainSeat(None, seat, lines.append)._say_news(update)  # type: ignore[arg-type]
    assert int(not counts) == lines.count(PRACTICE)


def test_a_row_without_points_is_told_without_any() -> None:
    """While an exam is open its own row says nothing; in the debrief it says why."""
    row = {"rank": None, "name": "Kim", "points": None, "done": True}
    lines: list[str] = []
    seat = a_seat(None, a_state(board=[row], own=row))
    plain = PlainSeat(None, seat, lines.append)  # type: ignore[arg-type]
    plain._say_news(take(seat, {"type": "own", "row": row}))
    assert [] == lines
    take(seat, a_state("debrief", own=row))
    plain._say_news(take(seat, a_debrief()))
    assert NO_MOVE in lines


class TestSeatTokens:
    """Seats that this machine holds."""

    def test_kept_and_dropped(self, tmp_path: Path) -> None:
        """A token is found again by round and name, whatever the fingerprint, and only by its owner's programs."""
        path = tmp_path / "deep" / "seats.json"
        tokens = SeatTokens(path)
        assert tokens.find("https://h:1", "ABC", "Kim") is None
        tokens.keep("https://h:1#ff", "abc", "Kim", "one")
        tokens.keep("https://h:1", "ABC", "Lou", "two")
        assert "one" == SeatTokens(path).find("https://h:1/", "ABC", "Kim")
        assert 0o600 == path.stat().st_mode & 0o777
        tokens.drop("https://h:1", "ABC", "Kim")
        assert (None, "two") == (
            tokens.find("https://h:1", "ABC", "Kim"),
            tokens.find("https://h:1", "ABC", "Lou"),
        )

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        """It counts as empty, and is written anew."""
        path = tmp_path / "seats.json"
        for text in ("[1]", "{", '{"a": 1}', "\udcff"):
            path.write_text(text, "utf-8", "surrogateescape")
            assert SeatTokens(path).find("http://h", "A", "K") is None
        SeatTokens(path).keep("http://h", "A", "K", "t")
        assert "t" == SeatTokens(path).find("http://h", "A", "K")

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        """The seat is not kept, and nothing breaks."""
        (tmp_path / "file").touch()
        SeatTokens(tmp_path / "file" / "seats.json").keep("http://h", "A", "K", "t")

    def test_not_endlessly_many(self, tmp_path: Path) -> None:
        """The oldest go."""
        tokens = SeatTokens(tmp_path / "seats.json")
        for number in range(60):
            tokens.keep("http://h", f"C{number}", "K", str(number))
        assert tokens.find("http://h", "C0", "K") is None
        assert "59" == tokens.find("http://h", "C59", "K")


def test_only_a_conversation_that_was_cut_off_is_said_to_be() -> None:
    """Not that of a scenario in which the seat made no move, although its points of an earlier one give it a rank."""
    for played, done, expected in ((True, False, True), (True, True, False), (False, False, False)):
        seat = RemoteSession(lambda: 0.0, own=BoardRow(3, "Kim", 8, done), seats=4, played=played)
        told = seat.standing_lines()
        assert "You came 3rd of 4, with 8 points." == told[0]
        assert expected == (CUT_OFF in told)


def test_what_is_typed_on_a_seat_in_lines() -> None:
    """It is answered as in every conversation in lines; a move is handed over once, and waits while none is due."""
    lines: list[str] = []
    seat = a_seat(None, a_state(counts=False))
    plain = PlainSeat(None, seat, lines.append)  # type: ignore[arg-type]
    for typed in ("?", "b", "t", "h", "/where", "/bicycle", "9"):
        assert plain.handle_command(typed)
    for sentence in (
        "Customer: Where is it?",
        "There's more to come.",
        "Your move, 1 to 2 or Enter to listen; ? repeats, t shows the time, q leaves:",
        "The parcel was late.",
        PRACTICE,
        "20 seconds left for your reply.",
        "60 seconds left in this scenario.",
        "“bicycle” isn't in this conversation.",
        "“9” isn't a move here. Type a number from 1 to 2, or h for help.",
    ):
        assert sentence in lines
    assert plain.handle_command("2")
    assert ["id-No"] == [message.move for message in plain._unsent if isinstance(message, Move)]
    assert plain.handle_command("1")
    assert "Your move is being sent …" == lines[-1]
    take(seat, a_moved(1, move="id-No", ended=True))
    assert plain.handle_command("1")
    assert "You've finished. Wait for the others." == lines[-1]
    assert not plain.handle_command("q")
