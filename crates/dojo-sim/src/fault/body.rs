//! Faults of the bytes of a body, which is sent in order.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use super::Fault;

/// The fields whose text gets a byte that no UTF-8 has.
const NAMES: [&str; 3] = ["\"name\":\"", "\"title\":\"", "\"username\":\""];

/// The bytes of `body` with the fault; none for the other faults.
pub(super) fn of(fault: Fault, body: &[u8]) -> Option<Vec<u8>> {
    Some(match fault {
        Fault::JsonCut => body.split_at(body.len() / 2).0.to_vec(),
        Fault::JsonTrailing => [body, b"<!-- served by a proxy -->"].concat(),
        Fault::ByteOrderMark => [b"\xEF\xBB\xBF", body].concat(),
        Fault::InvalidUtf8 => {
            let mut text = String::from_utf8_lossy(body).into_owned();
            for name in NAMES {
                text = text.replace(name, &format!("{name}\u{1}"));
            }
            let bytes = text.into_bytes().into_iter();
            bytes
                .map(|byte| if byte == 1 { 0xFF } else { byte })
                .collect()
        }
        Fault::DeepNesting => [vec![b'['; 1_000_000], vec![b']'; 1_000_000]].concat(),
        Fault::Body64Mib => {
            let mut body = body.to_vec();
            body.resize(64 << 20, b' ');
            body
        }
        Fault::Gzip => {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
            // Writing to memory cannot fail.
            gzip.write_all(body).ok()?;
            gzip.finish().ok()?
        }
        _ => return None,
    })
}
