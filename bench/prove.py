"""How fast the prover is, beside moving a Conversation: `python -m bench.prove [SCENARIO.toml ...]`.

Prints, for each shipped scenario (or the files named), the time and peak memory of a whole proof; the transitions a
second of the search and of moving a Conversation, measured in this one run, and their ratio; and the time to answer a
generated file of 300 scenes for reachability. Figures depend on the machine; nothing here is a test.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.prover.limits import MAX_STATES, TRANSITIONS_PER_STATE
from simulator.prover.prover import prove
from simulator.prover.search.search import Limits, Search
from simulator.scenario.library import shipped_folder
from simulator.scenario.parse import parse

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

CONVERSATION_SECONDS = 3.0
SKILLS = (
    "invite",
    "reflect",
    "empathize",
    "own",
    "explain",
    "solve",
    "commit",
    "followup",
    "thank",
)
SLIPS = ("dismiss", "vague", "robotic", "blame")
LARGE = 300


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--large", type=int, default=LARGE, help="scenes of the generated file")
    arguments = parser.parse_args()
    files = arguments.files or sorted(shipped_folder().glob("*.toml"))
    moved = found = spent = 0.0
    print(
        f"{'scenario':28}{'states':>10}{'transitions':>13}{'exact':>7}{'proof s':>9}{'search/s':>12}"
    )
    for file in files:
        scenario = _read(file.stem, file.read_bytes())
        start = time.perf_counter()
        proof = prove(scenario)
        whole = time.perf_counter() - start
        rate, transitions, seconds = _search_rate(scenario)
        found, spent = found + transitions, spent + seconds
        print(
            f"{file.stem:28}{proof.states:>10}{proof.transitions:>13}{proof.exact!s:>7}"
            f"{whole:>9.2f}{rate:>12.0f}"
        )
        moved += _moves_a_second(scenario, CONVERSATION_SECONDS / len(files)) / len(files)
    print(f"peak memory                 {_peak_mib():.0f} MiB")
    print(f"search                      {found / spent:.0f} transitions a second")
    print(f"moving a Conversation       {moved:.0f} moves a second")
    print(f"ratio                       {found / spent / moved:.0f}")
    _large(arguments.large)


def _search_rate(scenario: Scenario) -> tuple[float, int, float]:
    search = Search(
        scenario, timed=False, limits=Limits(MAX_STATES, TRANSITIONS_PER_STATE * MAX_STATES)
    )
    start = time.perf_counter()
    search.run()
    seconds = time.perf_counter() - start
    return search.transitions / seconds, search.transitions, seconds


def _moves_a_second(scenario: Scenario, seconds: float) -> float:
    machine, rng = ScenarioMachine(scenario), random.Random(1)
    start, moves = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        conversation = Conversation.begin(machine)
        while not conversation.over:
            names = [reply.id for reply in conversation.offered()]
            names += ["listen"] if conversation.can_listen else []
            conversation = conversation.move(rng.choice(names or ["silence"])).after
            moves += 1
    return moves / (time.perf_counter() - start)


def _large(scenes: int) -> None:
    scenario = _read("large", large_scenario(scenes, 1).encode())
    start = time.perf_counter()
    proof = prove(scenario, reach_only=True)
    seconds = time.perf_counter() - start
    print(
        f"generated, {scenes} scenes       {seconds:.1f} s for reachability, {proof.states} states"
    )
    print(
        f"  unreachable {len(proof.unreachable_scenes)}, undecided {len(proof.undecided.scenes)} scenes,"
        f" {len(proof.undecided.replies)} replies, {len(proof.undecided.endings)} endings; {proof.stopped}"
    )
    print(f"  peak memory {_peak_mib():.0f} MiB")
    for words in proof.bounds:
        print(f"  only a bound: {words}")


def large_scenario(scenes: int, seed: int) -> str:
    """Return a file of that many scenes: mostly onwards, some back, guards on flags and mood; nothing leads to some of them."""
    rng = random.Random(seed)
    lines: list[str] = [
        'format = 1\ntitle = "Large"\nsummary = "Generated."\nchannel = "phone"\nlevel = 3',
        'needs = ["reflect", "solve"]\nstart = "s0"\n[customer]\nname = "N"\ntemperament = "sunny"',
        "patience = 100\nturn_cost = 0",
        '[on]\nboils = "boils"\nwalks = "walks"',
    ]
    endings = [f"e{number}" for number in range(6)]

    def reply(name: str, to: str, **more: Any) -> None:
        tags = rng.sample(SKILLS, rng.randint(0, 2))
        slips = rng.sample(SLIPS, 1) if not tags or rng.random() < 0.2 else []
        lines.append(f'[[scenes.{name}.replies]]\nid = "r{len(lines)}"\ntext = "x"')
        lines.append(f"skills = {tags!r}\nslips = {slips!r}\nto = {to!r}")
        lines.extend(f"{key} = {value}" for key, value in more.items())

    for number in range(scenes):
        name = f"s{number}"
        lines.append(f'[scenes.{name}]\nsays = ["a", {{ text = "b", sets = ["f{number % 12}"] }}]')
        for _ in range(3):
            ahead = number + rng.choice((1, 1, 1, 2, 3, 5))
            to = f"s{ahead}" if ahead < scenes else rng.choice(endings)
            more: dict[str, str] = {}
            if rng.random() < 0.05 and number:
                to, more = f"s{rng.randrange(number)}", {"once": "true"}
            if rng.random() < 0.1:
                more["when"] = f"\"flag('f{rng.randrange(12)}')\""
            elif rng.random() < 0.1:
                more["when"] = '"mood >= calm"'
            reply(name, to, **more)
    for name in ("boils", "walks"):
        lines.append(f'[scenes.{name}]\nsays = "x"')
        reply(name, "@resume")
        reply(name, rng.choice(endings))
    lines += [
        f'[scenes.{name}]\nsays = "x"\nending = "{name}"\noutcome = "none"' for name in endings
    ]
    return "\n".join(lines) + "\n"


def _read(name: str, content: bytes) -> Scenario:
    scenario = parse(content, name, f"{name}.toml").scenario
    if scenario is None:
        raise SystemExit(f"{name} has errors")
    return scenario


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
