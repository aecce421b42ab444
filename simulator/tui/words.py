"""The words of lists, headings and the brief: scenarios, saved plays, problems, and what a player knows.

Pure: from values to text that is shown as it stands. How a play went is worded in the report and not here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from simulator.play.sentences import promise_words, promises_sentence
from simulator.report.words import action_words, day_words, edition_words
from simulator.ruleset import EDITION
from simulator.scenario.diagnostic import Severity
from simulator.text import count, number
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Named
from simulator.tui.widgets.title import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from simulator.engine.conversation import Conversation
    from simulator.play.catalog import Preview
    from simulator.play.rules import Rules
    from simulator.records.save_index import SavedPlay
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.model import Scenario


class Person(Protocol):
    """What a player is told of a customer, read from a file or told by a server."""

    @property
    def name(self) -> str:
        """What they are called."""

    @property
    def about(self) -> str:
        """Who they are."""


TITLE_WIDTH, LEVEL_WIDTH, CHANNEL_WIDTH = 38, 9, 9
MODE_WORDS = {
    "coach": "gauges and reasons after every move; undo costs the marks",
    "practice": "gauges after every move, reasons at the end; undo costs the marks",
    "exam": "you see only their face and one word; with a clock, no undo",
}


def scenario_row(item: ScenarioFile, best: int | None = None) -> Named:
    """Return a scenario in the list: title, level, channel, the best so far; or that it cannot be played."""
    scenario = item.reading.scenario
    if scenario is None:
        return Named(item.id, Content(_errors(item)), TITLE_WIDTH)
    told = "" if best is None else f"best {number(best)}"
    return _columns(scenario.title, f"level {scenario.level}", scenario.channel, told)


def glimpse_row(glimpse: Preview) -> Named:
    """Return a scenario in the list before its file has been checked."""
    return _columns(glimpse.title or glimpse.id, glimpse.level, glimpse.channel)


def _columns(title: str, level: str, channel: str, best: str = "") -> Named:
    columns = Content("").join(
        Content(text).truncate(width - 1, ellipsis=True).truncate(width, pad=True)
        for text, width in ((level, LEVEL_WIDTH), (channel, CHANNEL_WIDTH))
    )
    return Named(one_line(title), columns + Content.styled(best, ".rows--muted"), TITLE_WIDTH)


def save_row(play: SavedPlay, title: str, now: datetime, person: str | None) -> Named:
    """Return a saved play in the list: what to resume, how far it is, and when it was left."""
    mode = f"{play.mode}{', timed' if play.timed else ''}"
    parts = (day_words(play.day), mode, moves(play), when(play.updated, now))
    how = ", ".join(part for part in parts if part)
    whose = f", {play.person}" if play.person and play.person != person else ""
    return Named(f"Resume: {one_line(title)}", Content(how + whose), TITLE_WIDTH)


def ended_row(play: SavedPlay, title: str, ending: str, now: datetime) -> Named:
    """Return a play that has ended in the list: what to look at again, how it ended, and when."""
    parts = (day_words(play.day), play.mode, ending, when(play.updated, now))
    how = ", ".join(part for part in parts if part)
    return Named(f"Debrief: {one_line(title)}", Content(how), TITLE_WIDTH)


def cannot_be_played(item: ScenarioFile) -> str:
    """Return that a file has errors, and how many."""
    return f"{item.id} {_errors(item)}"


def _errors(item: ScenarioFile) -> str:
    count = item.reading.errors
    return f"can't be played: {'1 error' if count == 1 else f'{count} errors'}"


def moves(play: SavedPlay) -> str:
    """Return how many moves were made and not undone."""
    return "1 move" if play.moves == 1 else f"{play.moves} moves"


def when(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it, in the local time of day."""
    here, today = moment.astimezone(), now.astimezone().date()
    if here.date() == today:
        return f"today {here:%H:%M}"
    if here.date() == today - timedelta(days=1):
        return f"yesterday {here:%H:%M}"
    return f"{here.day} {here:%b %Y}"


