"""Run a function in a child process, read its reports as they come, and cancel it.

What the prover looks for takes seconds and much memory; while it is under way a face must answer to keys and be able to end it,
and a thread could do neither. The process gets plain values, reports as it goes, and ends with the one that began it. What it
says of its faults goes into the log. It must not decide what is worth doing when.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Any, BinaryIO

from simulator.records.log_file import fault_text, logger_of

if TYPE_CHECKING:
    from collections.abc import Callable

LOG = logger_of("jobs")
MAX_LOGGED = 40
"""Lines of what a job that failed has said that go into the log."""
NICE = 5
"""How much the process yields to the user's own programs."""
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from simulator.jobs.worker_process import serve; serve()"


class WorkerProcess:
    """One job under way: `latest` is its last report, `over` whether it has ended.

    `job` names a function of this program, `module:function`. It is called there with a function to report by, and the
    arguments; all of them must be plain values.
    """

    def __init__(self, job: str, *arguments: Any) -> None:
        self.latest: Any = None
        self.over = False
        self._cancelled = False
        self._name = job
        self._stderr_file = _stderr_file()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr_file or subprocess.DEVNULL,
            process_group=0,
        )
        self._follower = threading.Thread(
            target=self._follow, args=((job, arguments),), daemon=True
        )
        self._follower.start()
        LOG.debug("The job %s began as process %d", job, self._process.pid)

    def cancel(self) -> None:
        """Cancel it; its result isn't wanted any more."""
        self._cancelled = True
        self._process.kill()
        self._process.wait()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has ended, or for up to `seconds`."""
        self._follower.join(seconds)

    def _follow(self, job: tuple[str, tuple[Any, ...]]) -> None:
        """Run in a thread: send the job, then read its reports until there are no more."""
        source, sink = self._process.stdout, self._process.stdin
        assert source
        assert sink
        with source:
            try:
                pickle.dump(job, sink)
                sink.flush()
                while True:
                    self.latest = pickle.load(source)
            except (EOFError, OSError):
                pass  # it has ended, or was ended
            except Exception:
                if not self._cancelled:  # else its last report was cut short
                    LOG.exception("The reports of the job %s could not be read", self._name)
        with contextlib.suppress(OSError):
            sink.close()
        self._log_end(self._process.wait())
        self.over = True

    def _log_end(self, code: int) -> None:
        """Write into the log how the process ended, where that was not as it should, and what it said."""
        said = _last_lines(self._stderr_file)
        if self._cancelled or code == 0:
            LOG.debug("The job %s %s", self._name, "was cancelled" if self._cancelled else "ended")
            return
        LOG.error("The job %s ended with code %d", self._name, code)
        for line in said:
            LOG.error("  %s", line)


def serve() -> None:
    """Run in the process: do the job that comes in, reporting as it goes; end when its parent ends."""
    os.nice(NICE)
    out = os.fdopen(os.dup(1), "wb")
    job, arguments = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    code = 0
    try:
        _work(job, arguments, out)
    except Exception as error:
        print(fault_text(error), file=sys.stderr, flush=True)  # from there it comes into the log
        code = 1
    # At once, since an orderly end aborts where a thread still waits for stdin.
    os._exit(code)


def _work(job: str, arguments: tuple[Any, ...], out: BinaryIO) -> None:
    """Import the function that a job names, and call it."""
    module, _, name = job.partition(":")
    work: Callable[..., None] = getattr(importlib.import_module(module), name)

    def report(latest: Any) -> None:
        pickle.dump(latest, out)
        out.flush()

    work(report, *arguments)


def _stderr_file() -> BinaryIO | None:
    """Return a file for what the process writes on stderr; None where there is no room for one."""
    with contextlib.suppress(OSError):
        return tempfile.TemporaryFile()
    return None


def _last_lines(file: BinaryIO | None) -> list[str]:
    """Close a file and return its last lines."""
    if file is None:
        return []
    with file, contextlib.suppress(OSError):
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 100 * MAX_LOGGED))
        return file.read().decode("utf-8", "replace").splitlines()[-MAX_LOGGED:]
    return []


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)
