### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Virksomhed
step-people = Personer
step-kyc = Identitet
step-poa = Fuldmagt
step-sdca = Aftale
step-done = Færdig
step-progress = Trin { $step } af { $steps }
step-completed = afsluttet
step-current = nuværende trin

## Buttons used on several pages

action-continue = Gem og fortsæt
action-back = Tilbage
action-change = Ret
action-cancel = Annuller
field-optional = valgfrit

## Company

company-title = Kontrollér din virksomheds oplysninger
company-intro = { $app } har sendt os disse oplysninger. Kontrollér dem, og udfyld det, der mangler. De kommer til at stå i de aftaler, du underskriver.
company-name = Virksomhedens navn
company-name-hint = Det fulde juridiske navn, som det er registreret.
company-registration-number = Registreringsnummer
company-registration-number-hint = Fra virksomhedsregistret i dit land.
company-vat-number = Momsnummer
company-vat-number-hint = Med landekode, for eksempel DK12345674.
company-address = Gade og nummer
company-zip = Postnummer
company-city = By
company-state = Delstat eller region
company-state-hint = Kun hvis det er en del af adressen.
company-country = Land
company-support-email = Virksomhedens e-mail
company-support-email-hint = Hertil kan beskeder om dine sager sendes.
company-phone = Telefon
company-phone-hint = Med landekode, for eksempel +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = Den konto, som inddrevne penge udbetales til.
company-account-holder = Kontohaver
company-account-holder-hint = Navnet, som banken kender det.

## People

people-title = Hvem arbejder med dine sager, og hvem underskriver?
people-intro = Tilføj kolleger, der skal have adgang. Mindst én person skal have ret til at underskrive for virksomheden.
people-name = Fulde navn
people-email = E-mail
people-email-hint = En personlig adresse; koder til underskrift sendes dertil.
people-signs = Underskriver for virksomheden
people-signs-hint = Sæt kryds ved alle, der skal underskrive efter virksomhedens tegningsregel. De skal alle underskrive.
people-role-title = Rolle eller titel
people-role-title-hint = For eksempel administrerende direktør. Den vises ved siden af underskriften.
people-you = Dig
people-add = Tilføj en person
people-remove = Fjern { $name }
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } personer
}
people-signatory-missing = Vælg mindst én person, der underskriver for virksomheden.
people-email-twice = Denne e-mailadresse står allerede på listen. Hver person skal have sin egen adresse.

## Identity of the director (KYC)

kyc-title = Nogle få oplysninger om din direktør
kyc-intro = Inkassopartneren i dine sager skal vide, hvem der leder din virksomhed.
kyc-why = Derfor spørger vi: { $partner } er omfattet af lovgivningen mod hvidvask og må ikke gå i gang uden disse oplysninger. De bruges kun til denne kontrol.
kyc-director-name = Direktørens fulde navn
kyc-director-name-hint = Som i passet eller identitetskortet.
kyc-home-address = Privatadresse
kyc-home-address-hint = Gade, postnummer, by og land.
kyc-date-of-birth = Fødselsdato
kyc-date-of-birth-day = Dag
kyc-date-of-birth-month = Måned
kyc-date-of-birth-year = År
kyc-once = Du skal kun give oplysningerne én gang. De gælder også for dine senere sager.

## Names of the agreements

agreement-sdca = Standardaftale om inkasso
agreement-partner-sdca = Standardaftale om inkasso for inkassopartnere
agreement-poa = Fuldmagt
agreement-pricing-appendix = Prisbilag
agreement-poa-with-pricing-appendix = Fuldmagt med prisbilag

## Reading an agreement

read-title-sdca = Læs og underskriv inkassoaftalen
read-title-poa = Læs og underskriv fuldmagten
read-title-pricing-appendix = Læs og underskriv prisbilaget
read-between = Mellem { $company } og { $party }
read-intro-sdca = Du betaler kun, når der inddrives penge. Aftalen gælder for alle dine sager.
read-intro-poa = Den giver { $partner } ret til at inddrive for dig. Den dækker alle dine sager hos denne inkassopartner.
read-intro-pricing-appendix = Det fastsætter særlige satser for sager hos { $partner } mod skyldnere i dette land: { $country }.
read-open-pdf-plain = Åbn som PDF
read-scroll = Rul ned for at læse hele teksten. Du underskriver nedenunder.
read-version = Version { $version } af { $date }
read-language-note = Du læser en oversættelse. Afviger den fra den engelske tekst, går den engelske tekst forud.
read-english = Læs den engelske tekst
read-to-signature = Gå til underskriften

