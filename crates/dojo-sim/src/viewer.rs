//! Who asks, and what that account may see.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::account::{Account, Tokens};
use crate::config::Profile;
use crate::failure::{Failure, Unknown};
use crate::portfolio::Portfolio;

/// The part of the portfolio an account sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Everything,
    ProductType(u64),
    Product(u64),
    Nothing,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Viewer {
    pub(crate) account: Account,
    profile: Profile,
    sight: Sight,
}

/// The account an `Authorization` header names, read as Django REST framework's basic and token
/// authentication read it.
pub(crate) fn account(headers: &HeaderMap, tokens: &Tokens) -> Result<Account, Unknown> {
    let header = headers.get(AUTHORIZATION).ok_or(Unknown::Missing)?;
    let text = header.to_str().map_err(|_| Unknown::Characters)?;
    let mut words = text.split_ascii_whitespace();
    let scheme = words.next().ok_or(Unknown::Missing)?;
    if scheme.eq_ignore_ascii_case("basic") {
        return Err(Unknown::Basic);
    }
    if !scheme.eq_ignore_ascii_case("token") {
        return Err(Unknown::Missing);
    }
    let token = words.next().ok_or(Unknown::Empty)?;
    if words.next().is_some() {
        return Err(Unknown::Spaces);
    }
    match tokens.owner(token).ok_or(Unknown::Token)? {
        Account::Inactive => Err(Unknown::Inactive),
        account => Ok(account),
    }
}

impl Viewer {
    pub(crate) fn new(account: Account, profile: Profile) -> Self {
        let sight = match (account, profile) {
            (Account::Admin, _)
            | (Account::Staffer, Profile::Oss3)
            | (Account::GlobReader, Profile::Oss2) => Sight::Everything,
            (Account::PtUser, _) => Sight::ProductType(3),
            (Account::LowPriv, _) => Sight::Product(1),
            _ => Sight::Nothing,
        };
        Self {
            account,
            profile,
            sight,
        }
    }

    pub(crate) fn is_superuser(self) -> bool {
        self.account == Account::Admin
    }

    pub(crate) fn sees_product(self, product_id: u64, product_type_id: u64) -> bool {
        match self.sight {
            Sight::Everything => true,
            Sight::ProductType(id) => id == product_type_id,
            Sight::Product(id) => id == product_id,
            Sight::Nothing => false,
        }
    }

    /// As [`Self::sees_product`], of a product known only by its id.
    pub(crate) fn sees_product_id(self, portfolio: &Portfolio, product_id: u64) -> bool {
        portfolio
            .product(product_id)
            .is_some_and(|product| self.sees_product(product.id, product.product_type_id))
    }

    /// A right to one product is none to its type.
    pub(crate) fn sees_product_type(self, product_type_id: u64) -> bool {
        match self.sight {
            Sight::Everything => true,
            Sight::ProductType(id) => id == product_type_id,
            Sight::Product(_) | Sight::Nothing => false,
        }
    }

    /// Belongs to the group, or sees every one.
    pub(crate) fn sees_group(self, portfolio: &Portfolio, group_id: u64) -> bool {
        self.is_superuser()
            || portfolio.group_members.iter().any(|member| {
                member.group_id == group_id && member.user_id == self.account.user_id()
            })
    }

    pub(crate) fn lists_groups(self) -> Result<(), Failure> {
        allowed(self.is_superuser() || self.account == Account::GlobReader)
    }

    pub(crate) fn needs_superuser(self) -> Result<(), Failure> {
        allowed(self.is_superuser())
    }

    /// 2.58 keeps accepted risks from those who only read; 3.x shows them.
    pub(crate) fn sees_accepted_risks(self) -> bool {
        self.profile == Profile::Oss3 || self.is_superuser()
    }

    /// 3.x leaves users out of what is prefetched for those without rights over them.
    pub(crate) fn sees_prefetched_users(self) -> bool {
        self.profile == Profile::Oss2 || matches!(self.account, Account::Admin | Account::Staffer)
    }
}

fn allowed(yes: bool) -> Result<(), Failure> {
    if yes { Ok(()) } else { Err(Failure::Forbidden) }
}
