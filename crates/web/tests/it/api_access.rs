//! Who may call what: every route of the document by every kind of caller, in one table.

use crate::support::{Client, define, owner, token};
use app::activity::{self, EventQuery};
use app::tokens::{self, Wish};
use app::users::run::{self, Answer, Target};
use model::command::Command;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

/// What the requests are about.
struct World {
    tom: String,
    operation: String,
    event: String,
}

fn world(t: &TestApp) -> World {
    let admin = t.portal("acme", "standard", None);
    define(&admin);
    t.portal("globex", "standard", None);
    let tom = t.user("acme", "tom@acme.example", "user");
    t.user("acme", "uma@acme.example", "user");
    t.user("acme", "hal@acme.example", "helpdesk");
    let answer = run::run(&admin, Command::Activate, Target::Ids(vec![tom]), None).expect("an answer");
    let Answer::Finished { operation, .. } = answer else {
        panic!("one user is no large set")
    };
    // Somebody else's doing for everybody but the admin: one's own may be read without a permission.
    let by_admin = EventQuery {
        actor: Some(testkit::admin_of("acme")),
        limit: 1,
        ..EventQuery::default()
    };
    let log = activity::list(&admin, &by_admin).expect("the log");
    World {
        tom: tom.to_string(),
        operation: operation.id.to_string(),
        event: log.events[0].id.to_string(),
    }
}

