//! Diesel's tables. They mirror `migrations/`; `tests/migrations.rs` compares both.

diesel::table! {
    counters (name) {
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        number -> BigInt,
        email -> Text,
        first_name -> Text,
        last_name -> Text,
        password_hash -> Nullable<Text>,
        failures -> BigInt,
        locked_until -> Nullable<Timestamp>,
        letter_keys -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        totp_secret -> Nullable<Text>,
        totp_since -> Nullable<Timestamp>,
        totp_step -> BigInt,
        language -> Text,
        time_zone -> Nullable<Text>,
    }
}

diesel::table! {
    collection_partners (id) {
        id -> Text,
        name -> Text,
        registration_number -> Nullable<Text>,
        vat_number -> Nullable<Text>,
        address -> Nullable<Text>,
        zip_code -> Nullable<Text>,
        city -> Nullable<Text>,
        state -> Nullable<Text>,
        country -> Text,
        office_email -> Nullable<Text>,
        office_phone -> Nullable<Text>,
        public_site -> Nullable<Text>,
        invoice_email -> Nullable<Text>,
        billing_contact -> Nullable<Text>,
        invoice_currency -> Nullable<Text>,
        time_zone -> Text,
        pre_legal_share -> Text,
        legal_share -> Text,
        verified_profile -> Bool,
        agreement_signed_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        agreement_version -> Nullable<Text>,
        requires_kyc -> Bool,
        legal_name -> Nullable<Text>,
        kind -> Text,
        payout_holder -> Nullable<Text>,
        payout_iban -> Nullable<Text>,
        payout_bic -> Nullable<Text>,
        suspended_at -> Nullable<Timestamp>,
        suspension_reason -> Nullable<Text>,
        folded -> Text,
        sender_name -> Nullable<Text>,
        sender_email -> Nullable<Text>,
    }
}

diesel::table! {
    referral_partners (id) {
        id -> Text,
        name -> Text,
        short_name -> Text,
        country -> Text,
        contact_email -> Text,
        brand_background -> Nullable<Text>,
        brand_button -> Nullable<Text>,
        brand_text -> Nullable<Text>,
        created_at -> Timestamp,
        fee_percentage -> Text,
        approval_days -> BigInt,
        external_system_id -> Nullable<Text>,
        is_public_demo -> Bool,
        invoicing_mode -> Text,
        sends_invitations -> Bool,
        sends_welcome -> Bool,
        brand_font -> Nullable<Text>,
        brand_logo -> Nullable<Text>,
        brand_favicon -> Nullable<Text>,
        brand_sender -> Nullable<Text>,
        brand_reply_to -> Nullable<Text>,
        brand_links -> Text,
        brand_host -> Nullable<Text>,
        legal_name -> Nullable<Text>,
        registration_number -> Nullable<Text>,
        vat_number -> Nullable<Text>,
        payout_holder -> Nullable<Text>,
        payout_iban -> Nullable<Text>,
        payout_bic -> Nullable<Text>,
        payout_currency -> Nullable<Text>,
        fixed_brand -> Bool,
        kyc_checked_on -> Nullable<Date>,
        suspended_at -> Nullable<Timestamp>,
        terminated_at -> Nullable<Timestamp>,
        end_reason -> Nullable<Text>,
        earns_until -> Nullable<Date>,
    }
}

