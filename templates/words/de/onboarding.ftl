### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Unternehmen
step-people = Personen
step-kyc = Identität
step-poa = Vollmacht
step-sdca = Vertrag
step-done = Fertig
step-progress = Schritt { $step } von { $steps }
step-completed = abgeschlossen
step-current = aktueller Schritt

## Buttons used on several pages

action-continue = Speichern und weiter
action-back = Zurück
action-change = Ändern
action-cancel = Abbrechen
field-optional = optional

## Company

company-title = Prüfen Sie die Angaben zu Ihrem Unternehmen
company-intro = { $app } hat uns diese Angaben übermittelt. Bitte prüfen Sie sie und ergänzen Sie, was fehlt. Die Angaben erscheinen in den Verträgen, die Sie unterzeichnen.
company-name = Name des Unternehmens
company-name-hint = Der vollständige rechtliche Name, wie er im Register steht.
company-registration-number = Registernummer
company-registration-number-hint = Aus dem Handels- oder Unternehmensregister Ihres Landes.
company-vat-number = Umsatzsteuer-ID
company-vat-number-hint = Mit Länderkürzel, zum Beispiel DK12345674.
company-address = Straße und Hausnummer
company-zip = Postleitzahl
company-city = Ort
company-state = Bundesland oder Region
company-state-hint = Nur, wenn es zur Adresse gehört.
company-country = Land
company-support-email = E-Mail-Adresse des Unternehmens
company-support-email-hint = Für Nachrichten zu Ihren Fällen.
company-phone = Telefon
company-phone-hint = Mit Ländervorwahl, zum Beispiel +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = Das Konto, auf das eingezogenes Geld ausgezahlt wird.
company-account-holder = Kontoinhaber
company-account-holder-hint = Der Name, wie ihn die Bank führt.

## People

people-title = Wer arbeitet mit Ihren Fällen, und wer unterzeichnet?
people-intro = Fügen Sie Kolleginnen und Kollegen hinzu, die Zugang haben sollen. Mindestens eine Person muss für das Unternehmen zeichnungsberechtigt sein.
people-name = Vor- und Nachname
people-email = E-Mail-Adresse
people-email-hint = Eine persönliche Adresse; dorthin senden wir die Codes zum Unterzeichnen.
people-signs = Unterzeichnet für das Unternehmen
people-signs-hint = Kreuzen Sie alle an, die nach den Vertretungsregeln Ihres Unternehmens unterzeichnen müssen. Jede dieser Personen muss unterzeichnen.
people-role-title = Funktion oder Titel
people-role-title-hint = Zum Beispiel Geschäftsführerin oder Geschäftsführer. Die Angabe erscheint neben der Unterschrift.
people-you = Sie
people-add = Person hinzufügen
people-remove = { $name } entfernen
people-count = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
people-signatory-missing = Wählen Sie mindestens eine Person, die für das Unternehmen unterzeichnet.
people-email-twice = Diese E-Mail-Adresse steht bereits in der Liste. Jede Person braucht eine eigene Adresse.

## Identity of the director (KYC)

kyc-title = Einige Angaben zu Ihrer Geschäftsleitung
kyc-intro = Der Inkassopartner für Ihre Fälle muss wissen, wer Ihr Unternehmen leitet.
kyc-why = Warum wir fragen: { $partner } unterliegt den Gesetzen gegen Geldwäsche und darf ohne diese Angaben nicht mit der Bearbeitung beginnen. Sie werden nur für diese Prüfung verwendet.
kyc-director-name = Vollständiger Name des Mitglieds der Geschäftsleitung
kyc-director-name-hint = Wie im Reisepass oder Personalausweis.
kyc-home-address = Privatanschrift
kyc-home-address-hint = Straße, Postleitzahl, Ort und Land.
kyc-date-of-birth = Geburtsdatum
kyc-date-of-birth-day = Tag
kyc-date-of-birth-month = Monat
kyc-date-of-birth-year = Jahr
kyc-once = Sie machen diese Angaben nur einmal. Sie gelten auch für Ihre späteren Fälle.

