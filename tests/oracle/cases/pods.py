"""Pod specs as people write them, with what a SparkApplication shows of them in the foreground."""

from cases.kubernetes import RESOURCES, STRUCTURES, Kubernetes

IMAGES = ["repo/spark:1", "cr.example.org/jobs/spark:v7", "busybox", "i", ""]
NAMES = ["primary", "default", "main", "sidecar", "logger", "spark-kubernetes-driver", "default-init", "primary-init"]
VARIABLES = ["A", "PATH", "FLYTE_X", "E1", "DB", "_F_E_VS", "FLYTE_INTERNAL_EXECUTION_ID", "FLYTE_MAX_ATTEMPTS"]
LABELS = ["app", "team", "l1", "pool", "disk", "x/y", "b.io/z"]
KEYS = ["pool", "zone", "disk", "kubernetes.io/arch", "k8s.amazonaws.com/accelerator", "nvidia.com/gpu", "x/int", ""]
OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]
EFFECTS = ["NoSchedule", "NoExecute", "PreferNoSchedule"]


class Pods(Kubernetes):
    def __init__(self, chance, arguments, strict=False):
        super().__init__(chance, strict)
        self.arguments = arguments  # makes a list of argument templates

    def field(self, structure, name):
        """A value for a field as the table has it."""
        return self.value(dict(STRUCTURES[structure])[name])

    def spec(self, primary):
        """The primary container is nearly always among the containers."""
        chance = self.chance
        containers = [self.container(name) for name in chance.some([name for name in NAMES if name != primary], 2)]
        if not self.odd(0.6):
            containers.insert(chance.randint(0, len(containers)), self.container(primary))
        if containers and chance.maybe(0.04):
            containers.append(self.container(chance.choice(containers)["name"]))
        spec = {"containers": containers}
        spec.update(chance.document({
            "initContainers": (0.2, lambda: chance.few(
                lambda: self.container(chance.choice(["init", "main", "default-init", "primary-init", primary])), 2)),
            "tolerations": (0.25, lambda: chance.few(self.toleration, 3)),
            "nodeSelector": (0.2, lambda: chance.text_map(LABELS)),
            "affinity": (0.25, self.affinity),
            "securityContext": (0.2, lambda: self.field("PodSpec", "securityContext")),
            "dnsConfig": (0.15, lambda: self.field("PodSpec", "dnsConfig")),
            "hostNetwork": (0.12, lambda: chance.maybe(0.7)),
            "schedulerName": (0.12, lambda: chance.choice(["volcano", "kube-batch", ""])),
            "priorityClassName": (0.15, lambda: chance.choice(["high", "low", ""])),
            "serviceAccountName": (0.08, lambda: chance.choice(["podsa", "default"])),
            "volumes": (0.2, lambda: chance.few(self.volume, 3)),
            "enableServiceLinks": (0.05, lambda: chance.maybe(0.5)),
            "terminationGracePeriodSeconds": (0.05, lambda: chance.randint(0, 60)),
        }))
        for name, _ in chance.some(STRUCTURES["PodSpec"], 2) if chance.maybe(0.3) else []:
            if name not in spec:
                spec[self.spelled(name)] = self.field("PodSpec", name)
        if self.odd(0.5):
            spec[chance.choice(list(spec))] = chance.choice([5, "text", [], {}, None, True, [1], ["a"], [None], [{}]])
        return chance.shuffled(spec) if chance.maybe(0.2) else spec

    def container(self, name):
        chance = self.chance
        container = {"name": name}
        container.update(chance.document({
            "image": (0.7, lambda: chance.choice(IMAGES)),
            "args": (0.4, self.arguments),
            "command": (0.15, self.arguments),
            "env": (0.4, lambda: chance.few(self.variable, 3)),
            "envFrom": (0.1, lambda: self.field("Container", "envFrom")),
            "resources": (0.35, self.requirements),
            "securityContext": (0.2, lambda: self.field("Container", "securityContext")),
            "volumeMounts": (0.12, lambda: chance.few(self.mount, 2)),
        }))
        for field, _ in chance.some(STRUCTURES["Container"], 2) if chance.maybe(0.25) else []:
            if field not in container:
                container[self.spelled(field)] = self.field("Container", field)
        if self.odd(0.3):
            container[chance.choice(list(container))] = chance.choice([5, "text", [], {}, None, True, [1], [None], 1.5])
        return container

    def variable(self):
        chance = self.chance
        if chance.maybe(0.8):
            return {"name": chance.choice(VARIABLES), "value": chance.text()}
        return {"name": chance.choice(VARIABLES), "valueFrom": self.field("EnvVar", "valueFrom")}

    def mount(self):
        return {"name": self.chance.choice(["v0", "v1", "shm"]), "mountPath": self.chance.choice(["/m", "/dev/shm",
                                                                                                  ""])}

    def volume(self):
        chance = self.chance
        volume = {"name": chance.choice(["v0", "v1", "shm", "dshm"])}
        if chance.maybe(0.5):
            volume["emptyDir"] = chance.document({"medium": (0.4, lambda: "Memory"), "sizeLimit": (0.4, self.quantity)})
        else:
            source, _ = chance.choice(STRUCTURES["Volume"])
            volume[source] = self.field("Volume", source)
        return volume

    def toleration(self):
        chance = self.chance
        if chance.maybe(0.1):
            return {"key": chance.choice(RESOURCES), "operator": "Exists", "effect": "NoSchedule"}
        return chance.document({
            "key": (0.9, lambda: chance.choice(KEYS)),
            "operator": (0.8, lambda: chance.choice(["Equal", "Exists", ""])),
            "value": (0.5, lambda: chance.choice(["a", "true", "", "spark"])),
            "effect": (0.8, lambda: chance.choice(EFFECTS)),
            "tolerationSeconds": (0.15, lambda: chance.choice([0, 30, -1, 300])),
        })

    def requirement(self):
        chance = self.chance
        found = {"key": chance.choice(KEYS), "operator": chance.choice(OPERATORS)}
        if chance.maybe(0.7):
            found["values"] = chance.few(lambda: chance.choice(["a", "b", "spark", ""]), 3)
        return found

    def term(self):
        chance = self.chance
        return chance.document({"matchExpressions": (0.85, lambda: chance.few(self.requirement, 2)),
                                "matchFields": (0.2, lambda: chance.few(self.requirement, 2))})

    def affinity(self):
        chance = self.chance
        node = chance.document({
            "requiredDuringSchedulingIgnoredDuringExecution":
                (0.8, lambda: {"nodeSelectorTerms": chance.few(self.term, 2)}),
            "preferredDuringSchedulingIgnoredDuringExecution":
                (0.3, lambda: chance.few(lambda: {"weight": chance.randint(0, 100), "preference": self.term()}, 2)),
        })
        affinity = {"nodeAffinity": node} if chance.maybe(0.85) else {}
        for kind in ("podAffinity", "podAntiAffinity"):
            if chance.maybe(0.12):
                affinity[kind] = self.field("Affinity", kind)
        return affinity

    def metadata(self, share=0.6):
        chance = self.chance
        return chance.document({"labels": (share, lambda: chance.text_map(LABELS)),
                                "annotations": (share, lambda: chance.text_map(LABELS))})

    def template(self, name, namespace, task_names):
        """A PodTemplate as a cluster stores it; some of its containers are named as those of the task."""
        chance = self.chance
        spec = self.spec(chance.choice(["primary", "default", *task_names]))
        if chance.maybe(0.4):
            names = ["default-init", "primary-init", *task_names]
            spec["initContainers"] = [self.container(chance.choice(names)) for _ in range(chance.randint(0, 3))]
        metadata = self.metadata()
        if chance.maybe(0.1):
            metadata.update({key: value for key, value in (self.value("kObjectMetaType") or {}).items()
                             if key not in ("ownerReferences", "managedFields")})
        template = {"metadata": metadata, "spec": spec} if chance.maybe(0.95) else {"spec": spec}
        return {"metadata": {"name": name, "namespace": namespace}, "template": template}
