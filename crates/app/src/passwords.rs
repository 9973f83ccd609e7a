//! Passwords: what is acceptable, and Argon2id on a few threads so that sign-ins never starve everything else.

use crate::error::AppError;
use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use model::policy::PasswordRules;
use model::user::User;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
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

/// Hashes and checks passwords on threads of its own. Each hash takes 19 MiB and 20 milliseconds of a core: there are as
/// many threads as may do that at a time, so neither memory nor other work depends on how many people sign in.
#[derive(Debug)]
pub struct Hasher {
    cost: Cost,
    most: usize,
    asked: AtomicUsize,
    desk: Sender<Job>,
    rooms: Vec<Arc<Mutex<Room>>>,
    dummy: String,
}

/// The memory that Argon2 works in.
type Memory = Vec<Block>;

/// The memory of one thread. Kept from one password to the next, because a fresh one costs thousands of page faults.
#[derive(Default, Debug)]
struct Room {
    memory: Memory,
    /// When the last password left it.
    left: Option<Instant>,
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

impl Hasher {
    /// A hasher with so many rooms; further callers wait, and above `queue` waiting ones are turned away.
    ///
    /// # Errors
    /// When the cost is out of Argon2's bounds, or there is no thread to be had.
    pub fn new(cost: Cost, rooms: usize, queue: usize, salt: [u8; 32]) -> Result<Self, AppError> {
        let dummy = hash_with(cost, "nobody's password", &salt, &mut Memory::new())?;
        let (desk, jobs) = mpsc::channel();
        let jobs = Arc::new(Mutex::new(jobs));
        let most = rooms.max(1) + queue;
        let rooms: Vec<Arc<Mutex<Room>>> = (0..rooms.max(1)).map(|_| Arc::default()).collect();
        for room in &rooms {
            let (jobs, room) = (Arc::clone(&jobs), Arc::clone(room));
            std::thread::Builder::new()
                .name(String::from("argon2"))
                .spawn(move || work(&jobs, &room))
                .map_err(|error| AppError::Internal(format!("no thread for passwords: {error}")))?;
        }
        Ok(Self {
            cost,
            most,
            asked: AtomicUsize::new(0),
            desk,
            rooms,
            dummy,
        })
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// `RateLimited` when too many wait.
    pub fn hash(&self, password: &str, salt: [u8; 32]) -> Result<String, AppError> {
        let (cost, password) = (self.cost, password.to_owned());
        self.run(move |memory| hash_with(cost, &password, &salt, memory))?
    }

    /// Whether a password fits a hash. Without a hash the same work is done and the answer is no, so that unknown names
    /// take as long as known ones.
    ///
    /// # Errors
    /// `RateLimited` when too many wait.
    pub fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, AppError> {
        let (hash, known) = hash.map_or((self.dummy.as_str(), false), |h| (h, true));
        let (hash, password) = (hash.to_owned(), normalised(password));
        self.run(move |memory| Ok(fits(&password, &hash, memory)? && known))?
    }

    /// Gives memory back that no password has been hashed in for so long.
    pub fn forget_unused(&self, time: Duration) {
        // A room that is taken is not at rest.
        for mut room in self.rooms.iter().filter_map(|room| room.try_lock().ok()) {
            if room.left.is_some_and(|left| left.elapsed() >= time) {
                *room = Room::default();
            }
        }
    }

    fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Memory) -> T + Send + 'static) -> Result<T, AppError> {
        let _asked = Asked::new(&self.asked, self.most).ok_or(AppError::RateLimited { retry_after: 2 })?;
        let (answer, answered) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |memory| {
            // Whoever asked waits for it below.
            answer.send(work(memory)).ok();
        });
        let gone = |what: &str| AppError::Internal(format!("the threads for passwords {what}"));
        self.desk.send(job).map_err(|_| gone("have ended"))?;
        answered.recv().map_err(|_| gone("have lost a password"))
    }
}

/// One who waits for a hash or has it computed.
struct Asked<'a>(&'a AtomicUsize);

impl<'a> Asked<'a> {
    fn new(asked: &'a AtomicUsize, most: usize) -> Option<Self> {
        let taken = asked.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| (n < most).then_some(n + 1));
        taken.ok().map(|_| Self(asked))
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One thread: ends with the hasher.
fn work(jobs: &Mutex<Receiver<Job>>, room: &Mutex<Room>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
        // A defect in one password must not take the room away from the others; who asked hears of it.
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&mut room.memory))).ok();
        room.left = Some(Instant::now());
    }
}

fn normalised(password: &str) -> String {
    password.nfc().collect()
}

fn failed(error: &dyn std::fmt::Display) -> AppError {
    AppError::Internal(format!("argon2: {error}"))
}

fn hash_with(cost: Cost, password: &str, salt: &[u8; 32], memory: &mut Memory) -> Result<String, AppError> {
    let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|e| failed(&e))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let salt = Salt::new(&salt[..16]).map_err(|e| failed(&e))?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: argon2.params().try_into().map_err(|e| failed(&e))?,
        salt: Some(salt),
        hash: Some(output(&argon2, normalised(password).as_bytes(), &salt, memory)?),
    };
    Ok(hash.to_string())
}

/// Whether a password, normalised already, fits a PHC string: with the cost that it was made with.
fn fits(password: &str, hash: &str, memory: &mut Memory) -> Result<bool, AppError> {
    let parsed = PasswordHash::new(hash).map_err(|e| AppError::Internal(format!("stored hash: {e}")))?;
    if password.len() > MAX_BYTES {
        return Ok(false);
    }
    let (Some(salt), Some(expected)) = (&parsed.salt, &parsed.hash) else {
        return Err(AppError::Internal(String::from("stored hash: no salt or no hash")));
    };
    let algorithm = Algorithm::try_from(parsed.algorithm.as_str()).map_err(|e| failed(&e))?;
    let version = parsed.version.map_or(Ok(Version::default()), Version::try_from);
    let params = Params::try_from(&parsed).map_err(|e| failed(&e))?;
    let argon2 = Argon2::new(algorithm, version.map_err(|e| failed(&e))?, params);
    // Outputs compare in constant time.
    Ok(output(&argon2, password.as_bytes(), salt, memory)? == *expected)
}

fn output(argon2: &Argon2<'_>, password: &[u8], salt: &Salt, memory: &mut Memory) -> Result<Output, AppError> {
    memory.resize(argon2.params().block_count(), Block::default());
    let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let mut out = vec![0; length];
    argon2
        .hash_password_into_with_memory(password, salt, &mut out, memory.as_mut_slice())
        .map_err(|e| failed(&e))?;
    Output::new(&out).map_err(|e| failed(&e))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_is_not_used_goes_back_and_comes_again() {
        let hasher = Hasher::new(Cost::CHEAP, 2, 8, [1; 32]).unwrap();
        let held = || {
            hasher
                .rooms
                .iter()
                .filter(|room| !room.lock().unwrap().memory.is_empty())
        };
        let hash = hasher.hash("correct horse", [2; 32]).unwrap();
        hasher.forget_unused(Duration::from_secs(3_600));
        assert_eq!(held().count(), 1);
        hasher.forget_unused(Duration::ZERO);
        assert_eq!(held().count(), 0);
        assert!(hasher.verify("correct horse", Some(&hash)).unwrap());
        assert!(!hasher.verify("correct house", Some(&hash)).unwrap());
    }
}
