//! That a test's client asks the server itself, whatever the environment says.

use std::env;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use testbed::Client;

#[test]
fn asks_the_server_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // Not waited for: without a client it would never end.
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
        let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        stream.write_all(answer).unwrap();
    });
    let answer = Client::new(&url, None).send("GET", "/", &[], "");
    assert_eq!(answer.status, 204);
}

/// Of a proxy that nobody is, so that whoever is sent to it fails.
#[test]
fn no_proxy_comes_between() {
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(["--exact", "asks_the_server_itself"]);
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
        again.env(name, "http://127.0.0.1:1");
        again.env(name.to_lowercase(), "http://127.0.0.1:1");
    }
    again.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = again.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("1 passed"), "{said}");
}
