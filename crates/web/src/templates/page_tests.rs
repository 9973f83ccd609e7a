//! The rules of every page, for the pages beside the user list, and what only they promise.

use super::accept::{self, Dead};
use super::add_user::{self, InvitationMail};
use super::entered::{Entered, Met, Rule, new_password};
use super::form_samples::{accepting, add_user, dead, exporting, inviting, plain, public, report, review, sign_in};
use super::frame::Theme;
use super::office_samples::activity_list;
use super::own_samples::{account, dead_reset};
use super::sign_in::{SignInName, SignInNote, SignInPage};
use super::user_page::FactValue;
use super::{
    account, activity, export, form_samples, import, invite, office_samples, own_samples, password,
    second_factor_samples, sign_in,
};
use maud::Markup;
use std::collections::HashMap;

fn all() -> Vec<(&'static str, String)> {
    let pages = form_samples::all(Theme::Auto)
        .into_iter()
        .chain(office_samples::all(Theme::Auto))
        .chain(own_samples::all(Theme::Auto))
        .chain(second_factor_samples::all(Theme::Auto));
    pages.map(|(name, page)| (name, page.into_string())).collect()
}

/// The values of an attribute, in order.
pub(super) fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The words of a page between `<main` and `</main>`, one run per line.
pub(super) fn words(page: Markup) -> String {
    let html = page.into_string();
    let main = html
        .split("<main")
        .nth(1)
        .and_then(|rest| rest.split("</main>").next())
        .expect("main");
    let runs = main
        .split('<')
        .filter_map(|run| run.split_once('>'))
        .map(|(_, text)| text.trim());
    runs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

pub(super) fn title(html: &str) -> &str {
    html.split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next())
        .expect("title")
}

#[test]
fn pages_have_one_heading_and_unique_ids_that_references_meet() {
    for (name, html) in all() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}: h1");
        let ids = values(&html, "id");
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for id in &ids {
            *seen.entry(id).or_default() += 1;
        }
        let twice: Vec<_> = seen.iter().filter(|(_, n)| **n > 1).collect();
        assert!(twice.is_empty(), "{name}: ids used twice: {twice:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby", "popovertarget", "form"] {
            for target in values(&html, attribute).iter().flat_map(|value| value.split(' ')) {
                assert!(ids.contains(&target), "{name}: {attribute}={target} has no target");
            }
        }
        for target in values(&html, "href").iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.contains(&target), "{name}: #{target} has no target");
        }
    }
}

#[test]
fn pages_work_without_script_and_carry_none_inline() {
    for (name, html) in all() {
        assert!(values(&html, "style").is_empty(), "{name}: style attribute");
        assert!(
            !html.contains(" onclick=") && !html.contains("javascript:") && !html.contains("<style"),
            "{name}"
        );
        for button in html.split("<button").skip(1).filter_map(|rest| rest.split('>').next()) {
            let dead = button.contains("type=\"button\"") && !button.contains("popovertarget");
            assert!(!dead || button.contains("needs-script"), "{name}: <button{button}>");
        }
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            assert!(
                form.contains("type=\"submit\""),
                "{name}: a form that cannot be sent: {form}"
            );
        }
    }
}

#[test]
fn every_control_has_a_name_people_can_read() {
    for (name, html) in all() {
        let labelled = values(&html, "for");
        for tag in ["<input ", "<select ", "<textarea "] {
            for control in html.split(tag).skip(1).filter_map(|rest| rest.split('>').next()) {
                let kind = values(control, "type");
                let nested = control.contains("type=\"checkbox\"") || control.contains("type=\"radio\"");
                let id = format!(" {control}");
                let named = values(&id, "id").first().is_some_and(|id| labelled.contains(id));
                assert!(
                    nested || control.contains("type=\"hidden\"") || named,
                    "{name}: {tag}{control}> {kind:?}"
                );
            }
        }
    }
}

#[test]
fn at_most_one_thing_asks_for_the_focus() {
    for (name, html) in all() {
        assert!(html.matches(" autofocus").count() <= 1, "{name}");
    }
}

