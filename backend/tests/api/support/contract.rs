//! Holds every answer that a test gets against the specification: its status is named there, and its
//! body has the form that is promised, with no field more.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::read);

struct Contract {
    paths: serde_json::Map<String, Value>,
    schemas: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// Panics when the answer is not one that the specification names. What it does not describe at all
/// (pages, health, unknown paths) passes.
pub fn check(method: &Method, path: &str, status: StatusCode, headers: &HeaderMap, body: &Value) {
    let path = path.split('?').next().unwrap_or("");
    let Some(operation) = CONTRACT.operation(method, path) else { return };
    let id = operation["operationId"].as_str().unwrap_or("?");
    let Some(promised) = operation["responses"].get(status.as_str()) else {
        panic!("{id} answered {status}, which the specification does not name for it: {body}");
    };
    let Some(content) = promised["content"].as_object() else {
        assert_eq!(body, "", "{id} answered {status} with a body where the specification promises none");
        return;
    };
    let kind = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("");
    let Some(promised) = content.get(kind) else {
        panic!("{id} answered {status} as {kind:?}, the specification says {:?}", content.keys().collect::<Vec<_>>());
    };
    let faults: Vec<String> =
        CONTRACT.validator(&promised["schema"]).iter_errors(body).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{id} answered {status} in another form than the specification says:\n{}\n{body}", faults.join("\n"));
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
        assert!(headers.contains_key("retry-after"), "{id} answered {status} without Retry-After");
    }
}

impl Contract {
    fn read() -> Contract {
        let mut spec: Value = serde_json::from_str(&homeroom::app::printed_spec()).expect("the specification is JSON");
        let mut schemas = spec["components"]["schemas"].take();
        close(&mut schemas);
        let Value::Object(paths) = spec["paths"].take() else { panic!("the specification has paths") };
        Contract { paths, schemas, validators: Mutex::default() }
    }

    fn operation(&self, method: &Method, path: &str) -> Option<&Value> {
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |template: &str| {
            let template: Vec<&str> = template.split('/').collect();
            template.len() == segments.len() && template.iter().zip(&segments).all(|(t, s)| t.starts_with('{') || t == s)
        };
        let method = method.as_str().to_ascii_lowercase();
        self.paths.iter().filter(|(template, _)| fits(template)).find_map(|(_, item)| item.get(&method))
    }

    /// Made when first needed: a test sees few of the schemas.
    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut made = self.validators.lock().expect("no test panics in here");
        let make = || {
            let mut needed = serde_json::Map::new();
            self.gather(schema, &mut needed);
            let mut root = schema.clone();
            root["components"] = json!({ "schemas": needed });
            Arc::new(jsonschema::draft202012::new(&root).expect("the specification's schemas are schemas"))
        };
        Arc::clone(made.entry(schema.to_string()).or_insert_with(make))
    }

    /// The schemas that one refers to, and those that they refer to.
    fn gather(&self, schema: &Value, into: &mut serde_json::Map<String, Value>) {
        for name in references(schema) {
            if !into.contains_key(&name) {
                let schema = self.schemas[&name].clone();
                into.insert(name, schema.clone());
                self.gather(&schema, into);
            }
        }
    }
}

/// An answer may hold what its schema names and nothing else, so that no field slips out unnoticed. A
/// schema that others are built from cannot say so itself.
fn close(schemas: &mut Value) {
    let Value::Object(schemas) = schemas else { return };
    let parts: BTreeSet<String> = schemas.values().flat_map(|schema| references(&schema["allOf"])).collect();
    for (name, schema) in schemas.iter_mut() {
        if !parts.contains(name) && (schema.get("properties").is_some() || schema.get("allOf").is_some()) {
            schema["unevaluatedProperties"] = json!(false);
        }
    }
}

fn references(schema: &Value) -> BTreeSet<String> {
    match schema {
        Value::Object(fields) => {
            let here = fields.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next()).map(str::to_owned);
            fields.values().flat_map(references).chain(here).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}
