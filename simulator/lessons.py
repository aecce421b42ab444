"""What the game teaches about each skill and slip: a line of each, and the principle it stands on. From one source.

The coach, the debrief and the pages of the documentation read it; a test compares those pages with it. It holds words only:
what a skill or a slip does to a customer stands in `tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Lesson:
    """A skill or a slip as it is taught.

    `good` is a line that shows the skill, `bad` one that slips where it was due; both may be empty, as for listening, which is
    done and not said. `advice` tells what to do, and `principle` is the number of the principle in docs/principles.md.
    """

    good: str
    bad: str
    advice: str
    principle: int


_SKILLS = {
    "listen": Lesson(
        "", "", "Let them go on until they have said it; what matters often comes last", 3
    ),
    "invite": Lesson(
        "Tell me what happened, from the start.",
        "Yes, yes, I see the problem.",
        "Ask them to tell it, then leave them the room",
        21,
    ),
    "reflect": Lesson(
        "You rang twice and were told twice.",
        "And what was your name again?",
        "Say back what they told you, in their measure",
        32,
    ),
    "clarify": Lesson(
        "When do you need it by?",
        "Why don't you have a second bike?",
        "Ask the one question whose answer you need",
        41,
    ),
    "give-time": Lesson(
        "Take your time, I'll wait.",
        "Could you make it short?",
        "Leave them their own pace",
        21,
    ),
    "empathize": Lesson(
        "Seven months without work, and now this.",
        "It's only a wheel.",
        "Name what it is like for them before you mend anything",
        13,
    ),
    "apologize": Lesson(
        "I'm sorry that we left you standing.",
        "I'm sorry if you feel that way.",
        "Apologise once, for the thing itself",
        13,
    ),
    "own": Lesson(
        "That's on us, and I'll see to it.",
        "That was the morning shift.",
        "Say whose fault it is when it is yours, and that you will see to it",
        8,
    ),
    "explain": Lesson(
        "The wheel comes at nine, since the depot is shut now.",
        "That's just how it is.",
        "Give the reason, in words they use",
        22,
    ),
    "solve": Lesson(
        "I'll put another wheel on tonight.",
        "There's nothing to be done.",
        "Put it right, once they feel heard",
        28,
    ),
    "alternative": Lesson(
        "Not tonight. You can have our loan bike.",
        "No, that isn't possible.",
        "Follow a no at once with what you can do",
        22,
    ),
    "commit": Lesson(
        "I'll ring you at ten, myself.",
        "Somebody will be in touch soon.",
        "Say who does what by when",
        22,
    ),
    "followup": Lesson(
        "I'll call on Saturday to hear if it runs.",
        "That was all, wasn't it?",
        "Come back to them before they have to come back to you",
        22,
    ),
    "handover": Lesson(
        "Ana knows the whole story, and she'll take it from here.",
        "You'll have to ask the office.",
        "Hand over with the story told, so that they need not tell it again",
        6,
    ),
    "reassure": Lesson(
        "It's the right wheel, I've measured it.",
        "I think it should fit, maybe.",
        "Say what you are sure of, and why",
        5,
    ),
    "tailor": Lesson(
        "You ride at night, so I've charged the lamp.",
        "Your concern is important to us.",
        "Speak to this person about this matter",
        35,
    ),
    "thank": Lesson(
        "Thank you for telling me straight.",
        "You'll have to be patient.",
        "Thank them for what they gave: time, patience, the truth",
        20,
    ),
    "warm": Lesson(
        "Good to see you, Tom.",
        "Next.",
        "Let a smile be heard, once there is room for one",
        15,
    ),
    "extra": Lesson(
        "I oiled the chain while I was at it.",
        "",
        "Do the small thing that nobody asked for, after the one that was",
        17,
    ),
    "boundary": Lesson(
        "I want to help, and I can't while you insult me.",
        "",
        "Set one calm limit, and only to abuse",
        44,
    ),
}
SKILL_LESSONS: Mapping[str, Lesson] = MappingProxyType(_SKILLS)

SLIP_PRINCIPLES: Mapping[str, int] = MappingProxyType(
    {
        "interrupt": 21,
        "reask": 31,
        "pry": 31,
        "rush": 46,
        "dismiss": 5,
        "nonapology": 13,
        "blame": 28,
        "stonewall": 22,
        "giveup": 6,
        "bare-no": 22,
        "vague": 22,
        "forget": 22,
        "dump": 31,
        "waver": 23,
        "robotic": 14,
        "entitled": 20,
        "cold": 15,
    }
)
"""The principle that each slip goes against."""
