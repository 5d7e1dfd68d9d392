"""Task templates: the job in `custom`, a container or a pod, and what surrounds them; protojson."""

from cases.executions import TEMPLATES
from cases.pods import IMAGES, VARIABLES

FEATURES = ["feature1", "feature2", "a.b", "f1", "Feature1", ""]
CONF = ["spark.driver.memory", "spark.executor.memory", "spark.driver.cores", "spark.executor.cores",
        "spark.executor.instances", "spark.kubernetes.driver.request.cores", "spark.kubernetes.executor.request.cores",
        "spark.kubernetes.driver.limit.cores", "spark.kubernetes.executor.limit.cores", "spark.batchScheduler",
        "spark.hadoop.fs.s3a.endpoint", "spark.kubernetes.executor.podNamePrefix", "spark.eventLog.enabled",
        "spark.kubernetes.driverEnv.FLYTE_START_TIME", "spark.pyspark.python", "spark.shared", "spark.x", ""]
CORES = ["1", "2", "0", "+4", "007", "-3", "", "500m", "1.5", "2147483648", "2147483647", " 1", "1_0", "0x1", "1e1"]
MEMORY = ["1g", "500M", "2048m", "", "1000"]
TRUTHS = ["true", "True", " TRUE", "true ", "\ttrue\n", "false", "", "1", "\u00a0true", "\u2003TrUe", "tru\u0435"]
RESOURCE_NAMES = ["CPU", "MEMORY", "GPU", "EPHEMERAL_STORAGE", "STORAGE", "UNKNOWN", 1, 2, 3, 4, 5, 0]
LINK_TYPES = ["vscode", "a", "b", "a,b", "b,a,a", "vscode,b", " a", "a ,b", ",", "a,,b", "A", "", "c", "d,c,vscode",
              "b,b"]


