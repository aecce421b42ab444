"""What the full screen says where a key can't mean what the player wants: a number that no reply has, or Enter on none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.scenarios import PARCEL
from tests.support.scene import perform
from tests.support.tui_stage import running

if TYPE_CHECKING:
    from tests.support.tui_stage import Stage

ONCE = PARCEL.replace('answer = "Yes. Exactly."\nto = "waiting"', 'answer = "Yes."\nonce = true')
"""The parcel, where the first reply is given once and stays in its scene, so that the numbers then start at 2."""


def test_a_key_that_gives_no_reply_says_which_do(stage: Stage) -> None:
    """Numbers may start above 1; then 1 and an Enter on nothing say what to press, and Enter gives what is highlighted."""
    stage.write("late-parcel", ONCE)

    async def scene() -> None:
        async with running(stage.app(play="late-parcel")) as actor:
            await actor.press("enter")
            await actor.sees("1 You stayed in", "1-2 reply")
            await actor.press("1")
            await actor.sees("Dana Yes.", "2 It is the busy season.", "2 reply")
            await actor.press("1")
            await actor.sees("There's no reply 1 here. Press 2.")
            await actor.press("enter")
            await actor.sees("Press 2, or Down and Enter.")
            assert ("own-it",) == stage.moves()
            await actor.press("down", "enter")
            await actor.sees("That does not help me.")
            assert ("own-it", "brush-off") == stage.moves()

    perform(scene)
