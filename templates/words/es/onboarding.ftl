### Words of the onboarding, signing and verifying pages and of their mails.
### The same keys with the same variables in every language; a test compares them.

## Steps

step-company = Empresa
step-people = Personas
step-kyc = Identidad
step-poa = Poder de representación
step-sdca = Contrato
step-done = Listo
step-progress = Paso { $step } de { $steps }
step-completed = completado
step-current = paso actual

## Buttons used on several pages

action-continue = Guardar y continuar
action-back = Atrás
action-change = Cambiar
action-cancel = Cancelar
field-optional = opcional

## Company

company-title = Compruebe los datos de su empresa
company-intro = { $app } nos ha enviado estos datos. Compruébelos y complételos, por favor. Aparecen en los contratos que usted firma.
company-name = Nombre de la empresa
company-name-hint = La denominación social completa, tal como consta en el registro.
company-registration-number = Número de registro
company-registration-number-hint = El del registro de empresas de su país.
company-vat-number = Número de IVA
company-vat-number-hint = Con el código del país, por ejemplo DK12345674.
company-address = Calle y número
company-zip = Código postal
company-city = Ciudad
company-state = Estado o región
company-state-hint = Solo si forma parte de la dirección.
company-country = País
company-support-email = Correo electrónico de la empresa
company-support-email-hint = Para los mensajes sobre sus expedientes.
company-phone = Teléfono
company-phone-hint = Con el prefijo del país, por ejemplo +45 12 34 56 78.
company-iban = IBAN
company-iban-hint = La cuenta en la que se abona el dinero cobrado.
company-account-holder = Titular de la cuenta
company-account-holder-hint = El nombre tal como figura en el banco.

## People

people-title = ¿Quién trabaja con sus expedientes y quién firma?
people-intro = Añada a las personas de su empresa que deban tener acceso. Al menos una persona debe tener facultades para firmar por la empresa.
people-name = Nombre y apellidos
people-email = Correo electrónico
people-email-hint = Una dirección personal; a ella se envían los códigos para firmar.
people-signs = Firma por la empresa
people-signs-hint = Marque a todas las personas que deban firmar según las normas de su empresa. Todas ellas tienen que firmar.
people-role-title = Cargo o título
people-role-title-hint = Por ejemplo, director o directora general. Aparece junto a la firma.
people-you = Usted
people-add = Añadir una persona
people-remove = Quitar a { $name }
people-count = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
}
people-signatory-missing = Elija al menos a una persona que firme por la empresa.
people-email-twice = Esta dirección de correo electrónico ya está en la lista. Cada persona necesita una dirección propia.

## Identity of the director (KYC)

kyc-title = Algunos datos de su administrador
kyc-intro = El socio de cobro de sus expedientes debe saber quién dirige su empresa.
kyc-why = Por qué lo preguntamos: { $partner } debe cumplir la ley contra el blanqueo de capitales y no puede empezar a trabajar sin estos datos. Se utilizan solo para esta comprobación.
kyc-director-name = Nombre y apellidos del administrador
kyc-director-name-hint = Como en el pasaporte o el documento de identidad.
kyc-home-address = Domicilio particular
kyc-home-address-hint = Calle, código postal, ciudad y país.
kyc-date-of-birth = Fecha de nacimiento
kyc-date-of-birth-day = Día
kyc-date-of-birth-month = Mes
kyc-date-of-birth-year = Año
kyc-once = Estos datos se facilitan una sola vez. Sirven también para sus expedientes posteriores.

## Names of the agreements

agreement-sdca = Contrato estándar de cobro de créditos
agreement-partner-sdca = Contrato estándar de cobro de créditos para socios de cobro
agreement-poa = Poder de representación
agreement-pricing-appendix = Anexo de precios
agreement-poa-with-pricing-appendix = Poder de representación con anexo de precios

## Reading an agreement

read-title-sdca = Lea y firme el contrato de cobro
read-title-poa = Lea y firme el poder de representación
read-title-pricing-appendix = Lea y firme el anexo de precios
read-between = Entre { $company }, por una parte, y, por la otra, { $party }
read-intro-sdca = Usted paga solo si se cobra dinero. El contrato se aplica a todos sus expedientes.
read-intro-poa = Permite a { $partner } cobrar en nombre de su empresa. Cubre todos sus expedientes con este socio.
read-intro-pricing-appendix = Fija tipos especiales para los expedientes con { $partner } contra deudores de este país: { $country }.
read-open-pdf-plain = Abrir como PDF
read-scroll = Desplácese para leer todo el texto. La firma está debajo.
read-version = Versión { $version } de { $date }
read-language-note = Está leyendo una traducción. Si difiere del texto inglés, prevalece el texto inglés.
read-english = Leer el texto inglés
read-to-signature = Ir a la firma

