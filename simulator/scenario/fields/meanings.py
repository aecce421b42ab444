"""What each word of a fixed set means, for editors: the schema shows it at completion, and so does the editor server.

Figures come from the tables of the rules, and the words for skills and slips from there too; nothing is decided here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.channel_words import NAME, words_of
from simulator.lessons import SKILL_LESSONS
from simulator.ruleset import BANDS, EVENTS, GAUGES, NO_CEILING, SKILLS, SLIPS, TEMPERAMENTS
from simulator.text import signed
from simulator.vocabulary import CHANNELS, CRITICALS, Need, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.ruleset import Event, Skill, Slip, Temperament

_TEMPERAMENTS = {
    "steady": "even-tempered",
    "sunny": "friendly and trusting from the start",
    "firecracker": "quick to anger, and every slip makes it worse",
    "slow-burner": "slow to calm down",
    "hurrier": "short of time: wants solutions, and loses patience with long listening",
    "analyst": "wants reasons",
    "worrier": "wants reassurance",
    "loyal-but-hurt": "a customer of many years who feels let down",
    "cynic": "believes nothing until it's done",
}
_EVENTS = {
    "fixed": "it is put right",
    "partial": "part of it is put right",
    "bad-news": "bad news comes",
    "kept": "a promise is kept",
    "broken": "a promise is broken",
    "exposed": "a lie comes out",
}
_OUTCOMES = {
    Outcome.FULL: "they got what they asked for",
    Outcome.ALTERNATIVE: "they got something else instead",
    Outcome.NONE: "they didn't get what they asked for",
}
_NEEDS = {
    Need.MET: "they got what they needed it for",
    Need.PARTLY: "what they needed it for was partly met",
    Need.MISSED: "they didn't get what they needed it for",
}
_CRITICALS = {
    "customer": "an error that harms the customer, and they feel it",
    "business": "an error that harms the business; it affects only the quality score",
    "compliance": "an error against law or policy; it affects only the quality score",
}


def sentence(words: str) -> str:
    """Return words as a sentence."""
    return f"{words[0].upper()}{words[1:]}."


def amounts(pairs: Iterable[tuple[str, int]]) -> str:
    """Return amounts by gauge in words: `anger −6, trust +2`; those of 0 are left out."""
    return ", ".join(f"{gauge} {signed(amount)}" for gauge, amount in pairs if amount)


def _skill(skill: Skill) -> str:
    paid = amounts((("anger", -skill.cool), ("heard", skill.heard), ("trust", skill.trust)))
    gate = "; in full only once they feel heard" if skill.gated else ""
    return f"{SKILL_LESSONS[skill.name].advice}. At its best: {paid}{gate}."


def _slip(slip: Slip) -> str:
    taken = amounts(
        (
            ("anger", slip.heat),
            ("heard", -slip.heard_loss),
            ("trust", -slip.trust_loss),
            ("patience", -slip.drain),
        )
    )
    return f"You {slip.meaning}: {taken}. The opposite of {slip.mirror}."


def _temperament(temperament: Temperament) -> str:
    start = ", ".join(f"{gauge} {getattr(temperament, gauge)}" for gauge in GAUGES)
    weights = ", ".join(f"{skill} {weight}%" for skill, weight in temperament.weights.items())
    kind = sentence(_TEMPERAMENTS[temperament.name])
    return f"{kind} Starts at {start}{f'; {weights}' if weights else ''}."


def _event(event: Event) -> str:
    moved = amounts((gauge, getattr(event, gauge)) for gauge in GAUGES)
    ceiling = f"; trust can't rise above {event.ceiling}" if event.ceiling < NO_CEILING else ""
    return f"{sentence(_EVENTS[event.name])} {sentence(moved + ceiling)}"


def _bands() -> Mapping[str, str]:
    tops = [*(lowest - 1 for lowest in tuple(BANDS.values())[1:]), 100]
    return {
        name: f"A mood from {lowest} to {top}."
        for (name, lowest), top in zip(BANDS.items(), tops, strict=True)
    }


def _channel(channel: str) -> str:
    return sentence(words_of(channel).place.replace(NAME, "the customer"))


MEANINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "skill": {name: _skill(skill) for name, skill in SKILLS.items()},
        "slip": {name: _slip(slip) for name, slip in SLIPS.items()},
        "temperament": {name: _temperament(found) for name, found in TEMPERAMENTS.items()},
        "event": {name: _event(event) for name, event in EVENTS.items()},
        "channel": {name: _channel(name) for name in CHANNELS},
        "outcome": {name.value: sentence(_OUTCOMES[name]) for name in Outcome},
        "need": {name.value: sentence(_NEEDS[name]) for name in Need},
        "kind of critical error": {name: sentence(_CRITICALS[name]) for name in CRITICALS},
        "band": _bands(),
    }
)
"""By what a value is, each of its words with a sentence or two."""


def enumeration(what: str, words: Iterable[str]) -> dict[str, object]:
    """Return the JSON Schema of a fixed set of words, with the meaning of each as the editors read it."""
    listed = list(words)
    known = MEANINGS.get(what)
    if known is None:
        return {"enum": listed}
    meanings = [known[word] for word in listed]
    # Taplo reads the first, VS Code's own editor of JSON the second.
    return {
        "enum": listed,
        "x-taplo": {"docs": {"enumValues": meanings}},
        "enumDescriptions": meanings,
    }
