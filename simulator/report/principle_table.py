"""Where each principle is played: the replies that teach it, scenario by scenario, as a table for docs/principles.md.

Read off what replies say they teach; a principle that no reply of the library teaches is said not to be played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.principles import PLACES, PRINCIPLES
from simulator.report.principles import is_slip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.scenario.model import Scenario

HEADINGS = ("#", "principle", "met by", "missed by", "also in")
NOT_PLAYED = "no reply"


@dataclass(frozen=True, slots=True)
class PrincipleRow:
    """A principle with the replies that meet it and those that go against it, as (scenario, scene, reply)."""

    number: int
    met: tuple[tuple[str, str, str], ...]
    missed: tuple[tuple[str, str, str], ...]

    @property
    def played(self) -> bool:
        """Whether any reply teaches it."""
        return bool(self.met or self.missed)

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        places = "; ".join(place.text for place in PLACES[self.number])
        met = _replies(self.met) if self.played else NOT_PLAYED
        return (str(self.number), PRINCIPLES[self.number], met, _replies(self.missed), places)

    def as_json(self) -> dict[str, Any]:
        """Return the row for `list --principles --json`."""
        places = PLACES[self.number]
        return {
            "number": self.number,
            "principle": PRINCIPLES[self.number],
            "played": self.played,
            "met_by": [_reply_json(item) for item in self.met],
            "missed_by": [_reply_json(item) for item in self.missed],
            "places": [place.text for place in places],
        }


def principle_rows(scenarios: Iterable[Scenario]) -> list[PrincipleRow]:
    """Return a row for each principle, over all replies of some scenarios."""
    met: dict[int, list[tuple[str, str, str]]] = {number: [] for number in PRINCIPLES}
    missed: dict[int, list[tuple[str, str, str]]] = {number: [] for number in PRINCIPLES}
    for scenario in scenarios:
        for scene in scenario.scenes.values():
            for reply in scene.replies:
                for number in reply.teaches:
                    side = missed if is_slip(reply) else met
                    side[number].append((scenario.id, scene.name, reply.id))
    return [
        PrincipleRow(number, tuple(met[number]), tuple(missed[number])) for number in PRINCIPLES
    ]


def principle_table(rows: Sequence[PrincipleRow]) -> list[str]:
    """Return the table in Markdown, and below it how many principles come up in a reply."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(row.cells() for row in rows)]
    played = sum(row.played for row in rows)
    return [
        *(f"| {' | '.join(cells)} |" for cells in lines),
        "",
        f"{played} of {len(rows)} come up in a reply.",
    ]


def _replies(found: Iterable[tuple[str, str, str]]) -> str:
    """Return replies scenario by scenario: `day-45: found.own-it, lost.ring; wrong-cake: slip.ours`."""
    by_scenario: dict[str, list[str]] = {}
    for scenario, scene, reply in found:
        by_scenario.setdefault(scenario, []).append(f"{scene}.{reply}")
    return "; ".join(f"{scenario}: {', '.join(names)}" for scenario, names in by_scenario.items())


def _reply_json(item: tuple[str, str, str]) -> dict[str, str]:
    scenario, scene, reply = item
    return {"scenario": scenario, "scene": scene, "reply": reply}
