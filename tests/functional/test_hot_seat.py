"""A round at one terminal, line by line through a pipe: what is typed, what is said, what is kept."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import BREAD, QUICK, Answer, Desk, Session
from tests.support.docs import CLI_SECTIONS, blocks, shape
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

GO_ON = ("round", "--hot-seat", "--go-on", "--plain", "--db", "round.sqlite")
BEST = "\nown-it\nfresh-one\n"
"""Enter to begin after the brief has been read, then a play that ends well."""
WORST = "\nshrug\nown-it\nnothing\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh desk with three scenarios of one level."""
    desk = Desk(tmp_path)
    desk.write("soft-bread", BREAD.replace("The hard bread", "The soft bread"))
    desk.write("old-bread", BREAD.replace("The hard bread", "The old bread"))
    return desk


def round_of(desk: Desk, *arguments: str, typed: str = "", **more: object) -> Answer:
    """A round in plain mode, kept in one file."""
    words = ("round", "--hot-seat", *arguments, "--plain", "--db", "round.sqlite")
    return desk.run(*words, typed=typed, **more)


def said(answer: Answer) -> list[str]:
    """The lines of what was said."""
    return answer.out.splitlines()


class TestARound:
    def test_from_the_roster_to_the_end(self, desk: Desk) -> None:
        """Names are typed, the keyboard goes round, the board comes between, the class's part at the end."""
        typed = f"Kim\nkim:2\n\n\n{BEST}\n\n{WORST}\n\n"
        answer = round_of(desk, "hard-bread", "soft-bread", "--name", "Monday", typed=typed)
        lines = said(answer)

        assert (0, ["Kim.", "kim 2, twice the usual time."]) == (answer.code, lines[2:5:2])
        assert 1 == lines.count(
            "Pass the keyboard to Kim. Kim, press Enter when you're ready. For help, type h:"
        )
        assert "The hard bread. Counter, bakery, level 2." in lines
        assert "The soft bread. Counter, bakery, level 2." in lines
        assert "You have 15 minutes for the whole conversation." in lines
        assert "You have 30 minutes for the whole conversation." in lines
        (first,) = [line for line in lines if re.match(r"Kim: \d+ of 200 points", line)]
        assert first.endswith(", 1st of 1 so far.")
        (second,) = [line for line in lines if re.match(r"kim 2: \d+ of 200 points", line)]
        assert second.endswith(", 2nd of 2.")
        assert 3 == lines.count("The board.")
        assert 1 == lines.count("Still to play: kim 2.")
        assert lines.index("The round has ended.") < lines.index(
            "What the conversations have in common."
        )
        assert answer.err == "The round is saved in round.sqlite.\n"

    def test_each_debrief_when_asked_for(self, desk: Desk) -> None:
        """After a play, and at the end by its number."""
        answer = round_of(desk, "hard-bread", "--names", "Kim", typed=f"\n{BEST}d\n\n7\n1\n\n")
        assert 2 == said(answer).count("How it went.")
        assert 1 == said(answer).count("7 isn't on the list.")

    def test_nothing_is_taken_back(self, desk: Desk) -> None:
        """Also where the mode would allow it alone."""
        answer = round_of(
            desk, "hard-bread", "--names", "Kim", "--mode", "coach", typed="\n\nown-it\nu\nh\n"
        )
        assert "Moves in a round can't be undone." in said(answer)
        assert "undoes your last move" not in answer.out

    def test_an_early_end(self, desk: Desk) -> None:
        """A play that is left counts as it stands; q and Enter goes back to it."""
        answer = round_of(desk, "hard-bread", "--names", "Kim", typed="\n\nown-it\nq\n\nq\ne\n\n\n")
        lines = said(answer)
        assert (
            "It was left unfinished. It counts as it is, as if nothing had been settled." in lines
        )
        assert any(re.fullmatch(r"1\. Kim, \d+ points, unfinished", line) for line in lines)

    def test_a_play_without_a_move(self, desk: Desk) -> None:
        """Has no points and no rank, though the customer's patience alone would have given some."""
        answer = round_of(
            desk,
            "hard-bread",
            "soft-bread",
            "--names",
            "Kim,Lou",
            typed=f"\n\nq\ne\nd\n\n\n{WORST}\n\n",
        )
        lines = said(answer)
        assert "Kim didn't make a move, so there is no debrief." in lines
        assert "Kim didn't make a move, so there are no points and no rank." in lines
        assert "Kim, no moves made" in lines
        assert any(re.fullmatch(r"1\. Lou, \d+ points?", line) for line in lines)

    def test_between_the_turns(self, desk: Desk) -> None:
        """Later, out, more time, a late player, the board, and what cannot be."""
        typed = (
            "h\nlater\nout\nno\nout\nyes\n"
            "time kim 1.5\ntime Nobody 2\ntime Kim 99\nadd Max:none\nadd Max\nboard none\nwho\nfoo\n"
            f"\n{BEST}\nlater\nclose\nyes\n"
        )
        answer = round_of(
            desk, "hard-bread", "soft-bread", "old-bread", "--names", "Kim,Lou", typed=typed
        )
        lines = said(answer)
        assert 0 == answer.code
        assert 2 == sum(line.startswith("Enter begins the turn; later lets") for line in lines)
        asked = re.findall(r"^Pass the keyboard to (\w+)\.", answer.out, re.MULTILINE)
        assert ["Kim", "Kim", "Lou", "Lou", *["Kim"] * 9, "Max", "Max"] == asked
        assert 1 == lines.count("Nothing was changed.")
        assert any(line.startswith("Take Lou off the roster?") for line in lines)
        assert "Kim, 1.5 times the usual time." in lines
        assert (
            "There isn't anyone called Nobody in this round. The players are Kim and Lou." in lines
        )
        assert "Max has joined." in lines
        assert any("There isn't a scenario left" in line for line in lines)
        assert "No one else can go first at the moment." in lines
        assert "The board." not in lines
        assert any(re.fullmatch(r"Kim: \d+ of 200 points\.", line) for line in lines)

    @pytest.mark.parametrize("board", ["own", "none"])
    def test_a_board_that_is_not_for_all(self, desk: Desk, board: str) -> None:
        """Is not told, between the turns or at the end; one's own row says its rank unless it is for nobody."""
        typed = f"\n{BEST}\n\n{WORST}\n\n"
        answer = round_of(
            desk, "hard-bread", "soft-bread", "--names", "Kim,Lou", "--board", board, typed=typed
        )
        assert "The board." not in answer.out
        assert "Still to play" not in answer.out
        assert (board == "own") is ("2nd of 2" in answer.out)

    def test_the_same_scenario(self, desk: Desk) -> None:
        """Only with a word; the debrief waits until all have played it, and then the class is compared."""
        names = ("hard-bread", "--names", "Kim,Lou")
        refused = round_of(desk, *names)
        assert (2, "") == (refused.code, refused.out)
        assert not (desk.folder / "round.sqlite").exists()

        answer = round_of(desk, *names, "--same", typed=f"\n{BEST}d\n\n\n{WORST}d\n\n\n")
        lines = said(answer)
        assert "points are hard to compare" in answer.err
        assert 1 == lines.count("You can read the debrief once everyone has played this scenario.")
        assert 1 == lines.count("How it went.")
        assert "Where your choices differed: The hard bread." in lines
        assert "Turning point 1 of 2, 3 replies:" in lines

    def test_one_scenario_named_twice(self, desk: Desk) -> None:
        """Is the same scenario, under whatever name."""
        desk.write("copy", BREAD)
        assert 2 == round_of(desk, "hard-bread", "copy", "--names", "Kim,Lou").code

    def test_levels_that_differ(self, desk: Desk) -> None:
        """Are said, and played."""
        desk.write("steep", BREAD.replace("level = 2", "level = 4"))
        answer = round_of(desk, "hard-bread", "steep", "--names", "Kim,Lou", typed="close\nyes\n")
        assert (0, 1) == (answer.code, answer.err.count("hard-bread 2, steep 4"))

    def test_the_limit(self, desk: Desk) -> None:
        """A conversation that takes longer is over, and counts as it stands; who has no clock has no limit."""
        with Playing(
            desk, "hard-bread", "soft-bread", "--names", "Kim,Lou:none", "--limit", "1"
        ) as session:
            session.type("\n")
            assert "1 second for the whole" in session.until("Press Enter to begin")
            heard = session.until("d shows the debrief")
            assert "The time for this conversation has run out." in heard
            assert "Time ran out. It counts as it is" in heard
            session.type("\n")
            session.type("")
            assert "without a clock" in session.until("Press Enter to begin")

    def test_without_a_clock(self, desk: Desk) -> None:
        """Said before it begins; the limit of the conversation holds all the same."""
        words = ("hard-bread", "--names", "Kim", "--clock", "0", "--mode", "practice")
        lines = said(round_of(desk, *words, typed="\n\nt\n"))
        assert any(line.startswith("Mode: practice, without a clock. You see") for line in lines)
        assert "You have 15 minutes for the whole conversation." in lines
        assert "There is no clock." in lines

    def test_the_clock_of_a_reply(self, desk: Desk) -> None:
        """A reply that does not come is a silence."""
        desk.write("quick", QUICK)
        with Playing(desk, "quick", "--names", "Kim", "--clock", "1") as session:
            session.type("\n")
            assert "Time is up." in session.until("Time is up.")
            session.until("Your move")