## Consent

consent-title = Antes de firmar
consent-read = He leído el texto completo.
consent-electronic = Acepto firmar electrónicamente. Mi firma me obliga igual que en papel.
consent-evidence = Sé que la hora, la dirección IP, el navegador, la dirección de correo electrónico y cada paso se registran como prueba y forman parte del archivo firmado.
consent-missing = Confirme todos los puntos antes de firmar.

## Code

code-title = Código de su correo
code-send = Enviar el código
code-sent = Hemos enviado un código de seis cifras a { $email }. Es válido durante { $minutes } minutos.
code-label = Código de seis cifras
code-hint = Solo cifras. Mire también en la carpeta de correo no deseado.
code-resend = Enviar un código nuevo
code-resend-in = { $seconds ->
    [one] Podrá pedir un código nuevo dentro de { $seconds } segundo.
   *[other] Podrá pedir un código nuevo dentro de { $seconds } segundos.
}
code-resent = Un código nuevo va de camino a { $email }. El anterior ya no sirve.
code-missing = Introduzca las seis cifras del correo.
code-wrong = { $tries ->
    [one] Este código no es correcto. Le queda { $tries } intento.
   *[other] Este código no es correcto. Le quedan { $tries } intentos.
}
code-expired = Este código ha caducado. Pida uno nuevo; no se pierde nada de lo que ha introducido.
code-used = Este código ya se ha utilizado. Pida uno nuevo.
code-locked = El código se ha introducido mal demasiadas veces y ya no sirve. Pida uno nuevo dentro de { $minutes } minutos.

## Signature

signature-title = Su firma
signature-draw = Dibujar
signature-type = Escribir
signature-clear = Borrar
signature-draw-hint = Utilice el ratón, un dedo o un lápiz digital.
signature-draw-area = Área para dibujar la firma
signature-type-hint = Escriba su nombre. En el documento aparece con letra manuscrita.
signature-preview = Así se verá
signature-name = Su nombre tal como aparecerá
signature-role = Su cargo
signature-authority = Tengo facultades para firmar por { $company }.
signature-sign = Firmar el contrato
signature-sign-poa = Firmar el poder de representación
signature-sign-pricing-appendix = Firmar el anexo de precios
signature-final = Al firmar, usted celebra el contrato. Recibirá una copia en cuanto todos hayan firmado.
signature-missing = Dibuje su firma o escriba su nombre.
signature-name-missing = Introduzca su nombre tal como debe aparecer.
signature-role-missing = Introduzca su cargo en la empresa.
signature-authority-missing = Confirme que tiene facultades para firmar. Si no las tiene, vuelva atrás e indique a una persona que las tenga.

## Waiting for other signatories

waiting-title = Usted ha firmado
waiting-intro = { $count ->
    [one] Falta la firma de una persona más. Le hemos enviado un correo electrónico con un enlace.
   *[other] Faltan las firmas de { $count } personas más. Hemos enviado a cada una un correo electrónico con un enlace.
}
waiting-signed = { $name } firmó el { $date }
waiting-open = { $name } aún no ha firmado
waiting-remind = Enviar un recordatorio a { $name }
waiting-reminded = Se ha enviado un recordatorio a { $name }.
waiting-file = El documento firmado se genera cuando ha firmado la última persona. Puede cerrar esta página; le escribiremos.

## Done

done-title = Todo listo
done-intro = { $company } ya puede presentar expedientes.
done-intro-resigned = La nueva versión está firmada. Puede continuar como hasta ahora.
done-intro-poa = El poder de representación está firmado. { $partner } puede empezar a trabajar en sus expedientes.
done-copy-mailed = Se ha enviado una copia firmada a todas las personas que han firmado.
done-download = Descargar: { $agreement }
done-verify = Toda persona a quien entregue el archivo puede comprobar si es auténtico.
done-back = Volver a { $app }
ended-title = Este enlace ha caducado
ended-intro = Los documentos firmados se mostraron aquí durante { $days } días. Puede pedir que se envíe un nuevo enlace a la dirección registrada.
ended-send = Envíenme un nuevo enlace
ended-asked-title = Consulte su correo
ended-asked = Si este enlace se puede renovar, uno nuevo está en camino a la dirección registrada.

