"""Questions -> the answers of both sides: the oracle and the library's command line, run at the same time."""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))

import conform  # noqa: E402

from generate import line_of, yaml_of  # noqa: E402


SECONDS = 300  # for one group of cases


class Crash(Exception):
    """What a program said as it ended otherwise than well; `codes` are those of both."""

    def __init__(self, text, codes=(0, 0)):
        super().__init__(text)
        self.codes = codes


class Programs:
    """The two sides, asked through files in one folder."""

    def __init__(self, options, folder):
        self.folder = folder
        self.commands = {
            "oracle": [options.oracle],
            "flytespark": [options.flytespark, "batch", "--profile", options.profile],
        }
        self.environment = dict(os.environ)
        if options.coverage:
            self.environment["GOCOVERDIR"] = str(folder / "counters")

    def start(self, config, cases, name):
        """Both at once: processes that write their answers to files."""
        running = []
        for side, command in self.commands.items():
            out = self.folder / f"{name}.{side}"
            with cases.open("rb") as questions, out.open("wb") as answers, (
                    self.folder / f"{name}.{side}.log").open("wb") as log:
                running.append((side, out, subprocess.Popen(
                    [*map(str, command), "--config", str(config)], stdin=questions, stdout=answers, stderr=log,
                    env=self.environment)))
        return running

    def finish(self, running):
        """The answers of the oracle and of the library."""
        codes = [code_of(process) for _, _, process in running]
        if any(codes):
            raise Crash("; ".join(ending(code, side, out) for code, (side, out, _) in zip(codes, running)), codes)
        answers = []
        for _, out, _ in running:
            answers.append(conform.read_lines(out))
            out.unlink()
            out.with_name(out.name + ".log").unlink()
        return answers

    def ask(self, configuration, cases):
        """Each case with its answers, the oracle's and the library's."""
        config, path = self.folder / "asked.yaml", self.folder / "asked.jsonl"
        config.write_bytes(yaml_of(configuration))
        path.write_bytes(b"".join(line_of(case) + b"\n" for case in cases))
        expected, actual = self.finish(self.start(config, path, "asked"))
        return pairs(cases, expected, actual)


def code_of(process):
    """A program that does not come to an end is ended, and so has failed."""
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def ending(code, side, out):
    log = out.with_name(out.name + ".log").read_text(errors="replace").splitlines()
    said = " ".join(line for line in log if ": warning: " not in line)
    return f"{side} ended with {code}" + (f", {said[-400:]}" if code else "")


def pairs(cases, expected, actual):
    if not len(cases) == len(expected) == len(actual):
        raise Crash(f"{len(cases)} cases have {len(expected)} and {len(actual)} answers")
    return list(zip(cases, expected, actual))
