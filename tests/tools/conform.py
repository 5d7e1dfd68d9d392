#!/usr/bin/env python3
"""Ask the built library every case of a folder and compare its answers with those of the reference.

A folder holds cases-NN.jsonl[.gz], out-NN.jsonl[.gz] and config-NN.yaml, line for line by `id`. The cases go through
`flytespark batch`, which is a host of the C ABI of the shared library. Equal means: a manifest has the same values,
presence and key order; a status the same values and presence, its Azure links after unpacking their queries; an error
the same code. Exit code 0 only when every case is equal.
"""

import argparse
import base64
import gzip
import itertools
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse


class Number(str):
    """A number with its text, so that 1 and 1.0 differ."""


def read_json(text):
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)


def read_lines(path):
    data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    return [line for line in data.split(b"\n") if line]


def first_difference(expected, actual, pointer=""):
    """The JSON pointer of the first difference and what stands there; None when there is none."""
    if type(expected) is not type(actual):
        return pointer, expected, actual
    if isinstance(expected, dict):
        for (key, value), (other_key, other) in zip(expected.items(), actual.items()):
            if key != other_key:
                return f"{pointer}/{key}", "member " + key, "member " + other_key
            difference = first_difference(value, other, f"{pointer}/{key}")
            if difference:
                return difference
        return None if len(expected) == len(actual) else (pointer, list(expected), list(actual))
    if isinstance(expected, list):
        for index, (value, other) in enumerate(zip(expected, actual)):
            difference = first_difference(value, other, f"{pointer}/{index}")
            if difference:
                return difference
        return None if len(expected) == len(actual) else (pointer, f"{len(expected)} items", f"{len(actual)} items")
    return None if expected == actual else (pointer, expected, actual)


# gzip in base64 in a URL: the bytes of the packed query are the packer's own business.
PACKED_QUERY = re.compile(r"H4sI(?:[A-Za-z0-9]|%2B|%2F|%3D)+")


def unpacked(match):
    return gzip.decompress(base64.b64decode(urllib.parse.unquote(match[0]))).decode()


def comparable(value):
    """Without the order of keys, and with packed queries as text."""
    if isinstance(value, dict):
        return {key: comparable(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, str) and not isinstance(value, Number):
        return PACKED_QUERY.sub(unpacked, value)
    return value


def compare(expected, actual):
    if "error" in expected and "manifest" not in expected and "phase" not in expected:
        code = expected["error"].get("code")
        if "error" not in actual or "manifest" in actual:
            return "/error", code or expected["error"]["message"], "a manifest"
        other = actual["error"].get("code")
        if code != other:
            return "/error/code", code, f"{other}: {actual['error']['message']}"
        verdict = actual["verdict"]
        made_of_it = f"Phase{verdict['phase']}/{verdict['error']['code']}".removesuffix("/")
        if expected.get("propeller", made_of_it) != made_of_it:
            return "/verdict", expected["propeller"], made_of_it
        return None
    if "error" in actual and "error" not in expected:
        return "/error", "no error", actual["error"]
    if "manifest" in expected:
        return first_difference(expected["manifest"], actual["manifest"], "/manifest")
    return first_difference(comparable(expected), comparable(actual))


def run(binary, folder, kind, profile, answers):
    totals, messages, differences = {}, [0, 0], []
    for path in sorted(itertools.chain(folder.glob("cases-*.jsonl"), folder.glob("cases-*.jsonl.gz"))):
        number = path.name[len("cases-"):].split(".")[0]
        suffix = path.name[len("cases-") + len(number):]
        pairs = list(zip(read_lines(path), read_lines(folder / f"{answers}-{number}{suffix}"), strict=True))
        pairs = [(case, out) for case, out in pairs if kind in (None, read_json(case)["kind"])]
        command = [binary, "batch", "--config", folder / f"config-{number}.yaml"]
        if profile:
            command += ["--profile", profile]
        done = subprocess.run(command, input=b"\n".join(case for case, _ in pairs) + b"\n", stdout=subprocess.PIPE,
                              check=True, timeout=600)
        for (case, out), line in zip(pairs, [line for line in done.stdout.split(b"\n") if line], strict=True):
            case, expected, actual = read_json(case), read_json(out), read_json(line)
            total = totals.setdefault(case["kind"], [0, 0])
            total[0] += 1
            if actual["id"] != case["id"] or expected["id"] != case["id"]:
                difference = "/id", case["id"], actual["id"]
            else:
                difference = compare(expected, actual)
            if difference:
                total[1] += 1
                differences.append((number, case["id"], difference))
            elif "error" in expected and "error" in actual:
                messages[0] += 1
                messages[1] += expected["error"]["message"] == actual["error"]["message"]
    return totals, messages, differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=pathlib.Path, help="the flytespark command line")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--kind", choices=["manifest", "status"])
    parser.add_argument("--profile")
    parser.add_argument("--answers", default="out", help="prefix of the files with the expected answers")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    options = parser.parse_args()
    totals, messages, differences = run(options.binary, options.folder, options.kind, options.profile,
                                        options.answers)
    for number, case, (pointer, expected, actual) in differences[:options.show]:
        print(f"{number} {case} {pointer}: expected {expected!r}, got {actual!r}")
    if len(differences) > options.show:
        print(f"... and {len(differences) - options.show} more")
    for kind, (count, wrong) in sorted(totals.items()):
        print(f"conform: {kind}: {count} cases, {wrong} differences")
    if messages[0]:
        print(f"conform: error texts equal: {messages[1]} of {messages[0]}")
    if not totals:
        print("conform: no cases found")
    return 0 if totals and not differences else 1


if __name__ == "__main__":
    sys.exit(main())
