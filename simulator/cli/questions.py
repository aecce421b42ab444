"""Ask the user at a terminal before something is changed; the question goes to standard error, so that answers can be piped."""

from __future__ import annotations

import sys


def can_ask() -> bool:
    """Tell whether there is a terminal to ask at."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Ask a question and return whether the user typed yes; the end of the input is a no."""
    sys.stdout.flush()
    print(f"{question} Type yes: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        print(file=sys.stderr)
    return answer.strip().lower() in ("y", "yes")
