"""The principles that the game teaches, numbered, each in one sentence, and where each comes up.

Replies name the principles that they teach; docs/principles.md and `simulator list --principles` list them. A test checks that
every other place named here exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Where a principle comes up apart from replies: a tag, a screen, a figure, a moment of a shift, an exercise."""

    kind: str
    name: str

    @property
    def text(self) -> str:
        """Return the place in words."""
        return f"{self.kind} {self.name}"


_SENTENCES = {
    1: "People expect more each year, and good service isn't always rewarded; give it anyway.",
    2: "Learn from bad service, and remember the good.",
    3: "Listen first, to customers and to colleagues, and stay quiet while you do.",
    4: "Put yourself in their place, and be just as kind to your colleagues and yourself.",
    5: "Believe customers, rely on colleagues, and trust what you know.",
    6: "Try; where you can't help, find someone who can.",
    7: "Enjoy the work, and let a bad day teach you something.",
    8: "People who take responsibility earn trust.",
    9: "Excellent is one step beyond good.",
    10: "Know your own style: do you cheer people up, fix things, or go out of your way for them?",
    11: "How people are treated, whether things happen in the right order and how long they wait decide who comes back.",
    12: "Look at your service as a mystery shopper would.",
    13: "Seeing it through their eyes is more than feeling sorry for them.",
    14: "Genuine care shows, even when the problem stays unsolved.",
    15: "Match your tone to the moment: share their joy, and don't meet anger with a smile.",
    16: "A smile can be heard on the phone and read in a letter.",
    17: "Once you've done everything you were asked to do, go a little further.",
    18: "Unhappy customers leave and tell others; each one is a loose brick.",
    19: "People want to be cared for, and to feel it.",
    20: "Thank people, and show that they count.",
    21: "Let them get it off their chest; patience feeds patience.",
    22: "Be honest about what you can and can't do, offer another way at once, and follow up.",
    23: "Be upright, tactful and sure of your facts.",
    24: "Every trade has its own kind of service, and it starts with being there.",
    25: "A phone call, a letter and a public thread each call for a different manner.",
    26: "Anyone can get better; decide what you'll do about it this week.",
    27: "Service can save a poor product, and ruin a good one.",
    28: "Stand behind what you sell; to the customer, your supplier's fault is yours.",
    29: "It works both ways: good questions get good answers, and good answers get you a good name.",
    30: "You owe people respect, courtesy, patience and honesty, most of all on a bad day.",
    31: "Make it easy: no extra steps, no life stories, nothing asked twice.",
    32: "Most people want to be heard before they want a solution.",
    33: "What keeps going wrong needs a change, and someone who reports it.",
    34: "Your own troubles are not your customers'.",
    35: "No two customers are alike; the same problem needs a different approach.",
    36: "Set out to make a difference each day, whatever the mood around you.",
    37: "Happy customers stay and tell others, and they count on you to stay that way.",
    38: "The tools change; what people need from you doesn't.",
    39: "Feel for the customer, and look after the business too.",
    40: "Leave your own troubles at the door, and watch a sad face brighten.",
    41: "They may say it's all your fault; find out where the trouble really lies.",
    42: "How it felt along the way is what brings them back, and what they tell others.",
    43: "Understand what is needed, meet it honestly, and sometimes say no.",
    44: "Most people never get out of line; only the few who do need a firm limit.",
    45: "A customer is with you for years, and remembers.",
    46: "Feel for them, and don't keep them waiting.",
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
EXERCISES: Mapping[str, str] = MappingProxyType(
    {
        "spot-the-slip": "read part of a conversation, and mark the replies that hurt",
        "cold-letter": "pick the better of two drafts of a letter or an email, one of them in the wrong tone",
        "common-question": "pick the better answer to a customer's question, starting with the customers you've talked to most",
        "their-shoes": "hear replies from the customer's side, and say how the mood moves",
        "mystery-shopper": "score a conversation on the quality form, and see where you and the rules disagree",
    }
)
"""The exercises that a principle can come up in, and what the player does there; two are cards of *pick the better reply*."""
_EXERCISES: Mapping[int, str] = {
    2: "spot-the-slip",
    12: "mystery-shopper",
    13: "their-shoes",
    16: "cold-letter",
    29: "common-question",
}
MOMENTS: Mapping[str, str] = MappingProxyType(
    {
        "composure": "keep an eye on your own composure, which goes down with slips and up with needs you meet",
        "breath": "take a breath, at the cost of a little of their patience",
        "self-check": "say how you are before the shift, and see how composed you were",
        "intention": "choose what to watch for, and see which customers you kept it up with",
        "bad-day-card": "meet your first customer when you're already short of composure, whatever the reason",
        "colleague": "listen to a colleague who's in a mood, between two customers, without letting it spoil yours",
        "return": "meet someone again who remembers how this morning ended",
        "wall": "see what each customer did to the business, brick by brick",
        "spread": "see how far apart your customers' experiences were",
        "turning-points": "find the two moves that made the day",
        "issue-log": "see why they came, and the third time it's the same cause, write it up so that something changes",
        "pledge": "say one thing you'll do next time, and be asked about it",
    }
)
"""The moments of a shift that a principle can come up in, and what the player does there."""
_MOMENTS: Mapping[int, str] = {
    4: "composure breath",
    7: "turning-points pledge",
    10: "self-check intention",
    18: "wall",
    26: "pledge",
    33: "issue-log",
    34: "bad-day-card composure",
    36: "intention colleague",
    37: "spread wall",
    40: "composure bad-day-card",
    45: "return",
    46: "breath",
}
FIGURES = (
    "satisfaction", "quality", "outcome", "process", "treatment", "difference", "mood-curve", "retention", "word-of-mouth",
    "spread",
)  # fmt: skip
"""The figures that a principle can come up in, as the debrief and your progress show them."""
SCREENS = ("home", "brief", "conversation", "debrief", "progress")


def _places(number: int) -> tuple[Place, ...]:
    named = (
        ("tag", _TAGS),
        ("figure", _FIGURES),
        ("screen", _SCREENS),
        ("moment", _MOMENTS),
        ("exercise", _EXERCISES),
    )
    return tuple(
        Place(kind, name) for kind, names in named for name in names.get(number, "").split()
    )


PLACES: Mapping[int, tuple[Place, ...]] = MappingProxyType(
    {number: _places(number) for number in PRINCIPLES}
)
"""Where each principle comes up."""
