"""A screen with a transcript that can be searched, copied and paged through, without a move being made."""

from __future__ import annotations

from simulator.play.sentences import was_found, was_not_said
from simulator.tui.screens.dialogs import InputDialog
from simulator.tui.screens.page import Page
from simulator.tui.widgets.flow import Flow


class TranscriptScreen(Page[None]):
    """What can be done with the transcript, the flow called `said`."""

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""

    def show_prompt(self) -> None:
        """Say what holds now."""
        raise NotImplementedError

    def show_message(self, sentence: str) -> None:
        """Say something for a while in place of what holds now."""
        raise NotImplementedError

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
            said.forget_found()
            self.show_prompt()
        elif place := said.find(text):
            self.show_message(was_found(text, *place))
        else:
            self.show_message(was_not_said(text))
