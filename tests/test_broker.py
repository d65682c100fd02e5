import asyncio
import os
import shutil
import socket
import ssl
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.kinds import FEEDS
from slugline.records.feeds import ALERT_FEEDS, CHAIN_FEEDS, IMPRINTS, STORIES
from slugline.runtime.faust_app import build
from slugline.runtime.faust_credentials import credentials
from slugline.runtime.worker import UNFIT
from slugline.settings import Settings, SettingsError, load
from tests.patience import PATIENCE

LOGIN = {"SLUGLINE_SASL_USER": "desk", "SLUGLINE_SASL_PASSWORD": "s3cret"}


@pytest.fixture(scope="module")
def pems(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate and its encrypted key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    folder = tmp_path_factory.mktemp("pem")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", cert, "-days", "2",
         "-subj", "/CN=localhost", "-passout", "pass:t0p"],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


def test_a_plain_connection_has_no_credentials() -> None:
    settings, _ = load({"SLUGLINE_BROKERS": "a:1, b:2"})
    assert broker.client(settings) == {"bootstrap_servers": ["a:1", "b:2"], "security_protocol": "PLAINTEXT"}
    assert credentials(settings) is None


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_a_login_reaches_both_kinds_of_client(protocol: str, mechanism: str) -> None:
    settings, _ = load(
        {**LOGIN, "SLUGLINE_SECURITY_PROTOCOL": protocol, "SLUGLINE_SASL_MECHANISM": mechanism}
    )
    plain = broker.client(settings)
    assert (plain["security_protocol"], plain["sasl_mechanism"]) == (protocol, mechanism)
    assert (plain["sasl_plain_username"], plain["sasl_plain_password"]) == ("desk", "s3cret")
    assert ("ssl_context" in plain) == protocol.endswith("SSL")
    faust = credentials(settings)
    assert faust is not None
    assert (faust.protocol.value, faust.mechanism.value) == (protocol, mechanism)  # type: ignore[union-attr]  # SASL
    assert "s3cret" not in repr(faust)


def test_tls_checks_certificate_and_host_name(pems: tuple[Path, Path]) -> None:
    cert, key = pems
    settings = Settings(
        security_protocol="SSL", tls_ca=cert, tls_cert=cert, tls_key=key, tls_key_password="t0p"
    )
    context = broker.client(settings)["ssl_context"]
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.get_ca_certs()[0]["subject"] == ((("commonName", "localhost"),),)
    assert credentials(settings) is not None


def test_an_encrypted_key_without_its_password_fails_and_does_not_ask(pems: tuple[Path, Path]) -> None:
    cert, key = pems
    with pytest.raises(SettingsError, match=r"SLUGLINE_TLS_CERT: cannot use \S+cert.pem with \S+key.pem: "):
        broker.tls(Settings(security_protocol="SSL", tls_ca=cert, tls_cert=cert, tls_key=key))


NO_CERTIFICATE = "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found"


def test_a_certificate_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    with pytest.raises(SettingsError, match=f"SLUGLINE_TLS_CA: cannot use {file}: No such file or directory"):
        broker.tls(Settings(security_protocol="SSL", tls_ca=file))


