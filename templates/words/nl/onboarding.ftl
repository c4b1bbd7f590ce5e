### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Onderneming
step-people = Personen
step-kyc = Identiteit
step-poa = Volmacht
step-sdca = Overeenkomst
step-done = Klaar
step-progress = Stap { $step } van { $steps }
step-completed = voltooid
step-current = huidige stap

## Buttons used on several pages

action-continue = Opslaan en doorgaan
action-back = Terug
action-change = Wijzigen
action-cancel = Annuleren
field-optional = niet verplicht

## Company

company-title = Controleer de gegevens van uw onderneming
company-intro = { $app } heeft ons deze gegevens gestuurd. Controleer ze en vul ze aan. Ze komen in de overeenkomsten die u ondertekent.
company-name = Naam van de onderneming
company-name-hint = De volledige officiële naam, zoals ingeschreven.
company-registration-number = Registratienummer
company-registration-number-hint = Uit het handelsregister van uw land.
company-vat-number = Btw-nummer
company-vat-number-hint = Met de landcode, bijvoorbeeld DK12345674.
company-address = Straat en huisnummer
company-zip = Postcode
company-city = Plaats
company-state = Staat of regio
company-state-hint = Alleen als dit deel uitmaakt van het adres.
company-country = Land
company-support-email = E-mailadres van de onderneming
company-support-email-hint = Hier kunnen berichten over uw dossiers naartoe.
company-phone = Telefoon
company-phone-hint = Met de landcode, bijvoorbeeld +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = De rekening waarop geïncasseerd geld wordt uitbetaald.
company-account-holder = Rekeninghouder
company-account-holder-hint = Zoals de naam bij de bank bekend is.

## People

people-title = Wie werkt met uw dossiers, en wie ondertekent?
people-intro = Voeg collega’s toe die toegang moeten krijgen. Ten minste één persoon moet bevoegd zijn voor de onderneming te tekenen.
people-name = Volledige naam
people-email = E-mail
people-email-hint = Een persoonlijk adres; codes voor het ondertekenen gaan daarheen.
people-signs = Tekent voor de onderneming
people-signs-hint = Vink iedereen aan die volgens de regels van uw onderneming moet tekenen. Zij moeten allemaal ondertekenen.
people-role-title = Functie of titel
people-role-title-hint = Bijvoorbeeld algemeen directeur. Deze komt naast de handtekening te staan.
people-you = U
people-add = Een persoon toevoegen
people-remove = { $name } verwijderen
people-count = { $count ->
    [one] { $count } persoon
   *[other] { $count } personen
}
people-signatory-missing = Kies ten minste één persoon die voor de onderneming tekent.
people-email-twice = Dit e-mailadres staat al in de lijst. Iedere persoon heeft een eigen adres nodig.

## Identity of the director (KYC)

kyc-title = Enkele gegevens over uw bestuurder
kyc-intro = De incassopartner voor uw dossiers moet weten wie uw onderneming leidt.
kyc-why = Waarom wij dit vragen: { $partner } valt onder de wetgeving tegen witwassen en mag zonder deze gegevens niet aan het werk gaan. Ze worden alleen voor deze controle gebruikt.
kyc-director-name = Volledige naam van de bestuurder
kyc-director-name-hint = Zoals in het paspoort of op de identiteitskaart.
kyc-home-address = Woonadres
kyc-home-address-hint = Straat, postcode, plaats en land.
kyc-date-of-birth = Geboortedatum
kyc-date-of-birth-day = Dag
kyc-date-of-birth-month = Maand
kyc-date-of-birth-year = Jaar
kyc-once = U geeft deze gegevens één keer op. Ze gelden ook voor uw latere dossiers.

## Names of the agreements

agreement-sdca = Standaardincasso-overeenkomst
agreement-partner-sdca = Standaardincasso-overeenkomst voor incassopartners
agreement-poa = Volmacht
agreement-pricing-appendix = Prijsbijlage
agreement-poa-with-pricing-appendix = Volmacht met prijsbijlage

