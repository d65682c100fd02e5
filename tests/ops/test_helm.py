"""The Helm chart, rendered by Helm's own library and held against the schemas of Kubernetes.

Helm comes as a wheel (the extra `dev`), which is not built for every machine; in CI it must be there.
"""

import json
import os
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops.helm import build
from slugline.records.feeds import STORIES
from slugline.runtime.worker import LAST_RESORT
from slugline.settings import Settings, load, table

if os.environ.get("CI"):
    import helm_python as helm
else:
    helm = pytest.importorskip("helm_python", reason="Helm's library has no wheel for this machine")
validate = pytest.importorskip("kubernetes_validate")

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "ops/helm/slugline"
KUBERNETES = "1.33"
ALL: dict[str, Any] = {
    "live": {"enabled": True, "hosts": ["wire.example"]},
    "feeds": {"create": True},
    "keda": {"enabled": True, "authentication": "kafka"},
    "monitoring": {"serviceMonitor": True, "prometheusRule": True, "labels": {"release": "prometheus"}},
    "networkPolicy": {"kafka": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]},
    "secrets": {
        "sasl_user": {"name": "kafka", "key": "user"},
        "sasl_password": {"name": "kafka", "key": "word"},
    },
    "settings": {
        "security_protocol": "SASL_SSL",
        "tls_ca": "/etc/slugline/tls/ca.crt",
        "watchlist": "/etc/slugline/rules/rules.toml",
        "drain": 30,
    },
    "files": [
        {"name": "tls", "path": "/etc/slugline/tls", "secret": "kafka-tls"},
        {"name": "rules", "path": "/etc/slugline/rules", "configMap": "rules"},
    ],
    "podLabels": {"team": "desk"},
    "workers": {"alerts": {"enabled": True}},
}
"""Values with everything on."""
OPERATORS = {"keda.sh/v1alpha1", "monitoring.coreos.com/v1"}
"""Kinds of operators, of which Kubernetes has no schema."""
Documents = list[dict[str, Any]]


def rendered(values: dict[str, Any]) -> Documents:
    with helm.Chart.load(str(CHART)) as chart:
        texts = chart.render(values, name="wire", namespace="news")
    parts = [
        one for name, text in texts.items() if name.endswith(".yaml") for one in yaml.safe_load_all(text)
    ]
    return [one for one in parts if one]


def of(documents: Documents, kind: str, end: str = "") -> dict[str, Any]:
    [found] = [one for one in documents if one["kind"] == kind and one["metadata"]["name"].endswith(end)]
    return found


def pods(documents: Documents) -> dict[str, dict[str, Any]]:
    kinds = ("Deployment", "StatefulSet", "Job")
    return {one["metadata"]["name"]: one["spec"]["template"] for one in documents if one["kind"] in kinds}


def settings_of(pod: dict[str, Any]) -> Settings:
    """The settings of a pod, as its worker would load them; what comes from elsewhere stands for itself."""
    [container] = pod["spec"]["containers"]
    found = {one["name"]: one.get("value", "from-elsewhere") for one in container["env"]}
    return load(found, Path(os.devnull))[0]


@pytest.fixture(scope="module")
def plain() -> Documents:
    return rendered({})


@pytest.fixture(scope="module")
def full() -> Documents:
    return rendered(ALL)


def test_helm_has_nothing_against_it() -> None:
    found = helm.lint(str(CHART))
    said = [one["error"] for one in found["messages"]]
    assert (found["errors"], said) == ([], ["icon is recommended"])


@pytest.mark.parametrize("values", [{}, ALL], ids=["plain", "full"])
def test_every_manifest_is_what_kubernetes_takes(values: dict[str, Any]) -> None:
    documents = rendered(values)
    for one in documents:
        assert one["metadata"]["labels"]["app.kubernetes.io/instance"] == "wire"
        if one["apiVersion"] not in OPERATORS:
            validate.validate(one, KUBERNETES, strict=True)
    names = [(one["kind"], one["metadata"]["name"]) for one in documents]
    assert len(set(names)) == len(names)


def test_what_kubernetes_does_not_take_is_noticed(plain: Documents) -> None:
    broken = json.loads(
        json.dumps(of(plain, "Deployment", "stories")).replace("readinessProbe", "readynessProbe")
    )
    with pytest.raises(validate.ValidationError):
        validate.validate(broken, KUBERNETES, strict=True)


def test_each_set_of_roles_is_a_workload_of_its_own(plain: Documents) -> None:
    assert sorted(pods(plain)) == ["wire-slugline-chains", "wire-slugline-stories", "wire-slugline-trends"]
    assert {settings_of(pod).roles for pod in pods(plain).values()} == {
        ("chains",),
        ("stories",),
        ("trends",),
    }


