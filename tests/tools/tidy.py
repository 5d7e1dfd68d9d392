"""The C++ files that ship -> what clang-tidy finds in them and in the headers they include.

A file is looked at again only when it, a header below it, the rules or clang-tidy itself changed: a finding-free run
leaves a mark under the name of the hash of all four. With --fix-includes nothing is reported: #include lines that are
missing are written, and those without a use taken out.
"""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys
import time

import tree

TIDY = "clang-tidy-19"
# Tests and the command line are left out for time (CLI11 alone takes a minute a file), and because two compilers with
# every warning on read them anyway. The two others hold no line written by hand.
CHECKED = re.compile(r"^(lib|capi|examples)/(?!base/boost_json\.cpp$|k8s/core_v1\.cpp$).*\.cpp$")


def preprocessed(entry):
    """The preprocessor on all that the compiler sees of a file; comments too, since a NOLINT is one."""
    command = shlex.split(entry["command"])
    compiler = next(i for i, word in enumerate(command) if "clang" in pathlib.Path(word).name)
    output = command.index("-o")
    command = command[compiler:output] + command[output + 2:]
    return subprocess.run([*command, "-E", "-C"], cwd=entry["directory"], capture_output=True)


def look_at(path, entry, rules, arguments):
    """Prints what clang-tidy found; the path, or nothing when there was nothing."""
    source = preprocessed(entry)
    if source.returncode != 0:
        return source.stderr.decode()
    mark = arguments.cache / hashlib.sha256(rules + source.stdout).hexdigest()
    if mark.exists():
        return ""
    started = time.monotonic()
    tidy = subprocess.run([TIDY, "--quiet", "-p", str(arguments.build), path], cwd=tree.REPOSITORY,
                          capture_output=True, text=True)
    print(f"{path} {time.monotonic() - started:.1f} s", flush=True)
    if tidy.returncode == 0:
        mark.touch()
        return ""
    print(tidy.stdout, flush=True)
    return path


def fix_includes(path, arguments):
    subprocess.run([TIDY, "--quiet", "--checks=-*,misc-include-cleaner", "--fix", "-p", str(arguments.build), path],
                   cwd=tree.REPOSITORY, capture_output=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True, help="has compile_commands.json, by clang")
    parser.add_argument("--cache", type=pathlib.Path, required=True, help="where the marks lie")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fix-includes", action="store_true")
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)

    version = subprocess.run([TIDY, "--version"], check=True, capture_output=True).stdout
    rules = version + (tree.REPOSITORY / ".clang-tidy").read_bytes()
    entries = {pathlib.Path(entry["file"]).relative_to(tree.REPOSITORY).as_posix(): entry
               for entry in json.loads((arguments.build / "compile_commands.json").read_text())}
    paths = sorted(path for path in entries if CHECKED.match(path))
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        if arguments.fix_includes:
            list(pool.map(lambda path: fix_includes(path, arguments), paths))
            return 0
        answers = pool.map(lambda path: look_at(path, entries[path], rules, arguments), paths)
        return tree.report([answer for answer in answers if answer], f"clang-tidy, {len(paths)} files")


if __name__ == "__main__":
    sys.exit(main())