## Reading an agreement

read-title-sdca = Lees en onderteken de incasso-overeenkomst
read-title-poa = Lees en onderteken de volmacht
read-title-pricing-appendix = Lees en onderteken de prijsbijlage
read-between = Tussen { $company } en { $party }
read-intro-sdca = U betaalt alleen als er geld wordt geïncasseerd. De overeenkomst geldt voor al uw dossiers.
read-intro-poa = Hiermee mag { $partner } voor u incasseren. De volmacht geldt voor al uw dossiers bij deze incassopartner.
read-intro-pricing-appendix = Hierin staan bijzondere tarieven voor dossiers bij { $partner } tegen schuldenaren in dit land: { $country }.
read-open-pdf-plain = Als PDF openen
read-scroll = Scrol omlaag om de volledige tekst te lezen. Daaronder ondertekent u.
read-version = Versie { $version } van { $date }
read-language-note = U leest een vertaling. Wijkt deze af van de Engelse tekst, dan gaat de Engelse tekst voor.
read-english = De Engelse tekst lezen
read-to-signature = Naar de handtekening

## Consent

consent-title = Voordat u ondertekent
consent-read = Ik heb de volledige overeenkomst gelezen.
consent-electronic = Ik ga ermee akkoord elektronisch te ondertekenen. Mijn handtekening is even bindend als een handtekening op papier.
consent-evidence = Ik weet dat tijd, IP-adres, browser, e-mailadres en iedere stap als bewijs worden vastgelegd en deel uitmaken van het ondertekende bestand.
consent-missing = Bevestig alle punten voordat u ondertekent.

## Code

code-title = Code uit uw e-mail
code-send = De code sturen
code-sent = Wij hebben een code van zes cijfers gestuurd naar { $email }. De code is { $minutes } minuten geldig.
code-label = Code van zes cijfers
code-hint = Alleen cijfers. Kijk ook in de map met ongewenste e-mail.
code-resend = Een nieuwe code sturen
code-resend-in = { $seconds ->
    [one] Over { $seconds } seconde kunt u een nieuwe code aanvragen.
   *[other] Over { $seconds } seconden kunt u een nieuwe code aanvragen.
}
code-resent = Er is een nieuwe code onderweg naar { $email }. De oude werkt niet meer.
code-missing = Voer de zes cijfers uit de e-mail in.
code-wrong = { $tries ->
    [one] Deze code is niet juist. U hebt nog { $tries } poging.
   *[other] Deze code is niet juist. U hebt nog { $tries } pogingen.
}
code-expired = Deze code is verlopen. Vraag een nieuwe aan; niets van wat u hebt ingevoerd, is verloren gegaan.
code-used = Deze code is al gebruikt. Vraag een nieuwe aan.
code-locked = De code is te vaak verkeerd ingevoerd en werkt niet meer. Vraag over { $minutes } minuten een nieuwe aan.

## Signature

signature-title = Uw handtekening
signature-draw = Tekenen
signature-type = Typen
signature-clear = Wissen
signature-draw-hint = Gebruik een muis, een vinger of een pen.
signature-draw-area = Vlak om de handtekening in te tekenen
signature-type-hint = Typ uw naam. Die komt in schrijfletters in het document.
signature-preview = Zo komt de handtekening eruit te zien
signature-name = Uw naam zoals die wordt vermeld
signature-role = Uw functie
signature-authority = Ik ben bevoegd voor { $company } te tekenen.
signature-sign = De overeenkomst ondertekenen
signature-sign-poa = De volmacht ondertekenen
signature-sign-pricing-appendix = De prijsbijlage ondertekenen
signature-final = Door te ondertekenen sluit u de overeenkomst. U ontvangt meteen een kopie zodra iedereen heeft ondertekend.
signature-missing = Teken of typ uw handtekening.
signature-name-missing = Voer uw naam in zoals die moet worden vermeld.
signature-role-missing = Voer uw functie in de onderneming in.
signature-authority-missing = Bevestig dat u bevoegd bent te tekenen. Bent u dat niet, ga dan terug en wijs iemand aan die dat wel is.

