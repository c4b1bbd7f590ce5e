### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Entreprise
step-people = Personnes
step-kyc = Identité
step-poa = Procuration
step-sdca = Contrat
step-done = Terminé
step-progress = Étape { $step } sur { $steps }
step-completed = terminée
step-current = étape en cours

## Buttons used on several pages

action-continue = Enregistrer et continuer
action-back = Retour
action-change = Modifier
action-cancel = Annuler
field-optional = facultatif

## Company

company-title = Vérifiez les données de votre entreprise
company-intro = { $app } nous a transmis ces données. Veuillez les vérifier et les compléter. Elles figurent dans les contrats que vous signez.
company-name = Nom de l’entreprise
company-name-hint = La dénomination sociale complète, telle qu’elle est immatriculée.
company-registration-number = Numéro d’immatriculation
company-registration-number-hint = Celui du registre des entreprises de votre pays.
company-vat-number = Numéro de TVA
company-vat-number-hint = Avec le code du pays, par exemple DK12345674.
company-address = Numéro et rue
company-zip = Code postal
company-city = Ville
company-state = État ou région
company-state-hint = Seulement si cela fait partie de l’adresse.
company-country = Pays
company-support-email = Adresse électronique de l’entreprise
company-support-email-hint = Pour les messages concernant vos dossiers.
company-phone = Téléphone
company-phone-hint = Avec l’indicatif du pays, par exemple +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = Le compte sur lequel l’argent recouvré est versé.
company-account-holder = Titulaire du compte
company-account-holder-hint = Le nom tel que la banque le connaît.

## People

people-title = Qui travaille sur vos dossiers, et qui signe ?
people-intro = Ajoutez les collègues qui doivent avoir accès. Au moins une personne doit avoir le pouvoir de signer pour l’entreprise.
people-name = Prénom et nom
people-email = Adresse électronique
people-email-hint = Une adresse personnelle ; les codes de signature y sont envoyés.
people-signs = Signe pour l’entreprise
people-signs-hint = Cochez toutes les personnes qui doivent signer selon les règles de votre entreprise. Toutes doivent signer.
people-role-title = Fonction ou titre
people-role-title-hint = Par exemple directeur général ou directrice générale. Cette mention figure à côté de la signature.
people-you = Vous
people-add = Ajouter une personne
people-remove = Retirer { $name }
people-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
people-signatory-missing = Choisissez au moins une personne qui signe pour l’entreprise.
people-email-twice = Cette adresse électronique figure déjà dans la liste. Chaque personne doit avoir sa propre adresse.

## Identity of the director (KYC)

kyc-title = Quelques informations sur votre dirigeant
kyc-intro = Le partenaire de recouvrement chargé de vos dossiers doit savoir qui dirige votre entreprise.
kyc-why = Pourquoi cette demande : { $partner } doit respecter la loi contre le blanchiment et ne peut pas commencer le travail sans ces informations. Elles ne servent qu’à ce contrôle.
kyc-director-name = Nom complet du dirigeant
kyc-director-name-hint = Tel qu’il figure sur le passeport ou la carte d’identité.
kyc-home-address = Adresse personnelle
kyc-home-address-hint = Rue, code postal, ville et pays.
kyc-date-of-birth = Date de naissance
kyc-date-of-birth-day = Jour
kyc-date-of-birth-month = Mois
kyc-date-of-birth-year = Année
kyc-once = Vous ne donnez ces informations qu’une fois. Elles valent aussi pour vos dossiers ultérieurs.

## Names of the agreements

agreement-sdca = Contrat type de recouvrement de créances
agreement-partner-sdca = Contrat type de recouvrement de créances pour les partenaires de recouvrement
agreement-poa = Procuration
agreement-pricing-appendix = Annexe tarifaire
agreement-poa-with-pricing-appendix = Procuration avec annexe tarifaire

## Reading an agreement

read-title-sdca = Lire et signer le contrat de recouvrement
read-title-poa = Lire et signer la procuration
read-title-pricing-appendix = Lire et signer l’annexe tarifaire
read-between = Entre { $company } et { $party }
read-intro-sdca = Vous ne payez que si de l’argent est recouvré. Le contrat s’applique à tous vos dossiers.
read-intro-poa = Elle permet à { $partner } de recouvrer pour vous. Elle couvre tous vos dossiers confiés à ce partenaire.
read-intro-pricing-appendix = Elle fixe des taux particuliers pour les dossiers confiés à { $partner } et visant des débiteurs de ce pays : { $country }.
read-open-pdf-plain = Ouvrir en PDF
read-scroll = Faites défiler pour lire tout le texte. La signature se trouve en dessous.
read-version = Version { $version } du { $date }
read-language-note = Vous lisez une traduction. Si elle diffère du texte anglais, le texte anglais prévaut.
read-english = Lire le texte anglais
read-to-signature = Aller à la signature

