"""A seat of a round line by line: what the server tells, the replies by number, the time at thresholds.

The same words as alone; nothing is worked out here, the server owns play and clock.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, Any

from simulator.classroom.client import LOST, RoundClient
from simulator.plain.lines import typed_lines
from simulator.report.words import number
from simulator.scenario.diagnostic import printable

if TYPE_CHECKING:
    from collections.abc import Callable

WARN_AT = (30, 10, 5)
_WHO = {"customer": "Customer: ", "you": "You: ", "action": "You do: ", "narration": "Scene: "}
_PHASES = {
    "lobby": "You are in. The round has not begun.",
    "countdown": "It begins soon. Read what you know.",
    "open": "The round is open.",
    "paused": "The round is paused. Nothing is lost, and your clock stands still.",
    "debrief": "The round is over; here is how it went.",
    "closed": "The round is closed.",
}


class PlainSeat:
    """A seat at a terminal, or in a pipe."""

    def __init__(self, client: RoundClient, say: Callable[[str], None]) -> None:
        self._client, self._say = client, say
        self._phase = ""
        self._scenario = 0
        self._turn = 0
        self._scene: dict[str, Any] | None = None
        self._ended = False
        self._asked: dict[str, Any] | None = None
        self._deadline: float | None = None
        self._warned: set[int] = set()
        self._briefed = 0
        self.leaving = asyncio.Event()

    async def run(self) -> None:
        """Until the round is closed, the player leaves, or the server shows us the door."""
        loop = asyncio.get_running_loop()
        tasks = [
            loop.create_task(work)
            for work in (self._listen(), self.leaving.wait(), self._read_lines(), self._warn())
        ]
        heard, left, *others = tasks
        try:
            await asyncio.wait((heard, left), return_when=asyncio.FIRST_COMPLETED)
            if heard.done():
                heard.result()
        finally:
            for task in (left, heard, *others):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        async for message in self._client.messages():
            await self._take(message)
            if self._phase == "closed":
                return

    async def _take(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "seat":
                self._say(f"You are {printable(message['name'])}.")
            case "state":
                await self._state(message)
            case "moved":
                self._moved(message)
            case "refused":
                self._asked = None
                self._say(message["message"])
                self._present()
            case "own" if message["row"]["done"]:
                self._own(message["row"])
            case "lost":
                assert message == LOST
                self._say(
                    "The connection is gone. Trying again; your seat and your clock are kept."
                )

    async def _state(self, state: dict[str, Any]) -> None:
        entered = (state["phase"], state["scenario"]["number"]) != (self._phase, self._scenario)
        self._phase, self._scenario = state["phase"], state["scenario"]["number"]
        if entered:
            self._say(_PHASES[self._phase])
            if state["trouble"]:
                self._say(state["trouble"])
            if self._phase in ("lobby", "countdown") and self._briefed != self._scenario:
                self._briefed = self._scenario
                scenario = state["scenario"]
                self._say(f"{scenario['title']}. {scenario['channel'].capitalize()}.")
                self._say(f"The customer: {scenario['customer']}. {scenario['about']}".rstrip())
                if scenario["brief"]:
                    self._say(f"You know: {scenario['brief']}")
        fresh = state["turn"] != self._turn or self._scene is None
        self._turn, self._scene, self._ended = state["turn"], state["scene"], state["ended"]
        self._time(state["turn_ms"])
        if (
            self._scene is not None
            and self._phase == "open"
            and (entered or fresh)
            and not self._ended
        ):
            self._heard(self._scene)
            self._present()
        if self._asked and self._scene is not None and not self._ended:
            await self._client.send(self._asked)  # the same cmd moves nothing twice
        if self._phase == "debrief" and entered:
            self._debrief(state)

    def _moved(self, message: dict[str, Any]) -> None:
        self._asked = None
        self._turn, self._scene, self._ended = message["turn"], message["scene"], message["ended"]
        if message["result"]["move"] == "silence":
            self._say("Time is up: you said nothing.")
        for line in message["result"].get("said", []):
            self._say(f"{_WHO.get(line['voice'], '')}{line['text']}")
        for sentence in message["result"].get("why", []):
            self._say(f"Why: {sentence}")
        self._time(message["remaining_ms"])
        if self._ended:
            self._say("The conversation is over. Wait for the others.")
        else:
            self._present()

    def _heard(self, scene: dict[str, Any]) -> None:
        if scene["narration"]:
            self._say(f"Scene: {scene['narration']}")
        for text in scene["says"]:
            self._say(f"Customer: {text}")

    def _present(self) -> None:
        scene = self._scene
        if scene is None or self._ended:
            return
        mood = f", {number(scene['mood'])}" if "mood" in scene else ""
        self._say(f"Mood: {scene['band']}{mood}.")
        if scene["can_listen"]:
            self._say("There is more to hear.")
        for at, reply in enumerate(scene["offered"], 1):
            action = f" ({reply['action']})" if reply.get("action") else ""
            self._say(f"{at}. {reply['text']}{action}")
        listen = " or Enter to listen" if scene["can_listen"] else ""
        self._say(
            f"Your move, 1 to {len(scene['offered'])}{listen}; ? repeats, t tells the time, q leaves:"
        )

    async def _read_lines(self) -> None:
        async for line in typed_lines():
            await self._obey(line.strip().lower())
        if not self._ended:
            self._say("The input has ended: nothing more can be said from here.")

    async def _obey(self, word: str) -> None:
        scene = self._scene
        if word == "t":
            left = (
                None if self._deadline is None else max(0, round(self._deadline - time.monotonic()))
            )
            self._say("There is no clock." if left is None else f"{left} seconds left.")
        elif word in ("q", "quit"):
            self.leaving.set()
        elif scene is None or self._ended or self._phase != "open":
            self._say(_PHASES.get(self._phase, "Wait."))
        elif word == "?":
            self._heard(scene)
            self._present()
        elif word in ("", "l", "listen") and scene["can_listen"]:
            await self._move("listen")
        elif word.isdecimal() and 1 <= int(word) <= len(scene["offered"]):
            await self._move(scene["offered"][int(word) - 1]["id"])
        else:
            self._say("That is no move here.")

    async def _move(self, move: str) -> None:
        self._asked = {
            "type": "move",
            "cmd": secrets.token_hex(16),
            "turn": self._turn,
            "move": move,
        }
        await self._client.send(self._asked)

    def _time(self, left: int | None) -> None:
        self._deadline = None if left is None or self._ended else time.monotonic() + left / 1000
        self._warned = {
            seconds for seconds in WARN_AT if left is not None and left < seconds * 1200
        }

    async def _warn(self) -> None:
        while True:
            await asyncio.sleep(0.25)
            if self._deadline is None or self._phase != "open":
                continue
            left = self._deadline - time.monotonic()
            for seconds in WARN_AT:
                if 0 < left <= seconds and seconds not in self._warned:
                    self._warned.add(seconds)
                    self._say(f"{seconds} seconds left.")

    def _own(self, row: dict[str, Any]) -> None:
        self._say(f"You have {row['points']} points, rank {row['rank']} now.")

    def _debrief(self, state: dict[str, Any]) -> None:
        if state.get("own"):
            self._own(state["own"])
        result = state.get("result")
        if result:
            self._say(
                f"The ending: {result['ending']}. Satisfaction {number(result['satisfaction'])}, quality {result['qa']} of 100."
            )
            for at, turn in enumerate(result["turns"], 1):
                why = " ".join(turn["why"])
                self._say(
                    f"{at}. {turn['move']}: mood {turn['band']}, {number(turn['mood'])}. {why}"
                )
        for point in state.get("class", []):
            told = "; ".join(
                f"{item['count']} of {point['times']} said “{item['text']}” "
                f"(mood {number(item['before'])} to {number(item['after'])})"
                for item in point["chosen"]
            )
            self._say(f"The class: {told}.")
