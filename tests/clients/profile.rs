//! What is known of each client: how it is driven, and what it can't show its user.

use crate::aspect::Aspect;
use crate::client::{Client, Instead, Lack};
use crate::driver::Driver;
use crate::inspector;
use crate::rmcp;
use crate::script::Era;

/// A client that shows its user everything, driven by `driver` in `era`.
const fn whole(driver: Driver, era: Era) -> Client {
    Client {
        driver,
        era,
        lacks: &[],
        more: &[],
        instead_of_401: None,
    }
}

const TYPESCRIPT_TITLES: Lack = Lack {
    aspects: &[Aspect::ArgumentTitles],
    note: "no titles of prompts' arguments, as its types have none",
};

pub(crate) const fn typescript(program: &'static str, era: Era) -> Client {
    Client {
        lacks: &[TYPESCRIPT_TITLES],
        ..whole(Driver::Node(program), era)
    }
}

/// A 401 makes it sign in with OAuth, for which it tries to register.
const REGISTRATION: Instead = Instead {
    note: "of HTTP 401 it shows what its attempt to register is answered",
    words: &[
        "If you did, the header is not in that form",
        "pass your DefectDojo API token in the header `Authorization: Token <your API token>`",
    ],
};

pub(crate) const fn mcp_remote(era: Era) -> Client {
    Client {
        instead_of_401: Some(REGISTRATION),
        ..typescript("mcp-remote.mjs", era)
    }
}

pub(crate) const fn python(program: &'static str, era: Era) -> Client {
    whole(Driver::Python(program), era)
}

/// Told to speak one revision alone, which has no handshake.
pub(crate) const fn modern_python(program: &'static str) -> Client {
    Client {
        lacks: &[Lack {
            aspects: &[Aspect::Server, Aspect::Instructions],
            note: "no name of the server and no instructions, as it asks nothing when it connects",
        }],
        ..python(program, Era::Modern)
    }
}

pub(crate) const fn inspector_cli(era: Era, instead_of_401: Option<Instead>) -> Client {
    Client {
        lacks: &[
            TYPESCRIPT_TITLES,
            Lack {
                aspects: &[Aspect::Progress, Aspect::Completion],
                note: "no progress and no completion, as it has no option for them",
            },
        ],
        more: inspector::CLI,
        instead_of_401,
        ..whole(Driver::Node("inspector-cli.mjs"), era)
    }
}

pub(crate) const AUTHORIZATION_REQUIRED: Instead = Instead {
    note: "of HTTP 401 it shows the status alone",
    words: &["the server requires authorization (HTTP 401)"],
};

/// In a page everything takes clicks.
const UNTRIED: Lack = Lack {
    aspects: &[
        Aspect::Prompts,
        Aspect::ArgumentTitles,
        Aspect::Resources,
        Aspect::Templates,
        Aspect::ById,
        Aspect::Errors,
        Aspect::Statuses,
        Aspect::Progress,
        Aspect::PromptTexts,
        Aspect::Contents,
        Aspect::Completion,
    ],
    note: "tried for the tools and one call",
};

pub(crate) const fn inspector_web(era: Era) -> Client {
    Client {
        lacks: &[
            Lack {
                aspects: &[Aspect::Schemas],
                note: "no schemas, as it shows forms instead",
            },
            UNTRIED,
        ],
        more: inspector::PROXIED,
        instead_of_401: Some(REGISTRATION),
        ..whole(Driver::Browser("inspector-web.mjs"), era)
    }
}

pub(crate) const INSPECTOR_WEB_DIRECT: Client = Client {
    lacks: &[
        Lack {
            aspects: &[Aspect::Protocol],
            note: "no version of the protocol, as the page has no place for it",
        },
        UNTRIED,
    ],
    more: inspector::DIRECT,
    instead_of_401: Some(REGISTRATION),
    ..whole(Driver::Browser("inspector-web-direct.mjs"), Era::Legacy)
};

pub(crate) const fn rmcp(era: Era) -> Client {
    whole(Driver::InProcess(rmcp::transcript), era)
}
