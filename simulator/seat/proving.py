"""A proof in a process of its own, that can be asked how far it is and be thrown away.

A proof takes seconds and much memory, and while one is under way a face must answer to keys and a newer save must be able to
end it; a thread could do neither. The process gets the file's bytes and gives the proof; it ends with the one that began it.
It must not decide what is proved when.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from simulator.prove.proof import Proof
    from simulator.prove.search import Progress

BETWEEN = 0.5
"""Seconds between two words of how far it is."""
NICE = 5
"""How far the process steps back behind whoever types."""
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1:]; from simulator.seat.proving import serve; serve()"
)


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a proof is: what it is at, and the states seen."""

    phase: str = "beginning"
    states: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A proof that ended without a result."""


class Proving:
    """One proof under way; `news` is the latest that is known of it."""

    def __init__(self, data: bytes, id: str) -> None:
        self.news: Underway | Failed | Proof = Underway()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        threading.Thread(target=self._follow, args=(data, id), daemon=True).start()

    def cancel(self) -> None:
        """End it; what it would have found is not wanted any more."""
        self._process.kill()
        self._process.wait()

    def _follow(self, data: bytes, id: str) -> None:
        """In a thread: hand over the file, then take what comes until there is no more."""
        source, sink = self._process.stdout, self._process.stdin
        assert source
        assert sink
        with source, contextlib.suppress(Exception):
            pickle.dump((data, id), sink)
            sink.flush()
            while True:
                self.news = pickle.load(source)
                if not isinstance(self.news, Underway):
                    break
        with contextlib.suppress(OSError):
            sink.close()
        self._process.wait()
        if isinstance(self.news, Underway):
            self.news = Failed()


def serve() -> None:
    """In the process: prove what comes in, tell how far it is, give the proof; end when nobody waits for it."""
    from simulator.prove.proof import prove
    from simulator.scenario.parse import parse

    os.nice(NICE)
    out = os.fdopen(os.dup(1), "wb")
    data, id = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    scenario = parse(data, id, id).scenario
    if scenario is None:
        return
    proof = prove(scenario, progress=_teller(lambda news: _send(out, news)))
    _send(out, proof)


def _teller(send: Callable[[Underway], None]) -> Callable[[Progress], None]:
    told = time.monotonic()

    def progress(now_at: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= BETWEEN:
            told = now
            send(Underway(now_at.phase, now_at.states))

    return progress


def _send(out: BinaryIO, news: Underway | Proof) -> None:
    pickle.dump(news, out)
    out.flush()


def _end_with_the_other() -> None:
    sys.stdin.buffer.read()
    os._exit(0)
