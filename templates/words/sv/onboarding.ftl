### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Företag
step-people = Personer
step-kyc = Identitet
step-poa = Fullmakt
step-sdca = Avtal
step-done = Klart
step-progress = Steg { $step } av { $steps }
step-completed = slutfört
step-current = aktuellt steg

## Buttons used on several pages

action-continue = Spara och fortsätt
action-back = Tillbaka
action-change = Ändra
action-cancel = Avbryt
field-optional = valfritt

## Company

company-title = Kontrollera uppgifterna om ditt företag
company-intro = { $app } har skickat oss de här uppgifterna. Kontrollera dem och fyll i det som saknas. De återges i de avtal som du undertecknar.
company-name = Företagsnamn
company-name-hint = Det fullständiga juridiska namnet, så som det är registrerat.
company-registration-number = Registreringsnummer
company-registration-number-hint = Från företagsregistret i ditt land.
company-vat-number = Momsregistreringsnummer
company-vat-number-hint = Med landskod, till exempel DK12345674.
company-address = Gata och nummer
company-zip = Postnummer
company-city = Ort
company-state = Delstat eller region
company-state-hint = Endast om det ingår i adressen.
company-country = Land
company-support-email = Företagets e-postadress
company-support-email-hint = Hit kan meddelanden om dina ärenden skickas.
company-phone = Telefon
company-phone-hint = Med landskod, till exempel +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = Kontot som indrivna pengar betalas ut till.
company-account-holder = Kontoinnehavare
company-account-holder-hint = Namnet så som banken känner till det.

## People

people-title = Vem arbetar med dina ärenden, och vem undertecknar?
people-intro = Lägg till kollegor som ska ha åtkomst. Minst en person måste ha behörighet att underteckna för företaget.
people-name = Fullständigt namn
people-email = E-post
people-email-hint = En personlig adress; koder för undertecknande skickas dit.
people-signs = Undertecknar för företaget
people-signs-hint = Markera alla som ska underteckna enligt företagets regler för firmateckning. Samtliga måste underteckna.
people-role-title = Roll eller titel
people-role-title-hint = Till exempel verkställande direktör. Den visas bredvid underskriften.
people-you = Du
people-add = Lägg till en person
people-remove = Ta bort { $name }
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } personer
}
people-signatory-missing = Välj minst en person som undertecknar för företaget.
people-email-twice = Den här e-postadressen finns redan i listan. Varje person behöver en egen adress.

## Identity of the director (KYC)

kyc-title = Några uppgifter om företagsledaren
kyc-intro = Inkassopartnern för dina ärenden måste veta vem som leder ditt företag.
kyc-why = Därför frågar vi: { $partner } omfattas av lagstiftningen mot penningtvätt och får inte börja arbeta utan dessa uppgifter. De används endast för denna kontroll.
kyc-director-name = Företagsledarens fullständiga namn
kyc-director-name-hint = Så som det står i passet eller på identitetskortet.
kyc-home-address = Bostadsadress
kyc-home-address-hint = Gata, postnummer, ort och land.
kyc-date-of-birth = Födelsedatum
kyc-date-of-birth-day = Dag
kyc-date-of-birth-month = Månad
kyc-date-of-birth-year = År
kyc-once = Du lämnar uppgifterna en gång. De gäller även för dina senare ärenden.

## Names of the agreements

agreement-sdca = Standardavtal om inkasso
agreement-partner-sdca = Standardavtal om inkasso för inkassopartner
agreement-poa = Fullmakt
agreement-pricing-appendix = Prisbilaga
agreement-poa-with-pricing-appendix = Fullmakt med prisbilaga

## Reading an agreement

read-title-sdca = Läs och underteckna inkassoavtalet
read-title-poa = Läs och underteckna fullmakten
read-title-pricing-appendix = Läs och underteckna prisbilagan
read-between = Mellan { $company } och { $party }
read-intro-sdca = Du betalar bara när pengar drivs in. Avtalet gäller för alla dina ärenden.
read-intro-poa = Den ger { $partner } rätt att driva in för din räkning. Den omfattar alla dina ärenden hos denna inkassopartner.
read-intro-pricing-appendix = Den anger särskilda satser för ärenden hos { $partner } mot gäldenärer i detta land: { $country }.
read-open-pdf-plain = Öppna som PDF
read-scroll = Bläddra nedåt för att läsa hela texten. Du undertecknar nedanför den.
read-version = Version { $version } av den { $date }
read-language-note = Du läser en översättning. Om den skiljer sig från den engelska texten gäller den engelska texten.
read-english = Läs den engelska texten
read-to-signature = Gå till underskriften

