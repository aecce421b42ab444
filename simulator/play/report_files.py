"""Save reports from the screens and from lines: a name is proposed, nothing is written over, and the list for `forget` is kept.

Every face offers a report as a `ReportOffer` and shows its sentences. What is in a report is decided elsewhere.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator import files
from simulator.errors import SimulatorError
from simulator.records.exports import Export, ExportList
from simulator.report.export.forms import FORMS, Form, form_for, has_names, pieces_of
from simulator.text import path_text, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from simulator.report.source import ReportSource

OF_ONE = (Form.TEXT, Form.HTML, Form.TURNS, Form.PLAYS, Form.JSON, Form.XAPI)
"""The forms for one conversation."""
OF_MANY = tuple(Form)
"""The forms for several conversations."""
MAX_STEM = 60
"""Signs of a proposed name, at most."""
MAX_NAMES = 1000
"""Names that are looked for before one is proposed that is taken."""


class SavedReport(NamedTuple):
    """A report that was written; `trouble` says why it couldn't be put on the list of reports, if it couldn't."""

    path: Path
    trouble: str = ""

    @property
    def sentence(self) -> str:
        """Where it is, and who can read it."""
        return saved_sentence(self.path)


@dataclass(frozen=True, slots=True)
class ReportOffer:
    """A report that can be saved.

    Attributes:
        stem: What the proposed name begins with.
        about: What the report is on, in a sentence.
        read: Reads what is reported on, for a form; with true, names are replaced by pseudonyms. Raises SimulatorError.
        list_folder: Gives the folder of the list of reports, that of the history; raises SimulatorError.
        forms: The forms that are offered.
    """

    stem: str
    about: str
    read: Callable[[Form, bool], ReportSource]
    list_folder: Callable[[], Path]
    forms: Sequence[Form] = OF_MANY

    def proposed(self, form: Form) -> str:
        """Return a name that no file in the working folder has."""
        stem, ending = stem_of(self.stem), FORMS[form].ending
        names = [f"{stem}{ending}", *(f"{stem}-{at}{ending}" for at in range(2, MAX_NAMES))]
        return next((name for name in names if not _exists(Path(name))), names[0])

    def save(self, name: str, form: Form = Form.TEXT, *, pseudonyms: bool = False) -> SavedReport:
        """Write the report to a new file and list it; its name's ending decides the format. Raises SimulatorError."""
        path = _path_of(name)
        check_new(path)
        form = form_for(name, form)
        source = self.read(form, pseudonyms)
        write_report(path, pieces_of(source, form))
        return SavedReport(path.absolute(), list_report(self.list_folder, path, source, form))


def stem_of(text: str) -> str:
    """Return a text as the beginning of a file's name: in small letters, with hyphens for all that isn't a letter or digit."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")[:MAX_STEM].strip("-") or "report"


def file_path(name: str) -> Path:
    """Return the path of a file; raises SimulatorError where a name can only be that of a folder."""
    if name.endswith(tuple(filter(None, (os.sep, os.altsep)))):
        raise SimulatorError(
            f"{quoted(name, 200)} is the name of a folder, not of a file.",
            "Add a file name at the end.",
        )
    return Path(name)


def check_new(path: Path) -> None:
    """Raise SimulatorError where there is a file already, before anything is worked out for it."""
    if _exists(path):
        raise _exists_error(path)


def write_report(path: Path, pieces: Iterator[str]) -> None:
    """Write a report to a new file that only its owner may read; raises SimulatorError, and then there is no file."""
    try:
        files.write_new_pieces(path, (piece.encode("utf-8", "replace") for piece in pieces))
    except FileExistsError:
        raise _exists_error(path) from None
    except (OSError, ValueError) as error:
        raise _write_error(path, error) from None


def list_report(folder: Callable[[], Path], path: Path, source: ReportSource, form: Form) -> str:
    """Put a report on the list that `forget` reads, with whose names are in it; return why that failed, else nothing."""
    if source.hidden or not source.people or not has_names(form):
        return ""
    export = Export(str(path.absolute()), source.made, tuple(sorted(source.people)))
    try:
        ExportList(folder()).add(export)
    except SimulatorError as error:
        return str(error)
    return ""


def saved_sentence(path: Path) -> str:
    """Return where a report was written."""
    return f"Saved as {path_text(path)}. Only you can read it."


def _path_of(name: str) -> Path:
    """Return the path that was typed; raises SimulatorError."""
    try:
        return file_path(name).expanduser()
    except (ValueError, RuntimeError) as error:
        raise _write_error(Path(name), error) from None


def _exists(path: Path) -> bool:
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError):
        return False  # to be said by whoever writes it


def _exists_error(path: Path) -> SimulatorError:
    return SimulatorError(
        f"{quoted(str(path), 200)} already exists.",
        "Choose another name; existing files are never overwritten.",
    )


def _write_error(path: Path, error: Exception) -> SimulatorError:
    why = error.strerror if isinstance(error, OSError) else "it isn't a valid file name"
    return SimulatorError(
        f"The report couldn't be written to {quoted(str(path), 200)}: {why}.",
        "Choose another folder or name.",
    )
