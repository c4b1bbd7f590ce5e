use super::CloseCode as Code;
use super::*;
use crate::domain::case::CaseRefusal;

/// The states as rows of the table. More Info Required has two rows: before and after the agency accepted.
const ROWS: [(&str, Lifecycle, bool); 11] = [
    ("signing", Lifecycle::PendingContractSigning, false),
    ("internal", Lifecycle::PendingVerificationInternal, false),
    ("pending", Lifecycle::PendingVerification, false),
    ("asked", Lifecycle::NeedsAdditionalDetails, false),
    ("info", Lifecycle::NeedsAdditionalDetails, true),
    ("leads", Lifecycle::Leads, false),
    ("quoted", Lifecycle::LeadsQuoteGiven, false),
    ("active", Lifecycle::Active, true),
    ("paused", Lifecycle::Paused, true),
    ("closed", Lifecycle::Closed, true),
    ("merged", Lifecycle::Merged, true),
];

/// Every verb except closing, which has its own table: who may do it, and the state after each state. `=` means that
/// the state stays. Everything else is refused.
const MOVES: &[(Verb, &str, &str)] = &[
    (Verb::ContractsSigned, "platform", "signing>PendingVerificationInternal"),
    (Verb::Assign, "platform", "internal>PendingVerification"),
    (Verb::Start, "partner platform", "pending>Active"),
    (Verb::Decline, "partner", "pending>Closed"),
    (Verb::PassOn, "partner", "pending>PendingVerificationInternal"),
    (
        Verb::Reassign,
        "platform",
        "pending>PendingVerification asked>PendingVerification info>PendingVerification \
         active>PendingVerification paused>PendingVerification",
    ),
    (Verb::Reject, "platform", "internal>Closed"),
    (Verb::AskClient, "platform", "internal="),
    (Verb::AskInformation, "partner", "pending>NeedsAdditionalDetails active>NeedsAdditionalDetails"),
    (Verb::WithdrawQuestion, "partner", "asked>PendingVerification"),
    (Verb::CreditorAnswers, "creditor", "internal= asked>PendingVerification info="),
    (Verb::ReturnToActive, "partner", "info>Active"),
    (Verb::Pause, "partner platform", "active>Paused"),
    (Verb::Resume, "partner platform", "paused>Active"),
    (Verb::Reopen, "partner platform", "closed>Active"),
    (Verb::RecordPayment, "partner platform", "active= paused= info="),
    (Verb::CorrectPayment, "partner platform", "active= paused= info= closed="),
    (Verb::Arrange, "partner platform", "active= paused= info="),
    (Verb::ExtendPeriod, "platform", "active= paused= info="),
    (Verb::ChangeClaim, "partner platform", "pending= asked= info= leads= quoted= active= paused="),
    (Verb::AddDocument, "partner", "pending= asked= info= leads= quoted= active= paused= closed="),
    (
        Verb::AddDocument,
        "creditor platform",
        "signing= internal= pending= asked= info= leads= quoted= active= paused= closed=",
    ),
    (Verb::AddNote, "partner platform", "pending= asked= info= leads= quoted= active= paused= closed="),
    (Verb::SendMessage, "partner creditor platform", "pending= asked= info= leads= quoted= active= paused= closed="),
    (Verb::AskForQuotes, "partner platform", "pending>Leads active>Leads"),
    (Verb::GiveQuote, "partner platform", "leads>LeadsQuoteGiven quoted="),
    (Verb::AcceptQuote, "creditor", "quoted>Active"),
    (Verb::RequestClosure, "creditor", "active>Paused paused= info>Paused"),
    (Verb::Merge, "partner", "pending>Merged asked>Merged info>Merged active>Merged paused>Merged"),
    (Verb::AssignHandler, "partner platform", "pending= asked= info= leads= quoted= active= paused= closed="),
    (Verb::SetReference, "partner platform", "pending= asked= info= leads= quoted= active= paused= closed="),
];

const ACTORS: [(&str, By); 3] = [("partner", By::Agency), ("creditor", By::Creditor), ("platform", By::Operator)];

