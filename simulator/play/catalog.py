"""What a player can choose from: the scenarios of the library and the saved plays, to resume or to read again.

Opens many files, so a screen reads it beside itself. One file or folder that cannot be read must not hide the others, so what
goes wrong is kept beside what could be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.files import read_start
from simulator.records.save_index import SaveIndex
from simulator.scenario.library import Library, ScenarioFile, left_out_words, load
from simulator.text import folded, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from simulator.records.save_index import SavedPlay, SaveListing
    from simulator.records.saves import Saves
    from simulator.scenario.model import Scenario

MAX_PREVIEW_BYTES = 8192
"""Bytes of a file read to see what it is."""
FEW_SAVES = 60
"""Saves that can be read before a first frame."""
_LEVEL = re.compile(r"\blevel\s*(\d)")


@dataclass(frozen=True, slots=True)
class Catalog:
    """Scenarios by id; open plays, and those that have ended, the newest first; a sentence for all that could not be read."""

    items: tuple[ScenarioFile, ...] = ()
    plays: tuple[SavedPlay, ...] = ()
    troubles: tuple[str, ...] = ()
    ended: tuple[SavedPlay, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list shows of a scenario before its file has been checked; all of it may be missing but the id."""

    path: Path
    id: str
    title: str = ""
    level: str = ""
    channel: str = ""


def previews(library: Library) -> tuple[Preview, ...]:
    """Return what can be seen of every scenario file at once, unchecked: a hundredth of what reading them takes."""
    return tuple(_preview(path) for path in _files(library, []))


def _preview(path: Path) -> Preview:
    """Return what comes before the first table, which is where TOML has the keys of the file itself."""
    import tomli

    try:
        text = read_start(path, MAX_PREVIEW_BYTES).decode("utf-8-sig", "replace")
        document = tomli.loads(text.partition("\n[")[0].replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError):
        return Preview(path, path.stem)
    title, level, channel = (document.get(key) for key in ("title", "level", "channel"))
    return Preview(
        path,
        path.stem,
        printable(title) if isinstance(title, str) else "",
        f"level {level}" if isinstance(level, int) else "",
        printable(channel) if isinstance(channel, str) else "",
    )


def endings_in_words(items: Iterable[ScenarioFile]) -> dict[tuple[str, str], str]:
    """Return what became of what the customer asked for, by scenario id and ending; an ending's name says little by itself."""
    from simulator.report.verdicts import ASKED

    scenarios = [(item.id, item.reading.scenario) for item in items]
    return {
        (id, scene.ending.name): ASKED[scene.ending.outcome]
        for id, scenario in scenarios
        if scenario
        for scene in scenario.scenes.values()
        if scene.ending
    }


def how_it_ended(play: SavedPlay, endings: Mapping[tuple[str, str], str]) -> str:
    """Return how a saved play ended, as a list says it; an ending that its scenario doesn't have any more by its name."""
    from simulator.report.words import ending_words

    name = play.ended or ""
    return endings.get((play.scenario, name)) or ending_words(name)


def found(
    items: Iterable[ScenarioFile], words: str, bests: Mapping[str, int]
) -> tuple[ScenarioFile, ...]:
    """Return the scenarios that all of some words fit, without regard to capitals, accents and apostrophes.

    A word fits as a part of title, summary, customer, channel, industry, skill or id, or as the beginning of a word in what
    the scenario trains: the areas of quality, the skills and the principles, as trainees read them. `level 2` stands for a
    level, `unplayed` for what has no best yet (`bests` is by id), `errors` for what cannot be played.
    """
    wanted = _LEVEL.sub(r"level\1", folded(words)).split()
    return tuple(item for item in items if all(_fits(item, word, bests) for word in wanted))


def _fits(item: ScenarioFile, word: str, bests: Mapping[str, int]) -> bool:
    scenario = item.reading.scenario
    if word == "unplayed":
        return scenario is not None and item.id not in bests
    if word == "errors":
        return scenario is None
    if scenario is None:
        return word in folded(item.id)
    texts = (
        item.id,
        scenario.title,
        scenario.summary,
        scenario.customer.name,
        scenario.channel,
        scenario.industry or "",
        f"level{scenario.level}",
        *scenario.needs,
    )
    return any(word in folded(text) for text in texts) or any(
        trained.startswith(word) for text in _goals(scenario) for trained in folded(text).split()
    )