## Names of the agreements

agreement-sdca = Standard-Inkassovertrag
agreement-partner-sdca = Standard-Inkassovertrag für Inkassopartner
agreement-poa = Vollmacht
agreement-pricing-appendix = Preisanhang
agreement-poa-with-pricing-appendix = Vollmacht mit Preisanhang

## Reading an agreement

read-title-sdca = Inkassovertrag lesen und unterzeichnen
read-title-poa = Vollmacht lesen und unterzeichnen
read-title-pricing-appendix = Preisanhang lesen und unterzeichnen
read-between = Zwischen { $company } und { $party }
read-intro-sdca = Sie zahlen nur, wenn Geld eingezogen wird. Der Vertrag gilt für alle Ihre Fälle.
read-intro-poa = Die Vollmacht erlaubt { $partner }, für Sie einzuziehen. Sie gilt für alle Ihre Fälle bei diesem Partner.
read-intro-pricing-appendix = Der Anhang legt besondere Sätze für Fälle bei { $partner } gegen Schuldner in diesem Land fest: { $country }.
read-open-pdf-plain = Als PDF öffnen
read-scroll = Scrollen Sie, um den ganzen Text zu lesen. Die Unterschrift folgt darunter.
read-version = Version { $version } vom { $date }
read-language-note = Sie lesen eine Übersetzung. Weicht sie vom englischen Text ab, geht der englische Text vor.
read-english = Englischen Text lesen
read-to-signature = Zur Unterschrift

## Consent

consent-title = Bevor Sie unterzeichnen
consent-read = Ich habe den gesamten Text gelesen.
consent-electronic = Ich bin damit einverstanden, elektronisch zu unterzeichnen. Meine Unterschrift bindet mich ebenso wie eine auf Papier.
consent-evidence = Mir ist bekannt, dass Zeit, IP-Adresse, Browser, E-Mail-Adresse und jeder Schritt als Beweis aufgezeichnet werden und Teil der unterzeichneten Datei sind.
consent-missing = Bitte bestätigen Sie jeden Punkt, bevor Sie unterzeichnen.

## Code

code-title = Code aus Ihrer E-Mail
code-send = Code senden
code-sent = Wir haben einen sechsstelligen Code an { $email } gesendet. Er ist { $minutes } Minuten gültig.
code-label = Sechsstelliger Code
code-hint = Nur Ziffern. Sehen Sie auch im Spam-Ordner nach.
code-resend = Neuen Code senden
code-resend-in = { $seconds ->
    [one] Sie können in { $seconds } Sekunde einen neuen Code anfordern.
   *[other] Sie können in { $seconds } Sekunden einen neuen Code anfordern.
}
code-resent = Ein neuer Code ist unterwegs an { $email }. Der alte gilt nicht mehr.
code-missing = Geben Sie die sechs Ziffern aus der E-Mail ein.
code-wrong = { $tries ->
    [one] Dieser Code ist nicht richtig. Sie haben noch { $tries } Versuch.
   *[other] Dieser Code ist nicht richtig. Sie haben noch { $tries } Versuche.
}
code-expired = Dieser Code ist abgelaufen. Fordern Sie einen neuen an; von Ihren Eingaben geht nichts verloren.
code-used = Dieser Code wurde bereits verwendet. Fordern Sie einen neuen an.
code-locked = Der Code wurde zu oft falsch eingegeben und gilt nicht mehr. Fordern Sie in { $minutes } Minuten einen neuen an.

## Signature