fn callers(t: &TestApp) -> [(&'static str, Client); 6] {
    let nobody = Client::new(t);
    let of = |slug: &str, email: &str| nobody.bearer(&token(t, slug, email));
    [
        ("anonymous", nobody.clone()),
        ("user", of("acme", "uma@acme.example")),
        ("helpdesk", of("acme", "hal@acme.example")),
        ("admin", of("acme", "admin@acme.example")),
        ("other admin", of("globex", "admin@globex.example")),
        ("owner", owner(t)),
    ]
}

/// A token of Tom's for somebody to revoke.
fn spare_token(t: &TestApp) -> String {
    let ctx = t.app.host_ctx("acme").expect("the portal");
    let wish = Wish {
        for_email: Some(String::from("tom@acme.example")),
        name: String::from("spare"),
        permissions: Vec::new(),
        expires_in: None,
    };
    tokens::create(&ctx, &wish).expect("a token").id.to_string()
}

/// A request that would succeed for somebody who may, and changes as little as possible. A new route needs a line here.
fn request(t: &TestApp, world: &World, route: &str, caller: &str) -> (String, Value) {
    let word = caller.replace(' ', "-");
    let (id, body) = match route {
        "GET /api/v1/portals/{slug}/users/{id}" | "GET /api/v1/portals/{slug}/users/{id}/sessions" => {
            (world.tom.clone(), json!({}))
        }
        "PATCH /api/v1/portals/{slug}/users/{id}" => (world.tom.clone(), json!({})),
        "GET /api/v1/portals/{slug}/operations/{id}"
        | "GET /api/v1/portals/{slug}/operations/{id}/outcomes.csv"
        | "POST /api/v1/portals/{slug}/operations/{id}/retry"
        | "POST /api/v1/portals/{slug}/operations/{id}/stop"
        | "POST /api/v1/portals/{slug}/operations/{id}/undo" => (world.operation.clone(), json!({})),
        "GET /api/v1/portals/{slug}/activity/{id}" => (world.event.clone(), json!({})),
        "DELETE /api/v1/portals/{slug}/tokens/{id}" => (spare_token(t), json!({})),
        "POST /api/v1/portals" => (
            String::new(),
            json!({"slug": format!("new-{word}"), "name": "New", "admin_email": "new@new.example"}),
        ),
        "PATCH /api/v1/portals/{slug}" => (String::new(), json!({"name": "ACME"})),
        "POST /api/v1/portals/{slug}/users" => (String::new(), json!({"email": format!("{word}@new.example")})),
        "POST /api/v1/portals/{slug}/invitations" => {
            (String::new(), json!({"emails": ["x@new.example"], "dry_run": true}))
        }
        "POST /api/v1/portals/{slug}/tokens" => (String::new(), json!({"name": "mine"})),
        "POST /api/v1/portals/{slug}/imports" => (String::new(), json!("email\nx@new.example")),
        "POST /api/v1/portals/{slug}/roles" => (
            String::new(),
            json!({"slug": format!("of-{word}"), "name": "New", "rank": 1}),
        ),
        "POST /api/v1/portals/{slug}/modules"
        | "POST /api/v1/portals/{slug}/sub-accounts"
        | "POST /api/v1/portals/{slug}/apps"
        | "POST /api/v1/portals/{slug}/apps/{app}/roles" => (String::new(), json!({"slug": word, "name": "New"})),
        // Each caller would remove what the next one looks for: nobody has this one.
        "DELETE /api/v1/portals/{slug}/roles/{role}"
        | "DELETE /api/v1/portals/{slug}/modules/{module}"
        | "DELETE /api/v1/portals/{slug}/sub-accounts/{sub_account}"
        | "DELETE /api/v1/portals/{slug}/apps/{app}"
        | "DELETE /api/v1/portals/{slug}/apps/{app}/roles/{app_role}" => (String::new(), json!({})),
        "PATCH /api/v1/portals/{slug}/roles/{role}"
        | "PATCH /api/v1/portals/{slug}/modules/{module}"
        | "PATCH /api/v1/portals/{slug}/sub-accounts/{sub_account}"
        | "PATCH /api/v1/portals/{slug}/apps/{app}"
        | "PATCH /api/v1/portals/{slug}/apps/{app}/roles/{app_role}" => (String::new(), json!({"name": "New"})),
        "PATCH /api/v1/portals/{slug}/policy" => (String::new(), json!({"values": {"lockout.failures": 7}})),
        "POST /api/v1/portals/{slug}/users/change-email" => (
            String::new(),
            json!({"ids": [world.tom], "email": "tom@new.example", "dry_run": true}),
        ),
        "POST /api/v1/portals/{slug}/users/set-role" => (
            String::new(),
            json!({"ids": [world.tom], "role": "user", "dry_run": true}),
        ),
        "POST /api/v1/portals/{slug}/users/set-app-roles" => (
            String::new(),
            json!({"ids": [world.tom], "app_roles": [], "dry_run": true}),
        ),
        "POST /api/v1/portals/{slug}/users/set-modules" => (
            String::new(),
            json!({"ids": [world.tom], "modules": [], "dry_run": true}),
        ),
        "POST /api/v1/portals/{slug}/users/set-permissions" => (
            String::new(),
            json!({"ids": [world.tom], "permissions": [], "dry_run": true}),
        ),
        "POST /api/v1/portals/{slug}/users/set-sub-accounts" => (
            String::new(),
            json!({"ids": [world.tom], "sub_accounts": null, "dry_run": true}),
        ),
        "POST /api/v1/portals/{slug}/users/transfer-admin" => {
            (String::new(), json!({"ids": [world.tom], "dry_run": true}))
        }
        "POST /api/v1/portals/{slug}/users/activate"
        | "POST /api/v1/portals/{slug}/users/deactivate"
        | "POST /api/v1/portals/{slug}/users/resend"
        | "POST /api/v1/portals/{slug}/users/revoke"
        | "POST /api/v1/portals/{slug}/users/lock"
        | "POST /api/v1/portals/{slug}/users/unlock"
        | "POST /api/v1/portals/{slug}/users/reset-password"
        | "POST /api/v1/portals/{slug}/users/reset-mfa"
        | "POST /api/v1/portals/{slug}/users/delete"
        | "POST /api/v1/portals/{slug}/users/restore"
        | "POST /api/v1/portals/{slug}/users/erase"
        | "POST /api/v1/portals/{slug}/users/sign-out" => (String::new(), json!({"ids": [world.tom], "dry_run": true})),
        "GET /api/v1/me"
        | "GET /api/v1/portals"
        | "GET /api/v1/portals/{slug}"
        | "GET /api/v1/portals/{slug}/me"
        | "GET /api/v1/portals/{slug}/users"
        | "GET /api/v1/portals/{slug}/users.csv"
        | "GET /api/v1/portals/{slug}/roles"
        | "GET /api/v1/portals/{slug}/roles/{role}"
        | "GET /api/v1/portals/{slug}/modules"
        | "GET /api/v1/portals/{slug}/modules/{module}"
        | "GET /api/v1/portals/{slug}/sub-accounts"
        | "GET /api/v1/portals/{slug}/sub-accounts/{sub_account}"
        | "GET /api/v1/portals/{slug}/apps"
        | "GET /api/v1/portals/{slug}/apps/{app}"
        | "GET /api/v1/portals/{slug}/apps/{app}/roles"
        | "GET /api/v1/portals/{slug}/policy"
        | "GET /api/v1/portals/{slug}/deploy"
        | "POST /api/v1/portals/{slug}/deploy"
        | "GET /api/v1/portals/{slug}/summary"
        | "GET /api/v1/portals/{slug}/operations"
        | "GET /api/v1/portals/{slug}/activity"
        | "GET /api/v1/portals/{slug}/tokens" => (String::new(), json!({})),
        other => panic!("{other} is a new route: say here how it is called, and who may in the table"),
    };
    let path = route.split(' ').nth(1).unwrap_or_default();
    let mut path = path.replace("{slug}", "acme").replace("{id}", &id);
    for (name, entry) in ENTRIES {
        let entry = if route.starts_with("DELETE") { "nothing" } else { entry };
        path = path.replace(name, entry);
    }
    (path, body)
}

/// What the portal of the table defines.
const ENTRIES: [(&str, &str); 5] = [
    ("{role}", "guide"),
    ("{module}", "dashboard"),
    ("{sub_account}", "north"),
    ("{app}", "crm"),
    ("{app_role}", "editor"),
];

fn table(t: &TestApp) -> String {
    let (world, callers) = (world(t), callers(t));
    let document: Value = serde_json::from_str(&web::api::text(&web::api::routes().1)).expect("JSON");
    let names: Vec<&str> = callers.iter().map(|(name, _)| *name).collect();
    let mut out = format!("{:<62} {}", "", names.join(" · "));
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("methods").keys() {
            let route = format!("{} {path}", method.to_uppercase());
            let mut statuses = Vec::new();
            for (caller, client) in &callers {
                let (path, body) = request(t, &world, &route, caller);
                let reply = match body.as_str() {
                    Some(file) => client.with("content-type", "text/csv").send(
                        "POST",
                        &format!("{path}?dry_run=true"),
                        file.to_owned(),
                    ),
                    None if method == "get" => client.get(&path),
                    None => client.json(&method.to_uppercase(), &path, &body),
                };
                follows_the_rules(&route, caller, reply.status);
                statuses.push(reply.status.to_string());
            }
            out.push_str(&format!("\n{route:<62} {}", statuses.join(" ")));
        }
    }
    out
}