## Consent

consent-title = Innan du undertecknar
consent-read = Jag har läst hela avtalet.
consent-electronic = Jag samtycker till att underteckna elektroniskt. Min underskrift är lika bindande som en på papper.
consent-evidence = Jag är medveten om att tid, IP-adress, webbläsare, e-postadress och varje steg registreras som bevis och ingår i den undertecknade filen.
consent-missing = Bekräfta alla punkter innan du undertecknar.

## Code

code-title = Koden från ditt mejl
code-send = Skicka koden
code-sent = Vi har skickat en sexsiffrig kod till { $email }. Den gäller i { $minutes } minuter.
code-label = Sexsiffrig kod
code-hint = Endast siffror. Titta även i skräpposten.
code-resend = Skicka en ny kod
code-resend-in = { $seconds ->
    [one] Du kan be om en ny kod om { $seconds } sekund.
   *[other] Du kan be om en ny kod om { $seconds } sekunder.
}
code-resent = En ny kod är på väg till { $email }. Den gamla fungerar inte längre.
code-missing = Ange de sex siffrorna från mejlet.
code-wrong = { $tries ->
    [one] Koden stämmer inte. Du har { $tries } försök kvar.
   *[other] Koden stämmer inte. Du har { $tries } försök kvar.
}
code-expired = Koden har gått ut. Be om en ny; inget av det du har angett har gått förlorat.
code-used = Koden har redan använts. Be om en ny.
code-locked = Fel kod har angetts för många gånger, och koden fungerar inte längre. Be om en ny om { $minutes } minuter.

## Signature

signature-title = Din underskrift
signature-draw = Rita
signature-type = Skriv
signature-clear = Rensa
signature-draw-hint = Använd mus, finger eller penna.
signature-draw-area = Yta för att rita underskriften
signature-type-hint = Skriv ditt namn. Det återges med handstil i dokumentet.
signature-preview = Så här kommer den att se ut
signature-name = Ditt namn så som det ska stå
signature-role = Din roll
signature-authority = Jag har behörighet att underteckna för { $company }.
signature-sign = Underteckna avtalet
signature-sign-poa = Underteckna fullmakten
signature-sign-pricing-appendix = Underteckna prisbilagan
signature-final = Genom att underteckna ingår du avtalet. Du får en kopia genast när alla har undertecknat.
signature-missing = Rita eller skriv din underskrift.
signature-name-missing = Ange ditt namn så som det ska stå.
signature-role-missing = Ange din roll i företaget.
signature-authority-missing = Bekräfta att du har behörighet att underteckna. Om du inte har det, gå tillbaka och ange en person som har det.

## Waiting for other signatories

waiting-title = Du har undertecknat
waiting-intro = { $count ->
    [one] Ytterligare en person ska underteckna. Vi har skickat ett mejl med en länk.
   *[other] Ytterligare { $count } personer ska underteckna. Vi har skickat ett mejl med en länk till var och en.
}
waiting-signed = { $name } undertecknade den { $date }
waiting-open = { $name } har inte undertecknat ännu
waiting-remind = Skicka en påminnelse till { $name }
waiting-reminded = En påminnelse har skickats till { $name }.
waiting-file = Det undertecknade dokumentet skapas när den sista personen har undertecknat. Du kan stänga den här sidan; vi skriver till dig.

## Done

done-title = Allt är klart
done-intro = { $company } kan nu lämna in ärenden.
done-intro-resigned = Den nya versionen är undertecknad. Du kan fortsätta som tidigare.
done-intro-poa = Fullmakten är undertecknad. { $partner } kan börja arbeta med dina ärenden.
done-copy-mailed = En undertecknad kopia har skickats till alla som har undertecknat.
done-download = Ladda ner ”{ $agreement }”
done-verify = Den som får filen av dig kan kontrollera att den är äkta.
done-back = Gå tillbaka till { $app }
ended-title = Den här länken har upphört
ended-intro = De undertecknade dokumenten visades här i { $days } dagar. Du kan få en ny länk skickad till den registrerade adressen.
ended-send = Skicka en ny länk
ended-asked-title = Titta i din inkorg
ended-asked = Om länken kan förnyas är en ny på väg till den registrerade adressen.

