"""Tell a misspelt definition from a misspelt mention, where a name and what asks for it are near each other but not the same.

A misspelt definition is one mistake, however often the right name is used: it has to be told once, where it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from simulator.ruleset import LISTEN, SILENCE, WALKED_OUT
from simulator.scenario.checks.places import (
    flag_setters,
    guards,
    names_in_replies,
    names_in_tests,
    texts_of_days,
)
from simulator.scenario.diagnostic import nearest
from simulator.scenario.slug import is_name
from simulator.vocabulary import NameKind

MAX_ASKED = 1_000
"""Names that are looked at for a misspelt definition: a file with more of them has another mistake."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.scenario.model import Scenario


def misspelt_definitions(
    scenario: Scenario,
    kind: str,
    made: Iterable[str],
    asked: Iterable[str],
    sure: Sequence[str] = (),
) -> dict[str, str]:
    """Return the names that nothing asks for, each with the near name that is asked for and not there.

    The one that has more words of the file's texts is right; where that doesn't tell, the one that is written more often.

    Args:
        scenario: The scenario, for its words.
        kind: What has these names: scene, reply, flag, promise or ending.
        made: The names as they are defined, one as often as it is.
        asked: The names as they are asked for, one as often as it is.
        sure: Names that are known to be right although nothing has them.
    """
    counts, asked_counts = Counter(iter(made)), Counter(asked)
    found: dict[str, str] = {}
    text: str | None = None
    if asked_counts.keys() >= counts.keys():
        return found
    for missing, times in list(asked_counts.items())[:MAX_ASKED]:
        if missing in counts or not is_name(missing):
            continue
        near = nearest(missing, counts)
        if near is None or not near or near in asked_counts or near in found:
            continue
        text = _text(scenario, kind) if text is None else text
        one, other = _strangeness(near, text), _strangeness(missing, text)
        if missing in sure or one > other or (one == other and times > counts[near]):
            found[near] = missing
    return found


def misspelt_flags(scenario: Scenario) -> dict[str, str]:
    """Return the flags that are misspelt where they are set, each with the name that guards, replies and tests have."""
    asked = [*_named_in_guards(scenario, "flag"), *_named_in_tests(scenario, "flag")]
    asked += [name for _, name in names_in_replies(scenario, "clears")]
    made = (name for _, name in flag_setters(scenario))
    return misspelt_definitions(scenario, NameKind.FLAG, made, asked)


def misspelt_promises(scenario: Scenario) -> dict[str, str]:
    """Return the promises that are misspelt where they are made, each with the name that it is kept or asked for by."""
    asked = [*_named_in_guards(scenario, "promised"), *_named_in_tests(scenario, "promise")]
    asked += [name for _, name in names_in_replies(scenario, "keeps")]
    made = (name for _, name in names_in_replies(scenario, "promises"))
    return misspelt_definitions(scenario, NameKind.PROMISE, made, asked)


def misspelt_replies(scenario: Scenario) -> dict[str, str]:
    """Return the ids of replies that are misspelt where they are given, each with the id that tests, guards and days have."""
    made = (reply.id for _, _, reply in scenario.replies())
    return misspelt_definitions(scenario, NameKind.REPLY, made, _replies_asked_for(scenario))


def missing_replies(scenario: Scenario) -> list[str]:
    """Return the ids that tests, guards and days have and no reply."""
    known = {LISTEN, SILENCE, *(reply.id for _, _, reply in scenario.replies())}
    return [name for name in dict.fromkeys(_replies_asked_for(scenario)) if name not in known]


def _replies_asked_for(scenario: Scenario) -> list[str]:
    asked = [move for test in scenario.tests for move in test.moves]
    asked += _named_in_tests(scenario, "offered")
    for function in ("chose", "given"):
        asked += (name.rpartition(".")[2] for name in _named_in_guards(scenario, function))
    return [*asked, *(text.reply for _, _, text in texts_of_days(scenario) if text.reply)]


def misspelt_endings(scenario: Scenario) -> dict[str, str]:
    """Return the names of endings that are misspelt where they are given, each with the name that tests expect."""
    made = [scene.ending.name for scene in scenario.scenes.values() if scene.ending]
    asked = [
        str(expected.value)
        for test in scenario.tests
        for expected in test.expect
        if expected.figure == "ending" and expected.value not in ("", WALKED_OUT)
    ]
    return misspelt_definitions(scenario, "ending", made, asked)


def _named_in_guards(scenario: Scenario, function: str) -> Iterator[str]:
    for _, guard in guards(scenario):
        yield from (each.name for each in guard.references if each.function == function)


def _named_in_tests(scenario: Scenario, figure: str) -> Iterator[str]:
    return (name for _, asked, name in names_in_tests(scenario) if asked == figure)


def _strangeness(name: str, text: str) -> int:
    """Return how many parts of a name aren't words of a text."""
    return sum(f" {part} " not in text for part in name.split("-"))


def _text(scenario: Scenario, kind: str) -> str:
    """Return the words of a scenario's texts and of its names but for those of a kind, each between blanks."""
    words = [scenario.title, scenario.summary, scenario.brief, scenario.lesson]
    words += (test.name for test in scenario.tests)
    names = defaultdict[str, list[str]](list)
    names[NameKind.FLAG] += (name for _, name in flag_setters(scenario))
    for scene in scenario.scenes.values():
        words += (scene.narration, *(part.text for part in scene.says))
        words += (part.text for variant in scene.variants for part in variant.says)
        names[NameKind.SCENE].append(scene.name)
        names["ending"] += [scene.ending.name] if scene.ending else []
        for reply in scene.replies:
            words += (reply.text, reply.note, reply.answer, reply.narration)
            names[NameKind.REPLY].append(reply.id)
            names[NameKind.PROMISE] += reply.promises
    words += (name for other, some in names.items() if other != kind for name in some)
    return f" {' '.join(re.findall(r'[a-z0-9]+', ' '.join(words).lower()))} "
