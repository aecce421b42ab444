"""Everything that can be added elsewhere has its place on the screen: settings a row, channels their words."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest

from simulator.channel_words import NAME, words_of
from simulator.engine.lines import Line, Voice
from simulator.records.settings import MEANINGS, Settings, with_value
from simulator.tui.channel import MANNERS
from simulator.tui.screens.settings import NOT_CHOSEN, choices_of
from simulator.tui.transcript import line_paragraphs, place
from simulator.vocabulary import CHANNELS

TYPED, IN_FILE = ("name",), ("keys",)
KEYS = [item.name for item in fields(Settings)]


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_can_be_changed_on_its_screen(key: str) -> None:
    """It is typed, set in the file, noted by the game itself, or Enter goes through values that it takes."""
    choices = choices_of(key)
    assert (key not in (*TYPED, *IN_FILE, *NOT_CHOSEN)) <= (len(choices) > 1)
    settings = Settings()
    for value in choices:
        settings = with_value(settings, key, value)
        assert value == settings.as_values()[key]
    assert key in MEANINGS


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_its_words(channel: str) -> None:
    """It says where one is, and both sides' words stand there with no name left open."""
    assert "Dana" in place(channel, "Dana")
    lines = [Line(voice, "Hello.") for voice in Voice]
    for paragraph in line_paragraphs(lines, channel, "Dana"):
        assert NAME not in paragraph.lead
        assert "Hello." == paragraph.text


def test_channels_are_those_of_the_format() -> None:
    """No manner is left over, and each names only the customer."""
    assert set(CHANNELS) == set(MANNERS)
    fields_named = {
        name
        for channel, manner in MANNERS.items()
        for text in (words_of(channel).place, manner.theirs, manner.yours)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    assert {"name"} == fields_named
