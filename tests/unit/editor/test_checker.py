"""Checks of open files: what is given up when, whatever a proof does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from simulator.editor import server as server_module
from simulator.editor.checker import Checker, Pace
from simulator.editor.server import EditorServer
from simulator.jobs.proof_job import ProofFailed, ProofProgress
from tests.support.editor_text import PLAY
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.editor.document import Document
    from simulator.editor.problems import Problem
    from simulator.prover.proof import Proof

FAST = Pace(check=0, proof=0, look=0)


class FakeProof:
    """A proof that goes on until it is cancelled, or fails at once."""

    def __init__(self, *, fails: bool = False) -> None:
        self.latest: ProofProgress | ProofFailed | Proof = (
            ProofFailed() if fails else ProofProgress()
        )
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Desk:
    """A checker with what it published and the proofs that it began."""

    def __init__(self, pace: Pace = FAST, *, fails: bool = False) -> None:
        self.published: list[tuple[int | None, list[Problem]]] = []
        self.proofs: list[FakeProof] = []
        self.fails = fails
        self.checker = Checker(self.publish, pace, self.begin)

    def publish(
        self, uri: str, version: int | None, document: Document, problems: list[Problem]
    ) -> None:
        self.published.append((version, problems))

    def begin(self, data: bytes, id: str) -> FakeProof:
        self.proofs.append(FakeProof(fails=self.fails))
        return self.proofs[-1]

    async def until(self, holds: Callable[[Desk], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds(self):
                await asyncio.sleep(0)


def test_the_next_change_ends_a_proof() -> None:
    """What is proved of an earlier text isn't wanted any more; the new text is proved in its place."""

    async def work() -> None:
        desk = Desk()
        desk.checker.change("a", PLAY, "late", 1)
        await desk.until(lambda desk: len(desk.proofs) == 1)
        desk.checker.change("a", PLAY.replace("Late", "Later"), "late", 2)
        await desk.until(lambda desk: len(desk.proofs) == 2)

        assert [True, False] == [proof.cancelled for proof in desk.proofs]
        assert [(1, []), (2, [])] == desk.published
        desk.checker.close("a")
        await desk.until(lambda desk: desk.proofs[1].cancelled)

    asyncio.run(work())


@pytest.mark.parametrize(("pace", "fails"), [(FAST._replace(limit=0), False), (FAST, True)])
def test_a_proof_without_a_result_changes_nothing(pace: Pace, fails: bool) -> None:
    """One that takes too long is ended, and one that fails is passed over; the problems stay as they are."""

    async def work() -> None:
        desk = Desk(pace, fails=fails)
        desk.checker.change("a", PLAY, "late", 1)
        await desk.until(lambda desk: bool(desk.proofs) and desk.proofs[0].cancelled)
        await asyncio.sleep(0)

        assert [(1, [])] == desk.published

    asyncio.run(work())


def test_files_with_errors_and_other_toml_are_not_proved() -> None:
    """There is nothing to prove; the errors are published."""

    async def work() -> None:
        desk = Desk()
        desk.checker.change("a", PLAY.replace("settled", "Settled"), "late", 1)
        desk.checker.change("b", "[project]\nname = 'x'\n", "pyproject", 1)
        await desk.until(lambda desk: len(desk.published) == 2)

        assert [] == desk.proofs
        assert 1 == len([problems for _, problems in desk.published if problems])
        desk.checker.close_all()
        assert None is desk.checker.document("a")

    asyncio.run(work())


def test_a_fault_is_answered_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in an answer reaches the log, and the editor sees no traceback."""

    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    async def work() -> None:
        server = EditorServer(FAST)
        monkeypatch.setattr(server.checker, "document", fail)
        monkeypatch.setattr(server_module, "offers_at", fail)
        handler = server.protocol.fm.features[types.TEXT_DOCUMENT_COMPLETION]
        at = types.TextDocumentIdentifier("a")
        assert None is handler(types.CompletionParams(at, types.Position(0, 0)))

    asyncio.run(work())
