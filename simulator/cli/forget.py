"""`simulator forget`: be rid of a person's plays."""

from __future__ import annotations

from simulator.cli.progress import forget as run

__all__ = ["run"]
