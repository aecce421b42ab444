"""Exercises on the screen: a card, its rows, and below them what the answer was worth; nothing above moves.

Reads in a thread what there is to ask, then asks one card after the other. It is dismissed with what was done once the player
has done with it; every answer is on the disk by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets.option_list import Option

from simulator.drill.answers import next_question
from simulator.drill.words import (
    NO_CARDS,
    NO_MATERIAL,
    done_words,
    due_words,
    minutes_of,
)
from simulator.errors import SimulatorError
from simulator.text import count
from simulator.tui.drill_text import (
    WIDTH,
    answered_lines,
    card_paragraphs,
    marked_rows,
    row_texts,
)
from simulator.tui.messages import SceneWanted
from simulator.tui.screens.drill_keys import DrillKeys
from simulator.tui.screens.shift_pages import ShiftRows
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.mood_choice import MoodChoice
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Numbered, heading
from simulator.tui.widgets.title import Heading, Title
from simulator.tui.words import sentences

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import Binding

    from simulator.drill.model import Answers, Card, Kind, Question
    from simulator.play.drills import Drills, DrillSession, Feedback
    from simulator.records.settings import Settings

LEAST_TEXT, SMALL_ANSWER, LARGE_ANSWER = 5, 9, 14
"""Rows that the card's text keeps, and rows for the answer on a small screen and on a large one."""
LARGE_PAGE = 34
"""Rows from which a page is large."""
ON, DONE = "on", "done"
TITLE = "Exercises"


