#!/usr/bin/env python3
"""The command line, as a user meets it: answers, exit codes, and errors that name file, pointer and what to do."""

import json
import pathlib
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
        for command in [[], ["render"], ["batch"], ["completion"]]:
            code, out, _ = run(*command, "--help")
            self.assertEqual(code, 0)
            self.assertTrue("xample" in out or "A case:" in out, command)
        self.assertRegex(run("--version")[1], r"^\d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
