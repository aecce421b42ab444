"""Who gives way when there are too many strangers: never the newest, and never another address's first."""

from __future__ import annotations

from simulator.rounds.hosted.strangers import MAX_OF_ADDRESS, MAX_STRANGERS, Strangers


def test_the_oldest_of_a_crowded_address_gives_way() -> None:
    """However many come from one address, those of another stay."""
    strangers: Strangers[str] = Strangers()
    strangers.add("honest", "10.0.0.1")
    dropped = []
    for number in range(3 * MAX_OF_ADDRESS):
        strangers.add(f"silent {number}", "10.0.0.2")
        if (gone := strangers.surplus("10.0.0.2")) is not None:
            dropped.append(gone)
            assert strangers.discard(gone)
    assert [f"silent {number}" for number in range(2 * MAX_OF_ADDRESS)] == dropped
    assert MAX_OF_ADDRESS + 1 == len(strangers)
    assert strangers.discard("honest")


def test_sixty_browsers_behind_one_address_find_room() -> None:
    """Six connections each at the same moment, and nobody gives way."""
    strangers: Strangers[int] = Strangers()
    for number in range(60 * 6):
        strangers.add(number, "10.0.0.1")
        assert strangers.surplus("10.0.0.1") is None


def test_of_too_many_in_all_the_address_with_most_gives_way() -> None:
    """Where no address has too many by itself, and where fewer files than that may be open."""
    strangers: Strangers[tuple[str, int]] = Strangers()
    for address, count in (("a", 350), ("b", 300), ("c", MAX_STRANGERS - 650)):
        for number in range(count):
            strangers.add((address, number), address)
    assert strangers.surplus("c") is None
    strangers.add(("c", 150), "c")
    assert ("a", 0) == strangers.surplus("c")
    assert ("a", 0) == strangers.surplus("c", limit=100)


def test_one_who_is_known_or_gone_is_no_stranger() -> None:
    """They are forgotten once, and their address with the last of them."""
    strangers: Strangers[str] = Strangers()
    assert strangers.oldest() is None
    strangers.add("one", "a")
    assert "one" == strangers.oldest()
    assert strangers.discard("one")
    assert not strangers.discard("one")
    assert (0, None) == (len(strangers), strangers.oldest())