## Consent

consent-title = Før du underskriver
consent-read = Jeg har læst hele aftalen.
consent-electronic = Jeg samtykker i at underskrive elektronisk. Min underskrift er lige så bindende som en på papir.
consent-evidence = Jeg ved, at tidspunkt, IP-adresse, browser, e-mailadresse og hvert trin registreres som bevis og er en del af den underskrevne fil.
consent-missing = Bekræft alle punkter, før du underskriver.

## Code

code-title = Koden fra din e-mail
code-send = Send koden
code-sent = Vi har sendt en sekscifret kode til { $email }. Den er gyldig i { $minutes } minutter.
code-label = Sekscifret kode
code-hint = Kun cifre. Se også i mappen med uønsket post.
code-resend = Send en ny kode
code-resend-in = { $seconds ->
    [one] Du kan bede om en ny kode om { $seconds } sekund.
   *[other] Du kan bede om en ny kode om { $seconds } sekunder.
}
code-resent = En ny kode er på vej til { $email }. Den gamle virker ikke længere.
code-missing = Indtast de seks cifre fra e-mailen.
code-wrong = { $tries ->
    [one] Koden er ikke rigtig. Du har { $tries } forsøg tilbage.
   *[other] Koden er ikke rigtig. Du har { $tries } forsøg tilbage.
}
code-expired = Koden er udløbet. Bed om en ny; intet af det, du har indtastet, er gået tabt.
code-used = Koden er allerede brugt. Bed om en ny.
code-locked = Koden var forkert for mange gange og virker ikke længere. Bed om en ny om { $minutes } minutter.

## Signature

signature-title = Din underskrift
signature-draw = Tegn
signature-type = Skriv
signature-clear = Ryd
signature-draw-hint = Brug en mus, en finger eller en pen.
signature-draw-area = Felt til at tegne underskriften i
signature-type-hint = Skriv dit navn. Det sættes med håndskrift i dokumentet.
signature-preview = Sådan kommer den til at se ud
signature-name = Dit navn, som det skal stå
signature-role = Din rolle
signature-authority = Jeg har ret til at underskrive for { $company }.
signature-sign = Underskriv aftalen
signature-sign-poa = Underskriv fuldmagten
signature-sign-pricing-appendix = Underskriv prisbilaget
signature-final = Når du underskriver, indgår du aftalen. Du modtager straks en kopi, når alle har underskrevet.
signature-missing = Tegn eller skriv din underskrift.
signature-name-missing = Indtast dit navn, som det skal stå.
signature-role-missing = Indtast din rolle i virksomheden.
signature-authority-missing = Bekræft, at du har ret til at underskrive. Har du ikke det, så gå tilbage og angiv en person, der har.

## Waiting for other signatories

waiting-title = Du har underskrevet
waiting-intro = { $count ->
    [one] Én person mere skal underskrive. Vi har sendt en e-mail med et link.
   *[other] { $count } personer mere skal underskrive. Vi har sendt hver af dem en e-mail med et link.
}
waiting-signed = { $name } underskrev den { $date }
waiting-open = { $name } har endnu ikke underskrevet
waiting-remind = Send en påmindelse til { $name }
waiting-reminded = Der er sendt en påmindelse til { $name }.
waiting-file = Det underskrevne dokument dannes, når den sidste person har underskrevet. Du kan lukke denne side; vi skriver til dig.

## Done

done-title = Alt er på plads
done-intro = { $company } er klar til at indsende sager.
done-intro-resigned = Den nye version er underskrevet. Du kan fortsætte som før.
done-intro-poa = Fuldmagten er underskrevet. { $partner } kan gå i gang med dine sager.
done-copy-mailed = En underskrevet kopi er sendt til alle, der har underskrevet.
done-download = Hent ”{ $agreement }”
done-verify = Enhver, du giver filen til, kan kontrollere, at den er ægte.
done-back = Gå tilbage til { $app }
ended-title = Dette link er udløbet
ended-intro = De underskrevne dokumenter blev vist her i { $days } dage. Du kan få sendt et nyt link til den adresse, vi har registreret.
ended-send = Send mig et nyt link
ended-asked-title = Tjek din mail
ended-asked = Hvis linket kan fornys, er et nyt på vej til den adresse, vi har registreret.

