### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Company
step-people = People
step-kyc = Identity
step-poa = Power of attorney
step-sdca = Agreement
step-done = Done
step-progress = Step { $step } of { $steps }
step-completed = completed
step-current = current step

## Buttons used on several pages

action-continue = Save and continue
action-back = Back
action-change = Change
action-cancel = Cancel
field-optional = optional

## Company

company-title = Check your company’s details
company-intro = { $app } sent us these details. Please check and complete them. They appear in the agreements that you sign.
company-name = Company name
company-name-hint = The full legal name, as registered.
company-registration-number = Registration number
company-registration-number-hint = From the company register of your country.
company-vat-number = VAT number
company-vat-number-hint = With the country code, for example DK12345674.
company-address = Street and number
company-zip = Postal code
company-city = City
company-state = State or region
company-state-hint = Only where it is part of the address.
company-country = Country
company-support-email = Company e-mail
company-support-email-hint = Where messages about your cases may go.
company-phone = Phone
company-phone-hint = With the country code, for example +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = The account to which recovered money is paid.
company-account-holder = Account holder
company-account-holder-hint = As the bank knows the name.

## People

people-title = Who works with your cases, and who signs?
people-intro = Add colleagues who should have access. At least one person must be allowed to sign for the company.
people-name = Full name
people-email = E-mail
people-email-hint = A personal address; codes for signing go there.
people-signs = Signs for the company
people-signs-hint = Tick everyone who has to sign under your company’s rules. All of them must sign.
people-role-title = Role or title
people-role-title-hint = For example managing director. It appears beside the signature.
people-you = You
people-add = Add a person
people-remove = Remove { $name }
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
people-signatory-missing = Choose at least one person who signs for the company.
people-email-twice = This e-mail address is already on the list. Each person needs an address of their own.

## Identity of the director (KYC)

kyc-title = A few details about your director
kyc-intro = The collection partner for your cases must know who runs your company.
kyc-why = Why we ask: { $partner } is subject to the law against money laundering and may not start work without these details. They are used for this check only.
kyc-director-name = Director’s full name
kyc-director-name-hint = As in the passport or identity card.
kyc-home-address = Home address
kyc-home-address-hint = Street, postal code, city and country.
kyc-date-of-birth = Date of birth
kyc-date-of-birth-day = Day
kyc-date-of-birth-month = Month
kyc-date-of-birth-year = Year
kyc-once = You give these details once. They apply to your later cases, too.

## Names of the agreements

agreement-sdca = Standard Debt Collection Agreement
agreement-partner-sdca = Standard Debt Collection Agreement for Collection Partners
agreement-poa = Power of Attorney
agreement-pricing-appendix = Pricing Appendix
agreement-poa-with-pricing-appendix = Power of Attorney with Pricing Appendix

## Reading an agreement

read-title-sdca = Read and sign the collection agreement
read-title-poa = Read and sign the power of attorney
read-title-pricing-appendix = Read and sign the pricing appendix
read-between = Between { $company } and { $party }
read-intro-sdca = You pay only when money is recovered. The agreement applies to all your cases.
read-intro-poa = It allows { $partner } to collect for you. It covers all your cases with this partner.
read-intro-pricing-appendix = It sets special rates for cases with { $partner } against debtors in this country: { $country }.
read-open-pdf-plain = Open as PDF
read-scroll = Scroll to read the whole text. The signature is below it.
read-version = Version { $version } of { $date }
read-language-note = You are reading a translation. If it differs from the English text, the English text prevails.
read-english = Read the English text
read-to-signature = Go to the signature

## Consent

consent-title = Before you sign
consent-read = I have read the whole agreement.
consent-electronic = I agree to sign electronically. My signature is as binding as one on paper.
consent-evidence = I know that time, IP address, browser, e-mail address and each step are recorded as evidence and are part of the signed file.
consent-missing = Please confirm every point before you sign.

## Code