signature-title = Ihre Unterschrift
signature-draw = Zeichnen
signature-type = Eintippen
signature-clear = Löschen
signature-draw-hint = Mit der Maus, dem Finger oder einem Stift.
signature-draw-area = Feld zum Zeichnen der Unterschrift
signature-type-hint = Tippen Sie Ihren Namen ein. Im Dokument erscheint er in Schreibschrift.
signature-preview = So wird es aussehen
signature-name = Ihr Name, wie er erscheinen soll
signature-role = Ihre Funktion
signature-authority = Ich bin für { $company } zeichnungsberechtigt.
signature-sign = Vertrag unterzeichnen
signature-sign-poa = Vollmacht unterzeichnen
signature-sign-pricing-appendix = Preisanhang unterzeichnen
signature-final = Mit Ihrer Unterschrift schließen Sie den Vertrag. Sie erhalten eine Kopie, sobald alle unterzeichnet haben.
signature-missing = Zeichnen Sie Ihre Unterschrift oder tippen Sie Ihren Namen ein.
signature-name-missing = Geben Sie Ihren Namen so ein, wie er erscheinen soll.
signature-role-missing = Geben Sie Ihre Funktion im Unternehmen ein.
signature-authority-missing = Bestätigen Sie, dass Sie zeichnungsberechtigt sind. Wenn Sie es nicht sind, gehen Sie zurück und nennen Sie eine Person, die es ist.

## Waiting for other signatories

waiting-title = Sie haben unterzeichnet
waiting-intro = { $count ->
    [one] Noch eine weitere Person muss unterzeichnen. Wir haben ihr eine E-Mail mit einem Link gesendet.
   *[other] Noch { $count } weitere Personen müssen unterzeichnen. Wir haben jeder von ihnen eine E-Mail mit einem Link gesendet.
}
waiting-signed = { $name } hat am { $date } unterzeichnet
waiting-open = { $name } hat noch nicht unterzeichnet
waiting-remind = Erinnerung an { $name } senden
waiting-reminded = Eine Erinnerung wurde an { $name } gesendet.
waiting-file = Das unterzeichnete Dokument wird erstellt, wenn die letzte Person unterzeichnet hat. Sie können diese Seite schließen; wir schreiben Ihnen.

## Done

done-title = Alles erledigt
done-intro = { $company } kann jetzt Fälle einreichen.
done-intro-resigned = Die neue Version ist unterzeichnet. Sie können wie bisher weiterarbeiten.
done-intro-poa = Die Vollmacht ist unterzeichnet. { $partner } kann mit der Bearbeitung Ihrer Fälle beginnen.
done-copy-mailed = Eine unterzeichnete Kopie wurde an alle gesendet, die unterzeichnet haben.
done-download = { $agreement } herunterladen
done-verify = Jeder, dem Sie die Datei geben, kann prüfen, ob sie echt ist.
done-back = Zurück zu { $app }
ended-title = Dieser Link ist abgelaufen
ended-intro = Die unterzeichneten Dokumente waren hier { $days } Tage lang zu sehen. Sie können sich einen neuen Link an die hinterlegte Adresse senden lassen.
ended-send = Neuen Link senden
ended-asked-title = Prüfen Sie Ihre E-Mails
ended-asked = Wenn dieser Link erneuert werden kann, ist ein neuer an die hinterlegte Adresse unterwegs.

## A platform asks to be linked

