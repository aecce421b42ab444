"""What a play could still have come to from where it stood: the best end, and a way there.

The search for scores, begun in the middle of a play. Exact over plays of at most that many turns, unless it is cut short;
then what it found can be reached, and better may be too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.other_moves import compared_moves, other_moves
from simulator.engine.whatif import Prospect
from simulator.prover.limits import LABELS_PER_STATE, MAX_STATES, MAX_TURNS, TRANSITIONS_PER_STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from simulator.engine.conversation import Conversation, Turn

    Prospects = dict[int, Prospect]
    Others = dict[tuple[int, str], Prospect]


def prospects_of(turns: Sequence[Turn]) -> Iterator[tuple[Prospects, Others]]:
    """Yield what is known so far of the best in reach in a play, each time there is more of it.

    First the best before each move, by its index, from the end of the play on, and under the number of moves what the play came
    to. Then the best after each other move at those that are worth comparing, by the index and the other move.
    """
    known: Prospects = {}
    others: Others = {}
    stands = [turns[0].before, *(turn.after for turn in turns)] if turns else []
    for index in range(len(stands) - 1, -1, -1):
        found = prospect(stands[index])
        if found is not None:
            known[index] = found
            yield known, others
    for index in compared_moves(turns, known):
        for move, after in other_moves(turns[index]).items():
            found = prospect(after)
            if found is not None:
                others[index, move] = found
        yield known, others


def prospect(
    conversation: Conversation,
    *,
    max_turns: int = MAX_TURNS,
    limit: int = MAX_STATES,
    tick: Callable[[int], None] | None = None,
) -> Prospect | None:
    """Return the best end from here on, silence left out as in a proof without a clock; None where no end was found.

    `max_turns` counts the turns made already. Of a conversation that is over it is what it came to. `tick` is called
    with a count of what was looked at; what it raises ends the search.
    """
    from simulator.prover.scoring.satisfaction import SatisfactionSearch
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.search import Limits, Progress, Search

    if conversation.over:
        result = conversation.result()
        return Prospect(result.satisfaction, result.ending, (), exact=True)
    state = conversation.state
    search = Search(
        conversation.scenario,
        timed=False,
        limits=Limits(limit, TRANSITIONS_PER_STATE * limit),
        start=state,
    )

    def report_progress(progress: Progress) -> None:
        if tick is not None:
            tick(progress.states)

    search.run(report_progress)
    graph = Graph.of(search)
    scores = SatisfactionSearch(
        search.board,
        graph,
        sign=1,
        max_turns=max(0, max_turns - state.turns),
        limit=LABELS_PER_STATE * limit,
        start=state,
    )
    found = scores.run(tick)
    if not found.found:
        return None
    node = min(found.found, key=lambda at: (-found.found[at].value, found.found[at].turns, at))
    best = found.found[node]
    ending = search.board.nodes[node].ending
    assert ending is not None
    moves = tuple(search.move_name(at, code) for at, code in scores.way(best))
    return Prospect(best.value, ending, moves, exact=search.complete and found.complete)
