"""Prints a table of what the tests reach, one line for each package, from the JSON that `coverage json` writes."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def package_of(path: str) -> str:
    """Return the package of a module's path, or the module itself where it stands at the top."""
    return Path(path).parts[1].removesuffix(".py")


def table(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> str:
    """Return the shares of lines and branches that were run, the poorest in branches first."""
    totals: dict[str, Counter[str]] = {}
    for path, module in report["files"].items():
        figures = {name: module["summary"][name] for name in COUNTED}
        totals.setdefault(package_of(path), Counter()).update(figures)
    totals["all"] = sum(totals.values(), Counter())
    rows = [
        (
            share(figures, "covered_branches", "num_branches"),
            share(figures, "covered_lines", "num_statements"),
            package,
            figures["num_branches"],
        )
        for package, figures in totals.items()
    ]
    lines = [f"{'package':<14}{'lines':>8}{'branches':>10}{'of':>7}"]
    for branches, statements, package, count in sorted(rows):
        lines.append(f"{package:<14}{statements:>7.1f}%{branches:>9.1f}%{count:>7}")
    return "\n".join(lines)


def share(figures: Counter[str], part: str, whole: str) -> float:
    """Return a percentage; all of nothing is 100."""
    return 100 * figures[part] / figures[whole] if figures[whole] else 100.0


if __name__ == "__main__":
    print(table(json.load(sys.stdin)))
