#!/usr/bin/env python3
"""Failed logins in the log of authentications, or in the file that the argument names."""

import subprocess
import sys

from metriccounter import MetricCounter, autodump

failures = MetricCounter("auth.failures", timespan=10, granularity=1)

log = sys.argv[1] if len(sys.argv) > 1 else "/var/log/auth.log"
tail = subprocess.Popen(["tail", "-n", "0", "-f", log], stdout=subprocess.PIPE)
grep = subprocess.Popen(
    ["stdbuf", "-o0", "grep", "authentication failure"], stdin=tail.stdout, stdout=subprocess.PIPE
)
with autodump(failures):
    for line in grep.stdout:
        failures.inc()