class TestTogether:
    def test_a_turn_each(self, desk: Desk) -> None:
        """Listening belongs to a turn, a reply ends it; the debrief names who chose what."""
        typed = "\n\nlisten\nshrug\n\nown-it\n\nq\ne\n\nfresh-one\n"
        answer = round_of(
            desk, "hard-bread", "--together", "--names", "Kim,Lou,Max", "--name", "7b", typed=typed
        )
        lines = said(answer)
        asked = re.findall(r"^Pass the keyboard to (\w+)\.", answer.out, re.MULTILINE)
        assert ["Kim", "Lou", "Max", "Kim"] == asked
        told = [
            re.sub(r" Mood.*", "", line) for line in lines[lines.index("Who chose what.") + 1 :]
        ]
        told = told[: told.index("")]  # what can be saved comes behind it
        assert [
            "1. Kim: listened.",
            "2. Kim: “Bread gets hard.”",
            "3. Lou: “It should not be. Let me see to it.”",
            "4. Kim: “Here is a fresh one, and the baker knows.”",
        ] == told
        assert any(re.fullmatch(r"7b: \d+ of 200 points\.", line) for line in lines)
        assert "How it went." in lines

    def test_without_names(self, desk: Desk) -> None:
        """Where the board is not for all, nobody is named."""
        typed = "\n\nown-it\n\nfresh-one\n"
        words = ("hard-bread", "--together", "--names", "Kim,Lou", "--board", "none")
        lines = said(round_of(desk, *words, typed=typed))
        told = lines[lines.index("What was chosen.") :]
        assert not any("Kim" in line or "Lou" in line for line in told)


