"""What the pages about the rounds of a class say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.rounds.model import Phase

ROUNDS = "Rounds"
NONE_YET = "There are no rounds yet."
NEW = "Start a round"
ABOUT = "In a round, everyone plays the same customer at the same time. You lead it from a separate page."
NAME, NAME_HINT = (
    "Name of the round",
    "It's shown at the top of everyone's screen, and later in the list of rounds.",
)
USUAL_NAME = "Round"
SCENARIO = (
    "First scenario",
    "Second scenario",
    "Third scenario",
    "Fourth scenario",
    "Fifth scenario",
)
CHOOSE, NO_MORE = "Choose a scenario", "No more scenarios"
PRACTICE = "The first scenario is practice and doesn't count"
MODE = "Mode"
MINUTES, MINUTES_HINT = "Minutes for a scenario", "0 means no limit."
COUNTDOWN, COUNTDOWN_HINT = (
    "Seconds to read the brief",
    "Everyone reads it before the clock starts.",
)
BONUS, BONUS_HINT = "Points for speed", "The most that speed can add, from 0 to 20."
RESET = "Points start again with each scenario"
OWN_WORDS = "They say it in their own words before they see the replies"
START = "Open the round"
OPENED = "The round is open. Your class can join it from their own pages."
NO_SCENARIO = "Choose at least one scenario."
UNKNOWN_SCENARIO = "One of the scenarios isn't there any more. Choose again."
ONLY_PRACTICE = "Only the first scenario can be practice. Choose a second one that counts."
TWICE = "{title} is chosen twice: the second time, the class would know what works. Choose it once."
NO_MODE = "Choose a mode."
NUMBER = "{label} has to be a whole number from {least} to {most}."
TOO_MANY_OPEN = "This server already has {most} rounds open, the most it can have."
TOO_MANY_LED = "Your classes already have {most} rounds open, the most they can have."
STOP_ONE = "Stop one that is over."
NO_SUCH_ROUND = "There is no such round in this class, or it was deleted."
FORMER = "Former trainee"

STATE = "State"
MADE = "Started"
STOPPED = "Stopped. It's saved, and you can open it again."
LEAD, LEAD_HINT = (
    "Lead the round",
    "Start it, see how far everyone is, and go through it with the class.",
)
BOARD, BOARD_HINT = (
    "Board for the projector",
    "Open it on the computer that's connected to the projector.",
)
GUESTS = "Guests"
GUESTS_TOLD = "Your class joins from their own pages. Anyone else needs this address and code, and waits until you let them in."
CODE, ADDRESS, TERMINAL = "Code", "Address", "In a terminal"
STOP, STOP_TOLD = "Stop the round", "Everyone's page closes. What they did is saved."
STOPPED_NOW = "The round has stopped."
REOPEN, REOPEN_TOLD = (
    "Open it again",
    "Everyone can go back to their seats, to play on or to read their debriefs.",
)
REOPENED = "The round is open again."
REPORTS, NAMED = "Reports", "With names"
REPORT, SAVE = "Format", "Save the report"
DELETE, DELETE_TITLE = "Delete this round", "Delete {name}"
DELETE_TOLD = "Everything that was done in this round will be deleted. This can't be undone."
DELETE_BUTTON = "Delete the round"
DELETED = "You've deleted the round {name}."
STILL_OPEN = "Stop the round first."
IN_OPEN_ROUND = "{name} is in a round that's open. Stop the round first."
CLASS_IN_ROUND = "The round {round} is open. Stop it first."
NO_SUCH_FORM = "Choose the format of the report again."
NOT_OPEN_TITLE = "This round isn't open"
NOT_OPEN = "The trainer has stopped it, and can open it again. Your class's page shows the rounds that you can join."

YOUR_ROUNDS = "Rounds now"
JOIN = "Join {name}"
CLOSED = "{name} isn't open any more."
REFUSED = "You can't join {name}. {why}"

_PHASES = {
    "lobby": "Open, not started yet",
    "countdown": "Reading the brief",
    "open": "Being played",
    "paused": "Paused",
    "debrief": "Between scenarios, or in the debrief",
    "closed": "Over. Everyone can still read their debrief.",
}


def phase_words(phase: Phase) -> str:
    """Return where a round that is open stands."""
    return _PHASES[phase.value]
