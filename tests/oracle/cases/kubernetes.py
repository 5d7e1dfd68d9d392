"""Values of Kubernetes' core/v1 types, right ones and wrong ones, drawn from the library's table of these types.

The table (lib/k8s/core_v1.cpp) is of a newer Kubernetes than the reference's, so it holds every field that one knows,
and two that it does not.
"""

import pathlib
import re

TABLE = pathlib.Path(__file__).resolve().parents[3] / "lib" / "k8s" / "core_v1.cpp"
TYPE = re.compile(r'constexpr Type (k\w+) = \{Kind::k(\w+), (true|false), &?(\w+), &?(\w+), "([^"]*)"\};')
FIELDS = re.compile(r"constexpr Field k(\w+)Fields\[\] = \{\n(.*?)\n\};", re.DOTALL)
NEWER = {"schedulingGroup", "userAnnotations"}
FIELD = re.compile(r'\{"(\w+)", &(k\w+), (?:true|false), (?:true|false), "\w*"\}')

QUANTITIES = ["1", "2", "500m", "1Gi", "2Gi", "512Mi", "100M", "4", "0", "250m", "1.5", "3"]
ODD_QUANTITIES = ["0.5", "1.5Gi", "1e3", "12E2", "+2", "05", "1.", ".5", "1k", "1024Mi", "1020Ki", "0.1m", "7u", "3n",
                  "1E", "1Ei", "0.0000000001", "1500m", "999999999999", "9223372036854775807", "9223372036854775808",
                  "0.5Ki", "-1", "-0.5Gi", "1.25Gi", "1e-3", "1000E", "8Ei", "100Ei", "1.0G", "1.500", "00", "-0",
                  "0Gi",
                  "0e5", "1e19", "2000k", "10.5Mi", "1000e-3", "0.001Gi", "1e-10", "123456789.123456789", "+.5Ki",
                  "18446744073709551616Ki", "1000000000000000000000", "0.9n", "1.1Ki", "3e0", " 1 "]
BAD_QUANTITIES = ["\t2Gi\n", "1 Gi", "1ki", "1g", "", "abc", "1e", "Gi", "--1", "1.2.3", "1m5", "0x10", "1_000", " 1",
                  "1E5Gi", "+"]
NUMBER_QUANTITIES = [1, 2, 1.5, 0, 1024, 0.1, 1000000, 1e6, 1e21, -1, 0.0001]
TIMES = ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05.123Z", "2024-01-02T03:04:05+02:00", "1970-01-01T00:00:00Z"]
RESOURCES = ["cpu", "memory", "ephemeral-storage", "nvidia.com/gpu", "gpu", "example.com/dongle", "storage",
             "hugepages-2Mi", "xpu.com/gpu"]
WRONG = [5, "text", True, [], {}, ["a"], {"a": "b"}, 1.5, -1, 99999999999, "1", [{"name": 1}], 1e300]


def read_table(path=TABLE):
    source = path.read_text()
    types = {name: (kind, element, structure[1:-len("Struct")] if structure != "nullptr" else None, go_name)
             for name, kind, _, element, structure, go_name in TYPE.findall(source)}
    structures = {name: [field for field in FIELD.findall(body) if field[0] not in NEWER]
                  for name, body in FIELDS.findall(source)}
    return types, structures


TYPES, STRUCTURES = read_table()


class Kubernetes:
    """`strict` is for documents that a client of Kubernetes reads: what it would refuse is not drawn."""

    def __init__(self, chance, strict=False):
        self.chance = chance
        self.strict = strict

    def odd(self, weight):
        return not self.strict and self.chance.odd(weight)

    def quantity(self):
        chance = self.chance
        if self.odd(0.3):
            return chance.choice(BAD_QUANTITIES)
        if chance.maybe(0.05):
            return chance.choice(NUMBER_QUANTITIES)
        return chance.choice(ODD_QUANTITIES if chance.maybe(0.2) else QUANTITIES)

    def resource_list(self, most=3):
        return {name: self.quantity() for name in self.chance.some(RESOURCES, most)}

    def requirements(self, share=0.6):
        chance = self.chance
        found = chance.document({"limits": (share, self.resource_list), "requests": (share, self.resource_list)})
        if chance.maybe(0.03):
            found["claims"] = [{"name": chance.word()}]
        return found

    def value(self, type_name, depth=0):
        """Of a type of the table; now and then of another one."""
        chance = self.chance
        kind, element, structure, _ = TYPES[type_name]
        if self.odd(0.15):
            return chance.choice(WRONG)
        if chance.maybe(0.01):
            return None
        return getattr(self, "make_" + kind.lower())(element, structure, depth)

    def make_string(self, *_):
        return self.chance.text(0.08)

    def make_bool(self, *_):
        return self.chance.maybe(0.5)

    def make_int32(self, *_):
        return self.chance.choice([0, 1, 2, 7, 80, 420, 8090, -1, 2147483647, -2147483648, 3 if self.strict else 3.0])

    def make_int64(self, *_):
        return self.chance.choice([0, 1, 2, 30, 1000, -1, 4294967296, 9007199254740991, 10 if self.strict else 1e3])

    def make_struct(self, _, structure, depth):
        chance = self.chance
        fields = STRUCTURES[structure]
        most = 4 if depth < 4 else 1
        found = {self.spelled(name): self.value(type_name, depth + 1)
                 for name, type_name in chance.some(fields, most)}
        if chance.maybe(0.01):
            found["unknown" if self.strict else chance.choice(["unknown", "Name", "x-y"])] = chance.choice(WRONG)
        return found

    def spelled(self, name):
        """As written in Go's tag, seldom in another case, which Go accepts in a task's own pod specs."""
        chance = self.chance
        if self.strict or not chance.maybe(0.01):
            return name
        return chance.choice([name.upper(), name.capitalize(), name.lower()])

    def make_list(self, element, _, depth):
        return self.chance.few(lambda: self.value(element, depth + 1), 2 if depth < 4 else 1)

    def make_map(self, element, _, depth):
        if TYPES[element][0] == "Quantity":
            return self.resource_list()
        return {key: self.value(element, depth + 1) for key in self.chance.some(["a", "b.c/d", "E", ""], 2)}

    def make_quantity(self, *_):
        return self.quantity()

    def make_intorstring(self, *_):
        return self.chance.choice([0, 80, "http", "80", "", 8080, 2147483647])

    def make_time(self, *_):
        return self.chance.choice(TIMES)

    def make_rawjson(self, *_):
        return self.chance.choice([{"f:a": {}}, {}, {"b": [1, "x"]}])