class TestKeeping:
    def test_broken_off_and_gone_on_with(self, desk: Desk) -> None:
        """Where the input ends the round is kept; what it says to type goes on where it stood."""
        left = round_of(
            desk, "hard-bread", "soft-bread", "--names", "Kim,Lou", typed="\n\nown-it\n"
        )
        assert 0 == left.code
        told = "The round is saved. Resume it with: simulator round --hot-seat --resume --db round.sqlite"
        assert told == left.err.strip()

        words = told.partition("simulator ")[2].split()
        resumed = desk.run(*words, "--plain", typed="\nfresh-one\n\nclose\nyes\n")
        lines = said(resumed)
        middle = "Kim is in the middle of a conversation, 1 move in. "
        assert any(
            line.startswith(middle) and "Time left for the next move" in line for line in lines
        )
        assert "The hard bread. Counter, bakery, level 2." not in lines
        assert any(line.startswith("1. Kim, ") for line in lines)
        again = desk.run(*words, "--plain", typed="1\n")
        assert "The round has ended." in again.out
        assert "How it went." in again.out

    @pytest.mark.parametrize(
        "name", ["two  blanks", "(a script)", "it's", "a\\b", "bell\x07\x1b[2J", "soft\u00adhyphen"]
    )
    def test_what_it_says_to_type_names_the_very_file(self, desk: Desk, name: str) -> None:
        """A shell that reads the line opens that file, and nothing in it is obeyed by a terminal."""
        words = ("round", "--hot-seat", "hard-bread", "--names", "Kim", "--plain", "--db")
        left = desk.run(*words, f"{name}.sqlite", typed="q\n")
        command = left.err.partition("--db ")[2].rstrip("\n").partition(" (the name has")[0]
        assert command.isprintable()
        assert (desk.folder / f"{name}.sqlite").exists()
        shell = ["bash", "-c", f"printf %s {command}"]
        answer = subprocess.run(shell, capture_output=True, text=True, check=True)
        assert f"{name}.sqlite" == answer.stdout

    def test_an_unfinished_play_is_not_ranked_with_finished_ones(self, desk: Desk) -> None:
        """While it lasts; once the round is closed it counts as it stands, and who made no move has no points."""
        names = ("hard-bread", "soft-bread", "old-bread", "--names", "Kim,Lou,Max")
        played = round_of(desk, *names, typed=f"\n{WORST}\n\n\nown-it\n")
        board = json.loads(desk.run(*GO_ON, "--json", typed="").out)["board"]
        assert [("Kim", 1), ("Lou", None)] == [(row["name"], row["rank"]) for row in board]
        assert board[1]["points"] is None
        closed = round_of(desk, "--go-on", typed="close\nyes\n")
        rows = [line for line in said(closed) if re.match(r"\d\. (Kim|Lou), \d+ point", line)]
        assert 2 == len(rows), played.out
        assert any(line.endswith(", unfinished") for line in rows)

    def test_interrupted(self, desk: Desk) -> None:
        """Ctrl-C in a play exits 130 with every move kept, and says how to go on."""
        with Playing(desk, "hard-bread", "--names", "Kim") as session:
            session.type("\n")
            session.until("Your move")
            session.type("own-it")
            session.until("Your move")
            session.process.send_signal(signal.SIGINT)
            answer = session.end()
        assert 130 == answer.code
        assert "Resume it with: simulator round --hot-seat --resume" in answer.err
        resumed = round_of(desk, "--go-on", typed="\nfresh-one\n\n\n")
        assert "Ending: settled." in resumed.out

    def test_interrupted_at_the_roster(self, desk: Desk) -> None:
        """There is no round yet, and no file."""
        with Playing(desk, "hard-bread") as session:
            session.type("Kim")
            session.until("Player 2")
            session.process.send_signal(signal.SIGINT)
            answer = session.end()
        assert (130, "") == (answer.code, answer.err)
        assert not (desk.folder / "round.sqlite").exists()

    def test_killed_after_each_answer(self, desk: Desk) -> None:
        """However suddenly the program ends, no move that was answered is lost."""
        arguments: tuple[str, ...] = ("hard-bread", "--names", "Kim")
        for number, move in enumerate(("own-it", "fresh-one")):
            with Playing(desk, *arguments) as session:
                session.type("" if number else "\n")
                session.until("Your move")
                session.type(move)
                session.until("Your move" if not number else "The conversation is over")
                session.process.kill()
                session.process.wait()
            arguments = ("--go-on",)
        answer = round_of(desk, "--go-on", "--json", typed="\n")
        moves = [item["move"] for item in json.loads(answer.out)["board"][0]["moves"]]
        assert ["own-it", "fresh-one"] == moves

    @pytest.mark.skipif(shutil.which("prlimit") is None, reason="there is no prlimit")
    def test_a_full_disk(self, desk: Desk) -> None:
        """A roster that cannot be kept begins no round; a later step is not done, and the round can go on without."""
        limit = ["prlimit", "--fsize=65536"]
        names = ",".join(f"P{number}" for number in range(60))
        answer = round_of(desk, "hard-bread", "--same", "--names", names, before=limit)
        assert 2 == answer.code
        assert "can't be written" in answer.err
        assert "Traceback" not in answer.err
        assert [] == list(desk.folder.glob("round*"))

        limit = ["prlimit", "--fsize=262144"]
        answer = round_of(
            desk,
            "hard-bread",
            "soft-bread",
            "--names",
            "Kim,Lou",
            typed="later\n" * 60 + f"\nn\n\n{BEST}\n\nclose\nyes\n",
            before=limit,
        )
        assert 0 == answer.code
        assert "can't be written" in answer.out
        assert "Ending: settled." in answer.out
        assert "wasn't saved" in answer.err
        assert "Traceback" not in answer.err
        assert 0 == round_of(desk, "--go-on", typed="close\nyes\n").code

    def test_two_at_one_file(self, desk: Desk) -> None:
        """The second is refused."""
        with Playing(desk, "hard-bread", "--names", "Kim") as session:
            session.until("Pass the keyboard")
            answer = round_of(desk, "--go-on")
            assert 2 == answer.code
            assert answer.err.startswith("simulator: The round's file round.sqlite can't be used")
        assert 2 == round_of(desk, "hard-bread", "--names", "Kim").code

    def test_each_kind_of_round_by_its_own_command(self, desk: Desk) -> None:
        """A hosted round is not played at one terminal, nor the other way round."""
        round_of(desk, "hard-bread", "--names", "Kim")
        answer = desk.run("host", "--go-on", "--db", "round.sqlite", "--headless")
        assert 2 == answer.code
        assert "simulator round --hot-seat --resume" in answer.err


