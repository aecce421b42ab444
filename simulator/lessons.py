"""What the game teaches about each skill and slip: an example of each, and the principle behind it.

The debrief and the pages of the documentation take it from here; a test compares those pages with it. It holds words only: what
a skill or a slip does to a customer is in `ruleset`.
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

    `good` is a line that shows the skill, `bad` one that slips where the skill was needed; both may be empty, as for listening,
    which isn't said. `advice` tells what to do, and `principle` is the number of the principle in docs/principles.md.
    """

    good: str
    bad: str
    advice: str
    principle: int


_SKILLS = {
    "listen": Lesson("", "", "Let them finish; what matters most often comes last", 3),
    "invite": Lesson(
        "Tell me what happened, from the start.",
        "Yes, yes, I see the problem.",
        "Ask what happened, then give them room to tell you",
        21,
    ),
    "reflect": Lesson(
        "You've rung twice, and both times you were told it was fixed.",
        "And what was your name again?",
        "Say back what they told you, in words as strong as theirs",
        32,
    ),
    "clarify": Lesson(
        "When do you need it by?",
        "Why don't you have a second bike?",
        "Ask the one question you need the answer to",
        41,
    ),
    "give-time": Lesson(
        "Take your time, I'm not going anywhere.",
        "Could you keep it short?",
        "Let them take it at their own pace",
        21,
    ),
    "empathize": Lesson(
        "Seven months without work, and now this.",
        "It's only a wheel.",
        "Say what it's like for them before you fix anything",
        13,
    ),
    "apologize": Lesson(
        "I'm sorry we left you stranded.",
        "I'm sorry if you feel that way.",
        "Apologise once, for the thing itself",
        13,
    ),
    "own": Lesson(
        "That's our fault, and I'll sort it out.",
        "That was the morning shift.",
        "When it's your side's fault, say so, and say you'll sort it out",
        8,
    ),
    "explain": Lesson(
        "The wheel will be here at nine, because the depot's shut now.",
        "That's just how it is.",
        "Give the reason, in words they'd use",
        22,
    ),
    "solve": Lesson(
        "I'll fit another wheel tonight.",
        "There's nothing I can do.",
        "Once they feel heard, put it right",
        28,
    ),
    "alternative": Lesson(
        "Not tonight, but you can have our loan bike.",
        "No, that isn't possible.",
        "After a no, say at once what you can do",
        22,
    ),
    "commit": Lesson(
        "I'll ring you at ten, myself.",
        "Someone will be in touch soon.",
        "Say who will do what, and by when",
        22,
    ),
    "followup": Lesson(
        "I'll ring on Saturday to check it's running well.",
        "That was everything, wasn't it?",
        "Get back to them before they have to chase you",
        22,
    ),
    "handover": Lesson(
        "Ana knows the whole story, and she'll take it from here.",
        "You'll have to ask the office.",
        "Pass the whole story on, so that they don't have to tell it again",
        6,
    ),
    "reassure": Lesson(
        "It's the right wheel. I've measured it.",
        "I think it should fit, maybe.",
        "Say what you're sure of, and why",
        5,
    ),
    "tailor": Lesson(
        "You ride at night, so I've charged your lights.",
        "Your concern is important to us.",
        "Talk about this person and this problem",
        35,
    ),
    "thank": Lesson(
        "Thanks for being straight with me.",
        "You'll have to be patient.",
        "Thank them for what they've given you: time, patience, the truth",
        20,
    ),
    "warm": Lesson(
        "Good to see you, Tom.",
        "Next.",
        "Be warm once they're ready for it",
        15,
    ),
    "extra": Lesson(
        "I oiled the chain while I was at it.",
        "",
        "Once you've done what they asked, do one small thing they didn't ask for",
        17,
    ),
    "boundary": Lesson(
        "I want to help, but I can't while you're insulting me.",
        "",
        "Set one calm limit, and only for abuse",
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