## A platform asks to be linked

link-title = { $app } solicita vincularse a su cuenta
link-code-first = Primero nos aseguramos de que es usted. Enviamos un código a una dirección que ya consta en nuestros registros.
link-code-send = Enviar un código a la dirección registrada
proof-sent = Hemos enviado un código de seis cifras a la dirección registrada. Es válido durante { $minutes } minutos.
link-intro = Si lo aprueba, la cuenta de { $company } se vincula a { $app }.
link-consequences = Qué significa esto
link-consequence-submit = { $app } puede presentar expedientes por cuenta de { $company }.
link-consequence-see = { $app } ve el nombre de su empresa y el estado, los precios y los pagos de sus expedientes.
link-consequence-same = Sus contratos, sus usuarios y sus expedientes en curso quedan como están.
link-consequence-one = Una cuenta solo puede vincularse a una plataforma.
link-decline-consequence = Si lo rechaza, no cambia nada, y { $app } solo sabrá que la solicitud se ha rechazado.
link-valid-until = La solicitud es válida hasta el { $date }.
link-approve = Aprobar la vinculación
link-decline = Rechazar
link-approved-title = Cuenta vinculada a { $app }
link-approved = La cuenta de { $company } ya está vinculada a { $app }.
link-declined-title = Solicitud rechazada
link-declined = No ha cambiado nada en su cuenta.

## Choosing a company

choice-title = ¿De qué empresa se trata?
choice-intro = Su dirección de correo electrónico pertenece a una cuenta que ya existe con nosotros.
choice-link = Vincular { $company }
choice-link-hint = Utilizar la cuenta existente para los expedientes de { $app }.
choice-new = Dar de alta otra empresa
choice-new-hint = Elija esta opción si los créditos pertenecen a una empresa que aún no tiene cuenta. Sus usuarios necesitan otras direcciones de correo electrónico.
choice-missing = Elija una de las dos opciones.
choice-email-taken = Esta dirección ya pertenece a una cuenta. Introduzca otra.

## Signing again, power of attorney alone, everything pending

resign-title = Hay una nueva versión de su contrato
resign-intro = Para presentar más expedientes, { $company } debe firmar la versión { $version } de { $date }. Los expedientes ya presentados siguen sujetos a la versión que usted firmó en su momento.
resign-name-changed = El nombre de su empresa ha cambiado. Firme de nuevo el contrato con el nuevo nombre, por favor.
poa-title = Se necesita un poder de representación
poa-intro = Los expedientes de { $company } van a ser tramitados por { $partner }. Antes de empezar el trabajo, { $partner } necesita su poder de representación.
poa-intro-pricing = Para estos expedientes se han pactado tipos especiales. El anexo de precios forma parte del mismo documento; basta una firma para ambos.
pending-title = Documentos pendientes de su firma
pending-intro = { $count ->
    [one] Hay un documento pendiente. Le guiamos paso a paso.
   *[other] Hay { $count } documentos pendientes. Le guiamos de uno en uno.
}
pending-start = Empezar

## What can go wrong

