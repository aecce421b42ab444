"""A customer: the portrait, and beside it the name and the word for their mood.

It must not be imported before the first frame of Home, which it would hold up: who needs it there asks for it later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal

from simulator.tui.widgets.mood import Person
from simulator.tui.widgets.portrait import FrameKind, Portrait

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.portrait.traits import Traits
    from simulator.records.settings import Settings
    from simulator.tui.widgets.reading import Reading


@dataclass(frozen=True, slots=True)
class Appearance:
    """Whom one talks to: their name and what they look like; whether one hears their voice alone; and where they are.

    `frame` is that of a stamp where they write, and of a picture where they are on one; in the room they have none.
    """

    name: str
    traits: Traits
    speaks: bool = False
    frame: FrameKind | None = None


class CustomerCard(Horizontal):
    """One customer, who can become another; `framed` where they aren't in the room, `since` says when they feel so.

    `about` is what is known about them, where no numbers are shown.
    """

    def __init__(
        self,
        who: Appearance,
        shown: Reading,
        settings: Settings,
        *,
        framed: bool = False,
        since: str = "",
        about: str = "",
    ) -> None:
        super().__init__()
        drawn, plain = settings.portrait == "on", settings.ascii
        self.portrait = Portrait(
            who.traits,
            shown.band,
            drawn=drawn,
            ascii_only=plain,
            frame=who.frame if framed else None,
        )
        self.person = Person(
            who.name,
            shown,
            ascii_only=plain,
            fades=settings.motion,
            since=since,
            speaks=who.speaks and not since,
            about=about,
        )

    def compose(self) -> ComposeResult:
        """Yield the portrait and the words."""
        yield self.portrait
        yield self.person

    def show(self, shown: Reading, who: Appearance | None = None, about: str = "") -> None:
        """Show how the customer feels now, or another customer."""
        self.portrait.show(shown.band, who.traits if who else None)
        self.person.show(shown, who.name if who else None, about)
