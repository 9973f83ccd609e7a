//! What a list is asked for: every filter, and the searches of the test set.

use crate::people::People;
use model::access::Permission;
use model::ids::UserId;
use model::policy::Switch;
use model::query::Filter;
use model::status::Status;
use model::time::Time;
use uuid::Uuid;

/// A filter that differs from the empty one.
pub(crate) fn filter(change: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    change(&mut filter);
    filter
}

/// Every filter alone, and some together.
pub(crate) fn filters(people: &People, other: &People) -> Vec<Filter> {
    let users = &people.users;
    let middle = users[150].added_at;
    let seen = users
        .iter()
        .filter_map(|user| user.last_sign_in_at)
        .max()
        .unwrap_or(Time(0));
    let mut filters = vec![
        Filter::default(),
        filter(|f| f.never_seen = true),
        filter(|f| f.seen_before = Some(seen)),
        filter(|f| (f.seen_before, f.never_seen) = (Some(seen), true)),
        filter(|f| f.added_after = Some(middle)),
        filter(|f| f.added_before = Some(middle)),
        filter(|f| (f.added_after, f.added_before) = (Some(users[50].added_at), Some(middle))),
        filter(|f| f.role = vec!["admin".into()]),
        filter(|f| f.role = vec!["user".into(), "helpdesk".into()]),
        filter(|f| f.role = vec!["no\0body".into()]),
        filter(|f| f.ids = vec![users[3].id, users[7].id, other.users[0].id, UserId(Uuid::from_u128(1))]),
        filter(|f| f.category = Some("unknown".into())),
        filter(|f| (f.category, f.status) = (Some("active".into()), vec![Status::Deleted])),
        filter(|f| (f.category, f.status) = (Some("locked".into()), vec![Status::AutoLocked, Status::Active])),
        filter(|f| f.status = vec![Status::Deleted, Status::Active]),
        filter(|f| (f.q, f.role) = ("mit".into(), vec!["admin".into()])),
        filter(|f| (f.q, f.category) = ("example".into(), Some("inactive".into()))),
        filter(|f| (f.q, f.never_seen) = ("s".into(), true)),
        filter(|f| f.permission = vec![Permission::UsersExport]),
        filter(|f| f.permission = vec![Permission::UsersUnlock, Permission::SystemOperate]),
        filter(|f| (f.permission, f.role) = (vec![Permission::UsersExport], vec!["user".into()])),
        filter(|f| f.module = vec!["reports".into()]),
        filter(|f| f.module = vec!["pricing".into(), "casino".into()]),
        filter(|f| f.module = vec!["casino".into()]),
        filter(|f| f.sub_account = vec!["berlin".into(), "hamburg".into()]),
        filter(|f| (f.sub_account, f.q) = (vec!["berlin".into()], "mit".into())),
        filter(|f| f.sub_account = vec!["no\0where".into()]),
        filter(|f| (f.app_role, f.sub_account) = (vec!["crm/editor".into()], vec!["hamburg".into()])),
        filter(|f| f.second_factor = Some(Switch::On)),
        filter(|f| (f.second_factor, f.never_seen) = (Some(Switch::Off), true)),
    ];
    filters.extend(
        people
            .policy
            .categories()
            .iter()
            .map(|c| filter(|f| f.category = Some(c.key.into()))),
    );
    filters.extend(Status::ALL.iter().map(|status| filter(|f| f.status = vec![*status])));
    filters.extend(searches(people, other).into_iter().map(|q| filter(|f| f.q = q)));
    filters
}

/// The test set of performance.md, and the texts that have gone wrong elsewhere.
pub(crate) fn searches(people: &People, other: &People) -> Vec<String> {
    let fixed = [
        "mit",
        "smith jo",
        "jo smith",
        "SMITH JO",
        "joh",
        "joerg",
        "jorg",
        "Jörg",
        "zoe",
        "øst",
        "strasse",
        "иван",
        "петр",
        "محمد",
        "王伟",
        "王小明",
        "小明",
        "王",
        "伟",
        "ジョ",
        "นาย",
        "เก",
        "example.org",
        "ith12",
        "a",
        "zz",
        "z",
        "qxz",
        "qxz mit",
        "%",
        "_",
        "%%%",
        "___",
        "100%",
        "a_b",
        "\"",
        "\"\"\"",
        "o\"n",
        "o'n",
        "'",
        "\\",
        "a\\b",
        "a\\%b",
        "*",
        "mit*",
        "NEAR",
        "AND",
        "mit OR joh",
        "(mit",
        "-",
        "mit -joh",
        "^mit",
        "{mit}",
        "search_key:mit",
        "   ",
        "\u{200B}",
        "jo\nsmith",
        "j s",
        "m sm",
        "\0",
        "mi\0t",
        ".",
        "@",
        "d",
        "đor",
        "t",
        "th",
        "þór",
    ];
    let mut searches: Vec<String> = fixed.iter().map(|q| (*q).to_owned()).collect();
    searches.push("x".repeat(100));
    searches.push("mit ".repeat(30));
    searches.push(people.users[5].id.to_string());
    searches.push(format!(" {} ", people.users[6].id.to_string().to_uppercase()));
    searches.push(other.users[5].id.to_string());
    searches
}
