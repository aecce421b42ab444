"""Check that a reply, an ending, a move or a day exists where a guard, a test or a day names it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from simulator.ruleset import LISTEN, SILENCE, WALKED_OUT
from simulator.scenario.checks.definitions import misspelt_endings, misspelt_replies
from simulator.scenario.checks.places import guards, names_in_tests, texts_of_days
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity, first_of, meant, near_value, nearest
from simulator.scenario.edit import Fix, Target
from simulator.scenario.fields.hints import several_entries
from simulator.scenario.limits import MAX_REPLIES
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from simulator.scenario.model import Scenario


_LEFT_OUT = "Write the moves that are left out here, one by one, or delete it."
_MOVES = "A move is listen, silence or a reply's id."


@check("unknown-reply", Severity.ERROR)
def unknown_reply(scenario: Scenario) -> Iterator[Problem]:
    """Find every mention of a reply that doesn't exist, and every reply that is misspelt where it gets its id."""
    known = {f"{scene.name}.{reply.id}": None for scene, _, reply in scenario.replies()}
    misspelt = misspelt_replies(scenario)
    for scene, index, reply in scenario.replies():
        if reply.id in misspelt:
            yield Problem(
                ("scenes", scene.name, "replies", index, "id"),
                f"Nothing else refers to the reply {quoted(reply.id)}.",
                *near_value(reply.id, [misspelt[reply.id]]),
            )
    told = set(misspelt.values())
    yield from _unknown_in_guards(scenario, known, told)
    ids = dict.fromkeys(reply.id for _, _, reply in scenario.replies())
    for path, figure, name in names_in_tests(scenario):
        if figure == "offered" and name not in ids and name not in told:
            yield Problem(
                path,
                f"There is no reply {quoted(name)} in this file.",
                *near_value(name, ids, "Use a reply's id."),
            )
    yield from _unknown_in_days(scenario, told)


def _unknown_in_guards(
    scenario: Scenario, known: Collection[str], told: Collection[str]
) -> Iterator[Problem]:
    ids_of_scene: dict[str, list[str]] = defaultdict(list)
    replies_of_id: dict[str, list[str]] = defaultdict(list)
    for full_name in known:
        scene, _, id = full_name.partition(".")
        ids_of_scene[scene].append(id)
        replies_of_id[id].append(full_name)
    for path, guard in guards(scenario):
        for reference in guard.references:
            name = reference.name
            is_told = name.rpartition(".")[2] in told
            if reference.function not in ("chose", "given") or name in known or is_told:
                continue
            scene, _, id = name.partition(".")
            if name in replies_of_id:  # it only lacks its scene, however unlike that makes the two
                near: str | None = replies_of_id[name][0]
            elif id and scene in ids_of_scene:  # the scene is right, and makes no id nearer
                found = nearest(id, ids_of_scene[scene])
                near = found and f"{scene}.{found}"
            else:
                near = nearest(name, replies_of_id.get(scene, known))
            end = reference.offset + len(name)
            fix = near and Fix(near, Target.WORDS, reference.offset, end)
            hint = meant(near, f"Use {reference.function}('scene.reply').")
            message = f"There is no reply {quoted(name)}."
            yield Problem(path, message, hint, fix or None, offset=reference.offset)


def _unknown_in_days(scenario: Scenario, told: Collection[str]) -> Iterator[Problem]:
    for path, _, text in texts_of_days(scenario):
        scene = scenario.scenes.get(text.scene)
        if text.reply is None or text.reply in told or not scene:
            continue
        # A scene with too many replies is an error already, and to look at all of them takes time.
        if len(scene.replies) > MAX_REPLIES or scene.reply(text.reply):
            continue
        here = [reply.id for reply in scene.replies]
        has = f"It has {first_of(here)}." if here else "It has no replies."
        yield Problem(
            (*path, "reply"),
            f"The scene {quoted(text.scene)} has no reply {quoted(text.reply)}.",
            *near_value(text.reply, here, has),
        )


@check("unknown-ending", Severity.ERROR)
def unknown_ending(scenario: Scenario) -> Iterator[Problem]:
    """Find every test that expects an ending that doesn't exist, and every ending that is misspelt where it gets its name."""
    misspelt = misspelt_endings(scenario)
    for scene in scenario.scenes.values():
        if scene.ending and scene.ending.name in misspelt:
            yield Problem(
                ("scenes", scene.name, "ending"),
                f"No test expects the ending {quoted(scene.ending.name)}.",
                *near_value(scene.ending.name, [misspelt[scene.ending.name]]),
            )
    endings = [scene.ending.name for scene in scenario.scenes.values() if scene.ending]
    known = dict.fromkeys((*endings, WALKED_OUT))
    told = set(misspelt.values())
    listed = first_of([name for name in known if name])  # one that could not be read has none
    for index, test in enumerate(scenario.tests):
        for expectation in test.expect:
            name = expectation.value
            if expectation.figure == "ending" and name and name not in known and name not in told:
                yield Problem(
                    ("tests", index, "expect", "ending"),
                    f"There is no ending {quoted(str(name))}.",
                    *near_value(str(name), known, f"The endings are {listed}."),
                )


@check("unknown-move", Severity.ERROR)
def unknown_move(scenario: Scenario) -> Iterator[Problem]:
    """Find every move of a test that could never be made anywhere."""
    known = {LISTEN, SILENCE, *(reply.id for _, _, reply in scenario.replies())}
    told = set(misspelt_replies(scenario).values())  # by unknown-reply, where they get their ids
    for index, test in enumerate(scenario.tests):
        for place, move in enumerate(test.moves):
            if move not in known and move not in told:
                several = several_entries(move, known)
                yield Problem(
                    ("tests", index, "moves", place),
                    f"There is no reply {quoted(move)} in this file.",
                    *(several if several.text else near_value(move, known, _what_to_write(move))),
                )


def _what_to_write(move: str) -> str:
    """Return what to write for a move that is near to none."""
    return _MOVES if any(map(str.isalnum, move)) else _LEFT_OUT


@check("unknown-day", Severity.ERROR)
def unknown_day(scenario: Scenario) -> Iterator[Problem]:
    """Find every test whose day doesn't exist."""
    known = dict.fromkeys(day.name for day in scenario.days)
    days = first_of([quoted(name) for name in known])
    listed = f"The file has {days}." if known else "The file has no [[days]]."
    for index, test in enumerate(scenario.tests):
        if test.day and test.day not in known:
            yield Problem(
                ("tests", index, "day"),
                f"There is no day {quoted(test.day)}.",
                *near_value(test.day, known, listed),
            )
