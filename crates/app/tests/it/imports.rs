//! Files of other products and our own: what each row does, before and after, on both databases.

use app::export::{self, Column, Columns, Language, Options, Scope, Separator};
use app::import::{self, RowVerdict, Table};
use app::users::run::Answer;
use app::{Ctx, seed};
use model::event::Action;
use model::operation::InviteMail;
use model::query::{Filter, Sort, UserQuery};
use model::report::{Outcome, Skip};
use model::status::Status;
use testkit::on_both;

const ADD: import::Options = import::Options {
    invite: InviteMail::Skip,
};

fn table(text: &str) -> Table<'_> {
    import::parse(text.as_bytes()).unwrap()
}

fn shown(verdicts: &[RowVerdict]) -> String {
    let line = |v: &RowVerdict| {
        let changes = v.differences.iter().map(|d| {
            let stays = if v.applies(d) { "" } else { " stays" };
            format!(" {} {:?}>{:?}{stays}", d.field, d.before, d.after)
        });
        let why = v.line.outcome.reason().unwrap_or("-");
        format!(
            "{} {} {} [{}] {why}{}",
            v.row,
            v.effect.code(),
            v.line.email,
            v.line.name,
            changes.collect::<String>()
        )
    };
    verdicts.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn csv(ctx: &Ctx, options: &Options) -> Vec<u8> {
    let query = UserQuery {
        filter: Filter {
            status: Status::ALL.to_vec(),
            ..Filter::default()
        },
        sort: Sort::Email,
        limit: 50,
        ..UserQuery::default()
    };
    let mut out = Vec::new();
    export::users(ctx, &query, Scope::All, options, &mut out).unwrap();
    out
}

fn events(ctx: &Ctx, action: Action) -> Vec<model::event::Event> {
    let query = app::activity::EventQuery {
        action: Some(action),
        limit: 50,
        ..Default::default()
    };
    app::activity::list(ctx, &query).unwrap().events
}

fn finished(answer: Answer) -> model::operation::Operation {
    match answer {
        Answer::Finished { operation, .. } => *operation,
        Answer::Started(_) => panic!("not a large set"),
    }
}

#[test]
fn files_of_other_products_are_understood_as_they_are() {
    on_both(|t| {
        let files = [
            ("google", include_bytes!("fixtures/google_workspace.csv").as_slice()),
            ("entra", include_bytes!("fixtures/microsoft_entra.csv").as_slice()),
            ("template", include_bytes!("fixtures/entra_template.csv").as_slice()),
            ("okta", include_bytes!("fixtures/okta.csv").as_slice()),
        ];
        let mut said = String::new();
        for (slug, file) in files {
            let ctx = t.portal(slug, "standard", None);
            let table = import::parse(file).unwrap();
            let ignored: Vec<&str> = table.ignored().iter().map(String::as_str).collect();
            said.push_str(&format!(
                "{slug}\n{}\n",
                shown(&import::preview(&ctx, &table, ADD).unwrap())
            ));
            said.push_str(&format!("ignored: {}\n", ignored.join(" | ")));
            let inputs: String = table.rows().map(|row| row.person.input).collect();
            for secret in ["+49", "High Street", "****", "Summer-2026!", "mail.example"] {
                assert!(!inputs.contains(secret), "what is not read is not kept: {secret}");
            }
            let operation = finished(import::run(&ctx, &table, ADD, None).unwrap());
            let again = import::preview(&ctx, &import::parse(file).unwrap(), ADD).unwrap();
            let same = again
                .iter()
                .filter(|v| v.line.outcome == Outcome::Skipped(Skip::NoChange))
                .count();
            assert_eq!(i64::try_from(same).unwrap(), operation.done, "{slug}: {again:?}");
        }
        insta::allow_duplicates! { insta::assert_snapshot!(said, @"
        google
        2 new ann.lee@acme.example [Ann Lee] -
        3 new juergen.mueller@acme.example [Jürgen Müller-Groß] -
        4 skipped left.longago@acme.example [Left Longago] not_active_at_source
        ignored: Password [Required] | Password Hash Function [UPLOAD ONLY] | Org Unit Path [Required] | New Primary Email [UPLOAD ONLY] | Last Sign In [READ ONLY] | Recovery Email | Home Secondary Email | Work Secondary Email | Recovery Phone [MUST BE IN THE E.164 FORMAT] | Work Phone | Home Phone | Mobile Phone | Work Address | Home Address | Employee ID | Employee Type | Employee Title | Manager Email | Department | Cost Center | 2sv Enrolled [READ ONLY] | 2sv Enforced [READ ONLY] | Building ID | Floor Name | Floor Section | Email Usage [READ ONLY] | Drive Usage [READ ONLY] | Photos Usage [READ ONLY] | Storage limit [READ ONLY] | Storage Used [READ ONLY] | Change Password at Next Sign-In | New Status [UPLOAD ONLY] | Advanced Protection Program enrollment
        entra
        2 new Ann.Lee@acme.example [Ann Lee] -
        3 new maria.silva@acme.example [Maria Silva] -
        4 new guest@partner.example [Guest Person] -
        5 skipped left.longago@acme.example [Left Longago] not_active_at_source
        ignored: id | userType | jobTitle | department | usageLocation | streetAddress | state | country | officeLocation | city | postalCode | telephoneNumber | mobilePhone | alternateEmailAddress | ageGroup | consentProvidedForMinor | legalAgeGroupClassification | companyName | creationType | directorySynced | invitationState | identityIssuer | createdDateTime
        template
        3 new ann.lee@acme.example [Ann Lee] -
        ignored: Initial password [passwordProfile] Required | Job title [jobTitle] | Department [department]
        okta
        2 new ann.lee@acme.example [Ann Lee] -
        3 new bo.chen@acme.example [Bo Chen] -
        4 skipped left.longago@acme.example [Left Longago] not_active_at_source
        ignored: id | created | activated | lastLogin | middleName | honorificPrefix | honorificSuffix | title | nickName | profileUrl | secondEmail | mobilePhone | primaryPhone | streetAddress | city | state | zipCode | countryCode | postalAddress | preferredLanguage | locale | timezone | userType | employeeNumber | costCenter | organization | division | department | managerId | manager
        "); }
    });
}

/// Proves: S0.34
#[test]
fn an_import_changes_names_of_who_is_there_and_nothing_else() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        for name in ["known", "same", "taken"] {
            t.user("acme", &format!("{name}@acme.example"), "user");
        }
        let text = "First name;Last name;E-mail;Username;Role;Status\n\
            Anna;;known@acme.example;anna;helpdesk;DELETED\n\
            Same;Test;SAME@acme.example;;;\n\
            Taken;Test;taken@acme.example;ANNA;;\n\
            New;One;new@acme.example;;;\n\
            ;;nonsense;;;\n\
            ;;admin@acme.example;;user;\n";
        let verdicts = import::preview(&ctx, &table(text), ADD).unwrap();
        insta::allow_duplicates! { insta::assert_snapshot!(shown(&verdicts), @r#"
        2 changed known@acme.example [Anna] - first_name "Known">"Anna" username "user.known">"anna" role "user">"helpdesk" stays
        3 no_change SAME@acme.example [Same Test] no_change
        4 skipped taken@acme.example [Taken Test] username_taken username "user.taken">"ANNA" stays
        5 new new@acme.example [New One] -
        6 not_understood nonsense [] not_understood
        7 skipped admin@acme.example [] already_user role "admin">"user" stays
        "#); }
        assert!(
            events(&ctx, Action::ProfileChanged).is_empty(),
            "a preview changes nothing"
        );
        let operation = finished(import::run(&ctx, &table(text), ADD, None).unwrap());
        assert_eq!((operation.done, operation.skipped), (2, 4));
        assert_eq!(import::changed(&ctx, operation.id).unwrap(), 1);
        let file = String::from_utf8(csv(&ctx, &Options::default())).unwrap();
        insta::allow_duplicates! { insta::assert_snapshot!(file.replace('\r', ""), @"
        ﻿First name,Last name,E-mail,Username,Role,Status
        ,,admin@acme.example,,admin,ACTIVE
        Anna,Test,known@acme.example,anna,user,ACTIVE
        New,One,new@acme.example,,user,ADDED
        Same,Test,same@acme.example,user.same,user,ACTIVE
        Taken,Test,taken@acme.example,user.taken,user,ACTIVE
        "); }
        let changed = events(&ctx, Action::ProfileChanged);
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].operation, Some(operation.id));
        assert_eq!(changed[0].changes["first_name"]["after"], "Anna");
        let imported = events(&ctx, Action::UsersImported);
        assert_eq!(imported.len(), 1);
        let numbers = ["rows", "added", "changed", "skipped", "failed"];
        assert_eq!(
            numbers.map(|n| imported[0].changes[n]["after"].as_i64().unwrap()),
            [6, 1, 1, 4, 0]
        );
        let found = UserQuery {
            filter: Filter {
                q: String::from("anna"),
                ..Filter::default()
            },
            limit: 10,
            ..UserQuery::default()
        };
        assert_eq!(
            app::users::list::page(&ctx, &found).unwrap().rows.len(),
            1,
            "found under the new name"
        );
        t.assert_clean();
    });
}

#[test]
fn whoever_may_not_edit_cannot_do_it_by_a_file() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        t.user("acme", "known@acme.example", "user");
        let mut person = admin.person().unwrap().clone();
        person.permissions.remove(&model::access::Permission::UsersEdit);
        let mut ctx = admin.clone();
        ctx.actor = std::sync::Arc::new(model::access::Actor::Person(person));
        let text = "email,first name\nknown@acme.example,Anna\n";
        let verdicts = import::preview(&ctx, &table(text), ADD).unwrap();
        assert_eq!(verdicts[0].line.outcome, Outcome::Skipped(Skip::NoPermission));
        assert_eq!(finished(import::run(&ctx, &table(text), ADD, None).unwrap()).done, 0);
        assert!(events(&admin, Action::ProfileChanged).is_empty());
    });
}

