"""What plain mode prints, as lines: what is said, who the customer is, and the sections of a report. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.engine.lines import Voice
from simulator.report.words import day_words
from simulator.text import with_stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simulator.engine.lines import Line
    from simulator.report.sections import Section
    from simulator.scenario.model import Scenario

_FROM: Mapping[Voice, str] = MappingProxyType(
    {
        Voice.CUSTOMER: "Customer: ",
        Voice.YOU: "You: ",
        Voice.ACTION: "You do: ",
        Voice.NARRATION: "Scene: ",
        Voice.NOTICE: "",
    }
)


def line_texts(line: Line) -> list[str]:
    """Return a line of the conversation as lines of the page, each after who or what it comes from."""
    who = f"{line.speaker}: " if line.speaker else _FROM[line.voice]
    return [f"{who}{text}" for text in line.text.split("\n") if text.strip()]


def introduction(title: str, kind: str, name: str, about: str, brief: str) -> list[str]:
    """Return what is played, with whom, and what the trainee knows."""
    lines = [
        f"{with_stop(title)} {kind[:1].upper()}{kind[1:]}.",
        f"The customer: {name}. {about}".rstrip(),
    ]
    return [*lines, brief] if brief else lines


def scenario_introduction(scenario: Scenario) -> list[str]:
    """Return the introduction of a scenario: its title, channel, industry, level and day, the customer and the brief."""
    parts = (
        scenario.channel,
        scenario.industry,
        f"level {scenario.level}",
        day_words(scenario.day),
    )
    kind, customer = ", ".join(part for part in parts if part), scenario.customer
    return introduction(scenario.title, kind, customer.name, customer.about, scenario.brief)


def section_lines(sections: Iterable[Section]) -> Iterator[str]:
    """Yield the lines of a report's sections, each after an empty line and its title."""
    for section in sections:
        yield ""
        yield f"{section.title}."
        yield from section.paragraphs


def list_number(text: str, last: int) -> int | None:
    """Return the number from 1 to `last` that was typed, or None."""
    if text.isdecimal() and len(text) < 6 and 1 <= int(text) <= last:
        return int(text)
    return None
