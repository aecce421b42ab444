"""Keys of the settings: which can be pressed, which ids there are, and what is told of the others."""

from __future__ import annotations

import pytest

from simulator.tui.app import SimulatorApp
from simulator.tui.keymap import PLACES, _keys_of, checked, is_key, is_sent


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
        'The settings give a key to "play.lisen", which doesn\'t exist. Did you mean "play.listen"?'
        == near
    )
    assert (
        'The settings give a key to "nothing-like-it", which doesn\'t exist. docs/cli.md lists them all.'
        == far
    )
    assert wrong.startswith(
        'The settings give "play.undo" the key "backwards", which isn\'t a key.'
    )
    assert empty.startswith('The settings give "home.filter" the key "", which isn\'t a key.')


@pytest.mark.parametrize("key", ["alt+x", "ctrl+l", "ctrl+shift+up", "shift+f3", "ctrl+f5", "L"])
def test_keys_that_arrive(key: str) -> None:
    """As terminals send them without being asked for more."""
    assert is_sent(key)
    assert ({"play.listen": key}, []) == checked({"play.listen": key})


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("ctrl+i", '"ctrl+i", which a terminal sends as "tab". Choose another.'),
        ("ctrl+m", '"ctrl+m", which a terminal sends as "enter". Choose another.'),
        ("return", '"return", which a terminal sends as "enter". Choose another.'),
        ("shift+k", '"shift+k", which terminals don\'t send. Write "K".'),
        ("ctrl+K", '"ctrl+K", which terminals don\'t send. Use "ctrl+k".'),
        ("super+k", '"super+k", which terminals don\'t send. Choose another.'),
        ("ctrl+comma", '"ctrl+comma", which terminals don\'t send. Choose another.'),
        ("ctrl+enter", '"ctrl+enter", which terminals don\'t send. Choose another.'),
        (
            "<any>",
            '"<any>", which isn\'t a key. A key is a single character, or a name such as "space", "f2" or "ctrl+l".',
        ),
    ],
)
def test_keys_that_never_arrive(key: str, told: str) -> None:
    """They are left out, and what to write instead is told."""
    assert ({}, [f'The settings give "play.listen" the key {told}']) == checked(
        {"play.listen": key}
    )


@pytest.mark.parametrize(
    ("keys", "good", "told"),
    [
        (
            {"play.listen": "k", "play.why": "f5, k"},
            {"play.listen": "k"},
            [("play.why", "k", "play.listen")],
        ),
        ({"play.listen": "u"}, {}, [("play.listen", "u", "play.undo")]),
        ({"play.listen": "?"}, {}, [("play.listen", "?", "page.help")]),
        ({"play.listen": "up"}, {}, [("play.listen", "up", "rows.up")]),
        ({"play.reply-1": "a"}, {}, [("play.reply-1", "a", "shift.breathe")]),
        ({"drill.unknown": "1"}, {}, [("drill.unknown", "1", "drill.answer-1")]),
        ({"home.drills": "p"}, {}, [("home.drills", "p", "home.progress")]),
        ({"app.settings": "q"}, {}, [("app.settings", "q", "app.quit-key")]),
        (
            {"play.listen": "u", "play.undo": "w"},
            {},
            [("play.undo", "w", "play.why"), ("play.listen", "u", "play.undo")],
        ),
    ],
)
def test_a_key_does_one_thing_in_one_place(
    keys: dict[str, str], good: dict[str, str], told: list[tuple[str, str, str]]
) -> None:
    """What would push another key out is left out, with what has the key."""
    sentences = [
        f'The settings give "{id}" the key "{key}", which "{other}" already has on the same screen. '
        f'Choose another, or give "{other}" a different one.'
        for id, key, other in told
    ]
    assert (good, sentences) == checked(keys)


def test_keys_can_be_exchanged_and_used_in_other_places() -> None:
    """Where both are given, and where they never meet."""
    keys = {"play.listen": "u", "play.undo": "space", "home.filter": "u", "debrief.save": "w"}
    assert (keys, []) == checked(keys)


def test_what_comes_before_typing_takes_no_sign() -> None:
    """Else that sign could not stand in a name."""
    good, (told,) = checked({"app.quit": "x"})
    assert {} == good
    assert told.startswith(
        'The settings give "app.quit" the key "x", which you need for typing names'
    )


def test_the_keys_that_nobody_changed_do_not_clash() -> None:
    """In each place every key does one thing."""
    for holders in PLACES:
        here = _keys_of((SimulatorApp, *holders), {})
        keys = [key for keys in here.values() for key in keys]
        assert sorted(set(keys)) == sorted(keys)
