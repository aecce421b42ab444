"""Names and words to draw from, and the drawing of them.

The names of skills, slips, events and the like are the product's own, so that a row added to its
tables occurs in the random scenarios without a change here. Names of scenes, replies, flags and
promises overlap on purpose: they must not be mixed up.
"""

import random
from string import ascii_lowercase

from simulator import ruleset as tables
from simulator import vocabulary

CHANNELS = list(vocabulary.CHANNELS)
TEMPERAMENTS = list(tables.TEMPERAMENTS)
ALL_SKILLS = list(tables.SKILLS)
REPLY_SKILLS = [skill for skill in ALL_SKILLS if skill != tables.LISTEN]
SLIPS = list(tables.SLIPS)
EVENTS = list(tables.EVENTS)
OUTCOMES = [str(word) for word in vocabulary.Outcome]
NEEDS_MET = [str(word) for word in vocabulary.Need]
CRITICAL_KINDS = list(vocabulary.CRITICALS)
BANDS = list(tables.BANDS)
GAUGES = list(tables.GAUGES)
RANGES = dict(tables.RANGES)
PRINCIPLES = range(vocabulary.PRINCIPLE_NUMBERS[0], vocabulary.PRINCIPLE_NUMBERS[1] + 1)
PORTRAIT = {trait: list(words) for trait, words in vocabulary.PORTRAIT.items()}

SCENE_NAMES = [
    *("opening", "story", "story-2", "ledger", "x", "b2b", "on-hold", "second-call", "letter-3"),
    *("explodes", "hangs-up", "calm", "softens", "tells-more", "wait-for-it", "detour"),
]
ENDING_SCENES = ["saved", "gone", "half-way", "the-end", "closed-9", "out"]
ENDING_NAMES = ["resolved", "lost", "settled", "handed-over", "saved", "shelved"]
REPLY_NAMES = [
    *("recap", "offer", "own-it", "ask", "wait", "hold-1", "hold-2", "warmly", "sorry", "refund"),
    *("a", "b7", "push-back", "say-no", "promise-it", "done", "opening"),
]
FLAGS = ["knows-call", "ticket-open", "f1", "f2", "told", "angry"]
PROMISES = ["callback", "refund", "p3", "f1"]
ROOTS = ["label-over-label", "two-systems", "x", "callback"]
DAY_NAMES = ["a wet Monday", "Pay day", "x", "größer", "2"]

WORDS = [
    *("I", "called", "three", "times", "today", "and", "nobody", "knows", "my", "name", "the"),
    *("box", "still", "blinks", "refund", "please", "really", "why", "now", "then", "honestly"),
    *('"quoted"', "back\\slash", "C:\\new\\table", "it's", "# no comment", "[bold]tag[/bold]"),
    *("100 %", "{brace}", "'''", '"""', "größer", "naïve", "日本語", "🙂", "a = 1", "½", "€ 3,50"),
]


class Draw:
    """What the parts of a random scenario are drawn with."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def chance(self, probability: float) -> bool:
        """Return whether something of this probability happens."""
        return self.rng.random() < probability

    def text(self, most: int = 9) -> str:
        """Return a few words, some of them awkward to write in TOML."""
        return " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, most)))

    def wording(self) -> str:
        """Return words that are unlike all others, since wordings of a scene must not be alike."""
        lengths = [self.rng.randint(5, 9) for _ in range(self.rng.randint(4, 7))]
        return " ".join("".join(self.rng.choices(ascii_lowercase, k=length)) for length in lengths)

    def some(self, pool: list[str], most: int) -> list[str]:
        """Return one to `most` different names of a pool."""
        return self.rng.sample(pool, self.rng.randint(1, min(most, len(pool))))

    def number(self, low: int, high: int) -> int:
        """Return a number of a range, its bounds more often than the others."""
        return self.rng.choice([low, high, *self.rng.choices(range(low, high + 1), k=4)])