link-title = { $app } möchte mit Ihrem Konto verknüpft werden
link-code-first = Zuerst vergewissern wir uns, dass Sie es sind. Wir senden einen Code an eine Adresse, die bei uns bereits hinterlegt ist.
link-code-send = Code an die hinterlegte Adresse senden
proof-sent = Wir haben einen sechsstelligen Code an die hinterlegte Adresse gesendet. Er gilt { $minutes } Minuten.
link-intro = Wenn Sie zustimmen, wird { $company } mit { $app } verknüpft.
link-consequences = Was das bedeutet
link-consequence-submit = { $app } darf Fälle für { $company } einreichen.
link-consequence-see = { $app } sieht den Namen Ihres Unternehmens sowie Stand, Preise und Zahlungen Ihrer Fälle.
link-consequence-same = Ihre Verträge, Ihre Benutzer und Ihre laufenden Fälle bleiben, wie sie sind.
link-consequence-one = Ein Konto kann nur mit einer einzigen Plattform verknüpft sein.
link-decline-consequence = Wenn Sie ablehnen, ändert sich nichts, und { $app } erfährt nur, dass die Anfrage abgelehnt wurde.
link-valid-until = Die Anfrage ist bis zum { $date } gültig.
link-approve = Der Verknüpfung zustimmen
link-decline = Ablehnen
link-approved-title = Mit { $app } verknüpft
link-approved = { $company } und { $app } sind jetzt verknüpft.
link-declined-title = Anfrage abgelehnt
link-declined = An Ihrem Konto hat sich nichts geändert.

## Choosing a company

choice-title = Um welches Unternehmen geht es?
choice-intro = Ihre E-Mail-Adresse gehört zu einem Konto, das bei uns bereits besteht.
choice-link = { $company } verknüpfen
choice-link-hint = Nutzen Sie das bestehende Konto für Fälle aus { $app }.
choice-new = Ein anderes Unternehmen einrichten
choice-new-hint = Wählen Sie dies, wenn die Forderungen einem Unternehmen gehören, das noch kein Konto hat. Seine Benutzer brauchen andere E-Mail-Adressen.
choice-missing = Wählen Sie eine der beiden Möglichkeiten.
choice-email-taken = Diese Adresse gehört bereits zu einem Konto. Bitte geben Sie eine andere ein.

## Signing again, power of attorney alone, everything pending

resign-title = Es gibt eine neue Version Ihres Vertrags
resign-intro = Um weitere Fälle einzureichen, muss { $company } Version { $version } vom { $date } unterzeichnen. Für bereits eingereichte Fälle gilt weiter die Version, die Sie damals unterzeichnet haben.
resign-name-changed = Der Name Ihres Unternehmens hat sich geändert. Bitte unterzeichnen Sie den Vertrag noch einmal unter dem neuen Namen.
poa-title = Eine Vollmacht ist erforderlich
poa-intro = Fälle von { $company } sollen von { $partner } bearbeitet werden. Bevor die Bearbeitung beginnt, benötigt { $partner } Ihre Vollmacht.
poa-intro-pricing = Für diese Fälle sind besondere Sätze vereinbart. Der Preisanhang ist Teil desselben Dokuments; eine Unterschrift genügt für beides.
pending-title = Dokumente, die auf Ihre Unterschrift warten
pending-intro = { $count ->
    [one] Ein Dokument wartet. Wir führen Sie hindurch.
   *[other] { $count } Dokumente warten. Wir führen Sie nacheinander durch alle.
}
pending-start = Beginnen

## What can go wrong