## Waiting for other signatories

waiting-title = U hebt ondertekend
waiting-intro = { $count ->
    [one] Er moet nog één persoon ondertekenen. Wij hebben een e-mail met een link gestuurd.
   *[other] Er moeten nog { $count } personen ondertekenen. Wij hebben ieder van hen een e-mail met een link gestuurd.
}
waiting-signed = { $name } heeft ondertekend op { $date }
waiting-open = { $name } heeft nog niet ondertekend
waiting-remind = { $name } een herinnering sturen
waiting-reminded = Er is een herinnering gestuurd naar { $name }.
waiting-file = Het ondertekende document wordt gemaakt zodra de laatste persoon heeft ondertekend. U kunt deze pagina sluiten; u krijgt bericht van ons.

## Done

done-title = Alles is gereed
done-intro = { $company } kan nu dossiers indienen.
done-intro-resigned = De nieuwe versie is ondertekend. U kunt verder zoals voorheen.
done-intro-poa = De volmacht is ondertekend. { $partner } kan met uw dossiers aan de slag.
done-copy-mailed = Er is een ondertekende kopie gestuurd naar iedereen die heeft ondertekend.
done-download = “{ $agreement }” downloaden
done-verify = Iedereen aan wie u het bestand geeft, kan controleren of het echt is.
done-back = Terug naar { $app }
ended-title = Deze link is verlopen
ended-intro = De ondertekende documenten waren hier { $days } dagen te zien. U kunt een nieuwe link laten sturen naar het bij ons bekende adres.
ended-send = Stuur mij een nieuwe link
ended-asked-title = Kijk in uw mailbox
ended-asked = Als deze link kan worden vernieuwd, is er een nieuwe onderweg naar het bij ons bekende adres.

## A platform asks to be linked

link-title = { $app } vraagt om een koppeling met uw account
link-code-first = Eerst gaan wij na of u het bent. Wij sturen een code naar een adres dat al bij ons bekend is.
link-code-send = Een code sturen naar het bekende adres
proof-sent = We hebben een code van zes cijfers naar het geregistreerde adres gestuurd. De code is { $minutes } minuten geldig.
link-intro = Als u dit goedkeurt, wordt { $company } gekoppeld aan { $app }.
link-consequences = Wat dit betekent
link-consequence-submit = { $app } mag dossiers indienen voor { $company }.
link-consequence-see = { $app } ziet de naam van uw onderneming en de status, prijzen en betalingen van uw dossiers.
link-consequence-same = Uw overeenkomsten, uw gebruikers en uw lopende dossiers blijven zoals ze zijn.
link-consequence-one = Een account kan aan slechts één platform worden gekoppeld.
link-decline-consequence = Als u weigert, verandert er niets, en { $app } verneemt alleen dat het verzoek is geweigerd.
link-valid-until = Het verzoek is geldig tot { $date }.
link-approve = De koppeling goedkeuren
link-decline = Weigeren
link-approved-title = Gekoppeld aan { $app }
link-approved = { $company } en { $app } zijn nu gekoppeld.
link-declined-title = Verzoek geweigerd
link-declined = Er is niets veranderd in uw account.

## Choosing a company

choice-title = Om welke onderneming gaat het?
choice-intro = Uw adres hoort bij een account dat al bij ons bestaat.
choice-link = { $company } koppelen
choice-link-hint = Gebruik het bestaande account voor dossiers uit { $app }.
choice-new = Een andere onderneming aanmelden
choice-new-hint = Kies dit als de vorderingen toebehoren aan een onderneming die nog geen account heeft. De gebruikers daarvan hebben andere e-mailadressen nodig.
choice-missing = Kies een van de twee.
choice-email-taken = Dit adres hoort al bij een account. Voer een ander adres in.

## Signing again, power of attorney alone, everything pending

