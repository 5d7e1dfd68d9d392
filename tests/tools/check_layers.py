"""The #include lines of the tree -> those that point against the data's way.

A folder may include what stands below it, and itself:

    include/flytespark/ <- lib/base <- lib/k8s, lib/proto, lib/links <- lib/task <- lib/context
        <- lib/resolve <- lib/manifest
        <- lib/observe
    capi       everything above: it is the edge
    examples   include/flytespark.h and include/flytespark.hpp alone: they are hosts
    cli        a host too; it reads and writes its documents with lib/base, and reaches no stage but through the C ABI

lib/k8s, lib/proto and lib/links do not know each other, nor does lib/observe know lib/resolve and lib/manifest. A folder that this file does not name is a fault too, so
that a new one has to say where it stands. Tests may include anything.
"""

import re
import sys

import tree

CPP_API = "include/flytespark/"
C_ABI = "include/flytespark.h"
CPP_WRAPPER = "include/flytespark.hpp"

BASE = [CPP_API, "lib/base/"]
TYPES = BASE + ["lib/k8s/", "lib/proto/", "lib/links/"]
INPUTS = TYPES + ["lib/task/", "lib/context/"]
STAGES = INPUTS + ["lib/resolve/", "lib/manifest/", "lib/observe/"]

# Place -> what it may include besides itself. A place is a folder, or one file.
MAY_INCLUDE = {
    CPP_API: [],
    C_ABI: [],
    CPP_WRAPPER: [C_ABI],
    "lib/base/": BASE,
    "lib/k8s/": BASE,
    "lib/proto/": BASE,
    "lib/links/": BASE,
    "lib/task/": TYPES,
    "lib/context/": TYPES + ["lib/task/"],
    "lib/resolve/": INPUTS,
    "lib/manifest/": INPUTS + ["lib/resolve/"],
    "lib/observe/": INPUTS,
    "capi/": STAGES + [C_ABI, CPP_WRAPPER],
    "cli/": ["lib/base/", C_ABI, CPP_WRAPPER],
    "examples/": [C_ABI, CPP_WRAPPER],
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^">]+)[">]', re.MULTILINE)
OURS = re.compile(r"(lib|capi|cli|examples|tests|bindings)/")


def stands_in(path, place):
    return path.startswith(place) if place.endswith("/") else path == place


def included_path(name, path, root):
    """The path in the tree that an #include in `path` names; None for what comes from elsewhere."""
    if (root / "include" / name).is_file() or name.startswith("flytespark"):
        return "include/" + name
    if OURS.match(name):
        return name
    beside = ((root / path).parent / name).resolve()
    return beside.relative_to(root.resolve()).as_posix() if beside.is_file() else None


def faults_of_file(path, root):
    place = next((place for place in MAY_INCLUDE if stands_in(path, place)), None)
    if place is None:
        return [f"{path}: check_layers.py does not say what its folder may include"]
    found = []
    text = (root / path).read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        target = included_path(match[1], path, root)
        if target is not None and not any(stands_in(target, below) for below in [place, *MAY_INCLUDE[place]]):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path}:{line}: {place.rstrip('/')} must not include {target}")
    return found


def faults(root):
    sources = [f"{folder}/*.{suffix}" for folder in ("include", "lib", "capi", "cli", "examples")
               for suffix in ("h", "hpp", "c", "cpp")]
    return [fault for path in tree.files(root, *sources) for fault in faults_of_file(path, root)]


if __name__ == "__main__":
    sys.exit(tree.report(faults(tree.REPOSITORY), "layers"))
