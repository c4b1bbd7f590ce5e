//! Each setting by itself: what is refused in production, and what is accepted.

use super::*;

const GOOD: &str = "main:9f2b64c1d7e80a35b94c6e1f07d2a8b3";

/// Checks good production settings, with some of them replaced.
fn checked(but: &[(&str, &str)]) -> Result<Vec<Risk>, Vec<String>> {
    let good = [
        ("PORTAL_DATABASE_URL", "sqlite:///srv/portal.db"),
        ("PORTAL_BASE_URL", "https://portal.example"),
        ("PORTAL_DOCUMENTS_URL", "file:///srv/documents"),
        ("PORTAL_SMTP_URL", "smtps://portal:word@mail.example"),
        ("PORTAL_SECRET_KEY", GOOD),
        ("PORTAL_ENVIRONMENT", "production"),
    ];
    let get = |name: &str| {
        let all = but.iter().chain(&good);
        all.clone().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
    };
    let config = Config::for_serve(&get).unwrap_or_else(|lines| panic!("{but:?}: {lines:?}"));
    check(&config, &get)
}

#[test]
fn good_settings_are_taken() {
    for good in [
        &[][..],
        &[("PORTAL_SMTP_URL", "smtp://127.0.0.1:25")],
        &[("PORTAL_SMTP_URL", "smtp://localhost")],
        &[("PORTAL_SMTP_URL", "smtp://user:word@mail.example:587?tls=required")],
        &[("PORTAL_DATABASE_URL", "postgres:///portal?host=/var/run/postgresql&user=portal")],
        &[("PORTAL_DATABASE_URL", "postgres://portal:word@localhost/portal")],
        &[("PORTAL_DATABASE_URL", "postgres://portal@[::1]:5432/portal")],
        &[("PORTAL_DATABASE_URL", "postgres://portal@%2Fvar%2Frun/portal")],
        &[("PORTAL_DATABASE_URL", "postgres://portal@db.example/portal?sslmode=verify-full")],
        &[("PORTAL_DATABASE_URL", "postgres://portal@db.example/portal?sslmode=require")],
        &[("PORTAL_DATABASE_URL", "postgres://portal@db.example/portal"), ("PGSSLMODE", "verify-ca")],
        &[("PORTAL_DOCUMENTS_URL", "s3://bucket"), ("PORTAL_S3_ENDPOINT", "http://127.0.0.1:9000")],
        &[("PORTAL_DOCUMENTS_URL", "s3://bucket"), ("PORTAL_S3_ENDPOINT", "https://s3.example")],
        &[("PORTAL_SECRET_KEY", "b:Zk3vQ0u9sYx1WmTq7RcLpN5hJ8dFgAeB,a:9f2b64c1d7e80a35b94c6e1f07d2a8b3")],
        &[("PORTAL_SECRET_KEY", "9f2b64c1d7e80a35b94c6e1f07d2a8b3")],
    ] {
        assert_eq!(checked(good), Ok(Vec::new()), "{good:?}");
    }
}

#[test]
fn each_risk_is_one_line_and_can_be_allowed() {
    let s3 = ("PORTAL_DOCUMENTS_URL", "s3://bucket");
    let word = "9f2b64c1d7e80a35b94c6e1f07d2a8b3";
    for (risk, bad) in [
        (Risk::PlainHttp, vec![("PORTAL_BASE_URL", "http://portal.example")]),
        (Risk::PlainHttp, vec![("PORTAL_BASE_URL", "http://localhost:8080")]),
        (Risk::PlainMail, vec![("PORTAL_SMTP_URL", "smtp://mail.example")]),
        (Risk::PlainMail, vec![("PORTAL_SMTP_URL", "smtp://mail.example?tls=opportunistic")]),
        (Risk::PlainMail, vec![("PORTAL_SMTP_URL", "smtp://localhost.example")]),
        (Risk::PlainDatabase, vec![("PORTAL_DATABASE_URL", "postgres://portal@db.example/portal")]),
        (Risk::PlainDatabase, vec![("PORTAL_DATABASE_URL", "postgres://portal@db.example/portal?sslmode=disable")]),
        (Risk::PlainDatabase, vec![("PORTAL_DATABASE_URL", "postgresql://db.example/portal?sslmode=prefer")]),
        (Risk::PlainDatabase, vec![("PORTAL_DATABASE_URL", "postgres://localhost,db.example/portal")]),
        (Risk::PlainDatabase, vec![("PORTAL_DATABASE_URL", "postgres:///portal?host=10.0.0.7")]),
        (Risk::PlainDatabase, vec![("PORTAL_DATABASE_URL", "postgres:///portal"), ("PGHOST", "db.example")]),
        (Risk::PlainS3, vec![s3, ("PORTAL_S3_ENDPOINT", "http://s3.example")]),
        (Risk::PlainS3, vec![("PORTAL_DOCUMENTS_URL", "s3://bucket?endpoint=http%3A%2F%2Fs3.example")]),
        (Risk::WeakSecret, vec![("PORTAL_SECRET_KEY", "0123456789abcdef0123456789abcdef")]),
        (Risk::WeakSecret, vec![("PORTAL_SECRET_KEY", "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb")]),
        (Risk::WeakSecret, vec![("PORTAL_SECRET_KEY", "correct horse battery staple password1")]),
        (Risk::WeakSecret, vec![("PORTAL_SECRET_KEY", "qwertyuiopqwertyuiopqwertyuiopqw")]),
        (Risk::WeakSecret, vec![("PORTAL_SECRET_KEY", "please-changeme-9f2b64c1d7e80a35b94c6e1f")]),
        (
            Risk::WeakSecret,
            vec![("PORTAL_SECRET_KEY", "b:9f2b64c1d7e80a35b94c6e1f07d2a8b3,a:9f2b64c1d7e80a35b94c6e1f07d2a8b3")],
        ),
        (Risk::WeakSecret, vec![("PORTAL_SMTP_URL", "smtps://portal:9f2b64c1d7e80a35b94c6e1f07d2a8b3@mail.example")]),
        (
            Risk::WeakSecret,
            vec![("PORTAL_DATABASE_URL", "postgres://portal:9f2b64c1d7e80a35b94c6e1f07d2a8b3@localhost/portal")],
        ),
        (Risk::WeakSecret, vec![("PORTAL_S3_SECRET_KEY", word)]),
    ] {
        let lines = checked(&bad).expect_err(&format!("{bad:?}"));
        assert_eq!(lines.len(), 1, "{bad:?}: {lines:?}");
        assert!(lines[0].starts_with("PORTAL_") && lines[0].ends_with(&format!("PORTAL_ALLOW={}", risk.name())));
        assert!(!lines[0].contains(word), "{lines:?}");
        let allowed = [bad.clone(), vec![("PORTAL_ALLOW", risk.name())]].concat();
        assert_eq!(checked(&allowed), Ok(vec![risk]), "{bad:?}");
        let test = [bad, vec![("PORTAL_ENVIRONMENT", "test")]].concat();
        assert_eq!(checked(&test), Ok(Vec::new()), "a test instance may");
    }
}

#[test]
fn all_risks_are_said_at_once_and_an_unknown_name_is_none() {
    let bad = [
        ("PORTAL_BASE_URL", "http://portal.example"),
        ("PORTAL_SMTP_URL", "smtp://mail.example"),
        ("PORTAL_ALLOW", "plain-http, everything"),
    ];
    let lines = checked(&bad).expect_err("risks");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("PORTAL_ALLOW holds “everything”") && lines[1].starts_with("PORTAL_SMTP_URL"));
}
