"""The log: a traceback for a maintainer, nothing of what people play, and never a reason to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.records.log_file import (
    LOGGED,
    LogFile,
    fault_text,
    logger_of,
    open_log,
    round_log_path,
    state_log_path,
    write_fault,
)
from simulator.rounds.hosted import server
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Where is my parcel? K7QF2M \x1b]0;owned\x07\u202e\n2026-01-01 ERROR forged"
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loggers() -> Iterator[None]:
    """Leave the loggers as they were."""
    before = [
        (
            logging.getLogger(name),
            [*logging.getLogger(name).handlers],
            logging.getLogger(name).level,
        )
        for name in LOGGED
    ]
    yield
    for logger, handlers, level in before:
        for handler in logger.handlers:
            handler.close()
        logger.handlers[:] = handlers
        logger.setLevel(level)
        logger.propagate = True


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """Give an error as it is after it was raised."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


class TestFaultText:
    @pytest.mark.parametrize(
        "error",
        [
            ValueError(SECRET),
            KeyError(SECRET),
            RuntimeError(SECRET),
            OSError(13, "Permission denied", SECRET),
            UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
            ExceptionGroup(SECRET, [ValueError(SECRET)]),
            SyntaxError(SECRET, (SECRET, 1, 1, SECRET)),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_words_of_an_error_are_left_out(self, error: Exception) -> None:
        """Its class and its place are there, and nothing that it quotes."""
        error.add_note(SECRET)
        text = fault_text(raised(error, raised(ValueError(SECRET))))
        assert type(error).__name__ in text
        assert "in raised" in text
        assert not any(word in text for word in ("parcel", "K7QF2M", "forged", "owned"))

    def test_words_of_python_itself_are_there(self) -> None:
        """They name what is missing in the program."""
        text = fault_text(raised(AttributeError("'Seat' object has no attribute 'clok'")))
        assert text.endswith("AttributeError: 'Seat' object has no attribute 'clok'")

    def test_what_the_system_calls_an_error_is_there(self) -> None:
        """The number of an OSError has a name that says what to look for."""
        assert fault_text(raised(OSError(28, SECRET))).endswith("OSError: ENOSPC")

    def test_errors_behind_it_are_there_once(self) -> None:
        """A chain that bites its own tail ends."""
        first, second = ValueError(), KeyError()
        first.__cause__, second.__cause__ = second, first
        assert 1 == fault_text(first).count("ValueError") == fault_text(first).count("KeyError")


class TestLogFile:
    def test_a_record_cannot_look_like_two(self, tmp_path: Path) -> None:
        """Control characters are escaped, only the first line of a message is written, and tracebacks are indented."""
        path = tmp_path / "new folder" / "faults.log"
        open_log(path)
        logger_of("rounds").error(f"A name: \x1b[2J{SECRET}", exc_info=raised(ZeroDivisionError()))
        lines = path.read_text().splitlines()
        assert lines[0].endswith(
            "ERROR simulator.rounds: A name: \\u001b[2JWhere is my parcel? K7QF2M \\u001b]0;owned\\u0007\\u202e"
        )
        assert all(line.startswith("    ") and line.isprintable() for line in lines[1:])
        assert "    ZeroDivisionError: " == lines[-1]

    def test_only_its_owner_reads_it(self, tmp_path: Path) -> None:
        """Whatever the mask, and also where it was made by an earlier version."""
        path = tmp_path / "faults.log"
        path.write_text("old\n")
        path.chmod(0o644)
        open_log(path)
        logger_of("jobs").error("A fault")
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)
        assert path.read_text().startswith("old\n")

    @pytest.mark.parametrize(
        ("level", "expected"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)]
    )
    def test_levels(self, tmp_path: Path, level: str, expected: int) -> None:
        """From a level up."""
        path = tmp_path / "faults.log"
        open_log(path, level)
        for write in (logging.debug, logging.info, logging.warning, logging.error):
            getattr(logger_of("jobs"), write.__name__)("A line")
        assert expected == len(path.read_text().splitlines())

    def test_its_size_is_bounded(self, tmp_path: Path) -> None:
        """It is kept once more under another name, and never a third time."""
        path = tmp_path / "faults.log"
        handler = LogFile(path, max_bytes=2000)
        for number in range(200):
            handler.emit(logging.LogRecord("simulator", 40, "", 0, f"Line {number}", None, None))
        handler.close()
        assert {"faults.log", "faults.log.1"} == {file.name for file in tmp_path.iterdir()}
        assert all(file.stat().st_size <= 2000 for file in tmp_path.iterdir())
        assert all(0o600 == stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir())
        assert "Line 199" in path.read_text()

    @pytest.mark.parametrize("kind", ["folder", "pipe", "link", "below a file", "full"])
    def test_where_it_cannot_be_written_the_program_goes_on(
        self, tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """The record is dropped without a word, and the next one is tried again."""
        path = tmp_path / "faults.log"
        match kind:
            case "folder":
                path.mkdir()
            case "pipe":
                os.mkfifo(path)
            case "link":
                (tmp_path / "other").write_text("")
                path.symlink_to(tmp_path / "other")
            case "below a file":
                path.write_text("")
                path = path / "faults.log"
            case "full":
                path.symlink_to("/dev/full")
        open_log(path)
        for _ in range(2):
            logger_of("rounds").error("A fault")
        assert write_fault(path, "A fault", ValueError()) is False
        assert ("", "") == capfd.readouterr()
        if kind == "link":
            assert "" == (tmp_path / "other").read_text()

    def test_a_full_disk_is_survived(self, tmp_path: Path) -> None:
        """A stream that fails when it is flushed is closed, and opened again for the next record."""
        handler = LogFile(tmp_path / "faults.log")
        record = logging.LogRecord("simulator", 40, "", 0, "A fault", None, None)
        with open("/dev/full", "w") as full:  # noqa: PTH123 (a device that is always full)
            handler.stream = full
            handler.maxBytes = 0
            handler.emit(record)
        assert handler.failed
        handler.emit(record)
        assert not handler.failed
        handler.close()

    def test_without_a_file_nothing_is_printed(self, capfd: pytest.CaptureFixture[str]) -> None:
        """Neither before a log is opened nor where there is no folder for one."""
        logger_of("rounds").error("A fault")
        open_log(None)
        logger_of("rounds").error("A fault")
        assert ("", "") == capfd.readouterr()


def test_a_fault_of_the_full_screen_is_written_at_its_time(tmp_path: Path) -> None:
    """One record with what is known of the program, and the traceback."""
    path = tmp_path / "faults.log"
    assert write_fault(path, "An error in full-screen mode", raised(ValueError(SECRET)), NOON)
    text = path.read_text()
    assert text.startswith("2026-01-02T12:00:00.000+00:00 CRITICAL simulator: An error in full")
    assert "in raised" in text
    assert "parcel" not in text


def test_a_fault_of_the_server_has_its_traceback_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The host sees one line; the log has where it happened, and the work begins again."""
    monkeypatch.setattr(server, "RETRY_SECONDS", 0)
    done = asyncio.Event()

    async def work() -> None:
        if not (tmp_path / "round.sqlite.log").exists():
            raise KeyError(SECRET)
        done.set()
        await asyncio.Event().wait()

    async def scene() -> None:
        task = asyncio.create_task(server.lasting(work))
        await asyncio.wait_for(done.wait(), PATIENCE)
        task.cancel()

    open_log(round_log_path(tmp_path / "round.sqlite"))
    asyncio.run(scene())
    text = (tmp_path / "round.sqlite.log").read_text()
    assert "ERROR simulator.rounds: Server error" in text
    assert "in work" in text
    assert "parcel" not in text
    assert 1 == len(capsys.readouterr().err.splitlines())


def test_the_log_is_beside_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless that is a device, whose folder is not the program's."""
    monkeypatch.setenv("SIMULATOR_RECORDS", str(tmp_path / "history.sqlite"))
    assert tmp_path / "faults.log" == state_log_path(None)
    monkeypatch.setenv("SIMULATOR_RECORDS", "/dev/null")
    assert state_log_path(None) is None
