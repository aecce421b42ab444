"""Write docs/modules.md: every module of the program with the first sentence of its docstring.

make docs                            writes the page
python docs/modules.py --check       says whether it is current
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "modules.md"
HEAD = """# Every module

What each module is for, in the first sentence of its docstring. `make docs` writes this page; a test holds it to the code.
Start from [the layers](architecture.md#layers), or from [where to change](architecture.md#where-to-change).
"""


def sentence(path: Path) -> str:
    """Return the first paragraph of a module's docstring, on one line and fit for a table."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


def page() -> str:
    """Return the page: a table for each package, those of the product's top level first."""
    lines = [HEAD]
    for package in sorted({path.parent for path in (ROOT / "simulator").rglob("*.py")}):
        modules = sorted(path for path in package.glob("*.py") if path.name != "__init__.py")
        name = package.relative_to(ROOT).as_posix()
        opening = sentence(package / "__init__.py") if (package / "__init__.py").exists() else ""
        lines.append(f"\n## {name}\n\n{opening}\n")
        if modules:
            lines += ["| module | what it is for |", "|---|---|"]
            lines += [f"| `{path.name}` | {sentence(path)} |" for path in modules]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or say whether it is current."""
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page(), "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == page():
        return 0
    print("docs/modules.md isn't current: run make docs.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
