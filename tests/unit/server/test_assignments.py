"""Assignments on the pages of trainer and trainee: set, due, played, late, withheld, withdrawn; and what isn't one."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.library import Library
from simulator.server.assignments import words
from simulator.server.assignments.standing import Bar
from simulator.server.plays import words as solo
from tests.support.server_stage import START, served
from tests.support.solo_pages import fields, make
from tests.support.solo_stage import PARCEL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server_stage import Answer, Browser, ServerStage

HOUR = 3600
SET = {
    "title": "Week 1",
    "what": "",
    "scenario-parcel": "yes",
    "mode": "practice",
    "pass": "40",
    "opens": "2027-01-15T08:00",
    "until": "2027-01-16T17:00",
    "zone": "Europe/London",
    "tries": "",
    "counts": "best",
}
"""An assignment that is open from the moment at which a stage's clock begins, 15 January 2027, 08:00, for 33 hours."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of two scenarios."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "parcel.toml").write_text(PARCEL, "utf-8")
    (folder / "other.toml").write_text(PARCEL.replace("The parcel", "Another"), "utf-8")
    return Library((folder,))


class Room:
    """A class with a trainer and a trainee, and an assignment where one was set."""

    def __init__(self, stage: ServerStage) -> None:
        self.stage = stage
        self.ada: Browser
        self.kim: Browser
        self.id = self.code = ""

    async def open(self) -> Room:
        """Let both in."""
        self.ada = await self.stage.first_trainer()
        self.id, self.code = await self.ada.make_class("Monday")
        self.kim = await self.stage.browser()
        await self.kim.join(self.code, "Kim")
        return self

    async def set(self, **changed: str) -> Answer:
        """Set an assignment."""
        await self.ada.open(f"/classes/{self.id}/assignments/new")
        return await self.ada.send(f"/classes/{self.id}/assignments", **SET | changed)

    async def task(self) -> Answer:
        """The trainee's page of the first assignment of the class."""
        page = await self.kim.open(f"/class/{self.id}")
        return await self.kim.open(page.part(rf'href="(/class/{self.id}/assignments/[^"]+)"'))

    async def begin(self, task: Answer, step: int = 0) -> Answer:
        """Start a try at a scenario of it."""
        cmd = task.part(rf'name="cmd" value="([^"]+-{step})"')
        path = task.path.removesuffix("/begin")
        return await self.kim.send(f"{path}/begin", step=str(step), cmd=cmd)

    async def play(self, page: Answer) -> Answer:
        """Play to the end."""
        return await make(self.kim, await make(self.kim, page, "find it"), "here")

    async def results(self) -> Answer:
        """The trainer's page of the first assignment."""
        page = await self.ada.open(f"/classes/{self.id}")
        return await self.ada.open(
            page.part(rf'href="(/classes/{self.id}/assignments/(?!new)[^"]+)"')
        )


def test_an_assignment_is_set_played_and_seen(tmp_path: Path, library: Library) -> None:
    """With its times in its zone, what is done, and the debrief for both."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            made = await room.set()
            assert "You've set “Week 1”." in made.words
            assert "Kim 0 of 1 finished, 0 passed not started" in made.words
            home = await room.kim.open(f"/class/{room.id}")
            due = "due by Saturday 16 January 2027, 17:00 (Europe/London)"
            assert f"Week 1 {due} 0 of 1 finished, 0 passed" in home.words
            task = await room.task()
            page = await room.begin(task)
            assert solo.READ in (await room.play(page)).words
            told = (await room.task()).words
            assert "1 of 1 finished, 1 passed" in told
            assert "passed" in told
            seen = await room.results()
            assert "Kim 1 of 1 finished, 1 passed" in seen.words
            debrief = await room.ada.open(seen.part(r'href="(/classes/[^"]+/plays/[^"]+)"'))
            assert "How it ended" in debrief.words
            assert "<button" not in debrief.text.partition("<main")[2]

    asyncio.run(scene())


def test_a_form_sent_twice_sets_one_assignment(tmp_path: Path, library: Library) -> None:
    """The second leads to what the first has set."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            pages = [await room.set(cmd="once") for _ in range(2)]
            assert pages[0].path == pages[1].path
            assert [(1,)] == stage.rows("SELECT count(*) FROM assignments")

    asyncio.run(scene())


