### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Foretak
step-people = Personer
step-kyc = Identitet
step-poa = Fullmakt
step-sdca = Avtale
step-done = Ferdig
step-progress = Trinn { $step } av { $steps }
step-completed = fullført
step-current = gjeldende trinn

## Buttons used on several pages

action-continue = Lagre og fortsett
action-back = Tilbake
action-change = Endre
action-cancel = Avbryt
field-optional = valgfritt

## Company

company-title = Kontroller opplysningene om foretaket ditt
company-intro = { $app } har sendt oss disse opplysningene. Kontroller dem og fyll ut det som mangler. De kommer med i avtalene du signerer.
company-name = Foretakets navn
company-name-hint = Det fulle juridiske navnet, slik det er registrert.
company-registration-number = Registreringsnummer
company-registration-number-hint = Fra foretaksregisteret i landet ditt.
company-vat-number = MVA-nummer
company-vat-number-hint = Med landkode, for eksempel DK12345674.
company-address = Gate og nummer
company-zip = Postnummer
company-city = Poststed
company-state = Delstat eller region
company-state-hint = Bare der det er en del av adressen.
company-country = Land
company-support-email = Foretakets e-postadresse
company-support-email-hint = Hit kan meldinger om sakene dine sendes.
company-phone = Telefon
company-phone-hint = Med landkode, for eksempel +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = Kontoen som inndrevne penger utbetales til.
company-account-holder = Kontoeier
company-account-holder-hint = Navnet slik banken kjenner det.

## People

people-title = Hvem arbeider med sakene dine, og hvem signerer?
people-intro = Legg til kolleger som skal ha tilgang. Minst én person må ha rett til å signere for foretaket.
people-name = Fullt navn
people-email = E-post
people-email-hint = En personlig adresse; koder for signering sendes dit.
people-signs = Signerer for foretaket
people-signs-hint = Kryss av for alle som må signere etter foretakets signaturbestemmelser. Alle må signere.
people-role-title = Rolle eller tittel
people-role-title-hint = For eksempel daglig leder. Den vises ved siden av underskriften.
people-you = Deg
people-add = Legg til en person
people-remove = Fjern { $name }
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } personer
}
people-signatory-missing = Velg minst én person som signerer for foretaket.
people-email-twice = Denne e-postadressen står allerede på listen. Hver person må ha sin egen adresse.

## Identity of the director (KYC)

kyc-title = Noen få opplysninger om daglig leder
kyc-intro = Inkassopartneren for sakene dine må vite hvem som leder foretaket ditt.
kyc-why = Derfor spør vi: { $partner } er underlagt loven mot hvitvasking og kan ikke begynne arbeidet uten disse opplysningene. De brukes bare til denne kontrollen.
kyc-director-name = Daglig leders fulle navn
kyc-director-name-hint = Som i passet eller på identitetskortet.
kyc-home-address = Bostedsadresse
kyc-home-address-hint = Gate, postnummer, poststed og land.
kyc-date-of-birth = Fødselsdato
kyc-date-of-birth-day = Dag
kyc-date-of-birth-month = Måned
kyc-date-of-birth-year = År
kyc-once = Du gir disse opplysningene én gang. De gjelder også for senere saker.

## Names of the agreements

agreement-sdca = Standardavtale om inkasso
agreement-partner-sdca = Standardavtale om inkasso for inkassopartnere
agreement-poa = Fullmakt
agreement-pricing-appendix = Prisvedlegg
agreement-poa-with-pricing-appendix = Fullmakt med prisvedlegg

## Reading an agreement

read-title-sdca = Les og signer inkassoavtalen
read-title-poa = Les og signer fullmakten
read-title-pricing-appendix = Les og signer prisvedlegget
read-between = Mellom { $company } og { $party }
read-intro-sdca = Du betaler bare når penger drives inn. Avtalen gjelder for alle sakene dine.
read-intro-poa = Den gir { $partner } rett til å drive inn for deg. Den dekker alle sakene dine hos denne inkassopartneren.
read-intro-pricing-appendix = Det fastsetter særskilte satser for saker hos { $partner } mot skyldnere i dette landet: { $country }.
read-open-pdf-plain = Åpne som PDF
read-scroll = Bla nedover for å lese hele teksten. Du signerer nedenfor den.
read-version = Versjon { $version } av { $date }
read-language-note = Du leser en oversettelse. Avviker den fra den engelske teksten, går den engelske teksten foran.
read-english = Les den engelske teksten
read-to-signature = Gå til signaturen

