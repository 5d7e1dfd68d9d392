"""Who runs a task: execution documents, and what the cluster holds."""

import re

from cases.literals import Literals
from cases.pods import IMAGES, LABELS, Pods

NAMESPACES = ["flytesnacks-development", "default"]
GENERATED = ["f0e5c2a7-n0-0", "f0e5c2a7-n0-0", "f0e5c2a7-n0-0", "ab-0", "a" * 63, "a" * 64]
ODD_GENERATED = ["Run_X.Y-0", "-x-", "0a.b-$1", "", "a.b", "PenPineapple", "aB", "x" * 260, "A" * 254, "a..b", "_ _",
                 "f0-\u00fc-1", "a.-b", "n" * 253, "$1", "Ab" * 130, "9", "a\nb", "-", ".", "caf\u00e9", "x_y_z"]
TEMPLATES = ["tmpl-a", "tmpl-b", "flyte-template"]
PATH = ["s3://bucket/meta", "gs://b/k", "/local", ""]
ODD_PATH = ["s3://b/$HOME/a$$b/${0}", "s3://b/$1x", "x{{.namespace}}", "{{ .outputPrefix }}/{{.inputPrefix}}", "a${",
            "$",
            "s3://b/${ns}/y", "\\1", "$0", "{{.inputs.x}}", "<&>", "\u2028", "$_a-b", "${1}${", "$ {0}"]
CONSOLES = ["https://flyte.example.org/console", "http://c//", "c", "/", "https://x/?a=<b>"]


