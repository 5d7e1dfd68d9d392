#!/usr/bin/env python3
"""Each proof of the ABI is broken on purpose, and has to notice.

    controls_test.py ROOT LIBRARY PROGRAMS     PROGRAMS: the folder of the programs of tests/abi
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv[1])
LIBRARY = pathlib.Path(sys.argv[2]).resolve()
PROGRAMS = pathlib.Path(sys.argv[3])
HERE = ROOT / "tests/abi"
HEADER = ROOT / "include/flytespark.h"
GOLDEN = ROOT / "capi/abi/layout.json"
RELEASED = sorted(HERE.glob("v*/flytespark.h"))


def run(*command):
    """Exit code, and all that was said."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=300)
    return done.returncode, done.stdout


class Controls(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def library(self, source, *flags):
        out = self.folder / "mutant.so"
        subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", *map(str, flags), source, "-o", out, "-ldl"],
                       check=True)
        return out

    def plugin(self, mutation, *flags):
        return self.library(HERE / "v1_0/plugin.c", "-I", HERE / "v1_0", f"-DMUTATION={mutation}", *flags)

    def noticed(self, said, *command):
        """The command fails and says so."""
        code, output = run(*command)
        self.assertNotEqual(code, 0, output)
        self.assertIn(said, output)

    # ---- layout

    def check_layout(self, change):
        header = self.folder / "flytespark.h"
        text = change(HEADER.read_text())
        self.assertNotEqual(text, HEADER.read_text())
        header.write_text(text)
        return run(HERE / "layout.py", "check", header, GOLDEN, *RELEASED)

    def test_the_layout_as_it_is(self):
        self.assertEqual(run(HERE / "layout.py", "check", HEADER, GOLDEN, *RELEASED), (0, ""))

    def test_a_slot_in_the_middle(self):
        code, output = self.check_layout(
            lambda text: text.replace("  void (*task_free)(", "  void (*in_between)(void);\n  void (*task_free)("))
        self.assertEqual(code, 1)
        self.assertIn("flytespark_api.task_free: was", output)

    def test_two_slots_swapped(self):
        swap = {"plugin_free": "task_free", "task_free": "plugin_free"}
        code, output = self.check_layout(
            lambda text: re.sub(r"\(\*(plugin_free|task_free)\)", lambda match: f"(*{swap[match[1]]})", text))
        self.assertEqual(code, 1)
        self.assertIn("flytespark_api.plugin_free: was", output)

    def test_another_type_of_the_same_size(self):
        code, output = self.check_layout(lambda text: text.replace("  uint32_t abi_minor;", "  int32_t abi_minor;"))
        self.assertEqual(code, 1)
        self.assertIn("flytespark_api.abi_minor: was", output)

    def test_a_field_that_is_gone(self):
        code, output = self.check_layout(lambda text: text.replace("  void *private_data;\n", ""))
        self.assertEqual(code, 1)
        self.assertIn("flytespark_buffer.private_data: was", output)

    def test_a_code_renumbered(self):
        code, output = self.check_layout(lambda text: text.replace("FLYTESPARK_LIMIT = 3", "FLYTESPARK_LIMIT = 33"))
        self.assertEqual(code, 1)
        self.assertIn("FLYTESPARK_LIMIT was 3, now it is 33", output)

    def test_a_lower_limit(self):
        code, output = self.check_layout(lambda text: text.replace("MAX_DEPTH 64", "MAX_DEPTH 63"))
        self.assertEqual(code, 1)
        self.assertIn("FLYTESPARK_MAX_DEPTH was 64, now it is 63", output)

    def test_what_only_adds_asks_for_a_new_golden_alone(self):
        code, output = self.check_layout(
            lambda text: text.replace("} flytespark_api;", "  void (*newer)(void);\n} flytespark_api;"))
        self.assertEqual(code, 1)
        self.assertNotIn(": was", output)
        self.assertIn("write it anew", output)

    # ---- header, exports

    def check_header(self, name, change):
        shutil.copytree(ROOT / "include", self.folder / "include")
        path = self.folder / "include" / name
        path.write_text(change(path.read_text()))
        return run(ROOT / "tests/capi/header_test.sh", self.folder)

    def test_a_comment_of_a_later_c(self):
        code, output = self.check_header("flytespark.h", lambda text: text.replace("#define FLYTESPARK_H\n",
                                                                                    "#define FLYTESPARK_H\n// c99\n"))
        self.assertEqual(code, 1, output)
        self.assertIn("-std=c89 refuses it", output)

    def test_a_header_that_is_not_guarded(self):
        code, output = self.check_header("flytespark.h", lambda text: text.replace("#ifndef FLYTESPARK_H", "#if 1"))
        self.assertEqual(code, 1, output)

    def test_a_symbol_that_the_golden_lacks(self):
        golden = self.folder / "exports.txt"
        golden.write_text("".join((ROOT / "capi/abi/exports.txt").read_text().splitlines(True)[:-1]))
        self.noticed("does not export what", ROOT / "tests/capi/exports_test.sh", LIBRARY, golden)

    # ---- peers

    def test_a_plugin_that_writes_behind_the_table(self):
        self.noticed("wrote behind the table", PROGRAMS / "v1_0_host", self.plugin(1))
        self.noticed("written behind the table", PROGRAMS / "new_host", self.plugin(1))

    def test_a_plugin_that_claims_more_than_it_filled(self):
        self.noticed("the table is not full", PROGRAMS / "v1_0_host", self.plugin(2))

    def test_a_plugin_of_another_major(self):
        self.noticed("no table", PROGRAMS / "v1_0_host", self.plugin(3))

    def test_a_plugin_that_lacks_a_function(self):
        self.noticed("the wrong functions", PROGRAMS / "new_host", self.plugin(4))

    # ---- life

    def test_a_library_that_stays(self):
        self.noticed("stays mapped", PROGRAMS / "lifecycle", self.plugin(0, "-Wl,-z,nodelete"), 3)

    def test_a_library_that_builds_otherwise_each_time(self):
        self.noticed("builds otherwise", PROGRAMS / "lifecycle", self.plugin(5), 3)

    def test_scarce_memory_and_a_forgetful_library(self):
        for fault, said in [(1, "keeps memory"), (2, "another code"), (3, "no error object"),
                            (4, "an output is not empty"), (5, "another answer")]:
            library = self.library(HERE / "forgetful.c", "-I", ROOT / "include", f"-DFAULT={fault}",
                                   f'-DREAL="{LIBRARY}"')
            self.noticed(f"build, allocation 0: {said}", PROGRAMS / "scarcity", library)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