def test_every_variable_is_a_setting_with_a_value_it_may_have(full: Documents) -> None:
    for name, pod in pods(full).items():
        settings = settings_of(pod)
        assert (settings.brokers, settings.sasl_password) == ("kafka:9092", "from-elsewhere"), name
        assert settings.security_protocol == "SASL_SSL"
        assert settings.http_host == (
            "0.0.0.0" if "metrics" in str(pod["metadata"]["labels"]) else "127.0.0.1"
        )


def test_no_secret_stands_in_a_manifest(full: Documents) -> None:
    for pod in pods(full).values():
        [container] = pod["spec"]["containers"]
        for one in container["env"]:
            [row] = [row for row in table() if row.variable == one["name"]]
            assert not row.secret or one["valueFrom"]["secretKeyRef"]["name"] == "kafka"
    secrets = {row.name for row in table() if row.secret}
    assert secrets.isdisjoint(json.loads(build.FILE.read_text())["properties"]["settings"]["properties"])


def test_what_is_false_or_none_for_one_worker_stays_so() -> None:
    documents = rendered({
        "settings": {"max_story_bytes": 1048576, "trend_windows": [3600, 86400]},
        "workers": {"trends": {"settings": {"chains": False, "processes": 0}}},
    })  # fmt: skip
    trends = settings_of(pods(documents)["wire-slugline-trends"])
    assert (trends.chains, trends.processes) == (False, 0)
    assert (trends.max_story_bytes, trends.trend_windows) == (1_048_576, (3600.0, 86_400.0))
    assert settings_of(pods(documents)["wire-slugline-stories"]).chains


def test_pods_are_hardened(full: Documents) -> None:
    for name, pod in pods(full).items():
        spec = pod["spec"]
        [container] = spec["containers"]
        assert spec["automountServiceAccountToken"] is False, name
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        allowed = container["securityContext"]
        assert allowed.pop("capabilities") == {"drop": ["ALL"]}
        assert allowed == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True}
        assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
        assert "memory" in container["resources"]["limits"]
        mounted = {one["name"] for one in container["volumeMounts"]}
        assert mounted == {one["name"] for one in spec["volumes"]} == {"tmp", "tls", "rules"}
    user = re.search(r"^USER (\d+):(\d+)$", (ROOT / "ops/Dockerfile").read_text(), re.MULTILINE)
    assert user is not None
    assert int(user[1]) == spec["securityContext"]["runAsUser"]


def test_probes_ask_what_the_worker_answers_and_the_end_has_time_for_the_drain(full: Documents) -> None:
    health = (ROOT / "streams/slugline/runtime/health.py").read_text()
    for pod in pods(full).values():
        if "slugline/metrics" not in pod["metadata"]["labels"]:
            continue
        [container] = pod["spec"]["containers"]
        [port] = container["ports"]
        settings = settings_of(pod)
        assert port == {"name": "http", "containerPort": settings.http_port}
        asked = {
            name: container[name]["httpGet"] for name in ("startupProbe", "livenessProbe", "readinessProbe")
        }
        assert {one["port"] for one in asked.values()} == {"http"}
        assert [one["path"] for one in asked.values()] == ["/livez", "/livez", "/readyz"]
        assert all(f'"{one["path"]}"' in health for one in asked.values())
        assert settings.drain == 30
        assert pod["spec"]["terminationGracePeriodSeconds"] == 70 > settings.drain + LAST_RESORT


def test_a_budget_and_the_services_find_their_pods(full: Documents) -> None:
    for one in full:
        selector = one["spec"].get("selector", {})
        wanted = selector.get("matchLabels", selector)
        if one["kind"] in ("Service", "PodDisruptionBudget"):
            found = [
                name
                for name, pod in pods(full).items()
                if wanted.items() <= pod["metadata"]["labels"].items()
            ]
            everybody = one["metadata"]["name"].endswith("-metrics")
            assert len(found) == (4 if everybody else 1), one["metadata"]["name"]
    budgets = [one for one in full if one["kind"] == "PodDisruptionBudget"]
    assert {one["spec"]["maxUnavailable"] for one in budgets} == {1}
    assert len(budgets) == 4


def test_keda_scales_stories_by_their_lag_up_to_the_partitions(full: Documents) -> None:
    scaled = of(full, "ScaledObject")["spec"]
    [trigger] = scaled["triggers"]
    settings = settings_of(pods(full)["wire-slugline-stories"])
    assert scaled["maxReplicaCount"] == settings.partitions == 8
    assert scaled["scaleTargetRef"] == {"kind": "Deployment", "name": "wire-slugline-stories"}
    assert "replicas" not in of(full, "Deployment", "stories")["spec"], "an upgrade would undo what KEDA said"
    assert "replicas" in of(full, "Deployment", "trends")["spec"]
    told = trigger["metadata"]
    assert (told["consumerGroup"], told["topic"]) == (settings.group, STORIES.name)
    assert (told["tls"], told["sasl"], trigger["authenticationRef"]) == (
        "enable",
        "scram_sha512",
        {"name": "kafka"},
    )
    prefixed = rendered({"keda": {"enabled": True}, "settings": {"feed_prefix": "staging."}})
    told = of(prefixed, "ScaledObject")["spec"]["triggers"][0]["metadata"]
    settings = settings_of(pods(prefixed)["wire-slugline-stories"])
    assert (told["consumerGroup"], told["topic"]) == (settings.group, f"staging.{STORIES.name}")