code-title = Code from your mail
code-send = Send the code
code-sent = We sent a six-digit code to { $email }. It is valid for { $minutes } minutes.
code-label = Six-digit code
code-hint = Digits only. Look in the spam folder, too.
code-resend = Send a new code
code-resend-in = { $seconds ->
    [one] You can ask for a new code in { $seconds } second.
   *[other] You can ask for a new code in { $seconds } seconds.
}
code-resent = A new code is on its way to { $email }. The old one no longer works.
code-missing = Enter the six digits from the mail.
code-wrong = { $tries ->
    [one] This code is not right. You have { $tries } try left.
   *[other] This code is not right. You have { $tries } tries left.
}
code-expired = This code has expired. Ask for a new one; nothing that you entered is lost.
code-used = This code has already been used. Ask for a new one.
code-locked = The code was wrong too often and no longer works. Ask for a new one in { $minutes } minutes.

## Signature

signature-title = Your signature
signature-draw = Draw
signature-type = Type
signature-clear = Clear
signature-draw-hint = Use a mouse, a finger or a pen.
signature-draw-area = Area for drawing the signature
signature-type-hint = Type your name. It is set in handwriting in the document.
signature-preview = This is how it will look
signature-name = Your name as it will appear
signature-role = Your role
signature-authority = I have authority to sign for { $company }.
signature-sign = Sign the agreement
signature-sign-poa = Sign the power of attorney
signature-sign-pricing-appendix = Sign the pricing appendix
signature-final = By signing you conclude the agreement. You receive a copy at once when all have signed.
signature-missing = Draw or type your signature.
signature-name-missing = Enter your name as it should appear.
signature-role-missing = Enter your role in the company.
signature-authority-missing = Confirm that you have authority to sign. If you do not, go back and name a person who has.

## Waiting for other signatories

waiting-title = You have signed
waiting-intro = { $count ->
    [one] One more person has to sign. We have sent an e-mail with a link.
   *[other] { $count } more people have to sign. We have sent each of them an e-mail with a link.
}
waiting-signed = { $name } signed on { $date }
waiting-open = { $name } has not signed yet
waiting-remind = Send a reminder to { $name }
waiting-reminded = A reminder has been sent to { $name }.
waiting-file = The signed document is made when the last person has signed. You can close this page; we will write to you.

## Done

done-title = All done
done-intro = { $company } is ready to submit cases.
done-intro-resigned = The new version is signed. You can go on as before.
done-intro-poa = The power of attorney is signed. { $partner } can start work on your cases.
done-copy-mailed = A signed copy has been sent to everyone who signed.
done-download = Download { $agreement }
done-verify = Anyone to whom you give the file can check that it is genuine.
done-back = Go back to { $app }
ended-title = This link has ended
ended-intro = The signed documents were shown here for { $days } days. You can have a new link sent to the address on file.
ended-send = Send me a new link
ended-asked-title = Check your mail
ended-asked = If this link can be renewed, a new one is on its way to the address on file.

## A platform asks to be linked

link-title = { $app } asks to be linked to your account
link-code-first = First we make sure that it is you. We send a code to an address that is already on file with us.
link-code-send = Send a code to the address on file
proof-sent = We sent a six-digit code to the address on file. It is valid for { $minutes } minutes.
link-intro = If you approve, { $company } is linked to { $app }.
link-consequences = What this means
link-consequence-submit = { $app } may submit cases for { $company }.
link-consequence-see = { $app } sees your company’s name and the status, prices and payments of your cases.
link-consequence-same = Your agreements, your users and your running cases stay as they are.
link-consequence-one = An account can be linked to one platform only.
link-decline-consequence = If you decline, nothing changes, and { $app } learns only that the request was declined.
link-valid-until = The request is valid until { $date }.
link-approve = Approve the link
link-decline = Decline
link-approved-title = Linked to { $app }
link-approved = { $company } and { $app } are now linked.
link-declined-title = Request declined
link-declined = Nothing has changed in your account.

## Choosing a company

