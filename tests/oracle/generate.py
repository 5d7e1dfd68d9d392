#!/usr/bin/env python3
"""A seed -> groups of case documents, each with the configuration that they are asked under.

Group G of a seed is the same whatever else is made: config-GGG.yaml and cases-GGG.jsonl. Six of ten cases ask for a
manifest, the others for a status. Most are ordinary and succeed; each oddity is rare.
"""

import argparse
import json
import pathlib
import re
import sys

from cases.applications import Applications
from cases.chance import Chance
from cases.configurations import Configurations
from cases.executions import Executions
from cases.tasks import Tasks

GROUP_CASES = 200
NOW = ["2026-08-01T10:10:00Z", "2026-08-01T10:10:00.123Z", "2026-08-01T12:10:00+02:00"]
PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")


class Generator:
    def __init__(self, seed, group):
        self.name = f"{seed}-{group}"
        self.chance = Chance(seed, group)
        self.executions = Executions(self.chance)
        self.tasks = Tasks(self.chance, self.executions)
        self.applications = Applications(self.chance)
        configurations = Configurations(self.chance)
        self.configuration = configurations.configuration()
        self.spoiled = configurations.spoiled(self.configuration)

    def case(self, number):
        chance = self.chance
        chance.begin()
        is_status = chance.maybe(0.4)
        case = {"id": f"{self.name}-{number}", "kind": "status" if is_status else "manifest",
                "task_template": self.tasks.task(), "now": chance.choice(NOW)}
        case["execution"] = self.executions.execution(is_status, "container" in case["task_template"])
        if is_status:
            case["application"] = self.applications.application()
            if chance.maybe(0.6):
                case["previous"] = self.applications.previous()
        else:
            case["cluster"] = self.cluster(case)
        chance.end()
        return case

    def cluster(self, case):
        """Its pod templates know the names of the task's containers."""
        task, override = case["task_template"], (case["execution"].get("overrides") or {}).get("pod_template") or {}
        config = task.get("config") or {}
        pods = [(containers_of(task.get("k8sPod") or task.get("k8s_pod")), config.get("primary_container_name")),
                (containers_of(override), override.get("primaryContainerName"))]
        names = [name for containers, _ in pods for name, _ in containers]
        cluster = self.executions.cluster([*names, "f0e5c2a7-n0-0"])
        if any(shares_template(*pod) for pod in pods):
            cluster.pop("pod_templates", None)
        return cluster

    def cases(self, count=GROUP_CASES):
        return [self.case(number) for number in range(count)]


def containers_of(pod):
    """The name and kind of each container, as far as there are any."""
    spec = (pod.get("podSpec") or pod.get("pod_spec")) if isinstance(pod, dict) else None
    if not isinstance(spec, dict):
        return []
    return [(container["name"], kind) for kind in ("containers", "initContainers") if isinstance(spec.get(kind), list)
            for container in spec[kind] if isinstance(container, dict) and isinstance(container.get("name"), str)]


def shares_template(containers, primary):
    """Whether two containers can be merged with one of a template; one shows in the other then, in the reference."""
    is_twice = len(set(containers)) < len(containers)
    return is_twice or primary != "primary" and ("primary", "containers") in containers


def line_of(case):
    return json.dumps(case, separators=(",", ":")).encode()


def character(pair):
    return f"\\U{ord(json.loads(chr(34) + pair[0] + chr(34))):08x}"


def yaml_of(configuration):
    """JSON is YAML, save that there an escape stands for a whole character."""
    text = json.dumps(configuration, indent=1)
    return PAIR.sub(character, text).encode() + b"\n"


def write_group(folder, group, configuration, cases):
    """The paths of configuration and cases."""
    config = folder / f"config-{group:03}.yaml"
    config.write_bytes(yaml_of(configuration))
    path = folder / f"cases-{group:03}.jsonl"
    path.write_bytes(b"".join(line_of(case) + b"\n" for case in cases))
    return config, path


def group_sizes(cases):
    """How many cases each group has."""
    return [min(GROUP_CASES, cases - start) for start in range(0, cases, GROUP_CASES)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for group, count in enumerate(group_sizes(options.cases)):
        generator = Generator(options.seed, group)
        write_group(options.out, group, generator.configuration, generator.cases(count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
