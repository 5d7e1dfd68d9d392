"""Each header, compiled alone -> those that lean on what their users happen to include before them.

Included twice, because a missing guard shows only then. The C header has a test of its own (tests/capi/header_test.sh).
"""

import argparse
import concurrent.futures
import os
import subprocess
import sys

import tree

COMPILE = [os.environ.get("CXX", "c++"), "-x", "c++", "-std=c++20", "-DFMT_HEADER_ONLY=1", "-Wall", "-Wextra", "-Werror",
           "-I.", "-Iinclude", "-fsyntax-only", "-"]


def fault_of_header(path, root):
    compiler = subprocess.run(COMPILE, cwd=root, input=f'#include "{path}"\n' * 2, capture_output=True, text=True)
    return None if compiler.returncode == 0 else f"{path} does not compile alone:\n{compiler.stderr}"


def faults(root, jobs):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        answers = pool.map(lambda path: fault_of_header(path, root), tree.files(root, "*.hpp"))
        return [fault for fault in answers if fault]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2)
    sys.exit(tree.report(faults(tree.REPOSITORY, parser.parse_args().jobs), "headers"))