## A platform asks to be linked

link-title = { $app } beder om at blive knyttet til din konto
link-code-first = Først sikrer vi os, at det er dig. Vi sender en kode til en adresse, som vi allerede har registreret.
link-code-send = Send en kode til den registrerede adresse
proof-sent = Vi har sendt en sekscifret kode til den registrerede adresse. Den gælder i { $minutes } minutter.
link-intro = Hvis du godkender, bliver { $company } knyttet til { $app }.
link-consequences = Det betyder det
link-consequence-submit = { $app } kan indsende sager for { $company }.
link-consequence-see = { $app } kan se din virksomheds navn og dine sagers status, priser og betalinger.
link-consequence-same = Dine aftaler, dine brugere og dine igangværende sager forbliver, som de er.
link-consequence-one = En konto kan kun knyttes til én platform.
link-decline-consequence = Hvis du afslår, ændres intet, og { $app } får kun at vide, at anmodningen blev afslået.
link-valid-until = Anmodningen er gyldig til den { $date }.
link-approve = Godkend tilknytningen
link-decline = Afslå
link-approved-title = Knyttet til { $app }
link-approved = { $company } og { $app } er nu knyttet sammen.
link-declined-title = Anmodningen er afslået
link-declined = Intet er ændret på din konto.

## Choosing a company

choice-title = Hvilken virksomhed gælder det?
choice-intro = Din adresse hører til en konto, der allerede findes hos os.
choice-link = Tilknyt { $company }
choice-link-hint = Brug den eksisterende konto til sager fra { $app }.
choice-new = Opret en anden virksomhed
choice-new-hint = Vælg dette, hvis fordringerne tilhører en virksomhed, der endnu ikke har en konto. Dens brugere skal have andre e-mailadresser.
choice-missing = Vælg en af de to muligheder.
choice-email-taken = Denne adresse hører allerede til en konto. Angiv venligst en anden.

## Signing again, power of attorney alone, everything pending

resign-title = Der er en ny version af din aftale
resign-intro = For at indsende flere sager skal { $company } underskrive version { $version } af { $date }. Sager, der allerede er indsendt, forbliver under den version, du underskrev dengang.
resign-name-changed = Din virksomhed har skiftet navn. Underskriv aftalen igen under det nye navn.
poa-title = Der er brug for en fuldmagt
poa-intro = Sager fra { $company } skal behandles af { $partner }. Før arbejdet begynder, har { $partner } brug for din fuldmagt.
poa-intro-pricing = Der er aftalt særlige satser for disse sager. Prisbilaget er en del af samme dokument; én underskrift er nok til begge.
pending-title = Dokumenter, der venter på din underskrift
pending-intro = { $count ->
    [one] Ét dokument venter. Vi fører dig igennem det.
   *[other] { $count } dokumenter venter. Vi fører dig igennem dem ét ad gangen.
}
pending-start = Start

## What can go wrong