class Tasks:
    def __init__(self, chance, executions):
        self.chance = chance
        self.executions = executions
        self.literals = executions.literals
        self.pods = executions.pods

    def task(self):
        chance = self.chance
        if chance.odd(0.3):
            return chance.choice([{}, {"type": "spark"}, {"custom": {}}, {"custom": {"mainClass": "M"}}])
        is_pod = chance.maybe(0.35)
        primary = chance.choice(["primary", "primary", "main", "default", "a b", ""])
        found = {"type": "spark", "id": {"resourceType": "TASK", "project": "p", "domain": "d", "name": "t",
                                         "version": "1"},
                 "custom": self.custom(primary if is_pod else None)}
        if chance.odd(0.3):
            del found["custom"]
        found["k8sPod" if is_pod else "container"] = self.k8s_pod(primary) if is_pod else self.container()
        if chance.odd(0.3):
            found.pop("container", None)
            found.pop("k8sPod", None)
            if chance.maybe(0.5):
                found["sql"] = {"statement": "select 1", "dialect": "ANSI"}
        config = self.config(primary if is_pod else None)
        if config or chance.maybe(0.5):
            found["config"] = config
        found.update(chance.document({
            "metadata": (0.7, self.metadata),
            "interface": (0.35, self.literals.interface),
            "securityContext": (0.3, self.security_context),
            "extendedResources": (0.3, self.executions.extended_resources),
            "taskTypeVersion": (0.2, lambda: chance.choice([0, 1, 2])),
            "unknownMember": (0.03, lambda: {"a": [1]}),
        }))
        return chance.shuffled(found) if chance.maybe(0.1) else chance.message(found)

    def config(self, primary):
        chance = self.chance
        found = chance.document({
            "link_type": (0.5, lambda: chance.choice(LINK_TYPES)),
            "dashboard_id": (0.4, lambda: chance.choice(["d1", "", "{{.podName}}", "$1"])),
            "Dashboard_ID": (0.3, lambda: "D2"),
            "port": (0.3, lambda: chance.text()),
            "Port": (0.1, lambda: "P2"),
        })
        if primary is not None and not chance.odd(0.7):
            found["primary_container_name"] = primary
        if primary is None and chance.maybe(0.1):
            found["primary_container_name"] = "primary"
        return found

    def metadata(self):
        chance = self.chance
        name = chance.choice(TEMPLATES[:2])
        return chance.message(chance.document({
            "retries": (0.5, lambda: {"retries": chance.randint(0, 4)}),
            "interruptible": (0.2, lambda: chance.maybe(0.5)),
            "podTemplateName": (0.06, lambda: name),
            "metadata": (0.25, lambda: self.pods.metadata()),
            "tags": (0.1, lambda: chance.text_map(["a", "b"])),
            "runtime": (0.3, lambda: {"type": "FLYTE_SDK", "version": "1.16.8", "flavor": "python"}),
            "timeout": (0.2, lambda: "5400s"),
            "logLinks": (0.1, lambda: [{"uri": "http://x/{{.podName}}", "name": "n", "messageFormat": "JSON"}]),
            "generatesDeck": (0.1, lambda: True),
        }))

    def security_context(self):
        chance = self.chance
        return chance.document({
            "secrets": (0.85, self.executions.secrets),
            "runAs": (0.2, lambda: {"k8sServiceAccount": "task-sa", "executionIdentity": "task@x"})})

    def container(self):
        chance = self.chance
        return chance.message(chance.document({
            "image": (0.95, lambda: chance.choice(IMAGES)),
            "args": (0.9, self.literals.arguments),
            "command": (0.15, self.literals.arguments),
            "env": (0.4, lambda: chance.few(lambda: {"key": chance.choice(VARIABLES), "value": chance.text()}, 3)),
            "resources": (0.5, self.resources),
            "dataConfig": (0.2, self.data_config),
            "ports": (0.05, lambda: [{"containerPort": 80, "name": "http"}]),
            "config": (0.05, lambda: [{"key": "a", "value": "b"}]),
            "architecture": (0.05, lambda: "ARM64"),
        }))

    def resources(self):
        chance = self.chance
        entries = lambda: chance.few(
            lambda: {"name": chance.choice(RESOURCE_NAMES if chance.maybe(0.5) else RESOURCE_NAMES[:4]),
                     "value": self.entry()}, 3)
        return chance.document({"requests": (0.8, entries), "limits": (0.6, entries)})

    def entry(self):
        quantity = self.pods.quantity()
        return quantity if isinstance(quantity, str) else "1"

    def data_config(self):
        chance = self.chance
        return chance.message(chance.document({
            "enabled": (0.9, lambda: chance.maybe(0.9)),
            "inputPath": (0.4, lambda: "/in"), "outputPath": (0.4, lambda: "/out"),
            "format": (0.4, lambda: chance.choice(["JSON", "YAML", "PROTO", 1])),
            "ioStrategy": (0.2, lambda: {"downloadMode": "DOWNLOAD_STREAM", "uploadMode": "UPLOAD_EAGER"})}))

    def k8s_pod(self, primary):
        chance = self.chance
        found = {} if chance.odd(0.4) else {"podSpec": self.pods.spec(primary)}
        found.update(chance.document({
            "metadata": (0.6, self.pods.metadata),
            "dataConfig": (0.2, self.data_config),
            "primaryContainerName": (0.1, lambda: "unused")}))
        return chance.message(found)

    # ---- the job

    def custom(self, primary):
        chance = self.chance
        job = chance.document({
            "applicationType": (0.6, lambda: chance.choice(["PYTHON", "JAVA", "SCALA", "R", 0, 1, 2, 3, 9, -1])),
            "mainClass": (0.4, lambda: chance.choice(["org.example.Main", "M"])),
            "executorPath": (0.5, lambda: chance.choice(["/opt/venv/bin/python3", "", "/p<y>"])),
            "sparkConf": (0.9, self.spark_conf),
            "hadoopConf": (0.4, lambda: chance.text_map(["fs.s3a.endpoint", "a.b", "z", "A"])),
            "databricksConf": (0.1, lambda: {"a": [1, {"b": None}], "c": chance.text()}),
            "databricksToken": (0.05, lambda: "t"), "databricksInstance": (0.05, lambda: "i"),
            "driverPod": (0.25, lambda: self.role_pod(primary)),
            "executorPod": (0.25, lambda: self.role_pod(primary)),
            "unknown_key": (0.03, lambda: [1]), "spark_conf": (0.02, lambda: {"a": "b"}),
        })
        if "mainClass" not in job and not chance.odd(0.5) or chance.maybe(0.7):
            job["mainApplicationFile"] = chance.choice(["local:///opt/job.py", "s3a://b/app.jar", "main.py"])
        if chance.odd(1.2):
            self.spoil(job)
        return chance.shuffled(job) if chance.maybe(0.2) else job

    def spoil(self, job):
        chance = self.chance
        key = chance.choice(["applicationType", "mainClass", "mainApplicationFile", "executorPath", "sparkConf",
                             "hadoopConf",
                             "databricksConf", "driverPod", "executorPod", "databricksToken"])
        job[key] = chance.choice([5, 1.5, True, None, "text", "", [], {}, ["a"], {"a": 1}, {"a": None},
                                  {"a": {"b": "c"}},
                                  "1", "python", {"podSpec": []}, {"podSpec": "x"}, {"metadata": {"labels": {"a": 1}}},
                                  {"metadata": []}, {"dataConfig": {"format": "NOPE"}}, {"primaryContainerName": 1}])

    def role_pod(self, primary):
        """Laid over the pod of the task for one role."""
        chance = self.chance
        name = primary if primary is not None else "f0e5c2a7-n0-0"
        spelling = chance.maybe(0.1)
        found = chance.document({
            "pod_spec" if spelling else "podSpec": (0.85, lambda: self.pods.spec(name)),
            "metadata": (0.5, self.pods.metadata),
            "primary_container_name" if spelling else "primaryContainerName": (0.25, lambda: name),
            "data_config" if spelling else "dataConfig": (0.05, self.data_config)})
        if chance.odd(0.5):
            found["primaryContainerName"] = chance.choice(["sidecar", "elsewhere", "primary"])
        return found

    def spark_conf(self):
        chance = self.chance
        conf = {key: self.conf_value(key) for key in chance.some(CONF, 8)}
        if conf and chance.odd(0.6):  # one only: which of two is complained of, chance decides
            conf[chance.choice(list(conf))] = chance.choice([5, True, {}, []])
        for _ in range(chance.choice([0, 0, 0, 1, 1, 2])):
            dots = chance.choice(["....", "....", "....", "XYZ1"])
            vendor, name = chance.choice(["flyte", "flyteorg", "Flyte"]), chance.choice(FEATURES)
            key = f"spark{dots[0]}{vendor}{dots[1]}{name}{dots[2]}enabled"
            conf[chance.choice([key, key, key, key, key + "\n", "x" + key, key.replace("enabled", "Enabled")])] = (
                chance.choice(TRUTHS[:5] if chance.maybe(0.7) else TRUTHS))
        return chance.shuffled(conf)

    def conf_value(self, key):
        chance = self.chance
        if chance.maybe(0.03):
            return None
        if key.endswith(("cores", "instances")):
            return chance.choice(CORES if chance.maybe(0.4) else CORES[:2])
        if key.endswith("memory"):
            return chance.choice(MEMORY)
        return chance.text()
