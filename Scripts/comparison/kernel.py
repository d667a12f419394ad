"""What /proc, /sys and statvfs(2) say, read plainly: a dictionary from Rogue's names of metrics to values.

A value that has to be worked out of two looks is a Share: how far one count came for each step of another.
"""
import glob
import os
import re
import time
from collections import namedtuple

# `scale` times the growth of `part`, divided by that of `whole`; at most `limit`. Both may be wrong by `grain`.
Share = namedtuple("Share", "part whole scale limit grain", defaults=(float("inf"), 0))

PAGE = os.sysconf("SC_PAGE_SIZE")
STATES = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "guest", "guest_nice"]
DISK = [
    "reads", "reads_merged", "read_sectors", "read_time", "writes", "writes_merged", "write_sectors", "write_time", "io",
    "io_time", "io_weighted_time", "discards", "discards_merged", "discard_sectors", "discard_time", "flushes", "flush_time",
]  # fmt: skip
NET = [
    "rx_bytes", "rx_packets", "rx_errs", "rx_drop", "rx_fifo", "rx_frame", "rx_compressed", "rx_multicast",
    "tx_bytes", "tx_packets", "tx_errs", "tx_drop", "tx_fifo", "tx_colls", "tx_carier", "tx_compressed",
]  # fmt: skip
TCP_STATES = [
    "established", "syn_sent", "syn_recv", "fin_wait1", "fin_wait2", "time_wait", "close", "close_wait", "last_ack",
    "listen", "closing",
]  # fmt: skip
# Counters of /proc/net/snmp, netstat and snmp6 whose name in Rogue is not the kernel's in another spelling.
SPELLED = {
    "TCPSpuriousRTOs": "spurious_rtos", "TCPRcvQDrop": "rcv_queue_drop", "TCPOFOQueue": "out_of_order",
    "TCPReqQFullDoCookies": "req_queue_full_cookies", "TCPReqQFullDrop": "req_queue_full_drop",
    "OutForwDatagrams": "forw_datagrams",
}  # fmt: skip


def text(path):
    """The whole file, or nothing."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def lines(path):
    return [line.split() for line in text(path).splitlines()]


def put_number(values, name, path, scale=1):
    number = text(path).split()
    if number and re.fullmatch(r"-?\d+", number[0]):
        values[name] = int(number[0]) * scale


def escaped(tag):
    """A tag's value as the text form of a metric has it."""
    return re.sub(r"[%/=;\x00-\x1f\x7f]", lambda letter: f"%{ord(letter[0]):02X}", tag)


def name(base, **tags):
    return base + "".join(f";{key}={escaped(tags[key])}" for key in sorted(tags))


def cpu_shares(times, grain=0):
    """The share of each state, of times by their names; guests' time is in that of the programs."""
    own = dict(times)
    for guest, host in (("guest", "user"), ("guest_nice", "nice")):
        if guest in own and host in own:
            own[host] -= own[guest]
    whole = sum(own.values())
    shares = {f"cpu.{state}": Share(value, whole, 100, 100, grain) for state, value in own.items()}
    idle = own.get("idle", 0) + own.get("iowait", 0)
    return shares | {"CPUPercent": Share(whole - idle, whole, 100, 100, grain)}


def processors():
    values, cores = {}, 0
    single = {"ctxt": "cpu.ctxt_per_sec", "processes": "cpu.procs_forked_per_sec", "intr": "cpu.intr_per_sec",
              "softirq": "cpu.softirqs_per_sec", "procs_running": "cpu.procs_running", "procs_blocked": "cpu.procs_blocked",
              "btime": "system.boot_time"}  # fmt: skip
    for key, *rest in lines("/proc/stat"):
        if key == "cpu":
            values |= cpu_shares(dict(zip(STATES, map(int, rest))))
        elif key.startswith("cpu"):
            cores += 1
        elif key in single:
            values[single[key]] = int(rest[0])
    values["cpu.ctxt_per_sec_per_core"] = Share(values["cpu.ctxt_per_sec"] / cores, time.monotonic(), 1)
    values["threads.blocked"] = values["cpu.procs_blocked"]
    for key, metric in (("cpu MHz", "cpu.speed"), ("cache size", "cpu.cache_size")):
        found = re.search(rf"^{key}\s*: ([\d.]+)", text("/proc/cpuinfo"), re.M)
        if found:
            values[metric] = float(found[1])
    online = text("/sys/devices/system/cpu/online").strip().split(",")
    count = sum(int(part.split("-")[-1]) - int(part.split("-")[0]) + 1 for part in online)
    return values | {"cpu.cores": cores, "system.cores": count}


