"""`simulator watch`: what is seen of a save, in lines and on the full screen, and how editors get the schema."""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from simulator.engine.conversation import IllegalMove
from simulator.prover.prover import prove
from simulator.records.record import Header
from simulator.records.saves import Saves
from simulator.scenario.parse import parse
from simulator.tui.watch import WatchApp
from simulator.vocabulary import Mode
from simulator.watch.session import WatchSession
from simulator.watch.snapshot import problems_by_scene, take_snapshot
from simulator.watch.watched_file import PATIENCE as GONE_AFTER
from simulator.watch.watched_file import Trouble, WatchedFile
from simulator.watch.words import lost_words, problem_place, sorted_problems, standing
from tests.support.clock import Clock
from tests.support.commands import text_so_far
from tests.support.patience import PATIENCE
from tests.support.scenarios import MARKUP, PARCEL, head
from tests.support.tui_stage import LARGE, SMALL, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.tui.app import SimulatorApp

TESTS = """
[[tests]]
name = "put right"
moves = ["listen", "own-it", "silence", "tell"]
expect = { ending = "saved" }

[[tests]]
name = "never calm"
moves = ["listen"]
expect = { mood = ">= 90" }
"""
GOOD = PARCEL + TESTS
ONE_WAY = (
    head()
    + """
[scenes.a]
says = "My parcel is late."
[[scenes.a.replies]]
id = "one"
text = "There it is."
skills = ["solve"]
note = "N."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
)
BROKEN = GOOD.replace('to = "done"', 'to = "dome"')
WITHOUT = PARCEL.replace('id = "tell"', 'id = "say"')
MOVES = ("listen", "own-it", "silence", "tell")


class TestLook:
    """The pure part: one version of a file."""

    def test_a_file_without_errors(self) -> None:
        """Tests are run at their lines, and the play stands where its moves lead."""
        seen = take_snapshot(GOOD.encode(), "late-parcel", "late-parcel.toml", MOVES)
        lines = GOOD.split("\n")
        assert [(True, "[[tests]]"), (False, "[[tests]]")] == [
            (run_tests.trial.passed, lines[run_tests.line - 1]) for run_tests in seen.trials
        ]
        assert MOVES == seen.kept
        assert seen.conversation
        assert seen.conversation.over
        assert seen.lost is None
        assert "ending saved" in standing(seen)

    def test_a_file_with_errors(self) -> None:
        """Problems have their places, errors first; the moves wait."""
        seen = take_snapshot(BROKEN.encode(), "late-parcel", "late-parcel.toml", MOVES)
        first = sorted_problems(seen)[0]
        line = BROKEN.split("\n").index('to = "dome"') + 1
        assert ("unknown-scene", f"{line}:6") == (first.rule, problem_place(first))
        assert seen.conversation is None
        assert MOVES == seen.moves
        with pytest.raises(IllegalMove):
            seen.with_move("listen")

    def test_a_move_that_no_longer_applies(self) -> None:
        """The play stands before it, goes on from there, and what was lost comes back with the old file."""
        seen = take_snapshot(WITHOUT.encode(), "late-parcel", "late-parcel.toml", MOVES)
        assert seen.lost
        assert (
            'Move 4 (tell) no longer applies: "tell" isn\'t a reply in the scene "waiting".'
            == lost_words(seen.lost)
        )
        assert MOVES[:3] == seen.kept
        back = take_snapshot(GOOD.encode(), "late-parcel", "late-parcel.toml", seen.moves)
        assert MOVES == back.kept
        assert (*MOVES[:3], "say") == seen.with_move("say").moves
        assert MOVES[:2] == seen.without_last_move().moves
        assert () == seen.without_moves().moves

    def test_a_proof_adds_its_problems(self) -> None:
        """What a proof finds stands among the problems, and belongs to its scene."""
        text = PARCEL.replace('when = "turns >= 2"', 'when = "turns >= 2 and turns < 2"')
        seen = take_snapshot(text.encode(), "late-parcel", "late-parcel.toml", ())
        assert seen.scenario
        proved = seen.with_proof(prove(seen.scenario))
        found = {item.rule for item in proved.reading.diagnostics}
        assert {"never-offered", "forced-silence", "ending-unreachable"} <= found
        before, after = (
            problems_by_scene(item.reading, seen.scenario.scenes) for item in (seen, proved)
        )
        assert (before["waiting"] + 2, 1) == (after["waiting"], after["done"])

    def test_what_means_the_same_needs_no_new_proof(self) -> None:
        """A comment or a test changes nothing that a proof speaks of."""
        one, other, third = (
            take_snapshot(text.encode(), "x", "x.toml", ())
            for text in (PARCEL, "# hm\n" + GOOD, WITHOUT)
        )
        assert one.same_meaning(other)
        assert not one.same_meaning(third)


class TestWatchedFile:
    """Saves as editors make them."""

    def test_saves_settle(self, tmp_path: Path) -> None:
        """A save is told once, and only when two looks agree; a new file in its place is one too."""
        path, clock = tmp_path / "a.toml", Clock()
        path.write_bytes(b"one")
        file = WatchedFile(path, clock)
        assert b"one" == file.first()
        assert file.poll() is None
        path.write_bytes(b"two, ")
        assert file.poll() is None
        path.write_bytes(b"two, and more")
        assert file.poll() is None
        assert b"two, and more" == file.poll()
        assert file.poll() is None
        other = tmp_path / "other"
        other.write_bytes(b"other")
        other.replace(path)
        assert file.poll() is None
        assert b"other" == file.poll()

    def test_a_file_that_is_gone(self, tmp_path: Path) -> None:
        """Gone for a moment is nothing, gone for longer is said once, and its return is a save."""
        path, clock = tmp_path / "a.toml", Clock()
        path.write_bytes(b"one")
        file = WatchedFile(path, clock)
        file.first()
        path.unlink()
        assert file.poll() is None
        clock.seconds += GONE_AFTER
        assert Trouble("isn't there") == file.poll()
        clock.seconds += GONE_AFTER
        assert file.poll() is None
        path.write_bytes(b"one")
        assert file.poll() is None
        assert b"one" == file.poll()


@dataclass
class Watcher:
    """The command, running; its lines as they come."""

    process: subprocess.Popen[bytes]
    descriptor: int
    written: bytes = b""
    text: str = ""
    from_here: int = 0
    new: str = field(default="")

    def sees(self, *patterns: str) -> None:
        """Wait until all of these have come since the last wait."""
        end = time.monotonic() + PATIENCE
        while not all(re.search(pattern, self.text[self.from_here :]) for pattern in patterns):
            ready, _, _ = select.select([self.descriptor], [], [], max(0, end - time.monotonic()))
            data = os.read(self.descriptor, 65536) if ready else b""
            assert data, f"never came: {patterns}\n{self.text}"
            self.written += data
            self.text = text_so_far(self.written)
        self.new = self.text[self.from_here :]
        self.from_here = len(self.text)

    def types(self, line: str) -> None:
        """Type a line."""
        os.write(self.descriptor, f"{line}\n".encode())


def command(path: Path, *options: str) -> list[str]:
    """Give the command line."""
    return [sys.executable, "-m", "simulator", "watch", str(path), "--plain", *options]


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """A scenario file."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def piped(parcel: Path) -> Iterator[Watcher]:
    """The command on pipes, three moves into a play."""
    with subprocess.Popen(
        command(parcel, "--moves", ",".join(MOVES)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        yield Watcher(process, process.stdout.fileno())
        process.kill()


@pytest.fixture
def typed(parcel: Path) -> Iterator[Watcher]:
    """The command on a terminal, without proofs."""
    parent, child = os.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    with subprocess.Popen(
        command(parcel, "--no-prove", "--saves", str(parcel.parent / "plays")),
        stdin=child,
        stdout=child,
        stderr=child,
        process_group=0,
    ) as process:
        os.close(child)
        yield Watcher(process, parent)
        process.kill()
    os.close(parent)


class TestPlain:
    """Line by line."""

    def test_three_saves(self, parcel: Path, piped: Watcher) -> None:
        """Good, broken, good with a removed reply: each block says what matters, and Ctrl-C ends it with 130."""
        line = GOOD.split("\n").index('name = "never calm"')
        piped.sees(
            r"(?m)^\d\d:\d\d:\d\d .*late-parcel\.toml opened\.$",
            r"(?m)^Problems: 3 warnings\.$",
            rf"(?m)^Tests: 1 passed, 1 failed\.\n{line}: failed: never calm\n  mood: expected \">= 90\", got −\d+$",
            r"(?m)^Play: over after 4 moves; ending saved \(full\), satisfaction",
            r"(?m)^Proof: Ending saved: satisfaction",
            r"(?m)^Proof: Worst play:",
        )
        parcel.write_text(BROKEN, "utf-8")
        piped.sees(
            r"(?m)^\d\d:\d\d:\d\d .*late-parcel\.toml saved\.\nProblems: 1 error",
            r'(?m)^\d+:6: error: There is no scene "dome"\. Did you mean "done"\? \[unknown-scene\]$',
            r"(?m)^Tests, play and proof: waiting until the errors are fixed\.$",
        )
        parcel.write_text(WITHOUT, "utf-8")
        piped.sees(
            r"(?m)^Problems: \d warnings\.\n(.*\n)+Tests: none\.\n",
            r'(?m)^Move 4 \(tell\) no longer applies: "tell" isn\'t a reply in the scene "waiting"\.$',
            r"(?m)^Play: after 3 moves, in waiting, .*\.\nScene: You look it up",
            r"(?m)^1\. It is in the depot\.$",
            r"(?m)^Proof: Best play: .*, say\.$",
        )
        piped.process.send_signal(signal.SIGINT)
        assert 130 == piped.process.wait(PATIENCE)
        assert piped.process.stderr
        assert b"" == piped.process.stderr.read()

    def test_a_file_that_is_gone_and_comes_back(self, parcel: Path, piped: Watcher) -> None:
        """Both are told, and so is what has changed meanwhile."""
        piped.sees(r"late-parcel\.toml opened\.", r"(?m)^Proof: Worst play:")
        away = parcel.rename(parcel.with_suffix(".away"))
        piped.sees(r"(?m)late-parcel\.toml isn't there\. Waiting for it\.$")
        away.rename(parcel)
        piped.sees(r"(?m)late-parcel\.toml is back, unchanged\.$")
        parcel.unlink()
        piped.sees(r"(?m)late-parcel\.toml isn't there\. Waiting for it\.$")
        parcel.write_text(BROKEN, "utf-8")
        piped.sees(r"(?m)late-parcel\.toml saved\.\nProblems: 1 error")

    def test_what_only_the_proof_finds_is_named_so(self, parcel: Path, piped: Watcher) -> None:
        """The count before it is that of the check, the one after it that of both."""
        parcel.write_text(ONE_WAY)
        piped.sees(
            r"(?m)^Problems: none\.$",
            r"(?m)^Problems, including those the proof found: \d warnings\.\n(.*\n)*.*\[giveaway-first\]$",
        )

    def test_moves_are_typed(self, parcel: Path, typed: Watcher) -> None:
        """Lines are moves of the play between saves, which are told below an open question."""
        for move in ("own-it", "brush-off"):
            save(parcel, move)
        typed.sees(r"Watching; 1 to 2, Enter to listen, q to leave:")
        typed.types("l")
        typed.sees("Customer: And I can't stay in tomorrow.", "Mood: wary", "q to leave:")
        typed.types("brush-off")
        typed.sees("You: It is the busy season.", "Enter to wait")
        parcel.write_text(GOOD.replace("time passes", "hours pass"), "utf-8")
        typed.sees("saved", "Play: after 2 moves, in waiting", "Scene: You look it up; hours pass.")
        typed.types("u")
        typed.sees("Play: after 1 move, in opening", "2. It is the busy season.")
        typed.types("m")
        typed.sees(
            r"Map: 3 scenes, 2 saved plays\.\nopening: 2 of 2 plays, now\.\n",
            r"  brush-off: given in 1 play\.\nwaiting: 2 of 2 plays\.\n",
        )
        typed.types("nonsense")
        typed.sees("“nonsense” isn't a move here.")
        typed.types("q")
        assert 0 == typed.process.wait(PATIENCE)

    def test_plays_of_other_days_are_on_the_map(self, parcel: Path, typed: Watcher) -> None:
        """Each is made again on its own day, where replies may be offered that the first day has not."""
        guarded = GOOD.replace('id = "brush-off"', 'id = "brush-off"\nwhen = "flag(\'busy\')"', 1)
        parcel.write_text(f'{guarded}\n[[days]]\nname = "Busy"\nsets = ["busy"]\n', "utf-8")
        typed.sees("1. You stayed in")
        save(parcel, "brush-off", day="Busy")
        save(parcel, "own-it")
        typed.types("m")
        typed.sees(r"Map: 3 scenes, 2 saved plays\.\nopening: 2 of 2 plays, now\.\n")

    def test_no_such_file(self, tmp_path: Path) -> None:
        """What is not there at the start is a sentence and exit code 2."""
        ran = subprocess.run(command(tmp_path / "no.toml"), capture_output=True, text=True)
        assert 2 == ran.returncode
        assert "There is no file" in ran.stderr


def save(path: Path, *moves: str, day: str = "") -> None:
    """Keep a play of a scenario file in the folder of plays beside it."""
    started = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    header = Header(
        path.stem, None, "0f" * 32, None, None, Mode.COACH, False, "0.1.0", started, day=day
    )
    with Saves(path.parent / "plays").create(header) as journal:
        for move in moves:
            journal.append_move(move, 1, None)


def bench(path: Path, *moves: str, proves: bool = False) -> SimulatorApp:
    """The full screen on a file, under the type of the app that the stage knows."""
    file = WatchedFile(path, time.monotonic)
    data = file.first()
    assert isinstance(data, bytes)
    watching = WatchSession(
        path,
        path.name,
        data,
        file,
        moves,
        proves=proves,
        saves=Saves(path.parent / "plays"),
        now=time.monotonic,
        wall=lambda: datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
    )
    app = WatchApp(watching)
    app.animation_level = "none"
    return cast("SimulatorApp", app)


class TestFullScreen:
    """Panes, play and map."""

    def test_a_file_that_is_gone_and_comes_back(self, parcel: Path) -> None:
        """The heading says so while it is gone."""

        async def scene() -> None:
            async with running(bench(parcel), LARGE) as actor:
                await actor.sees("late-parcel.toml", "as saved at 09:30:00")
                away = parcel.rename(parcel.with_suffix(".away"))
                await actor.sees("late-parcel.toml isn't there", "waiting for it")
                away.rename(parcel)
                await actor.sees("as saved at 09:30:00", "3 warnings")

        asyncio.run(scene())

    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_saves_are_followed(self, parcel: Path, size: tuple[int, int]) -> None:
        """Good, broken, good with a removed reply, with a play that keeps its point."""

        async def scene() -> None:
            async with running(bench(parcel), size) as actor:
                await actor.sees("late-parcel.toml", "as saved at 09:30:00", "3 warnings")
                await actor.sees("Play: before the first move, in opening", "1 You stayed in")
                await actor.press("space", "1")
                await actor.sees("Play: after 2 moves, in waiting", "Say nothing (Enter)")
                await actor.press("enter")
                await actor.sees("Play: after 3 moves", "1 It is in the depot.")
                await actor.press("1")
                await actor.sees(
                    "Play: over after 4 moves; ending saved (full)", "See the debrief (Enter)"
                )
                await actor.press("enter")
                await actor.sees("how it went")
                await actor.press("escape")
                await actor.sees("Play: over after 4 moves; ending saved (full)")
                parcel.write_text(BROKEN, "utf-8")
                await actor.sees("1 error", 'There is no scene "dome".', "The play continues once")
                parcel.write_text(WITHOUT, "utf-8")
                await actor.sees("-- Move 4 (tell) no longer applies:", "Play: after 3 moves")
                parcel.write_text(GOOD, "utf-8")
                await actor.sees("Play: over after 4 moves; ending saved (full)", "1 failed")
                await actor.press("tab")
                await actor.sees("failed: never calm", 'mood: expected ">= 90", got')
                await actor.press("u", "u")
                await actor.sees("Play: after 2 moves")
                await actor.press("r")
                await actor.sees("Play: before the first move")
                await actor.press("q")
            assert 0 == actor.app.return_code

        asyncio.run(scene())

    def test_the_proof_comes_later(self, parcel: Path) -> None:
        """The proof's figures come into their pane when they are there."""

        async def scene() -> None:
            async with running(bench(parcel, proves=True)) as actor:
                await actor.sees("Play: before the first move")
                await actor.press("tab", "tab")
                await actor.sees("Proved for every play", "Replies never offered: none.")

        asyncio.run(scene())

    def test_text_is_never_markup(self, parcel: Path) -> None:
        """What looks like markup in a file is read, not obeyed."""
        text = GOOD.replace("The line crackles.", MARKUP).replace("never calm", MARKUP)
        parcel.write_text(text.replace('to = "done"', f'to = "{MARKUP}"'), "utf-8")

        async def scene() -> None:
            async with running(bench(parcel), LARGE) as actor:
                await actor.sees(f'There is no scene "{MARKUP}"')
                parcel.write_text(text, "utf-8")
                await actor.sees(f"~ {MARKUP}", f"failed: {MARKUP}")
                await actor.press("m")
                await actor.sees("Map of late-parcel", f"~ {MARKUP}")

        asyncio.run(scene())

    def test_the_map(self, parcel: Path) -> None:
        """Scenes with their marks, ways that are followed and gone back, and a save while it is open."""

        async def scene() -> None:
            async with running(bench(parcel, "own-it")) as actor:
                await actor.press("m")
                await actor.sees(
                    "Map of late-parcel · 3 scenes",
                    "opening 2 replies ▷ the play passed through ! 1 problem",
                )
                await actor.sees("▌ waiting 1 reply ▶ the play is here now ! 2 problems")
                await actor.sees("→ done tell; if turns >= 2; keeps call-back")
                await actor.sees("done ending saved: full", "You look it up; time passes.")
                await actor.press("down")
                await actor.sees("tell: It is in the depot.")
                await actor.press("enter")
                await actor.sees("▌ done", "Thank you.", "Backspace back")
                await actor.press("backspace")
                await actor.sees("▌ → done tell")
                await actor.press("left", "left")
                await actor.sees("▌ opening")
                parcel.write_text(BROKEN, "utf-8")
                await actor.sees("last version without errors", "waiting 1 reply")
                parcel.write_text(WITHOUT, "utf-8")
                await actor.sees("→ done say", "▌ opening")
                await actor.press("p")
                await actor.sees("▌ waiting")
                await actor.press("escape")
                await actor.sees("Play: after 1 move")

        asyncio.run(scene())

    def test_the_map_shows_where_plays_went(self, parcel: Path) -> None:
        """Counts by scene and reply, on the version at hand, and the way of the live play."""
        save(parcel, *MOVES)
        save(parcel, "own-it", "silence", "tell")
        save(parcel, "brush-off")

        async def scene() -> None:
            async with running(bench(parcel, "brush-off"), LARGE) as actor:
                await actor.press("m")
                await actor.sees("Map of late-parcel · 3 scenes · 3 saved plays")
                await actor.sees("opening 2 replies 3 of 3 plays ▷ the play passed through")
                await actor.sees("promises call-back given in 2 plays")
                await actor.sees("brush-off given in 1 play ▷ chosen this time")
                await actor.sees("waiting 1 reply 3 of 3 plays ▶ the play is here now")
                await actor.sees("done ending saved: full 2 of 3 plays")
                parcel.write_text(WITHOUT, "utf-8")
                await actor.sees("3 saved plays, 2 only partly", "say; if turns >= 2; keeps")
                await actor.sees("given in no plays", "done ending saved: full no plays")

        asyncio.run(scene())


class TestEditors:
    """docs/editors.md."""

    def test_the_line_for_editors_is_no_problem(self) -> None:
        """A scenario that begins with the page's line is read as without it."""
        page = (Path(__file__).parents[2] / "docs" / "editors.md").read_text("utf-8")
        (line,) = re.findall(r"(?m)^#:schema .*$", page)
        with_line = parse(f"{line}\n{PARCEL}".encode(), "late-parcel", "late-parcel.toml")
        without = parse(PARCEL.encode(), "late-parcel", "late-parcel.toml")
        assert without.scenario
        assert without.scenario == with_line.scenario
        assert [problem.rule for problem in without.diagnostics] == [
            problem.rule for problem in with_line.diagnostics
        ]
