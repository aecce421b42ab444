"""What a play could still have come to from where it stood: the best end, and a way there.

The search for scores, begun in the middle of a play. Exact over plays of at most that many turns, unless it is cut short;
then what it found can be reached, and better may be too. A whole play is searched once: every state that could have come later
is among those that could come from its start.
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
    if conversation.over:
        return _at_the_end(conversation)
    return Outlook(conversation, limit, tick).prospect(conversation, 0, max_turns)


def prospects_of(turns: Sequence[Turn]) -> Iterator[tuple[Prospects, Others]]:
    """Yield what is known so far of the best in reach in a play, each time there is more of it.

    First the best before each move, by its index, from the end of the play on, and under the number of moves what the play came
    to. Then the best after each other move at those that are worth comparing, by the index and the other move.
    """
    if not turns:
        return
    known: Prospects = {}
    others: Others = {}
    stands = [turns[0].before, *(turn.after for turn in turns)]
    outlook = Outlook(turns[0].before)
    places: list[int | None] = [0]
    for turn in turns:
        places.append(outlook.follow(places[-1], turn.move))
    for index in range(len(stands) - 1, -1, -1):
        found = _from(outlook, places[index], stands[index])
        if found is not None:
            known[index] = found
            yield known, others
    for index in compared_moves(turns, known):
        for move, after in other_moves(turns[index]).items():
            found = _from(outlook, outlook.follow(places[index], move), after)
            if found is not None:
                others[index, move] = found
        yield known, others


def _at_the_end(conversation: Conversation) -> Prospect:
    result = conversation.result()
    return Prospect(result.satisfaction, result.ending, (), exact=True)


def _from(outlook: Outlook, place: int | None, conversation: Conversation) -> Prospect | None:
    """Return the best from somewhere by a search made already, or by its own where that hasn't come there or was cut short."""
    if conversation.over:
        return _at_the_end(conversation)
    if place is None or not outlook.complete:
        return prospect(conversation)
    return outlook.prospect(conversation, place)


class Outlook:
    """Every state that can come from a conversation on, which later ones are looked up in, and whether that is `complete`."""

    def __init__(
        self,
        conversation: Conversation,
        limit: int = MAX_STATES,
        tick: Callable[[int], None] | None = None,
    ) -> None:
        from simulator.prover.search.graph import Graph
        from simulator.prover.search.search import Limits, Progress, Search

        self._limit, self._tick = limit, tick
        limits = Limits(limit, TRANSITIONS_PER_STATE * limit)
        self._search = Search(
            conversation.scenario, timed=False, limits=limits, start=conversation.state
        )

        def report_progress(progress: Progress) -> None:
            if tick is not None:
                tick(progress.states)

        self._search.run(report_progress)
        self._graph = Graph.of(self._search)
        self.complete = self._search.complete

    def follow(self, place: int | None, move: str) -> int | None:
        """Return the number of the state that a move leads to from one; None where the search didn't make that move there."""
        graph = self._graph
        if place is None or graph.ending[place] >= 0:
            return None
        first, last = int(graph.starts[place]), int(graph.starts[place + 1])
        for edge in range(first, last):
            if self._search.move_name(place, int(graph.move[edge])) == move:
                return int(graph.target[edge])
        return None

    def prospect(
        self, conversation: Conversation, place: int, max_turns: int = MAX_TURNS
    ) -> Prospect | None:
        """Return the best end from a conversation whose state has that number; None where no end was found."""
        from simulator.prover.scoring.satisfaction import SatisfactionSearch

        search, state = self._search, conversation.state
        scores = SatisfactionSearch(
            search.board,
            self._graph,
            sign=1,
            max_turns=max(0, max_turns - state.turns),
            limit=LABELS_PER_STATE * self._limit,
            start=state,
            at=place,
        )
        found = scores.run(self._tick)
        if not found.found:
            return None
        node = min(found.found, key=lambda at: (-found.found[at].value, found.found[at].turns, at))
        best = found.found[node]
        ending = search.board.nodes[node].ending
        assert ending is not None
        moves = tuple(search.move_name(at, code) for at, code in scores.way(best))
        return Prospect(best.value, ending, moves, exact=search.complete and found.complete)
