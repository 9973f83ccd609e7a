//! Random sequences of commands, also senseless ones, on both databases side by side: they answer alike after every
//! step, seats are never oversold, an admin always remains, and the invariants hold at the end.

use app::users::accept;
use app::users::run::{self, Answer, Target};
use model::command::Command;
use model::ids::UserId;
use model::time::Span;
use proptest::prelude::*;
use testkit::{Backend, PASSWORD, TestApp};

#[derive(Clone, Debug)]
enum Step {
    Invite(usize),
    Accept(usize),
    Command(&'static str, Vec<usize>),
    Pass(i64),
    RunJobs,
    Seats(Option<i64>),
}

const PEOPLE: usize = 5;

fn step() -> impl Strategy<Value = Step> {
    let who = 0..PEOPLE;
    prop_oneof![
        3 => who.clone().prop_map(Step::Invite),
        4 => who.clone().prop_map(Step::Accept),
        6 => (prop::sample::select(Command::NAMES.to_vec()), prop::collection::vec(0..=PEOPLE, 1..4))
            .prop_map(|(name, who)| Step::Command(name, who)),
        2 => (1i64..300).prop_map(Step::Pass),
        2 => Just(Step::RunJobs),
        1 => prop::option::of(1i64..5).prop_map(Step::Seats),
    ]
}

struct World {
    t: TestApp,
    /// The people, and the admin at the end.
    ids: Vec<Option<UserId>>,
}

fn email(who: usize) -> String {
    format!("person{who}@acme.example")
}

impl World {
    fn new(backend: Backend) -> Self {
        let t = TestApp::new(backend);
        t.set_up();
        let admin = t.portal("acme", "standard", Some(3)).person().map(|p| p.id);
        let mut ids = vec![None; PEOPLE];
        ids.push(admin);
        Self { t, ids }
    }

    /// Takes a step and says in words what came of it.
    fn take(&mut self, step: &Step) -> String {
        let host = self.t.app.host_ctx("acme").unwrap();
        match step {
            Step::Invite(who) => {
                let answer = app::users::invite::send(&host, &email(*who), testkit::grant("user"), None).unwrap();
                let Answer::Finished { report, .. } = answer else {
                    panic!("one address")
                };
                self.ids[*who] = self.ids[*who].or(report.lines[0].id);
                format!("{:?}", report.lines[0].outcome)
            }
            Step::Accept(who) => self.accept(*who),
            Step::Command(name, who) => {
                let ids: Vec<UserId> = who.iter().filter_map(|w| self.ids[*w]).collect();
                if ids.is_empty() {
                    return String::from("nobody");
                }
                let command = testkit::command(name);
                let preview = run::preview(&host, &command, &Target::Ids(ids.clone())).unwrap();
                let Answer::Finished { report, .. } = run::run(&host, command, Target::Ids(ids.clone()), None).unwrap()
                else {
                    panic!("a small set")
                };
                assert_eq!(preview.lines, report.lines, "I6: preview and run agree");
                assert_eq!(
                    report.done() + report.skipped() + report.failed(),
                    ids.len(),
                    "I6: the outcomes add up"
                );
                format!(
                    "{:?}",
                    report.lines.iter().map(|l| l.outcome.clone()).collect::<Vec<_>>()
                )
            }
            Step::Pass(minutes) => {
                self.t.advance(Span::minutes(*minutes * 60));
                String::from("later")
            }
            Step::RunJobs => {
                self.t.run_jobs();
                String::from("jobs")
            }
            Step::Seats(seats) => match app::portals::edit(&self.t.owner(), "acme", &app::portals::Edit::Seats(*seats))
            {
                Ok(_) => String::from("seats"),
                Err(error) => error.code().to_owned(),
            },
        }
    }

    fn accept(&self, who: usize) -> String {
        self.t.run_jobs();
        if !self
            .t
            .mail
            .list()
            .iter()
            .any(|m| m.mail.to == email(who) && m.mail.text.contains("/invite/"))
        {
            return String::from("no mail");
        }
        let mails = self.t.mail.list();
        let mail = mails
            .iter()
            .rev()
            .find(|m| m.mail.to == email(who) && m.mail.text.contains("/invite/"))
            .unwrap();
        let link = mail
            .mail
            .text
            .split_whitespace()
            .find(|w| w.contains("/invite/"))
            .unwrap();
        let secret = app::keys::Secret::from_text(link.rsplit('/').next().unwrap());
        match accept::accept(&self.t.app, "acme", &secret, PASSWORD, self.t.app.own_request()) {
            Ok(accepted) => format!("{accepted:?}"),
            Err(error) => error.code().to_owned(),
        }
    }

    fn statuses(&self) -> Vec<Option<&'static str>> {
        self.ids
            .iter()
            .map(|id| id.map(|id| self.t.status_or_gone("acme", id)))
            .collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn both_databases_walk_alike_and_every_invariant_holds(steps in prop::collection::vec(step(), 5..40)) {
        let mut worlds: Vec<World> = Backend::ALL.into_iter().map(World::new).collect();
        for step in &steps {
            let words: Vec<String> = worlds.iter_mut().map(|w| w.take(step)).collect();
            prop_assert_eq!(&words[0], &words[1], "{:?}", step);
            prop_assert_eq!(worlds[0].statuses(), worlds[1].statuses(), "after {:?}", step);
            // A reset password is mended by the mailed link, so the admin is not lost.
            let admin = worlds[0].statuses()[PEOPLE];
            prop_assert!(matches!(admin, Some("ACTIVE" | "AWAITING_NEW_PASSWORD")), "I2: the admin stays, not {admin:?}");
        }
        for world in &worlds {
            world.t.run_jobs();
            world.t.assert_clean();
        }
    }
}
