//! Operations of the operator's API about clients, agencies and referral partners.

use super::Operation;
use super::operator::{get, post};
use crate::web::agencies::query::LIST as AGENCIES;
use crate::web::agencies::resource::{AgencyDto, AgencyListDto};
use crate::web::agencies::{AgencyForm, SuspendForm};
use crate::web::clients::console::divisions::{ClientDivisionDto, DivisionForm};
use crate::web::clients::console::paper::PaperForm;
use crate::web::clients::console::query::LIST as ALL_CLIENTS;
use crate::web::clients::console::resource::{ClientDto, ClientListDto, ClientPersonDto};
use crate::web::clients::console::team::ClientPersonForm;
use crate::web::clients::console::{ChangeClientForm, DeclinedCasesForm, NewClientForm};
use crate::web::coverage::FixAgencyForm;
use crate::web::coverage::resource::FixedAgencyDto;
use crate::web::organisations::resource::{OrganisationKeysDto, OrganisationPersonDto};
use crate::web::organisations::{KeyForm, MemberForm, PersonForm};
use crate::web::referrals::query::LIST as PARTNERS;
use crate::web::referrals::resource::{PartnerDto, PartnerListDto};
use crate::web::referrals::{PartnerForm, TerminateForm};

pub(super) fn operations() -> Vec<Operation> {
    clients().into_iter().chain(agencies()).chain(referral_partners()).collect()
}

fn clients() -> Vec<Operation> {
    vec![
        get("/clients", "The clients").lists(&ALL_CLIENTS).gives::<ClientListDto>(),
        post("/clients", "Create a client; it completes its data while it onboards")
            .takes::<NewClientForm>()
            .gives::<ClientDto>(),
        get("/clients/{creditorId}", "One client with people, accounts, agreements and newest cases")
            .gives::<ClientDto>(),
        post("/clients/{creditorId}", "Change a client; what is left out is removed, a bank account is added")
            .takes::<ChangeClientForm>()
            .gives::<ClientDto>(),
        post("/clients/{creditorId}/suspend", "Suspend a client").takes::<SuspendForm>().gives::<ClientDto>(),
        post("/clients/{creditorId}/resume", "End the suspension of a client").gives::<ClientDto>(),
        post("/clients/{creditorId}/declined-cases", "Whether declined cases are given to another agency")
            .takes::<DeclinedCasesForm>()
            .gives::<ClientDto>(),
        get("/clients/{creditorId}/agencies", "The agencies fixed for a client").gives_list::<FixedAgencyDto>(),
        post("/clients/{creditorId}/agencies", "Fix an agency for new cases of a client")
            .takes::<FixAgencyForm>()
            .gives_list::<FixedAgencyDto>(),
        post("/clients/{creditorId}/agencies/{clientAgencyId}/end", "Remove a fixed agency; cases keep theirs")
            .gives_list::<FixedAgencyDto>(),
        post("/clients/{creditorId}/agreements", "Record an agreement that was signed on paper")
            .uploads::<PaperForm>("file")
            .gives::<ClientDto>(),
        get("/clients/{creditorId}/agreements/{agreementId}", "The file of a signed agreement")
            .gives_file("application/pdf"),
        post("/clients/{creditorId}/people", "Add a person to a client")
            .takes::<ClientPersonForm>()
            .gives::<ClientPersonDto>(),
        get("/clients/{creditorId}/people/{clientPersonId}", "One person of a client").gives::<ClientPersonDto>(),
        post("/clients/{creditorId}/people/{clientPersonId}", "Change a person; what is left out is removed")
            .takes::<ClientPersonForm>()
            .gives::<ClientPersonDto>(),
        post("/clients/{creditorId}/people/{clientPersonId}/remove", "Remove a person, who is told by mail")
            .gives::<ClientPersonDto>(),
        get("/clients/{creditorId}/divisions", "The divisions of a client, archived ones last")
            .gives_list::<ClientDivisionDto>(),
        post("/clients/{creditorId}/divisions", "Add a division").takes::<DivisionForm>().gives::<ClientDivisionDto>(),
        get("/clients/{creditorId}/divisions/{divisionId}", "One division").gives::<ClientDivisionDto>(),
        post("/clients/{creditorId}/divisions/{divisionId}", "Replace the data of a division")
            .takes::<DivisionForm>()
            .gives::<ClientDivisionDto>(),
        post("/clients/{creditorId}/divisions/{divisionId}/archive", "Archive a division; it takes no new cases")
            .gives::<ClientDivisionDto>(),
        get("/clients/{creditorId}/keys", "The working API keys of a client").gives::<OrganisationKeysDto>(),
        post("/clients/{creditorId}/keys", "Issue a key with a name; it is shown this once")
            .takes::<KeyForm>()
            .gives::<OrganisationKeysDto>(),
        post("/clients/{creditorId}/keys/{keyId}/revoke", "Revoke a key").gives::<OrganisationKeysDto>(),
    ]
}