class Executions:
    def __init__(self, chance):
        self.chance = chance
        self.literals = Literals(chance)
        self.pods = Pods(chance, self.literals.arguments)

    def execution(self, for_status, needs_resources):
        """A task in a container of its own needs resources in the overrides."""
        chance = self.chance
        name = chance.choice(ODD_GENERATED if chance.maybe(0.15) else GENERATED)
        found = {"id": self.identifier(), "generated_name": name, "namespace": chance.choice(NAMESPACES),
                 "owner_reference": self.owner()}
        found.update(chance.document({
            "unique_node_id": (0.7, lambda: chance.choice(["fxyz-n0", "n0", "", "N_0.x", "{{.taskID}}"])),
            "workflow_id": (0.3, lambda: chance.choice(["flytesnacks:development:wf", "w<&>", ""])),
            "owner_id": (0.5, lambda: {"namespace": "ns", "name": "own"}),
            "labels": (0.7, lambda: chance.text_map(LABELS + ["project", "execution-id"], 4)),
            "annotations": (0.6, lambda: chance.text_map(
                LABELS + ["cluster-autoscaler.kubernetes.io/safe-to-evict", "flyte.secrets/s0"], 4)),
            "max_attempts": (0.8, lambda: chance.choice([0, 1, 3, 5, 2147483647, 4294967295])),
            "interruptible": (0.8, lambda: chance.maybe(0.5)),
            "service_account": (0.7, lambda: chance.choice(["sa1", "default", ""])),
            "security_context": (0.5, self.security_context),
            "environment": (0.6, lambda: chance.text_map(["E1", "E2", "PATH", "E10", "e", "\u00e9", ""], 5)),
            "platform_resources": (0.3, lambda: self.strict().requirements()),
            "console_url": (0.4, lambda: chance.choice(CONSOLES)),
            "task_template_path": (0.9, self.path),
            "inputs": (0.85 if not for_status else 0.1, self.literals.inputs),
        }))
        for key in ("input_path", "input_prefix", "output_prefix", "raw_output_prefix", "checkpoint_prefix",
                    "previous_checkpoint_prefix"):
            if chance.maybe(0.9):
                found[key] = self.path()
        if not chance.odd(1):
            found["overrides"] = self.overrides(needs_resources)
        elif chance.maybe(0.7):
            found["overrides"] = {"container_image": "i"}
        if chance.maybe(0.01):
            found[chance.choice([key for key in found if key != "owner_reference"])] = None
        return found

    def strict(self):
        return Pods(self.chance, self.literals.arguments, strict=True)

    def path(self):
        chance = self.chance
        if chance.maybe(0.1):
            return chance.choice(ODD_PATH)
        return chance.choice(PATH) + chance.choice(["", "/inputs.pb", "/" + chance.word()])

    def owner(self):
        chance = self.chance
        found = {"apiVersion": "flyte.org/v1", "kind": "FlyteWorkflow", "name": "own", "uid": "u-1"}
        if chance.maybe(0.1):
            found = {key: chance.text() for key in chance.some(found)}
        found.update(chance.document({"controller": (0.3, lambda: chance.maybe(0.5)),
                                      "blockOwnerDeletion": (0.3, lambda: chance.maybe(0.5))}))
        return found

    def identifier(self):
        chance = self.chance
        if chance.maybe(0.04):
            return {}
        text = lambda usual: (lambda: chance.text(0.3) if chance.maybe(0.1) else usual)
        task = lambda: {"resourceType": "TASK", **chance.document({
            "project": (0.97, text("flytesnacks")), "domain": (0.97, text("development")),
            "name": (0.97, text("jobs.pi")), "version": (0.97, text("v1")), "org": (0.3, text("acme"))})}
        execution = lambda: chance.document({
            "project": (0.97, text("flytesnacks")), "domain": (0.97, text("development")),
            "name": (0.97, text("f0e5c2a7")), "org": (0.3, text("acme"))})
        node = lambda: chance.message(
            chance.document({"nodeId": (0.95, text("n0")), "executionId": (0.96, execution)}))
        return chance.message(chance.document({
            "taskId": (0.93, task), "nodeExecutionId": (0.95, node),
            "retryAttempt": (0.8, lambda: chance.choice([0, 1, 2, 7, 4294967295, "3", 2.0, "1e1"]))}))

    def security_context(self):
        """Of the execution; its secrets say nothing to a build, those of the task template do."""
        chance = self.chance
        return chance.message(chance.document({
            "runAs": (0.8, lambda: chance.message(chance.document({
                "k8sServiceAccount": (0.5, lambda: chance.choice(["runner", "", "sa2"])),
                "iamRole": (0.2, lambda: "arn:aws:iam::1:role/x"),
                "executionIdentity": (0.4, self.identity),
                "oauth2Client": (0.05, lambda: {"clientId": "c", "clientSecret": {"key": "k"}}),
            }))),
            "secrets": (0.3, self.secrets),
        }))

    def identity(self):
        return self.chance.choice(["user@example.org", "", "u", "-abc-", "___", "\u00e9", "a" * 80, "A.b-C_d", "x y",
                                   "@",
                                   "a" * 62 + "--", "\U0001f680x", "u1@x/y", "." * 70])

    def secrets(self):
        chance = self.chance
        return chance.few(self.secret, 3)

    def secret(self):
        chance = self.chance
        found = chance.document({
            "group": (0.7, lambda: chance.text(0.4)), "groupVersion": (0.3, lambda: chance.text(0.3)),
            "key": (0.7, lambda: chance.text(0.4)), "envVar": (0.2, lambda: chance.text(0.3)),
            "mountRequirement": (0.6, lambda: chance.choice(["ANY", "ENV_VAR", "FILE", 0, 1, 2]))})
        if chance.odd(1):
            found["mountRequirement"] = chance.choice([7, -1, 3])
        if chance.odd(0.15):
            found["key"] = "k" * chance.choice([163000, 163900, 200000])
        return chance.message(found)

    def overrides(self, needs_resources):
        chance = self.chance
        found = chance.document({
            "container_image": (0.15, lambda: chance.choice(IMAGES)),
            "extended_resources": (0.15, self.extended_resources),
            "pod_template": (0.1, self.pod_template),
            "config": (0.05, lambda: {"data": {"a": "b"}}),
        })
        if not chance.odd(1) if needs_resources else chance.maybe(0.6):
            found["resources"] = self.strict().requirements()
        return found

    def pod_template(self):
        """In place of the task's own pod."""
        chance = self.chance
        primary = chance.choice(["primary", "main", ""] if chance.maybe(0.1) else ["primary"])
        found = {"primaryContainerName": primary if not chance.odd(0.5) else "elsewhere"}
        found.update(chance.document({"podSpec": (0.9, lambda: self.pods.spec(primary)),
                                      "metadata": (0.6, self.pods.metadata)}))
        return chance.message(found)

    def extended_resources(self):
        chance = self.chance
        return chance.message(chance.document({"gpuAccelerator": (0.75, self.accelerator),
                                               "sharedMemory": (0.45, self.shared_memory)}))

    def accelerator(self):
        chance = self.chance
        found = chance.document({
            "device": (0.8, lambda: chance.choice(["nvidia-tesla-a100", "A100", "t4", "", "v5e", "x<y"])),
            "deviceClass": (0.2, lambda: chance.choice(["NVIDIA_GPU", "GOOGLE_TPU", 2]))})
        size = chance.random()
        if size < 0.3:
            found["unpartitioned"] = chance.maybe(0.8)
        elif size < 0.6:
            found["partitionSize"] = chance.choice(["1g.5gb", "", "7g"])
        return chance.message(found)

    def shared_memory(self):
        chance = self.chance
        found = {"mountName": "shm", "mountPath": "/dev/shm"}
        if chance.maybe(0.6):
            found["sizeLimit"] = str(self.pods.quantity())
        if chance.odd(1):
            found[chance.choice(["mountName", "mountPath"])] = chance.choice(["", "v0", "/m"])
        return chance.message(found)

    def cluster(self, task_names):
        chance = self.chance
        strict = self.strict()
        return chance.document({
            "pod_templates": (0.5, lambda: [strict.template(name, namespace, task_names)
                                            for name in chance.some(TEMPLATES) for namespace in NAMESPACES
                                            if chance.maybe(0.8)]),
            "host_environment": (0.5, lambda: chance.text_map(["HOST_A", "HOST_B", "PATH"])),
            "pod_template_supported": (0.2, lambda: chance.maybe(0.5)),
        })


def is_label(name):
    """Whether a container can have this name; the reference makes up another one otherwise."""
    return len(name) <= 63 and re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", name) is not None
