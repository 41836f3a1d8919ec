#!/usr/bin/env python3
"""Answers a table of claims with another program: dictionary, truthdiscovery or crowdkit.

usage: peers.py PROGRAM TABLE.tsv[.gz]

Columns source, item, value; one claim a row. Prints how many items were answered.
"""
import collections, gzip, sys, types


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as table:
        next(table)
        for line in table:
            source, item, value = line.rstrip("\n").split("\t")[:3]
            yield source, item, value


def dictionary(path):
    counters = collections.defaultdict(collections.Counter)
    for _, item, value in rows(path):
        counters[item][value] += 1
    return {item: counter.most_common(1)[0][0] for item, counter in counters.items()}


def truthdiscovery(path):
    # Drawing is not needed, and its library is hard to install.
    sys.modules.setdefault("cairo", types.ModuleType("cairo"))
    from truthdiscovery.algorithm import PooledInvestment
    from truthdiscovery.input import Dataset

    seen = set()

    def first(triples):
        for triple in triples:
            if triple[:2] not in seen:
                seen.add(triple[:2])
                yield triple

    results = PooledInvestment().run(Dataset(first(rows(path))))
    return {item: max(beliefs, key=beliefs.get) for item, beliefs in results.belief.items()}


def crowdkit(path):
    import pandas
    from crowdkit.aggregation import MajorityVote

    table = pandas.read_csv(path, sep="\t", dtype=str, quoting=3, keep_default_na=False)
    table = table.rename(columns={"source": "worker", "item": "task", "value": "label"})
    return MajorityVote().fit_predict(table[["worker", "task", "label"]])


if __name__ == "__main__":
    program, path = sys.argv[1:]
    print(len({"dictionary": dictionary, "truthdiscovery": truthdiscovery, "crowdkit": crowdkit}[program](path)))
