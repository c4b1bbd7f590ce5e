//! A person's profile: name, language, time zone, and e-mail address.

use super::page::{EmailPage, ProfilePage};
use crate::actions::people::{self, ProfileOrder};
use crate::store::{self, Db};
use crate::web::http::request::values::{Code, Email, Name, Password, Present};
use crate::web::http::who::Somebody;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Input, Problems, Reply, Request};
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

const PAGE: &str = "/account/profile";

fn profile(_: &mut Db, who: &Somebody, form: Filled) -> Result<ProfilePage, Failure> {
    Ok(ProfilePage::new(form, &who.0))
}

/// `GET /account/profile`
pub(crate) async fn show(who: Somebody, app: App) -> Answer<ProfilePage> {
    app.show(who, |db, who| {
        let known = store::people::profiles::of_person(db, who.0.person.id)?;
        let fields = Fields::default()
            .with("firstName", known.first_name)
            .with("lastName", known.last_name)
            .with("language", known.language)
            .with("timeZone", known.time_zone.unwrap_or_default());
        profile(db, who, Filled::with::<ProfileForm>(fields))
    })
    .await
}

/// The profile's fields.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProfileForm {
    /// The first name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "given-name"))]
    first_name: Option<Name>,
    /// The last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "family-name"))]
    last_name: Option<Name>,
    /// The language of pages and mails.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a language from the list."))]
    language: Option<String>,
    /// The time zone; the organisation's when it is empty.
    time_zone: Option<String>,
}

impl Request for ProfileForm {
    type Order = ProfileOrder;

    fn order(self, _: &mut Problems) -> Option<ProfileOrder> {
        Some(ProfileOrder {
            first_name: self.first_name?.0,
            last_name: self.last_name?.0,
            language: self.language?,
            time_zone: self.time_zone,
        })
    }
}

/// `POST /account/profile`
pub(crate) async fn change(who: Somebody, sent: Input<ProfileForm>, app: App) -> Answer<ProfilePage> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            people::change_profile(db, &who.0.person, &order, ctx)?;
            Ok(Done::gone(PAGE, "Your profile is saved."))
        },
        profile,
    )
    .await
}

/// `GET /account/profile/email`: asks for a new address, or for the code that was sent to it.
pub(crate) async fn show_email(who: Somebody, app: App) -> Answer<EmailPage> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let awaited = people::awaited_email(db, &who.0.person, &ctx)?;
        Ok(EmailPage { form: Filled::new::<EmailForm>(), email: who.0.person.email.clone(), awaited })
    })
    .await
}

/// A new address, and the password.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct EmailForm {
    /// The new address.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address."))]
    email: Option<Email>,
    /// The present password.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter your password."))]
    password: Option<Password<Present>>,
}

impl Request for EmailForm {
    type Order = (String, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.email?.0, self.password?.0))
    }
}

/// `POST /account/profile/email`: mails a code to the new address.
///
/// # Errors
/// If the password is wrong.
pub(crate) async fn ask_email(who: Somebody, sent: Input<EmailForm>, app: App) -> Answer<EmailPage> {
    let person = who.0.person.clone();
    let done = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok((email, password)) => {
            let whose = person.id.to_string();
            app.hash(&whose, move |shared, ctx| {
                Ok(people::ask_new_email(&shared.database, &person, &email, &password, ctx)?)
            })
            .await
        }
    };
    match done {
        Ok(email) => {
            let notice = format!("We sent a code to {email}.");
            Ok(Reply::Done(Done::gone("/account/profile/email", notice)))
        }
        Err(failure) => {
            app.again(who, &sent, failure, |_, who, form| {
                Ok(EmailPage { form, email: who.0.person.email.clone(), awaited: None })
            })
            .await
        }
    }
}

/// The code from the mail.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct CodeForm {
    /// The code.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the code from the mail."))]
    code: Option<Code>,
}

impl Request for CodeForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.code?.0)
    }
}

/// `POST /account/profile/email/code`: confirms the new address, which is used from now on.
///
/// # Errors
/// If the code is wrong.
pub(crate) async fn prove_email(who: Somebody, sent: Input<CodeForm>, app: App) -> Answer<EmailPage> {
    let (person, ctx) = (who.0.person.clone(), app.context());
    let done: Result<String, Failure> = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok(code) => {
            let proved = app.run(move |db, ctx| Ok(people::prove_new_email(db, &person, &code, ctx)?)).await;
            let wrong =
                || Problems::at("code", "This code is wrong, or it has run out. After five tries ask for another.");
            proved.and_then(|email| email.ok_or_else(|| wrong().into()))
        }
    };
    match done {
        Ok(email) => Ok(Reply::Done(Done::gone(PAGE, format!("From now on you sign in with {email}.")))),
        Err(failure) => {
            app.again(who, &sent, failure, move |db, who, form| {
                let awaited = people::awaited_email(db, &who.0.person, &ctx)?;
                Ok(EmailPage { form, email: who.0.person.email.clone(), awaited })
            })
            .await
        }
    }
}
