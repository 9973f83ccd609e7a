//! What was acknowledged, and whether it is all there.

use crate::installation::Installation;
use crate::mailbox::Taken;
use app::store::{DatabaseUrl, Db, DbOptions};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

/// The writes of one writer that were answered with success.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Addresses that were invited.
    pub(crate) invited: Vec<String>,
    /// The commands on each user, oldest first: `activate` or `deactivate`.
    pub(crate) commands: HashMap<String, Vec<&'static str>>,
    /// Requests that had to be sent once more.
    pub(crate) repeated: usize,
}

impl Ledger {
    /// What two writers had, who never wrote about the same user.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.invited.extend(other.invited);
        self.commands.extend(other.commands);
        self.repeated += other.repeated;
        self
    }

    /// Acknowledged requests.
    pub(crate) fn len(&self) -> usize {
        self.invited.len() + self.commands.values().map(Vec::len).sum::<usize>()
    }

    /// Every write is in the list, as the last one left its user, and in the log exactly once.
    pub(crate) fn is_all_there(&self, installation: &Installation) {
        let users = installation.list("users", "");
        let by_email: HashMap<&str, &Value> = users.iter().map(|u| (u["email"].as_str().unwrap(), u)).collect();
        let events = |action: &str, who: &str| {
            let mut counts = HashMap::<String, usize>::new();
            for event in installation.list("activity", &format!("result=done&action={action}")) {
                let target = event["target"][who].as_str().unwrap().to_owned();
                *counts.entry(target).or_default() += 1;
            }
            counts
        };
        let invitations = events("user.invited", "email");
        for email in &self.invited {
            assert_eq!(by_email[email.as_str()]["status"], "INVITED", "{email}");
            assert_eq!(invitations.get(email), Some(&1), "{email}");
        }
        let by_id: HashMap<&str, &Value> = users.iter().map(|u| (u["id"].as_str().unwrap(), u)).collect();
        let (on, off) = (events("user.activated", "id"), events("user.deactivated", "id"));
        for (id, commands) in &self.commands {
            let count = |word| commands.iter().filter(|command| **command == word).count();
            let status = if commands.last() == Some(&"deactivate") {
                "INACTIVE"
            } else {
                "ACTIVE"
            };
            assert_eq!(by_id[id.as_str()]["status"], status, "{id} after {commands:?}");
            let logged = [&on, &off].map(|events| events.get(id).copied().unwrap_or_default());
            assert_eq!(logged, [count("activate"), count("deactivate")], "{id}");
        }
    }
}

/// Waits until no mail is queued, and compares what the outbox says with what arrived. How many came twice.
pub(crate) fn mails_arrived_once(installation: &Installation, invited: &[String], kills: &[Instant]) -> usize {
    let sent = sent(installation);
    let taken = installation.mailbox.all();
    let mut by_message = BTreeMap::<&str, Vec<&Taken>>::new();
    for mail in &taken {
        by_message.entry(&mail.message_id).or_default().push(mail);
    }
    let arrived: BTreeSet<String> = by_message
        .keys()
        .map(|id| id.split('@').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(arrived, sent, "what was sent, and nothing else, arrived");

    let mut of_invitation = BTreeMap::<(&str, &str), BTreeSet<&str>>::new();
    let mut to = HashMap::<&str, BTreeSet<&str>>::new();
    for mail in taken.iter().filter(|mail| mail.invitation.is_some()) {
        let invitation = (mail.recipient.as_str(), mail.invitation.as_deref().unwrap_or_default());
        of_invitation.entry(invitation).or_default().insert(&mail.message_id);
        to.entry(&mail.recipient).or_default().insert(&mail.message_id);
    }
    for (invitation, messages) in of_invitation {
        assert_eq!(messages.len(), 1, "{invitation:?} in {messages:?}");
    }
    for email in invited {
        assert_eq!(
            to.get(email.as_str()).map_or(0, BTreeSet::len),
            1,
            "{email} was invited once"
        );
    }
    let repeated: Vec<_> = by_message.values().filter(|mails| mails.len() > 1).collect();
    for mails in &repeated {
        was_in_doubt(mails, kills);
    }
    // A server sends one mail at a time, so each kill leaves at most one in doubt.
    assert!(taken.len() - by_message.len() <= kills.len(), "{repeated:?}");
    repeated.len()
}

/// A mail may come again only if a server was killed between its arrival and the note that it was sent.
fn was_in_doubt(mails: &[&Taken], kills: &[Instant]) {
    /// How long the mail server may take to read what a dead sender left in the pipe.
    const LATE: Duration = Duration::from_secs(5);
    for pair in mails.windows(2) {
        let (first, second) = (pair[0].at, pair[1].at);
        let explained = kills.iter().any(|kill| *kill + LATE >= first && *kill <= second);
        assert!(explained, "nobody was killed between {pair:?}");
    }
}

/// The ids of all mails, once none is queued; none may have been given up.
fn sent(installation: &Installation) -> BTreeSet<String> {
    // A mail in a dead server's hands waits for a minute.
    const LONG: Duration = Duration::from_secs(180);
    let url = DatabaseUrl::parse(&installation.place.database_url()).unwrap();
    let db = Db::open(&url, &DbOptions::default()).unwrap();
    let rows = || -> Vec<(String, String)> {
        let sql = "SELECT CAST(id AS TEXT), state FROM outbox";
        db.read(|tx| tx.rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?))))
            .unwrap()
    };
    let rows = crate::tool::wait_for("the outbox to empty", LONG, || {
        let rows = rows();
        let done = rows.iter().all(|(_, state)| state != "queued");
        std::thread::sleep(Duration::from_millis(200));
        done.then_some(rows)
    });
    assert!(rows.iter().all(|(_, state)| state == "sent"), "{rows:?}");
    rows.into_iter().map(|(id, _)| id).collect()
}
