"""Plays in the player's own words on the full screen: the line, the question, the replies, and what must not be obeyed."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from simulator.own_words.flow import MAX_WORDS, Found
from simulator.play.own_words import CUT, NO_LETTERS, NOTHING_CLOSE, WHAT_DO_YOU_SAY
from simulator.records.settings import LoadedSettings, Settings
from simulator.tui.screens.own_words import OwnWordsScreen
from simulator.tui.screens.play import PlayScreen
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.sentence import MOST_LINES, Sentence
from simulator.vocabulary import Mode
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, LEAST, SMALL, Stage, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.tui_stage import Actor


SAID = "you stayed in and nobody came, that's ours to put right"


@asynccontextmanager
async def typing(
    stage: Stage, size: tuple[int, int] = SMALL, *keys: str
) -> AsyncIterator[tuple[Actor, OwnWordsScreen]]:
    """An app at the line of a play in own words."""
    stage.rules = replace(stage.rules, own_words=True)
    async with running(stage.app(play="late-parcel"), size) as actor:
        await actor.sees("Press Enter to begin", "own words on")
        await actor.press(*keys, "enter")
        await actor.sees(WHAT_DO_YOU_SAY)
        screen = actor.app.screen
        assert isinstance(screen, OwnWordsScreen)
        yield actor, screen


def keys_of(text: str) -> list[str]:
    """Return the keys that type a text."""
    names = {" ": "space", "'": "apostrophe", ",": "comma", ".": "full_stop", "?": "question_mark"}
    return [names.get(sign, sign) for sign in text]


class TestAPlay:
    @pytest.mark.parametrize("size", [LEAST, SMALL, LARGE])
    def test_typed_to_its_end(self, stage: Stage, size: tuple[int, int]) -> None:
        """Listening on the empty line, one sentence taken outright, one asked about; both stand in the transcript."""

        async def scene() -> None:
            async with typing(stage, size) as (actor, screen):
                assert "You stayed in" not in actor.text()
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.")
                await actor.press(*keys_of(SAID))
                await actor.sees(f"> {SAID[:30]}")
                await actor.press("enter")
                await actor.sees("= You stayed in, and nobody came.")
                await actor.press("tab", "enter")
                await actor.sees("move 4")
                await actor.press(*keys_of("not in the depot"), "enter")
                await actor.sees("Which of these did you mean?", "You typed not in the depot")
                await actor.press("1")
                await actor.sees("See the debrief")
                words = [words for _, words in sorted(screen.seat.words.items())]
                assert [(SAID, Found.MATCHED), ("not in the depot", Found.OFFERED)] == words
                await actor.press("enter", "m")
                await actor.sees("How it went")
                told = actor.app.screen.query_one("#debrief", Flow).text
                assert f"In your own words\n2. You typed “{SAID}”\n" in told

        perform(scene)

    def test_back_to_the_sentence_and_all_replies(self, stage: Stage) -> None:
        """From the question e and Esc lead back to the line with the sentence on it; its last row shows all replies."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                for back in ("e", "escape"):
                    await actor.press(*(keys_of("that is busy") if back == "e" else ()), "enter")
                    await actor.sees(
                        "You typed that is busy", "3 None of these: show me all the replies"
                    )
                    await actor.sees("Esc back to my sentence")
                    await actor.press(back)
                    await actor.sees(WHAT_DO_YOU_SAY, "> that is busy")
                await actor.press("enter", "3")
                await actor.sees("1 You stayed in", "2 It is the busy season.")
                assert [] == screen.seat.turns
                await actor.press("2")
                await actor.sees("= It is the busy season.")
                assert Found.PASSED_OVER is screen.seat.words[0].found

        perform(scene)

    def test_a_long_sentence_that_is_asked_about(self, stage: Stage) -> None:
        """As much of it is shown as there is room for, and it says that there is more."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                screen.query_one(Sentence).put("that is busy " * 100)
                await actor.press("enter")
                await actor.sees("Which of these did you mean?", "You typed that is busy", "…")
                await actor.sees("3 None of these: show me all the replies")

        perform(scene)

    def test_the_replies_instead(self, stage: Stage) -> None:
        """Tab shows them; the next turn has its line again."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                await actor.press("tab")
                await actor.sees("1 You stayed in")
                await actor.press("1")
                await actor.sees("Yes. Exactly.")
                assert {} == screen.seat.words

        perform(scene)

    def test_it_is_chosen_on_the_brief(self, stage: Stage) -> None:
        """A key turns it on and off; an exam has it only where the command asked for it."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.sees("own words off (not in exams)")
                await actor.press("w")
                await actor.sees("own words on (not in exams)")
                await actor.press("down", "down", "enter")
                await actor.sees("Late parcel", "exam")
                screen = actor.app.screen
                assert isinstance(screen, PlayScreen)
                assert not screen.seat.rules.own_words
                assert Mode.EXAM is screen.seat.rules.mode

        perform(scene)

    def test_it_is_on_by_the_settings(self, stage: Stage, tmp_path: Path) -> None:
        """The setting decides what the brief begins with."""

        async def scene() -> None:
            chosen = LoadedSettings(Settings(own_words=True, greeted=True), tmp_path / "s.toml")
            async with running(stage.app(play="late-parcel", settings=chosen)) as actor:
                await actor.sees("own words on (not in exams)")

        perform(scene)

    def test_what_letters_cannot_do(self, stage: Stage) -> None:
        """While letters are letters, the palette undoes; ? on an empty line is help, and within a sentence a sign."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                await actor.press("question_mark")
                await actor.sees("Help", "Enter: says it", "Tab: shows the replies instead")
                await actor.press("escape", *keys_of("why?"))
                await actor.sees("> why?")
                await actor.press(*["backspace"] * 4, "tab", "2")
                await actor.sees("That does not help me.")
                await actor.press("ctrl+p", *"undo", "enter")
                await actor.sees("Undone: It is the busy season.")
                assert [] == screen.seat.turns
                assert WHAT_DO_YOU_SAY in screen.standing_sentence()

        perform(scene)


