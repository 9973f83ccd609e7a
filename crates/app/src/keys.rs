//! Secrets: what is made at random, what is stored of it, and what is encrypted or signed with the installation's key.

use crate::error::AppError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::{digest, hkdf, hmac};
use std::fmt;

/// The installation's key: 32 random bytes in `key_file`. Everything else is derived from it by purpose.
pub struct Keys {
    seal: LessSafeKey,
    sign: hmac::Key,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

struct Length(usize);
impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn derive(master: &[u8; 32], purpose: &str) -> Result<[u8; 32], AppError> {
    let failed = |_| AppError::Internal(String::from("key derivation failed"));
    let secret = hkdf::Salt::new(hkdf::HKDF_SHA256, b"portico").extract(master);
    let mut out = [0; 32];
    secret
        .expand(&[purpose.as_bytes()], Length(32))
        .and_then(|okm| okm.fill(&mut out))
        .map_err(failed)?;
    Ok(out)
}

impl Keys {
    /// Derives the working keys from the master key.
    ///
    /// # Errors
    /// Only when the cryptographic library refuses, which it does not for 32 bytes.
    pub fn new(master: &[u8; 32]) -> Result<Self, AppError> {
        let unbound = UnboundKey::new(&CHACHA20_POLY1305, &derive(master, "outbox")?)
            .map_err(|_| AppError::Internal(String::from("key refused")))?;
        let sign = hmac::Key::new(hmac::HMAC_SHA256, &derive(master, "cursor")?);
        Ok(Self {
            seal: LessSafeKey::new(unbound),
            sign,
        })
    }

    /// Encrypts with a fresh nonce; `context` must be the same when opening.
    ///
    /// # Errors
    /// Only when the cryptographic library refuses.
    pub fn seal(&self, nonce: [u8; NONCE_LEN], context: &[u8], plain: &[u8]) -> Result<Vec<u8>, AppError> {
        let mut sealed = plain.to_vec();
        self.seal
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(context), &mut sealed)
            .map_err(|_| AppError::Internal(String::from("encryption failed")))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`Self::seal`] made.
    ///
    /// # Errors
    /// When it was made with another key or context, or damaged.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, AppError> {
        let wrong = || {
            AppError::Internal(String::from(
                "a stored secret was encrypted with another key: restore the key file",
            ))
        };
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or_else(wrong)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| wrong())?;
        let mut body = body.to_vec();
        let plain = self
            .seal
            .open_in_place(nonce, Aad::from(context), &mut body)
            .map_err(|_| wrong())?;
        Ok(plain.to_vec())
    }

    /// Signs a text that goes out and comes back (a cursor, a frozen filter): `payload.signature`, URL-safe.
    #[must_use]
    pub fn sign(&self, context: &str, payload: &[u8]) -> String {
        let tag = hmac::sign(&self.sign, &[context.as_bytes(), &[0], payload].concat());
        let tag = tag.as_ref().get(..16).unwrap_or_default();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(payload), URL_SAFE_NO_PAD.encode(tag))
    }

    /// What is stored of a secret that a person may have to type, so that it is too short for a plain hash: whoever has
    /// only the database cannot try candidates.
    #[must_use]
    pub fn keyed_hash(&self, context: &str, secret: &[u8]) -> Vec<u8> {
        let tag = hmac::sign(&self.sign, &[context.as_bytes(), &[0], secret].concat());
        tag.as_ref().to_vec()
    }

    /// The payload of a text signed for the same context.
    #[must_use]
    pub fn verify(&self, context: &str, text: &str) -> Option<Vec<u8>> {
        let (payload, tag) = text.split_once('.')?;
        let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let expected = self.sign(context, &payload);
        let (_, expected) = expected.split_once('.')?;
        use subtle::ConstantTimeEq as _;
        bool::from(expected.as_bytes().ct_eq(tag.as_bytes())).then_some(payload)
    }
}

/// What is stored of a secret: a plain SHA-256, enough for 256 random bits.
#[must_use]
pub fn hash(secret: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// The SHA-256 of a text that is written piece by piece, and never there as a whole.
#[must_use]
pub fn hash_of_written(text: fmt::Arguments<'_>) -> Vec<u8> {
    struct Digest(digest::Context);
    impl fmt::Write for Digest {
        fn write_str(&mut self, piece: &str) -> fmt::Result {
            self.0.update(piece.as_bytes());
            Ok(())
        }
    }
    let mut digest = Digest(digest::Context::new(&digest::SHA256));
    // Writing into a digest cannot fail.
    fmt::Write::write_fmt(&mut digest, text).ok();
    digest.0.finish().as_ref().to_vec()
}

/// A secret in the form that travels in links, cookies and headers. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// From 32 random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// From a text that a request carried.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The same with a word in front, so that people and scanners recognise what it is.
    #[must_use]
    pub fn prefixed(self, prefix: &str) -> Self {
        Self(format!("{prefix}{}", self.0))
    }

    /// The text itself: for the one mail, cookie or answer that carries it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