## Consent

consent-title = Før du signerer
consent-read = Jeg har lest hele avtalen.
consent-electronic = Jeg samtykker i å signere elektronisk. Signaturen min er like bindende som en underskrift på papir.
consent-evidence = Jeg er kjent med at tidspunkt, IP-adresse, nettleser, e-postadresse og hvert trinn registreres som bevis og er en del av den signerte filen.
consent-missing = Bekreft alle punktene før du signerer.

## Code

code-title = Koden fra e-posten
code-send = Send koden
code-sent = Vi har sendt en sekssifret kode til { $email }. Den er gyldig i { $minutes } minutter.
code-label = Sekssifret kode
code-hint = Bare sifre. Se også i søppelposten.
code-resend = Send en ny kode
code-resend-in = { $seconds ->
    [one] Du kan be om en ny kode om { $seconds } sekund.
   *[other] Du kan be om en ny kode om { $seconds } sekunder.
}
code-resent = En ny kode er på vei til { $email }. Den gamle virker ikke lenger.
code-missing = Skriv inn de seks sifrene fra e-posten.
code-wrong = { $tries ->
    [one] Koden er ikke riktig. Du har { $tries } forsøk igjen.
   *[other] Koden er ikke riktig. Du har { $tries } forsøk igjen.
}
code-expired = Koden er utløpt. Be om en ny; ingenting av det du har skrevet inn, er gått tapt.
code-used = Koden er allerede brukt. Be om en ny.
code-locked = Koden var feil for mange ganger og virker ikke lenger. Be om en ny om { $minutes } minutter.

## Signature

signature-title = Signaturen din
signature-draw = Tegn
signature-type = Skriv
signature-clear = Tøm
signature-draw-hint = Bruk mus, finger eller penn.
signature-draw-area = Felt for å tegne signaturen
signature-type-hint = Skriv navnet ditt. Det gjengis med håndskrift i dokumentet.
signature-preview = Slik kommer den til å se ut
signature-name = Navnet ditt slik det skal stå
signature-role = Rollen din
signature-authority = Jeg har rett til å signere for { $company }.
signature-sign = Signer avtalen
signature-sign-poa = Signer fullmakten
signature-sign-pricing-appendix = Signer prisvedlegget
signature-final = Når du signerer, inngår du avtalen. Du får en kopi straks alle har signert.
signature-missing = Tegn eller skriv signaturen din.
signature-name-missing = Skriv inn navnet ditt slik det skal stå.
signature-role-missing = Skriv inn rollen din i foretaket.
signature-authority-missing = Bekreft at du har rett til å signere. Har du ikke det, kan du gå tilbake og oppgi en person som har det.

## Waiting for other signatories

waiting-title = Du har signert
waiting-intro = { $count ->
    [one] Én person til må signere. Vi har sendt en e-post med en lenke.
   *[other] { $count } personer til må signere. Vi har sendt hver av dem en e-post med en lenke.
}
waiting-signed = { $name } signerte den { $date }
waiting-open = { $name } har ikke signert ennå
waiting-remind = Send en påminnelse til { $name }
waiting-reminded = En påminnelse er sendt til { $name }.
waiting-file = Det signerte dokumentet lages når den siste personen har signert. Du kan lukke denne siden; vi skriver til deg.

## Done

done-title = Alt er klart
done-intro = { $company } kan nå sende inn saker.
done-intro-resigned = Den nye versjonen er signert. Du kan fortsette som før.
done-intro-poa = Fullmakten er signert. { $partner } kan begynne arbeidet med sakene dine.
done-copy-mailed = En signert kopi er sendt til alle som har signert.
done-download = Last ned «{ $agreement }»
done-verify = Alle du gir filen til, kan kontrollere at den er ekte.
done-back = Gå tilbake til { $app }
ended-title = Denne lenken er utløpt
ended-intro = De signerte dokumentene ble vist her i { $days } dager. Du kan få en ny lenke sendt til den registrerte adressen.
ended-send = Send meg en ny lenke
ended-asked-title = Sjekk e-posten din
ended-asked = Hvis lenken kan fornyes, er en ny på vei til den registrerte adressen.

