import Rogue

/// Which of the counters of /proc/net/snmp, netstat and snmp6 are sampled, and as what.
enum ProtocolCounters {
    /// A counter, and what the kernel calls it.
    struct Line {
        let metric: Metric
        let key: String
    }

    /// Of /proc/net/snmp and netstat: `Tcp:RetransSegs`.
    static let table: [Line] =
        [
            line("tcp", "Tcp:ActiveOpens", "active_opens", "Connections begun from here."),
            line("tcp", "Tcp:PassiveOpens", "passive_opens", "Connections begun from outside."),
            line("tcp", "Tcp:AttemptFails", "attempt_fails", "Connections that failed while being made."),
            line("tcp", "Tcp:EstabResets", "estab_resets", "Connections that ended by a reset."),
            line("tcp", "Tcp:InSegs", "in_segs", "Segments received, faulty ones too."),
            line("tcp", "Tcp:OutSegs", "out_segs", "Segments sent, without those sent again."),
            line("tcp", "Tcp:RetransSegs", "retrans_segs", "Segments sent again."),
            line("tcp", "Tcp:InErrs", "in_errs", "Faulty segments received."),
            line("tcp", "Tcp:OutRsts", "out_rsts", "Resets sent."),
            line("tcp", "Tcp:InCsumErrors", "in_csum_errors", "Segments with a wrong checksum."),
            line("tcp", "TcpExt:SyncookiesSent", "syncookies_sent", "SYN cookies sent: a backlog was full."),
            line("tcp", "TcpExt:SyncookiesRecv", "syncookies_recv", "SYN cookies that came back."),
            line("tcp", "TcpExt:SyncookiesFailed", "syncookies_failed", "SYN cookies that came back wrong."),
            line("tcp", "TcpExt:PruneCalled", "prune_called", "Times that a full receive buffer was pruned."),
            line("tcp", "TcpExt:ListenOverflows", "listen_overflows", "Connections that found the accept queue full."),
            line("tcp", "TcpExt:ListenDrops", "listen_drops", "Connections dropped at a listening socket."),
            line("tcp", "TcpExt:TCPLostRetransmit", "lost_retransmit", "Segments sent again that were lost again."),
            line("tcp", "TcpExt:TCPFastRetrans", "fast_retrans", "Segments sent again before a timeout."),
            line("tcp", "TcpExt:TCPSlowStartRetrans", "slow_start_retrans", "Segments sent again after a timeout."),
            line("tcp", "TcpExt:TCPTimeouts", "timeouts", "Retransmission timers that ran out."),
            line("tcp", "TcpExt:TCPSpuriousRTOs", "spurious_rtos", "Timeouts that turned out to be too early."),
            line("tcp", "TcpExt:TCPSynRetrans", "syn_retrans", "SYNs sent again."),
            line("tcp", "TcpExt:TCPRcvCollapsed", "rcv_collapsed", "Segments merged because a buffer was full."),
            line("tcp", "TcpExt:TCPBacklogDrop", "backlog_drop", "Segments dropped because a backlog was full."),
            line("tcp", "TcpExt:TCPRcvQDrop", "rcv_queue_drop", "Segments dropped because a receive queue was full."),
            line("tcp", "TcpExt:TCPReqQFullDoCookies", "req_queue_full_cookies", "SYN queues full: cookies sent."),
            line("tcp", "TcpExt:TCPReqQFullDrop", "req_queue_full_drop", "SYN queues full: requests dropped."),
            line("tcp", "TcpExt:TCPAbortOnData", "abort_on_data", "Connections reset: data was left unread."),
            line("tcp", "TcpExt:TCPAbortOnClose", "abort_on_close", "Connections reset: closed with data coming."),
            line("tcp", "TcpExt:TCPAbortOnMemory", "abort_on_memory", "Connections reset for want of memory."),
            line("tcp", "TcpExt:TCPAbortOnTimeout", "abort_on_timeout", "Connections given up: no answer."),
            line("tcp", "TcpExt:TCPMemoryPressures", "memory_pressures", "Times that TCP came under memory pressure."),
            line("tcp", "TcpExt:TCPOFOQueue", "out_of_order", "Segments that came out of order."),
            line("udp", "Udp:InDatagrams", "in_datagrams", "Datagrams delivered."),
            line("udp", "Udp:OutDatagrams", "out_datagrams", "Datagrams sent."),
            line("udp", "Udp:NoPorts", "no_ports", "Datagrams to a port where nobody listens."),
            line("udp", "Udp:InErrors", "in_errors", "Datagrams that could not be delivered."),
            line("udp", "Udp:RcvbufErrors", "rcvbuf_errors", "Datagrams dropped: the receive buffer was full."),
            line("udp", "Udp:SndbufErrors", "sndbuf_errors", "Datagrams not sent: the send buffer was full."),
            line("udp", "Udp:InCsumErrors", "in_csum_errors", "Datagrams with a wrong checksum."),
            line("ip", "Ip:InReceives", "in_receives", "Packets received."),
            line("ip", "Ip:InHdrErrors", "in_hdr_errors", "Packets with a faulty header."),
            line("ip", "Ip:InAddrErrors", "in_addr_errors", "Packets for an address that is not here."),
            line("ip", "Ip:ForwDatagrams", "forw_datagrams", "Packets forwarded."),
            line("ip", "Ip:InDiscards", "in_discards", "Packets received and dropped for want of room."),
            line("ip", "Ip:InDelivers", "in_delivers", "Packets delivered."),
            line("ip", "Ip:OutRequests", "out_requests", "Packets to be sent."),
            line("ip", "Ip:OutDiscards", "out_discards", "Packets to be sent and dropped for want of room."),
            line("ip", "Ip:OutNoRoutes", "out_no_routes", "Packets without a route."),
            line("ip", "Ip:ReasmFails", "reasm_fails", "Packets that could not be put together."),
            line("ip", "Ip:FragFails", "frag_fails", "Packets that could not be taken apart."),
            line("ip", "IpExt:InOctets", "in_octets", "Bytes received.", unit: "bytes/s"),
            line("ip", "IpExt:OutOctets", "out_octets", "Bytes sent.", unit: "bytes/s"),
        ]

