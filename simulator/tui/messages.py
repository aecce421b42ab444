"""What widgets and screens tell those above them.

They are here once so that a screen can be read by what goes in and what comes out of it. A message carries values; it must
not carry a widget or ask for an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.play.rules import Rules
    from simulator.play.shift_offers import ShiftOffer
    from simulator.report.sections import Section
    from simulator.rounds.requests import Say
    from simulator.scenario.library import ScenarioFile


class EarlierPlaysFound(Message):
    """The player has plays under an earlier edition of the rules; `note` says what that means."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self.note = note


class NoReplyChosen(Message):
    """Enter was pressed while no reply was highlighted."""


class MoveChosen(Message):
    """The player chose a move: a reply's id, `listen` or `silence`."""

    def __init__(self, move: str) -> None:
        super().__init__()
        self.move = move


class SeatMoves(Message):
    """The player of a seat in a round chose a move, to be sent to the server."""

    def __init__(self, move: str) -> None:
        super().__init__()
        self.move = move


class SeatSays(Message):
    """The player of a seat in a round has typed a sentence, to be compared by the server."""

    def __init__(self, asked: Say) -> None:
        super().__init__()
        self.asked = asked


class TrainerWants(Message):
    """The trainer of a round wants something of the server, as the protocol names it."""

    def __init__(self, asked: dict[str, Any]) -> None:
        super().__init__()
        self.asked = asked


class ClassWanted(Message):
    """The trainer wants to walk through what the class did in a scenario, counted from 1."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class EndInSight(Message):
    """The end of a longer text has come into sight, or has gone out of it."""


class RepliesCut(Message):
    """There are more replies below what is in sight, or there are none any more."""

    def __init__(self, cut: bool) -> None:
        super().__init__()
        self.cut = cut


class Revealed(Message):
    """Text that appeared bit by bit is all there."""


class DebriefWanted(Message):
    """The play is over, and the player has read its last words."""


class PlayLeft(Message):
    """The player leaves a play that is not over."""


class PlayAgain(Message):
    """The player wants the same play once more, from its start."""


class DebriefLeft(Message):
    """The player has done with a debrief."""


class TryAgainFrom(Message):
    """The player wants to play on from before a move of the play that is over; `index` counts from 0."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class GoOnFrom(Message):
    """The player wants to take over a good play from where it is; `moves` are all those before."""

    def __init__(self, moves: tuple[str, ...]) -> None:
        super().__init__()
        self.moves = moves


class SettingChosen(Message):
    """The player chooses a setting for good, by its name."""

    def __init__(self, key: str, value: object) -> None:
        super().__init__()
        self.key, self.value = key, value


class SaveWanted(Message):
    """The player wants a text written to a file."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ReportWanted(Message):
    """The player wants a report: on the play that is over, whose debrief `sections` gives, or else on all their plays."""

    def __init__(self, sections: Callable[[], Sequence[Section]] | None = None) -> None:
        super().__init__()
        self.sections = sections


class ClassReportWanted(Message):
    """The trainer wants a report on the round; with `named`, names are shown."""

    def __init__(self, *, named: bool) -> None:
        super().__init__()
        self.named = named


class ScenarioOpened(Message):
    """The player wants to read a scenario's brief; `mode` is the one that their course asks for, None where any will do."""

    def __init__(self, item: ScenarioFile, mode: str | None = None) -> None:
        super().__init__()
        self.item, self.mode = item, mode


class DrillsWanted(Message):
    """The player wants to answer exercises."""


class SceneWanted(Message):
    """The player wants to play a scenario on from where a card begins; `moves` lead there."""

    def __init__(self, scenario: str, moves: tuple[str, ...]) -> None:
        super().__init__()
        self.scenario, self.moves = scenario, moves


class ShiftsWanted(Message):
    """The player wants to work a shift, one of these."""

    def __init__(self, offers: Sequence[ShiftOffer]) -> None:
        super().__init__()
        self.offers = tuple(offers)


class GuideWanted(Message):
    """The player wants the guided first conversation."""


class ProgressWanted(Message):
    """The player wants to see their progress."""


class BriefLeft(Message):
    """The player does not want to play this scenario now."""


class PlayWanted(Message):
    """The player begins a play."""

    def __init__(self, item: ScenarioFile, rules: Rules) -> None:
        super().__init__()
        self.item, self.rules = item, rules


class ResumeWanted(Message):
    """The player resumes a saved play, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