#[test]
fn a_failed_form_says_so_in_the_title_and_keeps_what_was_typed() {
    let mut add = add_user();
    add.email = Entered::kept("ann@").wrong("Enter a whole address, such as ann@example.com.");
    add.first_name = Entered::kept("Ann");
    let html = add_user::page(&plain("Add user", Theme::Auto), &add).into_string();
    assert_eq!(title(&html), "Error: Add user – Acme Industries");
    assert!(html.contains(r#"value="Ann""#) && html.contains(r#"value="ann@""#));
    assert!(html.contains(r##"<a href="#email">Enter a whole address"##));
    let fine = add_user::page(&plain("Add user", Theme::Auto), &add_user()).into_string();
    assert_eq!(title(&fine), "Add user – Acme Industries");
}

#[test]
fn the_invitation_tick_is_there_only_where_the_policy_leaves_a_choice() {
    let tick = |invitation| {
        let add = add_user::AddUserPage {
            invitation,
            ..add_user()
        };
        let html = add_user::page(&plain("Add user", Theme::Auto), &add).into_string();
        let at = html.find(r#"name="send_invitation""#)?;
        html[at..].split('>').next().map(|input| input.contains(" checked"))
    };
    assert_eq!(tick(InvitationMail::Ticked), Some(true));
    assert_eq!(tick(InvitationMail::Unticked), Some(false));
    assert_eq!(tick(InvitationMail::Always), None);
}

#[test]
fn every_cause_of_a_failed_sign_in_reads_the_same_and_the_name_is_kept() {
    let failed = SignInPage {
        name: String::from("ann@example.com"),
        ..sign_in(SignInNote::Failed { tries: 5, minutes: 15 })
    };
    let html = sign_in::page(&public("Sign in", Theme::Auto), &failed);
    assert!(html.0.contains(r#"value="ann@example.com""#) && title(&html.0).starts_with("Error: "));
    assert_eq!(
        values(&html.0, "autocomplete"),
        ["username webauthn", "current-password"]
    );
    insta::assert_snapshot!(words(html), @r"
    Sign in to
    Acme Industries
    E-mail or password is not right, or the account cannot sign in. After 5 wrong tries an account locks for 15 minutes.
    E-mail
    Password
    Show
    Sign in
    Forgot password?
    No account yet? An admin of
    Acme Industries
    can invite you.
    ");
    let by_name = SignInPage {
        with: SignInName::Both,
        ..failed
    };
    let html = sign_in::page(&public("Sign in", Theme::Auto), &by_name).into_string();
    assert!(html.contains("E-mail, username or password is not right") && html.contains(r#"type="text""#));
}

#[test]
fn what_happened_before_signing_in_is_said() {
    let said = |note| words(sign_in::page(&public("Sign in", Theme::Auto), &sign_in(note)));
    assert!(said(SignInNote::Accepted).contains("Your password is set. Sign in with it to start."));
    assert!(said(SignInNote::SignedOut).contains("You are signed out."));
    assert!(said(SignInNote::Ended).contains("Your session has ended. Sign in again to go on."));
    assert!(said(SignInNote::Wait { seconds: 20 }).contains("Wait 20 seconds"));
    assert!(said(SignInNote::SetUp).contains("Portico is set up."));
    assert!(said(SignInNote::PasswordSet).contains("Your new password is set. Sign in with it."));
}

#[test]
fn every_dead_invitation_leads_on() {
    let page = |why| words(accept::dead(&public("Invitation", Theme::Auto), &dead(why)));
    insta::assert_snapshot!(page(Dead::Used), @r"
    This invitation has been used
    The invitation to
    Acme Industries
    was accepted on
    2026-11-20 09:30 GMT
    .
    Sign in
    Was it not you? Tell your admin at once.
    ");
    insta::assert_snapshot!(page(Dead::Expired), @r"
    This invitation has expired
    The invitation to
    Acme Industries
    worked until
    2026-11-20 09:30 GMT
    .
    Ask your admin for a new invitation
    Already have a password?
    Sign in
    ");
    assert!(page(Dead::Void).contains("Look for a newer mail.\nAsk your admin for a new invitation."));
    let unknown = page(Dead::Unknown);
    assert!(!unknown.contains("Acme") && unknown.contains("Ask your admin for a new invitation."));
}

#[test]
fn every_dead_reset_link_leads_to_a_new_one() {
    let page = |why| words(password::dead(&public("New password", Theme::Auto), &dead_reset(why)));
    insta::assert_snapshot!(page(Dead::Used), @"
    This link has been used
    A new password for
    Acme Industries
    was set with it on
    2026-11-22 14:05 GMT
    .
    Send me a new link
    Do you know your password?
    Sign in
    Was it not you? Ask for a new link, set another password, and tell your admin at once.
    ");
    insta::assert_snapshot!(page(Dead::Expired), @"
    This link has expired
    The link to a new password for
    Acme Industries
    worked until
    2026-11-22 14:05 GMT
    .
    Send me a new link
    Do you know your password?
    Sign in
    ");
    insta::assert_snapshot!(page(Dead::Void), @"
    This link no longer works
    A newer link to a new password for
    Acme Industries
    was sent, or the account has changed since. Look for a newer mail.
    Send me a new link
    Do you know your password?
    Sign in
    ");
    insta::assert_snapshot!(page(Dead::Unknown), @"
    This link does not work
    It may be incomplete. Copy the whole link from the mail into the address bar.
    Send me a new link
    Do you know your password?
    Sign in
    ");
}

#[test]
fn a_new_password_shows_its_rules_in_words_and_never_itself() {
    let rule = |met| Rule {
        text: String::from("At least 12 characters"),
        met,
    };
    let said = |met, error| new_password("password", error, &[rule(met)]).into_string();
    assert!(said(Met::Untried, None).contains("<li>At least 12 characters</li>"));
    assert!(said(Met::No, Some("Use more.")).contains("At least 12 characters: not met"));
    assert!(said(Met::Yes, None).contains("At least 12 characters: met"));
    assert!(
        said(Met::No, Some("Use more."))
            .contains(r#"aria-describedby="password-rules password-error" aria-invalid="true""#)
    );
    let page = accept::page(&public("Accept", Theme::Auto), &accepting(None, [Met::Untried; 2])).into_string();
    assert_eq!(values(&page, "autocomplete"), ["username", "new-password"]);
    assert_eq!(page.matches(r#"type="password""#).count(), 1);
}

#[test]
fn the_review_of_invitations_keeps_everything_and_counts_what_it_sends() {
    let frame = plain("Review invitations", Theme::Auto);
    let html = invite::review(&frame, &review()).into_string();
    assert!(html.contains(r#"<input type="hidden" name="addresses" value="person1@example.com">"#));
    assert!(
        html.contains("Send 14 invitations") && html.contains("Will be invited: 14") && html.contains("Show 4 more")
    );
    assert_eq!(
        values(&html, "formaction"),
        ["/p/acme/users/invite/review", "/p/acme/users/invite"]
    );
    assert!(html.contains(r#"name="line" value="7""#) && html.contains(r#"name="mended" value="bob@""#));
    assert!(html.contains("Send 1 person with an invitation a new one"));
}

#[test]
fn a_review_with_nobody_to_invite_cannot_be_sent() {
    let mut nobody = review();
    nobody.invited = 0;
    let only_resend = invite::review(&plain("Review", Theme::Auto), &nobody).into_string();
    assert!(only_resend.contains("Send invitations"));
    nobody.resend = None;
    let html = invite::review(&plain("Review", Theme::Auto), &nobody).into_string();
    assert!(!html.contains("Send ") && html.contains("Back"));
}

#[test]
fn pasted_addresses_stay_after_a_failed_review() {
    let mut pasted = inviting();
    pasted.addresses = Entered::kept("ann@example.com\n<b>").wrong("Split the list.");
    let html = invite::page(&plain("Invite users", Theme::Auto), &pasted).into_string();
    assert!(html.contains(">\nann@example.com\n&lt;b&gt;</textarea>"));
    assert!(html.contains(r#"aria-describedby="addresses-hint addresses-error" aria-invalid="true""#));
    assert!(html.contains(r##"<a href="#addresses">Split the list.</a>"##));
}

#[test]
fn many_roles_become_a_select() {
    let mut many = inviting();
    let html = |invite: &_| invite::page(&plain("Invite users", Theme::Auto), invite).into_string();
    assert!(html(&many).contains(r#"type="radio" name="role""#));
    many.roles = [many.roles.clone(), many.roles.clone()].concat();
    assert!(html(&many).contains(r#"<select id="role""#));
}

#[test]
fn the_first_button_of_adding_is_the_plain_one() {
    let html = add_user::page(&plain("Add user", Theme::Auto), &add_user()).into_string();
    let buttons: Vec<_> = html
        .split(r#"name="then" value=""#)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(buttons, ["open", "another"]);
}

#[test]
fn export_keeps_the_view_and_says_what_happens_to_values() {
    let html = export::page(&plain("Export users", Theme::Auto), &exporting()).into_string();
    assert!(html.contains(r#"<input type="hidden" name="q" value="ann">"#));
    assert!(html.contains("All 61,345 matching users") && html.contains("prepared as a job"));
    let checked: Vec<_> = html
        .split("<input")
        .filter(|input| input.contains(" checked"))
        .collect();
    assert_eq!(checked.len(), 3);
    let mut small = exporting();
    small.matching = 1;
    let html = export::page(&plain("Export users", Theme::Auto), &small).into_string();
    assert!(html.contains("The 1 matching user") && !html.contains("prepared as a job"));
}

#[test]
fn an_import_that_adds_nobody_cannot_be_run() {
    let html = |report: &_| import::report(&plain("Check the import", Theme::Auto), report).into_string();
    assert!(
        html(&report()).contains("Import 1,212 users and change 1") && html(&report()).contains("and 1,211 more rows")
    );
    let mut nothing = report();
    (nothing.add, nothing.change) = (0, 0);
    assert!(!html(&nothing).contains("type=\"submit\">Import"));
}

#[test]
fn what_people_type_is_escaped() {
    let evil = "<img src=x onerror=alert(1)>\"'";
    let mut add = add_user();
    add.first_name = Entered::kept(evil).wrong(evil);
    let mut activity_page = activity_list();
    activity_page.lines[0].actor.label = String::from(evil);
    activity_page.filters.actor = String::from(evil);
    let mut own = account(0);
    own.section = account::AccountSection::Profile {
        facts: vec![(String::from("Name"), FactValue::Text(String::from(evil)))],
        editable: Vec::new(),
        note: String::from(evil),
    };
    let frame = plain(evil, Theme::Auto);
    let pages = [
        add_user::page(&frame, &add),
        activity::page(&frame, &activity_page),
        account::page(&frame, &own),
    ];
    for page in pages {
        assert!(!page.into_string().contains("<img"));
    }
}

#[test]
fn the_own_session_is_marked_and_cannot_be_ended_here() {
    let html = account::page(&plain("Sessions", Theme::Auto), &account(2)).into_string();
    assert_eq!(html.matches("This device").count(), 1);
    assert_eq!(html.matches("aria-label=\"Sign out ").count(), 1);
}
