"""A screen with a transcript that can be searched, copied and paged through without a move, and a prompt below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.play.sentences import was_found, was_not_said
from simulator.tui.screens.dialogs import InputDialog
from simulator.tui.screens.page import Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from textual.timer import Timer

    from simulator.records.settings import Settings


MESSAGE_TIME = 4.0
"""Seconds that a passing message stays."""


class TranscriptScreen(Page[None]):
    """What can be done with the transcript, the flow called `said`, and what the prompt says."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._sought = ""
        self._standing = ""
        self._message_timer: Timer | None = None

    def standing_sentence(self) -> str:
        """Return what the prompt says while nothing is said in passing."""
        raise NotImplementedError

    def show_prompt(self) -> None:
        """Say in the prompt what holds now, in place of any word in passing."""
        if self._message_timer:
            self._message_timer.stop()
            self._message_timer = None
        self._standing = self.standing_sentence()
        self._set_prompt(self._standing)

    def refresh_prompt(self) -> None:
        """Say what holds now; a passing message stays its time unless something else holds than when it came."""
        if self._message_timer is None or self._standing != self.standing_sentence():
            self.show_prompt()

    def show_message(self, sentence: str) -> None:
        """Say something for a while in place of what holds now."""
        self.show_prompt()
        self._set_prompt(sentence)
        self._message_timer = self.set_timer(MESSAGE_TIME, self.show_prompt)

    def _set_prompt(self, sentence: str) -> None:
        """Put a sentence into the prompt; there is room for an ellipsis of three dots, where signs are plain."""
        if self.settings.ascii:
            sentence = sentence.replace("…", "...")
        self.query_one(Prompt).say(sentence)

    def action_search(self) -> None:
        """Look for a word in what was said."""
        self.app.push_screen(InputDialog("Find in the transcript", self._sought), self._seek)

    def action_next_found(self) -> None:
        """Find the next place with that word."""
        if self._sought:
            self._seek(self._sought)
        else:
            self.action_search()

    def action_copy(self) -> None:
        """Copy what was said to the clipboard, as far as the terminal allows."""
        self.app.copy_to_clipboard(self.query_one("#said", Flow).text)
        self.show_message("Conversation copied (if your terminal allows it).")

    def action_page(self, direction: int) -> None:
        """Scroll through what was said."""
        said = self.query_one("#said", Flow)
        if direction < 0:
            said.scroll_page_up(animate=False)
        else:
            said.scroll_page_down(animate=False)

    def _seek(self, text: str | None) -> None:
        said = self.query_one("#said", Flow)
        self._sought = text or ""
        if not text:
            said.clear_matches()
            self.show_prompt()
        elif place := said.find(text):
            self.show_message(was_found(text, *place))
        else:
            self.show_message(was_not_said(text))
