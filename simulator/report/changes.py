"""What changed in meaning between two versions of a scenario: scenes, replies and everything they are made of.

Compares values, not text: moving a table or a comment changes nothing here. Whether the change is a good one, and which endings
it makes reachable, is for others to say.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from simulator.scenario.diagnostic import dotted
from simulator.scenario.guards.tree import Guard
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.model import Day, DayText, Reply, Scenario, Scene

T = TypeVar("T")
_NONE: Mapping[str, str] = MappingProxyType({})
SAME_WORDS = 0.8
"""How alike, from 0 to 1, the words of two replies or scenes are that are one under two names."""
_APART = ("scenes", "customer", "tests", "days", "id")


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `kind` is added, removed, renamed or changed; `old` and `new` are the values in words, if there are any."""

    kind: str
    path: KeyPath
    old: str | None = None
    new: str | None = None

    @property
    def where(self) -> str:
        """The path in words; replies and tests go by their names."""
        return dotted(self.path)

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.kind}: {self.where}"
        return f"{self.kind}: {self.where}: {self.old} → {self.new}"


def differences(old: Scenario, new: Scenario) -> list[Difference]:
    """Every change, in the order of the new file; what was removed comes last in its place."""
    found = list(_fields((), old, new, _APART))
    found += _fields(("customer",), old.customer, new.customer, ("portrait",))
    looks = old.customer.portrait, new.customer.portrait
    found += _fields(("customer", "portrait"), *looks, ())
    scenes = _find_renamings(old.scenes, new.scenes, _words_of_scene)
    for kind, name, before, after in _match(old.scenes, new.scenes, scenes):
        path: KeyPath = ("scenes", name)
        if name in scenes:
            found.append(_renaming(("scenes",), scenes[name], name))
        if before is None or after is None:
            found.append(Difference(kind, path))
        else:
            found += _scene(path, before, after)
    tests = {test.name: test for test in old.tests}, {test.name: test for test in new.tests}
    for kind, name, before_test, after_test in _match(*tests):
        if before_test is None or after_test is None or before_test != after_test:
            found.append(Difference(kind, ("tests", name)))
    days = {day.name: day for day in old.days}, {day.name: day for day in new.days}
    for kind, name, before_day, after_day in _match(*days):
        here: KeyPath = ("days", name)
        if before_day is None or after_day is None:
            found.append(Difference(kind, here))
        else:
            found += _day(here, before_day, after_day)
    return found


class Renamings(NamedTuple):
    """The old names of what has another name: of scenes by their new ones, of replies by the new scene and id."""

    scenes: Mapping[str, str]
    replies: Mapping[tuple[str, str], str]


def renamings(old: Scenario, new: Scenario) -> Renamings:
    """Return which scenes and replies of the new version have another name in the old one."""
    scenes = _find_renamings(old.scenes, new.scenes, _words_of_scene)
    replies: dict[tuple[str, str], str] = {}
    for name, scene in new.scenes.items():
        before = old.scenes.get(scenes.get(name, name))
        if before is not None:
            found = _find_renamings(_by_id(before), _by_id(scene), lambda reply: reply.text)
            replies |= {(name, id): was for id, was in found.items()}
    return Renamings(scenes, replies)


def _by_id(scene: Scene) -> dict[str, Reply]:
    return {reply.id: reply for reply in scene.replies}


def _scene(path: KeyPath, old: Scene, new: Scene) -> Iterator[Difference]:
    yield from _fields(path, old, new, ("name", "replies"))
    replies = _by_id(old), _by_id(new)
    renamed = _find_renamings(*replies, lambda reply: reply.text)
    for kind, id, before, after in _match(*replies, renamed):
        here: KeyPath = (*path, "replies", id)
        if id in renamed:
            yield _renaming(here[:-1], renamed[id], id)
        if before is None or after is None:
            yield Difference(kind, here)
        else:
            yield from _reply(here, before, after)
    now = {renamed.get(id, id): id for id in replies[1]}
    kept = [reply.id for reply in new.replies if renamed.get(reply.id, reply.id) in replies[0]]
    if kept != [now[reply.id] for reply in old.replies if reply.id in now]:
        yield Difference("changed", (*path, "replies"), "the order of replies", ", ".join(kept))


