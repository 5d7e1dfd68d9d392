#!/usr/bin/env python3
"""The command line, as a user meets it: answers, exit codes, and errors that name file, pointer and what to do."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

BINARY = sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin/flytespark"
TESTS = pathlib.Path(__file__).resolve().parent.parent
TASK = TESTS / "templates/v1/basic__estimate_pi"
NOW = "2026-08-01T10:10:00Z"


def run(*arguments, text=""):
    done = subprocess.run([BINARY, *map(str, arguments)], input=text.encode(), capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def file(self, name, text):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text)
        return path


class Render(Files):
    def test_a_task_alone_is_enough(self):
        code, out, err = run("render", "--task", f"{TASK}.pb", "-o", "json")
        self.assertEqual(code, 0, err)
        manifest = json.loads(out)
        self.assertEqual(manifest["kind"], "SparkApplication")
        self.assertNotIn("ownerReferences", manifest["metadata"])
        self.assertIn("made one up", err)

    def test_both_formats_from_a_file_and_from_standard_input_give_the_same(self):
        options = ["-o", "json", "--now", NOW, "--execution", TESTS.parent / "examples/documents/execution.json"]
        by_protobuf = run("render", "--task", f"{TASK}.pb", *options)[1]
        self.assertEqual(run("render", "--task", f"{TASK}.json", *options)[1], by_protobuf)
        template = pathlib.Path(f"{TASK}.json").read_text()
        self.assertEqual(run("render", "--task", "-", *options, text=template)[1], by_protobuf)
        self.assertEqual(run("render", "--task", "-", "--task-format", "json", *options, text=template)[1], by_protobuf)

    def test_yaml_says_what_json_says(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("no YAML reader for Python here")
        options = ["--task", TESTS / "templates/v1/pods__both_pods_everything.pb", "--now", NOW,
                   "--set", "cluster.pod_template_supported=true",
                   "--set", 'execution.labels={"yes":"no","1":"0x10","e":"","t":"2024-01-01","n":"null","m":"a\\nb: c","u":"\u00e9"}']
        as_yaml = run("render", *options)[1]
        as_json = run("render", *options, "-o", "json")[1]
        self.assertEqual(yaml.safe_load(as_yaml), json.loads(as_json))

    def test_settings_change_execution_and_cluster(self):
        code, out, err = run("render", "--task", f"{TASK}.pb", "-o", "json", "--set", "execution.namespace=jobs",
                             "--set", "execution.max_attempts=7", "--set", "execution.labels.team=a=b",
                             "--set", "cluster.pod_template_supported=true")
        self.assertEqual(code, 0, err)
        manifest = json.loads(out)
        self.assertEqual(manifest["metadata"]["namespace"], "jobs")
        self.assertEqual(manifest["metadata"]["labels"], {"team": "a=b"})
        self.assertEqual(manifest["spec"]["driver"]["env"][-1], {"name": "FLYTE_MAX_ATTEMPTS", "value": "7"})
        self.assertIn("template", manifest["spec"]["driver"])

    def test_documents_may_be_yaml(self):
        execution = self.file("execution.yaml", "generated_name: g-0  # the run\noverrides: {resources: {}}\n")
        code, out, err = run("render", "--task", f"{TASK}.pb", "--execution", execution, "-o", "json")
        self.assertEqual(code, 0, err)
        self.assertEqual(json.loads(out)["metadata"]["name"], "g-0")

    def test_an_error_names_file_pointer_and_advice(self):
        execution = self.file("run.json", '{"generated_name":"g"}')
        code, out, err = run("render", "--task", f"{TASK}.pb", "--execution", execution)
        self.assertEqual((code, out), (1, ""))
        self.assertIn(f"{execution}: /overrides/resources: [BadTaskSpecification]", err)
        self.assertIn("hint: give the execution `overrides.resources`", err)

    def test_a_task_of_another_kind_is_refused(self):
        code, out, err = run("render", "--task", TESTS / "templates/v1/other__plain_python.pb")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("/custom: ", err)
        self.assertIn("is this a Spark task?", err)

    def test_what_is_no_template_is_refused(self):
        for name, text in [("garbage.pb", "\x7f\x7f"), ("cut.json", '{"type":'), ("list.json", '{"type":"a","type":"b"}')]:
            code, out, err = run("render", "--task", self.file(name, text))
            self.assertEqual((code, out), (1, ""), name)
            self.assertIn(name, err)

    def test_a_missing_file_and_wrong_usage_have_their_own_codes(self):
        self.assertEqual(run("render", "--task", "/nowhere/task.pb")[0], 3)
        self.assertEqual(run("render", "--task", f"{TASK}.pb", "--execution", "/nowhere/execution.json")[0], 3)
        for arguments in [[], ["render"], ["nonsense"], ["render", "--task", f"{TASK}.pb", "-o", "xml"],
                          ["render", "--task", f"{TASK}.pb", "--set", "namespace=x"],
                          ["render", "--task", f"{TASK}.pb", "--now", "today"]]:
            self.assertEqual(run(*arguments)[0], 2, arguments)

    def test_an_unknown_member_is_a_warning(self):
        code, _, err = run("render", "--task", f"{TASK}.pb", "--set", "execution.namespce=x")
        self.assertEqual(code, 0)
        self.assertIn("warning: made-up execution: /namespce: unknown member, ignored", err)

    def test_an_unknown_pod_template_is_refused_with_advice(self):
        code, _, err = run("render", "--task", TESTS / "templates/v2/pod_template_by_name.pb")
        self.assertEqual(code, 1)
        self.assertIn("/metadata/podTemplateName", err)
        self.assertIn("`pod_templates`", err)


class Batch(Files):
    def test_answers_come_in_order_with_their_ids(self):
        template = json.loads(pathlib.Path(f"{TASK}.json").read_text())
        execution = {"generated_name": "g", "overrides": {"resources": {}}}
        case = {"kind": "manifest", "task_template": template, "execution": execution, "cluster": {}, "now": NOW}
        cases = [case | {"id": 1}, case | {"id": "two", "execution": {}}, case | {"id": None, "now": "x"},
                 case | {"id": [3], "kind": "other"}, case | {"id": {"a": 1.50}}]
        text = "\n".join(json.dumps(c) for c in cases) + "\nnot json\n"
        code, out, _ = run("batch", text=text)
        self.assertEqual(code, 0)
        answers = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([a["id"] for a in answers], [1, "two", None, [3], {"a": 1.5}, None])
        self.assertIn("manifest", answers[0])
        self.assertEqual(answers[1]["error"]["code"], "BadTaskSpecification")
        self.assertEqual(answers[2]["error"]["code"], "flytespark:1")
        self.assertEqual(answers[3]["error"]["code"], "flytespark:8")
        self.assertEqual(answers[4]["manifest"], answers[0]["manifest"])
        self.assertEqual(answers[5]["error"]["code"], "flytespark:4")

    def test_an_error_that_flyte_has_no_code_for_has_none(self):
        template = {"custom": {"mainClass": "M"},
                    "container": {"resources": {"requests": [{"name": "CPU", "value": "x"}]}}}
        case = {"id": 1, "task_template": template, "execution": {"overrides": {"resources": {}}}, "now": NOW}
        answer = json.loads(run("batch", text=json.dumps(case))[1])
        self.assertEqual(list(answer["error"]), ["message"])

    def test_a_profile_overrides_the_configuration(self):
        config = self.file("flyte.yaml", "plugins:\n  flytespark: {profile: none-such}\n")
        self.assertEqual(run("batch", "--config", config)[0], 1)
        self.assertEqual(run("batch", "--config", config, "--profile", "flyte-v2")[0], 0)
        self.assertEqual(run("batch", "--profile", "none-such")[0], 1)


    def test_a_status_is_answered_beside_manifests(self):
        application = {"metadata": {"name": "pi", "namespace": "jobs"}, "status": {"applicationState": {"state": "RUNNING"}}}
        case = {"id": 7, "kind": "status", "task_template": {"type": "spark"}, "execution": {}, "now": NOW,
                "application": application, "driver_pod": None}
        cases = [case | {"previous": {"phase": "Running", "version": 3, "reason": "other"}},
                 case | {"application": {"status": []}}, case | {"previous": {"phase": "Walking"}}]
        answers = [json.loads(line) for line in run("batch", text="\n".join(map(json.dumps, cases)))[1].splitlines()]
        self.assertEqual((answers[0]["id"], answers[0]["phase"], answers[0]["version"]), (7, "Running", 4))
        self.assertNotIn("schema", answers[0])
        self.assertEqual([a["error"]["code"] for a in answers[1:]], ["flytespark:8", "flytespark:8"])


class Observe(Files):
    application = {"metadata": {"name": "pi", "namespace": "jobs"},
                   "status": {"applicationState": {"state": "RUNNING"}, "driverInfo":
                              {"podName": "pi-driver", "webUIIngressAddress": "ui.example.org/pi"}}}

    def test_an_application_alone_is_enough(self):
        code, out, err = run("observe", "--app", "-", "--now", NOW, text=json.dumps(self.application))
        self.assertEqual(code, 0, err)
        first, *links = out.splitlines()
        self.assertEqual(first, f"{NOW}  Running           Spark driver UI is ready")
        self.assertEqual([link.split()[0] for link in links], ["+", "+"])
        self.assertIn("Spark Driver UI  https://ui.example.org/pi", out)

    def test_the_last_answer_is_the_next_ones_previous(self):
        application = self.file("app.json", json.dumps(self.application))
        status = run("observe", "--app", application, "--now", NOW, "-o", "json")[1]
        self.assertEqual(json.loads(status)["version"], 0)
        del self.application["status"]["driverInfo"]["webUIIngressAddress"]
        application = self.file("app.json", json.dumps(self.application))
        previous = self.file("status.json", status)
        again = json.loads(run("observe", "--app", application, "--previous", previous, "-o", "json")[1])
        self.assertEqual((again["version"], again["reason"]), (1, ""))

    def test_the_driver_pod_can_fail_the_task(self):
        pod = {"metadata": {"name": "pi-driver", "namespace": "jobs"}, "status": {"phase": "Failed", "reason": "Evicted",
                                                                                  "message": "low disk\u001b[31m"}}
        out = run("observe", "--app", self.file("a.json", json.dumps(self.application)),
                  "--pod", self.file("p.json", json.dumps(pod)))[1]
        self.assertIn("RetryableFailure  Evicted (USER): low disk\\x1b[31m\n", out)

    def test_a_fault_names_the_file_and_the_place(self):
        for option, text, place in [("--app", '{"status": {"driverInfo": 1}}', "/status/driverInfo"),
                                    ("--pod", '{"status": {"phase": []}}', "/status/phase"),
                                    ("--previous", '{"version": -1}', "/version")]:
            files = {"--app": self.file("good.json", json.dumps(self.application)), option: self.file("bad.json", text)}
            code, out, err = run("observe", *[word for pair in files.items() for word in pair])
            self.assertEqual((code, out), (1, ""), option)
            self.assertIn(f"bad.json: {place}: ", err)


class Replay(Files):
    traces = sorted(path for path in (TESTS / "traces").glob("*.jsonl") if not path.name.endswith(".expected.jsonl"))
    config = ["--config", TESTS / "traces/config.yaml"]

    def test_every_answer_is_the_recorded_one(self):
        self.assertEqual(len(self.traces), 8)
        for trace in self.traces:
            code, out, err = run("replay", trace, *self.config, "--all", "-o", "json")
            self.assertEqual(code, 0, err)
            answers = [json.loads(line) for line in out.splitlines()]
            for answer in answers:
                self.assertEqual(answer["answer"].pop("schema"), "flytespark.status/v1")
                answer.pop("verdict", None)
            expected = trace.with_suffix(".expected.jsonl").read_text().splitlines()
            self.assertEqual(answers, [json.loads(line) for line in expected], trace.name)

    def test_a_story_ends_at_the_first_end_and_goes_on_when_asked(self):
        trace = TESTS / "traces/submission_failed.jsonl"
        story, whole = run("replay", trace, *self.config)[1], run("replay", trace, *self.config, "--all")[1]
        self.assertTrue(whole.startswith(story))
        self.assertEqual(story.count("RetryableFailure"), 1)
        self.assertGreater(len(whole), len(story))

    def test_a_trace_that_is_cut_or_repeats_itself_tells_the_same_story(self):
        for trace in self.traces:
            lines = trace.read_text().splitlines(keepends=True)
            story = run("replay", trace, *self.config)[1]
            for cut in range(1, len(lines)):
                self.assertTrue(story.startswith(run("replay", "-", *self.config, text="".join(lines[:cut]))[1]))
                twice = lines[:cut] + lines[cut - 1:]
                self.assertEqual(run("replay", "-", *self.config, text="".join(twice))[1], story, (trace.name, cut))

    def test_pods_may_come_from_a_watch_of_their_own(self):
        trace = TESTS / "traces/driver_failed.jsonl"
        events = [json.loads(line) for line in trace.read_text().splitlines()]
        for event in events:
            del event["resource"]
        parts = [self.file(kind, "".join(json.dumps(event) + "\n" for event in events if event["object"]["kind"] == kind))
                 for kind in ("SparkApplication", "Pod")]
        story = run("replay", trace, *self.config)[1]
        self.assertEqual(run("replay", parts[0], "--pods", parts[1], *self.config)[1], story)
        self.assertNotEqual(run("replay", parts[0], *self.config)[1], story)

    def test_an_application_that_vanishes_is_told(self):
        out = run("replay", TESTS / "traces/executors_then_deleted.jsonl", *self.config)[1]
        self.assertIn("ResourceDeletedExternally (SYSTEM): resource not found, name [default/execs]", out.splitlines()[-1])

    def test_what_is_no_trace_is_refused_with_the_line(self):
        line = (TESTS / "traces/completed.jsonl").read_text().splitlines()[0]
        for text, why in [(line + "\n{", "line 2: "), ("", "no SparkApplication in it"),
                          (line + "\n" + line.replace('"name":"ok"', '"name":"other"').replace('"233"', '"234"'),
                           "events of two applications, default/ok and default/other")]:
            code, _, err = run("replay", "-", text=text)
            self.assertEqual(code, 3)
            self.assertIn(why, err)


class Links(Files):
    def test_templates_serve_any_pod(self):
        config = self.file("flyte.yaml", "plugins: {logs: {kubernetes-enabled: false, templates: [{displayName: 'Of {{.podName}}', "
                           "templateUris: ['https://l/{{.namespace}}/{{ .PODNAME }}/{{.team}}/{{.hostname}}']}]}}")
        arguments = ["links", "--config", config, "--var", "podName=p", "--var", "namespace=n", "--var", "team=t"]
        self.assertEqual(run(*arguments)[1], "Of p  https://l/n/p/t/{{.hostname}}\n")
        log = json.loads(run(*arguments, "-o", "json")[1])["logs"][0]
        self.assertEqual(log["uri"], "https://l/n/p/t/{{.hostname}}")
        request = self.file("request.yaml", "block: {stackdriver-enabled: true, gcp-project: g}\nvariables: {podName: p}\n")
        self.assertIn("Google Cloud Logs  https://console.cloud.google.com/logs/viewer?project=g&", run("links", "--request", request)[1])

    def test_faults_have_places(self):
        request = self.file("request.yaml", "block: {templates: [{messageFormat: json}]}\n")
        code, _, err = run("links", "--request", request)
        self.assertEqual(code, 1)
        self.assertIn("request.yaml: /block/templates/0/messageFormat: ", err)
        for arguments in [["--var", "podName"], ["--block", "none"], ["--request", request, "--block", "logs"]]:
            self.assertEqual(run("links", *arguments)[0], 2, arguments)

    def test_the_example_shows_each_group_when_it_is_due(self):
        config = TESTS.parent / "examples/documents/log_links.yaml"
        self.assertEqual(run("config", "check", "--strict", config)[0], 0)
        out = run("replay", TESTS / "traces/completed.jsonl", "--config", config, "--all", "-o", "json")[1]
        links = {}
        for line in map(json.loads, out.splitlines()):
            logs = line["answer"]["info"]["logs"]
            links[line["state"]] = [f'{log["name"]} {re.search("podName|system_log.*;|containers[.][^;]*|log/[^?]*|/spark-[^/]*$", log["uri"])[0]}'
                                    for log in logs]
        pending = ["Kubernetes Logs log/default/{{ .podName }}/pod", "Cloudwatch Logs system_log.var.log.containers.ok;",
                   "Cloudwatch Logs containers.ok"]
        started = ["Cloudwatch Logs containers.ok-driver", "Kubernetes Logs log/default/ok-driver/pod", *pending[1:]]
        self.assertEqual(links[""], pending)
        self.assertEqual(links["SUBMITTED"], started)
        self.assertEqual(links["RUNNING"], started)
        self.assertEqual(links["COMPLETED"][:-1], started)
        self.assertTrue(links["COMPLETED"][-1].startswith("Spark History UI /spark-"))


class Documents(unittest.TestCase):
    folder = TESTS.parent / "examples/documents"

    def test_each_is_read_without_a_warning(self):
        for arguments in [["render", "--task", f"{TASK}.pb", "--execution", self.folder / "execution.json",
                           "--config", self.folder / "config.yaml", "--cluster", self.folder / "cluster.json"],
                          ["observe", "--app", self.folder / "application.json", "--pod", self.folder / "driver_pod.json",
                           "--previous", self.folder / "status.json", "--config", self.folder / "log_links.yaml"],
                          ["links", "--request", self.folder / "links.json"]]:
            code, out, err = run(*arguments)
            self.assertEqual(code, 0, err)
            self.assertNotEqual(out, "")
            self.assertNotIn("warning", err)

    def test_the_status_is_what_observe_prints(self):
        out = run("observe", "--app", self.folder / "application.json", "--pod", self.folder / "driver_pod.json",
                  "--execution", self.folder / "execution.json", "--config", self.folder / "log_links.yaml",
                  "--now", NOW, "-o", "json")[1]
        self.assertEqual(json.loads(out), json.loads((self.folder / "status.json").read_text()))

    def test_each_member_is_explained(self):
        explained = set(re.findall(r"`([^`]+)`", (self.folder / "README.md").read_text()))
        for path in self.folder.glob("*.json"):
            if path.stem in ("application", "driver_pod"):
                continue  # Kubernetes' own
            self.assertIn(path.name, explained)
            for member in json.loads(path.read_text()):
                self.assertIn(member, explained, path.name)


class Config(Files):
    def test_a_good_configuration_is_good(self):
        code, out, err = run("config", "check", TESTS.parent / "examples/documents/config.yaml", "--strict")
        self.assertEqual(code, 0, err)
        self.assertIn("good", out)

    def test_json_is_read_as_json(self):
        self.assertEqual(run("config", "check", self.file("c.json", '{"plugins":{"k8s":{"scheduler-name":"\\ud83d\\ude00"}}}'))[0], 0)
        self.assertEqual(run("config", "check", self.file("c.json", "plugins: {}"))[0], 1)

    def test_warnings_count_only_when_strict(self):
        config = self.file("c.yaml", "plugins: {k8s: {unheard-of: 1}}")
        code, out, err = run("config", "check", config)
        self.assertEqual(code, 0)
        self.assertIn("with 1 warning\n", out)
        self.assertIn("/plugins/k8s/unheard-of: unknown key, ignored", err)
        self.assertEqual(run("config", "check", config, "--strict")[0], 1)

    def test_faults_have_places(self):
        for text, where in [("plugins:\n  k8s: [1\n", "line 3"),
                            ("plugins: {k8s: {default-memory: lots}}", "/plugins/k8s/default-memory"),
                            ("plugins: {flytespark: {profil: x}}", "/plugins/flytespark/profil")]:
            code, _, err = run("config", "check", "-", text=text)
            self.assertEqual(code, 1, text)
            self.assertIn(where, err)
        self.assertEqual(run("config", "check", "-", text="")[0], 0)


class Completion(unittest.TestCase):
    def test_bash_completes_commands_and_options(self):
        script = run("completion", "bash")[1]
        words = subprocess.run(
            ["bash", "-c", script + 'COMP_WORDS=(flytespark config ""); COMP_CWORD=2; _flytespark; echo "${COMPREPLY[@]}";'
             'COMP_WORDS=(flytespark render --exe); COMP_CWORD=2; _flytespark; echo "${COMPREPLY[@]}"'],
            capture_output=True, check=True, text=True).stdout.splitlines()
        self.assertEqual(words, ["check --help", "--execution"])
        self.assertIn("#compdef flytespark", run("completion", "zsh")[1])
        self.assertEqual(run("completion", "fish")[0], 2)

    def test_help_teaches_by_example(self):
        for command in [[], ["render"], ["observe"], ["replay"], ["links"], ["batch"], ["completion"]]:
            code, out, _ = run(*command, "--help")
            self.assertEqual(code, 0)
            self.assertTrue("xample" in out or "A case:" in out, command)
        self.assertRegex(run("--version")[1], r"^\d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
