"""The tasks of pi.py and dataframe.py -> FOLDER/TASK.pb, the task templates that flytekit would register.

usage: compile_tasks.py FOLDER

A template is binary protobuf, as Flyte stores it. No Flyte and no image has to be there.
"""

import sys
from collections import OrderedDict
from pathlib import Path

from flytekit.configuration import ImageConfig, SerializationSettings
from flytekit.core.base_task import PythonTask
from flytekit.tools.translator import get_serializable

from dataframe import make_table, summarise
from pi import estimate_pi

TASKS: dict[str, PythonTask] = {
    "estimate_pi": estimate_pi,
    "make_table": make_table,
    "summarise": summarise,
}

SETTINGS = SerializationSettings(
    image_config=ImageConfig.auto(img_name="cr.example.org/jobs/spark:v1"),
    project="flytesnacks",
    domain="development",
    version="v1",
)


def template_bytes(task: PythonTask) -> bytes:
    specification = get_serializable(OrderedDict(), SETTINGS, task)
    return specification.template.to_flyte_idl().SerializeToString(deterministic=True)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: compile_tasks.py FOLDER")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, task in TASKS.items():
        (folder / f"{name}.pb").write_bytes(template_bytes(task))


if __name__ == "__main__":
    main()
