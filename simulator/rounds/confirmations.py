"""What a trainer is asked before something that disturbs a class or can't be undone, in the same words on every face. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.text import listed

if TYPE_CHECKING:
    from collections.abc import Sequence


class Confirmation(NamedTuple):
    """A question, what follows from a yes, and the yes as a verb with its object."""

    question: str
    consequence: str
    action: str


MOVED_ON = "The round has moved on, so nothing was changed."
"""The answer to a yes that came too late: what it would do now isn't what was asked about."""
STOP_SERVER = Confirmation(
    "Stop the server?",
    "This disconnects everyone. The round is saved, and you can resume it.",
    "Stop the server",
)
STOP_ENDED = Confirmation(
    "Stop the server?",
    "Trainees can't open their debriefs any more. The round is saved, and you can read it and report on it.",
    "Stop the server",
)
END_SCENARIO = Confirmation(
    "End this scenario?",
    "Unfinished conversations count as they are, as if nothing had been settled, and the debrief begins.",
    "End this scenario",
)
END_ROUND = Confirmation(
    "End the round?",
    "No one can join any more; the debrief stays on every screen until you stop the server.",
    "End the round",
)
END_EARLY = Confirmation(
    "End the round?",
    "No one can join any more, and nothing more will be played. The results stay in the round's file.",
    "End the round",
)
NEXT = Confirmation(
    "Go to the next scenario?",
    "Trainees can read their debriefs until it starts. You can show what the class did at any time.",
    "Go to the next scenario",
)


def end_confirmation(phase: str, number: int, of: int) -> Confirmation:
    """Return the question before the scenario or the round is ended, in scenario `number` of `of`."""
    if phase in ("countdown", "open", "paused"):
        return END_SCENARIO
    return END_ROUND if phase == "debrief" and number == of else END_EARLY


def next_confirmation(phase: str, number: int, of: int) -> Confirmation:
    """Return the question before the debrief is left: for the next scenario, or where there is none, for the end."""
    return NEXT if number < of else end_confirmation(phase, number, of)


REMOVE = Confirmation(
    "Remove {name} from the round?",
    "Their moves no longer count. They can't come back unless you let them back in.",
    "Remove {name} from the round",
)
REMOVE_MANY = Confirmation(
    "Remove {people} from the round?",
    "They are {names}. Their moves no longer count. They can't come back unless you let them back in.",
    "Remove {people} from the round",
)


def remove_confirmation(name: str) -> Confirmation:
    """Return the question before a trainee is removed from the round."""
    return Confirmation(*(text.format(name=name) for text in REMOVE))


def remove_many_confirmation(names: Sequence[str]) -> Confirmation:
    """Return the question before several trainees are removed from the round."""
    if len(names) == 1:
        return remove_confirmation(names[0])
    people, all_names = f"{len(names)} people", listed(names)
    return Confirmation(*(text.format(people=people, names=all_names) for text in REMOVE_MANY))


NEW_CODE = Confirmation(
    "Make a new code?",
    "The old code and the QR code on the projector stop working. Everyone who has joined stays in.",
    "Make a new code",
)


END_HOT_SEAT = Confirmation(
    "End the round?",
    "No one can play after this. Unfinished conversations count as they are, as if nothing had been settled.",
    "End the round",
)


def out_confirmation(name: str) -> Confirmation:
    """Return the question before a player at one terminal is taken off the roster."""
    return Confirmation(
        f"Take {name} off the roster?",
        f"{name} won't play any more. What {name} has played so far counts as it is.",
        f"Take {name} off the roster",
    )