def load():
    (one, five, fifteen, entities, _), = lines("/proc/loadavg")
    running, total = map(int, entities.split("/"))
    values = {"load.runnable_entities": running, "load.total_entities": total, "threads.running": running,
              "threads.total": total}  # fmt: skip
    for key, value in (("one", one), ("five", five), ("fifteen", fifteen)):
        values |= {f"load.{key}": float(value), f"load.{key}_normalized": float(value) / os.cpu_count()}
    blocked = int(re.search(r"^procs_blocked (\d+)", text("/proc/stat"), re.M)[1])
    return values | {"threads.sleeping": total - running - blocked}


def memory():
    values = {}
    for key, number, *unit in lines("/proc/meminfo"):
        spelled = key.rstrip(":").lower().replace("(", "_").replace(")", "")
        values[f"mem.{spelled}"] = int(number) * (1024 if unit else 1)
    total, used = values["mem.swaptotal"], values["mem.swaptotal"] - values["mem.swapfree"]
    values["swap.used"] = used
    if total:
        values["swap.used_percent"] = used / total * 100
    values["mem.used_percent"] = (1 - values["mem.memavailable"] / values["mem.memtotal"]) * 100
    values["MemoryPercent"] = values["mem.used_percent"]
    for key, number in lines("/proc/vmstat"):
        values[f"vm.{key}"] = int(number)
    return values


def disk_shares(values, device, get, now):
    """What follows from counters, where `get` gives the one of a name and `now` the milliseconds of a clock."""
    values[name("disk.utilisation", device=device)] = Share(get("io_time"), now, 100, 100)
    values[name("disk.queue_length", device=device)] = Share(get("io_weighted_time"), now, 1)
    values[name("disk.read_await", device=device)] = Share(get("read_time"), get("reads"), 1)
    values[name("disk.write_await", device=device)] = Share(get("write_time"), get("writes"), 1)
    both = get("read_time") + get("write_time"), get("reads") + get("writes")
    values[name("disk.await", device=device)] = Share(*both, 1)


def physical():
    return {path.split("/")[3] for path in glob.glob("/sys/block/*/device")}


def disks():
    values, whole = {}, physical()
    sums = dict.fromkeys(("DiskReadBytes", "DiskWriteBytes", "DiskReadTime", "DiskWriteTime"), 0)
    for _, _, device, *numbers in lines("/proc/diskstats"):
        counts = dict(zip(DISK, map(int, numbers)))
        if device in whole:
            for direction in ("read", "write"):
                sums[f"Disk{direction.title()}Bytes"] += counts[f"{direction}_sectors"] * 512
                sums[f"Disk{direction.title()}Time"] += counts[f"{direction}_time"]
        for key, count in counts.items():
            values[name(f"disk.{key}", device=device)] = count
        for direction in ("read", "write"):
            values[name(f"disk.{direction}_thruput", device=device)] = counts[f"{direction}_sectors"] * 512
        disk_shares(values, device, counts.get, time.monotonic() * 1000)
    return values | sums | {"disk.count": len(whole)}


def network():
    values = {"NetworkBytesReceived": 0, "NetworkBytesSent": 0}
    for line in text("/proc/net/dev").splitlines()[2:]:
        interface, _, rest = line.strip().rpartition(":")
        counts = dict(zip(NET, map(int, rest.split())))
        values["NetworkBytesReceived"] += counts["rx_bytes"]
        values["NetworkBytesSent"] += counts["tx_bytes"]
        counts |= {"rx_bits": counts["rx_bytes"] * 8, "tx_bits": counts["tx_bytes"] * 8}
        values |= {name(f"net.{key}", interface=interface): count for key, count in counts.items()}
        for key, scale in (("carrier", 1), ("mtu", 1), ("speed", 10**6)):
            put_number(values, name(f"net.{key}", interface=interface), f"/sys/class/net/{interface}/{key}", scale)
    return values


def pressure():
    values = {}
    for resource in ("cpu", "memory", "io", "irq"):
        for kind, *fields in lines(f"/proc/pressure/{resource}"):
            for key, number in (field.split("=") for field in fields):
                metric = f"pressure.{kind}" if key == "total" else f"pressure.{kind}_{key}"
                values[name(metric, resource=resource)] = int(number) if key == "total" else float(number)
    return values