resign-title = Er is een nieuwe versie van uw overeenkomst
resign-intro = Om verdere dossiers in te dienen moet { $company } versie { $version } van { $date } ondertekenen. Dossiers die al zijn ingediend, blijven vallen onder de versie die u destijds hebt ondertekend.
resign-name-changed = De naam van uw onderneming is gewijzigd. Onderteken de overeenkomst opnieuw onder de nieuwe naam.
poa-title = Er is een volmacht nodig
poa-intro = Dossiers van { $company } zullen worden behandeld door { $partner }. Voordat het werk begint, heeft { $partner } uw volmacht nodig.
poa-intro-pricing = Voor deze dossiers zijn bijzondere tarieven overeengekomen. De prijsbijlage maakt deel uit van hetzelfde document; één handtekening is genoeg voor beide.
pending-title = Documenten die op uw handtekening wachten
pending-intro = { $count ->
    [one] Er wacht één document. Wij leiden u erdoorheen.
   *[other] Er wachten { $count } documenten. Wij leiden u er een voor een doorheen.
}
pending-start = Beginnen

## What can go wrong

error-summary = { $count ->
    [one] Kijk nog eens naar één veld
   *[other] Kijk nog eens naar { $count } velden
}
error-required = Vul dit veld in.
error-too-long = { $max ->
    [one] Ten hoogste { $max } teken.
   *[other] Ten hoogste { $max } tekens.
}
error-character = Het teken “{ $character }” kan in onze documenten niet worden weergegeven. Gebruik Latijnse, Griekse, Cyrillische, Hebreeuwse of Arabische letters.
error-email = Dit is geen geldig e-mailadres. Het moet eruitzien als naam@example.com.
error-iban = Dit IBAN is niet geldig. Vergelijk het met uw bankafschrift.
error-vat-number = Dit btw-nummer is niet geldig voor het gekozen land.
error-registration-number = Dit registratienummer is niet geldig voor het gekozen land.
error-phone = Dit telefoonnummer is niet geldig. Begin met de landcode, bijvoorbeeld +45.
error-country = Kies een land uit de lijst.
error-date = Deze datum bestaat niet. Controleer dag, maand en jaar.
error-date-future = Deze datum ligt in de toekomst.
error-under-age = De bestuurder moet ten minste 18 jaar oud zijn.
error-link-expired-title = Deze link is verlopen
error-link-expired = Ga terug naar { $app } en begin daar opnieuw; u krijgt dan een nieuwe link. Niets van wat u hebt ingevoerd, is verloren gegaan.
error-link-invalid-title = Deze link is niet geldig
error-link-invalid = Controleer of het volledige adres is gekopieerd, of open de link opnieuw vanuit uw e-mail of vanuit de app.
error-link-used-title = Deze link is al gebruikt
error-link-used = Waar de link voor diende, is gedaan. Hebt u iets anders nodig, ga dan terug naar { $app }.
error-other-person-title = Deze link is voor iemand anders
error-other-person = Vraag { $name } de link te openen, of gebruik de link uit uw eigen e-mail.
error-already-signed-title = Al ondertekend
error-already-signed = U hebt deze overeenkomst ondertekend op { $date }. U hoeft niets meer te doen.
error-two-tabs-title = Deze stap is al in een ander venster gedaan
error-two-tabs = Wij hebben opgeslagen wat het eerst is ingevoerd. Ga hier verder om te zien waar u bent.
error-stale-title = De overeenkomst is gewijzigd
error-stale = Terwijl u las, is een nieuwe versie gepubliceerd. Lees die en onderteken opnieuw; uw gegevens zijn bewaard.
error-mail-delayed-title = Onze e-mail is vertraagd
error-mail-delayed = Wij konden de e-mail zojuist niet versturen en blijven het proberen. Uw gegevens zijn opgeslagen. U kunt hier wachten of later met dezelfde link terugkomen.
error-too-many-title = Te veel pogingen
error-too-many = Wacht { $minutes } minuten en probeer het opnieuw.
error-server-title = Er ging bij ons iets mis
error-server = Niets van wat u hebt opgeslagen, is verloren gegaan. Probeer het over enkele minuten opnieuw. Gebeurt het weer, vermeld dan dit nummer: { $reference }
error-continue = Doorgaan

