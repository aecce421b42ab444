"""The readable copy: all of the scenario is in it, and no word of it is obeyed by what shows it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from simulator.screenplay.html import direction, html
from simulator.screenplay.markdown import markdown
from simulator.screenplay.page import Page, Paragraph, said
from simulator.screenplay.source import file_rows
from tests.support.screenplay import EXAMPLE, HOSTILE, SHIPPED, as_page, text_of, with_texts

if TYPE_CHECKING:
    from pathlib import Path

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "tr"),
    *("th", "td", "div", "br", "em", "code", "a", "span"),
}


class Elements(HTMLParser):
    """The elements and attributes of a document, and its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def squeezed(text: str) -> str:
    """Give text with single blanks."""
    return " ".join(text.split())


@pytest.mark.parametrize("words", HOSTILE)
def test_html_obeys_no_text(words: str) -> None:
    """Whatever a text holds, the document has the same elements, and shows the text as it stands."""
    document = html(as_page(with_texts(EXAMPLE, words)))
    elements = Elements(document)
    assert set() == elements.tags - TAGS
    assert set() == {name for name, _ in elements.attributes if name.startswith("on")}
    assert squeezed(words) in squeezed(elements.text)


def test_html_loads_nothing() -> None:
    """The document has no script and no address; its policy allows its own style and nothing else."""
    document = html(as_page(EXAMPLE))
    (style,) = re.findall(r"(?s)<style>(.*?)</style>", document)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    elements = Elements(document)
    (policy,) = [value for name, value in elements.attributes if "default-src" in value]
    links = {value for name, value in elements.attributes if name in ("href", "src")}
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style
    assert [] == [link for link in links if not link.startswith("#")]
    assert links <= {f"#{value}" for name, value in elements.attributes if name == "id"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("ur-Latn", "ltr"),
        ("az-Arab", "rtl"),
        ("pt-BR", "ltr"),
    ],
)
def test_direction(language: str, expected: str) -> None:
    """The direction follows from the language, or from its script where it names one."""
    page = Page("T", language, (Paragraph((said("x"),)),))
    assert expected == direction(language)
    assert f'<html lang="{language}" dir="{expected}">' in html(page)


def test_two_languages_keep_their_directions() -> None:
    """In a scenario of another language, a line is in that of its first words, and the other words say which theirs is."""
    hebrew = html(as_page(EXAMPLE.replace('language = "en"', 'language = "he"')))
    assert (
        '<th scope="row" align="right" width="20%"><div lang="en" dir="ltr">Title</div>' in hebrew
    )
    assert (
        '<h2 id="1" lang="en" dir="ltr">Scene 1: <span lang="he" dir="rtl">arrival</span>' in hebrew
    )
    assert "<td><div>Priya Nair: Nair, one night. I booked an early room.</div></td>" in hebrew
    assert "lang=" not in html(as_page(EXAMPLE)).split("<body>")[1]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_everything_is_in_it(path: Path) -> None:
    """Every cell of the table is in the readable copy, in HTML and in Markdown."""
    rows = file_rows(path.read_bytes())
    shown = squeezed(Elements(html(as_page(text_of(path)))).text)
    plain = squeezed(re.sub(r"\\(.)", r"\1", markdown(as_page(text_of(path))).replace("*", "")))
    missing = [
        (row.place, column, text)
        for row in rows
        if row.cells.get("name") != "needs"
        for column, text in row.cells.items()
        if column
        in ("text", "narration", "answer", "note", "nudge", "why", "action", "when", "speaker")
        for page in (shown, plain)
        if squeezed(text).replace("*", "") not in page.replace("*", "")
    ]
    assert [] == missing


def test_every_column_is_told() -> None:
    """In the complete example each column that a row fills makes a difference to the copy."""
    text = html(as_page(EXAMPLE))
    words = (
        *(
            "It doesn't count as an interruption, even",
            "It is offered only in a shift, while the trainee's composure is below 40",
        ),
        *(
            "They are kept waiting for 4 ticks, and don't know why",
            "Critical error",
            "For the business",
        ),
        *(
            "Or in other words",
            "Clears the flag",
            "The customer is abusive",
            "Taking a breath in a shift costs nothing",
        ),
        *("a reply isn't an interruption", "In place of ", "On the day: ", "Silence leads to"),
        *("Accepted warning", "Principles", "isn't taken care of (missed)"),
    )
    assert [] == [word for word in words if word not in unescape(text)]


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_obeys_no_text(words: str) -> None:
    """Every sign of Markdown in a text has a backslash before it, and no line of a text begins a list or a heading."""
    copy = markdown(as_page(with_texts(EXAMPLE, words)))
    own = re.sub(r"\\.|`[^`\n]*`|\*\*|(?m:^\*|\*$)|\*(?=\S)", "", copy)
    assert [] == re.findall(r"(?<!\\)[<\[\]|]", own)
    assert [] == [line for line in copy.split("\n") if re.match(r"\s+([-+>]|\d+[.)]|#)\s", line)]


def test_the_copy_names_its_version() -> None:
    """The copy says which version of the file it is of, so that a comment can be found again."""
    assert "Readable copy of example.toml, version 000000000000." in markdown(as_page(EXAMPLE))