## A platform asks to be linked

link-title = { $app } ber att få kopplas till ditt konto
link-code-first = Först kontrollerar vi att det är du. Vi skickar en kod till en adress som redan finns registrerad hos oss.
link-code-send = Skicka en kod till den registrerade adressen
proof-sent = Vi har skickat en sexsiffrig kod till den registrerade adressen. Den gäller i { $minutes } minuter.
link-intro = Om du godkänner kopplas { $company } till { $app }.
link-consequences = Vad det innebär
link-consequence-submit = { $app } får lämna in ärenden för { $company }.
link-consequence-see = { $app } ser ditt företags namn samt status, priser och betalningar i dina ärenden.
link-consequence-same = Dina avtal, dina användare och dina pågående ärenden förblir som de är.
link-consequence-one = Ett konto kan bara kopplas till en plattform.
link-decline-consequence = Om du avböjer ändras ingenting, och { $app } får bara veta att begäran har avböjts.
link-valid-until = Begäran gäller till den { $date }.
link-approve = Godkänn kopplingen
link-decline = Avböj
link-approved-title = Kopplat till { $app }
link-approved = { $company } och { $app } är nu kopplade till varandra.
link-declined-title = Begäran har avböjts
link-declined = Ingenting har ändrats i ditt konto.

## Choosing a company

choice-title = Vilket företag gäller det?
choice-intro = Din adress hör till ett konto som redan finns hos oss.
choice-link = Koppla { $company }
choice-link-hint = Använd det befintliga kontot för ärenden från { $app }.
choice-new = Lägg upp ett annat företag
choice-new-hint = Välj detta om fordringarna tillhör ett företag som ännu inte har något konto. Dess användare behöver andra e-postadresser.
choice-missing = Välj ett av de två alternativen.
choice-email-taken = Den här adressen hör redan till ett konto. Ange en annan.

## Signing again, power of attorney alone, everything pending

resign-title = Det finns en ny version av ditt avtal
resign-intro = För att lämna in fler ärenden behöver { $company } underteckna version { $version } av den { $date }. Ärenden som redan lämnats in ligger kvar under den version som du undertecknade då.
resign-name-changed = Ditt företag har bytt namn. Underteckna avtalet igen under det nya namnet.
poa-title = En fullmakt behövs
poa-intro = Ärenden från { $company } ska handläggas av { $partner }. Innan arbetet påbörjas behöver { $partner } din fullmakt.
poa-intro-pricing = Särskilda satser har avtalats för dessa ärenden. Prisbilagan ingår i samma dokument; en underskrift räcker för båda.
pending-title = Dokument som väntar på din underskrift
pending-intro = { $count ->
    [one] Ett dokument väntar. Vi leder dig genom det.
   *[other] { $count } dokument väntar. Vi leder dig genom dem ett i taget.
}
pending-start = Börja

## What can go wrong

