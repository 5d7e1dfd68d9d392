"""Blocks of log configuration, with templates that hold every variable."""

VARIABLES = ["logName", "podName", "podUID", "namespace", "containerName", "containerID", "hostname", "nodeName",
             "nodeID",
             "podRFC3339StartTime", "podRFC3339FinishTime", "podUnixStartTime", "podUnixFinishTime", "taskID",
             "taskVersion", "taskProject", "taskDomain", "taskRetryAttempt", "executionName", "executionProject",
             "executionDomain", "generatedName", "taskOrg", "runName", "actionName", "executionOrg", "agentID",
             "unknown"]
TASK_CONFIG = ["dashboard_id", "Dashboard_ID", "port", "PORT", "link_type", "nope", "primary_container_name", "a1", ""]
NAMES = ["vscode", "a", "b", "c", "d", ""]
LISTED_NAMES = NAMES + ["A", "B", " a", "b "]


class Links:
    def __init__(self, chance):
        self.chance = chance

    def uri(self):
        chance = self.chance
        parts = [chance.choice(["https://x/", "log?", "", "<&>", "a,b", "%2F"])]
        for _ in range(chance.randint(0, 4)):
            parts.append(self.placeholder())
            parts.append(chance.choice(["", "/", "&t=", " ", "}}", "{{"]))
        return "".join(parts)

    def placeholder(self):
        chance = self.chance
        name = chance.choice(VARIABLES)
        if chance.maybe(0.2):
            name = "taskConfig" + chance.choice(".$.:") + chance.choice(TASK_CONFIG)
        if chance.maybe(0.2):
            name = chance.choice([name.lower(), name.upper(), name.swapcase()])
        if chance.maybe(0.7):
            return chance.choice(["{{.%s}}", "{{ .%s }}"]) % name
        space = lambda: chance.choice(["", " ", "  ", "\t", "\n", "\v"])
        return "{{" + space() + chance.choice([".", "$", "", "x", ".."]) + name + space() + "}}"

    def block(self):
        chance = self.chance
        text = lambda: chance.choice(["", "us-east-1", "p<q>", "%s", "{{.podName}}", "g"])
        switch = lambda: chance.choice([True, True, False, "true", "F", 1, 0])
        return chance.document({
            "kubernetes-enabled": (0.6, switch), "cloudwatch-enabled": (0.4, switch),
            "stackdriver-enabled": (0.4, switch),
            "kubernetes-url": (0.3, text), "kubernetes-template-uri": (0.4, self.uri),
            "cloudwatch-region": (0.3, text), "cloudwatch-log-group": (0.3, text),
            "cloudwatch-template-uri": (0.3, self.uri),
            "gcp-project": (0.3, text), "stackdriver-logresourcename": (0.3, text),
            "stackdriver-template-uri": (0.3, self.uri),
            "templates": (0.6, lambda: self.templates()),
            "dynamic-log-links": (0.6, self.dynamic_links),
            "azure-log-templates": (0.05, lambda: [{"displayName": "z", "templateUris": ["https://z"]}]),
        })

    def templates(self):
        found = self.chance.few(self.template, 3)
        return found[0] if len(found) == 1 and self.chance.maybe(0.2) else found

    def template(self):
        chance = self.chance
        return chance.document({
            "name": (0.4, lambda: chance.choice(LISTED_NAMES)),
            "displayName": (0.9, lambda: chance.choice(["Mine", "", "L {{.taskID}}", "{{.logName}}",
                                                        "{{ .taskConfig.port }}"])),
            "templateUris": (0.9, self.uris), "dynamicTemplateUris": (0.4, self.uris),
            "messageFormat": (0.5, lambda: chance.choice([0, 1, 2, 2, "1", 7])),
            "scheme": (0.2, lambda: chance.choice(["Pod", "TaskExecution"])),
            "showWhilePending": (0.4, lambda: chance.maybe(0.6)), "hideOnceFinished": (0.4, lambda: chance.maybe(0.6)),
            "linkType": (0.1, lambda: "dashboard"), "iconUri": (0.1, lambda: "https://i"),
        })

    def uris(self):
        found = self.chance.few(self.uri, 2)
        return found[0] if len(found) == 1 and self.chance.maybe(0.3) else found

    def dynamic_links(self):
        """As a map its names are lower-case, as the reference's loader makes them; in a list they keep their case."""
        chance = self.chance
        if chance.maybe(0.6):
            return {name: self.template() for name in chance.some(NAMES[:-1], 4)}
        return [{name: self.template()} for name in chance.some(LISTED_NAMES, 4)]