fn snapshot(lifecycle: Lifecycle, started: bool) -> CaseSnapshot {
    CaseSnapshot {
        lifecycle,
        close_code: (lifecycle == Lifecycle::Closed).then_some(Code::Paid),
        started,
        claim_type: Some(ClaimType::UnpaidInvoice),
        dispute: Some(DisputeStatus::NotDisputed),
        payments: 1,
        paid: 100,
        outstanding: 50,
    }
}

fn expected(verb: Verb, actor: &str, row: &str, state: Lifecycle) -> Option<Lifecycle> {
    let cells = MOVES.iter().filter(|(listed, by, _)| *listed == verb && by.split(' ').any(|by| by == actor));
    cells.flat_map(|(_, _, moves)| moves.split(' ')).find_map(|cell| match cell.split_once('>') {
        Some((from, to)) if from == row => Lifecycle::parse(to),
        None if cell.strip_suffix('=') == Some(row) => Some(state),
        _ => None,
    })
}

#[test]
fn every_verb_in_every_state_by_every_actor() {
    let mut tried = 0;
    for (verb, _, _) in MOVES {
        for (actor, by) in ACTORS {
            for (row, state, started) in ROWS {
                let now = snapshot(state, started);
                let after = decide(&now, *verb, by).ok();
                assert_eq!(after, expected(*verb, actor, row, state), "{verb:?} by the {actor} when {row}");
                assert_eq!(may(&now, verb, by), after.is_some());
                tried += 1;
            }
        }
    }
    assert_eq!(tried, MOVES.len() * 33);
}

#[test]
fn every_close_code_in_every_state_by_every_actor() {
    use Code::*;
    // With a payment and something outstanding, so that Paid is refused everywhere.
    let collected = [
        PartiallyPaid,
        DebtorInsolventBankrupt,
        DebtorUntraceable,
        DisputedLegalActionDeclinedByClient,
        WithdrawnByClient,
        PreLegalExhaustedNoPayment,
        StatuteOfLimitationsExpired,
        SettlementRejectedByClient,
        UnresponsiveClient,
        UneconomicalToPursue,
        Other,
    ];
    let rejected = [WithdrawnByClient, CaseNeverStarted, CaseNeverStartedInternal, InvalidCaseData];
    for (actor, by) in ACTORS {
        for (row, state, started) in ROWS {
            let codes: &[Code] = match (actor, row) {
                ("partner" | "platform", "active" | "paused" | "info") => &collected,
                ("partner", "pending") => {
                    &[DebtorInsolventBankrupt, DebtorUntraceable, WithdrawnByClient, StatuteOfLimitationsExpired, Other]
                }
                ("partner", "asked") => &[WithdrawnByClient, UnresponsiveClient],
                ("creditor", "pending" | "leads" | "quoted") => &[WithdrawnByClient],
                ("platform", "signing" | "internal" | "pending" | "asked") => &rejected,
                ("platform", "leads") => &[WithdrawnByClient, NoQuotesReceived],
                ("platform", "quoted") => &[WithdrawnByClient, QuotesExpiredNotAccepted],
                _ => &[],
            };
            let now = snapshot(state, started);
            assert_eq!(close_codes(&now, by), codes, "by the {actor} when {row}");
            for code in codes {
                assert_eq!(decide(&now, Verb::Close(*code), by), Ok(Lifecycle::Closed));
            }
        }
    }
}

#[test]
fn paid_and_partially_paid_follow_the_money() {
    let mut now = snapshot(Lifecycle::Active, true);
    let close = |now: &CaseSnapshot, code| decide(now, Verb::Close(code), By::Agency);
    assert_eq!(close(&now, Code::Paid), Err(CaseRefusal::NotSettled { outstanding: 50 }));
    now.outstanding = 0;
    assert_eq!(close(&now, Code::Paid), Ok(Lifecycle::Closed));
    assert_eq!(close(&now, Code::PartiallyPaid), Err(CaseRefusal::NothingOutstanding));
    now.payments = 0;
    for code in [Code::Paid, Code::PartiallyPaid] {
        assert_eq!(close(&now, code), Err(CaseRefusal::NothingPaid { code }));
    }
    assert_eq!(close(&now, Code::NoQuotesReceived), Err(CaseRefusal::CodeNotYours { code: Code::NoQuotesReceived }));
}

