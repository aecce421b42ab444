"""Keys of the settings: which can be pressed, which ids there are, and what is told of the others."""

from __future__ import annotations

import pytest

from simulator.tui.keymap import checked, is_key


@pytest.mark.parametrize(
    "key",
    [
        "l",
        "Q",
        "?",
        "+",
        "ß",
        "space",
        "enter",
        "f2",
        "comma",
        "slash",
        "ctrl+l",
        "shift+tab",
        "alt+x",
    ],
)
def test_keys_that_can_be_pressed(key: str) -> None:
    """Signs, named keys, and both with something held."""
    assert is_key(key)


@pytest.mark.parametrize(
    "key", ["", " ", "\x1b", "nonsense", "ctrl+", "ctrl+nonsense", "hold+l", "COMMA", "l l"]
)
def test_keys_that_there_are_not(key: str) -> None:
    """Whatever else is typed."""
    assert not is_key(key)


def test_what_is_good_is_used_and_the_rest_is_told() -> None:
    """One bad entry hides no other, and each is told with what helps."""
    keys = {
        "play.listen": "k, space",
        "play.lisen": "k",
        "nothing-like-it": "k",
        "play.undo": "k, backwards",
        "home.filter": "",
    }
    good, (near, far, wrong, empty) = checked(keys)
    assert {"play.listen": "k, space"} == good
    assert (
        'The settings give a key to "play.lisen", which there is not. Did you mean "play.listen"?'
        == near
    )
    assert (
        'The settings give a key to "nothing-like-it", which there is not. docs/cli.md names them all.'
        == far
    )
    assert wrong.startswith('The settings give "play.undo" the key "backwards", which there is')
    assert empty.startswith('The settings give "home.filter" the key "", which there is not.')
