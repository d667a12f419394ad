"""Which of the agent's values lie where the peers say they have to, as a table.

A counter: between the peer's looks before and after the slot. A gauge: no farther from the peer's looks at this slot and the
ones beside it than it changed meanwhile, as far as any one of the peers saw it change: on a busy machine a peer can look
past a peak. A Share: what the looks around both of its ends leave possible.
"""
from kernel import Share

# What is another from one microsecond to the next: here the looks of the whole run are what a value is held against.
FLEETING = ("cpu.procs_", "load.runnable", "threads.", "load.total_entities", "disk.io;", "sockets.", "system.file_handles")
ROUNDING = 1e-9


def ends(value):
    """The least and the most that a peer's value stands for."""
    return value if isinstance(value, tuple) and not isinstance(value, Share) else (value, value)


def share_bounds(metric, earlier, now):
    """What a share can be: its growth is that between the inner looks at least, and between the outer ones at most."""
    (first, second), (third, fourth) = [[look.get(metric) for look in looks] for looks in (earlier, now)]
    if None in (first, second, third, fourth):
        return None
    grain = first.grain
    least, most = max(0, third.part - second.part - grain), max(0, fourth.part - first.part + grain)
    shortest, longest = max(0, third.whole - second.whole - grain), fourth.whole - first.whole + grain
    if longest <= 0:
        return None
    low = now[0][metric].scale * least / longest
    high = now[0][metric].scale * most / shortest if shortest > 0 else float("inf")
    return low, min(high, first.limit)


def gauge_bounds(metric, looks, peer):
    extremes = {}
    for look in looks:
        for who, values in look.items():
            if metric in values:
                extremes[who] = [*extremes.get(who, []), *ends(values[metric])]
    change = max(max(values) - min(values) for values in extremes.values())
    return min(extremes[peer]) - change, max(extremes[peer]) + change


def bounds(metric, value, slot, around, peer):
    """What the peer's looks say that the value has to be between; None where they say nothing."""
    own = [look[peer] for look in around[slot]]
    if not all(metric in look for look in own):
        return None
    if isinstance(own[0][metric], Share):
        before = around.get(slot - 1)
        return before and share_bounds(metric, [look[peer] for look in before], own)
    if "." not in value:
        return ends(own[0][metric])[0], ends(own[1][metric])[1]
    slots = around if metric.startswith(FLEETING) else [slot - 1, slot, slot + 1]
    return gauge_bounds(metric, [look for key in slots if key in around for look in around[key]], peer)


def held(value, low, high):
    number = float(value) if "." in value else int(value)
    slack = ROUNDING * max(abs(low), abs(number)) if "." in value else 0
    return low - slack <= number <= high + slack


def shown(number):
    return f"{number:.0f}" if number == number // 1 and abs(number) < 1e18 else f"{number:.4g}"


def row(metric, peer, samples, around):
    """The first slot that is not held, else the last one; with how many were, of how many. None: nothing to compare."""
    compared, good, example = 0, 0, None
    for slot in sorted(samples):
        value = samples[slot].get(metric)
        limits = bounds(metric, value, slot, around, peer) if value is not None and slot in around else None
        if limits is None:
            continue
        compared += 1
        if held(value, *limits):
            good += 1
        if good == compared or good == compared - 1 and not held(value, *limits):
            example = (value, f"{shown(limits[0])} .. {shown(limits[1])}")
    return compared and (metric, example[0], peer, example[1], good, compared)


def show(samples, around, names):
    """Prints the table, and answers the exit code."""
    metrics = sorted({metric for slot in samples.values() for metric in slot})
    rows = {metric: [found for peer in names if (found := row(metric, peer, samples, around))] for metric in metrics}
    widths = "{:<52} {:>22}  {:<13} {:>42}  {}"
    print(widths.format("METRIC", "ROGUE", "PEER", "PEER'S LOW .. HIGH", "HELD"))
    missed = 0
    for metric in metrics:
        for _, value, peer, limits, good, compared in rows[metric]:
            missed += good < compared
            print(widths.format(metric, value, peer, limits, f"{'NO' if good < compared else 'yes'} {good}/{compared}"))
    alone = [metric for metric in metrics if not rows[metric]]
    count = sum(map(len, rows.values()))
    print(f"{len(metrics) - len(alone)} metrics compared, {count} comparisons at {len(around)} slots, {missed} not held")
    print(f"{len(alone)} metrics have no peer{': ' if alone else ''}{', '.join(alone)}")
    return 0 if count and not missed else 1
