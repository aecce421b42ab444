"""After a play in plain mode: the moments that mattered, all the rest, each move closely, a file of it, another try.

Prints the sections of the report line by line and asks what to do next until there is nothing more, or the input ends. While
the search for what was in reach runs, the moments come in an order that says so, and again when they are asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.plain.console import Signal
from simulator.plain.good_play import watch_in_lines
from simulator.plain.saving import save_report
from simulator.plain.words import list_number, section_lines
from simulator.report.debrief import debrief
from simulator.report.good_play import NEVER_KNOWN, good_play, may_show
from simulator.report.helped_most import Search
from simulator.report.past import NO_PAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.jobs.prospect_job import ProspectJob
    from simulator.plain.console import Console
    from simulator.play.opening import Opened
    from simulator.play.report_files import ReportOffer
    from simulator.report.past import Past
    from simulator.report.sections import Section

    Sections = Callable[[], Sequence[Section]]
    OfferOf = Callable[[Sections], ReportOffer]

WORKING = "Working out every way it could have gone. This takes a few seconds."
PATIENCE = 2.0
"""Seconds that the debrief waits for the search before it shows the moments in an order that is only for now."""
WAYS = (
    "Type a move's number, 1 to {moves}, to look at it closely; {trying}{watching}m for everything else; "
    "r for what was within reach; {saving}Enter to leave:"
)
TRYING = "t to try again from the first of these moments, or t and a number to try again from just before that move; "
WATCHING = "g and a number to see a good play from there, 1 for the start; "
SAVING = "s and a file name to save a report; "


class PlainDebrief:
    """What follows the end of a play."""

    def __init__(
        self,
        opened: Opened,
        console: Console,
        offer: OfferOf | None = None,
        past: Past = NO_PAST,
        *,
        tries: bool = True,
    ):
        """`offer` gives the report that can be saved; without it there is none to save. `tries` offers another try."""
        self._tries = tries
        self._opened, self._console, self._offer = opened, console, offer
        self._debrief = replace(
            debrief(opened.seat.start, opened.seat.turns), past=past, words=opened.seat.words
        )
        self._reaching: ProspectJob | None = opened.reach()
        if self._reaching:
            self._debrief = replace(self._debrief, search=Search.RUNNING)

    def run(self) -> tuple[str, ...] | None:
        """Tell the debrief, then answer; gives the moves to begin the next try with, or None to leave."""
        try:
            if self._reaching and self._console.interactive:
                self._reaching.wait(PATIENCE)
                self._take_in(self._reaching)
            say_sections(self._debrief.opening(), self._console)
            if not self._debrief.turns:
                say_sections(self._debrief.rest(), self._console)
                return None
            return self._answer()
        finally:
            if self._reaching:
                self._reaching.cancel()

    def _answer(self) -> tuple[str, ...] | None:  # noqa: C901 - one case for each thing typed
        moves = len(self._debrief.turns)
        saving = SAVING if self._offer else ""
        self._console.say()
        while True:
            trying = TRYING if self._tries else ""
            watching = WATCHING if self._good_plays else ""
            self._console.ask(
                WAYS.format(moves=moves, trying=trying, watching=watching, saving=saving)
            )
            line = self._console.read()
            if isinstance(line, Signal) or line.lower() in ("", "q", "quit"):
                return None
            word, _, rest = line.partition(" ")
            word, rest = word.lower(), rest.strip()
            number = list_number(rest if word in ("t", "try", "g", "good") else word, moves)
            match word:
                case "t" | "try" if number is not None and self._tries:
                    return self._before(number - 1)
                case "t" | "try" if not rest and self._tries:
                    return self._before(self._first_moment())
                case "g" | "good" if self._good_plays and (number is not None or not rest):
                    at = self._first_moment() if number is None else number - 1
                    if given := self._good_play(at):
                        return given
                case "m" | "more":
                    self._catch_up()
                    say_sections(self._debrief.rest(), self._console)
                case "r" | "reach":
                    self._reach()
                case "s" | "save" if self._offer:
                    self._save(rest)
                case _ if number is not None and not rest:
                    say_sections([self._debrief.move(number - 1)], self._console)
                case _:
                    self._console.say("That isn't one of the choices.")

    def _before(self, index: int) -> tuple[str, ...]:
        return tuple(turn.move for turn in self._debrief.turns[:index])

    @property
    def _good_plays(self) -> bool:
        return self._tries and may_show(self._opened.seat.rules.mode)

    def _good_play(self, index: int) -> tuple[str, ...] | None:
        """Show the best way on from before a move; wait for it where it isn't known yet."""
        if self._reaching and not self._reaching.over:
            self._console.say(WORKING)
            self._reaching.wait()
        self._catch_up()
        debrief = self._debrief
        found = good_play(debrief.start, debrief.turns, index, debrief.prospects)
        if found is None:
            self._console.say(NEVER_KNOWN)
            return None
        return watch_in_lines(found, self._console)

    def _first_moment(self) -> int:
        """Return the move of the first moment, or the first move where no moment mattered."""
        return self._debrief.moments[0].index if self._debrief.moments else 0

    def _catch_up(self) -> None:
        if self._reaching:
            self._take_in(self._reaching)

    def _reach(self) -> None:
        """Say the moments in their order and what was in reach before each move; wait for it where it isn't known yet."""
        reaching = self._reaching
        if reaching is None:
            self._console.say(
                "The scenario's file has since changed, so this can't be worked out."
                if self._tries
                else "This can't be worked out, because the shift or a change to the file affected it."
            )
            return
        if not reaching.over:
            self._console.say(WORKING)
            reaching.wait()
        self._take_in(reaching)
        told = [self._debrief.mattered(), self._debrief.helped_most(), self._debrief.reached()]
        say_sections(told, self._console)

    def _take_in(self, reaching: ProspectJob) -> None:
        """Take in what the search has found, if it is over."""
        if reaching.over and self._debrief.search is not Search.OVER:
            self._debrief = replace(
                self._debrief,
                prospects=dict(reaching.known),
                others=dict(reaching.others),
                search=Search.OVER,
            )

    def _save(self, name: str) -> None:
        self._catch_up()
        if self._offer:
            save_report(self._offer(self._debrief.everything), name, self._console)


def say_sections(sections: Iterable[Section], console: Console) -> None:
    """Say sections of the report, each under its heading."""
    for line in section_lines(sections):
        console.say(line)
