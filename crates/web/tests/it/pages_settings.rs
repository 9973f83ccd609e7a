//! The settings of a portal by pages alone: roles, modules, sub-accounts, apps.

use crate::browser::Browser;
use testkit::{admin_of, on_both};

/// Proves: C17
#[test]
fn a_role_is_made_changed_and_removed_on_pages() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        let first = browser.raw("GET", "/p/acme/settings", &[], "");
        assert_eq!(first.header("location"), "/p/acme/settings/policy");
        browser
            .open("/p/acme/settings/tokens")
            .click("Roles")
            .expect(200)
            .says("No roles of your own yet")
            .says("Built-in roles")
            .says("Permission Admin User manager Help desk Auditor User");
        let wrong = [
            ("name", "Team lead"),
            ("slug", "admin"),
            ("rank", "25"),
            ("permission", "users.view"),
        ];
        browser
            .click("New role")
            .press("Add role", &wrong)
            .expect(422)
            .says("A built-in role has this word");
        assert!(browser.html.contains("value=\"Team lead\""), "what was typed is kept");
        browser
            .press("Add role", &[("slug", "team-lead")])
            .expect(200)
            .says("Done. It was added.")
            .says("Team lead team-lead 25 View users 0 users");
        browser
            .open("/p/acme/settings/roles/team-lead")
            .says("Rank 25")
            .press("Save", &[("name", "Team leader"), ("permission", "users.export")])
            .expect(200)
            .says("Saved.")
            .says("Team leader team-lead 25 Export users");
        t.user("acme", "lea@acme.example", "team-lead");
        browser
            .open("/p/acme/settings/roles/team-lead/remove")
            .expect(200)
            .says("Remove the role Team leader?")
            .says("1 user holds this role. Give that user another role first.");
        assert!(!browser.html.contains("name=\"confirm\"") || !browser.html.contains("btn danger"));
        browser
            .open("/p/acme/users?role=team-lead")
            .expect(200)
            .says("lea@acme.example");
        browser.open("/p/acme/settings/roles/nobody").expect(404);
    });
}

/// Proves: S4.7, S4.8, S4.9, S0.5
#[test]
fn modules_sub_accounts_and_apps_are_kept_on_pages() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser
            .open("/p/acme/settings/modules")
            .expect(200)
            .says("Pricing pricing Admins only")
            .click("New module")
            .press(
                "Add module",
                &[("name", "Stock"), ("slug", "stock"), ("admin_only", "yes")],
            )
            .expect(200)
            .says("Stock stock Admins only");
        browser
            .open("/p/acme/settings/modules/stock/remove")
            .says("No user was given this module.")
            .press("Remove module", &[])
            .expect(200)
            .says("Done. It was removed.")
            .says_not("Stock");
        browser
            .open("/p/acme/settings/sub-accounts")
            .says("No sub-accounts yet")
            .click("New sub-account")
            .press("Add sub-account", &[("name", "North"), ("slug", "north")])
            .expect(200)
            .says("North north 0 users");
        browser
            .open("/p/acme/settings/apps/new")
            .press("Add app", &[("name", "CRM"), ("slug", "crm")])
            .expect(200)
            .open("/p/acme/settings/apps/crm")
            .says("No roles yet")
            .press("Add app role", &[("role_name", "Editor"), ("role_slug", "crm editor")])
            .expect(422)
            .says("Use only");
        browser
            .press("Add app role", &[("role_slug", "editor")])
            .expect(200)
            .says("Editor crm/editor 0 users");
        browser
            .open("/p/acme/settings/apps/crm/roles/editor")
            .press("Save", &[("name", "Chief editor")])
            .says("Chief editor");
        browser
            .open("/p/acme/settings/apps/crm/roles/editor/remove")
            .says("Remove the role Chief editor of CRM?")
            .press("Remove app role", &[])
            .says("No roles yet");
    });
}

#[test]
fn who_changed_the_portal_meanwhile_is_not_overwritten() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut one = Browser::signed_in(t, "acme", &admin_of("acme"));
        let mut other = one.clone();
        one.open("/p/acme/settings/modules/reports");
        other
            .open("/p/acme/settings/modules/reports")
            .press("Save", &[("name", "Figures")])
            .expect(200);
        one.press("Save", &[("name", "Numbers")])
            .expect(412)
            .says("Somebody has changed the portal since you opened this page.");
        assert!(one.html.contains("value=\"Numbers\""), "what was typed is kept");
        one.press("Save", &[]).expect(200).says("Numbers");
    });
}

#[test]
fn settings_are_absent_for_who_may_not_change_them() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "max@acme.example", "manager");
        let mut browser = Browser::signed_in(t, "acme", "max@acme.example");
        browser.open("/p/acme/users").expect(200).says_not("Settings");
        browser
            .open("/p/acme/settings/roles")
            .expect(403)
            .says("You need the permission Manage roles ( roles.manage )");
        browser
            .open("/p/acme/settings/apps")
            .expect(403)
            .says("You need the permission Change portal settings");
        browser.open("/p/acme/settings").expect(403);
    });
}