error-summary = { $count ->
    [one] Bitte prüfen Sie ein Feld
   *[other] Bitte prüfen Sie { $count } Felder
}
error-required = Bitte füllen Sie dieses Feld aus.
error-too-long = { $max ->
    [one] Höchstens { $max } Zeichen.
   *[other] Höchstens { $max } Zeichen.
}
error-character = Das Zeichen „{ $character }“ kann in unseren Dokumenten nicht dargestellt werden. Bitte verwenden Sie lateinische, griechische, kyrillische, hebräische oder arabische Buchstaben.
error-email = Dies ist keine gültige E-Mail-Adresse. Sie sollte aussehen wie name@example.com.
error-iban = Diese IBAN ist nicht gültig. Bitte vergleichen Sie sie mit Ihrem Kontoauszug.
error-vat-number = Diese Umsatzsteuer-ID ist für das gewählte Land nicht gültig.
error-registration-number = Diese Registernummer ist für das gewählte Land nicht gültig.
error-phone = Diese Telefonnummer ist nicht gültig. Beginnen Sie mit der Ländervorwahl, zum Beispiel +45.
error-country = Wählen Sie ein Land aus der Liste.
error-date = Dieses Datum gibt es nicht. Bitte prüfen Sie Tag, Monat und Jahr.
error-date-future = Dieses Datum liegt in der Zukunft.
error-under-age = Das Mitglied der Geschäftsleitung muss mindestens 18 Jahre alt sein.
error-link-expired-title = Dieser Link ist abgelaufen
error-link-expired = Gehen Sie zurück zu { $app } und beginnen Sie dort noch einmal; Sie erhalten einen neuen Link. Von Ihren Eingaben geht nichts verloren.
error-link-invalid-title = Dieser Link ist nicht gültig
error-link-invalid = Bitte prüfen Sie, ob die ganze Adresse kopiert wurde, oder öffnen Sie den Link noch einmal aus Ihrer E-Mail oder aus der App.
error-link-used-title = Dieser Link wurde bereits verwendet
error-link-used = Was damit zu tun war, ist erledigt. Wenn Sie noch etwas brauchen, gehen Sie zurück zu { $app }.
error-other-person-title = Dieser Link ist für eine andere Person
error-other-person = Bitten Sie { $name }, ihn zu öffnen, oder verwenden Sie den Link aus Ihrer eigenen E-Mail.
error-already-signed-title = Bereits unterzeichnet
error-already-signed = Sie haben dieses Dokument am { $date } unterzeichnet. Es ist nichts weiter zu tun.
error-two-tabs-title = Dieser Schritt ist schon in einem anderen Fenster erledigt
error-two-tabs = Wir haben gespeichert, was zuerst eingegeben wurde. Gehen Sie hier weiter, um zu sehen, wo Sie stehen.
error-stale-title = Der Text hat sich geändert
error-stale = Während Sie gelesen haben, wurde eine neue Version veröffentlicht. Bitte lesen Sie sie und unterzeichnen Sie noch einmal; Ihre Angaben bleiben erhalten.
error-mail-delayed-title = Unsere E-Mail verzögert sich
error-mail-delayed = Wir konnten die E-Mail gerade nicht senden und versuchen es weiter. Ihre Angaben sind gespeichert. Sie können hier warten oder später mit demselben Link zurückkommen.
error-too-many-title = Zu viele Versuche
error-too-many = Bitte warten Sie { $minutes } Minuten und versuchen Sie es dann noch einmal.
error-server-title = Bei uns ist etwas schiefgegangen
error-server = Von dem, was Sie gespeichert haben, ist nichts verloren. Bitte versuchen Sie es in einigen Minuten noch einmal. Wenn es wieder geschieht, nennen Sie uns diese Nummer: { $reference }
error-continue = Weiter

## Footer and language

