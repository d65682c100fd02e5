"""Log-in and encryption against a real broker, set by nothing but SLUGLINE_* variables."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import UnreachableError, create_feeds, list_feeds
from slugline.kinds import FEEDS
from slugline.records.feeds import ENRICHED
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish, tap
from tests.integration.wire import story, uri

pytestmark = pytest.mark.kafka

USER, PASSWORD = "newsroom", "tiger-lily-71"
JAAS = "org.apache.kafka.common.security"


def keys(folder: Path) -> tuple[Path, Path]:
    """A key store for the broker at 127.0.0.1 and, as PEM, the certificate that vouches for it."""
    store, certificate = folder / "broker.p12", folder / "ca.pem"
    same = ["-keystore", str(store), "-storepass", PASSWORD, "-alias", "broker"]
    make = ["-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12", "-dname", "CN=broker", "-validity", "2"]
    subprocess.run(["keytool", *make, "-ext", "SAN=ip:127.0.0.1", *same], check=True, capture_output=True)
    export = ["keytool", "-exportcert", "-rfc", "-file", str(certificate), *same]
    subprocess.run(export, check=True, capture_output=True)
    return store, certificate


def secured(store: Path) -> dict[str, str]:
    """Server properties: TLS and a log-in by PLAIN or SCRAM-SHA-512 on the clients' listener."""
    login = f'required username="{USER}" password="{PASSWORD}"'
    known = f'{login} user_{USER}="{PASSWORD}"'
    listener = "listener.name.plaintext."
    return {
        "listener.security.protocol.map": "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-512",
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        "ssl.keystore.location": str(store),
        "ssl.keystore.password": PASSWORD,
        "ssl.truststore.location": str(store),
        "ssl.truststore.password": PASSWORD,
        f"{listener}plain.sasl.jaas.config": f"{JAAS}.plain.PlainLoginModule {known};",
        f"{listener}scram-sha-512.sasl.jaas.config": f"{JAAS}.scram.ScramLoginModule {login};",
    }


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """The broker's address and the settings, by name, that are let in."""
    store, certificate = keys(tmp_path_factory.mktemp("keys"))
    with KafkaServer(config=secured(store), users={USER: PASSWORD}) as server:
        yield server.address, {
            "security_protocol": "SASL_SSL", "sasl_user": USER, "sasl_password": PASSWORD,
            "tls_ca": certificate,
        }  # fmt: skip


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-512", "PLAIN"])
async def test_a_worker_logs_in_over_tls_and_works(
    broker: tuple[str, dict[str, Any]], tmp_path: Path, mechanism: str
) -> None:
    address, let_in = broker
    secrets = {**let_in, "sasl_mechanism": mechanism, "group": f"stories-{mechanism}"}
    chosen = settings(address, **secrets)
    await create_feeds(chosen)
    assert set(await list_feeds(chosen)) >= {feed.name for feed in FEEDS}
    with Worker(address, tmp_path, **secrets) as worker:
        worker.ready()
        await publish(chosen, [(uri(1).encode(), story(1))])
        async with tap(chosen) as found:
            await found.until(lambda: bool(found.records[ENRICHED.name]))
        assert worker.terminate() == 0
    assert PASSWORD not in worker.log.read_text()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sasl_password": "tiger-lily-72"}, "invalid credentials"),
        ({"tls_ca": None}, "certificate verify failed"),
        ({"security_protocol": "SASL_PLAINTEXT"}, "closed"),
    ],
    ids=["wrong password", "unknown authority", "not encrypted"],
)
async def test_whoever_is_not_let_in_is_told_in_one_line_without_secrets(
    broker: tuple[str, dict[str, Any]], changed: dict[str, Any], why: str
) -> None:
    address, let_in = broker
    with pytest.raises(UnreachableError) as refused:
        await list_feeds(replace(settings(address, **let_in), **changed))
    line = str(refused.value)
    assert address in line
    assert why in line
    assert "\n" not in line
    assert "tiger" not in line
