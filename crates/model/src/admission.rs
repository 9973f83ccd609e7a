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
    allowed(email, policy).map(|()| Admission::New)
}

/// Whether the portal's rules take an address of this domain.
///
/// # Errors
/// `domain_not_allowed`, `disposable`.
pub fn allowed(email: &Email, policy: &Policy) -> Result<(), Skip> {
    let domain = email.domain_ascii();
    let listed = |list: &[String]| list.iter().any(|d| d.eq_ignore_ascii_case(domain));
    if listed(&policy.blocked_domains) || (!policy.allowed_domains.is_empty() && !listed(&policy.allowed_domains)) {
        return Err(Skip::DomainNotAllowed);
    }
    if policy.block_disposable == Switch::On && email.is_disposable(&[], &policy.allowed_domains) {
        return Err(Skip::Disposable);
    }
    Ok(())
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

/// One field in which a row of a file differs from the user with its address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The field, as the API names it.
    pub field: &'static str,
    /// What the user has; empty for nothing.
    pub before: String,
    /// What the row says.
    pub after: String,
}

impl Difference {
    /// Whether an import changes this field: names, never the role.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        self.field != "role"
    }
}

/// In what a row of a file differs from the user with its address. A cell that the row does not have, or that is empty,
/// says nothing and does not differ.
#[must_use]
pub fn differing(person: &NewPerson, user: &User) -> Vec<Difference> {
    let Profile {
        first_name,
        last_name,
        username,
        ..
    } = &user.profile;
    let name = |wanted: &Option<String>| {
        let wanted = wanted.as_deref()?;
        PersonName::parse_optional(wanted).ok()?.map(|name| name.to_string())
    };
    let text = |wanted: &Option<String>| wanted.as_deref().map(|text| text.trim().to_owned());
    let held = |name: &Option<PersonName>| name.as_ref().map(ToString::to_string).unwrap_or_default();
    [
        ("first_name", held(first_name), name(&person.first_name)),
        ("last_name", held(last_name), name(&person.last_name)),
        (
            "username",
            username.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default(),
            text(&person.username),
        ),
        ("role", user.role.slug.clone(), text(&person.role)),
    ]
    .into_iter()
    .filter_map(|(field, before, after)| {
        let after = after.filter(|after| !after.is_empty() && *after != before)?;
        Some(Difference { field, before, after })
    })
    .collect()
}
