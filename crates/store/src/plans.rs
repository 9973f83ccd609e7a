//! The plans of the statements behind pages, requests and jobs, on both engines, as they are at a million users
//! (performance.md 2). The functions of this crate are run as they are; what they ask is explained on the way.
//!
//! `million.rs` makes the databases, `judge.rs` has the rules, which hold for every statement; `snapshots/` keeps what the
//! plans are. After a change that is meant, `INSTA_UPDATE=always cargo test -p portico-store plans` writes them anew.

/// A test for each engine: nothing is wrong, and the plans are those of the snapshot.
macro_rules! on_both {
    ($($what:ident: $sqlite:ident, $postgres:ident;)*) => { $(
        #[test]
        fn $sqlite() {
            insta::assert_snapshot!($what(&million::sqlite()));
        }

        #[test]
        fn $postgres() {
            let million = million::postgres();
            let plans = $what(&million);
            if million.has_snapshots() {
                insta::assert_snapshot!(plans);
            }
        }
    )* };
}
use on_both;

mod judge;
mod lists;
mod lookups;
mod million;
#[path = "../../testkit/src/postgres.rs"]
#[expect(dead_code, unreachable_pub, reason = "the other users of this file are in testkit")]
mod postgres_server;
