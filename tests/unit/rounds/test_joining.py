"""How people find a round: an address typed without https, and a code that a phone's camera reads off the terminal."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
import segno

from simulator.rounds.hosted.endpoint import Endpoint
from simulator.rounds.hosted.plain_requests import MAX_HEAD, answer
from simulator.rounds.qr import join_address, qr_lines, qr_svg
from tests.support.scenarios import PARCEL
from tests.support.served import hosted

TYPED = b"GET / HTTP/1.1\r\nHost: 192.168.1.20:8765\r\nAccept: text/html\r\n\r\n"


def test_an_address_typed_without_https() -> None:
    """The browser is sent on, and a page says where, with the headers of every other page."""
    head, _, body = answer(TYPED).decode().partition("\r\n\r\n")
    assert head.startswith(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://192.168.1.20:8765/\r\n"
    )
    assert "Cache-Control: no-store" in head
    assert "frame-ancestors 'none'" in head
    assert '<a href="https://192.168.1.20:8765/">' in body


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nSet-Cookie: b\r\n\r\n".replace(b"a\r\n", b"a b\r\n"),
        b"GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example/%22><script>\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
    ],
)
def test_what_is_no_request(head: bytes) -> None:
    """It is answered by a sentence, and nothing of it comes back."""
    status, _, body = answer(head).decode().partition("\r\n\r\n")
    assert status.startswith("HTTP/1.1 400 Bad Request\r\n")
    assert "open its address with https://" in body
    assert "evil" not in status + body


def test_a_path_is_text_in_the_page() -> None:
    """Markup in an address is no markup of the page."""
    page = answer(b'GET /"><script>alert(1)</script> HTTP/1.1\r\nHost: a\r\n\r\n').decode()
    assert "<script>" not in page.partition("\r\n\r\n")[2]


def test_over_the_network(tmp_path: object) -> None:
    """On the port that uses TLS: sent on, answered, or closed in time; and the round is served all the while."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "late-parcel.toml").write_text(PARCEL, "utf-8")

    async def say(port: int, data: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(data)
        try:
            return await asyncio.wait_for(reader.read(), 20)
        except ConnectionError:
            return b""
        finally:
            writer.close()

    async def scene() -> None:
        where = Endpoint(tls="on")
        async with hosted(folder, str(folder / "late-parcel.toml"), where=where) as served:
            port = int(served.url.rpartition(":")[2])
            assert (await say(port, TYPED)).startswith(b"HTTP/1.1 307 ")
            long = b"GET / HTTP/1.1\r\nX: " + b"x" * (MAX_HEAD + 1)
            assert b"" == await say(port, long)
            assert (await say(port, b"HELLO\r\n\r\n")).startswith(b"HTTP/1.1 400 ")
            fingerprint = aiohttp.Fingerprint(bytes.fromhex(served.fingerprint or ""))
            async with aiohttp.ClientSession() as session:
                health = await session.get(f"{served.url}/healthz", ssl=fingerprint)
                assert {"ok": True, "phase": "lobby"} == await health.json()
                typed = f"http://127.0.0.1:{port}/healthz"
                sent_on = await session.get(typed, ssl=fingerprint)
                assert 200 == sent_on.status

    asyncio.run(asyncio.wait_for(scene(), 60))


def test_a_code_for_phones() -> None:
    """It holds the address with the round's code, is square, and is the reverse of itself on the other kind of terminal."""
    address = join_address("https://192.168.1.20:8765/", "K7QF2M")
    assert "https://192.168.1.20:8765/#code=K7QF2M" == address
    dark, light = qr_lines(address), qr_lines(address, light=True)
    assert {33} == {len(line) for line in dark}
    assert 17 == len(dark)
    reverse = str.maketrans("█▀▄ ", " ▄▀█")
    assert [line.translate(reverse) for line in dark] == light
    assert light[0].strip() == ""
    assert light[1].strip()[:7] == "█▀▀▀▀▀█"


def test_a_drawing_for_a_page() -> None:
    """It has a square for each dark module, and a label for whoever can't see it, with no markup of its own."""
    found = qr_svg("https://practice.example.org/join/K7QF2M8P", 'a <b> "label"')
    dark = sum(
        map(sum, segno.make("https://practice.example.org/join/K7QF2M8P", micro=False).matrix)
    )
    assert dark == found.count("h1v1h-1z")
    assert 'aria-label="a &lt;b&gt; &quot;label&quot;"' in found
    assert found.startswith('<svg class="qr" viewBox="0 0 ')
