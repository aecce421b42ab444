"""What a player has around a play on the full screen: greeting, filters, progress, settings, the debrief's tools, looks."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from simulator.channel_words import words_of
from simulator.records.history import History
from simulator.records.journal import read
from simulator.records.settings import THEMES, LoadedSettings, Settings, read_settings
from simulator.tui.colours import THEMES as TEXTUALS
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.debrief_details import DebriefDetailsScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.mood import MoodWidget
from simulator.tui.widgets.portrait import Portrait
from simulator.tui.widgets.replies import Replies
from simulator.tui.widgets.rows import Rows
from tests.support.scenarios import MARKUP, PARCEL
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, SMALL, Actor, Stage, running

if TYPE_CHECKING:
    from pathlib import Path

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
LONG = "It was meant to come on Monday and I stayed in all day, with the window open, to hear the van. "


def chosen(stage: Stage, **settings: object) -> LoadedSettings:
    """Settings kept in a file of the stage; somebody who was greeted, unless it is said otherwise."""
    values = {"greeted": True, "pace": "off", "motion": False} | settings
    return LoadedSettings(Settings(**values), stage.folder / "settings.toml")  # type: ignore[arg-type]


def kept(stage: Stage) -> Settings:
    """What the file of the stage holds."""
    found = read_settings(stage.folder / "settings.toml")
    assert () == found.troubles
    return found.settings


def history(stage: Stage) -> History:
    """A history in the folder of the stage."""
    return History(stage.folder / "history.sqlite")


class TestGreeting:
    @pytest.mark.usefixtures("brief_messages")
    def test_the_first_time_it_asks_for_a_name_and_offers_the_guide(self, stage: Stage) -> None:
        """Name and greeting are kept, and the guided conversation begins under that name."""

        async def scene() -> None:
            app = stage.app(settings=chosen(stage, greeted=False))
            async with running(app) as actor:
                await actor.sees("Start here", "1 Show me in three minutes", "2 Late parcel")
                await actor.press("tab", *"Ada", "enter", "enter")
                await actor.sees("Your first conversation", "You work on the front desk")
                await actor.press("enter")
                await actor.sees("Your first conversation", "Irma Falk", "Listen before you answer")
                await actor.press("space")
                await actor.sees("I rang on Monday", "You listened")
                await actor.press("escape")
                await actor.sees("Customer service simulator", "Ada", "Resume Your first conv")
            assert (True, "Ada") == (kept(stage).greeted, kept(stage).name)
            (record,) = stage.saves.list()[0]
            assert ("first-call", "Ada") == (record.header.scenario, record.header.person)

        perform(scene)

    @pytest.mark.parametrize("key", ["escape", "3"])
    def test_all_of_it_may_be_skipped(self, stage: Stage, key: str) -> None:
        """Without a name and without the guide one is at Home, and is not asked again."""

        async def scene() -> None:
            async with running(stage.app(settings=chosen(stage, greeted=False))) as actor:
                await actor.sees("Start here", "See all 1 scenario")
                await actor.press(key)
                await actor.sees("Next for you")
                assert isinstance(actor.app.screen, HomeScreen)
            assert (True, "") == (kept(stage).greeted, kept(stage).name)
            async with running(stage.app(settings=read_settings(chosen(stage).path))) as actor:
                await actor.sees("Late parcel")
                await actor.sees_no("Start here")

        perform(scene)

    def test_a_single_play_is_not_held_up(self, stage: Stage) -> None:
        """Who asked for one scenario gets it."""

        async def scene() -> None:
            app = stage.app(play="late-parcel", settings=chosen(stage, greeted=False))
            async with running(app) as actor:
                await actor.sees("Press Enter to begin")
                await actor.sees_no("Start here")

        perform(scene)


class TestHome:
    @SIZES
    def test_a_filter_by_words(self, stage: Stage, size: tuple[int, int]) -> None:
        """The list says how many fit; Esc shows all again, and what fits none says so."""
        stage.write("chair", PARCEL.replace("Late parcel", "A chair").replace("phone", "chat"))
        stage.play("listen")

        async def scene() -> None:
            async with running(stage.app(), size) as actor:
                await actor.sees("A chair", "Resume Late parcel", "1 chat", "1 phone")
                await actor.press("slash", *"chat")
                await actor.sees("1 of 2 scenarios match “chat”; Esc shows all", "A chair 1 chat")
                await actor.sees_no("Late parcel 1 phone", "Resume")
                await actor.press("enter", "slash", "x")
                await actor.sees("0 of 2 scenarios match “chatx”", "No match")
                await actor.sees_no("Dana Weiss")
                await actor.press("enter")
                await actor.sees("0 of 2 scenarios match “chatx”")
                await actor.press("escape")
                await actor.sees("Late parcel 1 phone", "Resume")
                await actor.sees_no("No match")

        perform(scene)

    @SIZES
    def test_a_play_that_has_ended_is_looked_at_again(
        self, stage: Stage, size: tuple[int, int]
    ) -> None:
        """A row tells how many there are and unfolds them; one of them opens at its debrief, and leaving comes back."""
        for _ in range(2):
            stage.play("listen", "own-it", "silence", "tell")

        async def scene() -> None:
            async with running(stage.app(), size) as actor:
                await actor.sees("Show 2 finished conversations …", "Next for you", "Dana Weiss")
                await actor.press("end", "enter")
                await actor.sees(
                    "Debrief: Late parcel coach, they got what they asked for, ",
                    "A finished conversation, played in",
                )
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "debrief")
                await actor.sees("how it went", "“Thank you.”")
                await actor.press("escape")
                await actor.sees("Debrief: Late parcel")

        perform(scene)

    def test_facets_add_up(self, stage: Stage) -> None:
        """Each way says how many it leaves, and is added to the filter; the last shows all."""
        stage.write("chair", PARCEL.replace("Late parcel", "A chair").replace("phone", "chat"))

        async def scene() -> None:
            async with running(stage.app()) as actor:
                await actor.sees("A chair")
                await actor.press("f")
                await actor.sees(
                    "Show only", "channel: chat (1)", "phone (1)", "level: level 1 (2)"
                )
                await actor.press("enter")
                await actor.sees("1 of 2 scenarios match “chat”")
                await actor.press("f")
                await actor.sees("unplayed (1)", "level: level 1 (1)")
                await actor.sees_no("phone (1)", "chat (1)")
                await actor.press("end", "up", "enter")
                await actor.sees("1 of 2 scenarios match “chat unplayed”")
                await actor.press("f", "escape")
                await actor.sees("Late parcel 1 phone", "A chair 1 chat")

        perform(scene)

    def test_a_row_tells_what_was_reached(self, stage: Stage) -> None:
        """Once the history was looked at, with the best beside each scenario."""
        stage.play("listen", "own-it", "silence", "tell", person="Ada")
        settings = chosen(stage, name="Ada")

        async def scene() -> None:
            app = stage.app(settings=settings, history=history(stage))
            async with running(app, (170, 40)) as actor:
                await actor.sees("Ada", "Late parcel 1 phone", "1 of 2 coach", "Passed in coach")
                await actor.pilot.resize_terminal(*SMALL)
                await actor.sees("Ada", "1 of 2 coach")

        perform(scene)

    def test_a_history_that_cannot_be_read_costs_only_itself(self, stage: Stage) -> None:
        """The list is there, and the progress screen says why there is none."""
        (stage.folder / "history.sqlite").mkdir()
        stage.play("listen")

        async def scene() -> None:
            async with running(stage.app(history=history(stage))) as actor:
                await actor.sees("Resume Late parcel")
                await actor.press("p")
                await actor.sees(
                    "The history", "can't be read", "Your conversations are still saved"
                )

        perform(scene)


class TestProgress:
    @SIZES
    def test_figures_and_what_is_next(self, stage: Stage, size: tuple[int, int]) -> None:
        """The report's lines; n opens the brief of what is advised, Esc goes back."""
        stage.play("listen", "own-it", "silence", "tell", person="Ada")
        settings = chosen(stage, name="Ada")

        async def scene() -> None:
            app = stage.app(settings=settings, history=history(stage))
            async with running(app, size) as actor:
                await actor.sees("Late parcel")
                await actor.press("p")
                await actor.sees(
                    "Progress · Ada", "1 play started, 1 finished.", "satisfaction", "lately"
                )
                await actor.press("escape")
                await actor.sees("Library, 1")
                await actor.press("p")
                await actor.sees("Progress · Ada", "n play this next")
                # The marks are worked out after the rest, and what was the end is no longer the end then.
                for _ in range(100):
                    await actor.press("end")
                    if "Late parcel (late-parcel): " in actor.text():
                        break
                await actor.sees("Late parcel (late-parcel): ")
                await actor.press("n")
                await actor.sees("You answer for a parcel service.", "Press Enter to begin")
                await actor.press("escape")
                await actor.sees("Library, 1")

        perform(scene)

    def test_before_the_first_end(self, stage: Stage) -> None:
        """It says how it begins."""

        async def scene() -> None:
            async with running(stage.app(history=history(stage))) as actor:
                await actor.sees("Late parcel")
                await actor.press("p")
                await actor.sees("Finish one to see your progress here.")
                await actor.press("s")
                await actor.sees("covers all your saved conversations")
                await actor.press("enter", "enter")
                await actor.sees("You have no saved conversations to report on yet.")

        perform(scene)


