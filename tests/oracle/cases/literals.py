"""Inputs of a task, the arguments that name them, and interfaces that declare them; protojson."""

import base64
import struct

INPUTS = ["x", "y", "long_name", "a.b", "X", "o0", "n-1", "caf\u00e9"]
VARIABLES = ["Input", "OutputPrefix", "InputPrefix", "RawOutputDataPrefix", "PrevCheckpointPrefix", "Namespace",
             "CheckpointOutputPrefix", "PerRetryUniqueKey", "TaskTemplatePath"]
USUAL = ["pyflyte-execute", "--inputs", "{{.input}}", "--output-prefix", "{{.outputPrefix}}",
         "--raw-output-data-prefix",
         "{{.rawOutputDataPrefix}}", "--checkpoint-path", "{{.checkpointOutputPrefix}}", "--prev-checkpoint",
         "{{.prevCheckpointPrefix}}", "--resolver", "flytekit.core", "--", "task-module", "jobs"]
NUMBERS = [0.0, 1.0, 3.0, -0.5, 1e21, 1e-7, 100000.0, 1e20, 0.1, 123456789.125, 1e300, -0.0, 5e-324, "NaN", "Infinity",
           "-Infinity", 1e-5, 0.0001, 16777217.0, 1e6, 2.5e15, 1e15]
TIMES = ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05.120Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z",
         "1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z", "2024-01-02T03:04:05.000001Z",
         "2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05.1-07:30"]
DURATIONS = ["3.5s", "0s", "-1.500s", "0.000000001s", "315576000000s", "60s", "-0.5s"]
SIMPLE = ["NONE", "INTEGER", "FLOAT", "STRING", "BOOLEAN", "DATETIME", "DURATION", "BINARY", "ERROR", "STRUCT"]


