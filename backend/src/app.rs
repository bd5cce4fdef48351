//! The application as a value: every slice mounted, and the specification that follows from it. The
//! only file that mounts.

mod api_spec;
mod dev_mail;
mod health;
mod site;

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, PathConfig, PayloadConfig};
use actix_web::{App, HttpRequest, HttpResponse};
use metrics_exporter_prometheus::PrometheusHandle;
use tracing_actix_web::TracingLogger;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::rollovers;
use crate::shared::context::Context;
use crate::shared::error::{AppError, Kind};
use crate::shared::problems::problems;
use crate::shared::telemetry::{RequestSpan, measure};
use crate::{
    accounts, admissions, cards, certificates, classrooms, codes, courses, imports, invitations, learning, leaving, merges, organizations,
    progress, refusals, reports, seats, signup, students,
};

/// The largest body that a request may have, in bytes.
const LARGEST_BODY: usize = 256 * 1024;

/// The slices, in the order in which they may know of each other.
fn slices(config: &mut ServiceConfig) {
    accounts::routes(config);
    seats::routes(config);
    organizations::routes(config);
    courses::routes(config);
    classrooms::routes(config);
    students::routes(config);
    certificates::routes(config);
    learning::routes(config);
    progress::routes(config);
    cards::routes(config);
    admissions::routes(config);
    codes::routes(config);
    imports::routes(config);
    merges::routes(config);
    rollovers::routes(config);
    signup::routes(config);
    invitations::routes(config);
    refusals::routes(config);
    reports::routes(config);
    leaving::routes(config);
}

/// The specification of the API (OpenAPI 3.1).
pub fn spec() -> OpenApi {
    let (_, api) = App::new()
        .into_utoipa_app()
        .service(scope::scope("/api/v1").configure(slices))
        .service(accounts::show_public_keys)
        .split_for_parts();
    api_spec::finish(api)
}

/// The specification as it is served and committed.
pub fn printed_spec() -> String {
    api_spec::print(&spec())
}

/// What every worker's application is built from.
#[derive(Clone)]
pub struct Parts {
    /// What handlers use.
    pub context: Data<Context>,
    /// Prints the metrics.
    pub metrics: PrometheusHandle,
    /// The specification, as it is served.
    pub spec: Arc<String>,
    /// Which methods each path has, for 405.
    pub methods: Arc<api_spec::Methods>,
}

impl Parts {
    /// Gathers the parts.
    pub fn new(context: Context, metrics: PrometheusHandle) -> Parts {
        let spec = spec();
        Parts {
            context: Data::new(context),
            metrics,
            methods: Arc::new(api_spec::Methods::of(&spec)),
            spec: Arc::new(api_spec::print(&spec)),
        }
    }
}

/// The application.
pub fn app(
    parts: Parts,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = actix_web::Error, InitError = ()>,
> {
    let development = parts.context.development;
    let Parts { context, metrics, spec, methods } = parts;
    let (app, _) = App::new()
        .app_data(context)
        .app_data(Data::new(metrics))
        .app_data(PayloadConfig::new(LARGEST_BODY))
        // A path that does not parse leads to nothing.
        .app_data(PathConfig::default().error_handler(|_, _| AppError::not_found().into()))
        .wrap(Compress::default())
        .wrap(from_fn(measure))
        .wrap(from_fn(problems))
        .wrap(TracingLogger::<RequestSpan>::new())
        .into_utoipa_app()
        .service(scope::scope("/api/v1").configure(slices))
        .service(accounts::show_public_keys)
        .split_for_parts();
    app.configure(health::routes)
        .route("/api/openapi.json", web::get().to(move || answer_spec(Arc::clone(&spec))))
        .route("/api/docs", web::get().to(|| async { HttpResponse::SeeOther().insert_header((header::LOCATION, "/api/docs/")).finish() }))
        .service(SwaggerUi::new("/api/docs/{_:.*}").config(Config::from("/api/openapi.json").try_it_out_enabled(true)))
        .configure(move |config| {
            if development {
                dev_mail::routes(config)
            }
        })
        .default_service(web::to(move |request: HttpRequest| answer_rest(request, Arc::clone(&methods))))
}

async fn answer_spec(spec: Arc<String>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(spec.as_str().to_owned())
}

/// What no slice answers: a wrong method, an unknown address of the API, or a page of the site.
async fn answer_rest(request: HttpRequest, methods: Arc<api_spec::Methods>) -> Result<HttpResponse, AppError> {
    let path = request.path();
    if let Some(allowed) = methods.of_path(path) {
        let mut response = actix_web::ResponseError::error_response(&AppError::new(
            Kind::Http(StatusCode::METHOD_NOT_ALLOWED),
            "method-not-allowed",
            "This address does not take that method; see the Allow header.",
        ));
        if let Ok(value) = header::HeaderValue::from_str(&allowed) {
            response.headers_mut().insert(header::ALLOW, value);
        }
        return Ok(response);
    }
    let is_site = !path.starts_with("/api/") && !path.starts_with("/.well-known/") && !path.starts_with("/dev/");
    if is_site && *request.method() == Method::GET {
        return site::answer(path);
    }
    Err(AppError::not_found())
}
