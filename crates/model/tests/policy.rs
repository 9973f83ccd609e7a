//! Every setting of a policy: that it is listed, that it has bounds, and what the presets say.

use insta::assert_snapshot;
use model::command::Command;
use model::policy::{Group, Kind, MfaRequired, Policy, Rule, Setting, SignInWith};
use model::presets::Preset;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The paths of everything in a policy, as deep as settings go.
fn leaves(prefix: &str, value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) if prefix != "deletion" => {
            for (name, value) in all {
                let path = if prefix.is_empty() {
                    name.clone()
                } else {
                    format!("{prefix}.{name}")
                };
                leaves(&path, value, out);
            }
        }
        _ => {
            out.insert(prefix.to_owned());
        }
    }
}

#[test]
fn every_field_of_a_policy_is_a_setting_and_every_command_has_a_confirmation() {
    let mut fields = BTreeSet::new();
    leaves("", &serde_json::to_value(Policy::default()).unwrap(), &mut fields);
    let settings: BTreeSet<String> = Setting::ALL.iter().map(|setting| setting.name.to_owned()).collect();
    assert_eq!(fields, settings);
    assert_eq!(settings.len(), Setting::ALL.len(), "no setting is listed twice");
    for name in Command::NAMES {
        assert!(Setting::named(&format!("confirm.{name}")).is_some(), "{name}");
    }
    for group in Group::ALL {
        assert!(
            Setting::ALL.iter().any(|setting| setting.group == *group),
            "{group:?} is empty"
        );
    }
}

/// Values just outside the bounds of a setting, and of the wrong type.
fn outside(kind: Kind) -> Vec<Value> {
    let mut bad = vec![json!({}), json!(1.5), json!(true)];
    bad.extend(match kind {
        Kind::Word(_) => vec![json!("nonsense"), json!(null), json!(["on"])],
        Kind::Words(words) => vec![json!(["nonsense"]), json!([words[0], words[0]]), json!(words[0])],
        Kind::Number { least, most } => vec![json!(least - 1), json!(most + 1), json!(null), json!(least.to_string())],
        Kind::Limit { least, most } => vec![json!(least - 1), json!(most + 1)],
        Kind::Span { least, most, unit } => vec![
            json!(least - unit.seconds()),
            json!(most + unit.seconds()),
            json!(least + 1),
            json!(null),
        ],
        Kind::Domains => vec![
            json!(["example.com", "example.com"]),
            json!(["no domain"]),
            json!(["localhost"]),
            json!((0..201).map(|n| format!("d{n}.example.com")).collect::<Vec<_>>()),
        ],
        Kind::Zone => vec![json!("Mars/Olympus"), json!("../etc/passwd"), json!("")],
        Kind::Deletion => vec![
            json!({"mode": "soft_then_purge"}),
            json!({"mode": "soft_then_purge", "days": 0}),
            json!({"mode": "soft_then_purge", "days": 3651}),
            json!({"mode": "hard", "days": 3}),
            json!({"mode": "shred"}),
        ],
    });
    bad
}

#[test]
fn every_setting_refuses_what_is_outside_its_bounds_and_names_itself() {
    for setting in Setting::ALL {
        for bad in outside(setting.kind) {
            let faults = Policy::default().with(&[(setting, bad.clone())]).unwrap_err();
            let named: Vec<_> = faults.iter().map(|fault| (fault.setting.name, fault.rule)).collect();
            assert_eq!(named, [(setting.name, Rule::Bounds)], "{bad}");
            assert!(faults[0].to_string().contains(&setting.kind.allowed()), "{}", faults[0]);
        }
    }
}

