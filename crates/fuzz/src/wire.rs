//! Inputs that are made of lines, so that a person can read and write them: the first line, header lines, an
//! empty line, and the rest.

/// The parts of such an input. All of it is read as something.
pub(crate) struct Lines<'a> {
    pub(crate) first: String,
    /// Names and values, as far as a line has a colon.
    pub(crate) headers: Vec<(&'a [u8], &'a [u8])>,
    pub(crate) rest: &'a [u8],
}

impl<'a> Lines<'a> {
    pub(crate) fn of(input: &'a [u8]) -> Self {
        let (first, mut rest) = line(input);
        let mut headers = Vec::new();
        while !rest.is_empty() {
            let (header, more) = line(rest);
            rest = more;
            if header.is_empty() {
                break;
            }
            if let Some(colon) = header.iter().position(|byte| *byte == b':') {
                headers.push((&header[..colon], header[colon + 1..].trim_ascii()));
            }
        }
        Self {
            first: String::from_utf8_lossy(first).into_owned(),
            headers,
            rest,
        }
    }
}

/// The first line without its end, and what follows.
pub(crate) fn line(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (input, &[]),
    }
}
