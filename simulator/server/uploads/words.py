"""The words of the pages of added scenarios."""

from __future__ import annotations

from simulator.text import count

TITLE = "Your team's scenarios"
LINK = "Files"
ABOUT = (
    "Add scenario files that you've written. Each is checked as by the command simulator check. You can try it before trainees "
    "see it, and every version is kept."
)
NONE_YET = "No one has added a scenario yet."
ADD = "Add a scenario"
FILE = "A scenario file (.toml)"
TEXT = "Or its text"
TEXT_HINT = "If you choose a file, this text isn't used."
ID = "Short name"
ID_HINT = "Lower-case letters, digits and hyphens, such as late-parcel. Without it, the name of the file is used."
ADD_BUTTON = "Check and save"
SAVED_VERSION = "Version {number} is saved. Try it, then offer it to everyone."
UNCHANGED = "The text is the same as in version {number}, so nothing was saved."
NO_FILE = "Choose a file, or type the text of one."
NO_ID = "Give the scenario a short name made of lower-case letters, digits and hyphens, such as late-parcel."
ID_OF_LIBRARY = "The library already has a scenario called {id}. Give yours another short name."
ID_TAKEN = "Your team already has a scenario called {id}. Open it and save a new version there, or use another short name."
TOO_LARGE = "That file is too large to be a scenario."
TOO_MANY = "There's no room for more: your team has {most} already."
TOO_MANY_VERSIONS = (
    "There's no room for another version of this scenario. Add it under another short name."
)
SAVED_MEANWHILE = (
    "Nothing was saved: {name} has saved version {number} in the meantime. Look at it first, then save yours again; it becomes "
    "the version after it."
)
PROBLEMS = "What to put right"
WARNINGS = "What to look at"
WARNINGS_NOTE = "Warnings don't keep the scenario from being played."
ERROR = "Error"
WARNING = "Warning"
NEW_VERSION = "A new version"
VERSIONS = "Versions"
VERSION = "Version"
SAVED = "Saved"
OFFERED_MARK = "offered to everyone"
NOT_OFFERED = "Only trainers see this scenario. Offer a version of it, and everyone can play it."
OFFERED_NOW = "Everyone can play version {number}. Conversations that have already started stay on their version."
OFFER = "Offer to everyone"
WITHDRAW = "Stop offering it"
TRY = "Try it"
DOWNLOAD = "Download"
WAS_OFFERED = "Everyone can now play version {number} of {title}."
WAS_WITHDRAWN = (
    "{title} is no longer offered. Conversations that have already started can be finished."
)
NO_SUCH_FILE = "Your team has no scenario at this address."
NO_LONGER_READ = "Version {number} has errors under the rules of this version of the simulator. Save a corrected one."
BACK = "All of your team's scenarios"


def not_saved(errors: int) -> str:
    """Return why a file with errors wasn't saved, and what to do."""
    them = "it" if errors == 1 else "them"
    return f"Nothing was saved yet: the file has {count(errors, 'error')}. Put {them} right in the text, then save it again."


def where(line: int, column: int) -> str:
    """Return where a problem is."""
    return f"Line {line}, column {column}"


def version_name(number: int) -> str:
    """Return what a version is called."""
    return f"Version {number}"


def warnings_words(amount: int) -> str:
    """Return how many warnings a version has, in brackets; nothing where there are none."""
    return f"({count(amount, 'warning')})" if amount else ""


def more_words(amount: int) -> str:
    """Return how many problems aren't shown; nothing where all of them are."""
    return f"There are {count(amount, 'more problem')}." if amount > 0 else ""
