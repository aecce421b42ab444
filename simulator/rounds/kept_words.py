"""The sentences about kept rounds, in the same words on every face. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.report.words import day_words
from simulator.rounds.kept_rounds import RoundState
from simulator.rounds.names import compared_name
from simulator.rounds.words import PRACTICE, points_words
from simulator.text import clean_name, count, listed, path_text, quoted, with_stop

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.rounds.kept_rounds import KeptRound
    from simulator.rounds.points import Ranked
    from simulator.rounds.round_result import Replay, WholeRound

NO_ROUNDS = "There are no rounds yet. `simulator host` starts one."
STATES = {
    RoundState.CLOSED: "ended",
    RoundState.STOPPED: "not ended, so it can be resumed",
    RoundState.LIVE: "its server is running, so it can't be opened",
}
LIVE = "This round's server is still running. Stop it first, then open the round here."
NO_MOVES = "made no moves"


def when_words(moment: datetime | None) -> str:
    """Return when a round began; nothing where its file doesn't say."""
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"


def list_words(item: KeptRound) -> str:
    """Return what the list says of a round after its name."""
    if item.fault:
        return f"can't be opened: {item.fault}"
    if item.started is None:
        return f"{STATES[item.state]}."
    parts = (
        when_words(item.started),
        count(item.people, "person").replace("persons", "people"),
        "at one terminal" if item.hot_seat else "",
        STATES[item.state] if not item.hot_seat or item.state is not RoundState.STOPPED else "",
    )
    return f"{', '.join(part for part in parts if part)}: {listed(item.scenarios)}."


def played_words(whole: WholeRound) -> str:
    """Return when and how a round was played."""
    when = when_words(whole.result.started)
    return f"{f'Played {when}' if when else 'Played'}, in {whole.result.mode} mode."


def head_words(whole: WholeRound) -> list[str]:
    """Return who played when and how, where the round is kept, and what has since changed."""
    result = whole.result
    here = [person for person in result.attendees if not person.removed]
    removed = sum(person.removed for person in result.attendees)
    people = count(len(here), "person").replace("persons", "people")
    gone = f", and {removed} {'was' if removed == 1 else 'were'} removed" if removed else ""
    state = "" if result.over else " It wasn't ended, so it can be resumed."
    return [
        f"{with_stop(result.name)} {played_words(whole)}",
        f"{people} took part{gone}.{state}",
        f"Saved in {path_text(result.path)}.",
        *result.notes,
    ]


def scenario_words(whole: WholeRound, at: int) -> str:
    """Return the heading of a scenario, counted from 0."""
    cards = whole.result.scenarios
    card = cards[at]
    number = f" {at + 1} of {len(cards)}" if len(cards) > 1 else ""
    parts = (card.channel, f"level {card.level}", day_words(card.day))
    how = ", ".join(part for part in parts if part)
    practice = "" if whole.counts(at) else f" {PRACTICE}"
    return f"Scenario{number}: {card.title}. {how[:1].upper()}{how[1:]}.{practice}"


def place_words(row: Ranked) -> str:
    """Return a row of the board as a sentence."""
    standing = row.standing
    team = f" ({standing.team})" if standing.team else ""
    if row.rank is None:
        return f"{standing.name}{team}: {NO_MOVES if not standing.played else 'no points'}."
    done = "finished" if standing.done else "unfinished"
    return f"{row.rank}. {standing.name}{team}: {points_words(row.points)}, {done}."


def played_by(whole: WholeRound, name: str) -> list[Replay]:
    """Return the plays of a person, in the order of the scenarios; raises SimulatorError where there is no such person."""
    wanted = compared_name(name)
    names = [person.name for person in whole.result.attendees]
    names += [item.result.origin.person for item in whole.replays]
    if wanted not in map(compared_name, names):
        everyone = listed(list(dict.fromkeys(names))) or "no one"
        raise SimulatorError(
            f"There isn't anyone called {quoted(clean_name(name))} in this round.",
            f"It has {everyone}.",
        )
    return [item for item in whole.replays if compared_name(item.result.origin.person) == wanted]


def no_play_words(name: str) -> str:
    """Return what is said of someone who was there but played nothing."""
    return f"{clean_name(name)} didn't play anything that counts in this round."


def reading_hint(named: str) -> str:
    """Return how to read what one person said, and how to report on the round."""
    return (
        f"`simulator rounds {named} --as NAME` shows one person's conversations and debriefs; "
        f"`simulator report` takes the round's file and writes a page or a table."
    )
