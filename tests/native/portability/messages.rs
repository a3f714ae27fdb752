//! Every kind of message that the server sends, held to the official schema of its revision.

use super::conversation::{Conversation, Heard};
use super::protocol::{Protocol, REVISIONS};
use super::{refusals, results};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What the protocol knows and this server has no use for: nothing changes while it runs, nothing is asked of
/// a client, and no call outlives its request.
const UNSENT: [&str; 8] = [
    "CancelTaskResult",
    "GetTaskPayloadResult",
    "GetTaskResult",
    "InputRequiredResult",
    "ListTasksResult",
    "MissingRequiredClientCapabilityError",
    "SubscriptionsListenResult",
    "URLElicitationRequiredError",
];

/// All that a client can hear, in each revision that it may speak.
pub(super) static HEARD: LazyLock<Vec<Heard>> = LazyLock::new(|| {
    let heard = REVISIONS.into_iter().flat_map(|revision| {
        let mut client = Conversation::new(revision);
        results::ask_all(&mut client);
        refusals::ask_all(&mut client);
        client.heard
    });
    heard.collect()
});

#[test]
fn every_message_is_what_the_official_schema_says() {
    for Heard {
        revision,
        asked,
        definition,
        json,
    } in HEARD.iter()
    {
        let faults = Protocol::of(revision).faults(definition, json);
        assert!(
            faults.is_empty(),
            "{revision} {asked} as {definition}: {faults:#?}"
        );
    }
}

#[test]
fn every_official_result_and_error_is_heard_or_has_no_use_here() {
    for revision in REVISIONS {
        let heard = HEARD.iter().filter(|heard| heard.revision == revision);
        let heard: BTreeSet<_> = heard.map(|heard| heard.definition.as_str()).collect();
        assert!(heard.contains("ProgressNotification"), "{revision}");
        let protocol = Protocol::of(revision);
        let results = protocol.members("ServerResult").into_iter();
        let official = results.chain(protocol.named("Error"));
        // What all others are made of.
        for official in official.filter(|name| !["Result", "Error"].contains(name)) {
            let unsent = UNSENT.contains(&official);
            assert_ne!(heard.contains(official), unsent, "{revision}: {official}");
        }
    }
}
