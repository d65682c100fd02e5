"""Against Apache Kafka over TLS with a login: the worker gets in; a wrong password is told, not shown."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import UnreachableError, create_feeds, list_feeds
from slugline.records.feeds import ENRICHED
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish, tap
from tests.integration.wire import story, uri

pytestmark = pytest.mark.kafka

JAAS = (
    "org.apache.kafka.common.security.plain.PlainLoginModule required "
    'username="broker" password="b" user_broker="b" user_desk="s3cret";'
)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Return a self-signed certificate for 127.0.0.1, and a file of its key and itself as Kafka wants it."""
    assert shutil.which("openssl"), "needs openssl"
    cert, key, both = folder / "cert.pem", folder / "key.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert,
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_text(key.read_text() + cert.read_text())
    return cert, both


def demands(cert: Path, both: Path) -> dict[str, str]:
    """What makes a broker want TLS and a login."""
    return {
        "listener.security.protocol.map": "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "sasl.enabled.mechanisms": "PLAIN",
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        "listener.name.plaintext.plain.sasl.jaas.config": JAAS,
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(both),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(cert),
    }


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[tuple[KafkaServer, dict[str, Any]]]:
    """A broker that wants TLS and a login, and the settings that get in."""
    cert, both = certificate(tmp_path)
    login = {
        "security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "sasl_user": "desk",
        "sasl_password": "s3cret", "tls_ca": cert,
    }  # fmt: skip
    with KafkaServer(config=demands(cert, both)) as server:
        yield server, login


async def test_a_login_over_tls(secured: tuple[KafkaServer, dict[str, Any]], tmp_path: Path) -> None:
    server, login = secured
    chosen = settings(server.address, **login)
    await create_feeds(chosen)
    with pytest.raises(UnreachableError, match="CERTIFICATE_VERIFY_FAILED"):
        await list_feeds(settings(server.address, **{**login, "tls_ca": ""}))
    wrong = {**login, "sasl_password": "wr0ng"}
    with Worker(server.address, tmp_path, "refused", **wrong) as refused:
        await asyncio.to_thread(refused.says, "waiting for Kafka")
        assert "uthentication failed" in refused.log.read_text()
        assert "wr0ng" not in refused.log.read_text()
        assert refused.terminate() == 0
    with Worker(server.address, tmp_path, "let-in", **login, log_level="debug") as worker:
        await publish(chosen, [(uri(n).encode(), story(n)) for n in range(5)])
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) == 5)
        assert await asyncio.to_thread(worker.terminate) == 0
        assert "s3cret" not in worker.log.read_text()