#[test]
fn only_standard_claims_start_on_standard_terms() {
    let mut now = snapshot(Lifecycle::PendingVerification, false);
    for claim in ClaimType::ALL {
        for dispute in
            [None, Some(DisputeStatus::DontKnow), Some(DisputeStatus::NotDisputed), Some(DisputeStatus::Disputed)]
        {
            (now.claim_type, now.dispute) = (Some(*claim), dispute);
            let standard = claim.is_standard() && dispute != Some(DisputeStatus::Disputed);
            let answer = decide(&now, Verb::Start, By::Agency);
            assert_eq!(answer.is_ok(), standard, "{claim} {dispute:?}");
            assert!(standard || matches!(answer, Err(CaseRefusal::NeedsCustomTerms { .. })));
        }
    }
    (now.claim_type, now.dispute) = (None, None);
    assert_eq!(decide(&now, Verb::Start, By::Agency), Ok(Lifecycle::Active));
}

#[test]
fn only_a_paid_case_with_a_balance_reopens() {
    let mut now = snapshot(Lifecycle::Closed, true);
    now.outstanding = 0;
    assert_eq!(decide(&now, Verb::Reopen, By::Agency), Err(CaseRefusal::StillNothingOutstanding));
    now.outstanding = 1;
    for code in Code::ALL {
        now.close_code = Some(*code);
        assert_eq!(may(&now, &Verb::Reopen, By::Agency), *code == Code::Paid, "{code}");
    }
}

#[test]
fn refusals_name_the_reason() {
    let asked = snapshot(Lifecycle::NeedsAdditionalDetails, false);
    let verb = Verb::RecordPayment;
    assert_eq!(decide(&asked, verb, By::Agency), Err(CaseRefusal::NotStarted { verb }));
    assert_eq!(decide(&asked, verb, By::Creditor), Err(CaseRefusal::NotYours { verb }));
    let info = snapshot(Lifecycle::NeedsAdditionalDetails, true);
    let verb = Verb::WithdrawQuestion;
    assert_eq!(decide(&info, verb, By::Agency), Err(CaseRefusal::AlreadyStarted { verb }));
    let merged = snapshot(Lifecycle::Merged, true);
    assert_eq!(decide(&merged, Verb::AddDocument, By::Creditor), Err(CaseRefusal::MergedReadOnly));
    let refused = decide(&merged, Verb::AddNote, By::Agency).expect_err("read-only");
    assert_eq!(
        refused.to_string(),
        "You cannot write a note: the case was merged into another one and can only be read."
    );
}

#[test]
fn names_and_labels_are_read_in_any_case() {
    assert_eq!(Lifecycle::ALL.len(), 10);
    assert_eq!(Code::ALL.len(), 17);
    assert_eq!(Code::SETTABLE.len(), 12);
    assert_eq!(DeclineCategory::ALL.len(), 13);
    assert_eq!(PricingSource::ALL.len(), 6);
    for state in Lifecycle::ALL {
        assert_eq!(Lifecycle::parse(&state.name().to_uppercase()), Some(*state));
        assert_eq!(Lifecycle::parse(&state.label().to_lowercase()), Some(*state));
    }
    for code in Code::ALL {
        assert_eq!(Code::parse(&code.label().replace('–', "-")), Some(*code));
        assert!(code.description().ends_with('.'));
    }
    for category in DeclineCategory::ALL {
        assert_eq!(DeclineCategory::parse(category.label()), Some(*category));
        assert!(category.hint().ends_with('.'));
    }
    assert_eq!(Lifecycle::parse("more info required"), Some(Lifecycle::NeedsAdditionalDetails));
    assert_eq!(Lifecycle::parse(""), None);
    assert_eq!(DebtorKind::parse("person"), Some(DebtorKind::Private));
    assert_eq!((DebtorKind::Private.wire(), DebtorKind::Private.name()), ("Person", "Private"));
}
