import SQLite

/// The tables of `delivery.db`, and how those of earlier versions become them.
enum DeliverySchema {
    /// What the database says of itself: `PRAGMA user_version`.
    private static let version = 3

    /// Brings the database up to date, in one transaction.
    static func prepare(_ database: Database) throws {
        let found = try database.prepare("PRAGMA user_version").rows { $0.integer(0) ?? 0 }.first ?? 0
        guard found < version else { return }
        try database.transaction {
            for statement in (found < 2 ? first + second : []) + third { try database.execute(statement) }
        }
    }

    /// The first version, which had no number: cursors, and a row of losses for each destination, metric and cause.
    private static let first = [
        """
        CREATE TABLE IF NOT EXISTS cursors (
            destination TEXT NOT NULL, metric TEXT NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (destination, metric)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE IF NOT EXISTS losses (
            destination TEXT NOT NULL, metric TEXT NOT NULL, cause TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, rows INTEGER NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (destination, metric, cause)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE IF NOT EXISTS imports (suffix TEXT PRIMARY KEY, destination TEXT NOT NULL) WITHOUT ROWID",
    ]

    /// The second: an account of every slot beside each cursor, a ledger of time ranges, and what is known of destinations.
    private static let second =
        ["file", "step", "origin", "closed", "delivered", "coarse", "gaps", "ledgered"].map {
            "ALTER TABLE cursors ADD COLUMN \($0) INTEGER"
        } + [
            "ALTER TABLE losses RENAME TO former",
            """
            CREATE TABLE losses (
                destination TEXT NOT NULL, metric TEXT NOT NULL, cause TEXT NOT NULL,
                first INTEGER NOT NULL, last INTEGER NOT NULL, rows INTEGER NOT NULL, detail TEXT NOT NULL,
                PRIMARY KEY (destination, metric, cause, first)
            ) WITHOUT ROWID
            """,
            "INSERT INTO losses SELECT destination, metric, cause, first, last, rows, detail FROM former",
            "DROP TABLE former",
            "DROP TABLE IF EXISTS holds",
            """
            CREATE TABLE destinations (
                name TEXT PRIMARY KEY, until INTEGER NOT NULL, asked INTEGER NOT NULL, failures INTEGER NOT NULL,
                error TEXT NOT NULL, failed INTEGER NOT NULL, sent INTEGER NOT NULL,
                rows INTEGER NOT NULL, milliseconds INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
        ]

    /// The third: the ends of series that a destination was told of.
    private static let third = [
        """
        CREATE TABLE ends (
            destination TEXT NOT NULL, metric TEXT NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (destination, metric)
        ) WITHOUT ROWID
        """,
        "PRAGMA user_version = \(version)",
    ]
}
