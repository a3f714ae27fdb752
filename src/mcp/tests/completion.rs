//! `completion/complete`.

use serde_json::{Value, json};

use super::Post;
use crate::mcp::Completion;

fn complete(reference: &Value, argument: &str, value: &str, context: &Value) -> Post {
    let params = json!({
        "ref": reference,
        "argument": { "name": argument, "value": value },
        "context": context,
    });
    Post::legacy("completion/complete", &params)
}

#[test]
fn a_hundred_suggestions_are_enough() {
    let prompt = json!({ "type": "ref/prompt", "name": "greet" });
    let completion = &complete(&prompt, "who", "gr", &Value::Null).result()["completion"];
    assert_eq!(completion["values"].as_array().unwrap().len(), 100);
    assert_eq!(completion["values"][99], "gr99");
    assert_eq!(
        (&completion["total"], &completion["hasMore"]),
        (&json!(150), &json!(true))
    );

    let all = serde_json::to_value(Completion::new(vec!["a".to_owned()])).unwrap();
    assert_eq!(
        all,
        json!({ "values": ["a"], "total": 1, "hasMore": false })
    );
    let low = serde_json::to_value(Completion::of_total(vec!["a".to_owned()], 0)).unwrap();
    assert_eq!(
        low,
        json!({ "values": ["a"], "total": 1, "hasMore": false })
    );
}

#[test]
fn suggestions_know_the_caller_and_the_other_arguments() {
    let template = json!({ "type": "ref/resource", "uri": "app://things/{id}" });
    let context = json!({ "arguments": { "kind": "big" } });
    assert_eq!(
        complete(&template, "id", "4", &context).result(),
        json!({ "completion": { "values": ["ada-big-4"], "total": 7, "hasMore": true } })
    );
}

#[test]
fn nothing_is_suggested_where_nothing_can_be() {
    let none = json!({ "completion": { "values": [], "hasMore": false } });
    let prompt = json!({ "type": "ref/prompt", "name": "greet" });
    let template = json!({ "type": "ref/resource", "uri": "app://things/{id}" });
    let fixed = json!({ "type": "ref/resource", "uri": "app://guide" });
    for (reference, argument) in [
        (&prompt, "tone"),
        (&prompt, "volume"),
        (&template, "kind"),
        (&fixed, "id"),
    ] {
        assert_eq!(
            complete(reference, argument, "", &Value::Null).result(),
            none,
            "{reference}"
        );
    }
    for unknown in [
        json!({ "type": "ref/prompt", "name": "nothing" }),
        json!({ "type": "ref/resource", "uri": "app://nothing/{id}" }),
        json!({ "type": "ref/tool", "name": "echo" }),
        json!({ "name": "greet" }),
    ] {
        let code = complete(&unknown, "who", "", &Value::Null).code();
        assert_eq!(code, (200, -32602), "{unknown}");
    }
}
