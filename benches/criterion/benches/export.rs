//! Rows of an export on their way into a file, without the database that they come from.

use app::export::{Columns, Options, rows};
use bench_people::{FIRST, LAST, NOW};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use model::ids::{PortalPk, UserId, UserPk};
use model::presets::Preset;
use model::query::SortValue;
use model::status::Status;
use std::io::sink;
use store::users::list::ListRow;
use uuid::Uuid;

const ROWS: u32 = 100_000;

fn row(n: u32) -> ListRow {
    let at = n as usize;
    ListRow {
        pk: UserPk::new(PortalPk(2), n),
        id: UserId(Uuid::from_u128(n.into())),
        email: format!("user.{n}@example.com"),
        username: n.is_multiple_of(3).then(|| format!("user{n}")),
        first_name: Some(FIRST[at % 8].into()),
        last_name: Some(LAST[at / 8 % 8].into()),
        kind: "external".into(),
        status: Status::ALL[at % Status::ALL.len()],
        role: "user".into(),
        last_sign_in_at: (!n.is_multiple_of(4)).then_some(NOW),
        added_at: NOW,
        modified_at: NOW,
        lifecycle_at: None,
        lifecycle_detail: None,
        lock_kind: None,
        lock_until: None,
        lock_reason: None,
        email_verified_at: Some(NOW),
        mail_state: Some("sent".into()),
        mail_error: None,
        mail_at: Some(NOW),
        version: i64::from(n % 9),
        role_rank: 10,
        second_factor_at: None,
        grants: "{}".into(),
        sort_value: SortValue::Null,
    }
}

fn export(c: &mut Criterion) {
    let users: Vec<ListRow> = (0..ROWS).map(row).collect();
    let vocabulary = Preset::Standard.policy().vocabulary;
    let mut group = c.benchmark_group("export");
    group.throughput(Throughput::Elements(ROWS.into())).sample_size(20);
    for columns in [Columns::Standard, Columns::Everything] {
        let options = Options {
            columns,
            ..Options::default()
        };
        group.bench_function(options.columns.key(), |b| {
            b.iter(|| rows(&users, vocabulary, &options, &mut sink()));
        });
    }
    group.finish();
}

criterion_group!(benches, export);
criterion_main!(benches);
