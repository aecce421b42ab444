"""A whole class in one round, with pictures: 30 simulated people, terminals and browsers, led from the trainer's page.

    python -m bench.whole_class [SCENARIO SCENARIO] [--people 30] [--terminals 3] [--seed 1] [--pictures FOLDER]

A phone is lost and its seat handed over, the server is killed and reopened, two scenarios are closed, and the round is read
again from a copy of its file. In every phase each page is photographed, light and dark, and looked at by axe-core, for targets
that are too small and for need to scroll sideways. Prints what it found; 1 where something was in the way. Takes two minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.support.browser_stage import start_browser
from tests.support.whole_class import WholeClass


def main() -> int:
    """Play it, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("scenarios", nargs="*", default=["day-45", "damp-letter"])
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--terminals", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pictures", type=Path, help="a folder for the pictures")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pictures = arguments.pictures or Path(folder) / "pictures"
        pictures.mkdir(parents=True, exist_ok=True)
        browser = start_browser(Path(folder) / "profile")
        try:
            played = WholeClass(
                browser,
                Path(folder),
                arguments.scenarios,
                people=arguments.people,
                terminals=arguments.terminals,
                pictures=pictures,
                seed=arguments.seed,
            )
            began = time.monotonic()
            found = asyncio.run(played.play())
        finally:
            browser.quit()
        plays = sum(len(item["board"]) for item in found["scenarios"])
        print(
            f"{len(found['people'])} people, {plays} rows of {len(found['scenarios'])} boards read again, "
            f"{len(list(pictures.iterdir()))} pictures, {time.monotonic() - began:.0f} s"
        )
        for finding in played.findings:
            print(finding)
    return 1 if played.findings else 0


if __name__ == "__main__":
    sys.exit(main())