## Consent

consent-title = Avant de signer
consent-read = J’ai lu le texte en entier.
consent-electronic = J’accepte de signer électroniquement. Ma signature m’engage autant que sur papier.
consent-evidence = Je sais que l’heure, l’adresse IP, le navigateur, l’adresse électronique et chaque étape sont enregistrés comme preuves et font partie du fichier signé.
consent-missing = Veuillez confirmer chaque point avant de signer.

## Code

code-title = Code reçu par courriel
code-send = Envoyer le code
code-sent = Nous avons envoyé un code à six chiffres à { $email }. Il est valable { $minutes } minutes.
code-label = Code à six chiffres
code-hint = Des chiffres uniquement. Regardez aussi parmi les courriers indésirables.
code-resend = Envoyer un nouveau code
code-resend-in = { $seconds ->
    [one] Vous pourrez demander un nouveau code dans { $seconds } seconde.
   *[other] Vous pourrez demander un nouveau code dans { $seconds } secondes.
}
code-resent = Un nouveau code est en route vers { $email }. L’ancien ne fonctionne plus.
code-missing = Saisissez les six chiffres du courriel.
code-wrong = { $tries ->
    [one] Ce code n’est pas le bon. Il vous reste { $tries } essai.
   *[other] Ce code n’est pas le bon. Il vous reste { $tries } essais.
}
code-expired = Ce code a expiré. Demandez-en un nouveau ; rien de ce que vous avez saisi n’est perdu.
code-used = Ce code a déjà été utilisé. Demandez-en un nouveau.
code-locked = Trop de codes erronés ont été saisis ; ce code ne fonctionne plus. Demandez-en un nouveau dans { $minutes } minutes.

## Signature

signature-title = Votre signature
signature-draw = Dessiner
signature-type = Taper
signature-clear = Effacer
signature-draw-hint = Utilisez une souris, un doigt ou un stylet.
signature-draw-area = Zone où dessiner la signature
signature-type-hint = Tapez votre nom. Il figure en écriture manuscrite dans le document.
signature-preview = Voici l’aperçu
signature-name = Votre nom tel qu’il figurera
signature-role = Votre fonction
signature-authority = J’ai le pouvoir de signer pour { $company }.
signature-sign = Signer le contrat
signature-sign-poa = Signer la procuration
signature-sign-pricing-appendix = Signer l’annexe tarifaire
signature-final = En signant, vous concluez le contrat. Vous en recevez une copie dès que tous ont signé.
signature-missing = Dessinez votre signature ou tapez votre nom.
signature-name-missing = Saisissez votre nom tel qu’il doit figurer.
signature-role-missing = Saisissez votre fonction dans l’entreprise.
signature-authority-missing = Confirmez que vous avez le pouvoir de signer. Sinon, revenez en arrière et indiquez une personne qui l’a.

## Waiting for other signatories

waiting-title = Vous avez signé
waiting-intro = { $count ->
    [one] Une autre personne doit encore signer. Nous lui avons envoyé un courriel avec un lien.
   *[other] { $count } autres personnes doivent encore signer. Nous avons envoyé à chacune un courriel avec un lien.
}
waiting-signed = { $name } a signé le { $date }
waiting-open = { $name } n’a pas encore signé
waiting-remind = Envoyer un rappel à { $name }
waiting-reminded = Un rappel a été envoyé à { $name }.
waiting-file = Le document signé est établi lorsque la dernière personne a signé. Vous pouvez fermer cette page ; nous vous écrirons.

## Done

done-title = Tout est en ordre
done-intro = { $company } peut maintenant soumettre des dossiers.
done-intro-resigned = La nouvelle version est signée. Vous pouvez continuer comme avant.
done-intro-poa = La procuration est signée. { $partner } peut commencer le travail sur vos dossiers.
done-copy-mailed = Une copie signée a été envoyée à toutes les personnes qui ont signé.
done-download = Télécharger : { $agreement }
done-verify = Toute personne à qui vous remettez le fichier peut vérifier s’il est authentique.
done-back = Revenir à { $app }
ended-title = Ce lien n’est plus valable
ended-intro = Les documents signés ont été affichés ici pendant { $days } jours. Vous pouvez faire envoyer un nouveau lien à l’adresse enregistrée.
ended-send = Envoyez-moi un nouveau lien
ended-asked-title = Consultez votre messagerie
ended-asked = Si ce lien peut être renouvelé, un nouveau est en route vers l’adresse enregistrée.

