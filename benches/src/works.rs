//! What is measured, what it is called, and what it should come to. The targets are those that the design was made for.

/// What a figure must come to.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// Nothing is promised.
    None,
    /// Median and 99th percentile in microseconds at most: SQLite, PostgreSQL.
    Within { sqlite: (f64, f64), postgres: (f64, f64) },
    /// The 99th percentile in microseconds at most: SQLite, PostgreSQL.
    Tail { sqlite: f64, postgres: f64 },
    /// So much of what the machine can do, in percent.
    OfLimit(f64),
    /// At least so many a second.
    Rate(f64),
    /// The only sample in microseconds at most.
    Once(f64),
    /// Resident memory in MiB at most.
    Memory(f64),
}

/// One kind of work.
pub(crate) struct Work {
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) target: Target,
    /// Whether its times at the larger portal are compared with those at the smaller one.
    pub(crate) grows: bool,
}

const fn work(key: &'static str, title: &'static str, target: Target) -> Work {
    Work {
        key,
        title,
        target,
        grows: false,
    }
}

const fn growing(key: &'static str, title: &'static str, target: Target) -> Work {
    Work {
        key,
        title,
        target,
        grows: true,
    }
}

const LIST: Target = Target::Within {
    sqlite: (500.0, 2_000.0),
    postgres: (1_500.0, 5_000.0),
};
const PAGE: Target = Target::Within {
    sqlite: (1_500.0, 3_000.0),
    postgres: (2_500.0, 6_000.0),
};
const SEARCH: Target = Target::Tail {
    sqlite: 15_000.0,
    postgres: 25_000.0,
};

/// Every kind of work, in the order of the report.
pub(crate) const WORKS: &[Work] = &[
    growing("list.first", "List, first page of 50, every sort and direction", LIST),
    growing("list.deep", "List, deep pages, every sort and direction", LIST),
    growing("list.last", "List, last page, every sort and direction", LIST),
    growing("list.middle", "List, pages of 200 by name to the middle", Target::None),
    growing("list.html", "The page of the users table, tiles included", PAGE),
    growing("filter", "Categories and filters", SEARCH),
    growing("search", "Search, each term of the test set", SEARCH),
    growing("search.typed", "Search while typing, one letter more each time", SEARCH),
    growing(
        "search.small",
        "The same searches in a portal of 2,000 beside it",
        SEARCH,
    ),
    growing("list.small", "List in a portal of 2,000 beside it", LIST),
    growing("tiles", "Tiles (`GET /summary`)", LIST),
    growing("user", "One user", LIST),
    growing("me", "`GET /me`, one caller", LIST),
    work("me.rate", "`GET /me`, 64 callers", Target::OfLimit(50.0)),
    growing("command.one", "A command on one user, one caller", Target::None),
    work(
        "command.rate",
        "Commands on one user each, 64 callers, durable",
        Target::OfLimit(30.0),
    ),
    work("bulk.500", "Deactivate 500 users", Target::None),
    work(
        "bulk.100k",
        "Deactivate about 100,000 users",
        Target::Rate(1_000_000.0 / 150.0),
    ),
    work(
        "bulk.all",
        "Lock all who match (every active user)",
        Target::Rate(1_000_000.0 / 150.0),
    ),
    work(
        "bulk.meanwhile",
        "List pages while users are deactivated in bulk",
        Target::Tail {
            sqlite: 50_000.0,
            postgres: 50_000.0,
        },
    ),
    work("import", "Import of 100,000 rows", Target::Rate(5_000.0)),
    work(
        "import.meanwhile",
        "List pages during the import",
        Target::Tail {
            sqlite: 50_000.0,
            postgres: 50_000.0,
        },
    ),
    work("export", "Export of everybody as CSV", Target::OfLimit(50.0)),
    work("sign_in", "Sign-ins, 8 callers", Target::OfLimit(95.0)),
    work(
        "sign_in.meanwhile",
        "List pages while sign-ins saturate",
        Target::Tail {
            sqlite: 20_000.0,
            postgres: 20_000.0,
        },
    ),
    work("seed", "Seeding", Target::None),
    work("start", "Start to ready", Target::Once(300_000.0)),
    work("memory.idle", "Memory, idle", Target::Memory(40.0)),
    work("memory.most", "Memory, highest of the run", Target::Memory(150.0)),
];

/// The work with this key.
pub(crate) fn of(key: &str) -> Option<&'static Work> {
    WORKS.iter().find(|work| work.key == key)
}