## A platform asks to be linked

link-title = { $app } ber om å bli koblet til kontoen din
link-code-first = Først forsikrer vi oss om at det er deg. Vi sender en kode til en adresse som allerede er registrert hos oss.
link-code-send = Send en kode til den registrerte adressen
proof-sent = Vi har sendt en sekssifret kode til den registrerte adressen. Den gjelder i { $minutes } minutter.
link-intro = Hvis du godkjenner, blir { $company } koblet til { $app }.
link-consequences = Hva dette betyr
link-consequence-submit = { $app } kan sende inn saker for { $company }.
link-consequence-see = { $app } ser foretakets navn og status, priser og betalinger i sakene dine.
link-consequence-same = Avtalene, brukerne og de pågående sakene dine forblir som de er.
link-consequence-one = En konto kan bare kobles til én plattform.
link-decline-consequence = Hvis du avslår, endres ingenting, og { $app } får bare vite at forespørselen ble avslått.
link-valid-until = Forespørselen er gyldig til den { $date }.
link-approve = Godkjenn koblingen
link-decline = Avslå
link-approved-title = Koblet til { $app }
link-approved = { $company } og { $app } er nå koblet sammen.
link-declined-title = Forespørselen er avslått
link-declined = Ingenting er endret i kontoen din.

## Choosing a company

choice-title = Hvilket foretak gjelder det?
choice-intro = Adressen din hører til en konto som allerede finnes hos oss.
choice-link = Koble til { $company }
choice-link-hint = Bruk den eksisterende kontoen for saker fra { $app }.
choice-new = Registrer et annet foretak
choice-new-hint = Velg dette hvis kravene tilhører et foretak som ikke har noen konto ennå. Brukerne der må ha andre e-postadresser.
choice-missing = Velg ett av de to alternativene.
choice-email-taken = Denne adressen hører allerede til en konto. Oppgi en annen.

## Signing again, power of attorney alone, everything pending

resign-title = Det finnes en ny versjon av avtalen din
resign-intro = For å sende inn flere saker må { $company } signere versjon { $version } av { $date }. Saker som allerede er sendt inn, forblir under versjonen du signerte den gangen.
resign-name-changed = Foretaket ditt har skiftet navn. Signer avtalen på nytt under det nye navnet.
poa-title = Det trengs en fullmakt
poa-intro = Saker fra { $company } skal behandles av { $partner }. Før arbeidet begynner, trenger { $partner } fullmakten din.
poa-intro-pricing = Det er avtalt særskilte satser for disse sakene. Prisvedlegget er en del av samme dokument; én signatur er nok for begge.
pending-title = Dokumenter som venter på signaturen din
pending-intro = { $count ->
    [one] Ett dokument venter. Vi leder deg gjennom det.
   *[other] { $count } dokumenter venter. Vi leder deg gjennom dem ett for ett.
}
pending-start = Start

## What can go wrong

