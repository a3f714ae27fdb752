//! Which core what runs on. On one core each, the servers and the one that asks them don't disturb each other, and a
//! server's throughput is what a core carries.

/// The core of the servers and that of this program.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Core {
    Servers,
    Own,
}

/// Whether there is a core for each.
pub(crate) fn are_apart() -> bool {
    cfg!(target_os = "linux") && std::thread::available_parallelism().is_ok_and(|it| it.get() > 1)
}

/// Keeps this thread, and what it starts from here on, on a core. An error leaves it where it is: on what has no two
/// cores, the results say so.
pub(crate) fn pin(core: Core) {
    #[cfg(target_os = "linux")]
    {
        use nix::sched::{CpuSet, sched_setaffinity};
        let mut cores = CpuSet::new();
        let set = cores.set(match core {
            Core::Servers => 0,
            Core::Own => 1,
        });
        let _ = set.and_then(|()| sched_setaffinity(nix::unistd::Pid::from_raw(0), &cores));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = core;
}