error-summary = { $count ->
    [one] Se på ét felt igen
   *[other] Se på { $count } felter igen
}
error-required = Udfyld dette felt.
error-too-long = { $max ->
    [one] Højst { $max } tegn.
   *[other] Højst { $max } tegn.
}
error-character = Tegnet ”{ $character }” kan ikke vises i vores dokumenter. Brug latinske, græske, kyrilliske, hebraiske eller arabiske bogstaver.
error-email = Dette er ikke en gyldig e-mailadresse. Den skal se ud som navn@example.com.
error-iban = IBAN-nummeret er ikke gyldigt. Sammenlign det med dit kontoudtog.
error-vat-number = Momsnummeret er ikke gyldigt for det valgte land.
error-registration-number = Registreringsnummeret er ikke gyldigt for det valgte land.
error-phone = Telefonnummeret er ikke gyldigt. Begynd med landekoden, for eksempel +45.
error-country = Vælg et land på listen.
error-date = Datoen findes ikke. Kontrollér dag, måned og år.
error-date-future = Datoen ligger i fremtiden.
error-under-age = Direktøren skal være fyldt 18 år.
error-link-expired-title = Linket er udløbet
error-link-expired = Gå tilbage til { $app }, og start igen dér; så får du et nyt link. Intet af det, du har indtastet, er gået tabt.
error-link-invalid-title = Linket er ikke gyldigt
error-link-invalid = Kontrollér, at hele adressen er kopieret, eller åbn linket igen fra din e-mail eller fra appen.
error-link-used-title = Linket er allerede brugt
error-link-used = Det, linket skulle bruges til, er gjort. Har du brug for andet, så gå tilbage til { $app }.
error-other-person-title = Linket er til en anden person
error-other-person = Bed { $name } om at åbne det, eller brug linket fra din egen e-mail.
error-already-signed-title = Allerede underskrevet
error-already-signed = Du underskrev denne aftale den { $date }. Du skal ikke gøre mere.
error-two-tabs-title = Dette trin er allerede udført i et andet vindue
error-two-tabs = Vi har gemt det, der blev indtastet først. Fortsæt her for at se, hvor langt du er.
error-stale-title = Aftalen er ændret
error-stale = En ny version blev offentliggjort, mens du læste. Læs den, og underskriv igen; dine oplysninger er bevaret.
error-mail-delayed-title = Vores e-mail er forsinket
error-mail-delayed = Vi kunne ikke sende e-mailen lige nu og bliver ved med at prøve. Dine oplysninger er gemt. Du kan vente her eller vende tilbage senere med samme link.
error-too-many-title = For mange forsøg
error-too-many = Vent { $minutes } minutter, og prøv igen.
error-server-title = Noget gik galt hos os
error-server = Intet af det, du har gemt, er gået tabt. Prøv igen om et par minutter. Sker det igen, så oplys dette nummer: { $reference }
error-continue = Fortsæt

## Footer and language

footer-provided-by = Leveret af { $operator }
footer-legal-notice = Aftalerne indgås med { $operator } og operatørens inkassopartnere.
footer-privacy = Databeskyttelse
footer-terms = Vilkår
footer-help = Hjælp
skip-to-content = Gå til indholdet
language-label = Sprog
language-switch = Skift sprog
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Er dette dokument ægte?
verify-intro = Vælg en PDF, der er underskrevet her. Du ser, om den er ægte og hel, hvem der har underskrevet den, og hvornår.
verify-drop = Træk den underskrevne PDF hertil
verify-choose = Vælg en fil
verify-check = Kontrollér filen
verify-private = Filen kontrolleres og gemmes ikke.
verify-genuine-title = Ægte og uændret
verify-genuine = Filen er nøjagtig, som den var, da den sidste underskrift blev sat.
verify-extended = Et senere tidsstempel er føjet til filen. Det underskrevne indhold er uændret.
verify-altered-title = Ændret
verify-altered = Filen er ændret, efter at den blev underskrevet. Stol ikke på den; bed om originalen.
verify-unknown-title = Ukendt her
verify-unknown = Filen indeholder underskrifter, men den er ikke underskrevet her eller er ikke registreret hos os. Vi kan ikke sige, om den er ægte.
verify-unsigned-title = Ikke underskrevet
verify-unsigned = Filen indeholder ingen underskrift.
verify-not-pdf = Filen er ikke en PDF, eller den er beskadiget.
verify-too-large = Filen er for stor. Højst { $megabytes } MB.
verify-file-missing = Vælg først en fil.
verify-agreement = Aftale
verify-version = Version
verify-between = Mellem
verify-signed-by = Underskrevet af
verify-role = Rolle
verify-signed-at = Underskrevet den
verify-seal = Segl fra { $operator }
verify-timestamp = Tidspunktet er bekræftet af { $authority } den { $date }
verify-no-timestamp = Tidspunktet stammer fra vores eget ur; ingen tidsstemplingstjeneste har bekræftet det.
verify-fingerprint = Filens SHA-256
verify-again = Kontrollér en anden fil
verify-link = Kontrollér et underskrevet dokument
verify-checking = Filen kontrolleres …
verify-file = Fil
verify-not-on-record-title = Ægte, men ikke registreret hos os
verify-not-on-record = Filen er underskrevet her og er uændret, men den findes ikke i vores register. Spørg { $operator }, før du stoler på den.
verify-incomplete-title = Ikke fuldstændig
verify-incomplete = Indholdet er underskrevet her, men der mangler underskrifter eller seglet. Det er ikke det færdige dokument; bed om originalen.
verify-unreadable-title = Kan ikke kontrolleres
verify-foreign = Denne PDF er ikke lavet her, eller den er beskadiget eller låst med en adgangskode. Vi kan ikke sige noget om den.
verify-record = I vores register
verify-record-number = Fil { $number } af { $count } for denne aftale
verify-record-newer = Der findes en nyere fil, nummer { $number }: de samme underskrifter med et senere tidsstempel. Du finder den samme sted, som du hentede denne.
verify-signature-broken = Passer ikke til filen
verify-signature-foreign = Certifikatet er ikke udstedt her
verify-timestamp-foreign = Et tidsstempel fra { $authority } angiver { $date }. Vi kender ikke denne tjeneste.

