"""Write docs/simulator.1: the man page, from the parsers that read the command line.

make docs                             writes the page
python docs/man_page.py --check       says whether it is current
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.arguments import parser

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent
PAGE = DOCS / "simulator.1"
EXIT_CODES = (
    ("0", "done"),
    ("1", "problems were found in what was read"),
    ("2", "the command couldn't be carried out"),
    ("130", "interrupted"),
)


def roff(text: str) -> str:
    """Return text that roff prints as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in text.split("\n"))


def value(action: argparse.Action) -> str:
    """Return what stands for an argument's value, as in FILE or {csv,json}; argparse's own form differs between Pythons."""
    choices = "{" + ",".join(map(str, action.choices)) + "}" if action.choices else ""
    name = str(action.metavar or choices or action.dest.upper())
    form = {"?": "[{}]", "*": "[{}...]", "+": "{}..."}.get(str(action.nargs), "{}")
    return "" if action.nargs == 0 else form.format(name)


def signs(action: argparse.Action) -> str:
    """Return an option with its value, or an argument."""
    return f"{', '.join(action.option_strings)} {value(action)}".strip()


def synopsis(command: argparse.ArgumentParser) -> str:
    """Return how a command is called, on one line."""
    arguments = [value(action) for action in command._actions if not action.option_strings]
    return " ".join([command.prog, "[options]", *arguments])


def option(action: argparse.Action, formatter: argparse.HelpFormatter) -> str:
    """Return the entry of an argument or option."""
    return f".TP\n.B {roff(signs(action))}\n{roff(formatter._expand_help(action))}"


def entries(command: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the entries of a command's arguments and options, without the help that each has."""
    formatter = command._get_formatter()
    for action in command._actions:
        if action.help not in (None, argparse.SUPPRESS) and "--help" not in action.option_strings:
            yield option(action, formatter)


def commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    (choices,) = [a.choices for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(choices)


def environment() -> Iterator[str]:
    """Yield the variables of the table in cli.md."""
    for name, meaning in re.findall(
        r"^\| `(SIMULATOR_\w+)` \| (.+) \|$", (DOCS / "cli.md").read_text("utf-8"), re.MULTILINE
    ):
        plain = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", meaning).replace("`", "")
        yield f".TP\n.B {name}\n{roff(plain)}"


def page() -> str:
    """Return the man page."""
    top = parser()
    lines = [
        '.TH SIMULATOR 1 "" "" "Customer service simulator"',
        ".SH NAME",
        "simulator \\- role\\-play customer service at the terminal",
        ".SH SYNOPSIS",
        ".B simulator\n[options]\n.br\n.B simulator\ncommand [options]",
        ".SH DESCRIPTION",
        roff(top.description or ""),
        ".SH OPTIONS",
        *(line for line in entries(top) if "COMMAND" not in line),
        ".SH COMMANDS",
    ]
    for name, command in commands(top).items():
        lines += [f".SS {roff(name)}", roff(command.description or ""), ".PP"]
        lines += [f".I {roff(synopsis(command))}", *entries(command)]
        if command.epilog:
            lines += [".PP", roff(command.epilog)]
    lines += [".SH EXIT STATUS", *(f".TP\n.B {code}\n{text}" for code, text in EXIT_CODES)]
    lines += [".SH ENVIRONMENT", *environment()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or say whether it is current."""
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page(), "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == page():
        return 0
    print("docs/simulator.1 isn't current: run make docs.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