error-summary = { $count ->
    [one] Se på ett felt på nytt
   *[other] Se på { $count } felt på nytt
}
error-required = Fyll ut dette feltet.
error-too-long = { $max ->
    [one] Høyst { $max } tegn.
   *[other] Høyst { $max } tegn.
}
error-character = Tegnet «{ $character }» kan ikke vises i dokumentene våre. Bruk latinske, greske, kyrilliske, hebraiske eller arabiske bokstaver.
error-email = Dette er ikke en gyldig e-postadresse. Den skal se ut som navn@example.com.
error-iban = Dette IBAN-nummeret er ikke gyldig. Sammenlign det med kontoutskriften din.
error-vat-number = MVA-nummeret er ikke gyldig for det valgte landet.
error-registration-number = Registreringsnummeret er ikke gyldig for det valgte landet.
error-phone = Telefonnummeret er ikke gyldig. Begynn med landkoden, for eksempel +45.
error-country = Velg et land fra listen.
error-date = Datoen finnes ikke. Kontroller dag, måned og år.
error-date-future = Datoen er frem i tid.
error-under-age = Daglig leder må være fylt 18 år.
error-link-expired-title = Lenken er utløpt
error-link-expired = Gå tilbake til { $app } og start på nytt der, så får du en ny lenke. Ingenting av det du har skrevet inn, er gått tapt.
error-link-invalid-title = Lenken er ikke gyldig
error-link-invalid = Kontroller at hele adressen er kopiert, eller åpne lenken på nytt fra e-posten eller appen.
error-link-used-title = Lenken er allerede brukt
error-link-used = Det lenken skulle brukes til, er gjort. Trenger du noe annet, kan du gå tilbake til { $app }.
error-other-person-title = Lenken er til en annen person
error-other-person = Be { $name } åpne den, eller bruk lenken fra din egen e-post.
error-already-signed-title = Allerede signert
error-already-signed = Du signerte denne avtalen den { $date }. Du trenger ikke å gjøre noe mer.
error-two-tabs-title = Dette trinnet er allerede utført i et annet vindu
error-two-tabs = Vi har lagret det som ble skrevet inn først. Fortsett her for å se hvor langt du er kommet.
error-stale-title = Avtalen er endret
error-stale = En ny versjon ble publisert mens du leste. Les den og signer på nytt; opplysningene dine er bevart.
error-mail-delayed-title = E-posten vår er forsinket
error-mail-delayed = Vi kunne ikke sende e-posten akkurat nå, men fortsetter å prøve. Opplysningene dine er lagret. Du kan vente her eller komme tilbake senere med samme lenke.
error-too-many-title = For mange forsøk
error-too-many = Vent { $minutes } minutter og prøv på nytt.
error-server-title = Noe gikk galt hos oss
error-server = Ingenting av det du har lagret, er gått tapt. Prøv på nytt om noen minutter. Skjer det igjen, ber vi deg oppgi dette nummeret: { $reference }
error-continue = Fortsett

## Footer and language

footer-provided-by = Levert av { $operator }
footer-legal-notice = Avtalene inngås med { $operator } og operatørens inkassopartnere.
footer-privacy = Personvern
footer-terms = Vilkår
footer-help = Hjelp
skip-to-content = Gå til innholdet
language-label = Språk
language-switch = Bytt språk
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Er dette dokumentet ekte?
verify-intro = Velg en PDF som er signert her. Du ser om den er ekte og fullstendig, hvem som har signert den, og når.
verify-drop = Slipp den signerte PDF-en her
verify-choose = Velg en fil
verify-check = Kontroller filen
verify-private = Filen kontrolleres og blir ikke lagret.
verify-genuine-title = Ekte og uendret
verify-genuine = Filen er nøyaktig slik den var da den siste signaturen ble satt.
verify-extended = Et senere tidsstempel er lagt til i filen. Det signerte innholdet er uendret.
verify-altered-title = Endret
verify-altered = Filen er endret etter at den ble signert. Stol ikke på den; be om originalen.
verify-unknown-title = Ukjent her
verify-unknown = Filen inneholder signaturer, men den er ikke signert her eller er ikke registrert hos oss. Vi kan ikke si om den er ekte.
verify-unsigned-title = Ikke signert
verify-unsigned = Filen inneholder ingen signatur.
verify-not-pdf = Filen er ikke en PDF, eller den er skadet.
verify-too-large = Filen er for stor. Høyst { $megabytes } MB.
verify-file-missing = Velg en fil først.
verify-agreement = Avtale
verify-version = Versjon
verify-between = Mellom
verify-signed-by = Signert av
verify-role = Rolle
verify-signed-at = Signert den
verify-seal = Segl fra { $operator }
verify-timestamp = Tidspunktet er bekreftet av { $authority } den { $date }
verify-no-timestamp = Tidspunktet er hentet fra vår egen klokke; ingen tidsstemplingstjeneste har bekreftet det.
verify-fingerprint = Filens SHA-256
verify-again = Kontroller en annen fil
verify-link = Kontroller et signert dokument
verify-checking = Filen kontrolleres …
verify-file = Fil
verify-not-on-record-title = Ekte, men ikke registrert hos oss
verify-not-on-record = Filen er signert her og er uendret, men den finnes ikke i registeret vårt. Spør { $operator } før du stoler på den.
verify-incomplete-title = Ikke fullstendig
verify-incomplete = Innholdet er signert her, men det mangler signaturer eller seglet. Det er ikke det ferdige dokumentet; be om originalen.
verify-unreadable-title = Kan ikke kontrolleres
verify-foreign = Denne PDF-en er ikke laget her, eller den er skadet eller låst med passord. Vi kan ikke si noe om den.
verify-record = I registeret vårt
verify-record-number = Fil { $number } av { $count } for denne avtalen
verify-record-newer = Det finnes en nyere fil, nummer { $number }: de samme signaturene med et senere tidsstempel. Du finner den der du fikk denne.
verify-signature-broken = Passer ikke til filen
verify-signature-foreign = Sertifikatet er ikke utstedt her
verify-timestamp-foreign = Et tidsstempel fra { $authority } angir { $date }. Vi kjenner ikke denne tjenesten.

