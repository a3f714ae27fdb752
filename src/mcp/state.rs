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
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::Sha256;

use super::jsonrpc::Request;
use super::{Error, Interruption};

/// The first part of what is signed. It changes with the layout, so that older states are refused instead of
/// misread.
const FORMAT: &[u8] = b"mcp-request-state-1";

type Tag = CtOutput<Hmac<Sha256>>;

/// The secret that states are signed with. All instances that may serve one client need the same.
pub struct StateKey {
    secret: [u8; 32],
    /// Called through pointers, so that a component without a key carries no cryptography.
    sign: fn(&Seal<'_>, &str) -> Result<String, Error>,
    open: fn(&Seal<'_>, &str) -> Result<RequestState, Error>,
}

impl StateKey {
    /// A key of 32 random bytes.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret, sign, open }
    }
}

/// Shows nothing.
impl fmt::Debug for StateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateKey")
    }
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
    /// What signs the states of `request`, for the tool, prompt or resource `name`.
    pub(super) fn seal<'s>(
        &'s self,
        context: &C,
        request: &'s Request<'s>,
        name: &'s str,
    ) -> Seal<'s> {
        let now = (self.now)(context).duration_since(UNIX_EPOCH);
        Seal {
            key: &self.key,
            request,
            name,
            principal: (self.principal)(context),
            now: now.unwrap_or_default().as_secs(),
            lifetime: self.lifetime.as_secs(),
        }
    }
}

/// Signs the states of one request, and knows them again. They are of no use to another principal, and for
/// another method, name or arguments.
pub(super) struct Seal<'s> {
    key: &'s StateKey,
    request: &'s Request<'s>,
    name: &'s str,
    principal: String,
    /// Seconds since 1970.
    now: u64,
    /// Seconds.
    lifetime: u64,
}

/// A state that came back as it was left. Only a [`Seal`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestState(Vec<u8>);

impl Seal<'_> {
    /// A state as it travels: when it expires (8 bytes, seconds since 1970), the signature (32 bytes) and the
    /// handler's JSON, together in base64url.
    ///
    /// # Errors
    /// [`Error::InvalidParams`] when the request's arguments can't be read.
    pub(super) fn sign(&self, state: &str) -> Result<String, Error> {
        (self.key.sign)(self, state)
    }

    /// Takes a state back.
    ///
    /// # Errors
    /// [`Error::InvalidParams`] when it isn't of this server, for this request and caller, or is too old.
    pub(super) fn open(&self, state: &str) -> Result<RequestState, Error> {
        (self.key.open)(self, state)
    }
}

fn sign(seal: &Seal<'_>, state: &str) -> Result<String, Error> {
    let expires = seal.now.saturating_add(seal.lifetime).to_be_bytes();
    let tag = tag(seal, expires, state.as_bytes())?;
    let bytes = [&expires, tag.as_bytes().as_slice(), state.as_bytes()].concat();
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn open(seal: &Seal<'_>, state: &str) -> Result<RequestState, Error> {
    let refuse = |why: &str| Error::InvalidParams(format!("requestState {why}"));
    let foreign = || refuse("is not one that this server gave out for this request");
    let bytes = URL_SAFE_NO_PAD.decode(state).map_err(|_| foreign())?;
    let (&expires, rest) = bytes.split_first_chunk().ok_or_else(foreign)?;
    let (&signature, state) = rest.split_first_chunk::<32>().ok_or_else(foreign)?;
    // Before anything of it is believed; the comparison takes the same time for every tag.
    if tag(seal, expires, state)? != Tag::new(signature.into()) {
        return Err(foreign());
    }
    if seal.now >= u64::from_be_bytes(expires) {
        return Err(refuse("has expired; send the request again without it"));
    }
    Ok(RequestState(state.to_vec()))
}

/// HMAC-SHA-256 (RFC 2104) of all that a state is bound to, each part after its length, so that no two lists
/// of parts are alike.
fn tag(seal: &Seal<'_>, expires: [u8; 8], state: &[u8]) -> Result<Tag, Error> {
    #[derive(Deserialize)]
    struct Params {
        #[serde(default)]
        arguments: Option<Map<String, Value>>,
    }
    let params: Params = seal.request.params.parse("{ arguments?: object }")?;
    let mut arguments = Value::Object(params.arguments.unwrap_or_default());
    // A client may write the members in another order when it sends them again.
    arguments.sort_all_objects();
    let arguments = arguments.to_string();
    // A key shorter than a block is filled up with zeros (section 2).
    let mut key = Key::<Hmac<Sha256>>::default();
    for (to, from) in key.iter_mut().zip(seal.key.secret) {
        *to = from;
    }
    let mut mac = Hmac::<Sha256>::new(&key);
    for part in [
        FORMAT,
        seal.request.method.as_bytes(),
        seal.name.as_bytes(),
        arguments.as_bytes(),
        seal.principal.as_bytes(),
        &expires,
        state,
    ] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Ok(mac.finalize())
}

impl RequestState {
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Interruption> {
        serde_json::from_slice(&self.0).map_err(|_| {
            Interruption::Invalid("requestState is of another version of this server".to_owned())
        })
    }
}
