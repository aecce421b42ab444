"""What was still in reach before each move of a play, found in its own process.

It begins at the end of the play, where little is left to search, so that the first results come at once and the dear part last.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.jobs.worker_process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.engine.whatif import Prospect

NOTHING: Mapping[int, Prospect] = MappingProxyType({})


class ProspectJob:
    """The search for one play under way, by the bytes of its scenario, its moves, and its day."""

    def __init__(self, data: bytes, id: str, moves: tuple[str, ...], day: str = "") -> None:
        self._process = WorkerProcess(
            "simulator.jobs.prospect_job:find_prospects", data, id, moves, day
        )

    @property
    def known(self) -> Mapping[int, Prospect]:
        """What is known so far: the best in reach before each move, and under the number of moves what it came to."""
        return self._process.latest or NOTHING

    @property
    def over(self) -> bool:
        """Whether all is known that will be."""
        return self._process.over

    def wait(self, seconds: float | None = None) -> None:
        """Wait until all is known, or for up to `seconds`."""
        self._process.wait(seconds)

    def cancel(self) -> None:
        """Cancel it; its result isn't wanted any more."""
        self._process.cancel()


def find_prospects(
    report: Callable[[dict[int, Prospect]], None],
    data: bytes,
    id: str,
    moves: tuple[str, ...],
    day: str,
) -> None:
    """Run in the process: find the best in reach before each move, the last first."""
    from simulator.engine.conversation import Conversation, play
    from simulator.engine.machine import ScenarioMachine
    from simulator.prover.prospect import prospect
    from simulator.scenario.parse import parse

    scenario = parse(data, id, id).scenario
    if scenario is None:
        return
    start = Conversation.begin(ScenarioMachine(scenario.on_day(day)))
    stands = [start, *(turn.after for turn in play(start, moves))]
    known: dict[int, Prospect] = {}
    for index in range(len(stands) - 1, -1, -1):
        found = prospect(stands[index])
        if found is not None:
            known[index] = found
            report(known)