choice-title = Which company is this for?
choice-intro = Your address belongs to an account that already exists with us.
choice-link = Link { $company }
choice-link-hint = Use the existing account for cases from { $app }.
choice-new = Set up another company
choice-new-hint = Choose this if the claims belong to a company that has no account yet. Its users need other e-mail addresses.
choice-missing = Choose one of the two.
choice-email-taken = This address belongs to an account already. Please enter another one.

## Signing again, power of attorney alone, everything pending

resign-title = There is a new version of your agreement
resign-intro = To submit further cases, { $company } signs version { $version } of { $date }. Cases submitted before stay under the version you signed then.
resign-name-changed = The name of your company has changed. Please sign the agreement again under the new name.
poa-title = A power of attorney is needed
poa-intro = Cases of { $company } are to be handled by { $partner }. Before work starts, { $partner } needs your power of attorney.
poa-intro-pricing = Special rates have been agreed for these cases. The pricing appendix is part of the same document; one signature is enough for both.
pending-title = Documents waiting for your signature
pending-intro = { $count ->
    [one] One document is waiting. We take you through it.
   *[other] { $count } documents are waiting. We take you through them one by one.
}
pending-start = Start

## What can go wrong

error-summary = { $count ->
    [one] Please look at one field
   *[other] Please look at { $count } fields
}
error-required = Please fill in this field.
error-too-long = { $max ->
    [one] At most { $max } character.
   *[other] At most { $max } characters.
}
error-character = The character “{ $character }” cannot be shown in our documents. Please use Latin, Greek, Cyrillic, Hebrew or Arabic letters.
error-email = This is not a valid e-mail address. It should look like name@example.com.
error-iban = This IBAN is not valid. Please compare it with your bank statement.
error-vat-number = This VAT number is not valid for the country chosen.
error-registration-number = This registration number is not valid for the country chosen.
error-phone = This phone number is not valid. Start with the country code, for example +45.
error-country = Choose a country from the list.
error-date = This date does not exist. Please check day, month and year.
error-date-future = This date is in the future.
error-under-age = The director must be at least 18 years old.
error-link-expired-title = This link has expired
error-link-expired = Go back to { $app } and start again there; you will get a new link. Nothing that you entered is lost.
error-link-invalid-title = This link is not valid
error-link-invalid = Please check that the whole address was copied, or open the link from your mail or from the app again.
error-link-used-title = This link has already been used
error-link-used = What it was for is done. If you need anything else, go back to { $app }.
error-other-person-title = This link is for another person
error-other-person = Please ask { $name } to open it, or use the link from your own mail.
error-already-signed-title = Already signed
error-already-signed = You signed this agreement on { $date }. There is nothing more to do.
error-two-tabs-title = This step is already done in another window
error-two-tabs = We saved what was entered first. Continue here to see where you are.
error-stale-title = The agreement has changed
error-stale = A new version was published while you were reading. Please read it and sign again; your details are kept.
error-mail-delayed-title = Our mail is delayed
error-mail-delayed = We could not send the mail just now and keep trying. Your details are saved. You can wait here or come back later with the same link.
error-too-many-title = Too many attempts
error-too-many = Please wait { $minutes } minutes and try again.
error-server-title = Something went wrong on our side
error-server = Nothing that you saved is lost. Please try again in a few minutes. If it happens again, quote this number: { $reference }
error-continue = Continue

## Footer and language

