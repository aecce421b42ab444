"""`simulator report`: conversations, people and rounds in one of several forms, on standard output or in a new file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import files
from simulator.cli import Exit
from simulator.cli.report_sources import BestResults, Finder, source_of
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.records.exports import Export, ExportList
from simulator.report.results import Detail
from simulator.report.source import MAX_PASS_MARK, PASS_MARK
from simulator.text import path_text, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.cli.context import Context
    from simulator.cli.report_sources import Found
    from simulator.report.source import ReportSource

TEXT, HTML, JSON, CSV, XAPI = "text", "html", "json", "csv", "xapi"


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; whose plays `person` names are added to those of `names`."""

    names: list[str]
    person: str | None = None
    format: str = TEXT
    output: str | None = None
    turns: bool = False
    roster: bool = False
    excel: bool = False
    pass_mark: int = PASS_MARK
    pseudonyms: bool = False
    best: bool = False


def run(context: Context, options: Options) -> int:
    """Write a report; exit code 1 if some of what was named could not be read."""
    _check(options)
    if options.output:
        _check_new(options.output)
    detail = Detail(
        reasons=options.format == JSON or options.turns,
        advice=options.format in (TEXT, HTML, JSON),
        best=BestResults() if options.best else None,
    )
    found = Finder(context, detail).find(options.names, options.person)
    source = source_of(
        found,
        context,
        detail,
        pass_mark=options.pass_mark,
        pseudonyms=options.pseudonyms,
        in_full=options.format in (TEXT, HTML),
    )
    pieces = _pieces(source, options)
    if options.output:
        _write(options.output, pieces)
        if not source.hidden:
            _note(context, options.output, found)
    else:
        for piece in pieces:
            sys.stdout.write(piece.replace("\r\n", "\n"))  # as everything else on a terminal
    for sentence in found.unread:
        complain(sentence)
    return Exit.PROBLEMS if found.unread else Exit.DONE


def _pieces(source: ReportSource, options: Options) -> Iterator[str]:
    match options.format:
        case "json":
            from simulator.report.export.json_form import report_json

            return report_json(source)
        case "csv":
            from simulator.report.export.csv_form import plays_csv, roster_csv, turns_csv

            table = turns_csv if options.turns else roster_csv if options.roster else plays_csv
            return table(source, excel=options.excel)
        case "html":
            from simulator.report.export.html_form import report_html

            return report_html(source)
        case "xapi":
            from simulator.report.export.xapi_form import report_xapi

            return report_xapi(source)
        case _:
            from simulator.report.export.text_form import report_text

            return report_text(source)


def _check(options: Options) -> None:
    """Raise SimulatorError where the arguments don't go together."""
    if not options.names and not options.person:
        raise SimulatorError(
            "Name what to report on.",
            "Give a saved conversation, a player, the file of a round or a folder, or use --as NAME.",
        )
    if options.turns and options.roster:
        raise SimulatorError("--turns and --roster are two different tables.", "Use one of them.")
    for name in ("turns", "roster", "excel"):
        if getattr(options, name) and options.format != CSV:
            raise SimulatorError(f"--{name} only works with --format csv.")
    if options.pseudonyms and options.format == XAPI:
        raise SimulatorError(
            "--pseudonyms doesn't work with xapi.",
            "Leave it out: statements have made-up account names instead of names.",
        )
    if not 0 <= options.pass_mark <= MAX_PASS_MARK:
        raise SimulatorError(f"--pass-mark must be a number from 0 to {MAX_PASS_MARK}.")


def _check_new(name: str) -> None:
    """Raise SimulatorError where there is a file already, before anything is worked out for it."""
    try:
        taken = Path(name).is_symlink() or Path(name).exists()
    except (OSError, ValueError):
        taken = False
    if taken:
        raise _exists_already(Path(name))


def _write(name: str, pieces: Iterator[str]) -> None:
    """Write a report to a new file that only its owner may read; raises SimulatorError, and then there is no file."""
    path = Path(name)
    try:
        files.write_new_pieces(path, (piece.encode("utf-8", "replace") for piece in pieces))
    except FileExistsError:
        raise _exists_already(path) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it isn't a valid file name"
        raise SimulatorError(
            f"The report couldn't be written to {quoted(str(path), 200)}: {why}.",
            "Choose another folder or name.",
        ) from None
    print(f"Saved as {path_text(path)}. Only you can read it.", file=sys.stderr)


def _note(context: Context, name: str, found: Found) -> None:
    """Note whose names are in a report, for `forget`; the report is written, so a failure is only said."""
    people = tuple(sorted(filter(None, found.people)))
    if not people:
        return
    try:
        exports = ExportList(context.history_path.parent)
        exports.add(Export(str(Path(name).absolute()), context.wall_clock(), people))
    except SimulatorError as error:
        complain(str(error))


def _exists_already(path: Path) -> SimulatorError:
    return SimulatorError(
        f"{quoted(str(path), 200)} already exists.",
        "Choose another name; existing files are never overwritten.",
    )
