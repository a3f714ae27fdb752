//! What a handler leaves with the client between two rounds of one request. The client may forge, swap or
//! keep it, so the layer signs it and takes back only what it signed itself, for this request and this caller,
//! and not too long ago
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr#server-requirements-basic-workflow>).

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::digest::{CtOutput, Key};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use super::{Error, Interruption};

/// The first part of what is signed. It changes with the layout, so that older states are refused instead of
/// misread.
const FORMAT: &[u8] = b"mcp-request-state-1";

type Tag = CtOutput<Hmac<Sha256>>;

/// The secret that states are signed with. All instances that may serve one client need the same.
pub struct StateKey {
    secret: [u8; 32],
    /// Called through a pointer, so that a component without a key carries no SHA-256.
    sign: fn(&[u8; 32], &[&[u8]]) -> Tag,
}

impl StateKey {
    /// A key of 32 random bytes.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret, sign }
    }
}

/// Shows nothing.
impl fmt::Debug for StateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateKey")
    }
}

/// HMAC-SHA-256 (RFC 2104) of the parts, each after its length, so that no two lists of parts are alike.
fn sign(secret: &[u8; 32], parts: &[&[u8]]) -> Tag {
    // A key shorter than a block is filled up with zeros (section 2).
    let mut key = Key::<Hmac<Sha256>>::default();
    for (to, from) in key.iter_mut().zip(secret) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new(&key);
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize()
}

/// How handlers may leave state with a client.
pub struct States<C: 'static> {
    /// What it is signed with.
    pub key: StateKey,
    /// Who sends a request, for example a digest of a token: nobody can use what was left with another. One
    /// text for all where that does no harm.
    pub principal: fn(&C) -> String,
    /// The time.
    pub now: fn(&C) -> SystemTime,
    /// How long a client may take to come back.
    pub lifetime: Duration,
}

impl<C> States<C> {
    /// What signs the states of one request.
    pub(super) fn seal(
        &self,
        context: &C,
        method: &str,
        name: &str,
        arguments: &impl Serialize,
    ) -> Result<Seal<'_>, Error> {
        let unreadable = |_| Error::Internal("the arguments can't be written as JSON".to_owned());
        let mut arguments = serde_json::to_value(arguments).map_err(unreadable)?;
        // A client may write the members in another order when it sends them again.
        arguments.sort_all_objects();
        let now = (self.now)(context).duration_since(UNIX_EPOCH);
        Ok(Seal {
            key: &self.key,
            subject: [
                method.to_owned(),
                name.to_owned(),
                arguments.to_string(),
                (self.principal)(context),
            ],
            now: now.unwrap_or_default().as_secs(),
            lifetime: self.lifetime.as_secs(),
        })
    }
}

/// Signs the states of one request, and knows them again.
pub(super) struct Seal<'s> {
    key: &'s StateKey,
    /// What a state is bound to: it is of no use for anything else.
    subject: [String; 4],
    /// Seconds since 1970.
    now: u64,
    /// Seconds.
    lifetime: u64,
}

/// A state as it travels: when it expires (8 bytes, seconds since 1970), the signature (32 bytes) and the
/// handler's JSON, together in base64url. Only a [`Seal`] makes one.
#[derive(Debug, Serialize)]
pub(super) struct SignedState(String);

/// A state that came back as it was left. Only a [`Seal`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestState(Vec<u8>);

impl Seal<'_> {
    pub(super) fn sign(&self, state: &str) -> SignedState {
        let expires = self.now.saturating_add(self.lifetime).to_be_bytes();
        let tag = self.tag(expires, state.as_bytes());
        let bytes = [&expires, tag.as_bytes().as_slice(), state.as_bytes()].concat();
        SignedState(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// # Errors
    /// [`Error::InvalidParams`] when it isn't of this server, for this request and caller, or is too old.
    pub(super) fn open(&self, state: &str) -> Result<RequestState, Error> {
        let refuse = |why: &str| Error::InvalidParams(format!("requestState {why}"));
        let foreign = || refuse("is not one that this server gave out for this request");
        let bytes = URL_SAFE_NO_PAD.decode(state).map_err(|_| foreign())?;
        let (&expires, rest) = bytes.split_first_chunk().ok_or_else(foreign)?;
        let (&tag, state) = rest.split_first_chunk::<32>().ok_or_else(foreign)?;
        // Before anything of it is believed; the comparison takes the same time for every tag.
        if self.tag(expires, state) != Tag::new(tag.into()) {
            return Err(foreign());
        }
        if self.now >= u64::from_be_bytes(expires) {
            return Err(refuse("has expired; send the request again without it"));
        }
        Ok(RequestState(state.to_vec()))
    }

    fn tag(&self, expires: [u8; 8], state: &[u8]) -> Tag {
        let [method, name, arguments, principal] = &self.subject;
        let parts = [
            FORMAT,
            method.as_bytes(),
            name.as_bytes(),
            arguments.as_bytes(),
            principal.as_bytes(),
            &expires,
            state,
        ];
        (self.key.sign)(&self.key.secret, &parts)
    }
}

impl RequestState {
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Interruption> {
        serde_json::from_slice(&self.0).map_err(|_| {
            Interruption::Invalid("requestState is of another version of this server".to_owned())
        })
    }
}
