"""The keys of the settings, looked at before Textual gets them: ids that there are, keys that arrive, none given twice.

Textual takes any text for a key and any id for a binding, and lets one key push out another, so that a slip of the pen would
only show as a key that does nothing. It imports every screen, so it must be imported only where there are keys to look at.
"""

from __future__ import annotations

import difflib
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from simulator.tui.app_keys import AppKeys
from simulator.tui.program import Program
from simulator.tui.screens import (
    brief,
    class_walk,
    debrief,
    debrief_details,
    dialogs,
    drill_keys,
    first_page,
    good_play,
    home_keys,
    host,
    host_setup,
    hotseat,
    kept_rounds,
    lobby,
    own_words,
    page,
    play,
    progress,
    roster,
    round_debrief,
    seat,
    settings,
    shift_after,
    shift_before,
    shift_customer,
    shift_pages,
    shift_pause,
)
from simulator.tui.textual_internals import SENT_KEYS
from simulator.tui.widgets import filter_line, replies, rows, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

MODIFIERS = ("ctrl", "shift", "alt", "meta", "super", "hyper")
ARRIVES_AS: Mapping[str, str] = MappingProxyType(
    {
        "return": "enter",
        "ctrl+m": "enter",
        "ctrl+i": "tab",
        "ctrl+h": "backspace",
        "ctrl+[": "escape",
        "ctrl+left_square_bracket": "escape",
    }
)
"""Keys that a terminal cannot tell from others."""
PLACES: tuple[tuple[type, ...], ...] = (
    (home_keys.HomeKeys, rows.Rows),
    (first_page.FirstPage, rows.Rows),
    (brief.BriefScreen, rows.Rows),
    (play.PlayScreen, replies.Replies),
    (own_words.OwnWordsScreen, replies.Replies),
    (own_words.OwnWordsScreen, sentence.Sentence),
    (debrief.DebriefScreen,),
    (good_play.GoodPlayScreen,),
    (debrief_details.DebriefDetailsScreen, debrief_details.MoveRows),
    (progress.ProgressScreen,),
    (settings.SettingsScreen, rows.Rows),
    (lobby.LobbyScreen,),
    (seat.SeatScreen, replies.Replies),
    (round_debrief.RoundDebriefScreen,),
    (host_setup.HostSetupScreen, rows.Rows),
    (host.HostScreen, rows.Rows),
    (class_walk.ClassScreen,),
    (kept_rounds.KeptRoundsScreen, rows.Rows),
    (kept_rounds.KeptRoundScreen, rows.Rows),
    (shift_customer.ShiftCustomerScreen, replies.Replies),
    (shift_before.ShiftBeforeScreen, shift_pages.ShiftRows),
    (shift_pause.ShiftPauseScreen, shift_pages.ShiftRows),
    (shift_after.ShiftAfterScreen, shift_pages.ShiftRows),
    (drill_keys.DrillKeys, shift_pages.ShiftRows),
    (dialogs.TextDialog,),
    (dialogs.InputDialog,),
    (dialogs.ChoiceDialog, rows.Rows),
)
"""What has the keys at the same time, and the app with them: there one key does one thing."""
_NAMED = {key.value for key in Keys if key.value[0] != "<"} | set(KEY_NAME_REPLACEMENTS.values())


def known_ids() -> list[str]:
    """Return the ids of all that a key can be given to: in the game, on its screens, in its lists."""
    screens = (
        dialogs,
        brief,
        debrief,
        debrief_details,
        good_play,
        first_page,
        home_keys,
        own_words,
        page,
        play,
        progress,
        settings,
    )
    modules = (
        *screens,
        hotseat,
        roster,
        lobby,
        seat,
        round_debrief,
        host,
        host_setup,
        class_walk,
        kept_rounds,
        drill_keys,
        filter_line,
        shift_after,
        shift_customer,
        shift_pages,
        replies,
        rows,
        sentence,
    )
    holders = (Program, AppKeys, *(kind for module in modules for kind in _classes(module)))
    return sorted(
        {binding.id for holder in holders for binding in _own_bindings(holder) if binding.id}
    )


