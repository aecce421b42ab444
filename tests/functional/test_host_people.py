"""People on the trainer's screen: who waits, names, tickets, several removed, a new code; with names that are hard to draw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wcwidth import wcswidth

from simulator.records.settings import LoadedSettings
from simulator.rounds.class_list import Expected
from simulator.rounds.hosted.waiting_room import Newcomer, WaitingReason
from simulator.rounds.names import shown_name
from simulator.tui.signs import steady_text
from tests.support.class_stage import ClassOf
from tests.support.goldens import CHOSEN, HOME, shelved
from tests.support.scene import perform
from tests.support.tui_stage import running

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = LoadedSettings(CHOSEN, HOME)
NAMES = ("Kim", "👩🏽‍🚀 Zoë", "大久保 ☎️", "🇬🇧 Max", "e" + "\u0301" * 30, "[b]Lou[/b]")


def test_people(tmp_path: Path) -> None:
    """Each key and each choice does what it says, and is said."""

    async def scene() -> None:
        klass = ClassOf(tmp_path, [shelved("late-parcel")])
        host = klass.host
        kim, _, lou, *_ = await klass.join("Kim", "Max", "Lou", "Sam")
        klass.server.announcer.by_seat.clear()
        async with running(klass.trainer(SETTINGS), (80, 24)) as actor:
            host.waiting.add(Newcomer("a", "kim", WaitingReason.AWAY, kim.id))
            host.waiting.add(Newcomer("b", "Eve", WaitingReason.UNLISTED))
            await actor.sees(
                "? kim is asking to come back to Kim's seat", "y lets in kim first", "y let in"
            )
            old = kim.token
            await actor.press("y")
            await actor.sees_no("kim asks")
            assert old != kim.token
            await actor.press("home", "enter")
            await actor.sees("Let them in", "Turn them away")
            await actor.press("up", "enter")
            await actor.sees_no("y let in")
            assert 4 == len(host.seats)

            await actor.press("home", "enter")
            await actor.sees("Change the name")
            await actor.press("up", "up", "up", "enter")
            await actor.sees("A ticket for one seat", kim.ticket)
            await actor.press("escape", "enter")
            await actor.sees("Change the name")
            await actor.press("up", "up", "enter")
            await actor.sees("What is Kim's new name?")
            await actor.press(*"Kim", "space", *"Lee", "enter")
            await actor.sees("Kim Lee")

            await actor.press("down", "m", "down", "m", "x")
            await actor.sees("Remove 2 people from the round?", "They are Max and Lou.")
            await actor.press("up", "enter")
            await actor.until(lambda: lou.removed, "Lou was removed")
            code = host.admission.code
            await actor.press("k")
            await actor.sees("Make a new code?")
            await actor.press("up", "enter")
            await actor.until(lambda: host.admission.code != code, "a new code")
            await actor.press("b", "enter")
        klass.record.close()

    perform(scene)


def test_names_keep_the_rows_in_line(tmp_path: Path) -> None:
    """Whatever someone calls themselves, every line is as wide as the terminal draws it, and what follows a name is in line."""

    async def scene() -> None:
        klass = ClassOf(tmp_path, [shelved("late-parcel")])
        await klass.join(*NAMES[:1])
        expected = (Expected("👨‍👩‍👧 Noa"),)
        people = [person.as_json() for person in expected]
        setup = klass.host.setup
        klass.host.setup = type(setup).from_json({**setup.as_json(), "people": people})

        def is_full(count: int) -> bool:
            return count == len(klass.host.seats)

        async with running(klass.trainer(SETTINGS), (80, 24)) as actor:
            for name in NAMES[1:]:
                klass.host.waiting.add(Newcomer(name, shown_name(name), WaitingReason.UNLISTED))
            await actor.sees("Not here yet: 👨 Noa.", "y let in")
            for count in range(2, len(NAMES) + 1):
                (first, *_) = klass.host.waiting.newcomers.values()
                await actor.press("y")
                await actor.sees_no(f"? {steady_text(first.typed)} asks")
                await actor.until(partial(is_full, count), f"{count} are in")
            await klass.say("start")
            await actor.sees("move 0", "[b]Lou[/b]")
            lines = [line for line in actor.lines() if "move  0" in line]
            assert len(NAMES) == len(lines)
            assert 1 == len({wcswidth(line.partition("move  0")[0]) for line in lines})
            assert {80} == {wcswidth(line) for line in actor.lines()}
        klass.record.close()

    perform(scene)


def test_a_walk_after_the_debrief(tmp_path: Path) -> None:
    """What the class did in a scenario can be shown when the next one has begun, and later each by its number."""

    async def scene() -> None:
        klass = ClassOf(tmp_path, [shelved("late-parcel"), shelved("wrong-chair")])
        await klass.host.open()
        (kim,) = await klass.join("Kim")
        for kind in ("start", "close", "next"):
            await klass.say(kind)
        async with running(klass.trainer(SETTINGS), (80, 24)) as actor:
            await actor.sees("2 of 2: Not that chair", "d class")
            await actor.press("d")
            await actor.sees("The class · The birthday parcel", "made the same choices throughout")
            await actor.press("escape")
            for kind in ("start", "close"):
                await klass.say(kind)
            await actor.sees("d shows what the class did")
            await actor.press("d")
            await actor.sees("Scenario 2", "Scenario 1", "Cancel")
            await actor.press("enter")
            await actor.sees("The class · Not that chair")
        assert kim.name
        klass.record.close()

    perform(scene)


def test_a_latecomer_on_the_screen(tmp_path: Path) -> None:
    """Two lines above the conversation; and the lobby of the next scenario, which they see for the first time."""

    async def scene() -> None:
        klass = ClassOf(tmp_path, [shelved("late-parcel"), shelved("wrong-chair")])
        (kim,) = await klass.join("Kim")
        await klass.say("start")
        await klass.move(kim, "listen")
        (lou,) = await klass.join("Lou")
        async with running(klass.trainee(lou, SETTINGS), (80, 24)) as actor:
            await actor.sees(
                "The round is under way: 0 of 1 have finished, and the others have made 1 move on average.",
                "You start at the beginning",
            )
            for kind in ("close", "next"):
                await klass.say(kind)
                klass.tell(lou)
            await actor.sees("Scenario 2 of 2: Not that chair")
            await klass.say("rename", seat=lou.id, name="Lou Lee")
            klass.tell(lou)
            await actor.sees("Monday · Lou Lee")
        klass.record.close()

    perform(scene)
