//! The finishing touches of the specification: what is true of every operation is said here once.

use std::collections::BTreeSet;

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContactBuilder, ContentBuilder, HeaderBuilder, InfoBuilder, ObjectBuilder, OpenApi, PathItem, Ref, RefOr, Required, Response,
    ResponseBuilder, Schema, SecurityRequirement, Type,
};
use utoipa::{PartialSchema, ToSchema};

use crate::shared::error::{FieldError, Problem};

const PROBLEM: &str = "application/problem+json";

/// What is edited by version: these heed `If-Match`.
const VERSIONED: [&str; 16] = [
    "change_import",
    "change_leak_guard",
    "rotate_code",
    "change_organization",
    "change_operator_organization",
    "change_staff",
    "remove_staff",
    "change_classroom",
    "delete_classroom",
    "restore_classroom",
    "change_code",
    "delete_code",
    "change_code_batch",
    "delete_code_batch",
    "change_student_note",
    "delete_student_note",
];

/// Spends seats without creating anything of its own: remembers its key like what creates.
const ALSO_REMEMBERED: [&str; 2] = ["approve_redemptions", "run_import"];

/// Adds what all operations share: security, the refusals any of them can give, the headers of writes.
pub fn finish(mut api: OpenApi) -> OpenApi {
    api.info = InfoBuilder::new()
        .title("Homeroom")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Codes that turn into enrolled, organized, measurable students. Every refusal is a problem \
             (RFC 9457) with a stable `code` and a sentence that says what to do next.",
        ))
        .contact(Some(ContactBuilder::new().name(Some("Homeroom")).build()))
        .build();
    let components = api.components.get_or_insert_default();
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").description(Some("An access token, 15 minutes."));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    let cookie = ApiKeyValue::with_description("homeroom_refresh", "HttpOnly; set by signing in, replaced by each refresh.");
    components.add_security_scheme("refresh_cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            finish_operation(path, method, operation);
        }
    }
    api
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [("get", &mut item.get), ("post", &mut item.post), ("put", &mut item.put), ("patch", &mut item.patch), ("delete", &mut item.delete)]
        .into_iter()
        .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

fn finish_operation(path: &str, method: &str, operation: &mut Operation) {
    let public = operation.security.is_some();
    if !public {
        operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("bearer", [])]);
    }
    let mut refusals = vec![
        ("400", "`malformed`, or a query that does not fit"),
        ("429", "`too-many-attempts`"),
        ("500", "`internal`"),
        ("503", "`unavailable`, `busy`"),
    ];
    if !public {
        refusals.push(("401", "`sign-in-required`, `token-invalid`, `token-expired`, `session-ended`"));
        refusals.push(("403", "`role-required`, `organization-suspended`"));
    }
    if path.contains('{') {
        refusals.push(("404", "`not-found`: not there, or not yours"));
    }
    if operation.request_body.is_some() {
        refusals.push(("413", "`too-large`"));
        refusals.push(("415", "`unsupported-media-type`"));
        refusals.push(("422", "`invalid`: see `errors`"));
    }
    let is_one_of = |list: &[&str]| operation.operation_id.as_deref().is_some_and(|id| list.contains(&id));
    let (remembered, versioned) = (is_one_of(&ALSO_REMEMBERED), is_one_of(&VERSIONED));
    if method == "post" && (remembered || operation.responses.responses.contains_key("201")) {
        header(operation, "Idempotency-Key", "The same key with the same body gives the first answer again, for 24 hours.");
        refusals.push(("409", "`request-in-progress`"));
        refusals.push(("422", "`idempotency-key-reused`"));
    }
    if versioned {
        header(operation, "If-Match", "The `ETag` that was read; another version is refused with 412.");
        refusals.push(("412", "`stale`: somebody changed it in the meantime"));
    }
    for (status, description) in refusals {
        operation
            .responses
            .responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(ResponseBuilder::new().description(description).build()));
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && status.as_str() >= "400"
        {
            finish_refusal(status, response);
        }
    }
}

fn finish_refusal(status: &str, response: &mut Response) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    response.content.insert(PROBLEM.to_owned(), RefOr::T(content));
    if matches!(status, "429" | "503") {
        let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
        let retry = HeaderBuilder::new().schema(Some(Schema::Object(seconds))).description(Some("Seconds to wait.")).build();
        response.headers.insert("Retry-After".to_owned(), RefOr::T(retry));
    }
}

fn header(operation: &mut Operation, name: &str, description: &str) {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(Schema::Object(text)))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
}

/// The specification as it is served and committed.
pub fn print(api: &OpenApi) -> String {
    api.to_pretty_json().unwrap_or_default() + "\n"
}

/// Which methods each path of the API has.
pub struct Methods(Vec<(Vec<String>, BTreeSet<&'static str>)>);

impl Methods {
    /// Reads them off the specification.
    pub fn of(api: &OpenApi) -> Methods {
        let paths = api.paths.paths.iter().map(|(path, item)| {
            let mut item = item.clone();
            let methods = operations(&mut item).map(|(method, _)| method).collect();
            (path.split('/').map(str::to_owned).collect(), methods)
        });
        Methods(paths.collect())
    }

    /// The methods of a path, as an `Allow` header names them; `None` when there is no such path.
    pub fn of_path(&self, path: &str) -> Option<String> {
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |template: &[String]| {
            template.len() == segments.len() && template.iter().zip(&segments).all(|(t, s)| t.starts_with('{') || t == s)
        };
        let methods: BTreeSet<&str> =
            self.0.iter().filter(|(template, _)| fits(template)).flat_map(|(_, methods)| methods.iter().copied()).collect();
        let names: Vec<String> = methods.into_iter().map(str::to_ascii_uppercase).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}
