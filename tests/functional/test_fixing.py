"""`simulator check --fix`: shown, asked, written with the old file kept, and what is left."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Any

import pytest

from simulator.cli import Exit, scenario_edit
from simulator.cli import fixes as fixing
from tests.support.cli_desk import Terminal
from tests.support.trainer_bench import FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.trainer_bench import Bench

WROTE = "Changed 1 line in late-parcel.toml; the old file is now late-parcel.toml~{}.\n"
DIFF = """\
--- late-parcel.toml
+++ late-parcel.toml
@@ -1,6 +1,6 @@
 #:schema ./scenario.schema.json
 format = 1
-titel = "Late parcel"
+title = "Late parcel"
 summary = "A parcel is two days late, and the customer has waited in for it."
 brief = "You answer the phone for a parcel service. You can see where every parcel is."
 channel = "phone"
"""


@pytest.fixture
def slip(bench: Bench) -> Bench:
    """A bench whose scenario has one misspelt key."""
    bench.edit("title", "titel")
    return bench


def names_in(bench: Bench) -> list[str]:
    """The names of the files in the folder."""
    return [path.name for path in bench.folder.iterdir()]


class Typed(Terminal):
    """A terminal at which something happens before its line is read."""

    def __init__(self, line: str, before: Callable[[], Any] = lambda: None) -> None:
        super().__init__(line)
        self.before = before

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        self.before()
        return super().readline(-1 if size is None else size)


def on_terminal(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, stdin: Typed, *words: str
) -> tuple[int, str, str]:
    """Run a command at a terminal; return its exit code and what it printed on each stream."""
    out, err = Terminal(), Terminal()
    with monkeypatch.context() as patched:
        for name, stream in (("stdin", stdin), ("stdout", out), ("stderr", err)):
            patched.setattr(sys, name, stream)
        code = bench.run(*words)[0]
    return code, out.getvalue(), err.getvalue()


class TestAsking:
    @pytest.mark.parametrize("answer", ["yes\n", "Y\n", " yes"])
    def test_yes(self, slip: Bench, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
        """The changes are shown, made, and the old file is kept."""
        old = slip.read()
        code, out, err = on_terminal(slip, monkeypatch, Typed(answer), "check", "--fix", FILE)
        assert (Exit.DONE, DIFF) == (code, out)
        assert "Make this change in late-parcel.toml? Type yes: " in err
        assert WROTE.format("") in err
        assert err.endswith("1 file, no errors, no warnings.\n")
        assert (old, old.replace("titel", "title")) == (slip.read(f"{FILE}~"), slip.read())

    @pytest.mark.parametrize("answer", ["no\n", "\n", ""])
    def test_no(self, slip: Bench, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
        """Nothing is written, and the problem is still reported."""
        old = slip.read()
        code, out, err = on_terminal(slip, monkeypatch, Typed(answer), "check", "--fix", FILE)
        assert Exit.PROBLEMS == code
        assert "[unknown-key]" in out
        assert "late-parcel.toml was left as it was.\n" in err
        assert [FILE] == names_in(slip)
        assert old == slip.read()

    def test_ctrl_c(self, slip: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is written."""

        def interrupt() -> None:
            raise KeyboardInterrupt

        old = slip.read()
        code, *_ = on_terminal(slip, monkeypatch, Typed("", interrupt), "check", "--fix", FILE)
        assert (Exit.INTERRUPTED, [FILE], old) == (code, names_in(slip), slip.read())

    def test_a_file_saved_while_asking(self, slip: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was saved in the editor isn't written over, and no backup is left."""
        newer = slip.read() + "# newer\n"
        typed = Typed("yes\n", lambda: slip.write(FILE, newer))
        code, _, err = on_terminal(slip, monkeypatch, typed, "check", "--fix", FILE)
        assert (Exit.FAILED, True) == (code, "was changed in the meantime" in err)
        assert ([FILE], newer) == (names_in(slip), slip.read())

    def test_without_a_terminal(self, slip: Bench) -> None:
        """The changes are shown, and --yes is asked for."""
        old = slip.read()
        assert (
            Exit.FAILED,
            DIFF,
            "simulator: This would change 1 line in late-parcel.toml. Add --yes to do it.\n",
        ) == slip.run("check", "--fix", FILE)
        assert old == slip.read()


class TestYes:
    def test_a_backup_is_never_written_over(self, slip: Bench) -> None:
        """Each has a name that was free."""
        for number in ("", "2", "3"):
            assert WROTE.format(number) in slip.run("check", "--fix", "--yes", FILE)[2]
            slip.edit("title", "titel")
        assert slip.read(f"{FILE}~") == slip.read(f"{FILE}~3") == slip.read()

    def test_what_is_left(self, slip: Bench) -> None:
        """Problems that take a person to decide are listed, and exit code 1 says so."""
        slip.edit("level = 2", "level = 9")
        code, out, err = slip.run("check", "--fix", "--yes", FILE)
        assert (Exit.PROBLEMS, True) == (code, "9 is out of range." in out)
        assert err.endswith("1 file, 1 error, no warnings.\n")
        code, out, err = slip.run("check", "--fix", "--yes", FILE)
        assert err.startswith("late-parcel.toml: nothing can be fixed automatically.\n")

    def test_several_files(self, slip: Bench) -> None:
        """Each is mended; one without problems isn't touched."""
        slip.write("other.toml", slip.read())
        slip.write("right.toml", slip.read().replace("titel", "title"))
        code, out, err = slip.run("check", "--fix", "--yes", ".")
        assert (Exit.DONE, 2) == (code, out.count("+title"))
        assert err.endswith("3 files, no errors, no warnings.\n")
        names = {"other.toml", "other.toml~", "right.toml", FILE, f"{FILE}~"}
        assert names == set(names_in(slip))

    def test_json(self, slip: Bench) -> None:
        """The files that were changed stand beside the problems that are left."""
        document = slip.json("check", "--fix", "--yes", FILE)
        assert ([{"file": FILE, "places": 1, "backup": f"{FILE}~"}], []) == (
            document["fixed"],
            document["problems"],
        )
        assert "fixed" not in slip.json("check", FILE)

    @pytest.mark.parametrize("step", ["write_new", "replace_file"])
    def test_a_full_disk(self, slip: Bench, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        """The file stays as it was, and no backup of it is left."""
        old = slip.read()

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(fixing if step == "write_new" else scenario_edit, step, refuse)
        code, _, err = slip.run("check", "--fix", "--yes", FILE)
        assert (Exit.FAILED, True) == (code, "No space left on device." in err)
        assert "unchanged" in err
        assert ([FILE], old) == (names_in(slip), slip.read())

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--yes",), "--fix needs the files to change."),
            (("--github", FILE), "--fix can't be used with --github."),
            (("--json", FILE), "--fix can't ask you anything with --json. Add --yes."),
        ],
    )
    def test_what_is_refused(self, slip: Bench, words: tuple[str, ...], said: str) -> None:
        """One sentence says why."""
        code, _, err = slip.run("check", "--fix", *words)
        assert (Exit.FAILED, True) == (code, said in err)


