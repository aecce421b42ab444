"""Where a shift is saved and how to resume it, for every face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.text import path_text

if TYPE_CHECKING:
    from simulator.play.shift_session import ShiftSession

NOT_SAVED = "This shift wasn't saved."
NO_SHIFTS = "There aren't any shifts in the library."


def resume_shift_command(session: ShiftSession, options: str = "") -> str:
    """Return the command that resumes a shift, with what it needs behind the shift's name."""
    return f"simulator shift --resume {session.name}{options}"


def saved_shift_sentence(session: ShiftSession, options: str = "") -> str:
    """Return where a shift is saved and how to resume it, or that it isn't saved."""
    if session.journal is None:
        return NOT_SAVED
    path = path_text(session.journal.record.path)
    if not session.kept:
        return f"This shift wasn't saved: {path} is no longer there."
    what = "Read it again" if session.over else "Resume it"
    return f"This shift is saved in {path}. {what} with: {resume_shift_command(session, options)}"