## Mails

mail-greeting = Hej { $name }
mail-closing = Venlig hilsen
mail-button-fallback = Hvis knappen ikke virker, så kopiér denne adresse til din browser:
mail-footer-why = Du modtager denne e-mail, fordi { $app } bruger inkasso leveret af { $operator }, og din adresse er oplyst for { $company }.
mail-footer-unexpected = Hvis du ikke ventede denne e-mail, behøver du ikke gøre noget.
mail-footer-no-passwords = Vi beder aldrig om adgangskoder eller bankkoder på e-mail.

mail-invitation-subject = { $company }: kom i gang med inkasso via { $app }
mail-invitation-body-1 = { $app } har forberedt inkasso for { $company }. Begynd med at kontrollere din virksomheds oplysninger og underskrive aftalen.
mail-invitation-body-2 = Det tager omkring ti minutter. Du kan stoppe når som helst og fortsætte senere med samme link.
mail-invitation-button = Start

mail-signatory-subject = { $company }: din underskrift er nødvendig
mail-signatory-body-1 = { $requester } har angivet dig som en person, der underskriver for { $company }.
mail-signatory-body-2 = Du kan læse hele teksten i ”{ $agreement }”, før du underskriver. For at underskrive skal du bruge en kode, som vi sender til denne adresse.
mail-signatory-button = Læs og underskriv

mail-reminder-subject = Påmindelse: { $company } er ikke helt klar endnu
mail-reminder-body-1 = Opsætningen af inkasso for { $company } er ikke afsluttet. Næste trin: { $step }.
mail-reminder-body-2 = Alt, der er indtastet indtil nu, er gemt. Linket fører dig til det sted, hvor du slap.
mail-reminder-button = Fortsæt
mail-to-sign-subject = { $company }: Din underskrift mangler
mail-to-sign-body-1 = En sag fra { $company } kan gives til { $agency }, så snart dokumenterne er underskrevet.
mail-to-sign-body-2 = Linket fører dig til det, der skal underskrives. Det tager få minutter.
mail-to-sign-button = Underskriv
mail-person-removed-subject = { $company }: Du er ikke længere med i teamet
mail-person-removed-body = Denne adresse er fjernet fra det team, som { $company } har oplyst til inkasso hos { $operator }. Du får ikke flere e-mails om sagerne. Hvis du ikke ventede dette, så spørg dine kolleger.
mail-address-replaced-subject = { $company }: Din adresse er ændret
mail-address-replaced-body = E-mails om inkasso for { $company } hos { $operator } sendes ikke længere til denne adresse. Hvis du ikke ventede dette, så sig det straks til dine kolleger.

mail-code-subject = Din kode: { $code }
mail-code-body-1 = Indtast denne kode for at underskrive ”{ $agreement }”:
mail-code-body-1-link = Indtast denne kode for at fortsætte med anmodningen fra { $app }:
mail-code-body-2 = { $minutes ->
    [one] Den er gyldig i { $minutes } minut og virker én gang.
   *[other] Den er gyldig i { $minutes } minutter og virker én gang.
}
mail-code-body-3 = Giv ikke koden videre til nogen. Hvis du ikke har bedt om den, har nogen måske indtastet din adresse ved en fejl; se i så fald bort fra denne e-mail.
mail-code-host = Indtast kun koden på { $host }.
mail-codes-closed-subject = For mange forkerte koder
mail-codes-closed-body-1 = Der er indtastet for mange forkerte koder for { $company } i dag. Der sendes eller godtages ingen koder i op til 24 timer.
mail-codes-closed-body-2 = Hvis det ikke var dig, har en anden måske dit link og gætter på koder. Intet er underskrevet eller ændret. Fortæl os det, hvis du ikke ventede dette.
mail-new-link-subject = Dit nye link
mail-new-link-body = Her er det nye link til de underskrevne dokumenter for { $company }. Det virker i { $days } dage.
mail-new-link-ignore = Hvis du ikke har bedt om det, skal du ikke gøre noget.
mail-new-link-button = Se dokumenterne