def pack(value, chance):
    """As msgpack, with now and then a longer form than needed."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        if 0 <= value < 128 and chance.maybe(0.7):
            return bytes([value])
        if value < 0 or value < 2**63 and chance.maybe(0.5):
            return b"\xd3" + struct.pack(">q", value)
        return b"\xcf" + struct.pack(">Q", value)
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value) if chance.maybe(0.6) else b"\xca" + struct.pack(">f", value)
    if isinstance(value, str):
        text = value.encode()
        short = bytes([0xa0 | len(text)]) if len(text) < 32 and chance.maybe(0.8) else b"\xd9" + bytes([len(text)])
        return short + text
    if isinstance(value, bytes):
        return b"\xc4" + bytes([len(value)]) + value
    if isinstance(value, list):
        return bytes([0x90 | len(value)]) + b"".join(pack(item, chance) for item in value)
    return bytes([0x80 | len(value)]) + b"".join(pack(key, chance) + pack(item, chance) for key, item in value.items())


class Literals:
    def __init__(self, chance):
        self.chance = chance

    # ---- arguments

    def arguments(self, most=5):
        chance = self.chance
        if chance.maybe(0.15):
            return list(USUAL)
        return chance.few(self.argument, most)

    def argument(self):
        chance = self.chance
        parts = [chance.text(0.1) if chance.maybe(0.4) else self.placeholder() for _ in range(chance.randint(1, 2))]
        return "".join(parts)

    def placeholder(self):
        chance = self.chance
        name = chance.choice(VARIABLES)
        if chance.maybe(0.3):
            name = "inputs." + (chance.choice(["nope", "Input", "x.y"]) if chance.odd(1) else chance.choice(INPUTS))
        if chance.maybe(0.04):
            name = chance.choice(["inputFile", "Unknown", "inputs", "inputs.", "taskConfig.x", "runName", "Input s"])
        spelling = chance.choice([str, str.lower, lambda text: text[0].lower() + text[1:]])
        if not name.lower().startswith("inputs."):
            name = spelling(name)
        if chance.maybe(0.85):
            return "{{." + name + "}}"
        space, after = self.space(), self.space()
        dot = chance.choice([".", "$", ".", "$", "", "..", " ."])
        return "{{" + space + dot + name + after + chance.choice(["}}", "}}", "}}", "}", "} }"])

    def space(self):
        return self.chance.choice(["", " ", "  ", "\t", "\n", "\r\n", "\f", "\v", "\u00a0"])

    # ---- inputs

    def inputs(self):
        """Every name that arguments use, or nearly."""
        chance = self.chance
        if chance.maybe(0.04):
            return chance.choice([{}, {"literals": {}}])
        return {"literals": {name: self.literal() for name in INPUTS if not chance.odd(0.4)}}

    def literal(self, depth=0):
        chance = self.chance
        literal = {}
        if chance.maybe(0.2) and depth < 3:
            literal["collection"] = {"literals": chance.few(lambda: self.literal(depth + 1), 3)}
        elif chance.odd(0.4):
            literal = chance.choice([{}, {"map": {"literals": {"a": self.literal(2)}}}, {"map": {}},
                                     {"offloadedMetadata": {"uri": "s3://o", "sizeBytes": "5"}}])
        else:
            literal["scalar"] = self.scalar()
        if chance.maybe(0.05):
            literal["hash"] = chance.word()
            literal["metadata"] = chance.text_map(["a", "b"])
        return chance.message(literal)

    def scalar(self):
        chance = self.chance
        if chance.odd(0.4):
            return chance.choice([
                {}, {"noneType": {}}, {"error": {"failedNodeId": "n", "message": "m"}}, {"generic": {"a": [1, None,
                                                                                                           {}]}},
                {"union": {"value": {"scalar": {"primitive": {"integer": "1"}}}, "type": {"simple": "INTEGER"}}},
                {"structuredDataset": {"uri": "s3://d", "metadata": {"structuredDatasetType": {"format": "parquet"}}}},
                {"primitive": {}}, {"binary": {"tag": "other", "value": "AAAA"}}, {"binary": {"value": "wQ=="}},
                {"binary": {"tag": "msgpack", "value": chance.choice(["", "xw==", "2Q==", "kQ==", "wQ==", "gaE="])}}])
        if chance.maybe(0.7):
            return {"primitive": chance.message(self.primitive())}
        return chance.choice([
            lambda: {"blob": {"uri": chance.text(), "metadata": {"type": {"format": "csv",
                                                                          "dimensionality": "MULTIPART"}}}},
            lambda: {"schema": {"uri": chance.text(), "type": {"columns": [{"name": "c", "type": "FLOAT"}]}}},
            lambda: {"binary": {"tag": "msgpack", "value": base64.b64encode(pack(self.native(), chance)).decode()}},
        ])()

    def primitive(self):
        chance = self.chance
        return chance.choice([
            lambda: {"integer": chance.choice(["42", "0", -1, "9223372036854775807", "-9223372036854775808", 7, 1e3,
                                                 "1e2", "-0", 5.0])},
            lambda: {"floatValue": chance.choice(NUMBERS)},
            lambda: {"stringValue": chance.text(0.4)},
            lambda: {"boolean": chance.maybe(0.5)},
            lambda: {"datetime": chance.choice(TIMES)},
            lambda: {"duration": chance.choice(DURATIONS)},
        ])()

    def native(self, depth=0):
        """What msgpack packs."""
        chance = self.chance
        if depth < 3 and chance.maybe(0.4):
            if chance.maybe(0.5):
                return [self.native(depth + 1) for _ in range(chance.randint(0, 3))]
            keys = chance.some(["a", "B", "", "z"], 3) if chance.maybe(0.8) else [chance.choice([1, -5, 300])]
            return {key: self.native(depth + 1) for key in keys}
        return chance.choice([None, True, False, 0, 1, 127, 128, -1, -33, 2**31, 2**63, -2**63, 1.5, 1e21, 0.1, float(
            "nan"), "", "text", "v\u00e9", b"", b"\x00\xff"])

    # ---- interfaces

    def interface(self):
        chance = self.chance
        return chance.document({"inputs": (0.8, self.variable_map), "outputs": (0.8, self.variable_map)})

    def variable_map(self):
        chance = self.chance
        variables = {name: self.variable() for name in chance.some(INPUTS, 3)}
        if chance.maybe(0.3):
            return {"variables": [{"key": key, "value": value} for key, value in variables.items()]}
        return {"variables": variables} if chance.maybe(0.9) else {}

    def variable(self):
        chance = self.chance
        return chance.document({"type": (0.95, self.literal_type), "description": (0.3, chance.text)})

    def literal_type(self, depth=0):
        chance = self.chance
        inner = (lambda: self.literal_type(depth + 1)) if depth < 2 else lambda: {"simple": "STRING"}
        return chance.choice([
            lambda: {"simple": chance.choice(SIMPLE + [4])}, lambda: {"simple": chance.choice(SIMPLE)},
            lambda: {"collectionType": inner()}, lambda: {"mapValueType": inner()},
            lambda: {"blob": {"format": "csv", "dimensionality": chance.choice(["SINGLE", "MULTIPART", 1])}},
            lambda: {"enumType": {"values": ["a", "b"]}}, lambda: {"unionType": {"variants": chance.few(inner, 2)}},
            lambda: {"schema": {"columns": [{"name": "c", "type": chance.choice(["INTEGER", "STRING"])}]}},
            lambda: {"structuredDatasetType": {"format": "parquet", "columns": [{"name": "c",
                                                                                 "literalType": inner()}]}},
        ])()
