"""What a trainer is asked before something that disturbs a class or can't be undone, in the same words on every face. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Confirmation(NamedTuple):
    """A question, what follows from a yes, and the yes as a verb with its object."""

    question: str
    consequence: str
    action: str


MOVED_ON = "The round has moved on meanwhile, so nothing was changed."
"""What is said to a yes that came too late: what it would do now is not what was asked about."""
END_SERVER = Confirmation(
    "End the server?",
    "Every connection is closed. The round is kept, and can be resumed.",
    "End the server",
)


def close_confirmation(*, playing: bool) -> Confirmation:
    """Ask before the play is closed, or the round."""
    if playing:
        return Confirmation(
            "Close the play?",
            "What is unfinished counts as it stands, and the debrief begins.",
            "Close the play",
        )
    return Confirmation(
        "Close the round?",
        "The code stops working and no other scenario is played; the results stay in the round's file.",
        "Close the round",
    )


def next_confirmation(*, last: bool) -> Confirmation:
    """Ask before the debrief is left, for the next scenario or for the end of the round."""
    if last:
        return Confirmation(
            "End the round?",
            "This was the last scenario. The code stops working; the debrief stays on every screen.",
            "End the round",
        )
    return Confirmation(
        "Leave the debrief for the next scenario?",
        "The debrief goes from every screen and can't be shown again: first save what the class did, if you want to keep it.",
        "Go to the next scenario",
    )


def remove_confirmation(name: str) -> Confirmation:
    """Ask before somebody is removed from the round."""
    return Confirmation(
        f"Remove {name} from the round?",
        "Their moves no longer count, and they can't come back unless you let them in again.",
        f"Remove {name}",
    )


CLOSE_HOT_SEAT = Confirmation(
    "Close the round?",
    "No one plays after this; what is unfinished counts as it stands.",
    "Close the round",
)


def out_confirmation(name: str) -> Confirmation:
    """Ask before somebody at one terminal is taken off the roster."""
    return Confirmation(
        f"Take {name} off the roster?",
        f"{name} doesn't play any more; what {name} has played counts as it stands.",
        f"Take {name} off",
    )