mail-signed-copy-subject = Underskrevet: { $agreement }, { $company }
mail-signed-copy-body-1 = Alle har underskrevet. Det underskrevne dokument er vedhæftet.
mail-signed-copy-body-2 = Gem filen. Den indeholder alle underskrifter og beviset for, hvordan de blev sat. Det kan til enhver tid kontrolleres, om en kopi er ægte:
mail-signed-copy-button = Kontrollér dokumentet

mail-welcome-subject = Velkommen: { $company } er klar
mail-welcome-body-1 = { $company } blev oprettet den { $date }. Du kan nu indsende ubetalte fakturaer til inkasso i { $app }.
mail-welcome-body-2 = Du betaler kun, når der inddrives penge. Vi skriver til dig, når en inkassopartner har påtaget sig din sag, og hver gang der er brug for dit svar.
mail-welcome-button = Gå til { $app }

mail-link-request-subject = { $app } beder om at blive knyttet til din konto
mail-link-request-body-1 = { $app } har bedt om at blive knyttet til din konto hos { $operator } for at kunne indsende sager for dig.
mail-link-request-body-2 = Intet deles, før du godkender. Anmodningen er gyldig til den { $date }. Hvis du ikke kender { $app }, så afslå den, eller gør ingenting.
mail-link-request-button = Se anmodningen

## Words in the documents: tables and the evidence page

document-zone-europe = Europa
document-zone-international = Resten af verden
document-zone-note = Europa betyder Den Europæiske Union, Island, Liechtenstein, Norge, Det Forenede Kongerige og Schweiz.
document-principal = Hovedstol
document-rate = Succeshonorar
document-range = { $from } til { $to }
document-range-below = { $from } til under { $to }
document-range-from = { $from } og derover
document-age = Fordringens alder
document-age-over = { $months ->
    [one] Mere end { $months } måned
   *[other] Mere end { $months } måneder
}
document-surcharge = Tillæg
document-surcharge-points = { $points ->
    [one] { $points } procentpoint
   *[other] { $points } procentpoint
}
document-surcharge-none = Intet
document-signatory-name = Navn
document-signatory-role = Rolle
document-signatory-company = For
document-signatory-date = Underskrevet (UTC)
document-signatory-signature = Underskrift
document-seal = Elektronisk forseglet af { $operator }
document-page = Side { $page } af { $pages }
document-evidence-title = Bevis for underskrift
document-evidence-intro = Denne side blev tilføjet, da den sidste person havde underskrevet. De samme beviser er vedhæftet denne fil som data.
document-evidence-agreement = Aftale og version
document-evidence-language = Den viste teksts sprog
document-evidence-fingerprint = Den viste teksts SHA-256
document-evidence-person = Person
document-evidence-email = E-mailadresse, som koden blev sendt til
document-evidence-address = IP-adresse
document-evidence-browser = Browser
document-evidence-time = Tidspunkt (UTC)
document-evidence-events = Hændelser
document-event-opened = Link åbnet
document-event-read = Tekst vist
document-event-pdf = PDF åbnet
document-event-consented = Samtykke givet
document-event-code-sent = Kode sendt
document-event-code-wrong = Forkert kode indtastet
document-event-code-confirmed = Kode bekræftet
document-event-signed-drawn = Underskrevet ved tegning
document-event-signed-typed = Underskrevet ved at skrive navnet
document-event-completed = Alle underskrifter foreligger
document-verify = Kontrollér dette dokument: { $address }
document-evidence-stamped = Tidspunktet for hver underskrift er bekræftet af en uafhængig tidsstemplingstjeneste.
document-timestamp = Tidsstempel over hele filen