class TestJson:
    def test_the_document(self, desk: Desk) -> None:
        """One document on stdout, what is played on stderr; names and moves whatever the board shows."""
        typed = f"\n{BEST}\n\n\nq\ns\n"
        words = ("hard-bread", "soft-bread", "--names", "Kim,Lou,", "--board", "none", "--json")
        answer = round_of(desk, *words, typed=typed)
        document = json.loads(answer.out)
        assert 0 == answer.code
        assert "Pass the keyboard to Kim." in answer.err
        assert ("Round", "exam", False, False, []) == tuple(
            document[key] for key in ("round", "mode", "together", "over", "class")
        )
        kim, lou = document["board"]
        assert ("Kim", 1, True, "hard-bread", "settled", "full") == tuple(
            kim[key] for key in ("name", "rank", "done", "scenario", "ending", "outcome")
        )
        assert [{"by": "Kim", "move": "own-it"}, {"by": "Kim", "move": "fresh-one"}] == kim["moves"]
        assert ("Lou", False, "unfinished", "none") == tuple(
            lou[key] for key in ("name", "done", "ending", "outcome")
        )

    def test_the_page_shows_it(self, desk: Desk) -> None:
        """Every key of the document stands in docs/cli.md, and no other."""
        typed = f"\n{BEST}\n\n{WORST}\nq\n"
        words = ("hard-bread", "--same", "--names", "Kim,Lou,Max", "--json")
        actual = round_of(desk, *words, typed=typed).json
        documented = json.loads(blocks(CLI_SECTIONS["simulator round"], "json")[0])
        assert ["Max"] == actual["waiting"]
        assert shape(documented) == shape(actual)


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        "words",
        [
            "round hard-bread",
            "round --hot-seat",
            "round --hot-seat no-such-scenario",
            "round --hot-seat hard-bread soft-bread --together",
            "round --hot-seat hard-bread --together --same",
            "round --hot-seat hard-bread --clock 601",
            "round --hot-seat hard-bread --limit -1",
            "round --hot-seat hard-bread --names ,",
            "round --hot-seat hard-bread --names Kim:11",
            "round --hot-seat --go-on",
            "round --hot-seat --resume --db none.sqlite",
            "round --hot-seat --resume --db library",
            "round --hot-seat --resume --db library/hard-bread.toml",
            "round --hot-seat hard-bread --go-on --db none.sqlite",
            "round --hot-seat --resume --db none.sqlite --mode coach",
            "round --hot-seat --resume --db none.sqlite --limit 0",
            "round --hot-seat --resume --db none.sqlite --same",
        ],
    )
    def test_one_sentence(self, desk: Desk, words: str) -> None:
        """Exit code 2, a sentence on stderr, and no file."""
        before = sorted(desk.folder.rglob("*"))
        answer = desk.run(*words.split(), "--plain")
        assert (2, "") == (answer.code, answer.out)
        assert answer.err.startswith("simulator: ")
        assert 1 == answer.err.count("\n")
        assert before == sorted(desk.folder.rglob("*"))

    def test_a_roster_of_nobody(self, desk: Desk) -> None:
        """Empty lines begin nothing, more than there is room for get in nowhere, and the end of the input is the end."""
        assert 2 == round_of(desk, "hard-bread", typed="\n\n").code
        answer = round_of(desk, "hard-bread", typed="\u200b\nKim\nLou\n-\nMax:99\nMax\n\n")
        assert "That name can't be shown." in answer.out
        assert "There is only room for 1 player." in answer.out
        assert "Pass the keyboard to Max." in answer.out

    def test_hostile_names(self, desk: Desk) -> None:
        """Are shown as text, short, and obeyed by nobody."""
        typed = "\x1b[2J\x07[@click=app.quit]Kim\n" + "y" * 5000 + "\n\nclose\nyes\n"
        answer = round_of(desk, "hard-bread", "soft-bread", typed=typed)
        assert 0 == answer.code
        assert "\x1b" not in answer.out
        assert "[2J[@click=app.quit]Kim"[:24] in answer.out
        assert "y" * 25 not in answer.out

    def test_a_name_for_the_round_is_made_fit(self, desk: Desk) -> None:
        """Also from the command line."""
        words = ("hard-bread", "--names", "Kim", "--name", "\x1b]0;owned\x07Mon", "--json")
        answer = round_of(desk, *words, typed="close\nyes\n")
        assert "]0;ownedMon" == json.loads(answer.out)["round"]


class Playing:
    """A round in plain mode that waits for what is typed; killed at the end if it still runs."""

    def __init__(self, desk: Desk, *arguments: str) -> None:
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        words = ("round", "--hot-seat", *arguments, "--plain", "--db", "round.sqlite")
        self._process = desk.process(*words, text=True, **pipes)

    def __enter__(self) -> Talk:
        return Talk(self._process)

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=PATIENCE)


class Talk(Session):
    """A round in progress, line by line."""

    def until(self, words: str) -> str:
        """All that is said up to the line with these words."""
        heard = ""
        while words not in heard:
            line = self.process.stdout.readline() if self.process.stdout else ""
            assert line, heard
            heard += line
        return heard
