//! Which flags findings carry, and how often: every status of DefectDojo's own status filter, and
//! the overlaps that make "several statuses" hard to count.

/// A finding's flags.
#[expect(
    clippy::struct_excessive_bools,
    reason = "DefectDojo's flags are independent"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) active: bool,
    pub(super) verified: bool,
    pub(super) false_p: bool,
    pub(super) duplicate: bool,
    pub(super) out_of_scope: bool,
    pub(super) risk_accepted: bool,
    pub(super) under_review: bool,
    pub(super) under_defect_review: bool,
    pub(super) is_mitigated: bool,
    /// Was risk accepted, until the acceptance expired.
    pub(super) acceptance_expired: bool,
}

const fn state(flags: &str) -> State {
    let bytes = flags.as_bytes();
    let mut state = State {
        active: false,
        verified: false,
        false_p: false,
        duplicate: false,
        out_of_scope: false,
        risk_accepted: false,
        under_review: false,
        under_defect_review: false,
        is_mitigated: false,
        acceptance_expired: false,
    };
    let mut rest = bytes;
    while let [flag, tail @ ..] = rest {
        match flag {
            b'a' => state.active = true,
            b'v' => state.verified = true,
            b'f' => state.false_p = true,
            b'd' => state.duplicate = true,
            b'o' => state.out_of_scope = true,
            b'r' => state.risk_accepted = true,
            b'u' => state.under_review = true,
            b'w' => state.under_defect_review = true,
            b'm' => state.is_mitigated = true,
            _ => state.acceptance_expired = true,
        }
        rest = tail;
    }
    state
}

/// Weight and flags: a(ctive), v(erified), f(alse positive), d(uplicate), o(ut of scope), r(isk
/// accepted), u(nder review), w (under defect review), m(itigated), x (acceptance expired).
/// A duplicate is never active, as in DefectDojo.
pub(super) const STATES: [(u32, State); 38] = [
    (265, state("a")),
    (165, state("av")),
    (10, state("au")),
    (8, state("auv")),
    (6, state("aw")),
    (8, state("ax")),
    (5, state("avx")),
    (2, state("ar")),
    (1, state("arv")),
    (1, state("aru")),
    (1, state("ao")),
    (1, state("af")),
    (1, state("am")),
    (170, state("m")),
    (110, state("mv")),
    (3, state("mu")),
    (2, state("muv")),
    (60, state("fm")),
    (6, state("fmv")),
    (25, state("f")),
    (2, state("fu")),
    (5, state("fd")),
    (4, state("fdm")),
    (9, state("om")),
    (9, state("o")),
    (2, state("of")),
    (2, state("omv")),
    (2, state("ofm")),
    (2, state("od")),
    (55, state("d")),
    (12, state("dm")),
    (6, state("dv")),
    (65, state("")),
    (12, state("v")),
    (2, state("u")),
    (19, state("r")),
    (14, state("rv")),
    (5, state("rm")),
];

/// Overlaps of acceptance with what closes a finding; each occurs a few times.
pub(super) const RARE: [State; 6] = [
    state("rmv"),
    state("rf"),
    state("rfm"),
    state("ro"),
    state("rd"),
    state("ru"),
];
