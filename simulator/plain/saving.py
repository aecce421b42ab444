"""Save a report in plain mode: the ending of the typed name decides its format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from simulator.plain.console import Console
    from simulator.play.report_files import ReportOffer


def save_report(offer: ReportOffer, name: str, console: Console) -> None:
    """Write a report under a typed name and say where it is; without a name, say which there can be."""
    for sentence in report_sentences(offer, name):
        console.say(sentence)


def report_sentences(offer: ReportOffer, name: str, command: str = "s") -> list[str]:
    """Write a report under a typed name; return where it is, or why it couldn't be, or without a name what to type."""
    from simulator.report.export.forms import Form, endings_words

    if not name:
        proposed = offer.proposed(Form.TEXT)
        return [
            f"Type {command} and a file name, for instance {command} {proposed}. Its ending decides the format: "
            f"{endings_words(offer.forms)}."
        ]
    try:
        saved = offer.save(name)
    except SimulatorError as error:
        return [str(error)]
    return [saved.sentence, *([saved.trouble] if saved.trouble else [])]