error-summary = { $count ->
    [one] Se över ett fält
   *[other] Se över { $count } fält
}
error-required = Fyll i det här fältet.
error-too-long = { $max ->
    [one] Högst { $max } tecken.
   *[other] Högst { $max } tecken.
}
error-character = Tecknet ”{ $character }” kan inte visas i våra dokument. Använd latinska, grekiska, kyrilliska, hebreiska eller arabiska bokstäver.
error-email = Det här är ingen giltig e-postadress. Den ska se ut som namn@example.com.
error-iban = Det här IBAN-numret är inte giltigt. Jämför det med ditt kontoutdrag.
error-vat-number = Momsregistreringsnumret är inte giltigt för det valda landet.
error-registration-number = Registreringsnumret är inte giltigt för det valda landet.
error-phone = Telefonnumret är inte giltigt. Börja med landskoden, till exempel +45.
error-country = Välj ett land i listan.
error-date = Datumet finns inte. Kontrollera dag, månad och år.
error-date-future = Datumet ligger i framtiden.
error-under-age = Företagsledaren måste ha fyllt 18 år.
error-link-expired-title = Länken har gått ut
error-link-expired = Gå tillbaka till { $app } och börja om där, så får du en ny länk. Inget av det du har angett har gått förlorat.
error-link-invalid-title = Länken är inte giltig
error-link-invalid = Kontrollera att hela adressen kom med när den kopierades, eller öppna länken igen från mejlet eller appen.
error-link-used-title = Länken har redan använts
error-link-used = Det som länken var till för är gjort. Om du behöver något annat, gå tillbaka till { $app }.
error-other-person-title = Länken är till en annan person
error-other-person = Be { $name } att öppna den, eller använd länken från ditt eget mejl.
error-already-signed-title = Redan undertecknat
error-already-signed = Du undertecknade detta avtal den { $date }. Du behöver inte göra något mer.
error-two-tabs-title = Det här steget är redan gjort i ett annat fönster
error-two-tabs = Vi har sparat det som angavs först. Fortsätt här för att se hur långt du har kommit.
error-stale-title = Avtalet har ändrats
error-stale = En ny version publicerades medan du läste. Läs den och underteckna igen; dina uppgifter finns kvar.
error-mail-delayed-title = Vårt mejl är försenat
error-mail-delayed = Vi kunde inte skicka mejlet just nu men fortsätter att försöka. Dina uppgifter är sparade. Du kan vänta här eller komma tillbaka senare med samma länk.
error-too-many-title = För många försök
error-too-many = Vänta { $minutes } minuter och försök igen.
error-server-title = Något gick fel hos oss
error-server = Inget av det du har sparat har gått förlorat. Försök igen om några minuter. Om det händer igen, uppge detta nummer: { $reference }
error-continue = Fortsätt

## Footer and language

footer-provided-by = Tillhandahålls av { $operator }
footer-legal-notice = Avtalen ingås med { $operator } och operatörens inkassopartner.
footer-privacy = Dataskydd
footer-terms = Villkor
footer-help = Hjälp
skip-to-content = Gå till innehållet
language-label = Språk
language-switch = Byt språk
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Är det här dokumentet äkta?
verify-intro = Välj en pdf som har undertecknats här. Du ser om den är äkta och fullständig, vem som har undertecknat den och när.
verify-drop = Släpp den undertecknade pdf-filen här
verify-choose = Välj en fil
verify-check = Kontrollera filen
verify-private = Filen kontrolleras och sparas inte.
verify-genuine-title = Äkta och oförändrad
verify-genuine = Filen är exakt som den var när den sista underskriften gjordes.
verify-extended = En senare tidsstämpel har lagts till i filen. Det undertecknade innehållet är oförändrat.
verify-altered-title = Ändrad
verify-altered = Filen har ändrats efter undertecknandet. Lita inte på den; be om originalet.
verify-unknown-title = Okänd här
verify-unknown = Filen innehåller underskrifter, men den har inte undertecknats här eller finns inte registrerad. Vi kan inte säga om den är äkta.
verify-unsigned-title = Inte undertecknad
verify-unsigned = Filen innehåller ingen underskrift.
verify-not-pdf = Filen är inte en pdf, eller så är den skadad.
verify-too-large = Filen är för stor. Högst { $megabytes } MB.
verify-file-missing = Välj först en fil.
verify-agreement = Avtal
verify-version = Version
verify-between = Mellan
verify-signed-by = Undertecknat av
verify-role = Roll
verify-signed-at = Undertecknat den
verify-seal = Stämpel från { $operator }
verify-timestamp = Tiden bekräftad av { $authority } den { $date }
verify-no-timestamp = Tiden kommer från vår egen klocka; ingen tidsstämplingstjänst har bekräftat den.
verify-fingerprint = Filens SHA-256
verify-again = Kontrollera en annan fil
verify-link = Kontrollera ett undertecknat dokument
verify-checking = Filen kontrolleras …
verify-file = Fil
verify-not-on-record-title = Äkta, men inte registrerad hos oss
verify-not-on-record = Filen har undertecknats här och är oförändrad, men den finns inte i vårt register. Fråga { $operator } innan du litar på den.
verify-incomplete-title = Inte fullständig
verify-incomplete = Innehållet har undertecknats här, men underskrifter eller stämpeln saknas. Det är inte det färdiga dokumentet; be om originalet.
verify-unreadable-title = Kan inte kontrolleras
verify-foreign = Den här pdf-filen har inte skapats här, eller så är den skadad eller låst med lösenord. Vi kan inte säga något om den.
verify-record = I vårt register
verify-record-number = Fil { $number } av { $count } för det här avtalet
verify-record-newer = Det finns en nyare fil, nummer { $number }: samma underskrifter med en senare tidsstämpel. Du hittar den där du fick den här.
verify-signature-broken = Passar inte filen
verify-signature-foreign = Certifikatet har inte utfärdats här
verify-timestamp-foreign = En tidsstämpel från { $authority } anger { $date }. Vi känner inte till den tjänsten.