def system():
    values = {"system.uptime": float(text("/proc/uptime").split()[0])}
    put_number(values, "threads.max", "/proc/sys/kernel/threads-max")
    put_number(values, "threads.pid_max", "/proc/sys/kernel/pid_max")
    put_number(values, "system.entropy", "/proc/sys/kernel/random/entropy_avail")
    allocated, free, most = map(int, text("/proc/sys/fs/file-nr").split())
    # Without this one, which the look itself has open.
    return values | {"system.file_handles": allocated - free - 1, "system.file_handles_max": most}


def spelled(key):
    """Rogue's name of a counter of the kernel's: `TCPLostRetransmit` is `lost_retransmit`."""
    return SPELLED.get(key) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key.removeprefix("TCP")).lower()


def protocols():
    values = {}
    for file in ("snmp", "netstat"):
        rows = lines(f"/proc/net/{file}")
        for (head, *keys), (_, *numbers) in zip(rows[::2], rows[1::2]):
            protocol = head.rstrip(":").removesuffix("Ext").lower()
            values |= {name(f"netstat.{spelled(key)}", protocol=protocol): int(n) for key, n in zip(keys, numbers)}
    for key, number in lines("/proc/net/snmp6"):
        protocol, key = re.match(r"([A-Z][a-z]+(?:Lite)?6)(.*)", key).groups()
        values[name(f"netstat.{spelled(key)}", protocol=protocol.lower())] = int(number)
    rows = [[int(word, 16) for word in row] for row in lines("/proc/net/softnet_stat")]
    for index, key in enumerate(("packets", "dropped", "time_squeeze")):
        values[f"softnet.{key}"] = sum(row[index] for row in rows)
    for key in ("count", "max"):
        put_number(values, f"conntrack.{key}", f"/proc/sys/net/netfilter/nf_conntrack_{key}")
    if values.get("conntrack.max"):
        values["conntrack.percent"] = values.get("conntrack.count", 0) / values["conntrack.max"] * 100
    head, *rows = lines("/proc/net/stat/nf_conntrack") or [[]]
    for index, key in enumerate(head):
        values[f"conntrack.{key}"] = sum(int(row[index], 16) for row in rows)
    return values


def sockets():
    values = {}
    for head, *fields in lines("/proc/net/sockstat") + lines("/proc/net/sockstat6"):
        for key, number in zip(fields[::2], map(int, fields[1::2])):
            if head == "sockets:":
                values[f"sockets.{key}"] = number
                continue
            metric = name(f"sockets.{key.replace('memory', 'mem')}", protocol=head.rstrip(":").lower())
            values[metric] = number * PAGE if key == "mem" else number
    states = dict.fromkeys(TCP_STATES, 0)
    for row in lines("/proc/net/tcp")[1:] + lines("/proc/net/tcp6")[1:]:
        state = int(row[3], 16)
        states[TCP_STATES[2 if state == 12 else state - 1]] += 1
    return values | {name("sockets.count", protocol="tcp", state=key): count for key, count in states.items()}


def filesystems():
    values = {}
    for row in lines("/proc/self/mountinfo"):
        mount = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), row[4])
        kind = row[row.index("-") + 1]
        try:
            room = os.statvfs(mount)
        except OSError:
            continue
        used = room.f_blocks - room.f_bfree
        numbers = {"total": room.f_blocks * room.f_frsize, "free": room.f_bfree * room.f_frsize,
                   "used": used * room.f_frsize, "avail": room.f_bavail * room.f_frsize,
                   "inodes_total": room.f_files, "inodes_free": room.f_ffree, "inodes_avail": room.f_favail,
                   "inodes_used": room.f_files - room.f_ffree, "readonly": room.f_flag & os.ST_RDONLY}  # fmt: skip
        if used + room.f_bavail > 0:
            numbers["percent"] = used / (used + room.f_bavail) * 100
        if room.f_files:
            numbers["inodes_percent"] = numbers["inodes_used"] / room.f_files * 100
        values |= {name(f"fs.{key}", mount=mount, fstype=kind): value for key, value in numbers.items()}
    return values


def read():
    """All of it. What goes fast, and what the looks themselves change, is read nearest to its like in the agent."""
    values = {}
    for part in (processors, load, memory, disks, network, pressure, system, filesystems, protocols, sockets):
        values |= part()
    return values
