"""A player's settings: a small TOML file in their configuration folder.

Read at every start, so a mistake in it must not keep the game from opening: what is wrong is left out and said in a sentence.
Writing keeps the comments and the order of the file, and is refused where the file cannot be read or isn't the user's own. It
opens no other file, and knows nothing of screens.
"""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.files import TooLarge, make_private_folder, read_file, replace_file
from simulator.records.record import FIRST_EDITION
from simulator.text import clean_name, path_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VARIABLE = "SIMULATOR_SETTINGS"
SWITCH = ("on", "off")
KEYS_IN_FILE = "To change keys, edit [keys] in the settings file."
THEMES = ("dark", "light", "high-contrast", "ansi-dark", "ansi-light")
PACES: Mapping[str, float] = MappingProxyType({"off": 0.0, "slow": 3.0, "normal": 5.0, "fast": 9.0})
"""Words a second at which the customer's words appear; 0 is at once."""
MAX_FACTOR = 10
MAX_BYTES = 64 * 1024
MAX_KEYS_LENGTH = 200
_NOT_LOST = "Nothing is lost: your progress will be back once your name is."
_TEMPLATE = """\
# Settings of the customer service simulator. `simulator settings` shows them, and what each can be.
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, each with its default.

    `clock` multiplies the time allowed, 1 to 10, and is None where the clock is off. `keys` gives, by a binding's id, the keys
    that do it, separated by commas.
    """

    name: str = ""
    theme: str = "dark"
    motion: bool = True
    pace: str = "normal"
    clock: float | None = 1.0
    plain: bool = False
    ascii: bool = False
    portrait: str = "on"
    own_words: bool = False
    greeted: bool = False
    edition_seen: int = FIRST_EDITION
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def words_a_second(self) -> float:
        """How fast words appear; 0 is at once."""
        return PACES[self.pace] if self.motion else 0.0

    def as_values(self) -> dict[str, Any]:
        """Return the settings as they are in the file and in JSON."""
        values: dict[str, Any] = {item.name: getattr(self, item.name) for item in fields(self)}
        values["clock"] = "off" if self.clock is None else self.clock
        values["keys"] = dict(self.keys)
        return values


MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "name": "your name, saved with your conversations",
        "theme": f"the colours: {', '.join(THEMES)}",
        "motion": "whether words appear bit by bit and changes fade: true or false",
        "pace": f"how fast the customer's words appear: {', '.join(PACES)}",
        "clock": "how many times the usual time you get against the clock: 1 to 10, or off for no clock",
        "plain": "whether to open the game line by line, as with --plain: true or false",
        "ascii": "whether to draw with plain ASCII characters only; letters stay: true or false",
        "portrait": "whether to draw the customer's portrait where there's room: on or off",
        "own_words": "whether replies are hidden until you've typed what you'd say: true or false",
        "greeted": "whether you have seen the welcome: true or false",
        "edition_seen": "the newest edition of the rules the game has told you about: a whole number",
        "keys": 'your own keys, by action id, as in [keys] with "play.listen" = "l"',
    }
)
"""What each setting is for, and what it can be."""
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "name": "name",
        "theme": "colours",
        "motion": "animation",
        "pace": "reading pace",
        "clock": "clock",
        "plain": "plain lines",
        "ascii": "ASCII only",
        "portrait": "portrait",
        "own_words": "own words",
        "greeted": "introduced",
        "edition_seen": "rules seen",
        "keys": "keys",
    }
)
"""What each setting is called where a person chooses it; the file has it by its key."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """What a settings file holds, and a sentence for each thing in it that was left out."""

    settings: Settings
    path: Path
    troubles: tuple[str, ...] = ()


def settings_path() -> Path:
    """Where the settings lie; the file need not exist. Raises SimulatorError if there is no home."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named)
    given = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    if sys.platform != "darwin" and given.is_absolute():
        config = given
    else:
        try:
            home = Path.home()
        except RuntimeError as error:
            message = "There is no home folder to keep settings in."
            raise SimulatorError(message, f"Name a file in {VARIABLE}.") from error
        apple = home / "Library" / "Application Support"
        config = apple if sys.platform == "darwin" else home / ".config"
    return config / "customer-service-simulator" / "settings.toml"


def read_settings(path: Path) -> LoadedSettings:
    """Read a settings file; a setting that is wrong is reported and left at its default."""
    import tomli

    data = b""
    try:
        data = read_file(path, MAX_BYTES)
        document = tomli.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return LoadedSettings(Settings(), path)
    except TooLarge:
        return _unreadable(path, "is too large")
    except OSError as error:
        return _unreadable(path, f"can't be read ({error.strerror})")
    except UnicodeDecodeError:
        return _unreadable(path, "isn't UTF-8 text", data)
    except tomli.TOMLDecodeError as error:
        return _unreadable(path, f"isn't valid TOML ({error.msg}, line {error.lineno})", data)
    except (ValueError, RecursionError):
        return _unreadable(path, "has a number that is too long, or tables nested too deeply", data)
    settings, wrong = _settings_of(document, Settings())
    troubles = tuple(
        " ".join((f"{path_text(path)}: {error}", *_meanwhile(key))) for key, error in wrong
    )
    return LoadedSettings(settings, path, troubles)