## Mails

mail-greeting = Hej { $name }!
mail-closing = Med vänlig hälsning
mail-button-fallback = Om knappen inte fungerar, kopiera den här adressen till din webbläsare:
mail-footer-why = Du får det här mejlet eftersom { $app } använder inkasso som tillhandahålls av { $operator }, och din adress har uppgetts för { $company }.
mail-footer-unexpected = Om du inte väntade dig det här mejlet behöver du inte göra något.
mail-footer-no-passwords = Vi ber aldrig om lösenord eller bankkoder via e-post.

mail-invitation-subject = { $company }: kom igång med inkasso via { $app }
mail-invitation-body-1 = { $app } har förberett inkasso för { $company }. Börja med att kontrollera uppgifterna om ditt företag och underteckna avtalet.
mail-invitation-body-2 = Det tar ungefär tio minuter. Du kan avbryta när som helst och fortsätta senare med samma länk.
mail-invitation-button = Börja

mail-signatory-subject = { $company }: din underskrift behövs
mail-signatory-body-1 = { $requester } har angett dig som en person som undertecknar för { $company }.
mail-signatory-body-2 = Du kan läsa hela texten i ”{ $agreement }” innan du undertecknar. För att underteckna behöver du en kod som vi skickar till den här adressen.
mail-signatory-button = Läs och underteckna

mail-reminder-subject = Påminnelse: { $company } är inte riktigt klart än
mail-reminder-body-1 = Allt är inte klart för att börja med inkasso för { $company }. Nästa steg: { $step }.
mail-reminder-body-2 = Allt som har angetts hittills är sparat. Länken tar dig till den plats där du slutade.
mail-reminder-button = Fortsätt
mail-to-sign-subject = { $company }: Din underskrift behövs
mail-to-sign-body-1 = Ett ärende från { $company } kan ges till { $agency } så snart handlingarna är undertecknade.
mail-to-sign-body-2 = Länken leder till det som ska undertecknas. Det tar några minuter.
mail-to-sign-button = Underteckna
mail-person-removed-subject = { $company }: Du är inte längre med i teamet
mail-person-removed-body = Den här adressen har tagits bort från det team som { $company } har angett för inkasso hos { $operator }. Du får inga fler mejl om ärendena. Om du inte väntade dig detta, fråga dina kollegor.
mail-address-replaced-subject = { $company }: Din adress har ändrats
mail-address-replaced-body = Mejl om inkasso för { $company } hos { $operator } skickas inte längre till den här adressen. Om du inte väntade dig detta, säg till dina kollegor genast.

mail-code-subject = Din kod: { $code }
mail-code-body-1 = Ange den här koden för att underteckna ”{ $agreement }”:
mail-code-body-1-link = Ange den här koden för att gå vidare med begäran från { $app }:
mail-code-body-2 = { $minutes ->
    [one] Den gäller i { $minutes } minut och fungerar en gång.
   *[other] Den gäller i { $minutes } minuter och fungerar en gång.
}
mail-code-body-3 = Lämna inte koden vidare till någon. Om du inte har bett om den kan någon ha angett din adress av misstag; bortse i så fall från det här mejlet.
mail-code-host = Ange koden endast på { $host }.
mail-codes-closed-subject = För många felaktiga koder
mail-codes-closed-body-1 = För många felaktiga koder har angetts för { $company } i dag. Inga koder skickas eller godtas på upp till 24 timmar.
mail-codes-closed-body-2 = Om det inte var du kan någon annan ha din länk och gissa koder. Inget har undertecknats eller ändrats. Säg till oss om du inte väntade dig detta.
mail-new-link-subject = Din nya länk
mail-new-link-body = Här är den nya länken till de undertecknade dokumenten för { $company }. Den fungerar i { $days } dagar.
mail-new-link-ignore = Om du inte har bett om den behöver du inte göra något.
mail-new-link-button = Se dokumenten

