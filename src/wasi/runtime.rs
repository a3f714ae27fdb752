//! Runs a future until it is done, and waits for the host when it can't go on.
//!
//! `wstd` has the same, but asks the host three times where once is enough: each call of it costs as much as a
//! hundred lines of ours.

use std::cell::{Cell, RefCell};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use wasip2::clocks::monotonic_clock;
use wasip2::io::poll::{self, Pollable};

thread_local! {
    /// All that is waited for.
    static WAITS: RefCell<Vec<Rc<Wait>>> = const { RefCell::new(Vec::new()) };
}

struct Wait {
    pollable: Pollable,
    /// Who waits, if anybody does now.
    waker: RefCell<Option<Waker>>,
    ready: Cell<bool>,
}

/// Done when the host is. Then it can be awaited again. It is a child of what it waits for, and has to be dropped
/// before that.
pub(super) struct Ready(Rc<Wait>);

impl Ready {
    pub(super) fn of(pollable: Pollable) -> Self {
        let wait = Rc::new(Wait {
            pollable,
            waker: RefCell::default(),
            ready: Cell::default(),
        });
        WAITS.with_borrow_mut(|waits| waits.push(Rc::clone(&wait)));
        Self(wait)
    }

    /// In so long from now.
    pub(super) fn after(duration: Duration) -> Self {
        Self::of(monotonic_clock::subscribe_duration(nanoseconds(duration)))
    }

    /// When the monotonic clock says so.
    pub(super) fn at(instant: monotonic_clock::Instant) -> Self {
        Self::of(monotonic_clock::subscribe_instant(instant))
    }
}

impl Future for Ready {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.ready.take() {
            return Poll::Ready(());
        }
        self.0.waker.replace(Some(cx.waker().clone()));
        Poll::Pending
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        WAITS.with_borrow_mut(|waits| waits.retain(|wait| !Rc::ptr_eq(wait, &self.0)));
    }
}

/// As the host's clock counts.
pub(super) fn nanoseconds(duration: Duration) -> monotonic_clock::Duration {
    duration.as_nanos().try_into().unwrap_or(u64::MAX)
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs `future` to its end.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let woken = Arc::new(Woken(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        woken.0.store(false, Ordering::Relaxed);
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
        if !woken.0.load(Ordering::Relaxed) {
            wait();
        }
    }
}

/// Waits until something that is waited for is ready. If nothing is, nothing could ever go on: the host ends an
/// instance that waits for nothing.
fn wait() {
    let waits: Vec<_> = WAITS.with_borrow(|waits| {
        let waiting = waits.iter().filter(|wait| wait.waker.borrow().is_some());
        waiting.cloned().collect()
    });
    let pollables: Vec<&Pollable> = waits.iter().map(|wait| &wait.pollable).collect();
    for index in poll::poll(&pollables) {
        let wait = usize::try_from(index)
            .ok()
            .and_then(|index| waits.get(index));
        if let Some(wait) = wait {
            wait.ready.set(true);
            if let Some(waker) = wait.waker.take() {
                waker.wake();
            }
        }
    }
}