def about_scenario(item: ScenarioFile, best: int | None = None) -> list[Paragraph]:
    """Return a preview: what it is, whom you meet, your best result so far; or every problem of the file."""
    scenario = item.reading.scenario
    if scenario is None:
        return [Paragraph(cannot_be_played(item), "heading"), *problems(item)]
    return [
        Paragraph(scenario.title, "heading"),
        Paragraph(kind_of(scenario), "muted"),
        *paragraphs(scenario.summary, customer_sentence(scenario.customer)),
        Paragraph(" ".join(sentences(best_sentence(best), needs_sentence(scenario))), "muted"),
    ]


def needs_sentence(scenario: Scenario) -> str:
    """Return what a scenario asks of the trainee, in words; nothing where it asks for nothing in particular."""
    needs = "; ".join(action_words(need, scenario.channel) for need in scenario.needs)
    return f"You'll need to: {needs}." if needs else ""


def best_sentence(best: int | None) -> str:
    """Return the best satisfaction so far with its scale; nothing before the first play has ended."""
    return (
        ""
        if best is None
        else f"Your best: satisfaction {number(best)}, on a scale of −100 to 100."
    )


def about_save(
    play: SavedPlay, title: str, now: datetime, person: str | None = None
) -> list[Paragraph]:
    """Return a preview of a saved play; whose it is where it isn't that person's."""
    whose = f"Played by {play.person}. " if play.person and play.person != person else ""
    left = "left" if play.ended is None else "finished"
    begun = (
        f"Started {when(play.started, now)}, {left} {when(play.updated, now)} after {moves(play)}."
    )
    clock = " with a clock" if play.timed else ""
    what = "A saved conversation," if play.ended is None else "A finished conversation,"
    day = f", {day_words(play.day)}" if play.day else ""
    old = "" if play.edition == EDITION else f", under {edition_words(play.edition)}"
    return [
        Paragraph(title, "heading"),
        Paragraph(f"{what} played in {play.mode} mode{clock}{day}{old}.", "muted"),
        Paragraph(begun, gap=True),
        Paragraph(f"{whose}Saved as {play.name}."),
    ]


def problems(item: ScenarioFile) -> list[Paragraph]:
    """Every problem of a file with its place."""
    told = [Paragraph(str(item.path), "muted")]
    for problem in item.reading.diagnostics:
        kind = "" if problem.severity is Severity.ERROR else "warning: "
        hint = f" {problem.hint}" if problem.hint else ""
        told.append(
            Paragraph(
                f"{kind}{problem.message}{hint}", lead=f"{problem.line}:{problem.column} ", gap=True
            )
        )
    return told


def kind_of(scenario: Scenario) -> str:
    """Channel, industry, level, and the day if it has a name."""
    level, day = f"level {scenario.level}", day_words(scenario.day)
    return ", ".join(part for part in (scenario.channel, scenario.industry, level, day) if part)


def customer_sentence(customer: Person) -> str:
    """Return whom you meet."""
    return f"You meet {customer.name}. {customer.about}".rstrip()


def brief_paragraphs(
    scenario: Scenario, conversation: Conversation | None = None
) -> list[Paragraph]:
    """Return what the player knows: the customer, the brief, and what was promised and is still open."""
    promised = conversation.state.open_promises if conversation else ()
    still_open = promises_sentence(promised)
    return paragraphs(customer_sentence(scenario.customer), scenario.brief, still_open)


def play_heading(
    title: str, rules: Rules, where: str, how_far: str, promised: Iterable[str] = ()
) -> Heading:
    """Return what is being played, where and how, and what was promised and is still open; where numbers are shown, how far."""
    ways = (("timed", rules.timed), ("own words", rules.own_words))
    mode = ", ".join([rules.mode, *(word for word, holds in ways if holds)])
    open_promises = ", ".join(map(promise_words, promised))
    details = (where, *([f"promised: {open_promises}"] if open_promises else []))
    right = (mode, how_far) if rules.shows_gauges else (mode,)
    return Heading(one_line(title), details, right)


def how_far(moves: int, *, over: bool) -> str:
    """Return which move is next, or how many there were."""
    return count(moves, "move") if over else f"move {moves + 1}"


def one_line(text: str) -> str:
    """Return a text on one line, where there is room for one only."""
    return " ".join(text.split())


def paragraphs(*texts: str) -> list[Paragraph]:
    """Texts with air between them, those that are there."""
    return [Paragraph(text, gap=True) for text in texts if text]


def sentences(*texts: str | None) -> list[str]:
    """Those that are there."""
    return [text for text in texts if text]
