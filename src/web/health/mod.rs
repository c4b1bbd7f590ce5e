//! Addresses for monitoring: `/healthz`, `/readyz` and `/metrics`.

use std::fmt::Write;

use actix_web::{HttpResponse, web};

use crate::store;
use crate::web::http::work::Shared;
use crate::web::http::{Failure, metrics};

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

/// `GET /readyz`: whether the database answers and is migrated, and the document store answers. 503 if not.
pub(crate) async fn ready(shared: web::Data<Shared>) -> Result<HttpResponse, Failure> {
    let database = {
        let shared = shared.clone();
        web::block(move || shared.database.is_current()).await.map_err(|error| Failure::Fault(error.to_string()))?
    };
    let documents = shared.blobs.answers().await;
    let database = match database {
        Ok(true) => "ok",
        Ok(false) => "the tables are not up to date",
        Err(error) => {
            tracing::error!(%error, "the database is not ready");
            "cannot be reached"
        }
    };
    let documents = match documents {
        Ok(()) => "ok",
        Err(error) => {
            tracing::error!(%error, "the document store is not ready");
            "cannot be reached"
        }
    };
    let is_ready = database == "ok" && documents == "ok";
    let mut response = if is_ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    let status = if is_ready { "ok" } else { "unavailable" };
    Ok(response.json(serde_json::json!({ "status": status, "database": database, "documents": documents })))
}

/// `GET /metrics`, in the text format of Prometheus. Served only on its own listener.
pub(crate) async fn show_metrics(shared: web::Data<Shared>) -> Result<HttpResponse, Failure> {
    let (waiting, given_up) = {
        let shared = shared.clone();
        web::block(move || store::mails::unscoped::waiting(&mut shared.database.read()?))
            .await
            .map_err(|error| Failure::Fault(error.to_string()))??
    };
    let mut text = metrics::text();
    let mut gauge = |name: &str, help: &str, rows: &[(&str, i64)]| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
        for (labels, value) in rows {
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    };
    gauge(
        "portal_mails",
        "Mails that have not left.",
        &[("{state=\"waiting\"}", waiting), ("{state=\"given_up\"}", given_up)],
    );
    let pool = shared.database.pool();
    gauge(
        "portal_database_connections",
        "Connections of the pools.",
        &[
            ("{pool=\"read\",state=\"open\"}", pool.read.0.into()),
            ("{pool=\"read\",state=\"idle\"}", pool.read.1.into()),
            ("{pool=\"write\",state=\"open\"}", pool.write.0.into()),
            ("{pool=\"write\",state=\"idle\"}", pool.write.1.into()),
        ],
    );
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}