class TestMovesThatAreGone:
    """`test --write` where a move or a test names a reply by a name that it no longer has."""

    WORDS = ("test", FILE, "--write", "t", "--moves", "listen,say-it-bak")

    def test_a_move(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """The near reply is taken if the user says so, and written into the test."""
        code, _, err = on_terminal(bench, monkeypatch, Typed("yes\n"), *self.WORDS)
        assert (Exit.DONE, True) == (
            code,
            'There is no reply "say-it-bak". Use say-it-back?' in err,
        )
        assert 'moves = ["listen", "say-it-back"]\n' in bench.read().rpartition("[[tests]]")[2]

    def test_without_a_yes(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is written, and the near reply is named."""
        old = bench.read()
        code, _, err = on_terminal(bench, monkeypatch, Typed("no\n"), *self.WORDS)
        assert (Exit.PROBLEMS, True) == (code, 'Did you mean "say-it-back"?' in err)
        code, _, err = bench.run(*self.WORDS)
        assert (Exit.PROBLEMS, True) == (code, 'Did you mean "say-it-back"?' in err)
        assert old == bench.read()

    def test_a_reply_of_another_scene(self, bench: Bench) -> None:
        """It isn't mistaken for a near one that is on offer."""
        code, _, err = bench.run("test", FILE, "--write", "t", "--moves", "before-six")
        assert (Exit.PROBLEMS, False) == (code, "Did you mean" in err)

    def test_a_test_of_the_file(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """The change is shown and made first; then the new test is written."""
        text = bench.read()
        bench.edit('moves = ["listen", "say-it-back"]', 'moves = ["listen", "say-it-bak"]')
        words = ("test", FILE, "--write", "t", "--moves", "listen")
        code, out, _ = on_terminal(bench, monkeypatch, Typed("yes\n"), *words)
        assert (Exit.DONE, True) == (code, '+moves = ["listen", "say-it-back"]' in out)
        assert bench.read().startswith(text)
        bench.edit('moves = ["listen", "say-it-back"]', 'moves = ["listen", "say-it-bak"]')
        assert Exit.PROBLEMS == bench.run(*words)[0]


def test_files_without_tests(bench: Bench) -> None:
    """They are named, with the command that writes one; no change is tried on them."""
    bench.write("bare.toml", bench.read().partition("[[tests]]")[0])
    said = (
        "bare.toml has no tests. To add one, use `simulator test FILE --write NAME --moves a,b`.\n"
    )
    assert (Exit.DONE, "", f"1 file: 0 passed, 0 failed.\n{said}") == bench.run("test", "bare.toml")
    assert (Exit.DONE, "", said) == bench.run("test", "--mutate", "bare.toml")
    for number in range(6):
        bench.write(f"bare-{number}.toml", bench.read("bare.toml"))
    assert "bare-4.toml and 2 more have no tests." in bench.run("test", ".")[2]
