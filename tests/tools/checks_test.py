"""Each check, shown a tree that is wrong in one way, says so; shown one that is right, it says nothing."""

import pathlib
import subprocess
import tempfile
import unittest

import check_docs
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


class Docs(unittest.TestCase):
    FILES = {
        "README.md": "See [errors](docs/errors.md#the-codes), lib/context and `include/flytespark.h`.\n",
        "CONTRIBUTING.md": "`lib/base/flyte_line` and lib/context/*.cpp, https://example.org/lib/none\n",
        "include/flytespark.h": """
/* flytespark_gone is only spoken of. */
typedef int32_t flytespark_code;
enum {
  FLYTESPARK_OK = 0,
  FLYTESPARK_LIMIT = 3
};
#define FLYTESPARK_EXPORT
FLYTESPARK_EXPORT void flytespark_build(void);
typedef struct flytespark_api {
  size_t struct_size;
  void (*build)(void);
} flytespark_api;
""",
        "lib/context/k.cpp": """
constexpr ConfigKey<K> kKeys[] = {
    text<&K::name>("name"),  // "quoted"
    since_v2(
        section_list<&K::links, read_link>("links")),
    {"scheme", "one of two", read_scheme},
};
constexpr ConfigKey<L> kOthers[] = {
    until_v2<L>({"old", "section", read_old}),
};
""",
        "lib/base/flyte_line.hpp": """
// Differs: as told.
struct FlyteLine {
  // A comment.
  bool mode = true;  // and = one more
  std::string_view text = "";
};
inline constexpr FlyteLine kOther = {.mode = false};
""",
        "tests/unit/a_test.cpp": 'TEST_CASE("a thing is so",\n          "[a]") {}\nTEST_CASE(\n    "b is (too)") {}\n',
        "docs/config.md": """
Read by `kKeys` and `kOthers` in `lib/context/k.cpp`. More.

| key | type | line | effect |
|---|---|---|---|
| `name` | text | | a `\\|` b |
| `links` | list | v2 | |
| `scheme` | text | | |
| `old` | section | v1 | |

| type | what |
|---|---|
| text | `no-key` |
""",
        "docs/errors.md": """
# The codes

| code | number | at fault |
|---|---|---|
| `FLYTESPARK_OK` | 0 | nothing |
| `FLYTESPARK_LIMIT` | 3 | the input |

Ask `flytespark_build` or `api->build`, up to `api.struct_size`, as FLYTESPARK_1 says. As `examples/c_host.c` does:

```c
int main(void) {
```
""",
        "examples/c_host.c": "/* A host. */\nint main(void) {\n}\n",
        "docs/profiles.md": """
| member | newer |
|---|---|
| `mode` | x |

| shows | test case in `tests/unit/a_test.cpp` |
|---|---|
| mode | a thing is so |

| member | newer |
|---|---|
| `text` | y |

## Deliberate differences

- `lib/base/flyte_line.hpp`: one. Test case: "b is
  (too)" in `tests/unit/a_test.cpp`.

## Others

- `lib/context/k.cpp`: none. [Above](#deliberate-differences)
""",
    }

    def faults(self, path=None, old="", new=""):
        files = dict(self.FILES)
        if path is not None:
            self.assertEqual(files[path].count(old), 1, old)
            files[path] = files[path].replace(old, new)
        with Tree(files) as root:
            return check_docs.faults(root)

    def test_docs_that_agree_with_the_code_pass(self):
        self.assertEqual(self.faults(), [])

    def test_each_disagreement_is_found_where_it_is(self):
        for path, old, new, fault in [
            ("lib/context/k.cpp", '    {"scheme"', '    text<&K::more>("more"),\n    {"scheme"',
             "lib/context/k.cpp:6: docs/config.md lacks the key more of kKeys"),
            ("lib/context/k.cpp", '    until_v2', '    text<&L::more>("more"),\n    until_v2',
             "lib/context/k.cpp:9: docs/config.md lacks the key more of kOthers"),
            ("docs/config.md", "| `scheme` |", "| `schema` |", "docs/config.md:8: `kKeys` and `kOthers` of"),
            ("docs/config.md", "| list | v2 |", "| list | |", "docs/config.md:7: in lib/context/k.cpp the line"),
            ("docs/config.md", "| section | v1 |", "| section | v2 |", "docs/config.md:9: "),
            ("docs/errors.md", "| 3 |", "| 4 |", "docs/errors.md:7: include/flytespark.h says of FLYTESPARK_LIMIT: 3"),
            ("include/flytespark.h", "  FLYTESPARK_LIMIT = 3", "  FLYTESPARK_LIMIT = 3,\n  FLYTESPARK_NEW = 4",
             "include/flytespark.h:7: docs/errors.md lacks FLYTESPARK_NEW"),
            ("lib/base/flyte_line.hpp", "  std::string", "  int room = 1;\n  std::string",
             "lib/base/flyte_line.hpp:6: docs/profiles.md lacks room"),
            ("docs/profiles.md", "| `mode` |", "| `mode` | z |\n| `mood` |",
             "docs/profiles.md:5: FlyteLine has no member mood"),
            ("lib/base/flyte_line.hpp", "  // A comment.\n  bool mode = true;  // and = one more\n"
             '  std::string_view text = "";', '  std::string_view text = "";\n  bool mode = true;',
             "docs/profiles.md:4: mode stands where text should"),
            ("lib/context/k.cpp", "\nconstexpr ConfigKey<K>", "\n// Differs: now.\nconstexpr ConfigKey<K>",
             "lib/context/k.cpp:2: docs/profiles.md does not tell of this difference"),
            ("lib/base/flyte_line.hpp", "Differs", "Kept", "docs/profiles.md:16: lib/base/flyte_line.hpp says no"),
            ("docs/errors.md", "Ask `flytespark_build`", "Ask `flytespark_gone`",
             "docs/errors.md:9: include/flytespark.h has no flytespark_gone"),
            ("docs/errors.md", "FLYTESPARK_1", "FLYTESPARK_NONE", "docs/errors.md:9: include/flytespark.h has no"),
            ("docs/errors.md", "api->build", "api->bild", "docs/errors.md:9: flytespark_api has no slot bild"),
            ("examples/c_host.c", "(void)", "()", "docs/errors.md:12: examples/c_host.c does not hold these lines"),
            ("docs/config.md", "Read by", "Told by", "docs/config.md:4: who reads these keys?"),
            ("docs/profiles.md", "| a thing is so |", "| a thing is |",
             "docs/profiles.md:8: tests/unit/a_test.cpp has no test case"),
            ("docs/profiles.md", "(too)", "(two)", "docs/profiles.md:16: tests/unit/a_test.cpp has no test case"),
            ("README.md", "docs/errors.md#", "docs/error.md#", "README.md:1: the link docs/error.md#the-codes leads"),
            ("README.md", "#the-codes", "#codes", "README.md:1: the link docs/errors.md#codes leads nowhere"),
            ("README.md", "lib/context", "lib/contents", "README.md:1: there is no lib/contents"),
            ("CONTRIBUTING.md", "flyte_line`", "flyte_lines`", "CONTRIBUTING.md:1: there is no lib/base/flyte_lines"),
            ("CONTRIBUTING.md", "*.cpp", "*.c", "CONTRIBUTING.md:1: there is no lib/context/*.c"),
        ]:
            with self.subTest(path=path, new=new):
                faults = self.faults(path, old, new)
                self.assertTrue(any(told.startswith(fault) for told in faults), faults)


if __name__ == "__main__":
    unittest.main()
