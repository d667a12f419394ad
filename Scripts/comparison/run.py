"""Runs the agent with its peers beside it, and shows what each says; started by Scripts/compare.

Usage: run.py AGENT PREFIX TICKS URL
"""
import os
import select
import subprocess
import sys
import time

import kernel
import peers
import table

# How long before a slot the looks begin that have to be over when it comes; the slowest of the peers takes most of it.
LEAD = 0.45


def looks(readers):
    """A look of each peer, and when the last one was over."""
    return {peer: read() for peer, read in readers}, time.time()


def wait_for_output(stream, deadline):
    ready, _, _ = select.select([stream], [], [], max(0, deadline - time.time()))
    return bool(ready)


def watch(process, readers, ticks):
    """Looks before each slot and as soon as the agent has said the first of it; answers samples and looks, by slots."""
    stream, rest, samples, around = process.stdout, b"", {}, {}
    os.set_blocking(stream.fileno(), False)
    slot = int(time.time()) + 1
    while process.poll() is None and len(samples) <= ticks:
        time.sleep(max(0, slot - LEAD - time.time()))
        before, done = looks(readers)
        if wait_for_output(stream, slot + 5):
            # The nearest first: what /proc says is the last look before, and the first one after.
            after, _ = looks(readers[::-1])
            if done <= slot:
                around[slot] = (before, after)
        while chunk := stream.read(1 << 20):
            rest += chunk
        *lines, rest = rest.split(b"\n")
        for line in lines:
            metric, moment, value = line.decode().split(" ")
            samples.setdefault(int(moment), {})[metric] = value
        slot = max(slot + 1, int(time.time()) + 1)
    return samples, around


def main(agent, prefix, ticks, url):
    readers = [
        ("node_exporter", peers.NodeExporter(url)),
        ("psutil", peers.by_psutil),
        ("df", peers.by_df),
        ("vmstat -s", peers.by_vmstat),
        ("/proc", kernel.read),
    ]
    looks(readers)  # what is made at the first look takes long
    command = [agent, "--prefix", prefix, "--interval=1", "--collectors=all", "--ticks", ticks, "--print"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            samples, around = watch(process, readers, int(ticks))
        finally:
            process.terminate()
    if process.returncode != 0:
        sys.exit(f"compare: rogue-agent ended with {process.returncode}")
    return table.show(samples, around, [peer for peer, _ in readers[::-1]])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
