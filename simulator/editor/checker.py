"""Check the open files again while they are being typed: problems after a moment, what a proof finds after a pause.

A check reads the text in a thread, so that the server goes on answering; a proof has its own process, with a limit, and
the next change ends it. No more than one check of a file and one proof in all are under way. It knows no protocol.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from simulator.editor.document import Document
from simulator.editor.problems import Problem, problems_of
from simulator.jobs.proof_job import ProofFailed, ProofJob, ProofProgress
from simulator.prover.findings import findings
from simulator.records.log_file import logger_of
from simulator.scenario.parse import Reading, parse, with_proof

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.proof import Proof
    from simulator.scenario.model import Scenario

LOG = logger_of("editor")


class Pace(NamedTuple):
    """Seconds: from the last change to a check and to a proof, until a proof is given up, and between looks at one."""

    check: float = 0.15
    proof: float = 1.5
    limit: float = 30.0
    look: float = 0.1


class ProofUnderWay(Protocol):
    """A proof that can be looked at and cancelled."""

    @property
    def latest(self) -> ProofProgress | ProofFailed | Proof:
        """The latest result or progress."""

    def cancel(self) -> None:
        """Cancel it."""


@dataclass(slots=True)
class OpenFile:
    """One file in an editor: its newest text, and what is under way about it."""

    uri: str
    document: Document
    version: int | None = None
    task: asyncio.Task[None] | None = None
    reading: asyncio.Future[tuple[Reading | None, list[Problem]]] | None = None
    proved: tuple[Scenario, Proof] | None = None
    found: tuple[Document, list[Problem]] | None = None


class Checker:
    """The open files, and the checks of them."""

    def __init__(
        self,
        publish: Callable[[str, int | None, Document, list[Problem]], None],
        pace: Pace | None = None,
        start_proof: Callable[[bytes, str], ProofUnderWay] = ProofJob,
    ) -> None:
        self._publish = publish
        self._pace = pace or Pace()
        self._start_proof = start_proof
        self._files: dict[str, OpenFile] = {}
        self._proofs = asyncio.Semaphore(1)

    def document(self, uri: str) -> Document | None:
        """Return the newest text of an open file, or None where it isn't open."""
        file = self._files.get(uri)
        return None if file is None else file.document

    def problems(self, uri: str) -> list[Problem]:
        """Return the problems of a file's newest text; none as long as it isn't checked."""
        file = self._files.get(uri)
        if file is None or file.found is None or file.found[0] is not file.document:
            return []
        return file.found[1]

    def change(self, uri: str, text: str, id: str, version: int | None) -> None:
        """Take over a text, and check it soon; what was under way about an earlier one is given up."""
        file = self._files.get(uri)
        if file is None:
            file = self._files[uri] = OpenFile(uri, Document(text, id))
        elif file.document.text != text:
            file.document = Document(text, id, file.document.scenario)
        file.version = version
        self._restart(file, self._pace.check, self._pace.proof)

    def save(self, uri: str) -> None:
        """Check a file that has just been saved at once, and prove it without a pause."""
        file = self._files.get(uri)
        if file is not None:
            self._restart(file, 0, 0)

    def close(self, uri: str) -> None:
        """Forget a file and its problems."""
        file = self._files.pop(uri, None)
        if file is not None:
            if file.task is not None:
                file.task.cancel()
            self._publish(uri, None, file.document, [])

    def close_all(self) -> None:
        """Forget every file, as when the server ends."""
        for uri in list(self._files):
            self.close(uri)

    def _restart(self, file: OpenFile, check_after: float, prove_after: float) -> None:
        if file.task is not None:
            file.task.cancel()
        file.task = asyncio.get_running_loop().create_task(
            self._follow(file, check_after, prove_after)
        )

    async def _follow(self, file: OpenFile, check_after: float, prove_after: float) -> None:
        """Check a file and prove it; a fault here costs no more than this check."""
        try:
            await asyncio.sleep(check_after)
            await self._check(file, prove_after)
        except Exception:
            LOG.exception("A check failed")

    async def _check(self, file: OpenFile, prove_after: float) -> None:
        if file.reading is not None:  # of an earlier text; a thread can't be stopped
            await asyncio.wait([file.reading])
        document = file.document
        file.reading = asyncio.ensure_future(asyncio.to_thread(_read, document))
        reading, problems = await asyncio.shield(file.reading)
        if reading is None or reading.scenario is None:
            self._report(file, document, problems)
            return
        document.scenario = reading.scenario
        known = file.proved
        if known and _means(known[0]) == _means(reading.scenario):
            problems = await asyncio.to_thread(_with_proof, document, reading, known[1])
            self._report(file, document, problems)
            return
        self._report(file, document, problems)
        await asyncio.sleep(prove_after)
        proof = await self._prove(document)
        if proof is not None:
            file.proved = (reading.scenario, proof)
            problems = await asyncio.to_thread(_with_proof, document, reading, proof)
            self._report(file, document, problems)

    def _report(self, file: OpenFile, document: Document, problems: list[Problem]) -> None:
        file.found = (document, problems)
        self._publish(file.uri, file.version, document, problems)

    async def _prove(self, document: Document) -> Proof | None:
        """Prove a text in its own process; None where that takes too long or fails."""
        async with self._proofs:
            job = self._start_proof(document.data, document.id)
            try:
                async with asyncio.timeout(self._pace.limit):
                    while isinstance(job.latest, ProofProgress):
                        await asyncio.sleep(self._pace.look)
            except TimeoutError:
                LOG.info("A proof took too long and was abandoned")
                return None
            finally:
                job.cancel()
            found = job.latest
            return None if isinstance(found, ProofFailed | ProofProgress) else found


def _read(document: Document) -> tuple[Reading | None, list[Problem]]:
    """Run in a thread: read a text and find its problems; another TOML file isn't read."""
    if not document.is_scenario:
        return None, []
    reading = parse(document.data, document.id, document.id)
    return reading, problems_of(reading.diagnostics, document)


def _with_proof(document: Document, reading: Reading, proof: Proof) -> list[Problem]:
    """Return the problems of a text with what a proof has to say."""
    assert reading.scenario is not None
    found = list(findings(reading.scenario, proof))
    both = with_proof(reading, document.data, document.id, found)
    return problems_of(both.diagnostics, document)


def _means(scenario: Scenario) -> Scenario:
    """Return what a proof depends on: a scenario without its tests."""
    return replace(scenario, tests=())
