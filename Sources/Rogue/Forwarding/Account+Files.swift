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

    /// The account, of a file whose first known row is after `start`, when so many slots went with the former file.
    ///
    /// Where the slots are as long as before, what is between the two files is a gap.
    func begunAnew(_ look: HistoryLook, after start: Timestamp, lost: Int) -> Account {
        var counts = counts
        counts.ledgered += lost
        let isContinued = look.finest.step == step
        if isContinued { counts.gaps += (start - cursor) / step - lost }
        return Account(
            file: look.file,
            step: look.finest.step,
            origin: isContinued ? origin : start + look.finest.step,
            cursor: start,
            closed: isContinued ? closed : settled + lost,
            counts: counts
        )
    }

    /// The next so many slots.
    func next(_ slots: Int) -> HistoryRows.Expired {
        HistoryRows.Expired(first: cursor + step, last: cursor + slots * step, rows: slots, step: step)
    }
}