## A platform asks to be linked

link-title = { $app } demande une liaison avec votre compte
link-code-first = Nous vérifions d’abord qu’il s’agit bien de vous. Nous envoyons un code à une adresse que nous connaissons déjà.
link-code-send = Envoyer un code à l’adresse connue
proof-sent = Nous avons envoyé un code à six chiffres à l’adresse enregistrée. Il est valable { $minutes } minutes.
link-intro = Si vous acceptez, une liaison est établie entre { $company } et { $app }.
link-consequences = Ce que cela signifie
link-consequence-submit = { $app } peut soumettre des dossiers pour { $company }.
link-consequence-see = { $app } voit le nom de votre entreprise ainsi que l’état, les prix et les paiements de vos dossiers.
link-consequence-same = Vos contrats, vos utilisateurs et vos dossiers en cours restent tels quels.
link-consequence-one = Un compte ne peut être lié qu’à une seule plateforme.
link-decline-consequence = Si vous refusez, rien ne change, et { $app } apprend seulement que la demande a été refusée.
link-valid-until = La demande est valable jusqu’au { $date }.
link-approve = Accepter la liaison
link-decline = Refuser
link-approved-title = Liaison établie avec { $app }
link-approved = La liaison entre { $company } et { $app } est maintenant établie.
link-declined-title = Demande refusée
link-declined = Rien n’a changé dans votre compte.

## Choosing a company

choice-title = De quelle entreprise s’agit-il ?
choice-intro = Votre adresse électronique appartient à un compte qui existe déjà chez nous.
choice-link = Lier { $company }
choice-link-hint = Utiliser le compte existant pour les dossiers soumis par { $app }.
choice-new = Inscrire une autre entreprise
choice-new-hint = À choisir si les créances appartiennent à une entreprise qui n’a pas encore de compte. Ses utilisateurs doivent avoir d’autres adresses électroniques.
choice-missing = Choisissez l’une des deux possibilités.
choice-email-taken = Cette adresse appartient déjà à un compte. Veuillez en saisir une autre.

## Signing again, power of attorney alone, everything pending

resign-title = Il existe une nouvelle version de votre contrat
resign-intro = Pour soumettre d’autres dossiers, { $company } doit signer la version { $version } du { $date }. Les dossiers déjà soumis restent régis par la version que vous aviez signée.
resign-name-changed = Le nom de votre entreprise a changé. Veuillez signer de nouveau le contrat sous le nouveau nom.
poa-title = Une procuration est nécessaire
poa-intro = Des dossiers soumis pour { $company } vont être traités par { $partner }. Avant de commencer, { $partner } a besoin de votre procuration.
poa-intro-pricing = Des taux particuliers ont été convenus pour ces dossiers. L’annexe tarifaire fait partie du même document ; une seule signature suffit pour les deux.
pending-title = Documents en attente de votre signature
pending-intro = { $count ->
    [one] Un document attend. Nous vous guidons.
   *[other] { $count } documents attendent. Nous vous guidons de l’un à l’autre.
}
pending-start = Commencer

## What can go wrong

