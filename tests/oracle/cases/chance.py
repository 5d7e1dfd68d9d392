"""Seeded choices, among them where a case goes wrong.

Every place at which a document could be given a fault asks `odd`. A case has at most two faults, most have none, and
which place gets one is drawn over the length of a whole document, so that a fault near the start does not hide all
that comes after it.
"""

import random
import re

FAULTS_PER_CASE = [0] * 78 + [1] * 17 + [2] * 5

HUMP = re.compile(r"(?<=[a-z0-9])[A-Z]")

PLAIN = ["a", "v", "1", "true", "main", "spark-job", "s3://b/k", "team-data", "0", "x1"]
ODD = ["", " ", " end", "a b", "x<y>&z", '"q"', "v\u00e9loce", "\u2028", "l1\nl2", "t\tt", "\u0001", "\u007f", "'",
       "\\",
       "\U0001f680", "$1", "${0}", "$$", "$HOME/x", "{{.input}}", "{{ .namespace }}", "%d%s", "a=b", "100m",
       "\u017fong", "=", "~", "null", "a" * 70]


class Chance(random.Random):
    def __init__(self, *seed):
        super().__init__("/".join(map(str, seed)))
        self.places = 400.0  # of the case before; a first guess
        self.begin()

    def begin(self):
        """A new case."""
        self.position = 0.0
        self.faults = sorted(self.random() * self.places for _ in range(self.choice(FAULTS_PER_CASE)))

    def end(self):
        self.places = max(self.position, 1.0)

    def odd(self, weight=1.0):
        """Whether there is to be a fault here; a greater weight makes it more likely."""
        self.position += weight
        if self.faults and self.faults[0] < self.position:
            self.faults.pop(0)
            return True
        return False

    def maybe(self, share):
        return self.random() < share

    def some(self, items, most=None):
        """Some of them, in any order."""
        items = list(items)
        return self.sample(items, self.randint(0, min(len(items), len(items) if most is None else most)))

    def few(self, make, most, least=0):
        return [make() for _ in range(self.randint(least, most))]

    def text(self, odd_share=0.15):
        if self.maybe(odd_share):
            return self.choice(ODD)
        if self.maybe(0.5):
            return self.choice(PLAIN)
        return self.word()

    def word(self, least=1, most=8):
        return "".join(self.choices("abcdefghijklmnopqrstuvwxyz", k=self.randint(least, most)))

    def text_map(self, keys, most=3):
        return {key: self.text() for key in self.some(keys, most)}

    def document(self, members):
        """`members` maps a key to its share, and to what makes its value: {key: (share, make)}."""
        return {key: make() for key, (share, make) in members.items() if self.maybe(share)}

    def message(self, members):
        """A protojson message: now and then in the proto's own spelling, or with a member that is null."""
        if self.maybe(0.03):
            return {HUMP.sub(lambda hump: "_" + hump[0].lower(), key): value for key, value in members.items()}
        if members and self.maybe(0.01):
            return {**members, self.choice(list(members)): None}
        return members

    def shuffled(self, document):
        """The same members in another order."""
        keys = list(document)
        self.shuffle(keys)
        return {key: document[key] for key in keys}
