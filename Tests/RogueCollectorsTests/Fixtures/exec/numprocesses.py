#!/usr/bin/env python3
"""How many processes there are, by state."""

import os

from metriccounter import MetricCounter, autodump, run_every_n_seconds

STATES = {"R": "running", "S": "sleeping", "D": "disk_sleep", "Z": "zombie", "T": "stopped", "t": "tracing_stop"}
counters = {
    state: MetricCounter("proc.num_processes", timespan=15, granularity=1, tags={"state": state})
    for state in list(STATES.values()) + ["unknown"]
}


def scan():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % pid) as stat:
                state = stat.read().rpartition(")")[2].split()[0]
        except OSError:
            continue
        counters[STATES.get(state, "unknown")].inc()


with autodump():
    run_every_n_seconds(1, scan)
