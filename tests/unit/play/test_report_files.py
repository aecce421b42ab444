"""Reports saved from a face: the proposed name, the form by the name, nothing written over, the list for `forget`."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.play.report_files import OF_MANY, ReportOffer, stem_of
from simulator.records.exports import ExportList
from simulator.report.export.forms import FORMS, Form, form_for, has_names
from simulator.report.source import ReportSource
from tests.support.reports import MADE

if TYPE_CHECKING:
    from pathlib import Path


class Offered:
    """A report without plays, that says what was asked of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[Form, bool]] = []
        self.offer = ReportOffer("Round: Müller/7", "On nothing.", self.read, lambda: folder)

    def read(self, form: Form, pseudonyms: bool) -> ReportSource:
        """What the report is made from."""
        self.asked.append((form, pseudonyms))
        return ReportSource("T", MADE, (), hidden=pseudonyms, people=frozenset({"Kim"}))

    @property
    def listed(self) -> list[tuple[str, tuple[str, ...]]]:
        """What is on the list."""
        return [(item.path, item.people) for item in ExportList(self.folder).exports()]


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """It, in a working folder."""
    monkeypatch.chdir(tmp_path)
    return Offered(tmp_path)


def test_forms_without_names_are_not_listed(offered: Offered) -> None:
    """Whoever wants someone forgotten needn't delete them."""
    for name in ("a-xapi.json", "a-versions.csv"):
        offered.offer.save(name)
    assert [] == offered.listed
    offered.offer.save("a.txt")
    assert [(str(offered.folder / "a.txt"), ("Kim",))] == offered.listed


def test_the_proposed_name_is_free(offered: Offered) -> None:
    """It is made of the title, without what a path could take for more, and counts up."""
    assert "round-müller-7.txt" == offered.offer.proposed(Form.TEXT)
    (offered.folder / "round-müller-7.txt").symlink_to("nowhere")
    (offered.folder / "round-müller-7-2.txt").touch()
    assert "round-müller-7-3.txt" == offered.offer.proposed(Form.TEXT)
    assert "round-müller-7-moves.csv" == offered.offer.proposed(Form.TURNS)


@pytest.mark.parametrize(
    ("text", "stem"),
    [("../../etc/passwd", "etc-passwd"), ("..", "report"), ("=1+1", "1-1"), ("Ü" * 90, "ü" * 60)],
)
def test_a_stem_is_never_a_path(text: str, stem: str) -> None:
    """Nor an option, a hidden file or a name that is too long."""
    assert stem == stem_of(text)


@pytest.mark.parametrize(
    ("name", "chosen", "form"),
    [
        ("a.txt", Form.TEXT, Form.TEXT),
        ("a", Form.TEXT, Form.TEXT),
        ("a.pdf", Form.HTML, Form.HTML),
        ("a.HTML", Form.TEXT, Form.HTML),
        ("a.csv", Form.TEXT, Form.PLAYS),
        ("a-moves.csv", Form.TEXT, Form.TURNS),
        ("a.csv", Form.TURNS, Form.TURNS),
        ("a.csv", Form.ROSTER, Form.ROSTER),
        ("a.html", Form.ROSTER, Form.HTML),
        ("a-xapi.json", Form.TEXT, Form.XAPI),
        ("a.json", Form.TEXT, Form.JSON),
    ],
)
def test_the_form_by_the_name(name: str, chosen: Form, form: Form) -> None:
    """The ending decides; among the tables, the one that was chosen."""
    assert form is form_for(name, chosen)


def test_each_form_has_its_own_ending() -> None:
    """So that a typed name says which is meant, and the proposed name of each keeps it."""
    assert len(FORMS) == len({words.ending for words in FORMS.values()}) == len(OF_MANY)
    assert list(Form) == [form_for(f"x{FORMS[form].ending}") for form in Form]


@pytest.mark.parametrize("form", Form)
def test_a_report_is_saved(offered: Offered, form: Form) -> None:
    """For its owner alone, and listed with whose names are in it; one with pseudonyms isn't."""
    saved = offered.offer.save("it", form)
    assert f"Saved as {offered.folder / 'it'}. Only you can read it." == saved.sentence
    assert ("", 0o600) == (saved.trouble, stat.S_IMODE(saved.path.stat().st_mode))
    offered.offer.save("hidden", form, pseudonyms=True)
    listed = [(str(offered.folder / "it"), ("Kim",))] if has_names(form) else []
    assert listed == offered.listed
    assert [(form, False), (form, True)] == offered.asked


def test_nothing_is_written_over(offered: Offered) -> None:
    """Neither a file nor where a link leads, and nothing is read first."""
    (offered.folder / "mine.txt").write_text("mine")
    (offered.folder / "link.txt").symlink_to("nowhere")
    for name in ("mine.txt", "link.txt", "."):
        with pytest.raises(SimulatorError, match="already exists"):
            offered.offer.save(name)
    assert ([], "mine") == (offered.asked, (offered.folder / "mine.txt").read_text())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no/such/folder/a.txt", "No such file or directory"),
        ("a\0b", "it isn't a valid file name"),
        ("~nobody-of-this-name/a", "it isn't a valid file name"),
    ],
)
def test_where_nothing_can_be_written(offered: Offered, name: str, why: str) -> None:
    """One sentence says why, and nothing is left or listed."""
    with pytest.raises(SimulatorError, match=f": {why}\\. Choose another folder or name"):
        offered.offer.save(name)
    assert ([], []) == (offered.listed, list(offered.folder.iterdir()))


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")],
)
def test_a_disk_that_takes_nothing(
    offered: Offered, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    """One sentence says why, nothing is left, and the next try may have the name."""

    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(SimulatorError, match=why):
            offered.offer.save("a.txt")
    assert [] == list(offered.folder.iterdir())
    assert offered.offer.save("a.txt").path.exists()


def test_a_list_that_cannot_be_written(offered: Offered) -> None:
    """The report is there, and the trouble is said."""
    (offered.folder / "reports.jsonl").mkdir()
    saved = offered.offer.save("a.txt")
    assert saved.path.exists()
    assert "The list of reports" in saved.trouble