diesel::table! {
    memberships (id) {
        id -> Text,
        person_id -> Text,
        organisation_kind -> Text,
        organisation_id -> Text,
        role -> Text,
        created_at -> Timestamp,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    invitations (id) {
        id -> Text,
        organisation_kind -> Text,
        organisation_id -> Text,
        email -> Text,
        first_name -> Text,
        last_name -> Text,
        role -> Text,
        token_hash -> Text,
        invited_by -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        reminders -> BigInt,
        remind_at -> Nullable<Timestamp>,
        accepted_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    password_resets (token_hash) {
        token_hash -> Text,
        person_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (key_hash) {
        key_hash -> Text,
        person_id -> Nullable<Text>,
        membership_id -> Nullable<Text>,
        state -> Text,
        agent -> Text,
        address -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    api_keys (id) {
        id -> Text,
        owner_kind -> Text,
        owner_id -> Text,
        hint -> Text,
        key_hash -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    creditors (id) {
        id -> Text,
        name -> Text,
        registration_number -> Nullable<Text>,
        office_email -> Nullable<Text>,
        office_phone -> Nullable<Text>,
        address -> Nullable<Text>,
        zip_code -> Nullable<Text>,
        city -> Nullable<Text>,
        state -> Nullable<Text>,
        country -> Text,
        contact_name -> Text,
        contact_email -> Text,
        language -> Text,
        created_at -> Timestamp,
        vat_number -> Nullable<Text>,
        agreement_version -> Nullable<Text>,
        retired_at -> Nullable<Timestamp>,
        folded -> Text,
        suspended_at -> Nullable<Timestamp>,
        suspension_reason -> Nullable<Text>,
        passes_on_declined -> Bool,
    }
}

diesel::table! {
    divisions (id) {
        id -> Text,
        creditor_id -> Text,
        name -> Text,
        registration_number -> Nullable<Text>,
        address -> Nullable<Text>,
        zip_code -> Nullable<Text>,
        city -> Text,
        state -> Nullable<Text>,
        country -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Nullable<Timestamp>,
        archived_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    bank_accounts (number) {
        number -> BigInt,
        creditor_id -> Text,
        label -> Nullable<Text>,
        scheme -> Text,
        currency -> Text,
        bank_country -> Text,
        holder -> Text,
        iban -> Nullable<Text>,
        bic -> Nullable<Text>,
        account_number -> Nullable<Text>,
        local_identifier -> Nullable<Text>,
        local_identifier_type -> Nullable<Text>,
        bank_name -> Nullable<Text>,
    }
}

diesel::table! {
    debtors (id) {
        id -> Text,
        kind -> Text,
        name -> Text,
        contact_person -> Nullable<Text>,
        registration_number -> Nullable<Text>,
        address -> Nullable<Text>,
        zip_code -> Nullable<Text>,
        city -> Nullable<Text>,
        state -> Nullable<Text>,
        country -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
    }
}

diesel::table! {
    cases (id) {
        id -> Text,
        reference -> Text,
        creditor_id -> Text,
        division_id -> Nullable<Text>,
        debtor_id -> Text,
        bank_account -> Nullable<BigInt>,
        collection_partner_id -> Nullable<Text>,
        referral_partner_id -> Nullable<Text>,
        handler_id -> Nullable<Text>,
        lifecycle -> Text,
        close_code -> Nullable<Text>,
        close_comment -> Nullable<Text>,
        decline_category -> Nullable<Text>,
        pause_reason -> Nullable<Text>,
        question -> Nullable<Text>,
        phase -> Nullable<Text>,
        creditor_reference -> Nullable<Text>,
        partner_reference -> Nullable<Text>,
        claim_type -> Nullable<Text>,
        dispute_status -> Nullable<Text>,
        claim_description -> Nullable<Text>,
        creditor_comments -> Nullable<Text>,
        currency -> Text,
        principal -> BigInt,
        interest_fees -> BigInt,
        reminder_fees -> BigInt,
        collection_fees -> BigInt,
        paid -> BigInt,
        outstanding -> BigInt,
        payment_count -> BigInt,
        success_fee -> Nullable<Text>,
        fee_base -> Nullable<Text>,
        fee_uplift -> Nullable<Text>,
        blended_uplift -> Nullable<Text>,
        fee_intentional -> Bool,
        pricing_source -> Nullable<Text>,
        pricing_explanation -> Nullable<Text>,
        is_test -> Bool,
        tag -> Nullable<Text>,
        claim_date -> Date,
        due_date -> Date,
        answered_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        assigned_at -> Nullable<Timestamp>,
        started_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
        exclusive_from -> Nullable<Timestamp>,
        exclusive_until -> Nullable<Timestamp>,
        due_at -> Nullable<Timestamp>,
        routing_reason -> Nullable<Text>,
        assigned_person -> Nullable<Text>,
        skips_verification -> Bool,
        debtor_country -> Text,
        debtor_kind -> Text,
    }
}

diesel::table! {
    coverage_rules (id) {
        id -> Text,
        collection_partner_id -> Text,
        country -> Text,
        state -> Nullable<Text>,
        debtor_kind -> Nullable<Text>,
        currency -> Nullable<Text>,
        amount_currency -> Nullable<Text>,
        least -> Nullable<BigInt>,
        most -> Nullable<BigInt>,
        place -> BigInt,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        created_at -> Timestamp,
        created_by -> Text,
    }
}

diesel::table! {
    client_agencies (id) {
        id -> Text,
        creditor_id -> Text,
        collection_partner_id -> Text,
        country -> Nullable<Text>,
        state -> Nullable<Text>,
        created_at -> Timestamp,
        created_by -> Text,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notices (id) {
        id -> Text,
        organisation_id -> Text,
        kind -> Text,
        subject_id -> Text,
        case_id -> Nullable<Text>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notices_off (person_id, kind) {
        person_id -> Text,
        kind -> Text,
    }
}

diesel::table! {
    verification_items (id) {
        id -> Text,
        case_id -> Text,
        area -> Text,
        description -> Text,
        asked_at -> Timestamp,
        asked_by -> Text,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    coverage_gaps (id) {
        id -> Text,
        creditor_id -> Text,
        case_id -> Nullable<Text>,
        country -> Text,
        state -> Nullable<Text>,
        debtor_kind -> Text,
        currency -> Text,
        principal -> BigInt,
        principal_usd -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    engagements (case_id, number) {
        case_id -> Text,
        number -> BigInt,
        collection_partner_id -> Text,
        managing_partner_id -> Nullable<Text>,
        began_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        ended_as -> Nullable<Text>,
        reason -> Nullable<Text>,
        partner_reference -> Nullable<Text>,
        outstanding -> Nullable<BigInt>,
        exclusive_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    powers_wanted (creditor_id, collection_partner_id) {
        creditor_id -> Text,
        collection_partner_id -> Text,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    imports (id) {
        id -> Text,
        creditor_id -> Text,
        file_name -> Text,
        sha256 -> Text,
        headers -> Text,
        fields -> Text,
        status -> Text,
        total -> BigInt,
        wrong -> BigInt,
        done -> BigInt,
        made -> BigInt,
        created_at -> Timestamp,
        created_by -> Text,
        author_id -> Text,
        confirmed_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    import_rows (import_id, number) {
        import_id -> Text,
        number -> BigInt,
        cells -> Text,
        problems -> Nullable<Text>,
        case_id -> Nullable<Text>,
        refusal -> Nullable<Text>,
    }
}

diesel::table! {
    case_counts (collection_partner_id, is_test, lifecycle) {
        collection_partner_id -> Text,
        is_test -> Bool,
        lifecycle -> Text,
        cases -> BigInt,
    }
}

diesel::table! {
    case_words (collection_partner_id, word, case_id) {
        collection_partner_id -> Text,
        word -> Text,
        case_id -> Text,
        word_before -> Text,
        lifecycle -> Text,
        is_test -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    timeline (id) {
        id -> Text,
        case_id -> Text,
        happened_at -> Timestamp,
        recorded_at -> Timestamp,
        kind -> Text,
        title -> Text,
        description -> Text,
        event_date -> Nullable<Timestamp>,
        actor_kind -> Text,
        actor_name -> Text,
        actor_number -> BigInt,
    }
}

diesel::table! {
    audit (id) {
        id -> Text,
        at -> Timestamp,
        actor_kind -> Text,
        actor_id -> Text,
        actor_name -> Text,
        organisation_id -> Nullable<Text>,
        verb -> Text,
        object_kind -> Text,
        object_id -> Text,
        details -> Text,
    }
}

diesel::table! {
    events (id) {
        id -> Text,
        at -> Timestamp,
        kind -> Text,
        case_id -> Nullable<Text>,
        collection_partner_id -> Nullable<Text>,
        referral_partner_id -> Nullable<Text>,
        creditor_id -> Nullable<Text>,
        payload -> Text,
    }
}

diesel::table! {
    messages (id) {
        id -> Text,
        case_id -> Text,
        role -> Text,
        person_id -> Nullable<Text>,
        author_number -> BigInt,
        author_name -> Text,
        author_email -> Text,
        body -> Text,
        created_at -> Timestamp,
        seen_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    client_links (token_hash) {
        token_hash -> Text,
        case_id -> Text,
        email -> Text,
        created_at -> Timestamp,
        opened_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        seed -> Nullable<Text>,
    }
}

diesel::table! {
    brand_hosts (referral_partner_id) {
        referral_partner_id -> Text,
        host -> Text,
        state -> Text,
        asked_at -> Timestamp,
        check_at -> Nullable<Timestamp>,
        failing_since -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
    }
}

diesel::table! {
    tasks (id) {
        id -> Text,
        kind -> Text,
        collection_partner_id -> Nullable<Text>,
        case_id -> Text,
        is_test -> Bool,
        deadline -> Timestamp,
        created_at -> Timestamp,
        solved_at -> Nullable<Timestamp>,
        creditor_id -> Text,
    }
}

diesel::table! {
    task_counts (collection_partner_id, kind) {
        collection_partner_id -> Text,
        kind -> Text,
        tasks -> BigInt,
    }
}

diesel::table! {
    blobs (sha256) {
        sha256 -> Text,
        size -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    documents (id) {
        id -> Text,
        case_id -> Text,
        sha256 -> Text,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        document_type -> Nullable<Text>,
        description -> Nullable<Text>,
        uploader_kind -> Text,
        uploader_id -> Text,
        uploader_name -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    reckonings (id) {
        id -> Text,
        case_id -> Text,
        number -> BigInt,
        principal -> BigInt,
        interest -> BigInt,
        reminder -> BigInt,
        collection -> BigInt,
        rate -> Text,
        platform_share -> Text,
        created_at -> Timestamp,
        claim_principal -> BigInt,
        claim_interest -> BigInt,
        claim_reminder -> BigInt,
        claim_collection -> BigInt,
    }
}

diesel::table! {
    payments (id) {
        id -> Text,
        case_id -> Text,
        reckoning_id -> Text,
        received_on -> Date,
        amount -> BigInt,
        currency -> Text,
        recipient -> Text,
        commission_status -> Text,
        follow_up -> Bool,
        payout_creditor -> BigInt,
        payout_partner -> BigInt,
        payout_platform -> BigInt,
        explicit_split -> Bool,
        frozen -> Bool,
        to_principal -> BigInt,
        to_interest -> BigInt,
        to_reminder -> BigInt,
        to_collection -> BigInt,
        overpaid -> BigInt,
        created_at -> Timestamp,
        updated_at -> Nullable<Timestamp>,
        created_by -> Text,
        deleted_at -> Nullable<Timestamp>,
        collection_partner_id -> Text,
        is_test -> Bool,
        referral_partner_id -> Nullable<Text>,
        referral_percentage -> Text,
        payout_referral -> BigInt,
        confirmed_at -> Nullable<Timestamp>,
        usd_rate -> Nullable<Text>,
        invoicing -> Text,
        invoice_id -> Nullable<Text>,
        handler_id -> Nullable<Text>,
        creditor_id -> Text,
        referral_status -> Text,
        referral_usd -> Nullable<BigInt>,
        operator_usd -> Nullable<BigInt>,
    }
}

diesel::table! {
    creditor_case_counts (creditor_id) {
        creditor_id -> Text,
        cases -> BigInt,
    }
}

diesel::table! {
    referral_totals (referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked) {
        referral_partner_id -> Text,
        currency -> Text,
        commission_status -> Text,
        invoicing -> Text,
        referral_status -> Text,
        is_locked -> Bool,
        payments -> BigInt,
        referral -> BigInt,
        operator -> BigInt,
        referral_usd -> BigInt,
        operator_usd -> BigInt,
    }
}

diesel::table! {
    payout_totals (collection_partner_id, currency, month, recipient, commission_status, invoicing) {
        collection_partner_id -> Text,
        currency -> Text,
        month -> Text,
        recipient -> Text,
        commission_status -> Text,
        invoicing -> Text,
        payouts -> BigInt,
        amount -> BigInt,
        creditor -> BigInt,
        partner -> BigInt,
        platform -> BigInt,
    }
}

diesel::table! {
    ledger (id) {
        id -> Text,
        booked_at -> Timestamp,
        value_on -> Date,
        kind -> Text,
        reverses -> Nullable<Text>,
        case_id -> Nullable<Text>,
        payment_id -> Nullable<Text>,
        invoice_id -> Nullable<Text>,
        collection_partner_id -> Text,
        creditor_id -> Nullable<Text>,
        referral_partner_id -> Nullable<Text>,
        currency -> Text,
        is_test -> Bool,
        author -> Text,
        claim_principal -> BigInt,
        claim_interest -> BigInt,
        claim_reminder -> BigInt,
        claim_collection -> BigInt,
        surplus -> BigInt,
        raised -> BigInt,
        money_creditor -> BigInt,
        money_agency -> BigInt,
        money_platform -> BigInt,
        money_referral -> BigInt,
        creditor_agency -> BigInt,
        agency_platform -> BigInt,
        platform_creditor -> BigInt,
        platform_referral -> BigInt,
        earned_creditor -> BigInt,
        earned_agency -> BigInt,
        earned_platform -> BigInt,
        earned_referral -> BigInt,
    }
}

diesel::table! {
    ledger_months (collection_partner_id, currency, month) {
        collection_partner_id -> Text,
        currency -> Text,
        month -> Text,
        entries -> BigInt,
        money_creditor -> BigInt,
        money_agency -> BigInt,
        money_platform -> BigInt,
        money_referral -> BigInt,
        creditor_agency -> BigInt,
        agency_platform -> BigInt,
        platform_creditor -> BigInt,
        platform_referral -> BigInt,
        earned_creditor -> BigInt,
        earned_agency -> BigInt,
        earned_platform -> BigInt,
        earned_referral -> BigInt,
    }
}

diesel::table! {
    creditor_balances (collection_partner_id, creditor_id, currency) {
        collection_partner_id -> Text,
        creditor_id -> Text,
        currency -> Text,
        entries -> BigInt,
        collected -> BigInt,
        creditor_agency -> BigInt,
        platform_creditor -> BigInt,
    }
}

diesel::table! {
    platform_invoices (id) {
        id -> Text,
        number -> BigInt,
        collection_partner_id -> Text,
        currency -> Text,
        month -> Text,
        issued_at -> Timestamp,
        due_on -> Date,
        payouts -> BigInt,
        amount -> BigInt,
        revenue -> BigInt,
        total -> BigInt,
        paid -> BigInt,
        status -> Text,
        from_party -> Text,
        to_party -> Text,
    }
}

diesel::table! {
    invoice_lines (invoice_id, received_on, payment_id) {
        invoice_id -> Text,
        payment_id -> Text,
        case_id -> Text,
        received_on -> Date,
        amount -> BigInt,
        revenue -> BigInt,
        platform -> BigInt,
    }
}

diesel::table! {
    invoice_payments (id) {
        id -> Text,
        invoice_id -> Text,
        amount -> BigInt,
        paid_on -> Date,
        note -> Text,
        recorded_at -> Timestamp,
        recorded_by -> Text,
    }
}

diesel::table! {
    credit_notes (id) {
        id -> Text,
        number -> BigInt,
        invoice_id -> Text,
        total -> BigInt,
        reason -> Text,
        is_held -> Bool,
        issued_at -> Timestamp,
        issued_by -> Text,
    }
}

diesel::table! {
    invoice_runs (month) {
        month -> Text,
        finished_at -> Timestamp,
    }
}

diesel::table! {
    period_extensions (id) {
        id -> Text,
        case_id -> Text,
        kind -> Text,
        event_at -> Timestamp,
        new_end -> Timestamp,
        by_name -> Nullable<Text>,
        reason -> Nullable<Text>,
        recorded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    plans (id) {
        id -> Text,
        case_id -> Text,
        kind -> Text,
        currency -> Text,
        total -> BigInt,
        owed -> BigInt,
        agreed_on -> Date,
        note -> Text,
        approval_message_id -> Nullable<Text>,
        approval_document_id -> Nullable<Text>,
        approved_at -> Nullable<Timestamp>,
        watch_on -> Nullable<Date>,
        fulfilled_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        ended_as -> Nullable<Text>,
        end_reason -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        created_at -> Timestamp,
        created_by -> Text,
    }
}

diesel::table! {
    instalments (plan_id, number) {
        plan_id -> Text,
        number -> BigInt,
        due_on -> Date,
        amount -> BigInt,
    }
}

diesel::table! {
    commission_follow_ups (payment_id) {
        payment_id -> Text,
        case_id -> Text,
        opened_at -> Timestamp,
        remind_at -> Nullable<Timestamp>,
        chases -> BigInt,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    case_updates (id) {
        id -> Text,
        case_id -> Text,
        collection_partner_id -> Text,
        month -> Date,
        opened_at -> Timestamp,
        due_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
        lapsed_at -> Nullable<Timestamp>,
        activities -> Text,
        summary -> Text,
        recommendation -> Nullable<Text>,
        reason -> Nullable<Text>,
        payment_id -> Nullable<Text>,
        credit -> Nullable<BigInt>,
        answered_by -> Nullable<Text>,
    }
}

diesel::table! {
    case_update_clocks (case_id) {
        case_id -> Text,
        next_at -> Timestamp,
    }
}

diesel::table! {
    exchange_rates (day, currency) {
        day -> Date,
        currency -> Text,
        usd -> Text,
    }
}

diesel::table! {
    saved_filters (id) {
        id -> Text,
        person_id -> Text,
        organisation_id -> Text,
        name -> Text,
        query -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    mails (id) {
        id -> Text,
        to_address -> Text,
        to_name -> Text,
        reply_to -> Nullable<Text>,
        subject -> Text,
        text_body -> Text,
        html_body -> Text,
        case_id -> Nullable<Text>,
        created_at -> Timestamp,
        due_at -> Nullable<Timestamp>,
        leased_until -> Nullable<Timestamp>,
        attempts -> BigInt,
        sent_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        from_name -> Nullable<Text>,
    }
}

diesel::table! {
    mail_attachments (mail_id, place) {
        mail_id -> Text,
        place -> BigInt,
        sha256 -> Text,
        file_name -> Text,
        media_type -> Text,
        is_inline -> Bool,
    }
}

diesel::table! {
    once (scope, key) {
        scope -> Text,
        key -> Text,
        body_hash -> Text,
        answer -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    client_people (id) {
        id -> Text,
        number -> BigInt,
        creditor_id -> Text,
        first_name -> Text,
        last_name -> Text,
        email -> Text,
        title -> Nullable<Text>,
        place -> BigInt,
        is_admin -> Bool,
        signs -> Bool,
        created_at -> Timestamp,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    referral_links (id) {
        id -> Text,
        referral_partner_id -> Text,
        creditor_id -> Text,
        collection_partner_id -> Nullable<Text>,
        external_tenant_id -> Text,
        percentage -> Text,
        is_attributed -> Bool,
        token_hash -> Text,
        language -> Nullable<Text>,
        return_url -> Nullable<Text>,
        created_at -> Timestamp,
        opened_at -> Nullable<Timestamp>,
        company_at -> Nullable<Timestamp>,
        people_at -> Nullable<Timestamp>,
        reminders -> BigInt,
        remind_at -> Nullable<Timestamp>,
        archived_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    link_requests (id) {
        id -> Text,
        referral_partner_id -> Text,
        creditor_id -> Text,
        external_tenant_id -> Text,
        email -> Text,
        request -> Text,
        status -> Text,
        token_hash -> Text,
        return_url -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    kyc_records (id) {
        id -> Text,
        creditor_id -> Text,
        director_name -> Text,
        home_address -> Text,
        date_of_birth -> Date,
        status -> Nullable<Text>,
        status_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    agreement_texts (kind, version, language) {
        kind -> Text,
        version -> Text,
        language -> Text,
        body -> Text,
        sha256 -> Text,
        published_at -> Timestamp,
    }
}

diesel::table! {
    agreements (id) {
        id -> Text,
        kind -> Text,
        creditor_id -> Nullable<Text>,
        collection_partner_id -> Nullable<Text>,
        version -> Text,
        language -> Text,
        variables -> Text,
        shown_sha256 -> Text,
        created_at -> Timestamp,
        signed_at -> Nullable<Timestamp>,
        voided_at -> Nullable<Timestamp>,
        void_reason -> Nullable<Text>,
        carve_out_id -> Nullable<Text>,
        appendix_version -> Nullable<Text>,
        appendix_variables -> Nullable<Text>,
    }
}

diesel::table! {
    carve_outs (id) {
        id -> Text,
        referral_partner_id -> Text,
        collection_partner_id -> Text,
        country -> Text,
        tiers -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    prices (id) {
        id -> Text,
        source -> Text,
        creditor_id -> Nullable<Text>,
        collection_partner_id -> Nullable<Text>,
        referral_partner_id -> Nullable<Text>,
        name -> Text,
        countries -> Text,
        brackets -> Text,
        surcharges -> Text,
        note -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        created_at -> Timestamp,
        created_by -> Text,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
    }
}

diesel::table! {
    proof_codes (subject_id) {
        subject_id -> Text,
        code_hash -> Nullable<Text>,
        code_until -> Nullable<Timestamp>,
        code_sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    proofs (token_hash) {
        token_hash -> Text,
        subject_id -> Text,
        email -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    signatures (id) {
        id -> Text,
        agreement_id -> Text,
        place -> BigInt,
        signatory -> Text,
        name -> Text,
        title -> Nullable<Text>,
        email -> Text,
        token_hash -> Text,
        language -> Nullable<Text>,
        opened_at -> Nullable<Timestamp>,
        code_hash -> Nullable<Text>,
        code_until -> Nullable<Timestamp>,
        code_sent_at -> Nullable<Timestamp>,
        proved_at -> Nullable<Timestamp>,
        method -> Nullable<Text>,
        mark -> Nullable<Text>,
        address -> Nullable<Text>,
        agent -> Nullable<Text>,
        signed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    agreement_files (agreement_id, number) {
        agreement_id -> Text,
        number -> BigInt,
        sha256 -> Text,
        size -> BigInt,
        level -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    timestamps_due (agreement_id) {
        agreement_id -> Text,
        tries -> BigInt,
        next_at -> Timestamp,
    }
}

diesel::table! {
    evidence (number) {
        number -> BigInt,
        at -> Timestamp,
        subject_kind -> Text,
        subject_id -> Text,
        agreement_id -> Nullable<Text>,
        kind -> Text,
        actor -> Text,
        details -> Text,
        hash -> Text,
    }
}

diesel::table! {
    evidence_head (name) {
        name -> Text,
        number -> BigInt,
        hash -> Text,
    }
}

diesel::joinable!(referral_links -> creditors (creditor_id));
diesel::joinable!(referral_links -> referral_partners (referral_partner_id));
diesel::joinable!(brand_hosts -> referral_partners (referral_partner_id));
diesel::joinable!(client_people -> creditors (creditor_id));
diesel::joinable!(signatures -> agreements (agreement_id));
diesel::joinable!(cases -> creditors (creditor_id));
diesel::joinable!(coverage_rules -> collection_partners (collection_partner_id));
diesel::joinable!(client_agencies -> collection_partners (collection_partner_id));
diesel::joinable!(cases -> debtors (debtor_id));
diesel::joinable!(cases -> people (handler_id));
diesel::joinable!(cases -> collection_partners (collection_partner_id));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(password_resets -> people (person_id));
diesel::joinable!(tasks -> cases (case_id));
diesel::joinable!(payments -> cases (case_id));
diesel::joinable!(invoice_lines -> cases (case_id));
diesel::joinable!(platform_invoices -> collection_partners (collection_partner_id));
diesel::joinable!(case_update_clocks -> cases (case_id));
diesel::joinable!(documents -> cases (case_id));
diesel::joinable!(sessions -> people (person_id));
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    creditors::folded,
    creditors::name,
    creditor_balances::creditor_id,
    creditor_balances::currency,
);

// Only pairs that queries need. With all tables, the compiler would check four thousand pairs.
diesel::table! {
    devices (person_id, token_hash) {
        person_id -> Text,
        token_hash -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    person_codes (person_id, purpose) {
        person_id -> Text,
        purpose -> Text,
        address -> Text,
        code_hash -> Text,
        sent_at -> Timestamp,
        until_at -> Timestamp,
        tries -> BigInt,
    }
}

diesel::table! {
    recovery_codes (person_id, code_hash) {
        person_id -> Text,
        code_hash -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    kept_forms (token_hash) {
        token_hash -> Text,
        whose -> Text,
        address -> Text,
        fields -> Text,
        created_at -> Timestamp,
        until_at -> Timestamp,
    }
}

diesel::table! {
    tallies (name, subject) {
        name -> Text,
        subject -> Text,
        count -> BigInt,
        began_at -> Timestamp,
        until_at -> Timestamp,
        last_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    people,
    engagements,
    collection_partners,
    referral_partners,
    memberships,
    invitations,
    password_resets,
    sessions,
    api_keys,
    creditors,
    divisions,
    bank_accounts,
    debtors,
    cases,
    notices,
    case_words,
    client_links,
    brand_hosts,
    tasks,
    imports,
    import_rows,
    timeline,
    messages,
    plans,
    documents,
    payments,
    ledger,
    creditor_balances,
    platform_invoices,
    invoice_lines,
    case_update_clocks,
    client_people,
    referral_links,
    link_requests,
    agreements,
    carve_outs,
    coverage_rules,
    client_agencies,
    signatures,
    agreement_files,
    timestamps_due,
);
