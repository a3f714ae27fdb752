//! Users, groups, members and roles.

use super::{Maker, id_of};
use crate::account::Account;
use crate::config::Profile;
use crate::portfolio::{Group, GroupMember, Role, User};

const FIRST: [&str; 20] = [
    "Amara",
    "Bastien",
    "Chiara",
    "Dmitri",
    "Elif",
    "Farid",
    "Grace",
    "Hanna",
    "Ivo",
    "Jun",
    "Katarzyna",
    "Liam",
    "Mónica",
    "Nikhil",
    "Oksana",
    "Pedro",
    "Rosa",
    "Søren",
    "Tariq",
    "Yuki",
];
const LAST: [&str; 21] = [
    "Abara", "Bertrand", "Conti", "Dvořák", "Erdem", "Farouk", "Green", "Hofmann", "Ilić", "Jung",
    "Kowalska", "Lynch", "Morales", "Nair", "Orlenko", "Pinto", "Quinn", "Rossi", "Sato", "Tanaka",
    "Weber",
];

/// 47 users: the administrator, 40 people, and the other six accounts with ids 42 to 47.
pub(super) fn users(maker: &mut Maker) -> Vec<User> {
    (0..47)
        .map(|index| {
            let id = id_of(index);
            let account = Account::ALL
                .into_iter()
                .find(|account| account.user_id() == id);
            let first_name = if id == 1 {
                "Ada"
            } else {
                FIRST.get(index % FIRST.len()).copied().unwrap_or_default()
            };
            let last_name = LAST.get(index % LAST.len()).copied().unwrap_or_default();
            let username = match account {
                Some(account) => account.name().to_owned(),
                None => format!("{}.{}", ascii(first_name), ascii(last_name)),
            };
            let joined = maker.random.u64(200..1_500);
            let seen = maker.random.u64(..60);
            let (joined, seen) = (maker.days_ago(joined), maker.days_ago(seen));
            User {
                id,
                email: format!("{username}@meridian.example"),
                username,
                first_name: first_name.to_owned(),
                last_name: last_name.to_owned(),
                date_joined: maker.moment(joined),
                last_login: maker.chance(60).then(|| maker.moment(seen)),
                is_active: account != Some(Account::Inactive) && !id.is_multiple_of(13),
                is_staff: matches!(account, Some(Account::Admin | Account::Staffer)),
                is_superuser: account == Some(Account::Admin),
            }
        })
        .collect()
}

fn ascii(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'ó' | 'ø' => 'o',
            'ř' => 'r',
            'á' => 'a',
            'ć' => 'c',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

/// Six groups; the last one is empty.
pub(super) fn groups(profile: Profile) -> Vec<Group> {
    if profile == Profile::Oss3 {
        return Vec::new();
    }
    let groups = [
        ("AppSec Team", "Reviews and verifies findings", None),
        (
            "Payments Developers",
            "Build and run the payment services",
            None,
        ),
        ("Mobile Developers", "Build the mobile apps", Some("Remote")),
        ("Platform SRE", "Run the clusters and the pipelines", None),
        ("Auditors", "Internal audit, read only", Some("AzureAD")),
        ("Empty Group", "Nobody yet", None),
    ];
    groups
        .into_iter()
        .enumerate()
        .map(|(index, (name, description, social_provider))| Group {
            id: id_of(index),
            name: name.to_owned(),
            description: description.to_owned(),
            social_provider: social_provider.map(str::to_owned),
        })
        .collect()
}

/// Members of the first five groups. [`Account::LowPriv`] reads in group 4.
pub(super) fn group_members(profile: Profile) -> Vec<GroupMember> {
    if profile == Profile::Oss3 {
        return Vec::new();
    }
    let groups: [(u64, std::ops::Range<u64>); 5] =
        [(1, 2..6), (2, 6..14), (3, 14..20), (4, 20..30), (5, 30..42)];
    let people = groups.into_iter().flat_map(|(group_id, users)| {
        users.enumerate().map(move |(place, user_id)| {
            let role_id = match place {
                0 => 4,
                1 => 3,
                2 => 2,
                _ => 5,
            };
            (group_id, user_id, role_id)
        })
    });
    people
        .chain([(4, Account::LowPriv.user_id(), 5)])
        .enumerate()
        .map(|(index, (group_id, user_id, role_id))| GroupMember {
            id: id_of(index),
            group_id,
            user_id,
            role_id,
        })
        .collect()
}

/// DefectDojo's built-in roles, by its ids.
pub(super) fn roles(profile: Profile) -> Vec<Role> {
    if profile == Profile::Oss3 {
        return Vec::new();
    }
    ["API_Importer", "Writer", "Maintainer", "Owner", "Reader"]
        .into_iter()
        .enumerate()
        .map(|(index, name)| Role {
            id: id_of(index),
            name: name.to_owned(),
            is_owner: name == "Owner",
        })
        .collect()
}
