"""Every channel has every word, and nobody is said to talk, listen or interrupt in writing."""

from __future__ import annotations

import re
from dataclasses import asdict, fields

import pytest

from simulator.channel_words import CHANNEL_WORDS, NAME, ChannelWords, words_of
from simulator.vocabulary import CHANNELS

SPEECH = re.compile(r"\b(interrupt\w*|listen\w*|hear\w*|talk\w*|sa(y|id|ying)|spoke|call|cut)\b")
WRITTEN = ("chat", "email", "letter", "social")


def test_every_channel_has_its_words() -> None:
    """There is one entry for each channel, and no other."""
    assert set(CHANNELS) == set(CHANNEL_WORDS)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("name", [field.name for field in fields(ChannelWords)])
def test_no_word_is_missing(channel: str, name: str) -> None:
    """Each word of each channel is there, without room around it."""
    word = getattr(words_of(channel), name)
    assert word == word.strip() != ""


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_place_names_the_customer(channel: str) -> None:
    """Where you are says with whom."""
    assert NAME in words_of(channel).place


@pytest.mark.parametrize("channel", WRITTEN)
def test_writing_is_not_speech(channel: str) -> None:
    """What is read and written is not called hearing and saying."""
    assert [] == [text for text in asdict(words_of(channel)).values() if SPEECH.search(text)]


def test_an_unknown_channel_is_spoken() -> None:
    """Where no channel is known, the words of speech are used."""
    assert "listened" == words_of("").listened
