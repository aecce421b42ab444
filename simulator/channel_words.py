"""The words that depend on the channel: you interrupt on the phone, and answer a letter before reading to the end.

One entry for each channel. The report and every face take these words from here, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "{name}"
"""Stands for the customer's name in `place`."""


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """The words of one channel; those without a subject come after "you" or "they".

    - `place` says where you are; `over` and `walked_out` how it ends.
    - `listen`, `listened` and `listening` are for taking in more of what they have to say, `heard_out` for all of it, and
      `interrupted` for a reply that comes before enough of it; `answered` says why such a reply did no harm.
    - `hear_more` offers that on a button.
    - `more` says that there is more, `too_soon` what a reply would do now, `cost` that taking in more took patience,
      `arriving` that their words are still appearing on the screen.
    - `silent` and `silence` are for giving no reply; `nothing_left` says that there is no other move.
    - `said` and `saying` are for your own words, `spoke` for how many of them there were.
    """

    place: str
    over: str
    walked_out: str
    listen: str
    listened: str
    listening: str
    heard_out: str
    interrupted: str
    hear_more: str
    more: str
    too_soon: str
    cost: str
    answered: str
    arriving: str
    silent: str
    silence: str
    nothing_left: str
    said: str
    saying: str
    spoke: str


_SPOKEN = ChannelWords(
    place="at the counter with {name}",
    over="The conversation is over.",
    walked_out="walked out",
    listen="listen",
    listened="listened",
    listening="listening",
    heard_out="let them finish",
    interrupted="interrupted them",
    hear_more="Listen: there's more",
    more="They haven't finished",
    too_soon="A reply now would interrupt them",
    cost="They had made their point, and listening longer cost patience",
    answered="You answered their question, so it wasn't an interruption.",
    arriving="They're talking.",
    silent="said nothing",
    silence="saying nothing",
    nothing_left="There is nothing to say and nothing more to hear.",
    said="said",
    saying="saying",
    spoke="spoke",
)
_CHAT = replace(
    _SPOKEN,
    place="chat with {name}",
    over="The chat is over.",
    walked_out="left the chat",
    listen="wait for more",
    listened="waited for more",
    listening="waiting for more",
    heard_out="let them finish",
    interrupted="replied before they had finished",
    hear_more="Wait: there's more",
    more="They're still typing",
    too_soon="A reply now would be too soon",
    cost="They had made their point, and waiting for more cost patience",
    answered="You answered their question, so there was no need to wait for more.",
    arriving="They're typing.",
    silent="didn't reply",
    silence="not replying",
    nothing_left="There's no reply to give and nothing more to wait for.",
    said="wrote",
    saying="writing",
    spoke="wrote",
)
_WRITTEN = replace(
    _CHAT,
    place="letters with {name}",
    over="That was the last letter.",
    walked_out="stopped writing",
    listen="read on",
    listened="read on",
    listening="reading on",
    heard_out="read to the end",
    interrupted="answered before reading to the end",
    hear_more="Read on: there's more",
    more="There's more to read",
    cost="They had made their point, and reading on cost patience",
    answered="You answered their question, so there was no need to read on first.",
    arriving="There's more of the letter.",
    nothing_left="There's no reply to give and nothing more to read.",
)
CHANNEL_WORDS: Mapping[str, ChannelWords] = MappingProxyType(
    {
        "phone": replace(
            _SPOKEN,
            place="on the phone with {name}",
            over="The call is over.",
            walked_out="hung up",
        ),
        "video": replace(
            _SPOKEN,
            place="on a video call with {name}",
            over="The call is over.",
            walked_out="left the call",
        ),
        "counter": _SPOKEN,
        "peer": replace(_SPOKEN, place="with {name}, a colleague", walked_out="walked away"),
        "chat": _CHAT,
        "social": replace(
            _WRITTEN,
            place="in a public thread with {name}",
            over="The thread is over.",
            walked_out="left the thread",
            arriving="There's more of the post.",
        ),
        "email": replace(
            _WRITTEN,
            place="emails with {name}",
            over="That was the last email.",
            arriving="There's more of the email.",
        ),
        "letter": _WRITTEN,
    }
)
"""The words of each channel of `CHANNELS`."""
SPOKEN = _SPOKEN
"""The words where no channel is known, as for a class that played several scenarios."""


def words_of(channel: str) -> ChannelWords:
    """Return the words of a channel; those of speech where it is none of `CHANNELS`."""
    return CHANNEL_WORDS.get(channel, SPOKEN)
