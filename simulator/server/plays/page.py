"""A play as its page shows it: what was said, how the customer feels, what can be replied, held to what the mode shows.

Plain values, so that a template only has to draw them. What a trainee may not know of an exam is decided here and in the scenes
of rounds, which this is made of: in an exam nothing else about a play reaches a page before it is over.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from msgspec import UNSET

from simulator.channel_words import words_of
from simulator.play.sentences import more_to_hear, promises_sentence, why_sentences
from simulator.portrait.svg import svg
from simulator.portrait.traits import settle
from simulator.report.words import capital, mood_words
from simulator.rounds.hosted.scenes import scene_now, spoken_line
from simulator.ruleset import GAUGES
from simulator.server.plays import words
from simulator.text import with_stop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from simulator.engine.lines import Line
    from simulator.play.session import PlaySession
    from simulator.rounds.message_parts import SceneNow, SpokenLine
    from simulator.scenario.model import Customer, Scenario
    from simulator.server.plays.solo import SoloPlay

OWN = ("you", "action")
"""The voices of the trainee."""


class GaugeNow(NamedTuple):
    """A gauge, 0 to 100, and by how much the last move changed it."""

    name: str
    value: int
    change: int

    @property
    def better(self) -> bool:
        """Whether the change is one for the better: anger is better when it falls."""
        return (self.change > 0) == (self.name != "anger")


class Choice(NamedTuple):
    """A reply on offer; `move` is what its button asks for."""

    number: int
    move: str
    text: str
    action: str
    new: bool


class Person(NamedTuple):
    """The customer: name, mood in a word and where the mode gives it in a number, gauges where it gives them, the picture."""

    name: str
    about: str
    band: str
    mood: str
    gauges: tuple[GaugeNow, ...]
    picture: str


class Clock(NamedTuple):
    """The time for a reply: what is left and what was given, in seconds, and what is left as a clock shows it."""

    left: int
    allowed: int
    words: str


class Card(NamedTuple):
    """What may be known of a scenario before it is played."""

    id: str
    title: str
    language: str
    brief: str
    about: str
    channel: str
    place: str


class Request(NamedTuple):
    """What a reply on a page goes back with: what is played and its secret, its version, the command, and where it is sent."""

    id: str
    secret: str
    version: int
    cmd: str
    path: str


class ShiftPart(NamedTuple):
    """What a customer of a shift adds: which of them it is, the cards before them, one's composure, and what a breath does.

    `breath` is an empty text where no breath can be taken.
    """

    place: str
    cards: tuple[str, ...]
    composure: str
    breath: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayPage:
    """All that the page of a play shows; `version` and `cmd` go back with a reply.

    `earlier` are the lines before the newest ones; `why` says in coach mode why the customer feels as they do, `hint` what a
    reply or listening does now. With `silence` nothing is left but to wait; `late` says that the time for the reply is up.
    """

    id: str
    version: int
    cmd: str
    path: str
    card: Card
    mode: str
    mode_words: str
    person: Person
    earlier: tuple[SpokenLine, ...]
    newest: tuple[SpokenLine, ...]
    why: tuple[str, ...]
    hint: str
    promises: str
    choices: tuple[Choice, ...]
    listen: str
    silence: str
    over: str
    clock: Clock | None
    late: bool
    can_undo: bool
    notice: str
    note: str
    shift: ShiftPart | None


def play_page(play: SoloPlay, at: datetime, cmd: str, notice: str = "", note: str = "") -> PlayPage:
    """Return the page of a play at a time; `cmd` names the reply that is made from this page."""
    return conversation_page(
        play.session(at),
        Request(play.id, play.opened.secret, play.version, cmd, f"/plays/{play.id}"),
        late=play.is_late(at),
        can_undo=play.can_undo,
        notice=notice,
        note=note,
    )


def conversation_page(
    local: PlaySession,
    request: Request,
    *,
    late: bool = False,
    can_undo: bool = False,
    notice: str = "",
    note: str = "",
    shift: ShiftPart | None = None,
) -> PlayPage:
    """Return the page of a conversation, alone or with a customer of a shift, held to what its mode shows."""
    here, rules = local.conversation, local.rules
    channel = words_of(here.scenario.channel)
    scene = scene_now(local, request.id, request.secret.encode())
    earlier, newest = _lines(local)
    left, allowed = local.remaining(), local.allowed()
    timed = left is not None and allowed is not None and not local.over
    shows_why = rules.shows_reasons and local.turns
    return PlayPage(
        id=request.id,
        version=request.version,
        cmd=request.cmd,
        path=request.path,
        card=card_of(here.scenario),
        mode=rules.mode,
        mode_words=words.MODE_WORDS[rules.mode] if shift is None else words.SHIFT_MODE,
        person=_person(local, scene),
        earlier=earlier,
        newest=newest,
        why=tuple(why_sentences(local.turns[-1])) if shows_why else (),
        hint=more_to_hear(here, shows_gauges=rules.shows_gauges) if scene.can_listen else "",
        promises=promises_sentence(here.state.open_promises) if rules.shows_gauges else "",
        choices=tuple(
            Choice(item.number, item.id, item.text, item.action, item.new) for item in scene.offered
        ),
        listen=channel.hear_more if scene.can_listen else "",
        silence=channel.nothing_left if here.silence_is_forced else "",
        over=channel.over if local.over else "",
        clock=Clock(round(left or 0), round(allowed or 0), words.left_words(left or 0))
        if timed
        else None,
        late=late,
        can_undo=can_undo,
        notice=notice,
        note=note,
        shift=shift,
    )


def card_of(scenario: Scenario) -> Card:
    """Return what may be known of a scenario before it is played."""
    customer = scenario.customer
    place = with_stop(capital(words_of(scenario.channel).place.format(name=customer.name)))
    return Card(
        scenario.id,
        scenario.title,
        scenario.language,
        scenario.brief,
        customer.about,
        scenario.channel,
        place,
    )


def picture_of(customer: Customer, band: str) -> str:
    """Return the portrait of a customer in a mood, as an `svg` element with nothing in it but words of closed lists."""
    return svg(settle(customer.name, asdict(customer.portrait)), band)


def _person(local: PlaySession, scene: SceneNow) -> Person:
    customer = local.conversation.scenario.customer
    shown = scene.mood is not UNSET
    return Person(
        customer.name,
        customer.about,
        scene.band,
        mood_words(local.conversation) if shown else scene.band,
        tuple(_gauges(local)) if shown else (),
        picture_of(customer, scene.band),
    )


def _gauges(local: PlaySession) -> Iterable[GaugeNow]:
    now = local.conversation.state.gauges
    before = local.turns[-1].before.state.gauges if local.turns else now
    for name in GAUGES:
        value = getattr(now, name)
        yield GaugeNow(name, value, value - getattr(before, name))


def _lines(local: PlaySession) -> tuple[tuple[SpokenLine, ...], tuple[SpokenLine, ...]]:
    """Return what was said, apart: up to the trainee's last words, and what came after them."""
    found: list[Line] = [
        *local.start.opening,
        *(line for turn in local.turns for line in turn.said),
    ]
    last = max((at for at, line in enumerate(found) if line.voice in OWN), default=-1)
    told = tuple(map(spoken_line, found))
    return told[: last + 1], told[last + 1 :]
