//! Logs and metrics.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::EnvFilter;

/// Starts structured logs on standard error; `RUST_LOG` chooses how much.
pub fn start_logs() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt().json().flatten_event(true).with_current_span(true).with_span_list(false);
    // A second start, as in tests, changes nothing.
    let _ = logs.with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Starts collecting metrics; the handle prints them.
pub fn start_metrics() -> PrometheusHandle {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let _ = metrics::set_global_recorder(recorder);
    handle
}

/// The span of a request. A code is a secret of sorts, so a join page's path is logged without it.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!("request", method = %request.method(), path = %without_secrets(request.path()), request_id = %id)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let _entered = span.enter();
        match outcome {
            Ok(response) => tracing::info!(status = response.status().as_u16(), "answered"),
            Err(error) => tracing::error!(%error, "failed"),
        }
    }
}

fn without_secrets(path: &str) -> String {
    for page in ["/join/", "/invite/", "/invitation/", "/reset/"] {
        if path.starts_with(page) {
            return format!("{page}*");
        }
    }
    path.to_owned()
}

/// Middleware: counts requests and their time by route pattern, never by path.
pub async fn measure(request: ServiceRequest, next: Next<impl MessageBody>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let start = Instant::now();
    let method = request.method().to_string();
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_u16().to_string();
    metrics::counter!("homeroom_requests_total", "method" => method.clone(), "route" => route.clone(), "status" => status).increment(1);
    metrics::histogram!("homeroom_request_seconds", "method" => method, "route" => route).record(start.elapsed().as_secs_f64());
    Ok(response)
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_and_links_do_not_reach_the_log() {
        assert_eq!(super::without_secrets("/join/MHS-PTA-2027"), "/join/*");
        assert_eq!(super::without_secrets("/reset/abc"), "/reset/*");
        assert_eq!(super::without_secrets("/api/v1/me"), "/api/v1/me");
    }
}