class TestTheLine:
    def test_it_grows_and_shrinks(self, stage: Stage) -> None:
        """To five rows, and then it scrolls."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                line = screen.query_one(Sentence)
                for text, rows in (
                    ("", 1),
                    ("word " * 30, 3),
                    ("word " * 500, MOST_LINES),
                    ("a", 1),
                ):
                    line.put(text)
                    await actor.until(lambda rows=rows: line.size.height == rows, f"{rows} rows")  # type: ignore[misc]

        perform(scene)

    def test_history(self, stage: Stage) -> None:
        """Up brings back earlier sentences and the draft of a turn that is over, Down the one being written."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                line = screen.query_one(Sentence)
                line.remember("first")
                line.remember("second")
                seen = []
                await actor.press(*"draft")
                for key in ("up", "up", "up", "down", "down", "down"):
                    await actor.press(key)
                    seen.append(line.text)
                assert ["second", "first", "first", "second", "draft", "draft"] == seen
                screen.make_move("listen")
                await actor.until(lambda: not line.text, "an empty line")
                await actor.press("up")
                assert "draft" == line.text

        perform(scene)

    @pytest.mark.parametrize(
        ("pasted", "typed"),
        [
            ("two\nlines\tand [b]more[/b]", "two lines and [b]more[/b]"),
            ("\x1b]0;title\x07 \u202eright to left\u202c", "]0;title right to left"),
            ("שלום، мир, e\u0301te\u0301 日本", "שלום، мир, e\u0301te\u0301 日本"),
            ("x" * 10_000, "x" * MAX_WORDS),
        ],
    )
    def test_paste(self, stage: Stage, pasted: str, typed: str) -> None:
        """One line of text, whatever is pasted; nothing of it is obeyed, and the rest is cut with a word on that."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                line = screen.query_one(Sentence)
                line.post_message(Paste(pasted))
                await actor.until(lambda: line.text == typed, "the text")
                if len(pasted) > MAX_WORDS:
                    await actor.sees(CUT[:30])
                await actor.press("enter")
                await actor.until(lambda: screen.own is None or bool(screen.own.typed), "an answer")
                assert screen.seat.own
                assert typed == screen.seat.own.typed

        perform(scene)

    @pytest.mark.parametrize("keys", [(), ("full_stop", "full_stop")])
    def test_what_is_no_sentence(self, stage: Stage, keys: tuple[str, ...]) -> None:
        """It is said, and nothing happens."""

        async def scene() -> None:
            async with typing(stage) as (actor, screen):
                await actor.press(*keys, "enter")
                await actor.sees(NO_LETTERS)
                assert [] == screen.seat.turns

        perform(scene)


def test_the_clock(tmp_path: Path) -> None:
    """Letters add to it, a question holds it for twenty seconds, and its end is a silence."""
    stage = Stage.at(tmp_path, mode="exam", timed=True)

    async def scene() -> None:
        async with typing(stage) as (actor, screen):
            seat = screen.seat
            start = seat.remaining()
            assert start
            await actor.press(*"abcdef", "enter")
            await actor.sees(NOTHING_CLOSE[:60], "> abcdef")
            assert start + 2 == seat.remaining()
            await actor.press("ctrl+u", *keys_of("that is busy"))
            await actor.until(lambda: seat.remaining() == start + 4, "two more seconds")
            await actor.press("enter")
            await actor.sees("Which of these did you mean? The clock is paused.")
            stage.clock.seconds += 25
            assert start + 4 - 5 == seat.remaining()
            await actor.looks(stage.clock)
            stage.clock.seconds += start
            await actor.sees(WHAT_DO_YOU_SAY)
            assert ["silence"] == [turn.move for turn in seat.turns]

    perform(scene)