def _settings_of(
    document: Mapping[str, Any], settings: Settings
) -> tuple[Settings, list[tuple[str, SimulatorError]]]:
    """Return the settings with those of a document, and each of it that can't be, by its key."""
    wrong = []
    for key, value in document.items():
        try:
            settings = with_value(settings, key, value)
        except SimulatorError as error:
            wrong.append((key, error))
    return settings, wrong


def _meanwhile(key: str) -> tuple[str, ...]:
    """Return what is used in place of a setting that can't be; nothing where there is no such setting."""
    if key == "name":
        return (f"Until you fix it, you're playing without a name. {_NOT_LOST}",)
    if key == "keys":
        return ("Until you fix it, the usual keys work.",)
    default = Settings().as_values().get(key)
    if default is None:
        return ()
    word = str(default).lower() if isinstance(default, bool) else default
    return (
        f"Until you fix it, it's {word:g}."
        if key == "clock"
        else f"Until you fix it, it's {word}.",
    )


def _unreadable(path: Path, why: str, data: bytes = b"") -> LoadedSettings:
    """Return what can be read of a file that is broken, and the sentence about it; whoever has a file has been greeted."""
    settings = Settings(greeted=True)
    used: list[str] = []
    if data:
        from simulator.records.broken_settings import readable_lines

        document = readable_lines(data.decode("utf-8-sig", "replace"))
        settings, wrong = _settings_of(document, settings)
        used = [LABELS[key] for key in document if key in LABELS and key not in dict(wrong)]
    told = f"The settings file {path_text(path)} {why}. Until you fix or delete it, "
    if used:
        told += f"only the settings that can be read are used: {', '.join(used)}."
    else:
        told += "every setting has its default value."
    if not settings.name:
        told += f" In the meantime you're playing without a name. {_NOT_LOST}"
    return LoadedSettings(settings, path, (told,))


def with_value(settings: Settings, key: str, value: Any) -> Settings:
    """Return the settings with one of them changed; raises SimulatorError that says what it can be."""
    if key not in MEANINGS:
        import difflib

        key = clean_name(key) or "?"
        near = difflib.get_close_matches(key, MEANINGS, n=1)
        hint = f'Did you mean "{near[0]}"?' if near else f"The settings are {', '.join(MEANINGS)}."
        raise SimulatorError(f'There is no setting "{key}".', hint)
    return replace(settings, **{key: _CHECKS[key](key, value)})


def write_setting(path: Path, key: str, value: Any) -> Settings:
    """Change one setting in the file, which is made if need be; raises SimulatorError and changes nothing if that cannot be."""
    settings = with_value(read_settings(path).settings, key, value)
    try:
        replace_file(path, _file_with(path, key, settings.as_values()[key]), 0o600)
    except OSError as error:
        message = f"The settings couldn't be written to {path_text(path)}: {error.strerror}."
        raise SimulatorError(message, f"To use another file, set {VARIABLE}.") from None
    return settings


def _file_with(path: Path, key: str, value: Any) -> bytes:
    """Return the file's bytes with one setting changed, its folder made; raises OSError, or SimulatorError if it isn't TOML."""
    import tomli
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        data = read_file(path, MAX_BYTES)
        if path.stat().st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, "it belongs to another user")
    except FileNotFoundError:
        make_private_folder(path.parent)
        data = _TEMPLATE.encode()
    try:
        text = data.decode("utf-8-sig")
        tomli.loads(
            text
        )  # the parser that reads it at the next start; tomlkit lets other things pass
        document = tomlkit.parse(text)
        document[key] = value
        after = tomlkit.dumps(document).encode()
    except (ValueError, RecursionError, TOMLKitError):
        message = f"The settings weren't changed, because {path_text(path)} isn't valid TOML."
        raise SimulatorError(message, "Fix it in an editor, or delete it.") from None
    if len(after) > MAX_BYTES:
        raise TooLarge(errno.EFBIG, "it would be too large for a settings file")
    return after


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(key, value)
    return clean_name(value)


def _one_of(words: Mapping[str, Any] | tuple[str, ...]) -> Callable[[str, Any], str]:
    def check(key: str, value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise _wrong(key, value)
        return value

    return check


def _switch(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, value)
    return value


def _edition(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < FIRST_EDITION:
        raise _wrong(key, value)
    return value


def _factor(key: str, value: Any) -> float | None:
    if value == "off":
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 1 <= value <= MAX_FACTOR:
        raise _wrong(key, value)
    return float(value)


def _keys(key: str, value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(
        isinstance(keys, str) and keys for keys in value.values()
    ):
        raise _wrong(key, value)
    return MappingProxyType(
        {clean_name(id): clean_name(keys, MAX_KEYS_LENGTH) for id, keys in value.items()}
    )


def _wrong(key: str, value: Any) -> SimulatorError:
    try:
        said = clean_name(str(value)) or "empty"
    except ValueError:  # a number of thousands of digits
        said = "such a long number"
    return SimulatorError(f'The setting "{key}" can\'t be {said}.', f"It is {MEANINGS[key]}.")


_CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    "name": _text,
    "theme": _one_of(THEMES),
    "motion": _switch,
    "pace": _one_of(PACES),
    "clock": _factor,
    "plain": _switch,
    "ascii": _switch,
    "portrait": _one_of(SWITCH),
    "own_words": _switch,
    "greeted": _switch,
    "edition_seen": _edition,
    "keys": _keys,
}