    /// Of /proc/net/snmp6: `Ip6InReceives`.
    static let table6: [Line] =
        [
            line("ip6", "Ip6InReceives", "in_receives", "Packets received."),
            line("ip6", "Ip6InHdrErrors", "in_hdr_errors", "Packets with a faulty header."),
            line("ip6", "Ip6InNoRoutes", "in_no_routes", "Packets received without a route."),
            line("ip6", "Ip6InAddrErrors", "in_addr_errors", "Packets for an address that is not here."),
            line("ip6", "Ip6InDiscards", "in_discards", "Packets received and dropped for want of room."),
            line("ip6", "Ip6InDelivers", "in_delivers", "Packets delivered."),
            line("ip6", "Ip6OutForwDatagrams", "forw_datagrams", "Packets forwarded."),
            line("ip6", "Ip6OutRequests", "out_requests", "Packets to be sent."),
            line("ip6", "Ip6OutDiscards", "out_discards", "Packets to be sent and dropped for want of room."),
            line("ip6", "Ip6OutNoRoutes", "out_no_routes", "Packets to be sent without a route."),
            line("ip6", "Ip6ReasmFails", "reasm_fails", "Packets that could not be put together."),
            line("ip6", "Ip6FragFails", "frag_fails", "Packets that could not be taken apart."),
            line("ip6", "Ip6InOctets", "in_octets", "Bytes received.", unit: "bytes/s"),
            line("ip6", "Ip6OutOctets", "out_octets", "Bytes sent.", unit: "bytes/s"),
            line("udp6", "Udp6InDatagrams", "in_datagrams", "Datagrams delivered."),
            line("udp6", "Udp6NoPorts", "no_ports", "Datagrams to a port where nobody listens."),
            line("udp6", "Udp6InErrors", "in_errors", "Datagrams that could not be delivered."),
            line("udp6", "Udp6OutDatagrams", "out_datagrams", "Datagrams sent."),
            line("udp6", "Udp6RcvbufErrors", "rcvbuf_errors", "Datagrams dropped: the receive buffer was full."),
            line("udp6", "Udp6SndbufErrors", "sndbuf_errors", "Datagrams not sent: the send buffer was full."),
            line("udp6", "Udp6InCsumErrors", "in_csum_errors", "Datagrams with a wrong checksum."),
        ]

    private static func line(
        _ protocolName: String,
        _ key: String,
        _ name: String,
        _ summary: String,
        unit: String = "1/s"
    ) -> Line {
        let tags = ["protocol": protocolName]
        return Line(metric: .counter("netstat." + name, summary, unit: unit, tags: tags), key: key)
    }
}