#[test]
fn every_setting_takes_its_outermost_values() {
    let everyone = Policy {
        mfa_required: MfaRequired::Everyone,
        ..Policy::default()
    };
    for setting in Setting::ALL {
        let good = match setting.kind {
            Kind::Word(words) => words.iter().map(|word| json!(word)).collect(),
            Kind::Words(words) => vec![json!([]), json!(words)],
            Kind::Number { least, most } => vec![json!(least), json!(most)],
            Kind::Limit { least, most } => vec![json!(null), json!(least), json!(most)],
            Kind::Span { least, most, .. } => vec![json!(least), json!(most)],
            Kind::Domains => vec![json!([]), json!(["example.com", "bücher.example"])],
            Kind::Zone => vec![json!("UTC"), json!("Europe/Berlin")],
            Kind::Deletion => vec![
                json!({"mode": "hard"}),
                json!({"mode": "soft"}),
                json!({"mode": "soft_then_purge", "days": 3650}),
            ],
        };
        for value in good {
            let faults = everyone.with(&[(setting, value.clone())]).err().unwrap_or_default();
            // What two settings say together is judged elsewhere.
            let own: Vec<_> = faults.iter().filter(|fault| fault.rule == Rule::Bounds).collect();
            assert!(own.is_empty(), "{} {value}: {own:?}", setting.name);
        }
    }
}

