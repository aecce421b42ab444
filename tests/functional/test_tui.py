"""Whole plays on the full screen, and what must hold on each of its screens."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

import pytest
from textual.events import Key

from simulator.play.rules import Rules
from simulator.records.settings import LoadedSettings, Settings
from simulator.ruleset import BANDS
from simulator.scenario.library import shipped_folder
from simulator.tui.screens import transcript
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.debrief_details import DebriefDetailsScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.play import PlayScreen
from simulator.tui.widgets.faces import ASCII, DRAWN
from simulator.tui.widgets.keys import Keys
from simulator.tui.widgets.portrait import Portrait
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.rows import Rows
from simulator.tui.words import when
from simulator.vocabulary import Mode
from tests.support.scenarios import MARKUP, PARCEL
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, SMALL, FullDisk, FullSaves, Stage, running

SPOTS = ("1 You stayed in", "(Space)", "b brief")
"""A reply, the prompt, and a key of the last line: what a click chooses in a play."""
SHIPPED = sorted(shipped_folder().glob("*.toml"))

DEBRIEFS = (DebriefScreen, DebriefDetailsScreen)


class TestWholePlay:
    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_from_home_to_the_debrief_and_again(self, stage: Stage, size: tuple[int, int]) -> None:
        """Every key of a whole play, from the list to its debrief and back."""

        async def scene() -> None:
            async with running(stage.app(), size) as actor:
                await actor.sees(
                    "Late parcel", "1 phone", "Dana Weiss", "wary at the start", "Next for you"
                )
                await actor.press("enter")
                await actor.sees(
                    "You answer for a parcel service.", "coach", "Press Enter to begin"
                )
                await actor.press("enter")
                await actor.sees("~ The line crackles.", "Dana My parcel was meant to come")
                await actor.sees("They haven't finished (Space). A reply now would interrupt them.")
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.", "heard +4")
                await actor.sees_no("more to come")
                await actor.press("1")
                await actor.sees("You You stayed in", "> You open the ticket.", "Yes. Exactly.")
                await actor.sees(
                    "You said it back to them: heard +12, trust +4; 2 more.", "Say nothing (Enter)"
                )
                promised = "promised: call back" if size == SMALL else "○ call back"
                await actor.sees(promised, "coach move 3")
                await actor.press("enter")
                await actor.sees("-- You said nothing", "1 It is in the depot.")
                await actor.press("1")
                await actor.sees("Dana Thank you.", "See the debrief (Enter)")
                await actor.sees_no(promised)
                assert ("listen", "own-it", "silence", "tell") == stage.moves()
                await actor.press("enter")
                await actor.sees("Late parcel how it went", "“Thank you.”", "(move 2)")
                await actor.press("m")
                await actor.sees("How it went", "The ending: saved.", "You listened: yes")
                await actor.press("2")
                await actor.sees("The mood began at −10 (wary)", "this play, −10 to 60")
                await actor.press("right")
                await actor.sees("Result: they got what they asked for;", "Quality")
                await actor.press("4", "down")
                await actor.sees("Move 2 in detail", "Note: Says it back.", "It cost you nothing.")
                await actor.press("right")
                await actor.sees("What would have helped most", "The best you could have reached")
                await actor.press("left", "left", "6")
                await actor.sees("Let people finish.", "It is a birthday present.")
                await actor.press("r")
                await actor.sees("1 You stayed in, and nobody came.")
                await actor.press("escape")
                await actor.sees("Library, 1")
                assert isinstance(actor.app.screen, HomeScreen)
                await actor.press("q")
            assert 0 == actor.app.return_code

        perform(scene)

    @pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
    def test_a_shipped_scenario_plays_to_its_end(self, stage: Stage, path: Path) -> None:
        """The first reply again and again leads to a debrief, and what is offered can be seen."""
        stage.write(path.stem, path.read_text("utf-8"))
        stage.rules = Rules(Mode.PRACTICE)

        async def scene() -> None:
            async with running(stage.app(play=path.stem)) as actor:
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
                screen = actor.app.screen
                assert isinstance(screen, PlayScreen)
                while not screen.seat.over:
                    made = len(screen.seat.turns)
                    assert made < 60
                    choices = screen.seat.choices()
                    if choices:
                        await actor.sees(f" {choices[0].number} {choices[0].marked[:20]}")
                    key = (
                        str(choices[0].number)
                        if choices
                        else "space"
                        if screen.seat.conversation.can_listen
                        else "enter"
                    )
                    await actor.press(key)
                    await actor.until(lambda m=made: len(screen.seat.turns) > m, "a turn")  # type: ignore[misc]
                await actor.sees("See the debrief")
                await actor.press("enter")
                await actor.sees("how it went")

        perform(scene)

    @pytest.mark.parametrize("button", [2, 3, 4])
    def test_only_the_main_mouse_button_chooses(self, stage: Stage, button: int) -> None:
        """Another button gives no reply, presses no key of the last line, and listens to nothing."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                rows = {
                    text: at
                    for at, line in enumerate(actor.lines())
                    for text in SPOTS
                    if text in line
                }
                assert set(SPOTS) == set(rows)
                for text, row in rows.items():
                    await actor.click(actor.lines()[row].index(text) + 1, row, button)
                await actor.click(20, rows["1 You stayed in"], button=1)
                await actor.sees("You You stayed in")
                assert ("own-it",) == stage.moves()
                assert isinstance(actor.app.screen, PlayScreen)

        perform(scene)

    def test_caps_lock(self, stage: Stage) -> None:
        """A capital letter does what its small one does, also in a box; typed into a name it stays a capital."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("L")
                await actor.sees("And I can't stay in tomorrow.")
                await actor.press("W")
                await actor.sees("Why they feel this way")
                await actor.press("Q")
                await actor.sees_no("Why they feel this way")
                await actor.press("U")
                await actor.sees("Undone: ")
                await actor.press("slash", "M", "Y", "enter")
                await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
                await actor.press("slash")
                await actor.sees("> MY")

        perform(scene)

    def test_a_capital_that_is_bound_is_itself(self, stage: Stage) -> None:
        """Where the settings give a capital letter to something, it does that alone."""
        settings = Settings(pace="off", motion=False, greeted=True, keys={"play.brief": "L"})

        async def scene() -> None:
            read = LoadedSettings(settings, stage.folder / "settings.toml")
            async with running(stage.app(play="late-parcel", settings=read)) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("L")
                await actor.sees("You answer for a parcel service.")
                assert () == stage.moved()

        perform(scene)

    def test_replies_by_arrows_and_by_mouse(self, stage: Stage) -> None:
        """Enter alone chooses nothing, nor a click on `1-9`; an arrow and Enter do, and a click on a reply does."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("enter", "down", "down", "enter")
                await actor.sees("You It is the busy season.")
                await actor.press("u")
                await actor.sees("Undone: ", "2 It is the busy season.")
                assert await actor.pilot.click(Keys, offset=(2, 0))
                assert await actor.pilot.click(Replies, offset=(8, 0))
                await actor.sees("You You stayed in")
                assert ("own-it",) == stage.moves()
                await actor.press("u")
                await actor.sees("Undone: ")
                assert await actor.pilot.click(Prompt, offset=(8, 0))
                await actor.sees("And I can't stay in tomorrow.")

        perform(scene)

    def test_what_was_said_can_be_scrolled_and_new_words_come_into_sight(
        self, stage: Stage
    ) -> None:
        """PgUp goes back, and a move shows what came of it."""
        stage.write("late-parcel", PARCEL.replace("on Monday.", f"on Monday. {'Long ago. ' * 150}"))

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("~ The line crackles.", "PgDn: more below")
                await actor.press("pagedown")
                await actor.sees_no("~ The line crackles.", "PgDn: more below")
                await actor.press("pageup")
                await actor.sees("~ The line crackles.")
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.")

        perform(scene)