fn agencies() -> Vec<Operation> {
    vec![
        get("/agencies", "The agencies").lists(&AGENCIES).gives::<AgencyListDto>(),
        post("/agencies", "Create an agency").takes::<AgencyForm>().gives::<AgencyDto>(),
        get("/agencies/{collectionPartnerId}", "One agency with its people and its key").gives::<AgencyDto>(),
        post("/agencies/{collectionPartnerId}", "Change an agency; what is left out is removed")
            .takes::<AgencyForm>()
            .gives::<AgencyDto>(),
        post("/agencies/{collectionPartnerId}/people", "Add a person; somebody new gets a mail")
            .takes::<PersonForm>()
            .gives::<OrganisationPersonDto>(),
        post("/agencies/{collectionPartnerId}/suspend", "Suspend an agency")
            .takes::<SuspendForm>()
            .gives::<AgencyDto>(),
        post("/agencies/{collectionPartnerId}/resume", "End the suspension of an agency").gives::<AgencyDto>(),
        get("/agencies/{collectionPartnerId}/people/{membershipId}", "One person of an agency")
            .gives::<OrganisationPersonDto>(),
        post("/agencies/{collectionPartnerId}/people/{membershipId}", "Give a person another role")
            .takes::<MemberForm>()
            .gives::<OrganisationPersonDto>(),
        post("/agencies/{collectionPartnerId}/people/{membershipId}/remove", "Remove a person; their sessions end")
            .gives::<OrganisationPersonDto>(),
        get("/agencies/{collectionPartnerId}/keys", "The working API keys of an agency").gives::<OrganisationKeysDto>(),
        post("/agencies/{collectionPartnerId}/keys", "Issue the key, or replace it; it is shown this once")
            .takes::<KeyForm>()
            .gives::<OrganisationKeysDto>(),
        post("/agencies/{collectionPartnerId}/keys/{keyId}/revoke", "Revoke a key").gives::<OrganisationKeysDto>(),
    ]
}

fn referral_partners() -> Vec<Operation> {
    vec![
        get("/referral-partners", "The referral partners").lists(&PARTNERS).gives::<PartnerListDto>(),
        post("/referral-partners", "Create a referral partner").takes::<PartnerForm>().gives::<PartnerDto>(),
        get("/referral-partners/{referralPartnerId}", "One referral partner with its people and its key")
            .gives::<PartnerDto>(),
        post("/referral-partners/{referralPartnerId}", "Change a referral partner")
            .takes::<PartnerForm>()
            .gives::<PartnerDto>(),
        post("/referral-partners/{referralPartnerId}/suspend", "Suspend a referral partner")
            .takes::<SuspendForm>()
            .gives::<PartnerDto>(),
        post("/referral-partners/{referralPartnerId}/terminate", "End a partnership; its people may still read")
            .takes::<TerminateForm>()
            .gives::<PartnerDto>(),
        post("/referral-partners/{referralPartnerId}/resume", "End a suspension, or take a termination back")
            .gives::<PartnerDto>(),
        post("/referral-partners/{referralPartnerId}/people", "Add a person; somebody new gets a mail")
            .takes::<PersonForm>()
            .gives::<OrganisationPersonDto>(),
        get("/referral-partners/{referralPartnerId}/people/{membershipId}", "One person of a referral partner")
            .gives::<OrganisationPersonDto>(),
        post("/referral-partners/{referralPartnerId}/people/{membershipId}", "Give a person another role")
            .takes::<MemberForm>()
            .gives::<OrganisationPersonDto>(),
        post(
            "/referral-partners/{referralPartnerId}/people/{membershipId}/remove",
            "Remove a person; their sessions end",
        )
        .gives::<OrganisationPersonDto>(),
        get("/referral-partners/{referralPartnerId}/keys", "The working API keys of a referral partner")
            .gives::<OrganisationKeysDto>(),
        post("/referral-partners/{referralPartnerId}/keys", "Issue the key, or replace it; it is shown this once")
            .takes::<KeyForm>()
            .gives::<OrganisationKeysDto>(),
        post("/referral-partners/{referralPartnerId}/keys/{keyId}/revoke", "Revoke a key")
            .gives::<OrganisationKeysDto>(),
    ]
}
