#!/usr/bin/env python3
"""How long the machine is up, every two minutes."""

from metriccounter import MetricCounter, autodump, run_every_n_seconds

since_boot = MetricCounter("proc.uptime.since_boot", timespan=120, granularity=120)
idle = MetricCounter("proc.uptime.idle", timespan=120, granularity=120)


def read():
    with open("/proc/uptime") as uptime:
        up, rest = uptime.read().split()
    since_boot.set(int(float(up)))
    idle.set(int(float(rest)))


with autodump(since_boot, idle):
    run_every_n_seconds(120, read)
