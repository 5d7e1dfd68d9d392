#!/usr/bin/env python3
"""Generated cases -> where the library answers otherwise than Flyte's own plugin.

Group by group, both programs are asked the same cases under the same configuration, side by side. Equal is what
tests/tools/conform.py means by it, and for errors the same text too, but for runs of white space. The first cases that
differ are shrunk, written to failure-K.json, and printed. Exit code 0 only if cases of both kinds were asked and none
differed.
"""

import argparse
import collections
import itertools
import json
import pathlib
import re
import sys
import time

import coverage
import shrink
from cases.executions import is_label
from generate import Generator, group_sizes, write_group
from programs import Crash, Programs, conform, pairs

Difference = collections.namedtuple("Difference", "pointer expected actual")
Failure = collections.namedtuple("Failure", "case configuration difference")

# The reference makes up a container's name from these if the execution's is none.
MADE_UP_NAME = re.compile(r"container \[[bcdfghjklmnpqrstvwxz2456789]{4}\]")

SPOILED_EVERY = 4  # groups
SPOILED_CASES = 20


def one_spaced(text, case):
    text = " ".join(text.split())
    name = case.get("execution", {}).get("generated_name") or ""
    return text if is_label(name) else MADE_UP_NAME.sub("container [*]", text)


def difference(case, expected, actual):
    """Between two answer lines; None when there is none."""
    if expected == actual:
        return None
    expected, actual = conform.read_json(expected), conform.read_json(actual)
    if expected["id"] != case["id"] or actual["id"] != case["id"]:
        return Difference("/id", expected["id"], actual["id"])
    if "unreadable" in expected:
        return Difference("/unreadable", expected["unreadable"], actual)
    found = conform.compare(expected, actual)
    if not found and "manifest" not in expected and "phase" not in expected:
        texts = [one_spaced(answer["error"]["message"], case) for answer in (expected, actual)]
        if texts[0] != texts[1]:
            found = "/error/message", *texts
    return Difference(*found) if found else None


def class_of(found):
    """The kind of a difference: its place, but for numbers and for names that a user chose."""
    pointer = re.sub(r"/\d+", "/*", found.pointer)
    pointer = re.sub(r"(/(?:sparkConf|hadoopConf|labels|annotations|nodeSelector))/.*", r"\1/*", pointer)
    if pointer in ("/error", "/error/code", "/error/message"):
        return pointer, str(found.expected)[:24]
    return pointer, type(found.expected).__name__