footer-provided-by = Bereitgestellt von { $operator }
footer-legal-notice = Die Verträge werden mit { $operator } und den angeschlossenen Inkassopartnern geschlossen.
footer-privacy = Datenschutz
footer-terms = Nutzungsbedingungen
footer-help = Hilfe
skip-to-content = Zum Inhalt springen
language-label = Sprache
language-switch = Sprache wechseln
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Ist dieses Dokument echt?
verify-intro = Wählen Sie eine PDF-Datei, die hier unterzeichnet wurde. Sie sehen, ob sie echt und vollständig ist, wer sie unterzeichnet hat und wann.
verify-drop = Unterzeichnete PDF-Datei hier ablegen
verify-choose = Datei wählen
verify-check = Datei prüfen
verify-private = Die Datei wird geprüft und nicht aufbewahrt.
verify-genuine-title = Echt und unverändert
verify-genuine = Die Datei ist genau so, wie sie bei der letzten Unterschrift war.
verify-extended = Der Datei wurde später ein Zeitstempel hinzugefügt. Der unterzeichnete Inhalt ist unverändert.
verify-altered-title = Verändert
verify-altered = Die Datei wurde nach der Unterzeichnung verändert. Verlassen Sie sich nicht auf sie; bitten Sie um das Original.
verify-unknown-title = Hier nicht bekannt
verify-unknown = Die Datei trägt Unterschriften, wurde aber nicht hier unterzeichnet oder ist hier nicht verzeichnet. Wir können nicht sagen, ob sie echt ist.
verify-unsigned-title = Nicht unterzeichnet
verify-unsigned = Die Datei trägt keine Unterschrift.
verify-not-pdf = Diese Datei ist kein PDF, oder sie ist beschädigt.
verify-too-large = Diese Datei ist zu groß. Höchstens { $megabytes } MB.
verify-file-missing = Wählen Sie zuerst eine Datei.
verify-agreement = Dokument
verify-version = Version
verify-between = Zwischen
verify-signed-by = Unterzeichnet von
verify-role = Funktion
verify-signed-at = Unterzeichnet am
verify-seal = Siegel von { $operator }
verify-timestamp = Zeit bestätigt von { $authority } am { $date }
verify-no-timestamp = Die Zeit ist die unserer eigenen Uhr; kein Zeitstempeldienst hat sie bestätigt.
verify-fingerprint = SHA-256 der Datei
verify-again = Weitere Datei prüfen
verify-link = Unterzeichnetes Dokument prüfen
verify-checking = Die Datei wird geprüft …
verify-file = Datei
verify-not-on-record-title = Echt, aber bei uns nicht verzeichnet
verify-not-on-record = Die Datei wurde hier unterzeichnet und ist unverändert, ist in unserem Verzeichnis aber nicht bekannt. Fragen Sie { $operator }, bevor Sie sich auf sie verlassen.
verify-incomplete-title = Nicht vollständig
verify-incomplete = Was diese Datei enthält, wurde hier unterzeichnet, aber es fehlen Unterschriften oder das Siegel. Sie ist nicht das fertige Dokument; bitten Sie um das Original.
verify-unreadable-title = Kann nicht geprüft werden
verify-foreign = Diese PDF-Datei wurde nicht hier erstellt, oder sie ist beschädigt oder mit einem Passwort gesperrt. Wir können über sie nichts sagen.
verify-record = In unserem Verzeichnis
verify-record-number = Datei { $number } von { $count } zu diesem Dokument
verify-record-newer = Es gibt eine neuere Datei, Nummer { $number }: dieselben Unterschriften mit einem späteren Zeitstempel. Sie finden sie dort, wo Sie diese erhalten haben.
verify-signature-broken = Passt nicht zur Datei
verify-signature-foreign = Das Zertifikat wurde nicht hier ausgestellt
verify-timestamp-foreign = Ein Zeitstempel von { $authority } nennt { $date }. Wir kennen diesen Dienst nicht.

## Mails

mail-greeting = Guten Tag, { $name }!
mail-closing = Mit freundlichen Grüßen
mail-button-fallback = Wenn die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:
mail-footer-why = Sie erhalten diese E-Mail, weil { $app } das Inkasso nutzt, das { $operator } bereitstellt, und weil Ihre Adresse für { $company } angegeben wurde.
mail-footer-unexpected = Wenn Sie diese E-Mail nicht erwartet haben, brauchen Sie nichts zu tun.
mail-footer-no-passwords = Wir fragen nie per E-Mail nach Passwörtern oder Bankcodes.

mail-invitation-subject = { $company }: Inkasso mit { $app } einrichten
mail-invitation-body-1 = { $app } hat das Inkasso für { $company } vorbereitet. Bitte prüfen Sie zu Beginn die Angaben zu Ihrem Unternehmen und unterzeichnen Sie den Vertrag.
mail-invitation-body-2 = Es dauert etwa zehn Minuten. Sie können jederzeit unterbrechen und später mit demselben Link weitermachen.
mail-invitation-button = Beginnen

