"""Each check, shown a tree that is wrong in one way, says so; shown one that is right, it says nothing."""

import pathlib
import subprocess
import tempfile
import unittest

import check_headers
import check_layers
import check_text


class Tree:
    """A throw-away repository of a few files, as (path, text) pairs."""

    def __init__(self, files):
        self.files = files

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(self.folder.name)
        subprocess.run(["git", "init", "--quiet", str(root)], check=True)
        for path, text in self.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return root

    def __exit__(self, *_):
        self.folder.cleanup()


class Layers(unittest.TestCase):
    def faults(self, path, include, others=()):
        with Tree({path: f"#include <string>\n  # include {include}\n", **dict.fromkeys(others, "")}) as root:
            return check_layers.faults(root)

    def test_arrows_along_the_chain_pass(self):
        for path, include in [
            ("lib/base/arena.cpp", '"lib/base/arena.hpp"'),
            ("lib/base/json.cpp", '"flytespark/error.hpp"'),
            ("lib/k8s/decode.cpp", '"lib/base/value.hpp"'),
            ("lib/task/spark_job.cpp", '"lib/proto/reader.hpp"'),
            ("lib/context/execution.cpp", '"lib/k8s/decode.hpp"'),
            ("lib/context/execution.cpp", '"lib/task/spark_job.hpp"'),
            ("lib/resolve/spark_conf.cpp", '"lib/context/execution.hpp"'),
            ("lib/manifest/build.cpp", '"lib/task/spark_job.hpp"'),
            ("capi/build_c.cpp", '"lib/manifest/build.hpp"'),
            ("capi/build_c.cpp", '"flytespark.h"'),
            ("include/flytespark.hpp", '"flytespark.h"'),
            ("include/flytespark/task.hpp", '"flytespark/plugin.hpp"'),
            ("cli/render.cpp", "<flytespark.hpp>"),
            ("cli/render.cpp", '"cli/exit_code.hpp"'),
            ("cli/render.cpp", '"lib/base/buffer.hpp"'),
            ("examples/c_host/main.c", '"flytespark.h"'),
            ("tests/unit/base/arena_test.cpp", '"lib/base/arena.hpp"'),
        ]:
            with self.subTest(path=path, include=include):
                self.assertEqual(self.faults(path, include), [])

    def test_arrows_against_the_chain_fail(self):
        for path, include in [
            ("lib/base/arena.cpp", '"lib/k8s/schema.hpp"'),
            ("lib/base/arena.cpp", '"flytespark.h"'),
            ("lib/k8s/decode.cpp", '"lib/proto/reader.hpp"'),
            ("lib/proto/reader.cpp", '"lib/k8s/decode.hpp"'),
            ("lib/task/spark_job.cpp", '"lib/context/execution.hpp"'),
            ("lib/context/execution.cpp", '"lib/resolve/spark_conf.hpp"'),
            ("lib/resolve/spark_conf.cpp", '"lib/manifest/build.hpp"'),
            ("lib/manifest/build.cpp", '"capi/guard.hpp"'),
            ("lib/manifest/build.cpp", '"cli/render.hpp"'),
            ("include/flytespark/task.hpp", '"lib/base/value.hpp"'),
            ("include/flytespark/task.hpp", '"flytespark.h"'),
            ("include/flytespark.h", '"flytespark.hpp"'),
            ("include/flytespark.hpp", '"flytespark/error.hpp"'),
            ("cli/render.cpp", "<flytespark/task.hpp>"),
            ("cli/render.cpp", '"lib/manifest/build.hpp"'),
            ("examples/cpp_link/main.cpp", '"flytespark/error.hpp"'),
        ]:
            with self.subTest(path=path, include=include):
                faults = self.faults(path, include)
                self.assertEqual(len(faults), 1, faults)
                self.assertTrue(faults[0].startswith(f"{path}:2: "), faults[0])

    def test_a_file_named_from_beside_it_is_found(self):
        self.assertEqual(len(self.faults("include/flytespark.h", '"flytespark_kube.h"',
                                         ["include/flytespark_kube.h"])), 2)

    def test_a_folder_without_a_place_fails(self):
        self.assertEqual(len(self.faults("lib/misc/all.cpp", "<vector>")), 1)


class Text(unittest.TestCase):
    def test_clean_files_pass(self):
        with Tree({"a.cpp": "int a;\n", "b.md": "caf\u00e9\n", "tests/vectors/c.json": "{} "}) as root:
            self.assertEqual(check_text.faults(root), [])

    def test_each_fault_is_found(self):
        for path, text in [("a.cpp", "int a; \n"), ("a.cpp", "int a;\t\n"), ("a.cpp", "int a;\r\n"), ("a.md", "a"),
                           ("a.cpp", "// caf\u00e9\n"), ("lib/CMakeLists.txt", "# caf\u00e9\n"), ("dev", "# \u2192\n")]:
            with self.subTest(path=path, text=text), Tree({path: text}) as root:
                self.assertEqual(len(check_text.faults(root)), 1)


class Headers(unittest.TestCase):
    def faults(self, path, text):
        with Tree({path: text}) as root:
            return check_headers.faults(root, 1)

    def test_a_header_that_needs_nothing_else_passes(self):
        self.assertEqual(self.faults("a.hpp", "#pragma once\n#include <string>\nstruct A { std::string name; };\n"), [])

    def test_a_missing_include_fails(self):
        self.assertEqual(len(self.faults("a.hpp", "#pragma once\nstruct A { std::string name; };\n")), 1)

    def test_a_missing_guard_fails(self):
        self.assertEqual(len(self.faults("a.hpp", "struct A {};\n")), 1)


if __name__ == "__main__":
    unittest.main()
