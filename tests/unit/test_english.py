"""The words that people read hold none of the turns of phrase that only a translation would have."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import tomli

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]

KINDS = {
    "resume, continue": r"\bgo(es|ing|ne)? on with\b|\bwent on with\b",
    "your progress": r"\b(comes?|came|coming) along\b",
    "isn't, aren't": r"(?<!there )\b(is|are|was|were|be) no (?!longer\b|more\b|less\b|one\b|doubt\b|need\b)[a-z]",
    "that many": r"\b(so many|no more than so)\b",
    "again": r"\banew\b",
    "also, as well": r"\bbesides\b",
    "its own, on its own": r"\bof its own\b",
    "is, are": r"\bstands? (there|here|in|on|at|below|above|between|under|behind|beside)\b|\bhow it stands\b",
    "appears, comes": r"\bit first stands\b|\bstands the\b",
    "undo": r"\btaken back\b|\btakes back\b",
    "you, anyone": r"(?<![-.])\b(no|some|every)body\b(?!-)",
    "a subject": r"(?-i:(^|[.:;] )Who(ever)?|(^|[.:;] )Whatever) [^?.,:;]+ (is|are|has|gets|may|can|cannot|must|ends|needs) ",
    "your saved conversations": r"\bwhat is kept\b",
    "even": r", also (where|when|if|while|on|inside|after)\b",
    "out of 100": r"(\d|…) of 100\b(?! (seats|plays))",
    "per line, for each": r"\b(a|one) (name|row|line|column) a [a-z]",
    "per line": r"\bone a line\b",
    "since changed": r"\b(has|have) changed since[,.;:]",
    "moved on to": r"\bgone on to\b",
    "take over": r"\bgo(es)? on yourself\b",
    "top, bottom": r"\b(upper|lower) quarter\b",
    "with your other": r"\bbeside your other\b",
    "twice": r"(?<![.\d])\b2 times (the|before|and)\b",
    "the format of a file": r"\b(decides?|choose) (the|its) form\b|\bform of the report\b",
    "uses the flag": r"\basks? for (the|that) flag\b",
    "without a terminal": r"\boff a terminal\b",
    "no moves": r"\bmade no move\b|\bno move made\b",
    "are in place, is stopped": r"\b(bricks?|clocks?) stands?\b(?! still)",
    "made of": r"\bname of lower-case\b",
    "their temperament is": r"\bis an? (firecracker|slow-burner|hurrier|analyst|worrier|cynic)\b",
    "starts, plays": r"\bworks (one|the first)\b",
    "is asking to": r"\basks to (join|come)\b",
    "no longer": r"\b(opens nothing|lets no one in) any more\b",
    "will": r"\bthe next shift asks\b",
    "short exercises": r"\bexercises?\b[^.]{0,12} of a minute\b|\basks you \[?exercises\b",
    "can have at most": r"\bhas at most \S+ characters\b",
    "move 3 (tell) no longer applies": r", (no longer applies|isn't allowed under)\b",
    "in it": r"\b(every|each) (scenario|row|line|conversation) of it\b",
    "that assignment": r"\bof that kind in this\b",
    "are kept": r"\bplayed stays\b",
    "there's more": r"\b(Listen|Wait|Read on): more to\b",
    "what they still had to say": r"\bthis was still to come\b",
}
"""What to write, and a pattern of what it stands for."""

SCENARIO_KINDS = {
    "without asking": r"\bon your own word\b",
    "briefly": r"\bsaid once, short\b",
    "a way forward": r"\ba way on\b",
    "it went at midnight": r"\b(has|have) (gone|come|been|rung|left) at (midnight|noon|\d)",
    "will be taken": r"\b(on|by) (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day £\d+ is\b",
    "the right size": r"\bthat fits its size\b",
    "right about": r"\b(was|were|wasn't|weren't) right in(?! every)|\baccurate as to\b",
    "picked up on": r"\btook up the (one )?thing\b",
    "whose mistake it was": r"\bsaid whose it was\b",
}
"""The same for what a scenario says outside the conversation, whose manner is its own."""

CONTRACTED = re.compile(
    r"\b(cannot|(could|is|are|was|were|does|do|did|has|have|had|will|would|should) not)\b"
)
"""What a message contracts, as one does when speaking: can't, isn't."""

NO_NAMES = frozenset(
    ("told", "tried", "sitting", "apart", "papers", "desk", "door", "stir", "obey")
)
"""Words that name nothing in the program: participles, and metaphors where a term exists."""

UNCONTRACTED = frozenset(
    {
        ("simulator/own_words/clauses.py", "not no never none nothing nobody"),
        ("simulator/editor/server.py", "could not be handled"),
        ("simulator/editor/server.py", "could not be answered"),
        ("simulator/jobs/worker_process.py", "could not be read"),
        ("simulator/principles.py", "Your own troubles are not your customers'"),
        (
            "simulator/scenario/toml_errors/table.py",
            "Escaped character is not a Unicode scalar value",
        ),
    }
)
"""Lines of the log, a principle with its stress, and what the TOML reader says."""

SPEECH = ("text", "answer", "says", "says_like", "nudge", "greeting")
"""The keys of a scenario under which people speak, each in their own way."""

EXCEPTIONS = frozenset(
    {
        ("docs/principles.md", "Stand behind what you sell"),
        ("simulator/principles.py", "Stand behind what you sell"),
        ("simulator/own_words/clauses.py", "nobody"),
        ("simulator/own_words/clauses.py", "he she they somebody someone"),
        ("simulator/own_words/folding.py", "nobody"),
    }
)
"""Files, and words in them that are right as they are."""


class Text(NamedTuple):
    """A text that people read: the file and line it begins at, and its words."""

    file: str
    line: int
    words: str


def literals(path: Path) -> Iterator[Text]:
    """Yield the string literals of a module, docstrings too; a value put into one is shown as `…`."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {
        id(part)
        for joined in ast.walk(tree)
        if isinstance(joined, ast.JoinedStr)
        for part in joined.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [part.value if isinstance(part, ast.Constant) else "…" for part in node.values]
            yield Text(name(path), node.lineno, " ".join("".join(map(str, pieces)).split()))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
        ):
            yield Text(name(path), node.lineno, " ".join(node.value.split()))