## Footer and language

footer-provided-by = Aangeboden door { $operator }
footer-legal-notice = De overeenkomsten worden gesloten met { $operator } en de aangesloten incassopartners.
footer-privacy = Privacy
footer-terms = Voorwaarden
footer-help = Hulp
skip-to-content = Naar de inhoud
language-label = Taal
language-switch = Taal wijzigen
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Is dit document echt?
verify-intro = Kies een pdf die hier is ondertekend. U ziet of het bestand echt en volledig is, wie het heeft ondertekend en wanneer.
verify-drop = Sleep de ondertekende pdf hierheen
verify-choose = Een bestand kiezen
verify-check = Het bestand controleren
verify-private = Het bestand wordt gecontroleerd en niet bewaard.
verify-genuine-title = Echt en ongewijzigd
verify-genuine = Het bestand is precies zoals het was toen de laatste handtekening werd gezet.
verify-extended = Er is later een tijdstempel aan het bestand toegevoegd. De ondertekende inhoud is ongewijzigd.
verify-altered-title = Gewijzigd
verify-altered = Het bestand is na de ondertekening gewijzigd. Vertrouw er niet op; vraag om het origineel.
verify-unknown-title = Hier niet bekend
verify-unknown = Het bestand bevat handtekeningen, maar het is niet hier ondertekend of niet bij ons geregistreerd. Wij kunnen niet zeggen of het echt is.
verify-unsigned-title = Niet ondertekend
verify-unsigned = Het bestand bevat geen handtekening.
verify-not-pdf = Dit bestand is geen pdf, of het is beschadigd.
verify-too-large = Dit bestand is te groot. Ten hoogste { $megabytes } MB.
verify-file-missing = Kies eerst een bestand.
verify-agreement = Overeenkomst
verify-version = Versie
verify-between = Tussen
verify-signed-by = Ondertekend door
verify-role = Functie
verify-signed-at = Ondertekend op
verify-seal = Zegel van { $operator }
verify-timestamp = Tijd bevestigd door { $authority } op { $date }
verify-no-timestamp = De tijd is die van onze eigen klok; geen tijdstempeldienst heeft die bevestigd.
verify-fingerprint = SHA-256 van het bestand
verify-again = Een ander bestand controleren
verify-link = Een ondertekend document controleren
verify-checking = Het bestand wordt gecontroleerd …
verify-file = Bestand
verify-not-on-record-title = Echt, maar niet bij ons geregistreerd
verify-not-on-record = Het bestand is hier ondertekend en ongewijzigd, maar staat niet in ons register. Vraag het na bij { $operator } voordat u erop vertrouwt.
verify-incomplete-title = Niet volledig
verify-incomplete = Wat in dit bestand staat is hier ondertekend, maar er ontbreken handtekeningen of het zegel. Het is niet het voltooide document; vraag om het origineel.
verify-unreadable-title = Kan niet worden gecontroleerd
verify-foreign = Deze pdf is niet hier gemaakt, of het bestand is beschadigd of met een wachtwoord vergrendeld. Wij kunnen er niets over zeggen.
verify-record = In ons register
verify-record-number = Bestand { $number } van { $count } bij deze overeenkomst
verify-record-newer = Er is een nieuwer bestand, nummer { $number }: dezelfde handtekeningen met een later tijdstempel. U vindt het waar u dit bestand hebt gekregen.
verify-signature-broken = Past niet bij het bestand
verify-signature-foreign = Het certificaat is niet hier uitgegeven
verify-timestamp-foreign = Een tijdstempel van { $authority } noemt { $date }. Wij kennen deze dienst niet.

## Mails

