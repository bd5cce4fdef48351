//! `/healthz`, `/readyz`, `/metrics`.

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use metrics_exporter_prometheus::PrometheusHandle;

use crate::shared::context::Context;
use crate::shared::db::needs_migration;
use crate::shared::error::{AppError, Kind};

/// Mounts them.
pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/healthz", web::get().to(healthz)).route("/readyz", web::get().to(readyz)).route("/metrics", web::get().to(metrics));
}

/// The process is alive.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The database answers and its schema is the one this program was built for.
async fn readyz(context: Data<Context>) -> Result<HttpResponse, AppError> {
    if context.db.read(needs_migration).await? {
        return Err(
            AppError::new(Kind::Unavailable, "not-migrated", "The database is not migrated. Run `homeroom migrate`.").retry_after(5)
        );
    }
    Ok(HttpResponse::Ok().content_type("text/plain").body("ready\n"))
}

/// Prometheus; only for the configured networks, and never through a proxy.
async fn metrics(request: HttpRequest, context: Data<Context>, handle: Data<PrometheusHandle>) -> Result<HttpResponse, AppError> {
    let forwarded = request.headers().contains_key("x-forwarded-for") || request.headers().contains_key("forwarded");
    let peer = request.peer_addr().map(|peer| peer.ip());
    let may_read = peer.is_some_and(|ip| context.metrics_readers.iter().any(|net| net.contains(&ip)));
    if forwarded || !may_read {
        return Err(AppError::not_found());
    }
    handle.run_upkeep();
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render()))
}