/// What holds whatever the table says: nobody gets nothing, and another portal does not exist.
#[track_caller]
fn follows_the_rules(route: &str, caller: &str, status: u16) {
    match caller {
        "anonymous" => assert_eq!(status, 401, "{route}"),
        "other admin" if route.contains("{slug}") => assert_eq!(status, 404, "{route}"),
        _ => assert!(
            matches!(status, 200..=204 | 403 | 404 | 409),
            "{route} by {caller}: {status}"
        ),
    }
}

/// Proves: S2.2, S3.9, S3.15, S3.21
#[test]
fn who_may_call_what() {
    on_both(|t| {
        insta::allow_duplicates!(insta::assert_snapshot!(table(t), @"
                                                                       anonymous · user · helpdesk · admin · other admin · owner
        GET /api/v1/me                                                 401 200 200 200 200 200
        GET /api/v1/portals                                            401 404 404 404 404 200
        POST /api/v1/portals                                           401 404 404 404 404 201
        GET /api/v1/portals/{slug}                                     401 404 404 404 404 200
        PATCH /api/v1/portals/{slug}                                   401 404 404 404 404 200
        GET /api/v1/portals/{slug}/activity                            401 403 403 200 404 200
        GET /api/v1/portals/{slug}/activity/{id}                       401 403 403 200 404 200
        GET /api/v1/portals/{slug}/apps                                401 403 200 200 404 200
        POST /api/v1/portals/{slug}/apps                               401 403 403 201 404 201
        DELETE /api/v1/portals/{slug}/apps/{app}                       401 403 403 404 404 404
        GET /api/v1/portals/{slug}/apps/{app}                          401 403 200 200 404 200
        PATCH /api/v1/portals/{slug}/apps/{app}                        401 403 403 200 404 200
        GET /api/v1/portals/{slug}/apps/{app}/roles                    401 403 200 200 404 200
        POST /api/v1/portals/{slug}/apps/{app}/roles                   401 403 403 201 404 201
        DELETE /api/v1/portals/{slug}/apps/{app}/roles/{app_role}      401 403 403 404 404 404
        PATCH /api/v1/portals/{slug}/apps/{app}/roles/{app_role}       401 403 403 200 404 200
        GET /api/v1/portals/{slug}/deploy                              401 403 403 200 404 200
        POST /api/v1/portals/{slug}/deploy                             401 403 403 200 404 409
        POST /api/v1/portals/{slug}/imports                            401 403 403 200 404 200
        POST /api/v1/portals/{slug}/invitations                        401 403 403 200 404 200
        GET /api/v1/portals/{slug}/me                                  401 200 200 200 404 200
        GET /api/v1/portals/{slug}/modules                             401 403 200 200 404 200
        POST /api/v1/portals/{slug}/modules                            401 403 403 201 404 201
        DELETE /api/v1/portals/{slug}/modules/{module}                 401 403 403 404 404 404
        GET /api/v1/portals/{slug}/modules/{module}                    401 403 200 200 404 200
        PATCH /api/v1/portals/{slug}/modules/{module}                  401 403 403 200 404 200
        GET /api/v1/portals/{slug}/operations                          401 403 200 200 404 200
        GET /api/v1/portals/{slug}/operations/{id}                     401 403 200 200 404 200
        GET /api/v1/portals/{slug}/operations/{id}/outcomes.csv        401 403 200 200 404 200
        POST /api/v1/portals/{slug}/operations/{id}/retry              401 403 403 409 404 409
        POST /api/v1/portals/{slug}/operations/{id}/stop               401 403 403 409 404 409
        POST /api/v1/portals/{slug}/operations/{id}/undo               401 403 403 409 404 409
        GET /api/v1/portals/{slug}/policy                              401 403 403 200 404 200
        PATCH /api/v1/portals/{slug}/policy                            401 403 403 200 404 200
        GET /api/v1/portals/{slug}/roles                               401 403 200 200 404 200
        POST /api/v1/portals/{slug}/roles                              401 403 403 201 404 201
        DELETE /api/v1/portals/{slug}/roles/{role}                     401 403 403 404 404 404
        GET /api/v1/portals/{slug}/roles/{role}                        401 403 200 200 404 200
        PATCH /api/v1/portals/{slug}/roles/{role}                      401 403 403 200 404 200
        GET /api/v1/portals/{slug}/sub-accounts                        401 403 200 200 404 200
        POST /api/v1/portals/{slug}/sub-accounts                       401 403 403 201 404 201
        DELETE /api/v1/portals/{slug}/sub-accounts/{sub_account}       401 403 403 404 404 404
        GET /api/v1/portals/{slug}/sub-accounts/{sub_account}          401 403 200 200 404 200
        PATCH /api/v1/portals/{slug}/sub-accounts/{sub_account}        401 403 403 200 404 200
        GET /api/v1/portals/{slug}/summary                             401 403 200 200 404 200
        GET /api/v1/portals/{slug}/tokens                              401 403 403 200 404 200
        POST /api/v1/portals/{slug}/tokens                             401 403 403 201 404 404
        DELETE /api/v1/portals/{slug}/tokens/{id}                      401 403 403 204 404 204
        GET /api/v1/portals/{slug}/users                               401 403 200 200 404 200
        POST /api/v1/portals/{slug}/users                              401 403 403 201 404 201
        GET /api/v1/portals/{slug}/users.csv                           401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/activate                     401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/change-email                 401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/deactivate                   401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/delete                       401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/erase                        401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/lock                         401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/resend                       401 403 200 200 404 200
        POST /api/v1/portals/{slug}/users/reset-mfa                    401 403 200 200 404 200
        POST /api/v1/portals/{slug}/users/reset-password               401 403 200 200 404 200
        POST /api/v1/portals/{slug}/users/restore                      401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/revoke                       401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/set-app-roles                401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/set-modules                  401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/set-permissions              401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/set-role                     401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/set-sub-accounts             401 403 403 200 404 200
        POST /api/v1/portals/{slug}/users/sign-out                     401 403 200 200 404 200
        POST /api/v1/portals/{slug}/users/transfer-admin               401 403 403 409 404 409
        POST /api/v1/portals/{slug}/users/unlock                       401 403 200 200 404 200
        GET /api/v1/portals/{slug}/users/{id}                          401 403 200 200 404 200
        PATCH /api/v1/portals/{slug}/users/{id}                        401 403 403 200 404 200
        GET /api/v1/portals/{slug}/users/{id}/sessions                 401 403 200 200 404 200
        "))
    });
}