mail-signatory-subject = { $company }: Ihre Unterschrift wird benötigt
mail-signatory-body-1 = { $requester } hat Sie als Person genannt, die für { $company } unterzeichnet.
mail-signatory-body-2 = Sie können den ganzen Text von „{ $agreement }“ lesen, bevor Sie unterzeichnen. Zum Unterzeichnen brauchen Sie einen Code, den wir an diese Adresse senden.
mail-signatory-button = Lesen und unterzeichnen

mail-reminder-subject = Erinnerung: { $company } ist noch nicht fertig eingerichtet
mail-reminder-body-1 = Die Einrichtung des Inkassos für { $company } ist noch nicht abgeschlossen. Nächster Schritt: { $step }.
mail-reminder-body-2 = Alles bisher Eingegebene ist gespeichert. Der Link führt Sie dorthin, wo Sie aufgehört haben.
mail-reminder-button = Weitermachen
mail-to-sign-subject = { $company }: Ihre Unterschrift fehlt
mail-to-sign-body-1 = Ein Fall von { $company } kann an { $agency } gegeben werden, sobald die Unterlagen unterschrieben sind.
mail-to-sign-body-2 = Der Link führt Sie zu dem, was zu unterschreiben ist. Es dauert wenige Minuten.
mail-to-sign-button = Unterschreiben
mail-person-removed-subject = { $company }: Sie gehören nicht mehr zum Team
mail-person-removed-body = Diese Adresse wurde aus dem Team entfernt, das { $company } für das Inkasso bei { $operator } benannt hat. Sie erhalten keine E-Mails mehr zu den Fällen. Wenn Sie das nicht erwartet haben, fragen Sie Ihre Kollegen.
mail-address-replaced-subject = { $company }: Ihre Adresse wurde geändert
mail-address-replaced-body = E-Mails zum Inkasso von { $company } bei { $operator } gehen nicht mehr an diese Adresse. Wenn Sie das nicht erwartet haben, sagen Sie es sofort Ihren Kollegen.

mail-code-subject = Ihr Code: { $code }
mail-code-body-1 = Geben Sie diesen Code ein, um „{ $agreement }“ zu unterzeichnen:
mail-code-body-1-link = Geben Sie diesen Code ein, um mit der Anfrage von { $app } fortzufahren:
mail-code-body-2 = { $minutes ->
    [one] Er ist { $minutes } Minute gültig und funktioniert einmal.
   *[other] Er ist { $minutes } Minuten gültig und funktioniert einmal.
}
mail-code-body-3 = Geben Sie den Code an niemanden weiter. Wenn Sie ihn nicht angefordert haben, hat vielleicht jemand versehentlich Ihre Adresse eingegeben; beachten Sie diese E-Mail dann nicht.
mail-code-host = Geben Sie den Code nur auf { $host } ein.
mail-codes-closed-subject = Zu viele falsche Codes
mail-codes-closed-body-1 = Für { $company } wurden heute zu viele falsche Codes eingegeben. Bis zu 24 Stunden lang werden keine Codes mehr gesendet oder angenommen.
mail-codes-closed-body-2 = Wenn Sie das nicht waren, hat vielleicht jemand anders Ihren Link und versucht, Codes zu erraten. Es wurde nichts unterzeichnet oder geändert. Bitte sagen Sie uns Bescheid, wenn Sie das nicht erwartet haben.
mail-new-link-subject = Ihr neuer Link
mail-new-link-body = Hier ist der neue Link zu den unterzeichneten Dokumenten von { $company }. Er gilt { $days } Tage.
mail-new-link-ignore = Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun.
mail-new-link-button = Dokumente ansehen

mail-signed-copy-subject = Unterzeichnet: { $agreement }, { $company }
mail-signed-copy-body-1 = Alle haben unterzeichnet. Das unterzeichnete Dokument ist angehängt.
mail-signed-copy-body-2 = Bewahren Sie die Datei auf. Sie enthält alle Unterschriften und die Beweise dafür, wie sie geleistet wurden. Ob eine Kopie echt ist, lässt sich jederzeit prüfen:
mail-signed-copy-button = Dokument prüfen

