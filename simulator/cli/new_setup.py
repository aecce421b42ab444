"""Makes the set-up of a new round from what `simulator host` was given: its scenarios read once, its class list, its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.text import clean_name, cut_note, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.cli.context import Context
    from simulator.cli.host_options import NewRound
    from simulator.rounds.class_list import Expected
    from simulator.rounds.model import Setup
    from simulator.rounds.scenario_texts import ScenarioText


def new_setup(
    context: Context,
    new: NewRound,
    own: Mapping[str, ScenarioText] | None = None,
    people: tuple[Expected, ...] = (),
) -> Setup:
    """Return how the round is to be played; raises SimulatorError where a scenario can't be played.

    `own` are scenarios that no file of this computer holds, by the names that they have in `new`; `people` is a class list that
    was typed.
    """
    from simulator.play.opening import playable
    from simulator.records.record import MAX_DAY_LENGTH
    from simulator.rounds.find_class_list import people_of
    from simulator.rounds.model import Setup, check_day
    from simulator.rounds.scenario_texts import read_scenarios

    own = own or {}
    names = (*new.practice, *new.scenarios)
    files = {name: context.library.find(name).absolute() for name in names if name not in own}
    texts = {**own, **dict(zip(files, read_scenarios(files.values()), strict=True))}
    found = [texts[name] for name in names]
    readings = [item.reading for item in found]
    check_day([playable(reading) for reading in readings], new.day)
    hashes = tuple(reading.hash for reading in readings)
    first = len(new.practice)  # a scenario may be practised first and then played
    groups = [(at, hashes[:at] if at < first else hashes[first:at]) for at in range(len(names))]
    if twice := [names[at] for at, before in groups if hashes[at] in before]:
        raise SimulatorError(
            f"{printable(twice[0])} is named twice: the second time, the class would know what works.",
            "Name each scenario once.",
        )
    if note := cut_note(new.name):
        complain(note)
    return Setup(
        clean_name(new.name) or "Round",
        tuple(item.file for item in found),
        hashes,
        new.mode,
        new.clock,
        new.limit,
        new.countdown,
        new.max_seats,
        len(new.practice),
        new.reset,
        0 if new.own_words else new.speed_bonus,
        clean_name(new.day, MAX_DAY_LENGTH),
        texts=tuple(item.text for item in found),
        people=people or (people_of(new.roster, context.rounds_folder) if new.roster else ()),
        own_words=new.own_words,
    )
