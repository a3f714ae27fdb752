//! Tools that ask the client for input before they can answer.

mod elicitation;
mod roots;
mod rounds;
mod sampling;
mod several;
mod state;

use super::{plain, text};
use crate::app::Anybody;
use defectdojo_mcp::mcp::Tool;

pub(super) fn all() -> Vec<Tool<Anybody>> {
    let mut tools = elicitation::all();
    tools.extend(state::all());
    tools.extend([
        sampling::tool(),
        roots::tool(),
        several::tool(),
        rounds::tool(),
    ]);
    tools
}