def test_a_worker_with_an_unusable_certificate_says_which_and_ends(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("no certificate")
    env = {**os.environ, "SLUGLINE_SECURITY_PROTOCOL": "SSL", "SLUGLINE_TLS_CA": str(file)}
    done = subprocess.run(
        [sys.executable, "-m", "slugline.runtime.worker"],
        env={**env, "SLUGLINE_LOG_FORMAT": "text"}, capture_output=True, text=True, timeout=PATIENCE,
        check=False,
    )  # fmt: skip
    assert done.returncode == UNFIT
    (line,) = done.stderr.splitlines()
    assert f" SLUGLINE_TLS_CA: cannot use {file}: {NO_CERTIFICATE}" in line


async def test_feeds_are_created_once_with_what_the_table_says() -> None:
    with EmbeddedBroker() as embedded:
        settings, _ = load({"SLUGLINE_BROKERS": embedded.address, "SLUGLINE_PARTITIONS": "3"})
        names = [feed.name for feed in FEEDS]
        assert await broker.missing_feeds(settings) == names
        assert await broker.create_feeds(settings, FEEDS[:2]) == names[:2]
        assert await broker.create_feeds(settings) == names[2:]
        assert await broker.create_feeds(settings) == []
        assert await broker.list_feeds(settings) == dict.fromkeys(names, 3)
        said: list[str] = []
        await broker.wait_for_feeds(settings, FEEDS, said.append)
        assert said == []


async def test_feeds_of_chains_and_alerts_are_made_where_they_are_needed_and_have_one_partition() -> None:
    with EmbeddedBroker() as embedded:
        variables = {"SLUGLINE_BROKERS": embedded.address, "SLUGLINE_PARTITIONS": "3"}
        without, _ = load(variables)
        chained, _ = load({**variables, "SLUGLINE_CHAINS": "true"})
        await broker.create_feeds(without)
        assert await broker.missing_feeds(without) == []
        assert await broker.create_feeds(chained) == [feed.name for feed in CHAIN_FEEDS]
        there = await broker.list_feeds(chained)
        assert [there[feed.name] for feed in CHAIN_FEEDS] == [1, 1]
        watched, _ = load({**variables, "SLUGLINE_WATCHLIST": "rules.toml"})
        assert await broker.create_feeds(watched) == [feed.name for feed in ALERT_FEEDS]
        assert await broker.same_partitions(chained, (*FEEDS, *CHAIN_FEEDS)) == 3
        await broker.own_partitions(chained, CHAIN_FEEDS)


async def test_a_feed_that_needs_one_order_has_one_partition_or_is_told() -> None:
    with EmbeddedBroker() as embedded:
        settings, _ = load({"SLUGLINE_BROKERS": embedded.address, "SLUGLINE_PARTITIONS": "3"})
        await broker.create_feeds(settings, [STORIES, replace(IMPRINTS, partitions=None)])
        words = r"wire\.stories\.imprints\.v1 has 3 partitions, and must have 1: delete it"
        with pytest.raises(broker.UnevenFeedsError, match=words):
            await broker.same_partitions(settings, (STORIES, IMPRINTS))
        with pytest.raises(broker.UnevenFeedsError, match="None partitions"):
            await broker.own_partitions(settings, CHAIN_FEEDS[1:])


async def test_who_connects_hears_a_cancellation_that_comes_as_it_is_connected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def start(_self: object) -> None:
        asyncio.get_running_loop().call_soon(connecting.cancel)

    async def connect() -> None:
        async with broker.admin(Settings()):
            await asyncio.Event().wait()

    monkeypatch.setattr("slugline.broker.AIOKafkaAdminClient.start", start)
    connecting = asyncio.create_task(connect())
    await asyncio.wait({connecting}, timeout=PATIENCE)
    assert connecting.cancelled()


async def test_an_absent_broker_is_told_in_one_line_with_the_reason() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # nobody else gets this port, and nobody listens there
        settings = Settings(brokers=f"127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(
            broker.UnreachableError, match=r"no broker at 127\.0\.0\.1:\d+ .*refused|Connect call failed"
        ):
            await broker.list_feeds(settings)


class HangsUp(asyncio.Protocol):
    """What a server of another protocol does with us."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


@pytest.mark.parametrize(
    ("protocol", "hint"),
    [
        ("PLAINTEXT", "it may want TLS, or a login, on this port"),
        ("SSL", "it may speak no TLS on this port"),
        ("SASL_SSL", "it may speak no TLS on this port"),
    ],
)
async def test_a_port_that_hangs_up_is_told_with_what_it_may_mean(protocol: str, hint: str) -> None:
    server = await asyncio.get_running_loop().create_server(HangsUp, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    chosen = {"SLUGLINE_BROKERS": f"127.0.0.1:{port}", "SLUGLINE_SECURITY_PROTOCOL": protocol}
    settings, _ = load({**LOGIN, **chosen})
    try:
        with pytest.raises(broker.UnreachableError) as refused:
            await broker.list_feeds(settings)
    finally:
        server.close()
    assert f"; {hint}: see SLUGLINE_SECURITY_PROTOCOL)" in str(refused.value)
    assert "\n" not in str(refused.value) and "<AIO" not in str(refused.value)


async def test_a_login_that_the_broker_does_not_know_is_told() -> None:
    with EmbeddedBroker() as embedded:
        chosen = {"SLUGLINE_BROKERS": embedded.address, "SLUGLINE_SECURITY_PROTOCOL": "SASL_PLAINTEXT"}
        settings, _ = load({**LOGIN, **chosen})
        with pytest.raises(broker.UnreachableError, match="it has no login by this SLUGLINE_SASL_MECHANISM"):
            await broker.list_feeds(settings)


async def test_the_app_keeps_what_loses_nothing() -> None:
    app = build(load({**LOGIN, "SLUGLINE_SECURITY_PROTOCOL": "SASL_PLAINTEXT", "SLUGLINE_GROUP": "g"})[0])
    conf: Any = app.conf
    assert (conf.id, conf.processing_guarantee.value) == ("g", "at_least_once")
    assert (conf.web_enabled, conf.topic_disable_leader, conf.autodiscover) == (False, True, False)
    assert not conf.topic_allow_declare
    assert not app.tables, "a table in the app that reads the stories loses stories"