class Comparison:
    def __init__(self, options, folder):
        self.options = options
        self.programs = Programs(options, folder)
        self.folder = folder
        self.kinds = collections.Counter()
        self.errors = collections.Counter()
        self.manifests = 0
        self.differences = 0
        self.crashes = 0
        self.failures = {}  # by class

    def run(self):
        pending = None
        for group, count in enumerate(group_sizes(self.options.cases), self.options.first_group):
            # While the two answer one group, the next is made.
            generator = Generator(self.options.seed, group)
            cases = generator.cases(count)
            config, path = write_group(self.folder, group, generator.configuration, cases)
            if pending:
                self.finish(*pending)
            pending = group, cases, generator.configuration, config, path, self.programs.start(
                config, path, f"answers-{group:03}")
            if group % SPOILED_EVERY == 0:
                self.ask_spoiled(group, generator.spoiled, cases[:SPOILED_CASES])
        if pending:
            self.finish(*pending)

    def finish(self, group, cases, configuration, config, path, running):
        try:
            answered = pairs(cases, *self.programs.finish(running))
        except Crash as crash:
            self.crashed(group, crash, configuration, cases)
            return
        config.unlink()
        path.unlink()
        for case, expected, actual in answered:
            self.count(case, expected)
            self.report(configuration, case, difference(case, expected, actual))

    def crashed(self, group, crash, configuration, cases):
        """Finds the case by halving; whether that is the only one shows when it is mended."""
        while len(cases) > 1:
            half = cases[:len(cases) // 2]
            try:
                self.programs.ask(configuration, half)
                cases = cases[len(cases) // 2:]
            except Crash:
                cases = half
        path = self.folder / f"crash-{self.crashes}.json"
        self.crashes += 1
        path.write_text(json.dumps({"configuration": configuration, "case": cases[0]}, indent=1) + "\n")
        print(f"group {group}: {crash}; see {path}", flush=True)

    def ask_spoiled(self, group, configuration, cases):
        """A configuration that may be none: both refuse it, or both answer alike."""
        self.kinds["spoiled configuration"] += 1
        try:
            answered = self.programs.ask(configuration, cases)
        except Crash as crash:
            if not all(code > 0 for code in crash.codes):
                self.crashed(group, crash, configuration, cases)
            return
        for case, expected, actual in answered:
            self.report(configuration, case, difference(case, expected, actual))

    def count(self, case, line):
        self.kinds[case["kind"]] += 1
        if line.startswith(b'{"error"'):
            answer = json.loads(line)
            self.errors[answer["error"].get("code", "no code")] += 1
        elif b',"manifest":{' in line[:100]:
            self.manifests += 1

    def report(self, configuration, case, found):
        if found is None:
            return
        self.differences += 1
        if self.differences <= self.options.show:
            print(f"{case['id']} {found.pointer}: expected {short(found.expected)}, got {short(found.actual)}",
                  flush=True)
        if len(self.failures) < self.options.shrink:
            self.failures.setdefault(class_of(found), Failure(case, configuration, found))

    def shrink_failures(self):
        for number, (kind, failure) in enumerate(self.failures.items()):
            path = self.folder / f"failure-{number}.json"
            path.write_text(json.dumps(self.shrunk(kind, failure), indent=1) + "\n")
            print(f"{path}:\n{path.read_text()}", flush=True)

    def shrunk(self, kind, failure):
        def same(found):
            return found is not None and class_of(found) == kind

        def fails(configuration, cases):
            try:
                return [same(difference(*answered)) for answered in self.programs.ask(configuration, cases)]
            except Crash:
                return [False] * len(cases)

        configuration = failure.configuration
        case = shrink.shrink_case(failure.case, lambda cases: fails(configuration, cases))
        configuration = shrink.shrink_configuration(configuration, lambda smaller: fails(smaller, [case])[0])
        case = shrink.shrink_case(case, lambda cases: fails(configuration, cases))
        found = difference(*self.programs.ask(configuration, [case])[0]) or failure.difference
        return {"pointer": found.pointer, "expected": found.expected, "got": found.actual,
                "configuration": configuration, "case": case}

    def totals(self):
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        errors = ", ".join(f"{count} {code}" for code, count in sorted(self.errors.items()))
        return (f"{kinds or 'no'} cases; {self.manifests} manifests; errors: {errors or 'none'}; "
                f"{self.differences} differences, {self.crashes} crashes")

    def succeeded(self):
        return self.differences == 0 and self.crashes == 0 and self.kinds["manifest"] > 0 and self.kinds["status"] > 0


def short(value):
    text = json.dumps(value)
    return text if len(text) <= 300 else text[:300] + "..."


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oracle", type=pathlib.Path, required=True, help="the program that asks Flyte's plugin")
    parser.add_argument("--flytespark", type=pathlib.Path, required=True, help="the library's command line")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--first-group", type=int, default=0, help="leave out the groups before this one")
    parser.add_argument("--work", type=pathlib.Path,
                        help="a folder for what differs (default: work, beside the oracle)")
    parser.add_argument("--profile", default="flyte-v1", help="another one shows that differences are noticed")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    parser.add_argument("--shrink", type=int, default=5, help="how many kinds of differences to shrink")
    parser.add_argument("--coverage", action="store_true", help="the oracle counts; print what the cases reached")
    return parser.parse_args()


def main():
    options = arguments()
    started = time.monotonic()
    folder = options.work or options.oracle.parent / "work"
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("failure-*.json"), *folder.glob("crash-*.json"), *folder.glob("counters/*")]:
        old.unlink()
    if options.coverage:
        (folder / "counters").mkdir(exist_ok=True)
    comparison = Comparison(options, folder)
    comparison.run()
    comparison.shrink_failures()
    for left in itertools.chain(*map(folder.glob, ("asked.*", "answers-*", "config-*.yaml", "cases-*.jsonl"))):
        left.unlink()
    if options.coverage:
        print(coverage.report(folder / "counters"))
    print(f"oracle: {comparison.totals()}; {time.monotonic() - started:.0f} s")
    return 0 if comparison.succeeded() else 1


if __name__ == "__main__":
    sys.exit(main())
