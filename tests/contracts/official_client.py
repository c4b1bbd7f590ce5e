"""Calls our Customer API with the unmodified official Python client (debitura-debt-collection 1.0.0).

It proves that an integration written with this client works with our server when only the host and the key are
changed. It calls every operation of the client except those of the classes in LATER, and compares what comes back.

    pip install debitura-debt-collection==1.0.0
    python tests/contracts/official_client.py HOST KEY FACTS

HOST is such as http://127.0.0.1:8080/api/customer. KEY is the XApiKey of a client that has signed its agreement and
the power of attorney for the agency of the country below, and that has a user. FACTS is what the Customer API cannot
make, as JSON: {"paid_case": id of a case that its agency accepted and that has a payment, "payment": id of that
payment, "paid_reference": our reference of that case, "country": where agencies collect from companies (not US),
"currency": "EUR"}. A line is printed for each operation. The first unexpected answer ends it with status 1.
"""

import inspect
import json
import pathlib
import sys
import tempfile
import types
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone

import debitura_debt_collection as sdk
from debitura_debt_collection.exceptions import (
    ApiException, BadRequestException, NotFoundException, UnauthorizedException)

NewCase = sdk.DebituraWebExternalApiContractsV1CasesRequestsCreateCollectionCaseRequestApiViewModel
Preview = sdk.DebituraWebExternalApiContractsV1CasesRequestsPreviewCaseRequestApiViewModel
PreviewDebtor = sdk.DebituraWebExternalApiContractsV1CasesRequestsPreviewDebtorDto
Debtor = sdk.DebituraWebExternalApiContractsV1CasesDebtorDto
NewChat = sdk.DebituraWebExternalApiContractsV1ChatsSendChatRequest
Eligibility = sdk.DebituraWebExternalCustomerAPIModelsCoveragesCaseEligibilityRequestApiDTO
NewDivision = sdk.DebituraWebExternalApiContractsV1DivisionsCreateDivisionRequestDto
ChangedDivision = sdk.DebituraWebExternalApiContractsV1DivisionsUpdateDivisionRequestDto
ErrorBody = sdk.DebituraWebExternalApiContractsV1ErrorsApiErrorResponseDto
BusinessErrors = sdk.DebituraWebExternalApiContractsV1CasesBusinessErrorResponseApiDTO
Problem = sdk.MicrosoftAspNetCoreMvcProblemDetails

EXCEPTIONS = {400: BadRequestException, 401: UnauthorizedException, 404: NotFoundException}
LATER = {"WebhooksApi", "WebhookEventsApi", "TestWebhooksApi", "TestCasesApi"}
# Nobody makes quote requests, so these can only answer that there is none.
ALWAYS_REFUSED = {"cases.cases_id_quote_requests_quote_request_id" + rest
                  for rest in ("_get", "_quotes_get", "_quotes_quote_id_get")}
UNKNOWN = "0192d0c0-0000-7000-8000-000000000000"
AMOUNT = 1500.25
PDF = b"%PDF-1.7\n%%EOF\n"

answered = []


class Fault(Exception):
    """An answer that is not as expected."""


def label(method):
    return f"{short(type(method.__self__))}.{method.__name__}"


def short(api_class):
    return api_class.__name__.removesuffix("Api").lower()


def note(method):
    if label(method) not in answered:
        answered.append(label(method))
        print("ok", label(method), flush=True)


def call(method, *arguments, **fields):
    """Calls an operation of the client that must succeed."""
    try:
        answer = method(*arguments, **fields)
    except ApiException as problem:
        errors = [one.message for one in getattr(problem.data, "business_errors", None) or []]
        raise Fault(f"{label(method)} answered {problem.status} {errors or problem.reason}") from problem
    note(method)
    return answer


def refused(status, body, method, *arguments, **fields):
    """Calls one that must fail, checks the client's exception and its parsed body, and returns the body."""
    try:
        method(*arguments, **fields)
    except ApiException as problem:
        same(f"the status of {label(method)}", problem.status, status)
        same(f"the exception of {label(method)}", type(problem), EXCEPTIONS.get(status, ApiException))
        same(f"the body of {label(method)}", type(problem.data), body)
        if body in (ErrorBody, BusinessErrors):
            first = (problem.data.business_errors or [None])[0]
            check(first and first.type and first.message, f"{label(method)} names no error")
        if label(method) in ALWAYS_REFUSED:
            note(method)
        return problem.data
    raise Fault(f"{label(method)} was not refused")


def check(truth, what):
    if not truth:
        raise Fault(what)


def same(what, got, expected):
    check(got == expected, f"{what} is {got!r:.120} and not {expected!r:.120}")