/// A large import renames set-wise in chunks, and says once what it did.
#[test]
fn a_large_import_renames_and_is_told_once() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        let row = |n: usize, name: &str| format!("p{n}@acme.example,{name}{n}\n");
        let first: String = (0..600).map(|n| row(n, "Ann")).collect();
        import::run(&ctx, &table(&format!("email,first name\n{first}")), ADD, None).unwrap();
        t.run_jobs();
        let second: String = (0..1_100)
            .map(|n| row(n, if n % 2 == 0 { "Bo" } else { "Ann" }))
            .collect();
        let Answer::Started(operation) =
            import::run(&ctx, &table(&format!("email,first name\n{second}")), ADD, None).unwrap()
        else {
            panic!("a large set")
        };
        t.run_jobs();
        let told: Vec<Vec<i64>> = events(&ctx, Action::UsersImported)
            .iter()
            .map(|e| {
                ["rows", "added", "changed", "skipped"]
                    .map(|n| e.changes[n]["after"].as_i64().unwrap())
                    .to_vec()
            })
            .collect();
        assert_eq!(told, [[1_100, 500, 300, 300], [600, 600, 0, 0]]);
        assert_eq!(import::changed(&ctx, operation.id).unwrap(), 300);
        let left: String = (2_000..2_400).map(|n| row(n, "Cy")).collect();
        let Answer::Started(operation) =
            import::run(&ctx, &table(&format!("email,first name\n{left}")), ADD, None).unwrap()
        else {
            panic!("a large set")
        };
        app::operations::stop(&ctx, operation.id).unwrap();
        let stopped = &events(&ctx, Action::UsersImported)[0];
        assert_eq!(
            (
                stopped.changes["added"]["after"].as_i64(),
                stopped.changes["skipped"]["after"].as_i64()
            ),
            (Some(0), Some(400))
        );
    });
}