def checked(keys: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the keys that can be used, and a sentence for each entry that is left out."""
    ids = known_ids()
    good: dict[str, str] = {}
    troubles = []
    for id, text in keys.items():
        if id not in ids:
            near = difflib.get_close_matches(id, ids, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else "docs/cli.md lists them all."
            troubles.append(f'The settings give a key to "{id}", which doesn\'t exist. {hint}')
        elif wrong := _wrong(id, text):
            troubles.append(f'The settings give "{id}" the key {wrong}')
        else:
            good[id] = text
    return good, troubles + _take_out_clashes(good)


def _wrong(id: str, text: str) -> str:
    """Return what is wrong with the first of some keys that cannot be used, or nothing."""
    for key in map(str.strip, text.split(",")):
        if not is_key(key):
            return f'"{key}", which isn\'t a key. A key is a single character, or a name such as "space", "f2" or "ctrl+l".'
        if key in ARRIVES_AS:
            return f'"{key}", which a terminal sends as "{ARRIVES_AS[key]}". Choose another.'
        if not is_sent(key):
            return f'"{key}", which terminals don\'t send. {_instead(key)}'
        if id in _PRIORITY and _is_typed(key):
            return f'"{key}", which you need for typing names. Choose one such as "f2" or "ctrl+l".'
    return ""


def _instead(key: str) -> str:
    """Return what to write for a sign with shift or an upper-case letter with ctrl; else that another is needed."""
    *held, last = key.split("+")
    if held == ["shift"] and len(last) == 1 and last.upper() != last:
        return f'Write "{last.upper()}".'
    if held == ["ctrl"] and len(last) == 1 and f"ctrl+{last.lower()}" in SENT_KEYS:
        return f'Use "ctrl+{last.lower()}".'
    return "Choose another."


def _take_out_clashes(good: dict[str, str]) -> list[str]:
    """Take out of `good` what would push another key out, the last first, with a sentence for each."""
    troubles = []
    while found := _clash(good):
        id, key, other = found
        troubles.append(
            f'The settings give "{id}" the key "{key}", which "{other}" already has on the same screen. '
            f'Choose another, or give "{other}" a different one.'
        )
        del good[id]
    return troubles


def _clash(good: dict[str, str]) -> tuple[str, str, str] | None:
    """Return the last id whose key does something else in the same place: the id, the key, and what else has it."""
    for id in reversed(good):
        for holders in PLACES:
            here = _keys_of((Program, AppKeys, *holders), good)
            for other, theirs in here.items():
                both = here.get(id, {}).keys() & theirs.keys()
                if other != id and both:
                    return id, here[id][min(both)], other
    return None


def _keys_of(holders: Iterable[type], good: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the keys of each id, as the settings have it where they say: Textual's names, each with how it was written."""
    here: dict[str, dict[str, str]] = {}
    for holder in holders:
        for binding in _own_bindings(holder):
            if binding.id:
                keys = good.get(binding.id, binding.key)
                for key in map(str.strip, keys.split(",")):
                    (named,) = Binding.make_bindings([Binding(key, "", "")])
                    here.setdefault(binding.id, {})[named.key] = key
    return here


def is_key(key: str) -> bool:
    """Whether a key can be pressed: a sign, a named key, or one of them with ctrl or the like."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    if not set(held) <= set(MODIFIERS):
        return False
    if len(last) == 1:
        return last.isprintable() and not last.isspace()
    return key in _NAMED or last in _NAMED or _is_sign(last)


def is_sent(key: str) -> bool:
    """Whether terminals send a key: a sign with at most alt, a letter with ctrl, a named key with anything held."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    if not held or key in SENT_KEYS:
        return True
    if len(last) == 1 or _is_sign(last) or last in ("space", "enter", "tab", "backspace", "escape"):
        return held == ["alt"]
    return not {"meta", "super", "hyper"} & set(held)


def _is_typed(key: str) -> bool:
    """Whether a key is a sign by itself."""
    return len(key) == 1 or key == "space" or _is_sign(key)


def _is_sign(name: str) -> bool:
    """Whether a name is Textual's for a sign, as `plus_minus_sign`."""
    try:
        unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return False
    return name == name.lower()


def _classes(module: ModuleType) -> Iterable[type]:
    return (kind for kind in vars(module).values() if isinstance(kind, type))


def _own_bindings(holder: type) -> list[Binding]:
    return [item for item in vars(holder).get("BINDINGS", ()) if isinstance(item, Binding)]


_PRIORITY = {
    binding.id
    for holder in (Program, AppKeys, *(kind for place in PLACES for kind in place))
    for binding in _own_bindings(holder)
    if binding.priority
}
"""What is done before anything is typed, so that its keys must be none that one types."""