def has(what, model, **expected):
    for field, value in expected.items():
        same(f"{field} of {what}", getattr(model, field), value)


def api_classes():
    found = inspect.getmembers(sdk, inspect.isclass)
    return {name: one for name, one in found if one.__module__.startswith(f"{sdk.__name__}.api.")}


def operations(api_class):
    names = [name for name, _ in inspect.getmembers(api_class, inspect.isfunction) if not name.startswith("_")]
    return [name for name in names if not name.endswith(("_with_http_info", "_without_preload_content"))]


def connect(host, key):
    connection = sdk.ApiClient(sdk.Configuration(host=host, api_key={"ApiKey": key}))
    return types.SimpleNamespace(**{short(one): one(connection) for one in api_classes().values()})


def drive_account(api, stranger):
    me = call(api.me.me_get)
    check(me.id and me.company_name, "the client has no id or no name")
    users = call(api.users.users_get, page=1, page_size=100)
    has("the page of users", users.page, current_page=1, page_size=100, response_count=len(users.users))
    refused(400, Problem, api.users.users_get, page_size=101)
    refused(401, Problem, stranger.users.users_get)
    refused(401, type(None), stranger.me.me_get)
    refused(401, type(None), stranger.cases.cases_get)
    status = call(api.contracts.contracts_debt_collection_status_get)
    has("the agreement", status, signed=True, requires_resigning=False, invalidation_reason="None", solution_url=None)
    return me, users.users[0]


def drive_coverage(coverage, cases, facts):
    country = facts["country"]
    ask = Eligibility(country_alpha2=country, debtor_type="Company", amount=AMOUNT, currency_code=facts["currency"])
    found = call(coverage.coverage_check_eligibility_post, ask)
    has("eligibility", found, is_eligible=True, error_message=None)
    has("the power of attorney", found.power_of_attorney_status, signed=True, requires_resigning=False)
    here = next(one for one in call(coverage.coverage_get) if one.country_alpha2 == country)
    check(found.partner.id in [one.partner_id for one in here.partners], "coverage does not name the agency")
    for again in (call(coverage.coverage_id_get, here.jurisdiction_id),
                  call(coverage.coverage_search_get, q=here.country), call(coverage.coverage_search_get_0, q=country)):
        same("the country", (again.jurisdiction_id, again.country_alpha2), (here.jurisdiction_id, country))
        same("its agencies", [one.partner_id for one in again.partners], [one.partner_id for one in here.partners])
    refused(404, ErrorBody, coverage.coverage_id_get, 1)
    refused(404, ErrorBody, coverage.coverage_search_get, "Atlantis")
    refused(400, ErrorBody, coverage.coverage_search_get_0)
    ask.currency_code = "XYZ"
    refused(400, ErrorBody, coverage.coverage_check_eligibility_post, ask)

    debtor = PreviewDebtor(type="Company", country_alpha2=country)
    ask = Preview(amount_to_recover=AMOUNT, currency_code=facts["currency"], debtor=debtor,
                  due_date=datetime.now() - timedelta(days=60))
    result = call(cases.cases_preview_post, ask).result
    has("the preview", result, is_eligible=True, required_actions=[])
    has("the agency of the preview", result.partner_assignment, collection_partner_id=found.partner.id)
    price = result.pricing_preview
    check(price.total_success_fee_percentage > 0, "the preview has no price")
    has("the price", price, currency_code=facts["currency"],
        total_success_fee_percentage=price.base_success_fee_percentage + price.age_surcharge_percentage)
    ask.amount_to_recover = -1
    refused(400, ErrorBody, cases.cases_preview_post, ask)


def drive_divisions(divisions, run):
    fields = {"company_name": f"Øst & Søn {run}", "city": "Varde", "country_code": "DK"}
    new = NewDivision(**fields, office_email="ost@example.com")
    made = call(divisions.divisions_post, f"division-{run}", new)
    has("the division", made, company_name=new.company_name, city="Varde", office_email="ost@example.com")
    same("the country of the division", made.country.alpha2, "DK")
    same("the division that is sent twice", call(divisions.divisions_post, f"division-{run}", new), made)
    same("the division by id", call(divisions.divisions_id_get, made.id), made)
    changed = call(divisions.divisions_id_put, made.id, ChangedDivision(**{**fields, "city": "Esbjerg"}))
    has("the replaced division", changed, city="Esbjerg", office_email=None)
    refused(400, ErrorBody, divisions.divisions_id_put, made.id, ChangedDivision(**{**fields, "country_code": "XX"}))
    other, kept = call(divisions.divisions_post, None, new), call(divisions.divisions_post, None, new)
    same("the first archived", call(divisions.divisions_id_archive_post, made.id).is_archived, True)
    same("the second archived", call(divisions.divisions_idarchive_post, other.id).is_archived, True)
    refused(422, ErrorBody, divisions.divisions_idarchive_post, made.id)
    for archived, expected in ((None, {kept.id}), (True, {made.id, other.id, kept.id})):
        listed = call(divisions.divisions_get, page=1, page_size=100, include_archived=archived).divisions
        same("the list of divisions", {one.id for one in listed if one.company_name == new.company_name}, expected)
    for one in (made, other):
        same("the answer to a removal", call(divisions.divisions_id_delete, one.id), None)
        refused(404, ErrorBody, divisions.divisions_id_get, one.id)
    return kept


