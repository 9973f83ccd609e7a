//! Whether an address may come in: the guards of add and invite (model.md section 3). Pure.

use crate::email::Email;
use crate::name::PersonName;
use crate::operation::{AlreadyInvited, Grant, NewPerson};
use crate::policy::{Field, Policy, SignInWith, Switch};
use crate::report::Skip;
use crate::user::{Lifecycle, Onboarding, Password, Profile, User};
use serde::{Deserialize, Serialize};

/// How much must be known of a new user.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A form with fields: everything that the policy requires.
    Fields,
    /// A file with columns: the same, and somebody who is there already as the row says is no change (I9).
    File,
    /// A pasted column of addresses: only what sign-in cannot do without.
    #[default]
    Addresses,
}

/// What happens to an address that may come in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    /// A new user.
    New,
    /// The user is there and invited; the link is sent again.
    Resend,
}

/// Judges one address against what is there and what the portal allows.
///
/// # Errors
/// `already_user`, `already_invited`, `deleted_before`, `disposable`, `domain_not_allowed`.
pub fn admit(email: &Email, existing: Option<&User>, policy: &Policy, grant: &Grant) -> Result<Admission, Skip> {
    if let Some(user) = existing {
        return match user.lifecycle {
            Lifecycle::Deleted { .. } => Err(Skip::DeletedBefore),
            // Somebody deactivated before accepting has nothing to activate: a new invitation is the way back.
            Lifecycle::Inactive(_) if user.password == Password::None => again(grant),
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Active | Lifecycle::Inactive(_) => {
                Err(Skip::AlreadyUser)
            }
            Lifecycle::Pending(_) => again(grant),
        };
    }
    let domain = email.domain_ascii();
    let listed = |list: &[String]| list.iter().any(|d| d.eq_ignore_ascii_case(domain));
    if listed(&policy.blocked_domains) || (!policy.allowed_domains.is_empty() && !listed(&policy.allowed_domains)) {
        return Err(Skip::DomainNotAllowed);
    }
    if policy.block_disposable == Switch::On && email.is_disposable(&[], &policy.allowed_domains) {
        return Err(Skip::Disposable);
    }
    Ok(Admission::New)
}

/// Somebody who is there and has not accepted: invited again where the batch says so.
const fn again(grant: &Grant) -> Result<Admission, Skip> {
    match grant.already_invited {
        AlreadyInvited::Resend => Ok(Admission::Resend),
        AlreadyInvited::Skip => Err(Skip::AlreadyInvited),
    }
}

/// The required fields that are missing.
#[must_use]
pub fn missing(person: &NewPerson, policy: &Policy, form: Form) -> Vec<Field> {
    let empty = |value: &Option<String>| value.as_deref().is_none_or(|v| v.trim().is_empty());
    let required = |field: Field| match form {
        Form::Fields | Form::File => policy.required_fields.contains(&field),
        Form::Addresses => field == Field::Username && policy.sign_in_with == SignInWith::Username,
    };
    [
        (Field::FirstName, &person.first_name),
        (Field::LastName, &person.last_name),
        (Field::Username, &person.username),
    ]
    .into_iter()
    .filter(|(field, value)| required(*field) && empty(value))
    .map(|(field, _)| field)
    .collect()
}

/// The fields, as the API names them, in which a row of a file differs from the user with its address. A field that the
/// row does not have, and a role left empty, do not differ.
#[must_use]
pub fn differing(person: &NewPerson, user: &User) -> Vec<&'static str> {
    let Profile {
        first_name,
        last_name,
        username,
        ..
    } = &user.profile;
    let name_differs = |wanted: &Option<String>, held: &Option<PersonName>| {
        wanted
            .as_deref()
            .is_some_and(|wanted| PersonName::parse_optional(wanted).as_ref() != Ok(held))
    };
    let text_differs = |wanted: Option<&str>, held: &str| wanted.is_some_and(|wanted| wanted.trim() != held);
    let role = person.role.as_deref().filter(|role| !role.trim().is_empty());
    [
        ("first_name", name_differs(&person.first_name, first_name)),
        ("last_name", name_differs(&person.last_name, last_name)),
        (
            "username",
            text_differs(person.username.as_deref(), username.as_ref().map_or("", |n| n.as_str())),
        ),
        ("role", text_differs(role, &user.role.slug)),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}