class TestSettings:
    @SIZES
    def test_enter_goes_through_what_each_can_be(self, stage: Stage, size: tuple[int, int]) -> None:
        """It holds at once and is kept, from the first to the last and round again."""

        async def scene() -> None:
            async with running(stage.app(settings=chosen(stage)), size) as actor:
                await actor.sees("Late parcel")
                await actor.press("s")
                await actor.sees("Enter changes a setting", "name none", "keys default")
                await actor.press("down")
                await actor.sees("The colours: dark, light, high-contrast")
                for theme in (*THEMES[1:], THEMES[0]):
                    await actor.press("enter")
                    await actor.until(lambda t=theme: actor.app.theme == TEXTUALS[t], theme)  # type: ignore[misc]
                    assert theme == kept(stage).theme
                    await actor.sees(f"colours {theme}")
                await actor.press("down", "down", "enter")
                await actor.sees("reading pace slow")
                await actor.press("down", *["enter"] * 6)
                await actor.sees("clock off")
                assert ("slow", None) == (kept(stage).pace, kept(stage).clock)
                await actor.press("enter")
                await actor.sees("clock the usual time")
                await actor.press("escape")
                await actor.sees("Library, 1")

        perform(scene)

    @pytest.mark.usefixtures("brief_messages")
    def test_a_name_is_typed_and_holds_for_the_next_play(self, stage: Stage) -> None:
        """Esc leaves it as it was; markup is read and not obeyed."""

        async def scene() -> None:
            async with running(stage.app(settings=chosen(stage))) as actor:
                await actor.sees("Late parcel")
                await actor.press("s", "enter")
                await actor.sees("Your name")
                await actor.press("x", "escape")
                await actor.sees("name none")
                await actor.press("enter")
                await actor.sees("Your name")
                actor.app.screen.query_one(Input).value = MARKUP
                await actor.press("enter")
                await actor.sees(f"name {MARKUP}")
                assert MARKUP == kept(stage).name
                await actor.press("escape", "enter", "enter")
                await actor.sees("1 You stayed in")
                await actor.press("1", "escape")
                await actor.sees("Resume Late parcel", MARKUP)
            (record,) = stage.saves.list()[0]
            assert MARKUP == record.header.person

        perform(scene)

    @pytest.mark.parametrize("moves", [True, False])
    def test_a_new_name_offers_to_move_the_plays(self, stage: Stage, moves: bool) -> None:
        """Ada corrects her name: her play goes with it, or stays where it was."""
        stage.play("listen", "own-it", "silence", "tell", person="Ada")
        plays = history(stage)

        async def scene() -> None:
            app = stage.app(settings=chosen(stage, name="Ada"), history=plays)
            async with running(app) as actor:
                await actor.sees("1 of 2")
                await actor.press("s", "enter")
                await actor.sees("Your name")
                actor.app.screen.query_one(Input).value = "Adah"
                await actor.press("enter")
                await actor.sees("Keep your progress?", "1 conversation is saved under Ada.")
                if moves:
                    await actor.press("enter")
                    await actor.sees("Moved 1 conversation to Adah.", "name Adah")
                else:
                    await actor.press("escape")
                    await actor.sees_no("Keep your progress?")
            (record,) = stage.saves.list()[0]
            assert ("Adah" if moves else "Ada") == record.header.person
            assert int(moves) == len(plays.plays("Adah"))

        perform(scene)

    def test_where_they_cannot_be_kept_they_hold_all_the_same(self, stage: Stage) -> None:
        """A sentence says so."""
        (stage.folder / "settings.toml").mkdir()

        async def scene() -> None:
            async with running(stage.app(settings=chosen(stage))) as actor:
                await actor.sees("Late parcel")
                await actor.press("s", "down", "enter")
                await actor.sees("colours light", "The settings couldn't be")
                assert "simulator-light" == actor.app.theme

        perform(scene)

    @pytest.mark.usefixtures("brief_messages")
    def test_the_palette_reaches_screens_and_scenarios(self, stage: Stage) -> None:
        """From Home to progress, and from there to a brief and home again."""

        async def scene() -> None:
            app = stage.app(settings=chosen(stage), history=history(stage))
            async with running(app) as actor:
                for words, seen in (
                    ("your progress", "Finish one to see your progress here."),
                    ("play late", "Press Enter to begin"),
                    ("home", "Next for you"),
                    ("first steps", "You work on the front desk"),
                ):
                    await actor.press("ctrl+p", *words)
                    await actor.sees(words.split()[-1])
                    await actor.pilot.pause(0.5)
                    await actor.press("enter")
                    await actor.sees(seen)

        perform(scene)

    def test_from_anywhere_and_by_the_palette(self, stage: Stage) -> None:
        """Ctrl-O opens them over a play; the palette knows themes, settings, help and quit."""

        async def scene() -> None:
            app = stage.app(play="late-parcel", settings=chosen(stage))
            async with running(app) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("ctrl+o")
                await actor.until(lambda: isinstance(app.screen, SettingsScreen), "settings")
                await actor.press("escape")
                await actor.sees("1 You stayed in")
                await actor.press("ctrl+p")
                await actor.sees("Brief", "shows the brief again (b)")
                await actor.press(*"theme")
                await actor.sees("Colours (theme): high-contrast")
                await actor.press(*": high", "down", "enter")
                await actor.until(lambda: app.theme == "high-contrast", "high contrast")
                assert "high-contrast" == kept(stage).theme

        perform(scene)

    def test_what_is_wrong_in_the_file_is_said(self, stage: Stage) -> None:
        """The game opens, and each thing that was left out is told."""
        path = stage.folder / "settings.toml"
        path.write_text(
            'greeted = true\ntheme = "[b]pink"\n[keys]\n"play.lisen" = "k"\n"home.filter" = "no-key"\n'
        )

        async def scene() -> None:
            async with running(stage.app(settings=read_settings(path)), LARGE) as actor:
                await actor.sees("Your settings can't all be used")
                await actor.sees('The setting "theme" can\'t', "[b]pink.", "play.lisen", '"no-key"')
                await actor.press("escape")
                await actor.sees("Late parcel")
                await actor.sees_no("play.lisen")
                await actor.press("slash")
                await actor.until(lambda: bool(actor.app.screen.query("FilterLine")), "the filter")

        perform(scene)

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ('theme = "pink"', "Until you fix it, it's dark."),
            ('name = "Kim', "Nothing is lost: your progress will be back once your name is."),
        ],
        ids=["value", "file"],
    )
    def test_a_play_is_opened_besides(self, stage: Stage, wrong: str, told: str) -> None:
        """What is wrong is read first, whole and with what holds meanwhile, and no clock runs."""
        name = stage.play("listen")
        path = stage.folder / "settings.toml"
        path.write_text(f"greeted = true\n{wrong}\n")

        async def scene() -> None:
            async with running(stage.app(resume=name, settings=read_settings(path))) as actor:
                await actor.sees(*told.split())  # words, as lines break anywhere
                await actor.sees_no("1 You stayed in")
                await actor.press("escape")
                await actor.sees("1 You stayed in")

        perform(scene)


