"""Draw strings of every face and sentences of the pages, by a seed, for a reader to judge as English.

    .venv/bin/python -m bench.strings [--seed N] [--pages]

Without `--pages` it draws 60 strings that a person reads, ten from each face; with it, 60 sentences of the README and of the
writing guide. The seed stands here, so that the choice is not ours.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 15
ROOT = Path(__file__).parent.parent
FACES = {
    "full screen": ("simulator/tui/**/*.py",),
    "plain mode": ("simulator/plain/**/*.py", "simulator/play/**/*.py"),
    "browser and rounds": (
        "simulator/web/*.html",
        "simulator/web/*.js",
        "simulator/rounds/**/*.py",
        "simulator/server/**/*.py",
    ),
    "command line": (
        "simulator/cli/**/*.py",
        "simulator/records/**/*.py",
        "simulator/watch/**/*.py",
    ),
    "debrief": (
        "simulator/report/**/*.py",
        "simulator/engine/**/*.py",
        "simulator/shift/**/*.py",
        "simulator/drill/**/*.py",
        "simulator/course/**/*.py",
        "simulator/*.py",
    ),
    "trainer's messages": (
        "simulator/scenario/**/*.py",
        "simulator/prover/**/*.py",
        "simulator/screenplay/**/*.py",
        "simulator/editor/**/*.py",
        "simulator/calibration/**/*.py",
    ),
}
PAGES = ("README.md", "docs/writing-scenarios.md")


def strings(path: Path) -> Iterator[str]:
    """Yield what may be read by a person in a file of code: at least three words, in the order they stand."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from filter(_read_by_people, _python_strings(ast.parse(text)))
    elif path.suffix == ".js":
        found = re.findall(r"\"([^\"\n]*)\"|`([^`]*)`", text)
        yield from filter(_read_by_people, (re.sub(r"\$\{[^}]*\}", "…", a or b) for a, b in found))
    else:
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
        yield from filter(
            _read_by_people, (" ".join(part.split()) for part in re.split(r"<[^>]*>", body))
        )


def sentences(path: Path) -> Iterator[str]:
    """Yield the sentences of a page, without its code, tables and headings."""
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for paragraph in re.split(r"\n\s*\n|\n(?=- )", text):
        if not paragraph.lstrip().startswith(("#", "|", "<", "!", "[")):
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z`*])", " ".join(paragraph.split())):
                if len(sentence.split()) > 3:
                    yield sentence


def _python_strings(tree: ast.AST) -> Iterator[str]:
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in skipped | parts:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _read_by_people(text: str) -> bool:
    words = re.findall(r"[A-Za-z']{2,}", text)
    code = re.search(
        r"[{}\\;=<>]|\w\[\w|\(\?|\b(SELECT|CREATE|PRAGMA|INSERT|UPDATE|DELETE FROM|ROLLBACK|SAVEPOINT)\b|^[a-z-]+( [a-z-]+)*$",
        text,
    )
    return len(words) >= 3 and " " in text and not code


def main() -> None:
    """Print the draw, numbered, a face or a page at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--pages", action="store_true", help="sentences of the README and the writing guide"
    )
    options = parser.parse_args()
    draw = random.Random(options.seed)
    if options.pages:
        groups = {page: sorted(set(sentences(ROOT / page))) for page in PAGES}
    else:
        groups = {
            face: sorted(
                {text for glob in globs for path in ROOT.glob(glob) for text in strings(path)}
            )
            for face, globs in FACES.items()
        }
    number = 0
    for group, texts in groups.items():
        print(f"\n{group} ({len(texts)} in all)")
        for text in draw.sample(texts, min(60 // len(groups), len(texts))):
            number += 1
            print(f"{number:3}. {' '.join(text.split())}")


if __name__ == "__main__":
    main()
