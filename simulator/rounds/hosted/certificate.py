"""A certificate made at the first round, for connections that can't be read on the network.

No authority has signed it, so a browser asks once; a terminal knows it by its fingerprint, which is part of the join line.
"""

from __future__ import annotations

import datetime
import os
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.files import check_regular, make_private_folder, read_file
from simulator.text import path_text

if TYPE_CHECKING:
    from pathlib import Path

DAYS = 365
MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where certificate and key lie, and the sha256 of the certificate in hex."""

    certificate: Path
    key: Path
    fingerprint: str

    def context(self) -> ssl.SSLContext:
        """Return what the server needs to use it; raises SimulatorError."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            check_regular(self.key, self.key.stat())
            context.load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            why = error.reason if isinstance(error, ssl.SSLError) else error.strerror
            words = (why or "they aren't in PEM format").replace("_", " ").lower()
            message = (
                f"The certificate {path_text(self.certificate)} and its key can't be used: {words}."
            )
            raise SimulatorError(message) from None
        return context


def certificate_in(folder: Path, today: datetime.date) -> Certificate:
    """Return the certificate of a folder, made there if there is none or it is about to end; raises SimulatorError."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    try:
        if not _good(certificate, today):
            make_private_folder(folder)
            _make(certificate, key, today)
        return named_certificate(certificate, key)
    except OSError as error:
        raise SimulatorError(
            f"A certificate can't be saved in {path_text(folder)}: {error.strerror}.",
            "Name one with --cert and --key.",
        ) from None


def named_certificate(certificate: Path, key: Path) -> Certificate:
    """Return a certificate that lies somewhere; raises SimulatorError."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    try:
        loaded = x509.load_pem_x509_certificate(read_file(certificate, MAX_BYTES))
    except (OSError, ValueError) as error:
        why = (
            error.strerror if isinstance(error, OSError) else "it isn't a certificate in PEM format"
        )
        raise SimulatorError(f"{path_text(certificate)} can't be read: {why}.") from None
    return Certificate(certificate, key, loaded.fingerprint(hashes.SHA256()).hex())


def _good(certificate: Path, today: datetime.date) -> bool:
    """Return whether there is one that holds for another week."""
    from cryptography import x509

    try:
        loaded = x509.load_pem_x509_certificate(read_file(certificate, MAX_BYTES))
    except (OSError, ValueError):
        return False
    return loaded.not_valid_after_utc.date() > today + datetime.timedelta(days=7)


def _make(certificate: Path, key: Path, today: datetime.date) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "customer service simulator")])
    start = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - datetime.timedelta(days=1))
        .not_valid_after(start + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(private, hashes.SHA256())
    )
    descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(
            private.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
