//! What is an address, and in which spelling.

use super::*;

fn base(text: &str) -> BaseUrl {
    BaseUrl::parse(text, false).unwrap()
}

#[test]
fn a_path_is_seen() {
    for (text, has_path) in [
        ("https://dojo.example.com", false),
        ("https://dojo.example.com:8443/", false),
        ("https://example.com/dojo", true),
        ("https://[::1]/a/b", true),
    ] {
        assert_eq!(base(text).has_path(), has_path, "{text}");
    }
}

#[test]
fn it_is_normalised() {
    for (text, normal) in [
        ("https://dojo.example.com", "https://dojo.example.com"),
        (
            " HTTPS://Dojo.Example.COM:443/ ",
            "https://dojo.example.com",
        ),
        (
            "https://dojo.example.com:8443/",
            "https://dojo.example.com:8443",
        ),
        (
            "https://example.com/tools/dojo//",
            "https://example.com/tools/dojo",
        ),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.1.2.3", "http://127.1.2.3"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("http://localhost:80", "http://localhost"),
        ("https://dojo.example.com:0443", "https://dojo.example.com"),
        ("https://dojo.example.com.", "https://dojo.example.com."),
        ("https://xn--djo-sna.example", "https://xn--djo-sna.example"),
        ("https://[2001:DB8:0:0::1]:443", "https://[2001:db8::1]"),
        ("https://a_b-c.1d/x.y~z", "https://a_b-c.1d/x.y~z"),
        ("https://example.com/mcpx", "https://example.com/mcpx"),
    ] {
        assert_eq!(base(text).to_string(), normal);
    }
}

#[test]
fn what_is_no_base_url_is_refused() {
    use BaseUrlError::*;
    for (text, error) in [
        ("", Syntax),
        ("dojo.example.com", Syntax),
        ("https://", Syntax),
        ("https:///dojo", Syntax),
        ("https:dojo.example.com", Syntax),
        ("https://a.example\\b", Syntax),
        ("https://a.exa\nmple", Syntax),
        ("ftp://a.example", Scheme),
        ("https://user@a.example", UserInfo),
        ("https://:secret@a.example", UserInfo),
        ("https://user:secret@[::1]:8080", UserInfo),
        ("https://döjo.example", Host),
        ("https://a.exam%70le", Host),
        ("https://a..example", Host),
        ("https://.", Host),
        ("https://*.example", Host),
        ("https://a.example,b.example", Host),
        ("http://127.1", Host),
        ("http://2130706433", Host),
        ("http://0x7f000001", Host),
        ("http://0177.0.0.1", Host),
        ("http://127.0.0.1.", Host),
        ("http://127.0.0.256", Host),
        ("https://[::1", Host),
        ("https://[::1%25lo]", Host),
        ("https://[127.0.0.1]", Host),
        ("https://::1", Host),
        ("https://[::1]8080", Port),
        ("https://a.example:", Port),
        ("https://a.example:0", Port),
        ("https://a.example:+1", Port),
        ("https://a.example:65536", Port),
        ("https://a.example:8080:8081", Host),
        ("https://a.example//dojo", Path),
        ("https://a.example/x/../dojo", Path),
        ("https://a.example/./dojo", Path),
        ("https://a.example/%2e%2e/dojo", Path),
        ("https://a.example/dojo;x", Path),
        ("https://a.example/dójo", Path),
        ("https://a.example/?x=1", QueryOrFragment),
        ("https://a.example/#x", QueryOrFragment),
        ("https://a.example/api/v2", Endpoint),
        ("https://a.example/API/v2/", Endpoint),
        ("https://a.example/x/api/v2/findings", Endpoint),
        ("https://a.example/mcp/", Endpoint),
        ("http://a.example", PlainHttp),
        ("http://localhost.a.example", PlainHttp),
        ("http://10.0.0.1", PlainHttp),
    ] {
        assert_eq!(BaseUrl::parse(text, false).unwrap_err(), error, "{text:?}");
    }
    assert!(BaseUrl::parse("http://a.example", true).is_ok());
}

#[test]
fn the_same_instance_is_told_from_another() {
    let dojo = base("https://dojo.example.com/x");
    for same in [
        "https://dojo.example.com/x/",
        "HTTPS://DOJO.example.com:443/x",
        " https://dojo.example.com/x",
    ] {
        assert!(dojo.is_same(same), "{same}");
    }
    for other in [
        "http://dojo.example.com/x",
        "https://dojo.example.com",
        "https://dojo.example.com/X",
        "https://dojo.example.com:444/x",
        "https://dojo.example.com.evil.example/x",
        "https://dojo.example.com@evil.example/x",
        "https://dojo.example.com/x?y",
        "https://user@dojo.example.com/x",
        "dojo.example.com/x",
        "https://dojo.example.com/y/../x",
    ] {
        assert!(!dojo.is_same(other), "{other}");
    }
}
