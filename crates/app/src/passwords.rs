//! Passwords: what is acceptable, and Argon2id in a bounded room so that sign-ins never starve everything else.

use crate::error::AppError;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use model::policy::PasswordRules;
use model::user::User;
use std::sync::{Condvar, Mutex, PoisonError};
use unicode_normalization::UnicodeNormalization as _;

/// Longest password in characters and in bytes (a cap is needed against denial of service).
pub const MAX_CHARACTERS: usize = 256;
const MAX_BYTES: usize = 1024;

/// How costly a hash is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
}

impl Cost {
    /// OWASP's second recommendation: 19 MiB, two passes, one lane.
    pub const STANDARD: Self = Self {
        memory: 19_456,
        passes: 2,
    };
    /// For tests that are not about hashing.
    pub const CHEAP: Self = Self { memory: 64, passes: 1 };
}

/// Hashes and checks passwords, at most `rooms` at a time.
#[derive(Debug)]
pub struct Hasher {
    cost: Cost,
    rooms: usize,
    queue: usize,
    state: Mutex<(usize, usize)>,
    free: Condvar,
    dummy: String,
}

impl Hasher {
    /// A hasher with as many rooms as cores; further callers wait, and above `queue` waiting ones are turned away.
    ///
    /// # Errors
    /// When the cost is out of Argon2's bounds.
    pub fn new(cost: Cost, rooms: usize, queue: usize, salt: [u8; 32]) -> Result<Self, AppError> {
        let dummy = hash_with(cost, "nobody's password", &salt)?;
        Ok(Self {
            cost,
            rooms: rooms.max(1),
            queue,
            state: Mutex::new((0, 0)),
            free: Condvar::new(),
            dummy,
        })
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// `RateLimited` when too many wait.
    pub fn hash(&self, password: &str, salt: [u8; 32]) -> Result<String, AppError> {
        let _room = self.enter()?;
        hash_with(self.cost, password, &salt)
    }

    /// Whether a password fits a hash. Without a hash the same work is done and the answer is no, so that unknown names
    /// take as long as known ones.
    ///
    /// # Errors
    /// `RateLimited` when too many wait.
    pub fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, AppError> {
        let _room = self.enter()?;
        let (hash, known) = hash.map_or((self.dummy.as_str(), false), |h| (h, true));
        let parsed = PasswordHash::new(hash).map_err(|e| AppError::Internal(format!("stored hash: {e}")))?;
        let password = normalised(password);
        if password.len() > MAX_BYTES {
            return Ok(false);
        }
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    }

    fn enter(&self) -> Result<Room<'_>, AppError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0 >= self.rooms && state.1 >= self.queue {
            return Err(AppError::RateLimited { retry_after: 2 });
        }
        state.1 += 1;
        while state.0 >= self.rooms {
            state = self.free.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.1 -= 1;
        state.0 += 1;
        Ok(Room(self))
    }
}

struct Room<'a>(&'a Hasher);

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).0 -= 1;
        self.0.free.notify_one();
    }
}

fn normalised(password: &str) -> String {
    password.nfc().collect()
}

fn hash_with(cost: Cost, password: &str, salt: &[u8; 32]) -> Result<String, AppError> {
    let failed = |e: &dyn std::fmt::Display| AppError::Internal(format!("argon2: {e}"));
    let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|e| failed(&e))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2
        .hash_password_with_salt(normalised(password).as_bytes(), &salt[..16])
        .map_err(|e| failed(&e))?;
    Ok(hash.to_string())
}

/// Whether a new password may be set: length, and not one that everybody guesses (NIST 3.1.1.2). No composition rules.
///
/// # Errors
/// The field `password` with the reason and what to do.
pub fn acceptable(password: &str, rules: &PasswordRules, user: &User, portal: &str) -> Result<(), AppError> {
    let characters = normalised(password).chars().count();
    let min = usize::try_from(rules.min_length).unwrap_or(15);
    if characters < min {
        return Err(AppError::invalid(
            "password",
            words::t!("error-password-short", min = min),
        ));
    }
    if characters > MAX_CHARACTERS || password.len() > MAX_BYTES {
        return Err(AppError::invalid(
            "password",
            words::t!("error-password-long", most = MAX_CHARACTERS),
        ));
    }
    let name = user.full_name();
    let words = [
        user.profile.email.as_str(),
        user.profile.email.local(),
        name.as_str(),
        portal,
        "portico",
    ];
    model::password::guessable(password, &words).map_or(Ok(()), |why| Err(AppError::invalid("password", why)))
}
