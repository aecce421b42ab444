"""Why a database could not be used, in the words of every other message here.

SQLite's own words are for programmers, and differ from one of its versions to the next.
"""

from __future__ import annotations

DAMAGED = "it is damaged"
_SQLITE_BITS = 0xFF
"""The part of an extended error code that is the error's kind."""


def reason(error: Exception) -> str:
    """Return what ends the sentence "The file ... cannot be used: ..."."""
    import sqlite3  # here, because it is not needed before the first frame

    if isinstance(error, OSError):
        return error.strerror or "it was refused"
    reasons = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_BUSY: "another program has it open",
        sqlite3.SQLITE_LOCKED: "another program has it open",
        sqlite3.SQLITE_PERM: "writing there isn't allowed",
        sqlite3.SQLITE_READONLY: "writing there isn't allowed",
        sqlite3.SQLITE_CANTOPEN: "it can't be opened",
        sqlite3.SQLITE_IOERR: "the disk reported an error",
        sqlite3.SQLITE_NOMEM: "there is too little memory",
        sqlite3.SQLITE_TOOBIG: "it is too large",
        sqlite3.SQLITE_CONSTRAINT: "it already has this",
    }
    if not isinstance(error, sqlite3.Error | ValueError):
        return f"the program failed ({type(error).__name__})"
    code = code_of(error)
    return DAMAGED if code is None else reasons.get(code, DAMAGED)


def is_damage(error: Exception) -> bool:
    """Return whether an error comes from what the file says, and not from the system around it."""
    return reason(error) == DAMAGED


def code_of(error: BaseException) -> int | None:
    """Return the kind of SQLite's error; None where Python itself found the fault."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _SQLITE_BITS
