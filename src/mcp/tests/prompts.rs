//! `prompts/list` and `prompts/get`.

use serde_json::json;

use super::Post;

#[test]
fn prompts_are_listed_with_their_arguments() {
    assert_eq!(
        Post::legacy("prompts/list", &json!({})).result(),
        json!({ "prompts": [{
            "name": "greet",
            "title": "Greet",
            "description": "Greets someone.",
            "arguments": [
                {
                    "name": "who",
                    "title": "Who",
                    "description": "Whom to greet, for example grace.",
                    "required": true,
                },
                {
                    "name": "tone",
                    "title": "Tone",
                    "description": "For example warm.",
                    "required": false,
                },
            ],
        }] })
    );
}

#[test]
fn a_prompt_is_its_messages() {
    let params = json!({ "name": "greet", "arguments": { "who": "grace", "tone": "" } });
    assert_eq!(
        Post::legacy("prompts/get", &params).result(),
        json!({ "messages": [{
            "role": "user",
            "content": { "type": "text", "text": "ada greets Some(\"grace\")" },
        }] })
    );
}

#[test]
fn prompts_that_cannot_be_had_say_why() {
    for (params, code, part) in [
        (json!({ "name": "bid farewell" }), -32602, "bid farewell"),
        (json!({ "name": "greet" }), -32602, "\"who\" is required"),
        (
            json!({ "name": "greet", "arguments": { "tone": "x" } }),
            -32602,
            "\"who\" is required",
        ),
        (
            json!({ "name": "greet", "arguments": { "who": "x", "volume": "x" } }),
            -32602,
            "\"volume\"; the prompt takes: who, tone",
        ),
        (
            json!({ "name": "greet", "arguments": { "who": 5 } }),
            -32602,
            "string",
        ),
        (
            json!({ "name": "greet", "arguments": { "who": "nobody" } }),
            -32602,
            "no nobody",
        ),
        (
            json!({ "name": "greet", "arguments": { "who": "away" } }),
            -32603,
            "away is out",
        ),
    ] {
        for post in [
            Post::legacy("prompts/get", &params),
            Post::modern("prompts/get", &params),
        ] {
            let (status, found, error) = post.error();
            assert_eq!((status, found), (200, code), "{params}");
            assert!(error["message"].as_str().unwrap().contains(part), "{error}");
        }
    }
}