def _reply(path: KeyPath, old: Reply, new: Reply) -> Iterator[Difference]:
    yield from _fields(path, old, new, ("id",))


def _day(path: KeyPath, old: Day, new: Day) -> Iterator[Difference]:
    yield from _fields(path, old, new, ("name", "texts"))
    texts = [{_replaced_words(text): text.text for text in day.texts} for day in (old, new)]
    for kind, words, before, after in _match(*texts):
        if before != after:
            known = before is not None, after is not None
            old_words, new_words = (
                _words(text) if all(known) else None for text in (before, after)
            )
            yield Difference(kind, (*path, "texts", words), old_words, new_words)


def _replaced_words(text: DayText) -> str:
    """Return which words of the file a day's text replaces, as a trainer counts them."""
    if text.part is not None:
        return f"{text.scene} part {text.part + 1}"
    return f"{text.scene} {text.reply or 'narration'}"


def _fields(path: KeyPath, old: Any, new: Any, apart: tuple[str, ...]) -> Iterator[Difference]:
    for item in fields(old):
        before, after = getattr(old, item.name), getattr(new, item.name)
        if item.name in apart or before == after:
            continue
        here = (*path, item.name)
        if _are_alike(before, after):
            for index, (one, other) in enumerate(zip(before, after, strict=True)):
                yield from _fields((*here, index), one, other, ())
        else:
            yield Difference("changed", here, _words(before), _words(after))


def _are_alike(before: Any, after: Any) -> bool:
    """Tell whether two values are lists of as many tables, such as parts or routes, so that each is told by itself."""
    return (
        isinstance(before, tuple)
        and isinstance(after, tuple)
        and len(before) == len(after)
        and all(is_dataclass(each) and not isinstance(each, Guard) for each in (*before, *after))
    )


def _match(
    old: Mapping[str, T], new: Mapping[str, T], renamed: Mapping[str, str] = _NONE
) -> Iterator[tuple[str, str, T | None, T | None]]:
    for name, after in new.items():
        before = old.get(renamed.get(name, name))
        yield ("added" if before is None else "changed"), name, before, after
    for name, removed in old.items():
        if name not in new and name not in renamed.values():
            yield "removed", name, removed, None


def _find_renamings(
    old: Mapping[str, T], new: Mapping[str, T], words: Callable[[T], str]
) -> dict[str, str]:
    """Return the old name by the new one, for what has another name and the same words, or nearly the same."""
    gone = {name: words(item) for name, item in old.items() if name not in new}
    found = {}
    for name, item in new.items():
        said = words(item)
        if name in old or not said or not gone:
            continue
        nearest = max(gone, key=lambda other: _likeness(gone[other], said))
        if _likeness(gone[nearest], said) >= SAME_WORDS:
            found[name] = nearest
            del gone[nearest]
    return found


def _likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_WORDS else 0.0


def _words_of_scene(scene: Scene) -> str:
    return " ".join([scene.narration, *(part.text for part in scene.says)]).strip()


def _renaming(path: KeyPath, old: str, new: str) -> Difference:
    return Difference("renamed", path, quoted(old), quoted(new))


def _words(value: Any) -> str:
    """Return a value in words for one line."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(value) if value else "none"
        case Guard():
            return quoted(value.text)
        case tuple():
            return f"[{', '.join(_words(entry) for entry in value)}]"
        case _ if hasattr(value, "items"):
            return ", ".join(f"{key} {_words(entry)}" for key, entry in value.items()) or "none"
        case _:
            inner = ", ".join(
                f"{item.name} {_words(getattr(value, item.name))}" for item in fields(value)
            )
            return f"{{ {inner} }}"