#[test]
fn settings_that_contradict_each_other_are_refused_together() {
    let named = |name: &str, value: Value| (Setting::named(name).unwrap(), value);
    let refused = |values: &[(&'static Setting, Value)]| {
        let faults = Policy::default().with(values).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(refused(&[named("password.min_length", json!(8))]), @"password.min_length: Use 15 to 64 characters; 8 to 64 only where everyone needs a second factor.");
    assert_snapshot!(refused(&[named("session.absolute_seconds", json!(1800))]), @"session.idle_seconds: Use at most the length of the whole session.");
    assert_snapshot!(refused(&[named("sign_in_with", json!("username"))]), @"required_fields: Include the username: people sign in with it and nothing else.");
    let twice = [
        named("allowed_domains", json!(["Example.com"])),
        named("blocked_domains", json!(["example.com"])),
    ];
    assert_snapshot!(refused(&twice), @"blocked_domains: A domain cannot be allowed and blocked at once.");
    let by_username = Policy::default().with(&[
        named("sign_in_with", json!("username")),
        named("required_fields", json!(["username"])),
    ]);
    assert_eq!(by_username.unwrap().sign_in_with, SignInWith::Username);
}

#[test]
fn bounds_are_said_in_words() {
    let said: Vec<String> = Setting::ALL
        .iter()
        .filter(|setting| setting.group != Group::Confirmations)
        .map(|setting| format!("{}: {}", setting.name, setting.kind.allowed()))
        .collect();
    assert_snapshot!(said.join("\n"), @"
    sign_in_with: one of email, username, both
    password_sign_in: one of on, off
    password.min_length: 8 to 64
    password.history: 0 to 24
    password.max_age_days: 1 to 730, or null for no limit
    reset_ttl_admin_seconds: 5 minutes to 24 hours in whole minutes
    reset_ttl_self_seconds: 5 minutes to 24 hours in whole minutes
    session.idle_seconds: 5 minutes to 24 hours in whole minutes
    session.absolute_seconds: 5 minutes to 30 days in whole minutes
    lockout.failures: 3 to 100
    lockout.window_seconds: 1 minute to 24 hours in whole minutes
    lockout.duration_seconds: 1 minute to 24 hours in whole minutes
    lockout.doubling: one of on, off
    lockout.reset_unlocks: one of on, off
    mfa_required: one of nobody, admins, everyone
    invite_ttl_seconds: 1 hour to 30 days in whole hours
    verify_ttl_seconds: 5 minutes to 24 hours in whole minutes
    may_skip_invite_mail: one of on, off
    block_disposable: one of on, off
    allowed_domains: at most 200 domain names such as example.com, each once
    blocked_domains: at most 200 domain names such as example.com, each once
    deletion: the mode hard, soft, or soft_then_purge with 1 to 3650 days
    deletable_from: any of ACTIVE, RECOVERY, AWAITING_NEW_PASSWORD, UNVERIFIED, INVITED, INVITE_EXPIRED, INVITE_REVOKED, ADDED, PROVISIONED, AUTO_LOCKED, LOCKED_BY_ADMIN, INACTIVE, each once
    retention_inactive_days: 1 to 3650, or null for no limit
    max_admins: 1 to 10000, or null for no limit
    vocabulary: one of standard, workflow, mssp, child_users, permissions, simple
    required_fields: any of first_name, last_name, username, each once
    time_zone_shown: the IANA name of a time zone, such as UTC or Europe/Berlin
    ");
}

#[test]
fn every_preset_is_within_the_bounds() {
    for preset in Preset::ALL {
        assert_eq!(preset.policy().check(), Ok(()), "{}", preset.name());
    }
}

/// Proves: C1, C2, C3, C4, C5, C6, C8, C11, C12, C13, C22, C23
#[test]
fn the_presets_say_what_their_documents_say() {
    let mut table = String::new();
    for preset in &Preset::ALL[1..] {
        let policy = preset.policy();
        table.push_str(&format!("{}\n", preset.name()));
        let categories: Vec<&str> = policy.categories().iter().map(|category| category.label).collect();
        table.push_str(&format!("  categories: {}\n", categories.join("; ")));
        for setting in Setting::ALL {
            let value = setting.of(&policy);
            let standard = setting.of(&Policy::default());
            let told = setting.group != Group::Confirmations || value != standard;
            if told {
                table.push_str(&format!("  {}: {value}\n", setting.name));
            }
        }
    }
    assert_snapshot!(table, @r#"
    workflow
      categories: Active users; Inactive users
      sign_in_with: "email"
      password_sign_in: "on"
      password.min_length: 15
      password.history: 5
      password.max_age_days: null
      reset_ttl_admin_seconds: 86400
      reset_ttl_self_seconds: 3600
      session.idle_seconds: 3600
      session.absolute_seconds: 86400
      lockout.failures: 5
      lockout.window_seconds: 900
      lockout.duration_seconds: 900
      lockout.doubling: "on"
      lockout.reset_unlocks: "off"
      mfa_required: "nobody"
      invite_ttl_seconds: 604800
      verify_ttl_seconds: 86400
      may_skip_invite_mail: "on"
      block_disposable: "off"
      allowed_domains: []
      blocked_domains: []
      deletion: {"mode":"hard"}
      deletable_from: []
      retention_inactive_days: 90
      max_admins: null
      vocabulary: "workflow"
      required_fields: ["first_name"]
      time_zone_shown: "UTC"
      confirm.activate: "none"
      confirm.unlock: "none"
      confirm.restore: "none"
      confirm.resend: "none"
      confirm.set-permissions: "none"
      confirm.set-modules: "none"
      confirm.set-sub-accounts: "none"
      confirm.set-app-roles: "none"
      confirm.delete: "dialog"
      confirm.erase: "dialog"
    mssp
      categories: Enabled users; Disabled users; Unconfirmed users
      sign_in_with: "email"
      password_sign_in: "on"
      password.min_length: 15
      password.history: 5
      password.max_age_days: null
      reset_ttl_admin_seconds: 86400
      reset_ttl_self_seconds: 3600
      session.idle_seconds: 3600
      session.absolute_seconds: 86400
      lockout.failures: 5
      lockout.window_seconds: 900
      lockout.duration_seconds: 900
      lockout.doubling: "on"
      lockout.reset_unlocks: "off"
      mfa_required: "nobody"
      invite_ttl_seconds: 604800
      verify_ttl_seconds: 86400
      may_skip_invite_mail: "off"
      block_disposable: "off"
      allowed_domains: []
      blocked_domains: []
      deletion: {"mode":"hard"}
      deletable_from: []
      retention_inactive_days: null
      max_admins: 1
      vocabulary: "mssp"
      required_fields: ["first_name"]
      time_zone_shown: "UTC"
      confirm.delete: "dialog"
      confirm.erase: "dialog"
    child_users
      categories: ACTIVE; PROVISIONED; AWAITING_NEW_PASSWORD; RECOVERY; AUTO-LOCKED; LOCKED_BY_ADMIN; INACTIVE
      sign_in_with: "username"
      password_sign_in: "on"
      password.min_length: 15
      password.history: 5
      password.max_age_days: null
      reset_ttl_admin_seconds: 3600
      reset_ttl_self_seconds: 3600
      session.idle_seconds: 3600
      session.absolute_seconds: 86400
      lockout.failures: 5
      lockout.window_seconds: 900
      lockout.duration_seconds: 900
      lockout.doubling: "on"
      lockout.reset_unlocks: "off"
      mfa_required: "nobody"
      invite_ttl_seconds: 604800
      verify_ttl_seconds: 86400
      may_skip_invite_mail: "off"
      block_disposable: "off"
      allowed_domains: []
      blocked_domains: []
      deletion: {"mode":"hard"}
      deletable_from: []
      retention_inactive_days: null
      max_admins: null
      vocabulary: "child_users"
      required_fields: ["first_name","last_name","username"]
      time_zone_shown: "UTC"
      confirm.activate: "none"
      confirm.unlock: "none"
      confirm.restore: "none"
      confirm.resend: "none"
      confirm.set-permissions: "none"
      confirm.set-modules: "none"
      confirm.set-sub-accounts: "none"
      confirm.set-app-roles: "none"
      confirm.delete: "dialog"
      confirm.erase: "dialog"
    permissions
      categories: Invited; Active; Inactive; Deleted
      sign_in_with: "email"
      password_sign_in: "on"
      password.min_length: 15
      password.history: 5
      password.max_age_days: null
      reset_ttl_admin_seconds: 86400
      reset_ttl_self_seconds: 3600
      session.idle_seconds: 3600
      session.absolute_seconds: 86400
      lockout.failures: 5
      lockout.window_seconds: 900
      lockout.duration_seconds: 900
      lockout.doubling: "on"
      lockout.reset_unlocks: "off"
      mfa_required: "nobody"
      invite_ttl_seconds: 604800
      verify_ttl_seconds: 86400
      may_skip_invite_mail: "off"
      block_disposable: "off"
      allowed_domains: []
      blocked_domains: []
      deletion: {"mode":"soft"}
      deletable_from: ["ACTIVE"]
      retention_inactive_days: null
      max_admins: null
      vocabulary: "permissions"
      required_fields: []
      time_zone_shown: "UTC"
      confirm.activate: "none"
      confirm.unlock: "none"
      confirm.restore: "none"
      confirm.resend: "none"
      confirm.set-permissions: "none"
      confirm.set-modules: "none"
      confirm.set-sub-accounts: "none"
      confirm.set-app-roles: "none"
    simple
      categories: Active users; Pending invitations; Deactivated users
      sign_in_with: "email"
      password_sign_in: "on"
      password.min_length: 15
      password.history: 5
      password.max_age_days: null
      reset_ttl_admin_seconds: 86400
      reset_ttl_self_seconds: 3600
      session.idle_seconds: 3600
      session.absolute_seconds: 86400
      lockout.failures: 5
      lockout.window_seconds: 900
      lockout.duration_seconds: 900
      lockout.doubling: "on"
      lockout.reset_unlocks: "off"
      mfa_required: "nobody"
      invite_ttl_seconds: 604800
      verify_ttl_seconds: 86400
      may_skip_invite_mail: "off"
      block_disposable: "on"
      allowed_domains: []
      blocked_domains: []
      deletion: {"mode":"hard"}
      deletable_from: ["ACTIVE","INVITED","INVITE_EXPIRED","INVITE_REVOKED","ADDED","PROVISIONED"]
      retention_inactive_days: null
      max_admins: null
      vocabulary: "simple"
      required_fields: []
      time_zone_shown: "UTC"
      confirm.activate: "none"
      confirm.unlock: "none"
      confirm.restore: "none"
      confirm.resend: "none"
      confirm.set-permissions: "none"
      confirm.set-modules: "none"
      confirm.set-sub-accounts: "none"
      confirm.set-app-roles: "none"
      confirm.delete: "dialog"
      confirm.erase: "dialog"
    "#);
}
