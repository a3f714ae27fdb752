//! Whether every client can take what the server says: the tools are held to the rules of the strictest client,
//! and all messages to the protocol's own schemas. One tool that breaks a rule makes some clients drop the whole
//! list.

mod answer_rules;
mod bad_tools;
mod conversation;
mod counterexamples;
mod messages;
mod meta_schema;
mod part;
mod protocol;
mod refusals;
mod results;
mod rule;
mod sabotage;
mod schema_rules;
mod tool_rules;
mod tools;

pub(crate) use tools::tools;
