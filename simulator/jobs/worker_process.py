"""A job in a process of its own, that can be asked for its news and be thrown away.

What is looked for by the prover takes seconds and much memory; while it is under way a face must answer to keys and be able to
end it, and a thread could do neither. The process gets plain values, tells its news as it goes, and ends with the one that
began it. It must not decide what is worth doing when.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

NICE = 5
"""How far the process steps back behind whoever types."""
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from simulator.jobs.worker_process import serve; serve()"


class Apart:
    """One job under way: `news` is the latest that it has told, `over` whether it has ended.

    `job` names a function of this program, `module:function`. It is called there with a function to tell news by, and the
    arguments; all of them must be plain values.
    """

    def __init__(self, job: str, *arguments: Any) -> None:
        self.news: Any = None
        self.over = False
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        self._follower = threading.Thread(
            target=self._follow, args=((job, arguments),), daemon=True
        )
        self._follower.start()

    def cancel(self) -> None:
        """End it; what it would have found is not wanted any more."""
        self._process.kill()
        self._process.wait()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has ended, or so long."""
        self._follower.join(seconds)

    def _follow(self, job: tuple[str, tuple[Any, ...]]) -> None:
        """In a thread: hand over the job, then take what comes until there is no more."""
        source, sink = self._process.stdout, self._process.stdin
        assert source
        assert sink
        with source, contextlib.suppress(Exception):
            pickle.dump(job, sink)
            sink.flush()
            while True:
                self.news = pickle.load(source)
        with contextlib.suppress(OSError):
            sink.close()
        self._process.wait()
        self.over = True


def serve() -> None:
    """In the process: do the job that comes in, telling its news; end when nobody waits for it."""
    os.nice(NICE)
    out = os.fdopen(os.dup(1), "wb")
    job, arguments = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    module, _, name = job.partition(":")
    work: Callable[..., None] = getattr(importlib.import_module(module), name)

    def tell(news: Any) -> None:
        pickle.dump(news, out)
        out.flush()

    work(tell, *arguments)


def _end_with_the_other() -> None:
    sys.stdin.buffer.read()
    os._exit(0)
