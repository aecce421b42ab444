"""What every command works with beside its own options: the library, the user's files, their settings, and the time.

Built once from the arguments that commands share. Nothing is read or looked for before a command asks, since most need little
of it; what was read is kept, so that a problem with it is reported once. It must not know about any single command.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.streams import complain
from simulator.scenario.library import (
    VARIABLE,
    Library,
    LibraryError,
    checkout,
    folders,
    left_out_words,
)
from simulator.text import clean_name, cut_note

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from simulator.play.report_offers import PlayReports
    from simulator.records.history import History
    from simulator.records.saves import Saves
    from simulator.records.settings import LoadedSettings, Settings
    from simulator.rounds.report_offers import RoundReports

PLAIN_VARIABLE = "SIMULATOR_PLAIN"


def utc_now() -> datetime:
    """Return the time of day."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """Where files are kept, who plays, how they see the program, and how time passes.

    Attributes:
        library_folders: Folders of scenarios that the user named, in addition to the shipped one.
        saves_folder: The folder of saved plays that the user named.
        history_file: The file of the history that the user named.
        given_name: The player's name, as typed.
        plain: Whether the user asked for plain mode now.
        log_level: The least serious messages that are written to the log.
        reports_left_out: Whether files of the library that are left out are named on stderr; the game shows them itself.
        clock: Seconds that only ever rise.
        wall_clock: The time of day.
        environment: The variables of the environment.
    """

    library_folders: tuple[str, ...] = ()
    saves_folder: str | None = None
    history_file: str | None = None
    given_name: str = ""
    plain: bool = False
    log_level: str = "warning"
    reports_left_out: bool = True
    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], datetime] = utc_now
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @cached_property
    def library(self) -> Library:
        """The library: named by --library, shipped, named by the environment; raises LibraryError."""
        if "" in self.library_folders:
            raise LibraryError("The folder name after --library is empty.", "Name a folder.")
        library = Library(folders(self.library_folders, self.environment.get(VARIABLE)))
        if self.reports_left_out:
            for sentence in left_out_words(library):
                complain(sentence)
        return library

    @property
    def saves(self) -> Saves:
        """The saves that the user named, else those of the checkout or of the user; raises NoHome."""
        from simulator.records.saves import Saves, default_folder

        named = self.saves_folder
        return Saves(Path(named) if named else default_folder(checkout()))

    @property
    def player_saves(self) -> Saves:
        """As `saves`, but a player without a home folder plays all the same, unsaved."""
        from simulator.records.saves import NoHome, NoSaves

        try:
            return self.saves
        except NoHome:
            return NoSaves()

    @property
    def rounds_folder(self) -> Path:
        """The folder for rounds that name no file, and for what belongs to them; raises NoHome."""
        return self.saves.folder.parent / "rounds"

    @property
    def server_file(self) -> Path:
        """The file of a standing server that names none; raises NoHome."""
        return self.saves.folder.parent / "server" / "server.sqlite"

    def round_file(self, named: str | None) -> Path:
        """Return the file that a round is kept in: the one named, else one beside the saves that no other round has."""
        from secrets import token_hex

        if named:
            return Path(named)
        moment = self.wall_clock().strftime("%Y%m%d-%H%M%S")
        return self.rounds_folder / f"round-{moment}-{token_hex(2)}.sqlite"

    @property
    def history(self) -> History:
        """The history that the user named, else the usual one; raises NoHome."""
        from simulator.records.history import History

        return History(self.history_path)

    @property
    def history_path(self) -> Path:
        """The path of the history; raises NoHome."""
        from simulator.records.history import history_path

        return history_path(self.history_file, checkout())

    @property
    def player_history(self) -> History | None:
        """As `history`, or None for a player without a home folder."""
        from simulator.records.saves import NoHome

        try:
            return self.history
        except NoHome:
            return None

    @property
    def round_reports(self) -> RoundReports:
        """The reports on rounds that can be saved."""
        from simulator.rounds.report_offers import RoundReports

        return RoundReports(self.library, self.wall_clock, lambda: self.history_path.parent)

    @property
    def play_reports(self) -> PlayReports:
        """The reports on conversations that can be saved."""
        from simulator.play.report_offers import PlayReports

        return PlayReports(self.library, self.player_saves, self.player_history, self.wall_clock)

    @cached_property
    def settings_file(self) -> LoadedSettings:
        """The settings with their file; problems with them are reported on stderr, once."""
        from simulator.errors import SimulatorError
        from simulator.records.settings import (
            LoadedSettings,
            Settings,
            read_settings,
            settings_path,
        )

        try:
            read = read_settings(settings_path())
        except SimulatorError as error:
            read = LoadedSettings(Settings(), Path(os.devnull), (str(error),))
        for trouble in read.troubles:
            print(f"simulator: {trouble}", file=sys.stderr)
        return read

    @property
    def settings(self) -> Settings:
        """The user's settings."""
        return self.settings_file.settings

    @property
    def person(self) -> str | None:
        """The player's name, ready to be shown: the one given now, else the one in the settings."""
        return clean_name(self.given_name) or self.settings.name or None

    def open_log(self, path: Path | None = None) -> None:
        """Log from now on into the file at a path, else into the one beside the history, if there is a folder for it."""
        from simulator.records.log_file import open_log, state_log_path

        open_log(path or state_log_path(checkout()), self.log_level)

    def reread(self) -> Context:
        """Return the same context with nothing read yet, as after a change of the settings."""
        return replace(self)


def context_of(arguments: argparse.Namespace) -> Context:
    """Return the context that the arguments ask for; options that a command doesn't have are left at their defaults."""
    given = vars(arguments)
    if note := cut_note(given.get("person") or ""):
        complain(note)
    return Context(
        library_folders=tuple(given.get("library") or ()),
        saves_folder=given.get("saves"),
        history_file=given.get("records"),
        given_name=given.get("person") or "",
        plain=given.get("plain", False),
        log_level=given.get("log_level", "warning"),
        reports_left_out=arguments.module != "home",
    )