error-summary = { $count ->
    [one] Veuillez revoir un champ
   *[other] Veuillez revoir { $count } champs
}
error-required = Veuillez remplir ce champ.
error-too-long = { $max ->
    [one] Au plus { $max } caractère.
   *[other] Au plus { $max } caractères.
}
error-character = Le caractère « { $character } » ne peut pas être affiché dans nos documents. Veuillez utiliser des lettres latines, grecques, cyrilliques, hébraïques ou arabes.
error-email = Cette adresse électronique n’est pas valable. Elle doit ressembler à nom@example.com.
error-iban = Cet IBAN n’est pas valable. Veuillez le comparer avec votre relevé bancaire.
error-vat-number = Ce numéro de TVA n’est pas valable pour le pays choisi.
error-registration-number = Ce numéro d’immatriculation n’est pas valable pour le pays choisi.
error-phone = Ce numéro de téléphone n’est pas valable. Commencez par l’indicatif du pays, par exemple +45.
error-country = Choisissez un pays dans la liste.
error-date = Cette date n’existe pas. Veuillez vérifier le jour, le mois et l’année.
error-date-future = Cette date est dans le futur.
error-under-age = Le dirigeant doit avoir au moins 18 ans.
error-link-expired-title = Ce lien a expiré
error-link-expired = Revenez à { $app } et recommencez à partir de là ; vous recevrez un nouveau lien. Rien de ce que vous avez saisi n’est perdu.
error-link-invalid-title = Ce lien n’est pas valable
error-link-invalid = Veuillez vérifier que l’adresse a été copiée en entier, ou ouvrez de nouveau le lien depuis votre courriel ou depuis l’application.
error-link-used-title = Ce lien a déjà été utilisé
error-link-used = Ce à quoi il servait est fait. Si vous avez besoin d’autre chose, revenez à { $app }.
error-other-person-title = Ce lien est destiné à une autre personne
error-other-person = Veuillez demander à { $name } de l’ouvrir, ou utilisez le lien de votre propre courriel.
error-already-signed-title = Déjà signé
error-already-signed = Vous avez signé ce document le { $date }. Il n’y a plus rien à faire.
error-two-tabs-title = Cette étape est déjà faite dans une autre fenêtre
error-two-tabs = Nous avons enregistré ce qui a été saisi en premier. Continuez ici pour voir où vous en êtes.
error-stale-title = Le texte a changé
error-stale = Une nouvelle version a été publiée pendant votre lecture. Veuillez la lire et signer de nouveau ; vos données sont conservées.
error-mail-delayed-title = Notre courriel a du retard
error-mail-delayed = Nous n’avons pas pu envoyer le courriel à l’instant et nous réessayons. Vos données sont enregistrées. Vous pouvez attendre ici ou revenir plus tard avec le même lien.
error-too-many-title = Trop de tentatives
error-too-many = Veuillez attendre { $minutes } minutes et réessayer.
error-server-title = Un problème est survenu de notre côté
error-server = Rien de ce que vous avez enregistré n’est perdu. Veuillez réessayer dans quelques minutes. Si le problème se répète, indiquez ce numéro : { $reference }
error-continue = Continuer

## Footer and language

footer-provided-by = Fourni par { $operator }
footer-legal-notice = Les contrats sont conclus avec { $operator } et ses partenaires de recouvrement.
footer-privacy = Protection des données
footer-terms = Conditions d’utilisation
footer-help = Aide
skip-to-content = Aller au contenu
language-label = Langue
language-switch = Changer de langue
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = Ce document est-il authentique ?
verify-intro = Choisissez un PDF qui a été signé ici. Vous voyez s’il est authentique et complet, qui l’a signé et quand.
verify-drop = Déposez le PDF signé ici
verify-choose = Choisir un fichier
verify-check = Vérifier le fichier
verify-private = Le fichier est vérifié et n’est pas conservé.
verify-genuine-title = Authentique et inaltéré
verify-genuine = Le fichier est exactement tel qu’il était lors de la dernière signature.
verify-extended = Un horodatage a été ajouté au fichier par la suite. Le contenu signé est inaltéré.
verify-altered-title = Altéré
verify-altered = Le fichier a été modifié après sa signature. Ne vous y fiez pas ; demandez l’original.
verify-unknown-title = Inconnu ici
verify-unknown = Le fichier porte des signatures, mais il n’a pas été signé ici ou n’est pas enregistré. Nous ne pouvons pas dire s’il est authentique.
verify-unsigned-title = Non signé
verify-unsigned = Le fichier ne porte aucune signature.
verify-not-pdf = Ce fichier n’est pas un PDF, ou il est endommagé.
verify-too-large = Ce fichier est trop volumineux. Au plus { $megabytes } Mo.
verify-file-missing = Choisissez d’abord un fichier.
verify-agreement = Document
verify-version = Version
verify-between = Entre
verify-signed-by = Signé par
verify-role = Fonction
verify-signed-at = Signé le
verify-seal = Cachet électronique : { $operator }
verify-timestamp = Heure confirmée par { $authority } le { $date }
verify-no-timestamp = L’heure est celle de notre propre horloge ; aucune autorité d’horodatage ne l’a confirmée.
verify-fingerprint = SHA-256 du fichier
verify-again = Vérifier un autre fichier
verify-link = Vérifier un document signé
verify-checking = Vérification du fichier en cours…
verify-file = Fichier
verify-not-on-record-title = Authentique, mais absent de nos registres
verify-not-on-record = Le fichier a été signé ici et il est inaltéré, mais nos registres ne le connaissent pas. Renseignez-vous auprès de { $operator } avant de vous y fier.
verify-incomplete-title = Incomplet
verify-incomplete = Le contenu de ce fichier a été signé ici, mais des signatures ou le cachet manquent. Ce n’est pas le document final ; demandez l’original.
verify-unreadable-title = Impossible à vérifier
verify-foreign = Ce PDF n’a pas été créé ici, ou il est endommagé ou protégé par un mot de passe. Nous ne pouvons rien en dire.
verify-record = Dans nos registres
verify-record-number = Fichier { $number } sur { $count } pour ce document
verify-record-newer = Il existe un fichier plus récent, numéro { $number } : les mêmes signatures avec un horodatage ultérieur. Vous le trouverez là où vous avez obtenu celui-ci.
verify-signature-broken = Ne correspond pas au fichier
verify-signature-foreign = Le certificat n’a pas été émis ici
verify-timestamp-foreign = Un horodatage de { $authority } indique { $date }. Nous ne connaissons pas cette autorité.

