"""What the commands that begin and change a scenario file accept: rename, new, schema, completion, lsp. See docs/cli.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import TEMPERAMENTS
from simulator.vocabulary import CHANNELS, NameKind

if TYPE_CHECKING:
    from simulator.cli.parsers import Commands

SHELLS = ("bash", "zsh", "fish")


def add_rename(commands: Commands) -> None:
    """Add the `rename` command."""
    shared = commands.shared
    rename = commands.add(
        "rename",
        "rename",
        "rename a scene, reply, flag or promise everywhere in its file",
        "rename late-parcel.toml scene finding search",
        shared.json,
        shared.saves,
    )
    rename.add_argument("file", metavar="FILE", help="a path to a .toml file")
    rename.add_argument("kind", choices=[kind.value for kind in NameKind], help="what has the name")
    rename.add_argument(
        "old",
        metavar="OLD",
        help="its name now; if several scenes have the reply, write scene.reply",
    )
    rename.add_argument("new", metavar="NEW", help="the new name")


def add_new(commands: Commands) -> None:
    """Add the `new` command."""
    new = commands.add(
        "new",
        "new",
        "create a small, complete scenario to start from",
        "new late-parcel --channel chat",
        commands.shared.library,
    )
    new.add_argument("id", metavar="ID", help="the scenario's id, which becomes the file's name")
    new.add_argument(
        "--dir", metavar="DIR", default=".", help="the folder to write it to (default: here)"
    )
    new.add_argument(
        "--from",
        dest="source",
        metavar="SCENARIO",
        help="copy this scenario (an id or a path) instead",
    )
    new.add_argument("--channel", choices=CHANNELS, help="how the customer gets in touch")
    new.add_argument(
        "--temperament", choices=tuple(TEMPERAMENTS), help="what kind of person the customer is"
    )


def add_schema(commands: Commands) -> None:
    """Add the `schema` command."""
    schema = commands.add(
        "schema", "schema", "print the format's JSON Schema", "schema -o scenario.schema.json"
    )
    schema.add_argument(
        "--shift", action="store_true", help="the schema of shift files instead of scenarios"
    )
    schema.add_argument("-o", dest="output", metavar="FILE", help="write the schema to a file")


def add_completion(commands: Commands) -> None:
    """Add the `completion` command."""
    completion = commands.add(
        "completion",
        "completion",
        "print a script that lets your shell complete commands, options and scenarios",
        "completion bash",
    )
    completion.add_argument("shell", choices=SHELLS, help="your shell")
    completion.add_argument("-o", dest="output", metavar="FILE", help="write the script to a file")


def add_lsp(commands: Commands) -> None:
    """Add the `lsp` command."""
    lsp = commands.add(
        "lsp",
        "lsp",
        "help an editor with scenario files as you type; the editor starts this",
        "lsp",
        commands.shared.log,
    )
    lsp.add_argument(
        "--stdio",
        action="store_true",
        help="use standard input and output; this is the default, and some editors add it",
    )
