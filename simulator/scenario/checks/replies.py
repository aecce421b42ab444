"""Check what a scene offers, and what each reply is tagged with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import LISTEN
from simulator.scenario.checks.definitions import missing_replies
from simulator.scenario.checks.exclusive import are_opposite, most_at_once
from simulator.scenario.checks.places import Graph, link_graph, permanent_replies, reachable
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity, dotted, meant
from simulator.scenario.edit import Fix, Hint, toml_text
from simulator.scenario.limits import MAX_OFFERED, MAX_REPLIES
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Reply, Scenario, Scene


@check("no-replies", Severity.ERROR)
def no_replies(scenario: Scenario) -> Iterator[Problem]:
    """Find every scene that isn't an ending, has no reply outside a shift, and that no silence leads on from."""
    for scene in scenario.scenes.values():
        if scene.ending or permanent_replies(scene) or scene.on_silence is not None:
            continue
        message = f"The scene {quoted(scene.name)} has no replies and isn't an ending."
        hint = f"Add [[{dotted(('scenes', scene.name, 'replies'))}]], or ending and outcome, or on_silence."
        if scene.replies:
            message = f"All the replies in the scene {quoted(scene.name)} are leaky, so outside a shift it has none."
            hint = "Add a reply without leaky, or on_silence."
        yield Problem(("scenes", scene.name, "replies"), message, hint, at_key=True)


@check("ending-with-replies", Severity.ERROR)
def ending_with_replies(scenario: Scenario) -> Iterator[Problem]:
    """Find every ending that has replies: they could never be given."""
    for scene in scenario.scenes.values():
        if scene.ending and scene.replies:
            yield Problem(
                ("scenes", scene.name, "replies"),
                f"The scene {quoted(scene.name)} is an ending and has replies.",
                "Delete the replies, or delete ending and outcome.",
            )


@check("duplicate-reply", Severity.ERROR)
def duplicate_reply(scenario: Scenario) -> Iterator[Problem]:
    """Find every later reply with the id of an earlier one: a move couldn't say which is meant."""
    missing = missing_replies(scenario)
    hint = Hint("Give each reply in a scene a different id.")
    if len(missing) == 1:
        hint = Hint(meant(missing[0]), Fix(toml_text(missing[0])))
    for scene in scenario.scenes.values():
        first: dict[str, int] = {}
        for index, reply in enumerate(scene.replies):
            if reply.id and reply.id in first:
                yield Problem(
                    ("scenes", scene.name, "replies", index, "id"),
                    f"The scene {quoted(scene.name)} already has a reply {quoted(reply.id)} "
                    f"(reply number {first[reply.id] + 1}).",
                    *hint,
                )
            first.setdefault(reply.id, index)


@check("all-guarded", Severity.WARNING)
def all_guarded(scenario: Scenario) -> Iterator[Problem]:
    """Find every scene in which all replies may be hidden at once, so that only silence is left."""
    graph = link_graph(scenario)
    for scene in scenario.scenes.values():
        replies = permanent_replies(scene)
        if replies and scene.on_silence is None and not _always_offers(graph, scene.name, replies):
            yield Problem(
                ("scenes", scene.name, "replies"),
                f"All the replies in the scene {quoted(scene.name)} could be hidden at once.",
                "Leave one reply without when and once, or guard two with opposite conditions.",
                at_key=True,
            )


def _always_offers(graph: Graph, scene: str, replies: tuple[Reply, ...]) -> bool:
    """Tell whether some reply, or some pair with opposite guards, is there at every visit."""
    if any(reply.when is None and not reply.once for reply in replies):
        return True
    returns = scene in reachable(graph, graph[scene])
    left = [reply for reply in replies if not _runs_out(reply, returns)]
    if any(reply.when is None for reply in left):
        return True
    conditions = [reply.when.condition for reply in left[:MAX_REPLIES] if reply.when]
    return any(are_opposite(one, other) for one in conditions for other in conditions)


def _runs_out(reply: Reply, returns: bool) -> bool:
    """Tell whether it can have been used up while the scene is still there, or there again."""
    stays = reply.to is None
    return reply.once and (stays or returns)


@check("too-many-offered", Severity.WARNING)
def too_many_offered(scenario: Scenario) -> Iterator[Problem]:
    """Find every scene whose guards may let more replies through than can be offered at once."""
    for scene in scenario.scenes.values():
        counted = permanent_replies(scene)
        if len(counted) > MAX_OFFERED and most_at_once(counted, lambda _: 1) > MAX_OFFERED:
            tenth = scene.replies.index(counted[MAX_OFFERED])
            yield Problem(
                ("scenes", scene.name, "replies", tenth),
                f"The scene {quoted(scene.name)} has {len(counted)} replies; "
                f"at most {MAX_OFFERED} may be offered at once.",
                "Use when to make sure that no more than that can be offered together.",
            )


