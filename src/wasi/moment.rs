//! When a request came, and what it is called.

use crate::dojo::Day;
use crate::record::RequestId;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use wasip2::clocks::monotonic_clock::{self, Instant};
use wasip2::clocks::wall_clock;

/// The moment at which a request came.
#[derive(Clone, Copy)]
pub struct Moment {
    time: Duration,
    instant: Instant,
}

impl Moment {
    pub(super) fn now() -> Self {
        let time = wall_clock::now();
        Self {
            time: Duration::new(time.seconds, time.nanoseconds),
            instant: monotonic_clock::now(),
        }
    }

    /// By the host's clock.
    pub(super) fn time(self) -> SystemTime {
        UNIX_EPOCH + self.time
    }

    /// The day, in UTC, as `DefectDojo` reckons by default (`DD_TIME_ZONE`).
    pub(super) fn day(self) -> Day {
        Day::from_unix(self.time.as_secs().try_into().unwrap_or_default())
    }

    /// By the host's monotonic clock.
    pub(super) fn instant(self) -> Instant {
        self.instant
    }

    /// How long ago it was.
    pub(super) fn elapsed(self) -> Duration {
        Duration::from_nanos(monotonic_clock::now().saturating_sub(self.instant))
    }

    /// A name for the request of this moment. Nothing is kept secret with it, so it needs no random numbers of
    /// its own: [`RandomState`] is seeded by `wasi:random/insecure-seed`, which the component has for its hash
    /// maps, and differs each time within an instance. The clock keeps instances apart should a host give them
    /// all the same seed.
    pub(super) fn request_id(self) -> RequestId {
        RequestId::new(RandomState::new().hash_one((self.time, self.instant)))
    }
}
