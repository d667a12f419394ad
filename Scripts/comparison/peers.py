"""What other programs say: psutil, df, vmstat and prometheus-node-exporter, each by Rogue's names of metrics.

A value that a program rounds is a pair: the least and the most that it can stand for.
"""
import re
import subprocess
import time
import urllib.request

import psutil

import kernel
from kernel import NET, Share, name


def by_psutil():
    memory, swap, stats, now = psutil.virtual_memory(), psutil.swap_memory(), psutil.cpu_stats(), time.monotonic()
    values = {
        "mem.memtotal": memory.total, "mem.memavailable": memory.available, "mem.memfree": memory.free,
        "mem.active": memory.active, "mem.inactive": memory.inactive, "mem.buffers": memory.buffers,
        "mem.shmem": memory.shared, "mem.slab": memory.slab,
        "MemoryPercent": (memory.percent - 0.05, memory.percent + 0.05),
        "mem.used_percent": (memory.percent - 0.05, memory.percent + 0.05),
        "mem.swaptotal": swap.total, "mem.swapfree": swap.free, "swap.used": swap.used,
        "vm.pswpin": swap.sin // kernel.PAGE, "vm.pswpout": swap.sout // kernel.PAGE,
        "cpu.ctxt_per_sec": stats.ctx_switches, "cpu.intr_per_sec": stats.interrupts,
        "cpu.softirqs_per_sec": stats.soft_interrupts,
        "cpu.cores": psutil.cpu_count(), "system.cores": psutil.cpu_count(),
        "system.boot_time": psutil.boot_time(), "system.users": len(psutil.users()),
    }  # fmt: skip
    values |= kernel.cpu_shares(psutil.cpu_times()._asdict())
    for key, value in zip(("one", "five", "fifteen"), psutil.getloadavg()):
        values[f"load.{key}"] = (value - 0.005, value + 0.005)  # getloadavg(3) is not rounded, /proc/loadavg is
    whole = kernel.physical()
    disks = psutil.disk_io_counters(perdisk=True, nowrap=False)
    for title in ("Read", "Write"):
        low = title.lower()
        values[f"Disk{title}Bytes"] = sum(getattr(disks[d], f"{low}_bytes") for d in disks if d in whole)
        values[f"Disk{title}Time"] = sum(getattr(disks[d], f"{low}_time") for d in disks if d in whole)
    for device, disk in disks.items():
        counts = {"reads": disk.read_count, "writes": disk.write_count, "read_time": disk.read_time,
                  "write_time": disk.write_time, "read_thruput": disk.read_bytes, "write_thruput": disk.write_bytes,
                  "reads_merged": disk.read_merged_count, "writes_merged": disk.write_merged_count,
                  "io_time": disk.busy_time}  # fmt: skip
        values |= {name(f"disk.{key}", device=device): count for key, count in counts.items()}
        values[name("disk.utilisation", device=device)] = Share(disk.busy_time, now * 1000, 100, 100)
    values |= {"NetworkBytesReceived": 0, "NetworkBytesSent": 0}
    links = psutil.net_if_stats()
    for interface, net in psutil.net_io_counters(pernic=True, nowrap=False).items():
        values["NetworkBytesReceived"] += net.bytes_recv
        values["NetworkBytesSent"] += net.bytes_sent
        counts = {"rx_bytes": net.bytes_recv, "tx_bytes": net.bytes_sent, "rx_packets": net.packets_recv,
                  "tx_packets": net.packets_sent, "rx_errs": net.errin, "tx_errs": net.errout, "rx_drop": net.dropin,
                  "tx_drop": net.dropout, "rx_bits": net.bytes_recv * 8, "tx_bits": net.bytes_sent * 8}  # fmt: skip
        if interface in links:
            counts["mtu"] = links[interface].mtu
        values |= {name(f"net.{key}", interface=interface): count for key, count in counts.items()}
    names = {"fin_wait1": "FIN_WAIT1", "fin_wait2": "FIN_WAIT2"}
    states = [connection.status for connection in psutil.net_connections("tcp")]
    for state in kernel.TCP_STATES:
        values[name("sockets.count", protocol="tcp", state=state)] = states.count(names.get(state, state.upper()))
    for part in psutil.disk_partitions(all=True):
        try:
            room = psutil.disk_usage(part.mountpoint)
        except OSError:
            continue
        numbers = {"total": room.total, "used": room.used, "avail": room.free,
                   "percent": (room.percent - 0.051, room.percent + 0.051)}  # fmt: skip
        tags = {"mount": part.mountpoint, "fstype": part.fstype}
        values |= {name(f"fs.{key}", **tags): number for key, number in numbers.items()}
    return values


