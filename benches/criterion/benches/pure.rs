//! The pure model: no database, no clock.

use bench_people::{FIRST, LAST, NOW, users};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use model::access::{Actor, SystemActor};
use model::catalogue::Catalogue;
use model::command::Command;
use model::keys::{fold, sort_key};
use model::plan::{Candidate, Plan, Room};
use model::policy::Policy;
use model::presets::Preset;
use model::user::User;
use model::user::access::Door;
use model::user::lifecycle::Env;
use std::fmt::Write as _;
use std::hint::black_box;

const USERS: u32 = 100_000;

/// Deactivation of everybody: who may, what their state allows, seats freed, the last admin kept.
fn plan(c: &mut Criterion, people: &[User], policy: &Policy) {
    let catalogue = Catalogue::starting();
    let env = Env {
        now: NOW,
        policy,
        catalogue: &catalogue,
        door: Door::Open,
    };
    let actor = Actor::System(SystemActor::CommandLine);
    let command = Command::Deactivate {
        reason: Some(String::from("contract ended")),
    };
    let admins = people.iter().filter(|user| user.is_able_admin()).count();
    let candidates: Vec<Candidate> = people
        .iter()
        .map(|user| Candidate {
            user: user.clone(),
            last_sent: None,
        })
        .collect();
    let mut group = c.benchmark_group("plan");
    group.throughput(Throughput::Elements(USERS.into())).sample_size(10);
    group.bench_function("deactivate", |b| {
        b.iter_batched(
            || candidates.clone(),
            |candidates| {
                let mut room = Room {
                    seats: Some(5),
                    admins: i64::try_from(admins).unwrap_or(i64::MAX),
                    admin_places: Some(10),
                };
                Plan::new(&actor, &command, candidates, &env, &mut room)
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn status(c: &mut Criterion, people: &[User], policy: &Policy) {
    let mut group = c.benchmark_group("status");
    group.throughput(Throughput::Elements(USERS.into()));
    group.bench_function("derived", |b| {
        b.iter(|| {
            people
                .iter()
                .map(|user| black_box(user).status_at(policy, NOW).order())
                .sum::<i64>()
        });
    });
    group.finish();
}

fn over_users(c: &mut Criterion) {
    let policy = Preset::Standard.policy();
    let people = users(USERS, &policy);
    plan(c, &people, &policy);
    status(c, &people, &policy);
}

/// 10,000 lines as they come out of mail programs and spreadsheets; each address stands there twice.
fn pasted() -> String {
    let mut text = String::new();
    for n in 0..10_000 {
        let (first, last, who) = (FIRST[n % 8], LAST[n / 8 % 8], n / 2);
        let _ = match n % 5 {
            0 => writeln!(text, "{first} {last} <user{who}@example.com>"),
            1 => writeln!(text, "\"{last}\" <USER{who}@example.com>;"),
            2 => writeln!(text, "user{who}@example.com, "),
            3 => writeln!(text, "{first}\tuser{who}@example.com\t2026-01-01"),
            _ => writeln!(text, "  mailto:user{who}@example.com ; not an address"),
        };
    }
    text
}

fn paste(c: &mut Criterion) {
    let text = pasted();
    let understood = model::paste::parse(&text).map(|pasted| pasted.addresses().count());
    assert_eq!(understood, Ok(5_000), "what is measured is not refused");
    let mut group = c.benchmark_group("paste");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("10,000 lines", |b| b.iter(|| model::paste::parse(black_box(&text))));
    group.finish();
}

fn keys(c: &mut Criterion) {
    let names: Vec<String> = (0..1_000)
        .map(|n| format!("{} {} {n}", FIRST[n % 8], LAST[n / 8 % 8]))
        .collect();
    let mut group = c.benchmark_group("keys");
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("sort", |b| {
        b.iter(|| names.iter().map(|name| sort_key(black_box(name)).len()).sum::<usize>());
    });
    group.bench_function("search", |b| {
        b.iter(|| names.iter().map(|name| fold(black_box(name)).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, over_users, paste, keys);
criterion_main!(benches);