mail-welcome-subject = Willkommen: { $company } ist fertig eingerichtet
mail-welcome-body-1 = { $company } ist seit dem { $date } eingerichtet. Sie können jetzt unbezahlte Rechnungen in { $app } zum Inkasso einreichen.
mail-welcome-body-2 = Sie zahlen nur, wenn Geld eingezogen wird. Wir schreiben Ihnen, wenn ein Inkassopartner Ihren Fall angenommen hat und wann immer Ihre Antwort gebraucht wird.
mail-welcome-button = Zu { $app }

mail-link-request-subject = { $app } möchte mit Ihrem Konto verknüpft werden
mail-link-request-body-1 = { $app } hat darum gebeten, mit Ihrem Konto bei { $operator } verknüpft zu werden, um Fälle für Sie einzureichen.
mail-link-request-body-2 = Es wird nichts weitergegeben, bevor Sie zustimmen. Die Anfrage ist bis zum { $date } gültig. Wenn Sie { $app } nicht kennen, lehnen Sie die Anfrage ab oder tun Sie nichts.
mail-link-request-button = Anfrage ansehen

## Words in the documents: tables and the evidence page

document-zone-europe = Europa
document-zone-international = Übrige Welt
document-zone-note = Europa umfasst die Europäische Union, Island, Liechtenstein, Norwegen, das Vereinigte Königreich und die Schweiz.
document-principal = Hauptforderung
document-rate = Erfolgshonorar
document-range = { $from } bis { $to }
document-range-below = { $from } bis unter { $to }
document-range-from = Ab { $from }
document-age = Alter der Forderung
document-age-over = { $months ->
    [one] Mehr als { $months } Monat
   *[other] Mehr als { $months } Monate
}
document-surcharge = Zuschlag
document-surcharge-points = { $points ->
    [one] { $points } Prozentpunkt
   *[other] { $points } Prozentpunkte
}
document-surcharge-none = Keiner
document-signatory-name = Name
document-signatory-role = Funktion
document-signatory-company = Für
document-signatory-date = Unterzeichnet am (UTC)
document-signatory-signature = Unterschrift
document-seal = Elektronisch gesiegelt von { $operator }
document-page = Seite { $page } von { $pages }
document-evidence-title = Beweise zur Unterzeichnung
document-evidence-intro = Diese Seite wurde hinzugefügt, als die letzte Person unterzeichnet hatte. Dieselben Beweise sind dieser Datei als Daten angehängt.
document-evidence-agreement = Dokument und Version
document-evidence-language = Sprache des angezeigten Textes
document-evidence-fingerprint = SHA-256 des angezeigten Textes
document-evidence-person = Person
document-evidence-email = E-Mail-Adresse, an die der Code gesendet wurde
document-evidence-address = IP-Adresse
document-evidence-browser = Browser
document-evidence-time = Zeit (UTC)
document-evidence-events = Ereignisse
document-event-opened = Link geöffnet
document-event-read = Text angezeigt
document-event-pdf = PDF geöffnet
document-event-consented = Einverständnis erklärt
document-event-code-sent = Code gesendet
document-event-code-wrong = Falscher Code eingegeben
document-event-code-confirmed = Code bestätigt
document-event-signed-drawn = Durch Zeichnen unterzeichnet
document-event-signed-typed = Durch Eintippen des Namens unterzeichnet
document-event-completed = Alle Unterschriften liegen vor
document-verify = Dieses Dokument prüfen: { $address }
document-evidence-stamped = Die Zeit jeder Unterschrift ist von einem unabhängigen Zeitstempeldienst bestätigt.
document-timestamp = Zeitstempel über die ganze Datei
