"""A conversation on the screen whose play is at this machine and can be asked for everything: a play, or a watched file.

Reads the play and makes no move; what a move does, and whether it is kept, is the subclass's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.play.choices import choices_of
from simulator.play.sentences import more_to_hear, promise_words, why_sentences
from simulator.tui.appearance import appearance
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.transcript import call_name
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rail import Promise
from simulator.tui.widgets.reading import Reading, reading
from simulator.tui.words import brief_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation
    from simulator.play.choices import Choice
    from simulator.play.session import PlaySession
    from simulator.report.good_play import GoodPlay
    from simulator.scenario.model import Scenario
    from simulator.tui.widgets.customer_card import Appearance
    from simulator.watch.snapshot import Snapshot


class LocalConversationScreen(ConversationScreen):
    """A conversation at this machine."""

    shows_gauges = True

    @property
    def play(self) -> PlaySession | Snapshot | GoodPlay:
        """The play as it stands."""
        raise NotImplementedError

    @property
    def conversation(self) -> Conversation | None:
        """Where the play stands; None while there is none."""
        return self.play.conversation

    @property
    def scenario(self) -> Scenario | None:
        """What is played."""
        return self.conversation.scenario if self.conversation else None

    @property
    def choices(self) -> Sequence[Choice]:
        """What can be replied now."""
        return choices_of(self.play.start, self.play.turns) if self.play.start else ()

    @property
    def can_listen(self) -> bool:
        """Whether there is more to hear."""
        return self.conversation is not None and self.conversation.can_listen

    @property
    def over(self) -> bool:
        """Whether the play has ended."""
        return self.conversation is not None and self.conversation.over

    @property
    def aim(self) -> int | None:
        """A play is read from its beginning, one that is resumed from where it stands."""
        return None if self.play.turns else 0

    @property
    def channel(self) -> str:
        """The scenario's channel."""
        return self.scenario.channel if self.scenario else ""

    def reading(self) -> Reading:
        """Return the mood, with the gauges where the mode shows them."""
        here = self.conversation
        assert here is not None
        return reading(here, self.play.turns, with_gauges=self.shows_gauges)

    def appearance(self) -> Appearance:
        """Return the customer as their author drew them, and for the rest as their name does."""
        assert self.scenario is not None
        return appearance(self.scenario)

    def speakers(self) -> Iterable[str]:
        """Return the customer, and all others who speak in any scene."""
        if self.scenario is None:
            return ()
        says = [
            part
            for scene in self.scenario.scenes.values()
            for parts in (scene.says, *(variant.says for variant in scene.variants))
            for part in parts
        ]
        return (call_name(self.scenario.customer.name), *(part.speaker for part in says))

    def promises(self) -> list[Promise]:
        """Return what was promised so far, in the order made, and what of it has been kept."""
        replies = [turn.reply for turn in self.play.turns if turn.reply]
        made = dict.fromkeys(name for reply in replies for name in reply.promises)
        kept = {name for reply in replies for name in reply.keeps}
        still_open = self.conversation.state.open_promises if self.conversation else ()
        return [
            Promise(promise_words(name), name in kept and name not in still_open) for name in made
        ]

    def count_newest(self) -> int:
        """Return how many lines the last turn brought, or the opening."""
        turns, start = self.play.turns, self.play.start
        return len(turns[-1].said if turns else start.opening if start else ())

    def brief(self) -> list[Paragraph]:
        """Return the customer and the brief."""
        return brief_paragraphs(self.scenario) if self.scenario else []

    def prompt_sentence(self) -> str:
        """Return what there is to hear, and what a reply or listening costs where the mode may say so."""
        here = self.conversation
        if here is None or here.over:
            return words_of(here.scenario.channel).over if here else ""
        if not here.can_listen:
            return "" if self.choices else words_of(here.scenario.channel).nothing_left
        return more_to_hear(here, self.key_for("listen"), shows_gauges=self.shows_gauges)

    def action_brief(self) -> None:
        """Show what the player knows, and the promises that are open."""
        if scenario := self.scenario:
            text = brief_paragraphs(scenario, self.conversation)
            self.app.push_screen(TextDialog(scenario.title, text))

    def action_why(self) -> None:
        """Show the reasons of the last turn."""
        reasons = [Paragraph(text) for text in why_sentences(self.play.turns[-1])]
        self.app.push_screen(TextDialog("Why they feel this way", reasons))