error-summary = { $count ->
    [one] Revise un campo, por favor
   *[other] Revise { $count } campos, por favor
}
error-required = Rellene este campo, por favor.
error-too-long = { $max ->
    [one] Como máximo { $max } carácter.
   *[other] Como máximo { $max } caracteres.
}
error-character = El carácter «{ $character }» no puede mostrarse en nuestros documentos. Utilice letras latinas, griegas, cirílicas, hebreas o árabes, por favor.
error-email = Esta dirección de correo electrónico no es válida. Debe parecerse a nombre@example.com.
error-iban = Este IBAN no es válido. Compárelo con su extracto bancario, por favor.
error-vat-number = Este número de IVA no es válido para el país elegido.
error-registration-number = Este número de registro no es válido para el país elegido.
error-phone = Este número de teléfono no es válido. Empiece por el prefijo del país, por ejemplo +45.
error-country = Elija un país de la lista.
error-date = Esta fecha no existe. Compruebe el día, el mes y el año, por favor.
error-date-future = Esta fecha es posterior a hoy.
error-under-age = El administrador debe tener al menos 18 años.
error-link-expired-title = Este enlace ha caducado
error-link-expired = Vuelva a { $app } y empiece allí de nuevo; recibirá un enlace nuevo. No se pierde nada de lo que ha introducido.
error-link-invalid-title = Este enlace no es válido
error-link-invalid = Compruebe que se ha copiado la dirección completa, o abra de nuevo el enlace desde su correo o desde la aplicación.
error-link-used-title = Este enlace ya se ha utilizado
error-link-used = Lo que había que hacer con él ya está hecho. Si necesita algo más, vuelva a { $app }.
error-other-person-title = Este enlace es para otra persona
error-other-person = Pida a { $name } que lo abra, o utilice el enlace de su propio correo.
error-already-signed-title = Ya firmado
error-already-signed = Usted firmó este documento el { $date }. No hay nada más que hacer.
error-two-tabs-title = Este paso ya se ha completado en otra ventana
error-two-tabs = Hemos guardado lo que se introdujo primero. Continúe aquí para ver en qué punto está.
error-stale-title = El texto ha cambiado
error-stale = Se ha publicado una nueva versión mientras usted leía. Léala y firme de nuevo, por favor; sus datos se conservan.
error-mail-delayed-title = Nuestro correo se retrasa
error-mail-delayed = No hemos podido enviar el correo en este momento y seguimos intentándolo. Sus datos están guardados. Puede esperar aquí o volver más tarde con el mismo enlace.
error-too-many-title = Demasiados intentos
error-too-many = Espere { $minutes } minutos e inténtelo de nuevo, por favor.
error-server-title = Algo ha fallado por nuestra parte
error-server = No se ha perdido nada de lo que guardó. Inténtelo de nuevo dentro de unos minutos, por favor. Si vuelve a ocurrir, indíquenos este número: { $reference }
error-continue = Continuar

## Footer and language

footer-provided-by = Servicio de { $operator }
footer-legal-notice = Los contratos se celebran con { $operator } y sus socios de cobro.
footer-privacy = Protección de datos
footer-terms = Condiciones de uso
footer-help = Ayuda
skip-to-content = Ir al contenido
language-label = Idioma
language-switch = Cambiar de idioma
language-name-en = English
language-name-da = Dansk
language-name-de = Deutsch
language-name-sv = Svenska
language-name-nb = Norsk bokmål
language-name-nl = Nederlands
language-name-fr = Français
language-name-es = Español

## Verifying a signed document

verify-title = ¿Es auténtico este documento?
verify-intro = Elija un PDF que se haya firmado aquí. Verá si es auténtico y está completo, quién lo firmó y cuándo.
verify-drop = Suelte aquí el PDF firmado
verify-choose = Elegir un archivo
verify-check = Comprobar el archivo
verify-private = El archivo se comprueba y no se conserva.
verify-genuine-title = Auténtico y sin alteraciones
verify-genuine = El archivo está exactamente como estaba al hacerse la última firma.
verify-extended = Más tarde se añadió al archivo un sello de tiempo. El contenido firmado no ha sido alterado.
verify-altered-title = Alterado
verify-altered = El archivo se ha modificado después de firmarse. No confíe en él; pida el original.
verify-unknown-title = No consta aquí
verify-unknown = El archivo lleva firmas, pero no se firmó aquí o no consta en nuestros registros. No podemos decir si es auténtico.
verify-unsigned-title = Sin firmar
verify-unsigned = El archivo no lleva ninguna firma.
verify-not-pdf = Este archivo no es un PDF o está dañado.
verify-too-large = Este archivo es demasiado grande. Como máximo { $megabytes } MB.
verify-file-missing = Elija primero un archivo.
verify-agreement = Documento
verify-version = Versión
verify-between = Entre
verify-signed-by = Firmado por
verify-role = Cargo
verify-signed-at = Firmado el
verify-seal = Sello de { $operator }
verify-timestamp = Hora confirmada por { $authority } el { $date }
verify-no-timestamp = La hora es la de nuestro propio reloj; ninguna autoridad de sellado de tiempo la ha confirmado.
verify-fingerprint = SHA-256 del archivo
verify-again = Comprobar otro archivo
verify-link = Comprobar un documento firmado
verify-checking = Comprobando el archivo…
verify-file = Archivo
verify-not-on-record-title = Auténtico, pero no consta en nuestros registros
verify-not-on-record = El archivo se firmó aquí y no ha sido alterado, pero no consta en nuestros registros. Pregunte a { $operator } antes de confiar en él.
verify-incomplete-title = Incompleto
verify-incomplete = El contenido de este archivo se firmó aquí, pero faltan firmas o el sello. No es el documento terminado; pida el original.
verify-unreadable-title = No se puede comprobar
verify-foreign = Este PDF no se creó aquí, o está dañado o protegido con contraseña. No podemos decir nada sobre él.
verify-record = En nuestros registros
verify-record-number = Archivo { $number } de { $count } de este documento
verify-record-newer = Existe un archivo más reciente, el número { $number }: las mismas firmas con un sello de tiempo posterior. Lo encontrará donde obtuvo este.
verify-signature-broken = No corresponde al archivo
verify-signature-foreign = El certificado no se emitió aquí
verify-timestamp-foreign = Un sello de tiempo de { $authority } indica { $date }. No conocemos esta autoridad.

