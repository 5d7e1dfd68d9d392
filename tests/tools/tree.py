"""The files of the tree as git sees them: tracked, or new and not ignored."""

import pathlib
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def files(root, *patterns):
    """Paths below `root` with forward slashes, sorted; patterns are git's."""
    listing = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        check=True, capture_output=True, text=True)
    names = {name for name in listing.stdout.split("\0") if name}
    return sorted(name for name in names if (root / name).is_file())


def report(faults, what):
    """Prints each fault; the exit status."""
    for fault in faults:
        print(fault)
    print(f"{what}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    return 1 if faults else 0
