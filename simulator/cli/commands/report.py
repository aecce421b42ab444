"""`simulator report`: conversations, people and rounds in one of several forms, on standard output or in a new file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import version_of
from simulator.cli.report_sources import BestResults, Finder, read_source
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.play.report_files import (
    check_new,
    file_path,
    list_report,
    saved_sentence,
    write_report,
)
from simulator.play.report_source import ReportRequest
from simulator.report.export.forms import Form, detail_of, form_for, pieces_of
from simulator.report.source import MAX_PASS_MARK, PASS_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context

TABLES = {"turns": Form.TURNS, "roster": Form.ROSTER, "versions": Form.VERSIONS}
"""The tables by the options that ask for them."""
CSV = "csv"
TABLE_FORMS = (Form.PLAYS, *TABLES.values())


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; whose plays `person` names are added to those of `names`."""

    names: list[str]
    person: str | None = None
    format: str | None = None
    output: str | None = None
    turns: bool = False
    roster: bool = False
    versions: bool = False
    earlier: Sequence[str] = ()
    excel: bool = False
    pass_mark: int = PASS_MARK
    pseudonyms: bool = False
    best: bool = False


def run(context: Context, options: Options) -> int:
    """Write a report; exit code 1 if some of what was named could not be read."""
    form = _form(options)
    _check(options, form)
    path = file_path(options.output) if options.output else None
    if path:
        check_new(path)
    detail = detail_of(form, BestResults() if options.best else None)
    found = Finder(context, detail).find(options.names, options.person)
    earlier = [version_of(context.library, name) for name in options.earlier]
    asked = ReportRequest(form, detail, options.pass_mark, options.pseudonyms, earlier)
    source = read_source(found, context, asked)
    pieces = pieces_of(source, form, excel=options.excel)
    if path:
        write_report(path, pieces)
        print(saved_sentence(path), file=sys.stderr)
        if trouble := list_report(lambda: context.history_path.parent, path, source, form):
            complain(trouble)
    else:
        for piece in pieces:
            sys.stdout.write(piece.replace("\r\n", "\n"))  # as everything else on a terminal
    for sentence in found.unread:
        complain(sentence)
    return Exit.PROBLEMS if found.unread else Exit.DONE


def _form(options: Options) -> Form:
    """Return the form that is asked for, by the ending of the file's name if no format is given."""
    form = form_for(options.output or "") if options.format is None else None
    if options.format == CSV or form in TABLE_FORMS:
        chosen = [form for name, form in TABLES.items() if getattr(options, name)]
        return chosen[0] if chosen else form or Form.PLAYS
    return form or Form(options.format or Form.TEXT)


def _check(options: Options, form: Form) -> None:
    """Raise SimulatorError where the arguments don't go together."""
    if not options.names and not options.person:
        raise SimulatorError(
            "Say what to report on.",
            "Give a saved conversation, a player, the file of a round or a folder, or use --as NAME.",
        )
    tables = [name for name in TABLES if getattr(options, name)]
    if len(tables) > 1:
        raise SimulatorError(
            f"--{tables[0]} and --{tables[1]} are two different tables.", "Use one of them."
        )
    for name in (*TABLES, "excel"):
        if getattr(options, name) and form not in TABLE_FORMS:
            raise SimulatorError(f"--{name} only works with --format csv.")
    if options.pseudonyms and form is Form.XAPI:
        raise SimulatorError(
            "--pseudonyms doesn't work with xapi.",
            "Leave it out: statements have made-up account names instead of names.",
        )
    if not 0 <= options.pass_mark <= MAX_PASS_MARK:
        raise SimulatorError(f"--pass-mark must be a number from 0 to {MAX_PASS_MARK}.")