footer-provided-by = Provided by { $operator }
footer-legal-notice = The agreements are concluded with { $operator } and its collection partners.
footer-privacy = Privacy
footer-terms = Terms
footer-help = Help
skip-to-content = Skip to the content
language-label = Language
language-switch = Change language
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Is this document genuine?
verify-intro = Choose a PDF that was signed here. You see whether it is genuine and whole, who signed it, and when.
verify-drop = Drop the signed PDF here
verify-choose = Choose a file
verify-check = Check the file
verify-private = The file is checked and not kept.
verify-genuine-title = Genuine and unaltered
verify-genuine = The file is exactly as it was when the last signature was made.
verify-extended = A later timestamp was added to the file. The signed content is unaltered.
verify-altered-title = Altered
verify-altered = The file has been changed after it was signed. Do not rely on it; ask for the original.
verify-unknown-title = Not known here
verify-unknown = The file carries signatures, but it was not signed here or is not on record. We cannot say whether it is genuine.
verify-unsigned-title = Not signed
verify-unsigned = The file carries no signature.
verify-not-pdf = This file is not a PDF, or it is damaged.
verify-too-large = This file is too large. At most { $megabytes } MB.
verify-file-missing = Choose a file first.
verify-agreement = Agreement
verify-version = Version
verify-between = Between
verify-signed-by = Signed by
verify-role = Role
verify-signed-at = Signed on
verify-seal = Seal of { $operator }
verify-timestamp = Time confirmed by { $authority } on { $date }
verify-no-timestamp = The time is that of our own clock; no timestamp authority has confirmed it.
verify-fingerprint = SHA-256 of the file
verify-again = Check another file
verify-link = Check a signed document
verify-checking = The file is being checked …
verify-file = File
verify-not-on-record-title = Genuine, but not on our record
verify-not-on-record = The file was signed here and is unaltered, but our record does not know it. Ask { $operator } before you rely on it.
verify-incomplete-title = Not complete
verify-incomplete = What is in this file was signed here, but signatures or the seal are missing. It is not the finished document; ask for the original.
verify-unreadable-title = Cannot be checked
verify-foreign = This PDF was not made here, or it is damaged or locked with a password. We can say nothing about it.
verify-record = On our record
verify-record-number = File { $number } of { $count } of this agreement
verify-record-newer = There is a newer file, number { $number }: the same signatures, with a later timestamp. You find it where you got this one.
verify-signature-broken = Does not fit the file
verify-signature-foreign = The certificate was not issued here
verify-timestamp-foreign = A timestamp by { $authority } says { $date }. We do not know this authority.

## Mails

mail-greeting = Hello { $name },
mail-closing = Kind regards
mail-button-fallback = If the button does not work, copy this address into your browser:
mail-footer-why = You receive this mail because { $app } uses debt collection provided by { $operator }, and your address was given for { $company }.
mail-footer-unexpected = If you did not expect this mail, you need not do anything.
mail-footer-no-passwords = We never ask for passwords or bank codes by mail.

mail-invitation-subject = { $company }: set up debt collection with { $app }
mail-invitation-body-1 = { $app } has prepared debt collection for { $company }. To start, please check your company’s details and sign the agreement.
mail-invitation-body-2 = It takes about ten minutes. You can stop at any time and go on later with the same link.
mail-invitation-button = Start

mail-signatory-subject = { $company }: your signature is needed
mail-signatory-body-1 = { $requester } has named you as a person who signs for { $company }.
mail-signatory-body-2 = You can read the whole text of “{ $agreement }” before you sign. To sign, you need a code that we send to this address.
mail-signatory-button = Read and sign

mail-reminder-subject = Reminder: { $company } is not quite set up yet
mail-reminder-body-1 = The setup of debt collection for { $company } is not finished. Next step: { $step }.
mail-reminder-body-2 = Everything entered so far is saved. The link takes you to where you stopped.
mail-reminder-button = Continue
mail-to-sign-subject = { $company }: your signature is needed
mail-to-sign-body-1 = A case of { $company } can be given to { $agency } as soon as its documents are signed.
mail-to-sign-body-2 = The link takes you to what is to be signed. It takes a few minutes.
mail-to-sign-button = Sign
mail-person-removed-subject = { $company }: you are no longer on the team
mail-person-removed-body = This address was removed from the team that { $company } named for debt collection with { $operator }. You get no more mails about its cases. If you did not expect this, ask your colleagues.
mail-address-replaced-subject = { $company }: your address was changed
mail-address-replaced-body = Mails about the debt collection of { $company } with { $operator } no longer go to this address. If you did not expect this, tell your colleagues at once.

