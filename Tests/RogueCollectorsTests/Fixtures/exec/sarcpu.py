#!/usr/bin/env python3
"""The columns of sar, or of the program that the arguments name."""

import subprocess
import sys

from metriccounter import MetricCounter, autodump

TYPES = ["user", "nice", "system", "iowait", "steal", "idle"]
counters = [MetricCounter("sar.cpu.util", timespan=1, granularity=1, tags={"type": name}) for name in TYPES]

sar = subprocess.Popen(sys.argv[1:] or ["sar", "1"], stdout=subprocess.PIPE, text=True)
with autodump(*counters):
    for line in sar.stdout:
        fields = line.split()
        if len(fields) >= 8 and fields[-7] == "all":
            for counter, value in zip(counters, fields[-6:]):
                counter.set(float(value))
