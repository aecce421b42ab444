"""The principles that the game teaches, numbered, each in one sentence.

The debrief names them behind what was said, and docs/principles.md says where each is met; a test keeps the two equal. Words
only: where a principle lives in a scenario is read off its file.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
