"""A name changed in the values of a scenario rather than in its text: what a renamed file must mean."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import scenes_of_moves
from simulator.scenario.edit import apply_edits
from simulator.scenario.guards.parser import parse_guard
from simulator.scenario.parse import parse
from simulator.scenario.rename import edits, resolve
from simulator.vocabulary import NameKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.scenario.guards.tree import Guard
    from simulator.scenario.model import (
        Day,
        Expectation,
        Part,
        Reply,
        Scenario,
        ScenarioTest,
        Scene,
    )

    MadeIn = Sequence[Sequence[str]]


def names_of(scenario: Scenario) -> list[tuple[NameKind, str]]:
    """Every scene, reply (with its scene), flag and promise of a scenario."""
    names = [(NameKind.SCENE, name) for name in scenario.scenes]
    guards: list[Guard | None] = []
    for scene, _, reply in scenario.replies():
        names.append((NameKind.REPLY, f"{scene.name}.{reply.id}"))
        names += [(NameKind.FLAG, name) for name in (*reply.sets, *reply.clears)]
        names += [(NameKind.PROMISE, name) for name in (*reply.promises, *reply.keeps)]
        guards += [
            reply.when,
            *(way.when for way in reply.routes),
            *(way.when for way in reply.answers),
        ]
    for scene in scenario.scenes.values():
        parts = [*scene.says, *(part for variant in scene.variants for part in variant.says)]
        names += [(NameKind.FLAG, name) for part in parts for name in part.sets]
        guards += [variant.when for variant in scene.variants]
    names += [(NameKind.FLAG, name) for day in scenario.days for name in day.sets]
    kinds = {"flag": NameKind.FLAG, "promised": NameKind.PROMISE}
    for guard in filter(None, guards):
        found = re.findall(r"(flag|promised)\(\s*['\"]([a-z0-9-]+)", guard.text)
        names += [(kinds[function], name) for function, name in found]
    return list(dict.fromkeys(names))


def scenes_of_all_moves(scenario: Scenario) -> MadeIn:
    """For each test the scenes that its moves are made in, and where they end."""
    machine = ScenarioMachine(scenario)
    return [scenes_of_moves(machine, test) for test in scenario.tests]


class RenamedModel:
    """The scenario with one of its names changed; the new name of a reply is without its scene."""

    def __init__(
        self, scenario: Scenario, kind: NameKind, old: str, new: str, made_in: MadeIn
    ) -> None:
        self.before = scenario
        self.made_in = made_in
        self.kind = kind
        self.scene, _, self.old = old.rpartition(".")
        self.new = new

    def scenario(self) -> Scenario:
        """Return the whole scenario, renamed."""
        before, scene = self.before, self.of(NameKind.SCENE)
        scenes = {scene(name): self.scene_of(each) for name, each in before.scenes.items()}
        return replace(
            before,
            start=scene(before.start),
            boils=before.boils and scene(before.boils),
            walks=before.walks and scene(before.walks),
            scenes=MappingProxyType(scenes),
            tests=tuple(map(self.test, before.tests, self.made_in)),
            days=tuple(map(self.day, before.days)),
        )

    def of(self, kind: NameKind) -> Callable[[str], str]:
        """Return what renames a name of a kind."""
        return lambda name: self.new if kind is self.kind and name == self.old else name

    def lists(self, kind: NameKind, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self.of(kind), names))

    def reply_id(self, scene: str, id: str) -> str:
        return self.of(NameKind.REPLY)(id) if scene == self.scene else id

    def scene_of(self, scene: Scene) -> Scene:
        silence = scene.on_silence
        return replace(
            scene,
            name=self.of(NameKind.SCENE)(scene.name),
            says=self.parts(scene.says),
            variants=tuple(
                replace(each, when=self.guard(each.when), says=self.parts(each.says))
                for each in scene.variants
            ),
            replies=tuple(self.reply(scene.name, each) for each in scene.replies),
            on_silence=silence and self.of(NameKind.SCENE)(silence),
        )

    def parts(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, sets=self.lists(NameKind.FLAG, part.sets)) for part in parts)

    def reply(self, scene: str, reply: Reply) -> Reply:
        to = self.of(NameKind.SCENE)
        return replace(
            reply,
            id=self.reply_id(scene, reply.id),
            when=reply.when and self.guard(reply.when),
            promises=self.lists(NameKind.PROMISE, reply.promises),
            keeps=self.lists(NameKind.PROMISE, reply.keeps),
            sets=self.lists(NameKind.FLAG, reply.sets),
            clears=self.lists(NameKind.FLAG, reply.clears),
            routes=tuple(
                replace(each, when=self.guard(each.when), to=to(each.to)) for each in reply.routes
            ),
            answers=tuple(replace(each, when=self.guard(each.when)) for each in reply.answers),
            to=reply.to and to(reply.to),
        )

    def guard(self, guard: Guard) -> Guard:
        if self.old not in guard.text:
            return guard
        text, old = guard.text, re.escape(self.old)
        start, end = r"(\(\s*['\"])", r"(?=['\"])"
        match self.kind:
            case NameKind.FLAG:
                text = re.sub(rf"(flag\s*){start}{old}{end}", rf"\1\2{self.new}", text)
            case NameKind.PROMISE:
                text = re.sub(rf"(promised\s*){start}{old}{end}", rf"\1\2{self.new}", text)
            case NameKind.SCENE:
                functions = r"((?:seen|listened|visits|chose|given)\s*)"
                text = re.sub(rf"{functions}{start}{old}(?=['\".])", rf"\1\2{self.new}", text)
            case NameKind.REPLY:
                functions, scene = r"((?:chose|given)\s*)", re.escape(self.scene)
                text = re.sub(
                    rf"{functions}{start}({scene}\.){old}{end}", rf"\1\2\3{self.new}", text
                )
        return parse_guard(text)

    def test(self, test: ScenarioTest, made_in: Sequence[str]) -> ScenarioTest:
        holders = {scene.name for scene, _, reply in self.before.replies() if reply.id == self.old}
        alone = self.scene if holders == {self.scene} else ""
        moves = tuple(
            self.reply_id(made_in[at] if at < len(made_in) else alone, move)
            for at, move in enumerate(test.moves)
        )
        last = made_in[-1] if len(made_in) == len(test.moves) + 1 else ""
        here = last if last in holders else alone
        expect = tuple(self.expectation(each, here) for each in test.expect)
        return replace(test, moves=moves, expect=expect)

    def expectation(self, expected: Expectation, scene: str) -> Expectation:
        """What a test expects; a reply's id is one of a scene."""
        kind = expected.figure.removeprefix("not_").replace("offered", "reply")
        if kind not in list(NameKind):
            return expected
        of = self.of(NameKind(kind))
        rename = (lambda id: self.reply_id(scene, id)) if kind == "reply" else of
        if isinstance(expected.written, tuple):
            names = tuple(map(rename, expected.written))
            return replace(expected, value=names, written=names)
        name = rename(str(expected.written))
        value = (name,) if isinstance(expected.value, tuple) else name
        return replace(expected, value=value, written=name)

    def day(self, day: Day) -> Day:
        texts = tuple(
            replace(
                each,
                scene=self.of(NameKind.SCENE)(each.scene),
                reply=each.reply and self.reply_id(each.scene, each.reply),
            )
            for each in day.texts
        )
        return replace(day, sets=self.lists(NameKind.FLAG, day.sets), texts=texts)