def by_vmstat():
    """`vmstat -s`: a line `number what`."""
    names = {
        "K total memory": ("mem.memtotal", 1024), "K active memory": ("mem.active", 1024),
        "K inactive memory": ("mem.inactive", 1024), "K free memory": ("mem.memfree", 1024),
        "K buffer memory": ("mem.buffers", 1024), "K total swap": ("mem.swaptotal", 1024),
        "K used swap": ("swap.used", 1024), "K free swap": ("mem.swapfree", 1024), "K paged in": ("vm.pgpgin", 1),
        "K paged out": ("vm.pgpgout", 1), "pages swapped in": ("vm.pswpin", 1), "pages swapped out": ("vm.pswpout", 1),
        "interrupts": ("cpu.intr_per_sec", 1), "CPU context switches": ("cpu.ctxt_per_sec", 1),
        "boot time": ("system.boot_time", 1), "forks": ("cpu.procs_forked_per_sec", 1),
    }  # fmt: skip
    states = {
        "non-nice user": "user", "nice user": "nice", "system": "system", "idle": "idle", "IO-wait": "iowait", "IRQ": "irq",
        "softirq": "softirq", "stolen": "steal", "non-nice guest": "guest", "nice guest": "guest_nice",
    }  # fmt: skip
    values, times = {}, {}
    for line in subprocess.run(["vmstat", "-s"], capture_output=True, text=True, check=True).stdout.splitlines():
        number, what = line.split(maxsplit=1)
        if what.endswith(" cpu ticks"):
            times[states[what.removesuffix(" cpu ticks")]] = int(number)
        elif what in names:
            values[names[what][0]] = int(number) * names[what][1]
    return values | kernel.cpu_shares(times)


def by_df():
    columns = ["fstype", "size", "used", "avail", "pcent", "itotal", "iused", "iavail", "ipcent", "target"]
    keys = ["total", "used", "avail", "percent", "inodes_total", "inodes_used", "inodes_avail", "inodes_percent"]
    command = ["df", "-a", "-B1", "--output=" + ",".join(columns)]
    values = {}
    for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[1:]:
        kind, *numbers, mount = line.split(maxsplit=len(columns) - 1)
        for key, number in zip(keys, numbers):
            if number != "-":
                # Use% is rounded up.
                percent = number.endswith("%")
                value = (int(number[:-1]) - 1, int(number[:-1])) if percent else int(number)
                values[name(f"fs.{key}", mount=mount, fstype=kind)] = value
    return values