## Mails

mail-greeting = Hola, { $name }:
mail-closing = Un cordial saludo
mail-button-fallback = Si el botón no funciona, copie esta dirección en su navegador:
mail-footer-why = Recibe este correo porque { $app } utiliza el servicio de cobro que facilita { $operator } y porque su dirección se indicó para { $company }.
mail-footer-unexpected = Si no esperaba este correo, no tiene que hacer nada.
mail-footer-no-passwords = Nunca pedimos contraseñas ni códigos bancarios por correo electrónico.

mail-invitation-subject = { $company }: ponga en marcha el servicio de cobro con { $app }
mail-invitation-body-1 = { $app } ha preparado el servicio de cobro para { $company }. Para empezar, compruebe los datos de su empresa y firme el contrato, por favor.
mail-invitation-body-2 = Se tarda unos diez minutos. Puede parar en cualquier momento y seguir más tarde con el mismo enlace.
mail-invitation-button = Empezar

mail-signatory-subject = { $company }: se necesita su firma
mail-signatory-body-1 = { $requester } ha indicado que usted firma por { $company }.
mail-signatory-body-2 = Puede leer todo el texto de «{ $agreement }» antes de firmar. Para firmar necesita un código que enviamos a esta dirección.
mail-signatory-button = Leer y firmar

mail-reminder-subject = Recordatorio: el alta de { $company } aún no está completa
mail-reminder-body-1 = La puesta en marcha del servicio de cobro para { $company } no ha terminado. Siguiente paso: { $step }.
mail-reminder-body-2 = Todo lo introducido hasta ahora está guardado. El enlace le lleva al punto en que lo dejó.
mail-reminder-button = Continuar
mail-to-sign-subject = { $company }: falta su firma
mail-to-sign-body-1 = Un expediente de { $company } puede entregarse a { $agency } en cuanto los documentos estén firmados.
mail-to-sign-body-2 = El enlace le lleva a lo que hay que firmar. Solo lleva unos minutos.
mail-to-sign-button = Firmar
mail-person-removed-subject = { $company }: ya no forma parte del equipo
mail-person-removed-body = Esta dirección se ha retirado del equipo que { $company } indicó para el cobro con { $operator }. Ya no recibirá correos sobre sus expedientes. Si no lo esperaba, pregunte a sus compañeros.
mail-address-replaced-subject = { $company }: su dirección ha cambiado
mail-address-replaced-body = Los correos sobre el cobro de { $company } con { $operator } ya no se envían a esta dirección. Si no lo esperaba, avise enseguida a sus compañeros.