## Mails

mail-greeting = Bonjour { $name },
mail-closing = Cordialement
mail-button-fallback = Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
mail-footer-why = Vous recevez ce courriel parce que { $app } utilise le service de recouvrement fourni par { $operator } et que votre adresse a été indiquée pour { $company }.
mail-footer-unexpected = Si vous n’attendiez pas ce courriel, vous n’avez rien à faire.
mail-footer-no-passwords = Nous ne demandons jamais de mots de passe ni de codes bancaires par courriel.

mail-invitation-subject = { $company } : mettre en place le recouvrement avec { $app }
mail-invitation-body-1 = { $app } a préparé le recouvrement de créances pour { $company }. Pour commencer, veuillez vérifier les données de votre entreprise et signer le contrat.
mail-invitation-body-2 = Cela prend environ dix minutes. Vous pouvez vous arrêter à tout moment et continuer plus tard avec le même lien.
mail-invitation-button = Commencer

mail-signatory-subject = { $company } : votre signature est nécessaire
mail-signatory-body-1 = { $requester } a indiqué que vous signez pour { $company }.
mail-signatory-body-2 = Vous pouvez lire tout le texte « { $agreement } » avant de signer. Pour signer, il vous faut un code que nous envoyons à cette adresse.
mail-signatory-button = Lire et signer

mail-reminder-subject = Rappel : l’inscription pour { $company } n’est pas tout à fait terminée
mail-reminder-body-1 = La mise en place du recouvrement pour { $company } n’est pas terminée. Prochaine étape : { $step }.
mail-reminder-body-2 = Tout ce qui a été saisi jusqu’ici est enregistré. Le lien vous ramène là où vous en étiez.
mail-reminder-button = Continuer
mail-to-sign-subject = { $company } : votre signature est attendue
mail-to-sign-body-1 = Un dossier de { $company } peut être confié à { $agency } dès que les documents sont signés.
mail-to-sign-body-2 = Le lien vous mène à ce qui est à signer. Cela prend quelques minutes.
mail-to-sign-button = Signer
mail-person-removed-subject = { $company } : vous ne faites plus partie de l’équipe
mail-person-removed-body = Cette adresse a été retirée de l’équipe que { $company } a indiquée pour le recouvrement avec { $operator }. Vous ne recevrez plus de courriels sur ses dossiers. Si vous ne vous y attendiez pas, demandez à vos collègues.
mail-address-replaced-subject = { $company } : votre adresse a été modifiée
mail-address-replaced-body = Les courriels sur le recouvrement de { $company } avec { $operator } ne sont plus envoyés à cette adresse. Si vous ne vous y attendiez pas, prévenez tout de suite vos collègues.

