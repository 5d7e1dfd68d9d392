"""A Spark task that estimates pi from the share of random points that land in a quarter circle."""

import math
import random

from flytekit import current_context, task
from flytekitplugins.spark import Spark


def count_hits(darts: int, seed: int) -> int:
    """How many of `darts` points, drawn from the unit square, are within 1 of the origin."""
    generator = random.Random(seed)
    return sum(math.hypot(generator.random(), generator.random()) <= 1 for _ in range(darts))


@task(
    task_config=Spark(
        spark_conf={
            "spark.driver.memory": "1g",
            "spark.driver.cores": "1",
            "spark.executor.memory": "2g",
            "spark.executor.cores": "2",
            "spark.executor.instances": "3",
            # Not a key of Spark: it asks for a feature of the operator's configuration.
            "spark.flyte.dynamic_allocation.enabled": "true",
        }
    )
)
def estimate_pi(darts: int = 10_000_000) -> float:
    spark = current_context().spark_session.sparkContext
    workers = spark.defaultParallelism
    share = math.ceil(darts / workers)
    seeds = spark.parallelize(range(workers), workers)
    hits = seeds.map(lambda seed: count_hits(share, seed)).sum()
    return 4 * hits / (share * workers)