mail-code-subject = Su código: { $code }
mail-code-body-1 = Introduzca este código para firmar «{ $agreement }»:
mail-code-body-1-link = Introduzca este código para continuar con la solicitud de { $app }:
mail-code-body-2 = { $minutes ->
    [one] Es válido durante { $minutes } minuto y sirve una sola vez.
   *[other] Es válido durante { $minutes } minutos y sirve una sola vez.
}
mail-code-body-3 = No dé el código a nadie. Si no lo ha pedido, es posible que alguien haya introducido su dirección por error; en ese caso, no haga caso de este correo.
mail-code-host = Introduzca el código únicamente en { $host }.
mail-codes-closed-subject = Demasiados códigos erróneos
mail-codes-closed-body-1 = Hoy se han introducido demasiados códigos erróneos para { $company }. No se enviarán ni se aceptarán códigos durante un máximo de 24 horas.
mail-codes-closed-body-2 = Si no ha sido usted, es posible que otra persona tenga su enlace e intente adivinar los códigos. No se ha firmado ni cambiado nada. Avísenos si no lo esperaba.
mail-new-link-subject = Su nuevo enlace
mail-new-link-body = Este es el nuevo enlace a los documentos firmados de { $company }. Funciona durante { $days } días.
mail-new-link-ignore = Si no lo ha pedido, no tiene que hacer nada.
mail-new-link-button = Ver los documentos

mail-signed-copy-subject = Documento firmado: { $agreement }, { $company }
mail-signed-copy-body-1 = Todos han firmado. Se adjunta el documento firmado.
mail-signed-copy-body-2 = Conserve el archivo. Contiene todas las firmas y las pruebas de cómo se hicieron. En cualquier momento se puede comprobar si una copia es auténtica:
mail-signed-copy-button = Comprobar el documento

mail-welcome-subject = Le damos la bienvenida: todo listo para { $company }
mail-welcome-body-1 = { $company } está de alta desde el { $date }. Ya puede presentar facturas impagadas para su cobro en { $app }.
mail-welcome-body-2 = Usted paga solo si se cobra dinero. Le escribiremos cuando un socio de cobro haya asumido su expediente y siempre que se necesite su respuesta.
mail-welcome-button = Ir a { $app }

mail-link-request-subject = { $app } solicita vincularse a su cuenta
mail-link-request-body-1 = { $app } ha solicitado vincularse a su cuenta con { $operator } para presentar expedientes por usted.
mail-link-request-body-2 = No se comparte nada hasta que usted lo apruebe. La solicitud es válida hasta el { $date }. Si no conoce { $app }, rechácela o no haga nada.
mail-link-request-button = Ver la solicitud

## Words in the documents: tables and the evidence page

document-zone-europe = Europa
document-zone-international = Resto del mundo
document-zone-note = Europa comprende la Unión Europea, Islandia, Liechtenstein, Noruega, el Reino Unido y Suiza.
document-principal = Principal
document-rate = Comisión de éxito
document-range = De { $from } a { $to }
document-range-below = De { $from } a menos de { $to }
document-range-from = { $from } o más
document-age = Antigüedad del crédito
document-age-over = { $months ->
    [one] Más de { $months } mes
   *[other] Más de { $months } meses
}
document-surcharge = Recargo
document-surcharge-points = { $points ->
    [one] { $points } punto porcentual
   *[other] { $points } puntos porcentuales
}
document-surcharge-none = Ninguno
document-signatory-name = Nombre
document-signatory-role = Cargo
document-signatory-company = En nombre de
document-signatory-date = Firmado el (UTC)
document-signatory-signature = Firma
document-seal = Sellado electrónicamente por { $operator }
document-page = Página { $page } de { $pages }
document-evidence-title = Pruebas de la firma
document-evidence-intro = Esta página se añadió cuando había firmado la última persona. Las mismas pruebas van adjuntas a este archivo en forma de datos.
document-evidence-agreement = Documento y versión
document-evidence-language = Idioma del texto mostrado
document-evidence-fingerprint = SHA-256 del texto mostrado
document-evidence-person = Persona
document-evidence-email = Dirección de correo electrónico a la que se envió el código
document-evidence-address = Dirección IP
document-evidence-browser = Navegador
document-evidence-time = Hora (UTC)
document-evidence-events = Eventos
document-event-opened = Enlace abierto
document-event-read = Texto mostrado
document-event-pdf = PDF abierto
document-event-consented = Consentimiento dado
document-event-code-sent = Código enviado
document-event-code-wrong = Código incorrecto introducido
document-event-code-confirmed = Código confirmado
document-event-signed-drawn = Firmado dibujando
document-event-signed-typed = Firmado escribiendo el nombre
document-event-completed = Todas las firmas presentes
document-verify = Comprobar este documento: { $address }
document-evidence-stamped = Una autoridad de sellado de tiempo independiente ha confirmado la hora de cada firma.
document-timestamp = Sello de tiempo de todo el archivo
