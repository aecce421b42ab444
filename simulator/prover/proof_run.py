"""The run of a proof: search, facts, satisfaction, quality, policies, each keeping what the one before gave.

It decides which facts are exact and words what is only a bound. How a thing is found out is in the modules that it calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.machine import ScenarioMachine
from simulator.prover.bounds import COUNTS, POLICIES, SCORES, unmet
from simulator.prover.careful import CAREFUL_SEED, CarefulPlays, play_carefully, walk_carefully
from simulator.prover.facts import Facts, facts_of
from simulator.prover.limits import TRANSITIONS_PER_STATE
from simulator.prover.policies import PolicyPlay, RandomPlays, play_policies, play_randomly
from simulator.prover.proof import Proof, ProvedEnding, ScoredPlay, Undecided
from simulator.prover.random_walks import random_walks
from simulator.prover.score_searches import LEAST, MOST, Scores, ScoreSearches
from simulator.prover.search.graph import Graph
from simulator.prover.search.search import Limits, Progress, Search
from simulator.ruleset import WALKED_OUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.model import Scenario

RANDOM_SEED = 1
SCOUT_STATES_PER_NODE = 200


class ProofRun:
    """One proof under way."""

    def __init__(
        self,
        scenario: Scenario,
        *,
        timed: bool,
        max_turns: int,
        limit: int,
        progress: Callable[[Progress], None] | None,
    ):
        self.scenario, self.max_turns, self.progress = scenario, max_turns, progress
        self.limit = limit
        self.search = Search(
            scenario, timed=timed, limits=Limits(limit, TRANSITIONS_PER_STATE * limit)
        )
        self.scores = Scores()
        self.policies: tuple[PolicyPlay, ...] = ()
        self.random: RandomPlays | None = None
        self.careful: CarefulPlays | None = None
        self.interrupted = False

    def run(self, random_plays: int, careful_plays: int = 0, *, reach_only: bool = False) -> Proof:
        """Everything in turn; what an interrupt leaves out is named in the proof."""
        search = self.search
        search.run(self.progress)
        self.interrupted = search.stopped == "interrupted"
        graph, facts = self._graph_and_facts_of(search)
        if search.stopped == "limit" and not self.interrupted:
            facts = self._scout(facts)
        if not self.interrupted and not reach_only:
            try:
                self._play(graph, random_plays)
                if careful_plays:
                    self.careful = self._play_carefully(graph, careful_plays)
                ScoreSearches(
                    search,
                    graph,
                    self.scores,
                    max_turns=self.max_turns,
                    limit=self.limit,
                    progress=self.progress,
                ).run()
            except KeyboardInterrupt:
                self.interrupted = True
        return self._proof(facts)

    def _scout(self, facts: Facts) -> Facts:
        """Return the facts with what a second search met: one that goes everywhere, and looks at few states of each node."""
        limits = Limits(self.limit, TRANSITIONS_PER_STATE * self.limit, width=SCOUT_STATES_PER_NODE)
        try:
            scout = Search(self.scenario, timed=self.search.timed, limits=limits)
            scout.run(self.progress)
        except KeyboardInterrupt:
            self.interrupted = True
            return facts
        if scout.stopped == "interrupted":
            self.interrupted = True
        return facts.merge(self._graph_and_facts_of(scout)[1])

    def _graph_and_facts_of(self, search: Search) -> tuple[Graph, Facts]:
        """Return the graph of a search and its facts; worked out again after an interrupt, for without it nothing is known."""
        try:
            known = _graph_and_facts(search)
        except KeyboardInterrupt:
            self.interrupted = True
            known = _graph_and_facts(search)
        search.release()
        return known

    def _play(self, graph: Graph, random_plays: int) -> None:
        machine = ScenarioMachine(self.scenario)
        self.policies = play_policies(machine, max_turns=self.max_turns)
        self.random = (
            random_walks(
                self.search.board,
                graph,
                max_turns=self.max_turns,
                seed=RANDOM_SEED,
                plays=random_plays,
            )
            if self.search.complete
            else play_randomly(
                machine, max_turns=self.max_turns, seed=RANDOM_SEED, plays=random_plays
            )
        )

    def _play_carefully(self, graph: Graph, plays: int) -> CarefulPlays:
        if self.search.complete:
            return walk_carefully(
                self.search, graph, max_turns=self.max_turns, seed=CAREFUL_SEED, plays=plays
            )
        machine = ScenarioMachine(self.scenario)
        return play_carefully(machine, max_turns=self.max_turns, seed=CAREFUL_SEED, plays=plays)

    def _proof(self, facts: Facts) -> Proof:
        search, complete = self.search, self.search.complete
        unreachable = set(self.scenario.scenes) - {
            place.scene for place in search.board.skeleton.places
        }
        undecided = Undecided()
        scenes, replies, routes = (
            facts.unreachable_scenes,
            facts.never_offered,
            facts.never_taken_routes,
        )
        if not complete:
            undecided = Undecided(
                scenes=tuple(name for name in scenes if name not in unreachable),
                replies=tuple(name for name in replies if _scene_of(name) not in unreachable),
                routes=tuple(name for name in routes if _scene_of(name) not in unreachable),
                endings=tuple(
                    item.ending
                    for item in facts.endings
                    if item.shortest is None and item.scene not in unreachable
                ),
            )
        return Proof(
            scenario=self.scenario.id,
            day=self.scenario.day,
            timed=search.timed,
            max_turns=self.max_turns,
            longer_plays=self._longer(),
            states=search.states,
            transitions=search.transitions,
            endings=tuple(self._endings(facts, unreachable)),
            unreachable_scenes=tuple(name for name in scenes if name not in undecided.scenes),
            never_offered=tuple(name for name in replies if name not in undecided.replies),
            never_taken_routes=tuple(name for name in routes if name not in undecided.routes),
            dead_ways=facts.dead_ways if complete else (),
            traps=facts.traps,
            forced_silences=facts.forced,
            promise_farms=facts.promises,
            repeated_deeds=facts.deeds,
            endless=facts.endless,
            nothing_to_resume=facts.nowhere,
            best=self._extreme_play(MOST),
            worst=self._extreme_play(LEAST),
            policies=self.policies,
            random=self.random,
            careful=self.careful,
            undecided=undecided,
            bounds=tuple(self._bounds(facts, undecided)),
            stopped="interrupted" if self.interrupted else search.stopped,
        )

    def _longer(self) -> bool | None:
        """Return whether there are longer plays: one that was met is a fact, that none was met only after a whole search."""
        return self.scores.longer if self.scores.longer or self.search.complete else None

    def _endings(self, facts: Facts, unreachable: set[str]) -> list[ProvedEnding]:
        nodes = {
            (node.place.scene if node.place else None): node.number
            for node in self.search.board.nodes
            if node.ending is not None
        }
        endings = []
        for item in facts.endings:
            reachable: bool | None = item.shortest is not None
            if not reachable and not self.search.complete and item.scene not in unreachable:
                reachable = None
            node = nodes.get(item.scene, -1)
            endings.append(
                ProvedEnding(
                    item.ending,
                    item.scene,
                    reachable,
                    item.shortest,
                    self._satisfaction_of(node),
                    self._quality_of(node),
                )
            )
        return endings

    def _satisfaction_of(self, node: int) -> tuple[int, int] | None:
        sides = self.scores.satisfaction
        if not all(side in sides and node in sides[side].found for side in (LEAST, MOST)):
            return None
        return sides[LEAST].found[node].value, sides[MOST].found[node].value

    def _quality_of(self, node: int) -> tuple[int, int] | None:
        sides = self.scores.quality
        if not all(side in sides and node in sides[side].found for side in (LEAST, MOST)):
            return None
        return sides[LEAST].found[node], sides[MOST].found[node]

    def _extreme_play(self, side: int) -> ScoredPlay | None:
        search = self.scores.searches.get(side)
        if search is None or not search.result.found:
            return None
        found = search.result.found
        node = min(
            found, key=lambda number: (-side * found[number].value, found[number].turns, number)
        )
        way = search.way(found[node])
        moves = tuple(self.search.move_name(state, code) for state, code in way)
        return ScoredPlay(found[node].value, moves)

    def _bounds(self, facts: Facts, undecided: Undecided) -> list[str]:
        """Each fact that is only a bound, in words."""
        search, scores = self.search, self.scores
        cut = [
            name
            for name, sides in (("satisfaction", scores.satisfaction), ("quality", scores.quality))
            if not (
                search.complete
                and all(side in sides and sides[side].complete for side in (LEAST, MOST))
            )
        ]
        words = [COUNTS] if search.stopped == "counts" else []
        if not search.complete:
            walks_out = any(item.ending == WALKED_OUT for item in facts.endings)
            words += unmet(undecided, walks_out=walks_out, longer=bool(scores.longer))
        words += [SCORES.format(name) for name in cut]
        if not self.policies or self.random is None:
            words.append(POLICIES)
        return words


def _graph_and_facts(search: Search) -> tuple[Graph, Facts]:
    graph = Graph.of(search)
    return graph, facts_of(search, graph)


def _scene_of(name: str) -> str:
    return name.split(".", 1)[0]