class TestPlainSigns:
    @SIZES
    def test_pictures_of_phones_on_every_screen(self, stage: Stage, size: tuple[int, int]) -> None:
        """No sign is drawn on whose width terminals differ; the text that is copied has all of them."""
        pictures = "\u2764\ufe0f \U0001f44d\U0001f3fd \U0001f469\u200d\U0001f466"
        text = PARCEL.replace("Late parcel", f"Late {pictures} parcel").replace("Weiss", pictures)
        for words in (
            "A parcel is late",
            "You answer",
            "My parcel",
            "And I",
            "You stayed",
            "It is",
        ):
            text = text.replace(words, f"{words} {pictures}")
        stage.write("late-parcel", text)
        stage.play("own-it", person=f"Ada {pictures}")

        async def scene() -> None:
            app = stage.app(settings=chosen(stage, name=f"Ada {pictures}"))
            async with running(app, size) as actor:

                async def looks(*texts: str) -> None:
                    await actor.sees(*texts)
                    drawn = "".join(actor.lines())
                    assert not set(drawn) & set("\ufe0f\U0001f3fd\u200d"), drawn

                await looks("1 Late \u2764", "\U0001f44d", "Ada")
                await actor.press("enter")
                await looks("You answer \u2764", "Press Enter to begin")
                await actor.press("enter")
                await looks("1 You stayed \u2764", "My parcel")
                await actor.press("space", "y", "b")
                await looks("You meet Dana \u2764")
                assert pictures in actor.app.clipboard
                actor.app.notify(pictures, markup=False)
                await actor.press("escape", "1")
                await looks("You You stayed")

        perform(scene)

    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_every_screen_is_ascii(self, stage: Stage, size: tuple[int, int]) -> None:
        """Frames, rules, marks, quotes, dashes, arrows and bars; the letters of a scenario stay."""
        stage.write("letters", PARCEL.replace("Late parcel", "Größe 40 – “neu”"))

        async def scene() -> None:
            app = stage.app(settings=chosen(stage, ascii=True))
            async with running(app, size) as actor:

                def plain() -> None:
                    drawn = "".join(actor.lines()).replace("ö", "o").replace("ß", "s")
                    assert drawn.isascii(), sorted({sign for sign in drawn if ord(sign) > 127})

                await actor.sees('Größe 40 - "neu"', "Late parcel")
                plain()
                for key, seen in (
                    ("slash", "Esc show all"),
                    ("f", "Show only"),
                    ("question_mark", "Help"),
                ):
                    await actor.press(key)
                    await actor.sees(seen)
                    plain()
                    await actor.press("escape")
                await actor.press("end", "enter")
                await actor.sees("Press Enter to begin")
                plain()
                await actor.press("enter")
                await actor.sees("1 You stayed in", "-- They haven't finished")
                plain()
                await actor.press("1")
                await actor.sees("Say nothing (Enter)")
                await actor.press("enter")
                await actor.sees("1 It is in the depot.")
                plain()
                await actor.press("1")
                await actor.sees("See the debrief")
                await actor.press("enter")
                await actor.sees("how it went")
                plain()
                await actor.press("m")
                for key in "123456":
                    await actor.press(key)
                    await actor.sees("Debrief *")
                    plain()

        perform(scene)

    def test_it_can_be_turned_on_and_off(self, stage: Stage) -> None:
        """What is drawn already changes with it."""

        async def scene() -> None:
            async with running(stage.app(settings=chosen(stage))) as actor:
                await actor.sees("Late parcel")
                await actor.press("s")
                await actor.sees("Enter changes a setting")
                assert any("─" in line for line in actor.lines())
                await actor.press("down", "down", "down", "down", "down", "down", "enter")
                await actor.until(lambda: actor.app.settings.ascii, "plain signs")
                await actor.until(lambda: "".join(actor.lines()).isascii(), "nothing else")
                await actor.press("enter")
                await actor.until(lambda: any("─" in line for line in actor.lines()), "a frame")

        perform(scene)


