"""docs/*.md beside the code -> what one of them has and the other lacks.

    docs/config.md    a table behind "Read by `kKeys` in `FILE`" has the keys of that ConfigKey table, with their lines
    docs/errors.md    the table of codes has those of flytespark.h with their numbers
    docs/profiles.md  the tables of members have those of FlyteLine, in its order; the list of deliberate differences
                      has the files of lib/ that say "Differs:"
    docs/*.md         a name of the C ABI, a slot of its table (api->NAME) and a test case named beside its file exist;
                      lines of C behind the name of an example stand in it

Links and paths lead somewhere in README.md and CONTRIBUTING.md too.
"""

import re
import sys

import tree

HEADER = "include/flytespark.h"
LINES = "lib/base/flyte_line.hpp"

KEY_TABLE = re.compile(r"constexpr ConfigKey<\w+> (\w+)\[\] = \{(.*?)\};", re.DOTALL)
KEY = re.compile(r'^    (?! )(since_v2|until_v2)?[^"]*?"([^"]+)"', re.MULTILINE)
LINE_OF = {"since_v2": "v2", "until_v2": "v1", None: ""}
READ_BY = re.compile(r"Read by (.*?) in `([^`]+)`")
PATH = re.compile(r"(?<![\w./-])(?:capi|cli|docs|examples|include|lib|tests)/[\w./*-]*[\w/*]")
LINK = re.compile(r"\]\(([^)\s#]*)(?:#([^)\s]*))?\)")
CASES_OF_TABLE = re.compile(r"test case in `([^`]+)`")
CASE = re.compile(r'"([^"]+)"\s+in\s+`(tests/[^`]+\.cpp)`')
SNIPPET = re.compile(r"`(examples/[^`]+)` [^`]*:\n\n```c\n(.*?)```", re.DOTALL)


def line_at(text, position):
    return text.count("\n", 0, position) + 1


