//! Realistic pages for tests and for the gallery (`cargo run -p portico-web --example gallery -- DIR`).

#[path = "samples/list.rs"]
mod list;
#[path = "samples/person.rs"]
mod person;
#[path = "samples/policy.rs"]
mod policy;
#[path = "samples/work.rs"]
mod work;

use super::components::{Action, Icon, Look, Opens, When};
use super::form::Choice;
use super::frame::{DevMail, Frame, JobLink, NavItem, PortalFrame, ProviderBar, Skip, Theme, Viewer};
use super::policy::page as policy_page;
use super::wording::Act;
use super::{bulk, jobs, user_page, users_list};
pub(crate) use list::user_list;
use list::{first_visit, nothing_found, searched, with_result};
use maud::Markup;
use person::user;
pub(crate) use work::{confirm, confirm_many, finished_job, running_job};
use work::{job_list, outcomes};

const LIST: &str = "/p/acme/users";

/// Every sample: file name and page.
pub(crate) fn all(theme: Theme) -> Vec<(&'static str, Markup)> {
    let list = frame("Users: All users, 1–50 of 12,345", theme);
    let jobs_frame = frame("Jobs & exports", theme);
    let user_frame = frame("Ann Lee", theme);
    vec![
        ("users", users_list::page(&list, &user_list())),
        ("users-search", users_list::page(&list, &searched())),
        ("users-result", users_list::page(&list, &with_result())),
        ("users-empty", users_list::page(&list, &nothing_found())),
        ("users-first-visit", users_list::page(&list, &first_visit())),
        ("confirm-one", bulk::page(&user_frame, &confirm(Act::Unlock))),
        ("confirm-two", bulk::page(&user_frame, &confirm_many())),
        ("confirm-three", bulk::page(&user_frame, &confirm(Act::Delete))),
        ("outcomes", bulk::outcomes(&user_frame, &outcomes())),
        ("jobs", jobs::list(&jobs_frame, &job_list())),
        ("job-running", jobs::page(&jobs_frame, &running_job())),
        ("job-finished", jobs::page(&jobs_frame, &finished_job())),
        ("policy", policy_page(&frame("Settings", theme), &policy::policy())),
        ("user-profile", user_page::page(&user_frame, &user(0))),
        ("user-security", user_page::page(&user_frame, &user(1))),
        ("user-activity", user_page::page(&user_frame, &user(2))),
    ]
}

pub(crate) fn frame(title: &str, theme: Theme) -> Frame {
    Frame {
        title: s(title),
        theme,
        portal: Some(PortalFrame {
            slug: s("acme"),
            name: s("Acme Industries"),
            href: s(LIST),
            others: vec![
                (s("Globex"), s("/p/globex/users")),
                (s("Initech"), s("/p/initech/users")),
            ],
        }),
        viewer: Some(Viewer {
            name: s("Maria Gomez"),
            email: s("maria@acme.example"),
            links: vec![
                (s("Your account"), s("/p/acme/account")),
                (s("Sessions"), s("/p/acme/account/sessions")),
            ],
            theme_action: s("/preferences/theme"),
            sign_out_action: s("/p/acme/sign-out"),
        }),
        nav: vec![
            nav(
                "Users",
                LIST,
                Icon::Users,
                title.starts_with("Users") || title == "Ann Lee",
            ),
            nav("Activity", "/p/acme/activity", Icon::Activity, title == "Activity"),
            nav("Jobs & exports", "/p/acme/jobs", Icon::Jobs, title.starts_with("Jobs")),
            nav("Settings", "/p/acme/settings", Icon::Settings, title == "Settings"),
        ],
        provider_bar: title.starts_with("Jobs").then(|| ProviderBar {
            portal: s("Acme Industries"),
            leave_href: s("/provider/portals"),
        }),
        job: Some(JobLink {
            href: s("/p/acme/jobs/7"),
            label: s("Deactivate"),
            percent: 33,
        }),
        skip: Skip::Table,
        dev_mail: DevMail::On,
        here: s(LIST),
        version: s("0.1.0"),
        zone: s("GMT"),
        ..Frame::default()
    }
}

fn s(text: &str) -> String {
    String::from(text)
}

fn id(at: usize) -> String {
    format!("0198c0de-7c1a-7abc-8def-{at:012}")
}

/// "2026-11-22 14:05", with anything after the minutes left out of the machine's form.
fn moment(text: &str) -> When {
    let (day, time) = text.split_at(10);
    When {
        datetime: format!("{day}T{}:00Z", time.get(1..6).unwrap_or("00:00")),
        text: s(text),
    }
}

fn choice(value: &str, label: &str, chosen: bool) -> Choice {
    Choice {
        value: s(value),
        label: s(label),
        hint: String::new(),
        chosen,
    }
}

fn nav(label: &str, href: &str, icon: Icon, current: bool) -> NavItem {
    NavItem {
        href: s(href),
        label: s(label),
        icon,
        current,
    }
}

fn action(label: &str, href: &str, icon: Option<Icon>, look: Look) -> Action {
    Action {
        label: s(label),
        href: s(href),
        icon,
        look,
        opens: Opens::Page,
    }
}
