"""How long a class waits for its typed sentences: seats that all say something at the same moment, compared by one process.

python -m bench.own_words_class --seats 30
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time

from bench.own_words import Sentence, sentences
from simulator.own_words.use import matcher_name
from simulator.rounds.hosted.matching import MatcherProcess

TIMES = 40
MILLISECONDS = 1000


async def waits(seats: int, given: list[Sentence]) -> list[float]:
    """Return the milliseconds that each seat waited, over and over; the process is started before."""
    process = MatcherProcess()
    drawn = random.Random(22)

    async def wait_for(sentence: Sentence) -> float:
        begun = time.perf_counter()
        await process.find(sentence.text, sentence.replies)
        return MILLISECONDS * (time.perf_counter() - begun)

    try:
        await wait_for(given[0])
        found = []
        for _ in range(TIMES):
            found += await asyncio.gather(*map(wait_for, drawn.choices(given, k=seats)))
        return found
    finally:
        process.close()


def main() -> None:
    """Print the median, the 99th percentile and the longest wait."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--seats", type=int, default=30, help="how many say something at once")
    seats = options.parse_args().seats
    found = sorted(asyncio.run(waits(seats, sentences("development"))))
    median, last = found[len(found) // 2], found[int(len(found) * 0.99)]
    print(f"{matcher_name()}, {seats} seats at once, {TIMES} times")
    print(f"median {median:.0f} ms, 99% within {last:.0f} ms, longest {found[-1]:.0f} ms")


if __name__ == "__main__":
    main()