def test_a_play_that_ends_after_the_end_is_late(tmp_path: Path, library: Library) -> None:
    """One begun before may be finished; none is begun after, unless the trainer allows it."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set()
            task = await room.task()
            page = await room.begin(task)
            stage.clock.seconds = START + 34 * HOUR
            await room.play(page)
            assert "passed, late" in (await room.task()).words
            assert "passed, late" in (await room.results()).words
            refused = await room.begin(task)
            assert (409, True) == (refused.status, words.BARS[Bar.OVER] in refused.words)
            moved = await room.ada.send(
                f"{(await room.results()).path}/end", until="2027-01-20T09:00"
            )
            assert "now ends on Wednesday 20 January 2027, 09:00" in moved.words
            assert "passed, late" not in (await room.task()).words
            assert "My parcel." in (await room.begin(await room.task())).words

    asyncio.run(scene())


def test_an_exam_is_played_one_at_a_time_and_told_after_the_end(
    tmp_path: Path, library: Library
) -> None:
    """Until then no page of the trainee's tells what it came to, or lets them try again from its middle."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set(**{"mode": "exam", "scenario-other": "yes", "tries": "1"})
            task = await room.task()
            assert words.EXAM_RULE in task.words
            page = await room.begin(task, 1)
            assert 'class="gauges"' not in page.text
            other = await room.begin(task, 0)
            assert (409, True) == (other.status, words.BARS[Bar.EXAM_OPEN] in other.words)
            undo = await room.kim.send(page.path, **fields(page), move="undo")
            assert solo.NO_UNDO in undo.words
            ended = await room.play(page)
            assert solo.LATER in ended.words
            assert solo.READ not in ended.words
            assert words.BACK in ended.words
            paths = (ended.path, f"{ended.path}/debrief", "/plays", "/scenarios", task.path)
            for path in (*paths, "/scenarios/parcel"):
                told = await room.kim.open(path)
                assert not re.search(
                    r"[Ss]atisfaction|quality \d|[Yy]our best|How it ended", told.words
                ), path
            again = await room.kim.send(f"{ended.path}/again", cmd="c", move="0")
            assert (404, True) == (again.status, solo.LATER in again.words)
            assert "quality" in (await room.results()).words
            refused = await room.begin(task, 1)
            assert words.BARS[Bar.TRIES] in refused.words
            assert "My parcel." in (await room.begin(await room.task(), 0)).words
            stage.clock.seconds = START + 34 * HOUR
            assert "How it ended" in (await room.kim.open(f"{ended.path}/debrief")).words
            assert "quality" in (await room.task()).words

    asyncio.run(scene())


def test_two_tries_at_the_same_moment_are_one(tmp_path: Path, library: Library) -> None:
    """The database refuses the second, whatever the pages showed."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set(tries="1")
            task = await room.task()
            path = f"{task.path}/begin"
            await asyncio.gather(
                *(room.kim.send(path, step="0", cmd=f"another-{number}") for number in range(4))
            )
            assert [(1,)] == stage.rows("SELECT count(*) FROM plays")
            assert [(1,)] == stage.rows("SELECT count(*) FROM events WHERE stream LIKE '%/play/%'")

    asyncio.run(scene())


def test_an_assignment_can_be_withdrawn(tmp_path: Path, library: Library) -> None:
    """Nothing more is begun for it; what was played stays, and who didn't touch it doesn't see it."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set()
            task = await room.task()
            results = await room.results()
            gone = await room.ada.send(f"{results.path}/withdraw")
            assert words.WITHDRAWN in gone.words
            assert words.NONE_YET in (await room.kim.open(f"/class/{room.id}")).words
            assert words.WITHDRAWN in (await room.begin(task)).words

    asyncio.run(scene())


