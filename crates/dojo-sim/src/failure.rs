//! The answers that are not rows, by the reason for them.

use http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use thiserror::Error;

/// One parameter DefectDojo refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldFault {
    pub(crate) field: &'static str,
    pub(crate) message: String,
    pub(crate) code: &'static str,
}

impl FieldFault {
    pub(crate) fn choice(field: &'static str, value: &str) -> Self {
        let message =
            format!("Select a valid choice. {value} is not one of the available choices.");
        Self {
            field,
            message,
            code: "invalid_choice",
        }
    }

    pub(crate) fn invalid(field: &'static str, message: &str) -> Self {
        Self {
            field,
            message: message.to_owned(),
            code: "invalid",
        }
    }
}

/// Why a caller is not known. The texts are all that tells the cases apart on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Unknown {
    #[error("Authentication credentials were not provided.")]
    Missing,
    #[error("Invalid username/password.")]
    Basic,
    #[error("Invalid token header. No credentials provided.")]
    Empty,
    #[error("Invalid token header. Token string should not contain spaces.")]
    Spaces,
    #[error("Invalid token header. Token string should not contain invalid characters.")]
    Characters,
    #[error("Invalid token.")]
    Token,
    #[error("User inactive or deleted.")]
    Inactive,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Unknown(#[from] Unknown),
    #[error("You do not have permission to perform this action.")]
    Forbidden,
    #[error("Could not satisfy the request Accept header.")]
    NotAcceptable,
    #[error("Method \"{0}\" not allowed.")]
    Method(Method),
    #[error("Unable to check for permissions: Attribute 'test' is required")]
    FindingWithoutTest,
    #[error("No {0} matches the given query.")]
    NoObject(&'static str),
    /// The id is not a number.
    #[error("Not found.")]
    NoId,
    #[error("invalid parameters")]
    Fields(Vec<FieldFault>),
    /// A number too large for the database.
    #[error("Internal server error, check logs for details")]
    Overflow,
    /// Real, but beyond what the simulator does. Never a made-up answer instead.
    #[error("The simulator does not do this: {0}")]
    NotSimulated(String),
    /// Strict mode: a parameter or value that DefectDojo would ignore.
    #[error("DefectDojo would ignore this: {reason}")]
    Ignored {
        parameter: String,
        reason: &'static str,
    },
}

impl Failure {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            // DefectDojo turns 401 into 403: its first authentication class names no scheme.
            Self::Unknown(_) | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::FindingWithoutTest | Self::Fields(_) | Self::Ignored { .. } => {
                StatusCode::BAD_REQUEST
            }
            Self::NoObject(_) | Self::NoId => StatusCode::NOT_FOUND,
            Self::Overflow => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotSimulated(_) => StatusCode::NOT_IMPLEMENTED,
        }
    }

    pub(crate) fn body(&self) -> Value {
        let advert = json!(["Support can be bought."]);
        match self {
            Self::NoId => json!({"detail": self.to_string(), "message": "", "pro": advert}),
            Self::Overflow => json!({"message": self.to_string(), "pro": advert}),
            Self::Ignored { parameter, .. } => json!({parameter: [self.to_string()]}),
            Self::Fields(faults) => {
                let mut body = Map::new();
                let mut repr = Vec::new();
                for FieldFault {
                    field,
                    message,
                    code,
                } in faults
                {
                    body.insert((*field).to_owned(), json!([message]));
                    repr.push(format!(
                        "'{field}': [ErrorDetail(string='{message}', code='{code}')]"
                    ));
                }
                body.insert(
                    "message".to_owned(),
                    format!("{{{}}}", repr.join(", ")).into(),
                );
                body.insert("pro".to_owned(), advert);
                body.into()
            }
            _ => json!({"detail": self.to_string()}),
        }
    }
}
