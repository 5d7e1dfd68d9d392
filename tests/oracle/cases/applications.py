"""What an operator's SparkApplication shows, and what Flyte remembered of it."""

STATES = ["", "SUBMITTED", "RUNNING", "COMPLETED", "FAILED", "SUBMISSION_FAILED", "PENDING_RERUN", "INVALIDATING",
          "SUCCEEDING", "FAILING", "UNKNOWN", "PENDING_SUBMISSION", "SUSPENDED", "running", "ODD", " FAILED",
          "RESUMING"]
PHASES = ["Undefined", "NotReady", "WaitingForResources", "Queued", "Initializing", "Running", "Success",
          "RetryableFailure", "PermanentFailure", "WaitingForCache", "Aborted"]
REASONS = ["job queued", "job submitted", "", "task submitted to K8s", "x"]
TIMES = ["2026-08-01T10:00:00Z", "2026-08-01T10:00:00+02:00", "2026-08-01T10:00:00.5Z", "1969-12-31T23:00:00Z",
         "2026-08-01T23:59:59.999999999-07:30", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
         None]
NAMES = ["spark-app", "f0e5c2a7-n0-0", "", "a<b", "{{.namespace}}", "{{ .taskID }}"]


class Applications:
    def __init__(self, chance):
        self.chance = chance

    def application(self):
        chance = self.chance
        found = {"apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication", "metadata": self.metadata(),
                 "spec": self.spec()}
        if chance.maybe(0.97):
            found["status"] = self.status()
        if chance.maybe(0.02):
            found[chance.choice(["Status", "extra", "Metadata"])] = {"a": [None]}
        return found

    def metadata(self):
        chance = self.chance
        return chance.document({
            "name": (0.98, lambda: chance.choice(NAMES[:2] if chance.maybe(0.85) else NAMES)),
            "namespace": (0.95, lambda: chance.choice(["default", "flytesnacks-development", "{{.podName}}"])),
            "creationTimestamp": (0.85, lambda: chance.choice(TIMES)),
            "labels": (0.1, lambda: chance.text_map(["a", "b"])),
            "uid": (0.2, lambda: "u-2"), "generation": (0.1, lambda: 3), "resourceVersion": (0.1, lambda: "17")})

    def spec(self):
        chance = self.chance
        driver = chance.document({"env": (0.2, lambda: [{"name": "_F_E_VS", "value": chance.choice(["true", "1",
                                                                                                    "x"])}]),
                                  "cores": (0.2, lambda: 1), "labels": (0.1, lambda: {"a": "b"})})
        return {"type": "Python", "mode": "cluster", "sparkVersion": "3.0.0", "driver": driver, "executor": {},
                "restartPolicy": {"type": "OnFailure"}}

    def status(self):
        chance = self.chance
        state = {"state": chance.choice(STATES[:6] if chance.maybe(0.75) else STATES)}
        if chance.maybe(0.5):
            state["errorMessage"] = chance.choice(["driver container failed with ExitCode: 1", chance.text(0.6)])
        return chance.document({
            "applicationState": (0.97, lambda: state if chance.maybe(0.97) else {}),
            "sparkApplicationId": (0.8, lambda: chance.choice(["spark-abc", "", "x/y z", "{{.podName}}"])),
            "driverInfo": (0.9, self.driver),
            "executorState": (0.5, lambda: {f"app-exec-{number}": chance.choice(["RUNNING", "PENDING", "FAILED", "ODD"])
                                            for number in range(chance.randint(0, 12))}),
            "terminationTime": (0.7, lambda: chance.choice(TIMES)),
            "lastSubmissionAttemptTime": (0.5, lambda: chance.choice(TIMES)),
            "submissionAttempts": (0.3, lambda: 2), "executionAttempts": (0.3, lambda: 1),
            "submissionID": (0.2, lambda: "s-1")})

    def driver(self):
        chance = self.chance
        return chance.document({
            "podName": (0.85, lambda: chance.choice(["spark-app-driver", "spark-app-driver", "", "d<&>",
                                                     "{{.namespace}}"])),
            "webUIIngressAddress": (0.6, lambda: chance.choice(
                ["spark.x.io/ns/app", "http://u/x", "https://u", "HTTP://u", "", "https:/x", "a b<"])),
            "webUIPort": (0.3, lambda: 4040), "webUIAddress": (0.3, lambda: "10.0.0.1:4040"),
            "webUIServiceName": (0.3, lambda: "ui-svc"), "webUIIngressName": (0.2, lambda: "ui-ingress")})

    def previous(self):
        chance = self.chance
        return {"phase": chance.choice(PHASES), "version": chance.choice([0, 0, 1, 2, 7, 4294967295]),
                "reason": chance.choice(REASONS)}
