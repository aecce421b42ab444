"""The command `simulator shift` and what other commands say of a shift."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest

from simulator.cli.plain_shift import wants_to_resume
from tests.support.shift_stage import SHIFT, WHOLE_DAY, key_text
from tests.support.typed_console import TypedConsole

if TYPE_CHECKING:
    from simulator.plain.console import Console, Signal
    from tests.support.cli_desk import Desk

TYPED = "2\n1\n\ntwo-skills\n\na\n\nmixed\n1\n\n"
PLAY = ("--saves", "saves", "--seed", "1", "--as", "Ada")


@pytest.fixture
def shifts(desk: Desk) -> Desk:
    """A desk whose library has a short day."""
    library = desk.folder / "library"
    (library / "shifts").mkdir()
    (library / "shifts" / "short-day.toml").write_text(SHIFT)
    for id in ("key", "other"):
        (library / f"{id}.toml").write_text(key_text())
    return desk


def test_the_shifts_are_listed(shifts: Desk) -> None:
    """In words and as JSON; one that can't be worked is told, and hides no other."""
    assert (0, "short-day  A short day, level 1. Two keys.\n", "") == shifts.run("shift")
    (row,) = shifts.json("shift")["shifts"]
    assert ("short-day", 1, 5, [["key"], ["other"]]) == (
        row["id"],
        row["level"],
        row["minutes"],
        row["customers"],
    )
    (shifts.folder / "library" / "shifts" / "broken.toml").write_text("format = 1\n")
    answer = shifts.run("shift")
    assert (1, True, True) == (
        answer.code,
        answer.out.startswith("short-day"),
        "broken.toml:1:1" in answer.err,
    )


def test_a_shift_is_worked_and_everything_else_knows_it(shifts: Desk) -> None:
    """Saves, replay to the digit, history, report, and `forget`."""
    answer = shifts.run("shift", "short-day", *PLAY, typed=TYPED)
    assert 0 == answer.code, answer.err
    assert "The next shift will ask you about it." in answer.out
    (save,) = shifts.json("saves", "--saves", "saves")["saves"]
    assert (True, list(WHOLE_DAY), True, "Ada") == (
        save["shift"],
        save["moves"],
        save["ended"],
        save["as"],
    )
    assert "short-day  short-day as Ada, shift, over" in shifts.run("saves", "--saves", "saves").out
    replayed = shifts.json("replay", "short-day", "--saves", "saves")
    assert (1, list(WHOLE_DAY), True, ["mended", "left"]) == (
        replayed["seed"],
        replayed["moves"],
        replayed["ended"],
        [customer["ending"] for customer in replayed["customers"]],
    )
    assert len(WHOLE_DAY) + 1 == len(replayed["composure"])
    assert replayed == shifts.json("replay", "short-day", "--saves", "saves")
    told = shifts.run("replay", "short-day", "--saves", "saves")
    assert "Customer 2: other." in told.out
    assert (
        "2 plays started, 2 finished."
        in shifts.run("progress", "--saves", "saves", "--as", "Ada").out
    )
    plays = json.loads(
        shifts.run("report", "short-day", "--saves", "saves", "--format", "json").out
    )["plays"]
    assert ["key", "other"] == [play["scenario"] for play in plays]
    assert "I'll" not in shifts.run("report", "short-day", "--saves", "saves").out
    assert 0 == shifts.run("forget", "Ada", "--yes", "--saves", "saves").code
    assert [] == shifts.json("saves", "--saves", "saves")["saves"]


def test_a_shift_is_left_and_resumed(shifts: Desk) -> None:
    """By the name that the last line says."""
    left = shifts.run("shift", "short-day", *PLAY, typed="\n\n\n")
    assert "simulator shift --resume short-day --saves saves" in left.out
    assert 2 == shifts.run("play", "--resume", "short-day", "--saves", "saves").code
    resumed = shifts.run(
        "shift", "--resume", "short-day", "--saves", "saves", typed="two-skills\nq\n"
    )
    assert "You're picking up where you left off." in resumed.out
    assert "You've served 1 of the 2 customers so far." in resumed.out