@check("silent-stay", Severity.WARNING)
def silent_stay(scenario: Scenario) -> Iterator[Problem]:
    """Find every reply without `to` after which nothing is said or seen."""
    for scene, index, reply in scenario.replies():
        if reply.id and reply.to is None and not _is_heard(reply):
            yield Problem(
                ("scenes", scene.name, "replies", index),
                f"The reply {quoted(reply.id)} has neither to nor answer, so nothing would happen.",
                'Add answer = "…", or to = "…" with the scene it leads to.',
                at_key=True,
            )


@check("stay-without-once", Severity.WARNING)
def stay_without_once(scenario: Scenario) -> Iterator[Problem]:
    """Find every reply that stays in its scene and can be given again and again: its `to` may have been forgotten."""
    for scene, index, reply in scenario.replies():
        stays = reply.to is None and not reply.once and reply.leaky is None
        if reply.id and stays and _is_heard(reply) and not _asks_for_itself(scene, reply):
            yield Problem(
                ("scenes", scene.name, "replies", index),
                f"The reply {quoted(reply.id)} stays in its scene and can be given again and again.",
                'Add to = "…" with the scene it leads to, or once = true.',
                at_key=True,
            )


def _asks_for_itself(scene: Scene, reply: Reply) -> bool:
    """Tell whether a reply's guard asks how often the reply was given, or for a flag that the reply sets or clears."""
    own = {f"{scene.name}.{reply.id}", *reply.sets, *reply.clears}
    return reply.when is not None and any(
        reference.name in own for reference in reply.when.references
    )


def _is_heard(reply: Reply) -> bool:
    return bool(reply.answer.strip() or reply.narration.strip() or reply.answers)


@check("missing-note", Severity.WARNING)
def missing_note(scenario: Scenario) -> Iterator[Problem]:
    """Find every reply without a note: the debrief can't say why it helps or hurts."""
    for scene, index, reply in scenario.replies():
        if reply.id and not reply.note.strip():
            yield Problem(
                ("scenes", scene.name, "replies", index, "note"),
                f"The reply {quoted(reply.id)} has no note.",
                'Add note = "…" with a sentence on why it helps or hurts.',
                at_key=True,
            )


MAX_SKILLS = 3


@check("too-many-tags", Severity.WARNING)
def too_many_tags(scenario: Scenario) -> Iterator[Problem]:
    """Find every reply that shows more skills than one sentence can."""
    for scene, index, reply in scenario.replies():
        if len(reply.skills) > MAX_SKILLS:
            yield Problem(
                ("scenes", scene.name, "replies", index, "skills"),
                f"The reply {quoted(reply.id)} shows {len(reply.skills)} skills.",
                f"Keep the {MAX_SKILLS} that a listener would notice.",
            )


@check("decline-without-alternative", Severity.WARNING)
def decline_without_alternative(scenario: Scenario) -> Iterator[Problem]:
    """Find every refusal that offers nothing in its place."""
    for scene, index, reply in scenario.replies():
        if reply.decline and "alternative" not in reply.skills:
            yield Problem(
                ("scenes", scene.name, "replies", index, "decline"),
                f"The reply {quoted(reply.id)} declines without an alternative, so it counts as a flat no.",
                'Offer another way and add "alternative" to its skills. If you mean a flat no, accept the warning.',
            )


@check("need-never-shown", Severity.WARNING)
def need_never_shown(scenario: Scenario) -> Iterator[Problem]:
    """Find every skill that the scenario calls for and no reply shows, so that no play scores in full."""
    shown = {
        skill
        for scene in scenario.scenes.values()
        for reply in permanent_replies(scene)
        for skill in reply.skills
    }
    for index, need in enumerate(scenario.needs):
        met = _can_listen(scenario) if need == LISTEN else need in shown
        if not met:
            how = "no scene has more than one part" if need == LISTEN else "no reply shows it"
            add = (
                "a second part to a scene"
                if need == LISTEN
                else f"{quoted(need)} to the skills of a reply"
            )
            yield Problem(
                ("needs", index),
                f"needs calls for {quoted(need)}, but {how}.",
                f"Delete it from needs, or add {add}.",
            )


def _can_listen(scenario: Scenario) -> bool:
    return any(
        len(words) > 1
        for scene in scenario.scenes.values()
        for words in (scene.says, *(variant.says for variant in scene.variants))
    )
