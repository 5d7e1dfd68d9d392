"""Flyte configurations, good ones: every key that a Spark job can feel."""

import copy

from cases.documents import children
from cases.executions import TEMPLATES
from cases.kubernetes import QUANTITIES, RESOURCES
from cases.links import Links
from cases.pods import KEYS, LABELS, OPERATORS, Pods
from cases.tasks import CONF, FEATURES

NAMES = ["e1", "path", "e10", "_x", "from-a", "zz"]
CASED_NAMES = NAMES + ["E1", "PATH", "E10", "FROM_A", "\u00e9"]


REPLACEMENTS = [5, 0, -1, 1.5, "text", "", "yes", "true", "1", "1.5", "10s", "1Gi", True, False, None, [], {}, ["a"],
                [5], [True], [None], [[]], [{}], [{"a": "b"}], {"a": "b"}, {"a": 1}, {"a": None}, {"a": {"b": "c"}},
                {"a": ["b"]}, {"key": "a"}, [{"key": "a"}], "a,b", 99999999999, "In", {"name": 5}]
KEPT = {"plugins", "logger", "storage", "propeller"}


def values_of(document):
    """Holder and key of each value, at any depth."""
    for key, value in children(document):
        yield document, key
        if key != "storage":
            yield from values_of(value)


class Configurations:
    def __init__(self, chance):
        self.chance = chance
        self.pods = Pods(chance, lambda: [], strict=True)
        self.links = Links(chance)

    def configuration(self):
        chance = self.chance
        if chance.maybe(0.03):
            return {}
        plugins = chance.document({"k8s": (0.95, self.k8s), "spark": (0.95, self.spark),
                                   "logs": (0.1, self.links.block)})
        return {"plugins": plugins, **chance.document({
            "propeller": (0.3, lambda: {"literal-offloading-config": chance.document({
                "enabled": (0.8, lambda: chance.maybe(0.8)),
                "min-size-in-mb-for-offloading": (0.5, lambda: chance.choice([0, 5, -1, 10])),
                "max-size-in-mb-for-offloading": (0.5, lambda: chance.choice([0, 7, -1, 2000]))})}),
            "logger": (0.1, lambda: {"level": chance.randint(0, 6)}),
            "storage": (0.2, lambda: {"type": "stow", "container": "buck", "enable-multicontainer": chance.maybe(0.5),
                                      "stow": {"kind": "s3", "config": {"region": "us-east-1"}}}),
        })}

    def spoiled(self, configuration):
        """One value of it replaced by another, which may or may not do in its place."""
        found = copy.deepcopy(configuration)
        places = [(holder, key) for holder, key in values_of(found)
                  if key not in KEPT and (isinstance(holder, list) or len(holder) > 1)]
        if places:
            holder, key = self.chance.choice(places)
            holder[key] = self.chance.choice([
                value for value in REPLACEMENTS
                if not (isinstance(holder, list) and (value is None or isinstance(value, list)))])
        return found

    def text(self):
        """A value that a map of strings takes."""
        chance = self.chance
        if chance.maybe(0.06):
            return chance.choice([5, 1.5, True, False, None, 0, -3])
        return chance.text()

    def text_map(self, names, listed_names=None, most=3):
        """In a map the reference's loader makes keys lower-case, in a list of one-key maps it keeps them."""
        chance = self.chance
        if listed_names is None or chance.maybe(0.5):
            return {name: self.text() for name in chance.some([name for name in names if name == name.lower()], most)}
        found = [{name: self.text()} for name in chance.some(listed_names, most)]
        if found and chance.maybe(0.1):
            found.append(dict(chance.choice(found)))
        return found

    def k8s(self):
        chance, pods = self.chance, self.pods
        tolerations = lambda: chance.few(pods.toleration, 3)
        structure = lambda make: (lambda: {} if chance.maybe(0.08) else make())
        return chance.document({
            "inject-finalizer": (0.3, lambda: chance.choice([True, False, "true"])),
            "default-annotations": (0.4, lambda: self.text_map(LABELS, LABELS + ["A.b/C"])),
            "default-labels": (0.4, lambda: self.text_map(LABELS, LABELS + ["Team"])),
            "default-env-vars": (0.4, lambda: self.text_map(NAMES, CASED_NAMES, 6)),
            "default-env-vars-from-env": (0.3, lambda: chance.choice([
                {"from-a": "HOST_A", "from-b": "HOST_B"}, [{"FROM_A": "HOST_A"}, {"B": "HOST_B"}, {"C": "HOST_A"}],
                {"p": "PATH", "none": "HOST_C"}])),
            "default-env-from-configmaps": (0.15, lambda: chance.choice([["cm1", "cm2"], "a,b", []])),
            "default-env-from-secrets": (0.15, lambda: ["s1"]),
            "default-cpus": (0.3, lambda: chance.choice(QUANTITIES + ["1e9", 2, 0.5, "0"])),
            "default-memory": (0.3, lambda: chance.choice(QUANTITIES + ["1e9", 1024, "0", "-1"])),
            "default-tolerations": (0.3, tolerations),
            "default-node-selector": (0.3, lambda: self.text_map(LABELS, LABELS + ["Pool"])),
            "default-affinity": (0.3, structure(pods.affinity)),
            "scheduler-name": (0.15, lambda: chance.choice(["volcano", "", "yunikorn"])),
            "interruptible-tolerations": (0.3, tolerations),
            "interruptible-node-selector": (0.3, lambda: self.text_map(LABELS, LABELS + ["Spot"])),
            "interruptible-node-selector-requirement": (0.3, structure(self.requirement)),
            "non-interruptible-node-selector-requirement": (0.3, structure(self.requirement)),
            "resource-tolerations": (0.4, self.resource_tolerations),
            "co-pilot": (0.3, self.copilot),
            "image-pull-policy": (0.1, lambda: "Always"),
            "gpu-device-node-label": (0.15, lambda: chance.choice(["gpu-node-label", ""])),
            "gpu-partition-size-node-label": (0.15, lambda: chance.choice(["gpu-size", ""])),
            "gpu-unpartitioned-node-selector-requirement": (0.2, structure(self.requirement)),
            "gpu-unpartitioned-toleration": (0.2, structure(pods.toleration)),
            "gpu-resource-name": (0.15, lambda: chance.choice(["xpu.com/gpu", "gpu", "nvidia.com/gpu", "cpu"])),
            "default-pod-security-context": (0.2, structure(lambda: pods.field("PodSpec", "securityContext") or {})),
            "default-security-context": (0.25, structure(lambda: pods.field("Container", "securityContext") or {})),
            "enable-host-networking-pod": (0.15, lambda: chance.maybe(0.5)),
            "default-pod-dns-config": (0.2, structure(lambda: pods.field("PodSpec", "dnsConfig") or {})),
            "default-pod-template-name": (0.4, lambda: chance.choice([TEMPLATES[2], TEMPLATES[0], "absent", ""])),
            "add-tolerations-for-extended-resources": (0.3, lambda: chance.some(RESOURCES, 3)),
            "enable-distributed-error-aggregation": (0.05, lambda: True),
            "accelerator-devices": (0.03, lambda: [{"A100": "x"}]),
            "disable-inject-owner-references": (0.03, lambda: True),
        })

    def requirement(self):
        chance = self.chance
        found = {"key": chance.choice(KEYS), "operator": chance.choice(OPERATORS)}
        if chance.maybe(0.7):
            found["values"] = chance.few(lambda: chance.choice(["a", "spark", ""]), 2)
        return found

    def resource_tolerations(self):
        chance = self.chance
        found = {name: chance.few(self.pods.toleration, 2) for name in chance.some(RESOURCES[:6], 4)
                 if name == name.lower()}
        return [{name: value} for name, value in found.items()] if chance.maybe(0.3) else found

    def copilot(self):
        chance = self.chance
        return chance.document({
            "name": (0.4, lambda: chance.choice(["cp-", ""])), "image": (0.3, lambda: "cp:1"),
            "default-input-path": (0.3, lambda: "/dip"), "default-output-path": (0.3, lambda: "/dop"),
            "input-vol-name": (0.2, lambda: chance.choice(["in", "shm", "v0"])), "output-vol-name": (0.2,
                                                                                                     lambda: "out"),
            "start-timeout": (0.2, lambda: "10s"), "timeout": (0.3, lambda: chance.choice(["30m", "1h", "1.5s", 0,
                                                                                           ""])),
            "cpu": (0.3, lambda: chance.choice(["250m", "1", "bad"])), "memory": (0.3, lambda: chance.choice(["64Mi",
                                                                                                              "x"])),
            "storage": (0.2, lambda: "1Gi")})

    def spark(self):
        chance = self.chance
        return chance.document({
            "spark-config-default": (0.6, lambda: self.text_map(
                [key for key in CONF if key], CONF + ["spark.Cased.Key"], 5)),
            "spark-history-server-url": (0.6, lambda: chance.choice(["https://hist.x", "http://h/", "", "h?<x>"])),
            "features": (0.7, lambda: chance.few(self.feature, 4)),
            "enable-pod-template": (0.05, lambda: False),
            "logs": (0.85, lambda: chance.document({
                "mixed": (0.8, self.links.block), "user": (0.6, self.links.block),
                "system": (0.6, self.links.block), "all-user": (0.6, self.links.block)})),
        })

    def feature(self):
        chance = self.chance
        return chance.document({
            "name": (0.97, lambda: chance.choice(FEATURES)),
            "spark-config": (0.9, lambda: self.text_map([key for key in CONF if key], CONF + ["spark.Shared"], 4))})
