"""The people and classes of a server, as values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an account is for."""

    TRAINER = "trainer"
    TRAINEE = "trainee"


@dataclass(frozen=True, slots=True)
class Account:
    """A trainer, or a trainee of one class."""

    id: str
    kind: Kind
    name: str
    is_admin: bool = False
    must_choose: bool = False
    """Whether they came in with a one-time PIN, and have to choose another before anything else."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class, with the code that trainees join by; `closed_at` is in seconds since 1970, None while it is open."""

    id: str
    title: str
    code: str
    closed_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether people can join and play."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Person:
    """A trainee as the trainer sees them in the list of a class; times in seconds since 1970."""

    account: str
    name: str
    joined_at: int
    seen_at: int | None
    one_time_until: int | None = None
    """Until when the PIN that the trainer gave out is good; None where they chose their own."""
    removed_at: int | None = None