## Mails

mail-greeting = Hei, { $name }
mail-closing = Vennlig hilsen
mail-button-fallback = Hvis knappen ikke virker, kan du kopiere denne adressen til nettleseren:
mail-footer-why = Du får denne e-posten fordi { $app } bruker inkasso levert av { $operator }, og adressen din er oppgitt for { $company }.
mail-footer-unexpected = Hvis du ikke ventet denne e-posten, trenger du ikke å gjøre noe.
mail-footer-no-passwords = Vi ber aldri om passord eller bankkoder på e-post.

mail-invitation-subject = { $company }: kom i gang med inkasso via { $app }
mail-invitation-body-1 = { $app } har forberedt inkasso for { $company }. Begynn med å kontrollere opplysningene om foretaket ditt og signere avtalen.
mail-invitation-body-2 = Det tar omtrent ti minutter. Du kan stoppe når som helst og fortsette senere med samme lenke.
mail-invitation-button = Start

mail-signatory-subject = { $company }: signaturen din trengs
mail-signatory-body-1 = { $requester } har oppgitt deg som en person som signerer for { $company }.
mail-signatory-body-2 = Du kan lese hele teksten i «{ $agreement }» før du signerer. For å signere trenger du en kode som vi sender til denne adressen.
mail-signatory-button = Les og signer

mail-reminder-subject = Påminnelse: { $company } er ikke helt klar ennå
mail-reminder-body-1 = Oppsettet av inkasso for { $company } er ikke fullført. Neste trinn: { $step }.
mail-reminder-body-2 = Alt som er skrevet inn så langt, er lagret. Lenken tar deg til der du slapp.
mail-reminder-button = Fortsett
mail-to-sign-subject = { $company }: Din underskrift mangler
mail-to-sign-body-1 = En sak fra { $company } kan gis til { $agency } så snart dokumentene er underskrevet.
mail-to-sign-body-2 = Lenken fører deg til det som skal underskrives. Det tar noen få minutter.
mail-to-sign-button = Underskriv
mail-person-removed-subject = { $company }: Du er ikke lenger med i teamet
mail-person-removed-body = Denne adressen er fjernet fra teamet som { $company } har oppgitt for inkasso hos { $operator }. Du får ikke flere e-poster om sakene. Hvis du ikke ventet dette, spør kollegene dine.
mail-address-replaced-subject = { $company }: Adressen din er endret
mail-address-replaced-body = E-poster om inkasso for { $company } hos { $operator } sendes ikke lenger til denne adressen. Hvis du ikke ventet dette, si fra til kollegene dine med en gang.

mail-code-subject = Koden din: { $code }
mail-code-body-1 = Skriv inn denne koden for å signere «{ $agreement }»:
mail-code-body-1-link = Skriv inn denne koden for å fortsette med forespørselen fra { $app }:
mail-code-body-2 = { $minutes ->
    [one] Den er gyldig i { $minutes } minutt og virker én gang.
   *[other] Den er gyldig i { $minutes } minutter og virker én gang.
}
mail-code-body-3 = Ikke gi koden videre til noen. Hvis du ikke har bedt om den, kan noen ha skrevet inn adressen din ved en feil; se i så fall bort fra denne e-posten.
mail-code-host = Skriv bare inn koden på { $host }.
mail-codes-closed-subject = For mange feil koder
mail-codes-closed-body-1 = Det er skrevet inn for mange feil koder for { $company } i dag. Ingen koder sendes eller godtas på inntil 24 timer.
mail-codes-closed-body-2 = Hvis det ikke var deg, kan noen andre ha lenken din og gjette på koder. Ingenting er signert eller endret. Si fra til oss hvis du ikke ventet dette.
mail-new-link-subject = Din nye lenke
mail-new-link-body = Her er den nye lenken til de signerte dokumentene for { $company }. Den virker i { $days } dager.
mail-new-link-ignore = Hvis du ikke har bedt om den, trenger du ikke å gjøre noe.
mail-new-link-button = Se dokumentene

