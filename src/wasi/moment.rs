//! When a request came, and what it is called.

use crate::record::RequestId;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, Instant, SystemTime};

/// The moment at which a request came.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    time: SystemTime,
    instant: Instant,
}

impl Moment {
    pub(super) fn now() -> Self {
        Self {
            time: SystemTime::now(),
            instant: Instant::now(),
        }
    }

    /// By the host's clock.
    pub(super) fn time(self) -> SystemTime {
        self.time
    }

    /// How long ago it was.
    pub(super) fn elapsed(self) -> Duration {
        self.instant.elapsed()
    }

    /// A name for the request of this moment. Nothing is kept secret with it, so it needs no random numbers of
    /// its own: [`RandomState`] is seeded by `wasi:random/insecure-seed`, which the component has for its hash
    /// maps, and differs each time within an instance. The clock keeps instances apart should a host give them
    /// all the same seed.
    pub(super) fn request_id(self) -> RequestId {
        RequestId::new(RandomState::new().hash_one((self.time, self.instant)))
    }
}
