//! A whole request: `METHOD path`, header lines, an empty line, the body. `$TOKEN` stands for the token, which
//! is sent where the input has no header for it.

use crate::server::{ask, simulated, token};
use crate::wire::Lines;
use http::{HeaderName, HeaderValue, Method, Request, Uri};

/// Asks the whole server.
pub fn run(input: &[u8]) {
    let input = with_token(input);
    let lines = Lines::of(&input);
    let (method, path) = lines.first.split_once(' ').unwrap_or(("POST", "/mcp"));
    // What is no request by HTTP's own rules is refused before the component sees it.
    let (Ok(method), Ok(uri)) = (method.parse::<Method>(), path.trim().parse::<Uri>()) else {
        return;
    };
    let mut request = Request::new(lines.rest.to_vec());
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    for (name, value) in lines.headers {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name), HeaderValue::from_bytes(value))
        {
            headers.append(name, value);
        }
    }
    if !headers.contains_key("authorization") {
        let value = HeaderValue::try_from(format!("Token {}", token()));
        headers.insert("authorization", value.unwrap());
    }
    ask(&simulated(), request);
}

fn with_token(input: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"$TOKEN";
    let mut whole = Vec::with_capacity(input.len());
    let mut rest = input;
    while let Some(at) = rest.windows(NAME.len()).position(|window| window == NAME) {
        whole.extend_from_slice(&rest[..at]);
        whole.extend_from_slice(token().as_bytes());
        rest = &rest[at + NAME.len()..];
    }
    whole.extend_from_slice(rest);
    whole
}