/// Proves: S3.23
#[test]
fn our_own_export_changes_nothing_in_any_language_or_dress_i9() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        seed::users(&ctx, 800, 11, &mut |_| ()).unwrap();
        let roles = ["admin", "helpdesk", "auditor", "user", "owner"];
        for role in roles.iter().filter(|role| **role != "owner") {
            t.user("acme", &format!("{role}-2@acme.example"), role);
        }
        let odd = ["=1+1", "+49 30", "-x", "@x", "'=x", "''-y", "  =1", "\u{FF1D}z"];
        let odd: String = odd
            .iter()
            .enumerate()
            .map(|(n, name)| format!("odd{n}@acme.example,\"'{name}\"\n"))
            .collect();
        import::run(&ctx, &table(&format!("email,last name\n{odd}")), ADD, None).unwrap();
        let chosen = vec![
            Column::Status,
            Column::Email,
            Column::LastName,
            Column::FirstName,
            Column::Modified,
        ];
        for columns in [Columns::Standard, Columns::Everything, Columns::Chosen(chosen)] {
            for separator in Separator::ALL {
                for language in Language::ALL {
                    let options = Options {
                        columns: columns.clone(),
                        separator: *separator,
                        language: *language,
                        ..Options::default()
                    };
                    let file = csv(&ctx, &options);
                    let verdicts = import::preview(&ctx, &import::parse(&file).unwrap(), ADD).unwrap();
                    assert!(verdicts.len() > 800);
                    let changed = verdicts
                        .iter()
                        .find(|v| v.line.outcome != Outcome::Skipped(Skip::NoChange));
                    assert_eq!(changed, None, "{options:?}");
                }
            }
        }
    });
}