mail-greeting = Beste { $name },
mail-closing = Met vriendelijke groet
mail-button-fallback = Werkt de knop niet, kopieer dan dit adres naar uw browser:
mail-footer-why = U ontvangt deze e-mail omdat { $app } gebruikmaakt van incasso door { $operator } en uw adres is opgegeven voor { $company }.
mail-footer-unexpected = Als u deze e-mail niet verwachtte, hoeft u niets te doen.
mail-footer-no-passwords = Wij vragen nooit per e-mail om wachtwoorden of bankcodes.

mail-invitation-subject = { $company }: incasso via { $app } instellen
mail-invitation-body-1 = { $app } heeft incasso voor { $company } voorbereid. Begin met het controleren van de gegevens van uw onderneming en het ondertekenen van de overeenkomst.
mail-invitation-body-2 = Het duurt ongeveer tien minuten. U kunt op ieder moment stoppen en later met dezelfde link verdergaan.
mail-invitation-button = Beginnen

mail-signatory-subject = { $company }: uw handtekening is nodig
mail-signatory-body-1 = { $requester } heeft u opgegeven als persoon die tekent voor { $company }.
mail-signatory-body-2 = U kunt de volledige tekst van “{ $agreement }” lezen voordat u ondertekent. Om te ondertekenen hebt u een code nodig die wij naar dit adres sturen.
mail-signatory-button = Lezen en ondertekenen

mail-reminder-subject = Herinnering: { $company } is nog niet helemaal gereed
mail-reminder-body-1 = Het instellen van incasso voor { $company } is nog niet afgerond. Volgende stap: { $step }.
mail-reminder-body-2 = Alles wat tot nu toe is ingevoerd, is opgeslagen. De link brengt u naar het punt waar u bent gestopt.
mail-reminder-button = Doorgaan
mail-to-sign-subject = { $company }: uw handtekening is nodig
mail-to-sign-body-1 = Een dossier van { $company } kan aan { $agency } worden gegeven zodra de documenten zijn ondertekend.
mail-to-sign-body-2 = De link brengt u naar wat ondertekend moet worden. Het duurt enkele minuten.
mail-to-sign-button = Ondertekenen
mail-person-removed-subject = { $company }: u hoort niet meer bij het team
mail-person-removed-body = Dit adres is verwijderd uit het team dat { $company } heeft opgegeven voor incasso bij { $operator }. U ontvangt geen e-mails meer over de dossiers. Had u dit niet verwacht, vraag het dan aan uw collega’s.
mail-address-replaced-subject = { $company }: uw adres is gewijzigd
mail-address-replaced-body = E-mails over de incasso van { $company } bij { $operator } gaan niet meer naar dit adres. Had u dit niet verwacht, zeg het dan meteen tegen uw collega’s.

mail-code-subject = Uw code: { $code }
mail-code-body-1 = Voer deze code in om “{ $agreement }” te ondertekenen:
mail-code-body-1-link = Voer deze code in om verder te gaan met het verzoek van { $app }:
mail-code-body-2 = { $minutes ->
    [one] De code is { $minutes } minuut geldig en werkt één keer.
   *[other] De code is { $minutes } minuten geldig en werkt één keer.
}
mail-code-body-3 = Geef de code aan niemand door. Hebt u er niet om gevraagd, dan heeft iemand misschien per vergissing uw adres ingevoerd; negeer deze e-mail in dat geval.
mail-code-host = Voer de code alleen in op { $host }.
mail-codes-closed-subject = Te veel verkeerde codes
mail-codes-closed-body-1 = Er zijn vandaag te veel verkeerde codes ingevoerd voor { $company }. Er worden tot 24 uur lang geen codes meer verstuurd of geaccepteerd.
mail-codes-closed-body-2 = Was u dit niet, dan heeft iemand anders misschien uw link en probeert die codes te raden. Er is niets ondertekend of gewijzigd. Laat het ons weten als u dit niet verwachtte.
mail-new-link-subject = Uw nieuwe link
mail-new-link-body = Hier is de nieuwe link naar de ondertekende documenten van { $company }. De link werkt { $days } dagen.
mail-new-link-ignore = Hebt u er niet om gevraagd, dan hoeft u niets te doen.
mail-new-link-button = Documenten bekijken