def claim(facts, reference, division=None):
    """A case as integrations send it: one day has no time zone, the other has one, and one field is null."""
    debtor = Debtor(type="Company", name="Müller & Søn GmbH", contact_person="Eva Müller", address="Hauptstraße 1",
                    zip_code="24103", city="Kiel", country_alpha2=facts["country"], email="post@mueller.example")
    return NewCase(currency_code=facts["currency"], amount_to_recover=AMOUNT, creditor_reference=reference,
                   var_date=datetime.now() - timedelta(days=90), claim_description=None, debtor=debtor,
                   due_date=datetime.now(timezone.utc) - timedelta(days=60), creditor_division_id=division,
                   skip_debitura_verification=True)


def drive_new_case(cases, facts, run, me, division):
    reference = f"2024/117 {run}é"
    new = claim(facts, reference, division.id)
    case = call(cases.cases_post, f"case-{run}", new)
    has("the case", case, gross_amount=AMOUNT, remainder=AMOUNT, currency=facts["currency"],
        creditor_reference=reference, creditor_division_id=division.id)
    has("the creditor", case.creditor, id=me.id, company_name=me.company_name)
    has("the debtor", case.debtor, **new.debtor.model_dump(exclude_none=True))
    same("the days", (case.var_date.date(), case.due_date.date()), (new.var_date.date(), new.due_date.date()))
    same("the case that is sent twice", call(cases.cases_post, f"case-{run}", new), case)
    same("the case by id", call(cases.cases_id_get, case.id), case)
    same("the case by our reference", call(cases.cases_case_reference_case_reference_get, case.reference), case)
    same("the case by its own", call(cases.cases_by_creditor_reference_creditor_reference_get, reference), case)
    listed = call(cases.cases_get, page=1, page_size=1, division_ids=[division.id], sort="DateCreated:desc")
    same("the list of the division", (listed.page.total_results, listed.cases), (1, [case]))
    two = {case.id, facts["paid_case"]}
    same("the list of two ids", {one.id for one in call(cases.cases_get, ids=list(two)).cases}, two)
    same("the list of two statuses", call(cases.cases_get, ids=[case.id], statuses=["Closed", "Merged"]).cases, [])

    refused(422, BusinessErrors, cases.cases_post, None, claim(facts, reference))
    new.amount_to_recover = AMOUNT + 1
    body = refused(422, BusinessErrors, cases.cases_post, f"case-{run}", new)
    same("the error of a used key", body.business_errors[0].type, "IdempotencyConflict")
    new.currency_code = "XYZ"
    body = refused(400, ErrorBody, cases.cases_post, None, new)
    check("currencyCode" in body.business_errors[0].message, "the error does not name the field")
    check(body.error and body.message, "the older fields of the error are empty")
    refused(400, ErrorBody, cases.cases_get, statuses=["Unheard"])
    refused(400, ErrorBody, cases.cases_id_get, "nonsense")
    refused(404, ErrorBody, cases.cases_id_get, UNKNOWN)
    refused(404, ErrorBody, cases.cases_case_reference_case_reference_get, "AAAAAAAA")
    refused(404, ErrorBody, cases.cases_by_creditor_reference_creditor_reference_get, f"none {run}")
    return case


def drive_parts_of_case(cases, case):
    timeline = call(cases.cases_id_timeline_get, case.id).items
    check(timeline and all(one.type and one.title for one in timeline), "the timeline has no entries")
    check(timeline[0].actor.type in ("System", "Creditor user", "Partner user"), "the kind of actor is unknown")
    same("the order of the timeline", timeline, sorted(timeline, key=lambda one: one.var_date))
    status = call(cases.cases_id_contract_status_get, case.id)
    has("the contracts", status, needs_poa_signing=False, collection_partner_name=case.collection_partner.name)
    same("what is signed", (status.sdca.signed, status.poa.signed), (True, True))
    has("the validation", call(cases.cases_id_validation_get, case.id), needs_info=False, items=[])
    refused(404, ErrorBody, cases.cases_id_exclusive_period_get, case.id)
    same("the quote requests", call(cases.cases_id_quote_requests_get, case.id).quote_requests, [])
    refused(404, ErrorBody, cases.cases_id_quote_requests_quote_request_id_get, case.id, UNKNOWN)
    refused(404, ErrorBody, cases.cases_id_quote_requests_quote_request_id_quotes_get, case.id, UNKNOWN)
    unknown = (case.id, UNKNOWN, UNKNOWN)
    refused(404, ErrorBody, cases.cases_id_quote_requests_quote_request_id_quotes_quote_id_get, *unknown)


