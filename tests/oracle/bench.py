#!/usr/bin/env python3
"""How long a build and an observation take here and in Flyte's own Go plugin, over the same cases in one run.

Each configuration's cases go to one and then to the other, on one core, with everything read and decoded beforehand
and the best of 20 rounds counted; the README says what else is on either clock. FOLDER holds cases-NN.jsonl[.gz] and
config-NN.yaml.
"""

import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# Ours beside theirs; of a build ours has two: Flyte's reading of the task template is off its clock.
PAIRS = [("build of a task", "build"), ("build", "build"), ("observe", "observe")]


def read_cases(path):
    return gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()


def with_profile(text):
    """The configuration with the profile of the line that the oracle is."""
    profile = "  flytespark: {profile: flyte-v1}\n"
    return text.replace("plugins:\n", "plugins:\n" + profile, 1) if "plugins:\n" in text else f"plugins:\n{profile}{text}"


def times(command, cases):
    done = subprocess.run(command, input=cases, stdout=subprocess.PIPE, check=True, timeout=1200,
                          env={**os.environ, "GOMAXPROCS": "1"}, preexec_fn=lambda: os.sched_setaffinity(0, {0}))
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("oracle", type=pathlib.Path)
    parser.add_argument("bench_times", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    totals = {pair: [0, 0, 0] for pair in PAIRS}
    for path in sorted(options.folder.glob("cases-*.jsonl*")):
        config = options.folder / f"config-{path.name[6:8]}.yaml"
        cases = read_cases(path)
        theirs = times([options.oracle, "--config", config, "--bench"], cases)
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as own:
            own.write(with_profile(config.read_text()))
            own.flush()
            ours = times([options.bench_times, own.name], cases)
        for pair, total in totals.items():
            if pair[0] not in ours or theirs[pair[1]]["cases"] == 0:
                continue
            if ours[pair[0]]["cases"] != theirs[pair[1]]["cases"]:
                sys.exit(f"bench: {path.name}: {pair[0]}: {ours[pair[0]]['cases']} cases end in an answer here, "
                         f"{theirs[pair[1]]['cases']} there")
            count = ours[pair[0]]["cases"]
            total[0] += count
            total[1] += count * ours[pair[0]]["nanoseconds"]
            total[2] += count * theirs[pair[1]]["nanoseconds"]
    for (verb, _), (count, ours, theirs) in totals.items():
        print(f"{verb}: {count} cases, here {ours / count:.0f} ns, Flyte's Go plugin {theirs / count:.0f} ns, "
              f"ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