def test_a_replay_names_the_move_that_no_longer_applies(shifts: Desk) -> None:
    """With what was before it, and exit code 1."""
    shifts.run("shift", "short-day", *PLAY, typed=TYPED)
    path = shifts.folder / "library" / "other.toml"
    path.write_text(key_text().replace('"mixed"', '"mingled"'))
    answer = shifts.run("replay", "short-day", "--saves", "saves", "--json")
    document = json.loads(answer.out)
    assert (1, 4, "mixed") == (
        answer.code,
        document["error"]["index"],
        document["error"]["move"],
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("shift", "short-day", "--resume", "x"), "You can start a shift or resume one"),
        (("shift", "--resume", "x", "--seed", "2"), "--seed is for a new shift"),
        (("shift", "short-day", "--json"), "--json lists the shifts"),
        (("shift", "no-such"), 'There is no shift "no-such"'),
        (("replay", "no-such"), "There is no saved conversation or shift called"),
        (("replay", "card", "--day", "Monday"), "--day goes with --moves"),
    ],
)
def test_what_does_not_go_together_is_said(shifts: Desk, words: tuple[str, ...], told: str) -> None:
    """One sentence, exit code 2."""
    answer = shifts.run(*words, "--saves", "saves")
    assert (2, "") == (answer.code, answer.out)
    assert told in answer.err


def test_a_scenario_is_proved_as_in_a_shift(shifts: Desk) -> None:
    """The ending that only a leak reaches is named, and the worst with leaks is a bound."""
    text = key_text().replace('slips = ["dismiss"]\nleaky = 40\n', 'leaky = 40\nto = "sulk"\n')
    assert 'to = "sulk"' in text
    text += '\n[scenes.sulk]\nsays = "Do we."\nending = "sulking"\noutcome = "none"\n'
    (shifts.folder / "library" / "key.toml").write_text(text)
    alone = shifts.json("prove", "key")
    leaking = shifts.json("prove", "key", "--shift")
    assert ("shift" not in alone, ["sulking"]) == (True, leaking["needs_leak"])
    assert {"sulking": False} == {
        each["ending"]: each["reachable"] for each in alone["endings"] if not each["reachable"]
    }
    assert leaking["best"]["satisfaction"] >= alone["best"]["satisfaction"]
    assert leaking["worst"]["satisfaction"] <= alone["worst"]["satisfaction"]
    told = shifts.run("prove", "key", "--shift").out
    assert "best and worst are bounds" in told
    assert "Ending sulking: only a play with a leaky reply gets there." in told


def test_the_menu_in_lines_lists_shifts_and_works_one(shifts: Desk) -> None:
    """By number; one that was left comes first, to be resumed."""
    shifts.run("settings", "--set", "greeted=true")
    said = shifts.run("--plain", "--saves", "saves", typed="w\nw 1\n\n\n\nq\nw\nw 1\nq\nq\n").out
    assert "w 1. A short day: 2 customers, about 5 minutes." in said
    assert "How are you today" in said
    assert "w 1. Resume: A short day: 1 move so far." in said
    assert "You're picking up where you left off." in said


def test_a_shift_that_was_left_is_offered_before_another_is_started(shifts: Desk) -> None:
    """What isn't a terminal is told of it and starts anew; with a seed, or under another name, nothing is said."""
    command = ("shift", "short-day", "--saves", "saves", "--as", "Ada")
    typed = "\n\n\n\nq\n"
    shifts.run(*command, "--seed", "1", typed=typed)
    told = (
        "You left A short day after 1 move. This is a new one; to resume the other: "
        "simulator shift --resume short-day --saves saves"
    )
    assert told in shifts.run(*command, typed=typed).err
    assert told not in shifts.run(*command, "--seed", "1", typed=typed).err
    assert told not in shifts.run(*command[:-1], "Ben", typed=typed).err


@pytest.mark.parametrize(
    ("lines", "wants"), [([""], True), (["x", "n"], False), (["q"], None), ([], None)]
)
def test_the_question_about_a_shift_that_was_left(lines: list[str | Signal], wants: bool) -> None:
    """Enter resumes, n starts a new one, and q or the end of the input does neither."""
    console = TypedConsole(list(lines))
    assert wants == wants_to_resume("You left A short day after 1 move.", cast("Console", console))