def test_the_alerts_are_the_very_same(full: Documents) -> None:
    rules = yaml.safe_load((ROOT / "ops/prometheus/rules.yml").read_text())
    assert of(full, "PrometheusRule")["spec"] == rules
    assert (CHART / "files/rules.yml").is_symlink(), "one source"
    monitor = of(full, "ServiceMonitor")["spec"]
    [endpoint] = monitor["endpoints"]
    assert endpoint["relabelings"] == [{"targetLabel": "job", "replacement": "slugline"}]
    service = of(full, "Service", "-metrics")
    assert monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    assert endpoint["port"] == service["spec"]["ports"][0]["name"]


def test_a_packed_chart_has_the_alerts_in_it(tmp_path: Path) -> None:
    """Not the link, which would lead nowhere."""
    helm.package(str(CHART), destination=str(tmp_path))
    [packed] = tmp_path.glob("slugline-*.tgz")
    with tarfile.open(packed) as archive:
        rules = archive.extractfile("slugline/files/rules.yml")
        assert rules is not None
        assert rules.read() == (ROOT / "ops/prometheus/rules.yml").read_bytes()


def test_pods_reach_kafka_and_names_and_nothing_else(full: Documents) -> None:
    policy = of(full, "NetworkPolicy")["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert [[port["port"] for port in rule["ports"]] for rule in policy["egress"]] == [[53, 53], [9092]]
    assert policy["egress"][1]["to"] == [{"ipBlock": {"cidr": "10.0.0.0/8"}}]
    assert [[port["port"] for port in rule["ports"]] for rule in policy["ingress"]] == [[9108], [8008]]


def test_feeds_are_created_only_where_asked(plain: Documents, full: Documents) -> None:
    assert not [one for one in plain if one["kind"] == "Job"]
    job = of(full, "Job")
    [container] = job["spec"]["template"]["spec"]["containers"]
    assert container["args"] == ["feeds", "create"]
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"


def test_members_that_keep_their_place(plain: Documents) -> None:
    fixed = rendered({"workers": {"stories": {"staticMembership": True}}, "keda": {"enabled": True}})
    stories = of(fixed, "StatefulSet")
    assert stories["spec"]["serviceName"] == of(fixed, "Service")["metadata"]["name"]
    [container] = stories["spec"]["template"]["spec"]["containers"]
    [instance] = [one for one in container["env"] if one["name"] == "SLUGLINE_GROUP_INSTANCE"]
    assert instance["valueFrom"] == {"fieldRef": {"fieldPath": "metadata.name"}}
    settings = settings_of(stories["spec"]["template"])
    grace = stories["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    assert settings.session_timeout == 60 > grace
    assert of(fixed, "ScaledObject")["spec"]["scaleTargetRef"]["kind"] == "StatefulSet"
    assert settings_of(pods(plain)["wire-slugline-stories"]).group_instance is None


@pytest.mark.parametrize(
    "values",
    [
        {"settings": {"broker": "kafka:9092"}},
        {"settings": {"sasl_password": "hunter2"}},
        {"settings": {"log_level": "loud"}},
        {"settings": {"drain": "30s"}},
        {"workers": {"stories": {"roles": ["storys"]}}},
        {"workers": {"trends": {"staticMembership": True}}},
        {"settings": {"chains": False}},
        {"workers": {"alerts": {"enabled": True}}},
        {"keda": {"enabled": True, "worker": "readers"}},
        {"files": [{"name": "both", "path": "/x", "secret": "a", "configMap": "b"}]},
        {"replicaCount": 3},
    ],
    ids=str,
)
def test_values_that_cannot_be_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(helm.HelmError):
        rendered(values)


def test_the_schema_is_that_of_todays_settings() -> None:
    assert build.FILE.read_text() == build.build(), "run python -m ops.helm.build"


def test_the_image_is_that_of_compose() -> None:
    [image] = set(re.findall(r"image: (slugline:\S+)", (ROOT / "docker-compose.yml").read_text()))
    chosen = yaml.safe_load((CHART / "values.yaml").read_text())["image"]
    assert f"{chosen['repository']}:{chosen['tag']}" == image


@pytest.mark.parametrize("create", [True, False])
def test_the_notes_say_what_is_missing(create: bool) -> None:
    with helm.Chart.load(str(CHART)) as chart:
        texts = chart.render({"feeds": {"create": create}}, name="wire", namespace="news")
    [notes] = [text for name, text in texts.items() if name.endswith("NOTES.txt")]
    assert ("slugline feeds create" in notes) is not create
    assert "service/wire-slugline-metrics 9108" in notes
