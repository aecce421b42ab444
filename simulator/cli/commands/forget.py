"""`simulator forget`: remove every saved conversation of a person, their progress and cards, or only what they typed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.errors import SimulatorError
from simulator.records.card_file import CardFile
from simulator.records.exports import ExportList
from simulator.records.players import forget_words, saves_with_words
from simulator.text import clean_name, count, count_or_no, listed, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.cli.context import Context
    from simulator.records.record import Record


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    name: str
    yes: bool = False
    typed_words: bool = False


def run(context: Context, options: Options) -> int:
    """Remove every save and every row of a person, after asking."""
    person = clean_name(options.name)
    if not person:
        raise SimulatorError(
            "The name is empty.",
            "Give the name of the person whose conversations you want to remove.",
        )
    if options.typed_words:
        return _forget_typed_words(context, person, yes=options.yes)
    saves, history = context.saves, context.history
    records, _ = saves.list()
    theirs = [record for record in records if record.header.person == person]
    rows = history.count(person)
    exports = ExportList(context.history_path.parent)
    reports = [export.path for export in exports.of(person)]
    cards = CardFile.beside(context.history_path)
    answered = len(cards.cards(person))
    if not (theirs or rows or reports or answered):
        raise SimulatorError(f"Nothing is saved under the name {quoted(person)} here.")
    number = count_or_no(len(theirs), "saved conversation")
    what = f"{number} by {quoted(person)}"
    if not (options.yes or _confirm(what, f"{what}, and their progress")):
        print("Nothing was removed.", file=sys.stderr)
        return Exit.DONE
    for record in theirs:
        record.path.unlink(missing_ok=True)
    history.forget(person)
    cards.forget(person)
    exports.forget(person)
    what_gone = [number, count_or_no(rows, "history record")]
    what_gone += [count(answered, "exercise")] if answered else []
    print(f"Removed {listed(what_gone)}.")
    for line in (*_describe_remaining(reports), *_other_spellings(person, records)):
        print(line)
    return Exit.DONE


def _forget_typed_words(context: Context, person: str, *, yes: bool) -> int:
    """Remove what a person typed in their own words, after asking; their conversations and scores stay."""
    records = saves_with_words(context.saves, person)
    if not records:
        raise SimulatorError(f"No conversation of {quoted(person)} here is in their own words.")
    what = f"what {quoted(person)} typed in {count(len(records), 'saved conversation')}"
    if not (yes or _confirm(what, what)):
        print("Nothing was removed.", file=sys.stderr)
        return Exit.DONE
    done = forget_words(records)
    print(
        f"Removed what {quoted(person)} typed from {count_or_no(done.saves, 'saved conversation')}."
    )
    if done.left:
        print(
            f"Still there, because it's open elsewhere: {listed(done.left)}. Close it and run this again."
        )
    exports = ExportList(context.history_path.parent)
    for line in _describe_remaining([export.path for export in exports.of(person)]):
        print(line)
    return Exit.PROBLEMS if done.left else Exit.DONE


def _other_spellings(person: str, records: Iterable[Record]) -> list[str]:
    """Return what to say of conversations under the same name in other capitals, which reports take for the same person."""
    names = {record.header.person or "" for record in records} - {person}
    others = sorted(name for name in names if name.casefold() == person.casefold())
    if not others:
        return []
    named = listed([quoted(name) for name in others])
    return [
        f"Conversations are also saved under {named}. Forget that name too if it's the same person."
    ]


def _describe_remaining(reports: Sequence[str]) -> list[str]:
    """Return what to say of reports with the person's name that are still where they were written."""
    there = [path for path in dict.fromkeys(reports) if os.path.lexists(path)]
    if not there:
        return []
    told = "These reports still have this person's name; delete them yourself if you no longer need them:"
    return [told, *(f"  {printable(path)}" for path in there)]


def _confirm(short: str, what: str) -> bool:
    """Ask whether to remove something; raises SimulatorError, which names it shortly, where that cannot be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SimulatorError(f"This would permanently remove {short}.", "Add --yes to do it.")
    question = f"Permanently remove {what}? Type yes: "
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