def _goals(scenario: Scenario) -> Iterator[str]:
    """Yield what a scenario trains in a trainee's words: areas of quality, skills, and the principles that replies teach."""
    # Here, because a first frame needs no filter.
    from simulator.principles import PRINCIPLES
    from simulator.report.words import action_words
    from simulator.ruleset import DIMENSIONS

    for dimension in DIMENSIONS:
        if set(dimension.skills) & set(scenario.needs):
            yield dimension.title
            yield dimension.name
    for need in scenario.needs:
        yield action_words(need, scenario.channel)
    taught = {
        number
        for scene in scenario.scenes.values()
        for reply in scene.replies
        for number in reply.teaches
    }
    yield from (PRINCIPLES[number] for number in sorted(taught) if number in PRINCIPLES)


def easiest_first(items: Iterable[ScenarioFile]) -> list[ScenarioFile]:
    """Return scenarios from the easiest, by title where they are alike; files that can't be played come last."""

    def key(item: ScenarioFile) -> tuple[bool, int, str]:
        scenario = item.reading.scenario
        return (False, scenario.level, scenario.title) if scenario else (True, 0, item.id)

    return sorted(items, key=key)


class Facet(NamedTuple):
    """A word to filter by, what kind of word it is, and how many scenarios it leaves."""

    kind: str
    word: str
    leaves: int


def facets(items: Iterable[ScenarioFile], bests: Mapping[str, int]) -> list[Facet]:
    """Return words to filter by: channels, levels, industries, skills, what is unplayed and what can't be played."""
    shelf = list(items)
    known = [item.reading.scenario for item in shelf if item.reading.scenario]
    words = [
        *(("channel", word) for word in sorted({each.channel for each in known})),
        *(("level", f"level {level}") for level in sorted({each.level for each in known})),
        *(
            ("industry", word)
            for word in sorted({each.industry for each in known if each.industry})
        ),
        *(("skill", word) for word in sorted({need for each in known for need in each.needs})),
        ("not played yet", "unplayed"),
        ("with mistakes in the file", "errors"),
    ]
    counted = (Facet(kind, word, len(found(shelf, word, bests))) for kind, word in words)
    return [facet for facet in counted if facet.leaves]


def read_shelf(library: Library, between: Callable[[], None] = lambda: None) -> Catalog:
    """Read every scenario of a library.

    `between` is called before each scenario, and may raise what ends the reading.
    """
    troubles = left_out_words(library)
    items = []
    for path in _files(library, troubles):
        between()
        try:
            items.append(ScenarioFile(path, load(path, warnings=False)))
        except SimulatorError as error:
            troubles.append(str(error))
    from simulator.course.read import course_troubles

    troubles += course_troubles(library.folders)
    return Catalog(tuple(items), troubles=tuple(troubles))


def with_saves(shelf: Catalog, listing: SaveListing) -> Catalog:
    """Return the same with saved plays: those to resume and those that have ended, none without a move."""
    begun = [play for play in listing.plays if play.moves and not play.shift]
    troubles = [f"{save.message} {save.hint or ''}".rstrip() for save in listing.unreadable]
    return Catalog(
        shelf.items,
        tuple(play for play in begun if play.ended is None),
        (*shelf.troubles, *troubles),
        tuple(play for play in begun if play.ended is not None),
    )


def _files(library: Library, troubles: list[str]) -> list[Path]:
    """Every scenario file by its id; the first folder that has one wins, as in the library."""
    found: dict[str, Path] = {}
    for folder in library.folders:
        try:
            for path in Library((folder,)).files():
                found.setdefault(path.stem, path)
        except SimulatorError as error:
            troubles.append(str(error))
    return [found[id] for id in sorted(found)]


def plays_at_once(saves: Saves) -> Catalog:
    """Return the saved plays, the newest first, where they can be read in no time; else none for now."""
    if saves.count() > FEW_SAVES:
        return Catalog()
    try:
        return replace(with_saves(Catalog(), SaveIndex(saves, None).refresh()), troubles=())
    except SimulatorError:
        return Catalog()  # told once the files are read
