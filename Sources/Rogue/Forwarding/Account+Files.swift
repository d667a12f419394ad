extension Account {
    /// The account, of another file that holds the same.
    func of(_ file: Int) -> Account {
        Account(file: file, step: step, origin: origin, cursor: cursor, closed: closed, counts: counts)
    }

    /// The account, of the same history in slots of another length: those that are settled are closed.
    func reshaped(_ look: HistoryLook) -> Account {
        let cursor = cursor.floored(to: look.finest.step)
        return Account(
            file: look.file,
            step: look.finest.step,
            origin: cursor + look.finest.step,
            cursor: cursor,
            closed: settled,
            counts: counts
        )
    }

    /// The account, of a file that begins after the former one, with which so many slots went.
    ///
    /// Where the slots are as long as before, they go on there: what the new file has lost already, and what is a gap, is
    /// found when it is read. Where not, the first one is the one after `start`.
    func begunAnew(_ look: HistoryLook, after start: Timestamp, lost: Int) -> Account {
        let isContinued = look.finest.step == step
        let begin = isContinued ? cursor + lost * step : start.floored(to: look.finest.step)
        var counts = counts
        counts.ledgered += lost
        return Account(
            file: look.file,
            step: look.finest.step,
            origin: isContinued ? origin : begin + look.finest.step,
            cursor: begin,
            closed: isContinued ? closed : settled + lost,
            counts: counts
        )
    }

    /// The next so many slots.
    func next(_ slots: Int) -> HistoryRows.Expired {
        HistoryRows.Expired(first: cursor + step, last: cursor + slots * step, rows: slots, step: step)
    }
}
