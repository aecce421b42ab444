"""The principles that the game teaches, numbered, each in one sentence, and where each is met.

Replies name the principles that they teach; docs/principles.md and `simulator list --principles` say which do. A test holds
every other place named here to the tables and the screens that there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Where a principle is met beside the replies that teach it: a tag, a screen, a figure; or what is planned for it."""

    kind: str
    name: str

    @property
    def text(self) -> str:
        """The place in words."""
        return f"{self.kind} {self.name}" if self.kind != "planned" else f"planned: {self.name}"


_SENTENCES = {
    1: "People expect more each year, and good service is not always returned; give it all the same.",
    2: "Learn from service that was bad, and keep what was good in mind.",
    3: "Listen first, to customers and to colleagues, and be quiet while you do.",
    4: "Put yourself in their place, and be as kind to colleagues and to yourself.",
    5: "Believe customers, rely on colleagues, and trust what you know.",
    6: "Try, and where you cannot, find who can.",
    7: "Enjoy the work, and let a bad day teach you something.",
    8: "Who takes responsibility earns trust.",
    9: "Excellent is a step beyond good.",
    10: "Know what you are like: who cheers, who mends, who gives.",
    11: "How people are treated, whether things come in the right order, and how long they wait decide who comes back.",
    12: "Look at service as a customer who came to test it would.",
    13: "To see it with their eyes is more than to be sorry for them.",
    14: "Care that is meant shows, also where the matter stays unsolved.",
    15: "The tone must fit the moment; joy wants to be shared and anger does not want a smile.",
    16: "A smile can be heard on the phone and read in a letter.",
    17: "Go a little further than asked, once everything that was asked is met.",
    18: "Unhappy customers leave and tell others; each is a brick come loose.",
    19: "People want to be cared for, and to feel it.",
    20: "Thank people, and show that they count.",
    21: "Let them get it off their chest; patience feeds patience.",
    22: "Be honest about what can and cannot be, give the other way at once, and come back to it.",
    23: "Be upright, tactful and sure of your facts.",
    24: "Every trade has its kind of service, and being there is the first of it.",
    25: "A phone call, a letter and a public thread each want another manner.",
    26: "Everybody can get better; decide what you do about it this week.",
    27: "Service can save a poor product, and ruin a good one.",
    28: "Stand behind what you sell; a supplier's fault is yours to the customer.",
    29: "It goes both ways: good questions make answers easy, and answers make a name.",
    30: "Owe people respect, courtesy, patience and honesty, above all on a day that is not their best.",
    31: "Make it easy: no hoops, no life stories, nothing asked twice.",
    32: "Most people want to be heard before they want a solution.",
    33: "What goes wrong again and again wants a change, and somebody who reports it.",
    34: "Your own troubles are not your customers'.",
    35: "No two customers are alike; the same trouble wants another delivery.",
    36: "Want to make a difference each day, whatever the mood around you.",
    37: "Happy customers stay and tell others; what they count on is that it stays so.",
    38: "The tools change, and what people need from you does not.",
    39: "Feel with the customer and keep the business whole.",
    40: "Leave your own troubles at the door, and see a sad face clear.",
    41: "It may all be said to be your fault; find where the trouble really lies.",
    42: "What it was like on the way is what they come back for, and tell.",
    43: "Understand what is needed, meet it honestly, and sometimes say no.",
    44: "Only the few who are out of line need another technique.",
    45: "A customer is a long acquaintance, and remembers.",
    46: "Feel with them, and be quick about it.",
}
PRINCIPLES: Mapping[int, str] = MappingProxyType(_SENTENCES)

_TAGS: Mapping[int, str] = {
    3: "listen",
    4: "empathize",
    5: "reassure handover dismiss waver",
    6: "solve alternative handover giveup dump",
    8: "own blame",
    13: "empathize apologize nonapology",
    14: "tailor robotic",
    15: "warm cold",
    17: "extra",
    20: "thank entitled",
    21: "listen invite give-time interrupt rush",
    22: "alternative commit followup bare-no vague forget stonewall",
    23: "explain reassure waver",
    28: "own solve blame",
    29: "clarify",
    31: "pry reask dump",
    32: "reflect",
    35: "tailor",
    41: "clarify",
    44: "boundary",
    46: "give-time rush",
}
_FIGURES: Mapping[int, str] = {
    1: "quality",
    11: "outcome process treatment",
    18: "retention word-of-mouth",
    19: "satisfaction",
    36: "difference",
    37: "spread retention",
    40: "difference",
    42: "mood-curve retention",
}
_SCREENS: Mapping[int, str] = {
    2: "debrief",
    9: "debrief",
    10: "progress",
    24: "home",
    25: "conversation",
    26: "progress",
    30: "debrief",
    38: "conversation",
    39: "debrief",
    43: "debrief",
    46: "conversation",
}
_PLANNED: Mapping[int, str] = {
    2: "spotting the slips in a finished transcript",
    4: "one's own composure over a shift",
    7: "one thing to change after a shift",
    10: "a self-check before a shift, held against it afterwards",
    12: "scoring a transcript with the form of quality",
    16: "a cold draft to rewrite",
    18: "the wall of bricks in a shift",
    26: "a pledge after a shift, asked about at the next",
    29: "a drill of frequent questions with spaced repeats",
    33: "an issue log over scenarios",
    34: "a bad-day card in a shift",
    37: "spread over a shift",
    45: "customers who remember over a whole shift",
}
"""What only a whole shift of customers can carry, and comes with it."""
FIGURES = (
    "satisfaction", "quality", "outcome", "process", "treatment", "difference", "mood-curve", "retention", "word-of-mouth",
    "spread",
)  # fmt: skip
"""The figures that a principle can be met in, as the debrief and the progress show them."""
SCREENS = ("home", "brief", "conversation", "debrief", "progress")


def _places(number: int) -> tuple[Place, ...]:
    named = (("tag", _TAGS), ("figure", _FIGURES), ("screen", _SCREENS))
    places = [Place(kind, name) for kind, names in named for name in names.get(number, "").split()]
    if number in _PLANNED:
        places.append(Place("planned", _PLANNED[number]))
    return tuple(places)


PLACES: Mapping[int, tuple[Place, ...]] = MappingProxyType(
    {number: _places(number) for number in PRINCIPLES}
)
"""Where each principle is met; what is planned comes last."""
