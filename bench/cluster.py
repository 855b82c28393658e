"""A paper cluster, simulated: ``python -m bench.cluster [--clauses 100000000] [--rate 1000]``.

Nothing here is measured on a cluster. Sizes a clause and times a search are taken from the arguments, whose defaults are
this project's own measurements on one machine (``bench.growth``) or, where they say so, assumptions. Questions arrive at
random (Poisson); each takes a core of a page server, then a core of one replica of every shard it must ask, and ends with
the last of them. A core serves one search at a time, first come, first served.
"""

from __future__ import annotations

import argparse
import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Plan:
    """A cluster: how many clauses and questions, how they are spread, and what each step costs a core."""

    clauses: int
    rate: float
    shards: int
    replicas: int
    cores: int
    pages: int
    bytes_a_clause: float
    search_ms: float
    page_ms: float
    asked_share: float
    gb_month: float
    core_month: float

    @property
    def node_gb(self) -> float:
        """Memory of one replica of one shard, a third left free."""
        return 1.5 * self.clauses * self.bytes_a_clause / self.shards / 1e9

    @property
    def nodes(self) -> int:
        """Search nodes, one for each replica of each shard."""
        return self.shards * self.replicas

    @property
    def cost(self) -> float:
        """A month of search nodes and page servers, in the money of the prices given."""
        cores = (self.nodes + self.pages) * self.cores
        return cores * self.core_month + (self.nodes * self.node_gb + self.pages * 16) * self.gb_month


class Node:
    """Cores that serve one after another."""

    def __init__(self, cores: int) -> None:
        self._free = [0.0] * cores
        self.busy = 0.0

    @property
    def soonest(self) -> float:
        """When a core is free."""
        return self._free[0]

    def serve(self, arrives: float, takes: float) -> float:
        """When a search that arrives at some second and takes so many is done."""
        done = max(arrives, self._free[0]) + takes
        heapq.heapreplace(self._free, done)
        self.busy += takes
        return done


def simulate(plan: Plan, seconds: float, lost: Sequence[int] = (), slow: int | None = None, seed: int = 7) -> tuple[list[float], float]:
    """Milliseconds of each question and the share of busy time of the busiest node.

    Args:
        plan: The cluster.
        seconds: How long questions arrive.
        lost: The numbers of search nodes that are gone; node n holds shard n modulo the number of shards.
        slow: The number of a node three times as slow.
        seed: Of the random numbers.

    Raises:
        ValueError: If a shard has no replica left.
    """
    random = np.random.default_rng(seed)
    pages = [Node(plan.cores) for _ in range(plan.pages)]
    nodes = {n: Node(plan.cores) for n in range(plan.nodes) if n not in set(lost)}
    holders = [[n for n in nodes if n % plan.shards == shard] for shard in range(plan.shards)]
    if not all(holders):
        raise ValueError("a shard has no replica left")
    arrivals = np.cumsum(random.exponential(1 / plan.rate, int(plan.rate * seconds)))
    asked = max(1, round(plan.asked_share * plan.shards))
    ready = sorted((min(random.choice(pages, 2, replace=False) if plan.pages > 1 else pages, key=lambda p: p.soonest).serve(
        at, random.exponential(plan.page_ms) / 1000), at) for at in arrivals)  # fmt: skip
    times = []
    for start, at in ready:
        ends = []
        for shard in random.choice(plan.shards, asked, replace=False):
            two = random.choice(holders[shard], min(2, len(holders[shard])), replace=False)
            number = min(two, key=lambda n: nodes[n].soonest)
            takes = random.gamma(4, plan.search_ms / 4) / 1000 * (3 if number == slow else 1)
            ends.append(nodes[number].serve(start, takes))
        times.append(1000 * (max(ends) - at))
    return times, max(node.busy for node in nodes.values()) / (plan.cores * float(arrivals[-1]))


def main() -> None:
    """Print the plan's size and cost, and how it answers on a good day and on bad ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default, text in (
        ("clauses", 100_000_000, "clauses held"), ("rate", 1000, "questions a second"), ("shards", 12, "parts of the collection"),
        ("replicas", 3, "copies of each part, one in each zone"), ("cores", 16, "cores of a node"), ("pages", 4, "page servers"),
        ("bytes-a-clause", 850, "memory: vector in half precision 320, graph 130, words and their scores 330, the rest 70"),
        ("search-ms", 8, "core time of one search in one shard (assumed: a graph of 8 million vectors and the postings)"),
        ("page-ms", 15, "core time of a page server for one question (measured, bench.growth)"),
        ("asked-share", 1.0, "share of the shards a question asks; less where a filter on kind or region prunes"),
        ("gb-month", 3.0, "price of a GB of memory a month (assumed)"), ("core-month", 20.0, "price of a core a month (assumed)"),
        ("seconds", 20, "simulated time"),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=type(default), default=default, help=f"{text} (default {default})")
    given = vars(parser.parse_args())
    seconds = given.pop("seconds")
    plan = Plan(**given)
    print(f"{plan.clauses:,} clauses, {plan.rate:,.0f} questions a second")
    print(f"{plan.nodes} search nodes ({plan.shards} shards, {plan.replicas} replicas) of {plan.cores} cores and {plan.node_gb:.0f} GB; "
          f"{plan.pages} page servers; {plan.cost:,.0f} a month at the prices given")  # fmt: skip
    print(f"{'':<34}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'busiest':>9}")
    one_zone = range(plan.shards, 2 * plan.shards)
    cases: tuple[tuple[str, Plan, Sequence[int], int | None], ...] = (
        ("a good day", plan, (), None),
        ("one node lost", plan, (0,), None),
        ("one zone lost", plan, one_zone, None),
        ("one zone lost, twice the questions", replace(plan, rate=2 * plan.rate), one_zone, None),
        ("one node three times as slow", plan, (), 0),
        ("a filter that asks a third", replace(plan, asked_share=plan.asked_share / 3), (), None),
        ("twice the questions", replace(plan, rate=2 * plan.rate), (), None),
    )
    for name, case, lost, slow in cases:
        times, busiest = simulate(case, seconds, lost, slow)
        p50, p95, p99 = np.quantile(times, [0.5, 0.95, 0.99])
        print(f"{name:<34}{p50:>8.0f}{p95:>8.0f}{p99:>8.0f}{busiest:>9.0%}")


if __name__ == "__main__":
    main()