mail-signed-copy-subject = Signert: { $agreement }, { $company }
mail-signed-copy-body-1 = Alle har signert. Det signerte dokumentet er vedlagt.
mail-signed-copy-body-2 = Ta vare på filen. Den inneholder alle signaturene og bevisene for hvordan de ble satt. Om en kopi er ekte, kan kontrolleres når som helst:
mail-signed-copy-button = Kontroller dokumentet

mail-welcome-subject = Velkommen: { $company } er klar
mail-welcome-body-1 = { $company } ble registrert den { $date }. Du kan nå sende inn ubetalte fakturaer til inkasso i { $app }.
mail-welcome-body-2 = Du betaler bare når penger drives inn. Vi skriver til deg når en inkassopartner har påtatt seg saken din, og hver gang vi trenger svar fra deg.
mail-welcome-button = Gå til { $app }

mail-link-request-subject = { $app } ber om å bli koblet til kontoen din
mail-link-request-body-1 = { $app } har bedt om å bli koblet til kontoen din hos { $operator } for å kunne sende inn saker for deg.
mail-link-request-body-2 = Ingenting deles før du godkjenner. Forespørselen er gyldig til den { $date }. Hvis du ikke kjenner { $app }, kan du avslå den eller la være å gjøre noe.
mail-link-request-button = Se på forespørselen

## Words in the documents: tables and the evidence page

document-zone-europe = Europa
document-zone-international = Resten av verden
document-zone-note = Med Europa menes Den europeiske union, Island, Liechtenstein, Norge, Storbritannia og Sveits.
document-principal = Hovedstol
document-rate = Suksesshonorar
document-range = { $from } til { $to }
document-range-below = { $from } til under { $to }
document-range-from = { $from } og mer
document-age = Kravets alder
document-age-over = { $months ->
    [one] Mer enn { $months } måned
   *[other] Mer enn { $months } måneder
}
document-surcharge = Tillegg
document-surcharge-points = { $points ->
    [one] { $points } prosentpoeng
   *[other] { $points } prosentpoeng
}
document-surcharge-none = Ingen
document-signatory-name = Navn
document-signatory-role = Rolle
document-signatory-company = For
document-signatory-date = Signert (UTC)
document-signatory-signature = Underskrift
document-seal = Elektronisk forseglet av { $operator }
document-page = Side { $page } av { $pages }
document-evidence-title = Bevis for signeringen
document-evidence-intro = Denne siden ble lagt til da den siste personen hadde signert. De samme bevisene er vedlagt denne filen som data.
document-evidence-agreement = Avtale og versjon
document-evidence-language = Språket i den viste teksten
document-evidence-fingerprint = SHA-256 av den viste teksten
document-evidence-person = Person
document-evidence-email = E-postadressen koden ble sendt til
document-evidence-address = IP-adresse
document-evidence-browser = Nettleser
document-evidence-time = Tidspunkt (UTC)
document-evidence-events = Hendelser
document-event-opened = Lenke åpnet
document-event-read = Tekst vist
document-event-pdf = PDF åpnet
document-event-consented = Samtykke gitt
document-event-code-sent = Kode sendt
document-event-code-wrong = Feil kode skrevet inn
document-event-code-confirmed = Kode bekreftet
document-event-signed-drawn = Signert ved å tegne
document-event-signed-typed = Signert ved å skrive navnet
document-event-completed = Alle signaturer foreligger
document-verify = Kontroller dette dokumentet: { $address }
document-evidence-stamped = Tidspunktet for hver signatur er bekreftet av en uavhengig tidsstemplingstjeneste.
document-timestamp = Tidsstempel over hele filen