class TestKeys:
    def test_keys_from_the_settings(self, stage: Stage) -> None:
        """The new keys do it, the old ones do not, and the line of keys and help show the new."""
        keys = {"play.listen": "k, f5", "play.undo": "ctrl+r", "play.reply-1": "e"}

        async def scene() -> None:
            app = stage.app(play="late-parcel", settings=chosen(stage, keys=keys))
            async with running(app) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in", "k listen", "They haven't finished (k)")
                await actor.press("space", "l")
                assert () == stage.moves()
                await actor.press("k")
                await actor.sees("And I can't stay in tomorrow.", "^r undo")
                await actor.press("ctrl+r")
                await actor.sees("Undone: ")
                await actor.press("f5", "e")
                await actor.sees("You You stayed in")
                assert ("listen", "own-it") == stage.moves()
                await actor.press("question_mark")
                await actor.sees("^r: undoes your last move")

        perform(scene)


class TestDebrief:
    ENDED = ("listen", "brush-off", "silence", "tell")

    async def opened(self, actor: Actor) -> None:
        """The debrief of a play that is over."""
        await actor.sees("See the debrief")
        await actor.press("enter")
        await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "the debrief")
        await actor.press("m")
        await actor.until(lambda: isinstance(actor.app.screen, DebriefDetailsScreen), "the rest")

    @SIZES
    def test_try_again_from_a_move(self, stage: Stage, size: tuple[int, int]) -> None:
        """A new save begins with the moves before the highlighted one, and says how many were given."""
        name = stage.play(*self.ENDED)

        async def scene() -> None:
            async with running(stage.app(resume=name), size) as actor:
                await self.opened(actor)
                await actor.sees_no("t try from here")
                await actor.press("4", "down")
                await actor.sees("Move 2 in detail", "t try from here")
                await actor.press("t")
                await actor.sees("And I can't stay in tomorrow.", "1 You stayed in")
                await actor.press("1")
                await actor.sees("Say nothing (Enter)")
                await actor.press("escape")
                await actor.until(
                    lambda: isinstance(actor.app.screen, DebriefScreen), "the way back"
                )
                await actor.press("enter")
                await actor.sees("And I can't stay in tomorrow.", "1 You stayed in")
                await actor.press("escape")
                await actor.until(
                    lambda: isinstance(actor.app.screen, DebriefScreen), "the way back"
                )
                await actor.press("escape")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert ("listen", "own-it") == stage.moves("late-parcel-2")
            assert self.ENDED == stage.moves(name)
            assert 1 == read(stage.saves.folder / "late-parcel-2.play").header.given

        perform(scene)

    def test_a_good_play_is_watched_and_taken_over(self, stage: Stage) -> None:
        """It comes with its reasons, saves nothing, and goes on as a play that began with given moves."""
        name = stage.play(*self.ENDED)

        async def scene() -> None:
            async with running(stage.app(resume=name)) as actor:
                await self.opened(actor)
                screen = actor.app.screen
                assert isinstance(screen, DebriefDetailsScreen)
                await actor.until(lambda: not screen.searching, "the search to end")
                await actor.press("4", "g")
                await actor.sees("Late parcel a good play", "Press Enter to take over")
                await actor.press("p")
                await actor.sees("Paused.")
                await actor.press("space")
                await actor.sees(
                    "-- Listen: they haven't finished", "And I can't stay in tomorrow."
                )
                await actor.sees_no("Say nothing (Enter)")
                assert (name,) == stage.moved()
                await actor.press("enter")
                await actor.sees("1 You stayed in", "move 2")
                await actor.press("escape")
                await actor.until(
                    lambda: isinstance(actor.app.screen, DebriefScreen), "the way back"
                )
                await actor.sees("Late parcel how it went")
                await actor.press("escape")
                await actor.until(lambda: actor.app.return_code is not None, "the end")
            assert ("listen",) == stage.moves("late-parcel-2")
            assert 1 == read(stage.saves.folder / "late-parcel-2.play").header.given

        perform(scene)

    def test_save_to_a_file(
        self, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Forms are offered and a name proposed; nothing is written over."""
        monkeypatch.chdir(tmp_path)
        name = stage.play(*self.ENDED)

        async def scene() -> None:
            async with running(stage.app(resume=name), LARGE) as actor:
                await self.opened(actor)
                await actor.press("s")
                await actor.sees("Save a report", "contains the whole conversation", "Text to read")
                await actor.press("enter")
                await actor.sees("File name", "debrief-late-parcel.txt")
                await actor.press("enter")
                await actor.sees("Saved as ", "Only you can read it.")
                await actor.press("s", "enter")
                await actor.sees("File name", "> debrief-late-parcel-2.txt")
                actor.app.screen.query_one(Input).value = "debrief-late-parcel.txt"
                await actor.press("enter")
                await actor.sees("already exists.")
                await actor.sees("File name", "> debrief-late-parcel.txt")
                await actor.press("end", *"/deep", "enter")
                await actor.sees("> debrief-late-parcel.txt/deep")
                await actor.press("escape")
                await actor.sees_no("File name")
                await actor.press("s", "down", "enter")
                await actor.sees("File name", "> debrief-late-parcel.html")
                await actor.press("enter")
                await actor.until((tmp_path / "debrief-late-parcel.html").exists, "the page")
            path = tmp_path / "debrief-late-parcel.txt"
            assert 0o600 == stat.S_IMODE(path.stat().st_mode)
            text = path.read_text("utf-8")
            assert "\nHow it ended\n------------\n" in text
            assert "\nLesson\n------\n\nLet people finish.\n" in text

        perform(scene)

    @SIZES
    def test_what_was_in_reach_comes_in(self, stage: Stage, size: tuple[int, int]) -> None:
        """It is worked out beside the screen; the moves tell what they cost."""
        name = stage.play(*self.ENDED)

        async def scene() -> None:
            async with running(stage.app(resume=name), size) as actor:
                await self.opened(actor)
                await actor.press("5")
                await actor.sees(
                    "What would have helped most", "Before move 1 the best you could reach was"
                )
                await actor.sees_no("is being worked out")
                await actor.press("4")
                await actor.sees("cost ")
                await actor.press("down")
                await actor.sees(
                    "Move 2 in detail", "after it, 41 was the best you could still get"
                )

        perform(scene)

    def test_what_comes_in_behind_another_part_is_in_the_moves(self, stage: Stage) -> None:
        """Whoever reads the verdict while it is worked out finds the costs in the list of moves."""
        name = stage.play(*self.ENDED)

        async def scene() -> None:
            async with running(stage.app(resume=name)) as actor:
                await self.opened(actor)
                screen = actor.app.screen
                assert isinstance(screen, DebriefDetailsScreen)
                await actor.until(lambda: not screen.searching, "the search to end")
                await actor.press("4")
                await actor.sees("Move 1 in detail")
                costs = [line for line in actor.lines() if "cost " in line and "You:" in line]
                assert costs, actor.text()

        perform(scene)

    def test_the_plot_follows_the_width_and_the_signs(self, stage: Stage) -> None:
        """Drawn with plain signs where the setting asks for them, and anew when the window changes."""
        name = stage.play(*self.ENDED)

        async def scene() -> None:
            app = stage.app(resume=name, settings=chosen(stage, ascii=True))
            async with running(app) as actor:
                await self.opened(actor)
                await actor.press("2")
                await actor.sees("The mood, move by move", "wary", "- this play, ")
                drawn = [line for line in actor.lines() if "--+" in line]
                assert drawn
                assert all(line.replace("−", "-").strip("█│▐ ").isascii() for line in drawn), drawn
                await actor.pilot.resize_terminal(*LARGE)
                await actor.until(
                    lambda: [line for line in actor.lines() if "--+" in line] not in ([], drawn),
                    "the drawing anew",
                )

        perform(scene)


class TestReveal:
    @SIZES
    def test_words_appear_where_they_will_stand(self, stage: Stage, size: tuple[int, int]) -> None:
        """At reading pace in the room that they take in the end, so that nothing moves; Space shows all."""
        stage.write("late-parcel", PARCEL.replace("on Monday.", LONG * 2))
        settings = chosen(stage, pace="slow", motion=True)

        async def scene() -> None:
            app = stage.app(play="late-parcel", settings=settings)
            async with running(app, size) as actor:
                await actor.press("enter")
                await actor.sees("They're talking. Space shows the rest.", "~ The line crackles.")
                screen = actor.app.screen
                said, replies = screen.query_one(Flow), screen.query_one(Replies)
                assert isinstance(screen, PlayScreen)
                said = screen.query_one("#said", Flow)
                early, where = actor.lines(), (said.region, replies.region)
                await actor.sees("My parcel was meant")
                assert said.revealing
                await actor.press("space")
                await actor.sees("to hear the van.", "A reply now would interrupt them.")
                assert not said.revealing
                assert () == stage.moves()
                late = actor.lines()
                assert where == (said.region, replies.region)
                assert early[replies.region.y :] == late[replies.region.y :]
                rows = range(said.region.y, said.region.bottom)
                for row in rows:
                    pairs = zip(early[row], late[row], strict=True)
                    assert [] == [(a, b) for a, b in pairs if a not in (b, " ")]

        perform(scene)

    @SIZES
    def test_the_face_changes_once_after_the_last_word(
        self, stage: Stage, size: tuple[int, int]
    ) -> None:
        """While they talk face and gauges are those of before, and what can be replied is there already."""
        settings = chosen(stage, pace="slow", motion=True)

        async def scene() -> None:
            async with running(stage.app(play="late-parcel", settings=settings), size) as actor:
                await actor.press("enter")
                await actor.sees("They're talking.")
                screen = actor.app.screen
                assert isinstance(screen, PlayScreen)
                await actor.press("space", "1")
                await actor.sees("You You stayed in", "They're talking.")
                shown = screen.query(MoodWidget).results()
                before = {(part.reading.band, part.reading.moves) for part in shown}
                assert {("wary", 0)} == before
                assert "frustrated" == screen.reading().band
                await actor.press("space")
                await actor.sees(" frustrated", "1 move" if size == LARGE else "mood ")
                after = {
                    (part.reading.band, part.reading.moves) for part in screen.query(MoodWidget)
                }
                assert {("frustrated", 1)} == after
                assert all(face.band == "frustrated" for face in screen.query(Portrait))

        perform(scene)

    def test_it_ends_by_itself(self, stage: Stage) -> None:
        """Then the line says what there is to hear."""
        settings = chosen(stage, pace="fast", motion=True)

        async def scene() -> None:
            async with running(stage.app(play="late-parcel", settings=settings)) as actor:
                await actor.press("enter")
                await actor.sees("They're talking.")
                await actor.sees("come on Monday.", "A reply now would interrupt them.")

        perform(scene)

    def test_a_reply_may_be_given_before_they_have_finished(self, stage: Stage) -> None:
        """What was still to appear is there at once."""
        settings = chosen(stage, pace="slow", motion=True)

        async def scene() -> None:
            async with running(stage.app(play="late-parcel", settings=settings)) as actor:
                await actor.press("enter")
                await actor.sees("They're talking.")
                await actor.press("1")
                await actor.sees("come on Monday.", "You You stayed in")

        perform(scene)

    @pytest.mark.parametrize("still", [{"motion": False}, {"pace": "off", "motion": True}])
    def test_without_motion_all_is_there_at_once(
        self, stage: Stage, still: dict[str, object]
    ) -> None:
        """Nothing is ever held back."""

        async def scene() -> None:
            settings = chosen(stage, **({"pace": "slow"} | still))
            async with running(stage.app(play="late-parcel", settings=settings)) as actor:
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
                assert not actor.app.screen.query_one("#said", Flow).revealing
                await actor.sees("come on Monday.")

        perform(scene)

    def test_the_environment_can_ask_for_stillness(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """TEXTUAL_ANIMATIONS=none wins over the settings, and is not written into them."""
        monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")

        async def scene() -> None:
            settings = chosen(stage, pace="slow", motion=True)
            async with running(stage.app(play="late-parcel", settings=settings)) as actor:
                await actor.press("enter")
                await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
                assert not actor.app.screen.query_one("#said", Flow).revealing
                assert actor.app.settings.motion

        perform(scene)


class TestSearch:
    @SIZES
    def test_find_and_find_again(self, stage: Stage, size: tuple[int, int]) -> None:
        """The next place comes into sight; what was not said is told."""
        stage.write("late-parcel", PARCEL.replace("on Monday.", f"on Monday. {LONG * 12}"))

        async def scene() -> None:
            async with running(stage.app(play="late-parcel"), size) as actor:
                await actor.press("enter")
                await actor.sees("~ The line crackles.")
                await actor.press("space")
                await actor.sees("And I can't stay in tomorrow.")
                await actor.press("slash", *"CRACKLES", "enter")
                await actor.sees("~ The line crackles.")
                await actor.press("slash")
                await actor.sees("Find in the transcript", "CRACKLES")
                await actor.press(*["backspace"] * 8, *"tomorrow", "enter")
                await actor.sees("And I can't stay in tomorrow.", "“tomorrow”: 1 of 1.")
                await actor.press("slash", *["backspace"] * 8, *"cant", "enter")
                await actor.sees("“cant”: 1 of 1.")
                await actor.press("slash", *["backspace"] * 4, *"the", "enter")
                await actor.sees("“the”: 1 of 2; n shows the next.")
                await actor.press("n")
                await actor.sees("“the”: 2 of 2; n shows the next.")
                await actor.press("n")
                await actor.sees("“the”: 1 of 2; n shows the next.")
                await actor.press("slash", *["backspace"] * 3, *"tomorrow", "enter")
                await actor.sees("“tomorrow”: 1 of 1.")
                await actor.press("n", "slash", *["backspace"] * 8, *"elephant", "enter")
                await actor.sees("“elephant” isn't in this conversation.")

        perform(scene)

    def test_copy(self, stage: Stage) -> None:
        """All of what was said, a paragraph a line."""

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in")
                await actor.press("y")
                await actor.sees("Conversation copied (if your terminal allows it).")
                assert (
                    "~ The line crackles.\nDana Weiss: My parcel was meant to come on Monday."
                    == actor.app.clipboard
                )

        perform(scene)


class TestLooks:
    @SIZES
    @pytest.mark.parametrize("theme", THEMES)
    def test_every_theme_tells_the_same(
        self, stage: Stage, theme: str, size: tuple[int, int]
    ) -> None:
        """The words of a play do not depend on its colours; only the portrait is printed in one ink where there are none."""

        def words(actor: Actor) -> list[str]:
            rows = actor.lines()
            for portrait in actor.app.screen.query(Portrait):
                place = portrait.region
                for y in range(place.y, place.bottom):
                    rows[y] = rows[y][: place.x] + rows[y][place.right :]
            return rows

        async def scene() -> None:
            expected: list[str] = []
            for name in ("dark", theme):
                app = stage.app(play="late-parcel", settings=chosen(stage, theme=name))
                async with running(app, size) as actor:
                    await actor.press("enter")
                    await actor.sees("1 You stayed in")
                    assert TEXTUALS[name] == app.theme
                    await actor.pilot.pause()  # the rail is laid out after the replies
                    shown = words(actor)
                    expected = expected or shown
                    assert expected == shown

        perform(scene)

    def test_plain_signs(self, stage: Stage) -> None:
        """With the setting, faces and bars need nothing that a terminal may lack."""

        async def scene() -> None:
            app = stage.app(play="late-parcel", settings=chosen(stage, ascii=True))
            async with running(app) as actor:
                await actor.press("enter")
                await actor.sees(":-/", "anger ====------", "1 You stayed in")

        perform(scene)

    @pytest.mark.parametrize(
        ("channel", "seen"),
        [
            ("phone", ["on the phone with Dana Weiss", "Dana My", "You You stayed"]),
            ("chat", ["chat with Dana Weiss", "Dana My", "You You stayed"]),
            (
                "email",
                ["emails with Dana Weiss", "From Dana Weiss", "To Dana Weiss", "╎ You stayed"],
            ),
            ("letter", ["letters with Dana", "Dana Weiss writes", "You write", "╎ You stayed"]),
            ("social", ["public thread", "@Dana My", "@you You stayed", "* The line"]),
            ("counter", ["at the counter with Dana Weiss", "Dana My", "The line"]),
            ("video", ["on a video call with Dana Weiss"]),
            ("peer", ["with Dana Weiss, a colleague"]),
        ],
    )
    def test_each_channel_has_its_manner(self, stage: Stage, channel: str, seen: list[str]) -> None:
        """Where one is, how each side's words are laid out, and what the line of keys calls listening."""
        stage.write("late-parcel", PARCEL.replace('"phone"', f'"{channel}"'))

        async def scene() -> None:
            async with running(stage.app(play="late-parcel")) as actor:
                await actor.press("enter")
                await actor.sees("1 You stayed in", seen[0], f"Space {words_of(channel).listen}")
                await actor.press("1")
                await actor.sees(*seen[1:])

        perform(scene)


def test_rows_keep_their_place(stage: Stage) -> None:
    """What is highlighted stays so when the history has been looked at."""
    stage.write("zebra", PARCEL.replace("Late parcel", "Zebra"))

    async def scene() -> None:
        async with running(stage.app(history=history(stage))) as actor:
            await actor.sees("Zebra")
            await actor.press("end", "r")
            await actor.sees("Zebra")
            await actor.until(
                lambda: (
                    (option := actor.app.screen.query_one(Rows).highlighted_option) is not None
                    and option.id == "scenario:zebra"
                ),
                "the zebra",
            )

    perform(scene)