def tables(text):
    """Each as its rows, the header first, and the text before it. A row is its line and its cells; `x` alone is x."""
    lines = text.split("\n")
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        if end > start:
            cells = [[re.sub(r"^`([^`]+)`$", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
                     for line in lines[start:end]]
            rows = [row for row in enumerate(cells, start + 1) if row[0] != start + 2]
            yield rows, "\n".join(lines[:start])
        start = end + 1


class Sources:
    """Texts by path; a file that is not there is empty."""

    def __init__(self, root):
        self.root = root
        self.texts = {}

    def __getitem__(self, path):
        if path not in self.texts:
            file = self.root / path
            self.texts[path] = file.read_text(encoding="utf-8") if file.is_file() else ""
        return self.texts[path]

    def files(self, *patterns):
        return tree.files(self.root, *patterns)


def config_faults(sources):
    code = {}  # (file, table) -> key -> (its line of Flyte, where it stands)
    for path in sources.files("lib/context/*.cpp"):
        for table in KEY_TABLE.finditer(sources[path]):
            for key in KEY.finditer(sources[path], *table.span(2)):
                code.setdefault((path, table[1]), {})[key[2]] = LINE_OF[key[1]], line_at(sources[path], key.start(2))
    told = set()
    for (header, *rows), before in tables(sources["docs/config.md"]):
        if header[1][0] != "key":
            continue
        read_by = READ_BY.findall(before)
        if not read_by:
            yield f"docs/config.md:{header[0]}: who reads these keys?"
            continue
        names, path = read_by[-1]
        read = {}
        for name in re.findall(r"`(\w+)`", names):
            read |= code.get((path, name), {})
            told |= {(path, name, key) for _, (key, *_) in rows}
        for number, cells in rows:
            if cells[0] not in read:
                yield f"docs/config.md:{number}: {names} of {path} have no key {cells[0]}"
            elif cells[header[1].index("line")] != read[cells[0]][0]:
                yield f"docs/config.md:{number}: in {path} the line of {cells[0]} is '{read[cells[0]][0]}'"
    for (path, name), keys in code.items():
        for key, (_, number) in keys.items():
            if (path, name, key) not in told:
                yield f"{path}:{number}: docs/config.md lacks the key {key} of {name}"


def error_faults(sources):
    enum = sources[HEADER].partition("typedef int32_t flytespark_code;")[2].partition("};")[0]
    code = dict(re.findall(r"(FLYTESPARK_\w+) = (\d+)", enum))
    told = {}
    for (header, *rows), _ in tables(sources["docs/errors.md"]):
        if header[1][:2] == ["code", "number"]:
            told |= {name: (value, number) for number, (name, value, *_) in rows}
    for name, (value, number) in told.items():
        if value != code.get(name):
            yield f"docs/errors.md:{number}: {HEADER} says of {name}: {code.get(name, 'no such code')}"
    for name in sorted(code.keys() - told.keys()):
        yield f"{HEADER}:{line_at(sources[HEADER], sources[HEADER].index(name + ' = '))}: docs/errors.md lacks {name}"


def profile_faults(sources):
    text = sources["docs/profiles.md"]
    body = re.search(r"struct FlyteLine \{(.*?)\n\};", sources[LINES], re.DOTALL)
    members = re.findall(r"^  \S+ (\w+) = ", body[1], re.MULTILINE) if body else []
    told = {cells[0]: number for (header, *rows), _ in tables(text) if header[1][0] == "member"
            for number, cells in rows}
    for name, number in told.items():
        if name not in members:
            yield f"docs/profiles.md:{number}: FlyteLine has no member {name}"
    for name in members:
        if name not in told:
            number = line_at(sources[LINES], sources[LINES].index(f" {name} = "))
            yield f"{LINES}:{number}: docs/profiles.md lacks {name}"
    for name, other in zip([name for name in told if name in members], [name for name in members if name in told]):
        if name != other:
            yield f"docs/profiles.md:{told[name]}: {name} stands where {other} should"
            break

    title = "\n## Deliberate differences\n"
    before, _, behind = text.partition(title)
    listed = {item[1]: line_at(before + title, len(before + title)) + line_at(behind, item.start()) - 1
              for item in re.finditer(r"^- `(lib/[^`]+)`", behind.partition("\n## ")[0], re.MULTILINE)}
    differing = {path for path in sources.files("lib/*.hpp", "lib/*.cpp") if "Differs:" in sources[path]}
    for path in sorted(differing - listed.keys()):
        number = line_at(sources[path], sources[path].index("Differs:"))
        yield f"{path}:{number}: docs/profiles.md does not tell of this difference"
    for path in sorted(listed.keys() - differing):
        yield f"docs/profiles.md:{listed[path]}: {path} says no Differs:"


def name_faults(path, sources):
    text = sources[path]
    header = re.sub(r"/\*.*?\*/", "", sources[HEADER], flags=re.DOTALL)
    names = set(re.findall(r"\b(?:flytespark|FLYTESPARK)_\w+", header))
    table = header.partition("typedef struct flytespark_api {")[2].partition("} flytespark_api;")[0]
    slots = set(re.findall(r"\(\*(\w+)\)|(?<= )(\w+);", table))
    slots = {name for pair in slots for name in pair}
    for name in re.finditer(r"\b(?:flytespark|FLYTESPARK)_[A-Za-z]\w*", text):
        if name[0] not in names:
            yield f"{path}:{line_at(text, name.start())}: {HEADER} has no {name[0]}"
    for slot in re.finditer(r"\bapi(?:->|\.)(\w+)", text):
        if slot[1] not in slots:
            yield f"{path}:{line_at(text, slot.start())}: flytespark_api has no slot {slot[1]}"


def case_faults(path, sources):
    named = []
    for (header, *rows), _ in tables(sources[path]):
        if found := CASES_OF_TABLE.fullmatch(header[1][-1]):
            named += [(cells[-1], found[1], number) for number, cells in rows]
    for found in CASE.finditer(sources[path]):
        named.append((" ".join(found[1].split()), found[2], line_at(sources[path], found.start())))
    for name, file, number in named:
        if not re.search(rf'TEST_CASE\(\s*"{re.escape(name)}"', sources[file]):
            yield f"{path}:{number}: {file} has no test case \"{name}\""


def snippet_faults(path, sources):
    for snippet in SNIPPET.finditer(sources[path]):
        if snippet[2] not in sources[snippet[1]]:
            yield f"{path}:{line_at(sources[path], snippet.start(2))}: {snippet[1]} does not hold these lines"


def anchors(text):
    """What GitHub makes of the titles."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def path_faults(path, sources):
    text = sources[path]
    for link in LINK.finditer(text):
        file, anchor = link.groups()
        if "://" in link[0]:
            continue
        target = (sources.root / path).parent / file if file else sources.root / path
        if not target.exists() or anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            yield f"{path}:{line_at(text, link.start())}: the link {link[0][2:-1]} leads nowhere"
    for name in PATH.finditer(text):
        if not any(any(sources.root.glob(name[0].rstrip("/") + suffix)) for suffix in ("", ".*")):
            yield f"{path}:{line_at(text, name.start())}: there is no {name[0]}"


def faults(root):
    sources = Sources(root)
    found = [*config_faults(sources), *error_faults(sources), *profile_faults(sources)]
    docs = sources.files("docs/*.md")
    for path in docs:
        found += [*name_faults(path, sources), *case_faults(path, sources), *snippet_faults(path, sources)]
    for path in ["README.md", "CONTRIBUTING.md", *docs]:
        found += path_faults(path, sources)
    return found


if __name__ == "__main__":
    sys.exit(tree.report(faults(tree.REPOSITORY), "docs"))
