//! The accounts a caller can be, and their tokens.

use std::fmt;
use std::fmt::Write as _;

/// A user of the simulated instance that has an API token.
///
/// What each may see follows the two recorded instances. `Staffer` and `GlobReader` swap places
/// between the profiles because `is_staff` grants everything on 3.x and nothing on 2.58, where
/// global roles do that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// A superuser.
    Admin,
    /// `is_staff`: sees every product on `oss3`, nothing on `oss2`.
    Staffer,
    /// A global Reader with the configuration permission "view group": on `oss2` sees every
    /// product and the list of groups (a single group is refused); nothing on `oss3`.
    GlobReader,
    /// Sees one product type and the products in it.
    PtUser,
    /// Sees one product, and on `oss2` belongs to one group.
    LowPriv,
    /// Signed in, sees nothing.
    NoPerm,
    /// A disabled user.
    Inactive,
}

impl Account {
    /// Every account.
    pub const ALL: [Self; 7] = [
        Self::Admin,
        Self::Staffer,
        Self::GlobReader,
        Self::PtUser,
        Self::LowPriv,
        Self::NoPerm,
        Self::Inactive,
    ];

    /// The user name in DefectDojo and the key in the start line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Staffer => "staffer",
            Self::GlobReader => "globreader",
            Self::PtUser => "ptuser",
            Self::LowPriv => "lowpriv",
            Self::NoPerm => "noperm",
            Self::Inactive => "inactive",
        }
    }

    /// The id of the account's row in the portfolio's users.
    #[must_use]
    pub const fn user_id(self) -> u64 {
        match self {
            Self::Admin => 1,
            Self::LowPriv => 42,
            Self::Staffer => 43,
            Self::NoPerm => 44,
            Self::GlobReader => 45,
            Self::Inactive => 46,
            Self::PtUser => 47,
        }
    }
}

/// The tokens of one instance: 40 hexadecimal digits each, as DefectDojo's.
#[derive(Clone)]
pub(crate) struct Tokens([(Account, String); Account::ALL.len()]);

impl Tokens {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(Account::ALL.map(|account| {
            let mut random =
                fastrand::Rng::with_seed(seed.rotate_left(17) ^ (0xD0_0D0 + account.user_id()));
            let token = (0..5).fold(String::new(), |mut token, _| {
                // Writing to a string cannot fail.
                let _ = write!(token, "{:08x}", random.u32(..));
                token
            });
            (account, token)
        }))
    }

    pub(crate) fn of(&self, account: Account) -> &str {
        self.0
            .iter()
            .find(|(owner, _)| *owner == account)
            .map_or("", |(_, token)| token)
    }

    pub(crate) fn owner(&self, token: &str) -> Option<Account> {
        self.0
            .iter()
            .find(|(_, known)| known == token)
            .map(|(owner, _)| *owner)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Tokens(<hidden>)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_forty_hex_digits_and_differ_by_account_and_seed() {
        let one = Tokens::from_seed(1);
        let other = Tokens::from_seed(2);
        let mut all: Vec<&str> = Account::ALL
            .iter()
            .flat_map(|account| [one.of(*account), other.of(*account)])
            .collect();
        assert!(
            all.iter().all(
                |token| token.len() == 40 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
            )
        );
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 14);
        assert_eq!(one.owner(one.of(Account::PtUser)), Some(Account::PtUser));
        assert_eq!(one.owner(other.of(Account::PtUser)), None);
    }

    #[test]
    fn debug_hides_the_tokens() {
        let tokens = Tokens::from_seed(1);
        assert!(!format!("{tokens:?}").contains(tokens.of(Account::Admin)));
    }
}