class Renamer:
    """A text, what it means, and the scenes that its tests' moves are made in, through one renaming after the other."""

    def __init__(self, text: str, scenario: Scenario) -> None:
        self.text = text
        self.scenario = scenario
        self.made_in = scenes_of_all_moves(scenario)

    def rename(self, kind: NameKind, old: str, new: str) -> None:
        """Rename in the text by the program, and in the values by the model."""
        self.write(kind, old, new)
        self.scenario = RenamedModel(self.scenario, kind, old, new, self.made_in).scenario()
        if kind is NameKind.SCENE:
            self.made_in = [
                [new if scene == old else scene for scene in scenes] for scenes in self.made_in
            ]

    def write(self, kind: NameKind, old: str, new: str) -> None:
        """Rename in the text."""
        renaming = resolve(self.scenario, kind, old, new)
        made = edits(self.text, self.scenario, renaming, self.made_in)
        self.text = apply_edits(self.text, made)

    def there_and_back(self, names: Sequence[tuple[NameKind, str]]) -> None:
        """Rename all of some names; see that the text means what the values say; and rename back, byte for byte."""
        text = self.text
        given: dict[str, str] = {}
        way = []
        for number, (kind, name) in enumerate(names):
            scene, dot, last = name.rpartition(".")
            scene, new = given.get(scene, scene), f"q{number}"
            before = self.text
            self.rename(kind, f"{scene}{dot}{last}", new)
            way.append((kind, f"{scene}{dot}{new}", last, self.scenario, self.made_in, before))
            if kind is NameKind.SCENE:
                given[name] = new
        reading = parse(self.text.encode(), self.scenario.id, "t.toml")
        assert self.scenario == reading.scenario, reading.diagnostics
        for kind, name, old, self.scenario, self.made_in, before_text in reversed(way):
            self.write(kind, name, old)
            assert before_text == self.text, (kind, name, old)
        assert text == self.text
