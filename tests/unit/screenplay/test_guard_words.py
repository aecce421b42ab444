"""Guards in words: each says what the guard asks, and an opposite is said as people say it."""

from __future__ import annotations

import pytest

from simulator.screenplay.guard_words import guard_words
from simulator.screenplay.places import Places

PLACES = Places({"scenes": {"opening": {"replies": [{"id": "recap"}]}, "end": {}}})


@pytest.mark.parametrize(
    ("guard", "words"),
    [
        ("flag('told')", "the flag “told” is set"),
        ("not flag('told')", "the flag “told” isn't set"),
        ("promised('call')", "“call” was promised"),
        ("seen('end')", "scene 2 (end) was entered before"),
        ("not seen('end')", "scene 2 (end) wasn't entered before"),
        ("listened('opening')", "everything in scene 1 (opening) was heard"),
        ("not listened('opening')", "not everything in scene 1 (opening) was heard"),
        ("chose('opening.recap')", "reply 1.1 (opening.recap) was given"),
        ("given('opening.recap') < 3", "reply 1.1 (opening.recap) was given fewer than 3 times"),
        ("visits('opening') >= 2", "scene 1 (opening) was entered at least twice"),
        ("used('own') > 0", "the trainee took responsibility (own) at least once"),
        ("not used('own') > 0", "the trainee never took responsibility (own)"),
        ("visits('end') == 0", "scene 2 (end) was never entered"),
        ("given('opening.recap') != 2", "reply 1.1 (opening.recap) was given not exactly twice"),
        ("mood >= calm", "the mood is calm or better"),
        ("not mood >= calm", "the mood is worse than calm"),
        ("mood < -8", "the mood is below −8"),
        ("40 < anger", "the anger is above 40"),
        ("10 <= anger < 40", "the anger is at least 10 and the anger is below 40"),
        ("not 10 <= anger < 40", "the anger is below 10 or the anger is at least 40"),
        ("heard > trust", "how heard they feel is above the trust"),
        ("turns == 3", "the number of turns is 3"),
        (
            "flag('a') and (mood >= calm or trust > 50)",
            "the flag “a” is set and (the mood is calm or better or the trust is above 50)",
        ),
        (
            "not (flag('a') and (mood >= calm or trust > 50))",
            "the flag “a” isn't set or (the mood is worse than calm and the trust is at most 50)",
        ),
        (
            "used('own') > turns",
            "the number of times the trainee took responsibility (own) is above the number of turns",
        ),
    ],
)
def test_words(guard: str, words: str) -> None:
    """Each piece of the language has its words."""
    assert words == guard_words(guard, PLACES)