mail-code-subject = Votre code : { $code }
mail-code-body-1 = Saisissez ce code pour signer « { $agreement } » :
mail-code-body-1-link = Saisissez ce code pour poursuivre avec la demande faite par { $app } :
mail-code-body-2 = { $minutes ->
    [one] Il est valable { $minutes } minute et ne fonctionne qu’une fois.
   *[other] Il est valable { $minutes } minutes et ne fonctionne qu’une fois.
}
mail-code-body-3 = Ne transmettez ce code à personne. Si vous ne l’avez pas demandé, quelqu’un a peut-être saisi votre adresse par erreur ; dans ce cas, ne tenez pas compte de ce courriel.
mail-code-host = Saisissez ce code uniquement sur { $host }.
mail-codes-closed-subject = Trop de codes erronés
mail-codes-closed-body-1 = Trop de codes erronés ont été saisis aujourd’hui pour { $company }. Aucun code n’est envoyé ni accepté pendant 24 heures au plus.
mail-codes-closed-body-2 = Si ce n’était pas vous, quelqu’un d’autre a peut-être votre lien et essaie de deviner les codes. Rien n’a été signé ni modifié. Prévenez-nous si vous ne vous y attendiez pas.
mail-new-link-subject = Votre nouveau lien
mail-new-link-body = Voici le nouveau lien vers les documents signés de { $company }. Il fonctionne pendant { $days } jours.
mail-new-link-ignore = Si vous ne l’avez pas demandé, vous n’avez rien à faire.
mail-new-link-button = Voir les documents

mail-signed-copy-subject = Document signé : { $agreement }, { $company }
mail-signed-copy-body-1 = Tout le monde a signé. Le document signé est joint.
mail-signed-copy-body-2 = Conservez le fichier. Il contient toutes les signatures et les preuves de la manière dont elles ont été apposées. L’authenticité d’une copie peut être vérifiée à tout moment :
mail-signed-copy-button = Vérifier le document

mail-welcome-subject = Bienvenue : tout est prêt pour { $company }
mail-welcome-body-1 = Le recouvrement est en place pour { $company } depuis le { $date }. Vous pouvez maintenant soumettre des factures impayées au recouvrement dans { $app }.
mail-welcome-body-2 = Vous ne payez que si de l’argent est recouvré. Nous vous écrivons lorsqu’un partenaire de recouvrement a pris en charge votre dossier et chaque fois que votre réponse est nécessaire.
mail-welcome-button = Aller à { $app }

mail-link-request-subject = { $app } demande une liaison avec votre compte
mail-link-request-body-1 = { $app } a demandé une liaison avec votre compte chez { $operator }, afin de soumettre des dossiers pour vous.
mail-link-request-body-2 = Rien n’est partagé avant votre accord. La demande est valable jusqu’au { $date }. Si vous ne connaissez pas { $app }, refusez-la ou ne faites rien.
mail-link-request-button = Voir la demande

## Words in the documents: tables and the evidence page

document-zone-europe = Europe
document-zone-international = Reste du monde
document-zone-note = L’Europe désigne l’Union européenne, l’Islande, le Liechtenstein, la Norvège, le Royaume-Uni et la Suisse.
document-principal = Principal
document-rate = Honoraires de résultat
document-range = De { $from } à { $to }
document-range-below = De { $from } à moins de { $to }
document-range-from = { $from } et plus
document-age = Ancienneté de la créance
document-age-over = { $months ->
    [one] Plus de { $months } mois
   *[other] Plus de { $months } mois
}
document-surcharge = Majoration
document-surcharge-points = { $points ->
    [one] { $points } point de pourcentage
   *[other] { $points } points de pourcentage
}
document-surcharge-none = Aucune
document-signatory-name = Nom
document-signatory-role = Fonction
document-signatory-company = Pour
document-signatory-date = Signé le (UTC)
document-signatory-signature = Signature
document-seal = Cachet électronique apposé par { $operator }
document-page = Page { $page } sur { $pages }
document-evidence-title = Preuves de la signature
document-evidence-intro = Cette page a été ajoutée après la signature de la dernière personne. Les mêmes preuves sont jointes à ce fichier sous forme de données.
document-evidence-agreement = Document et version
document-evidence-language = Langue du texte affiché
document-evidence-fingerprint = SHA-256 du texte affiché
document-evidence-person = Personne
document-evidence-email = Adresse électronique à laquelle le code a été envoyé
document-evidence-address = Adresse IP
document-evidence-browser = Navigateur
document-evidence-time = Heure (UTC)
document-evidence-events = Événements
document-event-opened = Lien ouvert
document-event-read = Texte affiché
document-event-pdf = PDF ouvert
document-event-consented = Consentement donné
document-event-code-sent = Code envoyé
document-event-code-wrong = Code erroné saisi
document-event-code-confirmed = Code confirmé
document-event-signed-drawn = Signature dessinée
document-event-signed-typed = Signature par le nom tapé
document-event-completed = Toutes les signatures réunies
document-verify = Vérifier ce document : { $address }
document-evidence-stamped = L’heure de chaque signature est confirmée par une autorité d’horodatage indépendante.
document-timestamp = Horodatage de l’ensemble du fichier
