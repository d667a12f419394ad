"""Stands in for the module metriccounter: the same names and arguments, and the same lines."""

import socket
import sys
import threading
import time

_made = []


class MetricCounter:
    """A ring of cells, one a second; the second being filled is not printed yet."""

    def __init__(self, name, timespan=15, granularity=1, tags={}, fmt=None, stream=sys.stdout):
        self.name, self.timespan, self.granularity, self.stream = name, timespan, granularity, stream
        self.fmt = fmt or "opentsdb"
        self.tags = dict(tags)
        if self.fmt == "opentsdb":
            self.tags.setdefault("host", socket.gethostname())
        self.cells = [0.0] * (timespan + 1)
        self.last = int(time.time())
        self.lock = threading.Lock()
        _made.append(self)

    def _cell(self):
        now = int(time.time())
        for second in range(max(self.last + 1, now - self.timespan), now + 1):
            self.cells[second % len(self.cells)] = 0.0
        self.last = max(self.last, now)
        return now % len(self.cells)

    def inc(self):
        self.add(1)

    def add(self, value):
        with self.lock:
            self.cells[self._cell()] += value

    def set(self, value):
        with self.lock:
            self.cells[self._cell()] = value

    def dump(self):
        tags = " ".join("%s=%s" % pair for pair in self.tags.items())
        with self.lock:
            self._cell()
            start = self.last - self.timespan
            for part in range(0, self.timespan, self.granularity):
                seconds = range(start + part, min(start + part + self.granularity, self.last))
                value = sum(self.cells[second % len(self.cells)] for second in seconds)
                put = "put " if self.fmt == "opentsdb" else ""
                self.stream.write("%s%s %d %s %s\n" % (put, self.name, start + part, value, tags))
                self.stream.flush()


class autodump:
    """Within `with`, prints each counter, or all, two seconds from its begin and then once in its timespan."""

    def __init__(self, *counters):
        self.counters = counters or _made

    def __enter__(self):
        self.init = int(time.time()) + 2
        threading.Thread(target=self._work, daemon=True).start()

    def __exit__(self, kind, value, trace):
        return False

    def _work(self):
        while True:
            time.sleep(1 - time.time() % 1)
            now = int(time.time())
            for counter in self.counters:
                if now >= self.init and (now - self.init) % counter.timespan == 0:
                    counter.dump()


def run_every_n_seconds(n, f, args=(), kwargs={}):
    """Calls f now and every n seconds; a slot that has passed is left out."""
    start, slot = time.time(), 0
    while True:
        f(*args, **kwargs)
        slot = max(slot + 1, int((time.time() - start) / n) + 1)
        time.sleep(max(0, start + slot * n - time.time()))
