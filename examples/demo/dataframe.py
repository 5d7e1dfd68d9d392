"""Two Spark tasks: one makes a DataFrame, the other gets it as its input.

Flyte stores the DataFrame between them as a structured dataset, here Parquet with three named columns.
"""

import math
from typing import Annotated

from flytekit import StructuredDataset, current_context, kwtypes, task, workflow
from flytekitplugins.spark import Spark
from pyspark.sql import DataFrame, functions

Readings = Annotated[StructuredDataset, kwtypes(station=str, hour=int, celsius=float)]

STATIONS = {"harbour": 11.0, "airport": 9.5, "summit": -3.0}


def celsius(mean: float, hour: int) -> float:
    """The temperature around a station's mean: warmest at 15 o'clock, coldest at 3."""
    return mean + 4 * math.cos((hour - 15) * math.pi / 12)


@task(
    task_config=Spark(
        spark_conf={
            "spark.driver.memory": "1g",
            "spark.executor.memory": "1g",
            "spark.executor.cores": "1",
            "spark.executor.instances": "2",
            "spark.flyte.s3_committer.enabled": "true",
        }
    )
)
def make_table(hours: int = 48) -> Readings:
    rows = [
        (station, hour, celsius(mean, hour % 24))
        for station, mean in STATIONS.items()
        for hour in range(hours)
    ]
    spark = current_context().spark_session
    return StructuredDataset(dataframe=spark.createDataFrame(rows, ["station", "hour", "celsius"]))


@task(
    task_config=Spark(
        spark_conf={
            "spark.driver.memory": "1g",
            "spark.executor.memory": "3g",
            "spark.executor.instances": "1",
        }
    )
)
def summarise(table: Readings) -> dict[str, float]:
    """The mean temperature of each station."""
    means = table.open(DataFrame).all().groupBy("station").agg(functions.avg("celsius"))
    return {station: mean for station, mean in means.collect()}


@workflow
def weather(hours: int = 48) -> dict[str, float]:
    return summarise(table=make_table(hours=hours))
