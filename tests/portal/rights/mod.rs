//! Rights: the table, its generated page, and each line requested as each kind of visitor.

mod mounted;

use partner_portal::routes::rights::{self, Method, Right, Who};

use crate::harness::Response;
use crate::harness::stock::{Caller, Stock};

/// Ids in addresses that belong to one tenant.
const OBJECTS: [&str; 14] = [
    "{id}",
    "{paymentId}",
    "{documentId}",
    "{planId}",
    "{filterId}",
    "{membershipId}",
    "{invitationId}",
    "{invoiceId}",
    "{creditorId}",
    "{reference}",
    "{caseId}",
    "{caseReference}",
    "{creditorReference}",
    "{externalTenantId}",
];

/// Requests that end a session or a key; sent last.
const LAST: [&str; 4] = ["/partner/settings/key", "/partner/settings/key/revoke", "/account/sessions", "/sign-out"];

/// What a visitor gets according to the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    LetIn,
    ToSignIn,
    Unauthorized,
    Forbidden,
    NotFound,
}

fn expected(right: &Right, caller: &Caller<'_>) -> Expected {
    use Who::{Anyone, CaseLink, DocumentLink, InvitationLink, LinkRequest, OnboardingLink, ResetLink};
    let is_open = matches!(
        right.who,
        Anyone | CaseLink | DocumentLink | InvitationLink | LinkRequest | OnboardingLink | ResetLink
    );
    // The code for signing names a signature, which belongs to the agency.
    let has_object =
        OBJECTS.iter().chain(&["{agreementId}", "/agreements/code"]).any(|part| right.pattern.contains(part));
    match () {
        () if is_open => Expected::LetIn,
        // There are no quotes yet.
        () if caller.has.contains(&right.who) && right.pattern.contains("{quoteRequestId}") => Expected::NotFound,
        () if caller.has.contains(&right.who) && (caller.is_ours || !has_object) => Expected::LetIn,
        () if caller.has.contains(&right.who) => Expected::NotFound,
        () if right.pattern.starts_with("/api/") => Expected::Unauthorized,
        () if caller.is_person() => Expected::Forbidden,
        () => Expected::ToSignIn,
    }
}

/// What a visitor got, judged by the answer. A visitor with access may still get "a field is missing".
fn got(answer: &Response) -> Option<Expected> {
    let to = answer.header("location").unwrap_or_default();
    match answer.status {
        303 if to.starts_with("/sign-in?to=") => Some(Expected::ToSignIn),
        401 => Some(Expected::Unauthorized),
        403 => Some(Expected::Forbidden),
        404 => Some(Expected::NotFound),
        405 | 500.. => None,
        _ => Some(Expected::LetIn),
    }
}

/// The problem with an answer, if any.
fn judge(right: &Right, caller: &Caller<'_>, path: &str, answer: &Response) -> Option<String> {
    let (should, is) = (expected(right, caller), got(answer));
    if is == Some(should) {
        return None;
    }
    let said: String = answer.text().split("<main").last().unwrap_or_default().chars().take(300).collect();
    let (method, status) = (right.method.name(), answer.status);
    Some(format!("{method} {path} as {}: {should:?} is due, {status} came: {said}", caller.name))
}

#[test]
fn every_right_is_held_against_every_kind_of_visitor() {
    let stock = Stock::new();
    let (all, callers) = (rights::all(), stock.callers());
    let mut wrong = Vec::new();
    // Everybody signs in.
    for caller in &callers {
        caller.visitor.token();
    }

    // First the visitors that must be refused: nothing may change.
    let count = |table: &str| stock.world.sql.number(&format!("SELECT count(*) AS value FROM {table}"));
    let before = ["audit", "timeline", "events", "mails"].map(count);
    for right in &all {
        let path = stock.path(right);
        for caller in callers.iter().filter(|caller| expected(right, caller) != Expected::LetIn) {
            wrong.extend(judge(right, caller, &path, &stock.send(right, &path, caller.visitor)));
        }
    }
    assert_eq!(["audit", "timeline", "events", "mails"].map(count), before, "what was refused left a trace");

    // Then reading, and then writing; every write gets its own objects.
    let is_last = |right: &Right| LAST.contains(&right.pattern.as_str());
    let is_get = |right: &Right| right.method == Method::Get;
    let is_page = |right: &Right| !right.pattern.starts_with("/api/");
    let mut order: Vec<&Right> = all.iter().collect();
    order.sort_by_key(|right| (!is_get(right), is_last(right), is_page(right)));
    for right in order {
        for caller in callers.iter().filter(|caller| expected(right, caller) == Expected::LetIn) {
            let is_act = !is_get(right);
            let path = if is_act { stock.fresh_path(right, caller.visitor) } else { stock.path(right) };
            let answer = if is_act && is_last(right) {
                stock.send(right, &path, &caller.visitor.elsewhere())
            } else {
                stock.send(right, &path, caller.visitor)
            };
            wrong.extend(judge(right, caller, &path, &answer));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rights:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

#[test]
fn an_object_goes_with_its_own_link_and_its_own_parent_only() {
    let stock = Stock::new();
    let world = &stock.world;
    let right = |method, pattern: &str, who| Right { method, pattern: pattern.to_owned(), who };
    let of_open = right(Method::Get, "/onboarding/{token}/people", Who::OnboardingLink);
    let open = stock.path(&of_open).trim_end_matches("/people").to_owned();
    let signed = stock.path(&right(Method::Get, "/onboarding/{token}/documents/{agreementId}", Who::OnboardingLink));
    let document = signed.rsplit('/').next().expect("an id");
    // Another client's link does not give access to a client's agreement, as page or JSON.
    world.nobody.get(&signed).expect(200);
    world.nobody.get(&format!("{open}/documents/{document}")).expect(404);
    world.nobody.get(&format!("/api{open}/documents/{document}")).expect(404);
    // Each token works only for its kind of link.
    let tokens = [
        ("/client/{token}", Who::CaseLink),
        ("/onboarding/{token}", Who::OnboardingLink),
        ("/invitation/{token}", Who::InvitationLink),
        ("/reset/{token}", Who::ResetLink),
    ];
    for (pattern, who) in tokens {
        let path = stock.path(&right(Method::Get, pattern, who));
        let token = path.rsplit('/').next().expect("a token");
        for (other, _) in tokens.iter().filter(|(other, _)| *other != pattern) {
            let wrong = other.replace("{token}", token);
            let status = world.nobody.get(&wrong).status;
            assert!(matches!(status, 404 | 410), "{wrong} with the token of {pattern} answers {status}");
        }
    }
    // A part of a case is not found under another case of the same agency.
    let other = world.case().make();
    for all in rights::all() {
        let parts = all.pattern.matches('{').count();
        if all.pattern.contains("/cases/{id}/") && parts > 1 {
            let path = stock.path(&all);
            let own = path.split("/cases/").nth(1).and_then(|rest| rest.split('/').next()).expect("a case");
            let elsewhere = path.replace(own, &other.to_string());
            let visitor = match () {
                () if path.starts_with("/api/customer/") => &stock.client_keys[0],
                () if path.starts_with("/api/") => &world.key,
                () => &world.owner,
            };
            let status = stock.send(&all, &elsewhere, visitor).status;
            assert_eq!(status, 404, "{} {elsewhere}", all.method.name());
        }
    }
}
