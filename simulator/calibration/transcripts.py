"""Blinded transcripts: what was said and done in a play, without scores, tags or names of files; as text and to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from simulator.engine.lines import Voice
from simulator.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulator.engine.lines import Line
    from simulator.prover.drawn_plays import DrawnPlay

INTRODUCTION = (
    "Read each transcript once, as someone who has just watched the conversation. Then give three numbers from 0 to 100 in "
    "ratings.csv: satisfaction (how satisfied the customer is at the end), stay (how likely they are to remain a customer) and "
    "craft (how well the agent did the job). Rate alone; don't compare notes before everyone has finished."
)
_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "h2{margin-top:3rem;border-top:1px solid #888;padding-top:1rem}"
    ".brief{background:#f2f2f2;padding:.5rem 1rem;white-space:pre-line}"
    ".aside{font-style:italic;color:#444}.who{font-weight:bold}"
    "p{white-space:pre-line;overflow-wrap:anywhere}"
    "@media print{body{margin:0;max-width:none;font-size:11pt}"
    "h2{break-before:page;border:0;margin-top:0}p{orphans:2;widows:2}}"
)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A play under a neutral name: the channel, the agent's brief, and the lines with who speaks; no one for what happens."""

    name: str
    channel: str
    brief: str
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The transcript as text."""
        told = [f"{who}: {said}" if who else f"[{said}]" for who, said in self.lines]
        head = [f"Transcript {self.name}", f"Channel: {self.channel}"]
        if self.brief:
            head += ["", f"What the agent knew: {self.brief}"]
        return "\n".join([*head, "", *told, "", "[The conversation ends here.]"])


def transcript(name: str, play: DrawnPlay) -> Transcript:
    """Return the transcript of a play."""
    scenario = play.start.scenario
    said = [*play.start.opening, *(line for turn in play.turns for line in turn.said)]
    lines = tuple(_lines(said, scenario.customer.name))
    return Transcript(name, scenario.channel, _clean(scenario.brief), lines)


def _lines(said: Iterable[Line], customer: str) -> Iterator[tuple[str, str]]:
    for line in said:
        who = ""
        if line.voice is Voice.YOU:
            who = "Agent"
        elif line.voice is Voice.CUSTOMER:
            who = _clean(line.speaker or customer)
        yield who, _clean(line.text)


def _clean(text: str) -> str:
    """Return a text of a scenario with what cannot be seen escaped, but for line breaks."""
    return "\n".join(printable(line) for line in text.strip().splitlines())


def as_text(transcripts: Sequence[Transcript]) -> str:
    """Return all transcripts as one text."""
    rule = f"\n\n{'=' * 72}\n\n"
    return rule.join([INTRODUCTION, *(item.text for item in transcripts)]) + "\n"


def as_html(transcripts: Sequence[Transcript]) -> str:
    """Return all transcripts as one page that loads nothing and prints each on its own page."""
    body = "\n".join(_section(item) for item in transcripts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>Transcripts to rate</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Transcripts to rate</h1>\n<p>{escape(INTRODUCTION)}</p>\n"
        f"{body}\n</body>\n</html>\n"
    )


def _section(item: Transcript) -> str:
    told = [f"<h2>Transcript {escape(item.name)}</h2>", f"<p>Channel: {escape(item.channel)}</p>"]
    if item.brief:
        told.append(f'<div class="brief">What the agent knew: {escape(item.brief)}</div>')
    for who, said in item.lines:
        if who:
            told.append(f'<p><span class="who">{escape(who)}:</span> {escape(said)}</p>')
        else:
            told.append(f'<p class="aside">{escape(said)}</p>')
    told.append('<p class="aside">The conversation ends here.</p>')
    return "<section>\n" + "\n".join(told) + "\n</section>"
