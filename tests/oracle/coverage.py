#!/usr/bin/env python3
"""Counters of an instrumented oracle -> how much of the reference its cases reached.

Counted are the functions that Spark's plugin can come to. What else these packages hold is named here with the reason
why it is left out.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MODULE = "github.com/flyteorg/flyte/flyteplugins"
PACKAGES = {"spark": "plugins/k8s/spark", "logs": "logs", "tasklog": "pluginmachinery/tasklog",
            "flytek8s": "pluginmachinery/flytek8s", "core/template": "pluginmachinery/core/template",
            "utils/secrets": "pluginmachinery/utils/secrets"}

FLAGS = "command-line flags of Flyte's binary"
ENUM = "text forms of an enumeration"
PODS = "for plugins that run pods themselves: watches a pod, or makes one out of a task"
RAY = "for other operators' plugins (Ray, Kubeflow, Dask)"
FILES = {"config_flags.go": FLAGS, "logconfig_flags.go": FLAGS, "templatescheme_enumer.go": ENUM,
         "resourcecustomizationmode_enumer.go": ENUM}
FUNCTIONS = {
    "spark": {"setSparkConfig": "sets the configuration in Flyte's tests"},
    "logs": {"GetLogConfig": "the shared block, which Spark does not read", "SetLogConfig": "for Flyte's tests",
             "GetLogsForContainerInPod": PODS},
    "utils/secrets": {"decodeSecret": "read back by the webhook", "unmarshalSecret": "read back by the webhook",
                      "UnmarshalStringMapToSecrets": "read back by the webhook"},
    "flytek8s": {
        "ToK8sContainer": RAY, "AddFlyteCustomizationsToContainer": RAY, "ApplyK8sResourceOverrides": RAY,
        "WithResources": RAY, "WithExtendedResources": RAY,
        "BuildIdentityPod": PODS, "DemystifyPending": PODS, "demystifyPendingHelper": PODS, "DemystifySuccess": PODS,
        "DemystifyFailure": PODS, "DeterminePrimaryContainerPhase": PODS, "GetMessageAfterGracePeriod": PODS,
        "GetLastTransitionOccurredAt": PODS, "GetReportedAt": PODS, "isTerminatedWithSigKill": PODS,
        "NewPodTemplateStore": "called once, as Flyte starts",
        "SetDefaultNamespace": "called once, as the oracle starts",
        "GetPodTemplateUpdatesHandler": "watches a cluster",
    },
}
READ = "the task template can always be read"
HOLDS = "a check of what holds already"
MERGED = "the merging library does not fail on two values of one type"
LINKS = "making a link does not fail"
ENCODED = "encoding does not fail"
# Blocks that no input leads to: the function, a part of their text, the reason.
UNREACHABLE = {
    "spark": [
        ("validateSparkJob", "empty sparkJob", HOLDS),
        ("BuildResource", "unable to fetch task specification", READ),
        ("BuildResource", "nil task specification", "a case has a task template"),
        ("createDriverSpec", "return nil, err", MERGED),
        ("createExecutorSpec", "return nil, err", "what fails for the executor failed for the driver; " + MERGED),
        ("addConfig", "len(matches) == 0", HOLDS),
        ("getEventInfoForSpark", "return nil, err", LINKS),
        ("GetTaskPhase", "Err", "what was remembered can always be read"),
        ("GetTaskPhase", "return pluginsCore.PhaseInfoUndefined, err", READ + "; " + LINKS),
        ("init", "panic", "the scheme takes the type"),
    ],
    "logs": [("GetTaskLogs", "return tasklog.Output{}, err", LINKS)],
    "tasklog": [("templateVars", "ExtraTemplateVars", "Spark gives none"),
                ("templateVars", "containerID = split[1]", "Spark gives no container")],
    "core/template": [
        ("Render", "cannot be nil", HOLDS), ("render", "Failed to substitute Task Template",
                                             "the path can always be read"),
        ("render", "unable to read inputs", "inputs can always be read"),
    ],
    "flytek8s": [
        ("MergeResourcesIfMissing", "out.Limits == nil", HOLDS),
        ("BuildRawContainer", "failed to read task information", READ),
        ("BuildRawContainer", "with no definition", HOLDS),
        ("ExtractContainerResourcesFromPodTemplate", "podTemplate == nil", HOLDS),
        ("AddFlyteCustomizationsToContainerWithPodTemplate", "AssignResources", "not a mode of pods"),
        ("SidecarCommandArgs", "is required", HOLDS), ("SidecarCommandArgs", "failed to marshal", ENCODED),
        ("DownloadCommandArgs", "is required", HOLDS), ("DownloadCommandArgs", "failed to marshal", ENCODED),
        ("AddCoPilotToPod", "return primaryInitContainerName, err", ENCODED),
        ("GetContextEnvVars", "ownerCtx == nil", HOLDS),
        ("ApplyGPUNodeSelectors", "podSpec.Affinity == nil", HOLDS),
        ("BuildRawPod", "failed to read task information", READ),
        ("hasExternalLinkType", "taskTemplate == nil", HOLDS),
        ("ApplyFlytePodConfiguration", "failed to read task information", READ),
        ("ApplyFlytePodConfiguration", "return nil, nil, err", "the template was found once already; " + MERGED),
        ("AddTolerationsForExtendedResources", "podSpec == nil", HOLDS),
        ("getBasePodTemplate", "cannot be read", READ),
        ("MergeWithBasePodTemplate", "return nil, nil, err", MERGED),
        ("MergeBasePodSpecOntoTemplate", "return nil, err", MERGED),
        ("MergeBasePodSpecOntoTemplate", "can be nil", HOLDS),
        ("MergeOverlayPodSpecOntoBase", "return nil, err", MERGED),
        ("MergeOverlayPodSpecOntoBase", "can be nil", HOLDS),
        ("LoadOrDefault", "p.defaultNamespace", "questions have no default namespace"),
        ("IsInterruptible", "tm.TaskExecutionMetadata", "asked of the driver's view only"),
        ("GetOverrides", "tm.TaskExecutionMetadata", HOLDS),
        ("TaskExecutionMetadata", "tc.TaskExecutionContext", HOLDS),
        ("WithInterruptible", "tc.metadata == nil", HOLDS),
        ("GetResources", "to.resources", "set for Ray alone"),
        ("GetExtendedResources", "to.extendedResources", "set for Ray alone"),
    ],
}
HEAD = re.compile(r"^func (?:\((?:\w+ )?\*?(\w+)[^)]*\) )?(\w+)[\[(]")
BLOCK = re.compile(r"^(\S+):(\d+)\.\d+,(\d+)\.\d+ (\d+) (\d+)$")

Block = collections.namedtuple("Block", "first last statements reached")


def go(*arguments):
    return subprocess.run(["go", *arguments], cwd=HERE, check=True, capture_output=True, text=True).stdout


def read_profile(counters):
    """Blocks by file; a block that several processes counted is reached if one of them did."""
    with tempfile.NamedTemporaryFile(suffix=".profile") as profile:
        go("tool", "covdata", "textfmt", f"-i={counters.resolve()}", f"-o={profile.name}")
        lines = pathlib.Path(profile.name).read_text().splitlines()
    files = collections.defaultdict(dict)
    for line in lines:
        match = BLOCK.match(line)
        if match:
            path, first, last, statements, count = match.groups()
            place = int(first), int(last), int(statements), line.rsplit(" ", 1)[0]
            files[path][place] = files[path].get(place, False) or int(count) > 0
    return {path: [Block(*place[:3], reached) for place, reached in sorted(blocks.items())]
            for path, blocks in files.items()}


def functions_of(source):
    """(name, first line) of each function, in order."""
    found = []
    for number, line in enumerate(source.splitlines(), 1):
        match = HEAD.match(line)
        if match:
            found.append((match[2], number))
    return found


def function_at(functions, line):
    return next(name for name, first in reversed(functions) if first <= line)


def lines_of(blocks):
    """Lines that were not reached, as ranges."""
    ranges = []
    for block in blocks:
        if not block.reached:
            if ranges and block.first <= ranges[-1][1] + 1:
                ranges[-1][1] = max(ranges[-1][1], block.last)
            else:
                ranges.append([block.first, block.last])
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges)


def why_not(package, function, block, source):
    """Why the block cannot be reached; None if it was, or if it only was not yet."""
    if block.reached:
        return None
    text = "\n".join(source.splitlines()[block.first - 1:block.last])
    return next((why for name, part, why in UNREACHABLE.get(package, []) if name == function and part in text), None)


def share(blocks):
    total = sum(block.statements for block in blocks)
    reached = sum(block.statements for block in blocks if block.reached)
    return f"{100 * reached / max(total, 1):5.1f} % ({reached} of {total} statements)"


def report_package(name, folder, profile, module):
    prefix = f"{MODULE}/go/tasks/{folder}/"
    counted, missing = [], []
    left_out, cannot_happen = collections.defaultdict(list), collections.defaultdict(list)
    for path, blocks in sorted(profile.items()):
        file = path[len(prefix):]
        if not path.startswith(prefix) or "/" in file:
            continue
        source = (module / path[len(MODULE) + 1:]).read_text()
        functions = functions_of(source)
        by_function = collections.defaultdict(list)
        for block in blocks:
            by_function[function_at(functions, block.first)].append(block)
        for function, inside in by_function.items():
            reason = FILES.get(file) or FUNCTIONS.get(name, {}).get(function)
            if reason:
                left_out[reason].append(function)
                continue
            cannot = [(block, why) for block in inside for why in [why_not(name, function, block, source)] if why]
            for _, why in cannot:
                cannot_happen[why].append(function)
            inside = [block for block in inside if block not in [block for block, _ in cannot]]
            counted += inside
            if not all(block.reached for block in inside):
                missing.append(f"    {file} {function}: {lines_of(inside)}")
    left = [f"    left out, {reason}: {len(names)} functions" for reason, names in sorted(left_out.items())]
    left += [f"    cannot happen, {why}: {len(names)} blocks in {', '.join(sorted(set(names)))}"
             for why, names in sorted(cannot_happen.items())]
    return [f"{name:14} {share(counted)}", *missing, *left]


def report(counters):
    profile = read_profile(counters)
    module = pathlib.Path(go("list", "-m", "-f", "{{.Dir}}", MODULE).strip())
    return "\n".join(line for name, folder in PACKAGES.items()
                     for line in report_package(name, folder, profile, module))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counters", type=pathlib.Path, help="the folder that was GOCOVERDIR")
    print(report(parser.parse_args().counters))
    return 0


if __name__ == "__main__":
    sys.exit(main())