class NodeExporter:
    """What the exporter says at `url`."""

    SINGLE = {
        "node_context_switches_total": "cpu.ctxt_per_sec", "node_forks_total": "cpu.procs_forked_per_sec",
        "node_intr_total": "cpu.intr_per_sec", "node_procs_running": "cpu.procs_running",
        "node_procs_blocked": "cpu.procs_blocked", "node_boot_time_seconds": "system.boot_time", "node_load1": "load.one",
        "node_load5": "load.five", "node_load15": "load.fifteen",
        "node_filefd_maximum": "system.file_handles_max", "node_entropy_available_bits": "system.entropy",
        "node_nf_conntrack_entries": "conntrack.count", "node_nf_conntrack_entries_limit": "conntrack.max",
        "node_nf_conntrack_stat_drop": "conntrack.drop", "node_nf_conntrack_stat_early_drop": "conntrack.early_drop",
        "node_nf_conntrack_stat_insert_failed": "conntrack.insert_failed", "node_sockstat_sockets_used": "sockets.used",
    }  # fmt: skip
    # Seconds there, milliseconds in Rogue.
    DISK = {
        "reads_completed_total": ("reads", 1), "reads_merged_total": ("reads_merged", 1),
        "read_bytes_total": ("read_thruput", 1), "read_time_seconds_total": ("read_time", 1000),
        "writes_completed_total": ("writes", 1), "writes_merged_total": ("writes_merged", 1),
        "written_bytes_total": ("write_thruput", 1), "write_time_seconds_total": ("write_time", 1000), "io_now": ("io", 1),
        "io_time_seconds_total": ("io_time", 1000), "io_time_weighted_seconds_total": ("io_weighted_time", 1000),
        "discards_completed_total": ("discards", 1), "discards_merged_total": ("discards_merged", 1),
        "discarded_sectors_total": ("discard_sectors", 1), "discard_time_seconds_total": ("discard_time", 1000),
        "flush_requests_total": ("flushes", 1), "flush_requests_time_seconds_total": ("flush_time", 1000),
    }  # fmt: skip
    FILESYSTEM = {"size_bytes": "total", "free_bytes": "free", "avail_bytes": "avail", "files": "inodes_total",
                  "files_free": "inodes_free", "readonly": "readonly"}  # fmt: skip
    SOFTNET = {"processed_total": "packets", "dropped_total": "dropped", "times_squeezed_total": "time_squeeze"}
    # Files and sockets that a scrape itself has open, at both of its ends.
    OPEN = 8
    LINK = {"carrier": ("carrier", 1), "mtu_bytes": ("mtu", 1), "speed_bytes": ("speed", 8)}

    def __init__(self, url):
        self.url = url

    def __call__(self):
        values, times = {}, {}
        with urllib.request.urlopen(self.url, timeout=10) as answer:
            text = answer.read().decode()
        for line in text.splitlines():
            found = re.fullmatch(r"(node_\w+)(?:\{(.*)\})? (\S+)", line)
            if found:
                tags = dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', found[2] or ""))
                self.take(found[1], tags, float(found[3]), values, times)
        # It adds up processors, each rounded down to a tick.
        return values | kernel.cpu_shares(times, psutil.cpu_count() / 100)

    def take(self, series, tags, value, values, times):
        if series == "node_filefd_allocated":
            values["system.file_handles"] = (value - self.OPEN, value)
        elif series in self.SINGLE:
            values[self.SINGLE[series]] = value
        elif series == "node_cpu_seconds_total":
            times[tags["mode"]] = times.get(tags["mode"], 0) + value
        elif series == "node_cpu_guest_seconds_total":
            mode = {"user": "guest", "nice": "guest_nice"}[tags["mode"]]
            times[mode] = times.get(mode, 0) + value
        elif series.startswith("node_vmstat_"):
            values[series.replace("node_vmstat_", "vm.")] = value
        elif series.startswith("node_memory_"):
            values["mem." + series.removeprefix("node_memory_").removesuffix("_bytes").lower()] = value
        else:
            self.take_tagged(*series.removeprefix("node_").partition("_")[::2], tags, value, values)

    def take_tagged(self, family, key, tags, value, values):
        if family == "disk" and key in self.DISK:
            metric, scale = self.DISK[key]
            values[name(f"disk.{metric}", device=tags["device"])] = round(value * scale)
        elif family == "network" and key in self.LINK:
            metric, scale = self.LINK[key]
            values[name(f"net.{metric}", interface=tags["device"])] = value * scale
        elif family == "network" and (found := re.fullmatch(r"(receive|transmit)_(\w+)_total", key)):
            direction = {"receive": "rx", "transmit": "tx"}[found[1]]
            metric = f"{direction}_{found[2].replace('carrier', 'carier')}"
            if metric in NET:
                values[name(f"net.{metric}", interface=tags["device"])] = value
        elif family == "pressure":
            resource, kind = key.split("_")[:2]
            kind = {"waiting": "some", "stalled": "full"}[kind]
            values[name(f"pressure.{kind}", resource=resource)] = round(value * 1e6)
        elif family == "netstat":
            protocol, key = key.split("_", 1)
            values[name(f"netstat.{kernel.spelled(key)}", protocol=protocol.removesuffix("Ext").lower())] = value
        elif family == "sockstat":
            protocol, key = key.split("_", 1)
            metric = {"mem": "pages", "mem_bytes": "mem", "memory": "mem"}.get(key, key)
            values[name(f"sockets.{metric}", protocol=protocol.lower())] = value
        elif family == "softnet" and key in self.SOFTNET:
            metric = f"softnet.{self.SOFTNET[key]}"
            values[metric] = values.get(metric, 0) + value
        elif family == "filesystem" and key in self.FILESYSTEM:
            values[name(f"fs.{self.FILESYSTEM[key]}", mount=tags["mountpoint"], fstype=tags["fstype"])] = value