mail-signed-copy-subject = Undertecknat: { $agreement }, { $company }
mail-signed-copy-body-1 = Alla har undertecknat. Det undertecknade dokumentet är bifogat.
mail-signed-copy-body-2 = Spara filen. Den innehåller alla underskrifter och bevisningen om hur de gjordes. Om en kopia är äkta kan kontrolleras när som helst:
mail-signed-copy-button = Kontrollera dokumentet

mail-welcome-subject = Välkommen: allt är klart för { $company }
mail-welcome-body-1 = { $company } lades upp den { $date }. Du kan nu lämna in obetalda fakturor för inkasso i { $app }.
mail-welcome-body-2 = Du betalar bara när pengar drivs in. Vi skriver till dig när en inkassopartner har åtagit sig ditt ärende och varje gång ditt svar behövs.
mail-welcome-button = Gå till { $app }

mail-link-request-subject = { $app } ber att få kopplas till ditt konto
mail-link-request-body-1 = { $app } har bett att få kopplas till ditt konto hos { $operator } för att kunna lämna in ärenden åt dig.
mail-link-request-body-2 = Ingenting delas förrän du godkänner. Begäran gäller till den { $date }. Om du inte känner till { $app }, avböj begäran eller gör ingenting.
mail-link-request-button = Visa begäran

## Words in the documents: tables and the evidence page

document-zone-europe = Europa
document-zone-international = Övriga världen
document-zone-note = Med Europa avses Europeiska unionen, Island, Liechtenstein, Norge, Storbritannien och Schweiz.
document-principal = Kapitalbelopp
document-rate = Resultatarvode
document-range = { $from } till { $to }
document-range-below = { $from } till under { $to }
document-range-from = { $from } och mer
document-age = Fordrans ålder
document-age-over = { $months ->
    [one] Mer än { $months } månad
   *[other] Mer än { $months } månader
}
document-surcharge = Tillägg
document-surcharge-points = { $points ->
    [one] { $points } procentenhet
   *[other] { $points } procentenheter
}
document-surcharge-none = Inget
document-signatory-name = Namn
document-signatory-role = Roll
document-signatory-company = För
document-signatory-date = Undertecknat (UTC)
document-signatory-signature = Underskrift
document-seal = Elektroniskt stämplat av { $operator }
document-page = Sida { $page } av { $pages }
document-evidence-title = Bevisning om undertecknandet
document-evidence-intro = Den här sidan lades till när den sista personen hade undertecknat. Samma bevisning är bifogad denna fil som data.
document-evidence-agreement = Avtal och version
document-evidence-language = Den visade textens språk
document-evidence-fingerprint = Den visade textens SHA-256
document-evidence-person = Person
document-evidence-email = E-postadress som koden skickades till
document-evidence-address = IP-adress
document-evidence-browser = Webbläsare
document-evidence-time = Tid (UTC)
document-evidence-events = Händelser
document-event-opened = Länk öppnad
document-event-read = Text visad
document-event-pdf = Pdf öppnad
document-event-consented = Samtycke lämnat
document-event-code-sent = Kod skickad
document-event-code-wrong = Fel kod angiven
document-event-code-confirmed = Kod bekräftad
document-event-signed-drawn = Undertecknat genom att rita
document-event-signed-typed = Undertecknat genom att skriva namnet
document-event-completed = Alla underskrifter finns
document-verify = Kontrollera detta dokument: { $address }
document-evidence-stamped = Tiden för varje underskrift är bekräftad av en oberoende tidsstämplingstjänst.
document-timestamp = Tidsstämpel över hela filen
