"""What `simulator host` does and prints around its server, however the round was set up."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.text import escape_note, path_text, shell_word

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from simulator.rounds.hosted.serving import Served


def warn_of_files(seats: int) -> None:
    """Say where the system allows too few open files for that many seats."""
    from simulator.rounds.hosted.open_files import files_missing

    if missing := files_missing(seats):
        message = f"This computer doesn't let the program open enough files for that many seats ({missing} short)"
        print(f"simulator: {message}; raise the limit with ulimit -n.", file=sys.stderr)


def say_goodbye(record: Path, *, kept: bool) -> int:
    """Say where the round is kept and how to reopen it, or that its end was lost."""
    if not kept:
        message = f"The end of this round wasn't saved: another program has changed or replaced {path_text(record)}"
        print(f"simulator: {message}.", file=sys.stderr)
        return Exit.FAILED
    print(f"The round is saved in {path_text(record)}. {_onward(record)}", file=sys.stderr)
    return Exit.DONE


def _onward(record: Path) -> str:
    """Return what can be done with a round: one that has ended is read, any other is resumed."""
    from simulator.rounds.kept_rounds import RoundState, kept_round

    if kept_round(record).state is RoundState.CLOSED:
        return f"Read it with: simulator rounds {shell_word(record)}{escape_note(record)}"
    return f"Resume it with: {_again(record)}"


def _again(record: Path) -> str:
    return f"simulator host --resume --db {shell_word(record)}{escape_note(record)}"


def loop_run() -> Callable[[Coroutine[Any, Any, bool]], bool]:
    """Return what runs the server: uvloop where there is one, which needs a fifth of the memory for each encrypted seat."""
    try:
        from uvloop import run
    except ImportError:
        return asyncio.run
    return run


def announce(served: Served, record: Path, *, as_json: bool) -> None:
    """Print how to join, before anything else."""
    admission = served.round.admission
    if as_json:
        document = {
            "url": served.url,
            "code": admission.code,
            "trainer_token": admission.trainer_token,
            "view_token": admission.view_token,
            "trainer_url": served.trainer_url,
            "fingerprint": served.fingerprint,
            "db": str(record),
        }
        print(json.dumps(document), flush=True)
        return
    print(
        f"Code: {admission.code}\n"
        f"In a browser: {served.url}/\n"
        f"In a terminal: {served.join_line}\n"
        f"Board: {served.board_url}\n"
        f"Trainer's page: {served.trainer_url}\n"
        f"If this computer crashes: {_again(record)}",
        flush=True,
    )
