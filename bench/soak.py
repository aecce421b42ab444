"""Try for minutes what the tests try for seconds: damaged input, kills, and a real learning record store.

    python -m bench.soak [MINUTES] [--seed 1] [--only fuzz]

Half of the time goes to `bench.fuzz` and half to `bench.kills`; `bench.sending` takes a minute more, if there is a store. Each
part says what it did. Goes on behind a part that failed, and leaves with 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

PARTS = ("fuzz", "kills", "sending")


def main() -> int:
    """Run the parts one after the other; return 1 if one of them failed."""
    parser = argparse.ArgumentParser(description="Try for minutes what the tests try for seconds.")
    parser.add_argument("minutes", nargs="?", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PARTS)
    options = parser.parse_args()
    parts = [options.only] if options.only else list(PARTS)
    share = options.minutes / max(1, len([part for part in parts if part != "sending"]))
    failed = []
    for part in parts:
        bounded = [] if part == "sending" else [str(share), "--seed", str(options.seed)]
        print(f"--- {part}", flush=True)
        begun = time.monotonic()
        code = subprocess.run(
            [sys.executable, "-m", f"bench.{part}", *bounded], check=False
        ).returncode
        print(f"--- {part}: {time.monotonic() - begun:.0f} s, exit code {code}", flush=True)
        failed += [part] if code else []
    print(f"failed: {', '.join(failed)}" if failed else "nothing failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
