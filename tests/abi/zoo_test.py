#!/usr/bin/env python3
"""Plugins that are each wrong in one way, and what the host of examples/c_host makes of them.

    zoo_test.py ROOT C_HOST LIBRARY
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT, C_HOST, LIBRARY = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
DOCUMENTS = ROOT / "examples/documents"
TASK = ROOT / "tests/templates/v1/basic__estimate_pi.pb"

# What the plugin does to its table, and why it is refused.
REFUSED = {
    "code = FLYTESPARK_INTERNAL": "flytespark_get_api answered 12",
    "code = 9999": "flytespark_get_api answered 9999",
    "code = FLYTESPARK_UNSUPPORTED_ABI; memset(api, 0, api_size)": "speaks ABI 1, this host speaks ABI 1",
    "memset(api, 0, api_size)": "a table that cannot be: ABI 0, 0 of",
    "api->struct_size = api_size + 1": "a table that cannot be: ABI 1",
    "api->struct_size = (size_t)-1": "a table that cannot be: ABI 1",
    "api->abi_major = 2": "a table that cannot be: ABI 2",
}
NEEDED = ["plugin_new", "plugin_free", "task_new", "task_free", "build", "error_message", "error_details", "error_free",
          "buffer_release"]


class Zoo(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def plugin(self, wrong, *flags):
        out = self.folder / "plugin.so"
        subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-I", ROOT / "tests/abi/v1_0",
                        f"-DWRONG={wrong}", *flags, ROOT / "tests/abi/zoo/plugin.c", "-o", out], check=True)
        return out

    def host(self, library, *options, environment=None):
        """Exit code, what was answered, what was said. A host that dies has a negative code."""
        command = [C_HOST, *(["-l", library] if library else []), *options, TASK, DOCUMENTS / "execution.json"]
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=60, env={**os.environ, **(environment or {})})
        return done.returncode, done.stdout, done.stderr

    def refuses(self, library, why, **options):
        code, answered, said = self.host(library, **options)
        self.assertEqual((code, answered), (1, ""), said)
        self.assertIn(why, said)

    def answers(self, library, *options, **named):
        code, answered, said = self.host(library, *options, **named)
        self.assertEqual(code, 0, said)
        return answered, said

    # ---- refused

    def test_tables(self):
        for wrong, why in REFUSED.items():
            with self.subTest(wrong):
                self.refuses(self.plugin(wrong), why)

    def test_each_function_that_is_needed(self):
        for slot in NEEDED:
            with self.subTest(slot):
                self.refuses(self.plugin(f"api->{slot} = NULL"), "lacks a function that this host needs")

    def test_no_entry(self):
        self.refuses(self.plugin("(void)0", "-DENTRY=another_entry"), "it has no flytespark_get_api")

    def test_a_symbol_that_nobody_has(self):
        self.refuses(self.plugin("(void)0", "-DNEEDS=nobody_has_this"), "undefined symbol: nobody_has_this")

    def test_files_that_are_no_library(self):
        whole = LIBRARY.read_bytes()
        for name, content in [("empty.so", b""), ("text.so", b"#!/bin/sh\n"), ("cut.so", whole[:64])]:
            path = self.folder / name
            path.write_bytes(content)
            with self.subTest(name):
                self.refuses(path, str(path))
        self.refuses(self.folder, str(self.folder))
        self.refuses(self.folder / "missing.so", "missing.so")

    # ---- survived

    def test_an_older_minor_builds_and_says_what_it_cannot(self):
        answered, said = self.answers(self.plugin("(void)0"), "-a", DOCUMENTS / "application.json")
        self.assertEqual(answered, '{"kind":"SparkApplication","from":"1.0"}\n')
        self.assertIn("the library speaks ABI 1.0, observing came with 1.1", said)

    def test_a_code_that_the_header_does_not_have(self):
        self.refuses(self.plugin("api->build = build_fails"), "c_host: error 9999: ")

    def test_an_answer_of_nothing(self):
        self.assertEqual(self.answers(self.plugin("api->build = build_nothing"))[0], "\n")

    # ---- found

    def test_the_library_is_the_one_that_is_named(self):
        old = self.plugin("(void)0")
        shutil.copy(LIBRARY, self.folder / "libflytespark.so.1")
        system = {"LD_LIBRARY_PATH": str(self.folder), "FLYTESPARK_LIBRARY": ""}
        self.assertIn('"from":"1.0"', self.answers(old, environment={"FLYTESPARK_LIBRARY": str(LIBRARY)})[0])
        self.assertIn('"from":"1.0"', self.answers(None, environment={**system, "FLYTESPARK_LIBRARY": str(old)})[0])
        self.assertIn("sparkoperator.k8s.io", self.answers(None, environment=system)[0])

    def test_a_name_that_leads_nowhere_is_not_passed_over(self):
        shutil.copy(LIBRARY, self.folder / "libflytespark.so.1")
        self.refuses(None, "nowhere.so", environment={"LD_LIBRARY_PATH": str(self.folder),
                                                      "FLYTESPARK_LIBRARY": "nowhere.so"})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
