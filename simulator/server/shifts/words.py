"""The words of the pages of shifts. What a shift says on every face comes from simulator/shift/words.py."""

from __future__ import annotations

from simulator.shift.composure import AMOUNTS
from simulator.text import count

SHIFTS = "Shifts"
ABOUT = "Several customers in a row: keep your own composure, and see what each conversation does to the business."
NONE_YET = "There are no shifts in the library."
YOURS = "Your shifts"
BEFORE = "Before you start"
NOTHING = "Nothing in particular"
NOT_SAID = "I'd rather not say"
START, RESUME, READ, NEXT = "Start the shift", "Resume", "Read the day", "Next customer"
BETWEEN = "Between two customers"
AFTER = "After the shift"
READ_THE_DAY = "Read how the day went"
DEBRIEFS = "The debriefs"
OVER = "The shift is over."
NO_SUCH_SHIFT = "This isn't one of your shifts. Open yours from the list."
NO_SUCH_CUSTOMER = "No customer with that number has left yet."
NO_SUCH_FILE = "There's no shift with that name in the library."
JUST_CHANGED = "A file of this shift has just been changed. Go back and start it again."


def place_words(number: int, of: int) -> str:
    """Return which customer is there, counted from 1."""
    return f"Customer {number} of {of}."


def breath_button(left: int) -> str:
    """Return what a breath gives, and how many are left with this customer."""
    return f"Take a breath: composure +{AMOUNTS.breath}, {count(left, 'breath')} left"


def served_words(served: int, of: int) -> str:
    """Return how far a shift has come."""
    return f"{served} of {count(of, 'customer')} served"


def debrief_of(name: str, number: int) -> str:
    """Return what leads to the debrief of a customer."""
    return f"{number}. {name}"