def paragraphs(path: Path) -> Iterator[Text]:
    """Yield the paragraphs of a page, its code left out, and the lines of any other file."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        text = re.sub(r"(?ms)^```.*?^```", lambda found: "\n" * found[0].count("\n"), text)
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", text):
        if paragraph.strip():
            yield Text(name(path), line, " ".join(paragraph.split()))
        line += paragraph.count("\n")


def messages(path: Path) -> Iterator[Text]:
    """Yield the string literals of a module that are neither docstrings nor code."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for text in literals(path):
        if text.line not in docs and " " in text.words:
            yield text


def keys_of(document: object, key: str = "") -> Iterator[str]:
    """Yield the texts of a scenario with the key of each; a list has the key that it is under."""
    if isinstance(document, dict):
        for inner, value in document.items():
            yield from keys_of(value, inner)
    elif isinstance(document, list):
        for value in document:
            yield from keys_of(value, key)
    elif isinstance(document, str) and key not in SPEECH:
        yield document


def narration(path: Path) -> Iterator[Text]:
    """Yield what a scenario says outside the conversation: its brief, notes and comments."""
    text = path.read_text("utf-8")
    for words in (*keys_of(tomli.loads(text)), *re.findall(r"(?m)^#.*", text)):
        yield Text(
            name(path), 1 + text[: text.find(words[:20])].count("\n"), " ".join(words.split())
        )


def name(path: Path) -> str:
    """Return a path from the root of the repository, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def texts() -> tuple[Text, ...]:
    """Return every text that people read, apart from what customers say."""
    return tuple(_texts())


def _texts() -> Iterator[Text]:
    for path in sorted(ROOT.glob("simulator/**/*.py")):
        yield from literals(path)
    for path in sorted(ROOT.glob("simulator/**/*.toml")):
        yield from narration(path)
    for pattern in (
        "simulator/web/*.html",
        "simulator/web/*.js",
        "docs/*.md",
        "*.md",
        "*/README.md",
    ):
        for path in sorted(ROOT.glob(pattern)):
            yield from paragraphs(path)


def slips(expression: str, read: Iterable[Text]) -> list[str]:
    """Return the place and the words of each text that has a turn of phrase."""
    pattern = re.compile(expression, re.IGNORECASE)
    return [
        f"{file}:{line}: {words[max(0, found.start() - 50) : found.end() + 50]}"
        for file, line, words in read
        for found in pattern.finditer(words)
        if not any(file == place and part in words for place, part in EXCEPTIONS)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_plain_english(kind: str) -> None:
    """No text says it in the way that a native speaker would not."""
    assert [] == slips(KINDS[kind], texts())


def test_scenarios_plain_english() -> None:
    """Briefs, notes and stage directions hold none either; what customers say isn't read."""
    read = [text for path in ROOT.glob("scenarios/**/*.toml") for text in narration(path)]
    assert len(read) > 2000
    assert [] == [place for kind in SCENARIO_KINDS.values() for place in slips(kind, read)]


def test_messages_contract() -> None:
    """What the program says is said as aloud: can't, not cannot."""
    modules = sorted(ROOT.glob("simulator/**/*.py"))
    assert modules
    assert [] == [
        f"{file}:{line}: {words}"
        for path in modules
        for file, line, words in messages(path)
        if CONTRACTED.search(words)
        and not any(file == place and part in words for place, part in UNCONTRACTED)
    ]


def names_in(path: Path) -> Iterator[str]:
    """Yield the names of a module, its classes and its functions."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def words_in(name: str) -> set[str]:
    """Return the words of a name, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}


def test_names_are_terms() -> None:
    """Modules, classes and functions are named by nouns and verbs that a reader of other programs knows."""
    modules = sorted((ROOT / "simulator").rglob("*.py"))
    assert len(modules) > 100
    assert [] == [
        f"{name(path)}: {found}"
        for path in modules
        for found in names_in(path)
        if words_in(found) & NO_NAMES
    ]