class TestModes:
    def test_an_exam_shows_a_face_and_a_word_only(self, tmp_path: Path) -> None:
        """No gauge, no number, no reason, no hint of an interruption; undo and why are refused in words."""
        stage = Stage.at(tmp_path, mode="exam")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel"), LARGE) as actor:
                await actor.press("enter")
                await actor.sees("Dana Weiss", " wary", "There's more to come (Space).")
                assert "wary" == actor.app.screen.query_one(Portrait).band
                assert (
                    "There's more to come (Space)." == actor.app.screen.query_one(Prompt).sentence
                )
                await actor.press("1")
                await actor.sees("You You stayed in")
                shown = re.sub(r"\d+:\d\d", "", "\n".join(actor.lines()[:-1]))
                assert [] == re.findall(r"\d|anger|heard|trust|patience|mood|reflect", shown)
                await actor.press("w")
                await actor.sees("The reasons come in the debrief.")
                await actor.press("u")
                await actor.sees("You can't undo in an exam.")
                assert ("own-it",) == stage.moves()

        perform(scene)

    def test_practice_keeps_the_reasons_for_the_debrief(self, tmp_path: Path) -> None:
        """Gauges with their changes are shown, reasons are not."""
        stage = Stage.at(tmp_path, mode="practice")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("anger", "mood −10", "A reply now would interrupt them.")
                await actor.press("space", "1")
                await actor.sees("You You stayed in", "heard ━━━━ 38 +14")
                await actor.sees_no("You said it back")
                await actor.press("w")
                await actor.sees("The reasons come in the debrief.")

        perform(scene)

    def test_coach_tells_the_reasons_of_the_last_turn(self, stage: Stage) -> None:
        """They stand in the transcript, and `w` shows them by themselves."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("b brief")
                await actor.sees_no("w why", "u undo")
                await actor.press("space")
                await actor.sees("You listened: heard +4, anger −2.", "w why", "u undo")
                await actor.press("w")
                await actor.sees("Why they feel this way", "You listened: anger −2, heard +4.")
                await actor.press("escape", "question_mark")
                await actor.sees("Help", "Space: keeps listening")
                await actor.press("end")
                await actor.sees("furious, angry, frustrated")

        perform(scene)


class TestClock:
    def test_the_rule_runs_back_and_its_end_is_silence(self, tmp_path: Path) -> None:
        """The rule is full at first and half of it after half the time; its end is one silence and a fresh clock."""
        stage = Stage.at(tmp_path, timed=True)
        settings = LoadedSettings(Settings(pace="off", greeted=True), tmp_path / "none.toml")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel", settings=settings), LARGE) as actor:
                await actor.press("enter")
                await actor.sees("coach, timed", "1 You stayed in")
                screen = actor.app.screen
                assert isinstance(screen, PlayScreen)
                allowed = screen.seat.allowed()
                assert allowed is not None
                full = sum(line.count("━") for line in actor.lines() if "0:" in line)
                await actor.sees(f"0:{ceil(allowed):02}")
                stage.clock.seconds += allowed / 2
                await actor.sees(f"0:{ceil(allowed / 2):02}")
                half = sum(line.count("━") for line in actor.lines() if "0:" in line)
                assert 5 < half
                assert abs(full - 2 * half) <= 2
                stage.clock.seconds += allowed / 2 - 4.5
                await actor.sees("0:05")
                stage.clock.seconds += 4.5
                await actor.sees("-- You said nothing.", "Hello? Are you there?")
                await actor.sees_no("0:05")
                assert ("silence",) == stage.moves()

        perform(scene)

    def test_time_stands_still_while_a_move_cannot_be_kept(self, tmp_path: Path) -> None:
        """A silence that could not be kept is asked about once."""
        stage = Stage.at(tmp_path, timed=True)
        stage.saves = FullSaves(tmp_path / "saves")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                stage.clock.seconds += 1000
                await actor.sees("This move couldn't be saved")
                stage.clock.seconds += 1000
                await actor.pilot.pause(0.5)
                assert 3 == len(actor.app.screen_stack)
                await actor.press("down", "enter")
                await actor.sees("Hello? Are you there?")

        perform(scene)


class TestHaste:
    """A key pressed twice is one move, and what is in passing goes by."""

    def test_a_second_move_that_nobody_can_mean_is_not_made(self, stage: Stage) -> None:
        """Neither a digit, nor Space, nor Enter on a reply, within a moment after a turn; later they are."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.")
                stage.clock.seconds += 0.2
                await actor.press("1")
                await actor.sees("Too quick: that key was ignored.")
                stage.clock.seconds += 0.15
                await actor.press("down", "enter")
                await actor.sees("Too quick")
                assert ("listen",) == stage.moves()
                stage.clock.seconds += 0.2
                await actor.press("enter")
                await actor.sees("Say nothing (Enter)")
                stage.clock.seconds += 0.3
                await actor.press("enter")
                await actor.sees("Too quick")
                assert 2 == len(stage.moves())
                stage.clock.seconds += 0.3
                await actor.press("enter")
                await actor.sees("You said nothing.")

        perform(scene)

    def test_a_key_held_down_is_one_press(self, stage: Stage) -> None:
        """It comes again and again at a pace that no finger has, also long after the turn."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("1")
                await actor.sees("Say nothing (Enter)")
                for _ in range(20):
                    stage.clock.seconds += 0.04
                    await actor.press("enter")
                assert ("own-it",) == stage.moves()

        perform(scene)

    def test_the_debrief_is_not_opened_by_the_last_move(self, stage: Stage) -> None:
        """The last words are read first."""
        name = stage.play("own-it", "silence")

        async def scene() -> None:
            async with running(stage.app(resume=name)) as actor:
                await actor.sees("1 It is in the depot.")
                await actor.press("down", "enter")
                await actor.sees("See the debrief")
                stage.clock.seconds += 0.2
                await actor.press("enter")
                await actor.sees("The call is over.", "See the debrief")
                stage.clock.seconds += 1
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "debrief")

        perform(scene)

    @pytest.mark.usefixtures("brief_messages")
    @pytest.mark.parametrize("size", [(60, 20), SMALL, LARGE])
    def test_a_message_in_passing_covers_no_words(
        self, stage: Stage, size: tuple[int, int]
    ) -> None:
        """It takes the title's row on every screen, moves nothing, and is told in pieces where it is long."""

        async def scene() -> None:
            async with running(stage.app(), size) as actor:

                async def covers_the_title_alone() -> None:
                    beneath = actor.lines()[1:]
                    actor.app.notify("Told. " * (size[0] // 5) + "The end of it.", markup=False)
                    await actor.sees("Told. Told.", "…")
                    assert beneath == actor.lines()[1:]
                    await actor.sees("The end of it.")
                    assert beneath == actor.lines()[1:]
                    await actor.sees_no("The end of it.")

                await actor.sees("A parcel is late.", "good place to start", "Dana Weiss")
                await actor.pilot.pause(0.2)  # the customer is drawn last
                await covers_the_title_alone()
                await actor.press("enter")
                await actor.sees("Press Enter to begin")
                await covers_the_title_alone()
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await covers_the_title_alone()

        perform(scene)

    def test_the_newest_message_in_passing_is_shown(self, stage: Stage) -> None:
        """An older one doesn't keep it from being seen."""

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("Late parcel")
                actor.app.notify("The older one.", timeout=60, markup=False)
                await actor.sees("The older one.")
                actor.app.notify("The newer one.", timeout=60, markup=False)
                await actor.sees("The newer one.")
                await actor.sees_no("The older one.")

        perform(scene)

    def test_a_word_in_passing_goes_by(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """At once where something was found, and by itself; also while a box is open over it."""
        holds = "They haven't finished (Space). A reply now would interrupt them."

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees(holds)
                await actor.press("slash", *"nowhere", "enter")
                await actor.sees("“nowhere” isn't in this conversation.")
                await actor.sees_no(holds)
                await actor.press("slash", *"monday", "enter")
                await actor.sees(holds)
                monkeypatch.setattr(transcript, "MESSAGE_TIME", 0.2)
                await actor.press("y")
                await actor.sees("Conversation copied")
                await actor.press("question_mark")
                await actor.sees("Help")
                beneath = actor.app.screen_stack[-2].query_one(Prompt)
                await actor.until(lambda: beneath.sentence == holds, "the end of the message")
                await actor.press("escape")
                await actor.sees(holds)

        perform(scene)

    def test_what_is_typed_at_once_is_not_lost(self, stage: Stage) -> None:
        """A word and Enter that come in one go, as from the clipboard, arrive in their order."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("slash")
                await actor.sees("Find in the transcript")
                for key in (*"nowhere", "enter"):
                    actor.app.post_message(Key(key, key if len(key) == 1 else None))
                await actor.sees("“nowhere” isn't in this conversation.")

        perform(scene)

    def test_space_is_offered_while_it_does_something(self, stage: Stage) -> None:
        """At the end it shows what is still appearing, and then it is gone from the line of keys."""
        name = stage.play("own-it", "silence")
        slow = Settings(pace="slow", greeted=True)

        async def scene() -> None:
            app = stage.app(resume=name, settings=LoadedSettings(slow, stage.folder / "none.toml"))
            app._animation = "full"
            async with running(app) as actor:
                await actor.sees("1 It is in the depot.")
                await actor.press("1")
                await actor.sees("They're talking.", "Space listen")
                await actor.press("space")
                await actor.sees("The call is over.")
                await actor.sees_no("Space listen")

        perform(scene)

    def test_replies_that_do_not_fit_are_told(self, stage: Stage) -> None:
        """At the least size, until the last is in sight."""
        replies = "".join(
            f'[[scenes.opening.replies]]\nid = "r{number}"\ntext = "{number}{" word" * 40}"\n'
            'note = "N."\nto = "waiting"\n\n'
            for number in range(6)
        )
        head, _, rest = PARCEL.partition("[[scenes.opening.replies]]")
        stage.write("long", head + replies + rest[rest.index("[scenes.waiting]") :])

        async def scene() -> None:
            async with running(stage.app(play="long")) as actor:
                await actor.press("enter")
                await actor.sees("Down: more replies")
                await actor.press(*["down"] * 6)
                await actor.sees("6 5 word")
                await actor.sees_no("Down: more replies")
                await actor.press("up", "up", "up", "up", "up")
                await actor.sees("Down: more replies")
                await actor.pilot.resize_terminal(*LARGE)
                await actor.sees_no("Down: more replies")

        perform(scene)


class TestKeeping:
    def test_a_move_that_cannot_be_kept_is_neither_lost_nor_doubled(self, tmp_path: Path) -> None:
        """Trying again asks again while the disk is full, and makes the move once when it is not."""
        stage = Stage.at(tmp_path)
        stage.saves = FullSaves(tmp_path / "saves")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                screen = actor.app.screen
                assert isinstance(screen, PlayScreen)
                journal = screen.seat.journal
                assert isinstance(journal, FullDisk)
                await actor.press("2")
                await actor.sees(
                    "This move couldn't be saved", "the disk is full", "hasn't been made yet"
                )
                await actor.press("enter")
                await actor.sees("This move couldn't be saved")
                assert () == stage.moves()
                journal.full = False
                await actor.press("enter")
                await actor.sees("You It is the busy season.")
                assert ("brush-off",) == stage.moves()
                assert 1 == len(screen.seat.turns)

        perform(scene)

    def test_one_may_go_on_without_keeping_and_is_asked_before_it_is_lost(
        self, tmp_path: Path
    ) -> None:
        """The move is made; leaving then says that the play is lost."""
        stage = Stage.at(tmp_path)
        stage.saves = FullSaves(tmp_path / "saves")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("1")
                await actor.sees("This move couldn't be saved")
                await actor.press("down", "enter")
                await actor.sees("You You stayed in")
                await actor.press("escape")
                await actor.sees("If you leave now, you'll lose it.")
                await actor.press("escape")
                await actor.sees("Say nothing (Enter)")
                await actor.press("escape", "enter")
                await actor.sees("Say nothing (Enter)")
                await actor.press("escape", "up", "enter")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert "" == actor.app.farewell

        perform(scene)

    @pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
    def test_a_play_that_is_not_kept_is_lost_by_no_key_unasked(
        self, tmp_path: Path, key: str
    ) -> None:
        """The brief says so before; what ends the program asks, and to stay is highlighted; the clock waits meanwhile."""
        stage = Stage.at(tmp_path, timed=True)
        (tmp_path / "saves").write_text("no folder")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.sees("This conversation can't be saved:", "isn't a folder.")
                await actor.press("enter")
                await actor.sees("1 You stayed in", "This conversation can't be saved")
                await actor.press("1", "question_mark", key)
                await actor.sees(
                    "This conversation isn't saved", "If you leave now, you'll lose it."
                )
                stage.clock.seconds += 1000
                await actor.press("enter", "escape")
                await actor.sees("Say nothing (Enter)")
                await actor.press(key)
                await actor.sees("This conversation isn't saved")
                await actor.press("up", "enter")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert (130 if key == "ctrl+c" else 0) == actor.app.return_code

        perform(scene)

    def test_the_second_ctrl_c_leaves(self, tmp_path: Path) -> None:
        """Who presses it twice means it."""
        stage = Stage.at(tmp_path)
        (tmp_path / "saves").write_text("no folder")

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("1", "ctrl+c")
                await actor.sees("This conversation isn't saved")
                await actor.press("ctrl+c")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert 130 == actor.app.return_code

        perform(scene)

    @pytest.mark.parametrize("key", ["escape", "r", "t"])
    def test_a_debrief_that_is_not_kept_is_not_lost_unasked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
    ) -> None:
        """Leaving, playing again and trying again ask, until the debrief is written to a file."""
        monkeypatch.chdir(tmp_path)
        stage = Stage.at(tmp_path)
        (tmp_path / "saves").write_text("no folder")

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("Late parcel")
                await actor.press("enter", "enter")
                await actor.sees("1 You stayed in")
                await actor.press("1")
                await actor.sees("Say nothing (Enter)")
                await actor.press("enter")
                await actor.sees("1 It is in the depot.")
                await actor.press("1")
                await actor.sees("See the debrief")
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "debrief")
                if key == "t":
                    await actor.press("m", "4")
                await actor.press(key)
                await actor.sees("This conversation isn't saved", "Stay to save a report first.")
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, DEBRIEFS), "debrief")
                await actor.press("s", "enter")
                await actor.sees("File name")
                await actor.press("enter")
                await actor.sees("Saved as")
                await actor.press(key)
                await actor.until(lambda: not isinstance(actor.app.screen, DEBRIEFS), "gone")
                await actor.sees_no("This conversation isn't saved")

        perform(scene)

    def test_leaving_a_single_play_says_where_it_is_kept(self, stage: Stage) -> None:
        """And how to go on with it, or after its end how to read its debrief again."""

        async def scene() -> None:
            for move, what in (
                (("1",), "Resume it with"),
                (("enter", "1"), "Read its debrief again with"),
            ):
                name = None if what == "Resume it with" else "late-parcel"
                play = "late-parcel" if name is None else None
                async with running(stage.app(play=play, resume=name)) as actor:
                    if play:
                        await actor.press("enter")
                        await actor.sees("1 You stayed in")
                    for key in move:
                        await actor.press(key)
                        await actor.until(lambda: "late-parcel" in stage.moved(), "moves")
                    await actor.press("escape")
                    await actor.until(lambda: actor.app.return_code is not None, "the end")
                kept = stage.saves.folder / "late-parcel.play"
                assert actor.app.farewell.startswith(
                    f"This conversation is saved in {kept}. {what}: simulator play --resume late-parcel --saves "
                )

        perform(scene)

    def test_a_save_that_was_removed_is_not_promised(self, stage: Stage) -> None:
        """Who leaves is told that the play is gone, not how to resume it."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("1")
                await actor.until(lambda: "late-parcel" in stage.moved(), "moves")
                kept = stage.saves.folder / "late-parcel.play"
                kept.unlink()
                await actor.press("escape")
                await actor.sees(
                    "This conversation isn't saved", "If you leave now, you'll lose it."
                )
                await actor.press("up", "enter")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            gone = f"This conversation wasn't saved: {kept} is no longer there."
            assert gone == actor.app.farewell

        perform(scene)

    def test_without_a_home_folder_a_setting_says_why_it_is_not_saved(self, stage: Stage) -> None:
        """It holds until the program ends; nothing is said of devices."""
        trouble = "There is no home folder to keep settings in. Name a file in SIMULATOR_SETTINGS."
        settings = LoadedSettings(Settings(greeted=True), Path(os.devnull), (trouble,))

        async def scene() -> None:
            async with running(stage.app(settings=settings)) as actor:
                await actor.sees("Your settings can't all be used", "There is no home folder")
                await actor.press("escape")
                await actor.sees_no("There is no home folder")
                await actor.press("s")
                await actor.sees("Enter changes a setting", "This lasts until you quit")
                await actor.press("down", "enter")
                await actor.sees("There is no home folder")

        perform(scene)

    def test_leaving_keeps_the_play_and_home_offers_it_first(self, stage: Stage) -> None:
        """Esc leaves at once; the list begins with the play, and going on tells all of it again."""

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("Dana Weiss, wary")
                await actor.press("enter", "enter")
                await actor.sees("1 You stayed in")
                await actor.press("space", "escape")
                await actor.sees("Saved.", "2 Resume Late parcel", "coach, 1 move")
                await actor.press("2")
                await actor.sees("And I can't stay in tomorrow.", "1 You stayed in", "u undo")

        perform(scene)

    def test_ctrl_c_ends_with_130_and_says_how_to_go_on(self, stage: Stage) -> None:
        """Nothing is lost, whatever is open."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("1", "question_mark", "ctrl+c")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert 130 == actor.app.return_code
            assert "simulator play --resume late-parcel --saves" in actor.app.farewell
            assert ("own-it",) == stage.moves()
            stage.saves.resume("late-parcel").close()

        perform(scene)


class TestResume:
    def test_straight_into_a_saved_play(self, stage: Stage) -> None:
        """What was said is there again, and leaving ends the program."""
        name = stage.play("listen", "own-it")

        async def scene() -> None:
            async with running(stage.app(resume=name)) as actor:
                await actor.sees("Dana Yes. Exactly.", "Say nothing (Enter)")
                await actor.press("escape")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert 0 == actor.app.return_code

        perform(scene)

    def test_a_resumed_play_can_be_played_again(self, stage: Stage) -> None:
        """The scenario is found again by its file."""
        name = stage.play("listen", "own-it", "silence")

        async def scene() -> None:
            async with running(stage.app(resume=name)) as actor:
                await actor.sees("1 It is in the depot.")
                await actor.press("1", "enter")
                await actor.sees("how it went")
                await actor.press("r")
                await actor.sees("1 You stayed in", "A reply now would interrupt")

        perform(scene)

    def test_a_play_whose_scenario_changed_can_be_looked_at_or_begun_anew(
        self, stage: Stage
    ) -> None:
        """The error's sentence, what still applies to read, and a new play."""
        name = stage.play("listen", "own-it")
        stage.write("late-parcel", PARCEL.replace('"own-it"', '"mine"'))

        async def scene() -> None:
            async with running(stage.app(resume=name)) as actor:
                await actor.sees(
                    'move 2 of 2 ("own-it") no longer applies', "Start a new conversation"
                )
                await actor.press("down", "enter")
                await actor.sees("The conversation so far", "And I can't stay in tomorrow.")
                await actor.press("escape")
                await actor.sees("no longer applies")
                await actor.press("enter")
                await actor.sees("Press Enter to begin")
                await actor.press("enter")
                await actor.sees("1 You stayed in")

        perform(scene)

    def test_what_cannot_be_opened_is_one_sentence(self, stage: Stage) -> None:
        """A play open elsewhere, one that is not there, and one whose scenario is broken."""
        name = stage.play("listen")

        async def scene() -> None:
            with stage.saves.resume(name):
                async with running(stage.app(resume=name)) as actor:
                    await actor.sees(
                        "This conversation is open in another window", "Continue there"
                    )
            async with running(stage.app(resume="nowhere")) as actor:
                await actor.sees("There is no saved conversation called 'nowhere'")
            stage.write("late-parcel", PARCEL.replace("level = 1", "level = 9"))
            async with running(stage.app(resume=name)) as actor:
                await actor.sees("late-parcel.toml:6:9: 9 is out of range.", "`simulator check`")
                await actor.press("escape")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert 2 == actor.app.return_code
            stage.saves.resume(name).close()

        perform(scene)


class TestHome:
    def test_a_file_with_errors_is_listed_and_shows_its_problems(self, stage: Stage) -> None:
        """One bad file hides no other; its problems have line, column and hint."""
        stage.write("broken", PARCEL.replace("level = 1", 'levle = 1\nlevel = "[b]"'))

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("broken", "can't be played: 2 errors", "Late parcel")
                await actor.press("end", "enter")
                await actor.sees("broken can't be played", "6:1 ", "7:9 ", "levle")
                await actor.press("escape", "up")
                await actor.sees("Dana Weiss, wary")

        perform(scene)

    def test_an_empty_library_says_what_to_do(self, stage: Stage) -> None:
        """There is always something to go on from."""
        (stage.folder / "library" / "late-parcel.toml").unlink()

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("The library is empty.", "simulator new ID", "SIMULATOR_LIBRARY")
                stage.write("late-parcel", PARCEL)
                await actor.press("r")
                await actor.sees("Late parcel")

        perform(scene)

    def test_what_could_not_be_read_stands_beside_the_rest(self, stage: Stage) -> None:
        """A save that is no save hides neither plays nor scenarios."""
        stage.play("listen")
        (stage.saves.folder / "odd.play").write_text("nonsense\n")

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("2 Resume Late parcel", "1 item couldn't be read")
                await actor.press("end", "enter")
                await actor.sees("What couldn't be read", "odd.play, line 1")

        perform(scene)

    def test_many_saved_plays_are_folded(self, stage: Stage) -> None:
        """The newest are listed, and a row unfolds the others."""
        for _ in range(7):
            stage.play("listen")

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("Resume Late parcel", "Show 6 more saved conversations …")
                await actor.press("end", "enter")
                await actor.sees("Resume: Late parcel")
                await actor.sees_no("more saved conversations")
                rows = actor.app.screen.query_one(Rows)
                assert 7 == sum((row.id or "").startswith("save:") for row in rows.options)

        perform(scene)


class TestText:
    def test_markup_is_read_and_not_obeyed(self, stage: Stage) -> None:
        """Whatever stands in a file is shown as it stands, on every screen."""
        text = PARCEL
        for field in ("title", "summary", "brief", "name", "about", "backstory", "lesson"):
            text = re.sub(rf'^{field} = "', f'{field} = "{MARKUP}', text, flags=re.MULTILINE)
        for field in ("narration", "text", "action", "note", "answer", "nudge"):
            text = re.sub(rf'^{field} = "', f'{field} = "{MARKUP}', text, flags=re.MULTILINE)
        text = text.replace('says = ["', f'says = ["{MARKUP}').replace("industry", "")
        stage.write("late-parcel", text)

        async def scene() -> None:
            async with running(stage.app(), LARGE) as actor:
                await actor.sees(f"{MARKUP}Late parcel", f"{MARKUP}A parcel")
                await actor.press("enter")
                await actor.sees(f"{MARKUP}You answer for a parcel service.", f"{MARKUP}Waits")
                await actor.press("enter")
                await actor.sees(f"~ {MARKUP}The line", f"{MARKUP}My parcel", f"1 {MARKUP}You")
                await actor.press("space", "b")
                await actor.sees(f"{MARKUP}You answer for a parcel service.")
                await actor.press("escape", "1")
                await actor.sees(f"You {MARKUP}You stayed", f"> {MARKUP}You open", f"{MARKUP}Yes.")
                await actor.press("enter", "1", "enter")
                await actor.sees(f"{MARKUP}Dana Weiss was wary")
                await actor.press("m", "4", "down")
                await actor.sees(f"Note: {MARKUP}Says it back.")
                await actor.press("6")
                await actor.sees(f"{MARKUP}Let people finish.")
                await actor.press("escape")
                await actor.sees(f"{MARKUP}Late parcel")
                assert actor.app.return_code is None

        perform(scene)

    def test_every_band_has_a_face_of_plain_signs(self) -> None:
        """Seven faces, each its own, that any terminal can show."""
        assert list(BANDS) == list(ASCII) == list(DRAWN)
        assert 7 == len(set(DRAWN.values()))
        assert 7 == len(set(ASCII.values()))
        assert all(face.isascii() for face in ASCII.values())

    def test_moments_are_said_as_people_say_them(self) -> None:
        """Today and yesterday by the time, older ones by the day."""
        now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
        assert when(now - timedelta(minutes=1), now).startswith("today ")
        assert when(now - timedelta(days=1), now).startswith("yesterday ")
        assert "28 Feb 2026" == when(datetime(2026, 2, 28, 12, tzinfo=UTC), now)

    @pytest.mark.parametrize("screen", [HomeScreen, BriefScreen, PlayScreen, DebriefScreen])
    def test_every_key_can_be_remapped(self, screen: type[HomeScreen]) -> None:
        """A binding without an id could not be."""
        assert [] == [binding for binding in screen.BINDINGS if not getattr(binding, "id", None)]


class TestTerminal:
    def test_too_small_a_window_says_so_and_recovers(self, stage: Stage) -> None:
        """Nothing can be chosen unseen, and all is there again."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.pilot.resize_terminal(59, 20)
                await actor.sees("This window is 59 by 20; the simulator needs 60 by 20.")
                await actor.press("1", "down", "enter")
                await actor.pilot.resize_terminal(60, 19)
                await actor.sees("This window is 60 by 19; the simulator needs 60 by 20.")
                await actor.press("1", "down", "enter")
                await actor.pilot.resize_terminal(*LARGE)
                await actor.sees("1 You stayed in", "You answer for a parcel service.")
                assert () == stage.moves()

        perform(scene)

    def test_without_colour_there_is_none(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """NO_COLOR leaves the terminal's own two colours, and what is highlighted has a mark."""
        monkeypatch.setenv("NO_COLOR", "1")

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("▌ Late parcel")
                filters = actor.app.get_line_filters()
                background = actor.app.screen.background_colors[1]
                for strip in actor.app.screen._compositor.render_strips():
                    for line_filter in filters:
                        strip = strip.apply_filter(line_filter, background)
                    colours = {segment.style.color for segment in strip if segment.style}
                    assert all(colour is None or colour.is_default for colour in colours)

        perform(scene)