def test_a_course_is_set_with_its_modes_and_marks(tmp_path: Path, library: Library) -> None:
    """Every scenario of it that is in the library."""
    courses = library.folders[0] / "courses"
    courses.mkdir()
    (courses / "one.toml").write_text(
        'format = 1\ntitle = "Two weeks"\n[[weeks]]\ntheme = "One"\n'
        'play = [{ scenario = "parcel" }, { scenario = "gone" }]\n[[weeks]]\ntheme = "Two"\n'
        'play = [{ scenario = "other", mode = "exam", pass = 55 }]\n',
        "utf-8",
    )

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set(what="course")
            told = (await room.task()).words
            assert "The parcel coach, pass mark 70" in told
            assert "Another exam, pass mark 55" in told

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": " "}, words.NO_TITLE),
        ({"mode": "nonsense"}, words.BAD_CHOICE),
        ({"scenario-parcel": ""}, words.NOTHING_CHOSEN),
        ({"pass": "101"}, words.BAD_PASS),
        ({"pass": "-1"}, words.BAD_PASS),
        ({"tries": "0"}, words.BAD_TRIES),
        ({"tries": "²"}, words.BAD_TRIES),
        ({"counts": "median"}, words.BAD_CHOICE),
        ({"until": "2027-01-15T07:59"}, words.ENDS_IN_PAST),
        ({"opens": "2027-02-01T08:00"}, words.ENDS_FIRST),
        ({"until": "2027-03-28T01:30"}, "there is no 01:30 on 28 March 2027"),
        ({"zone": "Mars/Olympus"}, "There isn't a time zone"),
        ({"what": "course"}, words.NO_COURSE),
    ],
)
def test_what_is_no_assignment(
    tmp_path: Path, library: Library, changed: dict[str, str], told: str
) -> None:
    """One sentence, and the form as it was filled in; nothing is set."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            answer = await room.set(**{"title": "Kept as typed", **changed})
            assert (422, True) == (answer.status, told in answer.words)
            assert "title" in changed or 'value="Kept as typed"' in answer.text
            assert [(0,)] == stage.rows("SELECT count(*) FROM assignments")

    asyncio.run(scene())


def test_nothing_chosen_is_no_assignment(tmp_path: Path, library: Library) -> None:
    """Nor is a scenario that isn't there."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.ada.open(f"/classes/{room.id}/assignments/new")
            sent = {name: value for name, value in SET.items() if name != "scenario-parcel"}
            answer = await room.ada.send(
                f"/classes/{room.id}/assignments", **sent | {"scenario-gone": "yes"}
            )
            assert words.NOTHING_CHOSEN in answer.words

    asyncio.run(scene())


def test_a_trainer_reads_what_a_trainee_has_played(tmp_path: Path, library: Library) -> None:
    """All of it, the exams too, each with its debrief once it is over."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set(mode="exam")
            await room.play(await room.begin(await room.task()))
            person = await room.ada.open(f"/classes/{room.id}")
            path = person.part(rf'href="(/classes/{room.id}/people/[^"]+)"')
            assert f'href="{path}/plays"' in (await room.ada.open(path)).text
            plays = await room.ada.open(f"{path}/plays")
            assert "The parcel" in plays.words
            assert re.search(r"satisfaction −?\d+, quality \d+", plays.words)
            debrief = await room.ada.open(plays.part(r'href="(/classes/[^"]+/plays/[^"]+)"'))
            assert "How it ended" in debrief.words

    asyncio.run(scene())


@pytest.mark.parametrize(("clock", "seconds"), [("1", 32), ("2", 64), ("none", None)])
def test_the_time_that_a_trainer_gives_someone(
    tmp_path: Path, library: Library, clock: str, seconds: int | None
) -> None:
    """It holds in the exams of assignments: 32 seconds here, times what the trainer says."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set(mode="exam")
            person = await room.ada.open(f"/classes/{room.id}")
            path = person.part(rf'href="(/classes/{room.id}/people/[^"]+)"')
            await room.ada.open(f"{path}/plays")
            told = await room.ada.send(f"{path}/time", clock=clock)
            assert f'value="{clock}" selected' in told.text
            page = await room.begin(await room.task())
            found = re.search(r'data-left="([0-9]+)"', page.text)
            assert seconds == (int(found[1]) if found else None)
            assert 400 == (await room.ada.send(f"{path}/time", clock="-1")).status

    asyncio.run(scene())


def test_a_trainer_of_another_class_sees_no_play(tmp_path: Path, library: Library) -> None:
    """Nor does one of the class see a play of someone outside it."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            room = await Room(stage).open()
            await room.set()
            ended = await room.play(await room.begin(await room.task()))
            id = ended.path.rpartition("/")[2]
            bea = await stage.trainer("Bea")
            other, _ = await bea.make_class("Tuesday")
            refused = await bea.open(f"/classes/{other}/plays/{id}")
            assert (404, True) == (refused.status, words.NO_SUCH_PLAY in refused.words)

    asyncio.run(scene())
