"""The text files of the tree -> lines that end in space, files that end without a newline, sources beyond ASCII.

Recorded documents (tests/vectors, tests/templates) are data, and left as they are; so is what the examples print.
"""

import re
import sys

import tree

DATA = re.compile(r"(^tests/(vectors|templates)/|\.(pb|gz|jsonl)$)")
SOURCE = re.compile(r"(\.(hpp|cpp|h|c|cmake|py|go|map)|(^|/)(dev|run|CMakeLists\.txt))$")


def faults_of_file(path, text):
    """`text` is the file's bytes."""
    found = []
    if text and not text.endswith(b"\n"):
        found.append(f"{path}: the last line does not end")
    for number, line in enumerate(text.split(b"\n"), 1):
        if line.endswith((b" ", b"\t", b"\r")):
            found.append(f"{path}:{number}: the line ends in white space")
        if SOURCE.search(path) and not line.isascii():
            found.append(f"{path}:{number}: a source is ASCII; write the character as an escape")
    return found


def faults(root):
    paths = [path for path in tree.files(root) if not DATA.search(path)]
    return [fault for path in paths for fault in faults_of_file(path, (root / path).read_bytes())]


if __name__ == "__main__":
    sys.exit(tree.report(faults(tree.REPOSITORY), "text"))
