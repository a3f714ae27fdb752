//! Whether every client can take what the server says: the tools are held to the rules of the strictest client.
//! One tool that breaks a rule makes some clients drop the whole list.

mod answer_rules;
mod bad_tools;
mod counterexamples;
mod meta_schema;
mod part;
mod rule;
mod schema_rules;
mod tool_rules;
mod tools;
