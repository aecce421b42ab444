"""What was still in reach before each move of a play, found in its own process; then what other moves would have left in reach.

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
NO_OTHERS: Mapping[tuple[int, str], Prospect] = MappingProxyType({})


class ProspectJob:
    """The search for one play under way, by the bytes of its scenario, its moves, and its day."""

    def __init__(self, data: bytes, id: str, moves: tuple[str, ...], day: str = "") -> None:
        self._process = WorkerProcess(
            "simulator.jobs.prospect_job:find_prospects", data, id, moves, day
        )

    @property
    def known(self) -> Mapping[int, Prospect]:
        """What is known so far: the best in reach before each move, and under the number of moves what it came to."""
        return self._process.latest[0] if self._process.latest else NOTHING

    @property
    def others(self) -> Mapping[tuple[int, str], Prospect]:
        """The best in reach after another move than the one made, by the index of the move made and the other move."""
        return self._process.latest[1] if self._process.latest else NO_OTHERS

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
    report: Callable[[tuple[dict[int, Prospect], dict[tuple[int, str], Prospect]]], None],
    data: bytes,
    id: str,
    moves: tuple[str, ...],
    day: str,
) -> None:
    """Run in the process: find the best in reach before each move, the last first, then after other moves than some made."""
    from simulator.engine.conversation import Conversation, play
    from simulator.engine.machine import ScenarioMachine
    from simulator.prover.prospect import prospects_of
    from simulator.scenario.parse import parse

    scenario = parse(data, id, id).scenario
    if scenario is None:
        return
    start = Conversation.begin(ScenarioMachine(scenario.on_day(day)))
    for found in prospects_of(play(start, moves)):
        report(found)