def drive_chats_and_files(cases, case, user):
    for sender in ({"user_email": user.email}, {"user_id": user.id}):
        sent = call(cases.cases_id_chats_post, case.id, NewChat(message="Is there news? – Ærø", **sender))
        has("the message", sent, message="Is there news? – Ærø", role_label="Creditor")
        same("the sender", sent.user.email, user.email)
        listed = {one.id: one.message for one in call(cases.cases_id_chats_get, case.id)}
        same("the message in the list", listed.get(sent.id), sent.message)
    refused(400, ErrorBody, cases.cases_id_chats_post, case.id, NewChat(message="Who wrote this?"))
    with tempfile.TemporaryDirectory() as folder:
        good, bad = pathlib.Path(folder, "påmindelse.pdf"), pathlib.Path(folder, "virus.exe")
        good.write_bytes(PDF)
        bad.write_bytes(PDF)
        kept = call(cases.cases_id_files_post, case.id, str(good), "Third reminder", "DebtorDocuments")
        refused(415, ErrorBody, cases.cases_id_files_post, case.id, str(bad))
    has("the file", kept, case_id=case.id, file_name=good.name, description="Third reminder",
        document_type="DebtorDocuments")
    listed = {one.id: one for one in call(cases.cases_id_files_get, case.id)}
    same("the names in the list", [one.file_name for one in listed.values()], [good.name])
    with urllib.request.urlopen(listed[kept.id].url) as answer:
        same("what is in the file", answer.read(), PDF)


def drive_payments(cases, payments, facts):
    paid = call(cases.cases_case_reference_case_reference_get, facts["paid_reference"])
    has("the paid case", paid, id=facts["paid_case"], currency=facts["currency"])
    payment = call(payments.payments_id_get, facts["payment"])
    has("the payment", payment, id=facts["payment"], currency=facts["currency"])
    has("the case of the payment", payment.invoice, invoice_id=paid.id, reference=paid.reference)
    check(payment.gross_amount > 0 and payment.recipient, "the payment has no amount or no recipient")
    check(payment in call(cases.cases_id_payments_get, paid.id), "the payment is not on its case")
    last = call(payments.payments_get, page=1, page_size=100).page.total_pages
    pages = [call(payments.payments_get, page=number, page_size=100).payments for number in range(1, last + 1)]
    check(any(payment in page for page in pages), "the payment is not in the list")
    refused(404, ErrorBody, payments.payments_id_get, UNKNOWN)
    refused(400, ErrorBody, payments.payments_get, page=0)
    period = call(cases.cases_id_exclusive_period_get, paid.id)
    check(period.status in ("Active", "Expired", "Terminated"), f"the period is {period.status!r}")
    has("the period", period, current_end_date=paid.exclusive_period_end_date)
    check(period.engagement_start_date < period.current_end_date, "the period ends before it begins")
    check(call(cases.cases_id_timeline_get, paid.id).current_engagement_phase, "the paid case is in no phase")


def main(host, key, facts):
    api, facts, run = connect(host, key), json.loads(facts), uuid.uuid4().hex[:8]
    me, user = drive_account(api, connect(host, "wrong"))
    drive_coverage(api.coverage, api.cases, facts)
    division = drive_divisions(api.divisions, run)
    case = drive_new_case(api.cases, facts, run, me, division)
    refused(422, ErrorBody, api.divisions.divisions_id_delete, division.id)
    drive_parts_of_case(api.cases, case)
    drive_chats_and_files(api.cases, case, user)
    drive_payments(api.cases, api.payments, facts)

    classes = api_classes()
    same("what LATER names and the client lacks", LATER - set(classes), set())
    known = {f"{short(classes[name])}.{one}" for name in set(classes) - LATER for one in operations(classes[name])}
    same("what was not called", known - set(answered), set())
    print(f"all {len(known)} operations answered")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python official_client.py HOST KEY FACTS")
    try:
        main(*sys.argv[1:])
    except Fault as fault:
        sys.exit(f"failed: {fault}")