mail-code-subject = Your code: { $code }
mail-code-body-1 = Enter this code to sign “{ $agreement }”:
mail-code-body-1-link = Enter this code to continue with the request by { $app }:
mail-code-body-2 = { $minutes ->
    [one] It is valid for { $minutes } minute and works once.
   *[other] It is valid for { $minutes } minutes and works once.
}
mail-code-body-3 = Do not pass the code on to anybody. If you did not ask for it, somebody may have entered your address by mistake; ignore this mail then.
mail-code-host = Enter the code only at { $host }.
mail-codes-closed-subject = Too many wrong codes
mail-codes-closed-body-1 = Too many wrong codes were entered for { $company } today. No more codes are sent or accepted for up to 24 hours.
mail-codes-closed-body-2 = If this was not you, somebody else may have your link and is guessing codes. Nothing was signed or changed. Please tell us if you did not expect this.
mail-new-link-subject = Your new link
mail-new-link-body = Here is the new link to the signed documents of { $company }. It works for { $days } days.
mail-new-link-ignore = If you did not ask for it, you need not do anything.
mail-new-link-button = See the documents

mail-signed-copy-subject = Signed: { $agreement }, { $company }
mail-signed-copy-body-1 = Everyone has signed. The signed document is attached.
mail-signed-copy-body-2 = Keep the file. It contains all signatures and the evidence of how they were made. Whether a copy is genuine can be checked at any time:
mail-signed-copy-button = Check the document

mail-welcome-subject = Welcome: { $company } is ready
mail-welcome-body-1 = { $company } is set up since { $date }. You can now submit unpaid invoices for collection in { $app }.
mail-welcome-body-2 = You pay only when money is recovered. We write to you when a collection partner has taken on your case and whenever your answer is needed.
mail-welcome-button = Go to { $app }

mail-link-request-subject = { $app } asks to be linked to your account
mail-link-request-body-1 = { $app } has asked to be linked to your account with { $operator }, in order to submit cases for you.
mail-link-request-body-2 = Nothing is shared until you approve. The request is valid until { $date }. If you do not know { $app }, decline it or do nothing.
mail-link-request-button = Look at the request

## Words in the documents: tables and the evidence page

document-zone-europe = Europe
document-zone-international = Rest of the world
document-zone-note = Europe means the European Union, Iceland, Liechtenstein, Norway, the United Kingdom and Switzerland.
document-principal = Principal
document-rate = Success fee
document-range = { $from } to { $to }
document-range-below = { $from } to below { $to }
document-range-from = { $from } and more
document-age = Age of the claim
document-age-over = { $months ->
    [one] More than { $months } month
   *[other] More than { $months } months
}
document-surcharge = Surcharge
document-surcharge-points = { $points ->
    [one] { $points } percentage point
   *[other] { $points } percentage points
}
document-surcharge-none = None
document-signatory-name = Name
document-signatory-role = Role
document-signatory-company = For
document-signatory-date = Signed (UTC)
document-signatory-signature = Signature
document-seal = Sealed electronically by { $operator }
document-page = Page { $page } of { $pages }
document-evidence-title = Evidence of signing
document-evidence-intro = This page was added when the last person had signed. The same evidence is attached to this file as data.
document-evidence-agreement = Agreement and version
document-evidence-language = Language of the text shown
document-evidence-fingerprint = SHA-256 of the text shown
document-evidence-person = Person
document-evidence-email = E-mail address to which the code was sent
document-evidence-address = IP address
document-evidence-browser = Browser
document-evidence-time = Time (UTC)
document-evidence-events = Events
document-event-opened = Link opened
document-event-read = Text shown
document-event-pdf = PDF opened
document-event-consented = Consent given
document-event-code-sent = Code sent
document-event-code-wrong = Wrong code entered
document-event-code-confirmed = Code confirmed
document-event-signed-drawn = Signed by drawing
document-event-signed-typed = Signed by typing the name
document-event-completed = All signatures present
document-verify = Check this document: { $address }
document-evidence-stamped = The time of every signature is confirmed by an independent timestamp authority.
document-timestamp = Timestamp over the whole file