mail-signed-copy-subject = Ondertekend: { $agreement }, { $company }
mail-signed-copy-body-1 = Iedereen heeft ondertekend. Het ondertekende document is bijgevoegd.
mail-signed-copy-body-2 = Bewaar het bestand. Het bevat alle handtekeningen en het bewijs van hoe ze zijn gezet. Of een kopie echt is, kan op ieder moment worden gecontroleerd:
mail-signed-copy-button = Het document controleren

mail-welcome-subject = Welkom: { $company } is gereed
mail-welcome-body-1 = { $company } is sinds { $date } aangemeld. U kunt nu onbetaalde facturen ter incasso indienen in { $app }.
mail-welcome-body-2 = U betaalt alleen als er geld wordt geïncasseerd. Wij schrijven u wanneer een incassopartner uw dossier in behandeling heeft genomen en telkens wanneer uw antwoord nodig is.
mail-welcome-button = Naar { $app }

mail-link-request-subject = { $app } vraagt om een koppeling met uw account
mail-link-request-body-1 = { $app } heeft gevraagd om een koppeling met uw account bij { $operator }, om dossiers voor u te kunnen indienen.
mail-link-request-body-2 = Er wordt niets gedeeld voordat u dit goedkeurt. Het verzoek is geldig tot { $date }. Als u { $app } niet kent, weiger het verzoek dan of doe niets.
mail-link-request-button = Het verzoek bekijken

## Words in the documents: tables and the evidence page

document-zone-europe = Europa
document-zone-international = Rest van de wereld
document-zone-note = Onder Europa vallen de Europese Unie, IJsland, Liechtenstein, Noorwegen, het Verenigd Koninkrijk en Zwitserland.
document-principal = Hoofdsom
document-rate = Succesvergoeding
document-range = { $from } tot en met { $to }
document-range-below = { $from } tot minder dan { $to }
document-range-from = { $from } en meer
document-age = Ouderdom van de vordering
document-age-over = { $months ->
    [one] Meer dan { $months } maand
   *[other] Meer dan { $months } maanden
}
document-surcharge = Toeslag
document-surcharge-points = { $points ->
    [one] { $points } procentpunt
   *[other] { $points } procentpunten
}
document-surcharge-none = Geen
document-signatory-name = Naam
document-signatory-role = Functie
document-signatory-company = Voor
document-signatory-date = Ondertekend (UTC)
document-signatory-signature = Handtekening
document-seal = Elektronisch verzegeld door { $operator }
document-page = Pagina { $page } van { $pages }
document-evidence-title = Bewijs van ondertekening
document-evidence-intro = Deze pagina is toegevoegd toen de laatste persoon had ondertekend. Hetzelfde bewijs is als gegevens bij dit bestand gevoegd.
document-evidence-agreement = Overeenkomst en versie
document-evidence-language = Taal van de getoonde tekst
document-evidence-fingerprint = SHA-256 van de getoonde tekst
document-evidence-person = Persoon
document-evidence-email = E-mailadres waarnaar de code is gestuurd
document-evidence-address = IP-adres
document-evidence-browser = Browser
document-evidence-time = Tijd (UTC)
document-evidence-events = Gebeurtenissen
document-event-opened = Link geopend
document-event-read = Tekst getoond
document-event-pdf = Pdf geopend
document-event-consented = Akkoord gegeven
document-event-code-sent = Code gestuurd
document-event-code-wrong = Verkeerde code ingevoerd
document-event-code-confirmed = Code bevestigd
document-event-signed-drawn = Ondertekend door te tekenen
document-event-signed-typed = Ondertekend door de naam te typen
document-event-completed = Alle handtekeningen aanwezig
document-verify = Dit document controleren: { $address }
document-evidence-stamped = De tijd van elke handtekening is bevestigd door een onafhankelijke tijdstempeldienst.
document-timestamp = Tijdstempel over het hele bestand
