#!/usr/bin/env python3
"""What a compiled host knows of flytespark.h: sizes, offsets, types and numbers, as JSON.

    layout.py show HEADER                       the layout
    layout.py check HEADER GOLDEN RELEASED...   is it that of the golden, and does it begin with each released header's?

A compiler says sizes and offsets; the header's own text says the types. Within a major, structs only grow at their
end, and no number changes but the minor and the limits, which only grow: so a released layout is a prefix of every
later one.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

COMMENT = re.compile(r"/\*.*?\*/", re.S)
STRUCT = re.compile(r"typedef struct (\w+) \{(.*?)\} \1;", re.S)
NAME = re.compile(r"\(\*(\w+)\)\(|(\w+)$")
NUMBER = re.compile(r"^#define (FLYTESPARK_\w+) \(?(-?\d+)\)?\s*$|\b(FLYTESPARK_\w+) = (-?\d+)", re.M)
MAY_GROW = re.compile("FLYTESPARK_(ABI_MINOR|MAX_.*)")


def structs_of(header):
    """{struct: [(field, type)]}; the type is the declaration without the name."""
    found = {}
    for name, body in STRUCT.findall(header):
        fields = []
        for declaration in body.split(";"):
            declaration = " ".join(declaration.split())
            if not declaration:
                continue
            match = NAME.search(declaration)
            field = match[1] or match[2]
            fields.append((field, re.sub(rf"\b{field}\b", "", declaration, count=1).strip()))
        found[name] = fields
    return found


def numbers_of(header):
    return {constant or enumerator: int(value or number)
            for constant, value, enumerator, number in NUMBER.findall(header)}


def program_for(structs):
    lines = ['#include "flytespark.h"', "#include <stddef.h>", "#include <stdio.h>", "int main(void) {"]
    for name, fields in structs.items():
        lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
        for field, _ in fields:
            lines.append(f'printf("{name}.{field} %zu %zu\\n", offsetof({name}, {field}), sizeof((({name}*)0)->{field}));')
    return "\n".join([*lines, "return 0; }"])


def compiled(path, source):
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "layout"
        subprocess.run([os.environ.get("CC", "cc"), "-x", "c", "-", "-I", path.parent, "-o", program], input=source,
                       text=True, check=True)
        return subprocess.run([program], capture_output=True, text=True, check=True, timeout=60).stdout


def layout_of(path):
    header = COMMENT.sub("", path.read_text())
    structs = structs_of(header)
    said = {line.split()[0]: list(map(int, line.split()[1:])) for line in compiled(path, program_for(structs)).splitlines()}
    return {
        "structs": {name: {
            "size": said[name][0],
            "fields": [{"name": field, "offset": said[f"{name}.{field}"][0], "size": said[f"{name}.{field}"][1],
                        "type": type_} for field, type_ in fields],
        } for name, fields in structs.items()},
        "numbers": numbers_of(header),
    }


def not_a_prefix(released, current):
    """What a host of the released header would find otherwise."""
    for name, struct in released["structs"].items():
        now = current["structs"].get(name)
        if now is None:
            yield f"{name} is gone"
            continue
        for index, field in enumerate(struct["fields"]):
            if index >= len(now["fields"]) or now["fields"][index] != field:
                there = now["fields"][index] if index < len(now["fields"]) else "nothing"
                yield f"{name}.{field['name']}: was {field}, now there is {there}"
    for name, number in released["numbers"].items():
        now = current["numbers"].get(name)
        if now != number and not (MAY_GROW.fullmatch(name) and now is not None and now > number):
            yield f"{name} was {number}, now it is {now}"


def text_of(layout):
    """One field a line, so that a change shows in a diff."""
    fields = lambda struct: ",\n".join("      " + json.dumps(field) for field in struct["fields"])  # noqa: E731
    structs = ",\n".join(f'    "{name}": {{"size": {struct["size"]}, "fields": [\n{fields(struct)}\n    ]}}'
                         for name, struct in layout["structs"].items())
    numbers = ",\n".join(f'    "{name}": {number}' for name, number in layout["numbers"].items())
    return f'{{\n  "structs": {{\n{structs}\n  }},\n  "numbers": {{\n{numbers}\n  }}\n}}\n'


def check(header, golden, released):
    current = layout_of(header)
    faults = [f"{path}: {fault}" for path in released for fault in not_a_prefix(layout_of(path), current)]
    if json.loads(golden.read_text()) != current:
        faults.append(f"{golden} is not the layout of {header}; if the change only adds, write it anew: "
                      f"{pathlib.Path(__file__).name} show {header} > {golden}")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=["show", "check"])
    parser.add_argument("header", type=pathlib.Path)
    parser.add_argument("golden", type=pathlib.Path, nargs="?")
    parser.add_argument("released", type=pathlib.Path, nargs="*")
    options = parser.parse_args()
    if options.command == "show":
        sys.stdout.write(text_of(layout_of(options.header)))
        return 0
    faults = check(options.header, options.golden, options.released)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
