//! What only the pages of activity, portals, tokens, errors and captured mail promise.

use super::dev_mail::{self, linked};
use super::entered::Entered;
use super::errors::{self, Problem};
use super::form_samples::plain;
use super::frame::Theme;
use super::office_samples::{
    activity_list, broken, entry, forbidden, mail, new_portal, portal_list, portal_settings, shown_token, token_list,
};
use super::page_tests::{title, values, words};
use super::portals::{self, NewPortalPage, StaffPortals, StaffReach, seats};
use super::{activity, tokens};

#[test]
fn activity_names_who_acted_and_from_which_side() {
    let html = activity::page(&plain("Activity", Theme::Auto), &activity_list()).into_string();
    assert_eq!(
        html.matches(r#"<span class="mark-provider">provider</span>"#).count(),
        1
    );
    assert_eq!(html.matches("<tr").count(), 5);
    assert!(
        html.contains("Filters (2)") && html.contains(r#"aria-label="Details of Deleted user, 2026-11-22 14:05:09""#)
    );
    let mut none = activity_list();
    none.lines.clear();
    assert!(
        words(activity::page(&plain("Activity", Theme::Auto), &none))
            .contains("No activity matches these filters\nClear all filters")
    );
    none.chips.clear();
    assert!(words(activity::page(&plain("Activity", Theme::Auto), &none)).contains("No activity yet"));
}

#[test]
fn a_wrong_date_opens_the_filters_and_says_why() {
    let mut wrong = activity_list();
    wrong.filters.to_error = Some(String::from("Choose a day after 16 Nov 2026."));
    let html = activity::page(&plain("Activity", Theme::Auto), &wrong).into_string();
    assert!(html.contains(r#"<details class="drop" open>"#) && html.contains("Choose a day after 16 Nov 2026."));
    assert!(values(&html, "aria-describedby").contains(&"to-error"));
}

#[test]
fn an_entry_shows_former_and_new_values_and_where_it_came_from() {
    insta::assert_snapshot!(words(activity::entry(&plain("Activity", Theme::Auto), &entry())), @r"
    Activity
    Deactivated user
    Result
    Done
    Time
    2026-11-22 14:05:09
    Performed by
    maria@
    acme.
    example
    provider
    Portal admin
    About
    ann@
    example.
    com
    User ID
    0198c0de-7c1a-7abc-8def-000000000001
    Job
    Deactivate 120 users
    Client
    Firefox on Windows
    Address
    203.0.113.7
    Request
    0198c0de-7c1a-7abc-8def-00000000abcd
    What changed
    Field
    Before
    After
    Status
    Active
    Inactive
    Last name
    –
    Lee
    Access ended
    2
    3
    ");
}

#[test]
fn portals_say_how_many_seats_are_left() {
    assert_eq!(seats(212, Some(250)), "212 of 250 seats");
    assert_eq!(seats(1, Some(1)), "1 of 1 seat");
    assert_eq!(seats(1_000, None), "1,000, no limit");
    let html = portals::page(&plain("Portals", Theme::Auto), &portal_list()).into_string();
    assert_eq!(html.matches("none free").count(), 1);
    let mut nothing = portal_list();
    nothing.rows.clear();
    assert!(words(portals::page(&plain("Portals", Theme::Auto), &nothing)).contains("No portals yet"));
    nothing.q = String::from("zzz");
    assert!(
        words(portals::page(&plain("Portals", Theme::Auto), &nothing))
            .contains("No portal matches “zzz”\nClear search")
    );
}

#[test]
fn a_wrong_seat_number_and_a_wrong_slug_are_explained_beside_the_field() {
    let html = portals::settings(&plain("Settings", Theme::Auto), &portal_settings()).into_string();
    assert!(html.contains(r##"<a href="#seats">212 seats are taken."##) && title(&html).starts_with("Error: "));
    let fresh = NewPortalPage {
        slug: Entered::default(),
        ..new_portal()
    };
    let html = portals::new_portal(&plain("New portal", Theme::Auto), &fresh).into_string();
    assert!(!html.contains("error-summary") && html.contains("https://portal.example/p/acme"));
}

#[test]
fn staff_by_role_have_no_list_to_tick() {
    let all = portals::staff_portals(&StaffPortals { reach: StaffReach::All }).into_string();
    assert!(all.contains("All portals, now and later.") && !all.contains("<form"));
    let none = portals::staff_portals(&StaffPortals {
        reach: StaffReach::Shown(Vec::new()),
    })
    .into_string();
    assert!(none.contains("No portals."));
}

#[test]
fn a_token_is_shown_once_and_never_in_the_list() {
    let shown = tokens::shown_once(&plain("Token created", Theme::Auto), &shown_token()).into_string();
    assert!(shown.contains("It is shown only this once") && shown.contains(&shown_token().secret));
    let list = tokens::page(&plain("API tokens", Theme::Auto), &token_list()).into_string();
    assert!(!list.contains("ptk_"));
    assert_eq!(list.matches(">Revoke<").count(), 1);
}

#[test]
fn errors_say_what_to_do_next() {
    let page = |problem| words(errors::page(&plain("", Theme::Auto), &broken(problem)));
    insta::assert_snapshot!(page(forbidden()), @r"
    You may not do this
    You need the permission
    Export users
    (
    users.export
    ).
    Maria Gomez or another admin of Acme Industries can grant it.
    Go to Users
    Request
    0198c0de-7c1a-7abc-8def-00000000abcd
    ");
    insta::assert_snapshot!(page(Problem::NotFound), @r"
    Page not found
    The address is wrong, or what was here has been removed, or it is not yours to see.
    Go to Users
    ");
    insta::assert_snapshot!(page(Problem::TooMany { seconds: 1, retry_href: None }), @r"
    Too many requests
    Nothing was changed. Try again in
    1 second
    .
    Go to Users
    Request
    0198c0de-7c1a-7abc-8def-00000000abcd
    ");
    assert!(page(Problem::Internal).contains("Request\n0198c0de"));
    assert!(
        page(Problem::Unavailable {
            retry_href: String::from("/p/acme/users")
        })
        .contains("Try again")
    );
}

#[test]
fn errors_know_their_status_and_title() {
    let statuses = [forbidden(), Problem::NotFound, Problem::Internal].map(|problem| problem.status());
    assert_eq!(statuses, [403, 404, 500]);
    let html = errors::page(&plain("anything", Theme::Auto), &broken(Problem::NotFound)).into_string();
    assert_eq!(title(&html), "Page not found – Acme Industries");
}

#[test]
fn links_in_captured_mail_can_be_clicked_and_its_html_runs_nothing() {
    insta::assert_snapshot!(linked("Go to https://a.example/x?y=1.\n<b>").into_string(), @r#"
    Go to <a href="https://a.example/x?y=1">https://a.example/x?y=1</a>.
    &lt;b&gt;
    "#);
    insta::assert_snapshot!(linked("see (http://a.example), ok").into_string(), @r#"see (<a href="http://a.example">http://a.example</a>), ok"#);
    let html = dev_mail::mail(&plain("Mail", Theme::Auto), &mail()).into_string();
    assert_eq!(
        values(&html, "sandbox"),
        ["allow-popups allow-popups-to-escape-sandbox"]
    );
    assert!(!html.contains("allow-scripts") && !html.contains("allow-same-origin"));
}
