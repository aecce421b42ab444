"""Entry point of the command `simulator` and of `python -m simulator`."""

from __future__ import annotations

import sys

from simulator.cli import main

if __name__ == "__main__":
    sys.exit(main())