class DrillScreen(DrillKeys):
    """The cards of a session, one after the other."""

    AUTO_FOCUS = "#drill-rows"

    def __init__(
        self,
        drills: Drills,
        wall: Callable[[], datetime],
        settings: Settings,
        *,
        kind: Kind | None = None,
        most: int | None = None,
        plays: bool = False,
    ) -> None:
        """`kind` asks for one exercise alone, `most` for at most that many cards; `plays` offers to play on from a card."""
        super().__init__()
        self._drills, self._wall, self._settings = drills, wall, settings
        self._kind, self._most, self._plays = kind, most, plays
        self._session: DrillSession | None = None
        self._card: Card | None = None
        self._answers: Answers = ()
        self._marks: frozenset[int] = frozenset()
        self._feedback: Feedback | None = None

    def body(self) -> ComposeResult:
        """Yield the title, the card's text, its rows with the faces beside them, and the place of the answer."""
        yield Title(Heading(TITLE), id="title")
        with Vertical(id="drill-middle"), Vertical(id="drill-page"):
            yield Flow(
                [Paragraph("Reading your conversations …", "muted")],
                id="drill-text",
                can_focus=False,
            )
            yield MoodChoice(self._settings)
            yield Flow(id="drill-answer", can_focus=False)
            yield ShiftRows(id="drill-rows")

    def on_mount(self) -> None:
        """Read without holding up the screen."""
        self.run_in_thread(self._read, group="cards")

    def _read(self) -> None:
        most = {} if self._most is None else {"most": self._most}
        try:
            self._drills.read()
            session = self._drills.session(self._kind, self._wall(), **most)
        except SimulatorError as error:
            self.deliver(self._show_trouble, error)
        else:
            self.deliver(self._begin, session)

    def _show_trouble(self, error: SimulatorError) -> None:
        self._say([Paragraph(text, gap=True) for text in sentences(error.message, error.hint)])

    def _say(self, told: list[Paragraph]) -> None:
        """Show a text in place of cards, and the way back."""
        self.query_one("#drill-answer").display = False
        self.query_one(MoodChoice).display = False
        self.query_one("#drill-text", Flow).show(told)
        self._fill([Option(Numbered("1", "Back"), id=DONE)], 0)

    def _begin(self, session: DrillSession) -> None:
        self._session = session
        if self._drills.damage_words:
            self.notify(self._drills.damage_words, severity="warning", markup=False)
        if session.cards:
            self._next_card()
        else:
            self._say([Paragraph(NO_CARDS if self._drills.known else NO_MATERIAL)])

    @property
    def _width(self) -> int:
        return min(WIDTH, self.app.size.width - 4)

    def _next_card(self) -> None:
        """Show the next card, or what was done once there are no more."""
        session = self._session
        if session is None or session.card is None:
            self.action_leave()
            return
        self._card, self._answers, self._feedback = session.card, (), None
        answer = self.query_one("#drill-answer", Flow)
        answer.show([])
        answer.display = False
        self._show_text()
        self._ask()

    def _show_text(self) -> None:
        session, card = self._session, self._card
        if session is None or card is None:
            return
        text = self.query_one("#drill-text", Flow)
        text.show(card_paragraphs(card, self._width))
        text.scroll_home(animate=False)
        answered = len(session.grades)
        due, new = session.due, len(session.cards) - session.due
        waits = (due_words(due),) if due else (f"{count(new, 'new exercise')}",)
        right = (f"{session.right} of {answered} right so far",) if answered else waits
        at = session.cards.index(card) + 1
        details = (
            f"exercise {at} of {len(session.cards)}",
            f"about {count(minutes_of(session.cards[at - 1 :]), 'minute')} left",
        )
        self.query_one(Title).show(Heading(TITLE, details, right))

    @property
    def _question(self) -> Question | None:
        return next_question(self._card, self._answers) if self._card else None

    def _ask(self) -> None:
        """Offer the answers to the next question."""
        question, card = self._question, self._card
        if question is None or card is None:
            return
        self._marks = frozenset()
        faces = self.query_one(MoodChoice)
        faces.show(card.traits, question.options if card.bands else ())
        self._offer(question)
        self._fit()

    def _offer(self, question: Question) -> None:
        assert self._card is not None
        texts: tuple[str, ...] | list[str] = row_texts(self._card, question, self._width)
        if question.several:
            texts = [*marked_rows(texts, self._marks), "That's all"]
        options = [heading(question.text)]
        options += [Option(Numbered(str(at), text), id=str(at)) for at, text in enumerate(texts, 1)]
        here = self.query_one("#drill-rows", ShiftRows).highlighted
        self._fill(options, here if self._marks and here else 1)

    def _fill(self, options: list[Option], highlighted: int) -> None:
        self.query_one("#drill-rows", ShiftRows).fill(options, highlighted)
        self.refresh_bindings()

    def _take(self, number: int) -> None:
        """Take an answer by its number; of several mark one, and take them all by the last row."""
        question = self._question
        if question is None or self._feedback:
            return
        if question.several and number <= len(question.options):
            self._marks ^= {number}
            self._offer(question)
            return
        if question.several and not self._marks:
            self.notify("Mark at least one line first; n shows the answer.", markup=False)
            return
        self._answer(self._marks if question.several else frozenset({number}))

    def _answer(self, given: frozenset[int]) -> None:
        self._answers = (*self._answers, given)
        if self._question is not None:
            self._ask()
        else:
            self._judge()

    def _judge(self) -> None:
        """Keep the answers, then show what they were worth below the card."""
        session, card = self._session, self._card
        if session is None or card is None:
            return
        self._feedback = found = session.answer(self._answers, self._wall())
        told = [
            Paragraph(found.sentences[0], "heading"),
            *answered_lines(card, self._answers, self._width),
            *map(Paragraph, found.sentences[1:]),
            Paragraph(found.back, "muted", gap=True),
        ]
        if found.note:
            told.append(Paragraph(found.note, "notice"))
        answer = self.query_one("#drill-answer", Flow)
        answer.display = True
        answer.show(told)
        answer.scroll_home(animate=False)
        last = session.card is None
        self._fill([Option("Done" if last else "Next exercise", id=ON)], 0)
        self._fit()

    def _fit(self) -> None:
        """Give the card's text the room that rows and answer leave."""
        self.call_after_refresh(self._share_room, again=True)

    def _share_room(self, *, again: bool) -> None:
        """Do so; `again` after the next refresh too, because how high the rows are is known only once they are drawn."""
        if not self.live:
            return
        page, faces = self.query_one("#drill-page"), self.query_one(MoodChoice)
        rows = self.query_one("#drill-rows", ShiftRows)
        lines = max(rows.virtual_size.height, rows.option_count) + 1  # with the rule above them
        taken = lines + (faces.outer_size.height if faces.display else 0)
        large = page.size.height >= LARGE_PAGE
        free = (LARGE_ANSWER if large else SMALL_ANSWER) if self._feedback else 0
        text = self.query_one("#drill-text", Flow)
        text.styles.max_height = max(LEAST_TEXT, page.size.height - taken - free)
        if again:
            self.call_after_refresh(self._share_room, again=False)
        elif self._feedback:
            self.call_after_refresh(text.scroll_end, animate=False)

    def on_option_list_option_highlighted(self, event: ShiftRows.OptionHighlighted) -> None:
        """Keep the event from the screens above."""
        event.stop()

    def on_option_list_option_selected(self, event: ShiftRows.OptionSelected) -> None:
        """Take the row, or go on."""
        event.stop()
        if self.too_small:
            return
        if event.option_id == ON:
            self._next_card()
        elif event.option_id == DONE:
            self.action_leave()
        elif event.option_id:
            self._take(int(event.option_id))

    def on_resize(self) -> None:
        """Lay the card out as there is room."""
        self._show_text()
        self._fit()

    @property
    def _rows(self) -> int:
        """How many rows can be taken by a number now."""
        question = self._question
        if question is None or self._feedback:
            return 0
        return len(question.options) + question.several

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; a number only where there is a row for it."""
        if action == "unknown" and not self._rows:
            return False
        if action == "play" and not (self._plays and self._feedback):
            return False
        if action == "take" and parameters[0] not in range(1, self._rows + 1):
            return False
        return super().check_action(action, parameters)

    def shown_key(self, binding: Binding, shown: str) -> str:
        """Return the numbers that there are for the key that stands for all of them."""
        return f"1-{self._rows}" if binding.action == "take(1)" else shown

    def key_word(self, binding: Binding) -> str:
        """Return what Enter does: it answers, or shows the next card."""
        if binding.id == "rows.choose":
            return "next exercise" if self._feedback else "choose"
        return binding.description

    def action_take(self, number: int) -> None:
        """Take the row of that number."""
        self._take(number)

    def action_unknown(self) -> None:
        """Answer that one doesn't know."""
        if self._rows:
            self._answer(frozenset())

    def action_play(self) -> None:
        """Ask for the scenario, from where the card begins."""
        if self._card:
            self.post_message(SceneWanted(self._card.scenario, self._card.moves))

    def action_page(self, direction: int) -> None:
        """Scroll the answer once it is there, else the card."""
        text = self.query_one("#drill-answer" if self._feedback else "#drill-text", Flow)
        if direction < 0:
            text.scroll_page_up(animate=False)
        else:
            text.scroll_page_down(animate=False)

    def action_leave(self) -> None:
        """Leave with what was done."""
        self.dismiss(self.done)

    @property
    def done(self) -> str:
        """What was done so far, in a sentence; nothing where nothing was answered."""
        session = self._session
        done = len(session.grades) if session else 0
        return done_words(done, session.right) if session and done else ""