/// Proves: S3.22, S3.23
#[test]
fn every_cell_of_an_export_reads_back_as_it_was() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        t.user("acme", "ann@acme.example", "user");
        let german = Options {
            columns: Columns::Documents,
            language: Language::German,
            ..Options::default()
        };
        let file = String::from_utf8(csv(&ctx, &german)).unwrap();
        insta::allow_duplicates! { insta::assert_snapshot!(file.lines().next().unwrap(), @"﻿Vorname,Nachname,Berechtigungen,Status"); }
        let chosen = Options {
            columns: Columns::from_key("email,added_at,id").unwrap(),
            ..Options::default()
        };
        let file = csv(&ctx, &chosen);
        let mut reader = csv::Reader::from_reader(file.strip_prefix("\u{FEFF}".as_bytes()).unwrap());
        assert_eq!(reader.headers().unwrap(), vec!["E-mail", "Added", "User ID"]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!((&rows[1][0], &rows[1][1]), ("ann@acme.example", "2026-11-22T14:05:00Z"));
        assert_eq!(Columns::from_key("email,nonsense"), None);
        let event = &events(&ctx, Action::UsersExported)[0];
        assert_eq!(event.changes["columns"]["after"], "email,added_at,id");
        assert!(event.changes["filter"]["after"]["status"].is_array());
    });
}

#[test]
fn the_diff_is_a_file_of_its_own() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        let known = t.user("acme", "known@acme.example", "user");
        let text = "first name,email,role\n'=A,known@acme.example,admin\n,'=x,\nBo,bo@acme.example,\n";
        let mut out = Vec::new();
        assert_eq!(import::write_diff(&ctx, &table(text), ADD, &mut out).unwrap(), 4);
        let text = String::from_utf8(out)
            .unwrap()
            .replace('\r', "")
            .replace(&known.to_string(), "ID");
        insta::allow_duplicates! { insta::assert_snapshot!(text, @"
        ﻿Line,E-mail,User ID,What happens,Reason,Explanation,Field,Before,After,Applied
        2,known@acme.example,ID,changed,,,first_name,Known,'=A,yes
        2,known@acme.example,ID,changed,,,role,user,admin,no
        3,'=x,,not_understood,not_understood,This is not an e-mail address.,,,,
        4,bo@acme.example,,new,,,,,,
        "); }
    });
}
