"""The words of the scenario that `simulator new` writes, where they depend on how the customer gets in touch and who they are.

The template itself is by phone, with a steady customer. What is listed here replaces its texts, each by its place in the
file; the story, the replies' ids and where they lead are the same for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.scenario.diagnostic import KeyPath

OPENING: KeyPath = ("scenes", "opening")
FINDING: KeyPath = ("scenes", "finding")
FIRST_WORDS: KeyPath = (*OPENING, "says", 0)
_SECOND_WORDS: KeyPath = (*OPENING, "says", 1, "text")
_BRIEF: KeyPath = ("brief",)
_NARRATION: KeyPath = (*OPENING, "narration")
_NUDGE: KeyPath = (*OPENING, "nudge")
_SAY_IT_BACK: KeyPath = (*OPENING, "replies", 0, "text")
_ASK_NUMBER: KeyPath = (*OPENING, "replies", 1, "text")
_NUMBER: KeyPath = (*OPENING, "replies", 1, "answer")
_WHERE: KeyPath = (*FINDING, "says")
_TODAY: KeyPath = (*FINDING, "replies", 0, "text")
_TODAY_ANSWER: KeyPath = (*FINDING, "replies", 0, "answer")
_NEXT_ROUND: KeyPath = (*FINDING, "replies", 1, "text")
_COLLECT: KeyPath = (*FINDING, "replies", 2, "text")
_GOODBYE: KeyPath = ("scenes", "half", "says")

_SEE_PARCELS = "You can see where every parcel is."
_BY_SIX = (
    "It's at your local depot. It'll come today before six, and I'll {} you when it's on the van."
)

BY_CHANNEL: Mapping[str, Mapping[KeyPath, str]] = {
    "phone": {},
    "chat": {
        _BRIEF: f"You're on chat support for a parcel service. {_SEE_PARCELS}",
        _NARRATION: "A new chat opens.",
        _NUDGE: "Are you still there?",
        _TODAY: _BY_SIX.format("message"),
        _GOODBYE: "All right. Bye.",
    },
    "email": {
        _BRIEF: f"You answer emails for a parcel service. {_SEE_PARCELS}",
        _NARRATION: "An email, sent this morning.",
        _NUDGE: "I'm still waiting for an answer.",
        _ASK_NUMBER: "I'm sorry to read that. Could you send me the parcel number, please?",
        _NUMBER: "The number is in the subject line.",
        _WHERE: "So where is it?",
        _TODAY: _BY_SIX.format("email"),
        _GOODBYE: "All right. Thanks for letting me know.",
    },
    "letter": {
        _BRIEF: f"You answer letters for a parcel service. {_SEE_PARCELS}",
        (
            "customer",
            "backstory",
        ): "The parcel is a birthday present, and the birthday is on Saturday.",
        _NARRATION: "A letter in neat handwriting.",
        _SECOND_WORDS: "And I can't stay in on Saturday. It's my son's birthday.",
        _NUDGE: "I haven't had an answer to my letter.",
        _SAY_IT_BACK: "You stayed in on Monday, and no one came. I'm looking into where it is.",
        _ASK_NUMBER: "I'm sorry to read that. Please send us the parcel number.",
        _NUMBER: "The number is on the enclosed card.",
        _WHERE: "So where is it?",
        _TODAY: "It's at your local depot. It'll come on Friday before six, and I'll ring you when it's on the van.",
        _TODAY_ANSWER: "Friday? That would save Saturday.",
        _NEXT_ROUND: "It's at the depot near you, all in good order, and it'll go out on Saturday's round, "
        "between eight and noon.",
        _COLLECT: "You can collect it from the depot on Friday if that's easier. It's open until eight, "
        "and there's somewhere to park.",
        _GOODBYE: "All right. Thank you for your letter.",
    },
    "social": {
        _BRIEF: f"You answer public posts for a parcel service. {_SEE_PARCELS}",
        _NARRATION: "A post for all to see.",
        _NUDGE: "Is anyone reading this?",
        _ASK_NUMBER: "I'm sorry to read that. Could you send us the parcel number in a private message?",
        _NUMBER: "One moment. Sent.",
        _TODAY: _BY_SIX.format("message"),
        _GOODBYE: "All right. Bye.",
    },
    "counter": {
        _BRIEF: f"You're at the counter of a parcel shop. {_SEE_PARCELS}",
        _NARRATION: "The bell on the door rings.",
        _NUDGE: "Excuse me?",
    },
    "video": {
        _BRIEF: f"You take video calls for a parcel service. {_SEE_PARCELS}",
        _NARRATION: "The picture is a little blurred.",
        _NUDGE: "Can you hear me?",
        _GOODBYE: "All right. Bye.",
    },
    "peer": {
        ("summary",): "A colleague's parcel is two days late, and they waited in for it.",
        _BRIEF: f"You help colleagues at a parcel service. {_SEE_PARCELS}",
        ("customer", "about"): "Works two floors up, and is waiting for a parcel.",
        _NARRATION: "A colleague stops at your desk.",
        FIRST_WORDS: "Hi. A parcel of mine was meant to come on Monday. I stayed in for it.",
        _GOODBYE: "All right. See you.",
    },
}
"""By channel what is said otherwise than by phone."""

BY_TEMPERAMENT: Mapping[str, str] = {
    "sunny": "Hi there! My parcel was meant to come on Monday, and I stayed in for it. I expect it's just a mix-up.",
    "firecracker": "Monday! You said Monday, and I stayed in for it! Where's my parcel?",
    "slow-burner": "It's about my parcel. It was meant to come on Monday. I stayed in for it.",
    "hurrier": "I've only got a minute. My parcel was meant to come on Monday, and I stayed in for it.",
    "analyst": "My parcel was meant to come on Monday, between nine and one. I stayed in until two. Nothing came.",
    "worrier": "I hope you can help me. My parcel was meant to come on Monday, and I stayed in for it. Is it lost?",
    "loyal-but-hurt": "I've used you for years. My parcel was meant to come on Monday, and I stayed in for it. For nothing.",
    "cynic": "Let me guess: it's the driver's fault. My parcel was meant to come on Monday, and I stayed in for it.",
}
"""By temperament the first words, where they aren't those of a steady customer."""
