"""A case that fails -> the smallest that still fails in the same way.

Parts are taken away as long as a difference of the same class remains. Many candidates are asked at once, since a
question costs far less than the start of two programs; only configurations have to be tried one by one.
"""

import copy

from cases.documents import children

KEPT = {("id",), ("kind",), ("now",), ("application",)}
CANDIDATES = 400  # asked at once
CONFIGURATIONS = 120  # tried in all


def parts(document, path=()):
    """The path of everything inside, with the size of what stands there."""
    for key, value in children(document):
        yield (*path, key), len(repr(value))
        yield from parts(value, (*path, key))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def without(document, paths):
    found = copy.deepcopy(document)
    # From the back, so that the indexes of what is still to go hold; the type comes first because keys mix.
    for path in sorted(paths, key=lambda path: [(isinstance(key, int), key) for key in path], reverse=True):
        del at(found, path[:-1])[path[-1]]
    return found


def replaced(document, path, value):
    found = copy.deepcopy(document)
    at(found, path[:-1])[path[-1]] = value
    return found


def outermost(paths):
    chosen = []
    for path in paths:
        if not any(path[:len(other)] == other for other in chosen):
            chosen.append(path)
    return chosen


def shrink_case(case, fails):
    """`fails` takes cases and says of each whether it still fails in the same way."""
    while True:
        smaller = one_round(case, fails)
        if smaller is None:
            break
        case = smaller
    return shorten(case, fails)


def one_round(case, fails):
    paths = sorted((part for part in parts(case) if part[0] not in KEPT), key=lambda part: -part[1])
    paths = [path for path, _ in paths[:CANDIDATES]]
    verdicts = fails([without(case, [path]) for path in paths])
    gone = outermost([path for path, failed in zip(paths, verdicts) if failed])
    if not gone:
        return None
    # Each of them can go alone; as many as possible go together.
    sizes = []
    size = len(gone)
    while size:
        sizes.append(size)
        size //= 2
    together = [without(case, gone[:size]) for size in sizes]
    return next((candidate for candidate, failed in zip(together, fails(together)) if failed), together[-1])


def shorten(case, fails):
    for _ in range(12):
        texts = [path for path, _ in parts(case) if path not in KEPT and isinstance(at(case, path), str)]
        tried = [(path, half) for path in texts for half in halves(at(case, path))][:CANDIDATES]
        verdicts = fails([replaced(case, path, half) for path, half in tried])
        shorter = next((change for change, failed in zip(tried, verdicts) if failed), None)
        if shorter is None:
            break
        case = replaced(case, *shorter)
    return case


def halves(text):
    return [text[:len(text) // 2], text[len(text) // 2:]] if len(text) > 1 else []


def shrink_configuration(configuration, fails):
    """`fails` takes one configuration."""
    if not configuration or fails({}):
        return {}
    tries = CONFIGURATIONS
    again = True
    while again:
        again = False
        gone = ()
        for path, _ in sorted(parts(configuration), key=lambda part: (len(part[0]) > 3, -part[1])):
            if tries == 0:
                return configuration
            if gone and path[:len(gone)] == gone or isinstance(path[-1], int) and path[:-1] == gone[:-1]:
                continue  # it went, or its index changed
            tries -= 1
            candidate = without(configuration, [path])
            if fails(candidate):
                configuration, gone, again = candidate, path, True
                break
    return configuration
